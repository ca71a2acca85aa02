// SPDX-License-Identifier: Apache-2.0

//! Blocks one after another, each by the author of its slot, and sessions of them.

use crate::{
	AccountId, Aura, Executive, Header, Session, System, UncheckedExtrinsic, ValidatorSeats,
	MILLISECS_PER_BLOCK,
};
use codec::Encode;
use frame_support::assert_ok;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_runtime::{traits::Header as _, Digest, DigestItem};

/// The length of a session in these tests, in blocks.
pub const LENGTH: u32 = 10;

/// Makes the next block, and runs `happens` in it.
///
/// Disabled validators miss their slots, and so do those that are `offline`.
pub fn block_without<R>(offline: &[AccountId], happens: impl FnOnce() -> R) -> R {
	let (set, disabled) = (Session::validators(), Session::disabled_validators());
	let last = u64::from(pallet_aura::CurrentSlot::<crate::Runtime>::get());
	let slot = (last + 1..)
		.find(|slot| {
			let index = (slot % set.len() as u64) as usize;
			!disabled.contains(&(index as u32)) && !offline.contains(&set[index])
		})
		.unwrap();

	let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
	let number = System::block_number() + 1;
	let header = Header::new(number, Default::default(), Default::default(), Default::default(), digest);
	Executive::initialize_block(&header);
	let clock = pallet_timestamp::Call::set { now: slot * MILLISECS_PER_BLOCK };
	assert_ok!(Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(clock.into())).unwrap());
	let result = happens();
	Executive::finalize_block();
	assert_eq!(Aura::authorities_len(), Session::validators().len());
	ValidatorSeats::do_try_state().unwrap();
	result
}

/// Makes the next block, and runs `happens` in it.
pub fn block_with<R>(happens: impl FnOnce() -> R) -> R {
	block_without(&[], happens)
}

/// Makes the next block, without transactions.
pub fn next_block() {
	block_with(|| ());
}

/// Makes blocks until the next session has begun, without the validators that are `offline`.
pub fn next_session_without(offline: &[AccountId]) {
	let session = Session::current_index();
	while Session::current_index() == session {
		block_without(offline, || ());
	}
}

/// Makes blocks until the next session has begun.
pub fn next_session() {
	next_session_without(&[]);
}

/// The events of the validator seats in the last block.
pub fn said() -> Vec<pallet_validator_seats::Event<crate::Runtime>> {
	System::events().into_iter().filter_map(|record| record.event.try_into().ok()).collect()
}
