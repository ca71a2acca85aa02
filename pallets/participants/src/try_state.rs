// SPDX-License-Identifier: Apache-2.0

//! Invariants of the register, checked after every block.

use crate::{
	features::names::hash_of,
	pallet::*,
	types::{Identity, Partnership, Status},
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{Contains, Get},
};
use sp_runtime::TryRuntimeError;
use suyuan_primitives::{codes::Country, parties::NodeKind};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		for (who, participant) in Participants::<T>::iter() {
			ensure!(Profiles::<T>::contains_key(&who), "every participant has a profile");
			let may_run = |node: &NodeKind| participant.kind.may_run(*node);
			ensure!(participant.nodes.iter().all(may_run), "a participant runs nodes of its kind only");
		}
		for (who, profile) in Profiles::<T>::iter() {
			let participant = Participants::<T>::get(&who).ok_or("every profile has a participant")?;
			ensure!(profile.business.kind() == participant.kind, "participant and profile agree");
			let may_run = |node: &NodeKind| profile.business.may_run(*node);
			ensure!(profile.nodes.iter().all(may_run), "a participant runs nodes of its business only");
			let clear_number = profile.identity.has_personal_identity_number();
			ensure!(!clear_number, "no person's identity number stands in the register");
			match &profile.identity {
				Identity::NaturalPerson { .. } => {
					ensure!(profile.nodes.is_empty(), "a natural person runs no node");
				}
				Identity::OverseasOrganisation { country, .. } => {
					ensure!(*country != Country::CHINA, "an organisation of China stands by its credit code");
				}
				Identity::Organisation { .. } => (),
			}
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
		let mut names = BTreeMap::new();
		let admitted = Profiles::<T>::iter().filter(|(who, _)| Self::is_admitted(who));
		for hash in admitted.filter_map(|(_, profile)| hash_of(&profile)) {
			*names.entry(hash).or_insert(0) += 1;
		}
		ensure!(
			names == Names::<T>::iter().collect(),
			"every name is counted for each participant that has it and was not revoked"
		);
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
		let mut partners = BTreeMap::new();
		for ((one, other), Partnership { proposer, partner, confirmed, .. }) in Partners::<T>::iter() {
			ensure!(one < other, "a partnership has one key, and is with another");
			let sides = (&proposer, &partner);
			ensure!(
				[(&one, &other), (&other, &one)].contains(&sides),
				"a partnership is of those that it names"
			);
			*partners.entry(proposer).or_insert(0) += 1;
			if confirmed {
				*partners.entry(partner).or_insert(0) += 1;
			}
		}
		ensure!(partners.values().all(|count| *count <= T::MaxPartners::get()), "partners are bounded");
		ensure!(
			partners == PartnerCount::<T>::iter().collect(),
			"partners are counted, and proposals by who made them"
		);
		for (owner, _) in Authorizations::<T>::iter_keys() {
			let counted = AuthorizationCount::<T>::contains_key(&owner);
			ensure!(counted, "an authorization counts against its owner");
		}
		for (who, keys) in SealingKeys::<T>::iter() {
			let stands = Self::is_admitted(&who)
				|| T::Regulators::contains(&who)
				|| Operators::<T>::contains_key(&who);
			ensure!(stands, "sealing keys end with the standing of their account");
			let live = [Some(keys.current), keys.previous];
			let usable = live.iter().flatten().all(|key| key.check().is_ok());
			ensure!(usable, "something can be sealed to every sealing key");
			ensure!(keys.previous != Some(keys.current), "two sealing keys are two");
		}
		Ok(())
	}
}
