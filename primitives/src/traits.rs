//! What one pallet may ask of another. The runtime connects them; no pallet imports another.

use crate::{
	codes::{EntryNumber, TraceCode},
	items::{CustomsInfo, OrderKey},
	parties::{Department, ParticipantKind},
	reconciliation::{DeclaredSide, LoopState},
	requirement::{Categories, InfoBlock},
};
use sp_core::H256;
use sp_runtime::DispatchResult;

/// Who may do what: answered by the register of participants.
pub trait Register<AccountId> {
	/// The kind of a participant whose admission is in force: admitted, neither suspended, revoked nor
	/// expired. A seated regulator is always in force.
	fn in_force(who: &AccountId) -> Option<ParticipantKind>;

	/// The standing of a participant towards a block. None of one whose admission is not in force.
	fn feeder(who: &AccountId, block: InfoBlock) -> Option<Feeder>;

	/// The number of the participant's admission: see [`Feeder::admission`].
	fn admission(who: &AccountId) -> u32;

	/// Whether the owner lets the provider, in this admission of it, write into a block of its units.
	fn is_authorized(owner: &AccountId, provider: &AccountId, admission: u32, block: InfoBlock) -> bool;

	/// The department whose seat the account holds.
	fn department(who: &AccountId) -> Option<Department>;

	/// Puts an account into force, so that other pallets' benchmarks have somebody to act. It runs every node.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &AccountId, kind: ParticipantKind);

	/// Lets the provider write into every block of the owner's units.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &AccountId, provider: &AccountId);

	/// Gives an account a seat of the department.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &AccountId, department: Department);
}

/// A participant in force, as an information block sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feeder {
	/// Whether a node that it runs feeds the block.
	pub feeds: bool,
	/// The number of its admission, counted up whenever it is admitted after a revocation. An authorization holds for one
	/// admission, so that a revoked provider that is admitted anew is authorized anew. Zero for a regulator.
	pub admission: u32,
}

/// What a block must know of a unit before it takes a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts<AccountId> {
	/// Whose unit it is.
	pub owner: AccountId,
	/// Who holds it.
	pub custody: Custody<AccountId>,
	/// Whether it takes records; if not, it takes amendments only.
	pub open: bool,
}

/// Who holds a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Custody<AccountId> {
	/// This account.
	With(AccountId),
	/// Whoever holds the outermost unit around this one, in which the unit is packed: [`Units::outermost`] tells. Most
	/// who ask of a unit need not know, and the way is long.
	Within(TraceCode),
}

/// Who holds the outermost of units packed in each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outermost<AccountId> {
	/// Who holds it.
	pub custodian: AccountId,
	/// How many units were looked at to find it.
	pub looked_at: u32,
}

/// Trace units, as the information blocks see them.
pub trait Units<AccountId> {
	/// How many units may be around one, each packed in the next.
	const MAX_NESTING: u32;

	/// The unit of a trace code.
	fn facts(code: &TraceCode) -> Option<UnitFacts<AccountId>>;

	/// The outermost unit around this one, which may be this one itself.
	fn outermost(code: &TraceCode) -> Option<Outermost<AccountId>>;

	/// Registers a unit that is packed in so many others, so that other pallets' benchmarks have one.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &AccountId, around: u32);
}

/// The information blocks, as a unit that wants to close or to be archived sees them.
pub trait Blocks {
	/// The categories recorded of a unit, over all four blocks.
	fn recorded(code: &TraceCode) -> Categories;

	/// Takes all that the state keeps of a unit's blocks out of it, and returns the digest of that.
	fn archive(code: &TraceCode) -> H256;

	/// Records every category, so that other pallets' benchmarks have a unit that may close.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_recorded(code: &TraceCode);
}

/// The customs information block, as the declarations see it.
pub trait CustomsBlock<AccountId> {
	/// Writes what a clearance brought into the block of a unit declared, whether it takes records or not: it is the
	/// declaration's word, in the name of whoever moved it. Nothing happens to a unit that was archived.
	fn record(code: &TraceCode, by: &AccountId, item: CustomsInfo) -> DispatchResult;
}

/// Declarations, as a unit that wants to close sees them.
pub trait Clearance {
	/// Whether customs are at work on a declaration of the unit.
	fn is_under_clearance(code: &TraceCode) -> bool;

	/// Puts a unit under a clearance that is done, so that other pallets' benchmarks read one.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_cleared(code: &TraceCode);
}

/// The closed loop of orders, goods and money, as the declarations see it.
pub trait Loops<AccountId> {
	/// Enters what a declaration says, in place of what it said before. Refused while another declaration stands for
	/// the same order.
	fn declare(merchant: &AccountId, order: &OrderKey, side: DeclaredSide) -> DispatchResult;

	/// Takes what the declaration said out again, for it was cancelled, rejected or its goods came back. What another
	/// declaration said meanwhile stays.
	fn undeclare(merchant: &AccountId, order: &OrderKey, entry_number: &EntryNumber);

	/// How the loop of an order stands.
	fn state(merchant: &AccountId, order: &OrderKey) -> LoopState;

	/// Enters an order, receipts and waybills that agree with what will be declared, as many as there may be, so that
	/// other pallets' benchmarks read a loop at its largest.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_loop(merchant: &AccountId, order: &OrderKey, side: &DeclaredSide);
}

/// Something a participant recorded, for whoever computes with it.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a, AccountId, Item> {
	/// Whose unit it was recorded of.
	pub owner: &'a AccountId,
	/// What was recorded.
	pub item: &'a Item,
	/// Whether the owner entered it for a party outside the chain.
	pub imported: bool,
	/// Whether it amends an earlier record.
	pub amends: bool,
}

/// Whoever computes with records.
pub trait OnRecorded<AccountId, Item> {
	/// A participant recorded something; an error refuses the record.
	///
	/// An item that feeds no loop costs nothing here: its record is not weighed for it.
	fn on_recorded(recorded: Recorded<AccountId, Item>) -> DispatchResult;

	/// Sets the scene in which the item costs most when it amends another, for measuring that.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_fed(_owner: &AccountId, _item: &Item) {}
}

/// Nobody does.
impl<AccountId, Item> OnRecorded<AccountId, Item> for () {
	fn on_recorded(_: Recorded<AccountId, Item>) -> DispatchResult {
		Ok(())
	}
}
