// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_longer_session_ends_that_much_later() {
	ExtBuilder::default().build_and_execute(|| {
		next_session();
		assert_ok!(ValidatorSeats::set_session_length(signed(SETS_LENGTH), 3 * LENGTH));
		assert_eq!(events(), [Event::SessionLengthSet { blocks: 3 * LENGTH }]);

		for ends in [4 * LENGTH, 7 * LENGTH] {
			next_session();
			assert_eq!(System::block_number(), ends);
		}
	})
}

#[test]
fn a_shorter_session_is_counted_from_when_it_began() {
	ExtBuilder::default().build_and_execute(|| {
		next_session();
		blocks(2);
		assert_ok!(ValidatorSeats::set_session_length(signed(SETS_LENGTH), MIN_LENGTH));
		for ends in [LENGTH + MIN_LENGTH, LENGTH + 2 * MIN_LENGTH] {
			next_session();
			assert_eq!(System::block_number(), ends);
		}
	})
}

#[test]
fn a_session_that_is_older_than_the_new_length_ends_in_the_next_block() {
	ExtBuilder::default().build_and_execute(|| {
		next_session();
		blocks(MIN_LENGTH + 2);
		assert_ok!(ValidatorSeats::set_session_length(signed(SETS_LENGTH), MIN_LENGTH));
		let now = System::block_number();
		for ends in [now + 1, now + 1 + MIN_LENGTH] {
			next_session();
			assert_eq!(System::block_number(), ends);
		}
	})
}

#[test]
fn a_length_set_by_mistake_can_be_taken_back() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ValidatorSeats::set_session_length(signed(SETS_LENGTH), u64::MAX));
		blocks(2 * LENGTH);
		assert_eq!(Session::current_index(), 0);
		assert_ok!(ValidatorSeats::set_session_length(signed(SETS_LENGTH), LENGTH));
		next_block();
		assert_eq!(Session::current_index(), 1);
	})
}

#[test]
fn refuses_sessions_that_are_too_short() {
	ExtBuilder::default().build_and_execute(|| {
		for blocks in [0, MIN_LENGTH - 1] {
			assert_noop!(
				ValidatorSeats::set_session_length(signed(SETS_LENGTH), blocks),
				Error::<Test>::SessionTooShort
			);
		}
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in without(SETS_LENGTH) {
			assert_noop!(ValidatorSeats::set_session_length(origin, LENGTH), BadOrigin);
		}
	})
}
