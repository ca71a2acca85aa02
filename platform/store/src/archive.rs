// SPDX-License-Identifier: Apache-2.0

//! The nodes of the archive book, by which units that left the chain's state are proven.

use crate::{
	tables,
	write::{Cells, Conflict},
	Numbers,
};
use anyhow::{bail, ensure};
use codec::Encode;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use sqlx::AnyConnection;
use std::collections::{btree_map::Entry, BTreeMap, BTreeSet, HashMap, HashSet};
use suyuan_primitives::{
	archive_book::{codes_to_prove, ArchiveClass, InsertError, Missing, PartialTrie},
	codes::TraceCode,
};

/// The largest number of nodes that one question reads. Longer ways are refused by the chain, too.
const MAX_NODES: usize = 4_096;

/// Error of a book that can't go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
	/// Our root is not that of the chain.
	#[error("the root of {class:?} is {ours:?} here, and {theirs:?} on the chain")]
	Root {
		/// Class of the root.
		class: ArchiveClass,
		/// Root that our nodes amount to.
		ours: H256,
		/// Root that the chain's event has.
		theirs: H256,
	},
	/// A code has a leaf already.
	#[error("a code of {0:?} is archived twice")]
	Twice(ArchiveClass),
	/// A node is not in the database.
	#[error("a node of the archive book is not here: {0:?}")]
	Gone(H256),
	/// A node is not what it was.
	#[error("a node of the archive book was altered: {0:?}")]
	Altered(H256),
}

/// Reads the root of a class, of the first chain that has one. None if nothing of it was archived.
pub async fn root(connection: &mut AnyConnection, class: ArchiveClass) -> anyhow::Result<Option<H256>> {
	let sql = "SELECT root FROM archive_roots WHERE class = $1 ORDER BY chain LIMIT 1";
	let root: Option<Vec<u8>> =
		sqlx::query_scalar(sql).bind(class.encode()).fetch_optional(connection).await?;
	root.map(|root| hash(&root)).transpose()
}

/// Reads the root of a class that one chain has.
async fn root_on(
	connection: &mut AnyConnection,
	class: ArchiveClass,
	chain: i64,
) -> anyhow::Result<Option<H256>> {
	let query = sqlx::query_scalar("SELECT root FROM archive_roots WHERE class = $1 AND chain = $2");
	let root: Option<Vec<u8>> = query.bind(class.encode()).bind(chain).fetch_optional(connection).await?;
	root.map(|root| hash(&root)).transpose()
}

fn hash(bytes: &[u8]) -> anyhow::Result<H256> {
	ensure!(bytes.len() == 32, "a hash of {} bytes", bytes.len());
	Ok(H256::from_slice(bytes))
}

/// Nodes on the way to codes, read one after the other.
#[derive(Default)]
pub struct Ways {
	trie: PartialTrie,
	/// Nodes that were read, in the order of the ways.
	nodes: Vec<(H256, Vec<u8>)>,
}

impl Ways {
	/// Reads every node on the ways to codes of one class.
	pub async fn read(
		&mut self,
		connection: &mut AnyConnection,
		class: ArchiveClass,
		root: Option<H256>,
		codes: &[TraceCode],
	) -> anyhow::Result<()> {
		let key = class.encode();
		for code in codes {
			while let Some(Missing(hash)) = self.trie.missing(root, [code]) {
				ensure!(self.nodes.len() < MAX_NODES, "the ways have more than {MAX_NODES} nodes");
				let sql = "SELECT node FROM archive_nodes WHERE class = $1 AND hash = $2 LIMIT 1";
				let query = sqlx::query_scalar(sql).bind(key.clone()).bind(hash.as_bytes().to_vec());
				let node: Option<Vec<u8>> = query.fetch_optional(&mut *connection).await?;
				let node = node.ok_or(ArchiveError::Gone(hash))?;
				ensure!(blake2_256(&node) == hash.0, ArchiveError::Altered(hash));
				self.trie.add(&node);
				self.nodes.push((hash, node));
			}
		}
		Ok(())
	}

	/// The leaf of a code, to which the way was read.
	pub fn leaf(&self, root: Option<H256>, code: &TraceCode) -> Option<H256> {
		self.trie.leaf(root, code).ok().flatten()
	}

