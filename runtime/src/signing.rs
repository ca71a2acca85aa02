//! What whoever builds transactions in Rust puts beside a call.

use crate::{Nonce, TxExtension};
use pallet_participants::CheckAdmission;
use sp_runtime::generic::Era;

/// The extension of a transaction that lives as long as its era and has this number among its signer's.
pub fn extension(era: Era, nonce: Nonce) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(era),
		CheckAdmission::from(nonce),
		frame_system::CheckWeight::new(),
		frame_system::WeightReclaim::new(),
	)
}
