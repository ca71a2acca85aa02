//! The nodes that are listening, and what each of them has heard.

use futures::channel::mpsc;
use sc_network::{utils::LruHashSet, PeerId};
use std::{
	collections::{BTreeMap, HashSet},
	mem,
	num::NonZeroUsize,
	sync::Arc,
};
use suyuan_runtime::Hash;

/// Of how many transactions it is remembered that a node has them: of as many as a large pool holds.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(65_536).unwrap();

/// How many messages may wait for a node. What doesn't find room is told it later, in a round.
const WAITING: usize = 16;

/// A message as it is handed to each of those who get it.
pub type Bytes = Arc<[u8]>;

/// A node that is listening.
struct Peer {
	/// What it sent us or we sent it.
	exchanged: LruHashSet<Hash>,
	/// What another said that it sent it, lately and before.
	rumoured: [HashSet<Hash>; 2],
	messages: mpsc::Sender<Bytes>,
}

impl Peer {
	fn has(&self, transaction: &Hash) -> bool {
		self.exchanged.contains(transaction) || self.rumoured.iter().any(|set| set.contains(transaction))
	}
}

/// All nodes that are listening.
#[derive(Default)]
pub struct Peers(BTreeMap<PeerId, Peer>);

impl Peers {
	/// A node listens from now on to what comes out of this.
	pub fn join(&mut self, who: PeerId) -> mpsc::Receiver<Bytes> {
		let (messages, queue) = mpsc::channel(WAITING);
		let exchanged = LruHashSet::new(REMEMBERED);
		self.0.insert(who, Peer { exchanged, rumoured: Default::default(), messages });
		queue
	}

	/// A node listens no more.
	pub fn leave(&mut self, who: &PeerId) {
		self.0.remove(who);
	}

	/// Whether nobody is listening.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// Every node that is listening.
	pub fn all(&self) -> Vec<PeerId> {
		self.0.keys().copied().collect()
	}

	/// Who doesn't have a transaction, as far as is known here.
	pub fn without(&self, transaction: &Hash) -> Vec<PeerId> {
		self.0.iter().filter(|(_, peer)| !peer.has(transaction)).map(|(who, _)| *who).collect()
	}

	/// Hands a node a message with these transactions, unless too many wait for it. Whether it did.
	pub fn tell(&mut self, who: &PeerId, message: Bytes, transactions: &[Hash]) -> bool {
		let Some(peer) = self.0.get_mut(who) else { return false };
		let told = peer.messages.try_send(message).is_ok();
		if told {
			self.exchanged(who, transactions);
		}
		told
	}

	/// A node has these: it sent them, or was sent them.
	pub fn exchanged(&mut self, who: &PeerId, transactions: &[Hash]) {
		let Some(peer) = self.0.get_mut(who) else { return };
		for transaction in transactions {
			peer.exchanged.insert(*transaction);
		}
	}

	/// Another says that it sends a node these.
	pub fn rumoured(&mut self, who: &PeerId, transactions: &[Hash]) {
		let Some(peer) = self.0.get_mut(who) else { return };
		let [lately, _] = &mut peer.rumoured;
		if lately.len() + transactions.len() <= REMEMBERED.get() {
			lately.extend(transactions);
		}
	}

	/// Forgets the rumours that were there the last time that this was done. A node that was not sent what another said it
	/// sent is told of it after all.
	pub fn forget_rumours(&mut self) {
		for peer in self.0.values_mut() {
			let [lately, before] = &mut peer.rumoured;
			*before = mem::take(lately);
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
		let queues = names.map(|who| peers.join(who));
		(peers, names, queues)
	}

	#[tokio::test]
	async fn who_was_told_is_not_told_again() {
		let (mut peers, [first, second], [mut queue, _]) = two();
		assert!(peers.tell(&first, message(), &[hash(1)]));
		assert_eq!(queue.next().await, Some(message()));
		assert_eq!(peers.without(&hash(1)), [second]);
		assert_eq!(peers.without(&hash(2)).len(), 2);
	}

	#[test]
	fn who_sent_a_transaction_is_not_told_of_it() {
		let (mut peers, [first, second], _queues) = two();
		peers.exchanged(&first, &[hash(1)]);
		assert_eq!(peers.without(&hash(1)), [second]);
	}

	#[test]
	fn a_rumour_holds_for_a_while() {
		let (mut peers, [first, second], _queues) = two();
		peers.rumoured(&first, &[hash(1)]);
		assert_eq!(peers.without(&hash(1)), [second]);
		peers.forget_rumours();
		assert_eq!(peers.without(&hash(1)), [second]);
		peers.forget_rumours();
		assert_eq!(peers.without(&hash(1)).len(), 2);
	}

	#[test]
	fn rumours_cannot_fill_the_memory() {
		let (mut peers, [first, _], _queues) = two();
		let many: Vec<_> = (0..REMEMBERED.get() as u64).map(Hash::from_low_u64_be).collect();
		peers.rumoured(&first, &many);
		peers.rumoured(&first, &[hash(1)]);
		assert_eq!(peers.without(&many[0]).len(), 1);
		assert_eq!(peers.without(&hash(1)).len(), 2);
	}

	#[test]
	fn whom_too_much_waits_for_is_told_later() {
		let (mut peers, [first, _], _queues) = two();
		let told = (0..WAITING as u8 + 2).take_while(|n| peers.tell(&first, message(), &[hash(*n)])).count();
		assert!(told >= WAITING);
		assert!(peers.without(&hash(told as u8)).contains(&first));
		assert!(!peers.without(&hash(0)).contains(&first));
	}

	#[test]
	fn nothing_is_known_of_who_left() {
		let (mut peers, [first, second], _queues) = two();
		peers.exchanged(&first, &[hash(1)]);
		peers.leave(&first);
		assert!(!peers.tell(&first, message(), &[hash(2)]));
		assert_eq!(peers.without(&hash(2)), [second]);
		let _queue = peers.join(first);
		assert_eq!(peers.without(&hash(1)).len(), 2);
		peers.leave(&first);
		peers.leave(&second);
		assert!(peers.is_empty());
	}
}
