// SPDX-License-Identifier: Apache-2.0

//! HTTP routes of labels.

use super::{document, label, sheet, sheet::PER_SHEET, warning, Label};
use crate::{
	digital_link::links,
	extract::Params,
	i18n::Lang,
	middleware::parameters::{of, Route},
	page::problem,
	problem::Kind,
	App,
};
use axum::{
	extract::{Path, State},
	http::{header, HeaderMap, HeaderValue, Uri},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use serde::Deserialize;
use suyuan_primitives::{
	codes::{TraceCode, UnitLevel},
	digital_link,
};
use suyuan_store::{
	read::{
		labels::{self, Place, Selection},
		units, Page,
	},
	Failure,
};
use utoipa::IntoParams;

/// Sheets of a document at most: further sheets are in further documents.
const SHEETS: usize = 10;
/// Labels of a document at most.
pub const PER_DOCUMENT: usize = SHEETS * PER_SHEET;

/// Routes of single labels, of a batch's and of an owner's: `/label/{code}.svg`; `/labels/{code}.svg` and `.pdf`;
/// `/labels/owner/{account}.svg` and `.pdf`. Sheets and documents follow each other in the order of registration, and the
/// header `Link` names the next.
pub fn router(app: App) -> Router {
	Router::new()
		.route("/label/{*code}", get(single))
		.route(MANY, get(many))
		.route(OWNED, get(owned))
		.with_state(app)
}

const MANY: &str = "/labels/{*code}";
const OWNED: &str = "/labels/owner/{file}";

/// Query parameters of each route.
pub fn parameters() -> Vec<Route> {
	vec![of::<Asked>(MANY), of::<Chosen>(OWNED)]
}

/// Selection of an owner's units: all of them, or those of a product or a batch.
#[derive(Deserialize, IntoParams)]
struct Chosen {
	/// Commodity barcode of the units.
	gtin: Option<String>,
	/// Batch or lot of the units.
	lot: Option<String>,
	/// Place in the order of registration at which the page before ended.
	after: Option<String>,
}

/// Page of a batch's labels.
#[derive(Deserialize, IntoParams)]
struct Asked {
	/// Place in the order of registration at which the page before ended.
	after: Option<String>,
}

/// Reads the place after which a page begins. None if no page ends there.
fn place(after: Option<&str>) -> Option<Place> {
	after.map_or(Some(Place::start()), |after| after.parse().ok())
}

/// Parses the code in a path and the name of the format behind it. The path is taken as it came: a code has its own
/// percent-encoding.
fn asked_for<'u>(uri: &'u Uri, before: &str) -> Option<(TraceCode, &'u str)> {
	let (code, format) = uri.path().strip_prefix(before)?.rsplit_once('.')?;
	Some((digital_link::read(code).ok()?, format))
}

fn text(code: &TraceCode) -> String {
	String::from_utf8_lossy(code.as_bytes()).into_owned()
}

/// Problem of a code that no unit has. A product's has no label, which says nothing against the product.
fn unknown(code: &TraceCode) -> Kind {
	match code.level() {
		Ok(UnitLevel::ProductClass) => Kind::NamesProduct,
		_ => Kind::UnknownCode,
	}
}

