// SPDX-License-Identifier: Apache-2.0

//! The task that sends and receives transactions.

use super::{
	budget::{is_bad, Budgets},
	message::{self, Message, Transaction},
	metrics::Metrics,
	peers::{Bytes, Peers},
	protocol::Protocol,
	reoffer::Offered,
};
use crate::{client::Client, pool::Pool, text::shortened};
use codec::Encode;
use futures::{channel::mpsc::Receiver, stream::FuturesUnordered, StreamExt};
use sc_network::{
	multiaddr::Protocol as Part,
	service::traits::{NetworkService, NotificationEvent, ValidationResult},
	MessageSink, Multiaddr, PeerId, ReputationChange,
};
use sc_network_sync::{SyncEvent, SyncEventStream, SyncingService};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::{error::IntoPoolError, InPoolTransaction, TransactionPool, TransactionSource};
use sp_blockchain::HeaderBackend;
use sp_consensus::SyncOracle;
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	future::Future,
	iter, mem,
	sync::Arc,
	time::Duration,
};
use substrate_prometheus_endpoint::Registry;
use suyuan_runtime::{opaque::Block, Hash};
use tokio::time::{interval, MissedTickBehavior};

/// The time for which new transactions are gathered into one message.
const GATHER_INTERVAL: Duration = Duration::from_millis(50);

/// The length of a round, after which ready transactions are offered again and announcements expire.
const OFFER_INTERVAL: Duration = Duration::from_secs(10);

/// The most transactions offered in a round: the first, which also come into a block first.
const MAX_OFFERED: usize = 2_048;

/// The most messages that are validated at once. Others wait meanwhile, and their senders with them.
const MAX_VALIDATING: usize = 8;

/// The longest error that is logged, in bytes.
const MAX_ERROR_BYTES: usize = 200;

const MALFORMED: ReputationChange = ReputationChange::new(-(1 << 12), "malformed message of transactions");
const GOOD: ReputationChange = ReputationChange::new(1 << 7, "good transactions");
/// The change of reputation for each bad transaction.
const BAD: i32 = -(1 << 12);

/// The result of validating a message.
struct Validated {
	from: PeerId,
	transactions: Vec<Hash>,
	/// The number of transactions that entered the pool.
	good: usize,
	/// The number of transactions that no honest node would have sent.
	bad: usize,
}

/// The services that gossip needs.
pub(crate) struct Gossip {
	pub(crate) protocol: Protocol,
	pub(crate) network: Arc<dyn NetworkService>,
	/// Names the connected peers, which take part in the protocol.
	pub(crate) sync: Arc<SyncingService<Block>>,
	pub(crate) client: Arc<Client>,
	pub(crate) pool: Arc<Pool>,
	/// Spawns a sending task for each peer.
	pub(crate) spawner: SpawnTaskHandle,
}

impl Gossip {
	/// Sends and receives transactions for as long as there is a network.
	pub(crate) async fn run(self, prometheus: Option<Registry>) {
		let metrics = prometheus.and_then(|registry| {
			Metrics::register(&registry).inspect_err(|error| log::warn!("No metrics of gossip: {error}")).ok()
		});
		let mut connections = self.sync.event_stream("gossip");
		let mut ready =
			self.pool.import_notification_stream().ready_chunks(message::MAX_TRANSACTIONS as usize);
		let mut gather = interval(GATHER_INTERVAL);
		let mut round = interval(OFFER_INTERVAL);
		for clock in [&mut gather, &mut round] {
			clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
		}
		let mut handler = GossipHandler {
			gossip: self,
			peers: Peers::default(),
			budgets: Budgets::default(),
			validating: HashSet::new(),
			offered: Offered::default(),
			metrics,
		};
		let mut validated = FuturesUnordered::new();
		let mut gathered = vec![];
		loop {
			tokio::select! {
				event = connections.next() => match event {
					Some(event) => handler.on_sync_event(event),
					None => return,
				},
				event = handler.gossip.protocol.notifications.next_event(), if validated.len() < MAX_VALIDATING => match event {
					Some(event) => validated.extend(handler.on_notification(event)),
					None => return,
				},
				Some(message) = validated.next() => handler.on_validated(message),
				Some(hashes) = ready.next() => gathered.extend(hashes),
				_ = gather.tick() => handler.propagate(mem::take(&mut gathered), &HashSet::new()),
				_ = round.tick() => handler.offer_ready(),
			}
		}
	}
}

