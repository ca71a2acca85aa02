// SPDX-License-Identifier: Apache-2.0

//! Customs information 通关信息 (table 4).

use super::{field, Choices, Is, Part};

/// Customs statuses 通关状态 of a declaration.
pub const STATUSES: Choices = Choices("CustomsStatus");

/// States of a loop of order, goods and money.
pub const LOOP_STATES: Choices = Choices("LoopState");

/// Supervision modes 监管方式 with their codes.
pub const SUPERVISION_MODES: Choices = Choices("SupervisionMode");

/// Line of a declaration 申报清单.
pub const DECLARED_LINE: Part = Part {
	of: "DeclaredLine",
	fields: &[
		field("hs_code", Is::Code),
		field("product_name", Is::Text),
		field("quantity", Is::Quantity),
		field("value", Is::Money),
		field("origin", Is::Country),
	],
};

/// Payment of duty 完税信息.
pub const DUTY_PAID: Part = Part {
	of: "DutyPaid",
	fields: &[field("amount", Is::Money), field("paid_at", Is::Time), field("voucher", Is::Evidence)],
};

/// Content of a declaration record 通关申报信息.
pub const DECLARATION: Part = Part {
	of: "Declaration",
	fields: &[
		field("entry_number", Is::DeclarationNumber),
		field("port_of_departure", Is::Location),
		field("port_of_arrival", Is::Location),
		field("declared_at", Is::Time),
		field("released_at", Is::Time),
		field("lines", Is::Parts(&DECLARED_LINE)),
		field("duty_paid", Is::Part(&DUTY_PAID)),
	],
};

/// Content of a status record 通关状态信息.
pub const STATUS_CHANGE: Part = Part {
	of: "StatusChange",
	fields: &[
		field("status", Is::Choice(STATUSES)),
		field("code", Is::Count),
		field("entry_number", Is::DeclarationNumber),
		field("changed_at", Is::Time),
	],
};
