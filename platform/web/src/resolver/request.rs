// SPDX-License-Identifier: Apache-2.0

//! Forms in which a code may stand in the path of a request.

use super::response::Asking;
use crate::{
	digital_link::{self, links::path},
	extract::Code,
	problem::{Kind, Problem},
};
use axum::http::StatusCode;
use suyuan_primitives::digital_link::qualifier;

/// Path before that of a code, at which its page stands.
pub(super) const PAGE: &str = "/page";

/// Third-party extension of a serialised barcode (AI 235), with which no unit is registered here.
const EXTENSION: &str = "235";
/// Longest third-party extension, in characters.
const MAX_EXTENSION: usize = 28;

/// Code of a request.
pub(super) struct Asked {
	/// The code, in its canonical form.
	pub(super) code: String,
	/// Path at which the code is asked for instead, and the status that says so.
	pub(super) redirected: Option<(StatusCode, String)>,
	/// The attributes of a link that came compressed, as a query. None of any other.
	pub(super) decompressed: Option<String>,
}

impl Asked {
	/// Reads the code of a request. A slash behind it means nothing.
	pub(super) fn of(asking: Asking<'_>) -> Result<Self, Problem> {
		let given = asking.uri.path();
		if let Some(link) = digital_link::decompress(given) {
			let code = link.code.0.as_str().to_owned();
			return Ok(Self { code, redirected: None, decompressed: Some(link.query) });
		}
		if let Some(product) = without_extension(given)? {
			let code = Code::read(&product)?;
			let redirected = Some((StatusCode::TEMPORARY_REDIRECT, path(&code)));
			return Ok(Self { code, redirected, decompressed: None });
		}
		let code = Code::read(given)?;
		let canonical = match asking.is_page {
			true => format!("{PAGE}{}", path(&code)),
			false => path(&code),
		};
		let is_canonical = canonical == given.trim_end_matches('/');
		let redirected = (!is_canonical).then_some((StatusCode::MOVED_PERMANENTLY, canonical));
		Ok(Self { code, redirected, decompressed: None })
	}
}

/// Path of the product whose barcode has a third-party extension. None of a path without one.
fn without_extension(given: &str) -> Result<Option<String>, Problem> {
	let Some((product, rest)) = given.trim_end_matches('/').split_once(&format!("/{EXTENSION}/")) else {
		return Ok(None);
	};
	// The digits may belong to a lot or a serial number, which stand behind the barcode.
	let mut segments = product.rsplit('/');
	if !matches!((segments.next(), segments.next()), (Some(_), Some("01" | "gtin"))) {
		return Ok(None);
	}
	let value = qualifier(rest.as_bytes());
	let is_sound = !rest.contains('/')
		&& (1..=MAX_EXTENSION).contains(&value.len())
		&& value.bytes().all(|byte| byte.is_ascii_graphic());
	is_sound
		.then(|| Some(product.to_owned()))
		.ok_or_else(|| Problem::because(Kind::MalformedTraceCode, given))
}
