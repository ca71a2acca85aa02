// SPDX-License-Identifier: Apache-2.0

//! The interfaces between pallets. The runtime connects them; no pallet imports another.

use crate::{
	codes::{EntryNumber, TraceCode},
	items::{CustomsInfo, OrderKey},
	parties::{Department, ParticipantKind},
	reconciliation::{DeclaredSide, LoopStanding},
	requirement::{Categories, InfoBlock},
	values::{Name, Quantity},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt::Debug;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::DispatchResult;

/// The register of participants, which knows their rights.
pub trait Register<AccountId> {
	/// The kind of a participant whose admission is in force.
	///
	/// In force is an account that was admitted and is neither suspended, revoked nor expired. A seated regulator is
	/// always in force.
	fn in_force(who: &AccountId) -> Option<ParticipantKind>;

	/// Returns true if a participant is gone for good, unless it is admitted anew: it was revoked, or never admitted.
	///
	/// One that was suspended, or whose admission expired, may come back to what is its own.
	fn is_gone(who: &AccountId) -> bool {
		Self::in_force(who).is_none()
	}

	/// The standing of a participant towards a block. None of one whose admission is not in force.
	fn feeder(who: &AccountId, block: InfoBlock) -> Option<Feeder>;

	/// The number of the participant's admission: see [`Feeder::admission`].
	fn admission(who: &AccountId) -> u32;

	/// Returns true if the owner lets the provider, in this admission, write into a block of its units.
	fn is_authorized(owner: &AccountId, provider: &AccountId, admission: u32, block: InfoBlock) -> bool;

	/// Returns true if a participant was admitted under this name or this unified social credit code.
	///
	/// Suspended and expired participants count, revoked ones don't. Letter case, blanks and punctuation are not told
	/// apart.
	fn is_participant_called(name: &Name) -> bool;

	/// The department whose seat the account holds.
	fn department(who: &AccountId) -> Option<Department>;

	/// Puts an account into force that runs every node, for the benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &AccountId, kind: ParticipantKind);

	/// Lets the provider write into every block of the owner's units.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &AccountId, provider: &AccountId);

	/// Gives an account a seat of the department.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &AccountId, department: Department);
}

/// Partnerships of participants, as contracts see them.
pub trait Partners<AccountId> {
	/// Returns true if two participants are partners: both said so, and both are in force.
	fn are_partners(one: &AccountId, other: &AccountId) -> bool;

	/// Makes two accounts partners, for the benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_partners(one: &AccountId, other: &AccountId);
}

/// Contracts, as units that change owners see them.
pub trait Contracts<AccountId> {
	/// Takes notice that the title to a lot passed under terms that both sides signed, whether they name a contract or not.
	///
	/// At most one contract is read and written, whatever the lot has.
	fn title_passed(terms: &H256, from: &AccountId, to: &AccountId, units: u32, with_custody: bool);
}

/// Nobody takes notice of title that passes.
impl<AccountId> Contracts<AccountId> for () {
	fn title_passed(_: &H256, _: &AccountId, _: &AccountId, _: u32, _: bool) {}
}

/// The exporter and the order of a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported<AccountId> {
	/// The exporter, in whose name the goods were declared.
	pub declarant: AccountId,
	/// The order that the goods fulfil.
	pub order: OrderKey,
}

/// Declarations, as contracts see them.
pub trait Declarations<AccountId> {
	/// The exporter and the order of a declaration whose goods were released, and did not come back.
	fn released(entry_number: &EntryNumber) -> Option<Exported<AccountId>>;
}

/// The keys of participants, as the closed loop sees them.
pub trait Principals<AccountId> {
	/// The participant that the account serves as an operator, be it a participant itself or not.
	fn principal(who: &AccountId) -> Option<AccountId>;
}

/// A participant in force, as an information block sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feeder {
	/// The categories of the block that the participant's nodes write: see
	/// [`NodeKind::writes`](crate::parties::NodeKind::writes).
	pub writes: Categories,
	/// The number of the admission, counted up whenever the participant is admitted after a revocation.
	///
	/// An authorization holds for one admission, so that a revoked provider that is admitted anew is authorized anew.
	/// Zero for a regulator.
	pub admission: u32,
}

