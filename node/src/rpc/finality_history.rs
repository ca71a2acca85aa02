// SPDX-License-Identifier: Apache-2.0

//! The history of the validator sets, from which evidence of a trace is verified offline.

use crate::client::Client;
use codec::Encode;
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{error::INTERNAL_ERROR_CODE, ErrorObjectOwned},
};
use sc_client_api::BlockBackend;
use sc_consensus_grandpa::{find_scheduled_change, SharedAuthoritySet};
use serde::Serialize;
use sp_blockchain::HeaderBackend;
use sp_consensus_grandpa::GRANDPA_ENGINE_ID;
use sp_core::Bytes;
use std::sync::Arc;
use suyuan_runtime::{opaque::Block, BlockNumber, Hash};

/// The most changes in an answer, which a node reads one by one from its database.
const MAX_CHANGES: usize = 64;

/// The most bytes in an answer, before they are written as hexadecimal digits.
const MAX_BYTES: usize = 256 * 1024;

/// A change of the validator set.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetChange {
	/// The number of the set that signed it, of which its block is the last.
	set_id: u64,
	/// The header that announces the change, SCALE.
	header: Bytes,
	/// The votes of the set for it, SCALE.
	justification: Bytes,
}

/// The changes of the validator set, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FinalityHistory {
	changes: Vec<SetChange>,
	/// True if no change follows that can be proven. Else the rest is asked for from the set after the last.
	is_finished: bool,
	/// The number of the set that a forced change ended. No validator vouches for the set after it.
	broken_after: Option<u64>,
}

/// The method for those that make evidence.
#[rpc(server)]
pub(crate) trait FinalityHistoryApi {
	/// The changes of the validator set, from the end of a set on.
	#[method(name = "suyuan_finalityHistory", blocking)]
	fn finality_history(&self, from_set: u64) -> RpcResult<FinalityHistory>;
}

/// Implements [`FinalityHistoryApiServer`].
pub(super) struct History {
	pub(super) client: Arc<Client>,
	pub(super) authorities: SharedAuthoritySet<Hash, BlockNumber>,
}

/// The error of a database that lacks what the node should have.
fn missing(what: &str) -> ErrorObjectOwned {
	let message = format!("this node lacks {what}: ask one that has every block");
	ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, message, None::<()>)
}

impl FinalityHistoryApiServer for History {
	fn finality_history(&self, from_set: u64) -> RpcResult<FinalityHistory> {
		let sets = self.authorities.authority_set_changes();
		let sets = sets.iter_from(0).ok_or_else(|| missing("the first validator sets"))?;
		let mut history = FinalityHistory { changes: Vec::new(), is_finished: true, broken_after: None };
		let mut bytes = 0;
		for (set_id, last) in sets.filter(|(set_id, _)| *set_id >= from_set) {
			let Some(change) = self.change(*set_id, *last)? else {
				history.broken_after = Some(*set_id);
				break;
			};
			bytes += change.header.len() + change.justification.len();
			// The first goes in whatever its size, or a client would ask for it for ever.
			let is_full = history.changes.len() == MAX_CHANGES || bytes > MAX_BYTES;
			if is_full && !history.changes.is_empty() {
				history.is_finished = false;
				break;
			}
			history.changes.push(change);
		}
		Ok(history)
	}
}

impl History {
	/// Reads the change at the last block of a set. None if it was forced.
	fn change(&self, set_id: u64, last: BlockNumber) -> RpcResult<Option<SetChange>> {
		let hash = self.client.hash(last).ok().flatten().ok_or_else(|| missing("the hash of a block"))?;
		let header = self.client.header(hash).ok().flatten().ok_or_else(|| missing("a header"))?;
		if find_scheduled_change::<Block>(&header).is_none() {
			return Ok(None);
		}
		let justification = self
			.client
			.justifications(hash)
			.ok()
			.flatten()
			.and_then(|justifications| justifications.into_justification(GRANDPA_ENGINE_ID))
			.ok_or_else(|| missing("a justification"))?;
		let header = Bytes(header.encode());
		Ok(Some(SetChange { set_id, header, justification: Bytes(justification) }))
	}
}
