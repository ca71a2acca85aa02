//! Whether the process lives, and whether what it serves is what the chain says.

use crate::{
	problem::{Kind, Problem},
	App,
};
use axum::{extract::State, routing::get, Router};
use std::time::Duration;
use suyuan_store::read::status;
use tokio::time::timeout;

/// The longest that the database is waited for.
const QUERY_TIMEOUT: Duration = Duration::from_secs(3);

/// The routes.
pub fn router() -> Router<App> {
	Router::new().route("/health", get(alive)).route("/ready", get(ready))
}

async fn alive() -> &'static str {
	"alive\n"
}

/// Ready is: the database answers, and the process that writes it, this one or another, hears its node and has everything
/// final there. What is indexed already is served all the same, with the block that it is true at; this is for whoever sends
/// requests to one of several.
async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
	let answer = timeout(QUERY_TIMEOUT, status::indexed(&app.database)).await;
	let progress = *app.progress.borrow();
	let waits_for = progress.waiting.map(|waiting| waiting.cause.sentence());
	let unavailable = |why| Err(Problem::because(Kind::Unavailable, waits_for.unwrap_or(why)).retry_after(5));
	match answer {
		Ok(Ok(_)) if progress.is_ready() => Ok("ready\n"),
		Ok(Ok(_)) if progress.connected => unavailable("catching up with the chain"),
		Ok(Ok(_)) => unavailable("the node is not connected"),
		Ok(Err(_)) | Err(_) => unavailable("the database does not answer"),
	}
}
