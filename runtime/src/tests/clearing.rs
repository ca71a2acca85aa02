// SPDX-License-Identifier: Apache-2.0

//! Filings and declarations through the whole runtime, for the tests that need goods cleared.

use crate::{AccountId, Customs, Runtime, RuntimeOrigin};
use frame_support::assert_ok;
use pallet_customs::{DeclaredUnit, Filings, Form, Heading};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use suyuan_primitives::{
	codes::{Currency, EntryNumber, SupervisionMode, SupervisionModes, TraceCode},
	items::{CustomsStatus, DeclaredLine, OrderKey, WaybillKey},
	values::{Evidence, EvidenceKind, Mass, MeasureUnit, Moment, Money, Packages, Quantity, Text},
};

/// The seats of the departments that must agree: customs, tax, foreign exchange and market supervision.
pub const DEPARTMENTS: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

pub fn entry_number() -> EntryNumber {
	"530420260000000001".parse().unwrap()
}

pub fn order_key() -> OrderKey {
	OrderKey { platform: text("440316K001"), merchant: text("91440300708461136T"), number: text("SO-1") }
}

pub fn waybill_key() -> WaybillKey {
	WaybillKey { company: text("440398T012"), number: text("YT-1") }
}

/// One parcel of the exporter to a consumer, worth so many cents.
pub fn form(declarant: AccountId, code: TraceCode, cents: u64, declared_at: u64) -> Form<Runtime> {
	Form {
		declarant,
		heading: Heading {
			mode: SupervisionMode::DirectToConsumer,
			port_of_departure: "CNSZX".parse().unwrap(),
			port_of_arrival: "DEHAM".parse().unwrap(),
			destination: "DE".parse().unwrap(),
			declared_at: Moment(declared_at),
			order: order_key(),
			waybills: vec![waybill_key()].try_into().unwrap(),
			shares: Default::default(),
			packages: Packages(1),
			gross_weight: Mass { grams: 640 },
		},
		lines: vec![DeclaredLine {
			hs_code: "8518300000".parse().unwrap(),
			product_name: text("蓝牙耳机"),
			quantity: Quantity { thousandths: 1_000, unit: MeasureUnit::Piece },
			value: Money { minor_units: cents, currency: Currency(*b"USD") },
			origin: "CN".parse().unwrap(),
		}],
		units: vec![DeclaredUnit { code, lines: vec![0].try_into().unwrap() }],
	}
}

/// Files for parcels to consumers, and has every department agree.
pub fn file_and_agree(exporter: Sr25519Keyring) {
	let scope = SupervisionModes { direct_to_consumer: true, ..Default::default() };
	let licence = Evidence { kind: EvidenceKind::BusinessLicence, sha256: [9; 32] };
	let documents = vec![licence].try_into().unwrap();
	assert_ok!(Customs::file(signed(exporter), "4403160SL1".parse().unwrap(), scope, documents));
	let exporter = exporter.to_account_id();
	let hash = Filings::<Runtime>::get(&exporter).unwrap().filing_hash;
	for seat in DEPARTMENTS {
		assert_ok!(Customs::decide_filing(signed(seat), exporter.clone(), hash, true, None));
	}
}

/// Has every department agree to the declaration.
pub fn agree() {
	let view = Customs::declaration(entry_number()).unwrap();
	let (hash, digest) = (view.declaration.declaration_hash, view.loop_digest);
	for seat in DEPARTMENTS {
		assert_ok!(Customs::decide(signed(seat), entry_number(), hash, digest, true, None));
	}
}

/// Advances the declaration by customs, one status after the other.
pub fn advance(statuses: &[(CustomsStatus, u16)], changed_at: u64) {
	for (status, code) in statuses {
		assert_ok!(Customs::advance(signed(Alice), entry_number(), *status, *code, Moment(changed_at)));
	}
}
