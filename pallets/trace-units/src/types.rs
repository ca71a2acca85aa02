// SPDX-License-Identifier: Apache-2.0

//! Types of the state: units, transformations and archived units.

use crate::{Config, Error};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	parties::DepartmentSet,
	requirement::TraceMode,
	traits::Blocks,
	values::{MeasureUnit, Quantity},
};

/// The maximum number of units around one: a piece in a carton on a pallet in a container on a vessel.
pub(crate) const MAX_NESTING: usize = 4;

/// The maximum number of owners before the one of a unit.
pub(crate) const MAX_FORMER_OWNERS: u32 = 16;

/// The quantity of a unit that is not measured, in thousandths: one piece.
pub(crate) const ONE_PIECE: u64 = 1_000;

/// The maximum number of norms of one product's yield.
pub(crate) const MAX_YIELD_NORMS: u32 = 16;

/// The kind of a unit.
///
/// A single product or one batch 同一批次产品 (DB4403/T 471-2024 §3.2), a logistic unit that such units are packed in, or
/// a service (the traceability guide's annex B).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum UnitKind<AccountId> {
	/// A single product, traced as one piece.
	Item {
		/// The traceability mode 追溯方式, from which follow the mandatory categories.
		mode: TraceMode,
	},
	/// Products of one batch.
	Batch {
		/// The traceability mode 追溯方式, from which follow the mandatory categories.
		mode: TraceMode,
		/// The quantity of the product that the batch was registered with.
		quantity: Quantity,
	},
	/// A carton, pallet or container, which other units are packed in.
	LogisticUnit,
	/// A service, traced from its steps to the customer's feedback.
	Service {
		/// The customer, which gives the feedback.
		customer: AccountId,
	},
}

impl<AccountId> UnitKind<AccountId> {
	/// The mode of a product. Other units have none, so that nothing is mandatory of them.
	pub fn mode(&self) -> Option<TraceMode> {
		match self {
			Self::Item { mode } | Self::Batch { mode, .. } => Some(*mode),
			Self::LogisticUnit | Self::Service { .. } => None,
		}
	}

	/// The measure that such a unit is counted in.
	pub(crate) fn measure(&self) -> MeasureUnit {
		match self {
			Self::Batch { quantity, .. } => quantity.unit,
			_ => MeasureUnit::Piece,
		}
	}

	/// The quantity of such a unit before any of it is used, in thousandths.
	pub(crate) fn whole(&self) -> u64 {
		match self {
			Self::Batch { quantity, .. } => quantity.thousandths,
			_ => ONE_PIECE,
		}
	}
}

/// The stage of a unit's trace.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Stage {
	/// The blocks of the unit take records.
	Open,
	/// The blocks of the unit take amendments only.
	Closed {
		/// The time from which on the unit may be archived: milliseconds since 1970-01-01 UTC.
		retain_until: u64,
	},
}

/// The kind of a hold: the reason for which a unit is isolated.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum HoldKind {
	/// The unit nonconforms, or may.
	Quarantine,
	/// The unit is called back.
	Recall,
}

/// The reason for which a call that names many units did nothing to one of them.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Skipped {
	/// No unit has the trace code, or it was archived.
	NotFound,
	/// The unit is a service, which can't be isolated.
	WrongKind,
	/// The unit is recalled already, or was named before.
	AlreadyHeld,
	/// The unit is not recalled.
	NotHeld,
	/// The caller's department no longer holds the unit, but another department does.
	HeldByAnotherDepartment,
}

impl Skipped {
	/// The reason for which a unit is skipped. None if the error fails all.
	pub(crate) fn of<T>(error: &Error<T>) -> Option<Self> {
		match error {
			Error::NotFound => Some(Self::NotFound),
			Error::WrongKind => Some(Self::WrongKind),
			Error::AlreadyHeld => Some(Self::AlreadyHeld),
			Error::NotHeld => Some(Self::NotHeld),
			Error::HeldByAnotherDepartment => Some(Self::HeldByAnotherDepartment),
			_ => None,
		}
	}
}

/// The isolation of a unit.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Hold {
	/// The kind: a quarantine or a recall.
	pub kind: HoldKind,
	/// The departments that hold the unit. It is held until each has let it go, or the council has.
	///
	/// Empty if none has a hand in it: then its owner ends it, or any department.
	pub departments: DepartmentSet,
	/// True if a custodian other than the owner isolated the unit, and nobody else: such a hold spreads to no other unit.
	pub by_custodian: bool,
}

impl Hold {
	/// Returns true if the hold of an origin binds a unit of this owner that comes from it.
	///
	/// Anyone may register a batch of any lot, and goods change owners. So the hold of an owner binds what is its own,
	/// and that of a department binds all. A custodian knows only of what it holds itself.
	pub(crate) fn binds<AccountId: PartialEq>(&self, of_origin: &AccountId, of_unit: &AccountId) -> bool {
		!self.departments.is_empty() || (!self.by_custodian && of_origin == of_unit)
	}
}

