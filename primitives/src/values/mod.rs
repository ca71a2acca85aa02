// SPDX-License-Identifier: Apache-2.0

//! Values of records: text, money, commitments, quantities, moments, positions, evidence, sealed fields.

mod amount;
mod counted;
mod evidence;
mod moment;
mod place;
mod sealed;
mod sealing_key;
mod text;

pub use amount::{Mass, MeasureUnit, Money, Packages, Quantity};
pub use counted::{Amount, Commitment, VALUE_BASE};
pub use evidence::{Evidence, EvidenceKind};
pub use moment::{Moment, ShelfLife};
pub use place::{Fix, Place, PositionSystem};
pub use sealed::Sealed;
pub use sealing_key::{SealingKey, SealingKeyError};
pub use text::{check_text, fold_text, Text};

/// Name of a thing or a party: up to 128 bytes of UTF-8.
pub type Name = Text<128>;
/// Postal address or description: up to 256 bytes of UTF-8.
pub type Address = Text<256>;
/// Remark or reason: up to 256 bytes of UTF-8.
pub type Note = Text<256>;
/// Short label, contact or number plate: up to 64 bytes of UTF-8.
pub type Label = Text<64>;
/// Number of a commercial document: up to 80 bytes of UTF-8.
pub type DocumentNumber = Text<80>;
