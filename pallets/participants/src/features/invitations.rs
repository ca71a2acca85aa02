// SPDX-License-Identifier: Apache-2.0

//! Invitations of accounts to apply.

use crate::{pallet::*, types::Invitation};
use frame_support::{
	ensure,
	traits::{Contains, Get},
	BoundedVec,
};
use sp_runtime::DispatchResult;
use suyuan_primitives::{parties::ParticipantKind, traits::Register};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_invite(
		inviter: T::AccountId,
		who: T::AccountId,
		operators: BoundedVec<T::AccountId, T::MaxOperators>,
	) -> DispatchResult {
		// A regulator invites by its seat, whatever it was admitted as besides.
		let may_invite = T::Regulators::contains(&inviter)
			|| Self::in_force(&inviter) == Some(ParticipantKind::ServicePlatform);
		ensure!(may_invite, Error::<T>::MayNotInvite);
		ensure!(!T::Regulators::contains(&who), Error::<T>::HoldsSeat);
		ensure!(!Self::is_admitted(&who), Error::<T>::AlreadyParticipant);
		match Invitations::<T>::get(&who) {
			Some(lapsed) => {
				ensure!(lapsed.expires_at <= Self::now(), Error::<T>::AlreadyInvited);
				Self::free_invitation_slot(&lapsed.inviter);
			}
			None => Self::add_reference(&who),
		}
		let outstanding = Outstanding::<T>::get(&inviter);
		ensure!(outstanding < T::MaxInvitations::get(), Error::<T>::MaxInvitationsExceeded);

		Outstanding::<T>::insert(&inviter, outstanding + 1);
		let expires_at = Self::now().saturating_add(T::InvitationTerm::get());
		Invitations::<T>::insert(&who, Invitation { inviter: inviter.clone(), expires_at });
		Self::deposit_event(Event::Invited { who: who.clone(), inviter, expires_at });
		operators.into_iter().try_for_each(|operator| Self::offer_to_operator(&who, operator))
	}

	pub(crate) fn do_uninvite(caller: T::AccountId, who: T::AccountId) -> DispatchResult {
		let invitation = Invitations::<T>::get(&who).ok_or(Error::<T>::NotInvited)?;
		let lapsed = invitation.expires_at <= Self::now();
		ensure!(lapsed || caller == invitation.inviter, Error::<T>::NotInviter);

		Self::consume_invitation(&who);
		// An account that handed in an application meanwhile goes on by that.
		if !Self::is_known(&who) {
			Self::remove_operators(&who);
			Self::remove_reference(&who);
		}
		Self::deposit_event(Event::Uninvited { who });
		Ok(())
	}

	/// Removes an account's invitation, if it has one, so that its inviter may invite another.
	pub(crate) fn consume_invitation(who: &T::AccountId) {
		if let Some(invitation) = Invitations::<T>::take(who) {
			Self::free_invitation_slot(&invitation.inviter);
		}
	}

	fn free_invitation_slot(inviter: &T::AccountId) {
		Outstanding::<T>::mutate_exists(inviter, |outstanding| {
			*outstanding = outstanding.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}

	/// Returns true if an invitation of the account stands.
	pub(crate) fn is_invited(who: &T::AccountId) -> bool {
		Invitations::<T>::get(who).is_some_and(|invitation| invitation.expires_at > Self::now())
	}
}
