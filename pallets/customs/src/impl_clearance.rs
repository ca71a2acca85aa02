//! Answers to the units before they become others, close or are archived: whether customs are at work on them.

use crate::pallet::*;
use suyuan_primitives::{codes::TraceCode, traits::Clearance};

impl<T: Config> Clearance for Pallet<T> {
	fn is_under_clearance(code: &TraceCode) -> bool {
		DeclaredIn::<T>::get(code)
			.and_then(Declarations::<T>::get)
			.is_some_and(|declaration| !declaration.status.is_settled())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_cleared(code: &TraceCode) {
		crate::benchmarking::put_cleared::<T>(code);
	}
}
