// SPDX-License-Identifier: Apache-2.0

//! HTML responses of the resolver: the page of a unit, and the page of a problem.

use crate::{i18n::Lang, master_data::Facts, page, problem::Problem, App};
use axum::{
	http::{header, HeaderMap, HeaderValue},
	response::{IntoResponse, Response},
};
use suyuan_store::{
	model::Trace,
	now,
	read::{holds, products::Product},
};

/// Renders the page of a unit.
pub fn page(trace: &Trace, asked: Option<&str>, headers: &HeaderMap, app: &App) -> String {
	page::html(trace, language(asked, headers), app.config.base(), now())
}

/// Renders the page of a product's barcode.
pub fn product(
	product: &Product,
	facts: &Facts,
	code: &str,
	asked: Option<&str>,
	headers: &HeaderMap,
	app: &App,
) -> String {
	page::barcode(product, facts, code, language(asked, headers), app)
}

/// Responds with the page of a problem, which names the remedy.
pub fn problem(problem: &Problem, asked: Option<&str>, headers: &HeaderMap) -> Response {
	// The detail is either the code, which needs no language, or a sentence, which the page has itself.
	let said = problem.detail.as_deref().filter(|detail| !detail.contains(' '));
	let body = page::problem(problem.kind(), said, language(asked, headers), "");
	let mut response = problem.clone().into_response();
	*response.body_mut() = body.into();
	response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
	response.headers_mut().remove(header::CONTENT_LENGTH);
	response
}

/// Responds for a code that no unit has: with what is held that it may belong to, if anything is.
pub async fn unregistered(
	problem: &Problem,
	code: &str,
	asked: Option<&str>,
	headers: &HeaderMap,
	app: &App,
) -> Response {
	let mut response = self::problem(problem, asked, headers);
	let Ok(parsed) = code.parse() else { return response };
	match holds::of_unregistered(&app.database, &parsed).await {
		Ok(found) if !found.held.is_empty() => {
			let lang = language(asked, headers);
			*response.body_mut() = page::unregistered(code, &found, lang, app.config.base()).into();
			response
		}
		Ok(_) => response,
		Err(error) => self::problem(&Problem::from(error), asked, headers),
	}
}

/// Language of the link's `lang` parameter, or else the browser's preference.
fn language(asked: Option<&str>, headers: &HeaderMap) -> Lang {
	let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
	Lang::of(asked, preferred)
}
