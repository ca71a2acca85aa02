// SPDX-License-Identifier: Apache-2.0

//! Tests of the ends of sessions, and of new sets.

use crate::{mock::*, *};
use frame_support::traits::EstimateNextSessionRotation;
use pallet_session::{NextKeys, SessionManager};
use sp_runtime::{testing::UintAuthorityId, Permill};

#[test]
fn a_session_ends_its_length_after_it_began() {
	ExtBuilder::default().build_and_execute(|| {
		for session in 1..5 {
			next_session();
			assert_eq!(System::block_number(), session * LENGTH);
			assert_eq!(SessionBegan::<Test>::get(), session * LENGTH);
		}
	})
}

#[test]
fn the_end_of_a_session_is_foreseen() {
	ExtBuilder::default().build_and_execute(|| {
		next_session();
		blocks(4);
		let now = System::block_number();
		assert_eq!(ValidatorSeats::average_session_length(), LENGTH);
		assert_eq!(ValidatorSeats::estimate_next_session_rotation(now).0, Some(2 * LENGTH));
		assert_eq!(ValidatorSeats::estimate_current_session_progress(now).0, Some(Permill::from_percent(50)));
	})
}

#[test]
fn a_set_that_stays_is_not_announced_again() {
	ExtBuilder::default().build_and_execute(|| {
		sessions(3);
		assert!(events().is_empty());
		assert_eq!(<ValidatorSeats as SessionManager<_>>::new_session(9), None);
	})
}

#[test]
fn a_set_with_other_keys_is_a_new_one() {
	ExtBuilder::default().build_and_execute(|| {
		NextKeys::<Test>::insert(DAVE, Keys { dummy: UintAuthorityId(44) });
		let set = vec![ALICE, BOB, CHARLIE, DAVE];
		assert_eq!(<ValidatorSeats as SessionManager<_>>::new_session(9), Some(set));
		// No validator enters or leaves.
		assert!(events().is_empty());
	})
}

#[test]
fn sets_are_in_the_order_of_accounts() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		offend(ALICE);
		next_session();
		assert_eq!(planned(), [ALICE, BOB, CHARLIE, DAVE]);
	})
}

#[test]
fn one_session_may_bring_some_and_take_others() {
	ExtBuilder::default().build_and_execute(|| {
		give_keys(EVE);
		activate(EVE);
		rest(CHARLIE);
		expel(DAVE);
		sessions(2);
		assert_eq!(acting(), [ALICE, BOB, EVE]);
		let changed = Event::SetChanged { session: 2, entering: vec![EVE], leaving: vec![CHARLIE, DAVE] };
		assert!(events().contains(&changed));
	})
}
