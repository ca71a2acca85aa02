// SPDX-License-Identifier: Apache-2.0

//! Types of the state: the rule, the grants, and the rights of each account.

use crate::{Config, MaxPermitsOf, MaxPrefixesOf};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use suyuan_primitives::{
	codes::{CodePrefix, TraceCode, MAX_PREFIX_KEY},
	values::Evidence,
};

/// The maximum number of documents that prove a grant.
pub const MAX_EVIDENCE: u32 = 8;

/// The documents that prove the right to a prefix.
pub type Documents = BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>;

/// The rule for units whose code lies under no prefix of their owner.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum PrefixRule {
	/// The units are registered as all others are.
	Off,
	/// The units are registered, and marked as of unproven right.
	Flag,
	/// The units are not registered.
	#[default]
	Refuse,
}

/// The end of the characters of a key that is shorter than the longest one. Greater than any character.
const END: u8 = 0xFF;

/// The key of a prefix in the book: its characters, and the end of them up to the longest key.
///
/// The keys are not hashed, and no prefix begins with another. So of all prefixes that a code may lie under there is one
/// at most, and it is the first key after the code's own characters: see [`PrefixKey::before`].
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PrefixKey([u8; MAX_PREFIX_KEY + 1]);

impl PrefixKey {
	/// The key of a prefix.
	pub(crate) fn of(prefix: &CodePrefix) -> Self {
		Self::filled(&prefix.key(), END)
	}

	/// The place before every prefix that these characters begin with or that begins with them.
	pub(crate) fn before(characters: &[u8]) -> Self {
		Self::filled(characters, 0)
	}

	fn filled(characters: &[u8], with: u8) -> Self {
		let mut key = [with; MAX_PREFIX_KEY + 1];
		// The last place is left free, so that every key has an end.
		for (place, character) in key[..MAX_PREFIX_KEY].iter_mut().zip(characters) {
			*place = *character;
		}
		Self(key)
	}
}

/// The number of a grant. A prefix that is granted anew has another one.
pub type GrantId = u32;

/// A prefix as it was granted to a company.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Grant<AccountId> {
	/// The prefix.
	pub prefix: CodePrefix,
	/// The company that alone gives out the codes under it.
	pub holder: AccountId,
	/// The admission of the holder that it was granted in, with which it ends.
	pub admission: u32,
	/// The number of the grant, to which permits are bound.
	pub id: GrantId,
	/// The end of the grant: milliseconds since 1970-01-01 UTC. None if it has no end.
	pub until: Option<u64>,
	/// The documents that prove the right, such as the certificate of the GS1 member.
	pub evidence: Documents,
}

/// A prefix of an account, as far as registering under it needs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OwnPrefix {
	/// The prefix.
	pub prefix: CodePrefix,
	/// The admission of the account that it was granted in.
	pub admission: u32,
	/// The end of the grant: milliseconds since 1970-01-01 UTC. None if it has no end.
	pub until: Option<u64>,
}

/// The permission of a holder to register units under its prefix, for contract makers and traders.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Permit<AccountId> {
	/// The prefix that is permitted: the holder's, or a part of it.
	pub prefix: CodePrefix,
	/// The holder that permits.
	pub holder: AccountId,
	/// The prefix of the holder that it lies under.
	pub under: CodePrefix,
	/// The grant of that prefix, with which the permit ends.
	pub grant: GrantId,
	/// The admission of the account that is permitted, with which the permit ends.
	pub admission: u32,
	/// The end of the permit: milliseconds since 1970-01-01 UTC. None if it has no end of its own.
	pub until: Option<u64>,
}

/// The rights of an account to give out codes, under one key, so that all of them are one read.
#[derive(
	CloneNoBound,
	DebugNoBound,
	DefaultNoBound,
	PartialEqNoBound,
	EqNoBound,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
)]
#[codec(mel_bound())]
#[scale_info(skip_type_params(T))]
pub struct Rights<T: Config> {
	/// The prefixes that were granted to it.
	pub own: BoundedVec<OwnPrefix, MaxPrefixesOf<T>>,
	/// The permits that it has of others, the newest first.
	pub permits: BoundedVec<Permit<T::AccountId>, MaxPermitsOf<T>>,
}

impl<T: Config> Rights<T> {
	pub(crate) fn is_empty(&self) -> bool {
		self.own.is_empty() && self.permits.is_empty()
	}

	/// The first permit that covers a code and has not ended by itself, with its place in the list.
	pub(crate) fn permit_of(
		&self,
		code: &TraceCode,
		admission: u32,
		is_past: impl Fn(Option<u64>) -> bool,
	) -> Option<(usize, &Permit<T::AccountId>)> {
		let applies = |permit: &Permit<T::AccountId>| {
			permit.admission == admission && !is_past(permit.until) && permit.prefix.covers(code)
		};
		self.permits.iter().enumerate().find(|(_, permit)| applies(permit))
	}
}
