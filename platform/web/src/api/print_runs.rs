// SPDX-License-Identifier: Apache-2.0

//! Print runs of labels: ordered with a token, remembered, and drawn page by page.
//!
//! A run never changes, so that its pages may be counted. What was printed once is printed again for a reason alone.

use crate::{
	auth::tokens::{Caller, Scope},
	extract::{Code, Paging, Params},
	failures::{Guarded, OfKey},
	json::Json,
	labels,
	problem::{Kind, Problem},
	App,
};
use axum::{
	body::Bytes,
	extract::{Path, State},
	http::{header, HeaderValue, StatusCode},
	response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use suyuan_store::{
	now,
	print_runs::{self, Order, PrintRun, MAX_LABELS},
	read::{
		labels::{selected, Selection},
		Page,
	},
};
use utoipa::{IntoParams, ToSchema};

/// Longest reason for a reprint, in bytes.
const MAX_REASON: usize = 512;

/// Order of a print run: of a batch or unit, of an owner's units, or of labels that were printed before.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrintOrder {
	/// Trace code of a batch, for its pieces, or of a unit.
	#[schema(example = "01/06901234567892/10/L20261018A")]
	unit: Option<String>,
	/// Account of an owner, for all of its units.
	owner: Option<String>,
	/// Commodity barcode that an owner's units are restricted to.
	gtin: Option<String>,
	/// Batch or lot that an owner's units are restricted to.
	lot: Option<String>,
	/// Labels at most: 2400 if it is not given, and never more.
	#[schema(minimum = 1, maximum = 2400)]
	labels: Option<i64>,
	/// Number of a run whose labels are printed again.
	reprint_of: Option<i64>,
	/// First label that is printed again, counted from 1. The first of the run if it is not given.
	first: Option<i64>,
	/// Last label that is printed again. The last of the run if it is not given.
	last: Option<i64>,
	/// Reason for printing again: at most 512 bytes.
	reason: Option<String>,
}

/// A print run with the number of documents that it is drawn in.
#[derive(Serialize, ToSchema)]
pub struct Run {
	/// The run itself.
	#[serde(flatten)]
	run: PrintRun,
	/// Documents of 240 labels, drawn at `labels.pdf?page=` from 1 on.
	documents: i64,
	/// Sheets of 24 labels, drawn at `labels.svg?page=` from 1 on.
	sheets: i64,
}

impl From<PrintRun> for Run {
	fn from(run: PrintRun) -> Self {
		let parts = |of: usize| (run.labels + of as i64 - 1) / of as i64;
		Self { documents: parts(labels::PER_DOCUMENT), sheets: parts(labels::PER_SHEET), run }
	}
}

fn malformed(detail: impl AsRef<str>) -> Problem {
	Problem::because(Kind::MalformedRequest, detail)
}

/// Error of a run that another one has labels in common with, or of the database.
fn failed(error: sqlx::Error) -> Problem {
	match error.as_database_error() {
		Some(error) if error.is_unique_violation() => {
			Problem::because(Kind::Unavailable, "another run of the same labels was made just now")
				.retry_after(1)
		}
		_ => error.into(),
	}
}

/// Makes a print run of labels that were never printed, in the order of registration; or prints labels of a run again.
#[utoipa::path(
	post, path = "/api/print-runs", tag = "labels", request_body = PrintOrder, security(("token" = [])),
	responses(
		(status = 201, description = "The run", body = Run),
		(status = 409, description = "Every label of these was printed before", body = Problem),
		OfKey,
		Guarded,
	),
)]
pub async fn print(State(app): State<App>, caller: Caller, body: Bytes) -> Result<Response, Problem> {
	let who = caller.require(Scope::Labels)?.name.as_str();
	let order: PrintOrder = serde_json::from_slice(&body)
		.map_err(|error| malformed(format!("the body is no order of a print run: {error}")))?;
	let limit = order.labels.unwrap_or(MAX_LABELS);
	if !(1..=MAX_LABELS).contains(&limit) {
		return Err(malformed(format!("labels is from 1 to {MAX_LABELS}")));
	}
	let run = match (&order.unit, &order.owner, order.reprint_of) {
		(None, None, Some(of)) => again(&app, &order, who, of).await?,
		_ if order.first.or(order.last).is_some() || order.reason.is_some() => {
			return Err(malformed("first, last and reason belong to reprint_of"));
		}
		(Some(unit), None, None) if order.gtin.is_none() && order.lot.is_none() => {
			let code = Code::read(unit)?;
			let mut connection = app.database.pool().acquire().await?;
			let selection = selected(&mut connection, &code).await?;
			drop(connection);
			let selection = selection.ok_or_else(|| super::units::unknown(code.clone()))?;
			first(&app, &selection, Order { who, now: now(), about: &code, limit }).await?
		}
		(None, Some(owner), None) => {
			let (owner, gtin, lot) = (owner.clone(), gtin(&order)?, order.lot.clone());
			let about = owner.clone();
			let selection = Selection::Owned { owner, gtin, lot };
			first(&app, &selection, Order { who, now: now(), about: &about, limit }).await?
		}
		_ => {
			return Err(malformed(
				"name one of: unit; owner, with gtin and lot if wanted; reprint_of with a reason",
			))
		}
	};
	let location = HeaderValue::try_from(format!("/api/print-runs/{}", run.id)).ok();
	let mut response = (StatusCode::CREATED, Json(Run::from(run))).into_response();
	response.headers_mut().extend(location.map(|location| (header::LOCATION, location)));
	Ok(response)
}

