// SPDX-License-Identifier: Apache-2.0

//! Amendments, which supersede earlier records.

use crate::{unit_writer::UnitWriter, Config, Pallet, SupersededOf};
use frame_support::{pallet_prelude::DispatchResultWithPostInfo, weights::Weight};
use suyuan_primitives::{codes::TraceCode, values::Note};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_amend(
		who: T::AccountId,
		code: TraceCode,
		superseded: SupersededOf<T, I>,
		item: T::Item,
		reason: Note,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		let clock = Self::clock();
		Self::ensure_sound(&reason, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let mut unit = UnitWriter::<T, I>::find(&code)?;
		unit.amend(who, code, superseded, item, reason)?;
		Ok(Some(weight.saturating_add(unit.write())).into())
	}
}
