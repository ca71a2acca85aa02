// SPDX-License-Identifier: Apache-2.0

//! Problem documents in place of bare error statuses and panics.

use crate::{problem::Kind, problem::Problem, text::cut};
use axum::{
	extract::Request,
	http::StatusCode,
	middleware::Next,
	response::{IntoResponse, Response},
};

/// Longest panic message that is logged, in bytes.
const MAX_SAID: usize = 512;

/// Replaces a bare error status, such as axum's, by a problem document.
pub async fn explain(request: Request, next: Next) -> Response {
	let response = next.run(request).await;
	let status = response.status();
	let failed = status.is_client_error() || status.is_server_error();
	if !failed || response.extensions().get::<Problem>().is_some() || has_document(&response) {
		return response;
	}
	let (parts, body) = response.into_parts();
	// axum's body is a sentence. It is worth keeping, unless it describes an internal failure.
	let detail = match status {
		status if status.is_server_error() => None,
		StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => None,
		_ => {
			axum::body::to_bytes(body, 4_096).await.ok().and_then(|body| String::from_utf8(body.into()).ok())
		}
	};
	let mut explained =
		Problem::of_status(status, detail.filter(|detail| !detail.is_empty())).into_response();
	for (name, value) in &parts.headers {
		if !explained.headers().contains_key(name) && name != axum::http::header::CONTENT_LENGTH {
			explained.headers_mut().append(name, value.clone());
		}
	}
	explained
}

/// Returns true if the response has a document of its own beside its status.
fn has_document(response: &Response) -> bool {
	let kind = response.headers().get(axum::http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
	kind.is_some_and(|kind| !kind.starts_with("text/plain"))
}

/// Responds for a handler that panicked. The panic's message goes to the log alone.
pub fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
	let said = panic.downcast_ref::<String>().map(String::as_str);
	let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing");
	tracing::error!(said = cut(said, MAX_SAID), "an answer broke off");
	Problem::of(Kind::Internal).into_response()
}
