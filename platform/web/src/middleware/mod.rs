// SPDX-License-Identifier: Apache-2.0

//! Middleware, a concern to a file, and the order in which requests pass it.

mod authenticate;
pub mod cors;
pub mod etag;
pub mod metrics;
pub mod parameters;
pub mod problem_documents;
pub mod query_log;
pub mod rate_limit;
mod reject_nul;
pub mod request_body;
pub mod request_info;
pub mod security_headers;
mod timeout;
pub mod upkeep;

use crate::App;
use axum::{
	middleware::{from_fn, from_fn_with_state},
	Router,
};
use query_log::Logging;
use rate_limit::Limits;
use std::sync::Arc;

/// Applies the middleware shared by every route that data is looked up with, outermost first.
pub fn apply(router: Router, app: &App, limits: Arc<Limits>, logging: Arc<Logging>) -> Router {
	router.layer((
		from_fn_with_state(app.config.behind_proxy, request_info::add),
		from_fn(reject_nul::reject),
		from_fn_with_state(Arc::clone(&limits), rate_limit::limit_clients),
		// Before the permit: a body that comes slowly keeps no other request from being answered.
		from_fn(request_body::collect),
		from_fn_with_state(limits, rate_limit::limit_concurrency),
		from_fn_with_state(logging, query_log::log),
		from_fn(metrics::measure),
		from_fn_with_state(app.database.clone(), authenticate::authenticate),
		from_fn(timeout::limit),
	))
}
