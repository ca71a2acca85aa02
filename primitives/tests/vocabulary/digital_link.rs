// SPDX-License-Identifier: Apache-2.0

//! Trace codes in the forms that people, scanners and links give them.

use proptest::prelude::*;
use suyuan_primitives::{
	codes::TraceCode,
	digital_link::{human_readable, path, read, ReadError, MAX_TEXT},
};

const PIECE: &str = "01/06901234567892/21/F002";

fn canonical(text: &str) -> Result<String, ReadError> {
	read(text).map(|code| code.0.as_str().to_owned())
}

#[track_caller]
fn leads_to(code: &str, forms: &[&str]) {
	for form in forms {
		assert_eq!(canonical(form).as_deref(), Ok(code), "{form:?}");
	}
}

#[test]
fn the_canonical_form_is_its_own() {
	for code in [
		PIECE,
		"01/06901234567892",
		"01/06901234567892/22/A/10/L%2F1/21/S%28%29",
		"01/06901234567892/21/A?<\"B\">",
		"01/06901234567892/21/A?17=1",
		"00/106141412345678908",
		"414/9521141111116/254/B2",
		"ecode:10064.1-X_2",
		"other:abc",
	] {
		leads_to(code, &[code, &path(code), &format!("https://trace.example{}?lang=en#map", path(code))]);
	}
}

#[test]
fn a_scanner_may_name_the_symbology_and_send_the_separator_as_it_likes() {
	leads_to(
		PIECE,
		&[
			"]d2010690123456789221F002",
			"]Q3010690123456789221F002",
			"]C1010690123456789221F002",
			"]e0010690123456789221F002",
			"]J1010690123456789221F002\u{1d}",
			"]d2\u{1d}010690123456789221F002",
			"]C121F002\u{1d}0106901234567892",
			"]Q1https://trace.example/01/06901234567892/21/F002",
			"]C06901234567892+F002",
			"010690123456789221F002",
			"0106901234567892 21F002",
			"01 06901234567892 21 F002",
			"01069012345678921726123121F002",
			"0106901234567892310300125021F002",
			"010690123456789291INTERN\u{1d}21F002",
		],
	);
	for separator in
		["\u{1d}", "<GS>", "<gs>", "{GS}", "[GS]", "␝", "%1D", "%1d", "^]", "<FNC1>", "\\x1D", " \u{1d} "]
	{
		leads_to(
			"01/06901234567892/10/L1/21/F002",
			&[
				&format!("010690123456789210L1{separator}21F002"),
				&format!("0106901234567892 10L1{separator}21F002{separator}"),
				&format!("]d2{separator}21F002{separator}10L1{separator}0106901234567892"),
				&format!("(01)06901234567892(10)L1{separator}(21)F002"),
			],
		);
	}
	leads_to("01/06901234567892", &["]E06901234567892", "]I106901234567892", "]E3690123456789212345"]);
	leads_to("01/00000096385074", &["]E496385074", "96385074", "01/96385074", "(01)96385074"]);
	leads_to(
		"00/106141412345678908",
		&["]C100106141412345678908", "00106141412345678908", "106141412345678908"],
	);
	leads_to("00/106141412345678908", &["]C10010614141234567890802069012345678923712\u{1d}10L1"]);
}

#[test]
fn the_text_under_the_bars_is_read_with_whatever_else_stands_there() {
	leads_to(
		PIECE,
		&[
			"(01)06901234567892(21)F002",
			"(01)06901234567892(17)261231(21)F002",
			"(21)F002(01)06901234567892",
			"(01) 06901234567892\n(21) F002",
			"（０１）０６９０１２３４５６７８９２（２１）Ｆ００２",
			"(01)6901234567892(21)F002",
			"(01)06901234567892(21)F002(01)06901234567892",
			"(01)06901234567892(3103)001250(99)x(21)F002",
			"\u{feff}(01)\u{200b}06901234567892\u{a0}(21)F002",
			"06901234567892(21)F002",
		],
	);
	leads_to("01/06901234567892/10/A-1", &["(01)06901234567892(10)A–1", "(01)06901234567892(10)A－1"]);
	leads_to("01/06901234567892/10/a%28b%29", &["(01)06901234567892(10)a(b)"]);
	leads_to("414/9521141111116/254/B2", &["(414)9521141111116(254)B2", "(254)B2(414)9521141111116"]);
	leads_to("00/106141412345678908", &["(00)106141412345678908(02)06901234567892(37)12(10)L1"]);
}

