// SPDX-License-Identifier: Apache-2.0

//! Security headers of every response: no content of other origins, no scripts, no guessing of types.

use axum::{
	http::{header, HeaderName, HeaderValue},
	Router,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// Content policy of pages. They have styles of their own and images of this origin, and no script at all.
const PAGES: &str =
	"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; \
	base-uri 'none'; frame-ancestors 'none'";

/// Content policy of the API document's viewer, which is a script that is part of this binary.
const VIEWER: &str =
	"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
	connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every response.
const HEADERS: [(HeaderName, &str); 6] = [
	(header::CONTENT_SECURITY_POLICY, PAGES),
	(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
	(header::REFERRER_POLICY, "no-referrer"),
	(header::X_FRAME_OPTIONS, "DENY"),
	(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
	(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Adds the headers that a response has not set itself: a page may be stricter.
pub fn secure(router: Router) -> Router {
	HEADERS.into_iter().fold(router, |router, (name, value)| router.layer(usual(name, value)))
}

/// Adds the policy of the API document's viewer to its routes.
pub fn secure_viewer<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
	router.layer(usual(header::CONTENT_SECURITY_POLICY, VIEWER))
}

fn usual(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
	SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
