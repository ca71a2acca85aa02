// SPDX-License-Identifier: Apache-2.0

//! # Envelopes
//!
//! A field that stands on the chain as a commitment is kept in a vault as an envelope, which opens for those entitled and for
//! nobody else, the vault included:
//!
//! 1. Salt and plaintext are encrypted under a random data key of 32 bytes ([`seal`], [`Content`]).
//! 2. The data key is wrapped for each recipient by HPKE (RFC 9180, base mode) to its X25519 key ([`wrap()`], [`Wrap`]).
//! 3. Both are bound to the record by their additional data: genesis ‖ SCALE(code) ‖ commitment, and for a wrap the
//!    recipient behind it. Moved to another record, recipient or chain, neither opens.
//!
//! Whoever opened it compares the opening with the chain's commitment ([`Opening::is_of`]). [`request`] has the statements
//! that an account signs to ask a vault, [`bearer`] the secret by which a buyer without an account does.

pub mod bearer;
mod content;
mod data_key;
mod key;
pub mod messages;
mod recipient;
mod record;
pub mod request;
mod wrap;

pub use content::{open, seal, Content, Opening, Suite, MAX_CONTENT};
pub use data_key::DataKey;
pub use key::SecretKey;
pub use recipient::Recipient;
pub use record::RecordId;
pub use wrap::{unwrap, wrap, Wrap, WRAP_LENGTH};

/// The reason why something is no envelope of ours, or doesn't open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
	/// Bytes that have the form of no envelope.
	#[error("Malformed: these bytes are no envelope")]
	Malformed,
	/// An envelope of a version or cipher that is not known here.
	#[error(
		"UnknownSuite: the envelope has a version or cipher that is not known here; use a newer program"
	)]
	UnknownSuite,
	/// An envelope that the key doesn't open: another's, another record's, or altered.
	#[error(
		"DoesNotOpen: the key opens no such envelope: it is another's, of another record, or was altered"
	)]
	DoesNotOpen,
	/// A public key to which nothing can be sealed.
	#[error("UnusableKey: nothing can be sealed to this key: it is of low order or a second encoding")]
	UnusableKey,
	/// A content that is longer than an envelope holds.
	#[error("TooLong: an envelope holds at most {MAX_CONTENT} bytes")]
	TooLong,
}
