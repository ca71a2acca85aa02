// SPDX-License-Identifier: Apache-2.0

//! Customs information 通关信息 (table 4).

use super::{field, term, Choice, Is, Part};

/// Customs statuses 通关状态 of a declaration.
pub const STATUSES: &[Choice] = &[
	("Declared", term("申报", "Declared")),
	("Received", term("接收", "Received")),
	("ManualReview", term("转人工", "Manual review")),
	("Inspection", term("查验", "Inspection")),
	("Detained", term("扣留", "Detained")),
	("Concluded", term("审结", "Concluded")),
	("Released", term("放行", "Released")),
	("Closed", term("结关", "Closed")),
	("Rejected", term("退单", "Rejected")),
	("Returned", term("退运", "Returned")),
	("Cancelled", term("撤销", "Cancelled")),
];

/// States of a loop of order, goods and money.
pub const LOOP_STATES: &[Choice] = &[
	("Open", term("尚未齐全", "Not complete yet")),
	("Matched", term("三单相符", "All agree")),
	("SelfStated", term("单方自述，未经他方佐证", "Agree, by one party's word alone")),
	("Mismatch", term("互不相符", "Do not agree")),
];

/// Supervision modes 监管方式 with their codes.
pub const SUPERVISION_MODES: &[Choice] = &[
	("General", term("0110 一般贸易", "0110 general trade")),
	("MarketProcurement", term("1039 市场采购", "1039 market procurement")),
	("DirectToConsumer", term("9610 跨境直购", "9610 direct to the consumer")),
	("DirectToBusiness", term("9710 跨境电商 B2B 直接出口", "9710 direct to a business")),
	("OverseasWarehouse", term("9810 跨境电商出口海外仓", "9810 to an overseas warehouse")),
	("BondedZone", term("1210 保税电商", "1210 through a bonded zone")),
];

/// Line of a declaration 申报清单.
pub const DECLARED_LINE: Part = Part {
	of: "DeclaredLine",
	fields: &[
		field("hs_code", "商品编码", "HS code", Is::Code),
		field("product_name", "商品名称", "Product", Is::Text),
		field("quantity", "数量", "Quantity", Is::Quantity),
		field("value", "总值", "Value", Is::Money),
		field("origin", "原产国（地区）", "Origin", Is::Country),
	],
};

/// Payment of duty 完税信息.
pub const DUTY_PAID: Part = Part {
	of: "DutyPaid",
	fields: &[
		field("amount", "税款", "Amount", Is::Money),
		field("paid_at", "缴税时间", "Paid", Is::Time),
		field("voucher", "完税凭证", "Voucher", Is::Evidence),
	],
};

/// Content of a declaration record 通关申报信息.
pub const DECLARATION: Part = Part {
	of: "Declaration",
	fields: &[
		field("entry_number", "报关单号", "Entry number", Is::Code),
		field("port_of_departure", "启运口岸", "Port of departure", Is::Location),
		field("port_of_arrival", "到货口岸", "Port of arrival", Is::Location),
		field("declared_at", "申报日期", "Declared", Is::Time),
		field("released_at", "放行日期", "Released", Is::Time),
		field("lines", "申报清单", "Declaration list", Is::Parts(&DECLARED_LINE)),
		field("duty_paid", "完税信息", "Duty paid", Is::Part(&DUTY_PAID)),
	],
};

/// Content of a status record 通关状态信息.
pub const STATUS_CHANGE: Part = Part {
	of: "StatusChange",
	fields: &[
		field("status", "通关状态", "Status", Is::Choice(STATUSES)),
		field("code", "回执代码", "Receipt code", Is::Count),
		field("entry_number", "报关单号", "Entry number", Is::Code),
		field("changed_at", "变更时间", "Changed", Is::Time),
	],
};
