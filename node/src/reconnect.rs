//! Connects anew with reserved peers when they send no more blocks.
//!
//! A request for blocks fails when a peer is too busy to answer in time, as all are while they compile the runtime of an
//! upgrade. The SDK then disconnects the peer and begins anew with the next connection, but no reserved peer is ever
//! disconnected. Of such a peer it waits for the answer for ever, and asks nothing else of it. Where all peers are reserved,
//! a node that has had one failed request with each of them stands still until it is restarted.

use crate::client::Client;
use sc_network::{
	config::MultiaddrWithPeerId, service::traits::NetworkService, Multiaddr, NetworkPeers, ProtocolName,
};
use sc_network_sync::{SyncState, SyncingService};
use sp_blockchain::HeaderBackend;
use std::{sync::Arc, time::Duration};
use suyuan_runtime::{opaque::Block, BlockNumber};
use tokio::time::{interval, MissedTickBehavior};

/// The time between two looks at the chain.
const INTERVAL: Duration = Duration::from_secs(5);

/// The number of looks in a row at a chain that stands still after which the node connects anew: a little more than the
/// 20 seconds after which a request fails.
const MAX_LOOKS: u32 = 5;

/// Tells that the node has been standing still for long.
#[derive(Default)]
struct Watch {
	best: BlockNumber,
	looks: u32,
}

impl Watch {
	/// Takes note of the best block, and whether the node waits for its peers to send the ones after it.
	fn stands_still(&mut self, best: BlockNumber, waits: bool) -> bool {
		if !waits || best != self.best {
			*self = Self { best, looks: 0 };
			return false;
		}
		self.looks += 1;
		let is_long = self.looks >= MAX_LOOKS;
		if is_long {
			self.looks = 0;
		}
		is_long
	}
}

/// Watches the chain, and connects anew with all reserved peers whenever it stands still though they have more blocks.
/// `protocol` is the one by which they tell of them.
pub async fn when_standing_still(
	client: Arc<Client>,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	protocol: ProtocolName,
) {
	let mut looks = interval(INTERVAL);
	looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	let mut watch = Watch::default();
	loop {
		looks.tick().await;
		let Ok(status) = sync.status().await else { return };
		let waits = matches!(status.state, SyncState::Downloading { .. }) && status.queued_blocks == 0;
		if !watch.stands_still(client.info().best_number, waits) {
			continue;
		}
		let Ok(peers) = network.reserved_peers().await else { return };
		log::warn!(
			"No peer sends the blocks after the best one: connecting anew with {} reserved peers",
			peers.len()
		);
		for peer_id in peers {
			network.remove_reserved_peer(peer_id);
			network.disconnect_peer(peer_id, protocol.clone());
			// Where it is, is known already.
			let peer = MultiaddrWithPeerId { peer_id, multiaddr: Multiaddr::empty() };
			if let Err(error) = network.add_reserved_peer(peer) {
				log::error!("{peer_id} can't be reserved again: {error}");
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The looks, by their numbers, at which the node connects anew.
	fn connects(looks: impl IntoIterator<Item = (BlockNumber, bool)>) -> Vec<usize> {
		let mut watch = Watch::default();
		let looks = looks.into_iter().enumerate();
		looks.filter_map(|(n, (best, waits))| watch.stands_still(best, waits).then_some(n)).collect()
	}

	#[test]
	fn a_node_that_waits_for_blocks_for_long_connects_anew_again_and_again() {
		let most = MAX_LOOKS as usize;
		assert_eq!(connects(vec![(7, true); 2 * most + 1]), [most, 2 * most]);
	}

	#[test]
	fn a_node_that_gets_blocks_or_has_them_all_keeps_its_connections() {
		assert!(connects((0..100).map(|best| (best, true))).is_empty());
		assert!(connects(vec![(7, false); 100]).is_empty());
	}
}
