// SPDX-License-Identifier: Apache-2.0

//! The register of participants and their keys, as other pallets see it.

use crate::pallet::*;
use frame_support::traits::Contains;
use suyuan_primitives::{
	parties::{Department, NodeKind, ParticipantKind},
	requirement::{Categories, InfoBlock},
	traits::{self, Feeder, Principals, Register},
	values::Name,
};

impl<T: Config> Principals<T::AccountId> for Pallet<T> {
	fn principal(who: &T::AccountId) -> Option<T::AccountId> {
		Operators::<T>::get(who)
	}
}

impl<T: Config> traits::Partners<T::AccountId> for Pallet<T> {
	fn are_partners(one: &T::AccountId, other: &T::AccountId) -> bool {
		Self::are_partners(one, other)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_partners(one: &T::AccountId, other: &T::AccountId) {
		use crate::types::Partnership;
		let (proposer, partner) = if one < other { (one, other) } else { (other, one) };
		let admissions = (Self::admission(proposer), Self::admission(partner));
		let key = (proposer.clone(), partner.clone());
		let (proposer, partner) = key.clone();
		Partners::<T>::insert(key, Partnership { proposer, partner, admissions, confirmed: true });
	}
}

impl<T: Config> Register<T::AccountId> for Pallet<T> {
	fn in_force(who: &T::AccountId) -> Option<ParticipantKind> {
		match Participants::<T>::get(who) {
			Some(participant) if Self::is_in_force(&participant) => Some(participant.kind),
			_ => T::Regulators::contains(who).then_some(ParticipantKind::Regulator),
		}
	}

	fn is_gone(who: &T::AccountId) -> bool {
		!Self::is_admitted(who) && !T::Regulators::contains(who)
	}

	fn feeder(who: &T::AccountId, block: InfoBlock) -> Option<Feeder> {
		let participant = Participants::<T>::get(who);
		let admission = participant.as_ref().map_or(0, |participant| participant.admission);
		let written = match participant {
			Some(participant) if Self::is_in_force(&participant) => {
				let nodes = participant.nodes.iter();
				nodes.fold(Categories::default(), |all, node| all.union(node.writes()))
			}
			_ if T::Regulators::contains(who) => NodeKind::PortClearance.writes(),
			_ => return None,
		};
		Some(Feeder { writes: written.intersection(block.categories()), admission })
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

	fn is_participant_called(name: &Name) -> bool {
		Self::is_name_taken(name)
	}

	fn department(who: &T::AccountId) -> Option<Department> {
		Departments::<T>::get(who).filter(|_| T::Regulators::contains(who))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &T::AccountId, kind: ParticipantKind) {
		use crate::types::{Participant, Status};
		let nodes = NodeKind::ALL.to_vec().try_into().expect("a participant may run every kind of node; qed");
		Self::ensure_reference(who);
		let participant = Participant { kind, nodes, status: Status::Active, until: u64::MAX, admission: 1 };
		Participants::<T>::insert(who, participant);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &T::AccountId, provider: &T::AccountId) {
		use crate::types::{Authorization, BlockSet};
		let admission = Self::admission(provider);
		let authorization = Authorization { blocks: BlockSet::ALL, admission };
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
