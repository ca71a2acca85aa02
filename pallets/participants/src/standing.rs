// SPDX-License-Identifier: Apache-2.0

//! The standing of accounts: by a seat, by an admission, as an applicant, or as a key of another.

use crate::{
	pallet::*,
	policy::Role,
	types::{AdmissionError, OwnStanding, Participant, Standing, Status},
};
use frame_support::traits::Contains;

impl<T: Config> Pallet<T> {
	/// Returns true if the account is a participant that was not revoked.
	pub(crate) fn is_admitted(who: &T::AccountId) -> bool {
		Participants::<T>::get(who).is_some_and(|participant| participant.status != Status::Revoked)
	}

	/// Returns true if the participant is active and its admission not yet expired.
	pub(crate) fn is_in_force(participant: &Participant) -> bool {
		participant.status == Status::Active && participant.until > Self::now()
	}

	/// The standing in which an account signs a call, which is known if it is one of this pallet.
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
			// An invitation takes nothing from an operator: its inviter could shut out a key otherwise. To apply the key
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

	/// Returns true if the account may sign something by itself, be it only an application.
	pub(crate) fn is_known(who: &T::AccountId) -> bool {
		Self::own_standing(who).is_ok()
	}

	/// The error of an applicant that signs another call than those by which it applies.
	pub(crate) fn applicant_error(who: &T::AccountId) -> AdmissionError {
		match Participants::<T>::get(who) {
			Some(participant) if participant.status == Status::Active => AdmissionError::Expired,
			_ => AdmissionError::MayOnlyApply,
		}
	}
}