fn gtin(order: &PrintOrder) -> Result<Option<String>, Problem> {
	let read = |gtin: &String| Code::read(gtin).map(|code| code.trim_start_matches("01/").to_owned());
	order.gtin.as_ref().map(read).transpose()
}

async fn first(app: &App, selection: &Selection, order: Order<'_>) -> Result<PrintRun, Problem> {
	let about = order.about.to_owned();
	let run = print_runs::print(&app.database, selection, order).await.map_err(failed)?;
	run.ok_or_else(|| Problem::because(Kind::NothingToPrint, about))
}

async fn again(app: &App, order: &PrintOrder, who: &str, of: i64) -> Result<PrintRun, Problem> {
	let reason = order.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
	let reason = reason.ok_or_else(|| Problem::of(Kind::ReprintNeedsReason))?;
	if reason.len() > MAX_REASON || reason.chars().any(char::is_control) {
		return Err(malformed(format!("reason is text of at most {MAX_REASON} bytes")));
	}
	let run = find(app, of).await?;
	let range = (order.first.unwrap_or(1), order.last.unwrap_or(run.labels));
	if range.0 < 1 || range.1 < range.0 || range.1 > run.labels {
		return Err(malformed(format!("first and last are from 1 to {}", run.labels)));
	}
	let order = Order { who, now: now(), about: &run.about, limit: MAX_LABELS };
	let again = print_runs::reprint(&app.database, &run, range, reason, order).await.map_err(failed)?;
	again.ok_or_else(|| Problem::because(Kind::UnknownKey, of.to_string()))
}

async fn find(app: &App, id: i64) -> Result<PrintRun, Problem> {
	let run = print_runs::find(&app.database, id).await?;
	run.ok_or_else(|| Problem::because(Kind::UnknownKey, id.to_string()))
}

/// Subject of the runs that are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct About {
	/// Trace code of a batch or unit, or account of an owner.
	about: Option<String>,
}

/// Print runs, the latest first.
#[utoipa::path(
	get, path = "/api/print-runs", tag = "labels", params(About, Paging), security(("token" = [])),
	responses((status = 200, description = "A page of runs", body = Page<PrintRun>), Guarded),
)]
pub async fn list_runs(
	State(app): State<App>,
	caller: Caller,
	Params(About { about }): Params<About>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<PrintRun>>, Problem> {
	caller.require(Scope::Labels)?;
	let about = about.map(|about| Code::read(&about).unwrap_or(about));
	let (before, limit) = (paging.place()?, paging.limit()?);
	Ok(Json(print_runs::list(&app.database, about.as_deref(), before, limit).await?))
}

/// A print run by its number.
#[utoipa::path(
	get, path = "/api/print-runs/{id}", tag = "labels", security(("token" = [])),
	params(("id" = String, Path, description = "Number of the run", example = "1")),
	responses((status = 200, description = "The run", body = Run), OfKey, Guarded),
)]
pub async fn read_run(
	State(app): State<App>,
	caller: Caller,
	Path(id): Path<String>,
) -> Result<Json<Run>, Problem> {
	caller.require(Scope::Labels)?;
	Ok(Json(find(&app, number(&id)?).await?.into()))
}

fn number(id: &str) -> Result<i64, Problem> {
	id.parse().map_err(|_| Problem::because(Kind::UnknownKey, id))
}

/// Part of a run that is drawn.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
	/// Number of the sheet or document, counted from 1.
	#[param(minimum = 1, default = 1)]
	page: Option<i64>,
}

/// The labels of a print run, 240 to a document or 24 to a sheet.
#[utoipa::path(
	get, path = "/api/print-runs/{id}/{file}", tag = "labels", security(("token" = [])),
	params(
		("id" = String, Path, description = "Number of the run", example = "1"),
		("file" = String, Path, description = "`labels.pdf` or `labels.svg`", example = "labels.pdf"),
		Part,
	),
	responses((status = 200, description = "The labels", body = Vec<u8>, content_type = "application/pdf"), OfKey, Guarded),
)]
pub async fn draw(
	State(app): State<App>,
	caller: Caller,
	Path((id, file)): Path<(String, String)>,
	Params(Part { page }): Params<Part>,
) -> Result<Response, Problem> {
	caller.require(Scope::Labels)?;
	let run = find(&app, number(&id)?).await?;
	let (at_once, is_pdf) = match file.as_str() {
		"labels.pdf" => (labels::PER_DOCUMENT as i64, true),
		"labels.svg" => (labels::PER_SHEET as i64, false),
		_ => return Err(Problem::of(Kind::NoSuchRoute)),
	};
	let page = page.unwrap_or(1);
	let from = page.checked_sub(1).and_then(|before| before.checked_mul(at_once)).filter(|from| *from >= 0);
	let from = from.ok_or_else(|| malformed("page is counted from 1"))?;
	let codes = print_runs::codes(&app.database, run.id, from, at_once).await?;
	if codes.is_empty() {
		return Err(Problem::because(Kind::UnknownKey, format!("the run has no page {page}")));
	}
	Ok(labels::of_codes(&app, &codes, is_pdf))
}
