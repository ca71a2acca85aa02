//! Records that a domestic exporter enters for a party outside the chain (DB4403/T 471-2024 §6.3.2.2).

use crate::{unit_writer::UnitWriter, Config, Error, Pallet};
use frame_support::{ensure, pallet_prelude::DispatchResultWithPostInfo, weights::Weight};
use suyuan_primitives::{
	codes::TraceCode, items::InfoItem, parties::ParticipantKind, traits::Register, values::Name,
};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_import(
		who: T::AccountId,
		code: TraceCode,
		item: T::Item,
		party: Name,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		let kind = T::Register::in_force(&who).ok_or(Error::<T, I>::NotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T, I>::NotTradeEntity);
		let clock = Self::clock();
		Self::ensure_sound(&party, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let mut unit = UnitWriter::<T, I>::find_open(&code)?;
		unit.import(who, code, item, party)?;
		Ok(Some(weight.saturating_add(unit.write())).into())
	}
}
