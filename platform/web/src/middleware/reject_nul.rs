// SPDX-License-Identifier: Apache-2.0

//! Refusal of keys with the character NUL.

use crate::problem::{Kind, Problem};
use axum::{
	extract::Request,
	middleware::Next,
	response::{IntoResponse, Response},
};

/// Refuses a request whose URI has an encoded NUL: databases disagree on whether it is text, and no key has one.
pub async fn reject(request: Request, next: Next) -> Response {
	if request.uri().path_and_query().is_some_and(|all| all.as_str().contains("%00")) {
		return Problem::because(Kind::MalformedRequest, "no key has the character NUL").into_response();
	}
	next.run(request).await
}
