// SPDX-License-Identifier: Apache-2.0

//! Tests that every call of this chain's pallets has a measured weight, charged once.

use crate::{
	configs::system::{MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
	tx_extension::extension,
	weights::{
		self,
		base::{extension_of_a_remark, ExtrinsicWeight, READ_AND_WRITTEN_TO_ADMIT},
		database::DatabaseWeight,
		extrinsic::ExtrinsicBaseWeight,
	},
	AllPalletsWithSystem, Runtime, RuntimeCall, MILLISECS_PER_BLOCK,
};
use core::any::type_name;
use frame_support::dispatch::GetDispatchInfo;
use frame_support::{
	instances::{Instance1, Instance2, Instance3, Instance4},
	traits::{Get, GetCallMetadata, GetStorageVersion, PalletInfoAccess, PalletsInfoAccess, StorageVersion},
	weights::constants::WEIGHT_REF_TIME_PER_MILLIS,
};
use pallet_participants::{check_admission_of_participant, WeightInfo as _};
use sp_runtime::{generic::Era, traits::TransactionExtension};
use suyuan_primitives::{
	amounts,
	codes::Currency,
	items::{Order, OrderKey, OrderLine, TransactionInfo},
	values::{Amount, Commitment, MeasureUnit, Moment, Money, Name, Quantity, Sealed},
};

/// The weights of a pallet.
struct Weights {
	/// The name of the pallet in this runtime.
	pallet: &'static str,
	/// The text of the generated file.
	generated: &'static str,
	/// The type in that file.
	measured: &'static str,
	/// The type in the pallet's configuration.
	given: &'static str,
}

macro_rules! weights {
	($($pallet:ident: $config:path, $file:ident;)*) => {
		[$(
			Weights {
				pallet: stringify!($pallet),
				generated: include_str!(concat!("../weights/", stringify!($file), ".rs")),
				measured: type_name::<weights::$file::WeightInfo<Runtime>>(),
				given: type_name::<<Runtime as $config>::WeightInfo>(),
			},
		)*]
	};
}

fn weights() -> [Weights; 11] {
	weights! {
		Participants: pallet_participants::Config, pallet_participants;
		TraceUnits: pallet_trace_units::Config, pallet_trace_units;
		ProductInfo: pallet_info_block::Config<Instance1>, pallet_info_block_product_info;
		TransactionInfo: pallet_info_block::Config<Instance2>, pallet_info_block_transaction_info;
		LogisticsInfo: pallet_info_block::Config<Instance3>, pallet_info_block_logistics_info;
		CustomsInfo: pallet_info_block::Config<Instance4>, pallet_info_block_customs_info;
		Customs: pallet_customs::Config, pallet_customs;
		Reconciliation: pallet_reconciliation::Config, pallet_reconciliation;
		ValidatorSeats: pallet_validator_seats::Config, pallet_validator_seats;
		CompanyPrefixes: pallet_company_prefixes::Config, pallet_company_prefixes;
		Trade: pallet_trade::Config, pallet_trade;
	}
}

/// The names of the pallets in this runtime that are in this workspace.
fn ours() -> Vec<&'static str> {
	let workspace = include_str!("../../../Cargo.toml");
	let is_ours =
		|module: &str| workspace.contains(&format!("\n{} = {{ path = \"pallets/", module.replace('_', "-")));
	let pallets = AllPalletsWithSystem::infos().into_iter();
	pallets.filter(|pallet| is_ours(pallet.module_name)).map(|pallet| pallet.name).collect()
}

/// The body of a function in a generated file.
fn body<'a>(generated: &'a str, function: &str) -> Option<&'a str> {
	let (_, rest) = generated.split_once(&format!("\tfn {function}("))?;
	rest.split("\n\t}").next()
}

#[test]
fn every_call_of_ours_has_a_weight_that_was_measured() {
	let weights = weights();
	let ours = ours();
	// The workspace has them all, the one without calls too.
	assert_eq!(ours.len(), weights.len() + 1);

	let mut missing = Vec::new();
	for pallet in ours {
		if !RuntimeCall::get_module_names().contains(&pallet) {
			continue;
		}
		for call in RuntimeCall::get_call_names(pallet) {
			let of_pallet = weights.iter().find(|weights| weights.pallet == pallet);
			if of_pallet.and_then(|weights| body(weights.generated, call)).is_none() {
				missing.push(format!("{pallet}.{call}"));
			}
		}
	}
	assert!(missing.is_empty(), "not measured, or never written by `scripts/bench weights`: {missing:?}");
}

/// The name of a pallet, which compiles only if the pallet declares its storage version.
fn versioned<P: GetStorageVersion<InCodeStorageVersion = StorageVersion> + PalletInfoAccess>() -> &'static str
{
	P::name()
}

#[test]
fn every_pallet_of_ours_says_which_version_its_state_has() {
	let mut versioned = [
		versioned::<crate::Participants>(),
		versioned::<crate::TraceUnits>(),
		versioned::<crate::ProductInfo>(),
		versioned::<crate::TransactionInfo>(),
		versioned::<crate::LogisticsInfo>(),
		versioned::<crate::CustomsInfo>(),
		versioned::<crate::Customs>(),
		versioned::<crate::Reconciliation>(),
		versioned::<crate::ValidatorSeats>(),
		versioned::<crate::CouncilLimits>(),
		versioned::<crate::CompanyPrefixes>(),
		versioned::<crate::Trade>(),
	];
	let mut ours = ours();
	versioned.sort_unstable();
	ours.sort_unstable();
	assert_eq!(ours, versioned);
}

