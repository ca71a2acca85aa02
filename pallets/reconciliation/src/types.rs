// SPDX-License-Identifier: Apache-2.0

//! Types of loops, their documents and their views.

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use suyuan_primitives::{
	items::WaybillKey,
	reconciliation::{DeclaredSide, LoopState, Share},
	values::{DocumentNumber, Label, Mass, Money, Packages},
};

/// The maximum number of receipts of an order: a purchase is paid in a few parts.
pub const MAX_RECEIPTS: u32 = 32;

/// A document as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Document<Side, AccountId> {
	/// The fields of the document that are compared.
	pub says: Side,
	/// The provider of the document, who alone amends it.
	pub provider: AccountId,
	/// The participant that the provider served as an operator when it recorded the document, so that both are one party.
	pub principal: Option<AccountId>,
	/// True if the merchant alone entered it, for a party outside the chain (DB4403/T 471-2024 §6.3.2.2).
	pub imported: bool,
}

impl<Side, AccountId> Document<Side, AccountId> {
	/// The party whose word the document is. What was imported is the merchant's.
	pub(crate) fn party(&self) -> &AccountId {
		self.principal.as_ref().unwrap_or(&self.provider)
	}
}

impl<Side: PartialEq, AccountId: PartialEq> Document<Side, AccountId> {
	/// Replaces the document by another record of it, if the rules of the crate's documentation allow it.
	///
	/// Returns true if that changes anything, and None if the record contradicts the document.
	pub(crate) fn replace_with(&mut self, again: Self, amends: bool) -> Option<bool> {
		let changes = if self.says == again.says {
			self.imported && !again.imported
		} else if self.imported || amends && self.provider == again.provider {
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
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OrderSide {
	/// The amount 交易金额 in its currency 币制.
	pub amount: Money,
	/// The sum of the transaction list 交易清单. None if the order lists nothing.
	pub lines: Option<Money>,
}

/// The fields of a receipt that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ReceiptSide {
	/// The code of the institution that collected 收款企业代码.
	pub institution: Label,
	/// The number of the payment 收款流水号.
	pub number: DocumentNumber,
	/// The amount received 收款金额 in its currency 币制.
	pub amount: Money,
	/// True if the money went back or never came, so that the receipt counts no longer.
	pub reversed: bool,
	/// True if the money was settled in local currency 结汇, which is told later than that it was received.
	pub settled: bool,
}

impl ReceiptSide {
	/// Returns true if the other says the same, but for the settlement.
	pub(crate) fn is_same_but_for_settlement(&self, other: &Self) -> bool {
		let Self { institution, number, amount, reversed, settled: _ } = self;
		(institution, number, amount, reversed)
			== (&other.institution, &other.number, &other.amount, &other.reversed)
	}
}

/// The fields of a waybill that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct WaybillSide {
	/// The number of packages 件数.
	pub packages: Packages,
	/// The gross weight 毛重.
	pub gross_weight: Mass,
}

/// The loop of one order, without the waybills, which are stored by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Loop<AccountId> {
	/// The order, if it was recorded.
	pub order: Option<Document<OrderSide, AccountId>>,
	/// The receipts of the order, sorted by when each was first recorded.
	pub receipts: BoundedVec<Document<ReceiptSide, AccountId>, ConstU32<MAX_RECEIPTS>>,
	/// The fields of the declaration that are compared, if one stands.
	pub declared: Option<DeclaredSide>,
	/// True if the goods of the declaration were released, so that a change is an event of its own.
	pub released: bool,
	/// True if goods disagreed when the last declaration fell, so that the next names recorded waybills alone.
	pub disagreed: bool,
	/// The block of the last change of any of these.
	pub changed_at: u32,
}

/// A loop without documents. Derived, it would ask the same of accounts, which have no default.
impl<AccountId> Default for Loop<AccountId> {
	fn default() -> Self {
		Self {
			order: None,
			receipts: BoundedVec::new(),
			declared: None,
			released: false,
			disagreed: false,
			changed_at: 0,
		}
	}
}

/// The declarations that name a waybill, and what goes under it by their word.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Allotment {
	/// The number of standing declarations that name it.
	pub named_by: u32,
	/// The number of those that take it whole.
	pub whole_by: u32,
	/// The packages that the others take of it.
	pub packages: u64,
	/// The grams that the others take of it.
	pub grams: u128,
}

impl Allotment {
	/// Adds a declaration that names the waybill, with its share. None takes it whole.
	pub(crate) fn add(&mut self, share: Option<Share>) {
		self.named_by = self.named_by.saturating_add(1);
		match share {
			None => self.whole_by = self.whole_by.saturating_add(1),
			Some(Share { packages, gross_weight }) => {
				self.packages = self.packages.saturating_add(packages.0.into());
				self.grams = self.grams.saturating_add(gross_weight.grams.into());
			}
		}
	}

	/// Takes a declaration out that was added with the same share.
	pub(crate) fn remove(&mut self, share: Option<Share>) {
		self.named_by = self.named_by.saturating_sub(1);
		match share {
			None => self.whole_by = self.whole_by.saturating_sub(1),
			Some(Share { packages, gross_weight }) => {
				self.packages = self.packages.saturating_sub(packages.0.into());
				self.grams = self.grams.saturating_sub(gross_weight.grams.into());
			}
		}
	}
}

/// A waybill as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredWaybill<AccountId> {
	/// The document. None while a declaration names it and it was not recorded.
	pub document: Option<Document<WaybillSide, AccountId>>,
	/// The declarations that name it.
	pub allotted: Allotment,
	/// The block in which the document last changed, or a declaration ceased to name it.
	pub changed_at: u32,
}

/// A waybill that nobody recorded or named, with no default asked of accounts.
impl<AccountId> Default for StoredWaybill<AccountId> {
	fn default() -> Self {
		Self { document: None, allotted: Allotment::default(), changed_at: 0 }
	}
}

impl<AccountId> StoredWaybill<AccountId> {
	pub(crate) fn is_empty(&self) -> bool {
		self.document.is_none() && self.allotted.named_by == 0
	}
}

/// A waybill that a declaration names.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct NamedWaybill<AccountId> {
	/// The key of the waybill.
	pub key: WaybillKey,
	/// The document, if it is recorded of the merchant's units.
	pub document: Option<Document<WaybillSide, AccountId>>,
	/// The declarations that name it, this one among them.
	pub allotted: Allotment,
}

/// The view of a loop: its documents, and how they agree.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LoopView<AccountId> {
	/// The order, if it was recorded.
	pub order: Option<Document<OrderSide, AccountId>>,
	/// The receipts of the order, those that were reversed too.
	pub receipts: Vec<Document<ReceiptSide, AccountId>>,
	/// The money received: the sum in each currency.
	pub received: Vec<Money>,
	/// The money received that was not settled 结汇 yet: the sum in each currency.
	pub unsettled: Vec<Money>,
	/// The fields of the declaration that are compared, if one stands.
	pub declared: Option<DeclaredSide>,
	/// The waybills that the declaration names.
	pub waybills: Vec<NamedWaybill<AccountId>>,
	/// The independent parties whose word the documents are: providers, and the merchant if it declared.
	pub parties: BTreeSet<AccountId>,
	/// True if the goods of the declaration were released.
	pub released: bool,
	/// The state of the loop.
	pub state: LoopState,
	/// The digest of documents and state, to which the departments' verdicts are bound.
	pub digest: H256,
}
