// SPDX-License-Identifier: Apache-2.0

//! The runtime API that reads units, participants and declarations back.

use crate::{
	configs::trade_chain::InfoBlocks, AccountId, BlockNumber, CompanyPrefixes, Participants, Reconciliation,
	Runtime, TraceUnits,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use pallet_company_prefixes::Grant;
use pallet_customs::{DeclarationView, Declarations, DeclaredIn, FilingView, Matter, WorkPage};
use pallet_info_block::Head;
use pallet_participants::{Participant, Profile, Profiles};
use pallet_reconciliation::LoopView;
use pallet_trace_units::{ContentsPage, Pending, Unit, Units, Walk};
use scale_info::TypeInfo;
use sp_core::H256;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::{CustomsStatus, OrderKey},
	parties::{Department, ParticipantKind, TraceRole},
	reconciliation::LoopState,
	requirement::{Categories, Category},
	traits::{Loops, Register},
};

/// A trace unit with its records.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnitView {
	/// The unit as it stands in the state.
	pub unit: Unit<AccountId, BlockNumber>,
	/// The holder of the unit, or of the outermost unit around it if it is packed.
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
	/// The recorded categories with entries by hand for a party outside the chain (§6.3.2.2).
	pub imported: Vec<Category>,
	/// The missing categories that its mode makes mandatory; it closes when there are none.
	///
	/// For a unit that is no product none are mandatory.
	pub missing: Vec<Category>,
	/// The declaration that the unit stands in, if any.
	pub declaration: Option<UnitDeclaration>,
	/// The grant of the prefix that the code lies under, if it stands. Its holder need not be the unit's owner.
	pub prefix: Option<Grant<AccountId>>,
}

/// The declaration that a unit stands in, in short.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnitDeclaration {
	/// The entry number 报关单号 of the declaration.
	pub entry_number: EntryNumber,
	/// The clearance status 通关状态 of the declaration.
	pub status: CustomsStatus,
	/// The code of the single window's receipt that says so.
	pub code: u16,
	/// The state of the closed loop of order, goods and money.
	pub loop_state: LoopState,
}

/// A participant with its roles and its department.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ParticipantView {
	/// The kind of the participant, while it is in force.
	pub in_force: Option<ParticipantKind>,
	/// The roles of the participant (table 5), while it is in force.
	pub roles: Vec<TraceRole>,
	/// The admission of the participant, but none for regulators, who are in force by their seat.
	pub admission: Option<Participant>,
	/// The profile that was voted on.
	pub profile: Option<Profile>,
	/// The department of the participant's seat.
	pub department: Option<Department>,
}

sp_api::decl_runtime_apis! {
	/// Reads the trace chain.
	pub trait TraceApi {
		/// A unit with the heads of its four blocks, or nothing if the code is not registered.
		fn unit(code: TraceCode) -> Option<UnitView>;

		/// The categories that the unit lacks to be closed, or nothing if the code is not registered.
		fn missing(code: TraceCode) -> Option<Vec<Category>>;

		/// The transformations that a unit comes from, directly and indirectly, the latest first.
		///
		/// A page has at most `limit` of them; a `limit` of 0 counts as 1. The next page is read with the `next` of this
		/// one as `cursor`, unchanged, and at the same block.
		fn ancestors(code: TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<Runtime>;

		/// The transformations that a unit went into, directly and indirectly, the earliest first.
		///
		/// Paged as `ancestors`.
		fn descendants(code: TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<Runtime>;

		/// The units packed directly in a unit, at most `limit` of them in a page.
		///
		/// A `limit` of 0 counts as 1. The next page is read with the `next` of this one as `from`.
		fn contents(code: TraceCode, from: Option<TraceCode>, limit: u32) -> ContentsPage;

		/// The participant of an account, or nothing if it is neither participant nor regulator.
		fn participant(who: AccountId) -> Option<ParticipantView>;

		/// A declaration with its lines, units, verdicts and closed loop.
		///
		/// Nothing if the entry number was never declared.
		fn declaration(entry_number: EntryNumber) -> Option<DeclarationView<AccountId>>;

		/// The filing of an exporter with the departments' verdicts, or nothing if it has none.
		fn filing(exporter: AccountId) -> Option<FilingView<AccountId>>;

		/// The filings and declarations that a department has yet to decide on, at most `limit` in a page.
		///
		/// The next page is read with the `next` of this one as `from`.
		fn work_list(department: Department, from: Option<Matter<AccountId>>, limit: u32) -> WorkPage<AccountId>;

		/// The closed loop of a merchant's order: its documents, gaps, disagreements and imports.
		///
		/// Nothing if no document of it is known.
		fn reconciliation(merchant: AccountId, order: OrderKey) -> Option<LoopView<AccountId>>;

		/// The grant of the prefix that a code lies under, whether a unit has the code or not.
		///
		/// Nothing if no prefix of it is granted, or if the grant has ended.
		fn prefix(code: TraceCode) -> Option<Grant<AccountId>>;

		/// The hash to which a verdict on the profile is bound.
		fn profile_hash(profile: Profile) -> H256;
	}
}

/// Implements [`TraceApi::unit`](self::runtime_decl_for_trace_api::TraceApi::unit).
pub(crate) fn unit(code: &TraceCode) -> Option<UnitView> {
	let unit = Units::<Runtime>::get(code)?;
	let [product, transaction, logistics, customs] = InfoBlocks::heads(code);
	let heads = || [&product, &transaction, &logistics, &customs].into_iter().flatten();
	let recorded = heads().fold(Categories::default(), |all, head| all.union(head.categories));
	let imported = heads().fold(Categories::default(), |all, head| all.union(head.imported));
	Some(UnitView {
		recorded: recorded.iter().collect(),
		imported: imported.iter().collect(),
		missing: unit.kind.mode().map(|mode| recorded.missing(mode).iter().collect()).unwrap_or_default(),
		custodian: TraceUnits::custodian_of(&unit),
		outermost: TraceUnits::outermost(&unit),
		declaration: declaration_of(code),
		prefix: CompanyPrefixes::grant_of(code),
		product,
		transaction,
		logistics,
		customs,
		unit,
	})
}

/// The declaration that a unit stands in.
fn declaration_of(code: &TraceCode) -> Option<UnitDeclaration> {
	let entry_number = DeclaredIn::<Runtime>::get(code)?;
	let declaration = Declarations::<Runtime>::get(entry_number)?;
	Some(UnitDeclaration {
		entry_number,
		status: declaration.status,
		code: declaration.code,
		loop_state: Reconciliation::standing(&declaration.declarant, &declaration.heading.order).state,
	})
}

/// Implements [`TraceApi::participant`](self::runtime_decl_for_trace_api::TraceApi::participant).
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
