// SPDX-License-Identifier: Apache-2.0

//! The archive book as the calls see it: roots in the state, and the nodes that a call brought along.

use crate::{lots::batches_of, pallet::*};
use alloc::collections::BTreeMap;
use core::marker::PhantomData;
use frame_support::ensure;
use sp_core::H256;
use suyuan_primitives::{
	archive_book::{proof_size, ArchiveClass, InsertError, Missing, PartialTrie, Proof, MAX_PROOF_SIZE},
	codes::TraceCode,
};

/// The roots of the state with the nodes of a proof.
pub(crate) struct Book<T> {
	trie: PartialTrie,
	/// The roots that were read, so that one call reads each once.
	roots: BTreeMap<ArchiveClass, Option<H256>>,
	/// True if the call brought no node along.
	is_bare: bool,
	state: PhantomData<T>,
}

impl<T: Config> Book<T> {
	pub(crate) fn new(proof: &Proof) -> Result<Self, Error<T>> {
		ensure!(proof_size(proof) <= MAX_PROOF_SIZE, Error::<T>::ProofTooLong);
		let (trie, roots) = (PartialTrie::new(proof), BTreeMap::new());
		Ok(Self { trie, roots, is_bare: proof.is_empty(), state: PhantomData })
	}

	fn root(&mut self, class: ArchiveClass) -> Option<H256> {
		*self.roots.entry(class).or_insert_with(|| ArchiveRoots::<T>::get(class))
	}

	/// The leaf of a code. None shows that it was never archived.
	pub(crate) fn leaf(&mut self, class: ArchiveClass, code: &TraceCode) -> Result<Option<H256>, Error<T>> {
		let root = self.root(class);
		self.trie.leaf(root, code).map_err(|missing| self.error_of(missing, root))
	}

	/// Inserts leaves of a class, and returns its new root.
	pub(crate) fn insert(
		&mut self,
		class: ArchiveClass,
		leaves: &[(TraceCode, H256)],
	) -> Result<H256, Error<T>> {
		let before = self.root(class);
		let root = self.trie.insert(before, leaves).map_err(|error| match error {
			InsertError::Missing(missing) => self.error_of(missing, before),
			InsertError::Taken => Error::<T>::CodeArchived,
		})?;
		ArchiveRoots::<T>::insert(class, root);
		self.roots.insert(class, Some(root));
		Ok(root)
	}

	fn error_of(&self, Missing(hash): Missing, root: Option<H256>) -> Error<T> {
		match root {
			_ if self.is_bare => Error::<T>::ProofMissing,
			Some(root) if root == hash => Error::<T>::ProofOutdated,
			_ => Error::<T>::ProofIncomplete,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks that none of the codes was ever archived, nor a batch that one of them names.
	///
	/// A class of which nothing was archived needs no proof. A code that is not sound is refused when it is registered.
	pub(crate) fn ensure_never_archived<'a>(
		codes: impl IntoIterator<Item = &'a TraceCode>,
		proof: &Proof,
	) -> Result<(), Error<T>> {
		let mut book = Book::<T>::new(proof)?;
		for code in codes {
			let Some(class) = ArchiveClass::of(code) else { continue };
			if book.root(class).is_none() {
				continue;
			}
			ensure!(book.leaf(class, code)?.is_none(), Error::<T>::CodeArchived);
			for batch in batches_of(code) {
				ensure!(book.leaf(class, &batch)?.is_none(), Error::<T>::BatchArchived);
			}
		}
		Ok(())
	}
}
