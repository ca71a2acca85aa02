// SPDX-License-Identifier: Apache-2.0

//! The closed loop of orders, goods and money 订单、实物、资金的闭环 (DB4403/T 471-2024 §6.3.1.4).
//!
//! Order, receipt, waybill and declaration each describe the same purchase; here is what they lack and where they disagree.

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

/// The most waybills that one declaration may name.
pub const MAX_WAYBILLS: u32 = 8;

/// The side of a declaration in a loop.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DeclaredSide {
	/// Number of the declaration 报关单号.
	pub entry_number: EntryNumber,
	/// The sum of the declaration's lines.
	pub value: Money,
	/// The waybills that the declaration names 运单编号.
	pub waybills: BoundedVec<WaybillKey, ConstU32<MAX_WAYBILLS>>,
	/// Number of packages 件数.
	pub packages: Packages,
	/// Weight with the packing 毛重.
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

/// A part that a loop still lacks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Missing {
	/// No order was recorded.
	Order,
	/// Money that was ordered and is not yet received.
	Receipt {
		/// The amount that is outstanding.
		outstanding: Money,
	},
	/// No declaration stands for the order.
	Declaration,
	/// Any waybill: the declaration names none.
	AnyWaybill,
	/// A waybill that the declaration names.
	Waybill {
		/// The waybill that was not recorded.
		waybill: WaybillKey,
	},
}

/// A field in which two documents of a loop disagree, with the value of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Disagreement {
	/// The order's lines do not sum up to its amount.
	OrderLines {
		/// The amount of the order.
		amount: Money,
		/// The sum of the order's lines.
		lines: Money,
	},
	/// Money came in another currency than that of the order.
	ReceiptCurrency {
		/// The currency of the order.
		ordered: Currency,
		/// The currency of the receipts.
		received: Currency,
	},
	/// More was received than was ordered.
	ReceivedAmount {
		/// The amount of the order.
		ordered: Money,
		/// The sum of the receipts.
		received: Money,
	},
	/// The declaration is in another currency than the order.
	DeclaredCurrency {
		/// The currency of the order.
		ordered: Currency,
		/// The currency of the declaration.
		declared: Currency,
	},
	/// The declaration's lines do not sum up to the order's amount.
	DeclaredValue {
		/// The amount of the order.
		ordered: Money,
		/// The sum of the declaration's lines.
		declared: Money,
	},
	/// The waybills carry more or fewer packages than the declaration.
	Packages {
		/// The sum over the waybills.
		carried: Packages,
		/// The number in the declaration.
		declared: Packages,
	},
	/// The waybills weigh more or less than the declaration.
	GrossWeight {
		/// The sum over the waybills.
		carried: Mass,
		/// The weight in the declaration.
		declared: Mass,
	},
}

/// The state of a loop.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum LoopState {
	/// Everything is there and agrees.
	Matched,
	/// The documents agree, but something is missing.
	Open {
		/// The parts that are missing, at least one.
		missing: Vec<Missing>,
	},
	/// Documents disagree, whatever else may be missing.
	Mismatch {
		/// The fields that disagree, at least one.
		fields: Vec<Disagreement>,
	},
}
