// SPDX-License-Identifier: Apache-2.0
//! Sends calls, a bounded number at a time, and waits for each until it is final.
//!
//! No call has a subscription of its own. Every final block is searched for calls in flight, which also finds those of an
//! earlier run.

use crate::{
	call::Call,
	chain::{next_block, outcome, Chain, Refused, SubmitError},
	journal::{Journal, Sent},
	plan::Batch,
	report::Finding,
};
use anyhow::{bail, Context};
use indicatif::ProgressBar;
use std::collections::{HashMap, HashSet, VecDeque};
use subxt_signer::sr25519::Keypair;
use suyuan_sheets::Entry;

/// Final blocks in a row that are waited for because the node refuses a signature.
///
/// An upgrade that isn't final yet soon is, and no other reason to refuse a signature passes.
const MAX_BLOCKS_REFUSED: u32 = 32;

/// The state of an import that sends.
pub(crate) struct Sender<'a> {
	pub(crate) chain: Chain,
	pub(crate) key: &'a Keypair,
	/// The participant, if the key is an operator's.
	pub(crate) principal: Option<[u8; 32]>,
	pub(crate) entries: &'a [Entry],
	/// The journal's keys of the entries.
	pub(crate) keys: &'a [String],
	pub(crate) journal: &'a mut Journal,
	/// The most calls in flight.
	pub(crate) window: usize,
	/// The progress bar: records that are final.
	pub(crate) bar: ProgressBar,
}

/// A call in flight. One of an earlier run, whose lines may have changed since, has no batch.
struct Pending {
	dies: u64,
	/// The version of the runtime that it is signed for. `None` after a restart, when that isn't known any more.
	spec_version: Option<u32>,
	records: usize,
	batch: Option<Batch>,
}

/// The result of an import.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
	pub(crate) refused: Vec<Finding>,
	/// Indices of the entries that the chain refused.
	pub(crate) refused_entries: HashSet<usize>,
	/// Records that became final.
	pub(crate) done: usize,
	/// Calls that carried them.
	pub(crate) calls: usize,
	/// Set if Ctrl-C stopped the import before its end.
	pub(crate) stopped: bool,
}

