//! The standing of accounts, and the answers that other pallets ask of the register.

use crate::{
	pallet::*,
	policy::Role,
	types::{Participant, Status},
	AdmissionError,
};
use frame_support::traits::{ChangeMembers, Contains, UnixTime};
use sp_runtime::traits::SaturatedConversion;
use suyuan_primitives::{
	parties::{Department, NodeKind, ParticipantKind},
	requirement::InfoBlock,
	traits::{Feeder, Register},
	Clock,
};

/// The standing of an account by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnStanding {
	/// By a seat in the collective.
	Regulator,
	/// By an admission in force.
	Participant,
	/// By an invitation, a waiting application, or an admission that expired.
	Applicant,
}

/// The standing in which an account signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing<AccountId> {
	Own(OwnStanding),
	/// A key of a principal that may sign itself.
	Operator {
		principal: AccountId,
		of: OwnStanding,
	},
	/// A key that accepts to be one.
	Offered {
		principal: AccountId,
		of: OwnStanding,
	},
}

impl<AccountId> Standing<AccountId> {
	/// The account whose allowance is drawn upon, if it is not the signer's own.
	pub(crate) fn principal(&self) -> Option<&AccountId> {
		match self {
			Self::Own(_) => None,
			Self::Operator { principal, .. } | Self::Offered { principal, .. } => Some(principal),
		}
	}
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

	/// The standing in which an account signs a call, of which those of this pallet are known.
	pub(crate) fn standing(
		who: &T::AccountId,
		call: Option<&Call<T>>,
	) -> Result<Standing<T::AccountId>, AdmissionError> {
		let own = Self::own_standing(who);
		match own {
			Ok(own @ (OwnStanding::Participant | OwnStanding::Regulator)) => return Ok(Standing::Own(own)),
			Ok(OwnStanding::Applicant) | Err(AdmissionError::NotAdmitted) => (),
			Err(refused) => return Err(refused),
		}
		if let Some(Call::accept_operator { principal }) = call {
			if Self::is_offered(principal, who) {
				let of = Self::own_standing(principal)?;
				return Ok(Standing::Offered { principal: principal.clone(), of });
			}
		}
		match (own, Operators::<T>::get(who)) {
			(Err(refused), None) => Err(refused),
			(Err(_), Some(principal)) => {
				let of = Self::own_standing(&principal)?;
				Ok(Standing::Operator { principal, of })
			}
			// An invitation takes nothing from an operator: whoever gave it could shut out a key otherwise. To apply it
			// signs for itself.
			(Ok(own), Some(principal)) if !matches!(call, Some(Call::apply { .. } | Call::withdraw {})) => {
				Ok(match Self::own_standing(&principal) {
					Ok(of) => Standing::Operator { principal, of },
					Err(_) => Standing::Own(own),
				})
			}
			(Ok(own), _) => Ok(Standing::Own(own)),
		}
	}

	pub(crate) fn own_standing(who: &T::AccountId) -> Result<OwnStanding, AdmissionError> {
		let participant = Participants::<T>::get(who);
		if participant.as_ref().is_some_and(Self::is_in_force) {
			return Ok(OwnStanding::Participant);
		}
		if T::Regulators::contains(who) {
			return Ok(OwnStanding::Regulator);
		}
		match participant.map(|participant| participant.status) {
			Some(Status::Suspended) => Err(AdmissionError::Suspended),
			// Expired: it may apply with new documents while it waits for renewal.
			Some(Status::Active) => Ok(OwnStanding::Applicant),
			revoked_or_none => {
				if Self::is_invited(who) || Applications::<T>::contains_key(who) {
					Ok(OwnStanding::Applicant)
				} else if revoked_or_none.is_some() {
					Err(AdmissionError::Revoked)
				} else {
					Err(AdmissionError::NotAdmitted)
				}
			}
		}
	}

