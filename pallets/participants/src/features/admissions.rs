// SPDX-License-Identifier: Apache-2.0

//! Decisions of the collective on participants.

use crate::{
	pallet::*,
	types::{Admission, Application, Participant, Status},
	WeightInfo,
};
use frame_support::{
	ensure,
	pallet_prelude::{Get, Weight},
	traits::Contains,
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};
use suyuan_primitives::{parties::Department, values::Note, Check};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(admission: Admission<T::AccountId>) -> DispatchResult {
		// Every check stands before the first write: `do_admit_many` goes on after an admission that failed.
		let Admission { who, profile_hash, until } = admission;
		let Application { profile, .. } = Self::application_voted_on(&who, profile_hash)?;
		ensure!(until > Self::now(), Error::<T>::AlreadyExpired);
		Self::ensure_registration_free(&who, &profile)?;

		let (status, admission) = match Participants::<T>::get(&who) {
			None => (Status::Active, 1),
			Some(Participant { status: Status::Revoked, admission, .. }) => {
				(Status::Active, admission.saturating_add(1))
			}
			Some(Participant { status, admission, .. }) => {
				Profiles::<T>::get(&who).iter().for_each(Self::free_name);
				(status, admission)
			}
		};
		let participant = Participant {
			kind: profile.business.kind(),
			nodes: profile.nodes.clone(),
			status,
			until,
			admission,
		};
		Self::free_registration(&who);
		if let Some(registration) = profile.identity.registration() {
			Registrations::<T>::insert(registration, &who);
		}
		Applications::<T>::remove(&who);
		Self::consume_invitation(&who);
		Self::take_name(&profile);
		Participants::<T>::insert(&who, participant);
		Profiles::<T>::insert(&who, profile);
		Self::deposit_event(Event::Admitted { who, profile_hash, until });
		Ok(())
	}

	pub(crate) fn do_admit_many(admissions: BoundedVec<Admission<T::AccountId>, T::MaxAdmissions>) {
		for admission in admissions {
			let who = admission.who.clone();
			if let Err(error) = Self::do_admit(admission) {
				Self::deposit_event(Event::AdmissionFailed { who, error });
			}
		}
	}

	pub(crate) fn do_reject(who: T::AccountId, profile_hash: H256, reason: Note) -> DispatchResult {
		Self::check_reason(&reason)?;
		Self::application_voted_on(&who, profile_hash)?;
		Applications::<T>::remove(&who);
		Self::deposit_event(Event::Rejected { who, profile_hash, reason });
		Ok(())
	}

	pub(crate) fn do_suspend(who: T::AccountId, reason: Note) -> DispatchResult {
		Self::check_reason(&reason)?;
		Self::mutate_participant(&who, |participant| {
			ensure!(participant.status == Status::Active, Error::<T>::NotActive);
			participant.status = Status::Suspended;
			Ok(())
		})?;
		Self::deposit_event(Event::Suspended { who, reason });
		Ok(())
	}

	pub(crate) fn do_reinstate(who: T::AccountId) -> DispatchResult {
		Self::mutate_participant(&who, |participant| {
			ensure!(participant.status == Status::Suspended, Error::<T>::NotSuspended);
			participant.status = Status::Active;
			Ok(())
		})?;
		Self::deposit_event(Event::Reinstated { who });
		Ok(())
	}

	/// The weight of a revocation.
	///
	/// Beside what was measured, the name is counted no longer, and the sealing keys end of the participant and its operators.
	pub(crate) fn revoke_weight(authorizations: u32) -> Weight {
		T::WeightInfo::revoke(authorizations)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
			.saturating_add(Self::end_sealing_keys_weight(T::MaxOperators::get() + 1))
	}

	/// Revokes an admission, and returns the number of authorizations that the account had given.
	pub(crate) fn do_revoke(who: T::AccountId, reason: Note) -> Result<u32, DispatchError> {
		Self::check_reason(&reason)?;
		Self::mutate_participant(&who, |participant| {
			ensure!(participant.status != Status::Revoked, Error::<T>::AlreadyRevoked);
			participant.status = Status::Revoked;
			Ok(())
		})?;
		Self::free_registration(&who);
		Profiles::<T>::get(&who).iter().for_each(Self::free_name);
		Applications::<T>::remove(&who);
		let authorizations = Self::withdraw_authorizations(&who);
		// A seat is a standing of its own.
		if !T::Regulators::contains(&who) {
			Self::remove_operators(&who);
			Self::end_sealing_keys(&who);
		}
		Self::deposit_event(Event::Revoked { who, reason });
		Ok(authorizations)
	}

	pub(crate) fn do_renew(who: T::AccountId, until: u64) -> DispatchResult {
		ensure!(until > Self::now(), Error::<T>::AlreadyExpired);
		Self::mutate_participant(&who, |participant| {
			ensure!(participant.status != Status::Revoked, Error::<T>::AlreadyRevoked);
			participant.until = until;
			Ok(())
		})?;
		Self::deposit_event(Event::Renewed { who, until });
		Ok(())
	}

	pub(crate) fn do_assign_department(who: T::AccountId, department: Department) -> DispatchResult {
		ensure!(T::Regulators::contains(&who), Error::<T>::NoSeat);
		Departments::<T>::insert(&who, department);
		Self::deposit_event(Event::DepartmentAssigned { who, department });
		Ok(())
	}

	fn application_voted_on(
		who: &T::AccountId,
		profile_hash: H256,
	) -> Result<Application<BlockNumberFor<T>>, DispatchError> {
		let application = Applications::<T>::get(who).ok_or(Error::<T>::NoApplication)?;
		ensure!(application.profile_hash == profile_hash, Error::<T>::ProfileChanged);
		Ok(application)
	}

	fn mutate_participant(
		who: &T::AccountId,
		change: impl FnOnce(&mut Participant) -> DispatchResult,
	) -> DispatchResult {
		Participants::<T>::try_mutate(who, |participant| {
			change(participant.as_mut().ok_or(Error::<T>::NotParticipant)?)
		})
	}

	/// Lets go of the registration of the profile in force. A revoked participant holds none.
	fn free_registration(who: &T::AccountId) {
		let registration = Profiles::<T>::get(who).and_then(|profile| profile.identity.registration());
		if let Some(registration) = registration {
			// After a revocation another participant may stand under it by now.
			if Registrations::<T>::get(&registration).as_ref() == Some(who) {
				Registrations::<T>::remove(registration);
			}
		}
	}

	fn check_reason(reason: &Note) -> DispatchResult {
		reason.check(&Self::clock()).map_err(|error| Error::<T>::from(error).into())
	}
}
