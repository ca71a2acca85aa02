// SPDX-License-Identifier: Apache-2.0

//! Records that a domestic exporter enters for a party outside the chain (DB4403/T 471-2024 §6.3.2.2).

use crate::{unit_writer::UnitWriter, Config, Error, Pallet};
use frame_support::{ensure, pallet_prelude::DispatchResultWithPostInfo, weights::Weight};
use suyuan_primitives::{
	codes::TraceCode, items::InfoItem, parties::ParticipantKind, requirement::Category, traits::Register,
	values::Name,
};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_import(
		who: T::AccountId,
		code: TraceCode,
		item: T::Item,
		party: Name,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		Self::ensure_importable(&who, &item)?;
		let clock = Self::clock();
		Self::ensure_sound(&party, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let mut unit = UnitWriter::<T, I>::find_open(&code)?;
		unit.ensure_owned_by(&who)?;
		Self::ensure_outside_the_chain(&party, &item)?;
		unit.import(who, code, item, party)?;
		Ok(Some(weight.saturating_add(unit.write())).into())
	}

	/// Checks that the caller may enter such an item for another party.
	pub(crate) fn ensure_importable(who: &T::AccountId, item: &T::Item) -> Result<(), Error<T, I>> {
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		let kind = T::Register::in_force(who).ok_or(Error::<T, I>::NotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T, I>::NotTradeEntity);
		// Positions fill no category; they belong to the transport that may be imported.
		ensure!(item.category().is_none_or(Category::is_importable), Error::<T, I>::NotImportable);
		Ok(())
	}

	/// Checks that neither the party nor the one whose deed the item tells is a participant.
	pub(crate) fn ensure_outside_the_chain(party: &Name, item: &T::Item) -> Result<(), Error<T, I>> {
		let mut names = [Some(party), item.doer()].into_iter().flatten();
		ensure!(!names.any(T::Register::is_participant_called), Error::<T, I>::PartyOnChain);
		Ok(())
	}
}
