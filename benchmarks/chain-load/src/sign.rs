// SPDX-License-Identifier: Apache-2.0
//! Signs ahead of the measurement, on every core: while the node is measured, nothing is signed.
//!
//! Transactions are immortal: they may have to wait, every chain here is thrown away afterwards, and the nonce keeps a
//! transaction from being included twice.

use crate::keys::{Key, Keyring};
use codec::Encode;
use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
use rayon::prelude::*;
use sp_core::H256;
use sp_runtime::{
	generic::Era,
	traits::{BlakeTwo256, Hash as _},
};
use suyuan_runtime::{
	configs::system::{RuntimeBlockLength, RuntimeBlockWeights},
	tx_extension::extension,
	Hash, Nonce, RuntimeCall, SignedPayload, UncheckedExtrinsic, VERSION,
};

/// Transactions on lanes that run beside each other.
///
/// A lane is sent in order; a key signs on one lane only, so that its nonces arrive in order too.
pub(crate) trait Workload: Sync {
	/// The key that signs the call at this place of the lane.
	fn signer(&self, lane: usize, place: usize) -> Key;

	/// The call at this place of the lane.
	fn call(&self, lane: usize, place: usize) -> RuntimeCall;

	/// The count of each transaction, if it succeeds.
	fn counts(&self) -> u32 {
		1
	}

	/// Different units in each transaction, if the results report them.
	fn units(&self) -> Option<u32> {
		None
	}
}

/// A workload whose calls are listed.
pub(crate) struct CallList(pub Vec<Vec<(Key, RuntimeCall)>>);

impl Workload for CallList {
	fn signer(&self, lane: usize, place: usize) -> Key {
		self.0[lane][place].0
	}

	fn call(&self, lane: usize, place: usize) -> RuntimeCall {
		self.0[lane][place].1.clone()
	}
}

/// A transaction, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
	/// The encoded extrinsic.
	pub(crate) bytes: Vec<u8>,
	/// The hash by which a block names it.
	pub(crate) hash: H256,
	/// The count, if it succeeds.
	pub(crate) counts: u32,
}

/// Signs the first transactions of every lane, as many as `lengths` says.
pub(crate) fn sign_ahead(
	keyring: &Keyring,
	genesis: Hash,
	workload: &impl Workload,
	lengths: &[usize],
) -> Vec<Vec<Signed>> {
	let mut nonces = keyring.nonces().to_vec();
	let mut next = |key: Key| {
		let nonce = nonces[key];
		nonces[key] += 1;
		nonce
	};
	let signers: Vec<Vec<(Key, Nonce)>> = lengths
		.iter()
		.enumerate()
		.map(|(lane, length)| {
			let signers = (0..*length).map(|place| workload.signer(lane, place));
			signers.map(|key| (key, next(key))).collect()
		})
		.collect();
	let sign = |lane: usize| {
		let signers = signers[lane].par_iter().enumerate();
		signers.map(move |(place, (key, nonce))| {
			let extrinsic = sign(keyring, genesis, *key, *nonce, workload.call(lane, place));
			let bytes = extrinsic.encode();
			Signed { hash: BlakeTwo256::hash(&bytes), counts: workload.counts(), bytes }
		})
	};
	(0..lengths.len()).map(|lane| sign(lane).collect()).collect()
}

