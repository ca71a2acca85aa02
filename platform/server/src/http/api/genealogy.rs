//! Transformations that lead to a unit and away from it.

use super::{
	super::{
		care::Care,
		extract::{Code, Paging, Params},
		json::Json,
		problem::Problem,
	},
	failures::OfCode,
	units::must_exist,
};
use crate::store::read::genealogy::{walk, Walk, Way};
use axum::extract::State;
use std::sync::Arc;

/// Transformations that lead to a unit, over all generations: the nearest first.
#[utoipa::path(
	get, path = "/api/units/{code}/ancestors", tag = "genealogy",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06901234567892/21/SN-0001"), Paging),
	responses((status = 200, description = "A page of transformations", body = Walk), OfCode),
)]
pub async fn list_ancestors(
	State(care): State<Arc<Care>>,
	Code(code): Code,
	Params(paging): Params<Paging>,
) -> Result<Json<Walk>, Problem> {
	answer(&care, &code, Way::Ancestors, &paging).await
}

/// Transformations that lead away from a unit, over all generations: the nearest first.
#[utoipa::path(
	get, path = "/api/units/{code}/descendants", tag = "genealogy",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06923456789012/10/CELL-7"), Paging),
	responses((status = 200, description = "A page of transformations", body = Walk), OfCode),
)]
pub async fn list_descendants(
	State(care): State<Arc<Care>>,
	Code(code): Code,
	Params(paging): Params<Paging>,
) -> Result<Json<Walk>, Problem> {
	answer(&care, &code, Way::Descendants, &paging).await
}

async fn answer(care: &Care, code: &str, way: Way, paging: &Paging) -> Result<Json<Walk>, Problem> {
	let (after, limit) = (paging.place()?, paging.limit()?);
	let found = walk(&care.app.database, code, way, after, limit).await?;
	if found.page.items.is_empty() {
		must_exist(care, code).await?;
	}
	Ok(Json(found))
}
