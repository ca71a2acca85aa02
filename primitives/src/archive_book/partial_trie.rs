// SPDX-License-Identifier: Apache-2.0

//! A trie of which some nodes are there, and that grows by leaves.

use crate::codes::TraceCode;
use alloc::vec::Vec;
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;
use sp_trie::{
	trie_types::{TrieDBBuilder, TrieDBMutBuilderV1, TrieError},
	HashDBT, MemoryDB, RandomState, Trie, TrieMut, EMPTY_PREFIX,
};

/// A node that is needed and not there, by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(pub H256);

/// The reason for which leaves were not inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsertError {
	/// A node on the way to a code is not there.
	Missing(Missing),
	/// A code has a leaf already.
	Taken,
}

impl From<Missing> for InsertError {
	fn from(missing: Missing) -> Self {
		Self::Missing(missing)
	}
}

/// Nodes of tries by their hashes.
///
/// Whatever is put in is found by its own hash alone. So what hangs together with a root is what was hashed into it, and
/// all else is never looked at.
pub struct PartialTrie {
	nodes: MemoryDB<BlakeTwo256>,
}

impl Default for PartialTrie {
	fn default() -> Self {
		Self { nodes: MemoryDB::with_hasher(RandomState::default()) }
	}
}

impl PartialTrie {
	/// The nodes of a proof.
	pub fn new(proof: &[Vec<u8>]) -> Self {
		let mut trie = Self::default();
		proof.iter().for_each(|node| trie.add(node));
		trie
	}

	/// Adds a node, to be found by its hash.
	pub fn add(&mut self, node: &[u8]) {
		self.nodes.insert(EMPTY_PREFIX, node);
	}

	/// The leaf of a code under a root. None shows that the code has none. Without a root nothing has one.
	pub fn leaf(&self, root: Option<H256>, code: &TraceCode) -> Result<Option<H256>, Missing> {
		let Some(root) = root else { return Ok(None) };
		let trie = TrieDBBuilder::<BlakeTwo256>::new(&self.nodes, &root).build();
		let value = trie.get(code.as_bytes()).map_err(|error| missing(*error, root))?;
		// Every value under a root was put there as 32 bytes.
		Ok(value.map(|value| H256::from_slice(value.get(..32).unwrap_or(&[0; 32]))))
	}

	/// The first node that is not there and on the way to one of the codes.
	pub fn missing<'a>(
		&self,
		root: Option<H256>,
		codes: impl IntoIterator<Item = &'a TraceCode>,
	) -> Option<Missing> {
		codes.into_iter().find_map(|code| self.leaf(root, code).err())
	}

	/// Inserts leaves, and returns the new root. Nothing is inserted if one of them cannot be.
	///
	/// The ways to all codes are looked up first: a trie that runs into a missing node while it changes is lost.
	///
	/// # Errors
	///
	/// An error if a node is missing or a code has a leaf already.
	pub fn insert(&mut self, root: Option<H256>, leaves: &[(TraceCode, H256)]) -> Result<H256, InsertError> {
		for (code, _) in leaves {
			if self.leaf(root, code)?.is_some() {
				return Err(InsertError::Taken);
			}
		}
		let mut new_root = root.unwrap_or_default();
		let mut trie = match root {
			Some(_) => TrieDBMutBuilderV1::from_existing(&mut self.nodes, &mut new_root).build(),
			None => TrieDBMutBuilderV1::new(&mut self.nodes, &mut new_root).build(),
		};
		for (code, leaf) in leaves {
			let before = root.unwrap_or_default();
			trie.insert(code.as_bytes(), leaf.as_bytes()).map_err(|error| missing(*error, before))?;
		}
		trie.commit();
		drop(trie);
		Ok(new_root)
	}

	/// The nodes that are there, by their hashes. Those that an insertion replaced are not among them.
	pub fn into_nodes(mut self) -> impl Iterator<Item = (H256, Vec<u8>)> {
		let nodes = self.nodes.drain().into_iter();
		nodes.filter(|(_, (_, references))| *references > 0).map(|(hash, (node, _))| (hash, node))
	}
}

