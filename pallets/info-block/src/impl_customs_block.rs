// SPDX-License-Identifier: Apache-2.0

//! The customs block as the declarations write it.

use crate::{unit_writer::UnitWriter, Config, Pallet, Source};
use frame_support::pallet_prelude::DispatchResult;
use suyuan_primitives::{codes::TraceCode, items::CustomsInfo, traits::CustomsBlock};

/// Items of a clearance are checked by the pallet that clears.
impl<T: Config<I, Item = CustomsInfo>, I: 'static> CustomsBlock<T::AccountId> for Pallet<T, I> {
	fn record(code: &TraceCode, by: &T::AccountId, item: CustomsInfo) -> DispatchResult {
		let Ok(mut unit) = UnitWriter::<T, I>::find(code) else { return Ok(()) };
		unit.append(code.clone(), by.clone(), Source::Clearance, None, item)?;
		unit.write();
		Ok(())
	}
}
