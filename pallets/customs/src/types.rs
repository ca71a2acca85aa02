// SPDX-License-Identifier: Apache-2.0

//! Types of filings, declarations, verdicts and their views.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use scale_info::TypeInfo;
use sp_core::H256;
use suyuan_primitives::{
	codes::{Country, CustomsCode, EntryNumber, Location, SupervisionMode, SupervisionModes, TraceCode},
	items::{CustomsStatus, DeclaredLine, DutyPaid, OrderKey, WaybillKey, MAX_LINES_OF_UNIT},
	parties::{Department, DepartmentSet},
	reconciliation::{LoopState, Shares, MAX_WAYBILLS},
	traits::HeldAt,
	values::{Evidence, Mass, Moment, Money, Note, Packages},
	Check, Clock, ValueError,
};

/// The maximum number of documents that prove a filing.
pub const MAX_EVIDENCE: u32 = 8;

/// The documents that prove a filing.
pub type Documents = BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>;

/// A matter that departments decide on.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Matter<AccountId> {
	/// The filing of an exporter.
	Filing(AccountId),
	/// The declaration of an entry number.
	Declaration(EntryNumber),
}

/// The verdict of a department on a matter. It may be revised as long as the matter is not decided.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Verdict<AccountId> {
	/// True if the department agrees.
	pub agrees: bool,
	/// The reason, which a refusal must have.
	pub reason: Option<Note>,
	/// The holder of its seat that signed the verdict.
	pub by: AccountId,
	/// The time at which it was given.
	pub given_at: Moment,
	/// The digest of the loop of order, money and goods that was read. None of a filing, which has no loop.
	pub loop_digest: Option<H256>,
}

/// Approval in parallel 并联式审批: the departments that must agree, and the sum of their verdicts so far.
///
/// With the sum, the verdicts need not be read one by one.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Approval {
	/// The departments that must agree, as they were when asked, whatever is required later.
	pub must_agree: DepartmentSet,
	/// The departments that agree.
	pub agreed: DepartmentSet,
	/// The departments that do not agree.
	pub refused: DepartmentSet,
}

impl Approval {
	/// Creates an approval that these departments are asked for, without any verdict.
	pub(crate) fn asked(must_agree: DepartmentSet) -> Self {
		Self { must_agree, ..Default::default() }
	}

	/// Counts the verdict of a department, in place of an earlier one.
	pub(crate) fn count_verdict(&mut self, department: Department, agrees: bool) {
		let (to, from) = if agrees {
			(&mut self.agreed, &mut self.refused)
		} else {
			(&mut self.refused, &mut self.agreed)
		};
		*to = to.with(department);
		*from = from.without(department);
	}

	/// The departments that have yet to give a verdict.
	pub(crate) fn waits_for(&self) -> DepartmentSet {
		self.must_agree.minus(self.agreed).minus(self.refused)
	}

	/// Returns true if all departments agree that must.
	pub(crate) fn is_given(&self) -> bool {
		self.agreed == self.must_agree
	}
}

/// Filing 备案 of an export enterprise (DB4403/T 471-2024 §6.3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Filing {
	/// The customs registration code 海关注册编码.
	pub customs_code: CustomsCode,
	/// The supervision modes 监管方式 under which it exports.
	pub scope: SupervisionModes,
	/// The documents that prove it.
	pub evidence: Documents,
	/// The time at which it was filed, by the chain's clock.
	pub filed_at: Moment,
	/// `blake2_256` of customs code, scope and evidence, to which verdicts are bound.
	pub filing_hash: H256,
	/// The approval of the departments.
	pub approval: Approval,
	/// The end of its term, in milliseconds since 1970-01-01 UTC: set while all departments agree.
	pub lapses_at: Option<u64>,
}

impl Filing {
	/// The standing of the filing at a time.
	pub(crate) fn standing(&self, now: u64) -> Standing {
		match self.lapses_at {
			Some(lapses_at) if lapses_at <= now => Standing::Lapsed,
			Some(_) => Standing::Good,
			None if self.approval.refused.is_empty() => {
				Standing::Open { waits_for: self.approval.waits_for() }
			}
			None => Standing::Refused { by: self.approval.refused },
		}
	}
}

/// The standing of a filing.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Standing {
	/// No department refuses, but not all have agreed yet.
	Open {
		/// The departments that have yet to give a verdict.
		waits_for: DepartmentSet,
	},
	/// A department refuses, whichever others may have agreed.
	Refused {
		/// The departments that refuse.
		by: DepartmentSet,
	},
	/// All departments agree: the exporter may declare.
	Good,
	/// All departments agreed, and the term is over.
	Lapsed,
}

/// Heading 表头 of a declaration: the fields about all goods together.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Heading {
	/// The supervision mode 监管方式.
	pub mode: SupervisionMode,
	/// The port of departure 启运口岸.
	pub port_of_departure: Location,
	/// The port of arrival 到货口岸.
	pub port_of_arrival: Location,
	/// The country or region of destination 运抵国（地区）.
	pub destination: Country,
	/// The date of declaration 申报日期.
	pub declared_at: Moment,
	/// The order that the goods fulfil.
	pub order: OrderKey,
	/// The waybills under which they go, each once.
	pub waybills: BoundedVec<WaybillKey, ConstU32<MAX_WAYBILLS>>,
	/// The shares in these waybills, one for each, if others' goods go under them too. None takes several whole, and its
	/// own goods of a single one.
	pub shares: Shares,
	/// The number of packages 件数.
	pub packages: Packages,
	/// The gross weight 毛重.
	pub gross_weight: Mass,
}

