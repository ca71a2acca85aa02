// SPDX-License-Identifier: Apache-2.0

//! Events and metadata that the node keeps, for indexers that read blocks whose states are pruned.

use crate::event_archive::{EventArchive, KeptBlock};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use serde::Serialize;
use sp_core::Bytes;
use suyuan_runtime::Hash;

/// The values that the node keeps of a block.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeptValues {
	/// The version of the runtime that makes the next block.
	spec_version: u32,
	/// The storage values after the block, by their keys.
	changes: Vec<(Bytes, Bytes)>,
}

/// The methods for indexers.
#[rpc(server)]
pub(crate) trait KeptApi {
	/// The events of a block, and the few other values that an indexer reads of it. Null if the node keeps none.
	#[method(name = "suyuan_keptEvents")]
	fn kept_events(&self, block: Hash) -> RpcResult<Option<KeptValues>>;

	/// The metadata of a runtime, by its `spec_version`. Null if the node keeps none.
	#[method(name = "suyuan_keptMetadata")]
	fn kept_metadata(&self, spec_version: u32) -> RpcResult<Option<Bytes>>;
}

/// Implements [`KeptApiServer`].
pub(super) struct Kept {
	pub(super) archive: Option<EventArchive>,
}

impl KeptApiServer for Kept {
	fn kept_events(&self, block: Hash) -> RpcResult<Option<KeptValues>> {
		let kept = self.archive.as_ref().and_then(|archive| archive.block(block));
		Ok(kept.map(|KeptBlock { spec_version, values }| {
			let changes = values.into_iter().map(|(key, value)| (Bytes(key), Bytes(value)));
			KeptValues { spec_version, changes: changes.collect() }
		}))
	}

	fn kept_metadata(&self, spec_version: u32) -> RpcResult<Option<Bytes>> {
		Ok(self.archive.as_ref().and_then(|archive| archive.metadata(spec_version)).map(Bytes))
	}
}
