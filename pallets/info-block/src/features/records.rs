// SPDX-License-Identifier: Apache-2.0

//! Records in a provider's own name, one or many.

use crate::{unit_writer::UnitWriter, Config, Entry, EntryOf, Error, Pallet};
use frame_support::{ensure, pallet_prelude::DispatchResultWithPostInfo, weights::Weight, BoundedVec};
use suyuan_primitives::codes::TraceCode;

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_record(
		who: T::AccountId,
		code: TraceCode,
		item: T::Item,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		let (provider, clock) = (Self::provider(who)?, Self::clock());
		Self::ensure_sound(&item, &clock)?;
		let mut unit = UnitWriter::<T, I>::find_open(&code)?;
		unit.record(&provider, code, item)?;
		Ok(Some(weight.saturating_add(unit.write())).into())
	}

	pub(crate) fn do_record_many(
		who: T::AccountId,
		entries: BoundedVec<EntryOf<T, I>, T::MaxRecordsPerCall>,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		ensure!(!entries.is_empty(), Error::<T, I>::EmptyList);
		let (provider, clock) = (Self::provider(who)?, Self::clock());
		let mut spent = weight;
		let mut before: Option<UnitWriter<T, I>> = None;
		for Entry { code, item } in entries {
			Self::ensure_sound(&item, &clock)?;
			let mut unit = match before.take() {
				Some(same) if same.is_of(&code) => same,
				other => {
					spent.saturating_accrue(other.map_or(Weight::zero(), UnitWriter::write));
					UnitWriter::find_open(&code)?
				}
			};
			unit.record(&provider, code, item)?;
			before = Some(unit);
		}
		spent.saturating_accrue(before.map_or(Weight::zero(), UnitWriter::write));
		Ok(Some(spent).into())
	}
}
