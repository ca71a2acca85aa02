// SPDX-License-Identifier: Apache-2.0

//! Collection of a request's body before it is handled. Bounded in time, and in size by what any route takes.

use super::metrics;
use crate::problem::{Kind, Problem};
use axum::{
	body::{Body, Bytes, HttpBody},
	extract::Request,
	middleware::Next,
	response::Response,
};
use futures::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

/// Largest body of a request, in bytes. A client sends larger input in parts.
pub const MAX_BODY: usize = 256 * 1_024;

/// Longest time that a body may take to arrive, from its first byte to its last.
const ARRIVAL: Duration = Duration::from_secs(10);

/// Stands for a body larger than any route takes: so each route refuses it in its own form.
static TOO_LARGE: [u8; MAX_BODY + 1] = [0; MAX_BODY + 1];

/// Collects the body before a request is handled.
pub async fn collect(request: Request, next: Next) -> Response {
	match arrived(request, ARRIVAL).await {
		Ok(request) => next.run(request).await,
		Err(problem) => metrics::refuse(problem),
	}
}

/// Collects the whole body of a request.
async fn arrived(request: Request, within: Duration) -> Result<Request, Problem> {
	if request.body().is_end_stream() {
		return Ok(request);
	}
	let (parts, body) = request.into_parts();
	let bytes = timeout(within, collected(body)).await.map_err(|_| Problem::of(Kind::TooSlow))??;
	Ok(Request::from_parts(parts, Body::from(bytes)))
}

async fn collected(body: Body) -> Result<Bytes, Problem> {
	if body.size_hint().lower() > MAX_BODY as u64 {
		return Ok(Bytes::from_static(&TOO_LARGE));
	}
	let mut whole = Vec::new();
	let mut parts = body.into_data_stream();
	while let Some(part) = parts.next().await {
		let part = part.map_err(|_| Problem::because(Kind::MalformedRequest, "the body breaks off"))?;
		if whole.len() + part.len() > MAX_BODY {
			return Ok(Bytes::from_static(&TOO_LARGE));
		}
		whole.extend_from_slice(&part);
	}
	Ok(whole.into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::stream;

	fn sent(parts: impl futures::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static) -> Request {
		Request::new(Body::from_stream(parts))
	}

	#[tokio::test]
	async fn a_body_is_taken_in_whole() {
		let parts = ["溯", "源"].map(|part| Ok(Bytes::from(part)));
		let request = arrived(sent(stream::iter(parts)), ARRIVAL).await.unwrap();
		assert_eq!(collected(request.into_body()).await.unwrap(), "溯源");
		assert!(arrived(Request::new(Body::empty()), ARRIVAL).await.is_ok());
	}

	#[tokio::test]
	async fn a_body_without_an_end_is_taken_in_no_further_than_any_route_takes() {
		let endless = stream::repeat_with(|| Ok(Bytes::from_static(&[b'x'; 1_000])));
		let body = arrived(sent(endless), ARRIVAL).await.unwrap().into_body();
		assert_eq!(body.size_hint().exact(), Some(MAX_BODY as u64 + 1));
	}

	#[tokio::test]
	async fn a_body_that_does_not_come_is_not_waited_for() {
		let never = stream::once(async { Ok(Bytes::from_static(b"{")) }).chain(stream::pending());
		let problem = arrived(sent(never), Duration::from_millis(20)).await.unwrap_err();
		assert_eq!(problem.kind(), Kind::TooSlow);
	}

	#[tokio::test]
	async fn a_body_that_breaks_off_is_called_so() {
		let broken = stream::iter([Ok(Bytes::from("{")), Err(std::io::ErrorKind::ConnectionReset.into())]);
		let problem = arrived(sent(broken), ARRIVAL).await.unwrap_err();
		assert_eq!(problem.detail.as_deref(), Some("the body breaks off"));
	}
}
