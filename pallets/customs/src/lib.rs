// SPDX-License-Identifier: Apache-2.0

//! # Customs
//!
//! Filings and declarations of exporters on the alliance chain 联盟链, approved by departments in parallel.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module: [`Config`], and the dispatchables on [`Call`]. Other parts of a runtime read
//! [`Pallet::declaration`], [`Pallet::filing`] and [`Pallet::work_list`].
//!
//! ## Overview
//!
//! DB4403/T 471-2024 §6.3.2.1 asks that export enterprises file 备案 and declare 申报 here, and that the departments
//! share their data and approve in parallel 并联式审批: customs, tax, foreign exchange and market supervision, or other
//! departments that the regulators' collective [requires](Call::set_requirement). Regulators approve and supervise both
//! (§7.6).
//!
//! ### Approval in parallel
//!
//! A filing and a declaration are each a [`Matter`] that is put before every department at once. Each decides when it
//! likes, by the holder of one of its seats, and waits for no other. Three rules hold:
//!
//! - A verdict is bound to the hash of what was read. A filing or declaration that is changed meanwhile is another
//!   matter, without verdicts. A verdict on a declaration is bound to the digest of its loop too: if a document of the loop
//!   changes, then the department decides again before the goods are released.
//! - The departments that must agree are settled when they are asked. A requirement that changes later changes nothing
//!   that is under way.
//! - A department may revise its verdict: as long as a declaration was not released, and as long as a filing has not
//!   lapsed. Any of its seats may until all departments agree; then only the one that gave it, while it is a seat of the
//!   department. The event says by whom a verdict is, and whose it takes the place of.
//!
//! The matters that wait for a department's verdict stand on its [work list](Pallet::work_list), and nowhere else.
//!
//! ### Filings
//!
//! Each exporter has one filing. It is good once all departments agree, for [`Config::FilingTerm`]; then it lapses and
//! is filed anew. A department that refuses takes a good filing back. An exporter that changes its filing files it
//! again, and all departments decide anew; until they have, nothing new is declared under it. Declarations under way go
//! on.
//!
//! ### Declarations
//!
//! Each has an entry number 报关单号 of its own. An exporter, or a broker that it authorizes for the customs block
//! (§6.3.1.4), declares units that it owns: each is named once, with the lines that it belongs to, and every line has
//! some unit, so that no untraced goods leave. What lies in a carton is declared with it, and sealed. No
//! line declares more than its units hold. As long as a declaration stands, its units are declared in no other.
//!
//! The status moves along the arrows of
//! [`CustomsStatus::may_become`](suyuan_primitives::items::CustomsStatus::may_become) and by customs alone, but for
//! the declarant's own steps: to declare, to amend before customs accept it or after they rejected it, and to cancel
//! then. Goods are released when every required department agrees to the loop of order, money and goods (§6.3.1.4) as it
//! stands, unless it has an outcome that [bars the release](Call::set_release_bars), which a mismatch does by default, or a
//! unit is held. The loop under which goods were released is kept by its digest, so that what changes later is shown.
//! What is held is not declared either; a unit that is held later is shown as such to the departments, which decide all
//! the same.
//!
//! Every status is written into the customs information block of every unit, and on release the declaration with it
//! (table 4). The duty paid 完税信息 is recorded by the department of taxation, before the release or after it. No other
//! call writes statuses, so that a unit's trace and its declaration can't disagree. When a
//! declaration is rejected, cancelled, or its goods come back, its units and its order are free to be declared again.
//!
//! ### Dispatchables
//!
//! - [`file`](Call::file) and [`withdraw_filing`](Call::withdraw_filing); [`decide_filing`](Call::decide_filing).
//! - [`declare`](Call::declare), [`amend`](Call::amend) and [`cancel`](Call::cancel); [`decide`](Call::decide) and
//!   [`advance`](Call::advance); [`record_duty`](Call::record_duty).
//! - [`set_requirement`](Call::set_requirement) and [`set_release_bars`](Call::set_release_bars).
//!
//! ## Low-level details
//!
//! - A declaration, its lines and its units stand under three keys: a verdict reads the first only, a change of status
//!   the units too, and the lines are read when goods are released.
//! - Filing and declaration sum up the verdicts in their [`Approval`], so that their standing is known without reading
//!   each verdict.
//! - Declarations stay in the state, so that an entry number is never used twice.
//! - New keys are charged besides the measured weight, as many as there can be: the number of departments asked depends
//!   on the requirement, and that of new waybills on the loop.
//! - The pallet imports no other: participants and seats answer through [`Config::Register`], units through
//!   [`Config::Units`], the loop through [`Config::Loops`], and statuses are written through [`Config::CustomsBlock`]. The
//!   units ask through [`Clearance`](suyuan_primitives::traits::Clearance) whether a declaration of one is under way.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod call_weights;
mod clock;
mod features;
mod impl_clearance;
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

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		new_keys::max_units, Approval, Declaration, Documents, Filing, Form, LinesOf, Matter, UnitsOf,
		Verdict, WeightInfo,
	};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use suyuan_primitives::{
		codes::{CustomsCode, EntryNumber, SupervisionModes, TraceCode},
		items::{CustomsStatus, DutyPaid},
		parties::{Department, DepartmentSet},
		reconciliation::LoopOutcomes,
		traits::{CustomsBlock, Loops, Register, Units},
		values::{Moment, Note},
	};

	/// The version of the storage layout. A migration that changes the layout raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The pallet of filings 备案 and declarations 申报.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(PhantomData<T>);

	/// The types and constants that the runtime gives the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The register of participants: kinds, admissions, authorizations and the seats of departments.
		type Register: Register<Self::AccountId>;

		/// The units that are declared.
		type Units: Units<Self::AccountId>;

		/// The customs information block of the units.
		type CustomsBlock: CustomsBlock<Self::AccountId>;

		/// The closed loop of orders, goods and money.
		type Loops: Loops<Self::AccountId>;

		/// The time of day.
		type Time: UnixTime;

		/// The origin that sets the requirement and the outcomes that bar a release: the regulators' collective.
		type ParameterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The milliseconds by which a declarant's or a regulator's clock may run ahead of the chain's.
		#[pallet::constant]
		type MaxFuture: Get<u64>;

		/// The milliseconds within which goods are declared here that were declared at the single window.
		#[pallet::constant]
		type MaxPast: Get<u64>;

		/// The milliseconds for which a filing is good.
		#[pallet::constant]
		type FilingTerm: Get<u64>;

		/// The maximum number of lines of a declaration.
		#[pallet::constant]
		type MaxLines: Get<u32>;

		/// The maximum number of units of a declaration.
		#[pallet::constant]
		type MaxUnits: Get<u32>;

		/// The maximum number of matters on a page of a work list.
		#[pallet::constant]
		type MaxPageSize: Get<u32>;

		/// The cost of a key that is new to the state, beyond that of one that was there.
		///
		/// Keys that were there are those whose writing was measured.
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
		/// The exporter is no trade entity 贸易主体, and only trade entities file and declare. Let the trade entity that
		/// owns the goods do it.
		NotTradeEntity,
		/// The caller is not the declarant, nor authorized by it for the customs block. Ask the declarant for an
		/// authorization.
		NotAuthorized,
		/// The declarant's admission is not in force. Have it renewed or reinstated first.
		DeclarantNotInForce,
		/// The caller holds no seat of a department. Let the holder of a regulator's seat decide.
		NoDepartment,
		/// Another seat of the caller's department gave its verdict, and all departments agree. Ask its holder, who alone may
		/// revise it now.
		VerdictOfAnotherSeat,
		/// The caller's department need not agree to this: it was not required when the departments were asked.
		NotAsked,
		/// The caller's department is not customs, and customs alone move a declaration. Let customs do it.
		NotCustoms,
		/// A refusal has no reason. Give one.
		ReasonMissing,
		/// The exporter has no filing. File before declaring.
		NotFiled,
		/// The filing is no longer the one that was read. Read it again and decide anew.
		FilingChanged,
		/// The filing has lapsed. File it anew.
		FilingLapsed,
		/// Not all departments agree to the filing. Wait for them, or see what they refuse.
		FilingNotGood,
		/// The filing names no supervision mode. Name at least one.
		EmptyScope,
		/// The filing does not cover this supervision mode. File for it.
		ModeNotInScope,
		/// The entry number's flag says import, and only exports are declared here. Use an export's entry number.
		NotAnExport,
		/// The entry number is that of another declaration, which was not cancelled. Amend that, use another number, or ask
		/// customs to cancel it if the number is not its declarant's.
		EntryNumberTaken,
		/// No declaration has this entry number. Look at its digits.
		NotFound,
		/// The declaration is no longer the one that was read. Read it again and decide anew.
		DeclarationChanged,
		/// A declaration keeps its declarant. Cancel it, and let the other exporter declare.
		DeclarantChanged,
		/// Customs have accepted the declaration, and they alone can move it now. Ask customs.
		InCustomsHands,
		/// The declaration was released or settled, and no department decides on it any more.
		NotUnderWay,
		/// The declaration has more lines than there may be. Declare the others under another entry number.
		MaxLinesExceeded,
		/// The declaration has more units than there may be, with those that are packed in what it names. Declare batches
		/// instead of pieces, or the others under another entry number.
		MaxUnitsExceeded,
		/// The declaration names a waybill twice. Name it once.
		DuplicateWaybill,
		/// The declaration names a unit twice. Name it once, with all lines that it belongs to.
		DuplicateUnit,
		/// A unit names a line twice. Name it once.
		DuplicateLine,
		/// A unit names a line that is not there. Count the lines from 0.
		LineNotFound,
		/// No unit belongs to one of the lines, so that its goods could not be traced. Name a unit for each line.
		LineWithoutUnit,
		/// No unit has this trace code, or it was archived. Look at its spelling, or register it.
		UnitNotFound,
		/// The unit is closed or was used up. Declare another one.
		UnitClosed,
		/// The unit is quarantined or recalled, or something inside or around it is, its batch, or what it was made of. Have
		/// that ended, or leave the unit out.
		UnitHeld,
		/// The declarant does not own the unit, or one that is packed in it. Let its owner declare it, or take it out.
		UnitNotOwned,
		/// The unit stands in another declaration, or was exported under one. Have that declaration cancelled first.
		UnitAlreadyDeclared,
		/// The unit was made of goods that left under a declaration which stands. Have these come back first, or declare
		/// another one.
		UnitLeft,
		/// A line declares more than its units hold, or in a measure that is not theirs; or all lines together do. Declare
		/// in the measure of the batches, pieces by their number, and no more kilograms than the gross weight.
		QuantityExceeded,
		/// The values of the lines are more together than can be counted. Look for a typing error.
		AmountOverflow,
		/// A declaration of this status may not be given that one now, or has it already. See `CustomsStatus`.
		ArrowNotAllowed,
		/// Not all departments agree to the release. Wait for them, or see what they refuse.
		NotAgreed,
		/// Order, money and goods disagree. See the loop of the order, and have the wrong document amended.
		LoopMismatch,
		/// The loop lacks an order, money or a waybill, without which the regulators let nothing be released. Have it
		/// recorded.
		LoopOpen,
		/// All documents of the loop are the word of one party, on which the regulators let nothing be released. Have a
		/// document recorded by who did it: the platform, the bank or the carrier.
		LoopSelfStated,
		/// A document of the loop changed since the department read it. Read the declaration again and decide anew.
		LoopChanged,
		/// The caller's department is not taxation, which alone records the duty paid. Let it do so.
		NotTax,
		/// The declaration was rejected or cancelled, or its goods came back. Record the duty of one that stands.
		DeclarationFallen,
		/// The same duty is recorded already. Record what differs.
		DutyRecorded,
		/// Customs are not among the departments, and it is they who release. Add customs.
		CustomsLeftOut,
		/// A list is empty that must not be. Name at least one entry.
		EmptyList,
		/// A text is empty or begins or ends with white space. Leave an optional text out instead.
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
		/// A currency is not in ISO 4217. Give its three-letter code.
		UnknownCurrency,
		/// A country or region is not in ISO 3166-1. Give its two-letter code.
		UnknownCountry,
		/// A location is not of the form of a UN/LOCODE. Give country and place, such as `CNSZX`.
		UnknownLocation,
		/// A time is later than the chain's clock allows. Set the clock right.
		InTheFuture,
		/// A time is earlier than that of the step before. Look for a typing error.
		TimesOutOfOrder,
		/// The goods were declared longer ago than `MaxPast`. Look at the year of the time, or have customs cancel that
		/// declaration and declare them anew.
		DeclaredTooLongAgo,
		/// The entry number was given in a year before the goods were declared, or in one yet to come. Look at its fifth to
		/// eighth digits.
		WrongYear,
		/// An amount or a quantity is zero. Give the right one.
		ZeroAmount,
		/// The single window's code does not belong to the status. Look at the receipt.
		StatusCodeMismatch,
		/// The lines are valued in more than one currency. Use one for all lines.
		CurrencyMismatch,
	}

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An exporter filed, for the first time or anew. Its departments have yet to decide.
		Filed {
			/// The account of the exporter.
			exporter: T::AccountId,
			/// The filing as it is stored, with the hash to which verdicts are bound.
			filing: Filing,
		},
		/// An exporter took its filing back.
		FilingWithdrawn {
			/// The account of the exporter.
			exporter: T::AccountId,
		},
		/// A department gave its verdict on a filing.
		FilingDecided {
			/// The account of the exporter.
			exporter: T::AccountId,
			/// The department that gave the verdict.
			department: Department,
			/// True if the department agrees.
			agrees: bool,
			/// The reason, which a refusal must have.
			reason: Option<Note>,
			/// The holder of its seat that signed the verdict.
			by: T::AccountId,
			/// The holder of another seat of the department, whose verdict this one takes the place of.
			overrules: Option<T::AccountId>,
			/// The verdicts on the filing with this one.
			approval: Approval,
		},
		/// All departments agree to a filing: the exporter may declare.
		FilingGood {
			/// The account of the exporter.
			exporter: T::AccountId,
			/// The end of the filing's term: milliseconds since 1970-01-01 UTC.
			lapses_at: u64,
		},
		/// A filing that was good is so no longer.
		FilingTakenBack {
			/// The account of the exporter.
			exporter: T::AccountId,
			/// The department that no longer agrees.
			department: Department,
		},
		/// Goods were declared. Their departments have yet to decide.
		Declared {
			/// The entry number of the declaration.
			entry_number: EntryNumber,
			/// The form, and with its units all that is packed in them.
			form: Form<T>,
			/// The account that signed the call: the declarant or its broker.
			by: T::AccountId,
			/// The hash of entry number and form, to which verdicts are bound.
			declaration_hash: H256,
			/// The departments that must agree.
			must_agree: DepartmentSet,
		},
		/// A declaration was amended. Its departments decide anew.
		Amended {
			/// The entry number of the declaration.
			entry_number: EntryNumber,
			/// The form that takes the place of the one before, and with its units all that is packed in them.
			form: Form<T>,
			/// The account that signed the call: the declarant or its broker.
			by: T::AccountId,
			/// The hash of entry number and form, to which verdicts are bound.
			declaration_hash: H256,
			/// The departments that must agree.
			must_agree: DepartmentSet,
		},
		/// A declaration was taken back by its declarant.
		Cancelled {
			/// The entry number of the declaration.
			entry_number: EntryNumber,
			/// The reason that the declarant gave.
			reason: Note,
			/// The account that signed the call: the declarant or its broker.
			by: T::AccountId,
		},
		/// A department gave its verdict on a declaration.
		Decided {
			/// The entry number of the declaration.
			entry_number: EntryNumber,
			/// The department that gave the verdict.
			department: Department,
			/// True if the department agrees.
			agrees: bool,
			/// The reason, which a refusal must have.
			reason: Option<Note>,
			/// The holder of its seat that signed the verdict.
			by: T::AccountId,
			/// The holder of another seat of the department, whose verdict this one takes the place of.
			overrules: Option<T::AccountId>,
			/// The digest of the loop that was read.
			loop_digest: H256,
			/// The verdicts on the declaration with this one.
			approval: Approval,
		},
		/// The duty paid for declared goods was recorded, or corrected.
		DutyRecorded {
			/// The entry number of the declaration.
			entry_number: EntryNumber,
			/// The duty that was paid.
			duty_paid: DutyPaid,
			/// The holder of the seat of taxation that recorded it.
			by: T::AccountId,
		},
		/// A declaration has another status, or another code of the same status.
		StatusChanged {
			/// The entry number of the declaration.
			entry_number: EntryNumber,
			/// The status that it had.
			from: CustomsStatus,
			/// The status that it has.
			to: CustomsStatus,
			/// The code of the single window's receipt that says so.
			code: u16,
			/// The time of the change by whoever made it, in milliseconds since 1970-01-01 UTC.
			changed_at: Moment,
			/// The account that made it: the declarant, its broker or customs.
			by: T::AccountId,
			/// The digest of the loop under which the goods were released, once they are.
			released_loop: Option<H256>,
		},
		/// Other departments must agree to what is filed and declared from now on.
		RequirementSet {
			/// The departments that must agree.
			requirement: DepartmentSet,
		},
		/// The outcomes of a loop that keep goods from being released were set.
		ReleaseBarsSet {
			/// The outcomes that do.
			bars: LoopOutcomes,
		},
	}

	/// The departments that must agree by default: those named in §6.3.2.1.
	#[pallet::type_value]
	pub fn DefaultRequirement<T: Config>() -> DepartmentSet {
		DepartmentSet {
			customs: true,
			tax: true,
			foreign_exchange: true,
			market_supervision: true,
			..Default::default()
		}
	}

	/// The departments that must agree to what is filed and declared from now on. Customs are always among them.
	#[pallet::storage]
	pub type Requirement<T: Config> = StorageValue<_, DepartmentSet, ValueQuery, DefaultRequirement<T>>;

	/// The outcomes of a loop that keep goods from being released by default: a mismatch alone, for money may come after
	/// the goods.
	#[pallet::type_value]
	pub fn DefaultReleaseBars<T: Config>() -> LoopOutcomes {
		LoopOutcomes { mismatch: true, ..Default::default() }
	}

	/// The outcomes of a loop that keep goods from being released.
	#[pallet::storage]
	pub type ReleaseBars<T: Config> = StorageValue<_, LoopOutcomes, ValueQuery, DefaultReleaseBars<T>>;

	// Participants choose their accounts, entry numbers and trace codes, so the hasher is everywhere one that can't be
	// driven into collisions; it keeps the key, so that everything can be listed. Departments are six.

	/// The filings by their exporters.
	#[pallet::storage]
	pub type Filings<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Filing>;

	/// The declarations by their entry numbers.
	#[pallet::storage]
	pub type Declarations<T: Config> =
		StorageMap<_, Blake2_128Concat, EntryNumber, Declaration<T::AccountId>>;

	/// The lines of a declaration.
	#[pallet::storage]
	pub type Lines<T: Config> = StorageMap<_, Blake2_128Concat, EntryNumber, LinesOf<T>, ValueQuery>;

	/// The units of a declaration.
	#[pallet::storage]
	pub type DeclaredUnits<T: Config> = StorageMap<_, Blake2_128Concat, EntryNumber, UnitsOf<T>, ValueQuery>;

	/// The declaration that stands of a unit. None if it was never declared, or if that was rejected or cancelled or
	/// the goods came back.
	#[pallet::storage]
	pub type DeclaredIn<T: Config> = StorageMap<_, Blake2_128Concat, TraceCode, EntryNumber>;

	/// The verdicts of the departments on a matter.
	#[pallet::storage]
	pub type Verdicts<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		Matter<T::AccountId>,
		Twox64Concat,
		Department,
		Verdict<T::AccountId>,
	>;

	/// The matters that wait for a department's verdict.
	#[pallet::storage]
	pub type WorkList<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Department, Blake2_128Concat, Matter<T::AccountId>, ()>;

	/// The parameters at genesis.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The departments that must agree.
		pub requirement: DepartmentSet,
		/// The outcomes of a loop that keep goods from being released.
		pub release_bars: LoopOutcomes,
		/// Marker for the type parameter.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				requirement: DefaultRequirement::<T>::get(),
				release_bars: DefaultReleaseBars::<T>::get(),
				_config: PhantomData,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.requirement.customs, "customs are among those who must agree");
			Requirement::<T>::put(self.requirement);
			ReleaseBars::<T>::put(self.release_bars);
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Files as an export enterprise 备案 (DB4403/T 471-2024 §6.3.2.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by a trade entity in force.
		///
		/// ## Details
		///
		/// Takes the place of the caller's filing before, whatever the verdicts on it: all departments decide anew, and
		/// until all agree the caller declares nothing new.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotTradeEntity`]: the caller.
		/// - [`Error::MalformedCode`]: the customs registration code.
		/// - [`Error::EmptyScope`], [`Error::EmptyList`]: no mode or no document is named.
		///
		/// ## Events
		///
		/// - [`Event::Filed`].
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::weight_of_file())]
		pub fn file(
			origin: OriginFor<T>,
			customs_code: CustomsCode,
			scope: SupervisionModes,
			evidence: Documents,
		) -> DispatchResult {
			let exporter = ensure_signed(origin)?;
			Self::do_file(exporter, customs_code, scope, evidence)
		}

		/// Takes the caller's filing back (DB4403/T 471-2024 §6.3.2.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by an exporter in force that filed.
		///
		/// ## Details
		///
		/// Declarations that are under way go on.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`]: the caller.
		/// - [`Error::NotFiled`]: there is no filing.
		///
		/// ## Events
		///
		/// - [`Event::FilingWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw_filing())]
		pub fn withdraw_filing(origin: OriginFor<T>) -> DispatchResult {
			let exporter = ensure_signed(origin)?;
			Self::do_withdraw_filing(exporter)
		}

		/// Gives a department's verdict on a filing (DB4403/T 471-2024 §6.3.2.1, §7.6 b).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of a department that must agree to it.
		///
		/// ## Details
		///
		/// The verdict is bound by `filing_hash` to what was read. A refusal gives its reason. Takes the place of the
		/// department's verdict before, so that a good filing can be taken back; its term begins when the last
		/// department agrees. Another seat's verdict is replaced as long as not all agree, and the event says whose.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotAsked`], [`Error::VerdictOfAnotherSeat`]: the
		///   caller.
		/// - [`Error::NotFiled`], [`Error::FilingChanged`], [`Error::FilingLapsed`]: the filing.
		/// - [`Error::ReasonMissing`], [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::FilingDecided`].
		/// - [`Event::FilingGood`] or [`Event::FilingTakenBack`], if the verdict makes it so.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_verdict(T::WeightInfo::decide_filing()))]
		pub fn decide_filing(
			origin: OriginFor<T>,
			exporter: T::AccountId,
			filing_hash: H256,
			agrees: bool,
			reason: Option<Note>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decide_filing(who, exporter, filing_hash, agrees, reason)
		}

		/// Declares goods for export 申报 (DB4403/T 471-2024 §6.3.2.1, table 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the declarant, a trade entity in force with a good filing; or by a broker in force that it authorizes
		/// for the customs block.
		///
		/// ## Details
		///
		/// The contents of a unit are declared with it, on the same lines, and get every status; until customs have
		/// settled the declaration nothing is put in or taken out. The number of a declaration that was cancelled is free,
		/// and no verdict on that one counts. The goods were declared at most [`Config::MaxPast`]
		/// ago, and the entry number is of a year since then. The units must be open, the declarant's own and free of
		/// holds, and stand in no other declaration. The declaration enters the loop of the order, and the status of
		/// being declared each unit's customs block.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotAuthorized`], [`Error::DeclarantNotInForce`],
		///   [`Error::NotTradeEntity`]: caller and declarant.
		/// - [`Error::NotFiled`], [`Error::FilingNotGood`], [`Error::FilingLapsed`], [`Error::ModeNotInScope`]: the
		///   filing.
		/// - [`Error::NotAnExport`], [`Error::EntryNumberTaken`], [`Error::WrongYear`]: the entry number.
		/// - [`Error::DeclaredTooLongAgo`], [`Error::InTheFuture`]: the time.
		/// - [`Error::MaxLinesExceeded`], [`Error::MaxUnitsExceeded`]: the lists.
		/// - [`Error::DuplicateWaybill`], [`Error::CurrencyMismatch`], [`Error::AmountOverflow`],
		///   [`Error::DuplicateUnit`], [`Error::DuplicateLine`], [`Error::LineNotFound`],
		///   [`Error::LineWithoutUnit`]: the form.
		/// - [`Error::UnitNotFound`], [`Error::UnitClosed`], [`Error::UnitHeld`], [`Error::UnitNotOwned`],
		///   [`Error::UnitAlreadyDeclared`], [`Error::UnitLeft`]: the units.
		/// - [`Error::QuantityExceeded`]: lines and units.
		/// - The errors of values, such as [`Error::UnknownCountry`], and those of the loop if the order was declared
		///   under another entry number.
		///
		/// ## Events
		///
		/// - [`Event::Declared`].
		#[pallet::call_index(3)]
		#[pallet::weight(
			Pallet::<T>::weight_of_declare(form, max_units(form))
				.saturating_add(Pallet::<T>::forgetting_verdicts())
		)]
		pub fn declare(
			origin: OriginFor<T>,
			entry_number: EntryNumber,
			form: Form<T>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_declare(who, entry_number, form)
		}

		/// Amends a declaration (DB4403/T 471-2024 §6.3.2.1, table 4).
		///
		/// ## Dispatch Origin
		///
		/// As `declare`, of the same declarant.
		///
		/// ## Details
		///
		/// Allowed before customs accept the declaration, or after they rejected it: then it is declared again under its
		/// number. The form takes the place of the one before. All departments decide anew, and units that it no longer
		/// names are free.
		///
		/// ## Errors
		///
		/// - [`Error::NotFound`], [`Error::DeclarantChanged`], [`Error::InCustomsHands`]: the declaration.
		/// - [`Error::TimesOutOfOrder`]: it was declared again before it was rejected.
		/// - Those of `declare`, but for the entry number's.
		///
		/// ## Events
		///
		/// - [`Event::Amended`].
		/// - [`Event::StatusChanged`], if it had been rejected.
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::weight_of_amend(form, max_units(form), T::MaxUnits::get()))]
		pub fn amend(
			origin: OriginFor<T>,
			entry_number: EntryNumber,
			form: Form<T>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_amend(who, entry_number, form)
		}

		/// Takes a declaration back (DB4403/T 471-2024 §6.3.2.1).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the declarant in force, or by a broker in force that it authorizes for the customs block.
		///
		/// ## Details
		///
		/// Allowed before customs accept the declaration, or after they rejected it; in between they alone cancel it, by
		/// `advance`, and so they do with a number that is another's. The units, the order and the number may be declared
		/// again, by whoever has a right to each.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotAuthorized`]: the caller.
		/// - [`Error::NotFound`], [`Error::InCustomsHands`]: the declaration.
		/// - [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Cancelled`], [`Event::StatusChanged`].
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::weight_of_cancel(T::MaxUnits::get()))]
		pub fn cancel(
			origin: OriginFor<T>,
			entry_number: EntryNumber,
			reason: Note,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, entry_number, reason)
		}

		/// Gives a department's verdict on a declaration (DB4403/T 471-2024 §6.3.2.1, §7.6 b).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of a department that must agree to it.
		///
		/// ## Details
		///
		/// Allowed at any time until the goods are released, whatever customs do meanwhile. The verdict is bound by
		/// `declaration_hash` and `loop_digest` to what was read: declaration and loop, both in the view. A refusal gives its
		/// reason. Takes the place of the department's verdict before: of another seat's as long as not all agree or the loop
		/// changed since, and the event says whose.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotAsked`], [`Error::VerdictOfAnotherSeat`]: the
		///   caller.
		/// - [`Error::NotFound`], [`Error::NotUnderWay`], [`Error::DeclarationChanged`]: the declaration.
		/// - [`Error::LoopChanged`]: a document of its loop.
		/// - [`Error::ReasonMissing`], [`Error::EmptyText`], [`Error::ControlCharacter`]: the reason.
		///
		/// ## Events
		///
		/// - [`Event::Decided`].
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::weight_of_decide())]
		pub fn decide(
			origin: OriginFor<T>,
			entry_number: EntryNumber,
			declaration_hash: H256,
			loop_digest: H256,
			agrees: bool,
			reason: Option<Note>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decide(who, entry_number, declaration_hash, loop_digest, agrees, reason)
		}

		/// Gives a declaration its next status 通关状态 (DB4403/T 471-2024 §6.3.2.1, table 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of customs.
		///
		/// ## Details
		///
		/// Only along the allowed arrows; `code` is that of the single window's receipt. Goods are released when all
		/// departments agree to the loop of the order as it stands, it has no outcome that bars the release, and no unit is
		/// held. The status is written into the customs block of every unit, and on release the declaration too.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotCustoms`]: the caller.
		/// - [`Error::NotFound`], [`Error::ArrowNotAllowed`]: the declaration.
		/// - [`Error::StatusCodeMismatch`], [`Error::InTheFuture`], [`Error::TimesOutOfOrder`]: code and time.
		/// - [`Error::NotAgreed`], [`Error::LoopMismatch`], [`Error::LoopOpen`], [`Error::LoopSelfStated`],
		///   [`Error::LoopChanged`], [`Error::UnitHeld`]: the goods may not be released.
		///
		/// ## Events
		///
		/// - [`Event::StatusChanged`].
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::weight_of_advance(*status, T::MaxUnits::get()))]
		pub fn advance(
			origin: OriginFor<T>,
			entry_number: EntryNumber,
			status: CustomsStatus,
			code: u16,
			changed_at: Moment,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_advance(who, entry_number, status, code, changed_at)
		}

		/// Sets the departments that must agree to filings and declarations (DB4403/T 471-2024 §6.3.2.1).
		///
		/// ## Dispatch Origin
		///
		/// [`Config::ParameterOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// Holds for what is filed, declared or amended from now on.
		///
		/// ## Errors
		///
		/// - [`Error::CustomsLeftOut`]: customs are not among them.
		///
		/// ## Events
		///
		/// - [`Event::RequirementSet`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::set_requirement())]
		pub fn set_requirement(origin: OriginFor<T>, requirement: DepartmentSet) -> DispatchResult {
			T::ParameterOrigin::ensure_origin(origin)?;
			Self::do_set_requirement(requirement)
		}

		/// Sets the outcomes of a loop that keep goods from being released (DB4403/T 471-2024 §6.3.1.4).
		///
		/// ## Dispatch Origin
		///
		/// [`Config::ParameterOrigin`]: the regulators' collective.
		///
		/// ## Details
		///
		/// A mismatch is told apart from an open loop, and an open one by what it lacks: order, money or a waybill. What
		/// bars no release the departments see and decide on.
		///
		/// ## Errors
		///
		/// None but a wrong origin.
		///
		/// ## Events
		///
		/// - [`Event::ReleaseBarsSet`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_release_bars())]
		pub fn set_release_bars(origin: OriginFor<T>, bars: LoopOutcomes) -> DispatchResult {
			T::ParameterOrigin::ensure_origin(origin)?;
			Self::do_set_release_bars(bars);
			Ok(())
		}

		/// Records the duty paid for declared goods 完税信息 (DB4403/T 471-2024 table 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the holder of a seat of the department of taxation.
		///
		/// ## Details
		///
		/// Bound by `declaration_hash` to what was read. Before the release it is kept for it; after it the declaration is
		/// written once more into the customs block of every unit, with the duty. Another duty takes the place of the one
		/// before; an amended declaration has none.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NoDepartment`], [`Error::NotTax`]: the caller.
		/// - [`Error::NotFound`], [`Error::DeclarationChanged`], [`Error::DeclarationFallen`]: the declaration.
		/// - [`Error::InTheFuture`], [`Error::TimesOutOfOrder`], [`Error::ZeroAmount`], [`Error::UnknownCurrency`],
		///   [`Error::DutyRecorded`]: the duty.
		///
		/// ## Events
		///
		/// - [`Event::DutyRecorded`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::record_duty(T::MaxUnits::get()))]
		pub fn record_duty(
			origin: OriginFor<T>,
			entry_number: EntryNumber,
			declaration_hash: H256,
			duty_paid: DutyPaid,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_record_duty(who, entry_number, declaration_hash, duty_paid)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxLines::get() <= 1 << 16, "every line has a number");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
