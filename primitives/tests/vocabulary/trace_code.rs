// SPDX-License-Identifier: Apache-2.0

//! Trace codes: one canonical text for each unit.

use codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;
use suyuan_primitives::{
	codes::{Gtin, ParsedCode, TraceCode, UnitLevel, MAX_TRACE_CODE},
	Check, Clock, ValueError,
};

const SET_82: &[u8; 82] =
	br##"!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"##;
/// The characters that GS1 Digital Link encodes in the value of a qualifier.
const ENCODED: &str = "!()*+,:#%&/ ";

fn level(text: &str) -> Result<UnitLevel, ValueError> {
	text.parse::<TraceCode>()?.level()
}

fn gtin() -> Gtin {
	"09521234543213".parse().unwrap()
}

fn trade_item(lot: Option<&str>, serial: Option<&str>) -> Result<String, ValueError> {
	TraceCode::trade_item(gtin(), lot, serial).map(|code| code.0.as_str().to_owned())
}

#[test]
fn reads_what_a_code_names() {
	for (text, expected) in [
		("01/09521234543213", UnitLevel::ProductClass),
		("01/09521234543213/22/2A", UnitLevel::ProductClass),
		("01/09521234543213/10/ABC123", UnitLevel::Batch),
		("01/09521234543213/22/2A/10/ABC123", UnitLevel::Batch),
		("01/09521234543213/21/12345", UnitLevel::Item),
		("01/09521234543213/10/ABC123/21/12345", UnitLevel::Item),
		("01/09521234543213/22/2A/10/ABC123/21/12345", UnitLevel::Item),
		("00/106141412345678908", UnitLevel::LogisticUnit),
		("414/9521101530001", UnitLevel::Location),
		("414/9521101530001/254/32a%2Fb", UnitLevel::Location),
		("ecode:2001000011000000001", UnitLevel::Unspecified),
		("other:Acme-7.b_2", UnitLevel::Unspecified),
	] {
		assert_eq!(level(text), Ok(expected), "{text}");
	}
}

#[test]
fn reads_every_part_of_a_code() {
	let read = |text: &'static str| text.parse::<TraceCode>().unwrap();
	assert_eq!(
		read("01/09521234543213/22/2A/10/A%2FB/21/7").parse(),
		Ok(ParsedCode::TradeItem {
			gtin: gtin(),
			variant: Some(b"2A"),
			lot: Some(b"A%2FB"),
			serial: Some(b"7"),
		})
	);
	assert_eq!(
		read("00/106141412345678908").parse(),
		Ok(ParsedCode::LogisticUnit("106141412345678908".parse().unwrap()))
	);
	let gln = "9521101530001".parse().unwrap();
	assert_eq!(read("414/9521101530001").parse(), Ok(ParsedCode::Location { gln, extension: None }));
	assert_eq!(
		read("414/9521101530001/254/X").parse(),
		Ok(ParsedCode::Location { gln, extension: Some(b"X") })
	);
	assert_eq!(read("ecode:12.3").parse(), Ok(ParsedCode::Ecode(b"12.3")));
	assert_eq!(read("other:x").parse(), Ok(ParsedCode::Other(b"x")));
}

#[test]
fn a_value_may_look_like_a_qualifier() {
	assert_eq!(level("01/09521234543213/10/21"), Ok(UnitLevel::Batch));
	assert_eq!(level("01/09521234543213/10/21/21/10"), Ok(UnitLevel::Item));
	assert_eq!(level("01/09521234543213/22/10/10/22"), Ok(UnitLevel::Batch));
}

#[test]
fn makes_codes_of_batches_and_pieces() {
	assert_eq!(trade_item(Some("L1"), None).unwrap(), "01/09521234543213/10/L1");
	assert_eq!(trade_item(None, Some("S1")).unwrap(), "01/09521234543213/21/S1");
	assert_eq!(trade_item(Some("L1"), Some("S1")).unwrap(), "01/09521234543213/10/L1/21/S1");
	assert_eq!(trade_item(None, None).unwrap(), "01/09521234543213");
}

