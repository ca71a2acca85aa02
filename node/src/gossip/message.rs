// SPDX-License-Identifier: Apache-2.0

//! The message of the protocol: many transactions, and the peers that they are sent to.

use codec::{Decode, DecodeAll, Encode};
use sc_network::PeerId;
use sp_core::{bounded_vec::BoundedVec, ConstU32};
use suyuan_runtime::opaque::Block;

/// A transaction as the network carries it.
pub(super) type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;

/// The most transactions in a message.
pub(super) const MAX_TRANSACTIONS: u32 = 4_096;

/// The most bytes of transactions in a message, unless a single one is longer.
const MAX_BYTES: usize = 256 * 1024;

/// The most recipients that a message names.
const MAX_RECIPIENTS: u32 = 256;

/// The longest peer id, in bytes.
const MAX_PEER_ID_BYTES: u32 = 64;

type EncodedPeerId = BoundedVec<u8, ConstU32<MAX_PEER_ID_BYTES>>;

/// A received message.
#[derive(Decode)]
pub(super) struct Message {
	recipients: BoundedVec<EncodedPeerId, ConstU32<MAX_RECIPIENTS>>,
	transactions: BoundedVec<Transaction, ConstU32<MAX_TRANSACTIONS>>,
}

impl Message {
	/// Decodes a message, unless it is malformed or exceeds its bounds.
	pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
		Self::decode_all(&mut bytes).ok()
	}

	/// The peers that the sender sent this to, the local one among them.
	pub(super) fn recipients(&self) -> impl Iterator<Item = PeerId> + '_ {
		self.recipients.iter().filter_map(|name| PeerId::from_bytes(name).ok())
	}

	/// The transactions, in the order in which the sender received them.
	pub(super) fn into_transactions(self) -> Vec<Transaction> {
		self.transactions.into_inner()
	}
}

/// Encodes a message to these recipients.
pub(super) fn encode(recipients: &[PeerId], transactions: &[&Transaction]) -> Vec<u8> {
	let names = recipients.iter().take(MAX_RECIPIENTS as usize).map(|peer| peer.to_bytes());
	(names.collect::<Vec<_>>(), transactions).encode()
}

/// Splits transactions of these lengths into messages, and returns the number of transactions in each.
pub(super) fn split(lengths: impl IntoIterator<Item = usize>) -> Vec<usize> {
	let mut parts: Vec<usize> = vec![];
	let mut bytes = 0;
	for length in lengths {
		match parts.last_mut() {
			Some(part) if *part < MAX_TRANSACTIONS as usize && bytes + length <= MAX_BYTES => {
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

/// The number of recipients and transactions in a message, if it can be decoded.
pub(crate) fn decode_any(bytes: &[u8]) -> Option<usize> {
	let message = Message::from_bytes(bytes)?;
	Some(message.recipients().count() + message.into_transactions().len())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn transaction(byte: u8) -> Transaction {
		Transaction::try_from_encoded_extrinsic(&vec![byte; 3].encode()).unwrap()
	}

	#[test]
	fn decodes_what_was_encoded() {
		let recipients = [PeerId::random(), PeerId::random()];
		let transactions = [transaction(2), transaction(1)];
		let message = Message::from_bytes(&encode(&recipients, &transactions.each_ref())).unwrap();
		assert_eq!(message.recipients().collect::<Vec<_>>(), recipients);
		assert_eq!(message.into_transactions(), transactions);
	}

	#[test]
	fn names_no_more_peers_than_a_reader_accepts() {
		let recipients = vec![PeerId::random(); MAX_RECIPIENTS as usize + 1];
		let message = Message::from_bytes(&encode(&recipients, &[])).unwrap();
		assert_eq!(message.recipients().count(), MAX_RECIPIENTS as usize);
	}

	#[test]
	fn takes_no_more_transactions_than_a_message_may_carry() {
		let one = transaction(1);
		let most = vec![&one; MAX_TRANSACTIONS as usize];
		assert!(Message::from_bytes(&encode(&[], &most)).is_some());
		assert!(Message::from_bytes(&encode(&[], &[&most[..], &[&one]].concat())).is_none());
	}

	#[test]
	fn decodes_nothing_that_is_cut_off_or_goes_on() {
		let bytes = encode(&[PeerId::random()], &[&transaction(1)]);
		assert!(Message::from_bytes(&bytes[..bytes.len() - 1]).is_none());
		assert!(Message::from_bytes(&[&bytes[..], &[0]].concat()).is_none());
	}

	#[test]
	fn ignores_a_peer_id_that_is_none() {
		let bytes = (vec![b"nobody".to_vec()], vec![transaction(1)]).encode();
		let message = Message::from_bytes(&bytes).unwrap();
		assert_eq!(message.recipients().count(), 0);
		assert_eq!(message.into_transactions().len(), 1);
	}

	#[test]
	fn splits_after_as_many_bytes_or_transactions_as_a_message_carries() {
		assert!(split([]).is_empty());
		assert_eq!(split([MAX_BYTES - 1, 1, 1]), [2, 1]);
		assert_eq!(split(vec![1; MAX_TRANSACTIONS as usize + 1]), [MAX_TRANSACTIONS as usize, 1]);
	}

	#[test]
	fn a_transaction_longer_than_a_message_goes_by_itself() {
		assert_eq!(split([1, 2 * MAX_BYTES, 1]), [1, 1, 1]);
	}
}