#[test]
fn the_digits_of_a_barcode_stand_alone_or_before_a_serial_number() {
	leads_to(
		"01/06901234567892",
		&["6901234567892", "06901234567892", "6 901234 567892", "0690 1234 5678 92"],
	);
	leads_to("01/00614141999996", &["614141999996", "6 14141 99999 6"]);
	leads_to("00/106141412345678908", &["1 0614141 234567890 8"]);
	leads_to(PIECE, &["6901234567892+F002", "06901234567892 F002", "６９０１２３４５６７８９２　Ｆ００２"]);
	leads_to(PIECE, &["6901234567892 (21)F002", " 6901234567892 + F002 "]);
	leads_to("01/06901234567892/21/A%2FB", &["6901234567892+A/B"]);
	leads_to("01/06901234567892/21/12345", &["6901234567892 12345", "6901234567892+12345"]);
	leads_to("01/00000096385074/21/1", &["96385074 1", "96385074+1"]);
}

#[test]
fn a_link_is_read_whatever_its_domain_and_attributes() {
	leads_to(
		PIECE,
		&[
			"https://trace.example/01/06901234567892/21/F002?linkType=all#map",
			"HTTPS://id.gs1.org/01/6901234567892/21/F002/",
			"https://elsewhere.example:8080/some/path/01/06901234567892/21/F002?17=261231&utm_source=x",
			"trace.example/01/06901234567892/21/F002?lang=en",
			"http://trace.example/gtin/06901234567892/ser/F002",
			"https://trace.example/GTIN/06901234567892?21=F002",
			"https://trace.example/01/+06901234567892+/21/F002",
			"https://trace.example/01/06901234567892/21/%46002",
			"https%3A%2F%2Ftrace.example%2F01%2F06901234567892%2F21%2FF002",
			"01%2F06901234567892%2F21%2FF002",
			"https://verify.example/q?code=(01)06901234567892+(21)F002",
			"https://verify.example/q?x=1&code=01%2F06901234567892%2F21%2FF002",
			"https://verify.example/(01)06901234567892(21)F002",
			"https://verify.example/010690123456789221F002",
			"%2801%2906901234567892%2821%29F002",
			"01/06901234567892/21/F002",
			"/01/６９０１２３４５６７８９２/21/F002/",
			"01/ 0690 1234 5678 92 /21/F002",
		],
	);
	leads_to(
		"01/06901234567892",
		&["https://trace.example/01/06901234567892?17=261231", "01/06901234567892?lang=en"],
	);
	leads_to(
		"01/06901234567892/22/V/10/L/21/S",
		&["01/06901234567892/21/S/10/L/22/V", "gtin/6901234567892/ser/S/lot/L/cpv/V"],
	);
	leads_to(
		"01/06901234567892/10/a%2Fb",
		&["01/06901234567892/10/a%2fb", "https://x.example/01/06901234567892/10/a%2fb"],
	);
	leads_to("00/106141412345678908", &["https://x.example/sscc/106141412345678908"]);
	leads_to("414/9521141111116/254/B2", &["https://x.example/gln/9521141111116/glnx/B2"]);
	leads_to("other:a-1", &["https://x.example/other:a-1", "other%3Aa-1", "/other%3Aa-1"]);
}

