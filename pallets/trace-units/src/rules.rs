//! Who may do what to which unit: the one table.

use crate::{pallet::*, types::UnitKind, Stage, UnitOf};
use frame_support::ensure;
use suyuan_primitives::{
	codes::TraceCode,
	parties::ParticipantKind,
	traits::{Clearance, Register},
};

/// Somebody in force who calls.
pub(crate) struct Caller<AccountId> {
	/// Who it is.
	pub account: AccountId,
	/// What it was admitted as.
	pub kind: ParticipantKind,
}

impl<AccountId> Caller<AccountId> {
	/// Whether it supervises.
	pub fn is_regulator(&self) -> bool {
		self.kind == ParticipantKind::Regulator
	}
}

/// What can be done to a unit.
#[derive(Clone, Copy)]
pub(crate) enum Action {
	/// End its trace.
	Close,
	/// Make other units of it.
	Transform,
	/// Divide it.
	Split,
	/// Pack it into another.
	Pack,
	/// Pack others into it.
	PackInto,
	/// Take others out of it.
	UnpackFrom,
	/// Offer its custody.
	OfferCustody,
	/// Accept its custody.
	AcceptCustody,
	/// Withdraw or decline the offer.
	CancelCustody,
	/// Isolate it or call it back.
	Hold,
	/// End that.
	Lift,
	/// Take a step of it.
	Serve,
	/// Say how it was.
	GiveFeedback,
	/// End it.
	EndService,
	/// Leave nothing but its digest.
	Archive,
}

/// Who a unit lets act.
#[derive(Clone, Copy)]
enum Who {
	/// Its owner.
	Owner,
	/// Its owner, who also holds it.
	OwnerInPossession,
	/// Who holds it.
	Custodian,
	/// To whom its custody is offered.
	Recipient,
	/// Who holds it, and to whom its custody is offered.
	EitherSide,
	/// Its owner, and every regulator.
	OwnerOrRegulator,
	/// Whom the service is done for.
	Customer,
}

/// What a unit is, without the particulars.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
	Item,
	Batch,
	LogisticUnit,
	Service,
}

/// What stands in the way.
#[derive(Clone, Copy)]
enum Bar {
	/// It is quarantined or recalled.
	Held,
	/// Something that is quarantined or recalled is packed in it.
	HeldInside,
	/// It is packed in another.
	Packed,
	/// Something is packed in it.
	NotEmpty,
	/// Its custody is offered to somebody.
	Offered,
	/// Nothing is left of it.
	UsedUp,
	/// Its trace has not ended.
	Open,
	/// Its trace has ended.
	Closed,
	/// Customs are at work on a declaration of it.
	UnderClearance,
}

const BATCHES: &[Kind] = &[Kind::Batch];
const PRODUCTS: &[Kind] = &[Kind::Item, Kind::Batch];
const LOGISTIC_UNITS: &[Kind] = &[Kind::LogisticUnit];
const GOODS: &[Kind] = &[Kind::Item, Kind::Batch, Kind::LogisticUnit];
const SERVICES: &[Kind] = &[Kind::Service];
const ALL: &[Kind] = &[Kind::Item, Kind::Batch, Kind::LogisticUnit, Kind::Service];

/// The table: who, to which kinds of units, and what stands in the way. The crate's documentation shows it in words.
#[rustfmt::skip]
fn rule(action: Action) -> (Who, &'static [Kind], &'static [Bar]) {
	use Bar::*;
	use Who::*;
	match action {
		Action::Close         => (Owner,             GOODS,          &[Closed, UnderClearance]),
		Action::Transform     => (OwnerInPossession, PRODUCTS,       &[Held, Packed, Offered, UsedUp, UnderClearance]),
		Action::Split         => (OwnerInPossession, BATCHES,        &[Held, Packed, Offered, UsedUp, UnderClearance]),
		Action::Pack          => (Custodian,         GOODS,          &[Held, HeldInside, Packed, Offered, UsedUp]),
		Action::PackInto      => (Custodian,         LOGISTIC_UNITS, &[Held, HeldInside, Packed, Offered]),
		Action::UnpackFrom    => (Custodian,         LOGISTIC_UNITS, &[Held, Packed, Offered]),
		Action::OfferCustody  => (Custodian,         GOODS,          &[Held, HeldInside, Packed, Offered, UsedUp]),
		Action::AcceptCustody => (Recipient,         GOODS,          &[Held, HeldInside]),
		Action::CancelCustody => (EitherSide,        GOODS,          &[]),
		Action::Hold          => (OwnerOrRegulator,  GOODS,          &[]),
		Action::Lift          => (OwnerOrRegulator,  GOODS,          &[]),
		Action::Serve         => (Owner,             SERVICES,       &[Closed]),
		Action::GiveFeedback  => (Customer,          SERVICES,       &[Closed]),
		Action::EndService    => (Owner,             SERVICES,       &[Closed]),
		Action::Archive       => (OwnerOrRegulator,  ALL,            &[Open, Held, Packed, NotEmpty, Offered, UnderClearance]),
	}
}

impl<T: Config> Pallet<T> {
	/// The caller, if its admission is in force.
	pub(crate) fn caller(account: T::AccountId) -> Result<Caller<T::AccountId>, Error<T>> {
		let kind = T::Register::in_force(&account).ok_or(Error::<T>::NotInForce)?;
		Ok(Caller { account, kind })
	}

	/// A unit to which the caller may do this now.
	pub(crate) fn unit_for(
		action: Action,
		caller: &Caller<T::AccountId>,
		code: &TraceCode,
	) -> Result<UnitOf<T>, Error<T>> {
		let unit = Units::<T>::get(code).ok_or(Error::<T>::NotFound)?;
		let (who, kinds, bars) = rule(action);
		Self::ensure_is(who, caller, &unit)?;
		ensure!(kinds.contains(&kind(&unit)), Error::<T>::WrongKind);
		bars.iter().try_for_each(|bar| Self::ensure_free_of(*bar, code, &unit))?;
		Ok(unit)
	}

	fn ensure_is(who: Who, caller: &Caller<T::AccountId>, unit: &UnitOf<T>) -> Result<(), Error<T>> {
		let account = &caller.account;
		let is_owner = *account == unit.owner;
		// What is packed, nothing is done with that takes its custodian. So that is said at once: who holds it is known only
		// when all the units around it were looked at, and a refusal would cost more than what is charged for the call.
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
			Who::Customer => {
				let is_customer = matches!(&unit.kind, UnitKind::Service { customer } if customer == account);
				ensure!(is_customer, Error::<T>::NotCustomer)
			}
		}
		Ok(())
	}

	fn ensure_free_of(bar: Bar, code: &TraceCode, unit: &UnitOf<T>) -> Result<(), Error<T>> {
		match bar {
			Bar::Held => ensure!(unit.hold.is_none(), Error::<T>::Held),
			Bar::HeldInside => ensure!(unit.inside.held == 0, Error::<T>::HeldInside),
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
