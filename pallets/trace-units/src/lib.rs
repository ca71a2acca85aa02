// SPDX-License-Identifier: Apache-2.0

//! # Trace units
//!
//! Trace units: products, batches, the logistic units around them, and services, each under one trace code.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module: [`Config`], and the dispatchables on [`Call`]. Other parts of a runtime read
//! [`Pallet::ancestors`], [`Pallet::descendants`] and [`Pallet::contents`].
//!
//! ## Overview
//!
//! A trace unit 追溯单元 is a single product or one batch of it (DB4403/T 471-2024 §3.2). It gets its trace code 追溯码
//! when it comes into being (§5.1), and one product has one code over its whole way (§6.3.1.3). A trade entity
//! registers the unit here, as its first owner and custodian, and chooses the traceability mode 追溯方式 (§3.8 to
//! §3.10), from which follows what must be recorded of it (tables 1 to 4). Records of a unit are no concern of this
//! pallet: they stand in the four information blocks, which ask here for the unit's owner and custodian and whether it
//! takes records.
//!
//! Beside products there are logistic units, which products are packed in, and services (the traceability guide's
//! annex B). A trace is a graph: materials become products, batches are split, and each such transformation is kept,
//! so that the graph can be walked both ways (the guide's §5): from a bad material to every product, and back.
//!
//! ### Dispatchables
//!
//! - [`register`](Call::register) and [`register_many`](Call::register_many) bring units into being,
//!   [`reassign_code`](Call::reassign_code) gives one to whom its code belongs, [`close`](Call::close) ends their trace, and
//!   [`archive`](Call::archive) takes them out of the state for the archive book, by which
//!   [`recall_archived`](Call::recall_archived) reaches them.
//! - [`transform`](Call::transform) and [`split`](Call::split) make units of others, by the norms that
//!   [`set_yield_norms`](Call::set_yield_norms) sets.
//! - [`pack`](Call::pack) and [`unpack`](Call::unpack) put units into logistic units and take them out.
//! - [`offer_custody`](Call::offer_custody), [`accept_custody`](Call::accept_custody) and
//!   [`cancel_custody`](Call::cancel_custody) hand a unit on, when both sides say so.
//! - [`offer_title`](Call::offer_title), [`accept_title`](Call::accept_title) and [`cancel_title`](Call::cancel_title)
//!   give units another owner, whoever holds them, when both sides say so.
//! - [`quarantine`](Call::quarantine) and [`release`](Call::release), [`recall`](Call::recall) and
//!   [`end_recall`](Call::end_recall) isolate what nonconforms, and [`extend_hold`](Call::extend_hold) takes a hold along
//!   the genealogy.
//! - [`reassign_custody`](Call::reassign_custody), [`unpack_by_order`](Call::unpack_by_order) and
//!   [`close_by_order`](Call::close_by_order) act for those that are gone, by a vote or by the department concerned;
//!   [`reap_offer`](Call::reap_offer) removes what was never answered.
//! - [`serve`](Call::serve), [`give_feedback`](Call::give_feedback) and [`end_service`](Call::end_service) trace a
//!   service.
//!
//! ### Who may do what
//!
//! `rules.rs` is this table in code. Besides, the caller's admission must be in force. A unit is *held* while it is
//! quarantined or recalled itself, or a batch that its code names, or something that it was made of or divided from. It is
//! *under clearance* while a declaration of it is under way; an offer that has expired counts as none.
//!
//! | call | by | of | unless it is |
//! |---|---|---|---|
//! | `close` | owner | item, batch, logistic unit | closed, held or in or holding what is held, under clearance, or incomplete and not used up |
//! | `transform` | owner who holds it, a trade entity | item, batch | held, packed, offered, title offered, used up, under clearance |
//! | `split` | owner who holds it, a trade entity | batch | held, packed, offered, title offered, used up, under clearance |
//! | `pack` | custodian | item, batch, logistic unit | held but by its origin, or holding what is held, packed, offered, used up |
//! | `pack` into | custodian | logistic unit | held or holding what is held, packed, offered, under clearance |
//! | `unpack` from | custodian | logistic unit | held, packed, offered, under clearance |
//! | `offer_custody` | custodian | item, batch, logistic unit | packed, offered, used up; held or holding what is held, but to go home |
//! | `accept_custody` | recipient of the offer | item, batch, logistic unit | held or holding what is held, but to go home |
//! | `cancel_custody` | custodian, recipient of the offer | item, batch, logistic unit | not offered |
//! | `offer_title` | owner | item, batch, logistic unit | closed, held or in or holding what is held, packed in another's, title offered, used up, under clearance |
//! | `offer_title` to what lies in it | owner | item, batch, logistic unit | closed, held by its batch or its origin, title offered, under clearance |
//! | `accept_title` | recipient of the offer of title | item, batch, logistic unit | as for `offer_title`, but for the offer |
//! | `cancel_title` | owner, recipient of the offer of title | item, batch, logistic unit | title not offered |
//! | `quarantine` | owner, custodian, regulator | item, batch, logistic unit | held in that way already, or recalled |
//! | `recall` | owner, regulator | item, batch, logistic unit | recalled already, which is skipped |
//! | `release`, `end_recall` | owner, any department; what departments hold, each of them its part; the council all | the same | not held in that way |
//! | `extend_hold` | any participant; of an owner's own hold the owner or a regulator | what comes from a held unit in one step | held so already, which is skipped |
//! | `serve`, `end_service` | owner | service | closed |
//! | `give_feedback` | customer | service | closed |
//! | `reassign_code` | market supervision | all | under clearance, or gone under a declaration that stands |
//! | `archive` | owner, regulator | all | open, held, packed, offered, not empty, under clearance, to be kept longer, or if something that came of it is not archived |
//! | `recall_archived` | the last owner, regulator | item, batch, logistic unit, all archived | recalled so already |
//! | `reap_offer` | any account | item, batch, logistic unit | offered without an end, or before it |
//! | `reassign_custody` | the council; the department concerned, of a custodian out of force | item, batch, logistic unit | packed, or holding what is held, but to a regulator |
//! | `unpack_by_order` | as `reassign_custody` | logistic unit | packed, under clearance |
//! | `close_by_order` | the council; the department concerned, of a revoked owner or a silent customer | all | closed, under clearance |
//!
//! The consequences:
//!
//! - A **held** unit stays where it is. It is recorded about, even if it was closed before, because its return or
//!   destruction must be recorded; it may be taken out of what it is packed in; but it is not handed on, packed,
//!   transformed, split or closed, and neither is what it is packed in. A held logistic unit keeps what is in it. Nor
//!   do customs take a declaration of it, or release it under one.
//! - What is held may go *home*: to a regulator, or back to its owner, unless something else inside is held too.
//! - The hold of a **batch** binds the pieces whose codes name it, as `01/…/10/LOT/21/…` does, with a variant or
//!   without. That of a **material** binds what was made of it or divided from it, through as many steps as there are.
//!   The hold of an owner binds its own units, and that of a department all; a custodian isolates what it holds, and
//!   nothing that comes from it. Directly found is what lies within [`MAX_HOLD_READS`] keys, the nearest first. Any
//!   participant marks the rest by `extend_hold`, step by step, and nothing new is made meanwhile of what is found.
//! - A hold belongs to the **departments** that have a hand in it. Each lets go for itself, and the unit is free when the
//!   last has, or by a vote of the council at once.
//! - Where a party is **gone**, its act is done by order: of the council, or of the department concerned if the party is out
//!   of force. Held units concern their departments; otherwise declared ones concern customs, and all the supervision of
//!   the market. Goods go to their owners or to regulators, and a unit that is closed by order says so.
//! - **Title** passes to one that could have registered the unit, whoever holds it, with all that is packed in it. From
//!   then on the new owner alone decides who writes: authorizations are the former owner's own and do not pass. What was
//!   recorded stays under the name of whoever recorded it. Neither does the right to the code pass: what a buyer makes of a
//!   batch under the seller's prefix needs the holder's permit. Piece and batch stay what they are to each other, whoever
//!   owns them: who was their first owner counts. Title does not go round in a circle: what is returned goes back the way
//!   it came. A declaration under which goods left stays that of its declarant.
//! - A **closed** unit's blocks take amendments only. Goods outlive their trace: they are still handed on, packed and
//!   made into others.
//! - A **packed** unit is recorded about under its own code, and its custodian is that of the outermost unit around it.
//!   It moves only with that.
//! - A unit that was **used up** takes amendments only: later records are those of the units that it was made into. It
//!   may be recalled, so that anyone sees which products came of bad material.
//! - A **code** is given by whoever holds the prefix that it lies under, or is permitted to. By the regulators' rule, a unit
//!   of unproven right is refused, or marked for as long as market supervision does not confirm it.
//! - A **product** is traced as strictly as what it is made of, and its quantity follows from what went in, by the norms of
//!   its class. Without norms the transformation is marked.
//! - A unit **under clearance** stays what was declared: nothing is made of it or taken off it, and its trace does not
//!   end, until customs have settled the declaration. A logistic unit is sealed: nothing goes in or out, since what lies
//!   inside was declared with it. It goes on its way as before, for it is packed, handed over and held on its way through
//!   customs too.
//!
//! ## Low-level details
//!
//! - A unit is one value in state, of bounded size, whatever is recorded of it and however much is packed in it. A code
//!   that was once registered is never free again.
//! - The **archive book** has one root of 32 bytes per class of codes, and nothing per unit: see
//!   [`archive_book`](suyuan_primitives::archive_book). Whoever registers a code of a class of which something was archived
//!   brings a proof that the code was not. Units are archived after all that came of them, so that nothing in the state
//!   comes of what left it, and no hold gets lost on the way.
//! - A call costs what its own inputs cost. A logistic unit's counts are updated as units go in and out, and at most
//!   `MaxNesting` units are around one.
//! - The genealogy has no circles, because what comes out of a transformation is always new. A transformation
//!   leaves the state with the last of its outputs, and is hashed into the leaf of each.
//! - [`TraceCode`] has one canonical form, so that a unit can't be registered twice under two spellings.
//! - A page of a walk costs what it returns, however much there is: see [`Pallet::descendants`].
//! - The pallet imports no other: participants answer through [`Config::Register`], the blocks through
//!   [`Config::Blocks`], declarations through [`Config::Clearance`], and the pallet answers them through
//!   [`traits::Units`](suyuan_primitives::traits::Units).
//!
//! [`TraceCode`]: suyuan_primitives::codes::TraceCode

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod archive_book;
mod call_weights;
mod clock;
mod features;
mod genealogy;
mod hold_search;
mod impl_units;
mod lots;
mod new_keys;
mod rules;
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

