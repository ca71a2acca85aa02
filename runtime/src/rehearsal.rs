// SPDX-License-Identifier: Apache-2.0

//! The migration of the runtime with which an upgrade is rehearsed.
//!
//! That runtime has a version higher by one and a migration with a visible effect on the state. No chain ever runs it for
//! good. `suyuan-rehearsal` builds it as a blob, and the test of the upgrade has two thirds of the council enact it while
//! records go on.

use crate::{Participants, Runtime, DAYS, MILLISECS_PER_BLOCK};
use frame_support::{
	migrations::VersionedMigration, pallet_prelude::Weight, traits::UncheckedOnRuntimeUpgrade,
};

/// The time by which the migration prolongs every admission, in milliseconds.
const GRACE: u64 = DAYS as u64 * MILLISECS_PER_BLOCK;

/// The migrations of the first block under this runtime.
///
/// They run once, because the storage version of the pallet goes from 0 to 1 with them.
pub(crate) type Migrations =
	VersionedMigration<0, 1, ProlongAdmissions, Participants, <Runtime as frame_system::Config>::DbWeight>;

/// Prolongs every admission in the register by a day, [`GRACE`].
pub struct ProlongAdmissions;

impl UncheckedOnRuntimeUpgrade for ProlongAdmissions {
	fn on_runtime_upgrade() -> Weight {
		let mut entries = 0;
		pallet_participants::Participants::<Runtime>::translate_values(
			|mut participant: pallet_participants::Participant| {
				entries += 1;
				participant.until = participant.until.saturating_add(GRACE);
				Some(participant)
			},
		);
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(entries, entries)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(codec::Encode::encode(&register()))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let mut expected: Register = codec::Decode::decode(&mut &before[..])
			.map_err(|_| "the register of before the upgrade does not decode")?;
		for participant in expected.values_mut() {
			participant.until = participant.until.saturating_add(GRACE);
		}
		frame_support::ensure!(register() == expected, "every admission must last a day longer");
		Ok(())
	}
}

/// The admissions in the register.
#[cfg(feature = "try-runtime")]
type Register = alloc::collections::BTreeMap<crate::AccountId, pallet_participants::Participant>;

#[cfg(feature = "try-runtime")]
fn register() -> Register {
	pallet_participants::Participants::<Runtime>::iter().collect()
}
