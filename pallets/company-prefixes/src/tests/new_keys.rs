// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::dispatch::GetDispatchInfo;

#[test]
fn a_call_is_charged_for_the_keys_that_it_may_bring() {
	let (holder, to, until) = (BRAND, MAKER, None);
	for (call, keys) in [
		(Call::<Test>::grant { prefix: company("6901234"), holder, until, evidence: evidence() }, 2),
		(Call::permit { prefix: company("6901234"), to, until }, 2),
		(Call::end_grant { prefix: company("6901234"), reason: reason() }, 0),
		(Call::revoke_permit { prefix: company("6901234"), holder, to }, 0),
		(Call::set_rule { rule: PrefixRule::Off }, 0),
	] {
		assert_eq!(call.max_new_keys(), keys);
		assert_eq!(call.get_dispatch_info().call_weight.ref_time(), keys as u64);
	}
}
