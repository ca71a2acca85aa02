//! Counting, and the removal of what was left or has lapsed.

use crate::{pallet::*, Governance, Motion, Usage, WhitelistedCall};
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	pallet_prelude::{DispatchResult, Get, Weight},
	traits::{ChangeMembers, SortedMembers},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
	/// Counts the newest of the open motions as proposed by this member, or refuses it.
	pub fn note_motion(proposer: &T::AccountId) -> DispatchResult {
		let open = T::Governance::open_motions();
		let Some((newest, before)) = open.split_last() else { return Ok(()) };
		let mut motions = Motions::<T>::get();
		// What ended since, and what had the hash of this one before it ended.
		motions.retain(|motion| before.contains(&motion.hash));
		let own = motions.iter().filter(|motion| motion.proposer == *proposer).count();
		ensure!(own < T::MotionsPerMember::get() as usize, Error::<T>::MaxMotionsExceeded);
		let motion = Motion { hash: *newest, proposer: proposer.clone() };
		motions.try_push(motion).map_err(|_| Error::<T>::MaxMotionsExceeded)?;
		Motions::<T>::put(motions);
		// The collective, whose call it is, counts nothing for it.
		let weight = T::DbWeight::get().reads_writes(1, 1);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Operational);
		Ok(())
	}

	/// Counts a preimage as one of this member's, or refuses it.
	pub fn note_preimage(who: &T::AccountId, bytes: u32) -> DispatchResult {
		ensure!(T::Members::contains(who), Error::<T>::NotMember);
		let Usage { count, bytes: before } = Preimages::<T>::get(who).unwrap_or_default();
		ensure!(count < T::PreimagesPerMember::get(), Error::<T>::MaxPreimagesExceeded);
		let bytes = before.saturating_add(bytes);
		ensure!(bytes <= T::PreimageBytesPerMember::get(), Error::<T>::MaxPreimageBytesExceeded);
		Preimages::<T>::insert(who, Usage { count: count.saturating_add(1), bytes });
		Ok(())
	}

	/// Counts a preimage no longer.
	pub fn forget_preimage(who: &T::AccountId, bytes: u32) {
		Preimages::<T>::mutate_exists(who, |usage| {
			let Some(Usage { count, bytes: before }) = *usage else { return };
			let rest = Usage { count: count.saturating_sub(1), bytes: before.saturating_sub(bytes) };
			*usage = (rest.count > 0).then_some(rest);
		});
	}

	/// Lets the term of a call that was just whitelisted begin.
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

	/// Tells whether a call is on the whitelist and its term runs.
	pub fn is_whitelisted(hash: &T::Hash) -> bool {
		Whitelisted::<T>::get().iter().any(|call| call.hash == *hash)
	}

	fn lapse(call_hash: T::Hash) {
		T::Governance::remove_whitelisted(&call_hash);
		Self::deposit_event(Event::WhitelistedCallLapsed { call_hash });
	}

	/// Takes off the whitelist what was not dispatched in time.
	pub(crate) fn remove_what_lapsed(now: BlockNumberFor<T>) -> Weight {
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

	/// Ends the motions and unnotes the preimages of those who lost their seats in the last block.
	pub(crate) fn remove_what_was_left() -> Weight {
		let db = T::DbWeight::get();
		if !SeatVacated::<T>::take() {
			return db.reads(1);
		}
		let members = T::Members::sorted_members();
		let is_gone = |who: &T::AccountId| members.binary_search(who).is_err();
		let open = T::Governance::open_motions();
		let mut motions = Motions::<T>::get();
		motions.retain(|motion| open.contains(&motion.hash));
		let (gone, rest) = motions.into_iter().partition::<alloc::vec::Vec<_>, _>(|m| is_gone(&m.proposer));
		let ended = gone.len() as u64;
		for Motion { hash, proposer } in gone {
			T::Governance::disapprove(&hash);
			Self::deposit_event(Event::MotionWithdrawn { motion: hash, proposer });
		}
		Motions::<T>::put(BoundedVec::<_, T::MaxMotions>::truncate_from(rest));
		let looked_at = u64::from(T::Governance::unnote_preimages(is_gone));
		// Of each motion its call, its votes, and the list; of each preimage its status, itself, and what is counted.
		db.reads_writes(4, 2)
			.saturating_add(db.reads_writes(1, 3).saturating_mul(ended))
			.saturating_add(db.reads_writes(3, 3).saturating_mul(looked_at))
	}
}

impl<T: Config> ChangeMembers<T::AccountId> for Pallet<T> {
	fn change_members_sorted(_: &[T::AccountId], outgoing: &[T::AccountId], _: &[T::AccountId]) {
		if !outgoing.is_empty() {
			SeatVacated::<T>::put(true);
		}
	}
}
