// SPDX-License-Identifier: Apache-2.0

//! Logistics information 物流信息 (table 3), and positions (§5.2).

use super::{field, Choices, Is, Part};

/// Outcomes of security screening 安检结果.
pub const SCREENING_OUTCOMES: Choices = Choices("ScreeningOutcome");

/// Modes of transport 运输方式.
pub const TRANSPORT_MODES: Choices = Choices("TransportMode");

/// Kinds of delivery exceptions 交付异常.
pub const EXCEPTIONS: Choices = Choices("DeliveryException");

/// Security screening of a tally 安检过机.
pub const SCREENING: Part = Part {
	of: "Screening",
	fields: &[
		field("site", Is::Text),
		field("screened_at", Is::Time),
		field("outcome", Is::Choice(SCREENING_OUTCOMES)),
	],
};

/// Loading of a vehicle 装车.
pub const LOADING: Part =
	Part { of: "Loading", fields: &[field("vehicle", Is::Text), field("loaded_at", Is::Time)] };

/// Content of a tally record 理货信息.
pub const TALLY: Part = Part {
	of: "Tally",
	fields: &[field("screening", Is::Part(&SCREENING)), field("loading", Is::Part(&LOADING))],
};

/// Key of a waybill 运单标识.
pub const WAYBILL_KEY: Part =
	Part { of: "WaybillKey", fields: &[field("company", Is::Code), field("number", Is::Code)] };

/// Waybill of a transport 运单.
pub const WAYBILL: Part = Part {
	of: "Waybill",
	fields: &[
		field("key", Is::Part(&WAYBILL_KEY)),
		field("packages", Is::Count),
		field("gross_weight", Is::Mass),
		field("freight", Is::Money),
		field("insurance", Is::Money),
	],
};

/// Content of a transport record 运输信息.
pub const TRANSPORT: Part = Part {
	of: "Transport",
	fields: &[
		field("carrier", Is::Text),
		field("mode", Is::Choice(TRANSPORT_MODES)),
		field("departure", Is::Place),
		field("destination", Is::Place),
		field("shipper", Is::Text),
		field("waybill", Is::Part(&WAYBILL)),
	],
};

/// Content of a storage record 仓储信息.
pub const STORAGE: Part = Part {
	of: "Storage",
	fields: &[
		field("warehouse", Is::Text),
		field("address", Is::Text),
		field("mode", Is::Text),
		field("entered_at", Is::Time),
		field("left_at", Is::Time),
		field("temperature", Is::Tenths("°C")),
		field("humidity", Is::Tenths("% RH")),
	],
};

/// Content of a delivery record 派送信息.
pub const DELIVERY: Part = Part {
	of: "Delivery",
	fields: &[
		field("company", Is::Text),
		field("number", Is::Code),
		field("delivery_number", Is::Code),
		field("courier", Is::Sealed),
		field("receiver", Is::Sealed),
		field("place", Is::Sealed),
		field("vehicle", Is::Text),
		field("signed_at", Is::Time),
	],
};

/// Details of a delivery exception.
pub const EXCEPTION_DETAILS: Part = Part {
	of: "ExceptionDetails",
	fields: &[field("found_at", Is::Time), field("note", Is::Text), field("evidence", Is::Evidence)],
};
