// SPDX-License-Identifier: Apache-2.0

//! Requests of the resolver, and the parts of its responses.

use super::{linkset, media::Media};
use crate::{
	client::Client,
	json,
	problem::{Kind, Problem},
};
use axum::{
	http::{header, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri},
	response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// Query parameters of the resolver. Others are kept on redirection, for they may mean something elsewhere.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Query {
	/// Link type, or `all`.
	#[serde(rename = "linkType")]
	pub(super) link_type: Option<String>,
	/// Language of the page.
	pub(super) lang: Option<String>,
}

/// Request of a client.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
	pub(super) client: Client,
	pub(super) method: &'a Method,
	pub(super) uri: &'a Uri,
	pub(super) headers: &'a HeaderMap,
	pub(super) query: &'a Query,
	pub(super) media: Option<Media>,
}

/// Sends the client to the target of a link type.
pub(super) fn sent_to(target: Option<String>, link_type: &str) -> Result<Response, Problem> {
	let target = target.ok_or_else(|| Problem::because(Kind::UnknownLinkType, link_type))?;
	Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response())
}

/// Adds the links of a code to its answer.
pub(super) fn linked(mut response: Response, base: &str, canonical: &str) -> Response {
	let answer = response.headers_mut();
	// The next look-up has another count of look-ups.
	answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
	link(
		answer,
		format!("<{canonical}?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\""),
	);
	link(answer, format!("<{base}{canonical}>; rel=\"canonical\""));
	if answer.get(header::CONTENT_TYPE).is_some_and(|kind| kind == Media::Linkset.name()) {
		let context = "rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
		link(answer, format!("<{}>; {context}", linkset::CONTEXT));
	}
	response
}

pub(super) fn of_type(media: Media, body: Vec<u8>) -> Response {
	let kind = match media {
		Media::Html => "text/html; charset=utf-8",
		media => media.name(),
	};
	([(header::CONTENT_TYPE, kind)], body).into_response()
}

pub(super) fn json(answer: &impl Serialize) -> Result<Vec<u8>, Problem> {
	json::to_vec(answer).map_err(|error| {
		tracing::error!(%error, "an answer is no JSON");
		Problem::of(Kind::Internal)
	})
}

/// Redirects to another path, with a query.
pub(super) fn redirect(status: StatusCode, mut to: String, query: Option<&str>) -> Result<Response, Problem> {
	if let Some(query) = query {
		to.extend(["?", query]);
	}
	let to = HeaderValue::try_from(to).map_err(|_| Problem::of(Kind::MalformedTraceCode))?;
	Ok((status, [(header::LOCATION, to)]).into_response())
}

fn link(headers: &mut HeaderMap, link: String) {
	// A code has printable characters alone, so that it always can stand in a header.
	if let Ok(link) = HeaderValue::try_from(link) {
		headers.append(HeaderName::from_static("link"), link);
	}
}
