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
			Self::Checked => lang.t("记录已核对，与链上一致", "Records checked against the chain"),
			Self::Waiting => lang.t("尚未核对完毕", "Not checked yet"),
			Self::Empty => lang.t("尚无追溯记录", "Nothing recorded yet"),
			Self::Disagrees => lang.t("与链上数据不一致！", "Does NOT agree with the chain!"),
		}
	}

	/// Result in a sentence, with the number of records.
	pub fn sentence(self, records: i64, lang: Lang) -> String {
		match (self, lang) {
			(Self::Checked, Lang::Zh) => {
				format!("本页 {records} 条记录已逐条重新计算，结果与链上摘要一致；所在区块已由监管部门节点最终确认。")
			}
			(Self::Checked, Lang::En) => format!(
				"The digest of its {records} records was computed anew and equals the one on the chain, \
				 in a block made final by the regulators."
			),
			(Self::Waiting, Lang::Zh) => "记录已读取，但尚未与链上摘要比对。请稍后刷新本页。".into(),
			(Self::Waiting, Lang::En) => {
				"Its records were read, and not all compared with the chain yet. Load this page again in a moment.".into()
			}
			(Self::Empty, Lang::Zh) => "此码已在链上登记，但还没有人为它写入记录。".into(),
			(Self::Empty, Lang::En) => {
				"The code is registered on the chain, and nobody has recorded anything of it so far.".into()
			}
			(Self::Disagrees, Lang::Zh) => {
				"重新计算的摘要与链上摘要不同，本页内容可能被改动或不完整，请勿采信，并通知平台运营方。".into()
			}
			(Self::Disagrees, Lang::En) => "The digest computed from these records is not the one on the chain: they may \
				have been altered or be incomplete. Don't rely on this page, and tell whoever runs this platform."
				.into(),
		}
	}
}
