// SPDX-License-Identifier: Apache-2.0
//! Keeps account of every transaction from sending to finality. No other module decides what counts.

use crate::{
	follow::{Block, ExtrinsicResult},
	sign::Signed,
};
use serde::Serialize;
use sp_core::H256;
use std::{
	collections::HashMap,
	time::{Duration, Instant},
};

/// The unit of counting. The events say how many a transaction counts for, and not the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Counted {
	/// Each transaction counts for one.
	Transactions,
	/// Each transaction counts for the records that it wrote.
	Records,
	/// Each transaction counts for the units that it registered.
	Units,
}

impl Counted {
	/// The count of an extrinsic that succeeded.
	fn count(self, result: &ExtrinsicResult) -> u32 {
		match self {
			Self::Transactions => 1,
			Self::Records => result.recorded,
			Self::Units => result.registered,
		}
	}

	/// The name in the results.
	pub(crate) fn name(self) -> &'static str {
		match self {
			Self::Transactions => "transactions",
			Self::Records => "records",
			Self::Units => "units",
		}
	}
}

/// A transaction that is sent and not yet final.
struct Pending {
	sent_at: Instant,
	counts: u32,
	is_included: bool,
}

/// A final block's share of the load.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct FinalBlock {
	pub(crate) number: u32,
	/// The time when its author began it: milliseconds since 1970-01-01 UTC.
	pub(crate) timestamp: u64,
	/// Our transactions in it, failed or not.
	pub(crate) transactions: u64,
	/// The count of these transactions.
	pub(crate) counted: u64,
	/// Bytes of the block's body.
	pub(crate) bytes: u64,
	/// Bytes of the first node's database on the disk when this block was seen to be final.
	pub(crate) database_bytes: u64,
}

/// The account of all transactions of a load.
pub(crate) struct Ledger {
	counted: Counted,
	pending: HashMap<H256, Pending>,
	/// Transactions that the node took.
	pub(crate) sent: u64,
	/// Bytes of these transactions.
	pub(crate) sent_bytes: u64,
	/// Transactions in final blocks that succeeded and count for as many as they should.
	pub(crate) succeeded: u64,
	/// Transactions in final blocks that did not.
	pub(crate) failed: u64,
	/// The count of what succeeded.
	pub(crate) total: u64,
	/// The reason for which the first one failed.
	pub(crate) first_failure: Option<String>,
	/// From sending to being seen in a block.
	pub(crate) to_inclusion: Vec<Duration>,
	/// From sending to finality.
	pub(crate) to_finality: Vec<Duration>,
	/// The final blocks with transactions of ours, and the empty ones between them.
	pub(crate) blocks: Vec<FinalBlock>,
	/// The time when the latest transaction became final.
	pub(crate) last_final_at: Option<Instant>,
}

impl Ledger {
	pub(crate) fn new(counted: Counted) -> Self {
		Self {
			counted,
			pending: HashMap::new(),
			sent: 0,
			sent_bytes: 0,
			succeeded: 0,
			failed: 0,
			total: 0,
			first_failure: None,
			to_inclusion: vec![],
			to_finality: vec![],
			blocks: vec![],
			last_final_at: None,
		}
	}

	/// The number of transactions that are sent and not yet final.
	pub(crate) fn in_flight(&self) -> usize {
		self.pending.len()
	}

	/// Enters a transaction that is about to be sent: it may be in a block before the node answers.
	pub(crate) fn sent(&mut self, transaction: &Signed, at: Instant) {
		let pending = Pending { sent_at: at, counts: transaction.counts, is_included: false };
		self.pending.insert(transaction.hash, pending);
		self.sent += 1;
		self.sent_bytes += transaction.bytes.len() as u64;
	}

	/// Removes a transaction that the node did not take.
	pub(crate) fn refused(&mut self, transaction: &Signed) {
		if self.pending.remove(&transaction.hash).is_some() {
			self.sent -= 1;
			self.sent_bytes -= transaction.bytes.len() as u64;
		}
	}

	/// Enters an imported block. Returns the number of our transactions in it that were in none before.
	pub(crate) fn imported(&mut self, block: &Block, at: Instant) -> usize {
		let mut new = 0;
		for hash in &block.extrinsics {
			if let Some(transaction) =
				self.pending.get_mut(hash).filter(|transaction| !transaction.is_included)
			{
				transaction.is_included = true;
				self.to_inclusion.push(at - transaction.sent_at);
				new += 1;
			}
		}
		new
	}

	/// Enters a final block, with the size of the database then. Returns the number of our transactions that were never
	/// seen in a block before.
	pub(crate) fn finalised(
		&mut self,
		block: &Block,
		results: &[ExtrinsicResult],
		database_bytes: u64,
		at: Instant,
	) -> usize {
		let new = self.imported(block, at);
		let (mut transactions, mut counted) = (0, 0);
		for (hash, result) in block.extrinsics.iter().zip(results) {
			let Some(transaction) = self.pending.remove(hash) else { continue };
			transactions += 1;
			match self.count_of(&transaction, result) {
				Ok(count) => {
					self.succeeded += 1;
					self.to_finality.push(at - transaction.sent_at);
					counted += u64::from(count);
				}
				Err(reason) => {
					self.failed += 1;
					self.first_failure.get_or_insert(reason);
				}
			}
		}
		self.total += counted;
		if transactions > 0 {
			self.last_final_at = Some(at);
		}
		if transactions > 0 || !self.blocks.is_empty() {
			self.blocks.push(FinalBlock {
				number: block.number,
				timestamp: block.timestamp,
				transactions,
				counted,
				bytes: block.bytes as u64,
				database_bytes,
			});
		}
		new
	}

