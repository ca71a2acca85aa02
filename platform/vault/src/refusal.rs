// SPDX-License-Identifier: Apache-2.0

//! The reasons for which the vault refuses, by name.

use suyuan_envelope::{request::RequestError, EnvelopeError};

macro_rules! refusals {
	($( $(#[$doc:meta])* $refusal:ident, $name:literal; )*) => {
		/// A reason for which the vault refuses.
		#[derive(Clone, Copy, Debug, PartialEq, Eq)]
		pub enum Refusal {
			$( $(#[$doc])* $refusal, )*
		}

		impl Refusal {
			/// Name of the reason, as it stands in problem documents and in the log.
			pub const fn name(self) -> &'static str {
				match self { $( Self::$refusal => $name, )* }
			}
		}
	};
}

refusals! {
	/// Nothing is indexed of the chain yet.
	NotReady, "not-ready";
	/// The path names no trace code and commitment.
	MalformedRecord, "malformed-record";
	/// The body is no envelope, or a grant in it contradicts itself.
	MalformedEnvelope, "malformed-envelope";
	/// The request is not signed, or not by this account, for this request and chain.
	Unsigned, "unsigned";
	/// The statement's time is over, or would be good for too long.
	StatementExpired, "statement-expired";
	/// A request with this nonce was taken already.
	NonceUsed, "nonce-used";
	/// The account's admission is not in force.
	NotInForce, "not-in-force";
	/// No record of the unit in force has the commitment, by its owner or by the account that asks.
	NoSuchCommitment, "no-such-commitment";
	/// An envelope is kept for the commitment already.
	AlreadyKept, "already-kept";
	/// No envelope is kept for the commitment.
	UnknownRecord, "unknown-record";
	/// The record was erased, and nobody opens it any more.
	Erased, "erased";
	/// The record is another's.
	NotOwner, "not-owner";
	/// As many are granted as may be.
	TooManyGrants, "too-many-grants";
	/// Nothing was granted to the reader.
	NoGrant, "no-grant";
	/// The grant was revoked.
	GrantRevoked, "grant-revoked";
	/// The grant has not begun.
	GrantNotBegun, "grant-not-begun";
	/// The grant has ended.
	GrantEnded, "grant-ended";
	/// As many reads as were granted took place.
	ReadsUsedUp, "reads-used-up";
	/// The purpose is not the one of the grant.
	WrongPurpose, "wrong-purpose";
	/// The reader did not accept custody of the unit.
	NoCustody, "no-custody";
	/// The reader's custody ended, and the days after it.
	CustodyEnded, "custody-ended";
	/// The department reads by law, which is not the owner's to take back.
	ByLaw, "by-law";
	/// The reader holds no seat of a department.
	NotDepartment, "not-department";
	/// The reader has not read what it reports on.
	NotRead, "not-read";
}

/// An error of the vault.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
	/// The vault refuses.
	#[error("{}", .0.name())]
	Refused(Refusal),
	/// A database doesn't answer as it should.
	#[error(transparent)]
	Database(#[from] sqlx::Error),
}

impl From<Refusal> for VaultError {
	fn from(refusal: Refusal) -> Self {
		Self::Refused(refusal)
	}
}

impl From<EnvelopeError> for VaultError {
	fn from(_: EnvelopeError) -> Self {
		Refusal::MalformedEnvelope.into()
	}
}

impl From<RequestError> for VaultError {
	fn from(error: RequestError) -> Self {
		match error {
			RequestError::Malformed | RequestError::WrongSignature => Refusal::Unsigned.into(),
			RequestError::Expired | RequestError::TooLong => Refusal::StatementExpired.into(),
		}
	}
}
