// SPDX-License-Identifier: Apache-2.0

//! Proofs that committed amounts agree with that of their order.

use crate::{pallet::*, Loop, WeightInfo, MAX_RECEIPTS};
use alloc::{vec, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResultWithPostInfo, Zero},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::{sr25519, H256};
use suyuan_primitives::{
	amounts::{match_message, ComparisonError, Sides},
	items::OrderKey,
	reconciliation::{Comparison, Total},
	values::Amount,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_match_by_proof(
		merchant: T::AccountId,
		order: OrderKey,
		comparison: Comparison,
		amounts: Vec<Amount>,
		signature: [u8; 64],
	) -> DispatchResultWithPostInfo {
		let mut standing = Loops::<T>::get(&merchant, &order);
		let ordered = standing.order.as_ref().map(|document| document.says.amount);
		let ordered = ordered.ok_or(Error::<T>::NotFound)?;
		let compared = Self::amounts_of(&standing, &ordered, comparison, amounts)?;
		let proven = standing.amounts_to_prove(comparison).ok_or(Error::<T>::NothingToProve)?;
		ensure!(standing.proofs.of(comparison) != Some(proven), Error::<T>::AlreadyProven);
		let sides = Sides::of(&compared, &ordered).map_err(|error| match error {
			ComparisonError::MalformedCommitment => Error::<T>::MalformedCommitment,
			ComparisonError::EqualCommitments => Error::<T>::EqualCommitments,
		})?;
		let message =
			match_message(&Self::genesis(), &merchant, &order, ordered.currency(), &sides, comparison);
		let is_signed = sp_io::crypto::sr25519_verify(
			&sr25519::Signature::from_raw(signature),
			&message,
			&sr25519::Public::from_raw(sides.key),
		);
		ensure!(is_signed, Error::<T>::InvalidProof);
		standing.proofs.enter(comparison, proven);
		Self::put(&merchant, &order, standing);
		Ok(Some(T::WeightInfo::match_by_proof(compared.len() as u32)).into())
	}

	/// The weight of the call before it is known how many receipts there are.
	pub(crate) fn weight_of_proof(comparison: Comparison, amounts: usize) -> Weight {
		let amounts = match comparison {
			Comparison::Receipts => (amounts as u32).max(MAX_RECEIPTS),
			Comparison::OrderLines | Comparison::Declaration => (amounts as u32).max(1),
		};
		T::WeightInfo::match_by_proof(amounts)
	}

	/// The amounts that are compared with that of the order.
	///
	/// The caller gives the amounts of a list again, because the state has but their hash.
	fn amounts_of(
		standing: &Loop<T::AccountId>,
		ordered: &Amount,
		comparison: Comparison,
		given: Vec<Amount>,
	) -> Result<Vec<Amount>, Error<T>> {
		let total = match comparison {
			Comparison::OrderLines => standing.order.as_ref().and_then(|order| order.says.lines),
			Comparison::Declaration => standing.declared.as_ref().map(|declared| declared.value),
			Comparison::Receipts => {
				ensure!(given.is_empty(), Error::<T>::AmountsDiffer);
				let in_currency = |amount: &Amount| amount.currency() == ordered.currency();
				let received: Vec<_> = standing.counted().filter(in_currency).collect();
				ensure!(!received.is_empty(), Error::<T>::NothingToProve);
				return Ok(received);
			}
		};
		match total.ok_or(Error::<T>::NothingToProve)? {
			total if total.currency() != ordered.currency() => Err(Error::<T>::NothingToProve),
			Total::Plain(money) if given.is_empty() => Ok(vec![money.into()]),
			Total::Committed { amounts, .. } if Total::hash_of(&given) == amounts => Ok(given),
			Total::Plain(_) | Total::Committed { .. } => Err(Error::<T>::AmountsDiffer),
		}
	}

	/// The hash of the chain's first block, which proofs name.
	fn genesis() -> H256 {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		H256::from_slice(genesis.as_ref())
	}
}