pub(crate) fn sign(
	keyring: &Keyring,
	genesis: Hash,
	key: Key,
	nonce: Nonce,
	call: RuntimeCall,
) -> UncheckedExtrinsic {
	let implicit =
		((), VERSION.spec_version, VERSION.transaction_version, genesis, genesis, (), (), None, ());
	let payload = SignedPayload::from_raw(call, extension(Era::Immortal, nonce), implicit);
	let signature = payload.using_encoded(|bytes| keyring.sign(key, bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, keyring.account(key).into(), signature, extension)
}

/// The most that the weight given back after a transaction adds to a block's capacity, as a factor.
const REFUND_FACTOR: u64 = 2;

/// The most transactions of a workload in a block, by the runtime's limits of weight and length.
///
/// Estimated from the first ones, which are like the others.
pub(crate) fn capacity(keyring: &Keyring, workload: &impl Workload) -> usize {
	const SAMPLE: usize = 28;
	let weights = RuntimeBlockWeights::get();
	let normal = weights.get(DispatchClass::Normal);
	let (mut time, mut length) = (0, 0);
	for place in 0..SAMPLE {
		let extrinsic =
			sign(keyring, Hash::zero(), workload.signer(0, place), Nonce::MAX / 2, workload.call(0, place));
		time += (extrinsic.get_dispatch_info().total_weight() + normal.base_extrinsic).ref_time();
		length += extrinsic.encoded_size();
	}
	let whole = normal.max_total.unwrap_or(weights.max_block).ref_time();
	let by_weight = REFUND_FACTOR * whole * SAMPLE as u64 / time.max(1);
	let by_length = max_block_bytes() * SAMPLE / length;
	by_length.min(by_weight as usize).max(1)
}

/// Bytes of normal transactions that a block may have.
fn max_block_bytes() -> usize {
	*RuntimeBlockLength::get().max.get(DispatchClass::Normal) as usize
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use sp_runtime::traits::Verify;

	fn remark(byte: u8) -> RuntimeCall {
		frame_system::Call::remark { remark: vec![byte] }.into()
	}

	fn nonce_of(signed: &Signed) -> Nonce {
		let extrinsic = UncheckedExtrinsic::decode(&mut &signed.bytes[..]).unwrap();
		let sp_runtime::generic::Preamble::Signed(_, _, extension) = extrinsic.preamble else {
			panic!("it is signed")
		};
		let encoded = extension.5.encode();
		codec::Compact::<Nonce>::decode(&mut &encoded[..]).unwrap().0
	}

	#[test]
	fn every_key_goes_on_with_its_own_nonce() {
		let mut keyring = Keyring::new(1);
		keyring.spend(0);
		let workload = CallList(vec![
			vec![(0, remark(0)), (1, remark(1)), (0, remark(2))],
			vec![(2, remark(3)), (2, remark(4))],
		]);
		let lanes = sign_ahead(&keyring, Hash::zero(), &workload, &[3, 2]);
		let nonces: Vec<Vec<_>> = lanes.iter().map(|lane| lane.iter().map(nonce_of).collect()).collect();
		assert_eq!(nonces, [vec![1, 0, 2], vec![0, 1]]);
	}

	#[test]
	fn a_transaction_is_known_by_the_hash_of_its_bytes() {
		let keyring = Keyring::new(1);
		let lanes = sign_ahead(&keyring, Hash::zero(), &CallList(vec![vec![(4, remark(7))]]), &[1]);
		let signed = &lanes[0][0];
		assert_eq!(signed.hash, BlakeTwo256::hash(&signed.bytes));
		let extrinsic = UncheckedExtrinsic::decode(&mut &signed.bytes[..]).unwrap();
		assert_eq!(extrinsic.function, remark(7));
	}

	#[test]
	fn the_signature_is_the_signers_over_call_and_chain() {
		let keyring = Keyring::new(1);
		let genesis = Hash::repeat_byte(9);
		let extrinsic = sign(&keyring, genesis, 4, 3, remark(1));
		let sp_runtime::generic::Preamble::Signed(_, signature, extension) = extrinsic.preamble else {
			panic!("it is signed")
		};
		let verifies = |genesis: Hash| {
			let implicit =
				((), VERSION.spec_version, VERSION.transaction_version, genesis, genesis, (), (), None, ());
			SignedPayload::from_raw(remark(1), extension.clone(), implicit)
				.using_encoded(|bytes| signature.verify(bytes, &keyring.account(4)))
		};
		assert!(verifies(genesis));
		assert!(!verifies(Hash::zero()));
	}

	#[test]
	fn a_block_holds_fewer_long_transactions_than_short_ones() {
		struct Remarks(usize);
		impl Workload for Remarks {
			fn signer(&self, _: usize, _: usize) -> Key {
				4
			}
			fn call(&self, _: usize, _: usize) -> RuntimeCall {
				frame_system::Call::remark { remark: vec![0; self.0] }.into()
			}
		}
		let keyring = Keyring::new(1);
		let (short, long) = (capacity(&keyring, &Remarks(10)), capacity(&keyring, &Remarks(100_000)));
		assert!(short > 10 * long, "{short} and {long}");
		assert!(long * 100_000 <= max_block_bytes());
	}
}
