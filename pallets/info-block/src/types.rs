// SPDX-License-Identifier: Apache-2.0

//! The head of a block, and the records that are hashed into it.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::TraceCode,
	requirement::Categories,
	values::{Name, Note},
};

/// The head of one block of one unit: all that the state keeps of it.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Head<BlockNumber> {
	/// The number of records in the block.
	pub records: u32,
	/// The categories that the records fill. A record that lacks a basic item fills none.
	pub categories: Categories,
	/// The categories of which a record was imported (DB4403/T 471-2024 §6.3.2.2).
	pub imported: Categories,
	/// True if an exception on the way was recorded, so that nobody says any more that there was none.
	pub exception: bool,
	/// The records hashed one upon the other, from 32 zero bytes: `blake2_256(digest ++ blake2_256(record))`.
	pub digest: H256,
	/// The block of the chain whose events carry the last record.
	pub last_at: BlockNumber,
}

pub(crate) type HeadOf<T> = Head<BlockNumberFor<T>>;

/// A block's digest after one more record: `blake2_256(digest ++ blake2_256(record))`.
pub(crate) fn chain(digest: H256, record: &impl Encode) -> H256 {
	chain_hash(digest, BlakeTwo256::hash_of(record))
}

/// A block's digest after a record of this hash.
pub(crate) fn chain_hash(digest: H256, record: H256) -> H256 {
	let mut both = [0; 64];
	both[..32].copy_from_slice(digest.as_bytes());
	both[32..].copy_from_slice(record.as_bytes());
	BlakeTwo256::hash(&both)
}

/// The source of a record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Source {
	/// The word of the provider itself.
	Own,
	/// The word of a party outside the chain, entered by the domestic exporter.
	///
	/// DB4403/T 471-2024 §6.3.2.2.
	Imported {
		/// The party outside the chain.
		party: Name,
	},
	/// The word of a declaration, brought by its clearance (DB4403/T 471-2024 §6.3.2.1).
	///
	/// The provider is the account that moved the declaration.
	Clearance,
}

/// The record that an amendment supersedes.
///
/// The chain has seen that both records are of one provider and of one category: see [`Superseded`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Supersedes {
	/// The index of the record that no longer holds.
	pub index: u32,
	/// The reason why it no longer holds.
	pub reason: Note,
}

/// The record that an amendment shall supersede, with the proof that the caller is its provider.
///
/// The head keeps no record, only what they hash to. So the caller says what its record said, and what stands before and
/// after it: hashed together they are the digest of the head, or the record is none of the caller's.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Superseded<Item> {
	/// The digest of the block before the record: 32 zero bytes for the first.
	pub before: H256,
	/// The source of the record's word.
	pub source: Source,
	/// The record that this one amended itself, if it amended any.
	pub supersedes: Option<Supersedes>,
	/// The item that was recorded.
	pub item: Item,
	/// `blake2_256` of every later record of the block, encoded, in their order.
	pub later: BoundedVec<H256, ConstU32<MAX_LATER_RECORDS>>,
}

pub(crate) type SupersededOf<T, I> = Superseded<<T as Config<I>>::Item>;

/// The most records that may follow upon one that is amended: 32 KiB of hashes, and a millisecond to hash them.
pub const MAX_LATER_RECORDS: u32 = 1_024;

/// One record of a block, as it is hashed into the head and carried by the event.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Record<AccountId, Item> {
	/// The unit that the record is about.
	pub code: TraceCode,
	/// The place of the record in the block, counted from 0.
	pub index: u32,
	/// The information provider 信息提供方 that wrote it.
	pub provider: AccountId,
	/// The source of the record's word.
	pub source: Source,
	/// The record that this one amends, if it amends any.
	pub supersedes: Option<Supersedes>,
	/// The item that is recorded.
	pub item: Item,
}

pub(crate) type RecordOf<T, I> = Record<<T as frame_system::Config>::AccountId, <T as Config<I>>::Item>;

/// An entry of the many that are recorded in one call.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Entry<Item> {
	/// The unit that the entry is about.
	pub code: TraceCode,
	/// The item to be recorded.
	pub item: Item,
}

pub(crate) type EntryOf<T, I> = Entry<<T as Config<I>>::Item>;
