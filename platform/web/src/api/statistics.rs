// SPDX-License-Identifier: Apache-2.0

//! Figures of queries and flows. They read much and show what others look up, so that they need a token.

use crate::{
	auth::tokens::{Caller, Scope},
	extract::Params,
	failures::Guarded,
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::extract::State;
use serde::Deserialize;
use suyuan_store::{
	now,
	read::statistics::{flows, queries, Flows, Queries},
};
use utoipa::IntoParams;

/// Period of the figures.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Days {
	/// Number of days, today included.
	#[param(minimum = 1, maximum = 366, default = 30)]
	days: Option<i64>,
}

impl Days {
	fn read(&self) -> Result<i64, Problem> {
		let days = self.days.unwrap_or(30);
		let sound = (1..=366).contains(&days);
		sound.then_some(days).ok_or_else(|| Problem::because(Kind::MalformedRequest, "days is from 1 to 366"))
	}
}

/// Queries by day, and the codes looked up most often.
#[utoipa::path(
	get, path = "/api/statistics/queries", tag = "statistics", params(Days), security(("token" = [])),
	responses((status = 200, description = "The figures", body = Queries), Guarded),
)]
pub async fn count_queries(
	State(app): State<App>,
	caller: Caller,
	Params(days): Params<Days>,
) -> Result<Json<Queries>, Problem> {
	caller.require(Scope::Statistics)?;
	Ok(Json(queries(&app.database, now(), days.read()?).await?))
}

/// Records by day, block and category; present counts of units, declarations, loops and participants.
#[utoipa::path(
	get, path = "/api/statistics/flows", tag = "statistics", params(Days), security(("token" = [])),
	responses((status = 200, description = "The figures", body = Flows), Guarded),
)]
pub async fn count_flows(
	State(app): State<App>,
	caller: Caller,
	Params(days): Params<Days>,
) -> Result<Json<Flows>, Problem> {
	caller.require(Scope::Statistics)?;
	Ok(Json(flows(&app.database, now(), days.read()?).await?))
}
