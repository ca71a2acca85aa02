// SPDX-License-Identifier: Apache-2.0

//! The GS1 Digital Link resolver (GS1-Conformant Resolver Standard 1.2): the path of a trace code leads to its page.
//!
//! A browser, which names HTML, gets the page in place; a program gets the type that it names; and a client that names none
//! is redirected to the link by default, the address of the page.

mod html;
mod levels;
mod linkset;
pub mod media;
mod place;
mod product;
mod request;
mod response;

use crate::{
	annotation::RequestAnnotation,
	client::Client,
	digital_link::{self, links::path},
	extract::{Code, Params},
	json::Json,
	master_data,
	middleware::request_info::RequestInfo,
	problem::{Kind, Problem},
	readers::{is_look_up, Reader},
	App,
};
use axum::{
	extract::{Extension, State},
	http::{header, HeaderMap, HeaderValue, Method, Uri},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use media::Media;
use request::{Asked, PAGE};
use response::{by_link, json, linked, of_type, redirect, Asking, Query};
use suyuan_store::{
	model::Trace,
	now,
	read::{self, units},
};

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
	KEYS.iter().map(|key| format!("/{key}/{{*rest}}")).chain([format!("{PAGE}/{{*rest}}")])
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
	if !known && digital_link::read(uri.path()).is_err() && digital_link::decompress(uri.path()).is_none() {
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
	let is_page = uri.path().starts_with(&format!("{PAGE}/"));
	let media = if is_page { Some(Media::Html) } else { Media::wanted(&headers) };
	let asked = asked.map(|Extension(asked)| asked).unwrap_or_default();
	let client = info.map_or_else(Client::unknown, |Extension(info)| info.client);
	let asking =
		Asking { client, method: &method, uri: &uri, headers: &headers, query: &query, media, is_page };
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
	let Asking { uri, .. } = asking;
	asked.about(uri.path().trim_start_matches('/'));
	asking.check_parameters()?;
	let base = app.config.base();
	let Asked { code, redirected, decompressed } = Asked::of(asking)?;
	asked.about(&code);
	let same_as = decompressed.map(|query| match query.as_str() {
		"" => format!("{base}{}", path(&code)),
		query => format!("{base}{}?{query}", path(&code)),
	});
	let linked = |response| linked(response, base, &code, same_as.as_deref());
	if let Some((status, to)) = redirected {
		return redirect(status, to, uri.query()).map(linked);
	}
	// Where the default link leads needs no trace.
	if asking.is_for_default() && units::exists(&app.database, &code).await? {
		let levels = [linkset::Level::of_unit(&code, String::new(), base)];
		if let Some(response) = by_link(&levels, asking, base)? {
			return Ok(linked(response));
		}
	}
	let Some(trace) = read::trace::trace(&app.database, &code).await? else {
		return product::answer(app, &code, asking, linked).await;
	};
	unit(app, trace, asking).await.map(linked)
}

/// Answers the code of a unit.
async fn unit(app: &App, mut trace: Trace, asking: Asking<'_>) -> Result<Response, Problem> {
	let Asking { query, headers, .. } = asking;
	let base = app.config.base();
	let levels = async |trace: &Trace| {
		let above = levels::above(app, &trace.unit.code).await?;
		Ok::<_, Problem>([vec![linkset::Level::of_trace(trace, base)], above].concat())
	};
	if asking.is_for_link() {
		if let Some(response) = by_link(&levels(&trace).await?, asking, base)? {
			return Ok(response);
		}
	}
	let media = asking.media()?;
	match media {
		Media::Linkset => {
			return Ok(of_type(media, json(&linkset::linkset(&levels(&trace).await?, base))?));
		}
		Media::JsonLd => {
			let data = master_data::of_unit(&trace).ok_or_else(|| Problem::of(Kind::NotAcceptable))?;
			return Ok(of_type(media, json(&data)?));
		}
		Media::Html | Media::Json => (),
	}
	let counted = std::mem::take(&mut trace.scans);
	trace.scans = if is_look_up(asking.method, headers) {
		let reader = Reader { client: asking.client, headers };
		app.scans.seen(&trace.unit.code, reader, counted, now())
	} else {
		app.scans.so_far(&trace.unit.code, counted)
	};
	Ok(match media {
		Media::Json => of_type(media, json(&trace)?),
		_ => of_type(media, html::page(&trace, query.lang.as_deref(), headers, app).into()),
	})
}
