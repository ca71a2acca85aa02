// SPDX-License-Identifier: Apache-2.0

//! # Council limits
//!
//! Bounds on what one member of the regulators' collective may leave open in it, so that no single seat can stop, fill
//! or silence it.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module. There is nothing to call: the runtime notifies the pallet of motions, preimages and
//! whitelisted calls, and the pallet reaches them through [`Config::Governance`].
//!
//! ## Overview
//!
//! No deposits are paid here, so that places are what has to be shared out:
//!
//! | what | bound | freed |
//! |---|---|---|
//! | open motions | [`Config::MotionsPerMember`] | when the motion is closed |
//! | preimages that were not requested | [`Config::PreimagesPerMember`], [`Config::PreimageBytesPerMember`] | when they are unnoted |
//! | whitelisted calls | [`Config::MaxWhitelisted`], each for [`Config::WhitelistTerm`] | when dispatched, removed or lapsed |
//!
//! The shares of all members together fit into what the collective holds, so that a member that fills its own takes
//! nothing from another: an expulsion can always be proposed and voted on. A member that loses its seat keeps
//! nothing: with the next block its open motions end and its preimages go, but for those that two thirds have
//! whitelisted.
//!
//! ## Low-level details
//!
//! - A motion is counted while the collective lists it as open. Its proposer is kept in one value, from which motions
//!   that ended since are dropped whenever one is added: closing a motion needs no bookkeeping.
//! - What a lost seat leaves is removed in the next block and not by the call that changed the members, which may itself
//!   be a motion under way.
//! - Weights are composed of the database's measured reads and writes; there is no call to be measured.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod features;
mod impl_change_members;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
mod views;

pub use pallet::*;
pub use types::{Governance, Motion, Usage, WhitelistedCall};

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{Governance, Motion, Usage, WhitelistedCall};
	use frame_support::{pallet_prelude::*, traits::SortedMembers};
	use frame_system::pallet_prelude::*;

	/// The version of the pallet's storage. A migration that changes the storage raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The limits of the collective's members.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The bounds that the runtime gives the pallet, and the interfaces to what they bound.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The members of the collective.
		type Members: SortedMembers<Self::AccountId>;

		/// The collective's motions, the preimages and the whitelist.
		type Governance: Governance<Self::AccountId, Self::Hash>;

		/// The most members of the collective.
		#[pallet::constant]
		type MaxMembers: Get<u32>;

		/// The most open motions of the whole collective.
		#[pallet::constant]
		type MaxMotions: Get<u32>;

		/// The most open motions that one member proposed.
		#[pallet::constant]
		type MotionsPerMember: Get<u32>;

		/// The most preimages that one member noted and keeps.
		#[pallet::constant]
		type PreimagesPerMember: Get<u32>;

		/// The most bytes of all preimages together that one member keeps.
		#[pallet::constant]
		type PreimageBytesPerMember: Get<u32>;

		/// The most calls on the whitelist. One more takes the place of the oldest.
		#[pallet::constant]
		type MaxWhitelisted: Get<u32>;

		/// The number of blocks for which a whitelisted call may be dispatched.
		#[pallet::constant]
		type WhitelistTerm: Get<BlockNumberFor<Self>>;
	}

	/// The reasons for which a motion or a preimage is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// Only members of the collective note preimages that were not requested. Ask a member, or wait until the call is
		/// whitelisted.
		NotMember,
		/// The member has as many open motions as it may have. Close one that was decided or has lapsed, or let another
		/// member propose.
		MaxMotionsExceeded,
		/// The member keeps as many preimages as it may. Unnote one first.
		MaxPreimagesExceeded,
		/// The member's preimages would be longer together than they may be. Unnote one first.
		MaxPreimageBytesExceeded,
	}

	/// The events of the limits.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An open motion ended because its proposer lost its seat.
		MotionWithdrawn {
			/// The hash of the motion.
			motion: T::Hash,
			/// The member that had proposed it.
			proposer: T::AccountId,
		},
		/// A whitelisted call is off the list: its term ended, or it gave way to a newer one.
		WhitelistedCallLapsed {
			/// The hash of the call.
			call_hash: T::Hash,
		},
	}

	/// The proposers of the open motions, and perhaps of some that ended since the last one was proposed.
	#[pallet::storage]
	pub type Motions<T: Config> =
		StorageValue<_, BoundedVec<Motion<T::Hash, T::AccountId>, T::MaxMotions>, ValueQuery>;

	/// The preimages that a member noted and keeps.
	#[pallet::storage]
	pub type Preimages<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Usage>;

	/// The calls on the whitelist, the one that lapses first before the others.
	#[pallet::storage]
	pub type Whitelisted<T: Config> = StorageValue<
		_,
		BoundedVec<WhitelistedCall<T::Hash, BlockNumberFor<T>>, T::MaxWhitelisted>,
		ValueQuery,
	>;

	/// True if a member lost its seat in this block, so that the next one removes what it left.
	#[pallet::storage]
	pub type SeatVacated<T: Config> = StorageValue<_, bool, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::clear_vacated_seats().saturating_add(Self::remove_lapsed_calls(now))
		}

		fn integrity_test() {
			let shares = T::MaxMembers::get().saturating_mul(T::MotionsPerMember::get());
			assert!(shares <= T::MaxMotions::get(), "every member's share of the open motions has room");
			assert!(T::MotionsPerMember::get() > 0, "every member may propose");
			assert!(T::MaxWhitelisted::get() > 0, "a call can be whitelisted");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
