// SPDX-License-Identifier: Apache-2.0
//! Follows the chain: blocks as they are imported, and as they become final with the results of their transactions.

use crate::rpc::RpcClient;
use anyhow::Context;
use codec::Decode;
use frame_support::storage::storage_prefix;
use frame_system::{EventRecord, Phase};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	DispatchError,
};
use std::{collections::HashMap, sync::Arc, time::Instant};
use suyuan_runtime::{BlockNumber, Header, Runtime, RuntimeCall, RuntimeEvent, UncheckedExtrinsic};
use tokio::sync::mpsc;

/// A block of the chain.
#[derive(Debug)]
pub(crate) struct Block {
	pub(crate) number: BlockNumber,
	pub(crate) hash: H256,
	/// The hash of the block before it.
	pub(crate) parent: H256,
	/// The time when its author began it: milliseconds since 1970-01-01 UTC.
	pub(crate) timestamp: u64,
	/// Hashes of its transactions and inherents, in order.
	pub(crate) extrinsics: Vec<H256>,
	/// Bytes of the body.
	pub(crate) bytes: usize,
}

/// The result of an extrinsic, as the events of its block tell it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ExtrinsicResult {
	/// The error, or nothing if the extrinsic succeeded. `None` if the events say neither.
	pub(crate) failed: Option<Option<DispatchError>>,
	/// Records that the extrinsic wrote.
	pub(crate) recorded: u32,
	/// Units that the extrinsic registered.
	pub(crate) registered: u32,
}

/// An event of the chain that is followed.
pub(crate) enum ChainEvent {
	/// A block that is now the best one, or before that one.
	Imported {
		block: Arc<Block>,
		/// The time when the node announced the head.
		at: Instant,
	},
	/// A block that is now final: each exactly once and in order.
	Final {
		block: Arc<Block>,
		/// The results of its extrinsics.
		results: Vec<ExtrinsicResult>,
		/// The time when the node announced the head.
		at: Instant,
	},
	/// The end of the events.
	Lost(anyhow::Error),
}

/// The first block. It holds nothing, not even a time.
const GENESIS: BlockNumber = 0;

/// Follows the chain from its current head.
pub(crate) async fn follow(rpc: RpcClient) -> anyhow::Result<mpsc::UnboundedReceiver<ChainEvent>> {
	let (mut best, mut fin) = (rpc.best_heads().await?, rpc.final_heads().await?);
	let (heads, mut queue) = mpsc::unbounded_channel();
	// The time is taken before anything is fetched.
	tokio::spawn(async move {
		loop {
			let head = tokio::select! {
				head = best.next() => head.map(|head| (false, head)),
				head = fin.next() => head.map(|head| (true, head)),
			};
			let stamped = match head {
				Some((is_final, Ok(head))) => Ok((is_final, head, Instant::now())),
				Some((_, Err(error))) => Err(error.into()),
				None => Err(anyhow::anyhow!("the node hung up")),
			};
			let is_over = stamped.is_err();
			if heads.send(stamped).is_err() || is_over {
				break;
			}
		}
	});
	let (chain_events, receiver) = mpsc::unbounded_channel();
	tokio::spawn(async move {
		let mut follower = Follower { rpc, blocks: HashMap::new(), last_final: None, chain_events };
		while let Some(head) = queue.recv().await {
			let seen = match head {
				Ok((true, head, at)) => follower.finalised(head, at).await,
				Ok((false, head, at)) => follower.imported(head, at).await,
				Err(error) => Err(error),
			};
			if let Err(error) = seen {
				follower.show(ChainEvent::Lost(error));
				break;
			}
		}
	});
	Ok(receiver)
}

struct Follower {
	rpc: RpcClient,
	/// Blocks that were fetched and are not yet final.
	blocks: HashMap<H256, Arc<Block>>,
	last_final: Option<BlockNumber>,
	chain_events: mpsc::UnboundedSender<ChainEvent>,
}

impl Follower {
	fn show(&self, chain_event: ChainEvent) {
		// The receiver may be gone.
		let _ = self.chain_events.send(chain_event);
	}

	/// Shows the best block, and those before it that were passed over.
	async fn imported(&mut self, head: Header, at: Instant) -> anyhow::Result<()> {
		if head.number == GENESIS {
			return Ok(());
		}
		let mut hash = head.hash();
		let mut new = vec![];
		// Without a final block nothing is known of earlier ones.
		let floor = self.last_final.unwrap_or(head.number.saturating_sub(1));
		let mut number = head.number;
		while number > floor && !self.blocks.contains_key(&hash) {
			let block = fetch(&self.rpc, hash).await?;
			self.blocks.insert(hash, block.clone());
			(hash, number) = (block.parent, number - 1);
			new.push(block);
		}
		for block in new.into_iter().rev() {
			self.show(ChainEvent::Imported { block, at });
		}
		Ok(())
	}

	/// Shows the final block, and those that became final with it.
	async fn finalised(&mut self, head: Header, at: Instant) -> anyhow::Result<()> {
		let first = self.last_final.map_or(head.number, |last| last + 1).max(GENESIS + 1);
		for number in first..=head.number {
			let hash = if number == head.number { head.hash() } else { self.rpc.block_hash(number).await? };
			let block = match self.blocks.remove(&hash) {
				Some(block) => block,
				None => fetch(&self.rpc, hash).await?,
			};
			let results = results(&self.rpc, &block).await?;
			self.show(ChainEvent::Final { block, results, at });
		}
		self.last_final = Some(head.number.max(self.last_final.unwrap_or_default()));
		self.blocks.retain(|_, block| block.number > head.number);
		Ok(())
	}
}

