// SPDX-License-Identifier: Apache-2.0

//! Transaction information block 交易信息区块 (table 2).

use super::{block_items, part, InfoItem, ProductCode};
use crate::{
	codes::TraceCode,
	requirement::{Category, InfoBlock},
	values::{DocumentNumber, Evidence, Label, Moment, Money, Name, Quantity, Sealed},
	ValueError,
};
use sp_core::{bounded::BoundedVec, ConstU32};

block_items! {
	/// The word of buyers, platforms and banks on a sale (DB4403/T 471-2024 §6.4.2).
	pub enum TransactionInfo {
		/// Order of the goods 订单信息.
		Order(Order) => Some(Category::Order),
		/// Receipt of the payment 跨境收款信息.
		Receipt(Receipt) => Some(Category::Receipt),
		/// Code of the product 产品编码信息.
		ProductCode(ProductCode) => Some(Category::TradedProductCode),
	}
}

part! {
	/// The identity of an order, shared by order, receipt and declaration list.
	pub struct OrderKey {
		/// Code of the trading platform 电商平台代码.
		pub platform: Label,
		/// Code of the merchant 电商企业代码, its credit code where it has one.
		pub merchant: Label,
		/// Number of the order 订单编号.
		pub number: DocumentNumber,
	}
}

part! {
	/// The identity of a receipt, however many units it is recorded of.
	pub struct ReceiptKey {
		/// The order that was paid.
		pub order: OrderKey,
		/// Code of the institution that collected 收款企业代码.
		pub institution: Label,
		/// Number of the payment 收款流水号.
		pub number: DocumentNumber,
	}
}

part! {
	/// One line of an order's transaction list 交易清单.
	pub struct OrderLine {
		/// Name of the goods 商品名称.
		pub product_name: Name,
		/// Quantity of the goods.
		pub quantity: Quantity,
		/// Price of the whole line.
		pub total: Money,
	}
}

part! {
	/// Order 订单信息: a purchase on the market or a sale on a platform.
	pub struct Order {
		/// Name of the goods 商品名称.
		pub product_name: Name,
		/// Time of the order 订单时间.
		pub ordered_at: Moment,
		/// Platform of the trade 交易平台.
		pub platform: Name,
		/// Amount and currency of the trade 交易金额, 币制.
		pub amount: Money,
		/// Address of the consignee 收货地址, sealed.
		pub ship_to: Sealed,
		/// Consignee of the goods 收货人, sealed.
		pub consignee: Sealed,
		/// Contact of the consignee 联系方式, sealed.
		pub contact: Sealed,
		/// Identity of the order, for matching it.
		pub key: Option<OrderKey>,
		/// Lines of the transaction list 交易清单.
		pub lines: BoundedVec<OrderLine, ConstU32<16>>,
	}
	agrees |order| order
		.lines
		.iter()
		.all(|line| line.total.currency == order.amount.currency)
		.then_some(())
		.ok_or(ValueError::CurrencyMismatch);
}

part! {
	/// Receipt of a payment from abroad 跨境收款信息.
	pub struct Receipt {
		/// Name of the goods 商品名称.
		pub product_name: Name,
		/// Time of the receipt 收款时间.
		pub received_at: Moment,
		/// Amount and currency received 收款金额, 币制.
		pub amount: Money,
		/// Amount settled in local currency 结汇金额. Left out until the money is settled, and told then by an amendment.
		pub settled: Option<Money>,
		/// Time of the settlement 结汇时间, which is told with the amount.
		pub settled_at: Option<Moment>,
		/// Payee of the receipt 收款人.
		pub payee: Name,
		/// Identity of the receipt and its order, for matching them.
		pub key: Option<ReceiptKey>,
		/// Voucher of the receipt 收款凭证.
		pub receipt_voucher: Option<Evidence>,
		/// Voucher of the settlement 结汇凭证, if there is a settlement.
		pub settlement_voucher: Option<Evidence>,
		/// Proof that the money went back or never came 冲销凭证, so that the receipt counts no longer.
		pub reversal_voucher: Option<Evidence>,
	}
	agrees |receipt| match (&receipt.settled, receipt.settled_at) {
		(Some(_), Some(settled_at)) if receipt.received_at > settled_at => Err(ValueError::TimesOutOfOrder),
		(Some(_), Some(_)) => Ok(()),
		(None, None) if receipt.settlement_voucher.is_none() => Ok(()),
		_ => Err(ValueError::SettlementIncomplete),
	};
}

impl Receipt {
	/// Returns true if the money was settled in local currency 结汇.
	pub fn is_settled(&self) -> bool {
		self.settled.is_some()
	}
}

impl InfoItem for TransactionInfo {
	const BLOCK: InfoBlock = InfoBlock::Transaction;

	fn category(&self) -> Option<Category> {
		self.category_of()
	}

	fn doer(&self) -> Option<&Name> {
		match self {
			Self::Order(order) => Some(&order.platform),
			Self::Receipt(_) | Self::ProductCode(_) => None,
		}
	}

	fn contradicts(&self, code: &TraceCode) -> bool {
		matches!(self, Self::ProductCode(product) if product.contradicts(code))
	}

	/// Receipts do: only with the merchant's authorization may a platform bring them in (§6.3.1.4).
	fn needs_authorization(&self) -> bool {
		matches!(self, Self::Receipt(_))
	}

	/// A receipt is complete once its money is settled.
	fn is_complete(&self) -> bool {
		match self {
			Self::Receipt(receipt) => receipt.is_settled(),
			Self::Order(_) | Self::ProductCode(_) => true,
		}
	}

	/// A receipt brings its number too, which counts once per institution.
	fn keys_of_loop(&self) -> u32 {
		match self {
			Self::Order(order) => order.key.is_some().into(),
			Self::Receipt(receipt) if receipt.key.is_some() => 2,
			Self::Receipt(_) | Self::ProductCode(_) => 0,
		}
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self {
		Self::Order(Order { key: None, ..super::largest::order(length) })
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_feeding() -> Option<Self> {
		Some(Self::Order(super::largest::order(u32::MAX)))
	}
}
