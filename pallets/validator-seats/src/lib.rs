//! # Validator seats
//!
//! Those who supervise also make the blocks: a regulator's seat in the collective is a seat in the validator set.
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
//! It also says [how long a session lasts](Call::set_session_length).
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
//! Two traps lie here. A set from which everyone may be taken can run empty, and a chain without validators can't even
//! vote new ones in. A set from which nobody can be taken goes on with members that were expelled. Between the two
//! stands the [floor](Call::set_floor), the fewest validators that a set is planned with:
//!
//! - Above the floor, whoever has to leave is dropped from the next plan, without exception.
//! - At the floor, resting is refused and idleness left undone. Who was expelled, or committed an offence, is *held
//!   over* in the set ([`Event::HeldOver`], once in every session) until another is active, and leaves with the plan
//!   in which the others reach the floor. No more are held over than the floor lacks: first members that wanted to
//!   rest, then members that committed an offence, and those who were expelled last.
//! - A floor is refused which those who are active and planned don't reach by themselves ([`Error::FloorOutOfReach`]).
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
#[cfg(any(test, feature = "try-runtime"))]
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

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::SortedMembers};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::SaturatedConversion;
	use sp_staking::SessionIndex;

	/// The version of what stands in state. A migration that changes it raises this by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The seats.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// The members of the collective, each of whom has a seat.
		type Regulators: SortedMembers<Self::AccountId>;
		/// Who sets the floor.
		type FloorOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who sets the idle term.
		type IdleTermOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who sets the length of a session.
		type SessionLengthOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who pardons.
		type PardonOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most seats: as many as the collective may have members.
		#[pallet::constant]
		type MaxSeats: Get<u32>;
		/// The shortest idle term, in blocks: everyone's turn comes within it.
		#[pallet::constant]
		type MinIdleTerm: Get<BlockNumberFor<Self>>;
		/// The idle term of a genesis that says nothing else.
		#[pallet::constant]
		type DefaultIdleTerm: Get<BlockNumberFor<Self>>;
		/// The shortest session, in blocks.
		#[pallet::constant]
		type MinSessionLength: Get<BlockNumberFor<Self>>;
		/// The length of a session by a genesis that says nothing else.
		#[pallet::constant]
		type DefaultSessionLength: Get<BlockNumberFor<Self>>;

		/// Cost of a key that is new to the state, beyond that of one that was there, like those whose writing was measured.
		type NewKey: Get<Weight>;
		/// Weights of the calls and the hooks, but for that.
		type WeightInfo: WeightInfo;
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller is no member of the regulators' collective.
		NotMember,
		/// The seat is active.
		AlreadyActive,
		/// The seat is not active.
		NotActive,
		/// The caller has no session keys. Set them with the session pallet first.
		NoKeys,
		/// The seat is retired for an offence. Ask the collective for a pardon.
		Offended,
		/// The seat is not retired for an offence.
		NotOffended,
		/// There are no more active seats than the floor. Rest when another is active.
		AtFloor,
		/// The floor is at least one.
		ZeroFloor,
		/// Those who are active and planned into the next set are fewer. Raise the floor when more have entered.
		FloorOutOfReach,
		/// Not everyone's turn comes in so short a term.
		IdleTermTooShort,
		/// A session takes longer than that.
		SessionTooShort,
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A seat is planned into the sets from now on.
		Activated {
			/// Its holder.
			who: T::AccountId,
		},
		/// A seat is no longer planned into the sets to come.
		Rested {
			/// Its holder.
			who: T::AccountId,
			/// Why.
			why: Rest,
		},
		/// A seat lost its right to be in the set.
		Retired {
			/// Its holder.
			who: T::AccountId,
			/// Why.
			why: Retirement,
		},
		/// A seat that has to leave is planned into one more set, because the others don't reach the floor.
		HeldOver {
			/// Its holder.
			who: T::AccountId,
			/// The session of that set.
			session: SessionIndex,
		},
		/// A set was planned that differs from the one that acts now.
		SetPlanned {
			/// The session from which on it will act.
			session: SessionIndex,
			/// Who will enter.
			entering: Vec<T::AccountId>,
			/// Who will leave.
			leaving: Vec<T::AccountId>,
		},
		/// From this block on another set acts.
		SetChanged {
			/// The session that begins with it.
			session: SessionIndex,
			/// Who entered.
			entering: Vec<T::AccountId>,
			/// Who left.
			leaving: Vec<T::AccountId>,
		},
		/// The fewest validators of a set are others.
		FloorSet {
			/// How many.
			floor: u32,
		},
		/// The idle term is another.
		IdleTermSet {
			/// In blocks.
			blocks: BlockNumberFor<T>,
		},
		/// Sessions have another length.
		SessionLengthSet {
			/// In blocks.
			blocks: BlockNumberFor<T>,
		},
		/// A seat that was retired for an offence may be activated again.
		Pardoned {
			/// Its holder.
			who: T::AccountId,
		},
	}

	/// Every seat that was ever activated, while its holder is a member or in the set.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Standing, OptionQuery>;

	/// For everyone in the acting set, the block that it authored last, or in which it entered or was activated anew.
	///
	/// On its own, so that the one write which every block makes is as small as it can be.
	#[pallet::storage]
	pub type LastAuthored<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

	/// The fewest validators of a set.
	#[pallet::storage]
	pub type Floor<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<1>>;

	/// After how many blocks without one of its own a seat in the set is let rest.
	#[pallet::storage]
	pub type IdleTerm<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery, T::DefaultIdleTerm>;

	/// How many blocks a session lasts.
	#[pallet::storage]
	pub type SessionLength<T: Config> =
		StorageValue<_, BlockNumberFor<T>, ValueQuery, T::DefaultSessionLength>;

	/// The block in which the session began.
	#[pallet::storage]
	pub type SessionBegan<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// With what the chain begins. The seats are not listed: they are the members with session keys.
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
		/// Do it when the node has caught up with the chain and holds the session keys: from two sessions later on the
		/// others count on it.
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

		/// Says how many validators a set has at least.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::FloorOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// At least one. A higher floor than before must be reached by those who are active and in the next set
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

		/// Says after how many blocks without one of its own a seat in the set is let rest.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::IdleTermOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// At least [`Config::MinIdleTerm`]. Looked at when a session ends, the most idle first, and only above the
		/// floor.
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

		/// Says how many blocks a session lasts.
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
		/// Whoever was held over in the set and disabled there may author again at once.
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
