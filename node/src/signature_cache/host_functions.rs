//! The host functions that verify signatures, answered from the cache.

use super::cache::{key, Scheme, GOOD, SIGNERS};
use sp_core::{ed25519, sr25519};
use sp_io::EcdsaVerifyError;
use sp_runtime_interface::{
	pass_by::{AllocateAndReturnByCodec, PassFatPointerAndRead, PassPointerAndRead},
	runtime_interface,
};

pub use crypto::HostFunctions;

/// The functions of the node's own interface `Crypto` that this module takes the place of. Their names and versions are
/// those under which the runtime imports them.
// The macro also writes each as a function of the node itself, which `VerifyAhead` calls.
#[allow(dead_code)]
#[runtime_interface]
pub trait Crypto {
	/// Whether `sig` is the signature of `msg` by `pub_key`.
	fn ed25519_verify(
		sig: PassPointerAndRead<&ed25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&ed25519::Public, 32>,
	) -> bool {
		GOOD.is_good(key(Scheme::Ed25519, &sig.0, &pub_key.0, msg), || {
			sp_io::crypto::ed25519_verify(sig, msg, pub_key)
		})
	}

	/// The version before the present one, which also takes signatures of an old format. Here because versions are
	/// numbered without gaps; no runtime of this chain calls it, so nothing is remembered of it.
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		sr25519::Pair::verify_deprecated(sig, msg, pub_key)
	}

	/// Whether `sig` is the signature of `msg` by `pub_key`.
	#[version(2)]
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		GOOD.is_good(key(Scheme::Sr25519, &sig.0, &pub_key.0, msg), || {
			sp_io::crypto::sr25519_verify(sig, msg, pub_key)
		})
	}

	/// The version before the present one, which also took numbers that overflow. As no runtime of this chain calls it, it
	/// is here only for its number, and answers as the present one does.
	fn secp256k1_ecdsa_recover_compressed(
		sig: PassPointerAndRead<&[u8; 65], 65>,
		msg: PassPointerAndRead<&[u8; 32], 32>,
	) -> AllocateAndReturnByCodec<Result<[u8; 33], EcdsaVerifyError>> {
		sp_io::crypto::secp256k1_ecdsa_recover_compressed(sig, msg)
	}

	/// By which key `sig` is a signature of the hash `msg`.
	#[version(2)]
	fn secp256k1_ecdsa_recover_compressed(
		sig: PassPointerAndRead<&[u8; 65], 65>,
		msg: PassPointerAndRead<&[u8; 32], 32>,
	) -> AllocateAndReturnByCodec<Result<[u8; 33], EcdsaVerifyError>> {
		SIGNERS.recall(key(Scheme::Ecdsa, sig, &[], msg), || {
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
	fn answers_as_without_a_memory_however_often_it_is_asked() {
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
	fn answers_for_ed25519_as_without_a_memory_however_often_it_is_asked() {
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
	fn answers_for_ecdsa_as_without_a_memory_however_often_it_is_asked() {
		let (alice, message) = (ecdsa::Pair::from_seed(&[1; 32]), [7; 32]);
		let good = alice.sign_prehashed(&message).0;
		// A number that is no point of the curve, and an end that no signature has.
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
			// Some other key's, that nobody has.
			assert!(recovered(&good, &[8; 32]).is_some_and(|key| key != alice.public().0));
			assert_eq!(recovered(&nowhere, &message), None);
			assert_eq!(recovered(&endless, &message), None);
		}
	}

	#[test]
	fn takes_the_place_of_functions_that_the_node_has_and_adds_none() {
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
