// SPDX-License-Identifier: Apache-2.0

//! HTTP responses of pages.

use super::{assets::CONTENT_SECURITY_POLICY, error_page::problem};
use crate::{i18n::Lang, problem::Kind, App};
use axum::{
	http::{header, HeaderMap, StatusCode},
	response::{IntoResponse, Response},
};
use suyuan_store::Failure;

pub(super) fn language(asked: Option<&str>, headers: &HeaderMap) -> Lang {
	let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
	Lang::of(asked, preferred)
}

pub(super) fn page(status: StatusCode, html: String) -> Response {
	let headers = [
		(header::CONTENT_TYPE, "text/html; charset=utf-8"),
		(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
		(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
		(header::REFERRER_POLICY, "no-referrer"),
		(header::CACHE_CONTROL, "no-cache"),
		(header::VARY, "accept-language"),
	];
	(status, headers, html).into_response()
}

pub(super) fn nothing(said: &str, lang: Lang, app: &App) -> Response {
	page(StatusCode::NOT_FOUND, problem(Kind::UnknownKey, Some(said), lang, app.config.base()))
}

pub(super) fn failed(error: &sqlx::Error, lang: Lang, app: &App) -> Response {
	let base = app.config.base();
	match Failure::of(error) {
		// What passes is in the log once, however many ask meanwhile.
		Failure::Unavailable | Failure::Full | Failure::Refused => {
			tracing::debug!(%error, "a page could not be read from the database");
			let html = problem(Kind::Unavailable, None, lang, base);
			([(header::RETRY_AFTER, "5")], page(StatusCode::SERVICE_UNAVAILABLE, html)).into_response()
		}
		Failure::Damaged | Failure::Other => {
			tracing::error!(%error, "a page could not be read from the database");
			page(StatusCode::INTERNAL_SERVER_ERROR, problem(Kind::Internal, None, lang, base))
		}
	}
}