fn missing(error: TrieError<H256>, root: H256) -> Missing {
	match error {
		TrieError::IncompleteDatabase(hash)
		| TrieError::InvalidStateRoot(hash)
		| TrieError::DecoderError(hash, _)
		| TrieError::InvalidHash(hash, _) => Missing(hash),
		TrieError::ValueAtIncompleteKey(..) => Missing(root),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::archive_book::{codes_to_prove, proof_size, Proof, MAX_PROOF_SIZE};
	use alloc::collections::BTreeMap;
	use proptest::prelude::*;
	use sp_trie::{LayoutV1, TrieConfiguration};

	fn code(text: &str) -> TraceCode {
		text.parse().unwrap()
	}

	fn piece(lot: u32, serial: u32) -> TraceCode {
		code(&format!("01/09521234543213/10/L{lot}/21/{serial:06}"))
	}

	fn leaf(n: u32) -> H256 {
		H256::from_low_u64_be(u64::from(n) + 1)
	}

	/// Whoever keeps all nodes, as a platform does.
	#[derive(Default)]
	struct Keeper {
		nodes: BTreeMap<H256, Vec<u8>>,
		root: Option<H256>,
	}

	impl Keeper {
		fn prove<'a>(&self, codes: impl IntoIterator<Item = &'a TraceCode>) -> Proof {
			let codes = codes_to_prove(codes);
			let (mut trie, mut proof) = (PartialTrie::default(), vec![]);
			while let Some(Missing(hash)) = trie.missing(self.root, &codes) {
				trie.add(&self.nodes[&hash]);
				proof.push(self.nodes[&hash].clone());
			}
			proof
		}

		fn archive(&mut self, leaves: &[(TraceCode, H256)]) {
			let proof = self.prove(leaves.iter().map(|(code, _)| code));
			let mut trie = PartialTrie::new(&proof);
			let root = trie.insert(self.root, leaves).unwrap();
			self.nodes.extend(trie.into_nodes());
			self.root = Some(root);
		}
	}

	fn keeper_of(lots: u32, serials: u32) -> Keeper {
		let mut keeper = Keeper::default();
		for lot in 0..lots {
			let leaves: Vec<_> = (0..serials).map(|serial| (piece(lot, serial), leaf(serial))).collect();
			leaves.chunks(64).for_each(|leaves| keeper.archive(leaves));
		}
		keeper
	}

	#[test]
	fn a_root_is_that_of_the_whole_trie_however_the_leaves_came_to_it() {
		let keeper = keeper_of(3, 100);
		let all = (0..3).flat_map(|lot| (0..100).map(move |n| (piece(lot, n).as_bytes().to_vec(), leaf(n))));
		assert_eq!(keeper.root, Some(LayoutV1::<BlakeTwo256>::trie_root(all)));
	}

	#[test]
	fn what_was_archived_is_there_and_what_was_not_is_shown_not_to_be() {
		let keeper = keeper_of(3, 100);
		let asked = [piece(1, 42), piece(1, 420), piece(7, 1), code("01/09521234543213/10/L1")];
		let trie = PartialTrie::new(&keeper.prove(&asked));
		let found = asked.map(|code| trie.leaf(keeper.root, &code).unwrap());
		assert_eq!(found, [Some(leaf(42)), None, None, None]);
	}

	#[test]
	fn one_path_covers_a_fresh_lot_and_neighbours_share_nodes() {
		let keeper = keeper_of(4, 1_000);
		let fresh: Vec<_> = (0..256).map(|serial| piece(9, serial)).collect();
		let (one, all) = (keeper.prove(&fresh[..1]), keeper.prove(&fresh));
		assert_eq!(one, all);
		let neighbours: Vec<_> = (1_000..1_064).map(|serial| piece(3, serial)).collect();
		assert!(proof_size(&keeper.prove(&neighbours)) < 8_192);
	}

	#[test]
	fn a_proof_of_a_root_that_moved_lacks_the_new_one() {
		let mut keeper = keeper_of(1, 100);
		let proof = keeper.prove(&[piece(0, 200)]);
		keeper.archive(&[(piece(0, 200), leaf(200))]);
		let root = keeper.root.unwrap();
		let mut trie = PartialTrie::new(&proof);
		assert_eq!(trie.leaf(Some(root), &piece(0, 200)), Err(Missing(root)));
		let again = trie.insert(Some(root), &[(piece(0, 200), leaf(7))]);
		assert_eq!(again, Err(InsertError::Missing(Missing(root))));
	}

	#[test]
	fn no_leaf_is_inserted_twice_or_over_another() {
		let keeper = keeper_of(1, 100);
		let mut trie = PartialTrie::new(&keeper.prove(&[piece(0, 5)]));
		assert_eq!(trie.insert(keeper.root, &[(piece(0, 5), leaf(9))]), Err(InsertError::Taken));
	}

	#[test]
	fn altered_and_superfluous_nodes_are_as_good_as_none() {
		let keeper = keeper_of(1, 100);
		let (asked, root) = (piece(0, 5), keeper.root);
		let proof = keeper.prove([&asked]);
		for (n, node) in proof.iter().enumerate() {
			for byte in [0, node.len() / 2, node.len() - 1] {
				let mut altered = proof.clone();
				altered[n][byte] ^= 1;
				assert!(PartialTrie::new(&altered).leaf(root, &asked).is_err());
			}
			let without = proof.iter().enumerate().filter(|(at, _)| *at != n);
			let without: Proof = without.map(|(_, node)| node.clone()).collect();
			assert!(PartialTrie::new(&without).leaf(root, &asked).is_err());
		}
		let more: Proof = [vec![], vec![7; 500]].into_iter().chain(proof).collect();
		assert_eq!(PartialTrie::new(&more).leaf(root, &asked), Ok(Some(leaf(5))));
	}

	#[test]
	fn whoever_archives_codes_each_of_which_begins_the_next_makes_a_proof_no_longer_than_allowed() {
		let mut keeper = Keeper::default();
		let lot = |length: usize| code(&format!("01/09521234543213/10/{}", "%21".repeat(length)));
		for length in 1..=20 {
			keeper.archive(&[(lot(length), leaf(0))]);
		}
		let fresh = code(&format!("01/09521234543213/10/{}/21/1", "%21".repeat(20)));
		assert!(proof_size(&keeper.prove([&fresh])) < MAX_PROOF_SIZE);
	}

	proptest! {
		#[test]
		fn any_order_of_leaves_leads_to_the_root_of_all(
			serials in proptest::collection::btree_set(0u32..5_000, 1..80),
			at_once in 1usize..9,
		) {
			let leaves: Vec<_> = serials.iter().map(|n| (piece(n % 3, *n), leaf(*n))).collect();
			let (mut forwards, mut backwards) = (Keeper::default(), Keeper::default());
			leaves.chunks(at_once).for_each(|some| forwards.archive(some));
			leaves.iter().rev().for_each(|one| backwards.archive(core::slice::from_ref(one)));
			let all: BTreeMap<_, _> = leaves.iter().map(|(code, leaf)| (code.as_bytes().to_vec(), *leaf)).collect();
			let expected = Some(LayoutV1::<BlakeTwo256>::trie_root(all));
			prop_assert_eq!((forwards.root, backwards.root), (expected, expected));
		}
	}
}
