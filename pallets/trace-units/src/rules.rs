// SPDX-License-Identifier: Apache-2.0

//! The table of parties, actions and units: who may do what to which.

use crate::{hold_search::Reads, pallet::*, types::UnitKind, Stage, UnitOf};
use frame_support::ensure;
use suyuan_primitives::{
	codes::TraceCode,
	parties::ParticipantKind,
	traits::{Clearance, Register},
};

/// The caller, whose admission is in force.
pub(crate) struct Caller<AccountId> {
	pub(crate) account: AccountId,
	pub(crate) kind: ParticipantKind,
}

impl<AccountId> Caller<AccountId> {
	pub(crate) fn is_regulator(&self) -> bool {
		self.kind == ParticipantKind::Regulator
	}
}

/// An action on a unit.
#[derive(Clone, Copy)]
pub(crate) enum Action {
	Close,
	/// Make other units of it.
	Transform,
	Split,
	/// Pack it into another.
	Pack,
	/// Pack others into it.
	PackInto,
	/// Take others out of it.
	UnpackFrom,
	OfferCustody,
	AcceptCustody,
	/// Withdraw or decline the offer.
	CancelCustody,
	Quarantine,
	Recall,
	/// End a quarantine or a recall.
	Lift,
	/// Take a step of a service.
	Serve,
	GiveFeedback,
	EndService,
	/// Leave nothing but its digest.
	Archive,
}

/// A party to a unit that may act on it.
#[derive(Clone, Copy)]
enum Who {
	Owner,
	/// The owner that also holds the unit.
	OwnerInPossession,
	Custodian,
	/// The recipient of the offer of custody.
	Recipient,
	/// The custodian or the recipient of the offer.
	EitherSide,
	OwnerOrRegulator,
	/// The owner, a regulator, or the custodian, even of what is packed.
	Concerned,
	/// The customer of the service.
	Customer,
}

/// The kind of a unit, without its fields.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
	Item,
	Batch,
	LogisticUnit,
	Service,
}

/// A condition of a unit that stands in the way of an action.
#[derive(Clone, Copy)]
enum Bar {
	/// The unit is quarantined or recalled.
	Held,
	/// A unit packed in it is quarantined or recalled.
	HeldInside,
	/// A unit that it is packed in is quarantined or recalled.
	HeldAround,
	/// Something that lies in it comes from a held batch or a held material.
	HeldOriginInside,
	/// The batch that its code names is quarantined or recalled.
	HeldBatch,
	/// Something that it was made of, or divided from, is quarantined or recalled.
	HeldOrigin,
	/// The unit is packed in another.
	Packed,
	/// Another unit is packed in it.
	NotEmpty,
	/// An offer of its custody stands.
	Offered,
	/// Nothing is left of the unit.
	UsedUp,
	/// The trace of the unit has not ended.
	Open,
	/// The trace of the unit has ended.
	Closed,
	/// A declaration of the unit is under way.
	UnderClearance,
}

const BATCHES: &[Kind] = &[Kind::Batch];
const PRODUCTS: &[Kind] = &[Kind::Item, Kind::Batch];
const LOGISTIC_UNITS: &[Kind] = &[Kind::LogisticUnit];
const GOODS: &[Kind] = &[Kind::Item, Kind::Batch, Kind::LogisticUnit];
const SERVICES: &[Kind] = &[Kind::Service];
const ALL: &[Kind] = &[Kind::Item, Kind::Batch, Kind::LogisticUnit, Kind::Service];

