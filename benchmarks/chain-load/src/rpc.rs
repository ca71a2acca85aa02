// SPDX-License-Identifier: Apache-2.0
//! The JSON-RPC client for the nodes under load.

use crate::sign::Signed;
use anyhow::{ensure, Context};
use codec::{Decode, Encode};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		traits::ToRpcParams,
	},
	rpc_params,
	types::ErrorObjectOwned,
	ws_client::{WsClient, WsClientBuilder},
};
use serde::{de::DeserializeOwned, Deserialize};
use sp_core::{Bytes, H256};
use std::{collections::HashMap, sync::Arc, time::Duration};
use suyuan_runtime::{BlockNumber, Header, Runtime};

/// The longest that any answer takes: the size of a large state.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(600);

/// A full block or its events, as hexadecimal digits.
const MAX_MESSAGE_BYTES: u32 = 128 * 1024 * 1024;

/// A connection to a node.
#[derive(Clone)]
pub(crate) struct RpcClient(Arc<WsClient>);

/// A block as the node tells it.
#[derive(Deserialize)]
pub(crate) struct Body {
	pub(crate) header: Header,
	pub(crate) extrinsics: Vec<Bytes>,
}

#[derive(Deserialize)]
struct SignedBlock {
	block: Body,
}

/// A node's answer to a transaction.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Submitted {
	Hash(H256),
	Error(ErrorObjectOwned),
}

/// The meaning of that answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
	/// The transaction is in the pool.
	Taken,
	/// The pool has no room now.
	Full,
	/// The pool will never take the transaction, for this reason.
	Refused(String),
}

impl Answer {
	fn to_error(code: i32, message: &str, details: Option<&str>) -> Self {
		match code {
			// Sent twice, because the first answer was that there is no room.
			1013 => Self::Taken,
			1016 => Self::Full,
			_ => Self::Refused(format!("{code} {message} {}", details.unwrap_or_default()).trim().into()),
		}
	}
}

impl RpcClient {
	pub(crate) async fn to(url: &str) -> anyhow::Result<Self> {
		let client = WsClientBuilder::default()
			.request_timeout(REQUEST_TIMEOUT)
			.max_request_size(MAX_MESSAGE_BYTES)
			.max_response_size(MAX_MESSAGE_BYTES)
			.max_buffer_capacity_per_subscription(4_096)
			.build(url)
			.await
			.with_context(|| format!("no connection to {url}"))?;
		Ok(Self(Arc::new(client)))
	}

	async fn ask<T: DeserializeOwned>(
		&self,
		method: &str,
		params: impl ToRpcParams + Send,
	) -> anyhow::Result<T> {
		self.0.request(method, params).await.with_context(|| method.to_string())
	}

	/// Sends many transactions in one message, which the node takes in this order.
	pub(crate) async fn submit(&self, transactions: &[Signed]) -> anyhow::Result<Vec<Answer>> {
		let digits: Vec<_> = transactions.iter().map(|transaction| HexDigits(&transaction.bytes)).collect();
		let answers: Vec<Submitted> = self.ask("suyuan_submitExtrinsics", rpc_params![digits]).await?;
		let answer = |(transaction, answer): (&Signed, _)| match answer {
			Submitted::Hash(hash) => {
				ensure!(hash == transaction.hash, "the node took another transaction than was sent");
				Ok(Answer::Taken)
			}
			Submitted::Error(error) => {
				Ok(Answer::to_error(error.code(), error.message(), error.data().map(|details| details.get())))
			}
		};
		transactions.iter().zip(answers).map(answer).collect()
	}

	/// Fails unless the chain runs the very runtime whose types this process has.
	///
	/// The runtime's version doesn't tell, because two commits may share one; its metadata does, which describes every
	/// call, event and constant.
	pub(crate) async fn ensure_same_runtime(&self) -> anyhow::Result<()> {
		let theirs: Bytes = self.ask("state_getMetadata", rpc_params![]).await?;
		ensure!(
			*theirs == Runtime::metadata().encode(),
			"the node's runtime is another one than this was built with: build both from one commit"
		);
		Ok(())
	}

