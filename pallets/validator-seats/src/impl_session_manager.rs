// SPDX-License-Identifier: Apache-2.0

//! Sessions: their ends, and the sets that act in them.

use crate::pallet::*;
use alloc::vec::Vec;
use frame_support::{
	traits::{EstimateNextSessionRotation, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::{historical, SessionManager, ShouldEndSession};
use sp_runtime::{
	traits::{One, Saturating},
	Permill,
};
use sp_staking::SessionIndex;

impl<T: Config> ShouldEndSession<BlockNumberFor<T>> for Pallet<T> {
	fn should_end_session(now: BlockNumberFor<T>) -> bool {
		now.saturating_sub(SessionBegan::<T>::get()) >= SessionLength::<T>::get()
	}
}

impl<T: Config> EstimateNextSessionRotation<BlockNumberFor<T>> for Pallet<T> {
	fn average_session_length() -> BlockNumberFor<T> {
		SessionLength::<T>::get()
	}

	fn estimate_current_session_progress(now: BlockNumberFor<T>) -> (Option<Permill>, Weight) {
		// The block itself counts as passed.
		let passed = now.saturating_sub(SessionBegan::<T>::get()).saturating_add(One::one());
		let progress = Permill::from_rational(passed, SessionLength::<T>::get());
		(Some(progress), T::DbWeight::get().reads(2))
	}

	fn estimate_next_session_rotation(_: BlockNumberFor<T>) -> (Option<BlockNumberFor<T>>, Weight) {
		let end = SessionBegan::<T>::get().saturating_add(SessionLength::<T>::get());
		(Some(end), T::DbWeight::get().reads(2))
	}
}

impl<T: Config> SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(session: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(session)
	}

	fn new_session_genesis(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::first_set()
	}

	fn end_session(session: SessionIndex) {
		Self::change_set(session.saturating_add(1));
	}

	fn start_session(_: SessionIndex) {
		SessionBegan::<T>::put(frame_system::Pallet::<T>::block_number());
		Self::disable_offenders();
	}
}

/// Answers for the history of the sets, which identifies a validator by its account and nothing else.
///
/// So even one is identified that is held over after its membership ended.
impl<T: Config> historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session(session: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		Self::plan(session).map(identified)
	}

	fn new_session_genesis(_: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		Self::first_set().map(identified)
	}

	fn end_session(session: SessionIndex) {
		<Self as SessionManager<_>>::end_session(session)
	}

	fn start_session(session: SessionIndex) {
		<Self as SessionManager<_>>::start_session(session)
	}
}

fn identified<AccountId>(set: Vec<AccountId>) -> Vec<(AccountId, ())> {
	set.into_iter().map(|who| (who, ())).collect()
}
