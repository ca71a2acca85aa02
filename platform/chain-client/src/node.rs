// SPDX-License-Identifier: Apache-2.0

//! JSON-RPC client of a node.

use crate::{keys::storage_prefix, raw_block::RawBlock, runtime::Runtime};
use anyhow::{anyhow, ensure, Context};
use codec::{Decode, Encode};
use futures::try_join;
use serde::{Deserialize, Deserializer};
use std::{collections::HashMap, time::Duration};
use subxt_rpcs::{
	client::{
		reconnecting_rpc_client::{ExponentialBackoff, PingConfig, RpcClient as Reconnecting},
		rpc_params, RpcParams, RpcSubscription,
	},
	RpcClient,
};
use suyuan_scale_json::hexadecimal;
use tokio::time::timeout;

/// Largest message: the events of a full block as hexadecimal digits, and as many again.
const MAX_MESSAGE_BYTES: u32 = 128 * 1024 * 1024;
/// Longest wait for any answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(120);
/// Longest wait for a first connection: the node may be starting.
const FIRST_CONNECTION: Duration = Duration::from_secs(15);
/// Longest pause before a lost connection is tried again.
const BETWEEN_TRIALS: Duration = Duration::from_secs(5);
/// Longest wait for the answer to a heartbeat, which asks for the last final block. Heartbeats go on all the time, so that
/// a node that hangs is noticed while nothing else is requested.
const HEARTBEAT_TIMEOUT: Duration = Duration::from_secs(8);
/// Interval of pings on a connection, and the longest silence after which it is made anew.
const PING_INTERVAL: Duration = Duration::from_secs(5);
const PING_TIMEOUT: Duration = Duration::from_secs(15);
/// Version of the metadata, which since 15 describes runtime APIs too.
const METADATA_VERSION: u32 = 15;

/// Error of a node that does not answer.
#[derive(Debug, thiserror::Error)]
pub enum Silent {
	/// No connection can be made to the URL.
	#[error("no connection to {0}")]
	Unreachable(String),
	/// The connection is lost, and with it its subscriptions.
	#[error("the connection to the node was lost")]
	Lost,
	/// The connection stands, but no answer comes through it.
	#[error("the node has not answered for {0:?}")]
	Hung(Duration),
}

/// Error of a node that runs with other settings than are needed.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum Settings {
	/// The state of an old block is pruned.
	#[error(
		"the node has neither the state nor the events of an old block: it needs --keep-events from its first block on, \
		 or --state-pruning archive"
	)]
	Pruned,
	/// A block's events exceed the largest answer.
	#[error("a block's events are larger than the node answers: run it with --rpc-max-response-size 128")]
	Cut,
}

/// Connection to a node, which is made anew when it is lost. Cheap to clone.
#[derive(Clone)]
pub struct Node {
	client: RpcClient,
	/// Second connection: on the first an answer may have to wait behind blocks of a hundred megabytes.
	heartbeats: RpcClient,
}

/// Bytes in the node's hexadecimal notation.
pub(crate) struct Hex(pub(crate) Vec<u8>);

impl<'de> Deserialize<'de> for Hex {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let digits = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
		hex::decode(digits.trim_start_matches("0x")).map(Self).map_err(serde::de::Error::custom)
	}
}

#[derive(Deserialize)]
struct Changes {
	changes: Vec<(Hex, Option<Hex>)>,
}

/// Values of a block that the node keeps, whatever states it prunes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
	/// Version of the runtime that makes the next block.
	spec_version: u32,
	changes: Vec<(Hex, Hex)>,
}

#[derive(Deserialize)]
struct Header {
	number: String,
}

pub(crate) fn number(digits: &str) -> anyhow::Result<u64> {
	u64::from_str_radix(digits.trim_start_matches("0x"), 16)
		.with_context(|| format!("{digits:?} is no number"))
}

/// Adds the meaning of a node's error to it.
fn explained(error: subxt_rpcs::Error, method: &str) -> anyhow::Error {
	let words = error.to_string();
	if words.contains("State already discarded") || words.contains("UnknownBlock") {
		return anyhow!(error).context(Settings::Pruned);
	}
	if words.contains("too big") || words.contains("Exceeded max limit") {
		return anyhow!(error).context(Settings::Cut);
	}
	anyhow!(error).context(format!("the node did not answer {method}"))
}

async fn ask<T: serde::de::DeserializeOwned>(
	client: &RpcClient,
	method: &str,
	params: RpcParams,
) -> anyhow::Result<T> {
	client.request(method, params).await.map_err(|error| explained(error, method))
}

