//! Types of loops, their documents and their views.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use suyuan_primitives::{
	items::WaybillKey,
	reconciliation::{DeclaredSide, LoopState},
	values::{DocumentNumber, Label, Mass, Money, Packages},
};

/// The maximum number of receipts of an order: a purchase is paid in a few parts.
pub const MAX_RECEIPTS: u32 = 32;

/// A document as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Document<Side> {
	/// The fields of the document that are compared.
	pub says: Side,
	/// True if the merchant alone entered it, for a party outside the chain (DB4403/T 471-2024 §6.3.2.2).
	pub imported: bool,
}

impl<Side: PartialEq> Document<Side> {
	/// Replaces the document by another record of it, if the rules of the crate's documentation allow it.
	///
	/// Returns true if that changes anything, and None if the record contradicts the document.
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

/// The fields of an order that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct OrderSide {
	/// The amount 交易金额 in its currency 币制.
	pub amount: Money,
	/// The sum of the transaction list 交易清单. None if the order lists nothing.
	pub lines: Option<Money>,
}

/// The fields of a receipt that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ReceiptSide {
	/// The code of the institution that collected 收款企业代码.
	pub institution: Label,
	/// The number of the payment 收款流水号.
	pub number: DocumentNumber,
	/// The amount received 收款金额 in its currency 币制.
	pub amount: Money,
	/// True if the money went back or never came, so that the receipt counts no longer.
	pub reversed: bool,
}

/// The fields of a waybill that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct WaybillSide {
	/// The number of packages 件数.
	pub packages: Packages,
	/// The gross weight 毛重.
	pub gross_weight: Mass,
}

/// The loop of one order, without the waybills, which are stored by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Loop {
	/// The order, if it was recorded.
	pub order: Option<Document<OrderSide>>,
	/// The receipts of the order, sorted by when each was first recorded.
	pub receipts: BoundedVec<Document<ReceiptSide>, ConstU32<MAX_RECEIPTS>>,
	/// The fields of the declaration that are compared, if one stands.
	pub declared: Option<DeclaredSide>,
	/// The block of the last change of any of these.
	pub changed_at: u32,
}

/// A waybill as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredWaybill {
	/// The document. None while a declaration names it and it was not recorded.
	pub document: Option<Document<WaybillSide>>,
	/// The number of standing declarations that name it.
	pub named_by: u32,
	/// The block in which the document last changed, or a declaration ceased to name it.
	pub changed_at: u32,
}

impl StoredWaybill {
	pub(crate) fn is_empty(&self) -> bool {
		self.document.is_none() && self.named_by == 0
	}
}

/// A waybill that a declaration names.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NamedWaybill {
	/// The key of the waybill.
	pub key: WaybillKey,
	/// The document, if it is recorded of the merchant's units.
	pub document: Option<Document<WaybillSide>>,
}

/// The view of a loop: its documents, and how they agree.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct LoopView {
	/// The order, if it was recorded.
	pub order: Option<Document<OrderSide>>,
	/// The receipts of the order, those that were reversed too.
	pub receipts: Vec<Document<ReceiptSide>>,
	/// The money received: the sum in each currency.
	pub received: Vec<Money>,
	/// The fields of the declaration that are compared, if one stands.
	pub declared: Option<DeclaredSide>,
	/// The waybills that the declaration names.
	pub waybills: Vec<NamedWaybill>,
	/// The state of the loop.
	pub state: LoopState,
}