#[test]
fn encodes_what_digital_link_encodes_with_capital_letters() {
	assert_eq!(trade_item(Some("A/B"), None).unwrap(), "01/09521234543213/10/A%2FB");
	assert_eq!(
		trade_item(Some("!%&()*+,/:"), None).unwrap(),
		"01/09521234543213/10/%21%25%26%28%29%2A%2B%2C%2F%3A"
	);
	// The rest of set 82 stands as it is.
	assert_eq!(trade_item(Some("\"'-.;<=>?_aZ9"), None).unwrap(), "01/09521234543213/10/\"'-.;<=>?_aZ9");
}

#[test]
fn makes_no_code_of_what_is_no_lot_or_serial() {
	let too_long = "x".repeat(21);
	for wrong in ["", "a b", "#1", "批次", "Ü", "a\n", "~", too_long.as_str()] {
		assert_eq!(trade_item(Some(wrong), None), Err(ValueError::MalformedTraceCode), "{wrong:?}");
		assert_eq!(trade_item(None, Some(wrong)), Err(ValueError::MalformedTraceCode), "{wrong:?}");
	}
}

#[test]
fn makes_no_code_of_a_barcode_with_a_wrong_check_digit() {
	let wrong = "09521234543214".parse().unwrap();
	assert_eq!(TraceCode::trade_item(wrong, Some("L"), None), Err(ValueError::WrongCheckDigit));
}

fn refuses(text: &str) {
	assert_eq!(level(text), Err(ValueError::MalformedTraceCode), "{text:?}");
}

#[test]
fn refuses_qualifiers_in_another_order() {
	refuses("01/09521234543213/21/S/10/L");
	refuses("01/09521234543213/10/L/22/V");
	refuses("01/09521234543213/21/S/22/V");
	refuses("01/09521234543213/22/V/21/S/10/L");
}

#[test]
fn refuses_a_qualifier_twice() {
	refuses("01/09521234543213/10/L/10/M");
	refuses("01/09521234543213/21/S/21/S");
	refuses("01/09521234543213/22/V/22/V");
	refuses("414/9521101530001/254/X/254/X");
}

#[test]
fn refuses_a_qualifier_that_does_not_belong_to_the_key() {
	refuses("01/09521234543213/17/261231");
	refuses("01/09521234543213/254/X");
	refuses("00/106141412345678908/10/L");
	refuses("00/106141412345678908/21/S");
	refuses("414/9521101530001/10/L");
}

#[test]
fn refuses_a_path_that_is_cut_or_goes_on() {
	for text in [
		"",
		"01",
		"01/",
		"/01/09521234543213",
		"01/09521234543213/",
		"01//09521234543213",
		"01/09521234543213/10",
		"01/09521234543213/10/",
		"01/09521234543213/10//21/S",
		"01/09521234543213/10/L/",
		"01/09521234543213/10/L/21",
		"01/09521234543213?10=L",
		"https://id.gs1.org/01/09521234543213",
		"8004/9521234543213",
		"1/09521234543213",
	] {
		refuses(text);
	}
}

#[test]
fn refuses_a_key_of_another_length_or_with_letters() {
	for text in [
		"01/9521234543213",
		"01/009521234543213",
		"01/0952123454321A",
		"01/ 9521234543213",
		"00/10614141234567890",
		"00/1061414123456789080",
		"414/952110153000",
		"414/09521101530001",
		"414/952110153000X",
	] {
		refuses(text);
	}
}

#[test]
fn refuses_a_wrong_check_digit_under_its_own_name() {
	for text in [
		"01/09521234543214",
		"01/09521234543214/10/L/21/S",
		"00/106141412345678900",
		"414/9521101530002",
		"414/9521101530002/254/X",
	] {
		assert_eq!(level(text), Err(ValueError::WrongCheckDigit), "{text}");
	}
}

#[test]
fn refuses_hex_in_small_letters() {
	assert_eq!(level("01/09521234543213/10/A%2FB"), Ok(UnitLevel::Batch));
	refuses("01/09521234543213/10/A%2fB");
	refuses("01/09521234543213/10/A%3aB");
}

#[test]
fn refuses_to_encode_more_than_must_be() {
	for character in SET_82.iter().filter(|character| !ENCODED.contains(char::from(**character))) {
		refuses(&format!("01/09521234543213/10/L%{character:02X}"));
	}
}

#[test]
fn refuses_to_encode_less_than_must_be() {
	for character in ENCODED.chars().filter(|character| *character != '/') {
		refuses(&format!("01/09521234543213/10/L{character}7"));
	}
	refuses("01/09521234543213/10/L/7");
}

