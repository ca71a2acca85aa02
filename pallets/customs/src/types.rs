//! What exporters file and declare, and what departments say of it.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use scale_info::TypeInfo;
use sp_core::H256;
use suyuan_primitives::{
	codes::{Country, CustomsCode, EntryNumber, Location, SupervisionMode, SupervisionModes, TraceCode},
	items::{CustomsStatus, DeclaredLine, OrderKey, WaybillKey, MAX_LINES_OF_UNIT},
	parties::{Department, DepartmentSet},
	reconciliation::{LoopState, MAX_WAYBILLS},
	values::{Evidence, Mass, Moment, Money, Note, Packages},
	Check, Clock, ValueError,
};

/// How many documents may prove a filing.
pub const MAX_EVIDENCE: u32 = 8;

/// The documents that prove a filing.
pub type Documents = BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>;

/// What departments decide on.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Matter<AccountId> {
	/// The filing of an exporter.
	Filing(AccountId),
	/// The declaration of an entry number.
	Declaration(EntryNumber),
}

/// What a department says of a matter. It may say something else later, as long as the matter is not decided.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Verdict<AccountId> {
	/// Whether it agrees.
	pub agrees: bool,
	/// Why, if it says so. It must if it does not agree.
	pub reason: Option<Note>,
	/// The holder of its seat who gave the verdict.
	pub by: AccountId,
	/// When it was given.
	pub given_at: Moment,
}

/// Approval in parallel 并联式审批: who must agree, and who said what so far. It sums the verdicts up, so that they need
/// not be read one by one.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Approval {
	/// Who must agree. It stays what it was when the departments were asked, whatever is required later.
	pub must_agree: DepartmentSet,
	/// Who agrees.
	pub agreed: DepartmentSet,
	/// Who does not.
	pub refused: DepartmentSet,
}

impl Approval {
	/// The departments are asked, and none has said anything.
	pub fn asked(must_agree: DepartmentSet) -> Self {
		Self { must_agree, ..Default::default() }
	}

	/// Takes down what a department says.
	pub fn take_down(&mut self, department: Department, agrees: bool) {
		let (to, from) = if agrees {
			(&mut self.agreed, &mut self.refused)
		} else {
			(&mut self.refused, &mut self.agreed)
		};
		*to = to.with(department);
		*from = from.without(department);
	}

	/// Who has yet to say something.
	pub fn waits_for(&self) -> DepartmentSet {
		self.must_agree.minus(self.agreed).minus(self.refused)
	}

	/// Whether all agree who must.
	pub fn is_given(&self) -> bool {
		self.agreed == self.must_agree
	}
}

/// Filing 备案 of an export enterprise (DB4403/T 471-2024 §6.3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Filing {
	/// 海关注册编码
	pub customs_code: CustomsCode,
	/// The supervision modes 监管方式 under which it exports.
	pub scope: SupervisionModes,
	/// The documents that prove it.
	pub evidence: Documents,
	/// When it was filed, by the chain's clock.
	pub filed_at: Moment,
	/// `blake2_256` of customs code, scope and evidence, to which verdicts are bound.
	pub filing_hash: H256,
	/// What the departments say.
	pub approval: Approval,
	/// When it lapses, in milliseconds since 1970-01-01 UTC: set while all departments agree.
	pub lapses_at: Option<u64>,
}

impl Filing {
	/// How the filing stands at a time.
	pub fn standing(&self, now: u64) -> Standing {
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

/// How a filing stands.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Standing {
	/// Nobody refuses, but not all have agreed yet.
	Open {
		/// Who has yet to say something.
		waits_for: DepartmentSet,
	},
	/// Somebody refuses, whoever else may have agreed.
	Refused {
		/// Who.
		by: DepartmentSet,
	},
	/// All agree: the exporter may declare.
	Good,
	/// All agreed, and its time is over.
	Lapsed,
}

/// Heading 表头 of a declaration: what is said of all goods together.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Heading {
	/// 监管方式
	pub mode: SupervisionMode,
	/// 启运口岸
	pub port_of_departure: Location,
	/// 到货口岸
	pub port_of_arrival: Location,
	/// 运抵国（地区）
	pub destination: Country,
	/// 申报日期
	pub declared_at: Moment,
	/// The order that the goods fulfil.
	pub order: OrderKey,
	/// The waybills under which they go, each once.
	pub waybills: BoundedVec<WaybillKey, ConstU32<MAX_WAYBILLS>>,
	/// 件数
	pub packages: Packages,
	/// 毛重
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
		self.packages.check(clock)?;
		self.gross_weight.check(clock)
	}
}

