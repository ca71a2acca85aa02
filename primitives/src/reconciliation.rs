//! The closed loop of orders, goods and money 订单、实物、资金的闭环 (DB4403/T 471-2024 §6.3.1.4): what order,
//! receipt, waybill and declaration say of the same purchase, and where they disagree.

use crate::{
	codes::{Currency, EntryNumber},
	items::WaybillKey,
	values::{Mass, Money, Packages},
	Check, Clock, ValueError,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

/// How many waybills one declaration may name.
pub const MAX_WAYBILLS: u32 = 8;

/// What a declaration says for matching.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DeclaredSide {
	/// The declaration 报关单号.
	pub entry_number: EntryNumber,
	/// The sum of its lines.
	pub value: Money,
	/// The waybills that it names 运单编号.
	pub waybills: BoundedVec<WaybillKey, ConstU32<MAX_WAYBILLS>>,
	/// 件数
	pub packages: Packages,
	/// 毛重
	pub gross_weight: Mass,
}

impl Check for DeclaredSide {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.entry_number.check(clock)?;
		self.value.check(clock)?;
		self.waybills.check(clock)?;
		self.packages.check(clock)?;
		self.gross_weight.check(clock)
	}
}

/// What a loop still lacks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Missing {
	/// The order.
	Order,
	/// Money: what was ordered and is not yet received.
	Receipt {
		/// How much is outstanding.
		outstanding: Money,
	},
	/// The declaration.
	Declaration,
	/// Any waybill: the declaration names none.
	AnyWaybill,
	/// A waybill that the declaration names.
	Waybill {
		/// Which.
		waybill: WaybillKey,
	},
}

/// Where two documents of a loop disagree: the field, and what both say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Disagreement {
	/// The order's lines do not sum up to its amount.
	OrderLines {
		/// The order's amount.
		amount: Money,
		/// The sum of its lines.
		lines: Money,
	},
	/// Money came in another currency than that of the order.
	ReceiptCurrency {
		/// The order's.
		ordered: Currency,
		/// The receipts'.
		received: Currency,
	},
	/// More was received than was ordered.
	ReceivedAmount {
		/// The order's amount.
		ordered: Money,
		/// The sum of the receipts.
		received: Money,
	},
	/// The declaration is in another currency than the order.
	DeclaredCurrency {
		/// The order's.
		ordered: Currency,
		/// The declaration's.
		declared: Currency,
	},
	/// The declaration's lines do not sum up to the order's amount.
	DeclaredValue {
		/// The order's amount.
		ordered: Money,
		/// The sum of the declaration's lines.
		declared: Money,
	},
	/// The waybills carry more or fewer packages than the declaration.
	Packages {
		/// The sum over the waybills.
		carried: Packages,
		/// The declaration's.
		declared: Packages,
	},
	/// The waybills weigh more or less than the declaration.
	GrossWeight {
		/// The sum over the waybills.
		carried: Mass,
		/// The declaration's.
		declared: Mass,
	},
}

/// How a loop stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum LoopState {
	/// Everything is there and agrees.
	Matched,
	/// What is there agrees, but something is missing.
	Open {
		/// What, at least one thing.
		missing: Vec<Missing>,
	},
	/// Documents disagree, whatever else may be missing.
	Mismatch {
		/// Where, at least one field.
		fields: Vec<Disagreement>,
	},
}
