// SPDX-License-Identifier: Apache-2.0

//! A transaction that the pool has the runtime validate.

use super::chain::{at_chain, codes};
use crate::transactions::{nested_call, nestings, signed_by, GENESIS};
use codec::{Decode, Encode};
use sp_keyring::Sr25519Keyring::{Alice, Eve, Ferdie};
use sp_runtime::transaction_validity::{TransactionSource, TransactionValidity};
use suyuan_runtime::{apis::api::dispatch, Runtime, RuntimeCall};

/// Validates a transaction together with a good one, which must stay good.
pub fn run(input: &[u8]) -> bool {
	let transactions = [(TransactionSource::External, input.to_vec()), (TransactionSource::External, good())];
	let arguments = (transactions.to_vec(), GENESIS).encode();
	let answer = at_chain(|| dispatch("Validation_validate_transactions", &arguments));
	let answer = answer.expect("the runtime has it; qed");
	let validity = Vec::<TransactionValidity>::decode(&mut &answer[..]).expect("it is a list; qed");
	assert!(matches!(&validity[..], [_, Ok(_)]), "{validity:?}");
	validity[0].is_ok()
}

/// A transaction that is good on the chain, signed once.
fn good() -> Vec<u8> {
	thread_local! {
		static GOOD: Vec<u8> = signed_by(Alice, &[0, 0, 0], 0, GENESIS);
	}
	GOOD.with(Clone::clone)
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let mut seeds =
		vec![good(), signed_by(Ferdie, &[0, 0, 0], 0, GENESIS), signed_by(Alice, &[0, 0, 0], 7, GENESIS)];
	let register: RuntimeCall = pallet_trace_units::Call::<Runtime>::offer_custody {
		code: codes().remove(0),
		to: Alice.to_account_id(),
		expires_at: None,
	}
	.into();
	seeds.push(signed_by(Eve, &register.encode(), 0, GENESIS));
	for (_, before, after) in nestings() {
		seeds.push(signed_by(Alice, &nested_call(&before, &after, 2), 0, GENESIS));
		seeds.push(signed_by(Eve, &nested_call(&before, &after, 200), 0, GENESIS));
	}
	seeds
}