/// The table: the party, the kinds of units, and the bars. The crate's documentation shows it in words.
#[rustfmt::skip]
fn rule(action: Action) -> (Who, &'static [Kind], &'static [Bar]) {
	use Bar::*;
	use Who::*;
	match action {
		Action::Close         => (Owner,             GOODS,          &[Closed, Held, HeldInside, HeldAround, HeldBatch, UnderClearance, HeldOrigin, HeldOriginInside]),
		Action::Transform     => (OwnerInPossession, PRODUCTS,       &[Held, HeldBatch, Packed, Offered, UsedUp, UnderClearance, HeldOrigin]),
		Action::Split         => (OwnerInPossession, BATCHES,        &[Held, HeldBatch, Packed, Offered, UsedUp, UnderClearance, HeldOrigin]),
		Action::Pack          => (Custodian,         GOODS,          &[Held, HeldInside, HeldBatch, Packed, Offered, UsedUp]),
		Action::PackInto      => (Custodian,         LOGISTIC_UNITS, &[Held, HeldInside, Packed, Offered, UnderClearance]),
		Action::UnpackFrom    => (Custodian,         LOGISTIC_UNITS, &[Held, Packed, Offered, UnderClearance]),
		// What is held goes nowhere but home: see `ensure_may_go_to`.
		Action::OfferCustody  => (Custodian,         GOODS,          &[Packed, Offered, UsedUp]),
		Action::AcceptCustody => (Recipient,         GOODS,          &[]),
		Action::CancelCustody => (EitherSide,        GOODS,          &[]),
		Action::Quarantine    => (Concerned,         GOODS,          &[]),
		Action::Recall        => (OwnerOrRegulator,  GOODS,          &[]),
		Action::Lift          => (OwnerOrRegulator,  GOODS,          &[]),
		Action::Serve         => (Owner,             SERVICES,       &[Closed]),
		Action::GiveFeedback  => (Customer,          SERVICES,       &[Closed]),
		Action::EndService    => (Owner,             SERVICES,       &[Closed]),
		Action::Archive       => (OwnerOrRegulator,  ALL,            &[Open, Held, HeldBatch, Packed, NotEmpty, Offered, UnderClearance, HeldOrigin]),
	}
}

impl<T: Config> Pallet<T> {
	/// The caller, if its admission is in force.
	pub(crate) fn caller(account: T::AccountId) -> Result<Caller<T::AccountId>, Error<T>> {
		let kind = T::Register::in_force(&account).ok_or(Error::<T>::NotInForce)?;
		Ok(Caller { account, kind })
	}

	/// A unit to which the caller may do this now, where no hold on its origin bars the action.
	pub(crate) fn unit_for(
		action: Action,
		caller: &Caller<T::AccountId>,
		code: &TraceCode,
	) -> Result<UnitOf<T>, Error<T>> {
		Self::unit_for_counting(action, caller, code, &mut Reads::default())
	}

	/// A unit to which the caller may do this now. Counts the reads in search of holds.
	pub(crate) fn unit_for_counting(
		action: Action,
		caller: &Caller<T::AccountId>,
		code: &TraceCode,
		reads: &mut Reads,
	) -> Result<UnitOf<T>, Error<T>> {
		reads.begin();
		let unit = Units::<T>::get(code).ok_or(Error::<T>::NotFound)?;
		let (who, kinds, bars) = rule(action);
		Self::ensure_is(who, caller, &unit)?;
		ensure!(kinds.contains(&kind(&unit)), Error::<T>::WrongKind);
		bars.iter().try_for_each(|bar| Self::ensure_free_of(*bar, code, &unit, reads))?;
		Ok(unit)
	}

	fn ensure_is(who: Who, caller: &Caller<T::AccountId>, unit: &UnitOf<T>) -> Result<(), Error<T>> {
		let account = &caller.account;
		let is_owner = *account == unit.owner;
		// No action that takes the custodian is done to a packed unit. So the call is refused at once: the custodian is
		// known only when all the units around it were read, and a refusal would cost more than the call is charged.
		let ensure_is_custodian = || -> Result<(), Error<T>> {
			ensure!(unit.packed_in.is_none(), Error::<T>::Packed);
			ensure!(*account == unit.custodian, Error::<T>::NotCustodian);
			Ok(())
		};
		let is_recipient = || unit.offer.as_ref().is_some_and(|offer| offer.to == *account);
		match who {
			Who::Owner => ensure!(is_owner, Error::<T>::NotOwner),
			Who::OwnerInPossession => {
				ensure!(is_owner, Error::<T>::NotOwner);
				ensure_is_custodian()?;
			}
			Who::Custodian => ensure_is_custodian()?,
			Who::Recipient => ensure!(is_recipient(), Error::<T>::NotOffered),
			Who::EitherSide => {
				ensure!(unit.offer.is_some(), Error::<T>::NotOffered);
				if !is_recipient() {
					ensure_is_custodian()?;
				}
			}
			Who::OwnerOrRegulator => {
				ensure!(is_owner || caller.is_regulator(), Error::<T>::NeitherOwnerNorRegulator)
			}
			Who::Concerned => {
				// The units around it are read anyway, to count what is held in them.
				let may = is_owner || caller.is_regulator() || Self::custodian_of(unit) == *account;
				ensure!(may, Error::<T>::NeitherOwnerNorRegulator)
			}
			Who::Customer => {
				let is_customer = matches!(&unit.kind, UnitKind::Service { customer } if customer == account);
				ensure!(is_customer, Error::<T>::NotCustomer)
			}
		}
		Ok(())
	}

