// SPDX-License-Identifier: Apache-2.0
//! The figures of one load.

use super::processors::Processors;
use crate::{
	drive::{Ended, Outcome},
	ledger::{Counted, FinalBlock},
	percentiles::Percentiles,
};
use serde::Serialize;
use std::fmt;

/// A load that was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
	pub(crate) scenario: String,
	/// Nodes of the chain.
	pub(crate) nodes: usize,
	pub(crate) counted: Counted,
	/// The count of one transaction.
	pub(crate) per_transaction: u32,
	/// Different units in one transaction, if the workload tells.
	pub(crate) units_per_transaction: Option<u32>,
	/// The count in final blocks.
	pub(crate) total: u64,
	/// Seconds from the first sending to the last finality.
	pub(crate) seconds: f64,
	/// The count in a second: `total` by `seconds`, with the waiting at either end in it.
	pub(crate) per_second: f64,
	/// The count in a second under load, by the chain's own clock.
	///
	/// Between the first block with transactions of ours and the last one that was begun while they were sent. `None` if
	/// there were fewer than three such blocks.
	pub(crate) per_second_sustained: Option<f64>,
	/// `per_second` by that of the remarks of the same run: the share of the most that the engine does.
	pub(crate) of_remark: Option<f64>,
	/// Transactions that the node took.
	pub(crate) sent: u64,
	/// Transactions in final blocks that succeeded and count for as many as they should.
	pub(crate) succeeded: u64,
	/// Transactions in final blocks that did not.
	pub(crate) failed: u64,
	/// Transactions that were not final when the waiting ended.
	pub(crate) unfinished: u64,
	/// The reason for which the first one failed.
	pub(crate) first_failure: Option<String>,
	/// The reason for which sending ended.
	pub(crate) ended: Ended,
	/// From sending to being seen in a block, in milliseconds.
	pub(crate) to_inclusion_ms: Option<Percentiles>,
	/// From sending to finality, in milliseconds.
	pub(crate) to_finality_ms: Option<Percentiles>,
	/// Bytes of a signed transaction on average.
	pub(crate) transaction_bytes: f64,
	/// Bytes of one node's database on the disk before the load.
	pub(crate) database_bytes_before: u64,
	/// Bytes of one node's database on the disk after the load.
	pub(crate) database_bytes_after: u64,
	/// Bytes by which the database grew for each that was counted.
	pub(crate) database_bytes_each: Option<f64>,
	/// Bytes by which the database grew for each byte of the transactions.
	pub(crate) database_bytes_per_byte: Option<f64>,
	/// Bytes by which the database grew for each byte of the blocks, once old states made room.
	///
	/// `None` if the load did not last as long.
	pub(crate) database_bytes_per_byte_settled: Option<f64>,
	/// Bytes by which the values of the state grew for each that was counted, if that was measured.
	pub(crate) state_bytes_each: Option<f64>,
	pub(crate) cores: Processors,
	pub(crate) blocks: Vec<FinalBlock>,
}

impl Row {
	/// Makes the row of an outcome.
	pub(crate) fn of(
		scenario: &str,
		nodes: usize,
		counted: Counted,
		per_transaction: u32,
		outcome: Outcome,
		(database_bytes_before, database_bytes_after): (u64, u64),
		cores: Processors,
	) -> Self {
		let seconds = outcome.end_to_end.as_secs_f64();
		let growth = database_bytes_after as f64 - database_bytes_before as f64;
		let each = |whole: f64, count: u64| (count > 0).then(|| whole / count as f64);
		Self {
			scenario: scenario.into(),
			nodes,
			counted,
			per_transaction,
			units_per_transaction: None,
			total: outcome.total,
			seconds,
			per_second: if seconds > 0.0 { outcome.total as f64 / seconds } else { 0.0 },
			per_second_sustained: sustained(&outcome.blocks, outcome.sent_until),
			of_remark: None,
			sent: outcome.sent,
			succeeded: outcome.succeeded,
			failed: outcome.failed,
			unfinished: outcome.unfinished,
			first_failure: outcome.first_failure,
			ended: outcome.ended,
			to_inclusion_ms: outcome.to_inclusion,
			to_finality_ms: outcome.to_finality,
			transaction_bytes: each(outcome.sent_bytes as f64, outcome.sent).unwrap_or_default(),
			database_bytes_before,
			database_bytes_after,
			database_bytes_each: each(growth, outcome.total),
			database_bytes_per_byte: each(growth, outcome.sent_bytes),
			database_bytes_per_byte_settled: settled(&outcome.blocks, outcome.sent_until),
			state_bytes_each: None,
			cores,
			blocks: outcome.blocks,
		}
	}

	/// Tells whether every transaction succeeded and nothing cut the load short.
	pub(crate) fn is_clean(&self) -> bool {
		self.failed == 0
			&& self.unfinished == 0
			&& self.total > 0
			&& matches!(self.ended, Ended::InTime | Ended::AllSent)
	}
}

impl fmt::Display for Row {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { scenario, total, counted, seconds, per_second, .. } = self;
		let name = counted.name();
		write!(f, "{scenario}: {total} {name} final in {seconds:.1} s, {per_second:.0} a second")?;
		if let Some(Percentiles { p50, p99, .. }) = self.to_finality_ms {
			write!(f, ", final after {p50:.0} ms (p50) to {p99:.0} ms (p99)")?;
		}
		if !self.is_clean() {
			let Self { ended, failed, unfinished, .. } = self;
			write!(f, "; {ended:?}, {failed} failed, {unfinished} unfinished")?;
		}
		if let Some(reason) = &self.first_failure {
			write!(f, "; the first failed with {reason}")?;
		}
		Ok(())
	}
}

