// SPDX-License-Identifier: Apache-2.0

//! # Information block
//!
//! The records of trace units: one information block 信息区块 per instance.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module: [`Config`], and the dispatchables on [`Call`]. Other parts of a runtime call
//! [`Pallet::head`] and [`Pallet::archive`].
//!
//! ## Overview
//!
//! DB4403/T 471-2024 §6.4 gives every trace unit four blocks: product, transaction, logistics and customs information
//! (tables 1 to 4). A runtime has one instance of this pallet for each, with an [`Item`](Config::Item) of its own whose
//! variants are the categories of the table.
//!
//! Information providers in force write here what the nodes that they run (§6.2.2) know of units which they own, hold,
//! or are authorized for by the owner (§6.3.1.4). Each kind of node writes its own categories: see
//! [`NodeKind::writes`](suyuan_primitives::parties::NodeKind::writes). Customs declarations and statuses are not recorded
//! here: they come from the clearance, through [`CustomsBlock`](suyuan_primitives::traits::CustomsBlock), so that a unit's
//! trace and its declaration can't disagree.
//!
//! A record can be amended by its provider alone, never removed: an amendment names the record that it supersedes, and the
//! reason. Two words that exclude each other do not stand side by side: a product code of another barcode or batch than the
//! unit's own is refused, and so is the word that no exception occurred once one was recorded. Where an exception follows
//! upon that word, the exception holds.
//!
//! Some items are documents of a loop of order, goods and money (§6.3.1.4): an order or a receipt with its key, a transport
//! with its waybill. [`Config::OnRecorded`] is called for every record and computes with such documents; a document that
//! contradicts an earlier one without amending it is refused there.
//!
//! Facts are recorded when they happen. Of some a part is known later: the time at which goods leave a warehouse, the
//! settlement of a receipt, the signature under a delivery. They are recorded without, and completed by an amendment of
//! their provider or by another record. A category is filled once a record of it has all basic items: see
//! [`InfoItem::is_complete`](suyuan_primitives::items::InfoItem::is_complete).
//!
//! ### Dispatchables
//!
//! - [`record`](Call::record) and [`record_many`](Call::record_many): a provider writes what it knows.
//! - [`amend`](Call::amend): a provider corrects a record of its own.
//! - [`import`](Call::import): a domestic exporter enters what a party outside the chain said (§6.3.2.2).
//!
//! ## Low-level details
//!
//! State grows with the units and not with their records. All that it keeps of a block is the unit's [`Head`]; a
//! record is checked, hashed into the head and emitted in [`Event::Recorded`], so that it costs one write whatever
//! it says.
//!
//! To read a block, walk it backwards. The head's `last_at` names the block of the chain whose events carry the last
//! record, and each event's `previous_at` that of the record before it. Then hash forwards, from 32 zero bytes:
//!
//! ```text
//! digest' = blake2_256(digest ++ blake2_256(SCALE(record)))
//! ```
//!
//! If the outcome is the head's digest, then nothing was left out, changed or reordered. `tests::replay` does so
//! after every test.
//!
//! The pallet imports no other: it reads participants through [`Config::Register`] and units through [`Config::Units`], and
//! notifies the pallet that computes with records through [`Config::OnRecorded`].
//!
//! A call pays for its items and for what must be looked up:
//!
//! - Its weight is by the length of its items, so that a short record doesn't pay for a long one.
//! - The provider is looked up in the register once per call, and a unit looked up and its head written once for all
//!   entries of `record_many` that are of it and follow one another. Entries in the order of their units are cheaper.
//! - For a provider that owns a unit or holds it as it is, nothing more is looked up. For any other the holder of the units
//!   around it is, and then the owner's authorization (`WeightInfo::look_further`). The weight of that is set aside before
//!   the call and given back after it, as far as it was not needed.
//! - An item that feeds a loop costs the weight of that (`WeightInfo::feed`), and a key that may be new to the state.
//! - The first record of a unit brings a key into the state. Its weight is set aside as if every record were the first, and
//!   given back for those that are not.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod call_weights;
mod clock;
mod features;
mod impl_customs_block;
#[cfg(test)]
mod mock;
mod new_keys;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
mod unit_writer;
mod value_errors;
mod views;
mod weights;

pub use pallet::*;
pub use types::{Entry, Head, Record, Source, Superseded, Supersedes, MAX_LATER_RECORDS};
pub(crate) use types::{EntryOf, HeadOf, RecordOf, SupersededOf};
pub use weights::WeightInfo;

