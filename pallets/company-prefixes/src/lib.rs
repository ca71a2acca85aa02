// SPDX-License-Identifier: Apache-2.0

//! # Company prefixes
//!
//! The book of code prefixes: each is granted to one company, which alone gives out the trace codes under it, and permits
//! others to.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module: [`Config`], and the dispatchables on [`Call`]. Other parts of a runtime read
//! [`Pallet::grant_of`].
//!
//! ## Overview
//!
//! A trace code 追溯码 names one product in all the world (DB4403/T 471-2024 §5.1), because whoever gives it out does so
//! under a prefix of its own: a company prefix 厂商识别代码 of GS1, or a namespace of another scheme. The chain can't see
//! who has that right, and without a book the first to register a code would tell the story of another's brand. So
//! market supervision, or the regulators' collective by vote, grants prefixes on proof, and the units that come into being
//! ask here for the right of their owner.
//!
//! ### Dispatchables
//!
//! - [`grant`](Call::grant) and [`end_grant`](Call::end_grant), by market supervision or by vote.
//! - [`permit`](Call::permit), by a holder, for contract makers and traders; [`revoke_permit`](Call::revoke_permit) by either
//!   side.
//! - [`set_rule`](Call::set_rule), by vote: whether units of unproven right are registered, marked or refused.
//!
//! ### Rules
//!
//! - No prefix begins with another, whoever holds it, so that a code lies under one at most.
//! - Numbers that GS1 gives to no company are granted to none: see [`CodePrefix::is_restricted`].
//! - A grant and a permit end at their time, with the admission of the account that has them, and a permit with the grant
//!   that it was given under, or while its holder is not in force. Units that were registered stay.
//! - What an account may give out is one key, read once for all units of a call. The book is read for units under a permit
//!   alone: two keys each.
//!
//! ## Low-level details
//!
//! The keys of the book are not hashed: they are the characters of the prefixes in order. As no prefix begins with another,
//! the only one that a code can lie under, and the only one that can overlap with a new one, is the first key after the
//! characters: one step of the trie, however many lengths there are. Market supervision alone chooses the keys, which are
//! 34 bytes long, so that nobody makes the trie deep.
//!
//! [`CodePrefix::is_restricted`]: suyuan_primitives::codes::CodePrefix::is_restricted

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod clock;
mod features;
mod impl_code_prefixes;
mod new_keys;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
mod value_errors;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use impl_code_prefixes::Loaded;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The maximum number of prefixes of an account.
pub type MaxPrefixesOf<T> = <T as Config>::MaxPrefixes;
/// The maximum number of permits that an account has.
pub type MaxPermitsOf<T> = <T as Config>::MaxPermits;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{Documents, Grant, GrantId, PrefixKey, PrefixRule, Rights, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::UnixTime, Identity};
	use frame_system::pallet_prelude::*;
	use suyuan_primitives::{codes::CodePrefix, traits::Register, values::Note};

	/// The version of the storage layout. A migration that changes the layout raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet of company prefixes 厂商识别代码.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types and constants that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The register of participants: who is in force in which admission, and whose seat is market supervision's.
		type Register: Register<Self::AccountId>;

		/// The origin of the regulators' collective, which sets the rule, and grants as market supervision does.
		type CollectiveOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The time of day, at which grants and permits end.
		type Time: UnixTime;

		/// The maximum number of prefixes of an account.
		#[pallet::constant]
		type MaxPrefixes: Get<u32>;

		/// The maximum number of permits that an account has.
		#[pallet::constant]
		type MaxPermits: Get<u32>;

		/// The maximum number of permits that a holder gives.
		#[pallet::constant]
		type MaxPermitsGiven: Get<u32>;

		/// The cost of a key that is new to the state, beyond that of one that was there.
		type NewKey: Get<Weight>;

		/// Weights of the calls, without that of new keys.
		type WeightInfo: WeightInfo;
	}

	/// Errors for which a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller's admission is not in force: it was never admitted, is suspended or revoked, or has expired.
		/// Apply for admission, or ask the regulators why.
		NotInForce,
		/// The caller holds no seat of market supervision, and only market supervision does this. Ask it.
		NotMarketSupervision,
		/// The admission of the account that is to hold the prefix is not in force. Have it admitted first.
		HolderNotInForce,
		/// The admission of the account that is to be permitted is not in force. Name another one, or wait.
		RecipientNotInForce,
		/// A company prefix has 4 to 12 digits, a namespace 2 to 32 letters, digits, dots, hyphens or underscores. Look for
		/// a typing error.
		MalformedCode,
		/// The check digit of the barcode does not agree with its other digits. Look for a typing error.
		WrongCheckDigit,
		/// GS1 gives numbers that begin like this to no company: they are for use within one. Grant the prefix that stands
		/// in the company's certificate.
		RestrictedNumber,
		/// The prefix is granted already, begins with one that is, or one that is begins with it. Look whose that is, and
		/// end it first if it is wrong.
		PrefixTaken,
		/// The account holds as many prefixes as it may. See `MaxPrefixes`.
		MaxPrefixesExceeded,
		/// The account has as many permits as it may. Let it give one back. See `MaxPermits`.
		MaxPermitsExceeded,
		/// The holder gave as many permits as it may. Revoke one, or permit a shorter prefix. See `MaxPermitsGiven`.
		MaxPermitsGivenExceeded,
		/// The list of documents is empty. Name the certificate that proves the right.
		EvidenceMissing,
		/// The end lies in the past. Name a later time, or none.
		AlreadyPast,
		/// The very prefix is granted to nobody. Look at its spelling, or at the whole prefix that it lies under.
		NotGranted,
		/// The caller holds no prefix that this one lies under, or its grant has ended. Ask market supervision.
		NotHolder,
		/// There is no such permit, or the caller is neither of its sides. Look at prefix, holder and account.
		NotPermitted,
		/// The caller names itself. It needs no permit for its own prefix.
		ToSelf,
		/// A text is empty or begins or ends with white space. Write the reason without either.
		EmptyText,
		/// A text has a control character, such as a line break or a tab. Write it on one line.
		ControlCharacter,
		/// A text has a character that no reader sees, such as a zero-width space. Write it anew without.
		InvisibleCharacter,
		/// A text has a space other than U+0020, such as a full-width one. Write plain spaces.
		OtherSpace,
		/// A text is not in Unicode's Normalization Form C. Normalize it before it is signed.
		NotNormalized,
	}

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The rule for units of unproven right was set.
		RuleSet {
			/// The rule from now on.
			rule: PrefixRule,
		},
		/// A prefix was granted, or its end and its evidence were set anew.
		Granted {
			/// The grant as it stands.
			grant: Grant<T::AccountId>,
			/// The holder of market supervision's seat that signed the call. None if it was voted on.
			by: Option<T::AccountId>,
		},
		/// The grant of a prefix ended before its time, with all permits under it.
		Ended {
			/// The prefix, which is free again.
			prefix: CodePrefix,
			/// The company that held it.
			holder: T::AccountId,
			/// The reason.
			reason: Note,
			/// The holder of market supervision's seat that signed the call. None if it was voted on.
			by: Option<T::AccountId>,
		},
		/// A holder permitted an account to register units under its prefix.
		Permitted {
			/// The prefix that is permitted: the holder's, or a part of it.
			prefix: CodePrefix,
			/// The holder of the prefix.
			holder: T::AccountId,
			/// The account that is permitted.
			to: T::AccountId,
			/// The end of the permit: milliseconds since 1970-01-01 UTC. None if it has no end of its own.
			until: Option<u64>,
		},
		/// A permit was revoked, or given back.
		PermitRevoked {
			/// The prefix that was permitted.
			prefix: CodePrefix,
			/// The holder of the prefix.
			holder: T::AccountId,
			/// The account that was permitted.
			to: T::AccountId,
			/// The account that signed the call: either side.
			by: T::AccountId,
		},
	}

	/// The rule for units of unproven right.
	#[pallet::storage]
	pub type Rule<T: Config> = StorageValue<_, PrefixRule, ValueQuery>;

	/// The grants by their prefixes, in the order of the characters.
	///
	/// Not hashed, so that one step finds the prefix of a code: see the crate's documentation.
	#[pallet::storage]
	pub type Grants<T: Config> = StorageMap<_, Identity, PrefixKey, Grant<T::AccountId>>;

	/// The number of the next grant.
	#[pallet::storage]
	pub type NextGrant<T: Config> = StorageValue<_, GrantId, ValueQuery>;

	/// The rights of each account to give out codes. No account has an empty list.
	///
	/// Participants choose their accounts, so the hasher is one that can't be driven into collisions.
	#[pallet::storage]
	pub type AccountRights<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Rights<T>, ValueQuery>;

	/// The number of permits that each holder gave, those that ended by themselves among them.
	///
	/// Hashed as the rights are.
	#[pallet::storage]
	pub type PermitsGiven<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// The parameters at genesis.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The rule for units of unproven right. They are refused unless it says otherwise.
		pub rule: PrefixRule,
		/// Marker for the type parameter.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Rule::<T>::put(self.rule);
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the rule for units whose code lies under no prefix of their owner (DB4403/T 471-2024 §5.1).
		///
		/// ## Dispatch Origin
		///
		/// [`Config::CollectiveOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// Holds for units that are registered from now on. Those that were marked stay so.
		///
		/// ## Errors
		///
		/// None.
		///
		/// ## Events
		///
		/// - [`Event::RuleSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_rule())]
		pub fn set_rule(origin: OriginFor<T>, rule: PrefixRule) -> DispatchResult {
			T::CollectiveOrigin::ensure_origin(origin)?;
			Rule::<T>::put(rule);
			Self::deposit_event(Event::RuleSet { rule });
			Ok(())
		}

		/// Grants a prefix to a company, or sets the end and the evidence of its grant anew (DB4403/T 471-2024 §5.1, §7.6).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of market supervision, whose admission is in force; or
		/// [`Config::CollectiveOrigin`].
		///
		/// ## Details
		///
		/// From now on the holder gives out the codes under the prefix, until the grant or its admission ends. The prefix
		/// neither begins with another nor does another begin with it. Granted again to the same holder, it goes on with
		/// all permits under it.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotMarketSupervision`]: the caller.
		/// - [`Error::MalformedCode`], [`Error::WrongCheckDigit`], [`Error::RestrictedNumber`], [`Error::PrefixTaken`]: the
		///   prefix.
		/// - [`Error::HolderNotInForce`], [`Error::MaxPrefixesExceeded`]: the holder.
		/// - [`Error::EvidenceMissing`], [`Error::AlreadyPast`]: evidence and end.
		///
		/// ## Events
		///
		/// - [`Event::Granted`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::grant().saturating_add(Pallet::<T>::new_keys(2)))]
		pub fn grant(
			origin: OriginFor<T>,
			prefix: CodePrefix,
			holder: T::AccountId,
			until: Option<u64>,
			evidence: Documents,
		) -> DispatchResult {
			let by = Self::grantor(origin)?;
			Self::do_grant(by, prefix, holder, until, evidence)
		}

		/// Ends the grant of a prefix before its time, with all permits under it (DB4403/T 471-2024 §7.6).
		///
		/// ## Dispatch Origin
		///
		/// As `grant`.
		///
		/// ## Details
		///
		/// The prefix is free for another company. Units that were registered under it stay.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotMarketSupervision`]: the caller.
		/// - [`Error::NotGranted`]: the prefix.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`], [`Error::InvisibleCharacter`], [`Error::OtherSpace`],
		///   [`Error::NotNormalized`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Ended`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::end_grant())]
		pub fn end_grant(origin: OriginFor<T>, prefix: CodePrefix, reason: Note) -> DispatchResult {
			let by = Self::grantor(origin)?;
			Self::do_end_grant(by, prefix, reason)
		}

		/// Permits an account to register units under the caller's prefix (DB4403/T 471-2024 §5.1, §6.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of the prefix, whose admission is in force.
		///
		/// ## Details
		///
		/// For contract makers and traders. Of a company prefix a part may be permitted, such as one barcode. Takes the
		/// place of the caller's permit of the same prefix for the same account. The permit ends at its time, with the
		/// grant, with the admission of the account that has it, and is of no use while the holder is not in force.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotHolder`], [`Error::MaxPermitsGivenExceeded`]: the caller.
		/// - [`Error::MalformedCode`], [`Error::WrongCheckDigit`]: the prefix.
		/// - [`Error::ToSelf`], [`Error::RecipientNotInForce`], [`Error::MaxPermitsExceeded`]: the account.
		/// - [`Error::AlreadyPast`]: the end.
		///
		/// ## Events
		///
		/// - [`Event::Permitted`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::permit().saturating_add(Pallet::<T>::new_keys(2)))]
		pub fn permit(
			origin: OriginFor<T>,
			prefix: CodePrefix,
			to: T::AccountId,
			until: Option<u64>,
		) -> DispatchResult {
			let holder = ensure_signed(origin)?;
			Self::do_permit(holder, prefix, to, until)
		}

		/// Revokes a permit, or gives it back (DB4403/T 471-2024 §5.1, §6.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder that gave it, or by the account that has it, whether in force or not.
		///
		/// ## Details
		///
		/// Units that were registered under it stay.
		///
		/// ## Errors
		///
		/// - [`Error::NotPermitted`]: the permit, or the caller.
		///
		/// ## Events
		///
		/// - [`Event::PermitRevoked`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::revoke_permit())]
		pub fn revoke_permit(
			origin: OriginFor<T>,
			prefix: CodePrefix,
			holder: T::AccountId,
			to: T::AccountId,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_revoke_permit(by, prefix, holder, to)
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
