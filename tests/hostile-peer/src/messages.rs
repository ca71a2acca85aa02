// SPDX-License-Identifier: Apache-2.0

//! Messages of the transaction protocol.

use crate::command::Command;
use codec::{Compact, Decode, Encode};
use sp_core::{sr25519::Signature, H512};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, OpaqueExtrinsic};
use suyuan_runtime::{tx_extension::extension, UncheckedExtrinsic};

/// A source of messages, none of which is like another.
#[derive(Default)]
pub(crate) struct Messages {
	made: u64,
}

impl Messages {
	/// The messages of a command.
	pub(crate) fn of(&mut self, command: &Command) -> Vec<Vec<u8>> {
		match command {
			Command::Forged { messages, transactions } => {
				let forged = |_| encode((0..*transactions).map(|_| self.forged()).collect());
				(0..*messages).map(forged).collect()
			}
			Command::Malformed { messages } => (0..*messages).map(|_| self.malformed()).collect(),
			Command::Send(transaction) => {
				let transaction = OpaqueExtrinsic::decode(&mut &transaction[..]);
				transaction.map(|transaction| encode(vec![transaction])).into_iter().collect()
			}
		}
	}

	fn next(&mut self) -> u64 {
		self.made += 1;
		self.made
	}

	/// A remark in the name of a regulator, with a signature that is none.
	fn forged(&mut self) -> OpaqueExtrinsic {
		let salt = self.next();
		let mut signature = H512::repeat_byte(7).0;
		signature[..8].copy_from_slice(&salt.to_le_bytes());
		// Well-formed: the highest bit says that the signature is Schnorr's, and the number before it is below the order.
		signature[63] = 0x80;
		UncheckedExtrinsic::new_signed(
			frame_system::Call::remark { remark: vec![] }.into(),
			Sr25519Keyring::Bob.to_account_id().into(),
			Signature::from_raw(signature).into(),
			extension(Era::Immortal, 0),
		)
		.into()
	}

	/// A message whose list of transactions is longer than the message.
	fn malformed(&mut self) -> Vec<u8> {
		let mut message = Vec::<Vec<u8>>::new().encode();
		message.extend(Compact(4_000u32).encode());
		message.extend(self.next().encode());
		message
	}
}

/// A message to no recipients but the one that gets it.
fn encode(transactions: Vec<OpaqueExtrinsic>) -> Vec<u8> {
	(Vec::<Vec<u8>>::new(), transactions).encode()
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::DecodeAll;

	type Message = (Vec<Vec<u8>>, Vec<OpaqueExtrinsic>);

	#[test]
	fn forged_transactions_can_be_decoded_and_differ() {
		let messages = Messages::default().of(&Command::Forged { messages: 2, transactions: 3 });
		let decode = |message: &Vec<u8>| Message::decode_all(&mut &message[..]).unwrap().1;
		let transactions: Vec<_> = messages.iter().flat_map(decode).collect();
		assert_eq!(transactions.len(), 6);
		for (place, transaction) in transactions.iter().enumerate() {
			assert!(!transactions[..place].contains(transaction));
			assert!(UncheckedExtrinsic::decode_all(&mut &transaction.encode()[..]).is_ok());
		}
	}

	#[test]
	fn malformed_messages_can_not_be_decoded() {
		let messages = Messages::default().of(&Command::Malformed { messages: 2 });
		assert_ne!(messages[0], messages[1]);
		assert!(messages.iter().all(|message| Message::decode_all(&mut &message[..]).is_err()));
	}

	#[test]
	fn a_given_transaction_is_sent_as_it_is() {
		let transaction = Messages::default().forged();
		let messages = Messages::default().of(&Command::Send(transaction.encode()));
		assert_eq!(messages, [encode(vec![transaction])]);
	}
}
