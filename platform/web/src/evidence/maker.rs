// SPDX-License-Identifier: Apache-2.0

//! Making of files of evidence.

use super::follow::{follow, Justified, Newest, Parts};
use crate::problem::{Kind, Problem};
use axum::body::Bytes as Body;
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use suyuan_chain_client::{Info, Settings};
use suyuan_evidence::{
	bounds::{MAX_CHANGES, MAX_RECORDS},
	keys, records, set_change, Bytes, Chain, Evidence, Header, Proof, Proven, Records, Refusal, RefusalKind,
	Said, Signed, State, FORMAT,
};
use suyuan_store::{
	read::evidence::{record_bytes, stage},
	Database,
};
use tokio::{
	sync::{watch, Semaphore},
	time::timeout,
};

/// Files that are made at one time. Each asks the node for a proof.
const MAX_AT_ONCE: usize = 4;
/// Longest time for a file, the wait for others included.
const MAKE_TIMEOUT: Duration = Duration::from_secs(8);
/// Bytes of the files of one block that are kept.
const MAX_CACHED_BYTES: usize = 16 * 1024 * 1024;

/// Maker of files, which follows a node. Cheap to clone.
#[derive(Clone)]
pub struct Maker(Arc<Inner>);

struct Inner {
	newest: Newest,
	making: Semaphore,
	cache: Mutex<Cache>,
}

/// Files of one block, by trace code.
#[derive(Default)]
struct Cache {
	block: [u8; 32],
	files: HashMap<String, Body>,
	bytes: usize,
}

impl Cache {
	fn get(&self, block: &[u8; 32], code: &str) -> Option<Body> {
		(self.block == *block).then(|| self.files.get(code).cloned()).flatten()
	}

	fn put(&mut self, block: [u8; 32], code: &str, file: &Body) {
		if self.block != block || self.bytes + file.len() > MAX_CACHED_BYTES {
			*self = Self { block, ..Self::default() };
		}
		if self.files.insert(code.into(), file.clone()).is_none() {
			self.bytes += file.len();
		}
	}
}

/// Makes the problem of a file that can't be made now.
pub(super) fn no_evidence(why: &str) -> Problem {
	Problem::because(Kind::NoEvidence, why).retry_after(5)
}

/// Says why the node did not answer.
fn unanswered(error: &anyhow::Error) -> Problem {
	match error.downcast_ref::<Settings>() {
		Some(Settings::Pruned) => no_evidence("the node has dropped the block's state meanwhile"),
		_ => {
			tracing::debug!(%error, "no evidence: the node did not answer");
			no_evidence("the node that evidence is made from does not answer")
		}
	}
}

/// Says why what the node and the database gave is no evidence.
fn unfit(refusal: &Refusal) -> Problem {
	match refusal.kind {
		RefusalKind::RecordCount => no_evidence("the platform has yet to read the unit's latest records"),
		RefusalKind::UnknownRuntime => no_evidence("the chain was upgraded, and this platform was not yet"),
		_ => {
			tracing::error!(%refusal, "evidence could not be made");
			Problem::of(Kind::Internal)
		}
	}
}

impl Maker {
	/// Starts to follow the votes of a node, until the last clone is dropped.
	pub fn start(node: String) -> Self {
		let (sender, newest) = watch::channel(None);
		tokio::spawn(follow(node, sender));
		Self(Arc::new(Inner { newest, making: Semaphore::new(MAX_AT_ONCE), cache: Mutex::default() }))
	}

	/// Makes the file of a unit at the newest block whose votes are known.
	pub(super) async fn make(&self, database: &Database, code: &str) -> Result<Body, Problem> {
		let newest = self.0.newest.borrow().clone();
		let newest = newest.ok_or_else(|| no_evidence("the node that evidence is made from is away"))?;
		if let Some(file) = self.cache().get(&newest.hash, code) {
			return Ok(file);
		}
		let made = timeout(MAKE_TIMEOUT, async {
			let _making = self.0.making.acquire().await;
			make(&newest, database, code).await
		});
		let file = made.await.map_err(|_| no_evidence("it took too long: others ask for evidence too"))??;
		self.cache().put(newest.hash, code, &file);
		Ok(file)
	}

