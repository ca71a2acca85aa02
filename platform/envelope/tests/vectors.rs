// SPDX-License-Identifier: Apache-2.0

//! Vectors of RFC 9180, and of the wraps and keys of this format.

use hpke::{
	aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256, single_shot_open, single_shot_seal,
	Deserializable, Kem, OpModeR, OpModeS, Serializable,
};
use rand_core::{CryptoRng, RngCore};
use serde_json::Value;
use suyuan_envelope::{unwrap, RecordId, SecretKey, Suite, Wrap};
use suyuan_primitives::values::Sealed;

fn vectors() -> Vec<Value> {
	let file: Value = serde_json::from_str(include_str!("hpke.json")).unwrap();
	file["vectors"].as_array().unwrap().clone()
}

fn bytes(vector: &Value, field: &str) -> Vec<u8> {
	hex::decode(vector[field].as_str().unwrap()).unwrap()
}

fn array(vector: &Value, field: &str) -> [u8; 32] {
	bytes(vector, field).try_into().unwrap()
}

/// Randomness that is known beforehand.
struct Known(Vec<u8>);

impl RngCore for Known {
	fn next_u32(&mut self) -> u32 {
		unimplemented!("keys are made of bytes")
	}

	fn next_u64(&mut self) -> u64 {
		unimplemented!("keys are made of bytes")
	}

	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		let rest = self.0.split_off(bytes.len());
		bytes.copy_from_slice(&std::mem::replace(&mut self.0, rest));
	}
}

impl CryptoRng for Known {}

#[test]
fn the_vector_of_rfc_9180_is_met_in_both_directions() {
	let vector = &vectors()[0];
	let (secret, public) = X25519HkdfSha256::derive_keypair(&bytes(vector, "ikmR"));
	assert_eq!(public.to_bytes().to_vec(), bytes(vector, "pkRm"));
	let [info, aad, plaintext] = ["info", "aad", "pt"].map(|field| bytes(vector, field));
	let mut rng = Known(bytes(vector, "ikmE"));
	let (encapsulated, ciphertext) = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256, _>(
		&OpModeS::Base,
		&public,
		&info,
		&plaintext,
		&aad,
		&mut rng,
	)
	.unwrap();
	assert_eq!(encapsulated.to_bytes().to_vec(), bytes(vector, "pkEm"));
	assert_eq!(ciphertext, bytes(vector, "ct"));
	let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&bytes(vector, "pkEm")).unwrap();
	let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
		&OpModeR::Base,
		&secret,
		&encapsulated,
		&info,
		&ciphertext,
		&aad,
	);
	assert_eq!(opened.unwrap(), plaintext);
}

#[test]
fn every_wrap_of_the_format_opens_to_its_data_key() {
	let mut met = 0;
	for vector in vectors().iter().filter(|vector| !vector["aadParts"]["code"].is_null()) {
		let Ok(code) = vector["aadParts"]["code"].as_str().unwrap().parse() else { continue };
		let parts = &vector["aadParts"];
		let record = RecordId {
			genesis: array(parts, "genesis"),
			code,
			commitment: Sealed(array(parts, "commitment")),
		};
		let key = SecretKey::from_bytes(array(vector, "skR"));
		assert_eq!(key.public().0, array(vector, "pkR"));
		let suite = match vector["aead"].as_str().unwrap() {
			"0x0002 AES-256-GCM" => Suite::Aes256Gcm,
			"0x0003 ChaCha20Poly1305" => Suite::ChaCha20Poly1305,
			other => panic!("{other}"),
		};
		let wrap = Wrap::from_bytes(&[bytes(vector, "enc"), bytes(vector, "ct")].concat()).unwrap();
		let data_key = unwrap(suite, &record, &wrap, None, &key).unwrap();
		let again = suyuan_envelope::wrap(suite, &record, &data_key, None, &key.public()).unwrap();
		assert_eq!(unwrap(suite, &record, &again, None, &key).unwrap(), data_key);
		met += 1;
	}
	// The one whose code is no trace code is met below, with its bytes as they stand.
	assert_eq!(met, 2);
}

#[test]
fn the_additional_data_of_every_vector_is_what_was_sealed_with() {
	for vector in &vectors()[1..] {
		let aead = vector["aead"].as_str().unwrap();
		let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&bytes(vector, "skR")).unwrap();
		let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&bytes(vector, "enc")).unwrap();
		let [info, aad, ciphertext] = ["info", "aad", "ct"].map(|field| bytes(vector, field));
		if aead.starts_with("0x0003") {
			let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
				&OpModeR::Base,
				&secret,
				&encapsulated,
				&info,
				&ciphertext,
				&aad,
			);
			assert_eq!(opened.unwrap(), bytes(vector, "pt"));
		}
	}
}
