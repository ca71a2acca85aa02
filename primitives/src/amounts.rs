// SPDX-License-Identifier: Apache-2.0

//! Proofs that amounts agree which nobody shows.
//!
//! A commitment to `v` minor units is `C = v·H + r·B` in Ristretto255 (RFC 9496). `B` is the base point, which is the
//! generator of sr25519, and `H` the one-way map of SHA-512 of `suyuan/amount/H/v1`. Of two commitments to one amount,
//! `C1 - C2 = (r1 - r2)·B`: a public key of sr25519, whose secret is the difference of the blinding factors. Of different
//! amounts nobody knows the secret. So the proof is an ordinary signature under `C1 - C2`, over a message that names the
//! chain, the merchant, the order, the currency, both points and the documents that are compared: see [`match_message`].
//!
//! Sums alike: the sum of the commitments is one to the sum of the amounts. An amount in clear counts as `v·H`.
//!
//! `C1 = C2` is refused. The key would be the identity, under which any signature verifies; and equal commitments show who
//! pays the same.
//!
//! No range is proven: amounts are numbers modulo the order of the group, so that -5 is one. A sum of which a line or a
//! receipt is negative is found by those who are shown it: whoever agrees to a release asks for the openings of what is
//! committed to, and who may write receipts was admitted as a financial institution.

pub use crate::values::VALUE_BASE;
use crate::{
	codes::Currency,
	items::OrderKey,
	reconciliation::Comparison,
	values::{Amount, Commitment, Money},
};
use alloc::vec::Vec;
use codec::Encode;
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
	traits::{Identity, IsIdentity},
};
use sp_core::H256;

/// The beginning of every message under which amounts are proven to agree.
const MATCH_DOMAIN: &[u8] = b"suyuan/match/v1";

/// The reason why commitments are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonError {
	/// Bytes of a commitment encode no point, or the identity.
	MalformedCommitment,
	/// Both sides are the same point.
	EqualCommitments,
}

/// Both sides of a comparison, as points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
	/// The sum of what is compared with the order: its lines, its receipts or the declared lines.
	pub compared: [u8; 32],
	/// The amount of the order.
	pub ordered: [u8; 32],
	/// The sum less the amount of the order: the public key of sr25519 that signs the proof.
	pub key: [u8; 32],
}

impl Sides {
	/// Computes both sides of a comparison, and the key that signs its proof.
	///
	/// # Errors
	///
	/// An error if a commitment is no point, or if both sides are the same.
	pub fn of<'a>(
		compared: impl IntoIterator<Item = &'a Amount>,
		ordered: &Amount,
	) -> Result<Self, ComparisonError> {
		let compared = sum_of(compared)?;
		let ordered = sum_of([ordered])?;
		let key = compared - ordered;
		if key.is_identity() {
			return Err(ComparisonError::EqualCommitments);
		}
		let bytes = |point: RistrettoPoint| point.compress().to_bytes();
		Ok(Self { compared: bytes(compared), ordered: bytes(ordered), key: bytes(key) })
	}
}

/// The point of a commitment.
fn point_of(commitment: &Commitment) -> Result<RistrettoPoint, ComparisonError> {
	let point = CompressedRistretto(commitment.0).decompress();
	let point = point.filter(|point| !point.is_identity());
	point.ok_or(ComparisonError::MalformedCommitment)
}

/// The point of a sum of amounts. Those in clear are added up before they are multiplied, once.
fn sum_of<'a>(amounts: impl IntoIterator<Item = &'a Amount>) -> Result<RistrettoPoint, ComparisonError> {
	let mut point = RistrettoPoint::identity();
	let mut clear = 0u128;
	for amount in amounts {
		match amount {
			Amount::Plain(Money { minor_units, .. }) => clear = clear.saturating_add((*minor_units).into()),
			Amount::Committed { commitment, .. } => point += point_of(commitment)?,
		}
	}
	if clear > 0 {
		let base = point_of(&Commitment(VALUE_BASE))?;
		point += RistrettoPoint::vartime_double_scalar_mul_basepoint(&clear.into(), &base, &Scalar::ZERO);
	}
	Ok(point)
}

