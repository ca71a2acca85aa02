// SPDX-License-Identifier: Apache-2.0

//! Answers to the units, which ask for their clearance before they change, close or are archived, and to contracts.

use crate::pallet::*;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	traits::{self, Clearance, Exported},
};

impl<T: Config> Clearance for Pallet<T> {
	fn is_under_clearance(code: &TraceCode) -> bool {
		DeclaredIn::<T>::get(code)
			.and_then(Declarations::<T>::get)
			.is_some_and(|declaration| !declaration.status.is_settled())
	}

	fn left_under(code: &TraceCode) -> Option<EntryNumber> {
		let entry_number = DeclaredIn::<T>::get(code)?;
		let has_left = Declarations::<T>::get(entry_number)?.released_at.is_some();
		has_left.then_some(entry_number)
	}

	fn perishes(code: &TraceCode) -> bool {
		let lines = Self::left_under(code).map(Lines::<T>::get).unwrap_or_default();
		!lines.is_empty() && lines.iter().all(|line| line.hs_code.may_perish())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_cleared(code: &TraceCode) {
		crate::benchmarking::put_cleared::<T>(code);
	}
}

impl<T: Config> traits::Declarations<T::AccountId> for Pallet<T> {
	fn released(entry_number: &EntryNumber) -> Option<Exported<T::AccountId>> {
		let declaration = Declarations::<T>::get(entry_number)?;
		let is_out = declaration.released_at.is_some() && declaration.status.stands();
		is_out.then_some(Exported { declarant: declaration.declarant, order: declaration.heading.order })
	}
}
