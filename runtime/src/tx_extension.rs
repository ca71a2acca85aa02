//! What whoever builds transactions in Rust puts beside a call.

use crate::{Nonce, Runtime};
use pallet_participants::CheckAdmission;
use sp_runtime::generic::Era;

/// What a transaction passes through before its call is dispatched, in this order.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	// Admission, allowance and nonce in one: what a stranger sends never reaches the pool.
	CheckAdmission<Runtime>,
	frame_system::CheckWeight<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

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
