// SPDX-License-Identifier: Apache-2.0

//! Codes: which are valid, and that no check digit lets a slip of the pen through.

use std::{collections::BTreeSet, fmt::Debug, str::FromStr};
use suyuan_primitives::{
	codes::{
		Batch, Country, CreditCode, Currency, CustomsCode, DeclarationFlag, DeclarationKind, EntryNumber,
		Gln, Gtin, HsCode, Location, Sscc, SupervisionMode, SupervisionModes,
	},
	Check, Clock, ValueError,
};

const CLOCK: Clock = Clock { latest: 0 };
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const GB_32100_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Reads a code and checks it.
fn verdict<Code: FromStr<Err = ValueError> + Check>(text: &str) -> Result<(), ValueError> {
	text.parse::<Code>()?.check(&CLOCK)
}

/// Every text that differs from this one in one character, which is another one of the alphabet.
fn slips<'a>(text: &'a str, alphabet: &'a str) -> impl Iterator<Item = (usize, String)> + 'a {
	text.char_indices().flat_map(move |(position, right)| {
		alphabet.chars().filter(move |wrong| *wrong != right).map(move |wrong| {
			let (before, after) = (&text[..position], &text[position + 1..]);
			(position, format!("{before}{wrong}{after}"))
		})
	})
}

fn refuses_every_wrong_digit<Code: FromStr<Err = ValueError> + Check + Debug>(valid: &str) {
	assert_eq!(verdict::<Code>(valid), Ok(()), "{valid}");
	for (_, wrong) in slips(valid, "0123456789") {
		assert_eq!(verdict::<Code>(&wrong), Err(ValueError::WrongCheckDigit), "{wrong}");
	}
}

fn refuses_every_letter<Code: FromStr<Err = ValueError> + Check>(valid: &str) {
	for (_, wrong) in slips(valid, "AZaz-. ") {
		assert_eq!(verdict::<Code>(&wrong), Err(ValueError::MalformedCode), "{wrong}");
	}
}

#[test]
fn every_wrong_digit_of_a_gtin_is_found() {
	for valid in [
		"4006381333931",
		"6901234567892",
		"9520123456788",
		"09521234543213",
		"614141999996",
		"96385074",
		"04006381333931",
		"00000096385074",
	] {
		refuses_every_wrong_digit::<Gtin>(valid);
		refuses_every_letter::<Gtin>(valid);
	}
}

#[test]
fn a_gtin_is_kept_as_14_digits_padded_with_zeros() {
	let padded = |text: &str| text.parse::<Gtin>().map(|gtin| gtin.0);
	assert_eq!(padded("96385074"), Ok(*b"00000096385074"));
	assert_eq!(padded("614141999996"), Ok(*b"00614141999996"));
	assert_eq!(padded("4006381333931"), Ok(*b"04006381333931"));
	assert_eq!(padded("09521234543213"), Ok(*b"09521234543213"));
}

#[test]
fn the_same_barcode_is_the_same_gtin_however_it_is_padded() {
	assert_eq!("4006381333931".parse::<Gtin>(), "04006381333931".parse());
	assert_eq!("96385074".parse::<Gtin>(), "0000096385074".parse());
}

#[test]
fn refuses_a_gtin_of_another_length() {
	for length in (0..=20).filter(|length| ![8, 12, 13, 14].contains(length)) {
		assert_eq!("0".repeat(length).parse::<Gtin>(), Err(ValueError::MalformedCode), "{length}");
	}
}

#[test]
fn refuses_digits_of_another_script() {
	// Eight bytes, as a GTIN-8 has, and digits for those who read them, but not for a scanner.
	assert_eq!("９６38".len(), 8);
	assert_eq!(verdict::<Gtin>("９６38"), Err(ValueError::MalformedCode));
}

#[test]
fn every_wrong_digit_of_an_sscc_is_found() {
	refuses_every_wrong_digit::<Sscc>("106141412345678908");
	refuses_every_letter::<Sscc>("106141412345678908");
	assert_eq!(verdict::<Sscc>("06141412345678908"), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<Sscc>("0106141412345678908"), Err(ValueError::MalformedCode));
}

#[test]
fn every_wrong_digit_of_a_gln_is_found() {
	refuses_every_wrong_digit::<Gln>("9521101530001");
	refuses_every_letter::<Gln>("9521101530001");
	assert_eq!(verdict::<Gln>("952110153000"), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<Gln>("09521101530001"), Err(ValueError::MalformedCode));
}

#[test]
fn a_batch_is_1_to_20_characters_of_set_82() {
	let one_character: Vec<_> =
		(0..=127u8).filter(|byte| verdict::<Batch>(&char::from(*byte).to_string()).is_ok()).collect();
	let set_82 = br##"!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"##;
	assert_eq!(set_82.len(), 82);
	assert_eq!(one_character, set_82);

	assert_eq!(verdict::<Batch>(&"L".repeat(20)), Ok(()));
	assert_eq!(verdict::<Batch>(&"L".repeat(21)), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<Batch>(""), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<Batch>("批次"), Err(ValueError::MalformedCode));
}

