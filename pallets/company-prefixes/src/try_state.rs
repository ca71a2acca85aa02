// SPDX-License-Identifier: Apache-2.0

//! Invariants of the book, checked after every block.

use crate::{pallet::*, PrefixKey};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use suyuan_primitives::Check;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut before: Option<Vec<u8>> = None;
		for (key, grant) in Grants::<T>::iter() {
			let characters = grant.prefix.key();
			ensure!(key == PrefixKey::of(&grant.prefix), "a grant stands under the key of its prefix");
			let is_sound = grant.prefix.check(&crate::clock::ANY_CLOCK).is_ok();
			ensure!(is_sound && !grant.prefix.is_restricted(), "a company's prefix is one");
			// The keys are in the order of their bytes, in which a prefix comes after all that begin with it.
			let is_free = before.is_none_or(|before| !before.starts_with(&characters));
			ensure!(is_free, "no prefix begins with another");
			ensure!(grant.id < NextGrant::<T>::get(), "grants are numbered in their order");
			let own = AccountRights::<T>::get(&grant.holder).own;
			let of_holder = own.iter().filter(|own| own.prefix == grant.prefix);
			let of_holder: Vec<_> = of_holder.map(|own| (own.admission, own.until)).collect();
			ensure!(of_holder == [(grant.admission, grant.until)], "the holder has what was granted, once");
			before = Some(characters);
		}
		let mut given = BTreeMap::<T::AccountId, u32>::new();
		let mut owned = 0;
		for (who, rights) in AccountRights::<T>::iter() {
			ensure!(!rights.is_empty(), "who has no rights has no key");
			owned += rights.own.len();
			for (place, permit) in rights.permits.iter().enumerate() {
				ensure!(permit.holder != who, "an account has permits of others");
				ensure!(
					permit.under.contains(&permit.prefix),
					"a permit lies under the prefix of its holder"
				);
				let is_listed = |other: &crate::Permit<_>| {
					(&other.prefix, &other.holder) == (&permit.prefix, &permit.holder)
				};
				ensure!(!rights.permits[..place].iter().any(is_listed), "a permit is listed once");
				*given.entry(permit.holder.clone()).or_default() += 1;
			}
		}
		ensure!(owned == Grants::<T>::iter_keys().count(), "what an account owns was granted");
		let counted: BTreeMap<_, _> = PermitsGiven::<T>::iter().collect();
		ensure!(given == counted, "permits are counted by who gave them");
		Ok(())
	}
}