/// The facts of a unit that a block needs before it takes a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts<AccountId> {
	/// The owner of the unit.
	pub owner: AccountId,
	/// The custody of the unit.
	pub custody: Custody<AccountId>,
	/// True if the unit takes records; otherwise it takes amendments only.
	pub open: bool,
}

/// The custody of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Custody<AccountId> {
	/// The account holds the unit as it is.
	With(AccountId),
	/// The unit is packed in another, and in the custody of the outermost unit around it.
	///
	/// [`Units::outermost`] finds that one. Most callers need not know, and the way is long.
	Within(TraceCode),
}

/// The custody of the outermost of units packed in each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outermost<AccountId> {
	/// The account that holds the outermost unit.
	pub custodian: AccountId,
	/// The number of units that were looked at to find it.
	pub looked_at: u32,
}

/// The goods of a unit, as the declarations count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goods {
	/// The quantity that is left of the unit.
	pub amount: GoodsAmount,
	/// The declaration under which the goods left that the unit came of, which may stand no longer.
	pub left_under: Option<EntryNumber>,
}

/// The quantity that is left of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoodsAmount {
	/// The unit holds goods, and is none itself.
	None,
	/// A single one of whatever its goods are counted in.
	Piece,
	/// So much of a batch.
	Batch(Quantity),
}

/// The place of a hold that keeps a unit where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum HeldAt {
	/// The unit itself is quarantined or recalled.
	Unit,
	/// Something packed in the unit is.
	Inside,
	/// Something that the unit is packed in is.
	Around,
	/// The batch that the unit's own code names is.
	Batch,
	/// Something that the unit was made of, or divided from, is.
	Origin,
}

/// The outcome of a search for the hold that keeps a unit where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundHold {
	/// The place of the nearest hold. None if nothing holds the unit, or if there is no such unit.
	pub at: Option<HeldAt>,
	/// The number of keys of its origin that were read.
	pub reads: u32,
}

/// Trace units, as the information blocks and the declarations see them.
pub trait Units<AccountId> {
	/// The most units that may be around one, each packed in the next.
	const MAX_NESTING: u32;

	/// The most keys that are read in search of a hold on the origin of a unit.
	const MAX_HOLD_READS: u32;

	/// The unit of a trace code.
	fn facts(code: &TraceCode) -> Option<UnitFacts<AccountId>>;

	/// The outermost unit around this one, which may be this one itself.
	fn outermost(code: &TraceCode) -> Option<Outermost<AccountId>>;

	/// The goods of a unit. None if there is no such unit.
	fn goods(code: &TraceCode) -> Option<Goods>;

	/// Searches for the nearest hold that keeps a unit where it is.
	///
	/// At most `MAX_NESTING` units and two batches are read beside the unit, and [`FoundHold::reads`] keys of its origin.
	fn find_hold(code: &TraceCode) -> FoundHold;

	/// The nearest hold that keeps a unit where it is. None if nothing does, or if there is no such unit.
	fn held_at(code: &TraceCode) -> Option<HeldAt> {
		Self::find_hold(code).at
	}

	/// The units that are packed in a unit on any level. None if they are more than the limit.
	///
	/// Reads two keys for each of them, and the unit itself.
	fn inside(code: &TraceCode, limit: u32) -> Option<Vec<TraceCode>>;

	/// Registers a unit that is packed in so many others, for the benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &AccountId, around: u32);
}

/// The information blocks, as a unit that wants to close or to be archived sees them.
pub trait Blocks {
	/// The head of a block: all that the state keeps of its records.
	type Head: Clone + Debug + Eq + Encode + Decode + DecodeWithMemTracking + TypeInfo + 'static;

	/// The categories recorded of a unit, over all four blocks.
	fn recorded(code: &TraceCode) -> Categories;

	/// Takes the heads of a unit's blocks out of the state, and returns them in the order of tables 1 to 4.
	fn archive(code: &TraceCode) -> [Option<Self::Head>; 4];

	/// Records every category of a unit, so that it may close, for the benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_recorded(code: &TraceCode);
}

/// The customs information block, as the declarations see it.
pub trait CustomsBlock<AccountId> {
	/// Writes an item that a clearance brought into the block of a declared unit.
	///
	/// The unit need not take records: the item is the declaration's word, in the name of the account that moved it.
	/// Nothing happens to a unit that was archived.
	fn record(code: &TraceCode, by: &AccountId, item: CustomsInfo) -> DispatchResult;
}

