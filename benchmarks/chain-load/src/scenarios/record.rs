//! Records of logistics: a carrier writes what it knows of units that their owners let it write of.

use super::stage::Cast;
use crate::{
	cli::Plan,
	keys::Key,
	ledger::Counted,
	node::ChainKind,
	report::row::Row,
	sign::Script,
	stop::Stop,
	trade::{record_storage, record_storages, MAX_BATCH},
	world::World,
};
use suyuan_runtime::RuntimeCall;

/// Carriers record in turn, of one unit after the other.
pub struct Records {
	/// Who does.
	pub cast: Cast,
	/// How many units there are.
	pub units: usize,
	/// How many records a signature carries.
	pub batch: usize,
	/// How many different units they are of: a divisor of `batch`.
	pub units_per_call: usize,
	/// How far the next unit lies from the one before. Without a divisor in common with `units`, all are reached.
	pub stride: usize,
}

impl Records {
	fn unit(&self, n: usize) -> usize {
		n.wrapping_mul(self.stride) % self.units
	}
}

impl Script for Records {
	fn signer(&self, lane: usize, place: usize) -> Key {
		self.cast.carrier(lane, place)
	}

	fn call(&self, lane: usize, place: usize) -> RuntimeCall {
		let n = place * self.cast.lanes + lane;
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

/// Records of each unit once, so that what is measured then adds to blocks that are there. The first record of a unit
/// also begins its block, and that is the unit's share of the state.
pub async fn begin(world: &mut World, cast: Cast, units: usize) -> anyhow::Result<()> {
	let script = Records { cast, units, batch: MAX_BATCH, units_per_call: MAX_BATCH, stride: 1 };
	let lengths = vec![units / MAX_BATCH / cast.lanes; cast.lanes];
	let window = world.plan.window;
	world.play("Recording of each unit", &script, Counted::Records, &lengths, window).await
}

pub async fn run(plan: &Plan, stop: &Stop, chain: ChainKind, batch: usize) -> anyhow::Result<Row> {
	let (cast, mut world) = Cast::enter(plan, stop, chain).await?;
	cast.authorize(&mut world).await?;
	let units = cast.register(&mut world, plan.units).await?;
	begin(&mut world, cast, units).await?;
	let name = match (chain, batch) {
		(ChainKind::Local, _) => "validators".into(),
		(ChainKind::Dev, 1) => "record".into(),
		(ChainKind::Dev, batch) => format!("record-many {batch}"),
	};
	let units_per_call = plan.units_per_call.map_or(batch, |units| units.min(batch));
	let script = Records { cast, units, batch, units_per_call, stride: 1 };
	let before = world.quiet_state_bytes().await?;
	let row = world.measure(&name, &script, Counted::Records, plan.duration).await?;
	let growth = world.quiet_state_bytes().await? as f64 - before as f64;
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
		let cast = Cast { lanes: 2, owners: 1, carriers: 4 };
		for (batch, units_per_call) in [(1, 1), (16, 16), (256, 256), (256, 16)] {
			let script = Records { cast, units: 512, batch, units_per_call, stride: 1 };
			let codes = codes(script.call(1, 3));
			assert_eq!(codes.len(), script.counts() as usize);
			assert_eq!(codes.into_iter().collect::<BTreeSet<_>>().len(), units_per_call);
		}
	}

	#[test]
	fn every_unit_is_recorded_of_before_one_is_again() {
		let cast = Cast { lanes: 2, owners: 1, carriers: 4 };
		for stride in [1, 7_919] {
			let script = Records { cast, units: 512, batch: 16, units_per_call: 16, stride };
			let calls = (0..16).flat_map(|place| [script.call(0, place), script.call(1, place)]);
			let codes: BTreeSet<_> = calls.flat_map(codes).collect();
			assert_eq!(codes, (0..512).map(code).collect());
		}
	}
}
