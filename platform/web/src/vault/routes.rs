// SPDX-License-Identifier: Apache-2.0

//! HTTP routes of the vault.

use super::asked::Asked;
use crate::{
	extract::Params,
	failures::OfVault,
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::{
	extract::{DefaultBodyLimit, Path, State},
	http::{header, HeaderValue, StatusCode},
	Router,
};
use serde::Deserialize;
use suyuan_envelope::{
	messages::{Finding, Grant, Kept, Purpose, Put},
	Recipient,
};
use suyuan_vault::{Listed, LogHead, LogPage};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::{openapi::OpenApi, IntoParams};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Largest body of a request of the vault: the longest content with as many grants as there may be, hexadecimal.
const MAX_BODY: usize = 96 * 1_024;

/// Routes of the vault with their OpenAPI descriptions.
fn described() -> OpenApiRouter<App> {
	OpenApiRouter::new()
		.routes(routes!(vault_head))
		.routes(routes!(vault_log))
		.routes(routes!(vault_records))
		.routes(routes!(put_envelope, read_envelope, erase_envelope))
		.routes(routes!(grant_envelope))
		.routes(routes!(revoke_grant))
		.routes(routes!(report_finding))
		.routes(routes!(envelope_log))
}

/// OpenAPI document of the vault.
pub fn document() -> OpenApi {
	described().into_openapi()
}

/// Routes of the vault without their descriptions.
pub fn router(app: App) -> Router {
	let (router, _) = described().split_for_parts();
	router
		.layer(DefaultBodyLimit::max(MAX_BODY))
		.layer(SetResponseHeaderLayer::overriding(
			header::CACHE_CONTROL,
			HeaderValue::from_static("no-store"),
		))
		.with_state(app)
}

/// Purpose of a read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Reading {
	/// Purpose that the record was granted for.
	purpose: Purpose,
}

/// Page of the log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct After {
	/// The `next` of the page before this one.
	after: Option<i64>,
	/// Number of entries that the page may have.
	#[param(minimum = 1, maximum = 256, default = 64)]
	limit: Option<i64>,
}

impl After {
	fn bounds(&self) -> Result<(i64, i64), Problem> {
		let limit = self.limit.unwrap_or(64);
		if !(1..=256).contains(&limit) {
			return Err(Problem::because(Kind::MalformedRequest, "limit is from 1 to 256"));
		}
		Ok((self.after.unwrap_or(0), limit))
	}
}

/// The head of the vault's log: the number of its entries, and the digest over them.
#[utoipa::path(
	get, path = "/vault/head", tag = "vault",
	responses((status = 200, description = "The head", body = LogHead), OfVault),
)]
async fn vault_head(State(app): State<App>) -> Result<Json<LogHead>, Problem> {
	let vault = app.vault.ok_or_else(|| Problem::of(Kind::NoVault))?;
	Ok(Json(vault.log_head().await?))
}

/// The log of the caller's own records: who asked for them, departments too, and what came of it.
#[utoipa::path(
	get, path = "/vault/log", tag = "vault", params(After),
	responses((status = 200, description = "A page of the log", body = LogPage), OfVault),
)]
async fn vault_log(Params(after): Params<After>, asked: Asked) -> Result<Json<LogPage>, Problem> {
	let (after, limit) = after.bounds()?;
	Ok(Json(asked.vault.log_of_owner(&asked.caller, after, limit).await?))
}

/// The records of a unit that the caller owns or that were granted to it.
#[utoipa::path(
	get, path = "/vault/{code}", tag = "vault",
	params(("code" = String, Path, description = "Trace code of the unit, percent-encoded")),
	responses((status = 200, description = "The records", body = Vec<Listed>), OfVault),
)]
async fn vault_records(Path(code): Path<String>, asked: Asked) -> Result<Json<Vec<Listed>>, Problem> {
	Ok(Json(asked.vault.list(&asked.caller, &code).await?))
}

/// Keeps an envelope for a commitment that stands on the chain.
#[utoipa::path(
	put, path = "/vault/{code}/{commitment}", tag = "vault", request_body = Put,
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
	),
	responses((status = 201, description = "Kept"), OfVault),
)]
async fn put_envelope(
	Path((code, commitment)): Path<(String, String)>,
	asked: Asked,
) -> Result<StatusCode, Problem> {
	let put = asked.json()?;
	asked.vault.put(&asked.caller, &code, &commitment, put, &asked.statement, asked.now).await?;
	Ok(StatusCode::CREATED)
}