/// Declarations, as a unit that wants to close sees them.
pub trait Clearance {
	/// Returns true if customs are at work on a declaration of the unit.
	fn is_under_clearance(code: &TraceCode) -> bool;

	/// The declaration under which a unit left, if it stands.
	///
	/// Reads what [`is_under_clearance`](Self::is_under_clearance) does.
	fn left_under(code: &TraceCode) -> Option<EntryNumber>;

	/// Returns true if the unit left under a declaration all of whose goods are of kinds that may perish.
	///
	/// Reads the lines of the declaration beside what [`is_under_clearance`](Self::is_under_clearance) does.
	fn perishes(code: &TraceCode) -> bool;

	/// Puts a unit under a clearance that is done, for the benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_cleared(code: &TraceCode);
}

/// The right of an account to give a unit a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRight {
	/// The code lies under a prefix of the account or of one that permits it, or nobody asks.
	Good,
	/// No prefix gives the account the code, and the unit is marked with it.
	Unproven,
	/// No prefix gives the account the code, and the unit is not registered.
	None,
}

/// The book of code prefixes, as units that come into being see it.
pub trait CodePrefixes<AccountId> {
	/// The rights of an account, read once for all the codes of a call.
	type Rights;

	/// The rights of an account.
	fn rights_of(who: &AccountId) -> Self::Rights;

	/// The right of the account to a code.
	fn right_to(rights: &mut Self::Rights, code: &TraceCode) -> CodeRight;

	/// The maximum number of keys that are read for so many codes of one account.
	fn max_reads(codes: usize) -> usize;
}

/// The closed loop of orders, goods and money, as the declarations see it.
pub trait Loops<AccountId> {
	/// Enters the side of a declaration, in place of the one that it entered before.
	///
	/// # Errors
	///
	/// An error while another declaration stands for the same order, if its shares in the waybills do not add up, or if
	/// goods disagreed and it names a waybill that nobody recorded.
	fn declare(merchant: &AccountId, order: &OrderKey, side: DeclaredSide) -> DispatchResult;

	/// Takes the side of a declaration out that was cancelled, rejected or whose goods came back.
	///
	/// A side that another declaration entered meanwhile stays.
	fn undeclare(merchant: &AccountId, order: &OrderKey, entry_number: &EntryNumber);

	/// The state of an order's loop, and the digest of what it was read from.
	fn standing(merchant: &AccountId, order: &OrderKey) -> LoopStanding;

	/// Takes notice that the goods of a declaration were released, so that changes from then on are events of their own.
	///
	/// Nothing happens if another declaration entered its side meanwhile.
	fn release(merchant: &AccountId, order: &OrderKey, entry_number: &EntryNumber);

	/// Enters an order, receipts and waybills that agree with a declaration to come.
	///
	/// There are as many of them as there may be, so that the benchmarks of other pallets read a loop at its largest.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_loop(merchant: &AccountId, order: &OrderKey, side: &DeclaredSide);
}

/// A record of a participant, for the pallet that computes with records.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a, AccountId, Item> {
	/// The owner of the unit that the record is about.
	pub owner: &'a AccountId,
	/// The provider of the record.
	pub provider: &'a AccountId,
	/// The item that was recorded.
	pub item: &'a Item,
	/// True if the owner entered the item for a party outside the chain.
	pub imported: bool,
	/// True if the item amends an earlier record.
	pub amends: bool,
}

/// A pallet that computes with records.
pub trait OnRecorded<AccountId, Item> {
	/// Computes with a record that is about to be written.
	///
	/// An item that feeds no loop costs nothing here: its record is not weighed for it.
	///
	/// # Errors
	///
	/// An error refuses the record.
	fn on_recorded(recorded: Recorded<AccountId, Item>) -> DispatchResult;

	/// Puts into the state what makes an amendment with the item cost most, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_fed(_owner: &AccountId, _item: &Item) {}
}

/// Records are computed with by no pallet.
impl<AccountId, Item> OnRecorded<AccountId, Item> for () {
	fn on_recorded(_: Recorded<AccountId, Item>) -> DispatchResult {
		Ok(())
	}
}
