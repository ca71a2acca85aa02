//! What is kept of a unit and of where it came from.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::H256;
use suyuan_primitives::{codes::TraceCode, requirement::TraceMode, values::Quantity};

/// How deep units may be packed: a piece in a carton on a pallet in a container on a vessel.
pub const MAX_NESTING: usize = 4;

/// The whole of what is not measured, in thousandths: one piece.
pub(crate) const ONE_PIECE: u64 = 1_000;

/// What a unit is: a single product or one batch 同一批次产品 (DB4403/T 471-2024 §3.2), what such units are packed in,
/// or a service (the traceability guide's annex B).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum UnitKind<AccountId> {
	/// A single product.
	Item {
		/// How far back it is traced, from which follows what must be recorded of it.
		mode: TraceMode,
	},
	/// Products of one batch.
	Batch {
		/// How far back they are traced, from which follows what must be recorded of them.
		mode: TraceMode,
		/// How much of the product the batch was registered as.
		quantity: Quantity,
	},
	/// A carton, pallet or container, which other units are packed in.
	LogisticUnit,
	/// A service, of which the process is traced and whether the customer was satisfied.
	Service {
		/// Whom it is done for.
		customer: AccountId,
	},
}

impl<AccountId> UnitKind<AccountId> {
	/// The mode of a product. What is not a product has none, so that nothing is mandatory of it.
	pub fn mode(&self) -> Option<TraceMode> {
		match self {
			Self::Item { mode } | Self::Batch { mode, .. } => Some(*mode),
			Self::LogisticUnit | Self::Service { .. } => None,
		}
	}

	/// All that there is of such a unit before any is used, in thousandths.
	pub(crate) fn whole(&self) -> u64 {
		match self {
			Self::Batch { quantity, .. } => quantity.thousandths,
			_ => ONE_PIECE,
		}
	}
}

/// How far a unit's trace has come.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Stage {
	/// Takes records.
	Open,
	/// Takes amendments only.
	Closed {
		/// Until when it must be kept: milliseconds since 1970-01-01 UTC. It may be archived from then on.
		retain_until: u64,
	},
}

/// Why a unit is isolated.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum HoldKind {
	/// Somebody suspects it.
	Quarantine,
	/// It is called back.
	Recall,
}

/// That a unit is isolated.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Hold {
	/// Why.
	pub kind: HoldKind,
	/// Whether a regulator has a hand in it, so that only regulators end it.
	pub by_regulator: bool,
}

/// An offer of custody.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId> {
	/// To whom.
	pub to: AccountId,
	/// From when on it no longer stands: milliseconds since 1970-01-01 UTC.
	pub expires_at: Option<u64>,
}

/// What is packed in a unit. All zero for what nothing is packed in.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Inside {
	/// How many units are packed directly in it: the `n`th number counts those that have `n` levels inside themselves.
	///
	/// Counted by levels, because then a unit taken out tells how deep the rest is without looking at it.
	pub by_levels: [u32; MAX_NESTING],
	/// How many units on any level inside are held.
	pub held: u32,
}

impl Inside {
	/// How many levels of units are packed in it.
	pub fn levels(&self) -> usize {
		self.by_levels.iter().rposition(|count| *count > 0).map_or(0, |deepest| deepest + 1)
	}

	/// Whether nothing is packed in it.
	pub fn is_empty(&self) -> bool {
		self.levels() == 0
	}
}

/// What a customer said of a service.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Feedback {
	/// Whether the customer was satisfied.
	pub satisfied: bool,
	/// How many steps had been taken by then.
	pub after_steps: u32,
}

/// How far a service has come.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Progress {
	/// How many steps of it were taken.
	pub steps: u32,
	/// What the customer said last.
	pub feedback: Option<Feedback>,
}

/// A transformation's number: they are numbered in the order in which they happen.
///
/// Where it is part of a key that walks read in order, it stands as [`SortedId`].
pub type TransformationId = u64;

/// A transformation's number as a key of the state: big-endian, so that keys sort as the numbers do.
///
/// The state's keys are in the order of their bytes, and SCALE begins a number with its lowest byte. In that order the
/// uses of a unit could only be sorted by reading them all; in this one the next is the next key.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SortedId([u8; 8]);

impl From<TransformationId> for SortedId {
	fn from(id: TransformationId) -> Self {
		Self(id.to_be_bytes())
	}
}

