// SPDX-License-Identifier: Apache-2.0

//! A state for the runtime's functions: a manufacturer with a material, a product made of it, and a carton around that.

use frame_support::{
	dispatch::DispatchResult,
	instances::Instance1,
	storage::{with_transaction_unchecked, TransactionOutcome},
};
use pallet_collective::RawOrigin;
use pallet_participants::{Identity, Profile};
use pallet_trace_units::{NewUnit, NewUnitOf, UnitKind, Used};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring::{self, Alice, Eve};
use sp_runtime::BuildStorage;
use std::cell::RefCell;
use suyuan_primitives::{
	codes::TraceCode,
	parties::{Business, NodeKind},
	requirement::TraceMode,
	values::{Evidence, EvidenceKind, MeasureUnit, Quantity},
};
use suyuan_runtime::{
	genesis, AccountId, Participants, Runtime, RuntimeGenesisConfig, RuntimeOrigin, System, TraceUnits,
};

/// An entry number 报关单号 in its form.
pub(super) const ENTRY_NUMBER: &str = suyuan_fixtures::ENTRY_NUMBER;

/// The time of the chain: noon of a day in 2026.
const NOW: u64 = 1_782_000_000_000;
const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

/// Runs a function on top of the state, which it leaves as it was.
pub(super) fn at_chain<R>(function: impl FnOnce() -> R) -> R {
	thread_local! {
		static CHAIN: RefCell<TestExternalities> = RefCell::new(chain());
	}
	CHAIN.with_borrow_mut(|chain| {
		chain.execute_with(|| with_transaction_unchecked(|| TransactionOutcome::Rollback(function())))
	})
}

/// The codes of the units in the state, and of one that is not there.
pub(super) fn codes() -> Vec<TraceCode> {
	[
		"01/06901234567892/21/SN-0001",
		"01/06901234567892/10/A",
		"01/06901234567892/10/B",
		"00/106141412345678908",
		"other:none",
	]
	.map(|code| code.parse().expect("they are sound; qed"))
	.to_vec()
}

pub(super) fn manufacturer() -> Profile {
	Profile {
		business: Business::Manufacturer,
		nodes: vec![NodeKind::Manufacturer].try_into().expect("one is not too many; qed"),
		identity: Identity::Organisation {
			name: "深圳市声澜电子有限公司".try_into().expect("it is short; qed"),
			credit_code: "91440300708461136T".parse().expect("it is sound; qed"),
		},
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }]
			.try_into()
			.expect("one is not too many; qed"),
	}
}

fn chain() -> TestExternalities {
	let preset = genesis::get_preset(&"development".into()).expect("there is one; qed");
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("it is JSON; qed");
	merge(&mut config, serde_json::from_slice(&preset).expect("it is JSON; qed"));
	let config: RuntimeGenesisConfig = serde_json::from_value(config).expect("it is a genesis; qed");
	let mut chain = TestExternalities::new(config.build_storage().expect("it is sound; qed"));
	chain.execute_with(|| {
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(NOW);
		fill().expect("every call is allowed; qed");
		System::reset_events();
	});
	chain.commit_all().expect("nothing is open; qed");
	chain
}

/// Merges `patch` into `target` (RFC 7386), as a node does with a preset.
fn merge(target: &mut serde_json::Value, patch: serde_json::Value) {
	use serde_json::Value;
	match (target, patch) {
		(Value::Object(target), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(target.entry(key).or_insert(Value::Null), value);
			}
		}
		(target, patch) => *target = patch,
	}
}

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn kilograms(number: u64) -> Quantity {
	Quantity { thousandths: number * 1_000, unit: MeasureUnit::Kilogram }
}

fn fill() -> DispatchResult {
	let (account, profile) = (Eve.to_account_id(), manufacturer());
	let hash = Participants::profile_hash(&profile);
	Participants::invite(signed(Alice), account.clone(), Default::default())?;
	Participants::apply(signed(Eve), profile)?;
	let council = RawOrigin::<AccountId, Instance1>::Members(3, 4);
	Participants::admit(council.into(), account, hash, NOW + YEAR)?;

	let [product, material, part, carton, _] = &codes()[..] else { unreachable!("there are five; qed") };
	let batch = |code: &TraceCode, number| NewUnit {
		code: code.clone(),
		kind: UnitKind::Batch { mode: TraceMode::FullChain, quantity: kilograms(number) },
	};
	let item: NewUnitOf<Runtime> =
		NewUnit { code: product.clone(), kind: UnitKind::Item { mode: TraceMode::FullChain } };
	TraceUnits::register(signed(Eve), batch(material, 10), Default::default())?;
	let parts = vec![batch(part, 4), batch(&"01/06901234567892/10/C".parse().expect("it is sound; qed"), 6)];
	TraceUnits::split(
		signed(Eve),
		material.clone(),
		parts.try_into().expect("two are not too many; qed"),
		Default::default(),
	)
	.map_err(|refused| refused.error)?;
	let used = vec![Used { code: part.clone(), quantity: Some(kilograms(4)) }];
	TraceUnits::transform(
		signed(Eve),
		used.try_into().expect("one is not too many; qed"),
		vec![item].try_into().expect("one is not too many; qed"),
		Default::default(),
	)
	.map_err(|refused| refused.error)?;
	TraceUnits::register(
		signed(Eve),
		NewUnit { code: carton.clone(), kind: UnitKind::LogisticUnit },
		Default::default(),
	)?;
	TraceUnits::pack(
		signed(Eve),
		carton.clone(),
		vec![product.clone()].try_into().expect("one is not too many; qed"),
	)
}
