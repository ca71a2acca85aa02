// SPDX-License-Identifier: Apache-2.0

//! The names under which organisations were admitted, for nobody else to speak in.

use crate::{
	pallet::*,
	types::{Identity, Profile, Registration},
};
use alloc::string::String;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{codes::CreditCode, values::Name};

impl<T: Config> Pallet<T> {
	/// Returns true if a participant that was not revoked has this name, or this unified social credit code.
	pub(crate) fn is_name_taken(name: &Name) -> bool {
		let folded = fold(name.as_str());
		let credit_code = folded.to_ascii_uppercase().parse::<CreditCode>().ok();
		Names::<T>::contains_key(hash(&folded))
			|| credit_code.is_some_and(|code| Registrations::<T>::contains_key(Registration::China(code)))
	}

	/// Counts a participant under the name of its profile.
	pub(crate) fn take_name(profile: &Profile) {
		if let Some(hash) = hash_of(profile) {
			Names::<T>::mutate(hash, |count| *count = Some(count.unwrap_or(0).saturating_add(1)));
		}
	}

	/// Counts a participant no longer under the name of its profile.
	pub(crate) fn free_name(profile: &Profile) {
		if let Some(hash) = hash_of(profile) {
			Names::<T>::mutate_exists(hash, |count| {
				*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
			});
		}
	}
}

/// The hash of a profile's name. None of persons, who have no name on the chain.
pub(crate) fn hash_of(profile: &Profile) -> Option<H256> {
	match &profile.identity {
		Identity::Organisation { name, .. } | Identity::OverseasOrganisation { name, .. } => {
			Some(hash(&fold(name.as_str())))
		}
		Identity::NaturalPerson { .. } => None,
	}
}

fn hash(folded: &str) -> H256 {
	BlakeTwo256::hash(folded.as_bytes())
}

/// The letters and digits of a name, full-width ones as the plain ones and capitals as small letters.
fn fold(name: &str) -> String {
	let plain = |letter| match letter {
		'\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
		other => other,
	};
	name.chars().map(plain).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
	use super::fold;

	#[test]
	fn names_that_a_reader_takes_for_the_same_are_folded_to_the_same() {
		for same in ["Warehouse GmbH", "WAREHOUSE  GMBH", "Ware-house GmbH.", "Ｗarehouse　GmbＨ"] {
			assert_eq!(fold(same), "warehousegmbh");
		}
		assert_eq!(fold("深圳市声澜电子（有限公司）"), fold("深圳市声澜电子有限公司"));
		assert_ne!(fold("Warehouse 7"), fold("Warehouse 8"));
	}
}
