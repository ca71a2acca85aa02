// SPDX-License-Identifier: Apache-2.0

//! Parameters that the regulators' collective sets for all filings and declarations.

use crate::pallet::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use suyuan_primitives::{
	parties::{Department, DepartmentSet},
	reconciliation::LoopOutcomes,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_requirement(requirement: DepartmentSet) -> DispatchResult {
		ensure!(requirement.contains(Department::Customs), Error::<T>::CustomsLeftOut);
		Requirement::<T>::put(requirement);
		Self::deposit_event(Event::RequirementSet { requirement });
		Ok(())
	}

	pub(crate) fn do_set_release_bars(bars: LoopOutcomes) {
		ReleaseBars::<T>::put(bars);
		Self::deposit_event(Event::ReleaseBarsSet { bars });
	}
}
