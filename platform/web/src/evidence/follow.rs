// SPDX-License-Identifier: Apache-2.0

//! Following of the votes that make blocks final.

use std::{sync::Arc, time::Duration};
use suyuan_chain_client::Node;
use suyuan_evidence::Justification;
use tokio::{
	sync::{watch, OnceCell},
	time::sleep,
};

/// Pause before a node that is away is tried again.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

/// Block that is final, and the votes that made it so.
pub(super) struct Justified {
	pub(super) node: Node,
	pub(super) hash: [u8; 32],
	pub(super) number: u32,
	pub(super) justification: Vec<u8>,
	/// Parts of every file of the block, read when the first is asked for.
	pub(super) parts: OnceCell<Parts>,
}

/// Parts of every file of a block.
pub(super) struct Parts {
	pub(super) genesis: [u8; 32],
	pub(super) header: Vec<u8>,
	pub(super) state_root: [u8; 32],
	/// Number of the set with which the history begins.
	pub(super) from_set: u32,
	/// Changes of the validator set before the block: headers and justifications.
	pub(super) history: Vec<(Vec<u8>, Vec<u8>)>,
}

/// The newest block whose votes are known. None while the node is away.
pub(super) type Newest = watch::Receiver<Option<Arc<Justified>>>;

/// Follows a node for as long as anybody listens.
pub(super) async fn follow(url: String, newest: watch::Sender<Option<Arc<Justified>>>) {
	while !newest.is_closed() {
		if let Err(error) = follow_once(&url, &newest).await {
			tracing::debug!(%error, "no evidence can be made: the node is away");
		}
		newest.send_replace(None);
		sleep(RETRY_INTERVAL).await;
	}
}

async fn follow_once(url: &str, newest: &watch::Sender<Option<Arc<Justified>>>) -> anyhow::Result<()> {
	let node = Node::connect(url).await?;
	let mut justifications = node.justifications().await?;
	loop {
		let bytes = tokio::select! {
			bytes = justifications.next() => bytes?,
			() = newest.closed() => return Ok(()),
		};
		let read = Justification::decode(&bytes).map_err(anyhow::Error::msg)?;
		let justified = Justified {
			node: node.clone(),
			hash: read.target_hash,
			number: read.target_number,
			justification: bytes,
			parts: OnceCell::new(),
		};
		newest.send_replace(Some(Arc::new(justified)));
	}
}
