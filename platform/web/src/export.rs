// SPDX-License-Identifier: Apache-2.0

//! Exports: records of units in force, as sheets in the layout of GB/T 39106 table A.5.

use crate::{
	annotation::RequestAnnotation,
	auth,
	digital_link::links,
	extract::Params,
	failures::Guarded,
	problem::{Kind, Problem},
	App,
};
use axum::{
	body::{Body, Bytes},
	extract::State,
	http::{header, HeaderMap},
	response::{IntoResponse, Response},
	Extension, Router,
};
use futures::{stream, StreamExt};
use serde::Deserialize;
use serde_json::Value;
use suyuan_chain_client::Info;
use suyuan_primitives::{
	codes::{Batch, Gtin},
	digital_link,
	requirement::InfoBlock,
	Check, Clock,
};
use suyuan_sheets::{csv_heading, csv_rows, to_xlsx, SheetRecord, Source, TracedUnit};
use suyuan_store::{
	model::Record,
	read::exchange::{self as store, Selection},
	Database,
};
use utoipa::{openapi::OpenApi, IntoParams};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Units of one export, unless a limit is given.
const UNITS: u32 = 256;
/// Units of one export at most.
const MOST_UNITS: u32 = 4096;
/// Records of a CSV export at most: it is written while it is sent, so that only one unit is in memory.
const MOST_RECORDS_CSV: i64 = 500_000;
/// Records of a workbook at most, which is in memory as a whole.
const MOST_RECORDS_XLSX: i64 = 20_000;
/// Records of one unit at most, which are in memory together.
const MOST_RECORDS_OF_UNIT: i64 = 20_000;

/// Selection of units to export: one of `code`, `gtin` with `lot`, and `owner`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
	/// Trace code of one unit.
	code: Option<String>,
	/// Commodity barcode of a batch, which is exported with its pieces.
	gtin: Option<String>,
	/// Number of the batch.
	lot: Option<String>,
	/// Account of an owner, all of whose units are exported. Needs a token for `export`.
	owner: Option<String>,
	/// Code after which to go on: the answer's `Link` names the next page.
	after: Option<String>,
	/// Number of units, at most 4096. 256 if not given.
	limit: Option<u32>,
}

/// Routes of exports with their OpenAPI descriptions.
pub fn routes() -> OpenApiRouter<App> {
	OpenApiRouter::new().routes(routes!(csv)).routes(routes!(xlsx))
}

/// OpenAPI document of exports.
pub fn document() -> OpenApi {
	routes().into_openapi()
}

/// Routes of exports without their descriptions.
pub fn router(app: App) -> Router {
	let (router, _) = routes().split_for_parts();
	router.with_state(app)
}

/// Problem of units that have too many records for one export.
fn too_large(most: i64) -> Problem {
	Problem::because(
		Kind::TooLarge,
		format!("the units selected have more than {most} records: ask for fewer units, or for CSV"),
	)
}

/// Units as CSV in the layout of table A.5, written while it is sent.
#[utoipa::path(
	get,
	operation_id = "export_csv",
	path = "/api/export.csv",
	tag = "export",
	params(ExportQuery),
	responses(
		(status = 200, description = "UTF-8 with a byte order mark; `Link: <…>; rel=\"next\"` if there is more", body = String, content_type = "text/csv"),
		Guarded,
	)
)]
async fn csv(
	State(app): State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	headers: HeaderMap,
	Params(query): Params<ExportQuery>,
) -> Response {
	note(asked, &query);
	match selected(&app, &headers, &query, MOST_RECORDS_CSV).await {
		Ok(page) => {
			let database = app.database.clone();
			let units = stream::iter(page.codes).then(move |code| {
				let database = database.clone();
				async move { traced(&database, &code).await.map(|unit| Bytes::from(csv_rows(&unit))) }
			});
			let heading = stream::once(async { Ok(Bytes::from(csv_heading())) });
			let body = Body::from_stream(heading.chain(units));
			file(body, "text/csv; charset=utf-8", "suyuan.csv", page.next)
		}
		Err(problem) => problem.into_response(),
	}
}

/// Units as a workbook in the layout of table A.5.
#[utoipa::path(
	get,
	operation_id = "export_xlsx",
	path = "/api/export.xlsx",
	tag = "export",
	params(ExportQuery),
	responses(
		(status = 200, description = "`Link: <…>; rel=\"next\"` if there is more", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
		Guarded,
	)
)]
async fn xlsx(
	State(app): State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	headers: HeaderMap,
	Params(query): Params<ExportQuery>,
) -> Response {
	note(asked, &query);
	match workbook(&app, &headers, &query).await {
		Ok((book, next)) => {
			let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
			file(Body::from(book), kind, "suyuan.xlsx", next)
		}
		Err(problem) => problem.into_response(),
	}
}

