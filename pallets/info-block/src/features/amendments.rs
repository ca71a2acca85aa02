//! Amendments, which supersede earlier records.

use crate::{unit_writer::UnitWriter, Config, Pallet};
use frame_support::{pallet_prelude::DispatchResultWithPostInfo, weights::Weight};
use suyuan_primitives::{codes::TraceCode, values::Note};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_amend(
		who: T::AccountId,
		code: TraceCode,
		index: u32,
		item: T::Item,
		reason: Note,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		let (provider, clock) = (Self::provider(who)?, Self::clock());
		Self::ensure_sound(&reason, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let mut unit = UnitWriter::<T, I>::find(&code)?;
		unit.amend(provider, code, index, item, reason)?;
		Ok(Some(weight.saturating_add(unit.write())).into())
	}
}
