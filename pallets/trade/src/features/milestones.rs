// SPDX-License-Identifier: Apache-2.0

//! Milestones: each is done by a fact that the chain looks up, or by the signature of the side that did not perform.
//!
//! A fact does one milestone of one contract. Title is told by the units as it passes, so that nothing that passed before
//! the contract was signed counts for it; release and loop are of the order that both sides signed.

use crate::{pallet::*, ContractOf, Fact, MilestoneKind};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	SaturatedConversion,
};
use suyuan_primitives::{
	items::OrderKey,
	reconciliation::LoopState,
	traits::{self, Declarations, Loops},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_fulfil(who: T::AccountId, id: H256, milestone: u8, fact: Fact) -> DispatchResult {
		let (mut contract, side) = Self::signed_contract(&who, &id)?;
		let place = usize::from(milestone);
		let kind = contract.terms.milestones.get(place).ok_or(Error::<T>::MilestoneNotFound)?.kind;
		ensure!(contract.done_at[place].is_none(), Error::<T>::AlreadyDone);
		let by_fact = match (kind, fact) {
			(MilestoneKind::Manual { by }, Fact::Manual(document)) => {
				ensure!(side != by, Error::<T>::OwnWord);
				document
			}
			(MilestoneKind::Release, Fact::Release(entry_number)) => {
				let exported = T::Declarations::released(&entry_number).ok_or(Error::<T>::NotPerformed)?;
				ensure!(exported.declarant == contract.seller, Error::<T>::AnothersFact);
				Self::use_fact(&id, &contract, kind, &exported.order)?
			}
			(MilestoneKind::Loop, Fact::Loop(order)) => {
				let state = T::Loops::standing(&contract.seller, &order).state;
				ensure!(matches!(state, LoopState::Matched { .. }), Error::<T>::NotPerformed);
				Self::use_fact(&id, &contract, kind, &order)?
			}
			_ => return Err(Error::<T>::WrongFact.into()),
		};
		Self::mark(&id, &mut contract, place, by_fact);
		Contracts::<T>::insert(id, contract);
		Ok(())
	}

	/// Uses the fact of an order up, if it is the order of the contract.
	fn use_fact(
		id: &H256,
		contract: &ContractOf<T>,
		kind: MilestoneKind,
		order: &OrderKey,
	) -> Result<H256, DispatchError> {
		let order_hash = BlakeTwo256::hash_of(order);
		ensure!(contract.terms.order_hash == Some(order_hash), Error::<T>::AnothersFact);
		let fact = Self::fact_of(contract, kind, order_hash);
		ensure!(!Facts::<T>::contains_key(fact), Error::<T>::FactUsed);
		Facts::<T>::insert(fact, id);
		Ok(fact)
	}

	/// The hash under which a fact of the seller's order is used once.
	pub(crate) fn fact_of(contract: &ContractOf<T>, kind: MilestoneKind, order_hash: H256) -> H256 {
		BlakeTwo256::hash_of(&(kind, &contract.seller, order_hash))
	}

	/// Marks a milestone as done by a fact.
	pub(crate) fn mark(id: &H256, contract: &mut ContractOf<T>, place: usize, fact: H256) {
		contract.done_at[place] = Some(frame_system::Pallet::<T>::block_number().saturated_into());
		Self::deposit_event(Event::MilestoneDone { id: *id, milestone: place as u8, fact });
	}

	/// Opens a milestone again, and takes back what was signed off on it.
	pub(crate) fn reopen(id: &H256, contract: &mut ContractOf<T>, place: usize) {
		contract.done_at[place] = None;
		contract.signed_off = Default::default();
		Self::deposit_event(Event::MilestoneReopened { id: *id, milestone: place as u8 });
	}
}

impl<T: Config> traits::Contracts<T::AccountId> for Pallet<T> {
	fn title_passed(id: &H256, from: &T::AccountId, to: &T::AccountId, units: u32, with_custody: bool) {
		let signed = Contracts::<T>::get(id).filter(|contract| contract.accepted.is_some());
		let Some(mut contract) = signed else { return };
		let is_delivery = (from, to) == (&contract.seller, &contract.buyer);
		let is_return = (from, to) == (&contract.buyer, &contract.seller);
		if !is_delivery && !is_return {
			return;
		}
		let of_title = |kind| matches!(kind, MilestoneKind::Title { .. });
		let of_custody = |kind| matches!(kind, MilestoneKind::Custody { .. });
		let is_enough = |kind| match kind {
			MilestoneKind::Title { units: least } => units >= u32::from(least),
			MilestoneKind::Custody { units: least } => with_custody && units >= u32::from(least),
			_ => false,
		};
		let kinds: [&dyn Fn(MilestoneKind) -> bool; 2] = [&of_title, &of_custody];
		let places: Vec<_> = if is_delivery {
			let first = |of: &dyn Fn(_) -> bool| {
				contract.places(false).find(|(_, kind)| of(*kind) && is_enough(*kind))
			};
			kinds.into_iter().filter_map(first).collect()
		} else {
			let last = |of: &dyn Fn(_) -> bool| contract.places(true).rev().find(|(_, kind)| of(*kind));
			kinds.into_iter().filter_map(last).collect()
		};
		if places.is_empty() {
			return;
		}
		for (place, kind) in places {
			if is_delivery {
				let fact = BlakeTwo256::hash_of(&(kind, units));
				Self::mark(id, &mut contract, place, fact);
			} else {
				Self::reopen(id, &mut contract, place);
			}
		}
		Contracts::<T>::insert(id, contract);
	}
}
