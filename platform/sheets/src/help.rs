// SPDX-License-Identifier: Apache-2.0
//! Explains the columns to the author of a sheet.

use crate::{
	columns::{ColumnContent, Need, COLUMNS},
	Section,
};

/// The explanation of a column.
#[derive(Clone, Debug)]
pub struct ColumnHelp {
	/// The group above it.
	pub group: &'static str,
	/// The column's heading.
	pub name: &'static str,
	/// The category of information that it belongs to.
	pub category: &'static str,
	/// The item on the chain and the path within it.
	pub field: String,
	/// The condition under which a cell must be filled.
	pub need: String,
	/// The values that a cell takes.
	pub kind: String,
}

/// Explains every column.
pub fn help() -> Vec<ColumnHelp> {
	COLUMNS
		.iter()
		.map(|column| ColumnHelp {
			group: column.group.title(),
			name: column.name,
			category: column.section().map_or("追溯单元", Section::title),
			field: match column.content {
				ColumnContent::Field(section, path, _) => format!("{}.{path}", section.variant()).trim_end_matches('.').into(),
				_ => String::new(),
			},
			need: match column.need() {
				Need::Mandatory => match column.content {
					ColumnContent::Code => "必填".into(),
					_ => "填写该类信息时必填".into(),
				},
				Need::With(_) => "填写同组信息时必填".into(),
				Need::Optional => "可选".into(),
			},
			kind: match column.content {
				ColumnContent::Code => {
					"追溯码：GS1 Digital Link 路径（如 01/06901234567892/21/SN-0001）或链接，(01)…(21)…，或商品条码加序列号".into()
				}
				ColumnContent::ProductName => "供人阅读，不读入".into(),
				ColumnContent::Field(Section::Status, ..) => "由通关产生，只导出，不读入".into(),
				ColumnContent::Field(_, _, kind) => kind.describe(),
				ColumnContent::Source(_) => {
					"空或“本方记录”：本方所述；“转录:某企业”：链外企业所述，由境内出口企业录入；“通关”：由通关产生，不读入".into()
				}
				ColumnContent::Provider(_) => "供人阅读，不读入".into(),
			},
		})
		.collect()
}
