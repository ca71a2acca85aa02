//! What a transaction costs beside its extension and its call, and what a new key costs beside its writing.

use super::{database::DatabaseWeight, extrinsic::ExtrinsicBaseWeight};
use crate::Runtime;
use frame_support::{traits::Get, weights::Weight};
use frame_system::ExtensionsWeightInfo as _;
use pallet_participants::check_admission_of_participant;

/// The keys that `CheckAdmission` reads and writes, by its own weight, for a transaction like the ones that were measured.
pub(crate) const READ_AND_WRITTEN_TO_ADMIT: (u64, u64) = (2, 1);

/// What a transaction costs before its extension and its call.
///
/// Its signature isn't in it but for the time in which the node finds that it remembers it. Nodes verify signatures before
/// a block is executed, when a transaction comes into the pool, or else on all cores when its block comes; for that
/// `MAXIMUM_BLOCK_WEIGHT` leaves time.
///
/// [`ExtrinsicBaseWeight`] is a block full of remarks, shared out among them. Each of them passed through the whole
/// extension, which is charged once more by its own weight, so that its execution is taken out here. Nothing is left if
/// the extension takes longer by its own weight, which was measured part by part, all but `CheckAdmission` on a machine that did nothing
/// before: then a transaction is charged more than it takes.
///
/// Its reads and writes are not: one account signed all of the remarks, on a chain that held hardly anything else, so
/// that its keys were at hand and one write at the end was shared by all. What the weight of the extension says of
/// keys isn't in what was measured.
pub struct ExtrinsicWeight;

impl Get<Weight> for ExtrinsicWeight {
	fn get() -> Weight {
		let (reads, writes) = READ_AND_WRITTEN_TO_ADMIT;
		let keys = DatabaseWeight::get().reads_writes(reads, writes);
		ExtrinsicBaseWeight::get().saturating_sub(extension_of_a_remark().saturating_sub(keys))
	}
}

/// What a key that is new to the state costs more than one that was there: half of what it costs to write.
///
/// Only keys that are there can be measured by the SDK's tool. Blocks full of registrations took their author 49 microseconds
/// a unit, in a state of 256,000 to 512,000 units, which by their reads, their write and their call weighed 39.
pub struct NewKey;

impl Get<Weight> for NewKey {
	fn get() -> Weight {
		DatabaseWeight::get().writes(1) / 2
	}
}

/// The least that the extension of the remarks that were measured takes by its own weight: immortal, of a participant. A
/// regulator signed them, of whom more is read; that stays in the base.
pub(crate) fn extension_of_a_remark() -> Weight {
	type System = <Runtime as frame_system::Config>::ExtensionsWeightInfo;

	System::check_non_zero_sender()
		.saturating_add(System::check_spec_version())
		.saturating_add(System::check_tx_version())
		.saturating_add(System::check_genesis())
		.saturating_add(System::check_mortality_immortal_transaction())
		.saturating_add(check_admission_of_participant::<Runtime>())
		.saturating_add(System::check_weight())
		.saturating_add(System::weight_reclaim())
}
