// SPDX-License-Identifier: Apache-2.0

//! Participants and the authorizations between them.

use crate::{
	extract::{Key, Paging, Params},
	failures::{Failures, OfKey},
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::extract::State;
use serde::Deserialize;
use suyuan_store::{
	model::Party,
	read::{
		participants::{self, Filter, Participant},
		Page,
	},
};
use utoipa::IntoParams;

/// Conditions on the participants that are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Common {
	/// Kind of participant.
	#[param(example = "TradeEntity")]
	kind: Option<String>,
	/// Business of the participant.
	#[param(example = "Manufacturer")]
	business: Option<String>,
	/// Status, such as `Active` or `Suspended`.
	#[param(example = "Active")]
	status: Option<String>,
	/// Unified social credit code 统一社会信用代码.
	credit_code: Option<String>,
}

/// Participants in the order of their accounts.
#[utoipa::path(
	get, path = "/api/participants", tag = "participants", params(Common, Paging),
	responses((status = 200, description = "A page of participants", body = Page<Party>), Failures),
)]
pub async fn list_participants(
	State(app): State<App>,
	Params(Common { kind, business, status, credit_code }): Params<Common>,
	Params(paging): Params<Paging>,
) -> Result<Json<Page<Party>>, Problem> {
	let filter = Filter { kind, business, status, credit_code };
	let limit = paging.limit()?;
	Ok(Json(participants::list(&app.database, &filter, paging.after.as_deref(), limit).await?))
}

/// A participant with its profile and its authorizations.
#[utoipa::path(
	get, path = "/api/participants/{account}", tag = "participants",
	params(("account" = String, Path, description = "Its account, SS58 with prefix 42")),
	responses((status = 200, description = "The participant", body = Participant), OfKey),
)]
pub async fn read_participant(
	State(app): State<App>,
	Key(account): Key,
) -> Result<Json<Participant>, Problem> {
	let participant = participants::participant(&app.database, &account).await?;
	participant.map(Json).ok_or_else(|| Problem::because(Kind::UnknownKey, account))
}
