// SPDX-License-Identifier: Apache-2.0

//! The GS1 Digital Link resolver: the path of a trace code is the address of its page.

mod html;
mod linkset;
pub mod media;
mod product;
mod response;

use crate::{
	annotation::RequestAnnotation,
	client::Client,
	digital_link::{self, links::path},
	extract::{Code, Params},
	json::Json,
	middleware::{parameters, request_info::RequestInfo},
	problem::{Kind, Problem},
	readers::{is_look_up, Reader},
	App,
};
use axum::{
	extract::{Extension, State},
	http::{header, HeaderMap, HeaderValue, Method, StatusCode, Uri},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use media::Media;
use response::{json, linked, of_type, redirect, sent_to, Asking, Query};
use suyuan_store::{now, read};

/// Paths of GS1 keys, by number and by the name that older Digital Links give them.
const KEYS: [&str; 6] = ["01", "00", "414", "gtin", "sscc", "gln"];

/// Routes of the resolver. Codes of other schemes have no path of their own and come in by [`other_scheme`].
pub fn router() -> Router<App> {
	routes()
		.fold(Router::new(), |router, route| router.route(&route, get(resolve)))
		.route("/.well-known/gs1resolver", get(describe))
}

/// Routes of the keys, which check their parameters themselves.
pub fn routes() -> impl Iterator<Item = String> {
	KEYS.iter().map(|key| format!("/{key}/{{*rest}}"))
}

/// Refuses a program's parameters that are not known here. A GS1 Digital Link may carry application identifiers, which are
/// numbers, as parameters; and a link that people hand on to each other has whatever messengers hang on it, which is no
/// reason to keep the page from them.
fn known(uri: &Uri, media: Option<Media>) -> Result<(), Problem> {
	let is_identifier =
		|name: &str| (2..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit());
	match (media, uri.query()) {
		(Some(Media::Html), _) | (_, None) => Ok(()),
		_ => parameters::only_or(&parameters::names::<Query>(), uri.query(), is_identifier),
	}
}

async fn describe(State(app): State<App>) -> Response {
	let description = linkset::description(app.config.base());
	([(header::CACHE_CONTROL, "public, max-age=86400")], Json(description)).into_response()
}

/// Resolves codes of other schemes and links with a path of their own before the code, and refuses every other path.
pub async fn other_scheme(
	state: State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	info: Option<Extension<RequestInfo>>,
	method: Method,
	uri: Uri,
	headers: HeaderMap,
) -> Response {
	let path = uri.path().to_ascii_lowercase();
	let known =
		["/ecode:", "/other:", "/ecode%3a", "/other%3a"].iter().any(|scheme| path.starts_with(scheme));
	if !known && digital_link::read(uri.path()).is_err() {
		return Problem::of(Kind::NoSuchRoute).into_response();
	}
	if !matches!(method, Method::GET | Method::HEAD) {
		return ([(header::ALLOW, "GET, HEAD")], Problem::of(Kind::WrongMethod)).into_response();
	}
	match Params::of(&uri) {
		Ok(params) => resolve(state, asked, info, method, uri, headers, params).await,
		Err(problem) => problem.into_response(),
	}
}

async fn resolve(
	State(app): State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	info: Option<Extension<RequestInfo>>,
	method: Method,
	uri: Uri,
	headers: HeaderMap,
	Params(query): Params<Query>,
) -> Response {
	let media = Media::wanted(&headers);
	let asked = asked.map(|Extension(asked)| asked).unwrap_or_default();
	let client = info.map_or_else(Client::unknown, |Extension(info)| info.client);
	let asking = Asking { client, method: &method, uri: &uri, headers: &headers, query: &query, media };
	let answer = answer(&app, &asked, asking).await;
	let lang = query.lang.as_deref();
	let mut response = match answer {
		Ok(response) => response,
		Err(problem) if media != Some(Media::Html) => problem.into_response(),
		Err(problem) => match Code::read(uri.path()) {
			Ok(code) if problem.kind() == Kind::UnknownCode => {
				html::unregistered(&problem, &code, lang, &headers, &app).await
			}
			_ => html::problem(&problem, lang, &headers),
		},
	};
	let varies = HeaderValue::from_static("accept, accept-language");
	response.headers_mut().insert(header::VARY, varies);
	response
}

async fn answer(app: &App, asked: &RequestAnnotation, asking: Asking<'_>) -> Result<Response, Problem> {
	let Asking { uri, query, .. } = asking;
	asked.about(uri.path().trim_start_matches('/'));
	known(uri, asking.media)?;
	let code = Code::read(uri.path())?;
	asked.about(&code);
	let canonical = path(&code);
	if canonical != uri.path() {
		return redirect(StatusCode::MOVED_PERMANENTLY, canonical, uri.query());
	}
	let Some(mut trace) = read::trace::trace(&app.database, &code).await? else {
		return product::answer(app, &code, asking).await;
	};
	let base = app.config.base();
	let media = match query.link_type.as_deref() {
		Some("all" | "linkset") => Some(Media::Linkset),
		Some(link_type) => return sent_to(linkset::target(&trace, base, link_type), link_type),
		None => asking.media,
	};
	let response = match media.ok_or_else(|| Problem::of(Kind::NotAcceptable))? {
		Media::Linkset => of_type(Media::Linkset, json(&linkset::linkset(&trace, base))?),
		media => {
			let counted = std::mem::take(&mut trace.scans);
			trace.scans = if is_look_up(asking.method, asking.headers) {
				let reader = Reader { client: asking.client, headers: asking.headers };
				app.scans.seen(&code, reader, counted, now())
			} else {
				app.scans.so_far(&code, counted)
			};
			match media {
				Media::Json => of_type(media, json(&trace)?),
				_ => of_type(media, html::page(&trace, query.lang.as_deref(), asking.headers, app).into()),
			}
		}
	};
	Ok(linked(response, base, &canonical))
}
