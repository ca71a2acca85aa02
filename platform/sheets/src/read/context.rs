// SPDX-License-Identifier: Apache-2.0
//! The clock and the sealer that a sheet is read with.

use suyuan_primitives::{
	codes::TraceCode,
	values::{Commitment, Money, Sealed},
	Clock,
};

/// A field that is sealed, by which its plaintext is found again.
#[derive(Clone, Copy, Debug)]
pub struct Seal<'a> {
	/// The trace code of the unit.
	pub code: &'a TraceCode,
	/// The column, with its group.
	pub column: &'a str,
	/// The text to seal.
	pub plaintext: &'a str,
}

/// An amount that may be committed to, by which its commitment is found again.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
	/// The document that the amount stands in: its key, or the trace code of the unit.
	pub document: &'a str,
	/// The column, with its group; of a list also the entry, counted from 1.
	pub column: &'a str,
	/// The amount.
	pub money: Money,
}

/// Seals personal data and keeps salts and plaintexts; commits to amounts and keeps them with their blinding factors.
pub trait Sealer {
	/// Seals a plaintext.
	///
	/// # Errors
	///
	/// Returns a message if it can't be sealed.
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String>;

	/// Commits to an amount. None if amounts are told in clear, as they are where nothing else is said.
	///
	/// # Errors
	///
	/// Returns a message if it can't be committed to.
	fn commit(&mut self, _field: Counted<'_>) -> Result<Option<Commitment>, String> {
		Ok(None)
	}
}

/// The context in which a sheet is read.
pub struct Reading<'a> {
	/// The end of the past.
	pub clock: Clock,
	/// The sealer of personal data.
	pub sealer: &'a mut dyn Sealer,
}
