//! What the calls do, and what others may ask.

use crate::{Config, Error, Event, NewUnit, Pallet, Unit, UnitKind, UnitStatus, Units};
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use suyuan_primitives::{
	codes::{TraceCode, UnitLevel},
	parties::ParticipantKind,
	traits::{self, Blocks, Register, UnitFacts},
	Check, Clock,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(who: T::AccountId, unit: NewUnit) -> DispatchResult {
		Self::ensure_may_register(&who)?;
		Self::add(who, unit)
	}

	pub(crate) fn do_register_many(
		who: T::AccountId,
		units: BoundedVec<NewUnit, T::MaxUnitsPerCall>,
	) -> DispatchResult {
		ensure!(!units.is_empty(), Error::<T>::EmptyBatch);
		Self::ensure_may_register(&who)?;
		units.into_iter().try_for_each(|unit| Self::add(who.clone(), unit))
	}

	pub(crate) fn do_close(who: T::AccountId, code: TraceCode) -> DispatchResult {
		ensure!(T::Register::in_force(&who).is_some(), Error::<T>::NotInForce);
		Units::<T>::try_mutate(&code, |unit| {
			let unit = unit.as_mut().ok_or(Error::<T>::NotFound)?;
			ensure!(unit.owner == who, Error::<T>::NotOwner);
			ensure!(unit.status == UnitStatus::Open, Error::<T>::AlreadyClosed);
			ensure!(T::Blocks::recorded(&code).missing(unit.mode).is_empty(), Error::<T>::Incomplete);
			unit.status = UnitStatus::Closed;
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::Closed { code });
		Ok(())
	}

	fn ensure_may_register(who: &T::AccountId) -> Result<(), Error<T>> {
		let kind = T::Register::in_force(who).ok_or(Error::<T>::NotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T>::MayNotRegister);
		Ok(())
	}

	fn add(owner: T::AccountId, NewUnit { code, kind, mode }: NewUnit) -> DispatchResult {
		Self::ensure_names(&code, kind)?;
		ensure!(!Units::<T>::contains_key(&code), Error::<T>::AlreadyRegistered);
		let unit = Unit {
			custodian: owner.clone(),
			owner,
			mode,
			kind,
			status: UnitStatus::Open,
			registered_at: frame_system::Pallet::<T>::block_number(),
		};
		Units::<T>::insert(&code, &unit);
		Self::deposit_event(Event::Registered { code, unit });
		Ok(())
	}

	/// That the code names a unit of this kind, and that there is something of it.
	fn ensure_names(code: &TraceCode, kind: UnitKind) -> Result<(), Error<T>> {
		match (code.level()?, kind) {
			(UnitLevel::Item, UnitKind::Item)
			| (UnitLevel::Batch, UnitKind::Batch { .. })
			| (UnitLevel::Unspecified, _) => (),
			(UnitLevel::Item | UnitLevel::Batch, _) => return Err(Error::KindMismatch),
			(UnitLevel::LogisticUnit | UnitLevel::ProductClass | UnitLevel::Location, _) => {
				return Err(Error::NotAUnit)
			}
		}
		match kind {
			UnitKind::Item => Ok(()),
			// No quantity depends on the time, so any clock will do.
			UnitKind::Batch { quantity } => Ok(quantity.check(&Clock { latest: 0 })?),
		}
	}
}

impl<T: Config> traits::Units<T::AccountId> for Pallet<T> {
	fn facts(code: &TraceCode) -> Option<UnitFacts<T::AccountId>> {
		Units::<T>::get(code).map(|unit| UnitFacts {
			owner: unit.owner,
			custodian: unit.custodian,
			open: unit.status == UnitStatus::Open,
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &T::AccountId) {
		let unit = Unit {
			owner: owner.clone(),
			custodian: owner.clone(),
			mode: suyuan_primitives::requirement::TraceMode::FullChain,
			kind: UnitKind::Item,
			status: UnitStatus::Open,
			registered_at: frame_system::Pallet::<T>::block_number(),
		};
		Units::<T>::insert(code, unit);
	}
}

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config> Pallet<T> {
	/// What holds of every unit at the end of every block.
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		for (code, unit) in Units::<T>::iter() {
			ensure!(
				Self::ensure_names(&code, unit.kind).is_ok(),
				"a unit's code is canonical and names an item or a batch as the unit is one, of which there is some"
			);
			ensure!(unit.registered_at <= now, "no unit was registered in a block yet to come");
			ensure!(
				unit.status == UnitStatus::Open || T::Blocks::recorded(&code).missing(unit.mode).is_empty(),
				"a closed unit misses nothing that its mode makes mandatory"
			);
		}
		Ok(())
	}
}
