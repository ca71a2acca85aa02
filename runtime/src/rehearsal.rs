//! What the next runtime has that this one hasn't, when an upgrade is rehearsed: beside a version that is higher by one,
//! a migration that changes the state for everybody to see.
//!
//! No chain ever runs it for good. `suyuan-rehearsal` builds it as a blob, and the test of the upgrade has two thirds of
//! the council put it in the place of the other while records go on.

use crate::{Participants, Runtime, DAYS, MILLISECS_PER_BLOCK};
use frame_support::{
	migrations::VersionedMigration, pallet_prelude::Weight, traits::UncheckedOnRuntimeUpgrade,
};

/// By how much the migration prolongs every admission, in milliseconds.
pub const GRACE: u64 = DAYS as u64 * MILLISECS_PER_BLOCK;

/// What changes in the state in the first block under this runtime: once, because the version of the pallet's storage
/// goes from 0 to 1 with it.
pub type Migrations =
	VersionedMigration<0, 1, ProlongAdmissions, Participants, <Runtime as frame_system::Config>::DbWeight>;

/// Every admission in the register lasts a day longer, [`GRACE`].
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
			.map_err(|_| "what was noted before the upgrade does not decode")?;
		for participant in expected.values_mut() {
			participant.until = participant.until.saturating_add(GRACE);
		}
		frame_support::ensure!(register() == expected, "every admission must last a day longer");
		Ok(())
	}
}

/// Who is in the register, and until when.
#[cfg(feature = "try-runtime")]
type Register = alloc::collections::BTreeMap<crate::AccountId, pallet_participants::Participant>;

#[cfg(feature = "try-runtime")]
fn register() -> Register {
	pallet_participants::Participants::<Runtime>::iter().collect()
}