/// The state of the task.
struct GossipHandler {
	gossip: Gossip,
	peers: Peers,
	/// The peers' budgets of bad transactions.
	budgets: Budgets,
	/// The received transactions that have not been validated yet.
	validating: HashSet<Hash>,
	/// The transactions that the latest round offered.
	offered: Offered,
	metrics: Option<Metrics>,
}

impl GossipHandler {
	/// Opens the protocol to every peer that syncs with this node.
	fn on_sync_event(&self, event: SyncEvent) {
		let Gossip { network, protocol, .. } = &self.gossip;
		let done = match event {
			SyncEvent::PeerConnected { peer_id, .. } => {
				let address = Multiaddr::from(Part::P2p(peer_id.into()));
				network.add_peers_to_reserved_set(protocol.name.clone(), iter::once(address).collect())
			}
			SyncEvent::PeerDisconnected(peer) => {
				network.remove_peers_from_reserved_set(protocol.name.clone(), vec![peer])
			}
		};
		if let Err(error) = done {
			log::error!("The peers of the transaction protocol can't be changed: {error}");
		}
	}

	/// Handles an event of a peer, and returns the validation of the transactions that it sent.
	fn on_notification(&mut self, event: NotificationEvent) -> Option<impl Future<Output = Validated>> {
		match event {
			NotificationEvent::ValidateInboundSubstream { result_tx, .. } => {
				// Only peers of the reserved set get here.
				let _ = result_tx.send(ValidationResult::Accept);
				None
			}
			NotificationEvent::NotificationStreamOpened { peer, .. } => {
				let Some(sink) = self.gossip.protocol.notifications.message_sink(&peer) else {
					log::warn!(
						"{peer} takes part in the transaction protocol, but there is no way to send any"
					);
					return None;
				};
				let queue = self.peers.connect(peer);
				self.gossip.spawner.spawn("gossip", Some("transaction-pool"), send(queue, sink));
				None
			}
			NotificationEvent::NotificationStreamClosed { peer } => {
				self.peers.disconnect(&peer);
				None
			}
			NotificationEvent::NotificationReceived { peer, notification } => {
				self.on_message(peer, &notification)
			}
		}
	}

	fn on_message(&mut self, from: PeerId, bytes: &[u8]) -> Option<impl Future<Output = Validated>> {
		if self.budgets.is_exhausted(&from) {
			self.count(|metrics| metrics.ignored.inc());
			log::debug!("A message of {from} is not looked at: it has sent too much that is bad");
			return None;
		}
		let Some(message) = Message::from_bytes(bytes) else {
			self.count(|metrics| metrics.malformed.inc());
			self.budgets.malformed(from);
			self.gossip.network.report_peer(from, MALFORMED);
			return None;
		};
		let recipients: Vec<_> = message.recipients().collect();
		let (hashes, transactions): (Vec<_>, Vec<_>) =
			message.into_transactions().into_iter().map(|one| (self.gossip.pool.hash_of(&one), one)).unzip();
		self.peers.exchanged(&from, &hashes);
		for recipient in recipients {
			self.peers.announced(&recipient, &hashes);
		}
		self.count(|metrics| metrics.received.inc_by(hashes.len() as u64));
		if self.gossip.sync.is_major_syncing() {
			return None;
		}

		let (hashes, transactions): (Vec<_>, Vec<_>) =
			iter::zip(hashes, transactions).filter(|(hash, _)| self.validating.insert(*hash)).unzip();
		if hashes.is_empty() {
			return None;
		}
		let (pool, best) = (self.gossip.pool.clone(), self.gossip.client.info().best_hash);
		Some(async move {
			let mut validated = Validated { from, transactions: hashes, good: 0, bad: 0 };
			match pool.submit_at(best, TransactionSource::External, transactions).await {
				Ok(outcomes) => {
					for outcome in outcomes {
						match outcome.map_err(IntoPoolError::into_pool_error) {
							Ok(_) => validated.good += 1,
							Err(Ok(error)) if is_bad(&error) => validated.bad += 1,
							Err(_) => (),
						}
					}
				}
				Err(error) => {
					let error = error.to_string();
					log::debug!("What {from} sent was not validated: {}", shortened(&error, MAX_ERROR_BYTES));
				}
			}
			validated
		})
	}

