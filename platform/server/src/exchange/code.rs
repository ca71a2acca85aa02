//! The trace code of a request, in whichever of its forms.

use super::answer::Refusal;
use std::collections::BTreeMap;
use suyuan_primitives::{codes::TraceCode, ValueError};

/// The longest text that could be a code.
const LONGEST: usize = 512;
/// Keys and qualifiers, in the order of the canonical path.
const IDENTIFIERS: [&str; 7] = ["01", "00", "414", "22", "10", "21", "254"];

/// Reads the canonical code, the link with that path, an element string `(01)…(21)…`, an SSCC of 18 digits, or a
/// barcode and a serial number with a `+` or a space between them.
pub fn read(text: &str) -> Result<TraceCode, Refusal> {
	let text = text.trim();
	if text.is_empty() {
		return Err(Refusal::Missing("traceability_code"));
	}
	if text.len() > LONGEST {
		return Err(Refusal::BadCode("过长".into()));
	}
	if let Ok(code) = text.parse() {
		return Ok(code);
	}
	let pairs = match text {
		text if text.starts_with('(') => element_string(text),
		text if text.len() == 18 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
			Some(vec![("00".into(), text.into())])
		}
		text if text.contains('/') => path(text),
		text => barcode_and_serial(text),
	};
	canonical(pairs).map_err(|error| Refusal::BadCode(explain(error).into()))
}

fn element_string(text: &str) -> Option<Vec<(String, String)>> {
	let elements = text.split('(').skip(1);
	elements.map(|element| element.split_once(')').map(|(key, value)| (key.into(), value.into()))).collect()
}

/// The path of a link, wherever in it the key stands: a link may have a path of its own before it.
fn path(text: &str) -> Option<Vec<(String, String)>> {
	let text = match text.split_once("://") {
		Some((_, rest)) => rest.split_once('/')?.1,
		None => text,
	};
	let path = text.split(['?', '#']).next()?.trim_matches('/');
	let segments: Vec<_> = path.split('/').collect();
	let key = segments.iter().position(|segment| IDENTIFIERS[..3].contains(segment))?;
	let pairs = segments[key..].chunks(2);
	pairs.map(|pair| Some((pair[0].into(), percent_decode(pair.get(1)?)?))).collect()
}

fn barcode_and_serial(text: &str) -> Option<Vec<(String, String)>> {
	let (barcode, serial) = text.split_once(['+', ' '])?;
	Some(vec![("01".into(), barcode.into()), ("21".into(), serial.trim().into())])
}

/// The canonical form of keys and values.
fn canonical(pairs: Option<Vec<(String, String)>>) -> Result<TraceCode, ValueError> {
	let pairs = pairs.ok_or(ValueError::MalformedTraceCode)?;
	let mut values = BTreeMap::new();
	for (key, value) in pairs {
		let place = IDENTIFIERS.iter().position(|identifier| *identifier == key);
		let place = place.ok_or(ValueError::MalformedTraceCode)?;
		let value = match key.as_str() {
			"01" if value.len() < 14 => format!("{value:0>14}"),
			_ => value,
		};
		if values.insert(place, value).is_some() {
			return Err(ValueError::MalformedTraceCode);
		}
	}
	let segments =
		values.iter().map(|(place, value)| format!("{}/{}", IDENTIFIERS[*place], percent_encode(value)));
	segments.collect::<Vec<_>>().join("/").parse()
}

/// Encodes what GS1 Digital Link encodes in a path.
fn percent_encode(value: &str) -> String {
	value.chars().fold(String::new(), |encoded, character| match character {
		'!' | '(' | ')' | '*' | '+' | ',' | ':' | '#' | '%' | '&' | '/' | ' ' => {
			format!("{encoded}%{:02X}", u32::from(character))
		}
		other => encoded + other.encode_utf8(&mut [0; 4]),
	})
}

fn percent_decode(value: &str) -> Option<String> {
	let mut decoded = Vec::with_capacity(value.len());
	let mut bytes = value.bytes();
	while let Some(byte) = bytes.next() {
		decoded.push(match byte {
			b'%' => {
				let digits = [bytes.next()?, bytes.next()?];
				hex::decode(digits).ok()?[0]
			}
			other => other,
		});
	}
	String::from_utf8(decoded).ok()
}

fn explain(error: ValueError) -> &'static str {
	match error {
		ValueError::WrongCheckDigit => "校验位不符",
		_ => {
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
