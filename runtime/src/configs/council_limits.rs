// SPDX-License-Identifier: Apache-2.0

//! Bounds on the open motions, preimages and whitelisted calls of each regulator.
//!
//! No single seat can stop or fill the council with them: see `pallet_council_limits`. There are no deposits.

use super::membership::MAX_REGULATORS;
use crate::{
	AccountId, BlockNumber, Council, CouncilLimits, Hash, Preimage, Regulators, Runtime, RuntimeCall,
	Whitelist, DAYS,
};
use alloc::{borrow::Cow, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{
		Consideration, ConstU32, Contains, FetchResult, Footprint, MaybeConsideration, QueryPreimage,
		StorePreimage,
	},
};
use pallet_collective::{Instance1, RawOrigin};
use pallet_council_limits::Governance;
use pallet_preimage::{RequestStatus, RequestStatusFor};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	DispatchError,
};

/// The most open motions that one regulator proposed.
pub const MOTIONS_PER_MEMBER: u32 = 3;

/// The longest call that a motion carries, in bytes.
///
/// A longer one is noted as a preimage and whitelisted by its hash.
pub(crate) const MAX_MOTION_LENGTH: usize = 16 * 1024;

/// The most preimages that one regulator noted and keeps.
pub(crate) const PREIMAGES_PER_MEMBER: u32 = 4;

/// The most bytes of all preimages that one regulator keeps: as many as the longest preimage has.
pub(crate) const PREIMAGE_BYTES_PER_MEMBER: u32 = pallet_preimage::MAX_SIZE;

parameter_types! {
	/// The most open motions of all regulators together.
	pub const MaxMotions: u32 = MAX_REGULATORS * MOTIONS_PER_MEMBER;
	/// The time for which a whitelisted call may be dispatched.
	pub const WhitelistTerm: BlockNumber = 14 * DAYS;
}

impl pallet_council_limits::Config for Runtime {
	type Governance = OpenDecisions;
	type MaxMembers = ConstU32<MAX_REGULATORS>;
	type MaxMotions = MaxMotions;
	type MaxWhitelisted = ConstU32<64>;
	type Members = Regulators;
	type MotionsPerMember = ConstU32<MOTIONS_PER_MEMBER>;
	type PreimageBytesPerMember = ConstU32<PREIMAGE_BYTES_PER_MEMBER>;
	type PreimagesPerMember = ConstU32<PREIMAGES_PER_MEMBER>;
	type WhitelistTerm = WhitelistTerm;
}

/// The council's open motions, the preimages and the whitelist.
pub struct OpenDecisions;

impl Governance<AccountId, Hash> for OpenDecisions {
	fn open_motions() -> Vec<Hash> {
		pallet_collective::Proposals::<Runtime, Instance1>::get().into_inner()
	}

	fn disapprove(motion: &Hash) {
		Council::do_disapprove_proposal(*motion);
	}

	fn unnote_preimages(of: impl Fn(&AccountId) -> bool) -> u32 {
		let statuses: Vec<_> = RequestStatusFor::<Runtime>::iter().collect();
		for (hash, status) in &statuses {
			let (RequestStatus::Unrequested { ticket: (owner, _), .. }
			| RequestStatus::Requested { maybe_ticket: Some((owner, _)), .. }) = status
			else {
				continue;
			};
			if of(owner) {
				// A preimage that two thirds have whitelisted stays, and has no owner from then on.
				<Preimage as StorePreimage>::unnote(hash);
			}
		}
		statuses.len() as u32
	}

	fn remove_whitelisted(call: &Hash) {
		let two_thirds = RawOrigin::<AccountId, Instance1>::Members(1, 1);
		// Fails only if the call is off the list already.
		let _ = Whitelist::remove_whitelisted_call(two_thirds.into(), *call);
	}
}

/// The ticket of an open motion, which only counts among its proposer's.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct CountedMotion;

