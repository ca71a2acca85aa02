// SPDX-License-Identifier: Apache-2.0

//! Archiving: units whose retention time is over leave the state.

use crate::{hold_search::Reads, pallet::*, rules::Action, ArchivedUnit, Stage};
use frame_support::{ensure, pallet_prelude::DispatchError};
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{codes::TraceCode, traits::Blocks};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_archive(who: T::AccountId, code: TraceCode) -> Result<Reads, DispatchError> {
		let mut reads = Reads::default();
		let unit = Self::unit_for_counting(Action::Archive, &Self::caller(who)?, &code, &mut reads)?;
		if let Stage::Closed { retain_until } = unit.stage {
			ensure!(Self::is_past(Some(retain_until)), Error::<T>::TooEarly);
		}
		let (unit_hash, heads) = (BlakeTwo256::hash_of(&unit), T::Blocks::archive(&code));
		let digest = BlakeTwo256::hash_of(&(&code, unit_hash, BlakeTwo256::hash_of(&heads)));
		let archived_at = frame_system::Pallet::<T>::block_number();
		Units::<T>::remove(&code);
		Archived::<T>::insert(&code, ArchivedUnit { digest, made_by: unit.made_by, archived_at });
		Self::deposit_event(Event::Archived { code, digest, unit_hash, heads });
		Ok(reads)
	}
}
