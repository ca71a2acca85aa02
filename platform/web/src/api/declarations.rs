// SPDX-License-Identifier: Apache-2.0

//! The alliance chain: filings, declarations, verdicts of the departments, and loops of documents.
//!
//! All data here stands on the chain, readable on every node: so it is public here too.

use crate::{
	annotation::RequestAnnotation,
	extract::{Key, Paging, Params},
	failures::{Failures, OfKey},
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::extract::{Extension, State};
use serde::Deserialize;
use suyuan_store::{
	model::Declaration,
	read::{
		declarations::{self, Filing, FullDeclaration, Loop, LoopKey},
		Page,
	},
};
use utoipa::IntoParams;

/// Declarant of the declarations that are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Declarant {
	/// The account of the exporter.
	declarant: Option<String>,
}

/// Declarations 报关单 in the order of their entry numbers.
#[utoipa::path(
	get, path = "/api/declarations", tag = "customs", params(Declarant, Paging),
	responses((status = 200, description = "A page of declarations", body = Page<Declaration>), Failures),
)]
pub async fn list_declarations(
	State(app): State<App>,
	Params(Declarant { declarant }): Params<Declarant>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Declaration>>, Problem> {
	let (after, limit) = (paging.after.as_deref(), paging.limit()?);
	Ok(Json(declarations::list(&app.database, declarant.as_deref(), after, limit).await?))
}

/// A declaration with its lines, units, verdicts and statuses.
#[utoipa::path(
	get, path = "/api/declarations/{entry_number}", tag = "customs",
	params(("entry_number" = String, Path, description = "报关单号 or 清单编号, 18 characters", example = "530120260000000002")),
	responses((status = 200, description = "The declaration", body = FullDeclaration), OfKey),
)]
pub async fn read_declaration(
	State(app): State<App>,
	Key(entry_number): Key,
) -> Result<Json<FullDeclaration>, Problem> {
	let declaration = declarations::by_entry_number(&app.database, &entry_number).await?;
	declaration.map(Json).ok_or_else(|| Problem::because(Kind::UnknownKey, entry_number))
}

/// Filings 备案 in the order of their exporters.
#[utoipa::path(
	get, path = "/api/filings", tag = "customs", params(Paging),
	responses((status = 200, description = "A page of filings", body = Page<Filing>), Failures),
)]
pub async fn list_filings(
	State(app): State<App>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Filing>>, Problem> {
	let limit = paging.limit()?;
	Ok(Json(declarations::filings(&app.database, paging.after.as_deref(), limit).await?))
}

/// The filing of an exporter with the departments' verdicts.
#[utoipa::path(
	get, path = "/api/filings/{exporter}", tag = "customs",
	params(("exporter" = String, Path, description = "The account of the exporter")),
	responses((status = 200, description = "The filing", body = Filing), OfKey),
)]
pub async fn read_filing(State(app): State<App>, Key(exporter): Key) -> Result<Json<Filing>, Problem> {
	let filing = declarations::filing_of(&app.database, &exporter).await?;
	filing.map(Json).ok_or_else(|| Problem::because(Kind::UnknownKey, exporter))
}

/// Merchant of the loops that are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Merchant {
	/// The account of the merchant.
	merchant: String,
}

/// Closed loops of a merchant: order, receipts, waybills and declaration compared with each other.
#[utoipa::path(
	get, path = "/api/loops", tag = "customs", params(Merchant, Paging),
	responses((status = 200, description = "A page of loops", body = Page<Loop>), Failures),
)]
pub async fn list_loops(
	State(app): State<App>,
	asked: Option<Extension<RequestAnnotation>>,
	Params(Merchant { merchant }): Params<Merchant>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Loop>>, Problem> {
	if let Some(Extension(asked)) = asked {
		asked.about(&merchant);
	}
	let limit = paging.limit()?;
	let after: Option<LoopKey> = paging
		.after
		.as_deref()
		.map(serde_json::from_str)
		.transpose()
		.map_err(|_| Problem::because(Kind::MalformedRequest, "after is the next of another page"))?;
	Ok(Json(declarations::loops(&app.database, &merchant, after.as_ref(), limit).await?))
}