const CREDIT_CODES: [&str; 5] = [
	"914403001922038216",
	"91440300708461136T",
	"9144030071526726XG",
	"91110108551385082Q",
	"92371000MA3MXH0E3W",
];

#[test]
fn real_credit_codes_are_sound_and_their_check_digits_agree() {
	for code in CREDIT_CODES {
		let code: CreditCode = code.parse().unwrap();
		assert_eq!(code.check(&CLOCK), Ok(()), "{code:?}");
		assert!(code.check_digit_agrees(), "{code:?}");
	}
}

#[test]
fn early_credit_codes_that_fail_their_check_digit_are_flagged_and_not_refused() {
	for code in ["91350100M0001TGQXM", "91350211M0000XUF46"] {
		let code: CreditCode = code.parse().unwrap();
		assert_eq!(code.check(&CLOCK), Ok(()), "{code:?}");
		assert!(!code.check_digit_agrees(), "{code:?}");
	}
}

#[test]
fn every_wrong_character_of_a_credit_code_is_found() {
	for valid in CREDIT_CODES {
		for (position, wrong) in slips(valid, GB_32100_ALPHABET) {
			let code: CreditCode = wrong.parse().unwrap();
			assert!(!code.check_digit_agrees(), "{wrong}");
			// Characters 3 to 8 are digits; elsewhere the shape is still that of a credit code.
			let letter_in_division = (2..8).contains(&position) && !code.0[position].is_ascii_digit();
			let expected = if letter_in_division { Err(ValueError::MalformedCode) } else { Ok(()) };
			assert_eq!(code.check(&CLOCK), expected, "{wrong}");
		}
	}
}

#[test]
fn refuses_characters_that_credit_codes_do_not_have() {
	for (_, wrong) in slips("914403001922038216", "IOSVZiosvzaby- ") {
		assert_eq!(verdict::<CreditCode>(&wrong), Err(ValueError::MalformedCode), "{wrong}");
		assert!(!wrong.parse::<CreditCode>().unwrap().check_digit_agrees(), "{wrong}");
	}
}

#[test]
fn refuses_a_credit_code_of_another_length() {
	assert_eq!("91440300192203821".parse::<CreditCode>(), Err(ValueError::MalformedCode));
	assert_eq!("9144030019220382160".parse::<CreditCode>(), Err(ValueError::MalformedCode));
	assert_eq!("".parse::<CreditCode>(), Err(ValueError::MalformedCode));
}

#[test]
fn an_entry_number_is_18_digits_of_which_the_ninth_says_export_or_import() {
	assert_eq!(verdict::<EntryNumber>("530420240000123456"), Ok(()));
	assert_eq!(verdict::<EntryNumber>("530420241000123456"), Ok(()));
	assert!("530420240000123456".parse::<EntryNumber>().unwrap().is_export());
	assert!(!"530420241000123456".parse::<EntryNumber>().unwrap().is_export());
	for flag in 2..=9 {
		let number = format!("53042024{flag}000123456");
		assert_eq!(verdict::<EntryNumber>(&number), Err(ValueError::MalformedCode), "{number}");
	}
	for (place, wrong) in slips("530420240000123456", "AZaz-. ") {
		assert_eq!(verdict::<EntryNumber>(&wrong), Err(ValueError::MalformedCode), "{place}: {wrong}");
	}
	assert_eq!(verdict::<EntryNumber>("53042024000012345"), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<EntryNumber>("5304202400001234560"), Err(ValueError::MalformedCode));
}

#[test]
fn a_list_number_has_a_letter_at_the_ninth_place_that_says_export_or_import() {
	use DeclarationKind::{Entry, List};
	for (number, kind, export) in [
		("535220260000012345", Entry, true),
		("535220261000012345", Entry, false),
		("53522026E000012345", List, true),
		("53522026I000012345", List, false),
	] {
		assert_eq!(verdict::<EntryNumber>(number), Ok(()), "{number}");
		let number: EntryNumber = number.parse().unwrap();
		assert_eq!(number.flag(), Some(DeclarationFlag { kind, export }), "{number:?}");
		assert_eq!(number.is_export(), export, "{number:?}");
	}
	for flag in (0..=0x7f).map(char::from).filter(|flag| !"01EI".contains(*flag)) {
		let number = format!("53522026{flag}000012345");
		assert_eq!(verdict::<EntryNumber>(&number), Err(ValueError::MalformedCode), "{number}");
		assert_eq!(number.parse::<EntryNumber>().unwrap().flag(), None);
	}
	assert_eq!(verdict::<EntryNumber>("5352202E6000012345"), Err(ValueError::MalformedCode));
}

