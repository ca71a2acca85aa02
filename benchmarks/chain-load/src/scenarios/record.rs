// SPDX-License-Identifier: Apache-2.0
//! Records of logistics: a carrier records units that their owners authorized it for.

use super::parties::Parties;
use crate::{
	cli::Plan,
	fixture::Fixture,
	keys::Key,
	ledger::Counted,
	node::ChainKind,
	report::row::Row,
	shutdown::Shutdown,
	sign::Workload,
	trade::{record_storage, record_storages, MAX_BATCH},
};
use suyuan_runtime::RuntimeCall;

/// A workload of records: carriers record in turn, of one unit after the other.
pub(crate) struct Records {
	pub(crate) parties: Parties,
	pub(crate) units: usize,
	/// Records in one call.
	pub(crate) batch: usize,
	/// Different units of these records: a divisor of `batch`.
	pub(crate) units_per_call: usize,
	/// The step from one unit to the next. Without a divisor in common with `units`, all are reached.
	pub(crate) stride: usize,
}

impl Records {
	fn unit(&self, n: usize) -> usize {
		n.wrapping_mul(self.stride) % self.units
	}
}

impl Workload for Records {
	fn signer(&self, lane: usize, place: usize) -> Key {
		self.parties.carrier(lane, place)
	}

	fn call(&self, lane: usize, place: usize) -> RuntimeCall {
		let n = place * self.parties.lanes + lane;
		match self.batch {
			1 => record_storage(n, self.unit(n)),
			batch => {
				let (distinct, each) = (self.units_per_call, batch / self.units_per_call);
				let units = n * distinct..(n + 1) * distinct;
				record_storages(n, units.flat_map(|n| std::iter::repeat_n(self.unit(n), each)))
			}
		}
	}

	fn counts(&self) -> u32 {
		self.batch as u32
	}

	fn units(&self) -> Option<u32> {
		Some(self.units_per_call as u32)
	}
}

/// Records of each unit once, so that the measured records add to blocks that exist.
///
/// The first record of a unit also begins its block, and that is the unit's share of the state.
pub(crate) async fn begin(fixture: &mut Fixture, parties: Parties, units: usize) -> anyhow::Result<()> {
	let workload = Records { parties, units, batch: MAX_BATCH, units_per_call: MAX_BATCH, stride: 1 };
	let lengths = vec![units / MAX_BATCH / parties.lanes; parties.lanes];
	let window = fixture.plan.window;
	fixture.run_setup("Recording of each unit", &workload, Counted::Records, &lengths, window).await
}

pub(crate) async fn run(
	plan: &Plan,
	shutdown: &Shutdown,
	chain: ChainKind,
	batch: usize,
) -> anyhow::Result<Row> {
	let (parties, mut fixture) = Parties::start(plan, shutdown, chain).await?;
	parties.authorize(&mut fixture).await?;
	let units = parties.register(&mut fixture, plan.units).await?;
	begin(&mut fixture, parties, units).await?;
	let name = match (chain, batch) {
		(ChainKind::Local, _) => "validators".into(),
		(ChainKind::Dev, 1) => "record".into(),
		(ChainKind::Dev, batch) => format!("record-many {batch}"),
	};
	let units_per_call = plan.units_per_call.map_or(batch, |units| units.min(batch));
	let workload = Records { parties, units, batch, units_per_call, stride: 1 };
	let before = fixture.idle_state_bytes().await?;
	let row = fixture.measure(&name, &workload, Counted::Records, plan.duration).await?;
	let growth = fixture.idle_state_bytes().await? as f64 - before as f64;
	let state_bytes_each = (row.total > 0).then(|| growth / row.total as f64);
	Ok(Row { state_bytes_each, ..row })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trade::code;
	use std::collections::BTreeSet;
	use suyuan_primitives::codes::TraceCode;

	fn codes(call: RuntimeCall) -> Vec<TraceCode> {
		use pallet_info_block::Call;
		match call {
			RuntimeCall::LogisticsInfo(Call::record { code, .. }) => vec![code],
			RuntimeCall::LogisticsInfo(Call::record_many { entries }) => {
				entries.into_iter().map(|entry| entry.code).collect()
			}
			_ => panic!("it is of logistics"),
		}
	}

	#[test]
	fn a_signature_carries_as_many_records_as_it_counts_for() {
		let parties = Parties { lanes: 2, owners: 1, carriers: 4 };
		for (batch, units_per_call) in [(1, 1), (16, 16), (256, 256), (256, 16)] {
			let workload = Records { parties, units: 512, batch, units_per_call, stride: 1 };
			let codes = codes(workload.call(1, 3));
			assert_eq!(codes.len(), workload.counts() as usize);
			assert_eq!(codes.into_iter().collect::<BTreeSet<_>>().len(), units_per_call);
		}
	}

	#[test]
	fn every_unit_is_recorded_of_before_one_is_again() {
		let parties = Parties { lanes: 2, owners: 1, carriers: 4 };
		for stride in [1, 7_919] {
			let workload = Records { parties, units: 512, batch: 16, units_per_call: 16, stride };
			let calls = (0..16).flat_map(|place| [workload.call(0, place), workload.call(1, place)]);
			let codes: BTreeSet<_> = calls.flat_map(codes).collect();
			assert_eq!(codes, (0..512).map(code).collect());
		}
	}
}