pub use genealogy::{Pending, Step, Walk};
pub use hold_search::MAX_HOLD_READS;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		ArchivedRecall, ArchivedUnitOf, HoldKind, NewUnitOf, Skipped, SortedId, Transformation,
		TransformationId, TransformationKind, UnitOf, Used, WeightInfo, YieldCheck, YieldNorms,
	};
	use alloc::boxed::Box;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use suyuan_primitives::{
		archive_book::{ArchiveClass, Proof, MAX_ARCHIVED},
		codes::{Gtin, TraceCode},
		parties::{Department, DepartmentSet},
		traits::{Blocks, Clearance, CodePrefixes, Contracts, Register},
		values::{Note, Sealed, ShelfLife},
	};

	/// The version of the storage layout. A migration that changes the layout raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet of trace units 追溯单元.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types and constants that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The register of participants: each one's kind, and whether its admission is in force.
		type Register: Register<Self::AccountId>;

		/// The book of code prefixes, which says who may give out a code.
		type CodePrefixes: CodePrefixes<Self::AccountId>;

		/// The information blocks, which say what is recorded of a unit before it is closed or archived.
		type Blocks: Blocks;

		/// The declarations, which say whether a unit is under clearance before it changes or closes.
		type Clearance: Clearance;

		/// The contracts, which take notice of title that passes under them.
		type Contracts: Contracts<Self::AccountId>;

		/// The origin of the council's votes, which end any hold and give orders about goods of those that are gone.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The time of day, by which offers expire and traces need no longer be kept.
		type Time: UnixTime;

		/// The maximum number of units that one call may register, pack, unpack or recall, or whose title passes at once.
		#[pallet::constant]
		type MaxUnitsPerCall: Get<u32>;

		/// The longest time for which title is offered, in milliseconds.
		#[pallet::constant]
		type MaxTitleTerm: Get<u64>;

		/// The maximum number of units that go into one transformation.
		#[pallet::constant]
		type MaxInputs: Get<u32>;

		/// The maximum number of units that come out of one transformation.
		#[pallet::constant]
		type MaxOutputs: Get<u32>;

		/// The most that a transformation makes of a product without norms, out of one of whatever is used.
		#[pallet::constant]
		type MaxYield: Get<u64>;

		/// The maximum size of a page: transformations of a walk, or units that are packed in another.
		#[pallet::constant]
		type MaxPageSize: Get<u32>;

		/// The time in service of products that do not expire, in milliseconds.
		#[pallet::constant]
		type ServiceLife: Get<u64>;

		/// The shortest shelf life that counts for goods that may perish, in milliseconds.
		#[pallet::constant]
		type MinShelfLife: Get<u64>;

		/// The shortest life that counts for all other products, in milliseconds.
		#[pallet::constant]
		type MinServiceLife: Get<u64>;

		/// The time for which a trace is kept after shelf life or service life, in milliseconds.
		#[pallet::constant]
		type Retention: Get<u64>;

		/// The cost of a key that is new to the state, beyond that of one that was there.
		///
		/// Keys that were there are those whose writing was measured, and a call may bring hundreds of new ones.
		type NewKey: Get<Weight>;

		/// Weights of the calls, without that of new keys.
		type WeightInfo: WeightInfo;
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// The maximum number of units around one, each packed in the next.
		#[pallet::constant_name(MaxNesting)]
		fn max_nesting() -> u32 {
			super::MAX_NESTING as u32
		}

		/// The maximum number of owners before the one of a unit.
		#[pallet::constant_name(MaxFormerOwners)]
		fn max_former_owners() -> u32 {
			super::types::MAX_FORMER_OWNERS
		}

		/// The maximum number of keys that are read in search of a hold on a unit's origin, or on what lies in it.
		#[pallet::constant_name(MaxHoldReads)]
		fn max_hold_reads() -> u32 {
			super::MAX_HOLD_READS
		}
	}

	/// Errors for which a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller's admission is not in force: it was never admitted, is suspended or revoked, or has expired.
		/// Apply for admission, or ask the regulators why.
		NotInForce,
		/// The caller is no trade entity 贸易主体, and only trade entities register products (§6.1 a). Let the owner of the
		/// product register it.
		NotTradeEntity,
		/// The caller is no trade entity and no logistics enterprise, and only these register logistic units. Let one of
		/// them register it.
		NeitherTradeNorLogistics,
		/// The caller is no service provider 追溯服务提供方 (table 5), and only service providers register services. Let the
		/// provider register the service.
		NotServiceProvider,
		/// A unit of this trace code exists already, or stands twice in the call. Give each unit its own code.
		AlreadyRegistered,
		/// The code lies under no prefix that the caller holds or is permitted: a company prefix, or a namespace of another
		/// scheme. Have market supervision grant it, ask its holder for a permit, or look for a typing error.
		NoRightToCode,
		/// No unit has this trace code, or it was archived. Look at its spelling, or register it.
		NotFound,
		/// The caller does not own the unit, and only its owner may do this. Ask the owner.
		NotOwner,
		/// The caller does not hold the unit. Have its custody handed over first.
		NotCustodian,
		/// The caller neither owns the unit nor is a regulator, nor holds what it wants to quarantine. Ask the owner or a
		/// regulator.
		NeitherOwnerNorRegulator,
		/// The caller is not the customer of the service, and only the customer gives feedback on it.
		NotCustomer,
		/// Custody or title of the unit is not offered, or not to the caller. Ask its custodian or its owner to offer it.
		NotOffered,
		/// Title to the unit is offered. Wait for the recipient's answer, or cancel the offer.
		TitleOfferPending,
		/// The offer of title is another, or of other units than those named and what is packed in them. Read the offer again,
		/// and name all of its units.
		OfferDiffers,
		/// The offer of title would stand for longer than `MaxTitleTerm`. Name an earlier end.
		TitleTermExceeded,
		/// The unit is packed in one that belongs to another, where it does not change owners. Unpack it first.
		PackedInAnothers,
		/// Something that is packed in the unit belongs to another, who alone gives title to it. Take it out first.
		OthersInside,
		/// The owner that offers title is not in force, and disposes of nothing meanwhile. Wait, or ask the regulators.
		OwnerNotInForce,
		/// The recipient owned the unit before, and others have owned it since. Return it to the owner that it came from.
		TitleCircle,
		/// The unit had as many owners as are kept. See `MaxFormerOwners`; make it part of another unit, or return it.
		MaxOwnersExceeded,
		/// More units are named and packed in them than change owners at once. See `MaxUnitsPerCall`; offer fewer.
		MaxUnitsExceeded,
		/// The unit was closed before. Nothing is left to do.
		AlreadyClosed,
		/// The unit is not closed, and only closed ones are archived. Close it.
		NotClosed,
		/// The unit lacks a category that is mandatory in its mode (tables 1 to 4). Ask `TraceApi.missing` which, and
		/// have it recorded.
		Incomplete,
		/// Units of this kind do not allow the action. See the table of who may do what in the pallet's documentation.
		WrongKind,
		/// The trace code names a unit of another kind than is said. A serial number (AI 21) makes an item, a lot
		/// (AI 10) without one a batch, an SSCC (AI 00) a logistic unit; services have codes of other schemes.
		KindMismatch,
		/// The trace code names a kind of product or a place, neither of which is a trace unit (§3.2). Add a lot or a
		/// serial number.
		NotAUnit,
		/// A list in the call is empty. Name at least one unit.
		EmptyList,
		/// The trace code is not canonical: a wrong path, order of qualifiers, or percent-encoding. See `TraceCode`.
		MalformedTraceCode,
		/// The check digit of the trace code does not agree with its other digits. Look for a typing error.
		WrongCheckDigit,
		/// A quantity or a shelf life is zero. Say how much there is.
		ZeroAmount,
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
		/// A unit stands twice in the list. Name it once, with all that is used of it.
		DuplicateUnit,
		/// The quantity used does not fit the unit. Name a quantity in the measure of a batch, and none for an item, which
		/// is used whole.
		WrongMeasure,
		/// The units left under different declarations, and what is made of them could stand for one alone. Make it of
		/// those of one declaration.
		LeftApart,
		/// Less is left of the batch than is to be used. Look at `remaining`.
		NotEnough,
		/// A part of a batch must be a batch of the same product, mode and measure, so that its code has the same GTIN, or
		/// is of the same scheme. Use `transform` if it became something else.
		PartMismatch,
		/// A product is traced in a laxer mode than what it is made of. Give it a mode that asks for as much.
		LaxerMode,
		/// More comes out than the norms of the product allow of what is used, or than `MaxYield` if it has none. Look at
		/// the quantities, or have market supervision set norms.
		YieldExceeded,
		/// The product has norms, and none of them converts the measure of anything that is used into that of the product.
		/// Use the measures of its norms, or have market supervision add one.
		NotConvertible,
		/// Two norms convert the same measures. Give one.
		DuplicateNorm,
		/// The caller holds no seat of market supervision, and only market supervision does this. Ask it.
		NotMarketSupervision,
		/// The unit is quarantined or recalled, and stays where it is. Have it released first.
		Held,
		/// Something inside the unit is quarantined or recalled, or comes from what is. Take it out first.
		HeldInside,
		/// Something that the unit is packed in is quarantined or recalled. Have that released first.
		HeldAround,
		/// The batch that the unit's code names is quarantined or recalled. Have that released first.
		HeldBatch,
		/// Something that the unit was made of, or divided from, is quarantined or recalled. Have that released first, or
		/// take the unit back to its owner or to a regulator.
		HeldOrigin,
		/// The unit does not come from the held one in one step: its code names no such batch, it was not made of it, or it
		/// belongs to another and no department has a hand in the hold. Extend the hold step by step.
		NotDescended,
		/// The unit is packed in another and moves only with that. Unpack it first.
		Packed,
		/// Custody of the unit is offered. Wait for the recipient's answer, or cancel the offer.
		OfferPending,
		/// Nothing is left of the unit, for it became others. Use one of those.
		UsedUp,
		/// Something is packed in the unit. Unpack it first.
		NotEmpty,
		/// The unit is under clearance, and stays what was declared until customs have settled the declaration. Wait for
		/// that, or have the declaration cancelled.
		UnderClearance,
		/// The unit left under a declaration that stands, in its owner's name. Wait until the goods came back.
		HasLeft,
		/// A unit cannot be packed in itself. Name another parent.
		PackedInItself,
		/// Units may not be packed that deep. See `MaxNesting`.
		MaxNestingExceeded,
		/// The unit is not packed directly in the one that it is to be taken out of. Look at `packed_in`.
		NotPackedHere,
		/// The caller names itself as recipient or customer. Name another participant.
		ToSelf,
		/// The recipient's admission is not in force, so that it could not accept. Name another one, or wait.
		RecipientNotInForce,
		/// The offer expired, or would as it is made. Have it made again, or name a later time.
		OfferExpired,
		/// The unit is held in that way already, or recalled, which includes a quarantine. Nothing is left to do.
		AlreadyHeld,
		/// The unit is not held in that way: not quarantined, or not recalled. Look at `hold`.
		NotHeld,
		/// Departments hold the unit, the caller's not among them, and only they may end that. Ask one of them, or the council.
		HeldByRegulator,
		/// Another department holds the unit as well, so that it stays held. Ask that department, or the council.
		HeldByAnotherDepartment,
		/// The caller's seat has no department, to which a hold or an order would belong. Have one assigned.
		NoDepartment,
		/// The unit does not concern the caller's department: it does not hold it, and is neither customs of declared goods nor
		/// the supervision of the market. Ask the department concerned, or the council.
		NotConcerned,
		/// The party whose act is needed is in force and can act itself, or may come back and close what is its own. Ask it,
		/// or the council.
		PartyInForce,
		/// Goods are reassigned to their owner or to a regulator only. Name one of them.
		NotHome,
		/// No step of the service was taken since the last feedback. Wait for the next step.
		NoStepSinceFeedback,
		/// The customer has not said that it is satisfied, or not since the last step. Serve on, or ask for feedback.
		NotSatisfied,
		/// The service has as many steps as can be counted. Register another service.
		MaxStepsExceeded,
		/// The trace must be kept longer. Wait until `retain_until`.
		TooEarly,
		/// Something that was made of the unit or divided from it, or a piece of it, is not archived. Archive that first, in
		/// the same call if need be.
		LeadsOn,
		/// A unit of this trace code was archived, and its code stays taken. Give the unit another code.
		CodeArchived,
		/// The batch that the code names was archived, so that no piece comes to it any more. Give the piece another lot.
		BatchArchived,
		/// Something of the code's class was archived, so that a proof is needed that the code was not, or of where it
		/// stands. Fetch one from a platform, and give it with the call.
		ProofMissing,
		/// The proof is of another root than that of the code's class, to which units were added meanwhile. Fetch a new one.
		ProofOutdated,
		/// The proof lacks a node on the way to a code, or to a batch that it names. Fetch one for all codes of the call.
		ProofIncomplete,
		/// The proof is larger than `MAX_PROOF_SIZE`. Divide the call.
		ProofTooLong,
		/// The archive book has no such unit under this code. Give it as the event of its archiving has it.
		NotArchived,
	}

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A unit came into being.
		Registered {
			/// The trace code of the unit.
			code: TraceCode,
			/// The unit as it was registered.
			unit: UnitOf<T>,
		},
		/// A regulator gave a unit to whom its code belongs.
		CodeReassigned {
			/// The trace code of the unit.
			code: TraceCode,
			/// The owner until now. Its records stay, under its name.
			from: T::AccountId,
			/// The owner from now on.
			to: T::AccountId,
			/// The custodian of the unit, or of nothing while it is packed.
			custodian: T::AccountId,
			/// The holder of market supervision's seat that signed the call.
			by: T::AccountId,
			/// The reason.
			reason: Note,
		},
		/// A unit's trace ended. The unit takes amendments only from now on.
		Closed {
			/// The trace code of the unit.
			code: TraceCode,
			/// The shelf life that its owner gave. Anyone sees if it is not that which was recorded of the product.
			shelf_life: ShelfLife,
			/// The end of the time for which the trace is kept: milliseconds since 1970-01-01 UTC.
			retain_until: u64,
		},
		/// Units became other units.
		Transformed {
			/// The number of the transformation.
			id: TransformationId,
			/// The kind: the units became something else, or one was divided.
			kind: TransformationKind,
			/// The account that signed the call.
			by: T::AccountId,
			/// The units that were used, with their quantities.
			inputs: BoundedVec<Used, T::MaxInputs>,
			/// The units that came into being.
			outputs: BoundedVec<TraceCode, T::MaxOutputs>,
			/// The check of the yield. None of a split, whose parts are never more than the whole.
			yield_check: Option<YieldCheck>,
		},
		/// The norms of a product's yield were set.
		YieldNormsSet {
			/// The commodity barcode of the product.
			gtin: Gtin,
			/// The norms, in place of those before. None are left if the list is empty.
			norms: YieldNorms,
			/// The holder of market supervision's seat that signed the call.
			by: T::AccountId,
		},
		/// Units were packed in another.
		Packed {
			/// The logistic unit that they were put into.
			parent: TraceCode,
			/// The units that were put into it.
			children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The account that signed the call.
			by: T::AccountId,
		},
		/// Units were taken out of another.
		Unpacked {
			/// The logistic unit that they were taken out of.
			parent: TraceCode,
			/// The units that were taken out of it.
			children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The account that signed the call.
			by: T::AccountId,
		},
		/// A custodian offered a unit's custody.
		CustodyOffered {
			/// The trace code of the unit.
			code: TraceCode,
			/// The custodian, which holds the unit.
			from: T::AccountId,
			/// The recipient, which may accept.
			to: T::AccountId,
			/// The end of the offer: milliseconds since 1970-01-01 UTC.
			expires_at: Option<u64>,
		},
		/// A unit's custody, and that of all that is packed in it, went from one participant to another.
		CustodyAccepted {
			/// The trace code of the unit.
			code: TraceCode,
			/// The custodian until now.
			from: T::AccountId,
			/// The custodian from now on.
			to: T::AccountId,
		},
		/// An offer of custody was withdrawn or declined.
		CustodyCancelled {
			/// The trace code of the unit.
			code: TraceCode,
			/// The account that signed the call: the custodian or the recipient.
			by: T::AccountId,
		},
		/// An owner offered title to units.
		TitleOffered {
			/// The hash by which the offer is accepted: see [`TitleOffer::id`](crate::TitleOffer::id).
			offer: H256,
			/// The trace codes of the units, and of all that is packed in them.
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The owner.
			from: T::AccountId,
			/// The recipient, which may accept.
			to: T::AccountId,
			/// The end of the offer: milliseconds since 1970-01-01 UTC.
			expires_at: u64,
			/// The hash of the terms that the parties keep between themselves.
			terms: Option<H256>,
		},
		/// Units changed owners.
		TitlePassed {
			/// The hash of the offer.
			offer: H256,
			/// The trace codes of the units, and of all that is packed in them.
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The owner until now. Its records stay, under its name.
			from: T::AccountId,
			/// The owner from now on.
			to: T::AccountId,
			/// The hash of the terms.
			terms: Option<H256>,
		},
		/// An offer of title was withdrawn or declined for units.
		TitleCancelled {
			/// The trace codes of the units.
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The account that signed the call: the owner or the recipient.
			by: T::AccountId,
		},
		/// An offer of title to a unit that had expired was removed.
		TitleOfferReaped {
			/// The trace code of the unit.
			code: TraceCode,
			/// The recipient, which never answered.
			to: T::AccountId,
		},
		/// A unit was isolated.
		Quarantined {
			/// The trace code of the unit.
			code: TraceCode,
			/// The account that signed the call.
			by: T::AccountId,
			/// The department to which the hold belongs, if a regulator signed.
			department: Option<Department>,
			/// The reason for the quarantine.
			reason: Note,
		},
		/// The quarantine of a unit ended.
		Released {
			/// The trace code of the unit.
			code: TraceCode,
			/// The account that signed the call. None for a vote of the council.
			by: Option<T::AccountId>,
			/// The reason for the release.
			reason: Note,
		},
		/// Units were called back.
		Recalled {
			/// The trace codes of the units.
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The account that signed the call.
			by: T::AccountId,
			/// The department to which the hold belongs, if a regulator signed.
			department: Option<Department>,
			/// The reason for the recall.
			reason: Note,
		},
		/// A recall, the extension of a hold, or the end of one, left a unit held or free as it was.
		Skipped {
			/// The trace code of the unit.
			code: TraceCode,
			/// The reason.
			why: Skipped,
		},
		/// The recall of units ended.
		RecallEnded {
			/// The trace codes of the units.
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The account that signed the call. None for a vote of the council.
			by: Option<T::AccountId>,
			/// The reason for ending the recall.
			reason: Note,
		},
		/// A hold was extended to units that come from the held one in one step.
		HoldExtended {
			/// The trace code of the held unit.
			from: TraceCode,
			/// The trace codes of the units that are held from now on.
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The kind of the hold.
			kind: HoldKind,
			/// The departments to which the hold belongs.
			departments: DepartmentSet,
			/// The account that signed the call.
			by: T::AccountId,
		},
		/// An offer of custody that had expired was removed.
		OfferReaped {
			/// The trace code of the unit.
			code: TraceCode,
			/// The recipient, which never answered.
			to: T::AccountId,
		},
		/// The council or a department moved a unit out of the custody of a participant that is gone.
		CustodyReassigned {
			/// The trace code of the unit.
			code: TraceCode,
			/// The custodian until now.
			from: T::AccountId,
			/// The custodian from now on: the owner, or a regulator.
			to: T::AccountId,
			/// The account that signed the call. None for a vote of the council.
			by: Option<T::AccountId>,
			/// The reason for the order.
			reason: Note,
		},
		/// The council or a department took units out of another, each into the custody of its owner.
		UnpackedByOrder {
			/// The logistic unit that they were taken out of.
			parent: TraceCode,
			/// The units that were taken out of it.
			children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			/// The account that signed the call. None for a vote of the council.
			by: Option<T::AccountId>,
			/// The reason for the order.
			reason: Note,
		},
		/// The council or a department ended a trace, whatever its records lack.
		ClosedByOrder {
			/// The trace code of the unit.
			code: TraceCode,
			/// The end of the time for which the trace is kept: milliseconds since 1970-01-01 UTC.
			retain_until: u64,
			/// The account that signed the call. None for a vote of the council.
			by: Option<T::AccountId>,
			/// The reason for the order.
			reason: Note,
		},
		/// A provider took a step of a service.
		Served {
			/// The trace code of the service.
			code: TraceCode,
			/// The number of the step, counted from 1.
			step: u32,
			/// The provider's account of the step.
			note: Note,
		},
		/// A customer gave feedback on a service.
		FeedbackGiven {
			/// The trace code of the service.
			code: TraceCode,
			/// True if the customer was satisfied.
			satisfied: bool,
			/// The number of steps taken by then.
			after_steps: u32,
			/// The customer's words, sealed.
			note: Sealed,
		},
		/// A service came to its end, to the customer's satisfaction.
		ServiceEnded {
			/// The trace code of the service.
			code: TraceCode,
			/// The end of the time for which the trace is kept: milliseconds since 1970-01-01 UTC.
			retain_until: u64,
		},
		/// A unit and its blocks left the state.
		Archived {
			/// The trace code of the unit, which stays taken.
			code: TraceCode,
			/// The leaf of the unit in the archive book: `blake2_256(SCALE(code, archived))`.
			leaf: H256,
			/// The unit and all that belongs to it, as they stood in the state.
			archived: ArchivedUnitOf<T>,
		},
		/// The leaves of the units that the call archived went into the archive book.
		ArchiveGrew {
			/// The class of their codes.
			class: ArchiveClass,
			/// The root of the class from now on.
			root: H256,
		},
	}

	/// The units by their trace codes.
	///
	/// The participant that registers a unit chooses its code, so the hasher is one that cannot be driven into
	/// collisions; the key contains the code, so that the units can be listed.
	#[pallet::storage]
	pub type Units<T: Config> = StorageMap<_, Blake2_128Concat, TraceCode, UnitOf<T>>;

	/// The roots of the archive book, by the classes of codes. A class of which nothing was archived has none.
	///
	/// Hashed as the units are, whose codes make the keys.
	#[pallet::storage]
	pub type ArchiveRoots<T: Config> = StorageMap<_, Blake2_128Concat, ArchiveClass, H256>;

	/// The recalls of units that were archived, by their trace codes, for as long as they last.
	///
	/// Hashed as the units are.
	#[pallet::storage]
	pub type ArchivedRecalls<T: Config> =
		StorageMap<_, Blake2_128Concat, TraceCode, ArchivedRecall<T::AccountId>>;

	/// The number of the next transformation.
	#[pallet::storage]
	pub type NextTransformation<T: Config> = StorageValue<_, TransformationId, ValueQuery>;

	/// The transformations by their numbers.
	///
	/// The chain gives the numbers, so that no participant chooses a key and a fast hasher will do.
	#[pallet::storage]
	pub type Transformations<T: Config> = StorageMap<_, Twox64Concat, TransformationId, Transformation<T>>;

	/// The norms of products' yields, by their commodity barcodes. No product has an empty list.
	///
	/// Market supervision chooses the keys.
	#[pallet::storage]
	pub type Norms<T: Config> = StorageMap<_, Blake2_128Concat, Gtin, YieldNorms>;

	/// The transformations that a unit was used in: the way down. The way up is each unit's `made_by`.
	///
	/// The first hasher is that of the units. No participant chooses the second key, and it is not hashed, so that the
	/// keys of a unit are in the order of the numbers and a walk reads one after the other: see [`SortedId`].
	#[pallet::storage]
	pub type UsedIn<T: Config> = StorageDoubleMap<_, Blake2_128Concat, TraceCode, Identity, SortedId, ()>;

	/// The units that are packed directly in a unit: the way in. The way out is each unit's `packed_in`.
	///
	/// Both hashers are that of the units.
	#[pallet::storage]
	pub type Contents<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TraceCode, Blake2_128Concat, TraceCode, ()>;

	/// The units whose codes name a batch, registered or not, under the narrowest batch that they name.
	///
	/// A batch with a variant stands under the lot without it, even if only pieces of it are registered. Both hashers are
	/// that of the units.
	#[pallet::storage]
	pub type Pieces<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TraceCode, Blake2_128Concat, TraceCode, ()>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a trace unit 追溯单元 (DB4403/T 471-2024 §3.2, §5.1, §6.3.1.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a participant in force: a trade entity; for logistic units also a logistics enterprise; for services
		/// a service provider (table 5).
		///
		/// ## Details
		///
		/// The caller becomes the unit's owner and custodian. The trace code must be canonical and name what is
		/// registered: a serial number makes an item, a lot alone a batch, an SSCC a logistic unit. Codes of other schemes
		/// name no kind and may be any of them, or a service. The code stays taken for good.
		///
		/// The code lies under a prefix of the caller, or of one that permits it. By the regulators' rule, a unit of
		/// unproven right is refused, or registered and marked as such in state and event.
		///
		/// The proof is empty, unless a unit of the code's class was archived before: then it shows that this code was not,
		/// nor a batch that it names.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotTradeEntity`], [`Error::NeitherTradeNorLogistics`],
		///   [`Error::NotServiceProvider`]: the caller.
		/// - [`Error::MalformedTraceCode`], [`Error::WrongCheckDigit`], [`Error::NotAUnit`], [`Error::KindMismatch`],
		///   [`Error::AlreadyRegistered`], [`Error::CodeArchived`], [`Error::BatchArchived`], [`Error::NoRightToCode`]: the
		///   code.
		/// - [`Error::ProofMissing`], [`Error::ProofOutdated`], [`Error::ProofIncomplete`], [`Error::ProofTooLong`]: the
		///   proof.
		/// - [`Error::ZeroAmount`]: the quantity of a batch.
		/// - [`Error::ToSelf`]: the customer of a service.
		///
		/// ## Events
		///
		/// - [`Event::Registered`].
		#[pallet::call_index(0)]
		#[pallet::weight(
			Pallet::<T>::weight_of_registering(T::WeightInfo::register(), core::slice::from_ref(unit), proof)
		)]
		pub fn register(origin: OriginFor<T>, unit: NewUnitOf<T>, proof: Proof) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register(who, unit, &proof)
		}

		/// Registers many trace units at once, all or none (DB4403/T 471-2024 §3.2, §5.1, §6.3.1.3).
		///
		/// ## Dispatch Origin
		///
		/// As `register`, for every unit.
		///
		/// ## Details
		///
		/// As `register` for each unit in turn. If one of them is refused, none is registered. One proof is for them all.
		///
		/// ## Errors
		///
		/// - [`Error::EmptyList`]: the list is empty.
		/// - Those of `register`, for the first unit that is refused.
		///
		/// ## Events
		///
		/// - [`Event::Registered`], one per unit.
		#[pallet::call_index(1)]
		#[pallet::weight(
			Pallet::<T>::weight_of_registering(T::WeightInfo::register_many(units.len() as u32), units, proof)
		)]
		pub fn register_many(
			origin: OriginFor<T>,
			units: BoundedVec<NewUnitOf<T>, T::MaxUnitsPerCall>,
			proof: Proof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_many(who, units, &proof)
		}

		/// Closes a unit with complete records (DB4403/T 471-2024 tables 1 to 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the unit's owner, whose admission is in force.
		///
		/// ## Details
		///
		/// The mandatory categories follow from the unit's mode; `TraceApi.missing` lists those not recorded yet. A unit
		/// that was used up may be closed whatever is missing, for it has no further way of its own. No unit is closed
		/// under clearance, nor while it is held, or something inside or around it, or its batch or origin. A closed unit
		/// takes no more records, only amendments of what was recorded, and does not open again.
		///
		/// The trace is then kept for the shelf life 保质期 and the retention time after it. Days of shelf life count from
		/// now, so that a trace is never kept too short; what does not expire is in service for `ServiceLife`. The state
		/// does not hold the shelf life that was recorded of the product, so the owner gives it again here, and the event
		/// shows it. It has a bound by the class of the goods: what left under a declaration as food, drink, medicine or
		/// cosmetics counts for `MinShelfLife` at least, and any other product for `MinServiceLife`.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOwner`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::AlreadyClosed`], [`Error::UnderClearance`],
		///   [`Error::Incomplete`]: the unit.
		/// - [`Error::Held`], [`Error::HeldInside`], [`Error::HeldAround`], [`Error::HeldBatch`],
		///   [`Error::HeldOrigin`]: a hold.
		/// - [`Error::ZeroAmount`]: the shelf life.
		///
		/// ## Events
		///
		/// - [`Event::Closed`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_close())]
		pub fn close(
			origin: OriginFor<T>,
			code: TraceCode,
			shelf_life: ShelfLife,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let reads = Self::do_close(who, code, shelf_life)?;
			Ok(Self::after(Self::weight_of_close(), 1, &reads))
		}

		/// Makes products of others: materials, parts, semi-finished goods (DB4403/T 471-2024 §3.8, §6.4.1; the
		/// traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a trade entity in force that owns and holds every input.
		///
		/// ## Details
		///
		/// Of a batch a quantity in its own measure is used, which may not exceed what remains; an item is used up whole.
		/// Of goods that left under a declaration, the outputs are marked with it, so that they are not declared again. Each
		/// output is registered as by `register`, as the caller's, and is always new: nothing can become a unit that
		/// was there before. No output has a laxer mode than an input. No more of a product comes out than its norms
		/// allow, which convert the measures of what is used; without norms, at most [`Config::MaxYield`] of one, and the
		/// transformation says that its yield is unproven. Nothing is made of a unit under clearance, so that what was declared is what is shipped. The
		/// transformation is kept for walks both ways, until the last of its outputs is archived. The proof is for all outputs,
		/// as for `register_many`.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotTradeEntity`], [`Error::NotOwner`], [`Error::NotCustodian`]: the caller.
		/// - [`Error::EmptyList`], [`Error::DuplicateUnit`], [`Error::LeftApart`]: the lists.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Held`], [`Error::HeldBatch`],
		///   [`Error::HeldOrigin`], [`Error::Packed`], [`Error::OfferPending`], [`Error::TitleOfferPending`],
		///   [`Error::UsedUp`], [`Error::UnderClearance`]: an input.
		/// - [`Error::WrongMeasure`], [`Error::ZeroAmount`], [`Error::NotEnough`]: its quantity.
		/// - [`Error::YieldExceeded`], [`Error::NotConvertible`]: the quantities of all.
		/// - [`Error::WrongKind`], [`Error::LaxerMode`], and those of `register`: an output.
		///
		/// ## Events
		///
		/// - [`Event::Registered`], one per output.
		/// - [`Event::Transformed`].
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::weight_of_transform(inputs.len(), outputs, proof))]
		pub fn transform(
			origin: OriginFor<T>,
			inputs: BoundedVec<Used, T::MaxInputs>,
			outputs: BoundedVec<NewUnitOf<T>, T::MaxOutputs>,
			proof: Proof,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (used, charged) = (inputs.len(), Self::weight_of_transform(inputs.len(), &outputs, &proof));
			let reads = Self::do_transform(who, inputs, outputs, &proof)?;
			Ok(Self::after(charged, used, &reads))
		}

		/// Divides a batch, or takes parts off it (DB4403/T 471-2024 §3.2, §5.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a trade entity in force that owns and holds the batch.
		///
		/// ## Details
		///
		/// Every part is a new batch of the same product, mode and measure: its code has the GTIN and the variant of the
		/// batch, or is of the same scheme if that names no product. The sum of the parts is taken off the batch; the rest
		/// stays what it is. The parts of what left under a declaration are marked with it. No part is taken off a
		/// batch under clearance. The proof is for all parts, as for `register_many`.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotTradeEntity`], [`Error::NotOwner`], [`Error::NotCustodian`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Held`], [`Error::HeldBatch`], [`Error::HeldOrigin`],
		///   [`Error::Packed`], [`Error::OfferPending`], [`Error::TitleOfferPending`], [`Error::UsedUp`],
		///   [`Error::UnderClearance`]: the batch.
		/// - [`Error::EmptyList`], [`Error::PartMismatch`], [`Error::ZeroAmount`], [`Error::NotEnough`], and those of
		///   `register`: the parts.
		///
		/// ## Events
		///
		/// - [`Event::Registered`], one per part.
		/// - [`Event::Transformed`].
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::weight_of_split(parts, proof))]
		pub fn split(
			origin: OriginFor<T>,
			code: TraceCode,
			parts: BoundedVec<NewUnitOf<T>, T::MaxOutputs>,
			proof: Proof,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let charged = Self::weight_of_split(&parts, &proof);
			let reads = Self::do_split(who, code, parts, &proof)?;
			Ok(Self::after(charged, 1, &reads))
		}

		/// Packs units in a logistic unit (DB4403/T 471-2024 §6.2.2, consolidation and tally).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a participant in force that holds them all.
		///
		/// ## Details
		///
		/// A unit is packed in one other at most, and both must be outermost before. From then on the packed unit's
		/// custodian is that of the outermost unit around it. Its owner stays, and it is recorded about under its own code.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotCustodian`]: the caller.
		/// - [`Error::EmptyList`]: the list.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Held`], [`Error::HeldInside`], [`Error::Packed`],
		///   [`Error::OfferPending`]: the parent or a child.
		/// - [`Error::UnderClearance`]: the parent.
		/// - [`Error::HeldBatch`], [`Error::UsedUp`], [`Error::PackedInItself`], [`Error::MaxNestingExceeded`]: a child.
		///
		/// ## Events
		///
		/// - [`Event::Packed`].
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::weight_of_pack(children.len()))]
		pub fn pack(
			origin: OriginFor<T>,
			parent: TraceCode,
			children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pack(who, parent, children)
		}

		/// Takes units out of a logistic unit (DB4403/T 471-2024 §6.2.2, tally and picking).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a participant in force that holds the logistic unit.
		///
		/// ## Details
		///
		/// The custodian of the logistic unit becomes that of the units taken out. A held unit can be taken out too, or
		/// nothing else in there could move; a logistic unit that is held itself or under clearance keeps what is in it.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotCustodian`]: the caller.
		/// - [`Error::EmptyList`]: the list.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Held`], [`Error::Packed`], [`Error::OfferPending`],
		///   [`Error::UnderClearance`]: the parent.
		/// - [`Error::NotFound`], [`Error::NotPackedHere`]: a child.
		///
		/// ## Events
		///
		/// - [`Event::Unpacked`].
		#[pallet::call_index(6)]
		// Beside what was measured: the parent's declaration.
		#[pallet::weight(T::WeightInfo::unpack(children.len() as u32).saturating_add(Pallet::<T>::reads(2)))]
		pub fn unpack(
			origin: OriginFor<T>,
			parent: TraceCode,
			children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unpack(who, parent, children)
		}

		/// Offers a unit's custody to a participant, the first of two steps (DB4403/T 471-2024 §6.4.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the unit's custodian, whose admission is in force.
		///
		/// ## Details
		///
		/// Nothing moves until the recipient accepts. An offer may expire, at a time in milliseconds since 1970-01-01 UTC;
		/// an expired one is replaced by the next. What is held is offered to a regulator or to its owner only.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotCustodian`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Held`], [`Error::HeldInside`], [`Error::HeldBatch`],
		///   [`Error::HeldOrigin`], [`Error::Packed`], [`Error::OfferPending`], [`Error::UsedUp`]: the unit.
		/// - [`Error::ToSelf`], [`Error::RecipientNotInForce`]: the recipient.
		/// - [`Error::OfferExpired`]: the time.
		///
		/// ## Events
		///
		/// - [`Event::CustodyOffered`].
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::weight_of_moving(T::WeightInfo::offer_custody()))]
		pub fn offer_custody(
			origin: OriginFor<T>,
			code: TraceCode,
			to: T::AccountId,
			expires_at: Option<u64>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let reads = Self::do_offer_custody(who, code, to, expires_at)?;
			Ok(Self::after(Self::weight_of_moving(T::WeightInfo::offer_custody()), 1, &reads))
		}

		/// Accepts a unit's custody, the second of two steps (DB4403/T 471-2024 §6.4.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the recipient of the offer, whose admission is in force.
		///
		/// ## Details
		///
		/// All that is packed in the unit goes with it. The owner stays.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOffered`]: the caller.
		/// - [`Error::NotFound`], [`Error::Held`], [`Error::HeldInside`], [`Error::HeldBatch`],
		///   [`Error::HeldOrigin`]: the unit.
		/// - [`Error::OfferExpired`]: the offer.
		///
		/// ## Events
		///
		/// - [`Event::CustodyAccepted`].
		#[pallet::call_index(8)]
		#[pallet::weight(Pallet::<T>::weight_of_moving(T::WeightInfo::accept_custody()))]
		pub fn accept_custody(origin: OriginFor<T>, code: TraceCode) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let reads = Self::do_accept_custody(who, code)?;
			Ok(Self::after(Self::weight_of_moving(T::WeightInfo::accept_custody()), 1, &reads))
		}

		/// Withdraws or declines an offer of custody (DB4403/T 471-2024 §6.4.3).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the custodian or by the recipient of the offer, whose admission is in force.
		///
		/// ## Details
		///
		/// Everything stays as it was before the offer.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotCustodian`]: the caller.
		/// - [`Error::NotFound`], [`Error::NotOffered`]: the unit.
		///
		/// ## Events
		///
		/// - [`Event::CustodyCancelled`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::cancel_custody())]
		pub fn cancel_custody(origin: OriginFor<T>, code: TraceCode) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_custody(who, code)
		}

		/// Isolates a unit that nonconforms or may (the traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the unit's owner, its custodian or a regulator, whose admission is in force.
		///
		/// ## Details
		///
		/// The unit stays where it is, or goes home; see the table of who may do what. What a custodian isolates, as a carrier
		/// does with what leaks, its owner or a regulator releases, and nothing that comes from it is bound. The quarantine
		/// of a regulator belongs to its department, which may join or take over any other.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NeitherOwnerNorRegulator`], [`Error::NoDepartment`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::AlreadyHeld`]: the unit.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Quarantined`].
		#[pallet::call_index(10)]
		// Beside what was measured: the department of a seat.
		#[pallet::weight(T::WeightInfo::quarantine().saturating_add(Pallet::<T>::reads(2)))]
		pub fn quarantine(origin: OriginFor<T>, code: TraceCode, reason: Note) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_quarantine(who, code, reason)
		}

		/// Ends a quarantine (the traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// A vote of the council; or signed by a seat of a department that holds the unit; or, if none does, by the unit's
		/// owner or any regulator. In force.
		///
		/// ## Details
		///
		/// The unit may do again what it could before. If other departments hold it as well, the caller's lets go alone, and an
		/// event says that the unit stays held.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NeitherOwnerNorRegulator`], [`Error::HeldByRegulator`],
		///   [`Error::NoDepartment`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::NotHeld`]: the unit.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Released`], or [`Event::Skipped`] while another department holds the unit.
		#[pallet::call_index(11)]
		// Beside what was measured: the department of a seat.
		#[pallet::weight(T::WeightInfo::release().saturating_add(Pallet::<T>::reads(2)))]
		pub fn release(origin: OriginFor<T>, code: TraceCode, reason: Note) -> DispatchResult {
			Self::do_release(origin, code, reason)
		}

		/// Calls units back (the traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of all of them or a regulator, whose admission is in force.
		///
		/// ## Details
		///
		/// As a quarantine, which it replaces. A unit that is recalled already, that is not there or no goods is skipped, and an
		/// event says so. What comes from the units is bound by the recall too, and those far down the genealogy once it is
		/// extended to them. A recall by a regulator belongs to its department.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NeitherOwnerNorRegulator`], [`Error::NoDepartment`]: the caller.
		/// - [`Error::EmptyList`]: the list.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Recalled`], unless all are skipped.
		/// - [`Event::Skipped`], for each that is.
		#[pallet::call_index(12)]
		// Beside what was measured: the department of a seat.
		#[pallet::weight(T::WeightInfo::recall(codes.len() as u32).saturating_add(Pallet::<T>::reads(2)))]
		pub fn recall(
			origin: OriginFor<T>,
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			reason: Note,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recall(who, codes, reason)
		}

		/// Ends a recall of units (the traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// As `release`, for all of them.
		///
		/// ## Details
		///
		/// The units may do again what they could before. A unit that is not recalled, that is not there or no goods is
		/// skipped, and an event says so; also where another department holds it still.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NeitherOwnerNorRegulator`], [`Error::HeldByRegulator`],
		///   [`Error::NoDepartment`]: the caller.
		/// - [`Error::EmptyList`]: the list.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::RecallEnded`], unless all are skipped.
		/// - [`Event::Skipped`], for each that is.
		#[pallet::call_index(13)]
		// Beside what was measured: the department of a seat, for each unit.
		#[pallet::weight(
			T::WeightInfo::end_recall(codes.len() as u32).saturating_add(Pallet::<T>::reads(2 * codes.len()))
		)]
		pub fn end_recall(
			origin: OriginFor<T>,
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			reason: Note,
		) -> DispatchResult {
			Self::do_end_recall(origin, codes, reason)
		}

		/// Takes a step of a service (the traceability guide, annex B: process).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the service's provider, who is its owner, and whose admission is in force.
		///
		/// ## Details
		///
		/// The note stands in the event; the state only counts the steps.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOwner`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::AlreadyClosed`], [`Error::MaxStepsExceeded`]: the service.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the note.
		///
		/// ## Events
		///
		/// - [`Event::Served`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::serve())]
		pub fn serve(origin: OriginFor<T>, code: TraceCode, note: Note) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_serve(who, code, note)
		}

		/// Gives feedback on a service (the traceability guide, annex B: feedback).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the service's customer, whose admission is in force.
		///
		/// ## Details
		///
		/// The customer's words are sealed; its satisfaction is public. Each feedback is about the steps since the last.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotCustomer`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::AlreadyClosed`],
		///   [`Error::NoStepSinceFeedback`]: the service.
		///
		/// ## Events
		///
		/// - [`Event::FeedbackGiven`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::give_feedback())]
		pub fn give_feedback(
			origin: OriginFor<T>,
			code: TraceCode,
			satisfied: bool,
			note: Sealed,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_give_feedback(who, code, satisfied, note)
		}

		/// Ends a service that satisfied its customer (the traceability guide, annex B: end).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the service's provider, who is its owner, and whose admission is in force.
		///
		/// ## Details
		///
		/// The last feedback must be that the customer was satisfied, and no step may have been taken since. The service is
		/// closed then, and its trace kept for the retention time.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOwner`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::AlreadyClosed`], [`Error::NotSatisfied`]: the service.
		///
		/// ## Events
		///
		/// - [`Event::ServiceEnded`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::end_service())]
		pub fn end_service(origin: OriginFor<T>, code: TraceCode) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_service(who, code)
		}

		/// Archives units whose traces need no longer be kept (the platform's service quality: shelf life or service life
		/// and two years).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of all of them or a regulator, whose admission is in force.
		///
		/// ## Details
		///
		/// Each unit, the heads of its four blocks, what it was made of and the declaration under which it left are hashed
		/// into one leaf of the archive book, and the event has them all. Nothing of the unit stays in this pallet's state, and its code
		/// is never registered again. Records and events stay in the chain's own blocks.
		///
		/// A unit is archived after all that came of it, so that whatever a living unit was made of can be held and recalled.
		/// One call may name both, in that order. No unit is archived under clearance, as a closed unit may be that was held
		/// when it was declared.
		///
		/// The proof shows where the codes will stand. It is outdated once others of the class are archived. All are archived
		/// or none.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NeitherOwnerNorRegulator`]: the caller.
		/// - [`Error::EmptyList`]: the list.
		/// - [`Error::NotFound`], [`Error::NotClosed`], [`Error::Held`], [`Error::HeldBatch`], [`Error::HeldOrigin`],
		///   [`Error::Packed`], [`Error::NotEmpty`], [`Error::OfferPending`], [`Error::UnderClearance`], [`Error::LeadsOn`],
		///   [`Error::TooEarly`], [`Error::CodeArchived`]: a unit.
		/// - [`Error::ProofMissing`], [`Error::ProofOutdated`], [`Error::ProofIncomplete`], [`Error::ProofTooLong`]: the
		///   proof.
		///
		/// ## Events
		///
		/// - [`Event::Archived`], one per unit.
		/// - [`Event::ArchiveGrew`], one per class of their codes.
		#[pallet::call_index(17)]
		#[pallet::weight(Pallet::<T>::weight_of_archive(codes, proof))]
		pub fn archive(
			origin: OriginFor<T>,
			codes: BoundedVec<TraceCode, ConstU32<MAX_ARCHIVED>>,
			proof: Proof,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (units, charged) = (codes.len(), Self::weight_of_archive(&codes, &proof));
			let reads = Self::do_archive(who, codes, &proof)?;
			Ok(Self::after(charged, units, &reads))
		}

		/// Extends a hold to units that come from the held one in one step (the traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by any participant in force.
		///
		/// ## Details
		///
		/// Nobody is trusted for it: each unit must have been made of the held one or divided from it, or its code must name
		/// the held batch. It is held then as the other is, and counted in what it lies in. So whoever walks the
		/// genealogy takes a recall down to the last piece, however far that is, and ends when nothing is left to name. The
		/// hold of an owner reaches what is its own, that of a department all; that of a custodian spreads to
		/// nothing. A unit that is held so already, that is not there or no goods is skipped, and an event says so. What was
		/// held in this way is let go by `release` and `end_recall`, as any other.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`]: the caller.
		/// - [`Error::NotFound`], [`Error::NotHeld`]: the held unit.
		/// - [`Error::EmptyList`], [`Error::NotDescended`]: the others.
		///
		/// ## Events
		///
		/// - [`Event::HoldExtended`], unless all are skipped.
		/// - [`Event::Skipped`], for each that is.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::extend_hold(codes.len() as u32))]
		pub fn extend_hold(
			origin: OriginFor<T>,
			from: TraceCode,
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_extend_hold(who, from, codes)
		}

		/// Removes the offers of a unit that have expired: of its custody, and of its title.
		///
		/// ## Dispatch Origin
		///
		/// Signed by any account.
		///
		/// ## Details
		///
		/// Everything stays as it was before the offer. An offer of custody without an end is for its two sides to cancel.
		///
		/// ## Errors
		///
		/// - [`Error::NotFound`], [`Error::NotOffered`], [`Error::OfferPending`]: the unit.
		///
		/// ## Events
		///
		/// - [`Event::OfferReaped`], of custody.
		/// - [`Event::TitleOfferReaped`], of title.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::reap_offer())]
		pub fn reap_offer(origin: OriginFor<T>, code: TraceCode) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reap_offer(code)
		}

		/// Moves a unit out of the custody of a participant that is gone (DB4403/T 471-2024 §6.4.3, §7.6).
		///
		/// ## Dispatch Origin
		///
		/// A vote of the council; or signed by a seat of the department concerned, if the custodian is out of force.
		///
		/// ## Details
		///
		/// The unit goes to its owner or to a regulator, with all that is packed in it, and from there on by offers as
		/// ever. A standing offer ends. Held units concern the departments that hold them; otherwise declared ones concern
		/// customs, and all the supervision of the market.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotConcerned`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Packed`], [`Error::HeldInside`]: the unit.
		/// - [`Error::PartyInForce`]: its custodian.
		/// - [`Error::RecipientNotInForce`], [`Error::ToSelf`], [`Error::NotHome`]: the recipient.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::CustodyReassigned`].
		#[pallet::call_index(20)]
		#[pallet::weight(Pallet::<T>::weight_of_moving(T::WeightInfo::reassign_custody()))]
		pub fn reassign_custody(
			origin: OriginFor<T>,
			code: TraceCode,
			to: T::AccountId,
			reason: Note,
		) -> DispatchResult {
			Self::do_reassign_custody(origin, code, to, reason)
		}

		/// Takes units out of a logistic unit whose custodian is gone (DB4403/T 471-2024 §6.2.2, §7.6).
		///
		/// ## Dispatch Origin
		///
		/// As `reassign_custody`.
		///
		/// ## Details
		///
		/// Each comes into the custody of its owner. The logistic unit must be outermost, and not under clearance; a hold
		/// of its own bars nothing here, for what lies in it goes home.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotConcerned`]: the caller.
		/// - [`Error::EmptyList`]: the list.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::Packed`], [`Error::UnderClearance`]: the parent.
		/// - [`Error::PartyInForce`]: its custodian.
		/// - [`Error::NotFound`], [`Error::NotPackedHere`]: a child.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::UnpackedByOrder`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::unpack_by_order(children.len() as u32))]
		pub fn unpack_by_order(
			origin: OriginFor<T>,
			parent: TraceCode,
			children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			reason: Note,
		) -> DispatchResult {
			Self::do_unpack_by_order(origin, parent, children, reason)
		}

		/// Ends the trace of a unit whose owner is gone, or a service whose customer is silent (DB4403/T 471-2024 §7.6).
		///
		/// ## Dispatch Origin
		///
		/// A vote of the council; or signed by a seat of the department concerned, if the owner was revoked; or, of a
		/// service, if provider or customer are out of force, or the customer said nothing about the last step.
		///
		/// ## Details
		///
		/// Whatever is missing is missing for ever, and the unit says that it was closed by order. Its trace is kept for
		/// `ServiceLife` and the retention time, that of a service for the retention time. A hold stays, so that returns
		/// and destruction are still recorded. Nothing is closed under clearance.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotConcerned`]: the caller.
		/// - [`Error::NotFound`], [`Error::AlreadyClosed`], [`Error::UnderClearance`]: the unit.
		/// - [`Error::PartyInForce`]: its owner, or provider and customer.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::ClosedByOrder`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::close_by_order())]
		pub fn close_by_order(origin: OriginFor<T>, code: TraceCode, reason: Note) -> DispatchResult {
			Self::do_close_by_order(origin, code, reason)
		}

		/// Sets the norms of a product's yield: how much of it is made of how much (DB4403/T 471-2024 §7.6 b).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of market supervision, whose admission is in force.
		///
		/// ## Details
		///
		/// Takes the place of the norms before; an empty list leaves none. Transformations that were made stay.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotMarketSupervision`]: the caller.
		/// - [`Error::MalformedTraceCode`], [`Error::WrongCheckDigit`]: the barcode.
		/// - [`Error::ZeroAmount`], [`Error::DuplicateNorm`]: the norms.
		///
		/// ## Events
		///
		/// - [`Event::YieldNormsSet`].
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::set_yield_norms().saturating_add(Pallet::<T>::new_keys(1)))]
		pub fn set_yield_norms(origin: OriginFor<T>, gtin: Gtin, norms: YieldNorms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_yield_norms(who, gtin, norms)
		}

		/// Gives a unit to whom its code belongs, in a dispute (DB4403/T 471-2024 §5.1, §7.6 b).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of market supervision, whose admission is in force.
		///
		/// ## Details
		///
		/// The new owner must be one that could register the unit. Custody goes with it if the owner until now holds the
		/// unit, and an offer of it ends. What was recorded stays, under the name of whoever recorded it. The unit is no
		/// longer marked as of unproven right, so that a unit may be given to its owner itself to confirm its right. Nothing
		/// is reassigned while customs are at work on it, nor what left under a declaration that stands.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotMarketSupervision`]: the caller.
		/// - [`Error::NotFound`], [`Error::UnderClearance`], [`Error::HasLeft`]: the unit.
		/// - [`Error::RecipientNotInForce`], [`Error::NotTradeEntity`], [`Error::NeitherTradeNorLogistics`],
		///   [`Error::NotServiceProvider`], [`Error::ToSelf`]: the new owner.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`], [`Error::InvisibleCharacter`], [`Error::OtherSpace`],
		///   [`Error::NotNormalized`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::CodeReassigned`].
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::reassign_code())]
		pub fn reassign_code(
			origin: OriginFor<T>,
			code: TraceCode,
			to: T::AccountId,
			reason: Note,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reassign_code(who, code, to, reason)
		}

		/// Offers title to units to a participant, the first of two steps (DB4403/T 471-2024 §3.8, §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of all of them, whose admission is in force.
		///
		/// ## Details
		///
		/// With the units goes all that is packed in them, and the offer is of all of these or of none. Nothing passes until
		/// the recipient accepts; meanwhile nothing is made of the units or taken off them, and they are offered to nobody
		/// else. Custody is another matter, and stays where it is. The recipient must be one that could register such units.
		/// An offer ends at a time in milliseconds since 1970-01-01 UTC, within `MaxTitleTerm`; one that has lapsed is none.
		/// The terms are between the parties: the chain has their hash.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOwner`]: the caller.
		/// - [`Error::EmptyList`], [`Error::DuplicateUnit`], [`Error::MaxUnitsExceeded`]: the list.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::AlreadyClosed`], [`Error::Held`], [`Error::HeldInside`],
		///   [`Error::HeldAround`], [`Error::HeldBatch`], [`Error::HeldOrigin`], [`Error::PackedInAnothers`],
		///   [`Error::TitleOfferPending`], [`Error::UsedUp`], [`Error::UnderClearance`]: a unit.
		/// - [`Error::OthersInside`], [`Error::AlreadyClosed`], [`Error::HeldBatch`], [`Error::HeldOrigin`],
		///   [`Error::TitleOfferPending`], [`Error::UnderClearance`]: something in it.
		/// - [`Error::ToSelf`], [`Error::RecipientNotInForce`], [`Error::NotTradeEntity`],
		///   [`Error::NeitherTradeNorLogistics`], [`Error::TitleCircle`], [`Error::MaxOwnersExceeded`]: the recipient.
		/// - [`Error::OfferExpired`], [`Error::TitleTermExceeded`]: the time.
		///
		/// ## Events
		///
		/// - [`Event::TitleOffered`].
		#[pallet::call_index(30)]
		#[pallet::weight(Pallet::<T>::weight_of_title(T::WeightInfo::offer_title, codes, true))]
		pub fn offer_title(
			origin: OriginFor<T>,
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			to: T::AccountId,
			expires_at: u64,
			terms: Option<H256>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let named = codes.len();
			let (reads, units) = Self::do_offer_title(who, codes, to, expires_at, terms)?;
			let cost = Self::weight_of_lot(T::WeightInfo::offer_title, named, units);
			Ok(Some(cost.saturating_add(Self::reads(reads.used() as usize))).into())
		}

		/// Accepts title to units, the second of two steps, and their custody with it if so wished (DB4403/T 471-2024 §3.8,
		/// §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the recipient of the offer, whose admission is in force.
		///
		/// ## Details
		///
		/// The caller names the units of the offer, or those that the others are packed in, and the hash of the offer, which
		/// is that of the units, the parties, the end and the terms. All pass or none. From then on the caller decides who
		/// writes of the units; authorizations of the former owner do not pass. Pieces of a batch that stays with the former
		/// owner leave with it when that is declared whole: have the batch sold or used up with them. `with_custody` accepts the custody of the
		/// units that are named as well, as `accept_custody` does; all of them must be offered to the caller.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOffered`], [`Error::NotTradeEntity`],
		///   [`Error::NeitherTradeNorLogistics`], [`Error::TitleCircle`], [`Error::MaxOwnersExceeded`]: the caller.
		/// - [`Error::OwnerNotInForce`]: the owner.
		/// - [`Error::EmptyList`], [`Error::DuplicateUnit`], [`Error::MaxUnitsExceeded`]: the list.
		/// - [`Error::OfferDiffers`], [`Error::OfferExpired`]: the offer.
		/// - [`Error::NotFound`], [`Error::AlreadyClosed`], [`Error::Held`], [`Error::HeldInside`],
		///   [`Error::HeldAround`], [`Error::HeldBatch`], [`Error::HeldOrigin`], [`Error::PackedInAnothers`],
		///   [`Error::UsedUp`], [`Error::UnderClearance`]: a unit.
		///
		/// ## Events
		///
		/// - [`Event::TitlePassed`].
		/// - [`Event::CustodyAccepted`], for each unit that is named, with custody.
		#[pallet::call_index(31)]
		#[pallet::weight(
			Pallet::<T>::weight_of_title(T::WeightInfo::accept_title, codes, true)
				.saturating_add(Pallet::<T>::weight_of_custody_with_title(codes.len(), *with_custody))
		)]
		pub fn accept_title(
			origin: OriginFor<T>,
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
			offer: H256,
			with_custody: bool,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let named = codes.len();
			let (reads, units) = Self::do_accept_title(who, codes, offer, with_custody)?;
			let cost = Self::weight_of_lot(T::WeightInfo::accept_title, named, units)
				.saturating_add(Self::weight_of_custody_with_title(named, with_custody));
			Ok(Some(cost.saturating_add(Self::reads(reads.used() as usize))).into())
		}

		/// Withdraws or declines an offer of title to units, and to what is packed in them (DB4403/T 471-2024 §5.3.5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner or by the recipient of the offer, whose admission is in force.
		///
		/// ## Details
		///
		/// Everything stays as it was before the offer. What is left of an offer that was of more units can't be accepted. Of
		/// what is packed in the units those carry the offer no longer that carried it, as far as `MaxUnitsPerCall` units are
		/// looked at; others are cancelled by their own codes. Whatever was packed in since keeps nobody from cancelling.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotOwner`]: the caller.
		/// - [`Error::EmptyList`], [`Error::DuplicateUnit`]: the list.
		/// - [`Error::NotFound`], [`Error::NotOffered`]: a unit.
		///
		/// ## Events
		///
		/// - [`Event::TitleCancelled`].
		#[pallet::call_index(32)]
		#[pallet::weight(Pallet::<T>::weight_of_title(T::WeightInfo::cancel_title, codes, false))]
		pub fn cancel_title(
			origin: OriginFor<T>,
			codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let named = codes.len();
			let units = Self::do_cancel_title(who, codes)?;
			Ok(Some(Self::weight_of_lot(T::WeightInfo::cancel_title, named, units)).into())
		}

		/// Calls a unit back that was archived (the traceability guide §5).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the last owner of the unit or a regulator, whose admission is in force.
		///
		/// ## Details
		///
		/// The state knows the unit no longer, so that it is given as the event of its archiving has it, with a proof that the
		/// archive book has its leaf. Nothing living comes of it, so that the recall binds nothing: it tells whoever has the
		/// unit. It lasts until it is ended by `end_recall`, as any other; a recall by a regulator belongs to its department.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NeitherOwnerNorRegulator`], [`Error::NoDepartment`]: the caller.
		/// - [`Error::NotFound`], [`Error::WrongKind`], [`Error::NotArchived`], [`Error::AlreadyHeld`]: the unit.
		/// - [`Error::ProofMissing`], [`Error::ProofOutdated`], [`Error::ProofIncomplete`], [`Error::ProofTooLong`]: the
		///   proof.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`], [`Error::InvisibleCharacter`], [`Error::OtherSpace`],
		///   [`Error::NotNormalized`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Recalled`].
		#[pallet::call_index(40)]
		#[pallet::weight(Pallet::<T>::weight_of_recalling_archived(proof))]
		pub fn recall_archived(
			origin: OriginFor<T>,
			code: TraceCode,
			// The largest of all arguments: in a box, no other call is moved about with room for it.
			archived: Box<ArchivedUnitOf<T>>,
			reason: Note,
			proof: Proof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recall_archived(who, code, &archived, reason, &proof)
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
