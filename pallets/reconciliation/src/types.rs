//! What is kept of a loop, and how it is read.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use suyuan_primitives::{
	items::WaybillKey,
	reconciliation::{DeclaredSide, LoopState},
	values::{DocumentNumber, Label, Mass, Money, Packages},
};

/// How many receipts one order may have: a purchase is paid in a few parts.
pub const MAX_RECEIPTS: u32 = 32;

/// A recorded document.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Document<Side> {
	/// What it says.
	pub says: Side,
	/// Whether the merchant alone entered it, for a party outside the chain (DB4403/T 471-2024 §6.3.2.2).
	pub imported: bool,
}

impl<Side: PartialEq> Document<Side> {
	/// Takes a document that is told again: see the crate's documentation. Answers whether that changes anything; None if
	/// it contradicts what stands.
	pub(crate) fn replace_with(&mut self, again: Self, amends: bool) -> Option<bool> {
		let changes = if self.says == again.says {
			self.imported && !again.imported
		} else if amends || self.imported {
			true
		} else {
			return None;
		};
		if changes {
			*self = again;
		}
		Some(changes)
	}
}

/// What an order says for matching.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct OrderSide {
	/// 交易金额 and 币制
	pub amount: Money,
	/// The sum of the transaction list 交易清单. None if the order lists nothing.
	pub lines: Option<Money>,
}

/// What a receipt says for matching.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ReceiptSide {
	/// Code of the institution that collected 收款企业代码.
	pub institution: Label,
	/// Number of the payment 收款流水号.
	pub number: DocumentNumber,
	/// 收款金额 and 币制
	pub amount: Money,
	/// Whether the money went back or never came, so that the receipt counts no longer.
	pub reversed: bool,
}

/// What a waybill says for matching.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct WaybillSide {
	/// 件数
	pub packages: Packages,
	/// 毛重
	pub gross_weight: Mass,
}

/// All that is kept of the loop of one order, but for the waybills, which are kept by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Loop {
	/// The order.
	pub order: Option<Document<OrderSide>>,
	/// The receipts of the order, in the order in which they were first told.
	pub receipts: BoundedVec<Document<ReceiptSide>, ConstU32<MAX_RECEIPTS>>,
	/// What the declaration says.
	pub declared: Option<DeclaredSide>,
	/// The block in which anything of that changed last.
	pub changed_at: u32,
}

/// A waybill as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredWaybill {
	/// The document. None while a declaration names it and nobody has told it.
	pub document: Option<Document<WaybillSide>>,
	/// The number of standing declarations that name it.
	pub named_by: u32,
	/// The block in which it was told, or a declaration ceased to name it, last.
	pub changed_at: u32,
}

impl StoredWaybill {
	/// Tells whether nothing is left of it.
	pub(crate) fn is_empty(&self) -> bool {
		self.document.is_none() && self.named_by == 0
	}
}

/// A waybill that a declaration names.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NamedWaybill {
	/// Its key.
	pub key: WaybillKey,
	/// The waybill, if it is recorded of the merchant's units.
	pub document: Option<Document<WaybillSide>>,
}

/// A loop as it is read: each document with whether it was imported, and how they stand to each other.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct LoopView {
	/// The order.
	pub order: Option<Document<OrderSide>>,
	/// Its receipts, those that were reversed too.
	pub receipts: Vec<Document<ReceiptSide>>,
	/// What was received: the sum in each currency that it came in.
	pub received: Vec<Money>,
	/// What the declaration says.
	pub declared: Option<DeclaredSide>,
	/// The waybills that the declaration names.
	pub waybills: Vec<NamedWaybill>,
	/// How the loop stands.
	pub state: LoopState,
}
