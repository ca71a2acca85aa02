//! How far the platform is behind the chain, and whether it agrees with it.

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

/// How many heads that don't agree are named.
const NAMED: i64 = 64;

/// How the platform stands to the chain.
#[derive(Serialize, ToSchema)]
pub struct Status {
	/// The last final block whose facts are all here.
	indexed: Indexed,
	/// The last block that the node calls final.
	finalised: u64,
	/// How many final blocks are not here yet.
	behind: u64,
	/// Whether the node is connected.
	connected: bool,
	/// Whether everything final was here once since the node was connected.
	caught_up: bool,
	/// How old the last block is, in seconds. None before the first.
	#[serde(skip_serializing_if = "Option::is_none")]
	age: Option<i64>,
	/// Whether this process writes what comes from the chain.
	writing: bool,
	/// What this process waits for before it writes, or what whoever writes waits for, if this one only reads.
	#[serde(skip_serializing_if = "Option::is_none")]
	waiting: Option<Wait>,
	/// The heads that don't agree with the chain. There should never be one.
	disagreeing: Page<Disagreement>,
}

/// The cause for which a process waits.
#[derive(Serialize, ToSchema)]
pub struct Wait {
	/// The name of the cause.
	cause: &'static str,
	/// The cause in words.
	said: &'static str,
	/// Since when, in milliseconds since 1970-01-01 UTC.
	since: i64,
	/// Whether it has given up, and must be started anew once the cause is gone.
	halted: bool,
}

impl From<Waiting> for Wait {
	fn from(Waiting { cause, since }: Waiting) -> Self {
		Self { cause: cause.name(), said: cause.sentence(), since, halted: cause.is_final() }
	}
}

/// How far the platform is behind the chain, and which heads don't agree with it.
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
