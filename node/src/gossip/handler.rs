//! The task that sends and takes transactions.

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

/// For how long what comes is gathered into one message.
const GATHER: Duration = Duration::from_millis(50);

/// How long it takes until what still waits is offered again, and until a rumour is forgotten at the earliest.
const ROUND: Duration = Duration::from_secs(10);

/// How many of all that is ready are offered in a round: the first, which are also the first to come into a block.
const OFFERED: usize = 2_048;

/// The most messages that are validated at once. Those that come meanwhile wait, and with them who sent them.
const MAX_VALIDATING: usize = 8;

/// The longest error that is logged, in bytes.
const MAX_ERROR_BYTES: usize = 200;

const MALFORMED: ReputationChange = ReputationChange::new(-(1 << 12), "malformed message of transactions");
const GOOD: ReputationChange = ReputationChange::new(1 << 7, "good transactions");
/// For each that is bad.
const BAD: i32 = -(1 << 12);

/// What became of a message.
struct Validated {
	from: PeerId,
	transactions: Vec<Hash>,
	/// How many were taken into the pool.
	good: usize,
	/// How many no honest node would have sent.
	bad: usize,
}

/// Speaks the protocol.
pub struct Gossip {
	/// The protocol.
	pub protocol: Protocol,
	/// The network.
	pub network: Arc<dyn NetworkService>,
	/// Who follows the chain with us.
	pub sync: Arc<SyncingService<Block>>,
	/// The chain.
	pub client: Arc<Client>,
	/// The transactions that are waiting.
	pub pool: Arc<Pool>,
	/// Runs what sends.
	pub spawner: SpawnTaskHandle,
}

impl Gossip {
	/// Hands transactions on for as long as there is a network.
	pub async fn run(self, prometheus: Option<Registry>) {
		let metrics = prometheus.and_then(|registry| {
			Metrics::register(&registry).inspect_err(|error| log::warn!("No metrics of gossip: {error}")).ok()
		});
		let mut connections = self.sync.event_stream("gossip");
		let mut ready = self.pool.import_notification_stream().ready_chunks(message::MOST as usize);
		let mut gather = interval(GATHER);
		let mut round = interval(ROUND);
		for clock in [&mut gather, &mut round] {
			clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
		}
		let mut talk = Talk {
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
					Some(event) => talk.follow(event),
					None => return,
				},
				event = talk.gossip.protocol.notifications.next_event(), if validated.len() < MAX_VALIDATING => match event {
					Some(event) => validated.extend(talk.hear(event)),
					None => return,
				},
				Some(message) = validated.next() => talk.conclude(message),
				Some(hashes) = ready.next() => gathered.extend(hashes),
				_ = gather.tick() => talk.tell_of(mem::take(&mut gathered), &HashSet::new()),
				_ = round.tick() => talk.offer(),
			}
		}
	}
}

/// What is going on.
struct Talk {
	gossip: Gossip,
	peers: Peers,
	/// The budget of bad transactions that each peer has left.
	budgets: Budgets,
	/// The transactions that came and have not been validated yet.
	validating: HashSet<Hash>,
	/// The transactions that the latest round offered.
	offered: Offered,
	metrics: Option<Metrics>,
}

