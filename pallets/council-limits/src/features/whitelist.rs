// SPDX-License-Identifier: Apache-2.0

//! Whitelisted calls and their terms.

use crate::{pallet::*, Governance, WhitelistedCall};
use frame_support::{
	pallet_prelude::{Get, Weight},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
	/// Starts the term of a call that was just whitelisted.
	pub fn note_whitelisted(hash: T::Hash) {
		let mut calls = Whitelisted::<T>::get();
		if calls.is_full() {
			let WhitelistedCall { hash: oldest, .. } = calls.remove(0);
			Whitelisted::<T>::put(&calls);
			Self::lapse(oldest);
		}
		let now = frame_system::Pallet::<T>::block_number();
		let lapses_at = now.saturating_add(T::WhitelistTerm::get());
		// There is room: the list isn't full, or one was just taken from it.
		if calls.try_push(WhitelistedCall { hash, lapses_at }).is_ok() {
			Whitelisted::<T>::put(calls);
		}
	}

	/// Ends the term of a call that was dispatched or taken off the whitelist.
	pub fn forget_whitelisted(hash: &T::Hash) {
		Whitelisted::<T>::mutate(|calls| calls.retain(|call| call.hash != *hash));
	}

	/// Takes the calls off the whitelist that were not dispatched within their terms.
	pub(crate) fn remove_lapsed_calls(now: BlockNumberFor<T>) -> Weight {
		let db = T::DbWeight::get();
		let mut calls = Whitelisted::<T>::get().into_inner();
		let lapsed = calls.iter().take_while(|call| call.lapses_at <= now).count();
		if lapsed == 0 {
			return db.reads(1);
		}
		let rest = calls.split_off(lapsed);
		Whitelisted::<T>::put(BoundedVec::<_, T::MaxWhitelisted>::truncate_from(rest));
		for WhitelistedCall { hash, .. } in calls {
			Self::lapse(hash);
		}
		// Of each the entry on the whitelist, the status of the preimage, and the preimage.
		db.reads_writes(2, 1).saturating_add(db.reads_writes(3, 3).saturating_mul(lapsed as u64))
	}

	fn lapse(call_hash: T::Hash) {
		T::Governance::remove_whitelisted(&call_hash);
		Self::deposit_event(Event::WhitelistedCallLapsed { call_hash });
	}
}