	/// Updates the metrics, if there are any.
	fn count(&self, how: impl FnOnce(&Metrics)) {
		if let Some(metrics) = &self.metrics {
			how(metrics);
		}
	}

	/// Charges and reports the sender of bad transactions.
	///
	/// The sender's reputation falls, and while its budget is used up its messages are ignored. Sending known transactions earns
	/// nothing.
	fn on_validated(&mut self, Validated { from, transactions, good, bad }: Validated) {
		for transaction in &transactions {
			self.validating.remove(transaction);
		}
		if bad > 0 {
			self.count(|metrics| metrics.bad.inc_by(bad as u64));
			self.budgets.bad(from, bad);
		}
		let change = match i32::try_from(bad) {
			Ok(0) if good == 0 => return,
			Ok(0) => GOOD,
			bad => ReputationChange::new(BAD.saturating_mul(bad.unwrap_or(i32::MAX)), "bad transactions"),
		};
		self.gossip.network.report_peer(from, change);
	}

	/// Offers the first ready transactions to the peers that may not have them, or a round later to all.
	fn offer_ready(&mut self) {
		if !self.peers.is_empty() {
			let ready = self.gossip.pool.ready().take(MAX_OFFERED);
			let first: Vec<_> = ready.map(|one| (*one.hash(), one.data().encoded_size())).collect();
			let again = self.offered.again(&first, self.gossip.client.info().best_number);
			self.propagate(first.into_iter().map(|(hash, _)| hash).collect(), &again);
			self.peers.expire_announcements();
		}
	}

	/// Sends transactions to the peers that may not have them, and those in `again` to all peers.
	fn propagate(&mut self, transactions: Vec<Hash>, again: &HashSet<Hash>) {
		if self.peers.is_empty() || self.gossip.sync.is_major_syncing() {
			return;
		}
		let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
		for hash in transactions {
			let recipients = if again.contains(&hash) { self.peers.all() } else { self.peers.without(&hash) };
			let transaction = self.gossip.pool.ready_transaction(&hash).filter(|one| one.is_propagable());
			if let (Some(transaction), false) = (transaction, recipients.is_empty()) {
				groups.entry(recipients).or_default().push((hash, transaction));
			}
		}
		for (recipients, group) in groups {
			let mut group = &group[..];
			for part in message::split(group.iter().map(|(_, one)| one.data().encoded_size())) {
				let (now, later) = group.split_at(part);
				group = later;
				let (hashes, transactions): (Vec<_>, Vec<&Transaction>) =
					now.iter().map(|(hash, one)| (*hash, &**one.data())).unzip();
				self.send(&recipients, message::encode(&recipients, &transactions).into(), &hashes);
			}
		}
	}

	fn send(&mut self, recipients: &[PeerId], message: Bytes, transactions: &[Hash]) {
		let sent: Vec<_> = recipients
			.iter()
			.filter(|who| self.peers.send(who, message.clone(), transactions))
			.map(PeerId::to_base58)
			.collect();
		self.count(|metrics| metrics.sent.inc_by((sent.len() * transactions.len()) as u64));
		if !sent.is_empty() {
			let sent: HashMap<_, _> = transactions.iter().map(|hash| (*hash, sent.clone())).collect();
			self.gossip.pool.on_broadcasted(sent);
		}
	}
}

/// Sends queued messages to a peer, as fast as it takes them.
async fn send(mut queue: Receiver<Bytes>, sink: Box<dyn MessageSink>) {
	while let Some(message) = queue.next().await {
		if sink.send_async_notification(message.to_vec()).await.is_err() {
			return;
		}
	}
}
