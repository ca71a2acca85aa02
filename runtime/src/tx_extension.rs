// SPDX-License-Identifier: Apache-2.0

//! The transaction extension.

use crate::{Nonce, Runtime};
use frame_metadata_hash_extension::CheckMetadataHash;
use pallet_participants::CheckAdmission;
use sp_runtime::generic::Era;

/// The checks that a transaction passes before its call is dispatched, in this order.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	// Admission, allowance and nonce in one: a stranger's transaction never reaches the pool.
	CheckAdmission<Runtime>,
	frame_system::CheckWeight<Runtime>,
	// What an offline signer shows was decoded by this runtime's own metadata.
	CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// The extension of a transaction with this era and nonce, for clients in Rust, which sign no metadata hash.
pub fn extension(era: Era, nonce: Nonce) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(era),
		CheckAdmission::from(nonce),
		frame_system::CheckWeight::new(),
		CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}
