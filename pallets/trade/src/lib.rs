// SPDX-License-Identifier: Apache-2.0

//! # Contracts of partners
//!
//! Contracts between two partners, from the first offer to the last signature, each step proven by a fact of the chain where
//! there is one.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module: [`Config`], and the dispatchables on [`Call`]. The units tell it of title that passes, through
//! [`Contracts`](suyuan_primitives::traits::Contracts).
//!
//! ## Overview
//!
//! Two organisations that are partners agree on terms (DB4403/T 471-2024 §5.3.5), of which the chain has the hash, the
//! milestones and the times. Custody and title tell where goods are and whose; a contract tells what was owed, and that it
//! was done. No money moves on the chain.
//!
//! ### Dispatchables
//!
//! - [`offer`](Call::offer), [`counter`](Call::counter), [`sign`](Call::sign) and [`withdraw`](Call::withdraw), until both
//!   sides have signed one version.
//! - [`fulfil`](Call::fulfil) and [`invoice`](Call::invoice), for the milestones; [`strike_invoice`](Call::strike_invoice),
//!   by taxation.
//! - [`sign_off`](Call::sign_off) and [`terminate`](Call::terminate), by which it finishes; [`reap`](Call::reap) for what
//!   nobody finished.
//! - [`dispute`](Call::dispute), [`answer`](Call::answer) and [`rule`](Call::rule), where the two don't agree.
//!
//! ### Milestones
//!
//! | kind | done by |
//! |---|---|
//! | `Title` | `accept_title` of so many units at least, from the seller to the buyer, under terms that are the contract's identity |
//! | `Custody` | the same with custody in the same signature |
//! | `Release` | the release of the order's goods under the seller's declaration |
//! | `Loop` | the loop of the order, matched by the word of two independent parties |
//! | `Invoice` | the registration of an invoice by the seller |
//! | `Manual` | the signature of the side that does not perform, on the hash of a document |
//!
//! A lot does one milestone of title and one of custody at most, the first that is open. What goes back under terms that name
//! the contract opens the last of them again, so that goods that go to and fro do one.
//!
//! ### Rules
//!
//! - Whoever offers has signed; the other side's signature is bound to the hash of the version, and makes it the one that is
//!   accepted.
//! - Parties are two: not one account, nor a participant and its operator, nor two operators of one.
//! - While one side is suspended or expired, the other goes on, and terminates after the end. If it was revoked, the other
//!   terminates at once. The end of a partnership ends no contract.
//! - A contract that is disputed completes by a ruling alone; both sides may still terminate it together.
//! - The number of an invoice stands once on the chain.
//! - A finished contract is condensed to parties, hash of the version, outcome and block.
//!
//! ## Low-level details
//!
//! Identities and facts are hashes that the chain computes, and are keys as they are. Every call reads and writes one
//! contract, and no call walks over several.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod clock;
mod features;
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