/// A unit that is declared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DeclaredUnit {
	/// Its trace code.
	pub code: TraceCode,
	/// The lines that it belongs to, each once, counted from 0. A product belongs to one; what several kinds of goods
	/// are packed in belongs to several.
	pub lines: BoundedVec<u16, ConstU32<MAX_LINES_OF_UNIT>>,
}

/// The lines of a declaration, its body 表体.
pub type LinesOf<T> = BoundedVec<DeclaredLine, <T as Config>::MaxLines>;

/// The units of a declaration.
pub type UnitsOf<T> = BoundedVec<DeclaredUnit, <T as Config>::MaxUnits>;

/// What is handed in to declare.
///
/// Its lists are as long as a transaction may be, so that one that is too long is refused by name. What it costs grows
/// with them.
#[derive(
	CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Form<T: Config> {
	/// Who exports.
	pub declarant: T::AccountId,
	/// What is said of all goods together.
	pub heading: Heading,
	/// The kinds of goods: at most `MaxLines`.
	pub lines: Vec<DeclaredLine>,
	/// The goods, each once: at most `MaxUnits`. Every line has at least one unit.
	pub units: Vec<DeclaredUnit>,
}

/// Declaration 申报 of goods for export (DB4403/T 471-2024 §6.3.2.1). Its lines and its units stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Declaration<AccountId> {
	/// Who exports.
	pub declarant: AccountId,
	/// Who signed the last form on the declarant's behalf, if it was somebody else.
	pub broker: Option<AccountId>,
	/// What is said of all goods together.
	pub heading: Heading,
	/// The sum of the lines.
	pub value: Money,
	/// How many lines there are.
	pub lines: u32,
	/// How many units there are.
	pub units: u32,
	/// `blake2_256` of entry number and form, to which verdicts are bound.
	pub declaration_hash: H256,
	/// What the departments say.
	pub approval: Approval,
	/// 通关状态
	pub status: CustomsStatus,
	/// The code of the single window's receipt that says so.
	pub code: u16,
	/// When it changed to that.
	pub changed_at: Moment,
	/// 放行日期, once it was released.
	pub released_at: Option<Moment>,
}

impl<AccountId> Declaration<AccountId> {
	/// Whether departments still decide on it: neither was it released, nor is it settled otherwise.
	pub fn is_open_to_verdicts(&self) -> bool {
		self.released_at.is_none() && !self.status.is_settled()
	}
}

/// A declaration with all that a department looks at before it decides.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DeclarationView<AccountId> {
	/// The declaration.
	pub declaration: Declaration<AccountId>,
	/// Its lines.
	pub lines: Vec<DeclaredLine>,
	/// Its units.
	pub units: Vec<DeclaredUnit>,
	/// What departments said of it.
	pub verdicts: Vec<(Department, Verdict<AccountId>)>,
	/// Who has yet to say something. Nobody once it was released or settled.
	pub waits_for: Vec<Department>,
	/// How order, money and goods agree.
	pub loop_state: LoopState,
}

/// A filing with what departments said of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct FilingView<AccountId> {
	/// The filing.
	pub filing: Filing,
	/// How it stands.
	pub standing: Standing,
	/// What departments said of it.
	pub verdicts: Vec<(Department, Verdict<AccountId>)>,
}

/// A page of what a department has yet to decide on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WorkPage<AccountId> {
	/// The matters, in no order that means anything.
	pub items: Vec<Matter<AccountId>>,
	/// After which matter the next page begins. None at the end.
	pub next: Option<Matter<AccountId>>,
}
