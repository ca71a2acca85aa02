//! What nodes tell each other: many transactions, and who else was told of them.

use codec::{Decode, DecodeAll, Encode};
use sc_network::PeerId;
use sp_core::{bounded_vec::BoundedVec, ConstU32};
use suyuan_runtime::opaque::Block;

/// A transaction as the network sees it.
pub type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;

/// At most how many transactions a message carries.
pub const MOST: u32 = 4_096;

/// At most how many bytes of them, but for one that is longer by itself.
const LONG: usize = 256 * 1024;

/// At most how many nodes a message names.
const MOST_NAMES: u32 = 256;

/// The longest name of a node, in bytes.
const NAME: u32 = 64;

type Name = BoundedVec<u8, ConstU32<NAME>>;

/// A message as it comes.
#[derive(Decode)]
pub struct Message {
	told: BoundedVec<Name, ConstU32<MOST_NAMES>>,
	transactions: BoundedVec<Transaction, ConstU32<MOST>>,
}

impl Message {
	/// Reads a message; nothing if it is malformed or says more than a message may.
	pub fn read(mut bytes: &[u8]) -> Option<Self> {
		Self::decode_all(&mut bytes).ok()
	}

	/// Who is told of them by whoever sent this, the reader among them.
	pub fn told(&self) -> impl Iterator<Item = PeerId> + '_ {
		self.told.iter().filter_map(|name| PeerId::from_bytes(name).ok())
	}

	/// The transactions, in the order in which their sender got them.
	pub fn into_transactions(self) -> Vec<Transaction> {
		self.transactions.into_inner()
	}
}

/// Writes a message to all of these.
pub fn write(told: &[PeerId], transactions: &[&Transaction]) -> Vec<u8> {
	let names = told.iter().take(MOST_NAMES as usize).map(|peer| peer.to_bytes());
	(names.collect::<Vec<_>>(), transactions).encode()
}

/// Parts transactions, each of a length in bytes, into messages: how many go into each, in their order.
pub fn parts(lengths: impl IntoIterator<Item = usize>) -> Vec<usize> {
	let mut parts: Vec<usize> = vec![];
	let mut bytes = 0;
	for length in lengths {
		match parts.last_mut() {
			Some(part) if *part < MOST as usize && bytes + length <= LONG => {
				bytes += length;
				*part += 1;
			}
			_ => {
				bytes = length;
				parts.push(1);
			}
		}
	}
	parts
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
	write(&told, &transactions.iter().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn transaction(byte: u8) -> Transaction {
		Transaction::try_from_encoded_extrinsic(&vec![byte; 3].encode()).unwrap()
	}

	#[test]
	fn says_what_was_written() {
		let told = [PeerId::random(), PeerId::random()];
		let transactions = [transaction(2), transaction(1)];
		let message = Message::read(&write(&told, &transactions.each_ref())).unwrap();
		assert_eq!(message.told().collect::<Vec<_>>(), told);
		assert_eq!(message.into_transactions(), transactions);
	}

	#[test]
	fn names_no_more_nodes_than_a_reader_takes() {
		let told = vec![PeerId::random(); MOST_NAMES as usize + 1];
		let message = Message::read(&write(&told, &[])).unwrap();
		assert_eq!(message.told().count(), MOST_NAMES as usize);
	}

	#[test]
	fn takes_no_more_transactions_than_a_message_may_carry() {
		let one = transaction(1);
		let most = vec![&one; MOST as usize];
		assert!(Message::read(&write(&[], &most)).is_some());
		assert!(Message::read(&write(&[], &[&most[..], &[&one]].concat())).is_none());
	}

	#[test]
	fn reads_nothing_from_what_is_cut_off_or_goes_on() {
		let bytes = write(&[PeerId::random()], &[&transaction(1)]);
		assert!(Message::read(&bytes[..bytes.len() - 1]).is_none());
		assert!(Message::read(&[&bytes[..], &[0]].concat()).is_none());
	}

	#[test]
	fn overlooks_a_name_that_is_none() {
		let bytes = (vec![b"nobody".to_vec()], vec![transaction(1)]).encode();
		let message = Message::read(&bytes).unwrap();
		assert_eq!(message.told().count(), 0);
		assert_eq!(message.into_transactions().len(), 1);
	}

	#[test]
	fn parts_after_as_many_bytes_or_transactions_as_a_message_carries() {
		assert!(parts([]).is_empty());
		assert_eq!(parts([LONG - 1, 1, 1]), [2, 1]);
		assert_eq!(parts(vec![1; MOST as usize + 1]), [MOST as usize, 1]);
	}

	#[test]
	fn what_is_longer_than_a_message_goes_by_itself() {
		assert_eq!(parts([1, 2 * LONG, 1]), [1, 1, 1]);
	}
}