	/// The nodes that were read.
	pub fn into_nodes(self) -> Vec<Vec<u8>> {
		self.nodes.into_iter().map(|(_, node)| node).collect()
	}
}

/// Proof of codes at the newest roots.
#[derive(Debug)]
pub struct ProofOfCodes {
	/// The nodes, as calls of the chain take them.
	pub nodes: Vec<Vec<u8>>,
	/// The leaf of every code that was asked for. None of one that was never archived.
	pub leaves: Vec<(TraceCode, Option<H256>)>,
	/// The roots of the classes of which something was archived.
	pub roots: BTreeMap<ArchiveClass, H256>,
}

/// Reads a proof of codes, and of the batches that they name.
pub async fn prove(connection: &mut AnyConnection, codes: &[TraceCode]) -> anyhow::Result<ProofOfCodes> {
	let mut ways = Ways::default();
	let mut roots = BTreeMap::new();
	for code in codes_to_prove(codes) {
		let Some(class) = ArchiveClass::of(&code) else { continue };
		if let Entry::Vacant(place) = roots.entry(class) {
			place.insert(root(connection, class).await?);
		}
		ways.read(connection, class, roots[&class], &[code]).await?;
	}
	let leaf = |code: &TraceCode| {
		let root = ArchiveClass::of(code).and_then(|class| roots.get(&class).copied().flatten());
		(code.clone(), ways.leaf(root, code))
	};
	let leaves = codes.iter().map(leaf).collect();
	let roots = roots.into_iter().filter_map(|(class, root)| root.map(|root| (class, root))).collect();
	Ok(ProofOfCodes { nodes: ways.into_nodes(), leaves, roots })
}

