// SPDX-License-Identifier: Apache-2.0

//! Security headers of every response: no content of other origins, no scripts, no guessing of types.

use axum::{
	extract::Request,
	http::{header, HeaderMap, HeaderName, HeaderValue},
	middleware::Next,
	response::Response,
};

/// Content policy of pages. They have styles of their own and images of this origin, and no script at all.
const PAGES: &str =
	"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; \
	base-uri 'none'; frame-ancestors 'none'";

/// Content policy of the API document's viewer, which is a script that is part of this binary.
const VIEWER: &str =
	"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
	connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers that a response has not set itself: a page may be stricter.
pub async fn secure(request: Request, next: Next) -> Response {
	let viewer = request.uri().path().starts_with("/api/docs");
	let mut response = next.run(request).await;
	let headers = response.headers_mut();
	usually(headers, header::CONTENT_SECURITY_POLICY, if viewer { VIEWER } else { PAGES });
	usually(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
	usually(headers, header::REFERRER_POLICY, "no-referrer");
	usually(headers, header::X_FRAME_OPTIONS, "DENY");
	usually(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
	usually(
		headers,
		HeaderName::from_static("permissions-policy"),
		"camera=(), geolocation=(), microphone=()",
	);
	response
}

fn usually(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
	headers.entry(name).or_insert(HeaderValue::from_static(value));
}
