// SPDX-License-Identifier: Apache-2.0

//! Orders of the council, or of the department concerned, where a party is gone whose act is needed.
//!
//! A department acts in the place of a party that is out of force, or silent, and of none else. The council may act
//! whatever the parties are. Neither gives goods away: what is moved goes to its owner or to a regulator.

use crate::{clock::ANY_CLOCK, hold_search::Reads, pallet::*, rules::Caller, Stage, UnitKind, UnitOf};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, EnsureOrigin},
	traits::Get,
	BoundedVec,
};
use frame_system::ensure_signed;
use suyuan_primitives::{
	codes::TraceCode,
	parties::{Department, ParticipantKind},
	traits::{Clearance, Register},
	values::Note,
	Check,
};

/// The authority behind an order.
pub(crate) enum Orderer<AccountId> {
	Council,
	Seat { holder: AccountId, department: Department },
}

impl<AccountId> Orderer<AccountId> {
	/// The account that signed the call. None for a vote.
	fn account(self) -> Option<AccountId> {
		match self {
			Self::Council => None,
			Self::Seat { holder, .. } => Some(holder),
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reassign_custody(
		origin: T::RuntimeOrigin,
		code: TraceCode,
		to: T::AccountId,
		reason: Note,
	) -> DispatchResult {
		let orderer = Self::orderer(origin, &reason)?;
		let mut unit = Self::goods_for(&orderer, &code)?;
		ensure!(unit.packed_in.is_none(), Error::<T>::Packed);
		Self::ensure_gone(&orderer, &unit.custodian)?;
		let kind = T::Register::in_force(&to).ok_or(Error::<T>::RecipientNotInForce)?;
		ensure!(to != unit.custodian, Error::<T>::ToSelf);
		ensure!(to == unit.owner || kind == ParticipantKind::Regulator, Error::<T>::NotHome);
		let mut reads = Reads::default();
		reads.begin();
		Self::ensure_may_go_to(&Caller { account: to.clone(), kind }, &code, &unit, &mut reads)?;
		unit.offer = None;
		let from = core::mem::replace(&mut unit.custodian, to.clone());
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::CustodyReassigned { code, from, to, by: orderer.account(), reason });
		Ok(())
	}

	pub(crate) fn do_unpack_by_order(
		origin: T::RuntimeOrigin,
		parent: TraceCode,
		children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		reason: Note,
	) -> DispatchResult {
		let orderer = Self::orderer(origin, &reason)?;
		ensure!(!children.is_empty(), Error::<T>::EmptyList);
		let outer = Self::goods_for(&orderer, &parent)?;
		ensure!(outer.packed_in.is_none(), Error::<T>::Packed);
		// Sealed until customs have settled the declaration, as for whoever holds it.
		ensure!(!T::Clearance::is_under_clearance(&parent), Error::<T>::UnderClearance);
		Self::ensure_gone(&orderer, &outer.custodian)?;
		Self::take_out(&parent, outer, &children, |child, _| child.owner.clone())?;
		let by = orderer.account();
		Self::deposit_event(Event::UnpackedByOrder { parent, children, by, reason });
		Ok(())
	}

	pub(crate) fn do_close_by_order(
		origin: T::RuntimeOrigin,
		code: TraceCode,
		reason: Note,
	) -> DispatchResult {
		let orderer = Self::orderer(origin, &reason)?;
		let mut unit = Units::<T>::get(&code).ok_or(Error::<T>::NotFound)?;
		Self::ensure_concerned(&orderer, &code, &unit)?;
		ensure!(unit.stage == Stage::Open, Error::<T>::AlreadyClosed);
		let life = match &unit.kind {
			UnitKind::Service { customer } => {
				let progress = unit.service.unwrap_or_default();
				let rated = progress.feedback.map_or(0, |feedback| feedback.after_steps);
				// A customer that said that it is not satisfied is no silent one.
				if progress.steps == rated {
					let gone =
						[&unit.owner, customer].map(|party| Self::ensure_gone(&orderer, party).is_ok());
					ensure!(gone.contains(&true), Error::<T>::PartyInForce);
				}
				0
			}
			_ => {
				ensure!(!T::Clearance::is_under_clearance(&code), Error::<T>::UnderClearance);
				// A trace that ends does not open again, so that an owner that may come back is not gone.
				let is_seat = matches!(orderer, Orderer::Seat { .. });
				ensure!(!is_seat || T::Register::is_gone(&unit.owner), Error::<T>::PartyInForce);
				T::ServiceLife::get()
			}
		};
		let retain_until = Self::now().saturating_add(life).saturating_add(T::Retention::get());
		unit.stage = Stage::Closed { retain_until };
		unit.closed_by_order = true;
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::ClosedByOrder { code, retain_until, by: orderer.account(), reason });
		Ok(())
	}

	fn orderer(origin: T::RuntimeOrigin, reason: &Note) -> Result<Orderer<T::AccountId>, DispatchError> {
		reason.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		match T::CouncilOrigin::try_origin(origin) {
			Ok(_) => Ok(Orderer::Council),
			Err(origin) => {
				let holder = ensure_signed(origin)?;
				ensure!(T::Register::in_force(&holder).is_some(), Error::<T>::NotInForce);
				let department = T::Register::department(&holder).ok_or(Error::<T>::NoDepartment)?;
				Ok(Orderer::Seat { holder, department })
			}
		}
	}

	/// The goods of a code that the order concerns.
	fn goods_for(orderer: &Orderer<T::AccountId>, code: &TraceCode) -> Result<UnitOf<T>, Error<T>> {
		let unit = Units::<T>::get(code).ok_or(Error::<T>::NotFound)?;
		ensure!(!matches!(unit.kind, UnitKind::Service { .. }), Error::<T>::WrongKind);
		Self::ensure_concerned(orderer, code, &unit)?;
		Ok(unit)
	}

	/// Checks that the unit concerns the department.
	///
	/// What is held concerns those that hold it, and no other. Otherwise what was declared concerns customs, and all goods
	/// and services concern the supervision of the market.
	fn ensure_concerned(
		orderer: &Orderer<T::AccountId>,
		code: &TraceCode,
		unit: &UnitOf<T>,
	) -> Result<(), Error<T>> {
		let Orderer::Seat { department, .. } = orderer else { return Ok(()) };
		let holders = unit.hold.map(|hold| hold.departments).unwrap_or_default();
		let is_concerned = if !holders.is_empty() {
			holders.contains(*department)
		} else {
			match department {
				Department::MarketSupervision => true,
				Department::Customs => {
					T::Clearance::is_under_clearance(code) || T::Clearance::left_under(code).is_some()
				}
				_ => false,
			}
		};
		ensure!(is_concerned, Error::<T>::NotConcerned);
		Ok(())
	}

	/// Checks that a department acts only for a party that can't.
	fn ensure_gone(orderer: &Orderer<T::AccountId>, party: &T::AccountId) -> Result<(), Error<T>> {
		let may = match orderer {
			Orderer::Council => true,
			Orderer::Seat { .. } => T::Register::in_force(party).is_none(),
		};
		ensure!(may, Error::<T>::PartyInForce);
		Ok(())
	}
}