	fn cache(&self) -> std::sync::MutexGuard<'_, Cache> {
		self.0.cache.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Says why the state has no unit under a code.
async fn absent(database: &Database, code: &str) -> Problem {
	match stage(database, code).await {
		Ok(Some(stage)) if stage == "Archived" => Problem::because(Kind::Archived, code),
		Ok(Some(_)) => no_evidence("the platform has read another block than that of the newest votes"),
		Ok(None) => Problem::because(Kind::UnknownCode, code),
		Err(error) => error.into(),
	}
}

async fn make(block: &Justified, database: &Database, code: &str) -> Result<Body, Problem> {
	let parts = block.parts.get_or_try_init(|| parts(block)).await?;
	let nodes = block.node.read_proof(&keys::of_unit(code), &block.hash).await;
	let nodes = nodes.map_err(|error| unanswered(&error))?;
	let proven = Proof::new(parts.state_root, nodes.iter().map(Vec::as_slice))
		.and_then(|proof| Proven::read(proof, code, parts.genesis))
		.map_err(|refusal| unfit(&refusal))?;
	if proven.unit.is_none() {
		return Err(absent(database, code).await);
	}
	let mut blocks = Vec::with_capacity(4);
	for (info, head) in Info::ALL.into_iter().zip(&proven.heads) {
		let count = head.as_ref().map_or(0, |head| head.records);
		if usize::try_from(count).map_or(true, |count| count > MAX_RECORDS) {
			return Err(Problem::because(Kind::TooLarge, "the unit has more records than evidence may have"));
		}
		let bytes = record_bytes(database, info, code, count).await?;
		records::check(bytes.iter().map(Vec::as_slice), head.as_ref()).map_err(|refusal| unfit(&refusal))?;
		blocks.push(bytes.into_iter().map(Bytes).collect::<Vec<_>>());
	}
	let mut blocks = blocks.into_iter();
	let mut next = || blocks.next().unwrap_or_default();
	let signed = |header: &[u8], justification: &[u8]| Signed {
		header: Bytes(header.into()),
		justification: Bytes(justification.into()),
	};
	let file = Evidence {
		v: FORMAT,
		chain: Chain { genesis: format!("0x{}", hex::encode(parts.genesis)), set: parts.from_set },
		code: code.into(),
		history: parts.history.iter().map(|(header, votes)| signed(header, votes)).collect(),
		last: signed(&parts.header, &block.justification),
		state: State { nodes: nodes.into_iter().map(Bytes).collect() },
		records: Records { product: next(), transaction: next(), logistics: next(), customs: next() },
		seals: Vec::new(),
		said: Said::of(block.number, &proven),
	};
	Ok(file.to_vec().into())
}

/// Reads the parts of every file of a block.
async fn parts(block: &Justified) -> Result<Parts, Problem> {
	let header = block.node.header(&block.hash).await.map_err(|error| unanswered(&error))?;
	let read = Header::decode(&header).map_err(|refusal| unfit(&refusal))?;
	let genesis = block.node.hash(0).await.map_err(|error| unanswered(&error))?;
	let genesis = genesis.as_deref().and_then(suyuan_chain_client::hash_of);
	let genesis = genesis.ok_or_else(|| no_evidence("the node does not name the chain's first block"))?;
	let set = current_set(block).await.map_err(|error| unanswered(&error))?;
	// The block that announces a change is the last that the set before signs.
	let announces = set_change(&read).map_err(|refusal| unfit(&refusal))?.is_some();
	let set = set.saturating_sub(u64::from(announces));
	let (from_set, history) = if set == 0 { (0, Vec::new()) } else { history(block, set).await? };
	Ok(Parts { genesis, header, state_root: read.state_root, from_set, history })
}

/// Reads the number of the validator set that the state names.
async fn current_set(block: &Justified) -> anyhow::Result<u64> {
	let key = keys::set_id();
	let at = format!("0x{}", hex::encode(block.hash));
	let value = block.node.state(std::slice::from_ref(&key), &at).await?.remove(&key);
	let bytes = value.and_then(|value| value.try_into().ok());
	Ok(bytes.map_or(0, u64::from_le_bytes))
}

/// Headers and justifications of changes of the validator set.
type Changes = Vec<(Vec<u8>, Vec<u8>)>;

/// Reads the changes that lead to a validator set, and the number of the set with which they begin.
async fn history(block: &Justified, set: u64) -> Result<(u32, Changes), Problem> {
	let all = block.node.set_changes().await.map_err(|error| {
		tracing::debug!(%error, "no evidence: the node gave no history of the validator sets");
		no_evidence("the node does not give the history of the validator sets")
	})?;
	let broken =
		|| no_evidence("a change of the validators was forced, and the block is not of the set after it");
	let from_set = u32::try_from(all.from_set).map_err(|_| broken())?;
	let count = set.checked_sub(all.from_set).and_then(|count| usize::try_from(count).ok());
	let count = count.ok_or_else(broken)?;
	if count > MAX_CHANGES {
		return Err(Problem::because(
			Kind::TooLarge,
			"the validators changed more often than evidence may show",
		));
	}
	if all.changes.len() < count {
		return Err(no_evidence("the node lacks a change of the validators"));
	}
	let changes = all.changes.into_iter().take(count).map(|change| (change.header, change.justification));
	Ok((from_set, changes.collect()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn files_are_kept_for_one_block_and_within_their_bound() {
		let mut cache = Cache::default();
		let file = Body::from(vec![0; MAX_CACHED_BYTES / 2]);
		cache.put([1; 32], "a", &file);
		cache.put([1; 32], "b", &file);
		assert!(cache.get(&[1; 32], "a").is_some() && cache.get(&[2; 32], "a").is_none());
		cache.put([1; 32], "c", &file);
		assert!(cache.get(&[1; 32], "a").is_none() && cache.get(&[1; 32], "c").is_some());
		cache.put([2; 32], "d", &file);
		assert!(cache.get(&[1; 32], "c").is_none());
		assert_eq!(cache.bytes, file.len());
	}

	#[tokio::test]
	async fn a_unit_that_the_state_does_not_have_is_refused_by_its_stage() {
		let database = suyuan_fixtures::database().await;
		let code = suyuan_fixtures::EARPHONES;
		assert_eq!(absent(&database, "01/06901234567892/21/SN-9999").await.kind(), Kind::UnknownCode);
		assert_eq!(absent(&database, code).await.kind(), Kind::NoEvidence);
		let archived = serde_json::json!({ "stage": "Archived" });
		suyuan_fixtures::set(&database, "units", code, archived).await;
		assert_eq!(absent(&database, code).await.kind(), Kind::Archived);
	}

	#[tokio::test]
	async fn without_a_node_evidence_is_refused_by_name() {
		let database = suyuan_fixtures::database().await;
		let maker = Maker::start("ws://127.0.0.1:1".into());
		let problem = maker.make(&database, suyuan_fixtures::EARPHONES).await.unwrap_err();
		assert_eq!(problem.kind(), Kind::NoEvidence);
		assert!(problem.detail.unwrap().contains("is away"));
	}
}
