// SPDX-License-Identifier: Apache-2.0

//! The route from which a unit's evidence is downloaded.

use super::maker::no_evidence;
use crate::{extract::Code, failures::OfCode, problem::Problem, App};
use axum::{
	extract::State,
	http::header,
	response::{IntoResponse, Response},
	Router,
};
use suyuan_evidence::MEDIA_TYPE;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

fn routes() -> OpenApiRouter<App> {
	OpenApiRouter::new().routes(routes!(evidence))
}

/// OpenAPI document of evidence.
pub(crate) fn document() -> OpenApi {
	routes().into_openapi()
}

/// Routes of evidence without their descriptions.
pub(crate) fn router(app: App) -> Router {
	let (router, _) = routes().split_for_parts();
	router.with_state(app)
}

/// A file that proves a unit's trace offline: `suyuan-verify` checks it against the regulators' keys.
#[utoipa::path(
	get,
	operation_id = "read_evidence",
	path = "/evidence/{code}",
	tag = "units",
	params(("code" = String, Path, description = "The trace code as one segment: its slashes are percent-encoded",
		example = "01/06901234567892/21/SN-0001")),
	responses(
		(status = 200, description = "The file, made at the newest block whose votes are known", body = String, content_type = "application/vnd.suyuan.evidence+json"),
		(status = 410, description = "The unit was archived: the state has it no more", body = Problem, content_type = "application/problem+json"),
		(status = 413, description = "The unit has more records than evidence may have", body = Problem, content_type = "application/problem+json"),
		OfCode,
	)
)]
async fn evidence(State(app): State<App>, Code(code): Code) -> Result<Response, Problem> {
	let maker = app.evidence.as_ref();
	let maker = maker.ok_or_else(|| no_evidence("this process follows no node: ask one that does"))?;
	let file = maker.make(&app.database, &code).await?;
	let headers = [
		(header::CONTENT_TYPE, MEDIA_TYPE),
		(header::CONTENT_DISPOSITION, "attachment; filename=\"evidence.suyuan.json\""),
		(header::CACHE_CONTROL, "no-cache"),
	];
	Ok((headers, file).into_response())
}
