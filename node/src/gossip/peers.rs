// SPDX-License-Identifier: Apache-2.0

//! The connected peers, and the transactions that each is known to have.

use futures::channel::mpsc;
use sc_network::{utils::LruHashSet, PeerId};
use std::{
	collections::{BTreeMap, HashSet},
	mem,
	num::NonZeroUsize,
	sync::Arc,
};
use suyuan_runtime::Hash;

/// The most transactions that a peer is remembered to have, as many as a large pool holds.
const MAX_KNOWN_TRANSACTIONS: NonZeroUsize = NonZeroUsize::new(65_536).unwrap();

/// The most messages that wait for a peer. Transactions without room are offered later, in a round.
const MAX_QUEUED_MESSAGES: usize = 16;

/// An encoded message, shared by its recipients.
pub(super) type Bytes = Arc<[u8]>;

/// A connected peer.
struct Peer {
	/// The transactions that it sent or was sent by this node.
	exchanged: LruHashSet<Hash>,
	/// The transactions that another peer announced to have sent it, in this round and in the one before.
	announced: [HashSet<Hash>; 2],
	messages: mpsc::Sender<Bytes>,
}

impl Peer {
	fn has(&self, transaction: &Hash) -> bool {
		self.exchanged.contains(transaction) || self.announced.iter().any(|set| set.contains(transaction))
	}
}

/// The connected peers by their ids.
#[derive(Default)]
pub(super) struct Peers(BTreeMap<PeerId, Peer>);

impl Peers {
	/// Adds a peer, and returns the queue of the messages to it.
	pub(super) fn connect(&mut self, who: PeerId) -> mpsc::Receiver<Bytes> {
		let (messages, queue) = mpsc::channel(MAX_QUEUED_MESSAGES);
		let exchanged = LruHashSet::new(MAX_KNOWN_TRANSACTIONS);
		self.0.insert(who, Peer { exchanged, announced: Default::default(), messages });
		queue
	}

	/// Removes a disconnected peer.
	pub(super) fn disconnect(&mut self, who: &PeerId) {
		self.0.remove(who);
	}

	pub(super) fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	pub(super) fn all(&self) -> Vec<PeerId> {
		self.0.keys().copied().collect()
	}

	/// The peers that are not known to have a transaction.
	pub(super) fn without(&self, transaction: &Hash) -> Vec<PeerId> {
		self.0.iter().filter(|(_, peer)| !peer.has(transaction)).map(|(who, _)| *who).collect()
	}

	/// Queues a message with these transactions for a peer, and tells whether there was room.
	pub(super) fn send(&mut self, who: &PeerId, message: Bytes, transactions: &[Hash]) -> bool {
		let Some(peer) = self.0.get_mut(who) else { return false };
		let is_queued = peer.messages.try_send(message).is_ok();
		if is_queued {
			self.exchanged(who, transactions);
		}
		is_queued
	}

	/// Notes that a peer has transactions which it sent or was sent.
	pub(super) fn exchanged(&mut self, who: &PeerId, transactions: &[Hash]) {
		let Some(peer) = self.0.get_mut(who) else { return };
		for transaction in transactions {
			peer.exchanged.insert(*transaction);
		}
	}

	/// Notes the announcement of another peer that it sends a peer these transactions.
	pub(super) fn announced(&mut self, who: &PeerId, transactions: &[Hash]) {
		let Some(peer) = self.0.get_mut(who) else { return };
		let [current, _] = &mut peer.announced;
		if current.len() + transactions.len() <= MAX_KNOWN_TRANSACTIONS.get() {
			current.extend(transactions);
		}
	}

	/// Drops the announcements of the round before this one.
	///
	/// A peer that was not sent what another announced to send is offered it after all.
	pub(super) fn expire_announcements(&mut self) {
		for peer in self.0.values_mut() {
			let [current, previous] = &mut peer.announced;
			*previous = mem::take(current);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::StreamExt;

	fn hash(byte: u8) -> Hash {
		Hash::repeat_byte(byte)
	}

	fn message() -> Bytes {
		Arc::from([1, 2, 3])
	}

	fn two() -> (Peers, [PeerId; 2], [mpsc::Receiver<Bytes>; 2]) {
		let mut peers = Peers::default();
		let names = [PeerId::random(), PeerId::random()];
		let queues = names.map(|who| peers.connect(who));
		(peers, names, queues)
	}

	#[tokio::test]
	async fn a_peer_is_not_sent_a_transaction_twice() {
		let (mut peers, [first, second], [mut queue, _]) = two();
		assert!(peers.send(&first, message(), &[hash(1)]));
		assert_eq!(queue.next().await, Some(message()));
		assert_eq!(peers.without(&hash(1)), [second]);
		assert_eq!(peers.without(&hash(2)).len(), 2);
	}

	#[test]
	fn a_peer_that_sent_a_transaction_is_not_sent_it() {
		let (mut peers, [first, second], _queues) = two();
		peers.exchanged(&first, &[hash(1)]);
		assert_eq!(peers.without(&hash(1)), [second]);
	}

	#[test]
	fn an_announcement_holds_for_two_rounds() {
		let (mut peers, [first, second], _queues) = two();
		peers.announced(&first, &[hash(1)]);
		assert_eq!(peers.without(&hash(1)), [second]);
		peers.expire_announcements();
		assert_eq!(peers.without(&hash(1)), [second]);
		peers.expire_announcements();
		assert_eq!(peers.without(&hash(1)).len(), 2);
	}

	#[test]
	fn announcements_cannot_fill_the_memory() {
		let (mut peers, [first, _], _queues) = two();
		let many: Vec<_> = (0..MAX_KNOWN_TRANSACTIONS.get() as u64).map(Hash::from_low_u64_be).collect();
		peers.announced(&first, &many);
		peers.announced(&first, &[hash(1)]);
		assert_eq!(peers.without(&many[0]).len(), 1);
		assert_eq!(peers.without(&hash(1)).len(), 2);
	}

	#[test]
	fn a_peer_with_a_full_queue_is_sent_a_transaction_later() {
		let (mut peers, [first, _], _queues) = two();
		let queued = (0..MAX_QUEUED_MESSAGES as u8 + 2)
			.take_while(|n| peers.send(&first, message(), &[hash(*n)]))
			.count();
		assert!(queued >= MAX_QUEUED_MESSAGES);
		assert!(peers.without(&hash(queued as u8)).contains(&first));
		assert!(!peers.without(&hash(0)).contains(&first));
	}

	#[test]
	fn nothing_is_known_of_a_peer_that_left() {
		let (mut peers, [first, second], _queues) = two();
		peers.exchanged(&first, &[hash(1)]);
		peers.disconnect(&first);
		assert!(!peers.send(&first, message(), &[hash(2)]));
		assert_eq!(peers.without(&hash(2)), [second]);
		let _queue = peers.connect(first);
		assert_eq!(peers.without(&hash(1)).len(), 2);
		peers.disconnect(&first);
		peers.disconnect(&second);
		assert!(peers.is_empty());
	}
}
