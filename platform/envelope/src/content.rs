// SPDX-License-Identifier: Apache-2.0

//! Contents: salt and plaintext of a field, encrypted under a data key of their own.

use crate::{data_key::DataKey, EnvelopeError, RecordId};
use aes_gcm::Aes256Gcm;
use chacha20poly1305::{
	aead::{Aead, KeyInit, Payload},
	ChaCha20Poly1305,
};
use std::fmt;
use suyuan_primitives::values::Sealed;
use zeroize::Zeroizing;

/// The version of the form that contents have.
const VERSION: u8 = 1;

/// Bytes before the ciphertext: version, cipher and nonce.
const HEADER: usize = 1 + 2 + 12;

/// Bytes of the tag behind the ciphertext.
const TAG: usize = 16;

/// Bytes of the salt before the plaintext.
const SALT: usize = 32;

/// The most bytes of a content.
pub const MAX_CONTENT: usize = 16 * 1024;

/// The cipher of a content and its wraps, by its number in IANA's register of HPKE's ciphers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
	/// ChaCha20-Poly1305, 0x0003.
	ChaCha20Poly1305,
	/// AES-256-GCM, 0x0002: for pages that open it with WebCrypto alone, which has no ChaCha20.
	Aes256Gcm,
}

impl Suite {
	const fn id(self) -> u16 {
		match self {
			Self::Aes256Gcm => 0x0002,
			Self::ChaCha20Poly1305 => 0x0003,
		}
	}

	fn of(id: [u8; 2]) -> Option<Self> {
		[Self::ChaCha20Poly1305, Self::Aes256Gcm].into_iter().find(|suite| suite.id().to_be_bytes() == id)
	}

	fn encrypt(self, key: &DataKey, nonce: &[u8], payload: Payload) -> Option<Vec<u8>> {
		match self {
			Self::ChaCha20Poly1305 => {
				ChaCha20Poly1305::new((&*key.0).into()).encrypt(nonce.into(), payload).ok()
			}
			Self::Aes256Gcm => Aes256Gcm::new((&*key.0).into()).encrypt(nonce.into(), payload).ok(),
		}
	}

	fn decrypt(self, key: &DataKey, nonce: &[u8], payload: Payload) -> Option<Vec<u8>> {
		match self {
			Self::ChaCha20Poly1305 => {
				ChaCha20Poly1305::new((&*key.0).into()).decrypt(nonce.into(), payload).ok()
			}
			Self::Aes256Gcm => Aes256Gcm::new((&*key.0).into()).decrypt(nonce.into(), payload).ok(),
		}
	}
}

/// An encrypted content: version of one byte, cipher of two, nonce of twelve, and the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
	suite: Suite,
	bytes: Vec<u8>,
}

impl Content {
	/// Reads a content from its bytes, as far as anyone can without its key.
	///
	/// # Errors
	///
	/// [`EnvelopeError::TooLong`], [`EnvelopeError::Malformed`], [`EnvelopeError::UnknownSuite`]
	pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, EnvelopeError> {
		if bytes.len() > MAX_CONTENT {
			return Err(EnvelopeError::TooLong);
		}
		if bytes.len() < HEADER + SALT + TAG {
			return Err(EnvelopeError::Malformed);
		}
		let suite = Suite::of([bytes[1], bytes[2]]).filter(|_| bytes[0] == VERSION);
		Ok(Self { suite: suite.ok_or(EnvelopeError::UnknownSuite)?, bytes })
	}

	/// The bytes of the content.
	pub fn as_bytes(&self) -> &[u8] {
		&self.bytes
	}

	/// The cipher of the content, and of its wraps.
	pub fn suite(&self) -> Suite {
		self.suite
	}
}

/// An opened content. Wiped from memory when it is dropped, and shown by nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
	/// The 32 random bytes before the plaintext.
	pub salt: [u8; 32],
	/// The plaintext that was sealed.
	pub plaintext: Zeroizing<String>,
}

impl Opening {
	/// Returns true if the opening is that of the commitment: all that a vault says is claimed until this holds.
	pub fn is_of(&self, commitment: &Sealed) -> bool {
		commitment.opens(&self.salt, &self.plaintext)
	}
}

impl fmt::Debug for Opening {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str("Opening(…)")
	}
}

/// Encrypts an opening under a new data key.
///
/// # Errors
///
/// [`EnvelopeError::TooLong`]
pub fn seal(suite: Suite, record: &RecordId, opening: &Opening) -> Result<(Content, DataKey), EnvelopeError> {
	if HEADER + SALT + opening.plaintext.len() + TAG > MAX_CONTENT {
		return Err(EnvelopeError::TooLong);
	}
	let key = DataKey::generate();
	let mut nonce = [0; 12];
	getrandom::getrandom(&mut nonce).expect("the system has randomness");
	let message = Zeroizing::new([&opening.salt[..], opening.plaintext.as_bytes()].concat());
	let payload = Payload { msg: &message, aad: &record.additional_data() };
	let ciphertext = suite.encrypt(&key, &nonce, payload).ok_or(EnvelopeError::TooLong)?;
	let bytes = [&[VERSION][..], &suite.id().to_be_bytes(), &nonce, &ciphertext].concat();
	Ok((Content { suite, bytes }, key))
}

/// Decrypts a content with its data key.
///
/// # Errors
///
/// [`EnvelopeError::DoesNotOpen`]
pub fn open(record: &RecordId, content: &Content, key: &DataKey) -> Result<Opening, EnvelopeError> {
	let (header, ciphertext) = content.bytes.split_at(HEADER);
	let payload = Payload { msg: ciphertext, aad: &record.additional_data() };
	let message = content.suite.decrypt(key, &header[3..], payload).map(Zeroizing::new);
	let message = message.ok_or(EnvelopeError::DoesNotOpen)?;
	let (salt, plaintext) = message.split_first_chunk::<SALT>().ok_or(EnvelopeError::DoesNotOpen)?;
	let plaintext = std::str::from_utf8(plaintext).map_err(|_| EnvelopeError::DoesNotOpen)?;
	Ok(Opening { salt: *salt, plaintext: Zeroizing::new(plaintext.to_owned()) })
}