async fn fetch(rpc: &RpcClient, hash: H256) -> anyhow::Result<Arc<Block>> {
	let body = rpc.block(hash).await?;
	let timestamp = body.extrinsics.iter().find_map(|bytes| timestamp(bytes));
	Ok(Arc::new(Block {
		number: body.header.number,
		hash,
		parent: body.header.parent_hash,
		timestamp: timestamp.context("a block has no time")?,
		extrinsics: body.extrinsics.iter().map(|bytes| BlakeTwo256::hash(bytes)).collect(),
		bytes: body.extrinsics.iter().map(|bytes| bytes.len()).sum(),
	}))
}

/// The time that the extrinsic sets, if it is the timestamp's inherent.
fn timestamp(mut bytes: &[u8]) -> Option<u64> {
	match UncheckedExtrinsic::decode(&mut bytes).ok()?.function {
		RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }) => Some(now),
		_ => None,
	}
}

type Events = Vec<EventRecord<RuntimeEvent, H256>>;

async fn results(rpc: &RpcClient, block: &Block) -> anyhow::Result<Vec<ExtrinsicResult>> {
	let key = storage_prefix(b"System", b"Events");
	let encoded = rpc.storage(&key, block.hash).await?.context("a block has no events")?;
	let events = Events::decode(&mut &encoded[..]).context("the events of a block")?;
	Ok(results_of(events, block.extrinsics.len()))
}

/// The results of so many extrinsics, by their events.
fn results_of(events: Events, extrinsics: usize) -> Vec<ExtrinsicResult> {
	let mut results = vec![ExtrinsicResult::default(); extrinsics];
	for EventRecord { phase, event, .. } in events {
		let Phase::ApplyExtrinsic(index) = phase else { continue };
		let Some(result) = results.get_mut(index as usize) else { continue };
		use frame_system::Event as System;
		use pallet_info_block::Event as Info;
		match event {
			RuntimeEvent::System(System::ExtrinsicSuccess { .. }) => result.failed = Some(None),
			RuntimeEvent::System(System::<Runtime>::ExtrinsicFailed { dispatch_error, .. }) => {
				result.failed = Some(Some(dispatch_error))
			}
			RuntimeEvent::ProductInfo(Info::Recorded { .. })
			| RuntimeEvent::TransactionInfo(Info::Recorded { .. })
			| RuntimeEvent::LogisticsInfo(Info::Recorded { .. })
			| RuntimeEvent::CustomsInfo(Info::Recorded { .. }) => result.recorded += 1,
			RuntimeEvent::TraceUnits(pallet_trace_units::Event::Registered { .. }) => result.registered += 1,
			_ => (),
		}
	}
	results
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{keys::Keyring, sign::sign, trade};
	use codec::Encode;
	use pallet_info_block::{Event::Recorded, Record, Source};
	use suyuan_runtime::Hash;

	fn event(index: u32, event: impl Into<RuntimeEvent>) -> EventRecord<RuntimeEvent, H256> {
		EventRecord { phase: Phase::ApplyExtrinsic(index), event: event.into(), topics: vec![] }
	}

	fn success() -> frame_system::Event<Runtime> {
		frame_system::Event::ExtrinsicSuccess { dispatch_info: Default::default() }
	}

	fn recorded() -> RuntimeEvent {
		let RuntimeCall::LogisticsInfo(pallet_info_block::Call::record { code, item }) =
			trade::record_storage(0, 0)
		else {
			panic!("it is of logistics")
		};
		let provider = Keyring::new(1).account(4);
		let record = Record { code, index: 0, provider, source: Source::Own, supersedes: None, item };
		RuntimeEvent::LogisticsInfo(Recorded { record, previous_at: None })
	}

	#[test]
	fn the_events_tell_what_became_of_each_extrinsic() {
		let failure = frame_system::Event::<Runtime>::ExtrinsicFailed {
			dispatch_error: DispatchError::BadOrigin,
			dispatch_info: Default::default(),
		};
		let events = vec![
			event(0, success()),
			event(1, recorded()),
			event(1, recorded()),
			event(1, success()),
			event(2, failure),
			EventRecord { phase: Phase::Finalization, event: recorded(), topics: vec![] },
		];
		// As the node stores them.
		let events = Events::decode(&mut &events.encode()[..]).unwrap();
		let results = results_of(events, 4);
		assert_eq!(results[0], ExtrinsicResult { failed: Some(None), ..Default::default() });
		assert_eq!(results[1], ExtrinsicResult { failed: Some(None), recorded: 2, registered: 0 });
		assert_eq!(results[2].failed, Some(Some(DispatchError::BadOrigin)));
		assert_eq!(results[3], ExtrinsicResult::default());
	}

	#[test]
	fn the_time_is_that_of_the_inherent() {
		let set = UncheckedExtrinsic::new_bare(pallet_timestamp::Call::set { now: 42 }.into());
		assert_eq!(timestamp(&set.encode()), Some(42));
		let signed = sign(&Keyring::new(1), Hash::zero(), 4, 0, trade::remark(0, 1));
		assert_eq!(timestamp(&signed.encode()), None);
	}
}
