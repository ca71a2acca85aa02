// SPDX-License-Identifier: Apache-2.0

//! Transaction information 交易信息 (table 2).

use super::{field, Is, Part};

/// Key of an order 订单标识.
pub const ORDER_KEY: Part = Part {
	of: "OrderKey",
	fields: &[field("platform", Is::Code), field("merchant", Is::Code), field("number", Is::Code)],
};

/// Key of a receipt 收款标识.
pub const RECEIPT_KEY: Part = Part {
	of: "ReceiptKey",
	fields: &[
		field("order", Is::Part(&ORDER_KEY)),
		field("institution", Is::Code),
		field("number", Is::Code),
	],
};

/// Line of an order 交易清单.
pub const ORDER_LINE: Part = Part {
	of: "OrderLine",
	fields: &[field("product_name", Is::Text), field("quantity", Is::Quantity), field("total", Is::Money)],
};

/// Content of an order record 订单信息.
pub const ORDER: Part = Part {
	of: "Order",
	fields: &[
		field("product_name", Is::Text),
		field("ordered_at", Is::Time),
		field("platform", Is::Text),
		field("amount", Is::Money),
		field("ship_to", Is::Sealed),
		field("consignee", Is::Sealed),
		field("contact", Is::Sealed),
		field("key", Is::Part(&ORDER_KEY)),
		field("lines", Is::Parts(&ORDER_LINE)),
	],
};

/// Content of a receipt record 跨境收款信息.
pub const RECEIPT: Part = Part {
	of: "Receipt",
	fields: &[
		field("product_name", Is::Text),
		field("received_at", Is::Time),
		field("amount", Is::Money),
		field("settled", Is::Money),
		field("settled_at", Is::Time),
		field("payee", Is::Text),
		field("key", Is::Part(&RECEIPT_KEY)),
		field("receipt_voucher", Is::Evidence),
		field("settlement_voucher", Is::Evidence),
		field("reversal_voucher", Is::Evidence),
	],
};
