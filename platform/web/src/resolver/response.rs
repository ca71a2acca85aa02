// SPDX-License-Identifier: Apache-2.0

//! Requests of the resolver, and the parts of its responses.

use super::{
	linkset::{self, choose, Choice, Level},
	media::{self, Media},
};
use crate::{
	client::Client,
	digital_link::links::path,
	json,
	middleware::parameters,
	problem::{Kind, Problem},
};
use axum::{
	http::{header, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri},
	response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use url::form_urlencoded;
use utoipa::IntoParams;

/// Query parameter that names a link type.
const LINK_TYPE: &str = "linkType";

/// Query parameters of the resolver. Others are kept on redirection, for they may mean something elsewhere.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Query {
	/// Link type, or `linkset`.
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
	/// True of the address of the page itself, which leads nowhere else.
	pub(super) is_page: bool,
}

impl Asking<'_> {
	/// Returns true if the request prefers no link to the one by default.
	pub(super) fn is_for_default(&self) -> bool {
		!self.is_page && self.query.link_type.is_none() && media::is_indifferent(self.headers)
	}

	/// Returns true if the request names one link type.
	pub(super) fn is_for_link(&self) -> bool {
		self.query.link_type.as_deref().is_some_and(|link_type| !is_linkset(link_type))
	}

	/// Media type to answer in, the links aside.
	pub(super) fn media(&self) -> Result<Media, Problem> {
		let media = match self.query.link_type.as_deref() {
			Some(link_type) if is_linkset(link_type) => Some(Media::Linkset),
			_ => self.media,
		};
		media.ok_or_else(|| Problem::of(Kind::NotAcceptable))
	}

	/// Refuses a program's parameters that are not known here. A GS1 Digital Link may carry application identifiers, which
	/// are numbers, as parameters; and a link that people hand on to each other has whatever messengers hang on it, which is
	/// no reason to keep the page from them. Nor is it one to keep a program from where a link leads, which may know what is
	/// not known here.
	pub(super) fn check_parameters(&self) -> Result<(), Problem> {
		if self.is_for_link() {
			return Ok(());
		}
		let is_identifier =
			|name: &str| (2..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit());
		match (self.media, self.uri.query()) {
			(Some(Media::Html), _) | (_, None) => Ok(()),
			(_, query) => parameters::only_or(&parameters::names::<Query>(), query, is_identifier),
		}
	}
}

fn is_linkset(link_type: &str) -> bool {
	matches!(link_type, "all" | "linkset")
}

/// Answers by a link of the levels, if the request asks for one: by its type, or for the one by default.
pub(super) fn by_link(levels: &[Level], asking: Asking<'_>, base: &str) -> Result<Option<Response>, Problem> {
	if asking.is_for_default() {
		let link = levels.first().and_then(Level::default_link);
		return link.map(|link| sent_to(&link.href, asking.uri.query())).transpose();
	}
	let Some(link_type) = asking.query.link_type.as_deref().filter(|_| asking.is_for_link()) else {
		return Ok(None);
	};
	match choose(levels, link_type, asking.headers, base) {
		Choice::None => Err(Problem::because(Kind::UnknownLinkType, link_type)),
		Choice::One(link) => sent_to(&link.href, asking.uri.query()).map(Some),
		Choice::Several(list) => {
			let mut response = of_type(Media::Linkset, json(&list)?);
			*response.status_mut() = StatusCode::MULTIPLE_CHOICES;
			Ok(Some(response))
		}
	}
}

/// Sends the client to the target of a link, with the query of the request except for the link type.
pub(super) fn sent_to(target: &str, query: Option<&str>) -> Result<Response, Problem> {
	let name = |pair: &str| form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| name.into_owned());
	let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
	let pairs: Vec<_> = pairs.filter(|pair| name(pair).as_deref() != Some(LINK_TYPE)).collect();
	let query = pairs.join("&");
	let divider = match (query.is_empty(), target.contains('?')) {
		(true, _) => "",
		(false, true) => "&",
		(false, false) => "?",
	};
	redirect(StatusCode::TEMPORARY_REDIRECT, format!("{target}{divider}{query}"), None)
}

/// Adds the links of a code to its answer, in one header: clients that read one of several lose none.
pub(super) fn linked(mut response: Response, base: &str, code: &str, same_as: Option<&str>) -> Response {
	let path = path(code);
	let mut links = vec![
		format!("<{path}?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\""),
		format!("<{base}{path}>; rel=\"canonical\""),
	];
	links.extend(same_as.map(|uri| format!("<{uri}>; rel=\"owl:sameAs\"")));
	let answer = response.headers_mut();
	if answer.get(header::CONTENT_TYPE).is_some_and(|kind| kind == Media::Linkset.name()) {
		let context = "rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
		links.push(format!("<{}>; {context}", linkset::CONTEXT));
	}
	// The next look-up has another count of look-ups.
	answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
	link(answer, links.join(", "));
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

/// Sends the client to the resolver that knows codes of others (GS1 Resolver 1.2, `gs1:handledBy`).
pub(super) fn handled_elsewhere(code: &str, query: Option<&str>) -> Result<Response, Problem> {
	let target = format!("{GS1_RESOLVER}{}", path(code));
	let mut response = redirect(StatusCode::TEMPORARY_REDIRECT, target.clone(), query)?;
	link(response.headers_mut(), format!("<{target}>; rel=\"{HANDLED_BY}\""));
	Ok(response)
}

/// The resolver that knows the codes of every company.
const GS1_RESOLVER: &str = "https://id.gs1.org";

/// Link type of a redirection by nothing but the prefix of a code.
const HANDLED_BY: &str = "https://ref.gs1.org/voc/handledBy";

fn link(headers: &mut HeaderMap, link: String) {
	// A code has printable characters alone, so that it always can stand in a header.
	if let Ok(link) = HeaderValue::try_from(link) {
		headers.append(HeaderName::from_static("link"), link);
	}
}
