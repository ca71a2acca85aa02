// SPDX-License-Identifier: Apache-2.0

//! Tries and their proofs, made by the SDK.

use sp_core::Blake2Hasher;
use sp_trie::{
	recorder::Recorder, LayoutV0, LayoutV1, MemoryDB, Trie, TrieConfiguration, TrieDBBuilder,
	TrieDBMutBuilder, TrieLayout, TrieMut,
};

pub type Values = [(Vec<u8>, Vec<u8>)];

/// Returns the root of a trie of layout V0, and the nodes on the way to the keys.
pub fn prove_v0(values: &Values, keys: &[Vec<u8>]) -> ([u8; 32], Vec<Vec<u8>>) {
	prove::<LayoutV0<Blake2Hasher>>(values, keys)
}

/// The same in layout V1.
pub fn prove_v1(values: &Values, keys: &[Vec<u8>]) -> ([u8; 32], Vec<Vec<u8>>) {
	prove::<LayoutV1<Blake2Hasher>>(values, keys)
}

fn prove<L>(values: &Values, keys: &[Vec<u8>]) -> ([u8; 32], Vec<Vec<u8>>)
where
	L: TrieConfiguration + TrieLayout<Hash = Blake2Hasher>,
{
	let mut database = MemoryDB::<Blake2Hasher>::default();
	let mut root = Default::default();
	{
		let mut trie = TrieDBMutBuilder::<L>::new(&mut database, &mut root).build();
		for (key, value) in values {
			trie.insert(key, value).unwrap();
		}
	}
	let recorder = Recorder::<Blake2Hasher>::default();
	{
		let mut recording = recorder.as_trie_recorder(root);
		let trie = TrieDBBuilder::<L>::new(&database, &root).with_recorder(&mut recording).build();
		for key in keys {
			trie.get(key).unwrap();
		}
	}
	(root.0, recorder.drain_storage_proof().into_iter_nodes().collect())
}
