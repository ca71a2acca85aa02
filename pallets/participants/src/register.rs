//! What the door and the other pallets ask of the register.

use crate::{
	door::Refusal,
	pallet::*,
	types::{Participant, Status},
};
use frame_support::traits::{ChangeMembers, Contains, UnixTime};
use sp_runtime::traits::SaturatedConversion;
use suyuan_primitives::{
	parties::{Department, NodeKind, ParticipantKind},
	requirement::InfoBlock,
	traits::Register,
	Clock,
};

/// As what an account comes through the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
	/// By a seat in the collective.
	Regulator,
	/// By an admission in force.
	Participant,
	/// As a key of somebody who is in force, or of an applicant.
	Operator,
	/// By an invitation, a waiting application, or an admission that expired: may only apply.
	Applicant,
}

impl<T: Config> Pallet<T> {
	/// Milliseconds since 1970-01-01 UTC.
	pub(crate) fn now() -> u64 {
		T::Time::now().as_millis().saturated_into()
	}

	/// For checking values. Profiles say nothing of when, so nothing is tolerated.
	pub(crate) fn clock() -> Clock {
		Clock { latest: Self::now() }
	}

	/// Whether the account is a participant that was not revoked.
	pub(crate) fn is_admitted(who: &T::AccountId) -> bool {
		Participants::<T>::get(who).is_some_and(|participant| participant.status != Status::Revoked)
	}

	fn is_in_force(participant: &Participant) -> bool {
		participant.status == Status::Active && participant.until > Self::now()
	}

	/// Where an account stands, or why the door is shut for it.
	pub(crate) fn standing(who: &T::AccountId) -> Result<Standing, Refusal> {
		match Self::own_standing(who) {
			Err(Refusal::NotAdmitted) => match Operators::<T>::get(who) {
				Some(principal) => Self::own_standing(&principal).map(|_| Standing::Operator),
				None => Err(Refusal::NotAdmitted),
			},
			own => own,
		}
	}

	fn own_standing(who: &T::AccountId) -> Result<Standing, Refusal> {
		let participant = Participants::<T>::get(who);
		if participant.as_ref().is_some_and(Self::is_in_force) {
			return Ok(Standing::Participant);
		}
		if T::Regulators::contains(who) {
			return Ok(Standing::Regulator);
		}
		match participant.map(|participant| participant.status) {
			Some(Status::Suspended) => Err(Refusal::Suspended),
			// Expired: it may apply with new papers while it waits for renewal.
			Some(Status::Active) => Ok(Standing::Applicant),
			revoked_or_none => {
				if Self::is_invited(who) || Applications::<T>::contains_key(who) {
					Ok(Standing::Applicant)
				} else if revoked_or_none.is_some() {
					Err(Refusal::Revoked)
				} else {
					Err(Refusal::NotAdmitted)
				}
			}
		}
	}

	/// Whether the account is a key of somebody whom the door lets in.
	pub(crate) fn serves_somebody(who: &T::AccountId) -> bool {
		Operators::<T>::get(who).is_some_and(|principal| Self::own_standing(&principal).is_ok())
	}

	/// What to tell an applicant that wants more than to apply.
	pub(crate) fn refusal_of_applicant(who: &T::AccountId) -> Refusal {
		match Participants::<T>::get(who) {
			Some(participant) if participant.status == Status::Active => Refusal::Expired,
			_ => Refusal::MayOnlyApply,
		}
	}
}

impl<T: Config> Register<T::AccountId> for Pallet<T> {
	fn in_force(who: &T::AccountId) -> Option<ParticipantKind> {
		match Participants::<T>::get(who) {
			Some(participant) if Self::is_in_force(&participant) => Some(participant.kind),
			_ => T::Regulators::contains(who).then_some(ParticipantKind::Regulator),
		}
	}

	fn feeds(who: &T::AccountId, block: InfoBlock) -> Option<bool> {
		match Participants::<T>::get(who) {
			Some(participant) if Self::is_in_force(&participant) => {
				Some(participant.nodes.iter().any(|node| node.feeds() == block))
			}
			_ => T::Regulators::contains(who).then_some(NodeKind::PortClearance.feeds() == block),
		}
	}

	fn is_authorized(owner: &T::AccountId, provider: &T::AccountId, block: InfoBlock) -> bool {
		Authorizations::<T>::get(owner, provider).is_some_and(|blocks| blocks.contains(block))
	}