#[test]
fn every_pallet_of_ours_is_given_the_weights_that_were_measured_for_it() {
	for Weights { pallet, measured, given, .. } in weights() {
		assert_eq!(given, measured, "{pallet}");
	}
}

#[test]
fn the_whole_extension_is_taken_out_of_a_measured_transaction() {
	let extension = extension(Era::Immortal, 0);
	let remark = RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
	type Admission = <Runtime as pallet_participants::Config>::WeightInfo;
	let of_operator = Admission::check_admission() + DatabaseWeight::get().reads_writes(1, 1);
	assert_eq!(
		extension.weight(&remark),
		extension_of_a_remark() - check_admission_of_participant::<Runtime>() + of_operator,
	);
}

#[test]
fn a_transaction_is_charged_what_was_measured_and_its_keys_and_no_less_than_its_extension() {
	let admission =
		body(include_str!("../weights/pallet_participants.rs"), "check_admission_of_participants").unwrap();
	let (reads, writes) = READ_AND_WRITTEN_TO_ADMIT;
	assert!(
		admission.contains(&format!("reads(({reads}_u64).saturating_mul(n.into()))"))
			&& admission.contains(&format!("writes(({writes}_u64).saturating_mul(n.into()))")),
		"{admission}"
	);
	// No other part of the extension reads or writes a key that counts.
	let system = include_str!("../weights/frame_system_extensions.rs");
	for part in [
		"check_non_zero_sender",
		"check_spec_version",
		"check_tx_version",
		"check_genesis",
		"check_mortality_immortal_transaction",
		"check_weight",
		"weight_reclaim",
	] {
		assert!(!body(system, part).unwrap().contains("DbWeight"), "{part}");
	}

	let charged = ExtrinsicWeight::get() + extension_of_a_remark();
	let measured = ExtrinsicBaseWeight::get() + DatabaseWeight::get().reads_writes(reads, writes);
	assert_eq!(charged.ref_time(), measured.ref_time().max(extension_of_a_remark().ref_time()));
}

/// The time in which a core verifies an sr25519 signature in a batch of 256, in picoseconds.
///
/// Measured on the machine that measured the weights. Alone one takes 43.8 microseconds, as `suyuan benchmark machine`
/// says: 714 KiB a second of messages of 32 bytes. Of 256 together each took 0.47 to 0.52 of what it took alone in the same
/// program.
const VERIFICATION: u64 = 43_800_000 * 56 / 100;

/// The least number of cores of a validator.
const CORES: u64 = 2;

#[test]
fn as_many_unseen_signatures_as_fit_into_a_block_are_verified_in_what_the_block_leaves_of_its_slot() {
	// As if the call cost nothing. Calls of the operational class are none of the cheapest.
	let cheapest = ExtrinsicWeight::get() + extension_of_a_remark();
	let signatures = (NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT).ref_time() / cheapest.ref_time();
	let slot = MILLISECS_PER_BLOCK * WEIGHT_REF_TIME_PER_MILLIS;
	assert!(signatures * VERIFICATION / CORES <= slot - MAXIMUM_BLOCK_WEIGHT.ref_time());
}

/// An order with lines, each amount of it as given.
fn order_of(amount: Amount) -> TransactionInfo {
	let text = "2026-000871";
	let product_name = Name::try_from("Bluetooth earphones").unwrap();
	let quantity = Quantity { thousandths: 1_000, unit: MeasureUnit::Piece };
	let line = OrderLine { product_name: product_name.clone(), quantity, total: amount };
	TransactionInfo::Order(Order {
		product_name: product_name.clone(),
		ordered_at: Moment(0),
		platform: product_name,
		amount,
		ship_to: Sealed([1; 32]),
		consignee: Sealed([1; 32]),
		contact: Sealed([1; 32]),
		key: Some(OrderKey {
			platform: text.try_into().unwrap(),
			merchant: text.try_into().unwrap(),
			number: text.try_into().unwrap(),
		}),
		lines: vec![line; 3].try_into().unwrap(),
	})
}

fn weight_of_record(item: TransactionInfo) -> u64 {
	let code = "01/06901234567892/21/SN-0001".parse().unwrap();
	let call = pallet_info_block::Call::<Runtime, Instance2>::record { code, item };
	RuntimeCall::TransactionInfo(call).get_dispatch_info().call_weight.ref_time()
}

#[test]
fn a_record_with_commitments_weighs_hardly_more_and_a_proof_little_more_than_a_record() {
	let currency = Currency(*b"USD");
	let in_clear = weight_of_record(order_of(Money { minor_units: 4_990, currency }.into()));
	let commitment = Commitment(amounts::VALUE_BASE);
	let committed = weight_of_record(order_of(Amount::Committed { commitment, currency }));
	assert!(committed * 100 <= in_clear * 115, "{committed} {in_clear}");
	let proof = |n| {
		use pallet_reconciliation::WeightInfo;
		weights::pallet_reconciliation::WeightInfo::<Runtime>::match_by_proof(n).ref_time()
	};
	assert!(proof(3) <= 3 * in_clear, "{} {in_clear}", proof(3));
	assert!(proof(pallet_reconciliation::MAX_RECEIPTS) <= 3 * in_clear, "{} {in_clear}", proof(32));
}
