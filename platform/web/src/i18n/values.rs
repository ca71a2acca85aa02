// SPDX-License-Identifier: Apache-2.0

//! Names of values in items of every block.

use super::Choices;

/// Countries and regions 国家（地区） by their ISO 3166-1 codes: Unicode CLDR's names, and for Hong Kong, Macao and Taiwan those
/// of GB/T 2659 and ISO 3166.
pub const COUNTRIES: Choices = Choices("Country");

/// Units of measure 计量单位, after an amount.
pub const MEASURES: Choices = Choices("MeasureUnit");

/// Kinds of documents.
pub const DOCUMENTS: Choices = Choices("EvidenceKind");

/// Positioning systems.
pub const POSITION_SYSTEMS: Choices = Choices("PositionSystem");

/// Second steps of facts that are told in two: the part and its field. The words for one that is missing are an attribute of
/// the message `awaited`.
pub const AWAITED: &[(&str, &str)] = &[
	("Receipt", "settled"),
	("Storage", "left_at"),
	("Delivery", "signed_at"),
	("Declaration", "duty_paid"),
];
