//! The page behind the QR code.

use crate::App;
use axum::Router;

/// Its routes.
pub fn router(app: App) -> Router {
	Router::new().with_state(app)
}
