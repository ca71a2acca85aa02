// SPDX-License-Identifier: Apache-2.0

use crate::*;
use codec::MaxEncodedLen;
use sp_runtime::AccountId32;

#[test]
fn a_contract_takes_400_bytes_at_most_and_a_finished_one_120() {
	assert!(
		Contract::<AccountId32>::max_encoded_len() <= 400,
		"{}",
		Contract::<AccountId32>::max_encoded_len()
	);
	assert!(Finished::<AccountId32>::max_encoded_len() <= 120);
}