/// An offer of custody.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId> {
	/// The recipient, which may accept.
	pub to: AccountId,
	/// The end of the offer: milliseconds since 1970-01-01 UTC. None for an offer that does not expire.
	pub expires_at: Option<u64>,
}

/// An offer of title to a lot, as each unit of the lot carries it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct TitleOffer<AccountId> {
	/// The recipient, which may accept.
	pub to: AccountId,
	/// The end of the offer: milliseconds since 1970-01-01 UTC.
	pub expires_at: u64,
	/// The hash of the terms that the parties keep between themselves.
	pub terms: Option<H256>,
	/// The number of units in the lot.
	pub units: u32,
	/// `blake2_256(SCALE(from, to, codes, expires_at, terms))`, with the codes of the lot in their order.
	pub id: H256,
}

/// The counts of the units that are packed in a unit. All zero if it is empty.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Inside {
	/// The number of units packed directly in it: the `n`th counts those that have `n` levels inside themselves.
	///
	/// Counted by levels, because then the depth of the rest is known without reading it when a unit is taken out.
	pub by_levels: [u32; MAX_NESTING],
	/// The number of held units on any level inside.
	pub held: u32,
}

impl Inside {
	/// The number of levels of units that are packed in it.
	pub(crate) fn levels(&self) -> usize {
		self.by_levels.iter().rposition(|count| *count > 0).map_or(0, |deepest| deepest + 1)
	}

	pub(crate) fn is_empty(&self) -> bool {
		self.levels() == 0
	}
}

/// The feedback of a customer on a service.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Feedback {
	/// True if the customer was satisfied.
	pub satisfied: bool,
	/// The number of steps taken by then.
	pub after_steps: u32,
}

/// The progress of a service.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Progress {
	/// The number of steps that were taken.
	pub steps: u32,
	/// The last feedback of the customer.
	pub feedback: Option<Feedback>,
}

/// A transformation's number. Transformations are numbered in the order in which they happen.
///
/// In a key that walks read in order, it is encoded as [`SortedId`].
pub type TransformationId = u64;

/// A transformation's number as a key of the state: big-endian, so that keys sort as the numbers do.
///
/// The state's keys are in the order of their bytes, and SCALE begins a number with its lowest byte. In that order the
/// uses of a unit could only be sorted by reading them all; in this one the next use is the next key.
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
	/// The owner of the unit.
	pub owner: AccountId,
	/// The participant that holds the unit. While it is packed, the custodian of the outermost unit around it counts.
	pub custodian: AccountId,
	/// The kind of the unit.
	pub kind: UnitKind<AccountId>,
	/// The stage of its trace.
	pub stage: Stage,
	/// True if the council or a department closed it, whatever its records lacked.
	pub closed_by_order: bool,
	/// The isolation of the unit, if it is quarantined or recalled.
	pub hold: Option<Hold>,
	/// The quantity that is left, in thousandths: of a batch in its own measure, of other units of one piece.
	///
	/// Zero if the unit was used up.
	pub remaining: u64,
	/// The transformation that it came out of. None for a unit that came into being elsewhere.
	pub made_by: Option<TransformationId>,
	/// The declaration under which the goods left that it was made of.
	///
	/// As long as that declaration stands, the unit is declared in no other.
	pub left_under: Option<EntryNumber>,
	/// The unit that it is packed in.
	pub packed_in: Option<TraceCode>,
	/// The counts of the units that are packed in it.
	pub inside: Inside,
	/// The standing offer of its custody.
	pub offer: Option<Offer<AccountId>>,
	/// The standing offer of its title.
	pub title_offer: Option<TitleOffer<AccountId>>,
	/// The owners before this one, the first one first. What returns to the last of them is taken off.
	pub former_owners: BoundedVec<AccountId, ConstU32<MAX_FORMER_OWNERS>>,
	/// The progress of a service. None for other units.
	pub service: Option<Progress>,
	/// True if no prefix gave its owner the code when it was registered, and nobody has confirmed it since.
	pub unproven_right: bool,
	/// The block in which it was registered.
	pub registered_at: BlockNumber,
}

/// The units of a runtime.
pub type UnitOf<T> = Unit<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

impl<AccountId: Clone, BlockNumber> Unit<AccountId, BlockNumber> {
	/// Creates a unit that is whole, open, and held by its owner.
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
			closed_by_order: false,
			hold: None,
			remaining: kind.whole(),
			made_by,
			left_under: None,
			packed_in: None,
			inside: Inside::default(),
			offer: None,
			title_offer: None,
			former_owners: BoundedVec::new(),
			service: matches!(kind, UnitKind::Service { .. }).then(Progress::default),
			kind,
			unproven_right: false,
			registered_at,
		}
	}

	/// The owner that registered the unit, or that it was given to as its rightful one.
	pub(crate) fn first_owner(&self) -> &AccountId {
		self.former_owners.first().unwrap_or(&self.owner)
	}

	/// Returns true if the account owns the unit, or owned it before.
	pub(crate) fn was_owned_by(&self, who: &AccountId) -> bool
	where
		AccountId: PartialEq,
	{
		self.owner == *who || self.former_owners.contains(who)
	}

	pub(crate) fn is_used_up(&self) -> bool {
		self.remaining == 0
	}

	/// Returns true if the blocks of the unit take records.
	///
	/// Those of a held unit do even if it is closed, for recalled goods have mostly been delivered, and their return or
	/// destruction must be recorded. A unit that was used up lives on in others.
	pub(crate) fn takes_records(&self) -> bool {
		!self.is_used_up() && (self.stage == Stage::Open || self.hold.is_some())
	}
}