/// Reads a record, if the caller is let in. The log says so before the answer.
#[utoipa::path(
	get, path = "/vault/{code}/{commitment}", tag = "vault",
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
		Reading,
	),
	responses((status = 200, description = "Content and wrap, which the caller's own program opens", body = Kept), OfVault),
)]
async fn read_envelope(
	Path((code, commitment)): Path<(String, String)>,
	Params(Reading { purpose }): Params<Reading>,
	asked: Asked,
) -> Result<Json<Kept>, Problem> {
	Ok(Json(asked.vault.read(&asked.caller, &code, &commitment, purpose, asked.now).await?))
}

/// Erases a record for good: its content, its wraps, and with the content the salt.
#[utoipa::path(
	delete, path = "/vault/{code}/{commitment}", tag = "vault",
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
	),
	responses((status = 204, description = "Erased"), OfVault),
)]
async fn erase_envelope(
	Path((code, commitment)): Path<(String, String)>,
	asked: Asked,
) -> Result<StatusCode, Problem> {
	asked.vault.erase(&asked.caller, &code, &commitment, asked.now).await?;
	Ok(StatusCode::NO_CONTENT)
}

/// Grants a reader a record, in place of what it was granted before.
#[utoipa::path(
	put, path = "/vault/{code}/{commitment}/grants", tag = "vault", request_body = Grant,
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
	),
	responses((status = 204, description = "Granted"), OfVault),
)]
async fn grant_envelope(
	Path((code, commitment)): Path<(String, String)>,
	asked: Asked,
) -> Result<StatusCode, Problem> {
	let grant = asked.json()?;
	asked.vault.grant(&asked.caller, &code, &commitment, grant, &asked.statement, asked.now).await?;
	Ok(StatusCode::NO_CONTENT)
}

/// Revokes what a reader was granted. What it read before stays read.
#[utoipa::path(
	delete, path = "/vault/{code}/{commitment}/grants/{reader}", tag = "vault",
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
		("reader" = String, Path, description = "Account of the reader, or bearer: and an id"),
	),
	responses((status = 204, description = "Revoked"), OfVault),
)]
async fn revoke_grant(
	Path((code, commitment, reader)): Path<(String, String, String)>,
	asked: Asked,
) -> Result<StatusCode, Problem> {
	let reader: Recipient =
		reader.parse().map_err(|error| Problem::because(Kind::MalformedRequest, error))?;
	asked.vault.revoke(&asked.caller, &code, &commitment, &reader, asked.now).await?;
	Ok(StatusCode::NO_CONTENT)
}

/// Says what the caller found when it opened a record: for all who read it later, under the caller's name.
#[utoipa::path(
	put, path = "/vault/{code}/{commitment}/finding", tag = "vault", request_body = Finding,
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
	),
	responses((status = 204, description = "Marked"), OfVault),
)]
async fn report_finding(
	Path((code, commitment)): Path<(String, String)>,
	asked: Asked,
) -> Result<StatusCode, Problem> {
	let Finding { agrees } = asked.json()?;
	asked.vault.report(&asked.caller, &code, &commitment, agrees, asked.now).await?;
	Ok(StatusCode::NO_CONTENT)
}

/// The log of one record, for its owner and for a bearer that it was granted to.
#[utoipa::path(
	get, path = "/vault/{code}/{commitment}/log", tag = "vault",
	params(
		("code" = String, Path, description = "Trace code of the unit, percent-encoded"),
		("commitment" = String, Path, description = "Commitment of the field, 0x hexadecimal"),
		After,
	),
	responses((status = 200, description = "A page of the log", body = LogPage), OfVault),
)]
async fn envelope_log(
	Path((code, commitment)): Path<(String, String)>,
	Params(after): Params<After>,
	asked: Asked,
) -> Result<Json<LogPage>, Problem> {
	let (after, limit) = after.bounds()?;
	Ok(Json(asked.vault.log_of_record(&asked.caller, &code, &commitment, after, limit).await?))
}
