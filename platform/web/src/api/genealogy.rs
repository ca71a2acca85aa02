// SPDX-License-Identifier: Apache-2.0

//! Transformations that lead to a unit and away from it.

use super::units::must_exist;
use crate::{
	extract::{Code, Paging, Params},
	failures::OfCode,
	json::Json,
	problem::Problem,
	App,
};
use axum::extract::State;
use suyuan_store::read::genealogy::{walk, Walk, Way};

/// Transformations that lead to a unit, over all generations: the nearest first.
#[utoipa::path(
	get, path = "/api/units/{code}/ancestors", tag = "genealogy",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06901234567892/21/SN-0001"), Paging),
	responses((status = 200, description = "A page of transformations", body = Walk), OfCode),
)]
pub async fn list_ancestors(
	State(app): State<App>,
	Code(code): Code,
	Params(paging): Params<Paging>,
) -> Result<Json<Walk>, Problem> {
	answer(&app, &code, Way::Ancestors, &paging).await
}

/// Transformations that lead away from a unit, over all generations: the nearest first.
#[utoipa::path(
	get, path = "/api/units/{code}/descendants", tag = "genealogy",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06923456789012/10/CELL-7"), Paging),
	responses((status = 200, description = "A page of transformations", body = Walk), OfCode),
)]
pub async fn list_descendants(
	State(app): State<App>,
	Code(code): Code,
	Params(paging): Params<Paging>,
) -> Result<Json<Walk>, Problem> {
	answer(&app, &code, Way::Descendants, &paging).await
}

async fn answer(app: &App, code: &str, way: Way, paging: &Paging) -> Result<Json<Walk>, Problem> {
	let (after, limit) = (paging.place()?, paging.limit()?);
	let found = walk(&app.database, code, way, after, limit).await?;
	if found.page.items.is_empty() {
		must_exist(app, code).await?;
	}
	Ok(Json(found))
}
