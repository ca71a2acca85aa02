// SPDX-License-Identifier: Apache-2.0

//! Transaction information 交易信息 (table 2).

use super::{field, Is, Part};

/// Key of an order 订单标识.
pub const ORDER_KEY: Part = Part {
	of: "OrderKey",
	fields: &[
		field("platform", "电商平台代码", "Platform code", Is::Code),
		field("merchant", "电商企业代码", "Merchant code", Is::Code),
		field("number", "订单编号", "Order number", Is::Code),
	],
};

/// Key of a receipt 收款标识.
pub const RECEIPT_KEY: Part = Part {
	of: "ReceiptKey",
	fields: &[
		field("order", "所付订单", "Order paid", Is::Part(&ORDER_KEY)),
		field("institution", "收款企业代码", "Collecting institution", Is::Code),
		field("number", "收款流水号", "Payment number", Is::Code),
	],
};

/// Line of an order 交易清单.
pub const ORDER_LINE: Part = Part {
	of: "OrderLine",
	fields: &[
		field("product_name", "商品名称", "Product", Is::Text),
		field("quantity", "数量", "Quantity", Is::Quantity),
		field("total", "总价", "Total", Is::Money),
	],
};

/// Content of an order record 订单信息.
pub const ORDER: Part = Part {
	of: "Order",
	fields: &[
		field("product_name", "商品名称", "Product", Is::Text),
		field("ordered_at", "订单时间", "Ordered", Is::Time),
		field("platform", "交易平台", "Trading platform", Is::Text),
		field("amount", "交易金额", "Amount", Is::Money),
		field("ship_to", "收货地址", "Shipping address", Is::Sealed),
		field("consignee", "收货人", "Consignee", Is::Sealed),
		field("contact", "联系方式", "Contact", Is::Sealed),
		field("key", "订单标识", "Order reference", Is::Part(&ORDER_KEY)),
		field("lines", "交易清单", "Transaction list", Is::Parts(&ORDER_LINE)),
	],
};

/// Content of a receipt record 跨境收款信息.
pub const RECEIPT: Part = Part {
	of: "Receipt",
	fields: &[
		field("product_name", "商品名称", "Product", Is::Text),
		field("received_at", "收款时间", "Received", Is::Time),
		field("amount", "收款金额", "Amount received", Is::Money),
		field("settled", "结汇金额", "Amount settled", Is::Money),
		field("settled_at", "结汇时间", "Settled", Is::Time),
		field("payee", "收款人", "Payee", Is::Text),
		field("key", "收款标识", "Receipt reference", Is::Part(&RECEIPT_KEY)),
		field("receipt_voucher", "收款凭证", "Receipt voucher", Is::Evidence),
		field("settlement_voucher", "结汇凭证", "Settlement voucher", Is::Evidence),
		field("reversal_voucher", "冲销凭证", "Reversal voucher", Is::Evidence),
	],
};
