// SPDX-License-Identifier: Apache-2.0

//! # Validator seats
//!
//! Validators of the chain: a regulator's seat in the collective is a seat in the validator set.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, their origins, errors and events.
//!
//! ## Overview
//!
//! DB4403/T 471-2024 §6.2.3 has customs, tax, foreign exchange and market supervision take part as nodes of the
//! alliance chain and together keep it running. So:
//!
//! 1. The collective votes a member in. That is its seat.
//! 2. The member runs a node, sets its session keys with the session pallet, and [activates](Call::activate) its seat
//!    once the node has caught up.
//! 3. It enters the set that the next session plans, which acts one session after that.
//! 4. Before maintenance it [rests](Call::rest), and activates again afterwards.
//!
//! This pallet is the session pallet's manager: at the beginning of every session it plans the set of the one after.
//! It also sets [the length of a session](Call::set_session_length).
//!
//! ### How a seat leaves the set
//!
//! - Its holder lets it rest.
//! - It authors nothing for the [idle term](Call::set_idle_term), and the chain lets it rest at the end of the session.
//! - Its holder's membership ends, which retires it.
//! - Its holder commits an offence, which retires it until the collective [pardons](Call::pardon) it. The session
//!   pallet disables the offender at once, as far as its strategy allows.
//!
//! ### The floor
//!
//! Two traps lie here. A set from which every validator may be taken can run empty, and a chain without validators
//! can't even vote new ones in. A set from which no validator can be taken goes on with members that were expelled.
//! Between the two stands the [floor](Call::set_floor), the fewest validators that a set is planned with:
//!
//! - Above the floor, every seat that has to leave is dropped from the next plan, without exception.
//! - At the floor, resting is refused and idleness has no effect. An expelled member or an offender is *held over* in
//!   the set ([`Event::HeldOver`], once in every session) until another seat is active, and leaves with the plan in
//!   which the others reach the floor. No more are held over than the floor lacks: first members that wanted to rest,
//!   then members that committed an offence, and expelled ones last.
//! - A floor is refused that the seats both active and planned don't reach by themselves ([`Error::FloorOutOfReach`]).
//!
//! Hence no plan ever has fewer validators than the floor, and none is ever empty.
//!
//! ### When a third fails at once
//!
//! Blocks go on with a single author left, but finality stops once a third of the set or more is offline, and a new set
//! takes over finality only with a final block. The chain still lets the idle seats rest, and goes on when enough of
//! them are back. If they never come back, two thirds of the collective whitelist `grandpa.note_stalled`, which lets the
//! next set begin without the last one's finality. Keep the idle term well below the time in which a second
//! validator may fail.
//!
//! ## Low-level details
//!
//! - A session ends once its length has passed since it began. A changed length holds at once: what is shortened below
//!   the age of the session ends it in the next block, and what is lengthened by mistake can still be shortened.
//! - Session keys must not be taken away while a set depends on them. The runtime has to refuse the session pallet's
//!   `purge_keys`; keys are replaced instead.
//! - The author of a block must be noted before the session rotates, or the first author of a session is looked up
//!   in the wrong set. The runtime declares the authorship pallet before the session pallet.
//! - Genesis: every member of the collective whose session keys are in the session pallet's genesis is an active
//!   seat; so the members must be set before. Nothing else is listed.
//! - Planning takes no weight of its own, because the session pallet counts the block in which a session begins as
//!   full. What an offence costs is in the weight of the report.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod features;
mod impl_change_members;
mod impl_event_handler;
mod impl_on_offence_handler;
mod impl_session_manager;
mod new_keys;
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::SortedMembers};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::SaturatedConversion;
	use sp_staking::SessionIndex;

	/// The version of the storage layout. A migration that changes the layout raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet of the validators' seats.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types and constants that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// The members of the collective, each of whom has a seat.
		type Regulators: SortedMembers<Self::AccountId>;
		/// The origin that sets the floor.
		type FloorOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The origin that sets the idle term.
		type IdleTermOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The origin that sets the length of a session.
		type SessionLengthOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The origin that pardons offenders.
		type PardonOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The maximum number of seats: that of the collective's members.
		#[pallet::constant]
		type MaxSeats: Get<u32>;
		/// The shortest idle term, in blocks: every validator's turn comes within it.
		#[pallet::constant]
		type MinIdleTerm: Get<BlockNumberFor<Self>>;
		/// The idle term of the default genesis, in blocks.
		#[pallet::constant]
		type DefaultIdleTerm: Get<BlockNumberFor<Self>>;
		/// The shortest session, in blocks.
		#[pallet::constant]
		type MinSessionLength: Get<BlockNumberFor<Self>>;
		/// The length of a session by the default genesis, in blocks.
		#[pallet::constant]
		type DefaultSessionLength: Get<BlockNumberFor<Self>>;

		/// The cost of a key that is new to the state, beyond that of one that was there.
		///
		/// Keys that were there are those whose writing was measured.
		type NewKey: Get<Weight>;
		/// Weights of the calls and the hooks, without that of new keys.
		type WeightInfo: WeightInfo;
	}

	/// Errors for which a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller is no member of the regulators' collective. Use the account of a member.
		NotMember,
		/// The seat is active already. Nothing is left to do.
		AlreadyActive,
		/// The seat is not active, so that it can't rest. Nothing is left to do.
		NotActive,
		/// The caller has no session keys. Set them with the session pallet first.
		NoKeys,
		/// The seat is retired for an offence. Ask the collective for a pardon.
		Offended,
		/// The seat is not retired for an offence, so that there is nothing to pardon.
		NotOffended,
		/// There are no more active seats than the floor. Rest when another is active.
		AtFloor,
		/// The floor is zero. Set at least one.
		ZeroFloor,
		/// Fewer seats than that are both active and planned into the next set. Raise the floor when more have entered.
		FloorOutOfReach,
		/// Not every validator's turn comes in so short a term. Set at least `MinIdleTerm`.
		IdleTermTooShort,
		/// The session would be too short. Set at least `MinSessionLength`.
		SessionTooShort,
	}

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A seat is planned into the sets from now on.
		Activated {
			/// The holder of the seat.
			who: T::AccountId,
		},
		/// A seat is no longer planned into the sets to come.
		Rested {
			/// The holder of the seat.
			who: T::AccountId,
			/// The reason for its rest.
			why: Rest,
		},
		/// A seat lost its right to be in the set.
		Retired {
			/// The holder of the seat.
			who: T::AccountId,
			/// The reason for its retirement.
			why: Retirement,
		},
		/// A seat that has to leave is planned into one more set, because the others don't reach the floor.
		HeldOver {
			/// The holder of the seat.
			who: T::AccountId,
			/// The session of that set.
			session: SessionIndex,
		},
		/// A set was planned that differs from the one that acts now.
		SetPlanned {
			/// The session from which on it will act.
			session: SessionIndex,
			/// The validators that will enter.
			entering: Vec<T::AccountId>,
			/// The validators that will leave.
			leaving: Vec<T::AccountId>,
		},
		/// From this block on another set acts.
		SetChanged {
			/// The session that begins with it.
			session: SessionIndex,
			/// The validators that entered.
			entering: Vec<T::AccountId>,
			/// The validators that left.
			leaving: Vec<T::AccountId>,
		},
		/// The fewest validators of a set were set.
		FloorSet {
			/// The number of validators.
			floor: u32,
		},
		/// The idle term was set.
		IdleTermSet {
			/// The idle term in blocks.
			blocks: BlockNumberFor<T>,
		},
		/// The length of a session was set.
		SessionLengthSet {
			/// The length in blocks.
			blocks: BlockNumberFor<T>,
		},
		/// A seat that was retired for an offence may be activated again.
		Pardoned {
			/// The holder of the seat.
			who: T::AccountId,
		},
	}

	/// Every seat that was ever activated, while its holder is a member or in the set.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Standing, OptionQuery>;

	/// The last block that each validator of the acting set authored.
	///
	/// After it entered or was activated anew, the block of that. The map stands on its own, so that the one write
	/// which every block makes is as small as it can be.
	#[pallet::storage]
	pub type LastAuthored<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

	/// The fewest validators of a set.
	#[pallet::storage]
	pub type Floor<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<1>>;

	/// The number of blocks without one of its own after which a seat in the set is let rest.
	#[pallet::storage]
	pub type IdleTerm<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery, T::DefaultIdleTerm>;

	/// The length of a session in blocks.
	#[pallet::storage]
	pub type SessionLength<T: Config> =
		StorageValue<_, BlockNumberFor<T>, ValueQuery, T::DefaultSessionLength>;

	/// The block in which the session began.
	#[pallet::storage]
	pub type SessionBegan<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The parameters at genesis. The seats are not listed: they are those of the members with session keys.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The fewest validators of a set.
		pub floor: u32,
		/// The idle term, in blocks.
		pub idle_term: BlockNumberFor<T>,
		/// The length of a session, in blocks.
		pub session_length: BlockNumberFor<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				floor: 1,
				idle_term: T::DefaultIdleTerm::get(),
				session_length: T::DefaultSessionLength::get(),
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.floor > 0, "the floor is at least one");
			assert!(self.idle_term >= T::MinIdleTerm::get(), "everyone's turn comes within the idle term");
			assert!(
				self.session_length >= T::MinSessionLength::get(),
				"a session has at least its shortest length"
			);
			Floor::<T>::put(self.floor);
			IdleTerm::<T>::put(self.idle_term);
			SessionLength::<T>::put(self.session_length);
			Pallet::<T>::seat_first_validators(self.floor);
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Asks for a place in the validator set (DB4403/T 471-2024 §6.2.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the regulators' collective.
		///
		/// ## Details
		///
		/// Activate a seat when its node has caught up with the chain and holds the session keys: from two sessions later
		/// on the other validators count on it.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::AlreadyActive`], [`Error::Offended`], [`Error::NoKeys`]
		///
		/// ## Events
		///
		/// [`Event::Activated`]
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::activate().saturating_add(T::NewKey::get()))]
		pub fn activate(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_activate(who)
		}

		/// Leaves the validator set, for maintenance.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of an active seat.
		///
		/// ## Details
		///
		/// Keep the node running until [`Event::SetChanged`] says that it has left, two sessions later. The way back is
		/// to activate again.
		///
		/// ## Errors
		///
		/// [`Error::NotMember`], [`Error::NotActive`], [`Error::AtFloor`]
		///
		/// ## Events
		///
		/// [`Event::Rested`]
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::rest())]
		pub fn rest(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rest(who)
		}

		/// Sets the fewest validators that a set is planned with.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::FloorOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// At least one. A higher floor than before must be reached by the seats that are active and in the next set
		/// already. Four is the fewest with which finality outlives the failure of one.
		///
		/// ## Errors
		///
		/// [`Error::ZeroFloor`], [`Error::FloorOutOfReach`]
		///
		/// ## Events
		///
		/// [`Event::FloorSet`]
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::set_floor())]
		pub fn set_floor(origin: OriginFor<T>, floor: u32) -> DispatchResult {
			T::FloorOrigin::ensure_origin(origin)?;
			Self::do_set_floor(floor)
		}

		/// Sets the number of blocks without one of its own after which a seat in the set is let rest.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::IdleTermOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// At least [`Config::MinIdleTerm`]. Checked when a session ends, the most idle first, and only above the floor.
		///
		/// ## Errors
		///
		/// [`Error::IdleTermTooShort`]
		///
		/// ## Events
		///
		/// [`Event::IdleTermSet`]
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::set_idle_term())]
		pub fn set_idle_term(origin: OriginFor<T>, blocks: BlockNumberFor<T>) -> DispatchResult {
			T::IdleTermOrigin::ensure_origin(origin)?;
			Self::do_set_idle_term(blocks)
		}

		/// Sets the length of a session in blocks.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::SessionLengthOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// At least [`Config::MinSessionLength`]. Holds for the running session too: one that is older already ends in
		/// the next block.
		///
		/// ## Errors
		///
		/// [`Error::SessionTooShort`]
		///
		/// ## Events
		///
		/// [`Event::SessionLengthSet`]
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::set_session_length())]
		pub fn set_session_length(origin: OriginFor<T>, blocks: BlockNumberFor<T>) -> DispatchResult {
			T::SessionLengthOrigin::ensure_origin(origin)?;
			Self::do_set_session_length(blocks)
		}

		/// Lets a seat be activated again that was retired for an offence.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::PardonOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// A seat that was held over in the set and disabled there may author again at once.
		///
		/// ## Errors
		///
		/// [`Error::NotOffended`]
		///
		/// ## Events
		///
		/// [`Event::Pardoned`]
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::pardon())]
		pub fn pardon(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::PardonOrigin::ensure_origin(origin)?;
			Self::do_pardon(who)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let turns: u32 = T::MinIdleTerm::get().saturated_into();
			assert!(turns >= T::MaxSeats::get(), "everyone's turn comes within the shortest idle term");
			assert!(T::DefaultIdleTerm::get() >= T::MinIdleTerm::get(), "the default is one that may be set");
			assert!(
				T::DefaultSessionLength::get() >= T::MinSessionLength::get(),
				"the default is one that may be set"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
