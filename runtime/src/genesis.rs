// SPDX-License-Identifier: Apache-2.0

//! The genesis presets, with the validators and regulators of the first block.
//!
//! The regulators are set in `Regulators` alone, which hands them to the council; `Participants` assigns the department of
//! each seat. The validators are set in `Session` alone: it hands their keys to Aura and GRANDPA, and `ValidatorSeats`
//! makes each an active seat. No account has a balance.

use crate::{
	opaque::SessionKeys, AccountId, CompanyPrefixesConfig, ParticipantsConfig, RegulatorsConfig,
	RuntimeGenesisConfig, SessionConfig,
};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_company_prefixes::PrefixRule;
use serde_json::Value;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use suyuan_primitives::parties::Department;

/// A well-known development account, its GRANDPA key and its department.
type Person = (Sr25519Keyring, Ed25519Keyring, Department);

/// The regulators of both presets, seated in this order.
const REGULATORS: [Person; 4] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice, Department::Customs),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob, Department::Tax),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie, Department::ForeignExchange),
	(Sr25519Keyring::Dave, Ed25519Keyring::Dave, Department::MarketSupervision),
];

/// The session keys of a validator, as `SessionConfig` takes them.
fn validator((account, finality, _): &Person) -> (AccountId, AccountId, SessionKeys) {
	let keys = SessionKeys { aura: account.public().into(), grandpa: finality.public().into() };
	(account.to_account_id(), account.to_account_id(), keys)
}

/// A genesis with `validators` out of the [`REGULATORS`], as a patch of the default one.
fn genesis(validators: &[Person]) -> Value {
	let seats: Vec<_> =
		REGULATORS.iter().map(|(account, _, department)| (account.to_account_id(), *department)).collect();
	let members: Vec<_> = seats.iter().map(|(account, _)| account.clone()).collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		session: SessionConfig { keys: validators.iter().map(validator).collect::<Vec<_>>() },
		regulators: RegulatorsConfig {
			members: members.try_into().expect("four regulators are fewer than the most there may be; qed"),
		},
		participants: ParticipantsConfig { seats },
		// Whoever tries the chain out registers what it likes, and sees that it is marked. On a chain in use the rule is
		// the default, and refuses.
		company_prefixes: CompanyPrefixesConfig { rule: PrefixRule::Flag },
	})
}

/// The preset called `id`, if there is one.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_str() {
		// A single node is enough: Alice authors and finalises alone.
		DEV_RUNTIME_PRESET => genesis(&REGULATORS[..1]),
		LOCAL_TESTNET_RUNTIME_PRESET => genesis(&REGULATORS),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// The names that [`get_preset`] knows.
pub fn preset_names() -> Vec<PresetId> {
	vec![DEV_RUNTIME_PRESET.into(), LOCAL_TESTNET_RUNTIME_PRESET.into()]
}
