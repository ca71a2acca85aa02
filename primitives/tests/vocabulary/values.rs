// SPDX-License-Identifier: Apache-2.0

//! Values of records: text, money, quantities, moments, positions, sealed fields.

use codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;
use scale_info::{meta_type, TypeInfo};
use std::time::Duration;
use suyuan_primitives::{
	codes::Currency,
	values::{
		check_text, fold_text, Address, DocumentNumber, Evidence, EvidenceKind, Fix, Label, MeasureUnit,
		Moment, Money, Name, Note, Place, PositionSystem, Quantity, Sealed, SealingKey, SealingKeyError,
		ShelfLife, Text,
	},
	Check, Clock, ValueError,
};

const CLOCK: Clock = Clock { latest: 1_000 };

fn text(text: &str) -> Text<16> {
	text.try_into().unwrap()
}

#[test]
fn a_text_is_encoded_as_a_string() {
	assert_eq!(text("溯源").encode(), "溯源".encode());
	assert_eq!(Text::<16>::decode(&mut &"溯源".encode()[..]).unwrap().as_str(), "溯源");
	assert_eq!(text("溯源").as_bytes(), "溯源".as_bytes());
	assert_eq!(format!("{:?}", text("a\"b")), r#""a\"b""#);
}

#[test]
fn what_is_not_utf_8_does_not_decode() {
	for bytes in [&[0xff][..], &[0x80], &[b'a', 0xc3], &[0xed, 0xa0, 0x80], &[0xc0, 0x80], &[0xf5, 0x80]] {
		assert!(Text::<16>::decode(&mut &bytes.encode()[..]).is_err(), "{bytes:x?}");
	}
}

#[test]
fn a_text_beyond_its_bound_does_not_decode() {
	assert!(Text::<16>::decode(&mut &"x".repeat(16).encode()[..]).is_ok());
	assert!(Text::<16>::decode(&mut &"x".repeat(17).encode()[..]).is_err());
	assert!(Text::<16>::try_from("x".repeat(16).as_str()).is_ok());
	assert!(Text::<16>::try_from("x".repeat(17).as_str()).is_err());
	// The bound counts bytes, of which a Chinese character has three.
	assert!(Text::<16>::try_from("溯".repeat(6).as_str()).is_err());
}

#[test]
fn a_text_shows_as_a_string_in_the_metadata_whatever_its_bound() {
	assert_eq!(Text::<16>::type_info(), str::type_info());
	assert_eq!(meta_type::<Text<16>>(), meta_type::<str>());
	assert_eq!(meta_type::<Text<128>>(), meta_type::<Text<16>>());
}

#[test]
fn texts_have_the_bounds_that_they_promise() {
	assert_eq!(Name::max_encoded_len(), 2 + 128);
	assert_eq!(Address::max_encoded_len(), 2 + 256);
	assert_eq!(Note::max_encoded_len(), 2 + 256);
	assert_eq!(Label::max_encoded_len(), 2 + 64);
	assert_eq!(DocumentNumber::max_encoded_len(), 2 + 80);
}

#[test]
fn a_text_of_any_script_is_sound() {
	for sound in ["a", "深圳", "Zürich 3", "a  b", "Ωmega-7"] {
		assert_eq!(text(sound).check(&CLOCK), Ok(()), "{sound:?}");
	}
}

#[test]
fn refuses_a_text_that_is_empty_or_edged_with_white_space() {
	// U+3000 is the space of Chinese typewriting, U+00A0 the one that does not break.
	for empty in ["", " ", " a", "a ", "\na", "a\t", "\u{3000}a", "a\u{a0}"] {
		assert_eq!(text(empty).check(&CLOCK), Err(ValueError::EmptyText), "{empty:?}");
	}
}

#[test]
fn refuses_a_text_with_a_control_character() {
	for control in ["a\nb", "a\tb", "a\0b", "a\u{7f}b", "a\u{85}b", "\0", "\u{1b}[31m"] {
		assert_eq!(text(control).check(&CLOCK), Err(ValueError::ControlCharacter), "{control:?}");
	}
}

#[test]
fn refuses_a_character_that_no_reader_sees() {
	for hidden in
		['\u{200b}', '\u{feff}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{ad}', '\u{3164}', '\u{fe0f}']
	{
		for text_with in [format!("鹏{hidden}城"), format!("鹏城{hidden}"), format!("{hidden}鹏城")] {
			assert_eq!(text(&text_with).check(&CLOCK), Err(ValueError::InvisibleCharacter), "{text_with:?}");
		}
	}
}

#[test]
fn refuses_every_space_but_one() {
	for other in ["a\u{a0}b", "深\u{3000}圳", "a\u{2009}b", "a\u{2028}b"] {
		assert_eq!(text(other).check(&CLOCK), Err(ValueError::OtherSpace), "{other:?}");
		assert_eq!(text(&fold_text(other)).check(&CLOCK), Ok(()), "{other:?}");
	}
}

#[test]
fn refuses_what_is_not_composed() {
	// A letter with its mark in two characters, a kana with its voicing mark, a singleton, and marks in another order.
	for loose in ["Zu\u{308}rich", "か\u{3099}", "\u{212b}", "a\u{301}\u{323}", "é\u{327}"] {
		assert_eq!(text(loose).check(&CLOCK), Err(ValueError::NotNormalized), "{loose:?}");
		assert_eq!(text(&fold_text(loose)).check(&CLOCK), Ok(()), "{loose:?}");
	}
	// Scripts whose signs are written in characters of their own stay as they are.
	for sound in ["ঢাকা", "மாலா", "Việt Nam", "서울", "ё", "ｶﾞ（株）"] {
		assert_eq!(check_text(sound), Ok(()), "{sound:?}");
		assert_eq!(fold_text(sound), sound);
	}
}

proptest! {
	#[test]
	fn what_was_folded_is_refused_for_an_invisible_or_control_character_or_an_edge_alone(raw in any::<String>()) {
		let folded = fold_text(&raw);
		prop_assert_eq!(fold_text(&folded), folded.as_str());
		let verdict = check_text(&folded);
		prop_assert!(!matches!(verdict, Err(ValueError::OtherSpace | ValueError::NotNormalized)), "{:?}", folded);
	}
}

#[test]
fn money_is_some_amount_of_a_known_currency() {
	let money = |minor_units, code: &[u8; 3]| {
		let currency = Currency(*code);
		Money { minor_units, currency }.check(&CLOCK)
	};
	assert_eq!(money(1, b"CNY"), Ok(()));
	assert_eq!(money(u64::MAX, b"JPY"), Ok(()));
	assert_eq!(money(0, b"CNY"), Err(ValueError::ZeroAmount));
	assert_eq!(money(1, b"XAU"), Err(ValueError::UnknownCurrency));
}

#[test]
fn a_quantity_is_more_than_nothing() {
	let quantity = |thousandths| Quantity { thousandths, unit: MeasureUnit::Kilogram }.check(&CLOCK);
	assert_eq!(quantity(1), Ok(()));
	assert_eq!(quantity(0), Err(ValueError::ZeroAmount));
}

#[test]
fn what_is_said_to_have_happened_is_not_in_the_future() {
	assert_eq!(Moment(0).check(&CLOCK), Ok(()));
	assert_eq!(Moment(CLOCK.latest).check(&CLOCK), Ok(()));
	assert_eq!(Moment(CLOCK.latest + 1).check(&CLOCK), Err(ValueError::InTheFuture));
	assert_eq!(Moment(u64::MAX).check(&CLOCK), Err(ValueError::InTheFuture));
}

#[test]
fn a_shelf_life_may_lie_ahead_but_is_no_nothing() {
	assert_eq!(ShelfLife::Unlimited.check(&CLOCK), Ok(()));
	assert_eq!(ShelfLife::Days(1).check(&CLOCK), Ok(()));
	assert_eq!(ShelfLife::Until(u64::MAX).check(&CLOCK), Ok(()));
	assert_eq!(ShelfLife::Days(0).check(&CLOCK), Err(ValueError::ZeroAmount));
	assert_eq!(ShelfLife::Until(0).check(&CLOCK), Err(ValueError::ZeroAmount));
}

#[test]
fn a_position_is_on_earth_and_taken_before_now() {
	let fix = |latitude, longitude, taken_at| {
		let system = PositionSystem::Bds;
		Fix { system, latitude, longitude, accuracy_cm: 0, taken_at: Moment(taken_at) }.check(&CLOCK)
	};
	const POLE: i32 = 900_000_000;
	const DATE_LINE: i32 = 1_800_000_000;
	for (latitude, longitude) in [(0, 0), (POLE, DATE_LINE), (-POLE, -DATE_LINE)] {
		assert_eq!(fix(latitude, longitude, 0), Ok(()));
	}
	for (latitude, longitude) in [
		(POLE + 1, 0),
		(-POLE - 1, 0),
		(0, DATE_LINE + 1),
		(0, -DATE_LINE - 1),
		(i32::MIN, 0),
		(0, i32::MIN),
		(i32::MAX, i32::MAX),
	] {
		assert_eq!(fix(latitude, longitude, 0), Err(ValueError::PositionOffEarth));
	}
	assert_eq!(fix(0, 0, CLOCK.latest + 1), Err(ValueError::InTheFuture));
}

#[test]
fn a_place_has_a_name_and_perhaps_a_location() {
	let place = |name: &str, location: Option<&str>| {
		let location = location.map(|code| code.parse().unwrap());
		Place { name: name.try_into().unwrap(), location }.check(&CLOCK)
	};
	assert_eq!(place("盐田港", Some("CNYTN")), Ok(()));
	assert_eq!(place("盐田港", None), Ok(()));
	assert_eq!(place("", None), Err(ValueError::EmptyText));
	assert_eq!(place("盐田港", Some("XXYTN")), Err(ValueError::UnknownLocation));
}

#[test]
fn any_hash_may_be_evidence() {
	let evidence = Evidence { kind: EvidenceKind::TestReport, sha256: [0; 32] };
	assert_eq!(evidence.check(&CLOCK), Ok(()));
}

#[test]
fn a_sealed_field_opens_with_its_own_salt_and_text_only() {
	let (salt, other_salt) = ([1; 32], [2; 32]);
	let sealed = Sealed::new(&salt, "张三");
	assert_eq!(sealed.check(&CLOCK), Ok(()));
	assert!(sealed.opens(&salt, "张三"));
	assert!(!sealed.opens(&salt, "李四"));
	assert!(!sealed.opens(&other_salt, "张三"));
	assert!(!sealed.opens(&salt, ""));
}

#[test]
fn a_seal_is_blake2_256_of_salt_and_text() {
	// Worked out with Python's hashlib: blake2b(bytes([7] * 32) + b"Shenzhen", digest_size=32).
	let expected = "23a64e146140308b7e5bcecab9081350234daa5f2d3ff7fc15b604c419808ffb";
	let sealed = Sealed::new(&[7; 32], "Shenzhen");
	let hex: String = sealed.0.iter().map(|byte| format!("{byte:02x}")).collect();
	assert_eq!(hex, expected);
}

#[test]
fn a_list_is_sound_if_every_value_is_and_so_is_nothing() {
	use sp_core::{bounded::BoundedVec, ConstU32};
	let list = |moments: &[u64]| {
		let moments: Vec<_> = moments.iter().copied().map(Moment).collect();
		BoundedVec::<_, ConstU32<4>>::try_from(moments).unwrap().check(&CLOCK)
	};
	assert_eq!(list(&[]), Ok(()));
	assert_eq!(list(&[0, 1_000]), Ok(()));
	assert_eq!(list(&[0, 1_001]), Err(ValueError::InTheFuture));
	assert_eq!(None::<Moment>.check(&CLOCK), Ok(()));
	assert_eq!(Some(Moment(1_001)).check(&CLOCK), Err(ValueError::InTheFuture));
}

#[test]
fn a_clock_tolerates_other_clocks_that_run_ahead_so_far() {
	let clock = Clock::new(Duration::from_millis(1_000), 50);
	assert_eq!(Moment(1_050).check(&clock), Ok(()));
	assert_eq!(Moment(1_051).check(&clock), Err(ValueError::InTheFuture));
	assert_eq!(Clock::new(Duration::MAX, 1).latest, u64::MAX);
}

#[test]
fn the_year_in_china_turns_eight_hours_before_that_of_utc() {
	// 2027-01-01, 2024-02-29, 2000-12-31 and the first moment of all, in China.
	for (moment, year) in [
		(1_798_732_800_000 - 1, 2026),
		(1_798_732_800_000, 2027),
		(1_709_136_000_000, 2024),
		(978_278_399_999 - 86_400_000, 2000),
		(978_278_400_000, 2001),
		(0, 1970),
	] {
		assert_eq!(Moment(moment).year_in_china(), year);
	}
	Moment(u64::MAX).year_in_china();
}

/// Points of low order in every encoding: libsodium's list, with the highest bit set and without.
fn low_order_points() -> Vec<[u8; 32]> {
	let long = |lowest: u8| {
		let mut point = [0xff; 32];
		(point[0], point[31]) = (lowest, 0x7f);
		point
	};
	let short = |lowest: u8| {
		let mut point = [0; 32];
		point[0] = lowest;
		point
	};
	let of_order_8 = [
		"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
		"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
	];
	let of_order_8 = of_order_8.map(|hex| {
		let byte = |n: usize| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap();
		std::array::from_fn(byte)
	});
	let mut points = vec![short(0), short(1), long(0xec), long(0xed), long(0xee)];
	points.extend(of_order_8);
	let with_the_highest_bit = points.clone().into_iter().map(|mut point| {
		point[31] |= 0x80;
		point
	});
	points.extend(with_the_highest_bit);
	points
}

#[test]
fn a_sealing_key_of_low_order_is_refused_in_every_encoding() {
	for point in low_order_points() {
		assert_eq!(SealingKey(point).check(), Err(SealingKeyError::LowOrder), "{point:x?}");
	}
}

#[test]
fn a_sealing_key_in_a_second_encoding_is_refused() {
	let base = [&[9][..], &[0; 31]].concat();
	let base: [u8; 32] = base.try_into().unwrap();
	assert_eq!(SealingKey(base).check(), Ok(()));
	let mut with_the_highest_bit = base;
	with_the_highest_bit[31] = 0x80;
	let mut beyond_p = [0xff; 32];
	for lowest in 0xef..=0xff {
		(beyond_p[0], beyond_p[31]) = (lowest, 0x7f);
		assert_eq!(SealingKey(beyond_p).check(), Err(SealingKeyError::NonCanonical), "{lowest}");
	}
	assert_eq!(SealingKey(with_the_highest_bit).check(), Err(SealingKeyError::NonCanonical));
	let mut last = [0xff; 32];
	(last[0], last[31]) = (0xeb, 0x7f);
	assert_eq!(SealingKey(last).check(), Ok(()));
}
