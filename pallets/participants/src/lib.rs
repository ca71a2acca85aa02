// SPDX-License-Identifier: Apache-2.0

//! # Participants
//!
//! The register of the accounts that may write on the trace chain, and the transaction extension that refuses all others.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, their origins, errors and events.
//!
//! ## Overview
//!
//! DB4403/T 471-2024 §6.3.1.2 asks that a participant's node be classified, its kind determined and its real
//! name certified before it holds the right to write. So:
//!
//! 1. A regulator, or a service platform in force, [invites](Call::invite) an account.
//! 2. The account [applies](Call::apply) with a profile: business, nodes, identity, evidence.
//! 3. The regulators' collective votes to [admit](Call::admit) it, one or [many](Call::admit_many) in a
//!    motion, or to [reject](Call::reject) it with a reason. The decision is bound to the hash of the profile
//!    that was voted on: a profile edited meanwhile is not admitted.
//! 4. Later the collective may suspend, reinstate, revoke or renew. A participant whose profile changes applies
//!    again; the old profile stays in force until the decision.
//!
//! Regulators are in force by their seat in the collective and never by admission, so that governance can't
//! lock itself out. A merchant [authorizes](Call::authorize) platforms, carriers and banks to write into the
//! blocks of its units (§6.3.1.4).
//!
//! ### Admission of transactions
//!
//! There are no transaction fees and no account needs a balance. [`CheckAdmission`] stands among the transaction extensions
//! in the place of `CheckNonce` and refuses, before a transaction reaches the pool, what comes from a stranger, from an
//! invited account that does anything but apply, from a participant that is suspended, revoked or expired, calls that the
//! signer may not sign, be they carried by others, and what exceeds the signer's allowance. Each refusal has its own
//! [`InvalidTransaction::Custom`](sp_runtime::transaction_validity::InvalidTransaction::Custom) code: see
//! [`AdmissionError`].
//!
//! ### Allowance
//!
//! In place of a fee every transaction draws upon three buckets of its signer's principal: of declared weight, of encoded
//! bytes, and of keys that may be new to the state. They refill by block: see [`Allowance`]. The principal of an operator
//! is the account that it serves; any other account is its own. So neither further keys nor proxies and multisigs make an
//! allowance larger, and what one principal can leave in state and blocks is bounded by time.
//!
//! ### One organisation, many keys
//!
//! A participant offers a key to be its [operator](Call::add_operator), and the key [accepts](Call::accept_operator):
//! from then on it may sign proxy and multisig calls, and nothing else. The proxy's type says what it may do through a
//! proxy. Operators and authorizations end with the admission.
//!
//! ## Low-level details
//!
//! - An account that signed anything keeps its last provider reference for ever. Without it the account would be
//!   reaped, its nonce would start again at zero, and its old immortal transactions could be replayed.
//! - The buckets stand beside the account's nonce, as `data.buckets` of `System::Account`, where each transaction reads and
//!   writes anyway.
//! - A registration (credit code, or number in another country's register) is claimed by admission, not by
//!   application, so that no other account can block an enterprise by applying under its code.
//! - The names under which organisations were admitted are counted by their hash, so that an import can be refused that
//!   speaks in the name of a participant. Two organisations may have one name.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod allowance;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod check_admission;
mod clock;
mod features;
mod impl_change_members;
mod impl_register;
#[cfg(test)]
mod mock;
mod policy;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
mod value_errors;
mod views;
mod weights;

