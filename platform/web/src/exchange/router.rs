// SPDX-License-Identifier: Apache-2.0

//! Router of the exchange.

use super::{answer::MAX_REQUEST, design, feedback, manufacture, market};
use crate::App;
use axum::{extract::DefaultBodyLimit, Router};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Routes of the exchange with their OpenAPI descriptions.
pub fn routes() -> OpenApiRouter<App> {
	OpenApiRouter::new()
		.routes(routes!(design::search))
		.routes(routes!(manufacture::search))
		.routes(routes!(market::search))
		.routes(routes!(feedback::business))
		.routes(routes!(feedback::prompt))
		.routes(routes!(feedback::search))
		.layer(DefaultBodyLimit::max(MAX_REQUEST))
}

/// OpenAPI document of the exchange.
pub fn document() -> OpenApi {
	routes().into_openapi()
}

/// Routes of the exchange without their descriptions.
pub fn router(app: App) -> Router {
	let (router, _) = routes().split_for_parts();
	router.with_state(app)
}
