//! The exchange of trace data between systems (GB/T 39106).

use crate::App;
use axum::Router;

/// Its routes.
pub fn router(app: App) -> Router {
	Router::new().with_state(app)
}
