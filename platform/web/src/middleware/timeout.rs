// SPDX-License-Identifier: Apache-2.0

//! Timeout of handlers.

use super::request_info::RequestInfo;
use crate::{
	auth::tokens::Caller,
	problem::{Kind, Problem},
};
use axum::{
	extract::Request,
	middleware::Next,
	response::{IntoResponse, Response},
	Extension,
};
use std::time::Duration;
use tokio::time::timeout;
use tracing::Instrument;

/// Longest time that a handler may take.
const MAX_HANDLING: Duration = Duration::from_secs(30);

/// Ends a handler that takes too long, and names the request in the log of what it does.
pub async fn limit(
	Extension(info): Extension<RequestInfo>,
	caller: Caller,
	request: Request,
	next: Next,
) -> Response {
	let span =
		tracing::info_span!("request", method = info.method, route = &*info.route, who = caller.name());
	match timeout(MAX_HANDLING, next.run(request).instrument(span)).await {
		Ok(response) => response,
		Err(_) => Problem::of(Kind::TimedOut).into_response(),
	}
}