async fn last_final(client: &RpcClient) -> anyhow::Result<u64> {
	let hash: String = ask(client, "chain_getFinalizedHead", rpc_params![]).await?;
	let header: Header = ask(client, "chain_getHeader", rpc_params![hash]).await?;
	number(&header.number)
}

impl Node {
	/// Connects to the node at a WebSocket URL, within `FIRST_CONNECTION`.
	pub async fn connect(url: &str) -> anyhow::Result<Self> {
		let backoff = || ExponentialBackoff::from_millis(50).max_delay(BETWEEN_TRIALS);
		let client = Reconnecting::builder()
			.max_request_size(MAX_MESSAGE_BYTES)
			.max_response_size(MAX_MESSAGE_BYTES)
			.request_timeout(REQUEST_TIMEOUT)
			.retry_policy(backoff());
		let heartbeats = Reconnecting::builder()
			.request_timeout(HEARTBEAT_TIMEOUT)
			.enable_ws_ping(PingConfig::new().ping_interval(PING_INTERVAL).inactive_limit(PING_TIMEOUT))
			.retry_policy(backoff());
		// Both would retry for ever: right when a node that was reached is gone, wrong when none ever was.
		let built = timeout(FIRST_CONNECTION, async { try_join!(client.build(url), heartbeats.build(url)) });
		let (client, heartbeats) = built
			.await
			.map_err(anyhow::Error::from)
			.and_then(|built| built.map_err(anyhow::Error::from))
			.with_context(|| Silent::Unreachable(url.into()))?;
		Ok(Self { client: RpcClient::new(client), heartbeats: RpcClient::new(heartbeats) })
	}

	pub(crate) async fn ask<T: serde::de::DeserializeOwned>(
		&self,
		method: &str,
		params: RpcParams,
	) -> anyhow::Result<T> {
		ask(&self.client, method, params).await
	}

	/// Subscribes to what the node sends from now on.
	pub(crate) async fn subscribe<T: serde::de::DeserializeOwned>(
		&self,
		method: &str,
		unsubscribe: &str,
	) -> anyhow::Result<RpcSubscription<T>> {
		let subscription = self.client.subscribe(method, rpc_params![], unsubscribe).await;
		subscription.map_err(|error| explained(error, method))
	}

	/// Requests the hash of a block on the final chain. None if the block is not there yet.
	pub async fn hash(&self, number: u64) -> anyhow::Result<Option<String>> {
		self.ask("chain_getBlockHash", rpc_params![number]).await
	}

	/// Requests the number of the last final block.
	pub async fn last_final(&self) -> anyhow::Result<u64> {
		last_final(&self.client).await
	}

	/// Returns an error unless the node answers within `HEARTBEAT_TIMEOUT`.
	pub async fn heartbeat(&self) -> anyhow::Result<()> {
		let silent = |_| anyhow::Error::from(Silent::Hung(HEARTBEAT_TIMEOUT));
		timeout(HEARTBEAT_TIMEOUT, last_final(&self.heartbeats)).await.map_err(silent)?.map(drop)
	}

	/// Subscribes to the numbers of blocks as they become final: some may be left out, the last never is.
	pub async fn becoming_final(&self) -> anyhow::Result<Finals> {
		let (subscribe, unsubscribe) = ("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads");
		Ok(Finals(self.subscribe(subscribe, unsubscribe).await?))
	}

	/// Requests the storage values after a block under these keys. A key without a value is left out.
	pub async fn state(&self, keys: &[Vec<u8>], at: &str) -> anyhow::Result<HashMap<Vec<u8>, Vec<u8>>> {
		if keys.is_empty() {
			return Ok(HashMap::new());
		}
		let keys: Vec<_> = keys.iter().map(|key| hexadecimal(key)).collect();
		let sets: Vec<Changes> = self.ask("state_queryStorageAt", rpc_params![keys, at]).await?;
		let changes = sets.into_iter().flat_map(|set| set.changes);
		Ok(changes.filter_map(|(key, value)| Some((key.0, value?.0))).collect())
	}

	/// Requests what the node keeps of a block whose state it pruned. The error is that of the state if there is nothing.
	async fn kept(&self, at: &str, error: anyhow::Error) -> anyhow::Result<Kept> {
		if !matches!(error.downcast_ref(), Some(Settings::Pruned)) {
			return Err(error);
		}
		let kept: anyhow::Result<Option<Kept>> = self.ask("suyuan_keptEvents", rpc_params![at]).await;
		kept.ok().flatten().ok_or(error)
	}

