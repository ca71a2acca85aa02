// SPDX-License-Identifier: Apache-2.0

//! The events of every block, kept beside the chain, so that a platform is served whatever states are pruned.
//!
//! Events stand in the state, which a pruned node forgets. With `--keep-events` the node copies them, and the few other
//! values that an indexer reads of a block, when it imports the block. Of each runtime it copies the metadata once.

use crate::client::{Backend, Client};
use async_trait::async_trait;
use codec::{Decode, Encode};
use sc_client_api::{Backend as _, StorageProvider};
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult};
use sc_service::error::Error;
use sp_api::{CallApiAt, Metadata, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_core::{offchain::OffchainStorage, storage::StorageKey, traits::CallContext};
use sp_io::hashing::twox_128;
use std::sync::Arc;
use suyuan_runtime::{opaque::Block, Hash};

/// The values that are kept of every block, by pallet and item.
const KEPT: [(&str, &str); 6] = [
	("System", "ParentHash"),
	("System", "Events"),
	("Timestamp", "Now"),
	("System", "Digest"),
	("System", "LastRuntimeUpgrade"),
	("Session", "Validators"),
];

/// The map that is kept of the genesis block, which has no events.
const KEPT_OF_GENESIS: (&str, &str) = ("Participants", "Departments");

/// The prefix of the events in the node's local storage; the key is the hash of the block.
const EVENTS: &[u8] = b"suyuan/events/";
/// The prefix of the metadata; the key is the version of the runtime.
const METADATA: &[u8] = b"suyuan/metadata/";
/// The version of the metadata, which since 15 describes runtime APIs too.
const METADATA_VERSION: u32 = 15;

/// The values that are kept of a block.
#[derive(Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct KeptBlock {
	/// The version of the runtime that makes the next block.
	pub(crate) spec_version: u32,
	/// The storage values after the block, by their keys.
	pub(crate) values: Vec<(Vec<u8>, Vec<u8>)>,
}

/// The store of what is kept.
#[derive(Clone)]
pub(crate) struct EventArchive {
	client: Arc<Client>,
	storage: <Backend as sc_client_api::Backend<Block>>::OffchainStorage,
}

fn storage_key((pallet, item): (&str, &str)) -> StorageKey {
	StorageKey([twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat())
}

impl EventArchive {
	/// Opens the store in the node's database, and keeps the genesis block if its state is still there.
	pub(crate) fn open(client: Arc<Client>, backend: &Backend) -> Result<Self, Error> {
		let storage = backend.offchain_storage().ok_or_else(|| {
			Error::Other("the database has no local storage, so that it keeps no events".into())
		})?;
		let archive = Self { client, storage };
		let genesis = archive.client.info().genesis_hash;
		if archive.block(genesis).is_none() {
			archive.keep(genesis);
		}
		Ok(archive)
	}

	/// The values that were kept of a block. None if none were.
	pub(crate) fn block(&self, hash: Hash) -> Option<KeptBlock> {
		let bytes = self.storage.get(EVENTS, hash.as_bytes())?;
		KeptBlock::decode(&mut &bytes[..]).ok()
	}

	/// The metadata that was kept of a version of the runtime.
	pub(crate) fn metadata(&self, spec_version: u32) -> Option<Vec<u8>> {
		self.storage.get(METADATA, &spec_version.encode())
	}

	/// Keeps the values of a block that was imported.
	fn keep(&self, hash: Hash) {
		if let Err(error) = self.try_keep(hash) {
			// The state isn't there: the block came without it, or is long pruned.
			log::debug!("The events of block {hash} are not kept: {error}");
		}
	}

	fn try_keep(&self, hash: Hash) -> sp_blockchain::Result<()> {
		let mut values = Vec::with_capacity(KEPT.len());
		for key in KEPT.map(storage_key) {
			if let Some(value) = self.client.storage(hash, &key)? {
				values.push((key.0, value.0));
			}
		}
		if hash == self.client.info().genesis_hash {
			let prefix = storage_key(KEPT_OF_GENESIS);
			for key in self.client.storage_keys(hash, Some(&prefix), None)? {
				if let Some(value) = self.client.storage(hash, &key)? {
					values.push((key.0, value.0));
				}
			}
		}
		let spec_version = self
			.client
			.runtime_version_at(hash, CallContext::Offchain)
			.map_err(|error| sp_blockchain::Error::Application(Box::new(error)))?
			.spec_version;
		let mut storage = self.storage.clone();
		if self.metadata(spec_version).is_none() {
			let metadata = self.client.runtime_api().metadata_at_version(hash, METADATA_VERSION);
			let metadata = metadata.map_err(|error| sp_blockchain::Error::Application(Box::new(error)))?;
			if let Some(metadata) = metadata {
				storage.set(METADATA, &spec_version.encode(), &metadata);
			}
		}
		storage.set(EVENTS, hash.as_bytes(), &KeptBlock { spec_version, values }.encode());
		Ok(())
	}
}

/// A block import that keeps the events of what the inner import took, if there is an archive.
#[derive(Clone)]
pub(crate) struct KeepingBlockImport<Import> {
	pub(crate) archive: Option<EventArchive>,
	pub(crate) import: Import,
}

#[async_trait]
impl<Import: BlockImport<Block> + Send + Sync> BlockImport<Block> for KeepingBlockImport<Import> {
	type Error = Import::Error;

	async fn check_block(&self, block: BlockCheckParams<Block>) -> Result<ImportResult, Self::Error> {
		self.import.check_block(block).await
	}

	async fn import_block(&self, block: BlockImportParams<Block>) -> Result<ImportResult, Self::Error> {
		let hash = block.post_hash();
		let result = self.import.import_block(block).await?;
		if let (Some(archive), ImportResult::Imported(_)) = (&self.archive, &result) {
			archive.keep(hash);
		}
		Ok(result)
	}
}
