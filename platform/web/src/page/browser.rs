// SPDX-License-Identifier: Apache-2.0

//! Pages in place of problem documents, for whoever reads with a browser.
//!
//! A browser names `text/html` in its `Accept`, whatever it opens: a page, an address of the interface, or one that is not
//! there. Programs don't, and get the document.

use super::{error_page::problem, response};
use crate::{
	extract::Params,
	i18n::Lang,
	problem::{explain as explain_kind, Kind, Problem, MEDIA_TYPE},
	resolver::media::prefers_html,
	App,
};
use axum::{
	extract::{Path, Request, State},
	http::{header, HeaderMap, HeaderValue, StatusCode, Uri},
	middleware::Next,
	response::{IntoResponse, Response},
};
use serde::Deserialize;

/// Query parameter that selects the language. Others are of no concern here.
#[derive(Deserialize)]
struct Asked {
	lang: Option<String>,
}

/// Describes a kind of problem, at its address.
pub async fn describe(
	State(app): State<App>,
	Path(name): Path<String>,
	uri: Uri,
	headers: HeaderMap,
) -> Response {
	match Kind::ALL.iter().find(|kind| kind.name() == name) {
		Some(kind) if prefers_html(&headers) => {
			response::page(StatusCode::OK, problem(*kind, None, language(&uri, &headers), app.config.base()))
		}
		_ => explain_kind(Path(name)).await.into_response(),
	}
}

/// Language of the link's `lang` parameter, or else the browser's preference.
fn language(uri: &Uri, headers: &HeaderMap) -> Lang {
	let asked = Params::<Asked>::of(uri).ok().and_then(|asked| asked.0.lang);
	response::language(asked.as_deref(), headers)
}

/// Responds with a page where a route, or a layer before it, responded with a problem document.
pub async fn explain(State(app): State<App>, request: Request, next: Next) -> Response {
	let headers = request.headers();
	if !prefers_html(headers) {
		return next.run(request).await;
	}
	let lang = language(request.uri(), headers);
	let answer = next.run(request).await;
	let is_document = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
	let Some(said) = answer.extensions().get::<Problem>().filter(|_| is_document) else { return answer };
	// The detail is either a key, which needs no language, or a sentence, which the page has itself.
	let detail = said.detail.as_deref().filter(|detail| !detail.contains(' '));
	let html = problem(said.kind(), detail, lang, app.config.base());
	let mut page = response::page(answer.status(), html);
	page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
	page.headers_mut().insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
	// Whatever else the answer says, such as when to ask again or which methods there are, holds for the page too.
	for (name, value) in answer.headers() {
		if name != header::CONTENT_LENGTH && !page.headers().contains_key(name) {
			page.headers_mut().append(name, value.clone());
		}
	}
	page.extensions_mut().insert(said.clone());
	page
}
