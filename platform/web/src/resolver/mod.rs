// SPDX-License-Identifier: Apache-2.0

//! The GS1 Digital Link resolver: the path of a trace code is the address of its page.

mod html;
mod linkset;
pub mod media;

use crate::{
	annotation::RequestAnnotation,
	digital_link::canonical::path,
	extract::{Code, Params},
	json::{self, Json},
	middleware::parameters,
	problem::{Kind, Problem},
	App,
};
use axum::{
	extract::{Extension, State},
	http::{header, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use media::Media;
use serde::{Deserialize, Serialize};
use suyuan_store::{now, read};
use utoipa::IntoParams;

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

/// Query parameters of the resolver. Others are kept on redirection, for they may mean something elsewhere.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
	/// Link type, or `all`.
	#[serde(rename = "linkType")]
	link_type: Option<String>,
	/// Language of the page.
	lang: Option<String>,
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

/// Resolves codes of other schemes, and refuses every other path.
pub async fn other_scheme(
	state: State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	method: Method,
	uri: Uri,
	headers: HeaderMap,
) -> Response {
	let path = uri.path().to_ascii_lowercase();
	let known =
		["/ecode:", "/other:", "/ecode%3a", "/other%3a"].iter().any(|scheme| path.starts_with(scheme));
	if !known {
		return Problem::of(Kind::NoSuchRoute).into_response();
	}
	if !matches!(method, Method::GET | Method::HEAD) {
		return ([(header::ALLOW, "GET, HEAD")], Problem::of(Kind::WrongMethod)).into_response();
	}
	match Params::of(&uri) {
		Ok(params) => resolve(state, asked, method, uri, headers, params).await,
		Err(problem) => problem.into_response(),
	}
}

async fn resolve(
	State(app): State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	method: Method,
	uri: Uri,
	headers: HeaderMap,
	Params(query): Params<Query>,
) -> Response {
	let media = Media::wanted(&headers);
	let asked = asked.map(|Extension(asked)| asked).unwrap_or_default();
	let answer = answer(&app, &asked, &method, &uri, &headers, &query, media).await;
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

async fn answer(
	app: &App,
	asked: &RequestAnnotation,
	method: &Method,
	uri: &Uri,
	headers: &HeaderMap,
	query: &Query,
	media: Option<Media>,
) -> Result<Response, Problem> {
	asked.about(uri.path().trim_start_matches('/'));
	known(uri, media)?;
	let code = Code::read(uri.path())?;
	asked.about(&code);
	let canonical = format!("/{}", path(&code));
	if canonical != uri.path() {
		return redirect(StatusCode::MOVED_PERMANENTLY, canonical, uri);
	}
	let trace = read::trace::trace(&app.database, &code).await?;
	let mut trace = trace.ok_or_else(|| unknown(&code))?;
	let base = app.config.base();
	let media = match query.link_type.as_deref() {
		Some("all" | "linkset") => Some(Media::Linkset),
		Some(link_type) => {
			let target = linkset::target(&trace, base, link_type)
				.ok_or_else(|| Problem::because(Kind::UnknownLinkType, link_type))?;
			return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response());
		}
		None => media,
	};
	let mut response = match media.ok_or_else(|| Problem::of(Kind::NotAcceptable))? {
		Media::Linkset => of_type(Media::Linkset, json(&linkset::linkset(&trace, base))?),
		media => {
			// HEAD is no look-up.
			trace.scans = if *method == Method::HEAD {
				app.scans.so_far(&code, std::mem::take(&mut trace.scans))
			} else {
				app.scans.seen(&code, std::mem::take(&mut trace.scans), now())
			};
			match media {
				Media::Json => of_type(media, json(&trace)?),
				_ => of_type(media, html::page(&trace, query.lang.as_deref(), headers, app).into()),
			}
		}
	};
	let answer = response.headers_mut();
	// The next look-up has another count of look-ups.
	answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
	link(
		answer,
		format!("<{canonical}?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\""),
	);
	link(answer, format!("<{base}{canonical}>; rel=\"canonical\""));
	if answer.get(header::CONTENT_TYPE).is_some_and(|kind| kind == Media::Linkset.name()) {
		let context = "rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
		link(answer, format!("<{}>; {context}", linkset::CONTEXT));
	}
	Ok(response)
}

fn of_type(media: Media, body: Vec<u8>) -> Response {
	let kind = match media {
		Media::Html => "text/html; charset=utf-8",
		media => media.name(),
	};
	([(header::CONTENT_TYPE, kind)], body).into_response()
}

fn json(answer: &impl Serialize) -> Result<Vec<u8>, Problem> {
	json::to_vec(answer).map_err(|error| {
		tracing::error!(%error, "an answer is no JSON");
		Problem::of(Kind::Internal)
	})
}

/// Redirects to another path, with the query as it came.
fn redirect(status: StatusCode, mut to: String, uri: &Uri) -> Result<Response, Problem> {
	if let Some(query) = uri.query() {
		to.extend(["?", query]);
	}
	let to = HeaderValue::try_from(to).map_err(|_| Problem::of(Kind::MalformedTraceCode))?;
	Ok((status, [(header::LOCATION, to)]).into_response())
}

fn link(headers: &mut HeaderMap, link: String) {
	// A code has printable characters alone, so that it always can stand in a header.
	if let Ok(link) = HeaderValue::try_from(link) {
		headers.append(HeaderName::from_static("link"), link);
	}
}

/// Problem of a code that no unit has.
fn unknown(code: &str) -> Problem {
	use suyuan_primitives::codes::{TraceCode, UnitLevel};
	let level = code.parse::<TraceCode>().and_then(|code| code.level());
	let detail =
		match level {
			Ok(UnitLevel::ProductClass) => {
				let gtin = code.split('/').nth(1).unwrap_or_default();
				format!("{code} names a kind of product and no unit: its units are listed at /api/units?gtin={gtin}")
			}
			Ok(UnitLevel::Location) => format!("{code} names a place and no unit"),
			_ => code.to_owned(),
		};
	Problem::because(Kind::UnknownCode, detail)
}