#[test]
fn the_organisations_code_within_a_credit_code_has_its_own_check_digit() {
	let agrees = |code: &str| code.parse::<CreditCode>().unwrap().inner_digit_agrees();
	for code in CREDIT_CODES.into_iter().chain(["91350100M0001TGQXM", "91350211M0000XUF46"]) {
		assert!(agrees(code), "{code}");
		let (authority, inner) = code.split_at(8);
		// The value of a letter is ten and more, so a digit may weigh the same.
		for (place, wrong) in
			slips(&inner[..8], "0123456789").filter(|(at, _)| inner.as_bytes()[*at].is_ascii_digit())
		{
			assert!(!agrees(&format!("{authority}{wrong}{}", &inner[8..])), "{place}: {wrong}");
		}
	}
	assert!(!agrees("91440300 08461136T"));
}

#[test]
fn a_registration_authority_registers_its_own_categories_only() {
	let known =
		|pair: &str| format!("{pair}440300708461136T").parse::<CreditCode>().unwrap().category_is_known();
	for pair in ["11", "12", "13", "19", "31", "35", "51", "53", "81", "91", "92", "93", "A1", "N3", "Y1"] {
		assert!(known(pair), "{pair}");
	}
	for pair in ["01", "14", "22", "44", "54", "82", "94", "A2", "B1", "N4", "Y9", "  "] {
		assert!(!known(pair), "{pair}");
	}
}

#[test]
fn a_persons_identity_number_is_told_from_a_credit_code() {
	let personal = |code: &str| code.parse::<CreditCode>().unwrap().is_personal_identity_number();
	// Invented people: the first two are the examples of GB 11643-1999.
	for number in ["11010519491231002X", "440524188001010014", "440301199001011234"] {
		assert!(personal(number), "{number}");
	}
	// Another check digit, month, day, year, province.
	for other in [
		"110105194912310021",
		"440301199013011231",
		"440301199001321232",
		"440301249001011237",
		"010301199001011234",
	] {
		assert!(!personal(other), "{other}");
	}
	for code in CREDIT_CODES {
		assert!(!personal(code), "{code}");
	}
}

#[test]
fn an_hs_code_is_10_digits() {
	assert_eq!(verdict::<HsCode>("8517130000"), Ok(()));
	refuses_every_letter::<HsCode>("8517130000");
	assert_eq!(verdict::<HsCode>("851713"), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<HsCode>("85171300000"), Err(ValueError::MalformedCode));
}

#[test]
fn a_customs_code_is_10_digits_and_upper_case_letters() {
	for valid in ["4403160XYZ", "440316A001", "0000000000"] {
		assert_eq!(verdict::<CustomsCode>(valid), Ok(()), "{valid}");
	}
	for malformed in ["440316a001", "440316 001", "440316-001", "440316A00", "440316A0011", ""] {
		assert_eq!(verdict::<CustomsCode>(malformed), Err(ValueError::MalformedCode), "{malformed}");
	}
}

#[test]
fn a_location_is_a_country_and_three_characters() {
	for valid in ["CNSZX", "CNYTN", "HKHKG", "USLAX", "DEHAM", "USA29", "GB222"] {
		assert_eq!(verdict::<Location>(valid), Ok(()), "{valid}");
	}
	// UN/LOCODE leaves out 0 and 1, which look like letters; XX and UK are no countries.
	for wrong in ["CNSZ0", "CNSZ1", "cnszx", "CNszx", "CNSZ ", "CN-ZX", "XXSZX", "UKLON", "0NSZX"] {
		assert_eq!(verdict::<Location>(wrong), Err(ValueError::UnknownLocation), "{wrong}");
	}
	assert_eq!(verdict::<Location>("CNSZ"), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<Location>("CNSZXX"), Err(ValueError::MalformedCode));
}

#[test]
fn countries_are_those_of_iso_3166_and_no_others() {
	let ours: Vec<_> = Country::all().map(|country| country.0.escape_ascii().to_string()).collect();
	let iso: Vec<_> = isocountry::CountryCode::iter_alpha2().map(|country| country.alpha2()).collect();
	assert_eq!(ours, iso);

	let known: BTreeSet<_> = iso.into_iter().collect();
	for first in CAPITALS.chars() {
		for second in CAPITALS.chars() {
			let code = format!("{first}{second}");
			let expected = if known.contains(&*code) { Ok(()) } else { Err(ValueError::UnknownCountry) };
			assert_eq!(verdict::<Country>(&code), expected, "{code}");
		}
	}
	for wrong in ["cn", "Cn", "1N", "  "] {
		assert_eq!(verdict::<Country>(wrong), Err(ValueError::UnknownCountry), "{wrong}");
	}
	assert_eq!(verdict::<Country>("CHN"), Err(ValueError::MalformedCode));
}

