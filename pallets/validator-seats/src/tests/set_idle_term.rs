// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn sets_the_idle_term() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ValidatorSeats::set_idle_term(signed(SETS_TERM), MIN_TERM));
		assert_eq!(IdleTerm::<Test>::get(), MIN_TERM);
		assert_eq!(events(), [Event::IdleTermSet { blocks: MIN_TERM }]);

		go_offline([DAVE]);
		sessions(2);
		assert_eq!(standing(DAVE), Some(Standing::Resting));
	})
}

#[test]
fn refuses_a_term_in_which_not_everyone_has_a_turn() {
	ExtBuilder::default().build_and_execute(|| {
		for blocks in [0, MIN_TERM - 1] {
			assert_noop!(
				ValidatorSeats::set_idle_term(signed(SETS_TERM), blocks),
				Error::<Test>::IdleTermTooShort
			);
		}
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in without(SETS_TERM) {
			assert_noop!(ValidatorSeats::set_idle_term(origin, TERM), BadOrigin);
		}
	})
}