#[test]
fn refuses_encoding_that_is_cut_or_no_hex() {
	for wrong in ["%", "%2", "L%", "L%2", "%GG", "%2G", "%+2", "%%25", "% 2F"] {
		refuses(&format!("01/09521234543213/10/{wrong}"));
		refuses(&format!("01/09521234543213/10/{wrong}/21/S"));
	}
}

#[test]
fn refuses_values_outside_set_82_encoded_or_not() {
	for wrong in ["%23", "%20", "#", " ", "~", "^", "`", "[", "批", "é", "\0", "%00", "%E6%89%B9"] {
		refuses(&format!("01/09521234543213/21/{wrong}"));
	}
}

#[test]
fn a_value_has_20_characters_at_most_however_they_are_encoded() {
	for character in ["x", "%2F"] {
		let value = |length| format!("01/09521234543213/21/{}", character.repeat(length));
		assert_eq!(level(&value(20)), Ok(UnitLevel::Item));
		refuses(&value(21));
	}
}

#[test]
fn codes_of_other_schemes_are_1_to_64_plain_characters() {
	for scheme in ["ecode", "other"] {
		assert_eq!(level(&format!("{scheme}:{}", "x".repeat(64))), Ok(UnitLevel::Unspecified));
		refuses(&format!("{scheme}:{}", "x".repeat(65)));
		for wrong in ["", "a b", "a/b", "a%2Fb", "a:b", "码", "a\n"] {
			refuses(&format!("{scheme}:{wrong}"));
		}
	}
	refuses("ECODE:1");
	refuses("Other:1");
	refuses("ecode");
	refuses("epc:1");
	refuses(" ecode:1");
}

/// Three qualifiers of twenty characters, each of which takes three bytes.
fn worst_case() -> String {
	let value = "%2F".repeat(20);
	format!("01/09521234543213/22/{value}/10/{value}/21/{value}")
}

#[test]
fn the_longest_code_fits_the_bound() {
	let code: TraceCode = worst_case().parse().unwrap();
	assert_eq!(code.as_bytes().len(), 209);
	assert!(code.as_bytes().len() <= MAX_TRACE_CODE as usize);
	assert_eq!(code.level(), Ok(UnitLevel::Item));
	assert_eq!(code.check(&Clock { latest: 0 }), Ok(()));
	assert!(code.encoded_size() <= TraceCode::max_encoded_len());
}

#[test]
fn refuses_a_text_beyond_the_bound() {
	refuses(&"x".repeat(MAX_TRACE_CODE as usize));
	refuses(&"x".repeat(MAX_TRACE_CODE as usize + 1));
}

#[test]
fn a_code_that_was_never_parsed_is_refused_by_its_check() {
	// Decoding looks at the bound and at UTF-8 only; the pallet that takes a code checks it.
	let decoded = |text: &str| TraceCode::decode(&mut &text.encode()[..]).unwrap();
	assert_eq!(decoded("01/09521234543213/10/L").check(&Clock { latest: 0 }), Ok(()));
	let wrong = decoded("01/09521234543213/10/a b");
	assert_eq!(wrong.check(&Clock { latest: 0 }), Err(ValueError::MalformedTraceCode));
	assert_eq!(wrong.level(), Err(ValueError::MalformedTraceCode));
}

/// A barcode with its check digit, worked out apart from the code under test.
fn any_gtin() -> impl Strategy<Value = Gtin> {
	prop::array::uniform13(0..10u8).prop_map(|digits| {
		let odd: u32 = digits.iter().step_by(2).map(|digit| u32::from(*digit)).sum();
		let even: u32 = digits.iter().skip(1).step_by(2).map(|digit| u32::from(*digit)).sum();
		let check = (10 - (3 * odd + even) % 10) % 10;
		let text: String = digits.iter().map(u8::to_string).chain([check.to_string()]).collect();
		text.parse().unwrap()
	})
}

fn any_value() -> impl Strategy<Value = String> {
	prop::collection::vec(prop::sample::select(&SET_82[..]), 1..=20)
		.prop_map(|characters| characters.into_iter().map(char::from).collect())
}

/// Reads a value back, taking every spelling that there is.
fn decoded(value: &[u8]) -> String {
	let mut characters = value.iter().copied();
	let mut text = String::new();
	while let Some(character) = characters.next() {
		let mut nibble = || char::from(characters.next().unwrap()).to_digit(16).unwrap() as u8;
		text.push(char::from(if character == b'%' { nibble() << 4 | nibble() } else { character }));
	}
	text
}

