// SPDX-License-Identifier: Apache-2.0

//! The query log: names, routes and times of look-ups, for the operator and the auditor alone.

use crate::{
	auth::tokens::{Caller, Scope},
	extract::{Paging, Params},
	failures::Guarded,
	json::Json,
	problem::Problem,
	App,
};
use axum::extract::State;
use serde::Deserialize;
use suyuan_store::read::{
	queries::{self, Query},
	Page,
};
use utoipa::IntoParams;

/// Subject of the queries that are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct About {
	/// Trace code or other key that was asked for.
	code: Option<String>,
}

/// The queries, the latest first.
#[utoipa::path(
	get, path = "/api/log", tag = "statistics", params(About, Paging), security(("token" = [])),
	responses((status = 200, description = "A page of the log", body = Page<Query>), Guarded),
)]
pub async fn list_queries(
	State(app): State<App>,
	caller: Caller,
	Params(About { code }): Params<About>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Query>>, Problem> {
	caller.require(Scope::Log)?;
	let (before, limit) = (paging.place()?, paging.limit()?);
	Ok(Json(queries::list(&app.database, code.as_deref(), before, limit).await?))
}
