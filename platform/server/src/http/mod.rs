//! The HTTP interface.

mod asked;
pub mod export;

pub use asked::Asked;

use crate::{exchange, page, App};
use axum::Router;

/// Every route.
pub fn router(app: App) -> Router {
	Router::new().merge(exchange::router(app.clone())).merge(export::router(app.clone())).merge(page::router(app))
}
