// SPDX-License-Identifier: Apache-2.0

//! Registration of units, and the end of their traces.

use crate::{
	clock::ANY_CLOCK,
	hold_search::Reads,
	lots::batches_of,
	pallet::*,
	rules::{Action, Caller},
	NewUnit, NewUnitOf, Stage, TransformationId, Unit, UnitKind, UnitOf,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
	BoundedVec,
};
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode, UnitLevel},
	parties::{ParticipantKind, TraceRole},
	traits::{Blocks, Clearance},
	values::ShelfLife,
	Check,
};

const MILLISECONDS_A_DAY: u64 = 24 * 60 * 60 * 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(who: T::AccountId, unit: NewUnitOf<T>) -> DispatchResult {
		Self::add(&Self::caller(who)?, unit, None, None)
	}

	pub(crate) fn do_register_many(
		who: T::AccountId,
		units: BoundedVec<NewUnitOf<T>, T::MaxUnitsPerCall>,
	) -> DispatchResult {
		let caller = Self::caller(who)?;
		ensure!(!units.is_empty(), Error::<T>::EmptyList);
		units.into_iter().try_for_each(|unit| Self::add(&caller, unit, None, None))
	}

	pub(crate) fn do_close(
		who: T::AccountId,
		code: TraceCode,
		shelf_life: ShelfLife,
	) -> Result<Reads, DispatchError> {
		let mut reads = Reads::default();
		let mut unit = Self::unit_for_counting(Action::Close, &Self::caller(who)?, &code, &mut reads)?;
		shelf_life.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		if let Some(mode) = unit.kind.mode() {
			let is_complete = T::Blocks::recorded(&code).missing(mode).is_empty();
			ensure!(is_complete || unit.is_used_up(), Error::<T>::Incomplete);
		}
		let retain_until = Self::end_of_life(&code, &unit, shelf_life).saturating_add(T::Retention::get());
		unit.stage = Stage::Closed { retain_until };
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::Closed { code, shelf_life, retain_until });
		Ok(reads)
	}

	/// The end of a unit's life, by the word of its owner and by the bounds of its class of goods.
	///
	/// The owner of goods that perish, as they were declared, knows for how long they are good. Other goods serve for
	/// years, whatever their owner says: by a shelf life of a day their trace would be gone before they are.
	fn end_of_life(code: &TraceCode, unit: &UnitOf<T>, shelf_life: ShelfLife) -> u64 {
		let now = Self::now();
		let said = match shelf_life {
			ShelfLife::Unlimited => now.saturating_add(T::ServiceLife::get()),
			ShelfLife::Days(days) => now.saturating_add(u64::from(days) * MILLISECONDS_A_DAY),
			ShelfLife::Until(moment) => moment,
		};
		let least = match unit.kind.mode() {
			None => 0,
			Some(_) if T::Clearance::perishes(code) => T::MinShelfLife::get(),
			Some(_) => T::MinServiceLife::get(),
		};
		said.max(now.saturating_add(least))
	}

	/// Brings a unit into being, with the caller as its owner.
	pub(crate) fn add(
		caller: &Caller<T::AccountId>,
		NewUnit { code, kind }: NewUnitOf<T>,
		made_by: Option<TransformationId>,
		left_under: Option<EntryNumber>,
	) -> DispatchResult {
		Self::ensure_may_register(caller, &kind)?;
		Self::ensure_names(&code, &kind)?;
		let is_taken = Units::<T>::contains_key(&code) || Archived::<T>::contains_key(&code);
		ensure!(!is_taken, Error::<T>::AlreadyRegistered);
		let now = frame_system::Pallet::<T>::block_number();
		let unit = Unit { left_under, ..Unit::new(caller.account.clone(), kind, made_by, now) };
		Units::<T>::insert(&code, &unit);
		let mut piece = code.clone();
		for batch in batches_of(&code) {
			Pieces::<T>::insert(&batch, &piece, ());
			piece = batch;
		}
		Self::deposit_event(Event::Registered { code, unit });
		Ok(())
	}

	fn ensure_may_register(
		caller: &Caller<T::AccountId>,
		kind: &UnitKind<T::AccountId>,
	) -> Result<(), Error<T>> {
		use ParticipantKind::{LogisticsEnterprise, TradeEntity};
		match kind {
			UnitKind::Item { .. } | UnitKind::Batch { .. } => {
				ensure!(caller.kind == TradeEntity, Error::<T>::NotTradeEntity)
			}
			UnitKind::LogisticUnit => {
				let may = matches!(caller.kind, TradeEntity | LogisticsEnterprise);
				ensure!(may, Error::<T>::NeitherTradeNorLogistics)
			}
			UnitKind::Service { customer } => {
				ensure!(*customer != caller.account, Error::<T>::ToSelf);
				let may = caller.kind.has_role(TraceRole::ServiceProvider);
				ensure!(may, Error::<T>::NotServiceProvider)
			}
		}
		Ok(())
	}

	/// Checks that the code names a unit of this kind, and that the quantity is not zero.
	pub(crate) fn ensure_names(code: &TraceCode, kind: &UnitKind<T::AccountId>) -> Result<(), Error<T>> {
		match (code.level()?, kind) {
			(UnitLevel::Item, UnitKind::Item { .. })
			| (UnitLevel::Batch, UnitKind::Batch { .. })
			| (UnitLevel::LogisticUnit, UnitKind::LogisticUnit)
			| (UnitLevel::Unspecified, _) => (),
			(UnitLevel::Item | UnitLevel::Batch | UnitLevel::LogisticUnit, _) => {
				return Err(Error::<T>::KindMismatch)
			}
			(UnitLevel::ProductClass | UnitLevel::Location, _) => return Err(Error::<T>::NotAUnit),
		}
		if let UnitKind::Batch { quantity, .. } = kind {
			quantity.check(&ANY_CLOCK)?;
		}
		Ok(())
	}
}
