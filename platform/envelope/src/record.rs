// SPDX-License-Identifier: Apache-2.0

//! The record that an envelope belongs to.

use crate::Recipient;
use codec::Encode;
use suyuan_primitives::{codes::TraceCode, values::Sealed};

/// The commitment on a chain that an envelope opens, and the unit of which it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordId {
	/// Hash of the chain's genesis block.
	pub genesis: [u8; 32],
	/// Trace code of the unit.
	pub code: TraceCode,
	/// Commitment `blake2_256(salt ++ plaintext)`, as the chain has it.
	pub commitment: Sealed,
}

impl RecordId {
	/// The additional data of the content: genesis ‖ SCALE(code) ‖ commitment.
	pub(crate) fn additional_data(&self) -> Vec<u8> {
		let mut bytes = self.genesis.to_vec();
		self.code.encode_to(&mut bytes);
		bytes.extend_from_slice(&self.commitment.0);
		bytes
	}

	/// The additional data of a wrap. One that is kept apart from the content names its recipient behind.
	pub(crate) fn additional_data_for(&self, recipient: Option<&Recipient>) -> Vec<u8> {
		let mut bytes = self.additional_data();
		if let Some(recipient) = recipient {
			bytes.extend_from_slice(recipient.id());
		}
		bytes
	}
}
