//! What is kept of a block, and what a record is.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::TraceCode,
	requirement::Categories,
	values::{Name, Note},
};

/// All that the state keeps of one block of one unit.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Head<BlockNumber> {
	/// How many records the block has.
	pub records: u32,
	/// The categories that they fill.
	pub categories: Categories,
	/// Those of them of which something was imported (DB4403/T 471-2024 §6.3.2.2).
	pub imported: Categories,
	/// The records hashed one upon the other, beginning with 32 zero bytes: see [`chain`].
	pub digest: H256,
	/// Where the last record stands: the block of the chain whose events carry it.
	pub last_at: BlockNumber,
}

/// The heads of a runtime.
pub type HeadOf<T> = Head<BlockNumberFor<T>>;

/// A block's digest after one more record: `blake2_256(digest ++ blake2_256(record))`.
pub fn chain(digest: H256, record: &impl Encode) -> H256 {
	let mut both = [0; 64];
	both[..32].copy_from_slice(digest.as_bytes());
	both[32..].copy_from_slice(BlakeTwo256::hash_of(record).as_bytes());
	BlakeTwo256::hash(&both)
}

/// Whose word a record is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Source {
	/// The provider's own.
	Own,
	/// That of a party which is not on the chain, entered by the domestic exporter (DB4403/T 471-2024 §6.3.2.2).
	Imported {
		/// The party that said it.
		party: Name,
	},
	/// That of a declaration: what its clearance brought (DB4403/T 471-2024 §6.3.2.1). The provider is whoever
	/// moved it.
	Clearance,
}

/// What an amendment amends.
///
/// The head does not know which record says what. So a reader lets an amendment take the place of an earlier record
/// only if both items are of one category, and goes on reading the earlier one otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Supersedes {
	/// The index of the record that no longer holds.
	pub index: u32,
	/// Why it no longer holds.
	pub reason: Note,
}

/// One record of a block: what is hashed into its head, and what the event carries.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Record<AccountId, Item> {
	/// The unit that it is about.
	pub code: TraceCode,
	/// Its place in the block, counted from 0.
	pub index: u32,
	/// Who wrote it 信息提供方.
	pub provider: AccountId,
	/// Whose word it is.
	pub source: Source,
	/// What it amends, if it does.
	pub supersedes: Option<Supersedes>,
	/// What it says.
	pub item: Item,
}

/// The records of an instance.
pub type RecordOf<T, I> = Record<<T as frame_system::Config>::AccountId, <T as Config<I>>::Item>;

/// One of many records to be written in one call.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Entry<Item> {
	/// The unit that it is about.
	pub code: TraceCode,
	/// What it says.
	pub item: Item,
}

/// The entries of an instance.
pub type EntryOf<T, I> = Entry<<T as Config<I>>::Item>;
