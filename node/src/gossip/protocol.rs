// SPDX-License-Identifier: Apache-2.0

//! Registration of the notification protocol with the network.

use sc_network::{
	config::{FullNetworkConfiguration, NonReservedPeerMode, SetConfig},
	NetworkBackend, NotificationMetrics, NotificationService, ProtocolName,
};
use suyuan_runtime::{opaque::Block, Hash};

/// The longest message in bytes: a transaction may be as long as a block.
const MAX_MESSAGE_BYTES: u64 = 16 * 1024 * 1024;

/// The registered protocol.
pub(crate) struct Protocol {
	pub(super) name: ProtocolName,
	pub(super) notifications: Box<dyn NotificationService>,
}

impl Protocol {
	/// Adds the protocol to the configuration of the network.
	pub(crate) fn register<Net: NetworkBackend<Block, Hash>>(
		genesis: Hash,
		fork_id: Option<&str>,
		network: &mut FullNetworkConfiguration<Block, Hash, Net>,
		metrics: NotificationMetrics,
	) -> Self {
		let fork = fork_id.map(|id| format!("/{id}")).unwrap_or_default();
		let name = ProtocolName::from(format!("/{genesis:x}{fork}/suyuan/transactions/1"));
		let (config, notifications) = Net::notification_config(
			name.clone(),
			vec![],
			MAX_MESSAGE_BYTES,
			None,
			// Only the peers that sync with this node.
			SetConfig {
				in_peers: 0,
				out_peers: 0,
				reserved_nodes: vec![],
				non_reserved_mode: NonReservedPeerMode::Deny,
			},
			metrics,
			network.peer_store_handle(),
		);
		network.add_notification_protocol(config);
		Self { name, notifications }
	}
}
