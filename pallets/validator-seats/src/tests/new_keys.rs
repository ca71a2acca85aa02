// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use std::collections::BTreeSet;

/// Every key of this pallet in the state.
fn keys() -> BTreeSet<Vec<u8>> {
	let prefix = sp_io::hashing::twox_128(b"ValidatorSeats");
	let next = |key: &Vec<u8>| sp_io::storage::next_key(key).filter(|key| key.starts_with(&prefix));
	std::iter::successors(next(&prefix.to_vec()), next).collect()
}

/// The number of new keys that a call is charged for, and of those that it brings.
fn charged_and_new(call: Call<Test>, origin: RuntimeOrigin) -> (u64, u64) {
	let (before, said) = (keys(), call.max_new_keys() as u64);
	let charged = RuntimeCall::from(call.clone()).get_dispatch_info().call_weight.ref_time();
	assert_ok!(dispatch(call, origin));
	let charged = charged / NewKey::get().ref_time();
	assert_eq!(charged, said);
	(charged, keys().difference(&before).count() as u64)
}

#[test]
fn the_first_activation_is_charged_for_its_seat_and_nothing_else_is_new() {
	ExtBuilder::default().build_and_execute(|| {
		give_keys(EVE);
		assert_eq!(charged_and_new(Call::activate {}, signed(EVE)), (1, 1));
		assert_eq!(charged_and_new(Call::rest {}, signed(EVE)), (0, 0));
		assert_eq!(charged_and_new(Call::set_floor { floor: 3 }, signed(SETS_FLOOR)), (0, 0));
		assert_eq!(charged_and_new(Call::set_idle_term { blocks: TERM + 1 }, signed(SETS_TERM)), (0, 0));
		let length = Call::set_session_length { blocks: LENGTH + 1 };
		assert_eq!(charged_and_new(length, signed(SETS_LENGTH)), (0, 0));
	});
}
