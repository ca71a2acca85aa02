// SPDX-License-Identifier: Apache-2.0

//! Result of verifying a trace, shown at its top.

use crate::i18n::Lang;
use suyuan_store::model::Trace;

/// Result of verifying a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// Every block that has records was replayed and agrees with the chain's head.
	Checked,
	/// Not every block was compared with the chain yet.
	Waiting,
	/// The unit has no records.
	Empty,
	/// At least one block does not agree.
	Disagrees,
}

impl Outcome {
	/// Determines the result for a trace.
	pub fn of(trace: &Trace) -> Self {
		// A single block that disagrees is enough, whatever the result for the whole.
		let one_disagrees = trace.blocks.iter().any(|block| block.agrees == Some(false));
		if one_disagrees || trace.check.heads_agree == Some(false) {
			return Self::Disagrees;
		}
		if trace.blocks.iter().all(|block| block.total == 0) {
			return Self::Empty;
		}
		match trace.check.heads_agree {
			Some(true) => Self::Checked,
			_ => Self::Waiting,
		}
	}

	/// CSS class of the result.
	pub fn class(self) -> &'static str {
		match self {
			Self::Checked => "checked",
			Self::Waiting => "waiting",
			Self::Empty => "empty",
			Self::Disagrees => "disagrees",
		}
	}

	/// Character on the result's seal.
	pub fn seal(self) -> &'static str {
		match self {
			Self::Checked => "验",
			Self::Waiting => "待",
			Self::Empty => "空",
			Self::Disagrees => "异",
		}
	}

	/// Result in a few words.
	pub fn title(self, lang: Lang) -> &'static str {
		match self {
			Self::Checked => lang.t("verdict-checked"),
			Self::Waiting => lang.t("verdict-waiting"),
			Self::Empty => lang.t("verdict-empty"),
			Self::Disagrees => lang.t("verdict-disagrees"),
		}
	}

	/// Result in a sentence, with the number of records.
	pub fn sentence(self, records: i64, lang: Lang) -> String {
		match self {
			Self::Checked => lang.with("verdict-checked-sentence", [("records", records.into())]),
			Self::Waiting => lang.t("verdict-waiting-sentence").into(),
			Self::Empty => lang.t("verdict-empty-sentence").into(),
			Self::Disagrees => lang.t("verdict-disagrees-sentence").into(),
		}
	}
}