fn refused(kind: Kind, said: &str, headers: &HeaderMap, app: &App) -> Response {
	let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
	let html = problem(kind, Some(said), Lang::of(None, preferred), app.config.base());
	(kind.status(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// Responds with an image. One whose link leads nowhere is not to be cached, for later it may lead somewhere.
fn drawn(kind: &'static str, content: impl IntoResponse, leads_nowhere: bool) -> Response {
	let kept = if leads_nowhere { "no-store" } else { "public, max-age=3600" };
	// An image of its own loads nothing, and its type is not guessed.
	let headers = [
		(header::CONTENT_TYPE, kind),
		(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
		(
			header::CONTENT_SECURITY_POLICY,
			"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
		),
		(header::CACHE_CONTROL, kept),
	];
	(headers, content).into_response()
}

const SVG: &str = "image/svg+xml";

async fn single(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
	let Some((code, "svg")) = asked_for(&uri, "/label/") else {
		return refused(Kind::MalformedTraceCode, uri.path(), &headers, &app);
	};
	let text = text(&code);
	match units::exists(&app.database, &text).await {
		Ok(true) => {}
		Ok(false) => return refused(unknown(&code), &text, &headers, &app),
		Err(error) => return failed(&error, &headers, &app),
	}
	let leads_nowhere = warning::given(&app);
	match label(&Label::of(code, app.config.base(), leads_nowhere)) {
		Some(svg) => drawn(SVG, svg, leads_nowhere),
		// The code can't be too long; the operator's public address can.
		None => refused(Kind::Internal, &text, &headers, &app),
	}
}

async fn many(
	State(app): State<App>,
	uri: Uri,
	Params(asked): Params<Asked>,
	headers: HeaderMap,
) -> Response {
	let Some((code, format @ ("svg" | "pdf"))) = asked_for(&uri, "/labels/") else {
		return refused(Kind::MalformedTraceCode, uri.path(), &headers, &app);
	};
	let at_once = if format == "svg" { PER_SHEET } else { PER_DOCUMENT };
	let text = text(&code);
	let Some(place) = place(asked.after.as_deref()) else {
		return refused(Kind::MalformedRequest, "after", &headers, &app);
	};
	let (selection, page) = match labels::under(&app.database, &text, &place, at_once as i64).await {
		Ok(Some(found)) => found,
		Ok(None) => return refused(unknown(&code), &text, &headers, &app),
		Err(error) => return failed(&error, &headers, &app),
	};
	let codes = match selection {
		// A unit without pieces of its own is labelled itself, a sheet full.
		Selection::Itself(code) if place == Place::start() => vec![code; PER_SHEET],
		_ => codes(&page),
	};
	sheets(&app, &codes, format == "pdf", page.next.map(|next| vec![("after", next)]), &text, &headers)
}

fn codes(page: &Page<Place>) -> Vec<String> {
	page.items.iter().map(|place| place.code.clone()).collect()
}

/// Draws codes, with the link to the next page.
pub fn of_codes(app: &App, codes: &[String], is_pdf: bool) -> Response {
	let (base, leads_nowhere) = (app.config.base(), warning::given(app));
	let label = |code: &String| Some(Label::of(code.parse().ok()?, base, leads_nowhere));
	let labels: Vec<_> = codes.iter().filter_map(label).collect();
	let mut answer = match is_pdf {
		true => drawn("application/pdf", document(&labels), leads_nowhere),
		false => drawn(SVG, sheet(&labels), leads_nowhere),
	};
	// Units come to a list, unlike to the label of a code.
	if !leads_nowhere {
		answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
	}
	answer
}

/// Draws a page of a list, with the link to the next.
fn sheets(
	app: &App,
	codes: &[String],
	is_pdf: bool,
	next: Option<Vec<(&str, String)>>,
	said: &str,
	headers: &HeaderMap,
) -> Response {
	if codes.is_empty() {
		return refused(Kind::UnknownKey, said, headers, app);
	}
	let mut answer = of_codes(app, codes, is_pdf);
	if let Some(next) = next {
		let given: Vec<_> =
			next.iter().map(|(name, value)| format!("{name}={}", links::query(value))).collect();
		if let Ok(next) = HeaderValue::try_from(format!("<?{}>; rel=\"next\"", given.join("&"))) {
			answer.headers_mut().insert(header::LINK, next);
		}
	}
	answer
}

async fn owned(
	State(app): State<App>,
	Path(file): Path<String>,
	Params(chosen): Params<Chosen>,
	headers: HeaderMap,
) -> Response {
	let Some((owner, format @ ("svg" | "pdf"))) = file.rsplit_once('.') else {
		return refused(Kind::UnknownKey, &file, &headers, &app);
	};
	let at_once = if format == "svg" { PER_SHEET } else { PER_DOCUMENT };
	let Chosen { gtin, lot, after } = chosen;
	let Some(place) = place(after.as_deref()) else {
		return refused(Kind::MalformedRequest, "after", &headers, &app);
	};
	let given = [("gtin", gtin.clone()), ("lot", lot.clone())];
	let selection = Selection::Owned { owner: owner.into(), gtin, lot };
	let page = match labels::of(&app.database, &selection, &place, at_once as i64).await {
		Ok(page) => page,
		Err(error) => return failed(&error, &headers, &app),
	};
	let next = page.next.clone().map(|next| {
		let given = given.into_iter().chain([("after", Some(next))]);
		given.filter_map(|(name, value)| Some((name, value?))).collect()
	});
	sheets(&app, &codes(&page), format == "pdf", next, owner, &headers)
}

fn failed(error: &sqlx::Error, headers: &HeaderMap, app: &App) -> Response {
	match Failure::of(error) {
		// An outage that passes is in the log once, however many requests meet it.
		Failure::Unavailable | Failure::Full | Failure::Refused => {
			tracing::debug!(%error, "labels could not be read from the database");
			refused(Kind::Unavailable, "", headers, app)
		}
		Failure::Damaged | Failure::Other => {
			tracing::error!(%error, "labels could not be read from the database");
			refused(Kind::Internal, "", headers, app)
		}
	}
}
