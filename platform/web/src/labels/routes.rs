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
use suyuan_primitives::codes::TraceCode;
use suyuan_store::{
	read::{
		labels,
		units::{self, Filter},
	},
	Failure,
};
use utoipa::IntoParams;

/// Sheets of a document at most: further sheets are in further documents.
const SHEETS: usize = 10;

/// Routes of single labels, of a batch's and of an owner's. `/label/{code}.svg`; `/labels/{code}.svg` and `.pdf`, whose
/// `?page=` counts sheets and documents from 1; and `/labels/owner/{account}.svg` and `.pdf` for all units of an account,
/// whose next page the header `Link` names.
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

/// Selection of an owner's units: all of them, or those of a product or a batch, from behind a code.
#[derive(Deserialize, IntoParams)]
struct Chosen {
	/// Commodity barcode of the units.
	gtin: Option<String>,
	/// Batch or lot of the units.
	lot: Option<String>,
	/// Code at which the page before ended.
	after: Option<String>,
}

/// Selection of a page of a batch's labels.
#[derive(Deserialize, IntoParams)]
struct Asked {
	/// Number of the sheet or document, counted from 1.
	#[serde(default = "first")]
	page: u32,
}

fn first() -> u32 {
	1
}

/// Parses the code in a path and the name of the format behind it. The path is taken as it came: a code has its own
/// percent-encoding.
fn asked_for<'u>(uri: &'u Uri, before: &str) -> Option<(TraceCode, &'u str)> {
	let (code, format) = uri.path().strip_prefix(before)?.rsplit_once('.')?;
	Some((links::code(code)?, format))
}

fn text(code: &TraceCode) -> String {
	String::from_utf8_lossy(code.as_bytes()).into_owned()
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
	match labels::to_print(&app.database, &text, 0, 0).await {
		Ok(Some(_)) => {}
		Ok(None) => return refused(Kind::UnknownCode, &text, &headers, &app),
		Err(error) => return failed(&error, &headers, &app),
	}
	let leads_nowhere = warning::given(&app);
	match label(&made(code, app.config.base(), leads_nowhere)) {
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
	let at_once = if format == "svg" { PER_SHEET } else { PER_SHEET * SHEETS };
	let skip = i64::from(asked.page.saturating_sub(1)).saturating_mul(at_once as i64);
	let text = text(&code);
	let pieces = match labels::to_print(&app.database, &text, at_once as i64, skip).await {
		Ok(Some(pieces)) => pieces,
		Ok(None) => return refused(Kind::UnknownCode, &text, &headers, &app),
		Err(error) => return failed(&error, &headers, &app),
	};
	let (base, leads_nowhere) = (app.config.base(), warning::given(&app));
	let labels: Vec<Label> = if pieces.is_empty() && asked.page <= 1 {
		// A unit without pieces of its own is labelled itself, a sheet full.
		vec![made(code, base, leads_nowhere); PER_SHEET]
	} else {
		pieces.iter().filter_map(|piece| Some(made(piece.parse().ok()?, base, leads_nowhere))).collect()
	};
	if labels.is_empty() {
		return refused(Kind::UnknownKey, &text, &headers, &app);
	}
	match format {
		"svg" => drawn(SVG, sheet(&labels), leads_nowhere),
		_ => drawn("application/pdf", document(&labels), leads_nowhere),
	}
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
	let at_once = if format == "svg" { PER_SHEET } else { PER_SHEET * SHEETS };
	let Chosen { gtin, lot, after } = chosen;
	let filter = Filter { owner: Some(owner.into()), gtin, lot, ..Filter::default() };
	let units = match units::list(&app.database, &filter, after.as_deref(), at_once as i64).await {
		Ok(units) => units,
		Err(error) => return failed(&error, &headers, &app),
	};
	let (base, leads_nowhere) = (app.config.base(), warning::given(&app));
	let labels: Vec<_> = units
		.items
		.iter()
		.filter_map(|unit| Some(made(unit.code.parse().ok()?, base, leads_nowhere)))
		.collect();
	if labels.is_empty() {
		return refused(Kind::UnknownKey, owner, &headers, &app);
	}
	let mut answer = match format {
		"svg" => drawn(SVG, sheet(&labels), leads_nowhere),
		_ => drawn("application/pdf", document(&labels), leads_nowhere),
	};
	// The units of an account change, unlike the label of a code.
	if !leads_nowhere {
		answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
	}
	if let Some(next) = units.next {
		let given = [("gtin", filter.gtin), ("lot", filter.lot), ("after", Some(next))];
		let given = given.into_iter().filter_map(|(name, value)| Some((name, links::query(&value?))));
		let given: Vec<_> = given.map(|(name, value)| format!("{name}={value}")).collect();
		if let Ok(next) = HeaderValue::try_from(format!("<?{}>; rel=\"next\"", given.join("&"))) {
			answer.headers_mut().insert(header::LINK, next);
		}
	}
	answer
}

fn made(code: TraceCode, base: &str, leads_nowhere: bool) -> Label {
	Label { link: format!("{base}{}", links::path(&text(&code))), code, leads_nowhere }
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