/// Notes for the query log which units are exported.
fn note(asked: Option<Extension<RequestAnnotation>>, query: &ExportQuery) {
	let about = query.code.as_ref().or(query.owner.as_ref()).or(query.lot.as_ref());
	if let (Some(Extension(asked)), Some(about)) = (asked, about) {
		asked.about(about);
	}
}

async fn workbook(
	app: &App,
	headers: &HeaderMap,
	query: &ExportQuery,
) -> Result<(Vec<u8>, Option<String>), Problem> {
	let page = selected(app, headers, query, MOST_RECORDS_XLSX).await?;
	let mut units = Vec::with_capacity(page.codes.len());
	for code in &page.codes {
		units.push(traced(&app.database, code).await?);
	}
	// Packing a workbook takes a while, and others wait for this thread.
	let book = tokio::task::spawn_blocking(move || to_xlsx(&units)).await;
	let failed = |error: &dyn std::fmt::Display| {
		tracing::error!(%error, "a workbook could not be made");
		Problem::of(Kind::Internal)
	};
	Ok((book.map_err(|error| failed(&error))?.map_err(|error| failed(&error))?, page.next))
}

/// One page of an export: codes, and the link to the next page.
struct Page {
	codes: Vec<String>,
	next: Option<String>,
}

async fn selected(
	app: &App,
	headers: &HeaderMap,
	query: &ExportQuery,
	most_records: i64,
) -> Result<Page, Problem> {
	let selection = selection(query)?;
	if matches!(selection, Selection::Owner(_)) {
		let needed = || format!("the scope is {}", auth::EXPORT);
		let token = bearer(headers).ok_or_else(|| Problem::because(Kind::Unauthorized, needed()))?;
		let holder = auth::holder(&app.database, token, auth::EXPORT).await?;
		holder.ok_or_else(|| Problem::because(Kind::Forbidden, needed()))?;
	}
	let limit = query.limit.unwrap_or(UNITS).clamp(1, MOST_UNITS);
	let after = query.after.as_deref().unwrap_or_default();
	let mut units = store::selected(&app.database, &selection, after, i64::from(limit) + 1).await?;
	let more = units.len() > limit as usize;
	units.truncate(limit as usize);
	if units.is_empty() {
		return Err(Problem::because(Kind::UnknownKey, "no unit is selected"));
	}
	if units.iter().any(|(_, records)| *records > MOST_RECORDS_OF_UNIT) {
		return Err(too_large(MOST_RECORDS_OF_UNIT));
	}
	if units.iter().map(|(_, records)| *records).sum::<i64>() > most_records {
		return Err(too_large(most_records));
	}
	let codes: Vec<_> = units.into_iter().map(|(code, _)| code).collect();
	let next = codes.last().filter(|_| more).map(|last| link(query, limit, last));
	Ok(Page { codes, next })
}

fn selection(query: &ExportQuery) -> Result<Selection, Problem> {
	match (&query.code, &query.gtin, &query.lot, &query.owner) {
		(Some(code), None, None, None) => {
			let code = digital_link::read(code).map_err(|_| malformed("code"))?;
			Ok(Selection::Code(code.0.as_str().into()))
		}
		(None, Some(gtin), Some(lot), None) => {
			let clock = Clock { latest: 0 };
			let gtin: Gtin = gtin.parse().map_err(|_| malformed("gtin"))?;
			gtin.check(&clock).map_err(|_| malformed("gtin"))?;
			let sound = lot.parse::<Batch>().is_ok_and(|lot| lot.check(&clock).is_ok());
			if !sound {
				return Err(malformed("lot"));
			}
			Ok(Selection::Lot { gtin: String::from_utf8_lossy(&gtin.0).into(), lot: lot.clone() })
		}
		(None, None, None, Some(owner)) => {
			let sound =
				(40..=60).contains(&owner.len()) && owner.bytes().all(|byte| byte.is_ascii_alphanumeric());
			sound.then(|| Selection::Owner(owner.clone())).ok_or(malformed("owner"))
		}
		_ => Err(Problem::because(Kind::MalformedRequest, "name one of: code; gtin and lot; owner")),
	}
}