impl Talk {
	/// Whoever follows the chain with us is asked to listen.
	fn follow(&self, event: SyncEvent) {
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
			log::error!("Who listens to transactions can't be changed: {error}");
		}
	}

	/// Handles an event of another node. If it sent transactions, they are now to be validated.
	fn hear(&mut self, event: NotificationEvent) -> Option<impl Future<Output = Validated>> {
		match event {
			NotificationEvent::ValidateInboundSubstream { result_tx, .. } => {
				// Only those get here who were asked to listen.
				let _ = result_tx.send(ValidationResult::Accept);
				None
			}
			NotificationEvent::NotificationStreamOpened { peer, .. } => {
				let Some(sink) = self.gossip.protocol.notifications.message_sink(&peer) else {
					log::warn!("{peer} listens to transactions, but there is no way to send any");
					return None;
				};
				let queue = self.peers.join(peer);
				self.gossip.spawner.spawn("gossip", Some("transaction-pool"), send(queue, sink));
				None
			}
			NotificationEvent::NotificationStreamClosed { peer } => {
				self.peers.leave(&peer);
				None
			}
			NotificationEvent::NotificationReceived { peer, notification } => self.read(peer, &notification),
		}
	}

	fn read(&mut self, from: PeerId, bytes: &[u8]) -> Option<impl Future<Output = Validated>> {
		if self.budgets.is_exhausted(&from) {
			self.count(|metrics| metrics.ignored.inc());
			log::debug!("A message of {from} is not looked at: it has sent too much that is bad");
			return None;
		}
		let Some(message) = Message::read(bytes) else {
			self.count(|metrics| metrics.malformed.inc());
			self.budgets.malformed(from);
			self.gossip.network.report_peer(from, MALFORMED);
			return None;
		};
		let told: Vec<_> = message.told().collect();
		let (hashes, transactions): (Vec<_>, Vec<_>) =
			message.into_transactions().into_iter().map(|one| (self.gossip.pool.hash_of(&one), one)).unzip();
		self.peers.exchanged(&from, &hashes);
		for who in told {
			self.peers.rumoured(&who, &hashes);
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

	/// Counts, if anybody wants to know.
	fn count(&self, how: impl FnOnce(&Metrics)) {
		if let Some(metrics) = &self.metrics {
			how(metrics);
		}
	}

	/// Charges and reports whoever sent what is bad: its reputation falls, and while its budget is used up it is not
	/// listened to. Sending what is here already wins nothing.
	fn conclude(&mut self, Validated { from, transactions, good, bad }: Validated) {
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

	/// Offers the first of what waits to those who may not have it, and to everybody what was offered a round ago.
	fn offer(&mut self) {
		if !self.peers.is_empty() {
			let ready = self.gossip.pool.ready().take(OFFERED);
			let first: Vec<_> = ready.map(|one| (*one.hash(), one.data().encoded_size())).collect();
			let again = self.offered.again(&first, self.gossip.client.info().best_number);
			self.tell_of(first.into_iter().map(|(hash, _)| hash).collect(), &again);
			self.peers.forget_rumours();
		}
	}

	/// Sends transactions to those who may not have them, and those that are told again to everybody.
	fn tell_of(&mut self, transactions: Vec<Hash>, again: &HashSet<Hash>) {
		if self.peers.is_empty() || self.gossip.sync.is_major_syncing() {
			return;
		}
		let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
		for hash in transactions {
			let listeners = if again.contains(&hash) { self.peers.all() } else { self.peers.without(&hash) };
			let transaction = self.gossip.pool.ready_transaction(&hash).filter(|one| one.is_propagable());
			if let (Some(transaction), false) = (transaction, listeners.is_empty()) {
				groups.entry(listeners).or_default().push((hash, transaction));
			}
		}
		for (listeners, group) in groups {
			let mut group = &group[..];
			for part in message::parts(group.iter().map(|(_, one)| one.data().encoded_size())) {
				let (now, later) = group.split_at(part);
				group = later;
				let (hashes, transactions): (Vec<_>, Vec<&Transaction>) =
					now.iter().map(|(hash, one)| (*hash, &**one.data())).unzip();
				self.send(&listeners, message::write(&listeners, &transactions).into(), &hashes);
			}
		}
	}

	fn send(&mut self, listeners: &[PeerId], message: Bytes, transactions: &[Hash]) {
		let told: Vec<_> = listeners
			.iter()
			.filter(|who| self.peers.tell(who, message.clone(), transactions))
			.map(PeerId::to_base58)
			.collect();
		self.count(|metrics| metrics.sent.inc_by((told.len() * transactions.len()) as u64));
		if !told.is_empty() {
			let told: HashMap<_, _> = transactions.iter().map(|hash| (*hash, told.clone())).collect();
			self.gossip.pool.on_broadcasted(told);
		}
	}
}

/// Sends messages to a node, as fast as it takes them.
async fn send(mut queue: Receiver<Bytes>, sink: Box<dyn MessageSink>) {
	while let Some(message) = queue.next().await {
		if sink.send_async_notification(message.to_vec()).await.is_err() {
			return;
		}
	}
}
