//! Grows the chain and looks after every step how fast it still is and how large it has become.

use super::{
	query::{self, STRIDE},
	record::Records,
	stage::Cast,
};
use crate::{
	cli::Plan,
	ledger::Counted,
	node::ChainKind,
	progress::say,
	report::{soak::Sample, Report},
	setup::Registration,
	stop::Stop,
	trade::MAX_BATCH,
};
use std::time::Duration;

/// For how long is recorded after each step: a quarter of the other loads, and no shorter than a few blocks.
fn burst(duration: Duration) -> Duration {
	(duration / 4).max(Duration::from_secs(10))
}

pub async fn run(plan: &Plan, stop: &Stop, report: &mut Report) -> anyhow::Result<()> {
	let (cast, mut world) = Cast::enter(plan, stop, ChainKind::Dev).await?;
	cast.authorize(&mut world).await?;
	let mut script = Registration { owners: cast.owners, done: 0, lanes: cast.lanes };
	let lengths = script.lengths(plan.soak_units.div_ceil(plan.soak_steps));
	for step in 1..=plan.soak_steps {
		if stop.is_set() {
			break;
		}
		let name = format!("soak {step} of {}, registering", plan.soak_steps);
		let growth = world.weigh(&name, &script, Counted::Units, &lengths, None).await?;
		script.done += lengths.iter().sum::<usize>();
		let units = script.done * MAX_BATCH;

		let records = Records { cast, units, batch: 1, units_per_call: 1, stride: STRIDE };
		let name = format!("soak {step} of {}, recording", plan.soak_steps);
		let recording = world.measure(&name, &records, Counted::Records, burst(plan.duration)).await?;
		say("Adding up the state");
		let sample = Sample {
			units,
			database_bytes: world.database_bytes(),
			state_value_bytes: world.reader.state_value_bytes().await?,
			growth,
			recording,
		};
		report.soak.push(sample);
	}
	// Both go the same way through the units, so those that are asked for were recorded of. Half of them: one lane may
	// have come further than another.
	let recorded = report.soak.last().map_or(0, |sample| sample.recording.total as usize / 2);
	if recorded == 0 {
		return Ok(());
	}
	let plan = Plan { queries: plan.queries.min(recorded), ..plan.clone() };
	query::look(&plan, stop, &world.url(), script.done * MAX_BATCH, &mut report.queries).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_stride_reaches_every_unit() {
		// It is a prime, so it would have to divide their number, which is one of batches.
		assert!((2..=((STRIDE as f64).sqrt() as usize)).all(|divisor| !STRIDE.is_multiple_of(divisor)));
		assert_ne!(1_024_000 % STRIDE, 0);
	}

	#[test]
	fn a_burst_lasts_a_few_blocks_at_least() {
		assert_eq!(burst(Duration::from_secs(60)), Duration::from_secs(15));
		assert_eq!(burst(Duration::from_secs(4)), Duration::from_secs(10));
	}
}