fn malformed(parameter: &str) -> Problem {
	Problem::because(Kind::MalformedRequest, format!("{parameter} is malformed"))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
	headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// Value of the `Link` header for the next page.
fn link(query: &ExportQuery, limit: u32, after: &str) -> String {
	let given = [
		("code", query.code.as_deref()),
		("gtin", query.gtin.as_deref()),
		("lot", query.lot.as_deref()),
		("owner", query.owner.as_deref()),
		("after", Some(after)),
	];
	let mut link = format!("<?limit={limit}");
	for (name, value) in given {
		if let Some(value) = value {
			link.push_str(&format!("&{name}={}", links::query(value)));
		}
	}
	link + ">; rel=\"next\""
}

fn file(body: Body, kind: &'static str, name: &str, next: Option<String>) -> Response {
	let mut response = body.into_response();
	let headers = response.headers_mut();
	headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
	for (header, value) in [
		(header::CONTENT_DISPOSITION, Some(format!("attachment; filename=\"{name}\""))),
		(header::LINK, next),
	] {
		if let Some(value) = value.and_then(|value| value.try_into().ok()) {
			headers.insert(header, value);
		}
	}
	response
}

/// Reads a unit with its records in force, as the sheets need them.
async fn traced(database: &Database, code: &str) -> sqlx::Result<TracedUnit> {
	let mut records = Vec::new();
	for (info, block) in Info::ALL.into_iter().zip(InfoBlock::ALL) {
		let in_force = store::in_force(database, info, code, MOST_RECORDS_OF_UNIT).await?;
		records.extend(in_force.into_iter().map(|record| (block, record)));
	}
	let accounts: Vec<_> = records.iter().map(|(_, record)| record.provider.clone()).collect();
	let parties = store::parties(database, accounts).await?;
	let name_of = |account: &str| match parties.get(account).and_then(|party| party.name.as_deref()) {
		Some(name) => format!("{name} {account}"),
		None => account.into(),
	};
	let product_name = product_name(&records);
	let records = records.into_iter().map(|(block, record)| SheetRecord {
		block,
		source: match record.source.as_str() {
			"Imported" => Source::Imported(record.party.unwrap_or_default()),
			"Clearance" => Source::Clearance,
			_ => Source::Own,
		},
		provider: name_of(&record.provider),
		item: record.item,
	});
	Ok(TracedUnit { code: code.into(), product_name, records: records.collect() })
}

/// Name of the product: by its order, else by its declaration.
fn product_name(records: &[(InfoBlock, Record)]) -> String {
	let last = |name: fn(&Value) -> &Value| {
		records.iter().rev().find_map(|(_, record)| name(&record.item).as_str().map(String::from))
	};
	last(|item| &item["Order"]["product_name"])
		.or_else(|| last(|item| &item["Declaration"]["lines"][0]["product_name"]))
		.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Config;
	use axum::http::{Request, StatusCode};
	use serde_json::json;
	use suyuan_fixtures::{CARTON, EARPHONES, MANUFACTURER};
	use suyuan_primitives::values::Sealed;
	use suyuan_sheets::{read, Grid, Reading, Seal, Sealer, Sheet};
	use suyuan_store::Progress;
	use tower::ServiceExt;

	const NOW: u64 = suyuan_fixtures::START as u64 + 1_000_000;

	struct NothingToSeal;

	impl Sealer for NothingToSeal {
		fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
			Err(format!("{} was in clear", field.column))
		}
	}

	async fn get(query: &str, token: Option<&str>) -> (StatusCode, HeaderMap, Bytes) {
		let database = suyuan_fixtures::database().await;
		for (name, token, scopes) in
			[("Exporter", "for-exports", "exchange export"), ("Other", "for-else", "exchange")]
		{
			let row = json!({ "name": name, "hash": auth::digest(token), "scopes": scopes, "created": 0 });
			suyuan_fixtures::insert(&database, "tokens", row).await;
		}
		let app = App::over(database, Config::default(), Progress::default());
		let mut request = Request::get(format!("/api/export.{query}"));
		if let Some(token) = token {
			request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
		}
		let response = router(app).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
		let (parts, body) = response.into_parts();
		(parts.status, parts.headers, axum::body::to_bytes(body, usize::MAX).await.unwrap())
	}

	fn sheet(grid: Grid) -> Sheet {
		read(&grid, Reading { clock: Clock { latest: NOW }, sealer: &mut NothingToSeal }).unwrap()
	}

	#[tokio::test]
	async fn a_unit_comes_out_in_both_formats_and_can_be_read_again() {
		let code = EARPHONES.replace('/', "%2F");
		let (status, headers, content) = get(&format!("csv?code={code}"), None).await;
		assert_eq!(status, StatusCode::OK);
		assert_eq!(headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
		let from_csv = sheet(Grid::from_csv(&content).unwrap());
		let (status, _, content) = get(&format!("xlsx?code={code}"), None).await;
		assert_eq!(status, StatusCode::OK);
		let from_xlsx = sheet(Grid::from_xlsx(&content).unwrap());
		assert_eq!(from_csv.faults, []);
		// Amended records are left out, and records that customs wrote are not to be recorded again.
		let sections: Vec<_> = from_csv.entries.iter().map(|entry| entry.section.variant()).collect();
		assert_eq!(
			sections,
			[
				"RawMaterials",
				"Features",
				"ProductCode",
				"Order",
				"Receipt",
				"ProductCode",
				"Tally",
				"Transport",
				"Positions",
				"Production",
				"Storage",
				"Delivery",
				"DeliveryException"
			]
		);
		assert_eq!(from_csv.from_clearance, 2);
		assert_eq!(from_csv.entries, from_xlsx.entries);
		let storage = from_csv.entries.iter().find(|entry| entry.section.variant() == "Storage").unwrap();
		assert_eq!(storage.party.as_ref().unwrap().as_str(), "Ontario Cross-Border LLC");
	}

	#[tokio::test]
	async fn who_asks_for_all_of_an_owner_has_a_token_for_it() {
		let query = format!("csv?owner={MANUFACTURER}");
		assert_eq!(get(&query, None).await.0, StatusCode::UNAUTHORIZED);
		assert_eq!(get(&query, Some("for-else")).await.0, StatusCode::FORBIDDEN);
		assert_eq!(get(&query, Some("")).await.0, StatusCode::FORBIDDEN);
		let (status, _, content) = get(&query, Some("for-exports")).await;
		assert_eq!(status, StatusCode::OK);
		let text = String::from_utf8(content.to_vec()).unwrap();
		assert!(text.contains(EARPHONES) && text.contains(CARTON));
	}

	#[tokio::test]
	async fn pages_follow_each_other() {
		let query = format!("csv?owner={MANUFACTURER}&limit=2");
		let (_, headers, first) = get(&query, Some("for-exports")).await;
		let next = headers[header::LINK].to_str().unwrap();
		let next = next.strip_prefix("<?").unwrap().strip_suffix(">; rel=\"next\"").unwrap();
		let (status, headers, second) = get(&format!("csv?{next}"), Some("for-exports")).await;
		assert_eq!(status, StatusCode::OK);
		assert!(headers.get(header::LINK).is_none());
		let text = String::from_utf8(first.to_vec()).unwrap() + std::str::from_utf8(&second).unwrap();
		assert_eq!(text.matches(suyuan_fixtures::CELLS).count(), 1);
		assert!(text.contains(suyuan_fixtures::RECALLED));
	}

	#[tokio::test]
	async fn a_batch_comes_with_its_barcode_and_number() {
		let (status, _, content) = get("csv?gtin=6923456789012&lot=CELL-7", None).await;
		assert_eq!(status, StatusCode::OK);
		assert!(String::from_utf8(content.to_vec()).unwrap().contains(suyuan_fixtures::CELLS));
	}

	#[tokio::test]
	async fn what_can_t_be_exported_is_refused_by_name() {
		for (query, expected) in [
			("csv", StatusCode::BAD_REQUEST),
			("csv?code=SN-1", StatusCode::BAD_REQUEST),
			("csv?gtin=6923456789018", StatusCode::BAD_REQUEST),
			("csv?gtin=6923456789019&lot=A", StatusCode::BAD_REQUEST),
			("csv?gtin=6923456789018&lot=%20", StatusCode::BAD_REQUEST),
			("csv?owner=me", StatusCode::BAD_REQUEST),
			("csv?code=other:A&owner=me", StatusCode::BAD_REQUEST),
			("csv?cod=other:A", StatusCode::BAD_REQUEST),
			("csv?code=other:A", StatusCode::NOT_FOUND),
			("xlsx?code=other:A", StatusCode::NOT_FOUND),
		] {
			let (status, _, content) = get(query, None).await;
			assert_eq!(status, expected, "{query}: {}", String::from_utf8_lossy(&content));
		}
	}
}