/// Adds leaves to a class, and compares the root with that of the chain.
pub async fn grow(
	connection: &mut AnyConnection,
	numbers: &mut Numbers,
	class: ArchiveClass,
	leaves: &[(TraceCode, H256)],
	theirs: H256,
	block: i64,
) -> anyhow::Result<()> {
	let before = root_on(connection, class, numbers.chain()).await?;
	let mut ways = Ways::default();
	let codes: Vec<_> = leaves.iter().map(|(code, _)| code.clone()).collect();
	ways.read(connection, class, before, &codes).await?;
	let Ways { mut trie, nodes: read } = ways;
	let root = match trie.insert(before, leaves) {
		Ok(root) => root,
		Err(InsertError::Taken) => bail!(ArchiveError::Twice(class)),
		Err(InsertError::Missing(Missing(hash))) => bail!(ArchiveError::Gone(hash)),
	};
	ensure!(root == theirs, ArchiveError::Root { class, ours: root, theirs });
	let after: HashMap<H256, Vec<u8>> = trie.into_nodes().collect();
	let known: HashSet<H256> = read.into_iter().map(|(hash, _)| hash).collect();
	let key = class.encode();
	for gone in known.iter().filter(|hash| !after.contains_key(hash)) {
		let sql = "DELETE FROM archive_nodes WHERE class = $1 AND hash = $2 AND chain = $3";
		let query = sqlx::query(sql).bind(key.clone()).bind(gone.as_bytes().to_vec()).bind(numbers.chain());
		query.execute(&mut *connection).await?;
	}
	let new = after.into_iter().filter(|(hash, _)| !known.contains(hash));
	let rows: BTreeSet<Cells> = new
		.map(|(hash, node)| vec![key.clone().into(), hash.as_bytes().to_vec().into(), node.into()])
		.collect();
	let rows = rows.into_iter().collect();
	numbers.write(connection, &tables::ARCHIVE_NODES, rows, Conflict::Replace).await?;
	let row: Cells = vec![key.into(), root.as_bytes().to_vec().into(), block.into()];
	numbers.write(connection, &tables::ARCHIVE_ROOTS, vec![row], Conflict::Replace).await?;
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{open, Database};

	fn piece(n: u32) -> TraceCode {
		format!("01/09521234543213/10/A/21/{n:05}").parse().unwrap()
	}

	fn leaf(n: u32) -> H256 {
		H256::from_low_u64_be(u64::from(n) + 1)
	}

	async fn database() -> (tempfile::TempDir, Database) {
		let folder = tempfile::tempdir().unwrap();
		let url = format!("sqlite:{}", folder.path().join("archive.db").display());
		let database = open(&url).await.unwrap();
		(folder, database)
	}

	/// The roots of the chain, which has the whole trie.
	fn chain(until: u32) -> H256 {
		let leaves: Vec<_> = (0..until).map(|n| (piece(n), leaf(n))).collect();
		PartialTrie::default().insert(None, &leaves).unwrap()
	}

	async fn grown(database: &Database, until: u32) {
		let mut connection = database.pool().acquire().await.unwrap();
		let class = ArchiveClass::of(&piece(0)).unwrap();
		let all: Vec<_> = (0..until).map(|n| (piece(n), leaf(n))).collect();
		for (n, leaves) in all.chunks(7).enumerate() {
			let so_far = ((n as u32 + 1) * 7).min(until);
			grow(&mut connection, &mut Numbers::of(0), class, leaves, chain(so_far), n as i64).await.unwrap();
		}
	}

	#[tokio::test]
	async fn what_grew_step_by_step_is_proven_at_the_newest_root_and_keeps_no_old_nodes() {
		let (_folder, database) = database().await;
		grown(&database, 100).await;
		let mut connection = database.pool().acquire().await.unwrap();
		let proof = prove(&mut connection, &[piece(5), piece(500)]).await.unwrap();
		let leaves: Vec<_> = proof.leaves.iter().map(|(_, leaf)| *leaf).collect();
		assert_eq!(leaves, [Some(leaf(5)), None]);
		let class = ArchiveClass::of(&piece(0)).unwrap();
		assert_eq!(proof.roots.get(&class), Some(&chain(100)));
		let trie = PartialTrie::new(&proof.nodes);
		assert_eq!(trie.leaf(Some(chain(100)), &piece(5)), Ok(Some(leaf(5))));
		assert_eq!(trie.leaf(Some(chain(100)), &piece(500)), Ok(None));
		let leaves: Vec<_> = (0..100).map(|n| (piece(n), leaf(n))).collect();
		let mut whole = PartialTrie::default();
		whole.insert(None, &leaves).unwrap();
		let sql = "SELECT COUNT(*) FROM archive_nodes";
		let kept: i64 = sqlx::query_scalar(sql).fetch_one(&mut *connection).await.unwrap();
		assert_eq!(kept as usize, whole.into_nodes().count());
	}

	#[tokio::test]
	async fn a_root_that_is_not_the_chains_and_a_leaf_twice_are_refused_by_name() {
		let (_folder, database) = database().await;
		grown(&database, 7).await;
		let mut connection = database.pool().acquire().await.unwrap();
		let class = ArchiveClass::of(&piece(0)).unwrap();
		let other =
			grow(&mut connection, &mut Numbers::of(0), class, &[(piece(9), leaf(9))], chain(9), 1).await;
		assert!(other.unwrap_err().to_string().contains("on the chain"));
		let twice =
			grow(&mut connection, &mut Numbers::of(0), class, &[(piece(3), leaf(3))], chain(7), 1).await;
		assert!(twice.unwrap_err().to_string().contains("archived twice"));
	}

	#[tokio::test]
	async fn a_node_that_was_altered_or_taken_out_is_found() {
		let (_folder, database) = database().await;
		grown(&database, 40).await;
		let mut connection = database.pool().acquire().await.unwrap();
		let alter = "UPDATE archive_nodes SET node = class WHERE hash = (SELECT root FROM archive_roots)";
		sqlx::query(alter).execute(&mut *connection).await.unwrap();
		let altered = prove(&mut connection, &[piece(5)]).await;
		assert!(altered.unwrap_err().to_string().contains("altered"));
		sqlx::query("DELETE FROM archive_nodes").execute(&mut *connection).await.unwrap();
		let gone = prove(&mut connection, &[piece(5)]).await;
		assert!(gone.unwrap_err().to_string().contains("not here"));
	}

	#[tokio::test]
	async fn nothing_needs_no_proof() {
		let (_folder, database) = database().await;
		let mut connection = database.pool().acquire().await.unwrap();
		let proof = prove(&mut connection, &[piece(5)]).await.unwrap();
		assert!(proof.nodes.is_empty() && proof.roots.is_empty());
	}
}
