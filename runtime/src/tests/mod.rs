// SPDX-License-Identifier: Apache-2.0

//! Tests of the runtime as a whole.

mod alliance_chain;
mod archive;
mod authoring;
mod blocks;
mod call_policy;
mod chain;
mod classes;
mod clearing;
mod council_limits;
mod offences;
mod pause;
mod replay;
mod seats;
mod signed;
mod title;
mod trade;
mod trade_chain;
mod tx_extension;
mod validation;
mod weights;

use crate::{genesis, AccountId, RuntimeGenesisConfig, RuntimeOrigin, System};
use pallet_collective::{Instance1, RawOrigin as CouncilOrigin};
use serde_json::Value;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::BuildStorage;

/// Merges `patch` into `target` (RFC 7386), as a node does with a preset.
fn merge(target: &mut Value, patch: Value) {
	match (target, patch) {
		(Value::Object(target), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(target.entry(key).or_insert(Value::Null), value);
			}
		}
		(target, patch) => *target = patch,
	}
}

/// The genesis storage by the preset called `name`.
fn preset_storage(name: &str) -> sp_core::storage::Storage {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	let patch = genesis::get_preset(&name.into()).unwrap();
	merge(&mut config, serde_json::from_slice(&patch).unwrap());
	let config: RuntimeGenesisConfig = serde_json::from_value(config).unwrap();
	config.build_storage().unwrap()
}

/// The state after genesis by the preset called `name`.
fn preset(name: &str) -> TestExternalities {
	let mut ext = TestExternalities::new(preset_storage(name));
	ext.execute_with(|| System::set_block_number(1));
	ext
}

fn accounts(people: &[Sr25519Keyring]) -> Vec<AccountId> {
	let mut accounts: Vec<_> = people.iter().map(|person| person.to_account_id()).collect();
	accounts.sort();
	accounts
}

/// The origin of a motion that `ayes` of the four regulators carried.
fn motion(ayes: u32) -> RuntimeOrigin {
	CouncilOrigin::<AccountId, Instance1>::Members(ayes, 4).into()
}

/// The origin of a call that a single member of the council executes.
fn member(person: Sr25519Keyring) -> RuntimeOrigin {
	CouncilOrigin::<AccountId, Instance1>::Member(person.to_account_id()).into()
}
