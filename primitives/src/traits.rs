//! What one pallet may ask of another. The runtime connects them; no pallet imports another.

use crate::{
	codes::TraceCode,
	parties::{Department, ParticipantKind},
	requirement::{Categories, InfoBlock},
};
use sp_core::H256;

/// Who may do what: answered by the register of participants.
pub trait Register<AccountId> {
	/// The kind of a participant whose admission is in force: admitted, neither suspended, revoked nor
	/// expired. A seated regulator is always in force.
	fn in_force(who: &AccountId) -> Option<ParticipantKind>;

	/// Whether a participant in force runs a node that feeds the block.
	fn feeds(who: &AccountId, block: InfoBlock) -> bool;

	/// Whether the owner lets the provider write into a block of its units.
	fn is_authorized(owner: &AccountId, provider: &AccountId, block: InfoBlock) -> bool;

	/// The department whose seat the account holds.
	fn department(who: &AccountId) -> Option<Department>;

	/// Puts an account into force, so that other pallets' benchmarks have somebody to act. It runs every node.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &AccountId, kind: ParticipantKind);

	/// Lets the provider write into every block of the owner's units.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &AccountId, provider: &AccountId);
}

/// What a block must know of a unit before it takes a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts<AccountId> {
	/// Whose unit it is.
	pub owner: AccountId,
	/// Who holds it: of a packed unit, whoever holds the outermost unit around it.
	pub custodian: AccountId,
	/// Whether it takes records; if not, it takes amendments only.
	pub open: bool,
}

/// Trace units, as the information blocks see them.
pub trait Units<AccountId> {
	/// The unit of a trace code.
	fn facts(code: &TraceCode) -> Option<UnitFacts<AccountId>>;

	/// Registers a unit, so that other pallets' benchmarks have one.
	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &AccountId);
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