/// The pallet: see the crate's documentation.
#[frame_support::pallet]
pub mod pallet {
	use super::{EntryOf, HeadOf, RecordOf, SupersededOf, WeightInfo};
	use alloc::boxed::Box;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use suyuan_primitives::{
		codes::TraceCode,
		items::InfoItem,
		traits::{OnRecorded, Register, Units},
		values::{Name, Note},
	};

	/// The version of the pallet's storage. A migration that changes the storage raises it by one.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// One information block of all units.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T, I = ()>(PhantomData<(T, I)>);

	/// The items, bounds and interfaces that the runtime gives an instance.
	#[pallet::config]
	pub trait Config<I: 'static = ()>: frame_system::Config {
		/// The items of this block: one variant per category of its table.
		type Item: InfoItem + Parameter + MaxEncodedLen;

		/// The register of participants and their rights.
		type Register: Register<Self::AccountId>;

		/// The units that records are about.
		type Units: Units<Self::AccountId>;

		/// The pallet that computes with records. It is called last, and an error of its own refuses the record.
		type OnRecorded: OnRecorded<Self::AccountId, Self::Item>;

		/// The time of day, against which providers' own times are held.
		type Time: UnixTime;

		/// The milliseconds by which a provider's clock may run ahead of the chain's.
		#[pallet::constant]
		type MaxFuture: Get<u64>;

		/// The most records that one call of `record_many` may carry.
		#[pallet::constant]
		type MaxRecordsPerCall: Get<u32>;

		/// The additional weight of a key that is new to the state.
		///
		/// The keys whose writing was measured were there before.
		type NewKey: Get<Weight>;