/// The ways to write a character: as it is, or encoded in capital or in small letters.
#[derive(Clone, Copy, Debug)]
enum Spelling {
	Plain,
	Capital,
	Small,
}

fn spelled(value: &str, spellings: &[Spelling]) -> String {
	value
		.bytes()
		.zip(spellings.iter().cycle())
		.map(|(byte, spelling)| match spelling {
			Spelling::Plain => char::from(byte).to_string(),
			Spelling::Capital => format!("%{byte:02X}"),
			Spelling::Small => format!("%{byte:02x}"),
		})
		.collect()
}

fn any_spellings() -> impl Strategy<Value = Vec<Spelling>> {
	prop::collection::vec(
		prop::sample::select(&[Spelling::Plain, Spelling::Capital, Spelling::Small][..]),
		20,
	)
}

proptest! {
	#[test]
	fn any_lot_and_serial_make_a_code_that_reads_back(
		gtin in any_gtin(),
		lot in prop::option::of(any_value()),
		serial in prop::option::of(any_value()),
	) {
		let code = TraceCode::trade_item(gtin, lot.as_deref(), serial.as_deref()).unwrap();
		let ParsedCode::TradeItem { gtin: read, variant, lot: read_lot, serial: read_serial } =
			code.parse().unwrap()
		else {
			panic!("{code:?} is no trade item");
		};
		prop_assert_eq!(read, gtin);
		prop_assert_eq!(variant, None);
		prop_assert_eq!(read_lot.map(decoded), lot.clone());
		prop_assert_eq!(read_serial.map(decoded), serial.clone());

		let expected = match (lot, serial) {
			(_, Some(_)) => UnitLevel::Item,
			(Some(_), None) => UnitLevel::Batch,
			(None, None) => UnitLevel::ProductClass,
		};
		prop_assert_eq!(code.level(), Ok(expected));
		// Canonical: the text is a code by itself, and comes back unchanged from the chain.
		prop_assert_eq!(code.0.as_str().parse::<TraceCode>().unwrap(), code.clone());
		prop_assert_eq!(TraceCode::decode(&mut &code.encode()[..]).unwrap(), code);
	}

	#[test]
	fn one_unit_has_one_code_however_its_lot_and_serial_are_spelled(
		lot in any_value(),
		serial in any_value(),
		lot_spellings in any_spellings(),
		serial_spellings in any_spellings(),
	) {
		let canonical = trade_item(Some(&lot), Some(&serial)).unwrap();
		let lot_spelled = spelled(&lot, &lot_spellings);
		let serial_spelled = spelled(&serial, &serial_spellings);
		let other = format!("01/09521234543213/10/{lot_spelled}/21/{serial_spelled}");
		if let Ok(code) = other.parse::<TraceCode>() {
			let ParsedCode::TradeItem { lot: Some(read_lot), serial: Some(read_serial), .. } =
				code.parse().unwrap()
			else {
				panic!("{code:?} is no piece of a batch");
			};
			// A slash that is not encoded may make the code of another unit, and only that.
			if (decoded(read_lot), decoded(read_serial)) == (lot, serial) {
				prop_assert_eq!(other, canonical);
			}
		}
	}

	#[test]
	fn two_units_never_share_a_code(
		one in (any_gtin(), any_value(), any_value()),
		other in (any_gtin(), any_value(), any_value()),
	) {
		let code = |(gtin, lot, serial): &(Gtin, String, String)| {
			TraceCode::trade_item(*gtin, Some(lot), Some(serial)).unwrap()
		};
		prop_assert_eq!(code(&one) == code(&other), one == other);
	}

	#[test]
	fn no_code_is_longer_than_its_bound(gtin in any_gtin(), lot in any_value(), serial in any_value()) {
		let code = TraceCode::trade_item(gtin, Some(&lot), Some(&serial)).unwrap();
		prop_assert!(code.as_bytes().len() <= worst_case().len());
	}

	#[test]
	fn reading_never_panics(text in "\\PC{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..80)) {
		let _ = level(&text);
		let _ = level(&format!("01/09521234543213/10/{text}"));
		let _ = TraceCode::decode(&mut &bytes.encode()[..]).map(|code| code.level());
	}
}
