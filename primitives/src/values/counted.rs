// SPDX-License-Identifier: Apache-2.0

//! Counted fields: amounts of money that are told in clear, or committed to.

use super::Money;
use crate::{codes::Currency, Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The point `H` that amounts are multiplied with. A test derives it from its seed.
pub const VALUE_BASE: [u8; 32] = [
	0x72, 0xe2, 0x60, 0x42, 0x18, 0x8d, 0xf2, 0x9b, 0x31, 0xa4, 0x39, 0x95, 0x95, 0xca, 0xf1, 0x78, 0xbd,
	0xc8, 0xca, 0x8c, 0x70, 0xcd, 0x9a, 0x3d, 0x8c, 0x4d, 0x40, 0xa6, 0xb3, 0x89, 0x83, 0x28,
];

/// A commitment to an amount in minor units: a point of the group Ristretto255, `v·H + r·B`.
///
/// The blinding factor `r` is random and stays off the chain with the amount `v`. See [`amounts`](crate::amounts) for the
/// points, and for proofs that amounts agree.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Commitment(pub [u8; 32]);

impl Check for Commitment {
	/// Checks that the bytes may encode a point: below 2^255 - 19, even, and not the identity.
	///
	/// Every second such number encodes a point indeed. To find that out takes as long as to check the whole record, so it is
	/// left to the proof, and a commitment that is none is never proven.
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		let [first, middle @ .., last] = &self.0;
		let is_below_order =
			*last < 0x7f || *last == 0x7f && (*first < 0xed || middle.iter().any(|byte| *byte != 0xff));
		let is_even = first & 1 == 0;
		let is_identity = self.0 == [0; 32];
		(is_below_order && is_even && !is_identity).then_some(()).ok_or(ValueError::MalformedCommitment)
	}
}

/// An amount of money, in clear or as a commitment.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Amount {
	/// The amount in clear.
	Plain(Money),
	/// The amount is kept off the chain, which has a commitment to it.
	Committed {
		/// Commitment to the amount in the currency's minor unit.
		commitment: Commitment,
		/// Currency of the amount.
		currency: Currency,
	},
}

impl Amount {
	/// The currency, which is told in clear always.
	pub const fn currency(&self) -> Currency {
		match self {
			Self::Plain(Money { currency, .. }) | Self::Committed { currency, .. } => *currency,
		}
	}

	/// The amount if it is told in clear.
	pub const fn plain(&self) -> Option<Money> {
		match self {
			Self::Plain(money) => Some(*money),
			Self::Committed { .. } => None,
		}
	}

	/// Returns true if the amount is kept off the chain.
	pub const fn is_committed(&self) -> bool {
		matches!(self, Self::Committed { .. })
	}
}

impl From<Money> for Amount {
	fn from(money: Money) -> Self {
		Self::Plain(money)
	}
}

impl Check for Amount {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		match self {
			Self::Plain(money) => money.check(clock),
			Self::Committed { commitment, currency } => {
				commitment.check(clock)?;
				currency.check(clock)
			}
		}
	}
}
