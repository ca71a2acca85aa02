// SPDX-License-Identifier: Apache-2.0
//! The clock and the sealer that a sheet is read with.

use suyuan_primitives::{codes::TraceCode, values::Sealed, Clock};

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

/// Seals personal data and keeps salts and plaintexts.
pub trait Sealer {
	/// Seals a plaintext.
	///
	/// # Errors
	///
	/// Returns a message if it can't be sealed.
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String>;
}

/// The context in which a sheet is read.
pub struct Reading<'a> {
	/// The end of the past.
	pub clock: Clock,
	/// The sealer of personal data.
	pub sealer: &'a mut dyn Sealer,
}