/// The message under which amounts of a loop are proven to agree.
///
/// `suyuan/match/v1`, the hash of the chain's first block, the merchant's account, the order's key in SCALE, the currency's
/// three letters, the points of both sides, and one byte for the comparison. So a proof holds for one comparison of one
/// order of one merchant on one chain.
pub fn match_message(
	genesis: &H256,
	merchant: &impl Encode,
	order: &OrderKey,
	currency: Currency,
	sides: &Sides,
	comparison: Comparison,
) -> Vec<u8> {
	let mut message = MATCH_DOMAIN.to_vec();
	(genesis, merchant, order, currency, sides.compared, sides.ordered, comparison).encode_to(&mut message);
	message
}

#[cfg(feature = "commit")]
pub use commit::{Opening, Prover};

#[cfg(feature = "commit")]
mod commit {
	use super::{match_message, point_of, ComparisonError, Sides, VALUE_BASE};
	use crate::values::{Amount, Commitment, Money};
	use alloc::vec::Vec;
	use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, scalar::Scalar};
	use schnorrkel::{signing_context, SecretKey};

	/// The opening of a commitment: the amount and its blinding factor, which its owner keeps.
	#[derive(Clone, PartialEq, Eq)]
	pub struct Opening {
		/// The amount.
		pub money: Money,
		/// The blinding factor `r`, little endian. Without it nothing is ever proven of the commitment.
		pub blinding: [u8; 32],
	}

	impl core::fmt::Debug for Opening {
		fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
			f.write_str("Opening(..)")
		}
	}

	impl Opening {
		/// Makes an opening of 64 random bytes, which are used for nothing else.
		pub fn new(money: Money, random: &[u8; 64]) -> Self {
			Self { money, blinding: Scalar::from_bytes_mod_order_wide(random).to_bytes() }
		}

		/// Opening of an amount that is told in clear.
		pub fn of_plain(money: Money) -> Self {
			Self { money, blinding: [0; 32] }
		}

		/// The commitment to the amount.
		pub fn commitment(&self) -> Commitment {
			let base = point_of(&Commitment(VALUE_BASE)).expect("the base is a point");
			let point = Scalar::from(self.money.minor_units) * base
				+ Scalar::from_bytes_mod_order(self.blinding) * RISTRETTO_BASEPOINT_POINT;
			Commitment(point.compress().to_bytes())
		}

		/// The amount as it is recorded: committed to, unless it has no blinding factor.
		pub fn amount(&self) -> Amount {
			match self.blinding {
				[0, rest @ ..] if rest == [0; 31] => Amount::Plain(self.money),
				_ => Amount::Committed { commitment: self.commitment(), currency: self.money.currency },
			}
		}
	}

	/// A prover that knows the openings of both sides.
	#[derive(Debug)]
	pub struct Prover {
		secret: SecretKey,
		sides: Sides,
	}

	impl Prover {
		/// Creates a prover of a comparison with the amount of an order.
		///
		/// Amounts that do not agree are not refused: their proof does not verify. `nonce` is 32 random bytes, from which the
		/// nonces of signatures are derived.
		///
		/// # Errors
		///
		/// An error if both sides are the same point.
		pub fn new(
			compared: &[Opening],
			ordered: &Opening,
			nonce: &[u8; 32],
		) -> Result<Self, ComparisonError> {
			let scalar = |opening: &Opening| Scalar::from_bytes_mod_order(opening.blinding);
			let amounts: Vec<Amount> = compared.iter().map(Opening::amount).collect();
			let sides = Sides::of(&amounts, &ordered.amount())?;
			let secret = compared.iter().map(scalar).sum::<Scalar>() - scalar(ordered);
			let mut bytes = [0; 64];
			bytes[..32].copy_from_slice(secret.as_bytes());
			bytes[32..].copy_from_slice(nonce);
			let secret = SecretKey::from_bytes(&bytes).map_err(|_| ComparisonError::MalformedCommitment)?;
			Ok(Self { secret, sides })
		}

		/// Both sides of the comparison.
		pub fn sides(&self) -> &Sides {
			&self.sides
		}

		/// Signs a message of [`match_message`] with the difference of the blinding factors.
		pub fn sign(&self, message: &[u8]) -> [u8; 64] {
			let public = self.secret.to_public();
			self.secret.sign(signing_context(b"substrate").bytes(message), &public).to_bytes()
		}

		/// The proof that the amounts of a loop agree: see [`match_message`].
		pub fn prove(
			&self,
			genesis: &sp_core::H256,
			merchant: &impl codec::Encode,
			order: &crate::items::OrderKey,
			currency: crate::codes::Currency,
			comparison: crate::reconciliation::Comparison,
		) -> [u8; 64] {
			self.sign(&match_message(genesis, merchant, order, currency, &self.sides, comparison))
		}
	}
}
