//! What other pallets may ask of a unit.

use crate::pallet::*;
use suyuan_primitives::{
	codes::TraceCode,
	traits::{self, UnitFacts},
};

impl<T: Config> traits::Units<T::AccountId> for Pallet<T> {
	fn facts(code: &TraceCode) -> Option<UnitFacts<T::AccountId>> {
		Units::<T>::get(code).map(|unit| UnitFacts {
			custodian: Self::custodian_of(&unit),
			open: unit.takes_records(),
			owner: unit.owner,
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &T::AccountId) {
		use crate::{Unit, UnitKind};
		use suyuan_primitives::requirement::TraceMode;

		let kind = UnitKind::Item { mode: TraceMode::FullChain };
		let unit = Unit::new(owner.clone(), kind, None, frame_system::Pallet::<T>::block_number());
		crate::benchmarking::put_deep::<T>(code, unit);
	}
}
