// SPDX-License-Identifier: Apache-2.0

//! Messages between a vault and those who keep and read envelopes there, as JSON.

use crate::Recipient;
use codec::Encode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most grants of one record.
pub const MAX_GRANTS: usize = 64;

/// The most characters of the path of a field.
pub const MAX_PATH: usize = 128;

/// An envelope that is put into the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Put {
	/// Path of the field in its record, such as `Order.consignee`.
	pub path: String,
	/// Encrypted content, hexadecimal.
	pub content: String,
	/// First grants, the owner's own among them.
	pub grants: Vec<Grant>,
}

/// A grant to read a record, with the data key wrapped for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
	/// Account of the reader, or `bearer:` and the id of a secret.
	#[schema(value_type = String)]
	pub to: Recipient,
	/// Ground on which the reader is let in.
	pub basis: Basis,
	/// Purpose of the grant.
	pub purpose: Purpose,
	/// First moment of the grant: milliseconds since 1970 UTC.
	pub from: u64,
	/// End of the grant: milliseconds since 1970 UTC.
	pub until: u64,
	/// Number of reads after which the grant is used up. None for any number.
	pub reads: Option<u32>,
	/// Data key wrapped for the reader, hexadecimal.
	pub wrap: String,
}

/// The ground on which a reader is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Basis {
	/// The record is the reader's own.
	Owner,
	/// The reader holds the seat of a department, which reads by law.
	Law,
	/// The owner wants it so.
	Consent,
	/// The reader has accepted custody of the unit, and for so many days after it was delivered or passed on.
	Custody {
		/// Days after delivery.
		days_after: u32,
	},
}

/// The purpose of a grant, which stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Serialize, Deserialize, ToSchema)]
pub enum Purpose {
	/// The owner's own use.
	Own,
	/// Delivery of the goods.
	Deliver,
	/// Clearance by customs.
	Clear,
	/// Taxation, and the reconciliation of order, receipt and declaration.
	Tax,
	/// Service after the sale.
	AfterSale,
	/// Proceedings before a court.
	Court,
}

/// A record that a reader was let in to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Kept {
	/// Path of the field in its record, as the owner claims it.
	pub path: String,
	/// Account of the owner.
	pub owner: String,
	/// Encrypted content, hexadecimal.
	pub content: String,
	/// Data key wrapped for the reader, hexadecimal.
	pub wrap: String,
	/// Readers who found that the opening is that of the commitment.
	pub confirmed_by: Vec<String>,
	/// Readers who found that it is not: the record is false.
	pub disputed_by: Vec<String>,
}

/// The finding of a reader that opened a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
	/// True if the opening is that of the chain's commitment.
	pub agrees: bool,
}