		/// The weights of the calls, without that of new keys.
		type WeightInfo: WeightInfo;
	}

	/// The reasons for which a call is refused.
	#[pallet::error]
	pub enum Error<T, I = ()> {
		/// The caller's admission is not in force: never given, suspended, revoked or expired. Apply for admission, or ask
		/// the regulators why.
		NotInForce,
		/// No unit has this trace code, or it was archived. Look at its spelling, or have the owner register it.
		UnitNotFound,
		/// The unit is closed or was used up, and takes amendments only. Amend what was recorded, or record of what it
		/// was made into.
		UnitClosed,
		/// No node of the caller writes this category (§6.2.2): platforms write no receipts, banks no orders. Have the
		/// node added to the profile, or let a participant write that runs one.
		WrongNode,
		/// The caller neither owns nor holds the unit, nor does its owner let it write into this block. For a receipt
		/// (§6.3.1.4), holding the unit is not enough. Ask the owner for an authorization.
		NotAuthorized,
		/// Customs declarations and statuses come from the clearance alone, and are not recorded by hand. Declare the
		/// unit.
		OnlyFromClearance,
		/// The block has no such record of the caller, or has more records by now than the proof follows. Only the
		/// provider amends its record: read the block anew, or record the item instead.
		NotRecorded,
		/// The item is of another category than the record that it shall supersede. Record the item instead.
		CategoryDiffers,
		/// The category is not entered for another party: it does not happen abroad, or is attested by institutions and
		/// departments alone. Have it recorded by who did it.
		NotImportable,
		/// The party, or the one that the item names, is a participant and writes for itself. Ask it to record the item.
		PartyOnChain,
		/// The product code has another barcode or another batch than the unit's own code. Look at the unit's label.
		CodeContradictsUnit,
		/// An exception was recorded of the unit, which nobody denies any more. Record what became of the goods.
		ExceptionRecorded,
		/// The unit belongs to another account, which alone may import. Ask the owner to import it.
		NotOwner,
		/// Only trade entities 贸易主体 import (§6.3.2.2), and the caller is of another kind. Ask the owner of the unit to
		/// authorize you, and record it.
		NotTradeEntity,
		/// The block has as many records as can be counted, and takes no more.
		MaxRecordsExceeded,
		/// A list that must say something is empty: that of the records, or one within an item.
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
		/// A code's check digit does not agree with its other digits. Look for a slip of the pen.
		WrongCheckDigit,
		/// A trace code is not canonical: a wrong path, order of qualifiers, or percent-encoding. See `TraceCode`.
		MalformedTraceCode,
		/// A currency is not in ISO 4217. Name the one in which the money changed hands.
		UnknownCurrency,
		/// A country or region is not in ISO 3166-1. Give its two-letter code.
		UnknownCountry,
		/// A location is not of the form of a UN/LOCODE. Leave an optional one out if the place has none.
		UnknownLocation,
		/// A latitude is beyond 90 degrees or a longitude beyond 180. Count in 1e-7 degrees.
		PositionOffEarth,
		/// A position near the delivery tells more than the district, and so where the consumer lives. Round its degrees to
		/// two decimals.
		PositionTooFine,
		/// Something is said to have happened later than the chain's clock allows. Set your clock, or record it once
		/// it has happened.
		InTheFuture,
		/// Two moments of one item stand in the wrong order. Give the earlier one first.
		TimesOutOfOrder,
		/// An amount or a quantity is zero. Leave out what there is none of.
		ZeroAmount,
		/// A range's lower end lies above its upper end. Give the lower one first.
		EmptyRange,
		/// The single window's code does not belong to the customs status. Look at the receipt.
		StatusCodeMismatch,
		/// Amounts of one item that must share a currency do not. Give all in the currency of the order.
		CurrencyMismatch,
		/// A settlement lacks its amount or its time, or there is a voucher of it alone. Give both, or none until the money
		/// is settled.
		SettlementIncomplete,
	}

	/// The events of an information block.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config<I>, I: 'static = ()> {
		/// An item was recorded of a unit. The event is the record: the state keeps its hash only.
		Recorded {
			/// The whole record, as it was hashed.
			record: RecordOf<T, I>,
			/// The block of the chain whose events carry the record before this one.
			previous_at: Option<BlockNumberFor<T>>,
		},
	}

	/// The heads by the trace codes of their units.
	///
	/// Owners choose the codes, so the hasher is one that cannot be driven into collisions; it keeps the code in the
	/// key, so that the heads can be listed.
	#[pallet::storage]
	pub type Heads<T: Config<I>, I: 'static = ()> = StorageMap<_, Blake2_128Concat, TraceCode, HeadOf<T>>;

	#[pallet::call]
	impl<T: Config<I>, I: 'static> Pallet<T, I> {
		/// Records an item of a unit (DB4403/T 471-2024 §6.2.2, §6.4, tables 1 to 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by an information provider in force that runs a node of this block and owns the unit, holds it, or
		/// is authorized by its owner. A receipt is signed by the owner or by a provider that it authorized, for only with
		/// the merchant's authorization may a platform bring in the merchant's receipts (§6.3.1.4).
		///
		/// ## Details
		///
		/// The record leaves the state as an event; the head of the block keeps its hash, its category and the block of the
		/// chain; an item that lacks a basic item, such as a receipt that is not settled, fills no category yet. Personal
		/// data belongs into sealed fields, for records stay for ever. A document of a loop of order, goods and money enters
		/// that loop. Customs declarations and statuses are not recorded here: they come from the clearance.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::WrongNode`], [`Error::NotAuthorized`]: the caller.
		/// - [`Error::OnlyFromClearance`]: the item is of the customs block.
		/// - [`Error::CodeContradictsUnit`], [`Error::ExceptionRecorded`]: the item, beside what the unit says already.
		/// - [`Error::PositionTooFine`]: positions, if a node of the caller delivers or the unit was delivered.
		/// - [`Error::UnitNotFound`], [`Error::UnitClosed`], [`Error::MaxRecordsExceeded`]: the unit.
		/// - Those named after the fault of the item, such as [`Error::WrongCheckDigit`].
		/// - Those of [`Config::OnRecorded`], where a document contradicts an earlier one.
		///
		/// ## Events
		///
		/// - [`Event::Recorded`].
		#[pallet::call_index(0)]
		#[pallet::weight(
			Pallet::<T, I>::record_weight(code, item)
				.saturating_add(Pallet::<T, I>::look_furthest())
				.saturating_add(Pallet::<T, I>::new_keys(1))
		)]
		pub fn record(origin: OriginFor<T>, code: TraceCode, item: T::Item) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::record_weight(&code, &item);
			Self::do_record(who, code, item, weight)
		}

		/// Records many items at once, all or none (DB4403/T 471-2024 §6.2.2, §6.4, tables 1 to 4).
		///
		/// ## Dispatch Origin
		///
		/// As `record`, for every entry.
		///
		/// ## Details
		///
		/// As `record` for each entry in turn; they may be of different units. If one of them is refused, none is
		/// recorded. Entries of one unit cost least if they follow one another, for then the unit is looked up once.
		///
		/// ## Errors
		///
		/// - [`Error::EmptyList`]: there is no entry.
		/// - Those of `record`, for the first entry that is refused.
		///
		/// ## Events
		///
		/// - [`Event::Recorded`], one per entry.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T, I>::record_many_weight(entries).saturating_add(
			Pallet::<T, I>::look_furthest()
				.saturating_add(Pallet::<T, I>::new_keys(1))
				.saturating_mul(Pallet::<T, I>::units(entries).into())
		))]
		pub fn record_many(
			origin: OriginFor<T>,
			entries: BoundedVec<EntryOf<T, I>, T::MaxRecordsPerCall>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::record_many_weight(&entries);
			Self::do_record_many(who, entries, weight)
		}

		/// Amends a record: the new one supersedes it, and both stay (DB4403/T 471-2024 §6.4, tables 1 to 4).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the provider of the record, who may still write of the unit as for `record`; for an imported one by
		/// the owner as for `import`.
		///
		/// ## Details
		///
		/// Units that were closed or used up take amendments too. The caller proves that the record is its own: see
		/// `Superseded`. The new item is of the same category, so that nothing new enters such a unit, and has the same
		/// source. In a loop of order, goods and money an amendment takes the place of the provider's document with the
		/// same key.
		///
		/// ## Errors
		///
		/// - [`Error::NotRecorded`]: the proof does not lead to the head, so that the record is not the caller's.
		/// - [`Error::CategoryDiffers`]: the item.
		/// - [`Error::NotTradeEntity`], [`Error::NotOwner`], [`Error::PartyOnChain`]: the record was imported.
		/// - Those of `record`, but for [`Error::UnitClosed`].
		///
		/// ## Events
		///
		/// - [`Event::Recorded`], whose record names the record that it supersedes, and the reason.
		#[pallet::call_index(2)]
		#[pallet::weight(
			Pallet::<T, I>::amend_weight(code, superseded, item, reason)
				.saturating_add(Pallet::<T, I>::look_furthest())
		)]
		pub fn amend(
			origin: OriginFor<T>,
			code: TraceCode,
			superseded: Box<SupersededOf<T, I>>,
			item: T::Item,
			reason: Note,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::amend_weight(&code, &superseded, &item, &reason);
			Self::do_amend(who, code, *superseded, item, reason, weight)
		}

		/// Enters by hand the word of a party outside the chain on a unit (DB4403/T 471-2024 §6.3.2.2).
		///
		/// ## Dispatch Origin
		///
		/// Signed by the unit's owner: a trade entity in force.
		///
		/// ## Details
		///
		/// For the word of overseas warehouses, clearance and delivery, and of other partners that are not on the chain:
		/// `Category::is_importable` lists the categories. No node of the block is needed; the record is marked as imported
		/// and names the party, and the head marks its category as imported. A participant speaks for itself: neither the
		/// party nor the one whose deed the item tells may be one, by its name or its credit code.
		///
		/// ## Errors
		///
		/// - [`Error::NotInForce`], [`Error::NotTradeEntity`], [`Error::NotOwner`]: the caller.
		/// - [`Error::OnlyFromClearance`], [`Error::NotImportable`]: the item's category.
		/// - [`Error::PartyOnChain`]: a participant was admitted under the name.
		/// - [`Error::CodeContradictsUnit`], [`Error::ExceptionRecorded`]: the item, beside what the unit says already.
		/// - [`Error::PositionTooFine`]: the positions, which tell more than a district.
		/// - [`Error::UnitNotFound`], [`Error::UnitClosed`], [`Error::MaxRecordsExceeded`]: the unit.
		/// - Those named after the fault of the item or of the party's name.
		/// - Those of [`Config::OnRecorded`], where a document contradicts an earlier one.
		///
		/// ## Events
		///
		/// - [`Event::Recorded`], whose record is marked as imported and names the party.
		#[pallet::call_index(3)]
		#[pallet::weight(
			Pallet::<T, I>::import_weight(code, item, party).saturating_add(Pallet::<T, I>::new_keys(1))
		)]
		pub fn import(
			origin: OriginFor<T>,
			code: TraceCode,
			item: T::Item,
			party: Name,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::import_weight(&code, &item, &party);
			Self::do_import(who, code, item, party, weight)
		}
	}

	#[pallet::hooks]
	impl<T: Config<I>, I: 'static> Hooks<BlockNumberFor<T>> for Pallet<T, I> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
