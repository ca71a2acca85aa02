// SPDX-License-Identifier: Apache-2.0

//! ETag middleware. An answer is identified by the hash of its body, and not sent to a client that has it. The tag is a
//! weak one, for the body may be compressed on its way.

use axum::{
	body::{to_bytes, Body, HttpBody},
	extract::Request,
	http::{header, HeaderMap, HeaderValue, Method, StatusCode},
	middleware::Next,
	response::{IntoResponse, Response},
};

/// Largest body that is hashed, in bytes. Larger ones go out untagged.
const MAX_TAGGED: usize = 16 * 1_024 * 1_024;

/// Responds with 304 to a client that has the body. Caches must revalidate every time, for the chain goes on.
pub async fn etag(request: Request, next: Next) -> Response {
	// The response to HEAD has no body to hash.
	let wanted = *request.method() == Method::GET;
	let known = request.headers().get(header::IF_NONE_MATCH).cloned();
	let response = next.run(request).await;
	let tagged = response.headers().contains_key(header::ETAG) || no_store(response.headers());
	let fits = response.body().size_hint().exact().is_some_and(|size| size <= MAX_TAGGED as u64);
	if !wanted || response.status() != StatusCode::OK || tagged || !fits {
		return response;
	}
	let (mut parts, body) = response.into_parts();
	let Ok(body) = to_bytes(body, MAX_TAGGED).await else {
		return crate::problem::Problem::of(crate::problem::Kind::Internal).into_response();
	};
	let hash = sp_crypto_hashing::blake2_128(&body);
	let tag = format!("W/\"{}\"", hex::encode(hash));
	let has_it = known.is_some_and(|known| names(&known, &tag));
	if let Ok(tag) = HeaderValue::try_from(tag) {
		parts.headers.insert(header::ETAG, tag);
	}
	parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
	if has_it {
		parts.status = StatusCode::NOT_MODIFIED;
		parts.headers.remove(header::CONTENT_LENGTH);
		parts.headers.remove(header::CONTENT_TYPE);
		return Response::from_parts(parts, Body::empty());
	}
	Response::from_parts(parts, Body::from(body))
}

fn no_store(headers: &HeaderMap) -> bool {
	headers.get(header::CACHE_CONTROL).is_some_and(|value| value.as_bytes() == b"no-store")
}

fn names(known: &HeaderValue, tag: &str) -> bool {
	let Ok(known) = known.to_str() else { return false };
	known
		.split(',')
		.map(str::trim)
		.any(|one| one == "*" || one.trim_start_matches("W/") == tag.trim_start_matches("W/"))
}
