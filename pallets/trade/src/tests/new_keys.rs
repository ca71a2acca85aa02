// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::dispatch::GetDispatchInfo;

#[test]
fn a_call_is_charged_for_the_keys_that_it_may_bring() {
	let (id, reason, terms) = (hash(0), hash(1), terms_of(&[MANUAL]));
	let (number, file_hash) = (invoice_number(1), [1; 32]);
	for (call, keys) in [
		(Call::<Test>::offer { counterparty: BUYER, side: Side::Seller, terms: terms.clone() }, 2),
		(Call::counter { id, terms }, 1),
		(Call::sign { id, version: 1, version_hash: id }, 1),
		(Call::withdraw { id }, 0),
		(Call::fulfil { id, milestone: 0, fact: Fact::Manual(id) }, 1),
		(Call::invoice { id, number, file_hash }, 1),
		(Call::strike_invoice { number, reason }, 0),
		(Call::sign_off { id }, 0),
		(Call::terminate { id, reason }, 0),
		(Call::dispute { id, claim: reason }, 0),
		(Call::answer { id, answer: reason }, 0),
		(Call::rule { id, ruling: Ruling::Continue, reason }, 0),
		(Call::reap { id }, 0),
	] {
		assert_eq!(call.max_new_keys(), keys, "{call:?}");
		assert_eq!(call.get_dispatch_info().call_weight.ref_time(), keys as u64, "{call:?}");
	}
}
