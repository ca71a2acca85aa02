//! Answers to the units, which ask for their clearance before they change, close or are archived.

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
