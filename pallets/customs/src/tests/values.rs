// SPDX-License-Identifier: Apache-2.0

//! Errors of the values of a form, under the names of the vocabulary.

use crate::{mock::*, *};
use frame_support::assert_noop;
use suyuan_primitives::{
	codes::{Country, Currency, HsCode, Location},
	items::OrderKey,
	values::{Amount, Commitment, Mass, Moment, Money, Packages},
	ValueError,
};

/// Asserts that a form with such a heading is refused for this reason.
fn refuses_heading(heading: Heading, error: Error<Test>) {
	ExtBuilder.filed(|| {
		let form = Form { heading, ..form([0]) };
		assert_noop!(Customs::declare(signed(EXPORTER), entry(1), form), error);
	})
}

/// Asserts that a form with such a line is refused for this reason.
fn refuses_line(line: suyuan_primitives::items::DeclaredLine, error: Error<Test>) {
	ExtBuilder.filed(|| {
		let form = Form { lines: vec![line], ..form([0]) };
		assert_noop!(Customs::declare(signed(EXPORTER), entry(1), form), error);
	})
}

#[test]
fn refuses_places_off_the_map() {
	let nowhere = Location(*b"XXSZX");
	refuses_heading(Heading { port_of_departure: nowhere, ..heading() }, Error::UnknownLocation);
	refuses_heading(Heading { port_of_arrival: nowhere, ..heading() }, Error::UnknownLocation);
	refuses_heading(Heading { destination: Country(*b"XX"), ..heading() }, Error::UnknownCountry);
}

#[test]
fn refuses_a_declaration_of_tomorrow() {
	let declared_at = Moment(START + MAX_FUTURE + 1);
	refuses_heading(Heading { declared_at, ..heading() }, Error::InTheFuture);
}

#[test]
fn refuses_keys_that_say_nothing_or_too_much() {
	let nameless = OrderKey { platform: text(" "), ..order(0) };
	refuses_heading(Heading { order: nameless, ..heading() }, Error::EmptyText);
	let mut waybill = waybill(0);
	waybill.company = text("S\nF");
	let waybills = vec![waybill].try_into().unwrap();
	refuses_heading(Heading { waybills, ..heading() }, Error::ControlCharacter);
}

#[test]
fn refuses_no_packages_and_no_weight() {
	refuses_heading(Heading { packages: Packages(0), ..heading() }, Error::ZeroAmount);
	refuses_heading(Heading { gross_weight: Mass { grams: 0 }, ..heading() }, Error::ZeroAmount);
}

#[test]
fn refuses_unsound_lines() {
	let mut unsound = line(1);
	unsound.hs_code = HsCode(*b"851610100X");
	refuses_line(unsound, Error::MalformedCode);
	refuses_line(line(0), Error::ZeroAmount);
	let mut unsound = line(1);
	unsound.value = Money { minor_units: 1, currency: Currency(*b"XAU") }.into();
	refuses_line(unsound, Error::UnknownCurrency);
	let mut unsound = line(1);
	unsound.value = Amount::Committed { commitment: Commitment([1; 32]), currency: Currency(*b"USD") };
	refuses_line(unsound, Error::MalformedCommitment);
	let mut unsound = line(1);
	unsound.origin = Country(*b"XX");
	refuses_line(unsound, Error::UnknownCountry);
}

#[test]
fn passes_value_errors_on_under_their_own_names() {
	for error in [
		ValueError::EmptyText,
		ValueError::ControlCharacter,
		ValueError::InvisibleCharacter,
		ValueError::OtherSpace,
		ValueError::NotNormalized,
		ValueError::MalformedCode,
		ValueError::UnknownCurrency,
		ValueError::UnknownCountry,
		ValueError::UnknownLocation,
		ValueError::InTheFuture,
		ValueError::TimesOutOfOrder,
		ValueError::EmptyList,
		ValueError::ZeroAmount,
		ValueError::MalformedCommitment,
		ValueError::StatusCodeMismatch,
		ValueError::CurrencyMismatch,
	] {
		assert_eq!(format!("{:?}", Error::<Test>::from(error)), format!("{error:?}"));
	}
}
