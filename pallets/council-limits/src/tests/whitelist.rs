// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Event};

#[test]
fn a_whitelisted_call_lapses_at_the_end_of_its_term_and_not_before() {
	execute(|| {
		whitelist(1);
		for _ in 0..TERM - 1 {
			next_block();
			assert!(CouncilLimits::is_whitelisted(&hash(1)));
		}
		whitelist(2);
		next_block();
		assert!(!CouncilLimits::is_whitelisted(&hash(1)) && CouncilLimits::is_whitelisted(&hash(2)));
		assert_eq!(OnList::get(), [hash(2)]);
		assert_eq!(events(), [Event::WhitelistedCallLapsed { call_hash: hash(1) }]);
	});
}

#[test]
fn a_call_that_was_dispatched_or_removed_lapses_no_more() {
	execute(|| {
		whitelist(1);
		CouncilLimits::forget_whitelisted(&hash(1));
		assert!(!CouncilLimits::is_whitelisted(&hash(1)));
		for _ in 0..=TERM {
			next_block();
		}
		assert_eq!(events(), []);
	});
}

#[test]
fn one_call_too_many_takes_the_place_of_the_oldest() {
	execute(|| {
		(1..=3).for_each(whitelist);
		assert_eq!(OnList::get(), [hash(2), hash(3)]);
		assert_eq!(events(), [Event::WhitelistedCallLapsed { call_hash: hash(1) }]);
	});
}
