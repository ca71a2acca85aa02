//! The routes of the exchange.

use super::{design, feedback, manufacture, market, MAX_REQUEST};
use crate::App;
use axum::{extract::DefaultBodyLimit, Router};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes with their descriptions.
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

/// What the interface's document says of it.
pub fn document() -> OpenApi {
	routes().into_openapi()
}

/// Its routes.
pub fn router(app: App) -> Router {
	let (router, _) = routes().split_for_parts();
	router.with_state(app)
}
