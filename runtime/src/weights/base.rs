// SPDX-License-Identifier: Apache-2.0

//! The weights of a transaction without its extension and its call, and of a new key.

use super::{database::DatabaseWeight, extrinsic::ExtrinsicBaseWeight};
use crate::Runtime;
use frame_support::{traits::Get, weights::Weight};
use frame_system::ExtensionsWeightInfo as _;
use pallet_participants::check_admission_of_participant;

/// The keys that `CheckAdmission` reads and writes for a transaction like the measured ones.
///
/// As its own weight counts them.
pub(crate) const READ_AND_WRITTEN_TO_ADMIT: (u64, u64) = (2, 1);

/// The weight of a transaction without its extension and its call.
///
/// The signature counts only with the time in which the node finds it in its cache. Nodes verify signatures before a block
/// is executed, when a transaction comes into the pool, or else on all cores when its block comes; for that
/// `MAXIMUM_BLOCK_WEIGHT` leaves time.
///
/// [`ExtrinsicBaseWeight`] is a block full of remarks, shared out among them. Each of them passed through the whole
/// extension, which is charged once more by its own weight, so that its execution is taken out here. Nothing is left if
/// the extension takes longer by its own weight, which was measured part by part, all but `CheckAdmission` on an idle
/// machine: then a transaction is charged more than it takes.
///
/// The extension's reads and writes are not taken out: one account signed all of the remarks, on a chain that held hardly
/// anything else, so that its keys were cached and one write at the end was shared by all. The keys that the weight of the
/// extension counts aren't in the measurement.
pub struct ExtrinsicWeight;

impl Get<Weight> for ExtrinsicWeight {
	fn get() -> Weight {
		let (reads, writes) = READ_AND_WRITTEN_TO_ADMIT;
		let keys = DatabaseWeight::get().reads_writes(reads, writes);
		ExtrinsicBaseWeight::get().saturating_sub(extension_of_a_remark().saturating_sub(keys))
	}
}

/// The additional weight of a key that is new to the state: half of a write.
///
/// The SDK's tool measures only keys that are there. Blocks full of registrations took their author 49 microseconds
/// a unit, in a state of 256,000 to 512,000 units, which by their reads, their write and their call weighed 39.
pub struct NewKey;

impl Get<Weight> for NewKey {
	fn get() -> Weight {
		DatabaseWeight::get().writes(1) / 2
	}
}

/// The weight of the extension of the measured remarks: immortal, and as if signed by a participant.
///
/// A regulator signed them, for which more is read; that stays in the base.
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
