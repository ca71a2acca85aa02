// SPDX-License-Identifier: Apache-2.0

//! Feedback of a unit's reader: a form without a script. It takes no name and no address, so that no personal data comes in
//! with it, and few of each client, so that no client fills the database with it.

use super::{
	layout::Frame,
	response::{failed, language, nothing, page},
};
use crate::{
	annotation::RequestAnnotation,
	client::Client,
	digital_link::links,
	extract::Params,
	i18n::Lang,
	middleware::parameters::{of, Route},
	origin::from_here,
	App,
};
use askama::Template;
use axum::{
	extract::{DefaultBodyLimit, FromRequest, Request, State},
	http::{header, HeaderMap, HeaderValue, StatusCode, Uri},
	response::{IntoResponse, Response},
	routing::get,
	Extension, Form, Router,
};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use serde::Deserialize;
use serde_json::json;
use std::{num::NonZeroU32, sync::Arc, time::Duration};
use suyuan_primitives::digital_link;
use suyuan_store::{
	now,
	read::{
		exchange::{keep_feedback, Feedback},
		units,
	},
};
use utoipa::IntoParams;

/// Comments that one client may send at once, and time until it may send one more.
const CLIENT_BURST: NonZeroU32 = NonZeroU32::new(5).unwrap();
const CLIENT_INTERVAL: Duration = Duration::from_secs(60);
/// Comments of all clients together, at once and then per minute. Bounded so that a client with many addresses can't fill a
/// disk.
const TOTAL_BURST: NonZeroU32 = NonZeroU32::new(120).unwrap();
const TOTAL_PER_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Longest message, in characters.
const MAX_MESSAGE_CHARS: usize = 1_000;
/// Largest form, in bytes: a character of the longest message takes twelve at most.
const MAX_FORM_BYTES: usize = 16 * 1024;
/// Number of tracked clients above which those are dropped that may send a full burst again.
const MAX_CLIENTS: usize = 10_000;
/// Subjects of a comment, as stored.
const ABOUT: [&str; 4] = ["Satisfied", "Problem", "Counterfeit", "Other"];

struct Comments {
	app: App,
	clients: DefaultKeyedRateLimiter<Client>,
	all: DefaultDirectRateLimiter,
}

/// Route `/comments/{code}` of the form.
pub fn router(app: App) -> Router {
	let quota = Quota::with_period(CLIENT_INTERVAL).map(|quota| quota.allow_burst(CLIENT_BURST));
	let clients = RateLimiter::keyed(quota.unwrap_or_else(|| Quota::per_minute(CLIENT_BURST)));
	let all = RateLimiter::direct(Quota::per_minute(TOTAL_PER_MINUTE).allow_burst(TOTAL_BURST));
	Router::new()
		.route(ROUTE, get(form).post(keep))
		.layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
		.with_state(Arc::new(Comments { app, clients, all }))
}

const ROUTE: &str = "/comments/{*code}";

/// Query parameters of each route.
pub fn parameters() -> Vec<Route> {
	vec![of::<Shown>(ROUTE)]
}

/// Query parameters of the form.
#[derive(Deserialize, IntoParams)]
struct Shown {
	/// Language of the page.
	lang: Option<String>,
	/// True after a comment was stored.
	#[serde(default)]
	kept: bool,
}

/// Fields of the form.
#[derive(Default, Deserialize)]
struct Filled {
	#[serde(default)]
	about: String,
	#[serde(default)]
	message: String,
	lang: Option<String>,
}

#[derive(Template)]
#[template(path = "comment.html")]
struct Page<'a> {
	frame: Frame<'a>,
	code: &'a str,
	kept: bool,
	fault: Option<&'static str>,
	filled: Filled,
}

impl Page<'_> {
	/// For templates: the subjects that the form offers.
	fn choices(&self) -> Vec<Choice> {
		choices(self.frame.lang, &self.filled.about)
	}
}