	fn department(who: &T::AccountId) -> Option<Department> {
		Departments::<T>::get(who).filter(|_| T::Regulators::contains(who))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &T::AccountId, kind: ParticipantKind) {
		use suyuan_primitives::parties::NodeKind::*;
		let nodes = alloc::vec![
			Manufacturer,
			DomesticProcurement,
			TradingPlatform,
			CrossBorderCollection,
			PickupAndConsolidation,
			TallyAndPicking,
			InternationalTransport,
			OverseasWarehousing,
			OverseasClearanceAndDelivery,
			PortClearance,
		];
		let nodes = nodes.try_into().expect("a participant may run every kind of node; qed");
		Self::let_in(who);
		Participants::<T>::insert(who, Participant { kind, nodes, status: Status::Active, until: u64::MAX });
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &T::AccountId, provider: &T::AccountId) {
		Authorizations::<T>::insert(owner, provider, crate::types::BlockSet::ALL);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &T::AccountId, department: Department) {
		use crate::BenchmarkHelper;
		T::BenchmarkHelper::give_seat(who);
		Departments::<T>::insert(who, department);
	}
}

/// Follows the regulators' seats.
impl<T: Config> ChangeMembers<T::AccountId> for Pallet<T> {
	fn change_members_sorted(
		incoming: &[T::AccountId],
		outgoing: &[T::AccountId],
		_sorted_new: &[T::AccountId],
	) {
		incoming.iter().for_each(Self::let_in);
		outgoing.iter().for_each(Departments::<T>::remove);
	}
}

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config> Pallet<T> {
	/// What must hold of the register at all times.
	pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		use frame_support::{ensure, traits::Get};

		for (who, participant) in Participants::<T>::iter() {
			ensure!(Profiles::<T>::contains_key(&who), "every participant has a profile");
			let may_run = |node: &NodeKind| participant.kind.may_run(*node);
			ensure!(participant.nodes.iter().all(may_run), "a participant runs nodes of its kind only");
		}
		for (who, profile) in Profiles::<T>::iter() {
			let participant = Participants::<T>::get(&who).ok_or("every profile has a participant")?;
			ensure!(profile.business.kind() == participant.kind, "participant and profile agree");
			if participant.status != Status::Revoked {
				let holder = profile.identity.registration().map(Registrations::<T>::get);
				ensure!(
					holder.is_none_or(|holder| holder.as_ref() == Some(&who)),
					"a participant that is not revoked holds its registration"
				);
			}
		}
		for (registration, who) in Registrations::<T>::iter() {
			let claimed = Profiles::<T>::get(&who).and_then(|profile| profile.identity.registration());
			ensure!(claimed == Some(registration), "a registration belongs to its holder's profile");
			ensure!(Self::is_admitted(&who), "nobody who was revoked holds a registration");
		}
		for (who, application) in Applications::<T>::iter() {
			let hash = Self::profile_hash(&application.profile);
			ensure!(hash == application.profile_hash, "an application carries the hash of its profile");
			ensure!(frame_system::Pallet::<T>::providers(&who) > 0, "an applicant can send transactions");
		}
		for (inviter, outstanding) in Outstanding::<T>::iter() {
			let count = Invitations::<T>::iter_values().filter(|i| i.inviter == inviter).count();
			ensure!(count == outstanding as usize, "outstanding invitations are counted");
			ensure!(outstanding <= T::MaxInvitations::get(), "outstanding invitations are bounded");
		}
		for invitation in Invitations::<T>::iter_values() {
			let counted = Outstanding::<T>::contains_key(&invitation.inviter);
			ensure!(counted, "an invitation counts against its inviter");
		}
		for (principal, count) in OperatorCount::<T>::iter() {
			let operators = Operators::<T>::iter_values().filter(|of| *of == principal).count();
			ensure!(operators == count as usize, "operators are counted");
			ensure!(count <= T::MaxOperators::get(), "operators are bounded");
		}
		for (operator, principal) in Operators::<T>::iter() {
			ensure!(OperatorCount::<T>::contains_key(&principal), "an operator counts against its principal");
			ensure!(frame_system::Pallet::<T>::providers(&operator) > 0, "an operator can send transactions");
		}
		for blocks in Authorizations::<T>::iter_values() {
			ensure!(!blocks.is_empty(), "an authorization authorizes something");
		}
		Ok(())
	}
}