/// The count in a second while the load stood.
///
/// The first block only marks the beginning: its transactions waited from before. Blocks that were begun after sending had
/// ended are left out, because they run empty.
fn sustained(blocks: &[FinalBlock], sent_until: u64) -> Option<f64> {
	let loaded: Vec<_> = blocks
		.iter()
		.skip_while(|block| block.transactions == 0)
		.take_while(|block| block.timestamp <= sent_until)
		.collect();
	let [first, between @ .., last] = &loaded[..] else { return None };
	if between.is_empty() {
		return None;
	}
	let counted = between.iter().map(|block| block.counted).sum::<u64>() + last.counted;
	Some(counted as f64 * 1_000.0 / (last.timestamp - first.timestamp) as f64)
}

/// Blocks until old states make room: a node keeps 256 of final blocks, and some are not yet final.
const SETTLING_BLOCKS: usize = 270;

/// Bytes by which the database grew for each byte of the blocks after that, under load.
///
/// The slope of the line through all blocks that has the least squares: a database holds more for a while than it keeps.
fn settled(blocks: &[FinalBlock], sent_until: u64) -> Option<f64> {
	let loaded = blocks.iter().take_while(|block| block.timestamp <= sent_until).skip(SETTLING_BLOCKS);
	let sizes = loaded.scan(0, |bytes, block| {
		*bytes += block.bytes;
		Some((*bytes as f64, block.database_bytes as f64))
	});
	let sizes: Vec<_> = sizes.collect();
	if sizes.len() < 3 {
		return None;
	}
	let count = sizes.len() as f64;
	let sum = sizes.iter().fold((0.0, 0.0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
	let mean = (sum.0 / count, sum.1 / count);
	let square: f64 = sizes.iter().map(|size| (size.0 - mean.0).powi(2)).sum();
	let product: f64 = sizes.iter().map(|size| (size.0 - mean.0) * (size.1 - mean.1)).sum();
	(square > 0.0).then(|| product / square)
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use std::time::Duration;

	pub(crate) fn block(number: u32, counted: u64) -> FinalBlock {
		FinalBlock {
			number,
			timestamp: u64::from(number) * 2_000,
			transactions: counted,
			counted,
			bytes: counted * 300,
			database_bytes: 1_000_000 + u64::from(number) * counted * 450,
		}
	}

	pub(crate) fn row(scenario: &str) -> Row {
		let outcome = Outcome {
			ended: Ended::InTime,
			sent_of_lane: vec![],
			sent: 4_000,
			sent_bytes: 1_200_000,
			succeeded: 4_000,
			failed: 0,
			unfinished: 0,
			total: 4_000,
			first_failure: None,
			to_inclusion: Percentiles::of(&[Duration::from_secs(1)]),
			to_finality: Percentiles::of(&[Duration::from_secs(2)]),
			end_to_end: Duration::from_secs(10),
			sent_until: 9_000,
			blocks: vec![block(1, 500), block(2, 1_000), block(3, 1_000), block(4, 1_000), block(5, 500)],
		};
		let cores =
			Processors { nodes: Some(1.25), generator: Some(0.25), others: Some(0.0), stolen: Some(0.0) };
		Row::of(scenario, 1, Counted::Records, 1, outcome, (1_000_000, 5_000_000), cores)
	}

	#[test]
	fn a_rate_is_what_is_final_by_the_whole_time() {
		let row = row("record");
		assert_eq!((row.per_second, row.transaction_bytes), (400.0, 300.0));
		assert_eq!(row.database_bytes_each, Some(1_000.0));
		assert_eq!(row.database_bytes_per_byte, Some(4_000_000.0 / 1_200_000.0));
		assert!(row.is_clean());
	}

	#[test]
	fn the_sustained_rate_leaves_out_how_it_began_and_ran_empty() {
		assert_eq!(row("record").per_second_sustained, Some(500.0));
	}

	#[test]
	fn an_empty_block_while_the_load_stood_counts_as_empty() {
		let blocks = [block(1, 0), block(2, 700), block(3, 1_000), block(4, 0), block(5, 1_000)];
		let rate = sustained(&blocks, 10_000).unwrap();
		assert!((rate - 2_000.0 / 6.0).abs() < 1e-9);
	}

	#[test]
	fn too_few_blocks_sustain_nothing() {
		assert_eq!(sustained(&[], 10_000), None);
		assert_eq!(sustained(&[block(1, 5), block(2, 5)], 10_000), None);
		assert_eq!(sustained(&[block(1, 5), block(2, 5), block(3, 5)], 4_000), None);
	}

	#[test]
	fn the_database_grows_by_less_once_old_states_make_room() {
		let blocks: Vec<_> = (0..400)
			.map(|number| FinalBlock {
				// Three bytes for one until then, and one for one after.
				database_bytes: 300 * u64::from(number + 2 * number.min(SETTLING_BLOCKS as u32))
					+ u64::from(number % 2),
				..block(number, 1)
			})
			.collect();
		let slope = settled(&blocks, u64::MAX).unwrap();
		assert!((slope - 1.0).abs() < 0.01, "{slope}");
		assert_eq!(settled(&blocks[..SETTLING_BLOCKS + 2], u64::MAX), None);
		assert_eq!(settled(&blocks, blocks[SETTLING_BLOCKS].timestamp), None);
	}

	#[test]
	fn a_load_with_failures_or_unfinished_transactions_is_not_clean() {
		let failed = Row { failed: 1, ..row("record") };
		let unfinished = Row { unfinished: 1, ..row("record") };
		let refused = Row { ended: Ended::Refused("1010".into()), ..row("record") };
		let empty = Row { total: 0, ..row("record") };
		assert!([failed, unfinished, refused, empty].iter().all(|row| !row.is_clean()));
	}
}