#[test]
fn what_is_no_code_is_refused_by_name() {
	for (name, texts) in [
		(ReadError::Empty, &["", "  ", "\u{feff}", "]C1"][..]),
		(
			ReadError::WrongCheckDigit,
			&[
				"01/06901234567893/21/A",
				"(01)06901234567893",
				"]d2010690123456789321F002",
				"6901234567893",
				"6901234567893+F002",
				"00/106141412345678907",
				"106141412345678907",
				"https://trace.example/01/96385075",
			],
		),
		(
			ReadError::NoKey,
			&["(21)F002", "]d221F002", "1726123121F002", "https://trace.example", "https://trace.example/a"],
		),
		(ReadError::UnknownIdentifier, &["]d2049000", "SN-0001", "追溯码", "(x)1", "(01", "<script>"]),
		(ReadError::WrongValue, &["01", "(01)1", "(01)06901234567892(17)26", "]d20106901234567892172612"]),
		(
			ReadError::Contradiction,
			&[
				"(01)06901234567892(21)A(21)B",
				"010690123456789221A\u{1d}21B",
				"01/06901234567892/21/A/21/B",
				"01/06901234567892/21/A/ser/A",
				"(01)06901234567892(00)106141412345678908",
				"https://trace.example/01/06901234567892/21/A?21=B",
			],
		),
		(ReadError::Compressed, &["https://id.gs1.org/ARHKVAdpQg", "https://example.com/x/AQnYUc1gmiERBhxP"]),
		(
			ReadError::Malformed,
			&[
				"01/06901234567892/21",
				"01/06901234567",
				"01/0690123456789x",
				"01/06901234567892/17/261231",
				"01/06901234567892/99/1",
				"01/06901234567892/21/%zz",
				"01/06901234567892/21/%e6%ba%af",
				"01/06901234567892/21/%ff",
				"01/06901234567892/21/123456789012345678901",
				"00/106141412345678908/21/A",
				"ecode:",
				"ecode:a b",
				"other:a/b",
			],
		),
	] {
		for text in texts {
			assert_eq!(canonical(text), Err(name), "{text:?}");
		}
		assert!(!name.reason().is_empty());
	}
	assert_eq!(canonical(&"0".repeat(MAX_TEXT + 1)), Err(ReadError::TooLong));
}

#[test]
fn an_unbracketed_value_ends_where_its_length_or_the_separator_says() {
	// Without a separator the rest belongs to the lot.
	leads_to("01/06901234567892/10/L121F002", &["010690123456789210L121F002"]);
	assert_eq!(canonical("0106901234567892101234567890123456789012345"), Err(ReadError::WrongValue));
}

#[test]
fn what_brackets_would_lead_astray_is_printed_as_its_path() {
	for (code, printed) in [
		("01/06901234567892/10/L1/21/S", &["(01)06901234567892", "(10)L1", "(21)S"][..]),
		("01/06901234567892/21/a%28b%29", &["(01)06901234567892", "(21)a(b)"]),
		("01/06901234567892/21/a%2810%29b", &["01/06901234567892/21/a%2810%29b"]),
		("01/06901234567892/21/a<GS>", &["01/06901234567892/21/a<GS>"]),
		("other:a.b", &["other:a.b"]),
	] {
		let code: TraceCode = code.parse().unwrap();
		assert_eq!(human_readable(&code), printed);
		assert_eq!(read(&human_readable(&code).join("\n")), Ok(code));
	}
}

/// Characters of set 82 without those that begin what a form reads for itself: brackets, percent signs and `<GS>`.
const PLAIN: &str = "[A-Za-z0-9\"'*,./:;=>?_!&+-]{1,20}";
/// All characters of set 82.
const SET_82: &str = "[A-Za-z0-9!\"%&'()*+,./:;<=>?_-]{1,20}";

