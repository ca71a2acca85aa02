// SPDX-License-Identifier: Apache-2.0

//! The reader of proofs beside the SDK's trie.

mod made;

use made::trie::{prove_v0, prove_v1};
use std::collections::BTreeMap;
use suyuan_evidence::{Proof, RefusalKind};

/// A generator of numbers with a fixed seed.
struct Numbers(u64);

impl Numbers {
	fn below(&mut self, bound: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		self.0 % bound
	}

	fn bytes(&mut self, longest: u64, alphabet: u64) -> Vec<u8> {
		let length = self.below(longest) + 1;
		(0..length).map(|_| self.below(alphabet) as u8).collect()
	}
}

#[test]
fn values_and_absences_of_random_tries_are_read_as_the_sdk_reads_them() {
	let mut numbers = Numbers(0x5EED);
	for round in 0..60 {
		// Few letters make long paths in common, many make wide branches.
		let alphabet = [2, 17, 256][round % 3];
		let count = numbers.below(120) + 1;
		let values: BTreeMap<_, _> =
			(0..count).map(|_| (numbers.bytes(40, alphabet), numbers.bytes(70, 256))).collect();
		let list: Vec<_> = values.clone().into_iter().collect();
		let mut keys: Vec<_> = values.keys().step_by(3).cloned().collect();
		keys.extend((0..10).map(|_| numbers.bytes(40, alphabet)));
		for (root, nodes) in [prove_v0(&list, &keys), prove_v1(&list, &keys)] {
			let mut proof = Proof::new(root, nodes.iter().map(Vec::as_slice)).unwrap();
			for key in &keys {
				let value = proof.value(key).unwrap();
				assert_eq!(value, values.get(key).map(Vec::as_slice), "round {round}");
			}
			proof.all_used().unwrap();
		}
	}
}

#[test]
fn an_empty_trie_has_no_value() {
	let nodes = [vec![0]];
	let root = sp_crypto_hashing::blake2_256(&nodes[0]);
	let mut proof = Proof::new(root, nodes.iter().map(Vec::as_slice)).unwrap();
	assert_eq!(proof.value(b"key"), Ok(None));
	proof.all_used().unwrap();
}

#[test]
fn a_node_in_another_form_than_its_only_one_is_refused() {
	for (node, why) in [
		(vec![0, 0], "bytes after the empty node"),
		(vec![0x01, 4, 9], "an unknown kind"),
		(vec![0x41, 0x1A, 4, 9], "an odd count that does not begin with a zero nibble"),
		(vec![0x42, 0xAA, 5, 0, 9], "a length that is not in its shortest form"),
		(vec![0x42, 0xAA, 4, 9, 9], "bytes after the value"),
		(vec![0x42, 0xAA, 8, 9], "a value that is cut short"),
		(vec![0x42], "a path that is cut short"),
		(vec![0x80, 0, 0], "a branch without children"),
		(vec![0x80, 1, 0, 0], "a child of no bytes"),
		([vec![0x80, 1, 0, 33 << 2], vec![9; 33]].concat(), "a child that is too long to stand inside"),
		([vec![0x7F], vec![255; 300], vec![0]].concat(), "a path that is too long"),
	] {
		let root = sp_crypto_hashing::blake2_256(&node);
		let mut proof = Proof::new(root, [node.as_slice()]).unwrap();
		let refused = proof.value(&[0xAA]).map_err(|refusal| refusal.kind);
		assert_eq!(refused, Err(RefusalKind::MalformedNode), "{why}");
	}
}
