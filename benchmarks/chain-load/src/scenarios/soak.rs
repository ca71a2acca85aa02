// SPDX-License-Identifier: Apache-2.0
//! Grows the chain, and measures after every step its speed and its size.

use super::{
	parties::Parties,
	query::{self, STRIDE},
	record::Records,
};
use crate::{
	cli::Plan,
	ledger::Counted,
	node::ChainKind,
	progress::say,
	report::{soak::Sample, Report},
	setup::Registration,
	shutdown::Shutdown,
	trade::MAX_BATCH,
};
use std::time::Duration;

/// The time for records after each step: a quarter of the other loads, and no shorter than a few blocks.
fn burst(duration: Duration) -> Duration {
	(duration / 4).max(Duration::from_secs(10))
}

pub(crate) async fn run(plan: &Plan, shutdown: &Shutdown, report: &mut Report) -> anyhow::Result<()> {
	let (parties, mut fixture) = Parties::start(plan, shutdown, ChainKind::Dev).await?;
	parties.authorize(&mut fixture).await?;
	let mut workload = Registration { owners: parties.owners, done: 0, lanes: parties.lanes };
	let lengths = workload.lengths(plan.soak_units.div_ceil(plan.soak_steps));
	for step in 1..=plan.soak_steps {
		if shutdown.is_requested() {
			break;
		}
		let name = format!("soak {step} of {}, registering", plan.soak_steps);
		let growth = fixture.measure_calls(&name, &workload, Counted::Units, &lengths, None).await?;
		workload.done += lengths.iter().sum::<usize>();
		let units = workload.done * MAX_BATCH;

		let records = Records { parties, units, batch: 1, units_per_call: 1, stride: STRIDE };
		let name = format!("soak {step} of {}, recording", plan.soak_steps);
		let recording = fixture.measure(&name, &records, Counted::Records, burst(plan.duration)).await?;
		say("Adding up the state");
		let sample = Sample {
			units,
			database_bytes: fixture.database_bytes(),
			state_value_bytes: fixture.reader.state_value_bytes().await?,
			growth,
			recording,
		};
		report.soak.push(sample);
	}
	// Records and queries go the same way through the units, so those that are asked for were recorded of. Half of them:
	// one lane may have come further than another.
	let recorded = report.soak.last().map_or(0, |sample| sample.recording.total as usize / 2);
	if recorded == 0 {
		return Ok(());
	}
	let plan = Plan { queries: plan.queries.min(recorded), ..plan.clone() };
	query::measure(&plan, shutdown, &fixture.url(), workload.done * MAX_BATCH, &mut report.queries).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_stride_reaches_every_unit() {
		// The stride is a prime, so it would have to divide their number, which is one of batches.
		assert!((2..=((STRIDE as f64).sqrt() as usize)).all(|divisor| !STRIDE.is_multiple_of(divisor)));
		assert_ne!(1_024_000 % STRIDE, 0);
	}

	#[test]
	fn a_burst_lasts_a_few_blocks_at_least() {
		assert_eq!(burst(Duration::from_secs(60)), Duration::from_secs(15));
		assert_eq!(burst(Duration::from_secs(4)), Duration::from_secs(10));
	}
}
