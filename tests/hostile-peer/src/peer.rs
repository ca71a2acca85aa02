// SPDX-License-Identifier: Apache-2.0

//! The connection to the node: the protocol of block announcements, without which a node opens no other, and that of
//! transactions.

use anyhow::anyhow;
use sc_network::{
	config::{
		FullNetworkConfiguration, MultiaddrWithPeerId, NetworkConfiguration, NonReservedPeerMode,
		NotificationHandshake, Params, PeerStore as _, ProtocolId, Role, SetConfig,
	},
	multiaddr::Protocol,
	service::traits::{NetworkService, NotificationEvent, ValidationResult},
	Litep2pNetworkBackend, Multiaddr, NetworkBackend, NetworkStateInfo as _, NotificationMetrics,
	NotificationService, PeerId,
};
use sc_network_sync::block_announces_protocol_name;
use std::{net::SocketAddr, sync::Arc};
use suyuan_runtime::{opaque::Block, Hash};

type Backend = Litep2pNetworkBackend;

const MAX_ANNOUNCEMENT_BYTES: u64 = 1024 * 1024;
const MAX_MESSAGE_BYTES: u64 = 16 * 1024 * 1024;

/// The role of a full node, as a handshake has it.
const FULL: u8 = 1;

/// A change of the transaction protocol.
pub(crate) enum Seen {
	Opened(PeerId),
	Closed(PeerId),
}

/// A peer of one node.
pub(crate) struct Peer {
	network: Arc<dyn NetworkService>,
	announcements: Box<dyn NotificationService>,
	transactions: Box<dyn NotificationService>,
}

impl Peer {
	/// Connects to a node and keeps connected, as a peer that has the first block alone.
	pub(crate) fn start(
		node: MultiaddrWithPeerId,
		genesis: Hash,
		listen: SocketAddr,
	) -> anyhow::Result<Self> {
		let mut config = NetworkConfiguration::new("hostile", "hostile", Default::default(), None);
		config.listen_addresses = vec![Multiaddr::from(listen.ip()).with(Protocol::Tcp(listen.port()))];
		config.allow_non_globals_in_dht = true;
		let mut network = FullNetworkConfiguration::<Block, Hash, Backend>::new(&config, None);
		let metrics = NotificationMetrics::new(None);

		let handshake = NotificationHandshake::new((FULL, 0u32, genesis, genesis));
		let announce_to_node = SetConfig {
			in_peers: 0,
			out_peers: 0,
			reserved_nodes: vec![node],
			non_reserved_mode: NonReservedPeerMode::Deny,
		};
		let (announces, announcements) = <Backend as NetworkBackend<Block, Hash>>::notification_config(
			block_announces_protocol_name(genesis, None).into(),
			vec![],
			MAX_ANNOUNCEMENT_BYTES,
			Some(handshake),
			announce_to_node,
			metrics.clone(),
			network.peer_store_handle(),
		);
		// The node opens it, once it has accepted the announcements.
		let opened_by_node = SetConfig {
			in_peers: 1,
			out_peers: 0,
			reserved_nodes: vec![],
			non_reserved_mode: NonReservedPeerMode::Accept,
		};
		let (protocol, transactions) = <Backend as NetworkBackend<Block, Hash>>::notification_config(
			format!("/{genesis:x}/suyuan/transactions/1").into(),
			vec![],
			MAX_MESSAGE_BYTES,
			None,
			opened_by_node,
			metrics.clone(),
			network.peer_store_handle(),
		);
		network.add_notification_protocol(protocol);

		tokio::spawn(network.take_peer_store().run());
		let worker = <Backend as NetworkBackend<Block, Hash>>::new(Params {
			role: Role::Full,
			executor: Box::new(|task| drop(tokio::spawn(task))),
			network_config: network,
			protocol_id: ProtocolId::from("suyuan"),
			genesis_hash: genesis,
			fork_id: None,
			metrics_registry: None,
			block_announce_config: announces,
			ipfs_config: None,
			notification_metrics: metrics,
		})
		.map_err(|error| anyhow!("the network does not start: {error}"))?;
		let service = NetworkBackend::<Block, Hash>::network_service(&worker);
		tokio::spawn(NetworkBackend::<Block, Hash>::run(worker));
		Ok(Self { network: service, announcements, transactions })
	}

	pub(crate) fn id(&self) -> PeerId {
		self.network.local_peer_id()
	}

	/// The next change of the transaction protocol, or none once the network has ended.
	pub(crate) async fn next(&mut self) -> Option<Seen> {
		loop {
			let event = tokio::select! {
				event = self.announcements.next_event() => {
					accept(event?);
					continue;
				}
				event = self.transactions.next_event() => event?,
			};
			match event {
				NotificationEvent::NotificationStreamOpened { peer, .. } => return Some(Seen::Opened(peer)),
				NotificationEvent::NotificationStreamClosed { peer } => return Some(Seen::Closed(peer)),
				event => accept(event),
			}
		}
	}

	/// Sends a message as soon as there is room. Returns false if the protocol is closed.
	pub(crate) async fn send(&mut self, node: &PeerId, message: Vec<u8>) -> bool {
		self.transactions.send_async_notification(node, message).await.is_ok()
	}
}

/// Accepts whoever opens a protocol.
fn accept(event: NotificationEvent) {
	if let NotificationEvent::ValidateInboundSubstream { result_tx, .. } = event {
		let _ = result_tx.send(ValidationResult::Accept);
	}
}