/// The contracts of a runtime.
pub type ContractOf<T> = Contract<<T as frame_system::Config>::AccountId>;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{ContractOf, Fact, Finished, Invoice, Outcome, Ruling, Side, Terms, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::UnixTime, Identity};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use suyuan_primitives::{
		codes::InvoiceNumber,
		traits::{Declarations, Loops, Partners, Principals, Register},
	};

	/// The version of the storage layout. A migration that changes the layout raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet of contracts between partners.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types and constants that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The register of participants: who is in force, who is gone, and whose seat is a department's.
		type Register: Register<Self::AccountId>;

		/// The partnerships, which contracts are made in.
		type Partners: Partners<Self::AccountId>;

		/// The keys of participants, by which one party with two accounts is told.
		type Principals: Principals<Self::AccountId>;

		/// The declarations, which do milestones of release.
		type Declarations: Declarations<Self::AccountId>;

		/// The loops of order, goods and money, which do milestones of their own.
		type Loops: Loops<Self::AccountId>;

		/// The time of day, at which offers lapse and contracts end.
		type Time: UnixTime;

		/// The maximum number of contracts and offers of one account that are open.
		#[pallet::constant]
		type MaxContracts: Get<u32>;

		/// The longest term of a contract, in milliseconds.
		#[pallet::constant]
		type MaxTerm: Get<u64>;

		/// The time after the end of a contract at which anybody may have it condensed, in milliseconds.
		#[pallet::constant]
		type Grace: Get<u64>;

		/// The cost of a key that is new to the state, beyond that of one that was there.
		type NewKey: Get<Weight>;

		/// Weights of the calls, without that of new keys.
		type WeightInfo: WeightInfo;
	}

	/// Errors for which a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller's admission is not in force: it was never admitted, is suspended or revoked, or has expired. Apply
		/// for admission, or ask the regulators why.
		NotInForce,
		/// The two are no partners, or one of them is out of force. Propose the partnership and have it confirmed first.
		NotPartners,
		/// The two accounts are one party: the same, or one serves the other as its operator. Name another participant.
		SameParty,
		/// The terms have no milestone. Name one at least.
		NoMilestones,
		/// A milestone of title or custody asks for no units. Ask for one at least.
		NoUnits,
		/// Two milestones are of the release, or two of the loop, of one order. Keep one of them.
		DuplicateMilestone,
		/// A milestone of release or loop needs the hash of the order, and terms without one have none. Add it or leave it
		/// out.
		OrderNotNamed,
		/// The weights of the milestones don't sum up to 1000 thousandths, or one of them is zero. Correct them.
		WrongWeights,
		/// The time until which the offer stands lies in the past. Name a later one.
		AlreadyPast,
		/// The contract would end before the offer lapses. Name a later end.
		EndsTooEarly,
		/// The contract would end later than contracts may. Name an earlier end. See `MaxTerm`.
		TermExceeded,
		/// The account has as many open contracts and offers as it may. Finish or withdraw some. See `MaxContracts`.
		MaxContractsExceeded,
		/// The contract has as many versions as can be counted. Offer another contract.
		MaxVersionsExceeded,
		/// There is no such contract, or it is finished. Look at its identity.
		NotFound,
		/// The caller is neither side of the contract. Look at its identity.
		NotParty,
		/// The caller offered this version, and so signed it. Wait for the other side, or withdraw it.
		OwnOffer,
		/// Both sides signed the contract already. Fulfil it, or terminate it.
		AlreadySigned,
		/// The contract is offered, and not signed by both sides. Sign it first.
		NotSigned,
		/// The offer has lapsed. Have a new one made.
		OfferLapsed,
		/// The version is not the one that is offered. Read the last one, and sign that.
		WrongVersion,
		/// The hash is not that of the version that is offered. Read the terms again, and sign their hash.
		WrongHash,
		/// The contract has no such milestone. Count from 0.
		MilestoneNotFound,
		/// The milestone is done already. Nothing is left to do.
		AlreadyDone,
		/// The milestone is not done by such a fact: title and custody are told by the units, an invoice is registered.
		/// Look at its kind.
		WrongFact,
		/// The chain knows no such fact: the goods are not released, or the loop does not match by two parties. See that it
		/// is so.
		NotPerformed,
		/// The fact is of another order or another exporter than those of the contract. Name its own.
		AnothersFact,
		/// The fact has done the milestone of a contract already. Each does one.
		FactUsed,
		/// The caller performs this milestone, and the other side signs that it is done. Send it the document.
		OwnWord,
		/// The caller buys, and the invoice is the seller's. Ask it.
		NotSeller,
		/// The number of an invoice has 20 digits. Look for a typing error.
		MalformedCode,
		/// The number stands on the chain already, in this contract or another. If it is the caller's, ask taxation to
		/// strike it there.
		InvoiceTaken,
		/// No invoice of this number stands on the chain. Look for a typing error.
		InvoiceNotFound,
		/// The caller holds no seat of taxation, and only taxation does this. Ask it.
		NotTaxation,
		/// Milestones are open still. Have them done first.
		NotDone,
		/// The caller signed off already. Wait for the other side.
		AlreadySignedOff,
		/// The contract is disputed, and waits for a ruling of the department of commerce.
		Disputed,
		/// The contract is not disputed. Look at its identity.
		NotDisputed,
		/// The caller raised the dispute, and the other side answers. Wait for it.
		OwnDispute,
		/// The dispute was answered already. Wait for the ruling.
		AlreadyAnswered,
		/// The caller raised as many disputes on this contract as a side may. Agree, or wait for its end.
		MaxDisputesExceeded,
		/// The caller holds no seat of the department of commerce, and only that rules. Ask it.
		NotCommerce,
		/// The caller is a side of this contract, or serves one, and decides nothing about it. Have another seat decide.
		OwnCause,
		/// The caller signed the termination already. Wait for the other side, or for the end of the contract.
		AlreadyAgreed,
		/// The offer stands still, or the contract has not been over for long enough. Wait.
		NotLapsed,
	}

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A version of a contract was offered.
		Offered {
			/// The identity of the contract.
			id: H256,
			/// The number of the version.
			version: u16,
			/// The account that offers, and has signed by it.
			by: T::AccountId,
			/// The side that offers.
			side: Side,
			/// The other side, which signs, counters or declines.
			to: T::AccountId,
			/// The terms of the version.
			terms: Terms,
			/// The hash of the version, which the other side signs.
			version_hash: H256,
		},
		/// Both sides have signed: the contract is in force.
		Signed {
			/// The identity of the contract.
			id: H256,
			/// The version that was accepted.
			version: u16,
			/// The account that signed last.
			by: T::AccountId,
		},
		/// An offer was withdrawn or declined.
		Withdrawn {
			/// The identity of the contract.
			id: H256,
			/// The account that signed.
			by: T::AccountId,
			/// True if the other side declined it.
			declined: bool,
		},
		/// A milestone was done.
		MilestoneDone {
			/// The identity of the contract.
			id: H256,
			/// The place of the milestone, counted from 0.
			milestone: u8,
			/// The hash of the fact that did it: of a document, an invoice's file, or an order's key with its seller.
			fact: H256,
		},
		/// A milestone that was done is open again: goods went back, or its invoice was struck.
		MilestoneReopened {
			/// The identity of the contract.
			id: H256,
			/// The place of the milestone, counted from 0.
			milestone: u8,
		},
		/// An invoice was registered.
		Invoiced {
			/// The identity of the contract.
			id: H256,
			/// The number of the invoice.
			number: InvoiceNumber,
			/// SHA-256 of its file.
			file_hash: [u8; 32],
		},
		/// An invoice was struck off, and its number is free again.
		InvoiceStruck {
			/// The identity of the contract.
			id: H256,
			/// The number of the invoice.
			number: InvoiceNumber,
			/// The hash of the document that tells the reason.
			reason: H256,
			/// The holder of taxation's seat.
			by: T::AccountId,
		},
		/// A side signed the contract off.
		SignedOff {
			/// The identity of the contract.
			id: H256,
			/// The account that signed.
			by: T::AccountId,
		},
		/// A side signed the termination of a contract.
		TerminationSigned {
			/// The identity of the contract.
			id: H256,
			/// The hash of the document that tells the reason.
			reason: H256,
			/// The account that signed.
			by: T::AccountId,
		},
		/// A side raised a dispute.
		Disputed {
			/// The identity of the contract.
			id: H256,
			/// The hash of the document that tells what is disputed.
			claim: H256,
			/// The account that signed.
			by: T::AccountId,
		},
		/// The other side answered a dispute.
		Answered {
			/// The identity of the contract.
			id: H256,
			/// The hash of the document with the answer.
			answer: H256,
			/// The account that signed.
			by: T::AccountId,
		},
		/// The department of commerce ruled on a dispute.
		Ruled {
			/// The identity of the contract.
			id: H256,
			/// The ruling of the seat.
			ruling: Ruling,
			/// The hash of the document that tells the reason.
			reason: H256,
			/// The holder of the department's seat.
			by: T::AccountId,
		},
		/// An offer that lapsed left the state.
		OfferReaped {
			/// The identity of the contract.
			id: H256,
		},
		/// A contract is finished, and condensed to its outcome.
		ContractFinished {
			/// The identity of the contract.
			id: H256,
			/// The outcome that is kept.
			outcome: Outcome,
		},
	}

	/// The number of the next contract, of which its identity is made.
	#[pallet::storage]
	pub type NextContract<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The contracts that are offered or in force, by their identities.
	///
	/// Not hashed: an identity is a hash of a number that the chain counts.
	#[pallet::storage]
	pub type Contracts<T: Config> = StorageMap<_, Identity, H256, ContractOf<T>>;

	/// The contracts that are finished, condensed to what is kept.
	///
	/// Not hashed, as the contracts.
	#[pallet::storage]
	pub type FinishedContracts<T: Config> = StorageMap<_, Identity, H256, Finished<T::AccountId>>;

	/// The number of contracts and offers that are open: offers of who made them, contracts of both sides.
	///
	/// Participants choose their accounts, so the hasher is one that can't be driven into collisions.
	#[pallet::storage]
	pub type OpenContracts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// The facts of orders that did a milestone, each with its contract. They stay when the contract is finished.
	///
	/// Not hashed: a fact is `blake2_256` of what it is about.
	#[pallet::storage]
	pub type Facts<T: Config> = StorageMap<_, Identity, H256, H256>;

	/// The invoices by their numbers. They stay when the contract is finished.
	///
	/// Sellers choose the numbers, so the hasher is one that can't be driven into collisions.
	#[pallet::storage]
	pub type Invoices<T: Config> = StorageMap<_, Blake2_128Concat, InvoiceNumber, Invoice>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offers a contract to a partner (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a participant that is a partner of the other, both in force.
		///
		/// ## Details
		///
		/// The caller signs the first version by it, on the `side` that it names. The offer counts against the caller until
		/// it is signed, countered, withdrawn or reaped. The documents stay with the two sides: the chain has their hash.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::SameParty`], [`Error::NotPartners`], [`Error::NoMilestones`],
		/// [`Error::NoUnits`], [`Error::DuplicateMilestone`], [`Error::OrderNotNamed`], [`Error::WrongWeights`],
		/// [`Error::AlreadyPast`], [`Error::EndsTooEarly`], [`Error::TermExceeded`], [`Error::MaxContractsExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Offered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::offer().saturating_add(Pallet::<T>::new_keys(2)))]
		pub fn offer(
			origin: OriginFor<T>,
			counterparty: T::AccountId,
			side: Side,
			terms: Terms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(who, counterparty, side, terms)
		}

		/// Offers another version in place of the one that is offered (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the side that did not offer the version, whose admission is in force.
		///
		/// ## Details
		///
		/// The version before falls, and nobody signs it any more. The count goes over to the caller.
		///
		/// ## Errors
		///
		/// [`Error::NotFound`], [`Error::NotParty`], [`Error::AlreadySigned`], [`Error::OwnOffer`], [`Error::OfferLapsed`],
		/// [`Error::NotInForce`], [`Error::SameParty`], [`Error::NotPartners`], [`Error::NoMilestones`],
		/// [`Error::NoUnits`], [`Error::DuplicateMilestone`], [`Error::OrderNotNamed`], [`Error::WrongWeights`],
		/// [`Error::AlreadyPast`], [`Error::EndsTooEarly`], [`Error::TermExceeded`], [`Error::MaxContractsExceeded`],
		/// [`Error::MaxVersionsExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Offered`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::counter().saturating_add(Pallet::<T>::new_keys(1)))]
		pub fn counter(origin: OriginFor<T>, id: H256, terms: Terms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_counter(who, id, terms)
		}

		/// Signs the version that is offered: the contract is in force (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the side that did not offer the version, whose admission is in force.
		///
		/// ## Details
		///
		/// The hash binds the signature to parties, terms, milestones, order and times, as the event of the offer has them.
		/// One version at most is ever accepted.
		///
		/// ## Errors
		///
		/// [`Error::NotFound`], [`Error::NotParty`], [`Error::AlreadySigned`], [`Error::OwnOffer`], [`Error::OfferLapsed`],
		/// [`Error::NotInForce`], [`Error::SameParty`], [`Error::NotPartners`], [`Error::WrongVersion`],
		/// [`Error::WrongHash`], [`Error::MaxContractsExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Signed`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::sign().saturating_add(Pallet::<T>::new_keys(1)))]
		pub fn sign(origin: OriginFor<T>, id: H256, version: u16, version_hash: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sign(who, id, version, version_hash)
		}

		/// Withdraws or declines an offer (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by either side, whether in force or not.
		///
		/// ## Details
		///
		/// Nothing of the offer is kept in the state.
		///
		/// ## Errors
		///
		/// [`Error::NotFound`], [`Error::NotParty`], [`Error::AlreadySigned`].
		///
		/// ## Events
		///
		/// [`Event::Withdrawn`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>, id: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, id)
		}

		/// Has a milestone done by a fact (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a side of the contract, whose admission is in force: of a manual milestone by the side that does not
		/// perform.
		///
		/// ## Details
		///
		/// A release is that of the order of the contract under the seller's declaration; a loop is that of the order,
		/// matched by the word of two independent parties. A fact does one milestone of one contract. Title and custody are
		/// told by `accept_title` under terms that name the contract, and invoices by `invoice`.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotFound`], [`Error::NotParty`], [`Error::NotSigned`],
		/// [`Error::MilestoneNotFound`], [`Error::AlreadyDone`], [`Error::WrongFact`], [`Error::NotPerformed`],
		/// [`Error::AnothersFact`], [`Error::FactUsed`], [`Error::OwnWord`].
		///
		/// ## Events
		///
		/// [`Event::MilestoneDone`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::fulfil().saturating_add(Pallet::<T>::new_keys(1)))]
		pub fn fulfil(origin: OriginFor<T>, id: H256, milestone: u8, fact: Fact) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_fulfil(who, id, milestone, fact)
		}

		/// Registers an invoice 数电票 of the contract, once on the chain (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the seller, whose admission is in force.
		///
		/// ## Details
		///
		/// Does the first open milestone of an invoice, if there is one. Whether the invoice is genuine is for taxation to
		/// say.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotFound`], [`Error::NotParty`], [`Error::NotSigned`], [`Error::NotSeller`],
		/// [`Error::MalformedCode`], [`Error::InvoiceTaken`].
		///
		/// ## Events
		///
		/// [`Event::Invoiced`], [`Event::MilestoneDone`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::invoice().saturating_add(Pallet::<T>::new_keys(1)))]
		pub fn invoice(
			origin: OriginFor<T>,
			id: H256,
			number: InvoiceNumber,
			file_hash: [u8; 32],
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_invoice(who, id, number, file_hash)
		}

		/// Strikes an invoice off that is none (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of taxation, whose admission is in force, and who is no side of the contract.
		///
		/// ## Details
		///
		/// The number is free for whose it is. The milestone that it did is open again, unless the contract is finished.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotTaxation`], [`Error::InvoiceNotFound`], [`Error::OwnCause`].
		///
		/// ## Events
		///
		/// [`Event::InvoiceStruck`], [`Event::MilestoneReopened`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::strike_invoice())]
		pub fn strike_invoice(origin: OriginFor<T>, number: InvoiceNumber, reason: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_strike_invoice(who, number, reason)
		}

		/// Signs the contract off, all of whose milestones are done (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a side of the contract, whose admission is in force.
		///
		/// ## Details
		///
		/// Once both sides have, it is completed.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotFound`], [`Error::NotParty`], [`Error::NotSigned`], [`Error::Disputed`],
		/// [`Error::NotDone`], [`Error::AlreadySignedOff`].
		///
		/// ## Events
		///
		/// [`Event::SignedOff`], [`Event::ContractFinished`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::sign_off())]
		pub fn sign_off(origin: OriginFor<T>, id: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sign_off(who, id)
		}

		/// Signs the termination of the contract (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a side of the contract, whose admission is in force.
		///
		/// ## Details
		///
		/// Once both sides have, it is terminated, be it disputed or not. One side is enough after the end of the contract,
		/// or if the other was revoked, unless it is disputed.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotFound`], [`Error::NotParty`], [`Error::NotSigned`], [`Error::AlreadyAgreed`].
		///
		/// ## Events
		///
		/// [`Event::TerminationSigned`], [`Event::ContractFinished`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::terminate())]
		pub fn terminate(origin: OriginFor<T>, id: H256, reason: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_terminate(who, id, reason)
		}

		/// Raises a dispute (DB4403/T 471-2024 §6.3.1.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a side of the contract, whose admission is in force.
		///
		/// ## Details
		///
		/// Until it is ruled on, neither side signs off or terminates alone. Milestones are done as before.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotFound`], [`Error::NotParty`], [`Error::NotSigned`], [`Error::Disputed`],
		/// [`Error::MaxDisputesExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Disputed`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(origin: OriginFor<T>, id: H256, claim: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(who, id, claim)
		}

		/// Answers a dispute (DB4403/T 471-2024 §6.3.1.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the side that did not raise it, whose admission is in force.
		///
		/// ## Details
		///
		/// Answers once. The ruling need not wait for it.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotFound`], [`Error::NotParty`], [`Error::NotSigned`], [`Error::NotDisputed`],
		/// [`Error::OwnDispute`], [`Error::AlreadyAnswered`].
		///
		/// ## Events
		///
		/// [`Event::Answered`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::answer())]
		pub fn answer(origin: OriginFor<T>, id: H256, answer: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_answer(who, id, answer)
		}

		/// Rules on a dispute (DB4403/T 471-2024 §6.3.1.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of the department of commerce, whose admission is in force, and who is no side of
		/// the contract.
		///
		/// ## Details
		///
		/// The ruling is a record: it moves neither goods nor money.
		///
		/// ## Errors
		///
		/// [`Error::NotInForce`], [`Error::NotCommerce`], [`Error::NotFound`], [`Error::OwnCause`], [`Error::NotDisputed`].
		///
		/// ## Events
		///
		/// [`Event::Ruled`], [`Event::ContractFinished`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::rule())]
		pub fn rule(origin: OriginFor<T>, id: H256, ruling: Ruling, reason: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rule(who, id, ruling, reason)
		}

		/// Removes an offer that lapsed, or condenses a contract long after its end (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by any account.
		///
		/// ## Details
		///
		/// Frees the count of whoever offered it, or of both sides.
		///
		/// ## Errors
		///
		/// [`Error::NotFound`], [`Error::NotLapsed`].
		///
		/// ## Events
		///
		/// [`Event::OfferReaped`], [`Event::ContractFinished`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::reap())]
		pub fn reap(origin: OriginFor<T>, id: H256) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reap(id)
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
