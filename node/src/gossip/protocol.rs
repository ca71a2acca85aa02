//! The protocol as the network knows it.

use sc_network::{
	config::{FullNetworkConfiguration, NonReservedPeerMode, SetConfig},
	NetworkBackend, NotificationMetrics, NotificationService, ProtocolName,
};
use suyuan_runtime::{opaque::Block, Hash};

/// The longest message: a block's worth, for a transaction that is as long as a block.
const LONGEST: u64 = 16 * 1024 * 1024;

/// The protocol, once the network knows of it.
pub struct Protocol {
	/// What it is called.
	pub name: ProtocolName,
	/// What goes out and comes in.
	pub notifications: Box<dyn NotificationService>,
}

impl Protocol {
	/// Adds it to those that the network speaks.
	pub fn register<Net: NetworkBackend<Block, Hash>>(
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
			LONGEST,
			None,
			// Whoever follows the chain with us listens too, and nobody else.
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
