//! The runtime API by which anyone reads a unit and its participants back.

use crate::{
	configs::trade_chain::InfoBlocks, AccountId, BlockNumber, CustomsInfo, LogisticsInfo, Participants,
	ProductInfo, Runtime, TraceUnits, TransactionInfo,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use pallet_info_block::Head;
use pallet_participants::{Participant, Profile, Profiles};
use pallet_trace_units::{ContentsPage, Pending, Unit, Units, Walk};
use scale_info::TypeInfo;
use sp_core::H256;
use suyuan_primitives::{
	codes::TraceCode,
	parties::{Department, ParticipantKind, TraceRole},
	requirement::Category,
	traits::{Blocks, Register},
};

/// A trace unit with what is recorded of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnitView {
	/// The unit.
	pub unit: Unit<AccountId, BlockNumber>,
	/// Who holds it: if it is packed, whoever holds the outermost unit around it.
	pub custodian: AccountId,
	/// The outermost unit around it, if it is packed. The nearest is the unit's `packed_in`.
	pub outermost: Option<TraceCode>,
	/// Head of its product information block.
	pub product: Option<Head<BlockNumber>>,
	/// Head of its transaction information block.
	pub transaction: Option<Head<BlockNumber>>,
	/// Head of its logistics information block.
	pub logistics: Option<Head<BlockNumber>>,
	/// Head of its customs information block.
	pub customs: Option<Head<BlockNumber>>,
	/// The categories recorded, in the order of tables 1 to 4.
	pub recorded: Vec<Category>,
	/// The categories that its mode makes mandatory and that are missing; it closes when there are none. None are
	/// mandatory of what is no product.
	pub missing: Vec<Category>,
}

/// A participant with what follows from its kind and seat.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ParticipantView {
	/// Its kind, while it is in force.
	pub in_force: Option<ParticipantKind>,
	/// Its roles (table 5), while it is in force.
	pub roles: Vec<TraceRole>,
	/// Its admission. None for regulators, who are in force by their seat.
	pub admission: Option<Participant>,
	/// The profile that was voted on.
	pub profile: Option<Profile>,
	/// The department of its seat.
	pub department: Option<Department>,
}

sp_api::decl_runtime_apis! {
	/// Reads the trace chain.
	pub trait TraceApi {
		/// A unit with the heads of its four blocks, or nothing if the code is not registered.
		fn unit(code: TraceCode) -> Option<UnitView>;

		/// What the unit lacks to be closed, or nothing if the code is not registered.
		fn missing(code: TraceCode) -> Option<Vec<Category>>;

		/// What a unit was made of, and what that was made of, and so on: a page of at most `limit` transformations,
		/// the latest first; a `limit` of 0 is taken as 1. The next page is asked for with the `next` of this one as
		/// `cursor`, just as it came, and at the same block.
		fn ancestors(code: TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<Runtime>;

		/// What was made of a unit, and what was made of that, and so on: paged as `ancestors`, the earliest first.
		fn descendants(code: TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<Runtime>;

		/// What is packed directly in a unit: a page of at most `limit` units; a `limit` of 0 is taken as 1. The next
		/// page is asked for with the `next` of this one as `from`.
		fn contents(code: TraceCode, from: Option<TraceCode>, limit: u32) -> ContentsPage;

		/// Who an account is, or nothing if it is neither participant nor regulator.
		fn participant(who: AccountId) -> Option<ParticipantView>;

		/// The hash to which a verdict on the profile is bound.
		fn profile_hash(profile: Profile) -> H256;
	}
}

/// See [`TraceApi::unit`](self::runtime_decl_for_trace_api::TraceApi::unit).
pub(crate) fn unit(code: &TraceCode) -> Option<UnitView> {
	let unit = Units::<Runtime>::get(code)?;
	let recorded = InfoBlocks::recorded(code);
	Some(UnitView {
		product: ProductInfo::head(code),
		transaction: TransactionInfo::head(code),
		logistics: LogisticsInfo::head(code),
		customs: CustomsInfo::head(code),
		recorded: recorded.iter().collect(),
		missing: unit.kind.mode().map(|mode| recorded.missing(mode).iter().collect()).unwrap_or_default(),
		custodian: TraceUnits::custodian_of(&unit),
		outermost: TraceUnits::outermost(&unit),
		unit,
	})
}

/// See [`TraceApi::participant`](self::runtime_decl_for_trace_api::TraceApi::participant).
pub(crate) fn participant(who: &AccountId) -> Option<ParticipantView> {
	let in_force = Participants::in_force(who);
	let admission = pallet_participants::Participants::<Runtime>::get(who);
	if in_force.is_none() && admission.is_none() {
		return None;
	}
	Some(ParticipantView {
		in_force,
		roles: in_force.map(ParticipantKind::roles).unwrap_or_default().to_vec(),
		admission,
		profile: Profiles::<Runtime>::get(who),
		department: Participants::department(who),
	})
}
