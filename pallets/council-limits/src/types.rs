// SPDX-License-Identifier: Apache-2.0

//! Motions, preimages and whitelisted calls, as they are counted, and the way to them.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// An open motion, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Motion<Hash, AccountId> {
	/// The hash of the motion's call.
	pub hash: Hash,
	/// The member that proposed it.
	pub proposer: AccountId,
}

/// The preimages of one member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Usage {
	/// The number of preimages.
	pub count: u32,
	/// The bytes of all preimages together.
	pub bytes: u32,
}

/// A call that may be dispatched as Root.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct WhitelistedCall<Hash, BlockNumber> {
	/// The hash of the call.
	pub hash: Hash,
	/// The block from which on the call may no longer be dispatched.
	pub lapses_at: BlockNumber,
}

/// The collective, the preimages and the whitelist, as their limits need them.
pub trait Governance<AccountId, Hash> {
	/// The hashes of the open motions in the order in which they were proposed.
	fn open_motions() -> Vec<Hash>;

	/// Ends an open motion as one that was voted down.
	fn disapprove(motion: &Hash);

	/// Unnotes the preimages whose depositors fulfil a condition.
	///
	/// Returns the number of preimages that were looked at.
	fn unnote_preimages(of: impl Fn(&AccountId) -> bool) -> u32;

	/// Takes a call off the whitelist.
	fn remove_whitelisted(call: &Hash);
}
