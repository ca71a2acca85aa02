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
	trade::{record_transport, record_transports},
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
			1 => record_transport(n, self.unit(n)),
			batch => record_transports(n, (n * batch..(n + 1) * batch).map(|n| self.unit(n))),
		}
	}

	fn counts(&self) -> u32 {
		self.batch as u32
	}
}

pub async fn run(plan: &Plan, stop: &Stop, chain: ChainKind, batch: usize) -> anyhow::Result<Row> {
	let (cast, mut world) = Cast::enter(plan, stop, chain).await?;
	cast.authorize(&mut world).await?;
	let units = cast.register(&mut world, plan.units).await?;
	let name = match (chain, batch) {
		(ChainKind::Local, _) => "validators".into(),
		(ChainKind::Dev, 1) => "record".into(),
		(ChainKind::Dev, batch) => format!("record-many {batch}"),
	};
	let script = Records { cast, units, batch, stride: 1 };
	world.measure(&name, &script, Counted::Records, plan.duration).await
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
		let cast = Cast { lanes: 2, carriers: 4 };
		for batch in [1, 16, 256] {
			let script = Records { cast, units: 512, batch, stride: 1 };
			assert_eq!(codes(script.call(1, 3)).len(), script.counts() as usize);
		}
	}

	#[test]
	fn every_unit_is_recorded_of_before_one_is_again() {
		let cast = Cast { lanes: 2, carriers: 4 };
		for stride in [1, 7_919] {
			let script = Records { cast, units: 512, batch: 16, stride };
			let calls = (0..16).flat_map(|place| [script.call(0, place), script.call(1, place)]);
			let codes: BTreeSet<_> = calls.flat_map(codes).collect();
			assert_eq!(codes, (0..512).map(code).collect());
		}
	}
}
