// SPDX-License-Identifier: Apache-2.0

//! Applications and the profiles that they carry.

use crate::{
	pallet::*,
	types::{Application, Identity, Profile, Status},
};
use frame_support::{ensure, traits::Contains};
use sp_runtime::DispatchResult;
use suyuan_primitives::{
	codes::{Country, CreditCode},
	parties::{Business, ParticipantKind},
	Check,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_apply(who: T::AccountId, profile: Profile) -> DispatchResult {
		ensure!(!T::Regulators::contains(&who), Error::<T>::HoldsSeat);
		let active = Participants::<T>::get(&who).is_some_and(|p| p.status == Status::Active);
		let may_apply = active || Applications::<T>::contains_key(&who) || Self::is_invited(&who);
		ensure!(may_apply, Error::<T>::NotInvited);
		Self::check_profile(&profile)?;
		Self::ensure_registration_free(&who, &profile)?;

		let profile_hash = Self::profile_hash(&profile);
		// Who has no credit code has none that is wrong.
		let finding = |agrees: fn(&CreditCode) -> bool| profile.identity.credit_code().is_none_or(agrees);
		let check_digit_agrees = finding(CreditCode::check_digit_agrees);
		let inner_digit_agrees = finding(CreditCode::inner_digit_agrees);
		let category_is_known = finding(CreditCode::category_is_known);
		let applied_at = frame_system::Pallet::<T>::block_number();
		let application = Application {
			profile: profile.clone(),
			profile_hash,
			applied_at,
			check_digit_agrees,
			inner_digit_agrees,
			category_is_known,
		};
		Applications::<T>::insert(&who, application);
		Self::deposit_event(Event::Applied {
			who,
			profile_hash,
			profile,
			check_digit_agrees,
			inner_digit_agrees,
			category_is_known,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw(who: T::AccountId) -> DispatchResult {
		Applications::<T>::take(&who).ok_or(Error::<T>::NoApplication)?;
		Self::deposit_event(Event::Withdrawn { who });
		Ok(())
	}

	/// Refuses a profile that claims the registration of another participant.
	pub(crate) fn ensure_registration_free(who: &T::AccountId, profile: &Profile) -> DispatchResult {
		let holder = profile.identity.registration().and_then(Registrations::<T>::get);
		ensure!(holder.is_none_or(|holder| holder == *who), Error::<T>::RegistrationTaken);
		Ok(())
	}

	fn check_profile(profile: &Profile) -> DispatchResult {
		let kind = profile.business.kind();
		ensure!(kind != ParticipantKind::Regulator, Error::<T>::RegulatorsDoNotApply);
		for (position, node) in profile.nodes.iter().enumerate() {
			ensure!(profile.business.may_run(*node), Error::<T>::NodeNotAllowed);
			ensure!(!profile.nodes[..position].contains(node), Error::<T>::DuplicateNode);
		}
		let clock = Self::clock();
		match &profile.identity {
			Identity::Organisation { name, credit_code } => {
				name.check(&clock).map_err(Error::<T>::from)?;
				credit_code.check(&clock).map_err(Error::<T>::from)?;
				ensure!(!profile.identity.has_personal_identity_number(), Error::<T>::PersonalIdentityNumber);
			}
			Identity::OverseasOrganisation { name, country, registration } => {
				name.check(&clock).map_err(Error::<T>::from)?;
				country.check(&clock).map_err(Error::<T>::from)?;
				// It would be a second participant beside the one of its credit code.
				ensure!(*country != Country::CHINA, Error::<T>::RegisteredInChina);
				registration.check(&clock).map_err(Error::<T>::from)?;
			}
			Identity::NaturalPerson { .. } => {
				let persons_business =
					matches!(profile.business, Business::FinalConsumer | Business::CodeHolder);
				ensure!(persons_business, Error::<T>::NotANaturalPersonsBusiness);
				ensure!(profile.nodes.is_empty(), Error::<T>::NodeNotAllowed);
				// A person proves the identity to the certifier; documents stay off the chain.
				return Ok(());
			}
		}
		ensure!(!profile.evidence.is_empty(), Error::<T>::EmptyList);
		Ok(())
	}
}
