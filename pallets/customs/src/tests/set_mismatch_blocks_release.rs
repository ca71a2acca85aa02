// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::items::CustomsStatus::{Concluded, Received, Released};

#[test]
fn a_mismatch_blocks_the_release_until_the_collective_says_that_it_does_not() {
	ExtBuilder.declared(|| {
		assert!(MismatchBlocksRelease::<Test>::get());
		DocumentsDisagree::set(&true);
		agree(1);
		go_through(1, [Received, Concluded]);
		assert_noop!(advance(1, Released), Error::<Test>::LoopMismatch);
		events();
		assert_ok!(Customs::set_mismatch_blocks_release(signed(COLLECTIVE), false));
		assert_eq!(events(), [Event::MismatchBlocksReleaseSet { blocks: false }]);
		assert_ok!(advance(1, Released));
	})
}

#[test]
fn refuses_every_origin_but_the_collective() {
	ExtBuilder.build_and_execute(|| {
		for origin in without_the_collective() {
			assert_noop!(Customs::set_mismatch_blocks_release(origin, false), BadOrigin);
		}
	})
}
