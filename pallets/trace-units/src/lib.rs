//! # Trace units
//!
//! What is traced: single products and batches, each under one trace code.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module: [`Config`], and the dispatchables on [`Call`].
//!
//! ## Overview
//!
//! A trace unit 追溯单元 is a single product or one batch of it (DB4403/T 471-2024 §3.2). It gets its trace code 追溯码
//! when it comes into being (§5.1), and one product has one code over its whole way (§6.3.1.3). A trade entity
//! registers the unit here, as its first owner and custodian, and chooses the traceability mode 追溯方式 (§3.8 to
//! §3.10), from which follows what must be recorded of it (tables 1 to 4).
//!
//! What is said of a unit is no concern of this pallet: it stands in the four information blocks, which ask here
//! whose unit it is, who holds it and whether it is open. A unit that misses nothing which its mode makes mandatory
//! may be closed. From then on the blocks take amendments of it only.
//!
//! ### Dispatchables
//!
//! - [`register`](Call::register) and [`register_many`](Call::register_many): a trade entity registers its units.
//! - [`close`](Call::close): an owner closes a complete unit.
//!
//! ## Low-level details
//!
//! - A unit is one value in state, of constant size, and keeps its place for good: a code that was once registered is
//!   never free again.
//! - [`TraceCode`] has one canonical form, so that a unit can't be registered twice under two spellings.
//! - The pallet knows no other: participants answer through [`Config::Register`], the blocks through
//!   [`Config::Blocks`], and it answers them through [`traits::Units`](suyuan_primitives::traits::Units).
//! - Nothing that is said of a unit here depends on the time of day, so the pallet has no clock but the block number.
//!
//! [`TraceCode`]: suyuan_primitives::codes::TraceCode

#![cfg_attr(not(feature = "std"), no_std)]

mod impls;
mod types;
mod value_errors;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{NewUnit, Unit, UnitKind, UnitOf, UnitStatus};
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{NewUnit, UnitOf, WeightInfo};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use suyuan_primitives::{
		codes::TraceCode,
		traits::{Blocks, Register},
	};

	/// Trace units.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the pallet is given.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who may do what.
		type Register: Register<Self::AccountId>;

		/// What is recorded of a unit that wants to close.
		type Blocks: Blocks;

		/// How many units one call of `register_many` may register.
		#[pallet::constant]
		type MaxUnitsPerCall: Get<u32>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller's admission is not in force: it was never admitted, is suspended or revoked, or has expired.
		/// Apply for admission, or ask the regulators why.
		NotInForce,
		/// Only trade entities 贸易主体 (§6.1 a) bring units into being, and the caller is of another kind. Let the
		/// owner of the goods register them.
		MayNotRegister,
		/// A unit with this trace code exists already, or stands twice in the call. Give each unit its own code.
		AlreadyRegistered,
		/// No unit has this trace code. Look at its spelling, or register it.
		NotFound,
		/// The unit belongs to somebody else, who alone may do this.
		NotOwner,
		/// The unit was closed before. Nothing is left to do.
		AlreadyClosed,
		/// The unit lacks a category that is mandatory in its mode (tables 1 to 4). Ask `TraceApi.missing` which, and
		/// have it recorded.
		Incomplete,
		/// The trace code names a batch where an item is said, or the other way round. A serial number (AI 21) makes
		/// an item, a lot (AI 10) without one a batch.
		KindMismatch,
		/// The trace code names a kind of product, a logistic unit or a place, none of which is a trace unit (§3.2).
		/// Add a lot or a serial number.
		NotAUnit,
		/// The call registers no unit. Name at least one.
		EmptyBatch,
		/// The trace code is not canonical: a wrong path, order of qualifiers, or percent-encoding. See `TraceCode`.
		MalformedTraceCode,
		/// The check digit of the trace code does not agree with its other digits. Look for a slip of the pen.
		WrongCheckDigit,
		/// The quantity of the batch is zero. Say how much there is.
		ZeroAmount,
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A unit came into being.
		Registered {
			/// Its trace code.
			code: TraceCode,
			/// The unit as it was registered.
			unit: UnitOf<T>,
		},
		/// A unit has all that its mode makes mandatory, and takes amendments only from now on.
		Closed {
			/// Its trace code.
			code: TraceCode,
		},
	}

	/// The units by their trace codes.
	///
	/// Whoever registers chooses the code, so the hasher is one that cannot be driven into collisions; it keeps the
	/// code in the key, so that the units can be listed.
	#[pallet::storage]
	pub type Units<T: Config> = StorageMap<_, Blake2_128Concat, TraceCode, UnitOf<T>>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a trace unit 追溯单元 (DB4403/T 471-2024 §3.2, §5.1, §6.3.1.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a trade entity whose admission is in force.
		///
		/// ## Details
		///
		/// The caller becomes the unit's owner and custodian. The trace code must be canonical and name what is
		/// registered: a serial number makes an item, a lot alone a batch. Codes of other schemes do not tell and may
		/// be either. The code stays taken for good.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::MayNotRegister`]: who calls.
		/// - [`Error::MalformedTraceCode`], [`Error::WrongCheckDigit`], [`Error::NotAUnit`], [`Error::KindMismatch`],
		///   [`Error::AlreadyRegistered`]: the code.
		/// - [`Error::ZeroAmount`]: the quantity of a batch.
		///
		/// ## Events
		///
		/// - [`Event::Registered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register())]
		pub fn register(origin: OriginFor<T>, unit: NewUnit) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register(who, unit)
		}

		/// Registers many trace units at once, all or none (DB4403/T 471-2024 §3.2, §5.1, §6.3.1.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a trade entity whose admission is in force.
		///
		/// ## Details
		///
		/// As `register` for each unit in turn. If one of them is refused, none is registered.
		///
		/// ## Errors
		///
		/// - [`Error::EmptyBatch`]: the list is empty.
		/// - Those of `register`, for the first unit that is refused.
		///
		/// ## Events
		///
		/// - [`Event::Registered`], one per unit.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::register_many(units.len() as u32))]
		pub fn register_many(
			origin: OriginFor<T>,
			units: BoundedVec<NewUnit, T::MaxUnitsPerCall>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_many(who, units)
		}

		/// Closes a unit of which everything mandatory is recorded (DB4403/T 471-2024 tables 1 to 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the unit's owner, whose admission is in force.
		///
		/// ## Details
		///
		/// What is mandatory follows from the unit's mode; `TraceApi.missing` says what is not there yet. A closed unit
		/// takes no more records, only amendments of what was recorded, and does not open again.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOwner`]: who calls.
		/// - [`Error::NotFound`], [`Error::AlreadyClosed`], [`Error::Incomplete`]: the unit.
		///
		/// ## Events
		///
		/// - [`Event::Closed`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::close())]
		pub fn close(origin: OriginFor<T>, code: TraceCode) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close(who, code)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
