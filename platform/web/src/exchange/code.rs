// SPDX-License-Identifier: Apache-2.0

//! Parsing of a request's trace code, in any of its forms.

use super::answer::Refusal;
use crate::digital_link::canonical::{canonical, Wrong};
use suyuan_primitives::codes::TraceCode;

/// Longest text that could be a code, in bytes.
const MAX_CODE: usize = 512;
/// Keys of GS1 that a code begins with.
const KEYS: [&str; 3] = ["01", "00", "414"];

/// Reads a trace code in any form. Those of the resolver are the canonical code, the link with that path, an element string
/// `(01)…(21)…`. Beside them it reads a link that has a path of its own before the code, an SSCC of 18 digits, or a barcode
/// and a serial number with a `+` or a space between them.
pub fn read(text: &str) -> Result<TraceCode, Refusal> {
	let text = text.trim();
	if text.is_empty() {
		return Err(Refusal::Missing("traceability_code"));
	}
	if text.len() > MAX_CODE {
		return Err(Refusal::BadCode("过长".into()));
	}
	let code = canonical(&resolvable(text)).and_then(|code| Ok(code.parse()?));
	code.map_err(|wrong| Refusal::BadCode(explain(wrong).into()))
}

/// Rewrites a text into a form that the resolver reads.
fn resolvable(text: &str) -> String {
	if text.len() == 18 && text.bytes().all(|byte| byte.is_ascii_digit()) {
		return format!("00/{text}");
	}
	if let Some((barcode, serial)) = text.split_once(['+', ' ']) {
		if barcode.bytes().all(|byte| byte.is_ascii_digit()) {
			return format!("(01){barcode}(21){}", serial.trim());
		}
	}
	let Some((_, path)) = text.split_once("://").and_then(|(_, rest)| rest.split_once('/')) else {
		return text.into();
	};
	let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
	let segments: Vec<_> = path.split('/').collect();
	let key = segments.iter().position(|segment| KEYS.contains(segment)).unwrap_or_default();
	segments[key..].join("/")
}

fn explain(wrong: Wrong) -> &'static str {
	match wrong {
		Wrong::CheckDigit => "校验位不符",
		Wrong::Form => {
			"应为 GS1 Digital Link 路径（如 01/06901234567892/21/SN-0001）、完整链接、SSCC，或商品条码加序列号"
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_form_of_a_code_is_read() {
		let earphones = "01/06901234567892/21/SN-0001";
		for text in [
			earphones,
			" /01/06901234567892/21/SN-0001 ",
			"https://trace.example.cn/01/06901234567892/21/SN-0001?linkType=all#top",
			"https://trace.example.cn/some/path/01/6901234567892/21/SN-0001",
			"01/6901234567892/21/SN-0001/",
			"(01)06901234567892(21)SN-0001",
			"(21)SN-0001(01)06901234567892",
			"6901234567892+SN-0001",
			"06901234567892 SN-0001",
		] {
			assert_eq!(read(text).expect(text).0.as_str(), earphones, "{text}");
		}
		assert_eq!(read("106141412345678908").unwrap().0.as_str(), "00/106141412345678908");
		assert_eq!(read("(00)106141412345678908").unwrap().0.as_str(), "00/106141412345678908");
		assert_eq!(read("01/06901234567892/10/a%2fb").unwrap().0.as_str(), "01/06901234567892/10/a%2Fb");
		assert_eq!(
			read("(01)06901234567892(10)a/b(21)7").unwrap().0.as_str(),
			"01/06901234567892/10/a%2Fb/21/7"
		);
		assert_eq!(read("other:X-1").unwrap().0.as_str(), "other:X-1");
	}

	#[test]
	fn what_is_no_code_says_why() {
		for text in [
			"追溯码",
			"01/06901234567893/21/SN-1",
			"(01)06901234567892(99)x",
			"https://example.cn/",
			"((",
			"%",
			"01/1/21",
			"01/06901234567892/21/%zz",
		] {
			assert!(matches!(read(text), Err(Refusal::BadCode(_))), "{text}");
		}
		assert!(read("01/06901234567893/21/SN-1").unwrap_err().message().contains("校验位"));
		assert!(matches!(read("  "), Err(Refusal::Missing("traceability_code"))));
		assert!(matches!(read(&"1".repeat(600)), Err(Refusal::BadCode(_))));
	}
}
