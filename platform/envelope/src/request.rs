// SPDX-License-Identifier: Apache-2.0

//! Requests that an account signs: a statement of who asks for what, on which chain, once, and until when.
//!
//! The bytes that are signed are `suyuan/vault/request/v1` and the SCALE encoding of the [`Statement`]. Wallets put
//! `<Bytes>` around what they sign, which is taken as well.

use codec::{Decode, Encode};
use schnorrkel::{signing_context, PublicKey, Signature};
use sp_crypto_hashing::blake2_256;
use std::{fmt, str::FromStr};

/// Domain of the statements: no transaction and no other message begins with it.
const DOMAIN: &[u8] = b"suyuan/vault/request/v1";

/// Context in which Substrate signs.
const CONTEXT: &[u8] = b"substrate";

/// The most milliseconds for which a statement is good, from when it is received.
pub const MAX_VALIDITY: u64 = 5 * 60 * 1_000;

/// The most characters of the header that carries a statement.
const MAX_HEADER: usize = 320;

/// The statement that an account signs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Statement {
	/// Hash of the chain's genesis block.
	pub genesis: [u8; 32],
	/// Account that asks.
	pub account: [u8; 32],
	/// Random bytes that no other request of the account has.
	pub nonce: [u8; 16],
	/// End of the statement: milliseconds since 1970-01-01 UTC.
	pub expires_at: u64,
	/// Method of the request, such as `PUT`.
	pub method: String,
	/// Path of the request, with its query, as it is sent.
	pub target: String,
	/// `blake2_256` of the body.
	pub body: [u8; 32],
}

impl Statement {
	/// The bytes that are signed.
	pub fn message(&self) -> Vec<u8> {
		[DOMAIN, &self.encode()].concat()
	}

	/// Returns true if the account signed the statement, as a program does or as a wallet does.
	fn is_signed_by_account(&self, signature: &[u8; 64]) -> bool {
		let (Ok(key), Ok(signature)) =
			(PublicKey::from_bytes(&self.account), Signature::from_bytes(signature))
		else {
			return false;
		};
		let signed = |message: &[u8]| key.verify(signing_context(CONTEXT).bytes(message), &signature).is_ok();
		let message = self.message();
		signed(&message) || signed(&[b"<Bytes>", &*message, b"</Bytes>"].concat())
	}
}

/// The reason why a signed request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
	/// A header that has not the form of one.
	#[error("the header is <account>.<nonce>.<expires>.<signature>, hexadecimal but for the time")]
	Malformed,
	/// A statement whose time is over.
	#[error("the statement expired: sign it again")]
	Expired,
	/// A statement that would be good for longer than any may.
	#[error("a statement is good for five minutes at most: sign it with an earlier end")]
	TooLong,
	/// A signature that is not the account's under this very request.
	#[error("the account did not sign this request to this chain: look at method, path, body and genesis")]
	WrongSignature,
}

/// The header of a signed request: all of the statement that the request itself doesn't say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
	/// Account that asks.
	pub account: [u8; 32],
	/// Random bytes that no other request of the account has.
	pub nonce: [u8; 16],
	/// End of the statement: milliseconds since 1970-01-01 UTC.
	pub expires_at: u64,
	/// Signature of the account, sr25519.
	pub signature: [u8; 64],
}

/// A request as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
	/// Hash of the genesis block of the chain that is served.
	pub genesis: [u8; 32],
	/// Method of the request.
	pub method: &'a str,
	/// Path of the request, with its query.
	pub target: &'a str,
	/// Body of the request.
	pub body: &'a [u8],
}

impl Credentials {
	/// Checks that the account signed this request, and that its time is not over.
	///
	/// # Errors
	///
	/// [`RequestError::Expired`], [`RequestError::TooLong`], [`RequestError::WrongSignature`]
	pub fn verify(&self, received: Received, now: u64) -> Result<(), RequestError> {
		if self.expires_at <= now {
			return Err(RequestError::Expired);
		}
		if self.expires_at - now > MAX_VALIDITY {
			return Err(RequestError::TooLong);
		}
		let statement = Statement {
			genesis: received.genesis,
			account: self.account,
			nonce: self.nonce,
			expires_at: self.expires_at,
			method: received.method.into(),
			target: received.target.into(),
			body: blake2_256(received.body),
		};
		statement.is_signed_by_account(&self.signature).then_some(()).ok_or(RequestError::WrongSignature)
	}
}

impl fmt::Display for Credentials {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		let [account, nonce, signature] =
			[&self.account[..], &self.nonce[..], &self.signature[..]].map(hex::encode);
		write!(formatter, "{account}.{nonce}.{}.{signature}", self.expires_at)
	}
}

impl FromStr for Credentials {
	type Err = RequestError;

	fn from_str(header: &str) -> Result<Self, RequestError> {
		if header.len() > MAX_HEADER {
			return Err(RequestError::Malformed);
		}
		let parts: Vec<_> = header.split('.').collect();
		let [account, nonce, expires_at, signature] = parts[..] else { return Err(RequestError::Malformed) };
		Ok(Self {
			account: bytes(account)?,
			nonce: bytes(nonce)?,
			expires_at: expires_at.parse().map_err(|_| RequestError::Malformed)?,
			signature: bytes(signature)?,
		})
	}
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], RequestError> {
	let mut bytes = [0; N];
	hex::decode_to_slice(text, &mut bytes).map_err(|_| RequestError::Malformed)?;
	Ok(bytes)
}
