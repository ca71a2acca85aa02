// SPDX-License-Identifier: Apache-2.0

//! Requests for what proves a block final, and a value part of its state.

use crate::node::{number, Hex, Node, Silent};
use anyhow::{ensure, Context};
use codec::{Compact, Encode};
use serde::Deserialize;
use sp_crypto_hashing::blake2_256;
use subxt_rpcs::client::{rpc_params, RpcSubscription};
use suyuan_scale_json::hexadecimal;

/// Most sets whose ends are asked for: as many answers as a node gives for 16,384 changes.
const MAX_ANSWERS: usize = 16;

/// Changes of the validator set that can be proven one from the other.
#[derive(Clone, Debug, Default)]
pub struct SetChanges {
	/// Number of the set with which they begin: 0, or that after the last forced change.
	pub from_set: u64,
	/// Changes, the oldest first.
	pub changes: Vec<SetChange>,
}

/// Change of the validator set.
#[derive(Clone, Debug)]
pub struct SetChange {
	/// Header that announces the change, SCALE.
	pub header: Vec<u8>,
	/// Votes of the set before for it, SCALE.
	pub justification: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
	set_id: u64,
	header: Hex,
	justification: Hex,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct History {
	changes: Vec<Change>,
	is_finished: bool,
	/// Number of the set that a forced change ended.
	broken_after: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
	parent_hash: Hex,
	number: String,
	state_root: Hex,
	extrinsics_root: Hex,
	digest: Digest,
}

#[derive(Deserialize)]
struct Digest {
	logs: Vec<Hex>,
}

#[derive(Deserialize)]
struct ReadProof {
	proof: Vec<Hex>,
}

impl Node {
	/// Subscribes to the votes that make blocks final.
	pub async fn justifications(&self) -> anyhow::Result<Justifications> {
		let (subscribe, unsubscribe) =
			("grandpa_subscribeJustifications", "grandpa_unsubscribeJustifications");
		Ok(Justifications(self.subscribe(subscribe, unsubscribe).await?))
	}

	/// Requests a header, in the form that is hashed.
	pub async fn header(&self, hash: &[u8; 32]) -> anyhow::Result<Vec<u8>> {
		let header: Option<Header> = self.ask("chain_getHeader", rpc_params![hexadecimal(hash)]).await?;
		let header = header.context("the node does not know the block")?;
		let number = u32::try_from(number(&header.number)?)?;
		let mut bytes = header.parent_hash.0;
		Compact(number).encode_to(&mut bytes);
		bytes.extend(header.state_root.0);
		bytes.extend(header.extrinsics_root.0);
		Compact(u32::try_from(header.digest.logs.len())?).encode_to(&mut bytes);
		bytes.extend(header.digest.logs.into_iter().flat_map(|log| log.0));
		ensure!(blake2_256(&bytes) == *hash, "the node's header is not that of the block");
		Ok(bytes)
	}

	/// Requests the nodes of the state's trie on the way to some keys, at exactly this block.
	pub async fn read_proof(&self, keys: &[Vec<u8>], at: &[u8; 32]) -> anyhow::Result<Vec<Vec<u8>>> {
		let keys: Vec<_> = keys.iter().map(|key| hexadecimal(key)).collect();
		let proof: ReadProof = self.ask("state_getReadProof", rpc_params![keys, hexadecimal(at)]).await?;
		Ok(proof.proof.into_iter().map(|node| node.0).collect())
	}

	/// Requests the changes of the validator set since the last forced one.
	pub async fn set_changes(&self) -> anyhow::Result<SetChanges> {
		let (mut all, mut from) = (SetChanges::default(), 0);
		for _ in 0..MAX_ANSWERS {
			let history: History = self.ask("suyuan_finalityHistory", rpc_params![from]).await?;
			let last = history.changes.last().map(|change| change.set_id);
			if let Some(broken) = history.broken_after {
				from = broken + 1;
				all = SetChanges { from_set: from, changes: Vec::new() };
				continue;
			}
			all.changes.extend(
				history.changes.into_iter().map(|change| SetChange {
					header: change.header.0,
					justification: change.justification.0,
				}),
			);
			match last {
				Some(last) if !history.is_finished => from = last + 1,
				_ => break,
			}
		}
		Ok(all)
	}
}

/// Subscription to the votes that make blocks final.
pub struct Justifications(RpcSubscription<Hex>);

impl Justifications {
	/// Waits for the next. An error means that the connection was lost and must be subscribed anew.
	pub async fn next(&mut self) -> anyhow::Result<Vec<u8>> {
		match self.0.next().await {
			Some(justification) => Ok(justification.context("the subscription to justifications")?.0),
			None => Err(Silent::Lost.into()),
		}
	}
}
