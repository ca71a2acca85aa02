// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	items::CustomsStatus::{Concluded, Received, Released},
	reconciliation::{LoopOutcome, LoopOutcomes, LoopState, Missing},
};

fn bar(outcomes: &[LoopOutcome]) {
	let bars = outcomes.iter().copied().collect();
	assert_ok!(Customs::set_release_bars(signed(COLLECTIVE), bars));
}

fn lacks(missing: Missing) -> LoopState {
	LoopState::Open { missing: vec![missing] }
}

#[test]
fn a_mismatch_blocks_the_release_until_the_collective_says_that_it_does_not() {
	ExtBuilder.declared(|| {
		assert_eq!(ReleaseBars::<Test>::get(), LoopOutcomes { mismatch: true, ..Default::default() });
		DocumentsDisagree::set(&true);
		agree(1);
		go_through(1, [Received, Concluded]);
		assert_noop!(advance(1, Released), Error::<Test>::LoopMismatch);
		events();
		assert_ok!(Customs::set_release_bars(signed(COLLECTIVE), LoopOutcomes::default()));
		assert_eq!(events(), [Event::ReleaseBarsSet { bars: LoopOutcomes::default() }]);
		assert_ok!(advance(1, Released));
	})
}

#[test]
fn every_outcome_bars_the_release_by_itself() {
	use LoopOutcome::*;
	let receipt = Missing::Receipt { outstanding: usd(1) };
	for (state, outcome, error) in [
		(lacks(Missing::Order), NoOrder, Error::<Test>::LoopOpen),
		(lacks(receipt), Unpaid, Error::LoopOpen),
		(lacks(Missing::AnyWaybill), NoWaybill, Error::LoopOpen),
		(lacks(Missing::Waybill { waybill: waybill(1) }), NoWaybill, Error::LoopOpen),
		(LoopState::SelfStated, SelfStated, Error::LoopSelfStated),
	] {
		ExtBuilder.declared(|| {
			let_loops_be(state);
			agree(1);
			go_through(1, [Received, Concluded]);
			bar(&[outcome]);
			assert_noop!(advance(1, Released), error);
			// No other outcome does.
			let others = LoopOutcomes::ALL.without(outcome);
			assert_ok!(Customs::set_release_bars(signed(COLLECTIVE), others));
			assert_ok!(advance(1, Released));
		})
	}
}

#[test]
fn nothing_bars_what_independent_parties_agree_on() {
	ExtBuilder.declared(|| {
		assert_ok!(Customs::set_release_bars(signed(COLLECTIVE), LoopOutcomes::ALL));
		release(1);
	})
}

#[test]
fn refuses_every_origin_but_the_collective() {
	ExtBuilder.build_and_execute(|| {
		for origin in without_the_collective() {
			assert_noop!(Customs::set_release_bars(origin, LoopOutcomes::default()), BadOrigin);
		}
	})
}
