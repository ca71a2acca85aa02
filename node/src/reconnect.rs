// SPDX-License-Identifier: Apache-2.0

//! Reconnects to reserved peers when they send no more blocks.
//!
//! A request for blocks fails when a peer is too busy to answer in time, as all are while they compile the runtime of an
//! upgrade. The SDK then disconnects the peer and starts over with the next connection, but no reserved peer is ever
//! disconnected. Of such a peer it waits for the answer for ever, and requests nothing else. Where all peers are reserved,
//! a node that has had one failed request with each of them stalls until it is restarted.

use crate::client::Client;
use sc_network::{
	config::MultiaddrWithPeerId, service::traits::NetworkService, Multiaddr, NetworkPeers, ProtocolName,
};
use sc_network_sync::{SyncState, SyncingService};
use sp_blockchain::HeaderBackend;
use std::{sync::Arc, time::Duration};
use suyuan_runtime::{opaque::Block, BlockNumber};
use tokio::time::{interval, MissedTickBehavior};

/// The time between two checks of the chain.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);

/// The number of checks in a row of a stalled chain after which the node reconnects.
///
/// Together a little more than the 20 seconds after which a request fails.
const MAX_STALLED_CHECKS: u32 = 5;

/// Detects that the sync has stalled for long.
#[derive(Default)]
struct StallDetector {
	best: BlockNumber,
	stalled_checks: u32,
}

impl StallDetector {
	/// Records a check: the best block, and whether the node waits for blocks of its peers.
	fn is_stalled(&mut self, best: BlockNumber, waits: bool) -> bool {
		if !waits || best != self.best {
			*self = Self { best, stalled_checks: 0 };
			return false;
		}
		self.stalled_checks += 1;
		let is_long = self.stalled_checks >= MAX_STALLED_CHECKS;
		if is_long {
			self.stalled_checks = 0;
		}
		is_long
	}
}

/// Reconnects to all reserved peers whenever the chain stalls though they have more blocks.
///
/// `protocol` is that of block announcements.
pub(crate) async fn reconnect_when_stalled(
	client: Arc<Client>,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	protocol: ProtocolName,
) {
	let mut checks = interval(CHECK_INTERVAL);
	checks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	let mut detector = StallDetector::default();
	loop {
		checks.tick().await;
		let Ok(status) = sync.status().await else { return };
		let waits = matches!(status.state, SyncState::Downloading { .. }) && status.queued_blocks == 0;
		if !detector.is_stalled(client.info().best_number, waits) {
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
			// The address is known already.
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

	/// The numbers of the checks at which the node reconnects.
	fn connects(checks: impl IntoIterator<Item = (BlockNumber, bool)>) -> Vec<usize> {
		let mut detector = StallDetector::default();
		let checks = checks.into_iter().enumerate();
		checks.filter_map(|(n, (best, waits))| detector.is_stalled(best, waits).then_some(n)).collect()
	}

	#[test]
	fn a_node_that_waits_for_blocks_for_long_reconnects_again_and_again() {
		let most = MAX_STALLED_CHECKS as usize;
		assert_eq!(connects(vec![(7, true); 2 * most + 1]), [most, 2 * most]);
	}

	#[test]
	fn a_node_that_gets_blocks_or_has_them_all_keeps_its_connections() {
		assert!(connects((0..100).map(|best| (best, true))).is_empty());
		assert!(connects(vec![(7, false); 100]).is_empty());
	}
}
