// SPDX-License-Identifier: Apache-2.0

//! Signed transactions.

use crate::{tx_extension::extension, Nonce, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic};
use codec::Encode;
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic::Era;

/// Signs a call, to be included at the present state of the chain.
pub fn sign(signer: Sr25519Keyring, nonce: Nonce, call: RuntimeCall) -> UncheckedExtrinsic {
	sign_with(signer, extension(Era::Immortal, nonce), call)
}

/// Signs a call with an extension, to be included at the present state of the chain.
pub fn sign_with(signer: Sr25519Keyring, extension: TxExtension, call: RuntimeCall) -> UncheckedExtrinsic {
	let payload = SignedPayload::new(call, extension).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, signer.to_account_id().into(), signature.into(), extension)
}

/// Signs a remark, to be included at the present state of the chain.
pub fn remark(signer: Sr25519Keyring, nonce: Nonce) -> UncheckedExtrinsic {
	let remark = nonce.encode();
	sign(signer, nonce, frame_system::Call::remark_with_event { remark }.into())
}
