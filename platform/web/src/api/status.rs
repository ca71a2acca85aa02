// SPDX-License-Identifier: Apache-2.0

//! Progress of the platform along the chain, and its agreement with it.

use crate::{failures::Failures, json::Json, problem::Problem, App};
use axum::extract::State;
use serde::Serialize;
use suyuan_store::{
	now,
	read::{
		status::{self, Disagreement, Indexed},
		Page,
	},
	Waiting,
};
use utoipa::ToSchema;

/// Disagreeing heads that are listed at most.
const NAMED: i64 = 64;

/// Progress of the platform and its agreement with the chain.
#[derive(Serialize, ToSchema)]
pub struct Status {
	/// The last final block whose facts are all indexed.
	indexed: Indexed,
	/// Number of the last block that the node calls final.
	finalised: u64,
	/// Number of final blocks that are not indexed yet.
	behind: u64,
	/// True while the node is connected.
	connected: bool,
	/// True once every final block was indexed since the node connected.
	caught_up: bool,
	/// Age of the last indexed block, in seconds. None before the first.
	#[serde(skip_serializing_if = "Option::is_none")]
	age: Option<i64>,
	/// True if this process writes the data of the chain.
	writing: bool,
	/// Cause for which this process does not write, or, if it only reads, for which the writer doesn't.
	#[serde(skip_serializing_if = "Option::is_none")]
	waiting: Option<Wait>,
	/// Heads that don't agree with the chain. There should never be one.
	disagreeing: Page<Disagreement>,
}

/// The cause for which a process waits.
#[derive(Serialize, ToSchema)]
pub struct Wait {
	/// Name of the cause.
	cause: &'static str,
	/// Description of the cause.
	said: &'static str,
	/// Begin of the wait, in milliseconds since 1970-01-01 UTC.
	since: i64,
	/// True if the process has given up, and must be started anew once the cause is gone.
	halted: bool,
}

impl From<Waiting> for Wait {
	fn from(Waiting { cause, since }: Waiting) -> Self {
		Self { cause: cause.name(), said: cause.sentence(), since, halted: cause.is_final() }
	}
}

/// Progress of the platform along the chain, and heads that don't agree with it.
#[utoipa::path(
	get, path = "/api/status", tag = "status",
	responses((status = 200, description = "The status", body = Status), Failures),
)]
pub async fn read_status(State(app): State<App>) -> Result<Json<Status>, Problem> {
	let indexed = status::indexed(&app.database).await?;
	let disagreeing = status::disagreements(&app.database, NAMED).await?;
	let progress = *app.progress.borrow();
	let block = indexed.block.and_then(|block| u64::try_from(block).ok()).unwrap_or_default();
	Ok(Json(Status {
		finalised: progress.finalised,
		behind: progress.finalised.saturating_sub(block),
		connected: progress.connected,
		caught_up: progress.caught_up,
		age: indexed.time.filter(|_| block > 0).map(|time| now().saturating_sub(time) / 1_000),
		writing: progress.writing,
		waiting: progress.waiting.map(Wait::from),
		indexed,
		disagreeing,
	}))
}