impl From<SortedId> for TransformationId {
	fn from(SortedId(bytes): SortedId) -> Self {
		Self::from_be_bytes(bytes)
	}
}

/// A trace unit 追溯单元.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Unit<AccountId, BlockNumber> {
	/// Whose it is.
	pub owner: AccountId,
	/// Who holds it. While it is packed, whoever holds the outermost unit around it does instead.
	pub custodian: AccountId,
	/// What it is.
	pub kind: UnitKind<AccountId>,
	/// How far its trace has come.
	pub stage: Stage,
	/// Whether it is isolated.
	pub hold: Option<Hold>,
	/// What is left of it, in thousandths: of a batch in its own measure, of all else of the one piece that it is.
	/// Nothing, if it was used up.
	pub remaining: u64,
	/// The transformation that it came out of. None for what was registered as it came into being elsewhere.
	pub made_by: Option<TransformationId>,
	/// The unit that it is packed in.
	pub packed_in: Option<TraceCode>,
	/// What is packed in it.
	pub inside: Inside,
	/// To whom its custody is offered.
	pub offer: Option<Offer<AccountId>>,
	/// How far it has come, if it is a service.
	pub service: Option<Progress>,
	/// The block in which it was registered.
	pub registered_at: BlockNumber,
}

/// The units of a runtime.
pub type UnitOf<T> = Unit<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

impl<AccountId: Clone, BlockNumber> Unit<AccountId, BlockNumber> {
	/// A unit as it comes into being: whole, open, in its owner's hands.
	pub fn new(
		owner: AccountId,
		kind: UnitKind<AccountId>,
		made_by: Option<TransformationId>,
		registered_at: BlockNumber,
	) -> Self {
		Self {
			custodian: owner.clone(),
			owner,
			stage: Stage::Open,
			hold: None,
			remaining: kind.whole(),
			made_by,
			packed_in: None,
			inside: Inside::default(),
			offer: None,
			service: matches!(kind, UnitKind::Service { .. }).then(Progress::default),
			kind,
			registered_at,
		}
	}

	/// Whether nothing is left of it.
	pub fn is_used_up(&self) -> bool {
		self.remaining == 0
	}

	/// Whether its blocks take records. A held unit's do even if it is closed, for what is recalled has mostly been
	/// delivered, and its return or destruction must be recorded. A unit that was used up lives on in others.
	pub fn takes_records(&self) -> bool {
		!self.is_used_up() && (self.stage == Stage::Open || self.hold.is_some())
	}
}

/// A unit as its first owner registers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct NewUnit<AccountId> {
	/// Its trace code, in canonical form.
	pub code: TraceCode,
	/// What it is.
	pub kind: UnitKind<AccountId>,
}

/// The new units of a runtime.
pub type NewUnitOf<T> = NewUnit<<T as frame_system::Config>::AccountId>;

/// What a transformation takes of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Used {
	/// The unit.
	pub code: TraceCode,
	/// How much of a batch, in its own measure. None for an item, which is used up whole.
	pub quantity: Option<Quantity>,
}

/// How units became others.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TransformationKind {
	/// Materials and parts became products.
	Transform,
	/// A batch was divided, which changes nothing but who its parts can go to.
	Split,
}

/// How units became others: one step of the genealogy.
#[derive(
	CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound())]
#[scale_info(skip_type_params(T))]
pub struct Transformation<T: Config> {
	/// How.
	pub kind: TransformationKind,
	/// By whom.
	pub by: T::AccountId,
	/// In which block.
	pub at: BlockNumberFor<T>,
	/// What was used.
	pub inputs: BoundedVec<Used, T::MaxInputs>,
	/// What came into being.
	pub outputs: BoundedVec<TraceCode, T::MaxOutputs>,
}

/// What is left of a unit that was archived. Its place in the genealogy stays, for what was made of it is still about.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ArchivedUnit<BlockNumber> {
	/// `blake2_256(SCALE(code, unit, blocks))`, `blocks` being the digest of the heads of its four information blocks.
	pub digest: H256,
	/// The transformation that it came out of.
	pub made_by: Option<TransformationId>,
	/// The block in which it was archived.
	pub archived_at: BlockNumber,
}

/// One page of what is packed in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContentsPage {
	/// The units packed directly in it.
	pub units: Vec<TraceCode>,
	/// After which unit the next page begins. None at the end.
	pub next: Option<TraceCode>,
}
