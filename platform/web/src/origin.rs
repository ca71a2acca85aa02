// SPDX-License-Identifier: Apache-2.0

//! Origin check of forms. Another site could use its readers to send one.

use crate::{
	problem::{Kind, Problem},
	Config,
};
use axum::http::{header, HeaderMap};

/// Refuses a form that a page of another site has a browser send. A client that is no browser says nothing of its origin,
/// and sends for itself alone.
pub fn from_here(headers: &HeaderMap, config: &Config) -> Result<(), Problem> {
	let said = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
	let from_here = match (said("sec-fetch-site"), said(header::ORIGIN.as_str())) {
		(Some(site), _) => matches!(site, "same-origin" | "none"),
		(None, Some(origin)) => config.origin().is_some_and(|own| own.eq_ignore_ascii_case(origin)),
		(None, None) => true,
	};
	let detail = || format!("forms are sent from the pages of {}", config.base());
	from_here.then_some(()).ok_or_else(|| Problem::because(Kind::CrossSite, detail()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::http::HeaderValue;

	fn may(headers: &[(&'static str, &'static str)]) -> bool {
		let config = Config { public_url: "https://trace.example".into(), ..Config::default() };
		let headers = headers
			.iter()
			.map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)));
		from_here(&headers.collect(), &config).is_ok()
	}

	#[test]
	fn a_browser_says_where_a_form_comes_from() {
		assert!(may(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
		assert!(may(&[("sec-fetch-site", "none")]));
		for site in ["cross-site", "same-site", "", "same-origin "] {
			assert!(!may(&[("sec-fetch-site", site), ("origin", "https://trace.example")]), "{site}");
		}
	}

	#[test]
	fn an_older_browser_says_the_origin_and_what_is_none_says_nothing() {
		assert!(may(&[("origin", "https://trace.example")]));
		let others = [
			"https://evil.example",
			"null",
			"http://trace.example",
			"https://trace.example:8443",
			"https://trace.example.evil",
		];
		for origin in others {
			assert!(!may(&[("origin", origin)]), "{origin}");
		}
		assert!(may(&[]));
	}
}