#[test]
fn currencies_are_those_of_iso_4217_in_which_money_changes_hands() {
	use iso_currency::IntoEnumIterator;

	let ours: BTreeSet<_> = Currency::all().map(|code| code.0.escape_ascii().to_string()).collect();
	let crate_circulating: BTreeSet<_> = iso_currency::Currency::iter()
		.filter(|currency| currency.flags().is_empty())
		.map(|currency| currency.code().to_string())
		.collect();

	let too_many: Vec<_> = crate_circulating.difference(&ours).collect();
	// The lev went when Bulgaria took the euro on 1 January 2026, which the crate does not know yet.
	assert_eq!(too_many, ["BGN"]);
	let too_few: Vec<_> = ours.difference(&crate_circulating).collect();
	// The crate says that VED superseded VES. In ISO 4217 both are in use.
	assert_eq!(too_few, ["VES"]);
}

#[test]
fn the_latest_amendments_of_iso_4217_are_in() {
	// Replaced: Antillean guilder, Croatian kuna, convertible peso, leone, Zimbabwean dollar, lev.
	for gone in ["ANG", "HRK", "CUC", "SLL", "ZWL", "BGN"] {
		assert_eq!(verdict::<Currency>(gone), Err(ValueError::UnknownCurrency), "{gone}");
	}
	// New ones: Caribbean guilder, leone, Zimbabwe Gold.
	for new in ["XCG", "SLE", "ZWG"] {
		assert_eq!(verdict::<Currency>(new), Ok(()), "{new}");
	}
}

#[test]
fn refuses_funds_metals_and_codes_that_are_no_money() {
	for code in [
		"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XAG", "XAU", "XBA", "XBB",
		"XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX",
	] {
		assert_eq!(verdict::<Currency>(code), Err(ValueError::UnknownCurrency), "{code}");
	}
}

#[test]
fn refuses_every_triple_of_letters_that_is_no_currency() {
	let ours: BTreeSet<_> = Currency::all().collect();
	assert_eq!(ours.len(), Currency::all().count(), "a currency stands in the list twice");
	assert!(Currency::all().is_sorted());
	for first in b'A'..=b'Z' {
		for second in b'A'..=b'Z' {
			for third in b'A'..=b'Z' {
				let currency = Currency([first, second, third]);
				let expected =
					if ours.contains(&currency) { Ok(()) } else { Err(ValueError::UnknownCurrency) };
				assert_eq!(currency.check(&CLOCK), expected, "{currency:?}");
			}
		}
	}
	assert_eq!(verdict::<Currency>("cny"), Err(ValueError::UnknownCurrency));
	assert_eq!(verdict::<Currency>("142"), Err(ValueError::UnknownCurrency));
	assert_eq!(verdict::<Currency>("CN"), Err(ValueError::MalformedCode));
	assert_eq!(verdict::<Currency>("CNY"), Ok(()));
	assert_eq!("CNY".parse(), Ok(Currency::CNY));
}

#[test]
fn supervision_modes_have_the_codes_that_customs_write() {
	let codes = [
		(SupervisionMode::General, "0110"),
		(SupervisionMode::MarketProcurement, "1039"),
		(SupervisionMode::DirectToConsumer, "9610"),
		(SupervisionMode::DirectToBusiness, "9710"),
		(SupervisionMode::OverseasWarehouse, "9810"),
		(SupervisionMode::BondedZone, "1210"),
	];
	for (mode, code) in codes {
		assert_eq!(mode.code(), code);
	}
}

#[test]
fn a_set_of_modes_has_what_was_put_in_and_not_taken_out() {
	use SupervisionMode::*;
	let modes = [DirectToConsumer, OverseasWarehouse].into_iter().collect::<SupervisionModes>();
	assert!(modes.direct_to_consumer && modes.overseas_warehouse && !modes.general);
	assert_eq!(modes.iter().collect::<Vec<_>>(), [DirectToConsumer, OverseasWarehouse]);
	assert_eq!(SupervisionModes::ALL.iter().count(), 6);
	for mode in SupervisionModes::ALL.iter() {
		assert!(modes.with(mode).contains(mode));
		assert!(!modes.without(mode).contains(mode));
	}
	assert!(SupervisionModes::default().is_empty() && !modes.is_empty());
	assert_eq!(SupervisionModes::ALL.minus(modes).iter().count(), 4);
}

#[test]
fn a_code_is_shown_as_its_characters() {
	assert_eq!(format!("{:?}", "96385074".parse::<Gtin>().unwrap()), "Gtin(00000096385074)");
	assert_eq!(format!("{:?}", Currency::CNY), "Currency(CNY)");
	assert_eq!(Currency::CNY.as_bytes(), b"CNY");
}
