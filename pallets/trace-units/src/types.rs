//! What is kept of a unit.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use suyuan_primitives::{codes::TraceCode, requirement::TraceMode, values::Quantity};

/// What a unit is: a single product or one batch 同一批次产品 (DB4403/T 471-2024 §3.2).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum UnitKind {
	/// A single product.
	Item,
	/// Products of one batch.
	Batch {
		/// How much of the product the batch is.
		quantity: Quantity,
	},
}

/// How far a unit's trace has come.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum UnitStatus {
	/// Takes records.
	Open,
	/// Complete: takes amendments only.
	Closed,
}

/// A trace unit 追溯单元.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Unit<AccountId, BlockNumber> {
	/// Whose it is.
	pub owner: AccountId,
	/// Who holds it.
	pub custodian: AccountId,
	/// How far back it is traced, from which follows what must be recorded of it.
	pub mode: TraceMode,
	/// Whether it is an item or a batch.
	pub kind: UnitKind,
	/// How far its trace has come.
	pub status: UnitStatus,
	/// The block in which it was registered.
	pub registered_at: BlockNumber,
}

/// The units of a runtime.
pub type UnitOf<T> = Unit<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// A unit as its first owner registers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct NewUnit {
	/// Its trace code, in canonical form.
	pub code: TraceCode,
	/// Whether it is an item or a batch.
	pub kind: UnitKind,
	/// How far back it is to be traced.
	pub mode: TraceMode,
}
