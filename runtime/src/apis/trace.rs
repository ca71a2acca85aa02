//! The runtime API by which anyone reads a unit and its participants back.

use crate::{
	configs::trade_chain::InfoBlocks, AccountId, BlockNumber, Participants, Reconciliation, Runtime,
	TraceUnits,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
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
	/// Those of them of which something was entered by hand for a party outside the chain (§6.3.2.2).
	pub imported: Vec<Category>,
	/// The categories that its mode makes mandatory and that are missing; it closes when there are none. None are
	/// mandatory of what is no product.
	pub missing: Vec<Category>,
	/// The declaration that stands of it, and how its order, goods and money agree.
	pub declaration: Option<UnitDeclaration>,
}

/// The declaration that a unit stands in, in short.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnitDeclaration {
	/// 报关单号
	pub entry_number: EntryNumber,
	/// 通关状态
	pub status: CustomsStatus,
	/// The code of the single window's receipt that says so.
	pub code: u16,
	/// How order, goods and money agree.
	pub loop_state: LoopState,
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

		/// A declaration with its lines, units, verdicts and how its order, goods and money agree; or nothing if the
		/// entry number was never declared.
		fn declaration(entry_number: EntryNumber) -> Option<DeclarationView<AccountId>>;

		/// The filing of an exporter with the departments' verdicts, or nothing if it has none.
		fn filing(exporter: AccountId) -> Option<FilingView<AccountId>>;

		/// What a department has yet to decide on: a page of at most `limit` filings and declarations. The next page is
		/// asked for with the `next` of this one as `from`.
		fn work_list(department: Department, from: Option<Matter<AccountId>>, limit: u32) -> WorkPage<AccountId>;

		/// The closed loop of a merchant's order: its documents, what is missing or disagrees, and what was imported. Or
		/// nothing if no document of it is known.
		fn reconciliation(merchant: AccountId, order: OrderKey) -> Option<LoopView>;

		/// The hash to which a verdict on the profile is bound.
		fn profile_hash(profile: Profile) -> H256;
	}
}

/// See [`TraceApi::unit`](self::runtime_decl_for_trace_api::TraceApi::unit).
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
		product,
		transaction,
		logistics,
		customs,
		unit,
	})
}

/// The declaration that stands of a unit.
fn declaration_of(code: &TraceCode) -> Option<UnitDeclaration> {
	let entry_number = DeclaredIn::<Runtime>::get(code)?;
	let declaration = Declarations::<Runtime>::get(entry_number)?;
	Some(UnitDeclaration {
		entry_number,
		status: declaration.status,
		code: declaration.code,
		loop_state: Reconciliation::state(&declaration.declarant, &declaration.heading.order),
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