fn gtin() -> impl Strategy<Value = String> {
	proptest::collection::vec(0u32..10, 12).prop_map(|digits| {
		let sum: u32 =
			digits.iter().rev().zip([3, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
		let digits: String = digits.iter().map(|digit| char::from(b'0' + *digit as u8)).collect();
		format!("{digits}{}", (10 - sum % 10) % 10)
	})
}

fn full_width(text: &str) -> String {
	text.chars()
		.map(|letter| match letter {
			'!'..='~' => char::from_u32(letter as u32 + 0xfee0).unwrap(),
			letter => letter,
		})
		.collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn every_form_of_one_code_is_read_as_the_same(
		gtin in gtin(), lot in proptest::option::of(PLAIN), serial in proptest::option::of(PLAIN),
	) {
		let gtin_14: suyuan_primitives::codes::Gtin = gtin.parse().unwrap();
		let code = TraceCode::trade_item(gtin_14, lot.as_deref(), serial.as_deref()).unwrap();
		let canonical = code.0.as_str();
		let element = |before: &str, after: &str, separator: &str| {
			let pair = |identifier: &str, value: &Option<String>| {
				value.as_ref().map(|value| format!("{before}{identifier}{after}{value}{separator}")).unwrap_or_default()
			};
			(format!("{before}01{after}0{gtin}"), pair("10", &lot), pair("21", &serial))
		};
		let (key, of_lot, of_serial) = element("(", ")", "");
		let (plain_key, plain_lot, plain_serial) = element("", "", "\u{1d}");
		let mut forms = vec![
			canonical.to_owned(),
			path(canonical),
			format!("https://any.example/shop{}?utm=1", path(canonical)),
			format!("{key}{of_lot}{of_serial}"),
			format!("{of_serial}{of_lot}{key}"),
			format!("{key}(17)261231{of_lot} {of_serial}"),
			format!("]d2{plain_key}{plain_lot}{plain_serial}"),
			format!("{plain_key}17261231{plain_serial}{plain_lot}"),
			format!("]C1{plain_lot}{plain_serial}{plain_key}"),
			human_readable(&code).join("\n"),
			full_width(&format!("{key}{of_lot}{of_serial}")),
			path(canonical).bytes().map(|byte| format!("%{byte:02x}")).collect(),
		];
		match (&lot, &serial) {
			(None, None) => forms.extend([gtin.clone(), format!("0{gtin}"), format!("]E0{gtin}")]),
			(None, Some(serial)) => forms.push(format!("{gtin}+{serial}")),
			_ => {}
		}
		for form in forms {
			prop_assert_eq!(read(&form), Ok(code.clone()), "{:?}", form);
		}
	}

	#[test]
	fn the_text_of_every_label_leads_back(
		gtin in gtin(), variant in proptest::option::of(SET_82), lot in proptest::option::of(SET_82), serial in SET_82,
		wrap in 10usize..40,
	) {
		let encode = |value: &str| value.chars().map(|letter| match letter {
			letter if "!()*+,:#%&/ ".contains(letter) => format!("%{:02X}", letter as u32),
			letter => letter.to_string(),
		}).collect::<String>();
		let pair = |name: &str, value: Option<&str>| value.map(|value| format!("/{name}/{}", encode(value))).unwrap_or_default();
		let text = format!(
			"01/0{gtin}{}{}{}",
			pair("22", variant.as_deref()), pair("10", lot.as_deref()), pair("21", Some(&serial)),
		);
		let code: TraceCode = text.parse().unwrap();
		for lines in [human_readable(&code).join(" "), human_readable(&code).concat()] {
			prop_assert_eq!(read(&lines), Ok(code.clone()), "{}", lines);
		}
		let letters: Vec<char> = human_readable(&code).join("\n").chars().collect();
		let wrapped: Vec<String> = letters.chunks(wrap).map(|line| line.iter().collect()).collect();
		prop_assert_eq!(read(&wrapped.join("\n")), Ok(code.clone()), "{:?}", wrapped);
		prop_assert_eq!(read(&path(&text)), Ok(code.clone()));
	}

	#[test]
	fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,200}") {
		if let Ok(code) = read(&text) {
			prop_assert_eq!(read(code.0.as_str()), Ok(code.clone()));
		}
	}

	#[test]
	fn what_looks_like_a_code_is_read_or_refused(
		text in "(\\]d2|\\]C1|https://|/|\\(|)([0-9()/%+ .?=&]|01|21|10|<GS>|\u{1d}|06901234567892|gtin|ecode:){0,60}",
	) {
		if let Ok(code) = read(&text) {
			prop_assert_eq!(read(code.0.as_str()), Ok(code.clone()));
		}
	}
}
