// SPDX-License-Identifier: Apache-2.0

//! Data keys, wrapped for one recipient each.

use crate::{
	content::Suite,
	data_key::DataKey,
	key::{Public, SecretKey},
	EnvelopeError, Recipient, RecordId,
};
use hpke::{
	aead::{AesGcm256, ChaCha20Poly1305},
	kdf::HkdfSha256,
	kem::X25519HkdfSha256,
	single_shot_open, single_shot_seal, Deserializable, HpkeError, Kem, OpModeR, OpModeS, Serializable,
};
use rand_core::{OsRng, UnwrapErr};
use suyuan_primitives::values::SealingKey;
use zeroize::Zeroizing;

/// The application of the wraps (RFC 9180 §5.1, `info`).
const INFO: &[u8] = b"suyuan-vault/v1";

/// Bytes of a wrap: the encapsulated key, and the data key with its tag.
pub const WRAP_LENGTH: usize = 32 + 48;

type Kdf = HkdfSha256;
type Mechanism = X25519HkdfSha256;
type Encapsulated = <Mechanism as Kem>::EncappedKey;

/// A data key that one recipient alone unwraps: `enc` of 32 bytes, and 48 of ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrap(pub [u8; WRAP_LENGTH]);

impl Wrap {
	/// Reads a wrap from its bytes.
	///
	/// # Errors
	///
	/// [`EnvelopeError::Malformed`] if there are more of them, or fewer.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
		bytes.try_into().map(Self).map_err(|_| EnvelopeError::Malformed)
	}
}

/// Wraps a data key for a recipient, to its sealing key.
///
/// With a recipient the wrap is bound to it, as every wrap of the vault is; without one it may stand beside its content alone.
///
/// # Errors
///
/// [`EnvelopeError::UnusableKey`]
pub fn wrap(
	suite: Suite,
	record: &RecordId,
	data_key: &DataKey,
	recipient: Option<&Recipient>,
	to: &SealingKey,
) -> Result<Wrap, EnvelopeError> {
	to.check().map_err(|_| EnvelopeError::UnusableKey)?;
	let public = Public::from_bytes(&to.0).map_err(|_| EnvelopeError::UnusableKey)?;
	let aad = record.additional_data_for(recipient);
	let sealed = match suite {
		Suite::ChaCha20Poly1305 => sealed::<ChaCha20Poly1305>(&public, data_key, &aad),
		Suite::Aes256Gcm => sealed::<AesGcm256>(&public, data_key, &aad),
	};
	let (encapsulated, ciphertext) = sealed.map_err(|_| EnvelopeError::UnusableKey)?;
	Wrap::from_bytes(&[&encapsulated.to_bytes(), &*ciphertext].concat())
}

fn sealed<A: hpke::aead::Aead>(
	public: &Public,
	data_key: &DataKey,
	aad: &[u8],
) -> Result<(Encapsulated, Vec<u8>), HpkeError> {
	let mut rng = UnwrapErr(OsRng);
	single_shot_seal::<A, Kdf, Mechanism, _>(&OpModeS::Base, public, INFO, &*data_key.0, aad, &mut rng)
}

/// Unwraps a data key. `recipient` is the one that the wrap was bound to.
///
/// # Errors
///
/// [`EnvelopeError::DoesNotOpen`]
pub fn unwrap(
	suite: Suite,
	record: &RecordId,
	wrap: &Wrap,
	recipient: Option<&Recipient>,
	key: &SecretKey,
) -> Result<DataKey, EnvelopeError> {
	let aad = record.additional_data_for(recipient);
	let opened = match suite {
		Suite::ChaCha20Poly1305 => opened::<ChaCha20Poly1305>(wrap, key, &aad),
		Suite::Aes256Gcm => opened::<AesGcm256>(wrap, key, &aad),
	};
	let opened = Zeroizing::new(opened.map_err(|_| EnvelopeError::DoesNotOpen)?);
	let bytes = opened.as_slice().try_into().map_err(|_| EnvelopeError::DoesNotOpen)?;
	Ok(DataKey(Zeroizing::new(bytes)))
}

fn opened<A: hpke::aead::Aead>(wrap: &Wrap, key: &SecretKey, aad: &[u8]) -> Result<Vec<u8>, HpkeError> {
	let (encapsulated, ciphertext) = wrap.0.split_at(32);
	let encapsulated = Encapsulated::from_bytes(encapsulated)?;
	single_shot_open::<A, Kdf, Mechanism>(
		&OpModeR::Base,
		&key.private(),
		&encapsulated,
		INFO,
		ciphertext,
		aad,
	)
}
