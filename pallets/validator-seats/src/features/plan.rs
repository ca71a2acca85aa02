// SPDX-License-Identifier: Apache-2.0

//! Plans of the validator sets, and their taking over.

use crate::{
	pallet::*,
	types::{Rest, Retirement, Standing},
};
use alloc::vec::Vec;
use core::cmp::Reverse;
use frame_support::traits::SortedMembers;
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::{Pallet as Session, QueuedKeys};
use sp_runtime::traits::Saturating;
use sp_staking::SessionIndex;

/// The accounts that are in `these` and not in `those`.
fn difference<AccountId: Clone + PartialEq>(these: &[AccountId], those: &[AccountId]) -> Vec<AccountId> {
	these.iter().filter(|who| !those.contains(who)).cloned().collect()
}

impl<T: Config> Pallet<T> {
	/// The validators from the first block on: the members that have session keys at genesis.
	pub(crate) fn first_set() -> Option<Vec<T::AccountId>> {
		let mut set = T::Regulators::sorted_members();
		set.retain(Self::has_keys);
		(!set.is_empty()).then_some(set)
	}

	/// Plans the set of `session`. None if it is to be the one that acts now, with the same keys.
	///
	/// To return the same set again would begin a new one all the same: every disabled validator would be enabled,
	/// and finality would change its voters for nothing.
	pub(crate) fn plan(session: SessionIndex) -> Option<Vec<T::AccountId>> {
		let members = T::Regulators::sorted_members();
		// The set that was planned last acts from now on.
		let acting = Session::<T>::validators();

		let mut plan = Self::active(&members);
		plan.retain(Self::has_keys);
		Self::let_idle_rest(&mut plan);
		Self::hold_over(&mut plan, &acting, &members, session);
		plan.sort();
		// The plan isn't empty: no seat is held over only if none acts, either.
		if plan.is_empty() {
			return None;
		}

		let (entering, leaving) = (difference(&plan, &acting), difference(&acting, &plan));
		for who in &leaving {
			if members.binary_search(who).is_err() {
				Seats::<T>::remove(who);
			}
		}
		if !entering.is_empty() || !leaving.is_empty() {
			Self::deposit_event(Event::SetPlanned { session, entering, leaving });
		}
		let keys: Vec<_> =
			plan.iter().filter_map(|who| Some((who.clone(), Session::<T>::load_keys(who)?))).collect();
		(keys != QueuedKeys::<T>::get()).then_some(plan)
	}

	/// Adds as many to the plan as the floor lacks, out of the acting validators that would have to leave.
	fn hold_over(
		plan: &mut Vec<T::AccountId>,
		acting: &[T::AccountId],
		members: &[T::AccountId],
		session: SessionIndex,
	) {
		let lacking = Self::floor().saturating_sub(plan.len());
		if lacking == 0 {
			return;
		}
		let mut leaving: Vec<_> = difference(acting, plan)
			.into_iter()
			.filter(Self::has_keys)
			.map(|who| {
				let is_expelled = members.binary_search(&who).is_err();
				let is_offended = Seats::<T>::get(&who) == Some(Standing::Retired(Retirement::Offence));
				// Among equals, the last author is most likely to be online.
				((is_expelled, is_offended, Reverse(LastAuthored::<T>::get(&who))), who)
			})
			.collect();
		leaving.sort();
		for (_, who) in leaving.into_iter().take(lacking) {
			plan.push(who.clone());
			Self::deposit_event(Event::HeldOver { who, session });
		}
	}

	/// Lets the idle among these active seats rest, the most idle first, down to the floor.
	fn let_idle_rest(active: &mut Vec<T::AccountId>) {
		let above_floor = active.len().saturating_sub(Self::floor());
		let (now, term) = (frame_system::Pallet::<T>::block_number(), IdleTerm::<T>::get());
		let is_idle = |last: &BlockNumberFor<T>| now.saturating_sub(*last) >= term;
		let mut idle: Vec<_> = active
			.iter()
			.filter_map(|who| Some((LastAuthored::<T>::get(who).filter(is_idle)?, who.clone())))
			.collect();
		idle.sort();
		for (_, who) in idle.into_iter().take(above_floor) {
			active.retain(|seat| *seat != who);
			Self::let_rest(who, Rest::Idle);
		}
	}

	/// Lets the planned set take over. A validator that enters has the whole idle term before it.
	pub(crate) fn change_set(session: SessionIndex) {
		let (acting, planned) = (Session::<T>::validators(), Self::planned());
		let (entering, leaving) = (difference(&planned, &acting), difference(&acting, &planned));
		if entering.is_empty() && leaving.is_empty() {
			return;
		}
		for who in &entering {
			LastAuthored::<T>::insert(who, frame_system::Pallet::<T>::block_number());
		}
		for who in &leaving {
			LastAuthored::<T>::remove(who);
		}
		Self::deposit_event(Event::SetChanged { session, entering, leaving });
	}
}
