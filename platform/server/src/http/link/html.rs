//! What a person sees: the page, and the page that says what is wrong.

use super::{super::care::Care, Problem};
use crate::store::model::Trace;
use axum::{
	http::{header, HeaderMap, HeaderValue},
	response::{IntoResponse, Response},
};

/// The page of a unit.
pub fn page(trace: &Trace, _asked: Option<&str>, _headers: &HeaderMap, _care: &Care) -> String {
	let data = serde_json::to_string_pretty(trace).unwrap_or_default();
	document(&trace.unit.code, &format!("<pre>{}</pre>", escaped(&data)))
}

/// The page that says what is wrong, and what to do.
pub fn problem(problem: &Problem, _asked: Option<&str>, _headers: &HeaderMap) -> Response {
	let detail = problem.detail.as_deref().unwrap_or_default();
	let body = document(problem.title, &format!("<p>{}</p>", escaped(detail)));
	let mut response = problem.clone().into_response();
	*response.body_mut() = body.into();
	response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
	response.headers_mut().remove(header::CONTENT_LENGTH);
	response
}

fn document(title: &str, body: &str) -> String {
	let title = escaped(title);
	format!(
		"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
		<meta name=\"viewport\" content=\"width=device-width\"><h1>{title}</h1>{body}</html>"
	)
}

fn escaped(text: &str) -> String {
	text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
