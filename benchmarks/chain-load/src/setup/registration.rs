// SPDX-License-Identifier: Apache-2.0
//! Registers units, many to a call.

use crate::{
	keys::{Key, Keyring},
	sign::Workload,
	trade::{register_many, MAX_BATCH},
};
use suyuan_runtime::RuntimeCall;

/// A workload of registrations in calls of [`MAX_BATCH`].
///
/// The first participants own the units, as many on each lane, in turn.
pub(crate) struct Registration {
	/// Owners on each lane. Each registers as many units as its allowance of new keys holds.
	pub(crate) owners: usize,
	/// Calls before this workload.
	pub(crate) done: usize,
	pub(crate) lanes: usize,
}

impl Registration {
	/// The calls of each lane for at least so many units.
	pub(crate) fn lengths(&self, units: usize) -> Vec<usize> {
		vec![units.div_ceil(MAX_BATCH * self.lanes); self.lanes]
	}

	/// The units that so many calls a lane register.
	pub(crate) fn units(lengths: &[usize]) -> usize {
		lengths.iter().sum::<usize>() * MAX_BATCH
	}
}

impl Workload for Registration {
	fn signer(&self, lane: usize, place: usize) -> Key {
		Keyring::participant(place % self.owners * self.lanes + lane)
	}

	fn call(&self, lane: usize, place: usize) -> RuntimeCall {
		let call = self.done + place * self.lanes + lane;
		register_many(call * MAX_BATCH..(call + 1) * MAX_BATCH)
	}

	fn counts(&self) -> u32 {
		MAX_BATCH as u32
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;
	use suyuan_runtime::Runtime;

	#[test]
	fn every_unit_is_registered_once() {
		let workload = Registration { owners: 2, done: 0, lanes: 3 };
		let lengths = workload.lengths(2_000);
		let mut codes = BTreeSet::new();
		for (lane, length) in lengths.iter().enumerate() {
			for place in 0..*length {
				let RuntimeCall::TraceUnits(pallet_trace_units::Call::<Runtime>::register_many {
					units, ..
				}) = workload.call(lane, place)
				else {
					panic!("it registers")
				};
				codes.extend(units.into_iter().map(|unit| unit.code));
			}
		}
		assert!(codes.len() >= 2_000);
		assert_eq!(codes.len(), Registration::units(&lengths));
		assert_eq!(codes.first(), Some(&crate::trade::code(0)));
		assert_eq!(codes.last(), Some(&crate::trade::code(codes.len() - 1)));
	}
}
