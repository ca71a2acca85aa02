// SPDX-License-Identifier: Apache-2.0
//! Finds the columns of the table in a sheet.

use super::{cells::Cells, LineFault, Unreadable};
use crate::{
	columns::{ColumnContent, Group, COLUMNS},
	Fault,
};

/// The rows of headings: groups above names.
pub(super) const ROWS: usize = 2;

/// The place in the sheet of each column of the table.
pub(super) type Columns = Vec<Option<usize>>;

/// Finds the columns by their headings, in any order. A sheet need not have them all.
pub(super) fn find(
	groups: Option<&Cells>,
	names: Option<&Cells>,
) -> Result<(Columns, Vec<LineFault>), Unreadable> {
	let (Some(groups), Some(names)) = (groups, names) else { return Err(Unreadable::NoHeadings) };
	let mut columns: Columns = vec![None; COLUMNS.len()];
	let mut faults = Vec::new();
	let mut group = None;
	let mut grouped = false;
	for (place, name) in names.iter().enumerate() {
		let above = groups.get(place).map_or("", |above| above.trim());
		if !above.is_empty() {
			group = Group::ALL.into_iter().find(|group| group.title() == above);
			grouped |= group.is_some();
		}
		let name = name.trim();
		if name.is_empty() {
			continue;
		}
		let mut fault = |fault| {
			let column = format!("{above}{}/{name}", group.map_or("", Group::title));
			faults.push(LineFault { line: 2, section: None, column, value: name.into(), fault });
		};
		let known = COLUMNS.iter().position(|column| Some(column.group) == group && column.name == name);
		match known {
			None => fault(Fault::UnknownColumn),
			Some(known) if columns[known].is_some() => fault(Fault::RepeatedColumn),
			Some(known) => columns[known] = Some(place),
		}
	}
	let code = COLUMNS.iter().position(|column| column.content == ColumnContent::Code);
	let has_code = code.is_some_and(|code| columns[code].is_some());
	if !grouped || !has_code {
		return Err(Unreadable::NoHeadings);
	}
	Ok((columns, faults))
}
