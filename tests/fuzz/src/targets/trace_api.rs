// SPDX-License-Identifier: Apache-2.0

//! The arguments of `TraceApi`, with cursors of others: the first byte chooses the function.

use super::chain::{at_chain, codes, ENTRY_NUMBER};
use codec::{Decode, DecodeLimit, Encode};
use frame_support::MAX_EXTRINSIC_DEPTH;
use pallet_customs::Matter;
use pallet_participants::Profile;
use pallet_trace_units::Pending;
use sp_keyring::Sr25519Keyring::{Alice, Eve};
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::OrderKey,
	parties::Department,
};
use suyuan_runtime::{apis::api::dispatch, AccountId};

pub(super) const PIECES: &[&[u8]] = &[
	b"\x01\xff\xff\xff\xff",
	b"\xff\xff\xff\xff",
	b"\0\0\0\0",
	b"\x01",
	b"\x70",
	b"01/06901234567892/21/SN-0001",
	b"01/06901234567892/10/A",
];

/// The longest answer in bytes.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;

type Walk = (TraceCode, Option<Vec<Pending>>, u32);
type Contents = (TraceCode, Option<TraceCode>, u32);
type WorkList = (Department, Option<Matter<AccountId>>, u32);

/// Tells whether the runtime would decode the arguments.
type Decodes = fn(&[u8]) -> bool;

/// The functions, each with its arguments.
const FUNCTIONS: [(&str, Decodes); 12] = [
	("TraceApi_unit", decodes::<TraceCode>),
	("TraceApi_missing", decodes::<TraceCode>),
	("TraceApi_ancestors", decodes::<Walk>),
	("TraceApi_descendants", decodes::<Walk>),
	("TraceApi_contents", decodes::<Contents>),
	("TraceApi_participant", decodes::<AccountId>),
	("TraceApi_declaration", decodes::<EntryNumber>),
	("TraceApi_filing", decodes::<AccountId>),
	("TraceApi_work_list", decodes::<WorkList>),
	("TraceApi_reconciliation", decodes::<(AccountId, OrderKey)>),
	("TraceApi_profile_hash", decodes::<Profile>),
	("TraceApi_prefix", decodes::<TraceCode>),
];

fn decodes<T: Decode>(arguments: &[u8]) -> bool {
	T::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &arguments[..]).is_ok()
}

/// Calls a function of the runtime, if its arguments can be decoded: otherwise the call itself fails, by design.
pub fn run(input: &[u8]) -> bool {
	let Some((choice, arguments)) = input.split_first() else { return false };
	let (function, decodes) = FUNCTIONS[usize::from(*choice) % FUNCTIONS.len()];
	if !decodes(arguments) {
		return false;
	}
	let answer = at_chain(|| dispatch(function, arguments)).expect("the runtime has it; qed");
	assert!(answer.len() <= MAX_ANSWER_BYTES, "{} bytes of {function}", answer.len());
	true
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let mut seeds = vec![];
	let mut add = |function: u8, arguments: Vec<u8>| seeds.push([vec![function], arguments].concat());
	for code in codes() {
		add(0, code.encode());
		add(1, code.encode());
		add(11, code.encode());
		add(2, (&code, None::<Vec<Pending>>, 50u32).encode());
		add(3, (&code, None::<Vec<Pending>>, 1u32).encode());
		// A cursor of another walk.
		let first =
			at_chain(|| dispatch("TraceApi_descendants", &(&code, None::<Vec<Pending>>, 1u32).encode()));
		let walk = first.and_then(|answer| {
			pallet_trace_units::Walk::<suyuan_runtime::Runtime>::decode(&mut &answer[..]).ok()
		});
		if let Some(next) = walk.and_then(|walk| walk.next) {
			add(3, (&code, Some(next.clone()), u32::MAX).encode());
			add(2, (&code, Some(next), 0u32).encode());
		}
		add(4, (&code, None::<TraceCode>, u32::MAX).encode());
		add(4, (&code, Some(&code), 1u32).encode());
	}
	for who in [Alice, Eve] {
		let account: AccountId = who.to_account_id();
		add(5, account.encode());
		add(7, account.encode());
		let order = (vec![b'4'; 10], vec![b'9'; 18], vec![b'1'; 18]);
		add(9, (account, order).encode());
	}
	add(6, ENTRY_NUMBER.parse::<EntryNumber>().expect("it is sound; qed").encode());
	add(8, (Department::Customs, None::<Matter<AccountId>>, 50u32).encode());
	add(8, (Department::Tax, Some((0u8, Eve.to_account_id())), 1u32).encode());
	add(10, super::chain::manufacturer().encode());
	seeds
}