	fn count_of(&self, transaction: &Pending, result: &ExtrinsicResult) -> Result<u32, String> {
		match result.failed {
			None => Err("no event tells what became of it".into()),
			Some(Some(error)) => Err(format!("{error:?}")),
			Some(None) => {
				let count = self.counted.count(result);
				let as_many = (count == transaction.counts).then_some(count);
				as_many.ok_or_else(|| format!("it counts for {count} and not for {}", transaction.counts))
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::DispatchError;

	fn signed(n: u8, counts: u32) -> Signed {
		Signed { bytes: vec![n; 100], hash: H256::repeat_byte(n), counts }
	}

	fn block(number: u32, ours: &[u8]) -> Block {
		// The first extrinsic is the time's.
		let extrinsics = [0].iter().chain(ours).map(|n| H256::repeat_byte(*n)).collect();
		let timestamp = u64::from(number) * 2_000;
		Block { number, hash: H256::default(), parent: H256::default(), timestamp, extrinsics, bytes: 500 }
	}

	fn success(recorded: u32) -> ExtrinsicResult {
		ExtrinsicResult { failed: Some(None), recorded, registered: 0 }
	}

	fn ledger(transactions: &[Signed]) -> (Ledger, Instant) {
		let (mut ledger, now) = (Ledger::new(Counted::Records), Instant::now());
		transactions.iter().for_each(|transaction| ledger.sent(transaction, now));
		(ledger, now)
	}

	#[test]
	fn counts_what_is_final_and_succeeded() {
		let (mut ledger, now) = ledger(&[signed(1, 16), signed(2, 16)]);
		let (first, later) = (block(7, &[1, 2]), now + Duration::from_secs(3));
		assert_eq!(ledger.imported(&first, now + Duration::from_secs(1)), 2);
		assert_eq!((ledger.total, ledger.in_flight()), (0, 2));
		assert_eq!(ledger.finalised(&first, &[success(0), success(16), success(16)], 0, later), 0);
		assert_eq!((ledger.total, ledger.succeeded, ledger.failed, ledger.in_flight()), (32, 2, 0, 0));
		assert_eq!(ledger.to_inclusion, [Duration::from_secs(1); 2]);
		assert_eq!(ledger.to_finality, [Duration::from_secs(3); 2]);
	}

	#[test]
	fn a_failed_transaction_is_no_record() {
		let (mut ledger, now) = ledger(&[signed(1, 1)]);
		let failure = ExtrinsicResult { failed: Some(Some(DispatchError::BadOrigin)), ..Default::default() };
		ledger.finalised(&block(7, &[1]), &[success(0), failure], 0, now);
		assert_eq!((ledger.total, ledger.succeeded, ledger.failed), (0, 0, 1));
		assert_eq!(ledger.first_failure.as_deref(), Some("BadOrigin"));
		assert!(ledger.to_finality.is_empty());
	}

	#[test]
	fn one_that_wrote_too_few_records_or_of_which_nothing_is_told_failed() {
		let (mut ledger, now) = ledger(&[signed(1, 16), signed(2, 16)]);
		ledger.finalised(&block(7, &[1, 2]), &[success(0), success(15), ExtrinsicResult::default()], 0, now);
		assert_eq!((ledger.total, ledger.failed), (0, 2));
	}

	#[test]
	fn a_transaction_that_others_sent_is_not_ours() {
		let (mut ledger, now) = ledger(&[signed(1, 1)]);
		assert_eq!(ledger.imported(&block(7, &[8, 9]), now), 0);
		ledger.finalised(&block(7, &[8, 9]), &vec![success(1); 3], 0, now);
		assert_eq!((ledger.total, ledger.in_flight()), (0, 1));
		assert!(ledger.blocks.is_empty());
	}

	#[test]
	fn nothing_is_counted_twice() {
		let (mut ledger, now) = ledger(&[signed(1, 1)]);
		// In one block, and after a change of the best chain in another.
		assert_eq!(ledger.imported(&block(7, &[1]), now), 1);
		assert_eq!(ledger.imported(&block(8, &[1]), now), 0);
		let results = [success(0), success(1)];
		ledger.finalised(&block(8, &[1]), &results, 0, now);
		ledger.finalised(&block(9, &[1]), &results, 0, now);
		assert_eq!(ledger.total, 1);
	}

	#[test]
	fn a_transaction_that_is_final_at_once_was_included_too() {
		let (mut ledger, now) = ledger(&[signed(1, 1)]);
		assert_eq!(ledger.finalised(&block(7, &[1]), &[success(0), success(1)], 0, now), 1);
	}

	#[test]
	fn a_transaction_that_was_refused_was_not_sent() {
		let (mut ledger, _) = ledger(&[signed(1, 1)]);
		ledger.refused(&signed(1, 1));
		ledger.refused(&signed(2, 1));
		assert_eq!((ledger.sent, ledger.sent_bytes, ledger.in_flight()), (0, 0, 0));
	}

	#[test]
	fn empty_blocks_count_once_the_first_of_ours_came() {
		let (mut ledger, now) = ledger(&[signed(1, 1)]);
		ledger.finalised(&block(6, &[]), &[success(0)], 0, now);
		ledger.finalised(&block(7, &[1]), &[success(0), success(1)], 0, now);
		ledger.finalised(&block(8, &[]), &[success(0)], 0, now);
		let numbers: Vec<_> = ledger.blocks.iter().map(|block| block.number).collect();
		assert_eq!(numbers, [7, 8]);
	}
}
