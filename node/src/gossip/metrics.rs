// SPDX-License-Identifier: Apache-2.0

//! Prometheus metrics of the gossip.

use substrate_prometheus_endpoint::{register, Counter, PrometheusError, Registry, U64};

/// The counters of the gossip.
pub(super) struct Metrics {
	pub(super) sent: Counter<U64>,
	pub(super) received: Counter<U64>,
	pub(super) bad: Counter<U64>,
	pub(super) malformed: Counter<U64>,
	pub(super) ignored: Counter<U64>,
}

impl Metrics {
	pub(super) fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let counter = |name, help| register(Counter::new(name, help)?, registry);
		Ok(Self {
			sent: counter(
				"suyuan_gossip_sent",
				"Transactions sent to other nodes, counted once for each node",
			)?,
			received: counter("suyuan_gossip_received", "Transactions that came from other nodes")?,
			bad: counter("suyuan_gossip_bad", "Transactions from other nodes that no honest node sends")?,
			malformed: counter(
				"suyuan_gossip_malformed_messages",
				"Messages from other nodes that can't be decoded",
			)?,
			ignored: counter(
				"suyuan_gossip_ignored_messages",
				"Messages that were not decoded because their sender had used up its budget of bad ones",
			)?,
		})
	}
}
