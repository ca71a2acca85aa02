//! What a person sees: the page, and the page that says what is wrong.

use crate::{i18n::Lang, page, problem::Problem, App};
use axum::{
	http::{header, HeaderMap, HeaderValue},
	response::{IntoResponse, Response},
};
use suyuan_store::{model::Trace, now};

/// The page of a unit.
pub fn page(trace: &Trace, asked: Option<&str>, headers: &HeaderMap, app: &App) -> String {
	page::html(trace, language(asked, headers), app.config.base(), now())
}

/// The page that says what is wrong, and what to do.
pub fn problem(problem: &Problem, asked: Option<&str>, headers: &HeaderMap) -> Response {
	// What is said of this very problem is the code, which needs no language, or a sentence, which the page has itself.
	let said = problem.detail.as_deref().filter(|detail| !detail.contains(' '));
	let body = page::problem(problem.kind().name(), said, language(asked, headers), "");
	let mut response = problem.clone().into_response();
	*response.body_mut() = body.into();
	response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
	response.headers_mut().remove(header::CONTENT_LENGTH);
	response
}

/// The language that the link asks for, or that the browser prefers.
fn language(asked: Option<&str>, headers: &HeaderMap) -> Lang {
	let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
	Lang::of(asked, preferred)
}
