// SPDX-License-Identifier: Apache-2.0

//! Registration of units, and the end of their traces.

use super::orders::Orderer;
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
	archive_book::Proof,
	codes::{EntryNumber, TraceCode, UnitLevel},
	parties::{Department, ParticipantKind, TraceRole},
	traits::{Blocks, Clearance, CodePrefixes, CodeRight, Register},
	values::{Note, ShelfLife},
	Check,
};

/// The rights of an account to codes.
type RightsOf<T> =
	<<T as Config>::CodePrefixes as CodePrefixes<<T as frame_system::Config>::AccountId>>::Rights;

const MILLISECONDS_A_DAY: u64 = 24 * 60 * 60 * 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(who: T::AccountId, unit: NewUnitOf<T>, proof: &Proof) -> DispatchResult {
		let caller = Self::caller(who)?;
		Self::ensure_never_archived([&unit.code], proof)?;
		let mut rights = T::CodePrefixes::rights_of(&caller.account);
		Self::add(&caller, &mut rights, unit, None, None)
	}

	pub(crate) fn do_register_many(
		who: T::AccountId,
		units: BoundedVec<NewUnitOf<T>, T::MaxUnitsPerCall>,
		proof: &Proof,
	) -> DispatchResult {
		let caller = Self::caller(who)?;
		ensure!(!units.is_empty(), Error::<T>::EmptyList);
		Self::ensure_never_archived(units.iter().map(|unit| &unit.code), proof)?;
		let mut rights = T::CodePrefixes::rights_of(&caller.account);
		units.into_iter().try_for_each(|unit| Self::add(&caller, &mut rights, unit, None, None))
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

	/// Brings a unit into being, with the caller as its owner, whose rights to codes were read before.
	///
	/// The proof that its code was never archived is checked before, for all units of the call.
	pub(crate) fn add(
		caller: &Caller<T::AccountId>,
		rights: &mut RightsOf<T>,
		NewUnit { code, kind }: NewUnitOf<T>,
		made_by: Option<TransformationId>,
		left_under: Option<EntryNumber>,
	) -> DispatchResult {
		Self::ensure_may_register(caller, &kind)?;
		Self::ensure_names(&code, &kind)?;
		ensure!(!Units::<T>::contains_key(&code), Error::<T>::AlreadyRegistered);
		let right = T::CodePrefixes::right_to(rights, &code);
		ensure!(right != CodeRight::None, Error::<T>::NoRightToCode);
		let unproven_right = right == CodeRight::Unproven;
		let now = frame_system::Pallet::<T>::block_number();
		let unit =
			Unit { left_under, unproven_right, ..Unit::new(caller.account.clone(), kind, made_by, now) };
		Units::<T>::insert(&code, &unit);
		let mut piece = code.clone();
		for batch in batches_of(&code) {
			Pieces::<T>::insert(&batch, &piece, ());
			piece = batch;
		}
		Self::deposit_event(Event::Registered { code, unit });
		Ok(())
	}

	pub(crate) fn do_reassign_code(
		who: T::AccountId,
		code: TraceCode,
		to: T::AccountId,
		reason: Note,
	) -> DispatchResult {
		Self::ensure_market_supervision(&who)?;
		reason.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		let mut unit = Units::<T>::get(&code).ok_or(Error::<T>::NotFound)?;
		// What departments hold is theirs, as for every order.
		let orderer = Orderer::Seat { holder: who.clone(), department: Department::MarketSupervision };
		Self::ensure_concerned(&orderer, &code, &unit)?;
		ensure!(!T::Clearance::is_under_clearance(&code), Error::<T>::UnderClearance);
		ensure!(T::Clearance::left_under(&code).is_none(), Error::<T>::HasLeft);
		let kind = T::Register::in_force(&to).ok_or(Error::<T>::RecipientNotInForce)?;
		Self::ensure_may_register(&Caller { account: to.clone(), kind }, &unit.kind)?;
		let from = core::mem::replace(&mut unit.owner, to.clone());
		// What is held inside may be another's, and does not go away with the carton.
		if unit.custodian == from && unit.inside.held == 0 {
			unit.custodian = to.clone();
		}
		if to != from {
			// Whoever the code belongs to is as if it had registered the unit.
			unit.former_owners = BoundedVec::default();
			(unit.offer, unit.title_offer) = (None, None);
		}
		unit.unproven_right = false;
		let custodian = unit.custodian.clone();
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::CodeReassigned { code, from, to, custodian, by: who, reason });
		Ok(())
	}

	/// Checks that an account holds a seat of market supervision and is in force.
	pub(crate) fn ensure_market_supervision(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(T::Register::in_force(who).is_some(), Error::<T>::NotInForce);
		let is_theirs = T::Register::department(who) == Some(Department::MarketSupervision);
		ensure!(is_theirs, Error::<T>::NotMarketSupervision);
		Ok(())
	}

	pub(crate) fn ensure_may_register(
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