pub use allowance::{Allowance, Buckets, Rate};
#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use check_admission::{check_admission_of_participant, CheckAdmission};
pub use pallet::*;
pub use policy::{CallPolicy, OpenMultisigs, Role};
pub use types::{
	AccountData, Admission, AdmissionError, Application, Authorization, BlockSet, Identity, Invitation, Key,
	Nodes, Participant, Profile, Registration, Status,
};
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{Contains, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use suyuan_primitives::{parties::Department, values::Note};

	/// The version of the pallet's storage. A migration that changes the storage raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The register of participants.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The origins, bounds and interfaces that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountData = AccountData> {
		/// The origin that admits, rejects, renews and assigns departments: the regulators' collective.
		type AdmitOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The origin that suspends participants.
		type SuspendOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The origin that reinstates participants.
		///
		/// Not the one that suspends, if that is fewer than half: they could undo whatever others of their number decide.
		type ReinstateOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The origin that revokes admissions.
		type RevokeOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The accounts that hold a regulator's seat.
		type Regulators: Contains<Self::AccountId>;
		/// The calls that each role may sign, and the keys that they may bring into the state.
		type CallPolicy: CallPolicy<Self::AccountId, Self::RuntimeCall>;
		/// The multisig operations that wait for approvals.
		type Multisigs: OpenMultisigs<Self::AccountId, BlockNumberFor<Self>>;
		/// The clock of the chain.
		type Time: UnixTime;

		/// The milliseconds for which an invitation stands.
		#[pallet::constant]
		type InvitationTerm: Get<u64>;
		/// The most invitations that one inviter may have outstanding.
		#[pallet::constant]
		type MaxInvitations: Get<u32>;
		/// The most admissions in one motion.
		#[pallet::constant]
		type MaxAdmissions: Get<u32>;
		/// The blocks after which a multisig operation that waits for approvals lapses.
		#[pallet::constant]
		type MultisigTerm: Get<BlockNumberFor<Self>>;
		/// The most operators of one principal, those that have yet to accept among them.
		#[pallet::constant]
		type MaxOperators: Get<u32>;
		/// The most providers that one owner may authorize.
		#[pallet::constant]
		type MaxAuthorizations: Get<u32>;
		/// The allowance of a participant and its operators.
		#[pallet::constant]
		type ParticipantAllowance: Get<Allowance>;
		/// The allowance of a regulator and its operators.
		#[pallet::constant]
		type RegulatorAllowance: Get<Allowance>;
		/// The allowance of an applicant and its operators.
		#[pallet::constant]
		type ApplicantAllowance: Get<Allowance>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;

		/// The runtime's help for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::RuntimeCall>;
	}

	/// The reasons for which a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller is neither a regulator nor a service platform in force, and others may not invite. Ask one of
		/// them to.
		MayNotInvite,
		/// The account has an invitation that still stands. Wait for it to lapse, or let its inviter take it back.
		AlreadyInvited,
		/// The account is admitted already and needs no invitation. To change its profile, it applies again.
		AlreadyParticipant,
		/// The account holds a regulator's seat, by which it is in force; it neither applies nor is invited.
		HoldsSeat,
		/// The inviter has as many invitations outstanding as are allowed. Take back those that lapsed.
		MaxInvitationsExceeded,
		/// The account has no invitation that stands. Ask a regulator or a service platform for one.
		NotInvited,
		/// Only the inviter may take back an invitation that still stands. Wait until it lapses: then any account may.
		NotInviter,
		/// The business belongs to regulators, who are in force by their seat and do not apply. Name another business.
		RegulatorsDoNotApply,
		/// A participant of this kind may not run that node (DB4403/T 471-2024 §6.2.2, table 5). Leave the node out.
		NodeNotAllowed,
		/// The profile names a node twice. Name it once.
		DuplicateNode,
		/// Only final consumers and holders of a code take part as natural persons. Apply as an organisation.
		NotANaturalPersonsBusiness,
		/// Another participant is registered under this credit code or registration number. Look at its spelling, or
		/// ask the regulators.
		RegistrationTaken,
		/// The account has no application that waits. Apply first.
		NoApplication,
		/// The application is no longer the one that was voted on. Vote on the new profile.
		ProfileChanged,
		/// The admission would have expired already. Give a date in the future, in milliseconds since 1970-01-01 UTC.
		AlreadyExpired,
		/// The account was never admitted. Look at its address.
		NotParticipant,
		/// The participant is not active, but suspended or revoked already.
		NotActive,
		/// The participant is not suspended, so that there is nothing to reinstate.
		NotSuspended,
		/// The participant's admission was revoked, which is final. Invite the account anew.
		AlreadyRevoked,
		/// The caller's admission is not in force: never given, suspended, revoked or expired. Apply for admission,
		/// or ask the regulators why.
		NotInForce,
		/// The provider's admission is not in force. Wait until the provider is admitted, reinstated or renewed.
		ProviderNotInForce,
		/// The set of blocks is empty. To take everything back, withdraw the authorization.
		EmptyBlockSet,
		/// The caller did not authorize the provider, or withdrew it already.
		NotAuthorized,
		/// The owner authorizes as many providers as are allowed. Withdraw from those that no longer need it.
		MaxAuthorizationsExceeded,
		/// The principal has as many operators as are allowed, offers among them. Remove one first.
		MaxOperatorsExceeded,
		/// The key is an operator already, or the principal has offered it to be one. Let its principal remove it first.
		AlreadyOperator,
		/// An account can't be an operator of itself. Name another key.
		OperatorOfItself,
		/// The principal did not offer to let the caller sign on its behalf, or took the offer back. Ask it to add the key.
		NotOffered,
		/// The key is no operator of the caller, and was not offered to be one.
		NotOperator,
		/// The account holds no regulator's seat. Let the collective take it in first.
		NoSeat,
		/// The account has no such multisig operation open. Look at the account and the hash of the call.
		NoOpenMultisig,
		/// The multisig operation has not lapsed. Wait, or let the signatory that opened it cancel it.
		MultisigStands,
		/// A text is empty or begins or ends with white space. Write something without it.
		EmptyText,
		/// A text has a control character, such as a line break or a tab. Write it on one line.
		ControlCharacter,
		/// A text has a character that no reader sees, such as a zero-width space. Write it anew without.
		InvisibleCharacter,
		/// A text has a space other than U+0020, such as a full-width one. Write plain spaces.
		OtherSpace,
		/// A text is not in Unicode's Normalization Form C. Normalize it before it is signed.
		NotNormalized,
		/// A code has the wrong length or a character outside its alphabet. Look at its definition.
		MalformedCode,
		/// The credit code is the identity number of a person, which never stands on the chain in clear. Give the
		/// organisation's own code, or apply as a natural person.
		PersonalIdentityNumber,
		/// The country or region is not in ISO 3166-1. Give its two-letter code.
		UnknownCountry,
		/// An organisation of the mainland of China applies as one from overseas. Apply with its credit code.
		RegisteredInChina,
		/// The profile of an organisation has no evidence of who it is. Add a document.
		EmptyList,
	}

	/// The events of the register.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account was invited to apply.
		Invited {
			/// The account that may apply.
			who: T::AccountId,
			/// The regulator or service platform that invited it.
			inviter: T::AccountId,
			/// The end of the invitation: milliseconds since 1970-01-01 UTC.
			expires_at: u64,
		},
		/// An invitation was taken back.
		Uninvited {
			/// The account that had the invitation.
			who: T::AccountId,
		},
		/// A profile was handed in, a first one or a changed one.
		Applied {
			/// The account that applies.
			who: T::AccountId,
			/// Hash of the profile, to which the decision is bound.
			profile_hash: H256,
			/// The profile that was handed in.
			profile: Profile,
			/// False if the check digit of the credit code does not agree.
			check_digit_agrees: bool,
			/// False if the check digit of the organisation's code within the credit code does not agree.
			inner_digit_agrees: bool,
			/// False if the credit code's registration authority registers no organisations of its category.
			category_is_known: bool,
		},
		/// An application was taken back by the applicant.
		Withdrawn {
			/// The account that had applied.
			who: T::AccountId,
		},
		/// A participant was admitted, or its changed profile came into force.
		Admitted {
			/// The account that was admitted.
			who: T::AccountId,
			/// Hash of the profile that is now in force.
			profile_hash: H256,
			/// The end of the admission: milliseconds since 1970-01-01 UTC.
			until: u64,
		},
		/// One admission of a motion failed; the others were carried out.
		AdmissionFailed {
			/// The account that was not admitted.
			who: T::AccountId,
			/// The error that [`Call::admit`] would have returned.
			error: DispatchError,
		},
		/// An application was turned down.
		Rejected {
			/// The account that had applied.
			who: T::AccountId,
			/// Hash of the profile that was turned down.
			profile_hash: H256,
			/// The reason that the collective gave.
			reason: Note,
		},
		/// A participant was suspended.
		Suspended {
			/// The participant that is suspended.
			who: T::AccountId,
			/// The reason that the collective gave.
			reason: Note,
		},
		/// A suspended participant is active again.
		Reinstated {
			/// The participant that was suspended.
			who: T::AccountId,
		},
		/// A participant was put out for good.
		Revoked {
			/// The participant that was put out.
			who: T::AccountId,
			/// The reason that the collective gave.
			reason: Note,
		},
		/// An admission got a new date of expiry.
		Renewed {
			/// The participant that is renewed.
			who: T::AccountId,
			/// The new date: milliseconds since 1970-01-01 UTC.
			until: u64,
		},
		/// A principal offered a key to sign on its behalf.
		OperatorOffered {
			/// The account that makes the offer.
			principal: T::AccountId,
			/// The key that may accept.
			operator: T::AccountId,
		},
		/// A key accepted: it may sign on behalf of its principal.
		OperatorAdded {
			/// The account that the key serves.
			principal: T::AccountId,
			/// The key that accepted.
			operator: T::AccountId,
		},
		/// A key may no longer sign on behalf of a principal, or can't accept to do so any more.
		OperatorRemoved {
			/// The account that the key served.
			principal: T::AccountId,
			/// The key that was removed.
			operator: T::AccountId,
		},
		/// A provider may write into blocks of the owner's units.
		Authorized {
			/// The owner of the units.
			owner: T::AccountId,
			/// The participant that may write.
			provider: T::AccountId,
			/// The blocks into which it may write, and no others.
			blocks: BlockSet,
		},
		/// A provider may no longer write into the owner's units.
		AuthorizationWithdrawn {
			/// The owner of the units.
			owner: T::AccountId,
			/// The participant that may no longer write.
			provider: T::AccountId,
		},
		/// A multisig operation lapsed and left the state.
		MultisigLapsed {
			/// The multisig account of the operation.
			account: T::AccountId,
			/// Hash of the call that was to be approved.
			call_hash: [u8; 32],
		},
		/// A regulator's seat was assigned to a department.
		DepartmentAssigned {
			/// The holder of the seat.
			who: T::AccountId,
			/// The department of the seat.
			department: Department,
		},
		/// A regulator left the collective, and its seat the department.
		DepartmentVacated {
			/// The holder that the seat had.
			who: T::AccountId,
			/// The department of the seat.
			department: Department,
		},
	}

	/// Accounts that may apply. Keyed by accounts that strangers choose, hence a cryptographic hash.
	#[pallet::storage]
	pub type Invitations<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Invitation<T::AccountId>, OptionQuery>;

	/// The number of invitations that an inviter has outstanding.
	#[pallet::storage]
	pub type Outstanding<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// Profiles that wait for a decision.
	#[pallet::storage]
	pub type Applications<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Application<BlockNumberFor<T>>, OptionQuery>;

	/// The participants, every one that was ever admitted.
	#[pallet::storage]
	pub type Participants<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Participant, OptionQuery>;

	/// The profiles in force.
	#[pallet::storage]
	pub type Profiles<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Profile, OptionQuery>;

	/// The participant of a credit code or registration number.
	#[pallet::storage]
	pub type Registrations<T: Config> =
		StorageMap<_, Blake2_128Concat, Registration, T::AccountId, OptionQuery>;

	/// The number of participants that were admitted under a name and not revoked since, by the name's hash.
	///
	/// Two may have one name; the register only keeps others from speaking in it. The key is a hash already.
	#[pallet::storage]
	pub type Names<T: Config> = StorageMap<_, frame_support::Identity, H256, u32, OptionQuery>;

	/// The principal of an operator.
	#[pallet::storage]
	pub type Operators<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, OptionQuery>;

	/// The keys that a principal offered or has.
	#[pallet::storage]
	pub type Keys<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<Key<T::AccountId>, T::MaxOperators>,
		ValueQuery,
	>;

	/// The number of providers that an owner authorized.
	#[pallet::storage]
	pub type AuthorizationCount<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// The blocks of an owner's units into which a provider may write, by owner and provider.
	#[pallet::storage]
	pub type Authorizations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		Authorization,
		OptionQuery,
	>;

	/// The department of a regulator's seat. Keyed by the few members of the collective.
	#[pallet::storage]
	pub type Departments<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Department, OptionQuery>;

	/// The regulators' seats at genesis.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The holder and the department of every seat.
		pub seats: alloc::vec::Vec<(T::AccountId, Department)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (who, department) in &self.seats {
				Pallet::<T>::ensure_reference(who);
				Departments::<T>::insert(who, department);
			}
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Invites an account to apply.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a regulator or by a service platform in force.
		///
		/// ## Details
		///
		/// The account gets the reference by which it can send transactions without a balance. The invitation
		/// lapses after [`Config::InvitationTerm`] and is used up by admission. An organisation that acts
		/// through a multisig account names the keys of its signatories as operators, so that they can accept
		/// and then sign its application; others name none.
		///
		/// ## Errors
		///
		/// [`Error::MayNotInvite`], [`Error::HoldsSeat`], [`Error::AlreadyParticipant`],
		/// [`Error::AlreadyInvited`], [`Error::MaxInvitationsExceeded`], [`Error::AlreadyOperator`],
		/// [`Error::OperatorOfItself`], [`Error::MaxOperatorsExceeded`]
		///
		/// ## Events
		///
		/// [`Event::Invited`], [`Event::OperatorOffered`] for each operator
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::invite(operators.len() as u32))]
		pub fn invite(
			origin: OriginFor<T>,
			who: T::AccountId,
			operators: BoundedVec<T::AccountId, T::MaxOperators>,
		) -> DispatchResult {
			let inviter = ensure_signed(origin)?;
			Self::do_invite(inviter, who, operators)
		}

		/// Takes an invitation back.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the inviter, or by any account once the invitation has lapsed.
		///
		/// ## Details
		///
		/// An application that was handed in meanwhile stands. Otherwise the keys that were offered to sign for the account
		/// are free again, and an account that never signed anything leaves the state.
		///
		/// ## Errors
		///
		/// [`Error::NotInvited`], [`Error::NotInviter`]
		///
		/// ## Events
		///
		/// [`Event::Uninvited`], [`Event::OperatorRemoved`] for each key
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::uninvite(T::MaxOperators::get()))]
		pub fn uninvite(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let caller = ensure_signed(origin)?;
			Self::do_uninvite(caller, who)
		}

		/// Hands in a profile for real-name certification (DB4403/T 471-2024 §6.3.1.2).
		///
		/// ## Dispatch Origin
		///
		/// Signed by an invited account, by an applicant that corrects the profile, or by a participant whose
		/// profile changed.
		///
		/// ## Details
		///
		/// The profile replaces one that still waits. A participant's profile in force stays so until the
		/// decision. A credit code is accepted and flagged for the regulators if one
		/// of its two check digits, or the pair of its authority and category, is wrong.
		///
		/// ## Errors
		///
		/// [`Error::NotInvited`], [`Error::HoldsSeat`], [`Error::RegulatorsDoNotApply`],
		/// [`Error::NodeNotAllowed`], [`Error::DuplicateNode`], [`Error::NotANaturalPersonsBusiness`],
		/// [`Error::RegistrationTaken`], [`Error::EmptyText`], [`Error::ControlCharacter`],
		/// [`Error::InvisibleCharacter`], [`Error::OtherSpace`], [`Error::NotNormalized`], [`Error::MalformedCode`],
		/// [`Error::PersonalIdentityNumber`], [`Error::UnknownCountry`], [`Error::RegisteredInChina`],
		/// [`Error::EmptyList`]
		///
		/// ## Events
		///
		/// [`Event::Applied`]
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::apply())]
		pub fn apply(origin: OriginFor<T>, profile: Profile) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_apply(who, profile)
		}

		/// Takes back an application that waits for its decision.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the applicant.
		///
		/// ## Details
		///
		/// A profile already in force stays in force.
		///
		/// ## Errors
		///
		/// [`Error::NoApplication`]
		///
		/// ## Events
		///
		/// [`Event::Withdrawn`]
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who)
		}

		/// Admits an applicant as a participant.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdmitOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// The decision is bound to the profile that was voted on by `profile_hash`, `blake2_256` of the encoded
		/// profile. `until` is in milliseconds since 1970-01-01 UTC. The invitation is used up. A participant
		/// that was suspended stays suspended.
		///
		/// ## Errors
		///
		/// [`Error::NoApplication`], [`Error::ProfileChanged`], [`Error::AlreadyExpired`],
		/// [`Error::RegistrationTaken`]
		///
		/// ## Events
		///
		/// [`Event::Admitted`]
		#[pallet::call_index(4)]
		// Beside what was measured, the name of the profile before and that of the new one are counted.
		#[pallet::weight(T::WeightInfo::admit().saturating_add(T::DbWeight::get().reads_writes(2, 2)))]
		pub fn admit(
			origin: OriginFor<T>,
			who: T::AccountId,
			profile_hash: H256,
			until: u64,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_admit(Admission { who, profile_hash, until })
		}

		/// Admits many applicants in one motion.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdmitOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// Each admission is as in [`Call::admit`]. One that can't be carried out does not hold up the others:
		/// otherwise any applicant could stop the whole motion by editing its profile.
		///
		/// ## Errors
		///
		/// None but a wrong origin. An admission that fails emits [`Event::AdmissionFailed`].
		///
		/// ## Events
		///
		/// [`Event::Admitted`] or [`Event::AdmissionFailed`] for each applicant
		#[pallet::call_index(5)]
		// As `admit` for each.
		#[pallet::weight(
			T::WeightInfo::admit_many(admissions.len() as u32)
				.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(admissions.len() as u64))
		)]
		pub fn admit_many(
			origin: OriginFor<T>,
			admissions: BoundedVec<Admission<T::AccountId>, T::MaxAdmissions>,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_admit_many(admissions);
			Ok(())
		}

		/// Turns an application down.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdmitOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// The invitation stands, so the applicant may correct the profile and apply again until it lapses. A
		/// profile already in force stays in force.
		///
		/// ## Errors
		///
		/// [`Error::NoApplication`], [`Error::ProfileChanged`], [`Error::EmptyText`],
		/// [`Error::ControlCharacter`]
		///
		/// ## Events
		///
		/// [`Event::Rejected`]
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::reject())]
		pub fn reject(
			origin: OriginFor<T>,
			who: T::AccountId,
			profile_hash: H256,
			reason: Note,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_reject(who, profile_hash, reason)
		}

		/// Suspends a participant, which from then on can't sign anything.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::SuspendOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// What it wrote before stays valid. Its operators are held back with it.
		///
		/// ## Errors
		///
		/// [`Error::NotParticipant`], [`Error::NotActive`], [`Error::EmptyText`],
		/// [`Error::ControlCharacter`]
		///
		/// ## Events
		///
		/// [`Event::Suspended`]
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(origin: OriginFor<T>, who: T::AccountId, reason: Note) -> DispatchResult {
			T::SuspendOrigin::ensure_origin(origin)?;
			Self::do_suspend(who, reason)
		}

		/// Lets a suspended participant act again.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::ReinstateOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// The date of expiry stays as it was.
		///
		/// ## Errors
		///
		/// [`Error::NotParticipant`], [`Error::NotSuspended`]
		///
		/// ## Events
		///
		/// [`Event::Reinstated`]
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::ReinstateOrigin::ensure_origin(origin)?;
			Self::do_reinstate(who)
		}

		/// Puts a participant out for good.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::RevokeOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// What it wrote before stays valid. A waiting application is dropped and the registration becomes free. Its
		/// operators are let go, what it authorized others to do and what others authorized it to do ends. The way back is
		/// a new invitation, a new application and a new vote.
		///
		/// ## Errors
		///
		/// [`Error::NotParticipant`], [`Error::AlreadyRevoked`], [`Error::EmptyText`],
		/// [`Error::ControlCharacter`]
		///
		/// ## Events
		///
		/// [`Event::Revoked`], [`Event::OperatorRemoved`] for each key
		#[pallet::call_index(9)]
		#[pallet::weight(Pallet::<T>::revoke_weight(T::MaxAuthorizations::get()))]
		pub fn revoke(origin: OriginFor<T>, who: T::AccountId, reason: Note) -> DispatchResultWithPostInfo {
			T::RevokeOrigin::ensure_origin(origin)?;
			let authorizations = Self::do_revoke(who, reason)?;
			Ok(Some(Self::revoke_weight(authorizations)).into())
		}

		/// Gives an admission a new date of expiry.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdmitOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// `until` is in milliseconds since 1970-01-01 UTC and may be earlier than before, but not past. An
		/// expired admission comes into force again; a suspended one stays suspended.
		///
		/// ## Errors
		///
		/// [`Error::NotParticipant`], [`Error::AlreadyRevoked`], [`Error::AlreadyExpired`]
		///
		/// ## Events
		///
		/// [`Event::Renewed`]
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::renew())]
		pub fn renew(origin: OriginFor<T>, who: T::AccountId, until: u64) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_renew(who, until)
		}

		/// Offers a key to sign proxy and multisig calls on the caller's behalf.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a participant or regulator in force.
		///
		/// ## Details
		///
		/// The key serves the caller once it [accepts](Call::accept_operator), which is all that it may sign until then. It
		/// needs no admission of its own. It can act only while the caller can, only in what the caller's proxies or the
		/// multisig account allow, and draws upon the caller's allowance. A key serves one principal.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::AlreadyOperator`], [`Error::OperatorOfItself`],
		/// [`Error::MaxOperatorsExceeded`]
		///
		/// ## Events
		///
		/// [`Event::OperatorOffered`]
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::add_operator())]
		pub fn add_operator(origin: OriginFor<T>, operator: T::AccountId) -> DispatchResult {
			let principal = ensure_signed(origin)?;
			Self::do_add_operator(principal, operator)
		}

		/// Lets an operator's key go, or takes back the offer to it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the principal.
		///
		/// ## Details
		///
		/// The key may serve another afterwards; one that never signed anything leaves the state. The proxy that the key
		/// held remains in the register of proxies until it is removed there.
		///
		/// ## Errors
		///
		/// [`Error::NotOperator`]
		///
		/// ## Events
		///
		/// [`Event::OperatorRemoved`]
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::remove_operator())]
		pub fn remove_operator(origin: OriginFor<T>, operator: T::AccountId) -> DispatchResult {
			let principal = ensure_signed(origin)?;
			Self::do_remove_operator(principal, operator)
		}

		/// Lets a provider write into blocks of the caller's units (DB4403/T 471-2024 §6.3.1.4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a participant in force.
		///
		/// ## Details
		///
		/// The authorization holds for all units of the caller, present and future, and replaces the one before. The
		/// provider still writes only what its own nodes feed. The authorization ends with the provider's admission or the
		/// caller's: a participant admitted anew after a revocation is authorized anew.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::ProviderNotInForce`], [`Error::EmptyBlockSet`],
		/// [`Error::MaxAuthorizationsExceeded`]
		///
		/// ## Events
		///
		/// [`Event::Authorized`]
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::authorize())]
		pub fn authorize(origin: OriginFor<T>, provider: T::AccountId, blocks: BlockSet) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_authorize(owner, provider, blocks)
		}

		/// Takes back everything that a provider was allowed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner that authorized the provider.
		///
		/// ## Details
		///
		/// What the provider wrote before stays valid.
		///
		/// ## Errors
		///
		/// [`Error::NotAuthorized`]
		///
		/// ## Events
		///
		/// [`Event::AuthorizationWithdrawn`]
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::withdraw_authorization())]
		pub fn withdraw_authorization(origin: OriginFor<T>, provider: T::AccountId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_withdraw_authorization(owner, provider)
		}

		/// Assigns a regulator's seat to a department.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::AdmitOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// A seat has one department; a department may have several seats.
		///
		/// ## Errors
		///
		/// [`Error::NoSeat`]
		///
		/// ## Events
		///
		/// [`Event::DepartmentAssigned`]
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::assign_department())]
		pub fn assign_department(
			origin: OriginFor<T>,
			who: T::AccountId,
			department: Department,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_assign_department(who, department)
		}

		/// Accepts the offer to sign on a principal's behalf.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the key to which the principal made the offer. It needs neither invitation nor admission.
		///
		/// ## Details
		///
		/// The transaction draws upon the principal's allowance. A key serves one principal, until that one removes it.
		///
		/// ## Errors
		///
		/// [`Error::NotOffered`], [`Error::NotInForce`], [`Error::AlreadyOperator`]
		///
		/// ## Events
		///
		/// [`Event::OperatorAdded`]
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::accept_operator())]
		pub fn accept_operator(origin: OriginFor<T>, principal: T::AccountId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_accept_operator(operator, principal)
		}

		/// Takes a multisig operation that lapsed out of the state.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any account.
		///
		/// ## Details
		///
		/// An operation lapses [`Config::MultisigTerm`] blocks after it was opened, if it was neither executed nor
		/// cancelled.
		///
		/// ## Errors
		///
		/// [`Error::NoOpenMultisig`], [`Error::MultisigStands`]
		///
		/// ## Events
		///
		/// [`Event::MultisigLapsed`]
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::remove_multisig())]
		pub fn remove_multisig(
			origin: OriginFor<T>,
			account: T::AccountId,
			call_hash: [u8; 32],
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_remove_multisig(account, call_hash)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let allowances =
				[T::ParticipantAllowance::get(), T::RegulatorAllowance::get(), T::ApplicantAllowance::get()];
			for Allowance { weight, bytes, new_keys, backlog } in allowances {
				let refills = |rate: Rate| rate.capacity > 0 && rate.blocks > 0;
				assert!([weight, bytes, new_keys].into_iter().all(refills), "every bucket holds something");
				assert!(backlog >= 8, "every operator may have a transaction waiting");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
