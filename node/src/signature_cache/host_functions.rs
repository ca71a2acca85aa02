// SPDX-License-Identifier: Apache-2.0

//! Host functions that verify signatures, answered from the cache.

use super::cache::{key, Scheme, RECOVERED_KEYS, VERIFIED};
use sp_core::{ed25519, sr25519};
use sp_io::EcdsaVerifyError;
use sp_runtime_interface::{
	pass_by::{AllocateAndReturnByCodec, PassFatPointerAndRead, PassPointerAndRead},
	runtime_interface,
};

pub(crate) use crypto::HostFunctions;

/// The functions of the SDK's interface `Crypto` that this module replaces.
///
/// Their names and versions are those under which the runtime imports them.
// The macro also writes each as a function of the node itself, which `preverify` calls.
#[allow(dead_code)]
#[runtime_interface]
pub(crate) trait Crypto {
	/// Verifies that `sig` is the signature of `msg` by `pub_key`.
	fn ed25519_verify(
		sig: PassPointerAndRead<&ed25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&ed25519::Public, 32>,
	) -> bool {
		VERIFIED.is_verified(key(Scheme::Ed25519, &sig.0, &pub_key.0, msg), || {
			sp_io::crypto::ed25519_verify(sig, msg, pub_key)
		})
	}

	/// Version 1, which also takes signatures of an old format.
	///
	/// Here because versions are numbered without gaps; no runtime of this chain calls it, so nothing of it is cached.
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		sr25519::Pair::verify_deprecated(sig, msg, pub_key)
	}

	/// Verifies that `sig` is the signature of `msg` by `pub_key`.
	#[version(2)]
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		VERIFIED.is_verified(key(Scheme::Sr25519, &sig.0, &pub_key.0, msg), || {
			sp_io::crypto::sr25519_verify(sig, msg, pub_key)
		})
	}

	/// Version 1, which also took numbers that overflow.
	///
	/// Here only for its number, as no runtime of this chain calls it; its results are those of version 2.
	fn secp256k1_ecdsa_recover_compressed(
		sig: PassPointerAndRead<&[u8; 65], 65>,
		msg: PassPointerAndRead<&[u8; 32], 32>,
	) -> AllocateAndReturnByCodec<Result<[u8; 33], EcdsaVerifyError>> {
		sp_io::crypto::secp256k1_ecdsa_recover_compressed(sig, msg)
	}

	/// Recovers the key by which `sig` is a signature of the hash `msg`.
	#[version(2)]
	fn secp256k1_ecdsa_recover_compressed(
		sig: PassPointerAndRead<&[u8; 65], 65>,
		msg: PassPointerAndRead<&[u8; 32], 32>,
	) -> AllocateAndReturnByCodec<Result<[u8; 33], EcdsaVerifyError>> {
		RECOVERED_KEYS.get_or_verify(key(Scheme::Ecdsa, sig, &[], msg), || {
			sp_io::crypto::secp256k1_ecdsa_recover_compressed(sig, msg)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use sp_core::{ecdsa, Pair};
	use sp_runtime_interface::sp_wasm_interface::{ExtendedHostFunctions, HostFunctions as _};

	#[test]
	fn sr25519_verifies_as_without_a_cache_however_often() {
		let (alice, bob) = (sr25519::Pair::from_seed(&[1; 32]), sr25519::Pair::from_seed(&[2; 32]));
		let good = alice.sign(b"message");
		let mut bad = good;
		bad.0[0] ^= 1;

		for _ in 0..3 {
			assert!(crypto::sr25519_verify(&good, b"message", &alice.public()));
			assert!(!crypto::sr25519_verify(&bad, b"message", &alice.public()));
			assert!(!crypto::sr25519_verify(&good, b"another message", &alice.public()));
			assert!(!crypto::sr25519_verify(&good, b"message", &bob.public()));
		}
	}

	#[test]
	fn ed25519_verifies_as_without_a_cache_however_often() {
		let (alice, bob) = (ed25519::Pair::from_seed(&[1; 32]), ed25519::Pair::from_seed(&[2; 32]));
		let good = alice.sign(b"message");
		let mut bad = good;
		bad.0[0] ^= 1;

		for _ in 0..3 {
			assert!(crypto::ed25519_verify(&good, b"message", &alice.public()));
			assert!(!crypto::ed25519_verify(&bad, b"message", &alice.public()));
			assert!(!crypto::ed25519_verify(&good, b"another message", &alice.public()));
			assert!(!crypto::ed25519_verify(&good, b"message", &bob.public()));
		}
	}

	#[test]
	fn ecdsa_recovers_as_without_a_cache_however_often() {
		let (alice, message) = (ecdsa::Pair::from_seed(&[1; 32]), [7; 32]);
		let good = alice.sign_prehashed(&message).0;
		// A number that is no point of the curve, and a recovery id that no signature has.
		let (mut nowhere, mut endless) = (good, good);
		nowhere[..32].fill(0xff);
		endless[64] = 26;

		let recovered = |signature, message| {
			let theirs = sp_io::crypto::secp256k1_ecdsa_recover_compressed(signature, message);
			let ours = crypto::secp256k1_ecdsa_recover_compressed(signature, message);
			assert_eq!(theirs.encode(), ours.encode());
			ours.ok()
		};
		for _ in 0..3 {
			assert_eq!(recovered(&good, &message), Some(alice.public().0));
			// Another key, which has no owner.
			assert!(recovered(&good, &[8; 32]).is_some_and(|key| key != alice.public().0));
			assert_eq!(recovered(&nowhere, &message), None);
			assert_eq!(recovered(&endless, &message), None);
		}
	}

	#[test]
	fn replaces_functions_that_the_node_has_and_adds_none() {
		let names = |functions: Vec<&'static dyn sp_runtime_interface::sp_wasm_interface::Function>| {
			let mut names: Vec<_> = functions.iter().map(|function| function.name().to_owned()).collect();
			names.sort();
			names
		};
		let ours = names(HostFunctions::host_functions());
		let theirs = names(sp_io::SubstrateHostFunctions::host_functions());
		assert_eq!(
			ours,
			[
				"ext_crypto_ed25519_verify_version_1",
				"ext_crypto_secp256k1_ecdsa_recover_compressed_version_1",
				"ext_crypto_secp256k1_ecdsa_recover_compressed_version_2",
				"ext_crypto_sr25519_verify_version_1",
				"ext_crypto_sr25519_verify_version_2"
			]
		);
		assert!(ours.iter().all(|name| theirs.contains(name)));
		let both = ExtendedHostFunctions::<sp_io::SubstrateHostFunctions, HostFunctions>::host_functions();
		assert_eq!(names(both), theirs);
	}
}