impl Check for Heading {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.port_of_departure.check(clock)?;
		self.port_of_arrival.check(clock)?;
		self.destination.check(clock)?;
		self.declared_at.check(clock)?;
		self.order.check(clock)?;
		if self.waybills.is_empty() {
			return Err(ValueError::EmptyList);
		}
		self.waybills.check(clock)?;
		self.shares.check(clock)?;
		self.packages.check(clock)?;
		self.gross_weight.check(clock)
	}
}

/// A unit that is declared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DeclaredUnit {
	/// The trace code of the unit.
	pub code: TraceCode,
	/// The lines that it belongs to, each once, counted from 0.
	///
	/// A product belongs to one; a carton of several kinds of goods belongs to several.
	pub lines: BoundedVec<u16, ConstU32<MAX_LINES_OF_UNIT>>,
}

/// The lines of a declaration, its body 表体.
pub type LinesOf<T> = BoundedVec<DeclaredLine, <T as Config>::MaxLines>;

/// The units of a declaration.
pub type UnitsOf<T> = BoundedVec<DeclaredUnit, <T as Config>::MaxUnits>;

/// The form with which goods are declared.
///
/// Its lists are bounded by the length of a transaction only, so that one that is too long is refused by name. The
/// weight grows with them.
#[derive(
	CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Form<T: Config> {
	/// The exporter, in whose name the goods are declared.
	pub declarant: T::AccountId,
	/// The fields about all goods together.
	pub heading: Heading,
	/// The kinds of goods: at most `MaxLines`.
	pub lines: Vec<DeclaredLine>,
	/// The goods, each once: at most `MaxUnits`, with what is packed in them. Every line has at least one unit.
	///
	/// What is packed in them need not be named: it belongs to the same lines then.
	pub units: Vec<DeclaredUnit>,
}

/// Declaration 申报 of goods for export (DB4403/T 471-2024 §6.3.2.1). Its lines and its units stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Declaration<AccountId> {
	/// The exporter, in whose name the goods are declared.
	pub declarant: AccountId,
	/// The broker that signed the last form on the declarant's behalf. None if the declarant signed it itself.
	pub broker: Option<AccountId>,
	/// The fields about all goods together.
	pub heading: Heading,
	/// The sum of the values of the lines.
	pub value: Money,
	/// The number of its lines.
	pub lines: u32,
	/// The number of its units.
	pub units: u32,
	/// `blake2_256` of entry number and form, to which verdicts are bound.
	pub declaration_hash: H256,
	/// The approval of the departments.
	pub approval: Approval,
	/// The customs status 通关状态.
	pub status: CustomsStatus,
	/// The code of the single window's receipt that says so.
	pub code: u16,
	/// The time of the last change of status or code.
	pub changed_at: Moment,
	/// The date of release 放行日期, once the goods were released.
	pub released_at: Option<Moment>,
	/// The digest of the loop under which they were released.
	pub released_loop: Option<H256>,
	/// The duty paid 完税信息, once the department of taxation recorded it.
	pub duty_paid: Option<DutyPaid>,
}

impl<AccountId> Declaration<AccountId> {
	/// Returns true if departments still decide on it: it was neither released, nor settled otherwise.
	pub(crate) fn is_open_to_verdicts(&self) -> bool {
		self.released_at.is_none() && !self.status.is_settled()
	}
}

/// A declaration with all that a department looks at before it decides.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DeclarationView<AccountId> {
	/// The declaration as it is stored.
	pub declaration: Declaration<AccountId>,
	/// The lines of the declaration.
	pub lines: Vec<DeclaredLine>,
	/// The units of the declaration.
	pub units: Vec<DeclaredUnit>,
	/// The verdicts of the departments.
	pub verdicts: Vec<(Department, Verdict<AccountId>)>,
	/// The departments that have yet to give a verdict. Empty once it was released or settled.
	pub waits_for: Vec<Department>,
	/// The state of the loop of order, money and goods.
	pub loop_state: LoopState,
	/// The digest of that loop, to which a verdict is bound.
	pub loop_digest: H256,
	/// The departments that agreed to an earlier state of the loop. They decide anew before the goods are released.
	pub outdated: Vec<Department>,
	/// True if a document of the loop changed after the goods were released.
	pub changed_after_release: bool,
	/// The units that are held, each with the place of its hold. Goods are not released before it is empty.
	pub held: Vec<(TraceCode, HeldAt)>,
}

/// A filing with the verdicts of the departments.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct FilingView<AccountId> {
	/// The filing as it is stored.
	pub filing: Filing,
	/// The standing of the filing.
	pub standing: Standing,
	/// The verdicts of the departments.
	pub verdicts: Vec<(Department, Verdict<AccountId>)>,
}

/// A page of the matters that wait for a department's verdict.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WorkPage<AccountId> {
	/// The matters, in no order that means anything.
	pub items: Vec<Matter<AccountId>>,
	/// The matter after which the next page begins. None at the end.
	pub next: Option<Matter<AccountId>>,
}
