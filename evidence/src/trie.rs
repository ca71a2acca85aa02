// SPDX-License-Identifier: Apache-2.0

//! Proofs of the state: the nodes of the trie on the way to some keys.
//!
//! Read here and not by `sp-trie`, for which a node too many is no fault and which knows no reasons. A test compares the
//! two on random tries. Layout V0 is this chain's; V1, to which an upgrade may turn, is understood too.

use crate::{
	bounds::{MAX_NIBBLES, MAX_NODES},
	reader::{Reader, Unreadable},
	refusal::{Refusal, RefusalKind},
};
use alloc::collections::BTreeMap;
use sp_crypto_hashing::blake2_256;

/// The nodes of a proof, by their hashes.
pub struct Proof<'a> {
	root: [u8; 32],
	nodes: BTreeMap<[u8; 32], Given<'a>>,
}

struct Given<'a> {
	bytes: &'a [u8],
	used: bool,
}

/// A value in a node, or its hash.
enum Value<'a> {
	Inline(&'a [u8]),
	Hashed([u8; 32]),
}

/// A node without the path to it.
struct Node<'a> {
	/// The nibbles that are skipped.
	partial: Partial<'a>,
	value: Option<Value<'a>>,
	/// The children by their nibbles. None for a leaf.
	children: Option<[Option<&'a [u8]>; 16]>,
}

/// Nibbles, two in a byte, the first of an odd number being alone.
struct Partial<'a> {
	bytes: &'a [u8],
	count: usize,
}

impl Partial<'_> {
	fn nibble(&self, index: usize) -> u8 {
		nibble(self.bytes, index + self.count % 2)
	}
}

/// Returns a nibble, the high one of a byte being the first.
fn nibble(bytes: &[u8], index: usize) -> u8 {
	let byte = bytes[index / 2];
	if index.is_multiple_of(2) {
		byte >> 4
	} else {
		byte & 15
	}
}

impl<'a> Proof<'a> {
	/// Takes the nodes of a proof for a state root.
	pub fn new(root: [u8; 32], nodes: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, Refusal> {
		let mut proof = Self { root, nodes: BTreeMap::new() };
		for (index, bytes) in nodes.into_iter().enumerate() {
			if index >= MAX_NODES {
				return Err(RefusalKind::TooLarge.because("nodes"));
			}
			if proof.nodes.insert(blake2_256(bytes), Given { bytes, used: false }).is_some() {
				return Err(RefusalKind::DuplicateNode.into());
			}
		}
		Ok(proof)
	}

	/// Returns the value under a key. None if the proof shows that there is none.
	pub fn value(&mut self, key: &[u8]) -> Result<Option<&'a [u8]>, Refusal> {
		let length = key.len() * 2;
		let mut node = decode(self.node(self.root)?)?;
		let mut depth = 0;
		loop {
			let partial = &node.partial;
			let agrees = partial.count <= length - depth
				&& (0..partial.count).all(|index| partial.nibble(index) == nibble(key, depth + index));
			if !agrees {
				return Ok(None);
			}
			depth += partial.count;
			if depth == length {
				return match node.value {
					None => Ok(None),
					Some(Value::Inline(value)) => Ok(Some(value)),
					Some(Value::Hashed(hash)) => self.node(hash).map(Some),
				};
			}
			let Some(children) = node.children else { return Ok(None) };
			let Some(child) = children[usize::from(nibble(key, depth))] else { return Ok(None) };
			depth += 1;
			node = decode(match child.try_into() {
				Ok(hash) => self.node(hash)?,
				Err(_) => child,
			})?;
		}
	}

	/// Returns an error if a node was on the way to no key.
	pub fn all_used(&self) -> Result<(), Refusal> {
		match self.nodes.values().filter(|given| !given.used).count() {
			0 => Ok(()),
			unused => Err(RefusalKind::UnusedNode.because(unused)),
		}
	}

	fn node(&mut self, hash: [u8; 32]) -> Result<&'a [u8], Refusal> {
		let given = self.nodes.get_mut(&hash).ok_or(RefusalKind::MissingNode)?;
		given.used = true;
		Ok(given.bytes)
	}
}

fn decode(bytes: &[u8]) -> Result<Node<'_>, Refusal> {
	read(&mut Reader(bytes)).map_err(|Unreadable| RefusalKind::MalformedNode.into())
}

/// The kind of a node, and the bits of its first byte that count nibbles.
struct Prefix {
	has_children: bool,
	has_value: bool,
	is_hashed: bool,
	mask: u8,
}

const fn prefix(first: u8) -> Option<Prefix> {
	let (has_children, has_value, is_hashed, mask) = match first {
		0b0100_0000..=0b0111_1111 => (false, true, false, 63),
		0b1000_0000..=0b1011_1111 => (true, false, false, 63),
		0b1100_0000..=0b1111_1111 => (true, true, false, 63),
		0b0010_0000..=0b0011_1111 => (false, true, true, 31),
		0b0001_0000..=0b0001_1111 => (true, true, true, 15),
		_ => return None,
	};
	Some(Prefix { has_children, has_value, is_hashed, mask })
}

fn read<'a>(reader: &mut Reader<'a>) -> Result<Node<'a>, Unreadable> {
	let first = reader.byte()?;
	if first == 0 {
		reader.end()?;
		// The empty trie: a branch without children, under which no key has a value.
		let partial = Partial { bytes: &[], count: 0 };
		return Ok(Node { partial, value: None, children: Some([None; 16]) });
	}
	let Prefix { has_children, has_value, is_hashed, mask } = prefix(first).ok_or(Unreadable)?;
	let mut count = usize::from(first & mask);
	if first & mask == mask {
		loop {
			let more = reader.byte()?;
			count += usize::from(more);
			if count > MAX_NIBBLES {
				return Err(Unreadable);
			}
			if more < u8::MAX {
				break;
			}
		}
	}
	let partial = Partial { bytes: reader.take(count.div_ceil(2))?, count };
	if !count.is_multiple_of(2) && nibble(partial.bytes, 0) != 0 {
		return Err(Unreadable);
	}
	let bitmap = if has_children { reader.u16()? } else { 0 };
	if has_children && bitmap == 0 {
		return Err(Unreadable);
	}
	let value = match (has_value, is_hashed) {
		(false, _) => None,
		(true, false) => Some(Value::Inline(reader.bytes()?)),
		(true, true) => Some(Value::Hashed(reader.array()?)),
	};
	let mut children = [None; 16];
	for (index, child) in children.iter_mut().enumerate() {
		if bitmap >> index & 1 == 1 {
			let bytes = reader.bytes()?;
			// Longer nodes stand elsewhere, under their hash.
			if bytes.is_empty() || bytes.len() > 32 {
				return Err(Unreadable);
			}
			*child = Some(bytes);
		}
	}
	reader.end()?;
	Ok(Node { partial, value, children: has_children.then_some(children) })
}