	/// Checks that no hold keeps a unit from going to a participant.
	///
	/// Whatever is held may be taken to a regulator. What is held itself, by its batch or by its origin, may go back to its
	/// owner. Not so a carton with something held inside, which may be another's, and would go away from its own owner
	/// with it.
	pub(crate) fn ensure_may_go_to(
		to: &Caller<T::AccountId>,
		code: &TraceCode,
		unit: &UnitOf<T>,
		reads: &mut Reads,
	) -> Result<(), Error<T>> {
		if to.is_regulator() {
			return Ok(());
		}
		let bars: &[Bar] = match to.account == unit.owner {
			true => &[Bar::HeldInside, Bar::HeldOriginInside],
			false => &[Bar::HeldInside, Bar::Held, Bar::HeldBatch, Bar::HeldOrigin, Bar::HeldOriginInside],
		};
		bars.iter().try_for_each(|bar| Self::ensure_free_of(*bar, code, unit, reads))
	}

	fn ensure_free_of(
		bar: Bar,
		code: &TraceCode,
		unit: &UnitOf<T>,
		reads: &mut Reads,
	) -> Result<(), Error<T>> {
		match bar {
			Bar::Held => ensure!(unit.hold.is_none(), Error::<T>::Held),
			Bar::HeldInside => ensure!(unit.inside.held == 0, Error::<T>::HeldInside),
			Bar::HeldAround => ensure!(!Self::is_held_around(unit), Error::<T>::HeldAround),
			Bar::HeldOriginInside => {
				ensure!(!Self::is_origin_inside_held(code, unit, reads), Error::<T>::HeldInside)
			}
			Bar::HeldBatch => ensure!(!Self::is_batch_held(code, unit), Error::<T>::HeldBatch),
			Bar::HeldOrigin => ensure!(!Self::is_origin_held(code, unit, reads), Error::<T>::HeldOrigin),
			Bar::Packed => ensure!(unit.packed_in.is_none(), Error::<T>::Packed),
			Bar::NotEmpty => ensure!(unit.inside.is_empty(), Error::<T>::NotEmpty),
			Bar::Offered => {
				let lapsed = unit.offer.as_ref().is_none_or(|offer| Self::is_past(offer.expires_at));
				ensure!(lapsed, Error::<T>::OfferPending)
			}
			Bar::UsedUp => ensure!(!unit.is_used_up(), Error::<T>::UsedUp),
			Bar::Open => ensure!(unit.stage != Stage::Open, Error::<T>::NotClosed),
			Bar::Closed => ensure!(unit.stage == Stage::Open, Error::<T>::AlreadyClosed),
			Bar::UnderClearance => {
				ensure!(!T::Clearance::is_under_clearance(code), Error::<T>::UnderClearance)
			}
		}
		Ok(())
	}
}

fn kind<AccountId, BlockNumber>(unit: &crate::Unit<AccountId, BlockNumber>) -> Kind {
	match unit.kind {
		UnitKind::Item { .. } => Kind::Item,
		UnitKind::Batch { .. } => Kind::Batch,
		UnitKind::LogisticUnit => Kind::LogisticUnit,
		UnitKind::Service { .. } => Kind::Service,
	}
}
