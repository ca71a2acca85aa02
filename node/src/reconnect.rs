// SPDX-License-Identifier: Apache-2.0

//! Reconnects to reserved peers when they send no more blocks.
//!
//! A request for blocks fails when a peer is too busy to answer in time, as all are while they compile the runtime of an
//! upgrade. The SDK then disconnects the peer and starts over with the next connection, but no reserved peer is ever
//! disconnected. Of such a peer it waits for the answer for ever, and requests nothing else. Where all peers are reserved,
//! a node that has had one failed request with each of them stalls until it is restarted.
//!
//! A validator does not even stall then: it goes on with blocks of its own, as long a chain as that of each other validator,
//! so that none gives way and finality stands. It calls itself idle meanwhile, for nobody is ahead of it. So a node also
//! reconnects when nothing of its chain becomes final for long.

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

/// The number of checks in a row without a new final block after which the node reconnects.
///
/// A minute, because finality also stands where more than a third of the voters are dead, and reconnecting costs the votes
/// that are under way.
const MAX_UNFINAL_CHECKS: u32 = 12;

/// The number of blocks that finality is behind the best one, beyond which it counts as standing.
const MAX_UNFINAL_BLOCKS: BlockNumber = 8;

/// Detects that the sync has stalled for long.
#[derive(Default)]
struct StallDetector {
	best: BlockNumber,
	stalled_checks: u32,
}

/// Detects that nothing becomes final for long.
#[derive(Default)]
struct FinalityDetector {
	finalized: BlockNumber,
	stalled_checks: u32,
}

impl FinalityDetector {
	/// Records a check: the best block, the latest final one, and whether the node is catching up with its peers.
	///
	/// Of blocks that a node catches up with, only those with a justification become final, hundreds of blocks apart. So
	/// these checks don't count. Nodes that go on alone have chains of one length, so that none catches up.
	fn is_stalled(&mut self, best: BlockNumber, finalized: BlockNumber, catches_up: bool) -> bool {
		if finalized != self.finalized || best <= finalized.saturating_add(MAX_UNFINAL_BLOCKS) {
			*self = Self { finalized, stalled_checks: 0 };
			return false;
		}
		if catches_up {
			return false;
		}
		self.stalled_checks += 1;
		let is_long = self.stalled_checks >= MAX_UNFINAL_CHECKS;
		if is_long {
			self.stalled_checks = 0;
		}
		is_long
	}
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

/// Reconnects to all reserved peers whenever the chain stalls though they have more blocks, or nothing becomes final.
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
	let (mut detector, mut finality) = (StallDetector::default(), FinalityDetector::default());
	loop {
		checks.tick().await;
		let Ok(status) = sync.status().await else { return };
		let waits = matches!(status.state, SyncState::Downloading { .. }) && status.queued_blocks == 0;
		let info = client.info();
		let no_blocks = detector.is_stalled(info.best_number, waits);
		let catches_up = status.state.is_major_syncing();
		let no_finality = finality.is_stalled(info.best_number, info.finalized_number, catches_up);
		if !no_blocks && !no_finality {
			continue;
		}
		let Ok(peers) = network.reserved_peers().await else { return };
		log::warn!(
			"{}: connecting anew with {} reserved peers",
			if no_blocks { "No peer sends the blocks after the best one" } else { "No block becomes final" },
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

	/// The numbers of the checks at which the node reconnects for want of final blocks: best block, final block, and whether
	/// the node catches up.
	fn connects_for_finality(
		checks: impl IntoIterator<Item = (BlockNumber, BlockNumber, bool)>,
	) -> Vec<usize> {
		let mut detector = FinalityDetector::default();
		let checks = checks.into_iter().enumerate();
		checks
			.filter_map(|(n, (best, finalized, catches_up))| {
				detector.is_stalled(best, finalized, catches_up).then_some(n)
			})
			.collect()
	}

	#[test]
	fn a_node_whose_chain_grows_alone_reconnects_after_a_minute_again_and_again() {
		let most = MAX_UNFINAL_CHECKS as usize;
		let alone = (0..3 * most as u32).map(|check| (25 + MAX_UNFINAL_BLOCKS + 1 + check / 2, 25, false));
		assert_eq!(connects_for_finality(alone), [most, 2 * most]);
	}

	#[test]
	fn a_node_whose_blocks_become_final_keeps_its_connections() {
		assert!(connects_for_finality((0..100).map(|n| (n + 30, n, false))).is_empty());
		assert!(connects_for_finality((0..100).map(|_| (25 + MAX_UNFINAL_BLOCKS, 25, false))).is_empty());
	}

	#[test]
	fn a_node_that_catches_up_keeps_its_connections_until_it_has() {
		let most = MAX_UNFINAL_CHECKS as usize;
		let checks = (0..100 + most as u32 + 1).map(|check| (512 + check, 512, check < 100));
		assert_eq!(connects_for_finality(checks), [100 + most - 1]);
	}

	#[test]
	fn a_node_that_gets_blocks_or_has_them_all_keeps_its_connections() {
		assert!(connects((0..100).map(|best| (best, true))).is_empty());
		assert!(connects(vec![(7, false); 100]).is_empty());
	}
}
