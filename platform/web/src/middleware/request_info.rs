// SPDX-License-Identifier: Apache-2.0

//! Facts of a request that several layers need.

use crate::client::Client;
use axum::{
	extract::{MatchedPath, Request, State},
	http::{Extensions, Method},
	middleware::Next,
	response::Response,
};
use std::sync::Arc;
use tokio::time::Instant;

/// Label of any value that is not known.
pub const OTHER: &str = "other";

/// Label of a method, if HTTP knows the method: a client may make up any.
fn method(method: &Method) -> &'static str {
	const KNOWN: [Method; 9] = [
		Method::GET,
		Method::HEAD,
		Method::POST,
		Method::PUT,
		Method::PATCH,
		Method::DELETE,
		Method::OPTIONS,
		Method::CONNECT,
		Method::TRACE,
	];
	const NAMES: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];
	KNOWN.iter().position(|known| known == method).map_or(OTHER, |place| NAMES[place])
}

/// Pattern of the route that a request takes: never its path, which a client may make up.
fn route(extensions: &Extensions) -> String {
	extensions.get::<MatchedPath>().map_or(OTHER, MatchedPath::as_str).to_owned()
}

/// Facts of a request, an extension of it.
#[derive(Clone)]
pub struct RequestInfo {
	/// Time at which its head had arrived.
	pub begun: Instant,
	/// Name of its method.
	pub method: &'static str,
	/// Pattern of its route.
	pub route: Arc<str>,
	/// Address that it came from.
	pub client: Client,
}

/// Adds the facts to a request.
pub async fn add(State(behind_proxy): State<bool>, mut request: Request, next: Next) -> Response {
	let info = RequestInfo {
		begun: Instant::now(),
		method: method(request.method()),
		route: route(request.extensions()).into(),
		client: Client::of(request.extensions(), request.headers(), behind_proxy),
	};
	request.extensions_mut().insert(info);
	next.run(request).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_method_is_one_that_http_knows_or_another() {
		for name in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"] {
			assert_eq!(method(&name.parse().unwrap()), name);
		}
		for name in ["get", "PROPFIND", "BREW", "other2"] {
			assert_eq!(method(&name.parse().unwrap()), OTHER);
		}
	}

	#[test]
	fn a_path_without_a_route_is_another() {
		assert_eq!(route(&Extensions::new()), OTHER);
	}
}
