// SPDX-License-Identifier: Apache-2.0

//! Feedback received: from systems by the exchange, from consumers by the page.

use crate::{
	auth::tokens::{Caller, Scope},
	exchange::fitting,
	extract::{Code, Paging, Params},
	failures::Guarded,
	json::Json,
	problem::Problem,
	App,
};
use axum::extract::State;
use serde::Deserialize;
use suyuan_store::read::{
	exchange::{self, Feedback},
	Page,
};
use utoipa::IntoParams;

/// Bytes of feedback that a page has at most, unless one alone has more.
const MAX_PAGE: usize = 1_024 * 1_024;

/// Subject of the feedback that is listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct About {
	/// Trace code of the unit that the feedback is about, in any form.
	code: Option<String>,
}

/// The feedback received, the latest first.
#[utoipa::path(
	get, path = "/api/feedback", tag = "statistics", params(About, Paging), security(("token" = [])),
	responses((status = 200, description = "A page of feedback", body = Page<Feedback>), Guarded),
)]
pub async fn list_feedback(
	State(app): State<App>,
	caller: Caller,
	Params(About { code }): Params<About>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Feedback>>, Problem> {
	caller.require(Scope::Feedback)?;
	let (before, limit) = (paging.place()?, paging.limit()?);
	let code = code.map(|code| Code::read(&code).unwrap_or(code));
	let mut page = exchange::came_in(&app.database, code.as_deref(), before, limit).await?;
	let fitting = fitting(&page.items, MAX_PAGE);
	if fitting < page.items.len() {
		page.items.truncate(fitting);
		page.next = page.items.last().map(|last| last.id.to_string());
	}
	Ok(Json(page))
}
