// SPDX-License-Identifier: Apache-2.0

//! Stream of decoded blocks: fetched ahead, decoded in parallel, sent in order.

use crate::{block::Block, node::Node, runtime::Runtime};
use anyhow::Context;
use futures::{
	future::BoxFuture,
	stream::{self, FuturesOrdered},
	FutureExt, StreamExt,
};
use std::sync::Arc;
use tokio::{
	sync::mpsc,
	task::{spawn, spawn_blocking},
};

/// Blocks that are fetched at a time. A full block's events are some fifteen megabytes, twice that as digits.
const FETCHED_AHEAD: usize = 3;
/// Blocks that are decoded at a time.
const DECODED_AHEAD: usize = 2;

type Decoding = BoxFuture<'static, anyhow::Result<Block>>;

/// Sends the blocks from one number to another, in order. Each is decoded by the runtime that made it: that which the block
/// before left in the state. Ends early when the receiver is dropped. Returns the runtime of the block that comes next.
pub async fn follow(
	node: &Node,
	from: u64,
	to: u64,
	mut runtime: Arc<Runtime>,
	blocks: &mpsc::Sender<Block>,
) -> anyhow::Result<Arc<Runtime>> {
	let fetch = |number| {
		let node = node.clone();
		spawn(async move { node.block(number).await })
	};
	let mut fetched = stream::iter(from..=to).map(fetch).buffered(FETCHED_AHEAD);
	let mut decoding: FuturesOrdered<Decoding> = FuturesOrdered::new();
	while let Some(raw) = fetched.next().await {
		let raw = raw.context("fetching")??;
		let made_by = runtime.clone();
		if raw.changes_runtime() {
			tracing::info!(block = raw.number, "another runtime makes the blocks from the next one on");
			runtime = Arc::new(node.runtime_after(&raw.hash).await?);
		}
		let block = spawn_blocking(move || made_by.read(&raw));
		decoding.push_back(async move { block.await.context("decoding")? }.boxed());
		if decoding.len() >= DECODED_AHEAD && !hand_on(&mut decoding, blocks).await? {
			return Ok(runtime);
		}
	}
	while !decoding.is_empty() {
		if !hand_on(&mut decoding, blocks).await? {
			break;
		}
	}
	Ok(runtime)
}

/// Sends the next block. Returns false if the receiver was dropped.
async fn hand_on(
	decoding: &mut FuturesOrdered<Decoding>,
	blocks: &mpsc::Sender<Block>,
) -> anyhow::Result<bool> {
	let Some(block) = decoding.next().await else { return Ok(true) };
	Ok(blocks.send(block?).await.is_ok())
}