	/// Requests storage values after a block, of those that an indexer needs of each.
	pub async fn kept_state(&self, keys: &[Vec<u8>], at: &str) -> anyhow::Result<HashMap<Vec<u8>, Vec<u8>>> {
		match self.state(keys, at).await {
			Ok(state) => Ok(state),
			Err(error) => {
				let kept = self.kept(at, error).await?.changes.into_iter();
				let values = kept.map(|(key, value)| (key.0, value.0));
				Ok(values.filter(|(key, _)| keys.contains(key)).collect())
			}
		}
	}

	/// Requests all values of a map after the genesis block.
	pub async fn kept_map(&self, prefix: &[u8], at: &str) -> anyhow::Result<HashMap<Vec<u8>, Vec<u8>>> {
		match self.keys(prefix, at).await {
			Ok(keys) => self.state(&keys, at).await,
			Err(error) => {
				let kept = self.kept(at, error).await?.changes.into_iter();
				let values = kept.map(|(key, value)| (key.0, value.0));
				Ok(values.filter(|(key, _)| key.starts_with(prefix)).collect())
			}
		}
	}

	/// Requests all keys with a prefix.
	pub async fn keys(&self, prefix: &[u8], at: &str) -> anyhow::Result<Vec<Vec<u8>>> {
		const MAX_KEYS_PER_PAGE: usize = 1_000;
		let mut all: Vec<Vec<u8>> = Vec::new();
		loop {
			let from = all.last().map(|key| hexadecimal(key));
			let params = rpc_params![hexadecimal(prefix), MAX_KEYS_PER_PAGE, from, at];
			let page: Vec<Hex> = self.ask("state_getKeysPaged", params).await?;
			let last = page.len() < MAX_KEYS_PER_PAGE;
			all.extend(page.into_iter().map(|key| key.0));
			if last {
				return Ok(all);
			}
		}
	}

	/// Calls the runtime API at a block.
	pub async fn call(&self, method: &str, arguments: &[u8], at: &str) -> anyhow::Result<Vec<u8>> {
		let answer: Hex = self.ask("state_call", rpc_params![method, hexadecimal(arguments), at]).await?;
		Ok(answer.0)
	}

	/// Requests the metadata of the runtime that makes the blocks after this one.
	pub async fn runtime_after(&self, hash: &str) -> anyhow::Result<Runtime> {
		let metadata = match self.call("Metadata_metadata_at_version", &METADATA_VERSION.encode(), hash).await
		{
			Ok(answer) => Option::<Vec<u8>>::decode(&mut answer.as_slice())?,
			Err(error) => {
				let version = self.kept(hash, error).await?.spec_version;
				let kept: Option<Hex> = self.ask("suyuan_keptMetadata", rpc_params![version]).await?;
				kept.map(|metadata| metadata.0)
			}
		};
		let metadata = metadata.with_context(|| format!("the runtime has no metadata {METADATA_VERSION}"))?;
		Runtime::of(&metadata)
	}

	/// Requests a block by its number.
	pub async fn block(&self, number: u64) -> anyhow::Result<RawBlock> {
		let hash = self.hash(number).await?.with_context(|| format!("the node has no block {number}"))?;
		let keys = [
			("System", "ParentHash"),
			("System", "Events"),
			("Timestamp", "Now"),
			("System", "Digest"),
			("System", "LastRuntimeUpgrade"),
			("Session", "Validators"),
		]
		.map(|(pallet, item)| storage_prefix(pallet, item));
		let mut state = self.kept_state(&keys, &hash).await?;
		let [parent, events, now, digest, upgraded, validators] =
			keys.map(|key| state.remove(&key).unwrap_or_default());
		ensure!(!upgraded.is_empty(), "the node tells nothing of the state after block {number}");
		Ok(RawBlock { number, hash, parent, events, now, digest, upgraded, validators })
	}
}

/// Subscription to final blocks.
pub struct Finals(RpcSubscription<Header>);

impl Finals {
	/// Waits for the next number. An error means that the connection was lost and must be subscribed anew.
	pub async fn next(&mut self) -> anyhow::Result<u64> {
		match self.0.next().await {
			Some(header) => number(&header.map_err(|error| explained(error, "the subscription"))?.number),
			None => Err(Silent::Lost.into()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_pruned_node_is_told_which_flag_it_lacks() {
		let error = subxt_rpcs::Error::Client("UnknownBlock: State already discarded for 0x12".into());
		let explained = explained(error, "state_call");
		assert!(explained.to_string().contains("--keep-events"));
		assert!(explained.to_string().contains("--state-pruning archive"));
		assert!(explained.is::<Settings>());
	}

	#[test]
	fn numbers_are_hexadecimal() {
		assert_eq!(number("0x1f").unwrap(), 31);
		assert!(number("soon").is_err());
	}
}
