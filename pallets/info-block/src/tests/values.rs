// SPDX-License-Identifier: Apache-2.0

//! Every way in which an item can be unsound, under the name that the vocabulary gives it.

use super::samples::*;
use crate::{mock::*, Error};
use frame_support::{
	assert_noop,
	instances::{Instance1, Instance2, Instance3, Instance4},
};
use suyuan_primitives::{
	codes::{Batch, Country, Currency, Location},
	items::{
		Features, Order, OrderLine, Positions, ProductCode, Range, Receipt, StatusChange, Storage, Transport,
	},
	values::{Fix, Moment, Money, Place},
	ValueError,
};

/// Checks that a product item is refused for this reason.
fn refuses_product(item: Product, error: Error<Test, Instance1>) {
	ExtBuilder.build_and_execute(|| {
		let origin = RuntimeOrigin::signed(OWNER);
		assert_noop!(ProductInfo::record(origin, unit(0), item), error);
	});
}

/// Checks that a transaction item is refused for this reason.
fn refuses_transaction(item: Transaction, error: Error<Test, Instance2>) {
	ExtBuilder.build_and_execute(|| {
		let origin = RuntimeOrigin::signed(OWNER);
		assert_noop!(TransactionInfo::record(origin, unit(0), item), error);
	});
}

/// Checks that a logistics item is refused for this reason.
fn refuses_logistics(item: Logistics, error: Error<Test, Instance3>) {
	ExtBuilder.build_and_execute(|| {
		let origin = RuntimeOrigin::signed(CARRIER);
		assert_noop!(LogisticsInfo::record(origin, unit(0), item), error);
	});
}

/// Checks that a customs item is refused for this reason.
fn refuses_customs(who: u64, item: Customs, error: Error<Test, Instance4>) {
	ExtBuilder.build_and_execute(|| {
		let origin = RuntimeOrigin::signed(who);
		assert_noop!(CustomsInfo::record(origin, unit(0), item), error);
	});
}

#[test]
fn refuses_texts_that_say_nothing() {
	for brand in ["", " ", "Pengcheng ", "\tPengcheng"] {
		let item = Product::Features(Features { brand: text(brand), ..features() });
		refuses_product(item, Error::EmptyText);
	}
}

#[test]
fn refuses_texts_with_control_characters() {
	let item = Product::Features(Features { brand: text("Peng\ncheng"), ..features() });
	refuses_product(item, Error::ControlCharacter);
}

#[test]
fn refuses_texts_that_look_like_others() {
	for (brand, error) in [
		("鹏\u{200b}城", Error::InvisibleCharacter),
		("鹏\u{3000}城", Error::OtherSpace),
		("Zu\u{308}rich", Error::NotNormalized),
	] {
		refuses_product(Product::Features(Features { brand: text(brand), ..features() }), error);
	}
}

#[test]
fn refuses_codes_outside_their_alphabet() {
	let batch = Some("lot one".parse::<Batch>().unwrap());
	refuses_product(Product::ProductCode(ProductCode { batch, ..product_code() }), Error::MalformedCode);
}

#[test]
fn refuses_wrong_check_digits() {
	let barcode = "6901234567893".parse().unwrap();
	refuses_product(Product::ProductCode(ProductCode { barcode, ..product_code() }), Error::WrongCheckDigit);
}

#[test]
fn refuses_unknown_currencies() {
	let amount = Money { minor_units: 1, currency: Currency(*b"XAU") };
	refuses_transaction(Transaction::Order(Order { amount, ..order() }), Error::UnknownCurrency);
}

#[test]
fn refuses_lines_in_another_currency_than_their_order() {
	let total = Money { minor_units: 1, currency: Currency::CNY };
	let line = OrderLine { product_name: text("Kettle"), quantity: pieces(1), total };
	let lines = vec![line].try_into().unwrap();
	refuses_transaction(Transaction::Order(Order { lines, ..order() }), Error::CurrencyMismatch);
}

#[test]
fn refuses_amounts_of_nothing() {
	refuses_transaction(Transaction::Order(Order { amount: usd(0), ..order() }), Error::ZeroAmount);
}

#[test]
fn refuses_what_is_yet_to_happen() {
	let ordered_at = Moment(NOW + MaxFuture::get() + 1);
	refuses_transaction(Transaction::Order(Order { ordered_at, ..order() }), Error::InTheFuture);
}

#[test]
fn refuses_times_in_the_wrong_order() {
	let settled_at = Some(Moment(NOW - 1));
	refuses_transaction(Transaction::Receipt(Receipt { settled_at, ..receipt() }), Error::TimesOutOfOrder);
}

#[test]
fn refuses_places_off_the_map() {
	for location in [*b"XXSZX", *b"CNSZ1"] {
		let departure = Place { name: text("Somewhere"), location: Some(Location(location)) };
		let item = Logistics::Transport(Transport { departure, ..transport() });
		refuses_logistics(item, Error::UnknownLocation);
	}
}

#[test]
fn refuses_positions_off_the_earth() {
	for fix in [Fix { latitude: 900_000_001, ..fix() }, Fix { longitude: -1_800_000_001, ..fix() }] {
		let item = Logistics::Positions(Positions(vec![fix].try_into().unwrap()));
		refuses_logistics(item, Error::PositionOffEarth);
	}
}

#[test]
fn refuses_a_list_of_no_positions() {
	refuses_logistics(Logistics::Positions(Positions(Default::default())), Error::EmptyList);
}

#[test]
fn refuses_ranges_upside_down() {
	let temperature = Some(Range { lowest: 25, highest: 24 });
	refuses_logistics(Logistics::Storage(Storage { temperature, ..storage() }), Error::EmptyRange);
}

#[test]
fn refuses_unknown_countries() {
	let mut declaration = declaration();
	declaration.lines[0].origin = Country(*b"XX");
	refuses_customs(BROKER, Customs::Declaration(declaration), Error::UnknownCountry);
}

#[test]
fn refuses_a_status_with_another_ones_code() {
	let status = StatusChange { code: 899, ..released() };
	refuses_customs(BROKER, Customs::Status(status), Error::StatusCodeMismatch);
}

#[test]
fn passes_every_value_error_on_under_its_own_name() {
	for error in [
		ValueError::EmptyText,
		ValueError::ControlCharacter,
		ValueError::InvisibleCharacter,
		ValueError::OtherSpace,
		ValueError::NotNormalized,
		ValueError::MalformedCode,
		ValueError::WrongCheckDigit,
		ValueError::MalformedTraceCode,
		ValueError::UnknownCurrency,
		ValueError::UnknownCountry,
		ValueError::UnknownLocation,
		ValueError::PositionOffEarth,
		ValueError::InTheFuture,
		ValueError::TimesOutOfOrder,
		ValueError::EmptyList,
		ValueError::ZeroAmount,
		ValueError::EmptyRange,
		ValueError::StatusCodeMismatch,
		ValueError::CurrencyMismatch,
	] {
		assert_eq!(format!("{:?}", Error::<Test, Instance1>::from(error)), format!("{error:?}"));
	}
}
