//! Hands transactions on, many in one message.
//!
//! The SDK sends every transaction to every node in a message of its own, those included that have it from another, and
//! when 2,048 messages wait for a node it takes the node for stuck and hangs up. Under load that is most of what validators
//! do, until they are cut off from each other and finalise nothing. Here
//!
//! - what came within a twentieth of a second goes into one message;
//! - a message says to whom it goes, so that those who get it don't send it to each other;
//! - whoever can't keep up is told less, and never cut off: every few seconds all are offered the first of what waits
//!   that they may not have;
//! - what is still among the first of what waits a round later is offered to everybody, whoever was sent it before. A node
//!   that was sent a transaction may not have kept it: it was catching up, had no room, held another with the same nonce,
//!   or still had the runtime from before an upgrade. Whoever kept it would have put it into a block.
//!
//! A node could say that it sent a transaction to another and not do so. With that it holds the transaction back from a node
//! that nobody else tells of it, until those who believed it have forgotten what they heard, after two rounds at the latest.

mod budget;
mod message;
mod peers;
mod protocol;
mod silent;

use crate::{pool::Pool, service::Client, text::shortened};
use budget::Budgets;
use codec::Encode;
use futures::{channel::mpsc::Receiver, stream::FuturesUnordered, StreamExt};
use message::{Message, Transaction};
use peers::{Bytes, Peers};
use sc_network::{
	multiaddr::Protocol as Part,
	service::traits::{NetworkService, NotificationEvent, ValidationResult},
	MessageSink, Multiaddr, PeerId, ReputationChange,
};
use sc_network_sync::{SyncEvent, SyncEventStream, SyncingService};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::{
	error::{Error as PoolError, IntoPoolError},
	InPoolTransaction, TransactionPool, TransactionSource,
};
use sp_blockchain::HeaderBackend;
use sp_consensus::SyncOracle;
use sp_runtime::transaction_validity::InvalidTransaction;
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	future::Future,
	iter, mem,
	sync::Arc,
	time::Duration,
};
use substrate_prometheus_endpoint::{register, Counter, PrometheusError, Registry, U64};
use suyuan_runtime::{opaque::Block, BlockNumber, Hash};
use tokio::time::{interval, MissedTickBehavior};

pub use protocol::Protocol;
pub use silent::Silent;

/// For how long what comes is gathered into one message.
const GATHER: Duration = Duration::from_millis(50);

/// How long it takes until what still waits is offered again, and until a rumour is forgotten at the earliest.
const ROUND: Duration = Duration::from_secs(10);

/// How many of all that is ready are offered in a round: the first, which are also the first to come into a block.
const OFFERED: usize = 2_048;

/// At most how many bytes of those that still wait are offered again in a round, but for one that is longer by itself.
const OFFERED_AGAIN_BYTES: usize = 1024 * 1024;

/// The most messages that are validated at once. Those that come meanwhile wait, and with them who sent them.
const MAX_VALIDATING: usize = 8;

/// The longest error that is logged, in bytes.
const MAX_ERROR_BYTES: usize = 200;

const MALFORMED: ReputationChange = ReputationChange::new(-(1 << 12), "malformed message of transactions");
const GOOD: ReputationChange = ReputationChange::new(1 << 7, "good transactions");
/// For each that is bad.
const BAD: i32 = -(1 << 12);

/// How much was handed on.
struct Metrics {
	sent: Counter<U64>,
	received: Counter<U64>,
	bad: Counter<U64>,
	malformed: Counter<U64>,
	ignored: Counter<U64>,
}

impl Metrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
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

/// The transactions that a round offered, and the best block then.
#[derive(Default)]
struct Offered {
	transactions: HashSet<Hash>,
	best: BlockNumber,
}

impl Offered {
	/// Takes note of a round: of the first of what waits, each of a length in bytes. Answers what the round before offered
	/// too, provided that there were blocks meanwhile: nothing follows from having waited where there were none.
	fn again(&mut self, first: &[(Hash, usize)], best: BlockNumber) -> HashSet<Hash> {
		let now = Self { transactions: first.iter().map(|(hash, _)| *hash).collect(), best };
		let before = mem::replace(self, now);
		if best == before.best {
			return HashSet::new();
		}
		let mut bytes = 0;
		let again = first.iter().filter(|(hash, _)| before.transactions.contains(hash));
		let again = again.take_while(|(_, length)| {
			let has_room = bytes < OFFERED_AGAIN_BYTES;
			bytes += length;
			has_room
		});
		again.map(|(hash, _)| *hash).collect()
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

/// Whether a transaction is one that no honest node would have sent. One that came late, early or where there was no room is
/// not.
fn is_bad(error: &PoolError) -> bool {
	use InvalidTransaction::{AncientBirthBlock, ExhaustsResources, Future, Stale};
	match error {
		PoolError::InvalidTransaction(why) => {
			!matches!(why, AncientBirthBlock | ExhaustsResources | Future | Stale)
		}
		PoolError::UnknownTransaction(_) => true,
		_ => false,
	}
}

/// The number of names and transactions in a message, if it can be read.
#[cfg(test)]
pub(crate) fn read_any(bytes: &[u8]) -> Option<usize> {
	let message = Message::read(bytes)?;
	Some(message.told().count() + message.into_transactions().len())
}

/// A message with these transactions to two nodes.
#[cfg(test)]
pub(crate) fn written(transactions: &[Vec<u8>]) -> Vec<u8> {
	let transactions: Vec<_> =
		transactions.iter().map(|bytes| Transaction::from_blob(bytes.clone())).collect();
	let told = [PeerId::random(), PeerId::random()];
	message::write(&told, &transactions.iter().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nobody_is_blamed_for_what_came_late_or_found_no_room() {
		for error in [
			PoolError::InvalidTransaction(InvalidTransaction::Stale),
			PoolError::InvalidTransaction(InvalidTransaction::Future),
			PoolError::AlreadyImported(Box::new(())),
			PoolError::ImmediatelyDropped,
			PoolError::TemporarilyBanned,
		] {
			assert!(!is_bad(&error), "{error}");
		}
	}

	#[test]
	fn what_still_waits_a_round_and_a_block_later_is_offered_again() {
		let mut offered = Offered::default();
		let [one, two] = [1, 2].map(|byte| (Hash::repeat_byte(byte), 100));
		assert!(offered.again(&[one], 1).is_empty());
		assert_eq!(offered.again(&[one, two], 2), HashSet::from([one.0]));
		assert!(offered.again(&[two], 2).is_empty());
		assert_eq!(offered.again(&[two], 3), HashSet::from([two.0]));
		assert!(offered.again(&[one], 4).is_empty());
	}

	#[test]
	fn what_is_offered_again_keeps_to_its_length_but_for_one_that_is_longer_by_itself() {
		let offer_twice = |lengths: &[usize]| {
			let first: Vec<_> =
				(0..).zip(lengths).map(|(n, length)| (Hash::from_low_u64_be(n), *length)).collect();
			let mut offered = Offered::default();
			offered.again(&first, 1);
			offered.again(&first, 2).len()
		};
		assert_eq!(offer_twice(&[OFFERED_AGAIN_BYTES - 1, 1, 1]), 2);
		assert_eq!(offer_twice(&[2 * OFFERED_AGAIN_BYTES, 1]), 1);
	}

	#[test]
	fn whoever_sends_a_bad_signature_or_a_strangers_is_blamed() {
		for why in [InvalidTransaction::BadProof, InvalidTransaction::Custom(1)] {
			assert!(is_bad(&PoolError::InvalidTransaction(why)));
		}
	}
}