impl Sender<'_> {
	/// Finds out the outcomes of calls that an earlier run, or a lost connection, left open in the journal.
	///
	/// Each is looked for in the blocks that could carry it, and waited for until it is in one or can't enter one any more.
	pub(crate) async fn settle(&mut self, outcome: &mut Outcome) -> anyhow::Result<()> {
		let open = self.journal.open_ends();
		if open.is_empty() {
			return Ok(());
		}
		self.bar.set_message("finding out what became of what was sent");
		let first = open.iter().map(|sent| sent.born).min().unwrap_or_default();
		let transaction = |sent: Sent| {
			let transaction =
				Pending { dies: sent.dies, spec_version: None, records: sent.keys.len(), batch: None };
			(sent.hash, transaction)
		};
		let mut pending: HashMap<_, _> = open.into_iter().map(transaction).collect();
		let mut blocks = self.chain.follow().await?;
		let mut next = first + 1;
		let mut last = self.chain.final_block().await?.block_number();
		loop {
			while next <= last && !pending.is_empty() {
				self.look_into(next, &mut pending, &mut VecDeque::new(), outcome).await?;
				next += 1;
			}
			if pending.is_empty() {
				return Ok(());
			}
			last = next_block(&mut blocks).await?;
		}
	}

	/// Sends batches. The outcome holds what was done even if this fails.
	pub(crate) async fn send(&mut self, batches: Vec<Batch>, outcome: &mut Outcome) -> anyhow::Result<()> {
		let mut queue: VecDeque<_> = batches.into();
		let mut pending = HashMap::new();
		let mut at = self.chain.final_block().await?;
		let mut seen = at.block_number();
		let mut blocks = self.chain.follow().await?;
		let mut nonce = self.chain.next_nonce(self.key).await?;
		self.bar.set_message("");
		let mut blocks_refused = 0;
		loop {
			while pending.len() < self.window && !outcome.stopped {
				let Some(batch) = queue.pop_front() else { break };
				let mut call = Call::of(&batch, self.entries, at.metadata_ref())?;
				if let Some(principal) = &self.principal {
					call = call.for_principal(principal, at.metadata_ref())?;
				}
				let signed = self.chain.sign(&at, self.key, nonce, call)?;
				let keys = batch.entries.iter().map(|index| self.keys[*index].clone()).collect();
				let sent = Sent { hash: signed.hash.clone(), keys, born: signed.born, dies: signed.dies };
				self.journal.sent(sent)?;
				match self.chain.send(&signed).await {
					Ok(()) => {
						let records = batch.entries.len();
						let spec_version = Some(signed.spec_version);
						let batch = Some(batch);
						pending
							.insert(signed.hash, Pending { dies: signed.dies, spec_version, records, batch });
						nonce += 1;
						blocks_refused = 0;
					}
					Err(SubmitError::AllowanceExhausted) => {
						self.journal.lost(&signed.hash, "AllowanceExhausted")?;
						self.bar.set_message("the allowance is used up; waiting for the next blocks");
						queue.push_front(batch);
						break;
					}
					Err(SubmitError::PoolFull) => {
						self.journal.lost(&signed.hash, "PoolFull")?;
						self.bar.set_message("the node's pool is full; waiting for the next blocks");
						queue.push_front(batch);
						break;
					}
					Err(SubmitError::NonceTaken) => {
						self.journal.lost(&signed.hash, "NonceTaken")?;
						queue.push_front(batch);
						nonce = self.chain.next_nonce(self.key).await?;
						break;
					}
					Err(SubmitError::TooLarge) => {
						self.journal.lost(&signed.hash, "TooLarge")?;
						let too_large = Refused {
							name: "ExceedsAllowance".into(),
							advice: "The record is larger than an allowance.".into(),
						};
						self.divide(batch, too_large, &mut queue, outcome);
					}
					Err(SubmitError::OtherRuntime) => {
						self.journal.lost(&signed.hash, "OtherRuntime")?;
						blocks_refused += 1;
						if blocks_refused > MAX_BLOCKS_REFUSED {
							bail!("the chain refuses what this key signs: bad signature. Get the program of the chain's release.");
						}
						self.bar.set_message(
							"the chain's runtime is being upgraded; waiting until that is final",
						);
						queue.push_front(batch);
						break;
					}
					Err(SubmitError::Refused(Refused { name, advice })) => {
						self.journal.lost(&signed.hash, &name)?;
						bail!("the call is refused: {name}. {advice}");
					}
					Err(SubmitError::Unknown(error)) => {
						return Err(error).context(
							"the node didn't say whether it took a call; run it again, and nothing is sent twice",
						);
					}
				}
			}
			if pending.is_empty() && (queue.is_empty() || outcome.stopped) {
				return Ok(());
			}
			let block = tokio::select! {
				block = next_block(&mut blocks) => block?,
				_ = tokio::signal::ctrl_c() => {
					if outcome.stopped {
						bail!("stopped; what was sent is in the journal, and the next run finds out what became of it");
					}
					outcome.stopped = true;
					self.bar.println("Stopping: nothing more is sent. Waiting for what is in flight; Ctrl-C again doesn't.");
					continue;
				}
			};
			for number in seen + 1..=block {
				let lost = self.look_into(number, &mut pending, &mut queue, outcome).await?;
				if lost && pending.is_empty() {
					nonce = self.chain.next_nonce(self.key).await?;
				}
			}
			seen = seen.max(block);
			at = self.chain.block(seen).await?;
		}
	}

	/// Looks for calls in flight in a final block. Tells whether any of them can't enter a block any more.
	async fn look_into(
		&mut self,
		number: u64,
		pending: &mut HashMap<String, Pending>,
		queue: &mut VecDeque<Batch>,
		result: &mut Outcome,
	) -> anyhow::Result<bool> {
		if pending.is_empty() {
			return Ok(false);
		}
		let at = self.chain.block(number).await?;
		let mut before = None;
		for (index, hash) in self.chain.transactions(&at).await?.into_iter().enumerate() {
			let Some(Pending { records, batch, .. }) = pending.remove(&hash) else { continue };
			let before = match &mut before {
				Some(before) => before,
				none => none.insert(self.chain.block(number - 1).await?),
			};
			match outcome(&at, before, index).await? {
				Ok(()) => {
					self.journal.done(&hash, number)?;
					result.done += records;
					result.calls += 1;
					self.bar.inc(records as u64);
					self.bar.set_message(format!("block {number}"));
				}
				Err(refused) => {
					self.journal.lost(&hash, &refused.name)?;
					if let Some(batch) = batch {
						self.divide(batch, refused, queue, result);
					}
				}
			}
		}
		// A call that is signed for another runtime than the one that makes the next block is dead too.
		let is_dead = |transaction: &Pending| {
			transaction.dies <= number
				|| transaction.spec_version.is_some_and(|version| version != at.spec_version())
		};
		let dead: Vec<_> = pending
			.iter()
			.filter(|(_, transaction)| is_dead(transaction))
			.map(|(hash, _)| hash.clone())
			.collect();
		for hash in &dead {
			self.journal.lost(hash, "it entered no block in time")?;
			if let Some(batch) = pending.remove(hash).and_then(|transaction| transaction.batch) {
				queue.push_front(batch);
			}
		}
		Ok(!dead.is_empty())
	}

	/// Divides a refused batch in two and queues both halves.
	///
	/// A call is refused as a whole, for the first record that is. So it is divided until the refused lines are found, and
	/// the others get through.
	fn divide(&self, batch: Batch, refused: Refused, queue: &mut VecDeque<Batch>, result: &mut Outcome) {
		match batch.halves() {
			Ok([first, second]) => {
				queue.push_front(second);
				queue.push_front(first);
			}
			Err(batch) => {
				self.bar.inc(1);
				result.refused_entries.extend(&batch.entries);
				result.refused.extend(batch.entries.iter().map(|index| {
					Finding::of_entry(&self.entries[*index], &refused.name, refused.advice.clone())
				}));
			}
		}
	}
}

/// Indices of the entries that an earlier run brought onto the chain.
pub(crate) fn already_done(journal: &Journal, keys: &[String]) -> HashSet<usize> {
	keys.iter().enumerate().filter(|(_, key)| journal.is_done(key)).map(|(index, _)| index).collect()
}
