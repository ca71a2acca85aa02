//! Transaction information block 交易信息区块 (table 2).

use super::{block_items, part, InfoItem, ProductCode};
use crate::{
	requirement::{Category, InfoBlock},
	values::{DocumentNumber, Evidence, Label, Moment, Money, Name, Quantity, Sealed},
	ValueError,
};
use sp_core::{bounded::BoundedVec, ConstU32};

block_items! {
	/// What buyers, platforms and banks say of a sale (DB4403/T 471-2024 §6.4.2).
	pub enum TransactionInfo {
		/// 订单信息
		Order(Order) => Some(Category::Order),
		/// 跨境收款信息
		Receipt(Receipt) => Some(Category::Receipt),
		/// 产品编码信息
		ProductCode(ProductCode) => Some(Category::TradedProductCode),
	}
}

part! {
	/// What makes an order one and the same in order, receipt and declaration list.
	pub struct OrderKey {
		/// Code of the trading platform 电商平台代码.
		pub platform: Label,
		/// Code of the merchant 电商企业代码, its credit code where it has one.
		pub merchant: Label,
		/// Order number 订单编号.
		pub number: DocumentNumber,
	}
}

part! {
	/// What makes a receipt one and the same, however many units it is recorded of.
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
		/// 商品名称
		pub product_name: Name,
		/// How much of it.
		pub quantity: Quantity,
		/// Price of the whole line.
		pub total: Money,
	}
}

part! {
	/// Order 订单信息: a purchase on the market or a sale on a platform.
	pub struct Order {
		/// 商品名称
		pub product_name: Name,
		/// 订单时间
		pub ordered_at: Moment,
		/// 交易平台
		pub platform: Name,
		/// 交易金额 and 币制
		pub amount: Money,
		/// 收货地址, sealed
		pub ship_to: Sealed,
		/// 收货人, sealed
		pub consignee: Sealed,
		/// 联系方式, sealed
		pub contact: Sealed,
		/// What the order is known by elsewhere, for matching it.
		pub key: Option<OrderKey>,
		/// 交易清单
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
	/// Cross-border receipt 跨境收款信息.
	pub struct Receipt {
		/// 商品名称
		pub product_name: Name,
		/// 收款时间
		pub received_at: Moment,
		/// 收款金额 and 币制
		pub amount: Money,
		/// 结汇金额: the amount settled in local currency.
		pub settled: Money,
		/// 结汇时间
		pub settled_at: Moment,
		/// 收款人
		pub payee: Name,
		/// What the receipt and its order are known by elsewhere, for matching them.
		pub key: Option<ReceiptKey>,
		/// 收款凭证
		pub receipt_voucher: Option<Evidence>,
		/// 结汇凭证
		pub settlement_voucher: Option<Evidence>,
		/// 冲销凭证: what proves that the money went back or never came, so that the receipt counts no longer.
		pub reversal_voucher: Option<Evidence>,
	}
	agrees |receipt| (receipt.received_at <= receipt.settled_at)
		.then_some(())
		.ok_or(ValueError::TimesOutOfOrder);
}

impl InfoItem for TransactionInfo {
	const BLOCK: InfoBlock = InfoBlock::Transaction;

	fn category(&self) -> Option<Category> {
		self.category_of()
	}

	/// Receipts do: only with the merchant's authorization may a platform bring them in (§6.3.1.4).
	fn needs_authorization(&self) -> bool {
		matches!(self, Self::Receipt(_))
	}

	fn feeds_loop(&self) -> bool {
		match self {
			Self::Order(order) => order.key.is_some(),
			Self::Receipt(receipt) => receipt.key.is_some(),
			Self::ProductCode(_) => false,
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
