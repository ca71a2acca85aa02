//! Transactions as they come off the wire.

use crate::{Nonce, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic};
use codec::Encode;
use pallet_participants::CheckAdmission;
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic::Era;

/// A remark, to be included at the present state of the chain.
pub fn remark(signer: Sr25519Keyring, nonce: Nonce) -> UncheckedExtrinsic {
	let call = RuntimeCall::from(frame_system::Call::remark_with_event { remark: nonce.encode() });
	let extension: TxExtension = (
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		CheckAdmission::from(nonce),
		frame_system::CheckWeight::new(),
		frame_system::WeightReclaim::new(),
	);
	let payload = SignedPayload::new(call, extension).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, signer.to_account_id().into(), signature.into(), extension)
}
