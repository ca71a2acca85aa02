// SPDX-License-Identifier: Apache-2.0

//! Answers to the units that come into being, which ask whether their owner may give them their codes.

use crate::{pallet::*, Grant, Permit, PrefixKey, PrefixRule, Rights};
use alloc::{vec, vec::Vec};
use frame_support::traits::Get;
use suyuan_primitives::{
	codes::TraceCode,
	traits::{CodePrefixes, CodeRight, Register},
};

/// The rights of an account, as they stand while a call registers units.
pub struct Loaded<T: Config> {
	rule: PrefixRule,
	admission: u32,
	rights: Rights<T>,
	/// For each permit, whether it holds, once it was looked up.
	checked: Vec<Option<bool>>,
}

/// The reads for each account: the rule, and the rights.
const READS_PER_ACCOUNT: usize = 2;

/// The reads for each code under a permit: the grant, and the participant that holds it.
const READS_PER_PERMIT: usize = 2;

impl<T: Config> CodePrefixes<T::AccountId> for Pallet<T> {
	type Rights = Loaded<T>;

	fn rights_of(who: &T::AccountId) -> Loaded<T> {
		let rule = Rule::<T>::get();
		let rights = if rule == PrefixRule::Off { Rights::default() } else { AccountRights::<T>::get(who) };
		let checked = vec![None; rights.permits.len()];
		// The account was looked up when it was asked whether it is in force.
		Loaded { rule, admission: T::Register::admission(who), rights, checked }
	}

	fn right_to(Loaded { rule, admission, rights, checked }: &mut Loaded<T>, code: &TraceCode) -> CodeRight {
		if *rule == PrefixRule::Off {
			return CodeRight::Good;
		}
		let is_own = rights
			.own
			.iter()
			.any(|own| own.admission == *admission && !Self::is_past(own.until) && own.prefix.covers(code));
		let is_permitted = |checked: &mut Vec<Option<bool>>| {
			let permit = rights.permit_of(code, *admission, Self::is_past);
			permit.is_some_and(|(place, permit)| *checked[place].get_or_insert_with(|| Self::holds(permit)))
		};
		match (is_own || is_permitted(checked), rule) {
			(true, _) => CodeRight::Good,
			(false, PrefixRule::Refuse) => CodeRight::None,
			(false, PrefixRule::Flag | PrefixRule::Off) => CodeRight::Unproven,
		}
	}

	fn max_reads(codes: usize) -> usize {
		// Each permit is looked up once.
		READS_PER_ACCOUNT + READS_PER_PERMIT * codes.min(T::MaxPermits::get() as usize)
	}
}

impl<T: Config> Pallet<T> {
	/// Returns true if the grant that a permit was given under stands.
	fn holds(permit: &Permit<T::AccountId>) -> bool {
		let grant = Grants::<T>::get(PrefixKey::of(&permit.under));
		grant.is_some_and(|grant| grant.id == permit.grant && Self::is_good(&grant))
	}

	/// Returns true if a grant has not ended, and its holder is in force in the admission that it was granted in.
	pub(crate) fn is_good(grant: &Grant<T::AccountId>) -> bool {
		!Self::is_past(grant.until)
			&& T::Register::in_force(&grant.holder).is_some()
			&& T::Register::admission(&grant.holder) == grant.admission
	}
}
