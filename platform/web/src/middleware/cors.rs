// SPDX-License-Identifier: Apache-2.0

//! Reading by scripts of other sites (CORS), and `OPTIONS` of every route.
//!
//! Pages of any site may read what is public, such as a scanner in a browser. No credentials go with such a request: the
//! header `Authorization` is not among those allowed, and there are no cookies.

use crate::digital_link::{links::path, read};
use axum::{
	extract::Request,
	http::{header, HeaderName, HeaderValue, Method, StatusCode},
	middleware::{from_fn, Next},
	response::{IntoResponse, Response},
	Router,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// Headers of every response that let scripts of other sites read it.
const HEADERS: [(HeaderName, &str); 2] = [
	(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
	(header::ACCESS_CONTROL_EXPOSE_HEADERS, "Link, Location, ETag, Retry-After, Content-Disposition"),
];

/// Headers of the response to `OPTIONS`.
const PREFLIGHT: [(HeaderName, &str); 3] = [
	(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
	(header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Accept-Language, If-None-Match"),
	(header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// Adds the headers that let scripts of other sites read the responses.
pub fn open(router: Router) -> Router {
	let set = |router: Router, (name, value)| {
		router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
	};
	HEADERS.into_iter().fold(router, set)
}

/// Adds `OPTIONS` to every route. The router as a whole is asked, for it lists the methods behind its routes' layers.
pub fn with_options(router: Router) -> Router {
	Router::new().fallback_service(router).layer(from_fn(answer_options))
}

/// Answers `OPTIONS` with the methods of the route, which are those that its refusal lists.
async fn answer_options(request: Request, next: Next) -> Response {
	if request.method() != Method::OPTIONS {
		return next.run(request).await;
	}
	let code = read(request.uri().path()).ok();
	let refusal = next.run(request).await;
	let allowed = refusal.headers().get(header::ALLOW).and_then(|allowed| allowed.to_str().ok());
	let Some(allowed) = allowed.map(|allowed| allowed.replace(',', ", ").replace("  ", " ")) else {
		return refusal;
	};
	let mut response = StatusCode::NO_CONTENT.into_response();
	let headers = response.headers_mut();
	if let Ok(allowed) = HeaderValue::try_from(format!("{allowed}, OPTIONS")) {
		headers.insert(header::ALLOW, allowed);
	}
	for (name, value) in HEADERS.into_iter().chain(PREFLIGHT) {
		headers.insert(name, HeaderValue::from_static(value));
	}
	let linkset = code.map(|code| format!("<{}?linkType=linkset>; rel=\"linkset\"", path(code.0.as_str())));
	if let Some(linkset) = linkset.and_then(|link| HeaderValue::try_from(link).ok()) {
		headers.insert(header::LINK, linkset);
	}
	response
}
