//! Whether the process lives, and whether what it serves is what the chain says.

use super::{
	care::Care,
	problem::{Kind, Problem},
};
use crate::store::read::status;
use axum::{extract::State, routing::get, Router};
use std::sync::Arc;

/// The routes.
pub fn router() -> Router<Arc<Care>> {
	Router::new().route("/health", get(alive)).route("/ready", get(ready))
}

async fn alive() -> &'static str {
	"alive\n"
}

/// Ready is: the database answers, the node is connected, everything final is here. What is indexed already is served
/// all the same, with the block that it is true at; this is for whoever sends requests to one of several.
async fn ready(State(care): State<Arc<Care>>) -> Result<&'static str, Problem> {
	let unavailable = |why: &str| Problem::because(Kind::Unavailable, why).retry_after(5);
	status::indexed(&care.app.database).await.map_err(|_| unavailable("the database does not answer"))?;
	let progress = *care.app.progress.borrow();
	if progress.is_ready() {
		Ok("ready\n")
	} else if progress.connected {
		Err(unavailable("catching up with the chain"))
	} else {
		Err(unavailable("the node is not connected"))
	}
}
