// SPDX-License-Identifier: Apache-2.0
//! The names of what is seeded: codes of units, lots and cartons, and the accounts of those who tell of them.

/// The number of products.
const PRODUCT_COUNT: u64 = 1_000;

/// Pieces of a batch.
pub(super) const BATCH_UNITS: u64 = 1_000;

/// Pieces in a carton.
const CARTON_UNITS: u64 = 20;

/// The time of the chain's first block.
pub(super) const START: i64 = 1_780_000_000_000;

pub(super) const MANUFACTURER: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
pub(super) const CARRIER: &str = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
pub(super) const CUSTOMS: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// Appends the check digit of GS1.
fn with_check_digit(digits: String) -> String {
	let weighted = digits.bytes().rev().zip([3, 1].into_iter().cycle());
	let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
	format!("{digits}{}", (10 - sum % 10) % 10)
}

/// The commodity barcode of a product.
pub(crate) fn gtin(unit: u64) -> String {
	// The pieces of a batch are of one product.
	with_check_digit(format!("069012{:07}", unit / BATCH_UNITS % PRODUCT_COUNT))
}

/// The lot of a unit.
pub(crate) fn lot(unit: u64) -> String {
	format!("L{:06}", unit / BATCH_UNITS)
}

/// The trace code of a unit.
pub(crate) fn code(unit: u64) -> String {
	format!("01/{}/10/{}/21/S{unit:08}", gtin(unit), lot(unit))
}

/// The carton of a unit.
pub(super) fn carton(unit: u64) -> String {
	format!("00/{}", with_check_digit(format!("1069012{:010}", unit / CARTON_UNITS)))
}
