// SPDX-License-Identifier: Apache-2.0

//! Validation requests, their queues and their batches.

use super::types::{Transaction, ValidationResult};
use codec::Encode;
use sc_transaction_pool_api::TransactionSource;
use suyuan_runtime::Hash;
use tokio::sync::{mpsc, oneshot};

/// The most transactions that one runtime call validates.
///
/// With more, the first of them would wait for the last without a gain: the cost of the call is shared by enough.
pub(super) const MAX_BATCH: usize = 64;

/// The most bytes of transactions in a batch, unless a single one is longer.
pub(super) const MAX_BATCH_BYTES: usize = 256 * 1024;

/// A transaction that waits for validation.
pub(super) struct ValidationRequest {
	pub(super) at: Hash,
	pub(super) source: TransactionSource,
	pub(super) transaction: Transaction,
	pub(super) result: oneshot::Sender<ValidationResult>,
}

/// The queues that the workers share: maintenance after a block goes before new submissions.
pub(super) struct Queues {
	pub(super) maintained: mpsc::Receiver<ValidationRequest>,
	pub(super) submitted: mpsc::Receiver<ValidationRequest>,
}

impl Queues {
	/// Waits for a request and takes it with those behind it, up to a batch; empty when the pool is gone.
	pub(super) async fn take(&mut self) -> Vec<ValidationRequest> {
		let first = tokio::select! {
			biased;
			Some(request) = self.maintained.recv() => request,
			Some(request) = self.submitted.recv() => request,
			else => return vec![],
		};
		let mut requests = vec![first];
		while requests.len() < MAX_BATCH {
			let Ok(request) = self.maintained.try_recv().or_else(|_| self.submitted.try_recv()) else {
				break;
			};
			requests.push(request);
		}
		requests
	}
}

/// Splits requests into batches of one block each and of at most [`MAX_BATCH_BYTES`], in their order.
pub(super) fn batches(requests: Vec<ValidationRequest>) -> Vec<Vec<ValidationRequest>> {
	let mut batches: Vec<Vec<ValidationRequest>> = vec![];
	let mut bytes = 0;
	for request in requests {
		let length = request.transaction.encoded_size();
		match batches.last_mut() {
			Some(last) if last[0].at == request.at && bytes + length <= MAX_BATCH_BYTES => {
				bytes += length;
				last.push(request);
			}
			_ => {
				bytes = length;
				batches.push(vec![request]);
			}
		}
	}
	batches
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::OpaqueExtrinsic;
	use std::sync::Arc;

	/// A request on top of the `n`th block, for a transaction of `length` bytes.
	fn request(n: u8, length: usize) -> ValidationRequest {
		let transaction = Arc::new(OpaqueExtrinsic::from_blob(vec![0; length]));
		let (result, _) = oneshot::channel();
		ValidationRequest {
			at: Hash::repeat_byte(n),
			source: TransactionSource::External,
			transaction,
			result,
		}
	}

	/// The blocks of each batch's requests.
	fn blocks(batches: &[Vec<ValidationRequest>]) -> Vec<Vec<u8>> {
		let blocks = |batch: &Vec<ValidationRequest>| batch.iter().map(|one| one.at.as_bytes()[0]).collect();
		batches.iter().map(blocks).collect()
	}

	#[test]
	fn a_batch_is_of_one_block_and_keeps_the_order() {
		let requests = [1, 1, 2, 1].map(|n| request(n, 100)).into();
		assert_eq!(blocks(&batches(requests)), [vec![1, 1], vec![2], vec![1]]);
	}

	#[test]
	fn a_batch_keeps_to_its_length_but_for_one_that_is_longer_by_itself() {
		let requests = [MAX_BATCH_BYTES / 2 - 10, MAX_BATCH_BYTES / 2 - 10, 100, 2 * MAX_BATCH_BYTES, 100];
		let batches = batches(requests.map(|length| request(1, length)).into());
		let sizes: Vec<_> = batches.iter().map(Vec::len).collect();
		assert_eq!(sizes, [2, 1, 1, 1]);
	}

	#[test]
	fn of_nothing_there_is_no_batch() {
		assert!(batches(vec![]).is_empty());
	}

	#[tokio::test]
	async fn maintenance_goes_first_and_no_more_than_a_batch_is_taken() {
		let (maintained, maintained_queue) = mpsc::channel(MAX_BATCH);
		let (submitted, submitted_queue) = mpsc::channel(2 * MAX_BATCH);
		let mut queues = Queues { maintained: maintained_queue, submitted: submitted_queue };
		for _ in 0..MAX_BATCH {
			submitted.try_send(request(2, 1)).ok().unwrap();
		}
		maintained.try_send(request(1, 1)).ok().unwrap();

		let first = queues.take().await;
		assert_eq!((first.len(), first[0].at), (MAX_BATCH, Hash::repeat_byte(1)));
		assert!(first[1..].iter().all(|request| request.at == Hash::repeat_byte(2)));
		assert_eq!(queues.take().await.len(), 1);
		drop((maintained, submitted));
		assert!(queues.take().await.is_empty());
	}
}