impl Consideration<AccountId, u32> for CountedMotion {
	fn new(proposer: &AccountId, _: u32) -> Result<Self, DispatchError> {
		CouncilLimits::note_motion(proposer)?;
		Ok(Self)
	}

	fn update(self, _: &AccountId, _: u32) -> Result<Self, DispatchError> {
		Ok(self)
	}

	fn drop(self, _: &AccountId) -> Result<(), DispatchError> {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: u32) {}
}

impl MaybeConsideration<AccountId, u32> for CountedMotion {
	fn is_none(&self) -> bool {
		true
	}
}

/// The ticket of a preimage, which counts among those of the member that noted it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct CountedPreimage {
	bytes: u32,
}

impl Consideration<AccountId, Footprint> for CountedPreimage {
	fn new(who: &AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		let bytes = footprint.size.try_into().unwrap_or(u32::MAX);
		CouncilLimits::note_preimage(who, bytes)?;
		Ok(Self { bytes })
	}

	fn update(self, who: &AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		CouncilLimits::forget_preimage(who, self.bytes);
		Self::new(who, footprint)
	}

	fn drop(self, who: &AccountId) -> Result<(), DispatchError> {
		CouncilLimits::forget_preimage(who, self.bytes);
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: Footprint) {}
}

/// The preimages of whitelisted calls, whose terms begin and end with their requests.
pub struct WhitelistedPreimages;

impl QueryPreimage for WhitelistedPreimages {
	type H = BlakeTwo256;

	fn len(hash: &Hash) -> Option<u32> {
		<Preimage as QueryPreimage>::len(hash)
	}

	fn fetch(hash: &Hash, len: Option<u32>) -> FetchResult {
		<Preimage as QueryPreimage>::fetch(hash, len)
	}

	fn is_requested(hash: &Hash) -> bool {
		<Preimage as QueryPreimage>::is_requested(hash)
	}

	fn request(hash: &Hash) {
		<Preimage as QueryPreimage>::request(hash);
		// From now on the preimage is the council's, and goes when the call is dispatched or taken off the list.
		if let Some(RequestStatus::Requested { maybe_ticket: Some(_), .. }) =
			RequestStatusFor::<Runtime>::get(hash)
		{
			<Preimage as StorePreimage>::unnote(hash);
		}
		CouncilLimits::note_whitelisted(*hash);
	}

	fn unrequest(hash: &Hash) {
		CouncilLimits::forget_whitelisted(hash);
		<Preimage as QueryPreimage>::unrequest(hash);
	}
}

impl StorePreimage for WhitelistedPreimages {
	const MAX_LENGTH: usize = <Preimage as StorePreimage>::MAX_LENGTH;

	fn note(bytes: Cow<[u8]>) -> Result<Hash, DispatchError> {
		<Preimage as StorePreimage>::note(bytes)
	}
}

/// Refuses calls that would leave more in the state than their signers are counted for.
///
/// - Motions longer than [`MAX_MOTION_LENGTH`]: the collective bounds their weight and not their length.
/// - Dispatches of calls that are not on the whitelist: any one member could fill the state with them, since they would
///   be kept until they expire.
pub struct WithinLimits;

impl Contains<RuntimeCall> for WithinLimits {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_collective::Call::propose;
		use pallet_whitelist::Call::{dispatch_whitelisted_call, dispatch_whitelisted_call_with_preimage};
		match call {
			RuntimeCall::Council(propose { proposal, .. }) => proposal.encoded_size() <= MAX_MOTION_LENGTH,
			RuntimeCall::Whitelist(dispatch_whitelisted_call { call_hash, .. }) => {
				CouncilLimits::is_whitelisted(call_hash)
			}
			RuntimeCall::Whitelist(dispatch_whitelisted_call_with_preimage { call }) => {
				CouncilLimits::is_whitelisted(&BlakeTwo256::hash_of(call))
			}
			_ => true,
		}
	}
}
