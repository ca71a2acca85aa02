// SPDX-License-Identifier: Apache-2.0

//! Logistics information 物流信息 (table 3), and positions (§5.2).

use super::{field, term, Choice, Is, Part};

/// Outcomes of security screening 安检结果.
pub const SCREENING_OUTCOMES: &[Choice] = &[
	("Passed", term("通过", "Passed")),
	("PassedAfterOpening", term("开箱查验后通过", "Passed after opening")),
	("HeldBack", term("扣下未放行", "Held back")),
];

/// Modes of transport 运输方式.
pub const TRANSPORT_MODES: &[Choice] = &[
	("Water", term("水路运输", "By water")),
	("Rail", term("铁路运输", "By rail")),
	("Road", term("公路运输", "By road")),
	("Air", term("航空运输", "By air")),
	("Mail", term("邮件运输", "By mail")),
	("Multimodal", term("多式联运", "Multimodal")),
	("Other", term("其他方式", "Other mode")),
];

/// Kinds of delivery exceptions 交付异常.
pub const EXCEPTIONS: &[Choice] = &[
	("NoneOccurred", term("无异常", "None occurred")),
	("Damage", term("运输破损", "Damaged in transport")),
	("Loss", term("丢失", "Lost")),
	("DetentionAtDestination", term("目的国扣关", "Detained at destination")),
	("Disposal", term("废弃", "Disposed of")),
	("Transfer", term("转仓", "Moved to another warehouse")),
	("Rma", term("RMA 退货授权", "Return authorised (RMA)")),
	("Return", term("退件", "Returned")),
	("ReverseLogistics", term("逆向物流", "Reverse logistics")),
];

/// Security screening of a tally 安检过机.
pub const SCREENING: Part = Part {
	of: "Screening",
	fields: &[
		field("site", "安检地点", "Site", Is::Text),
		field("screened_at", "安检时间", "Screened", Is::Time),
		field("outcome", "安检结果", "Outcome", Is::Choice(SCREENING_OUTCOMES)),
	],
};

/// Loading of a vehicle 装车.
pub const LOADING: Part = Part {
	of: "Loading",
	fields: &[
		field("vehicle", "车辆", "Vehicle", Is::Text),
		field("loaded_at", "装车时间", "Loaded", Is::Time),
	],
};

/// Content of a tally record 理货信息.
pub const TALLY: Part = Part {
	of: "Tally",
	fields: &[
		field("screening", "安检过机", "Security screening", Is::Part(&SCREENING)),
		field("loading", "装车", "Loading", Is::Part(&LOADING)),
	],
};

/// Key of a waybill 运单标识.
pub const WAYBILL_KEY: Part = Part {
	of: "WaybillKey",
	fields: &[
		field("company", "物流企业代码", "Logistics company code", Is::Code),
		field("number", "运单号", "Waybill number", Is::Code),
	],
};

/// Waybill of a transport 运单.
pub const WAYBILL: Part = Part {
	of: "Waybill",
	fields: &[
		field("key", "运单标识", "Waybill reference", Is::Part(&WAYBILL_KEY)),
		field("packages", "件数", "Packages", Is::Count),
		field("gross_weight", "毛重", "Gross weight", Is::Mass),
		field("freight", "运费", "Freight", Is::Money),
		field("insurance", "保价费", "Insurance", Is::Money),
	],
};

/// Content of a transport record 运输信息.
pub const TRANSPORT: Part = Part {
	of: "Transport",
	fields: &[
		field("carrier", "承运人", "Carrier", Is::Text),
		field("mode", "运输方式", "Mode", Is::Choice(TRANSPORT_MODES)),
		field("departure", "运输起始地点", "From", Is::Place),
		field("destination", "运输目的地", "To", Is::Place),
		field("shipper", "托运人", "Shipper", Is::Text),
		field("waybill", "运单", "Waybill", Is::Part(&WAYBILL)),
	],
};

/// Content of a storage record 仓储信息.
pub const STORAGE: Part = Part {
	of: "Storage",
	fields: &[
		field("warehouse", "仓库名称", "Warehouse", Is::Text),
		field("address", "仓库地址", "Address", Is::Text),
		field("mode", "仓储方式", "Kind of storage", Is::Text),
		field("entered_at", "入库时间", "Entered", Is::Time),
		field("left_at", "出库时间", "Left", Is::Time),
		field("temperature", "仓储过程温度", "Temperature", Is::Tenths("°C")),
		field("humidity", "仓储过程湿度", "Humidity", Is::Tenths("% RH")),
	],
};

/// Content of a delivery record 派送信息.
pub const DELIVERY: Part = Part {
	of: "Delivery",
	fields: &[
		field("company", "物流企业名称", "Logistics company", Is::Text),
		field("number", "物流单号", "Logistics number", Is::Code),
		field("delivery_number", "配送单号", "Delivery number", Is::Code),
		field("courier", "配送人", "Courier", Is::Sealed),
		field("receiver", "接收人", "Receiver", Is::Sealed),
		field("place", "接收地点", "Place of receipt", Is::Sealed),
		field("vehicle", "配送工具", "Vehicle", Is::Text),
		field("signed_at", "签收时间", "Signed for", Is::Time),
	],
};

/// Details of a delivery exception.
pub const EXCEPTION_DETAILS: Part = Part {
	of: "ExceptionDetails",
	fields: &[
		field("found_at", "发现时间", "Found", Is::Time),
		field("note", "说明", "What happened", Is::Text),
		field("evidence", "证据", "Evidence", Is::Evidence),
	],
};