/// A unit as its first owner registers it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct NewUnit<AccountId> {
	/// The trace code 追溯码, in canonical form.
	pub code: TraceCode,
	/// The kind of the unit.
	pub kind: UnitKind<AccountId>,
}

/// The new units of a runtime.
pub type NewUnitOf<T> = NewUnit<<T as frame_system::Config>::AccountId>;

/// The use of a unit in a transformation.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Used {
	/// The trace code of the unit.
	pub code: TraceCode,
	/// The quantity of a batch, in its own measure. None for an item, which is used up whole.
	pub quantity: Option<Quantity>,
}

/// A norm of the yield of a product: so much may be made out of so much.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct YieldNorm {
	/// The measure of the units that are used.
	pub from: MeasureUnit,
	/// The measure of the product.
	pub to: MeasureUnit,
	/// The most that may be made out of one of the former, in thousandths of the latter. Never zero.
	pub max: u64,
}

/// The norms of a product: one for each pair of measures.
pub type YieldNorms = BoundedVec<YieldNorm, ConstU32<MAX_YIELD_NORMS>>;

/// The outcome of the check of a transformation's yield.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum YieldCheck {
	/// No more came out than the norms of every product allow.
	WithinNorms,
	/// A product has no norms, so that no more is known than that the yield stays below `MaxYield`.
	Unproven,
}

/// The kind of a transformation.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TransformationKind {
	/// Materials and parts became products.
	Transform,
	/// A batch was divided, so that its parts can go different ways.
	Split,
}

/// A transformation of units into others: one step of the genealogy.
#[derive(
	CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound())]
#[scale_info(skip_type_params(T))]
pub struct Transformation<T: Config> {
	/// The kind: the units became something else, or one was divided.
	pub kind: TransformationKind,
	/// The account that signed the call.
	pub by: T::AccountId,
	/// The block in which it happened.
	pub at: BlockNumberFor<T>,
	/// The units that were used, with their quantities.
	pub inputs: BoundedVec<Used, T::MaxInputs>,
	/// The units that came into being.
	pub outputs: BoundedVec<TraceCode, T::MaxOutputs>,
	/// The check of the yield. None of a split, whose parts are never more than the whole.
	pub yield_check: Option<YieldCheck>,
	/// The number of its outputs that were not archived. The transformation leaves the state with the last of them.
	pub living_outputs: u32,
}

impl<T: Config> Transformation<T> {
	/// `blake2_256` of the number and of what the event [`Transformed`](crate::Event::Transformed) says beside it.
	pub fn hash(&self, id: TransformationId) -> H256 {
		let Self { kind, by, inputs, outputs, yield_check, .. } = self;
		BlakeTwo256::hash_of(&(id, kind, by, inputs, outputs, yield_check))
	}
}

/// All that the chain knew of a unit when it was archived, which is hashed into its leaf in the archive book.
///
/// Products of the unit are not among it: every leaf says what its own unit was made of, and a unit is archived after all
/// that came of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ArchivedUnit<Unit, Head> {
	/// The unit as it stood in the state.
	pub unit: Unit,
	/// The heads of its four blocks, in the order of tables 1 to 4.
	pub heads: [Option<Head>; 4],
	/// The hash of the transformation that it came out of: see [`Transformation::hash`].
	pub made_by: Option<H256>,
	/// The declaration under which it left.
	pub left_under: Option<EntryNumber>,
}

/// The archived units of a runtime.
pub type ArchivedUnitOf<T> = ArchivedUnit<UnitOf<T>, <<T as Config>::Blocks as Blocks>::Head>;

impl<Unit: Encode, Head: Encode> ArchivedUnit<Unit, Head> {
	/// The leaf of the unit of this code: `blake2_256(SCALE(code, archived unit))`.
	pub fn leaf(&self, code: &TraceCode) -> H256 {
		BlakeTwo256::hash_of(&(code, self))
	}
}

/// The recall of a unit that was archived.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ArchivedRecall<AccountId> {
	/// The last owner of the unit.
	pub owner: AccountId,
	/// The departments that recall it. Its owner alone does if there are none.
	pub departments: DepartmentSet,
}

/// One page of the units that are packed in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContentsPage {
	/// The units packed directly in it.
	pub units: Vec<TraceCode>,
	/// The unit after which the next page begins. None at the end.
	pub next: Option<TraceCode>,
}