	/// The role in which an account signs by itself, or the refusal of it.
	///
	/// # Errors
	///
	/// [`AdmissionError::NotAdmitted`], [`AdmissionError::Suspended`] or [`AdmissionError::Revoked`]
	pub fn own_role(who: &T::AccountId) -> Result<Role<'static, T::AccountId>, AdmissionError> {
		Self::own_standing(who).map(|standing| match standing {
			OwnStanding::Participant => Role::Participant,
			OwnStanding::Regulator => Role::Regulator,
			OwnStanding::Applicant => Role::Applicant,
		})
	}

	/// Tells that the account may sign something by itself, be it only an application.
	pub fn is_known(who: &T::AccountId) -> bool {
		Self::own_standing(who).is_ok()
	}

	/// The refusal of an applicant that wants more than to apply.
	pub(crate) fn refusal_of_applicant(who: &T::AccountId) -> AdmissionError {
		match Participants::<T>::get(who) {
			Some(participant) if participant.status == Status::Active => AdmissionError::Expired,
			_ => AdmissionError::MayOnlyApply,
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

	fn feeder(who: &T::AccountId, block: InfoBlock) -> Option<Feeder> {
		let participant = Participants::<T>::get(who);
		let admission = participant.as_ref().map_or(0, |participant| participant.admission);
		let feeds = match participant {
			Some(participant) if Self::is_in_force(&participant) => {
				participant.nodes.iter().any(|node| node.feeds() == block)
			}
			_ if T::Regulators::contains(who) => NodeKind::PortClearance.feeds() == block,
			_ => return None,
		};
		Some(Feeder { feeds, admission })
	}

	fn admission(who: &T::AccountId) -> u32 {
		Participants::<T>::get(who).map_or(0, |participant| participant.admission)
	}

	fn is_authorized(
		owner: &T::AccountId,
		provider: &T::AccountId,
		admission: u32,
		block: InfoBlock,
	) -> bool {
		Authorizations::<T>::get(owner, provider).is_some_and(|authorization| {
			authorization.blocks.contains(block) && authorization.admission == admission
		})
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
		let participant = Participant { kind, nodes, status: Status::Active, until: u64::MAX, admission: 1 };
		Participants::<T>::insert(who, participant);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &T::AccountId, provider: &T::AccountId) {
		let admission = Self::admission(provider);
		let authorization = crate::types::Authorization { blocks: crate::types::BlockSet::ALL, admission };
		Authorizations::<T>::insert(owner, provider, authorization);
		AuthorizationCount::<T>::mutate(owner, |count| *count += 1);
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
		for who in outgoing {
			Departments::<T>::remove(who);
			if !Self::is_admitted(who) {
				Self::remove_operators(who);
			}
		}
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
		for (principal, keys) in Keys::<T>::iter() {
			ensure!(!keys.is_empty(), "a principal without keys has no list of them");
			for key in keys {
				let serves = Operators::<T>::get(&key.operator).as_ref() == Some(&principal);
				ensure!(serves == key.accepted, "a key serves the principal that it accepted");
				let providers = frame_system::Pallet::<T>::providers(&key.operator);
				ensure!(providers > 0, "a key that was offered can send transactions");
			}
		}
		for (operator, principal) in Operators::<T>::iter() {
			let listed = Keys::<T>::get(&principal).iter().any(|key| key.operator == operator);
			ensure!(listed, "an operator is one of its principal's keys");
		}
		for authorization in Authorizations::<T>::iter_values() {
			ensure!(!authorization.blocks.is_empty(), "an authorization authorizes something");
		}
		for (owner, count) in AuthorizationCount::<T>::iter() {
			let authorizations = Authorizations::<T>::iter_key_prefix(&owner).count();
			ensure!(authorizations == count as usize, "authorizations are counted");
			ensure!(count <= T::MaxAuthorizations::get(), "authorizations are bounded");
		}
		for (owner, _) in Authorizations::<T>::iter_keys() {
			let counted = AuthorizationCount::<T>::contains_key(&owner);
			ensure!(counted, "an authorization counts against its owner");
		}
		Ok(())
	}
}