	/// The hash of the block of this height on the best chain.
	pub(crate) async fn block_hash(&self, number: BlockNumber) -> anyhow::Result<H256> {
		self.ask("chain_getBlockHash", rpc_params![number]).await
	}

	/// The header and the body of a block.
	pub(crate) async fn block(&self, hash: H256) -> anyhow::Result<Body> {
		Ok(self.ask::<SignedBlock>("chain_getBlock", rpc_params![hash]).await?.block)
	}

	/// A value of the state as it was after a block.
	pub(crate) async fn storage(&self, key: &[u8], at: H256) -> anyhow::Result<Option<Bytes>> {
		self.ask("state_getStorage", rpc_params![Bytes(key.to_vec()), at]).await
	}

	/// Bytes of all values of the state together. The node reads each of them.
	pub(crate) async fn state_value_bytes(&self) -> anyhow::Result<u64> {
		let bytes: Option<u64> = self.ask("state_getStorageSize", rpc_params![Bytes(vec![])]).await?;
		bytes.context("the state is empty")
	}

	/// Calls a function of the runtime on the best block.
	pub(crate) async fn call<Answer: Decode>(
		&self,
		function: &str,
		arguments: &impl Encode,
	) -> anyhow::Result<Answer> {
		let answer: Bytes = self.ask("state_call", rpc_params![function, Bytes(arguments.encode())]).await?;
		Answer::decode(&mut &answer[..]).with_context(|| format!("the answer of {function}"))
	}

	/// The height of the best block.
	pub(crate) async fn best_number(&self) -> anyhow::Result<BlockNumber> {
		Ok(self.ask::<Header>("chain_getHeader", rpc_params![]).await?.number)
	}

	/// Has the node connect to another at this address.
	pub(crate) async fn add_peer(&self, address: &str) -> anyhow::Result<()> {
		self.ask("system_addReservedPeer", rpc_params![address]).await
	}

	/// The addresses at which other nodes find this one.
	pub(crate) async fn addresses(&self) -> anyhow::Result<Vec<String>> {
		self.ask("system_localListenAddresses", rpc_params![]).await
	}

	/// The number of the node's peers.
	pub(crate) async fn peers(&self) -> anyhow::Result<u64> {
		let health: HashMap<String, serde_json::Value> = self.ask("system_health", rpc_params![]).await?;
		health.get("peers").and_then(serde_json::Value::as_u64).context("system_health tells no peers")
	}

	/// Every head of the best chain from now on.
	pub(crate) async fn best_heads(&self) -> anyhow::Result<Subscription<Header>> {
		let (on, off) = ("chain_subscribeNewHeads", "chain_unsubscribeNewHeads");
		self.0.subscribe(on, rpc_params![], off).await.context(on)
	}

	/// Every final head from now on.
	pub(crate) async fn final_heads(&self) -> anyhow::Result<Subscription<Header>> {
		let (on, off) = ("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads");
		self.0.subscribe(on, rpc_params![], off).await.context(on)
	}
}

/// Bytes as the node reads them. Written here, because [`Bytes`] would have to own them.
struct HexDigits<'a>(&'a [u8]);

impl serde::Serialize for HexDigits<'_> {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		sp_core::bytes::serialize(self.0, serializer)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_full_pool_is_tried_again_and_a_known_transaction_is_taken() {
		assert_eq!(Answer::to_error(1016, "Immediately Dropped", None), Answer::Full);
		assert_eq!(Answer::to_error(1013, "Already Imported", None), Answer::Taken);
		let refused = Answer::to_error(1010, "Invalid Transaction", Some("\"Custom error: 6\""));
		assert_eq!(refused, Answer::Refused("1010 Invalid Transaction \"Custom error: 6\"".into()));
	}
}