/// Subject of a comment: stored name, name for readers, and the attribute that marks the chosen one.
pub type Choice = (&'static str, &'static str, &'static str);

/// Lists the subjects, with the chosen one marked.
pub fn choices(lang: Lang, chosen: &str) -> Vec<Choice> {
	let name = |about| lang.attribute("CommentSubject", about).unwrap_or(about);
	ABOUT.map(|about| (about, name(about), if about == chosen { " selected" } else { "" })).into()
}

fn html(
	app: &App,
	lang: Lang,
	code: &str,
	kept: bool,
	fault: Option<&'static str>,
	filled: Filled,
) -> String {
	let frame = Frame::new(lang, app.config.base(), format!("/comments{}", links::path(code)));
	// A template fails only if a value in it can't be written, and writing to a string can't fail.
	Page { frame, code, kept, fault, filled }.render().unwrap_or_default()
}

/// Reads the unit that the path names. The error is the response if there is none.
async fn unit(
	app: &App,
	uri: &Uri,
	asked: Option<RequestAnnotation>,
	lang: Lang,
) -> Result<String, Response> {
	let path = uri.path().strip_prefix("/comments/").unwrap_or_default();
	let Ok(code) = digital_link::read(path) else { return Err(nothing(path, lang, app)) };
	let code = code.0.as_str().to_owned();
	if let Some(asked) = asked {
		asked.about(&code);
	}
	match units::exists(&app.database, &code).await {
		Ok(true) => Ok(code),
		Ok(false) => Err(nothing(&code, lang, app)),
		Err(error) => Err(failed(&error, lang, app)),
	}
}

async fn form(
	State(comments): State<Arc<Comments>>,
	Params(shown): Params<Shown>,
	asked: Option<Extension<RequestAnnotation>>,
	uri: Uri,
	headers: HeaderMap,
) -> Response {
	let (app, lang) = (&comments.app, language(shown.lang.as_deref(), &headers));
	match unit(app, &uri, asked.map(|Extension(asked)| asked), lang).await {
		Ok(code) => shown_form(StatusCode::OK, html(app, lang, &code, shown.kept, None, Filled::default())),
		Err(answer) => answer,
	}
}

/// Responds with the form. Under the referrer policy of the other pages browsers would not say where it was sent from.
fn shown_form(status: StatusCode, html: String) -> Response {
	let mut answer = page(status, html);
	answer.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
	answer
}

async fn keep(State(comments): State<Arc<Comments>>, request: Request) -> Response {
	let app = &comments.app;
	if let Err(problem) = from_here(request.headers(), &app.config) {
		return problem.into_response();
	}
	let client = Client::of(request.extensions(), request.headers(), app.config.behind_proxy);
	let headers = request.headers().clone();
	let lang = language(None, &headers);
	let (uri, asked) = (request.uri().clone(), request.extensions().get::<RequestAnnotation>().cloned());
	let code = match unit(app, &uri, asked, lang).await {
		Ok(code) => code,
		Err(answer) => return answer,
	};
	let filled = match Form::<Filled>::from_request(request, &()).await {
		Ok(Form(filled)) => filled,
		Err(rejection) => return rejection.into_response(),
	};
	let lang = language(filled.lang.as_deref(), &headers);
	if let Some(fault) = fault(&filled, lang) {
		return shown_form(StatusCode::BAD_REQUEST, html(app, lang, &code, false, Some(fault), filled));
	}
	if comments.clients.len() > MAX_CLIENTS {
		comments.clients.retain_recent();
	}
	if comments.clients.check_key(&client).is_err() || comments.all.check().is_err() {
		let fault = lang.t("comment-too-often");
		let mut answer =
			shown_form(StatusCode::TOO_MANY_REQUESTS, html(app, lang, &code, false, Some(fault), filled));
		answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(CLIENT_INTERVAL.as_secs()));
		return answer;
	}
	let feedback = Feedback {
		id: 0,
		time: now(),
		from_name: "consumer".into(),
		code: Some(code.clone()),
		kind: "consumer".into(),
		direction: "in".into(),
		body: json!({ "about": filled.about, "message": filled.message.trim(), "lang": lang.short() }),
	};
	match keep_feedback(&app.database, &feedback).await {
		Ok(_) => {
			let to = format!("/comments{}?lang={}&kept=true", links::path(&code), lang.short());
			(StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
		}
		Err(error) => failed(&error, lang, app),
	}
}

/// Returns the fault of a filled form, if it has one.
fn fault(filled: &Filled, lang: Lang) -> Option<&'static str> {
	let message = filled.message.trim();
	let is_odd = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
	if !ABOUT.contains(&filled.about.as_str()) {
		return Some(lang.t("comment-about-missing"));
	}
	if message.is_empty() && filled.about != "Satisfied" {
		return Some(lang.t("comment-message-missing"));
	}
	if message.chars().count() > MAX_MESSAGE_CHARS {
		return Some(lang.t("comment-too-long"));
	}
	message.contains(is_odd).then(|| lang.t("comment-no-text"))
}
