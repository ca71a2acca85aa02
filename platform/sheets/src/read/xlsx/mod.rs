// SPDX-License-Identifier: Apache-2.0
//! Reads the cells of a workbook.
//!
//! Its parts are scanned first, so that what is read afterwards holds to the bounds. They are read here and by no library of
//! spreadsheets: those known to us pass over formulas without a result, and tell neither how a number is shown nor the
//! dates of Chinese programs from numbers.

mod archive;
mod book;
mod inflate;
mod number;
mod part;
mod scan;
mod sheet;
mod styles;

pub(super) use sheet::Merge;

use super::{cells::Rows, headings, Unreadable};
use crate::write::SHEET;
use book::{shared_strings, Book};
use part::Parts;
use sheet::{read as read_sheet, Shared, SheetContent};
use styles::Styles;

/// Characters of a sheet's name that are shown.
const MAX_NAME_CHARACTERS: usize = 64;
/// Hidden rows that are named.
const MAX_NAMED_ROWS: usize = 8;

/// The table of a workbook.
pub(super) struct Table {
	pub(super) rows: Rows,
	pub(super) merged: Vec<Merge>,
	/// What a reader who sees the program's window alone would not know, in sentences.
	pub(super) remarks: Vec<String>,
}

/// Reads the sheet with the table. If several have it, the one that has the name of ours.
pub(super) fn read(content: &[u8]) -> Result<Table, Unreadable> {
	archive::check(content)?;
	let mut parts = Parts::open(content)?;
	let book = Book::read(&mut parts)?;
	let strings = shared_strings(&mut parts)?;
	let styles = Styles::read(&mut parts)?;
	let shared = Shared { strings, styles, is_1904: book.is_1904 };
	let mut with_table = Vec::new();
	for (place, entry) in book.sheets.iter().enumerate() {
		// What is wrong with a sheet is told if that one is chosen.
		let Ok(SheetContent { rows, .. }) = read_sheet(&mut parts, &entry.part, &shared, headings::ROWS)
		else {
			continue;
		};
		let rows = rows.into_rows();
		let row = |number: u32| rows.iter().find(|(row, _)| *row == number).map(|(_, cells)| cells);
		if headings::find(row(1), row(2)).is_ok() {
			with_table.push(place);
		}
	}
	let chosen = choose(&book, &with_table)?;
	let entry = &book.sheets[chosen];
	let SheetContent { rows, merged, hidden_rows } =
		read_sheet(&mut parts, &entry.part, &shared, usize::MAX)?;
	let mut remarks = Vec::new();
	if book.sheets.len() > 1 {
		let others = book.sheets.iter().enumerate().filter(|(place, _)| *place != chosen);
		let others = others.take(MAX_NAMED_ROWS).map(|(place, other)| {
			let hidden = if other.is_hidden { ", hidden" } else { "" };
			let table = if with_table.contains(&place) { ", with a table of its own" } else { "" };
			format!("\"{}\"{hidden}{table}", short(&other.name))
		});
		let others = others.collect::<Vec<_>>().join("; ");
		remarks.push(format!("The sheet \"{}\" is read, and no other: {others}.", short(&entry.name)));
	}
	let hidden: Vec<_> = hidden_rows.iter().filter(|row| **row as usize > headings::ROWS).collect();
	if !hidden.is_empty() {
		let named =
			hidden.iter().take(MAX_NAMED_ROWS).map(|row| row.to_string()).collect::<Vec<_>>().join(", ");
		let more = if hidden.len() > MAX_NAMED_ROWS { ", …" } else { "" };
		remarks.push(format!("Hidden lines are read like the others: {named}{more}."));
	}
	Ok(Table { rows, merged: merged.into_values().collect(), remarks })
}

/// The place of the sheet to read.
///
/// A sheet with the table that is shown; of several the one that has the name of ours. A workbook without the table is read
/// from its first sheet, so that it is told what is wrong with that.
fn choose(book: &Book, with_table: &[usize]) -> Result<usize, Unreadable> {
	let is_named = |place: usize| book.sheets[place].name == SHEET;
	let name_of = |place: usize| short(&book.sheets[place].name);
	let shown: Vec<_> = with_table.iter().copied().filter(|place| !book.sheets[*place].is_hidden).collect();
	match (shown.first(), with_table.first()) {
		(Some(first), _) => match (shown.get(1), shown.iter().find(|place| is_named(**place))) {
			(None, _) => Ok(*first),
			(_, Some(named)) => Ok(*named),
			(Some(second), None) => Err(Unreadable::SeveralTables(name_of(*first), name_of(*second))),
		},
		(None, Some(hidden)) => Err(Unreadable::HiddenTable(name_of(*hidden))),
		(None, None) if book.sheets.is_empty() => Err(Unreadable::NoSheet),
		(None, None) => Ok((0..book.sheets.len()).find(|place| is_named(*place)).unwrap_or_default()),
	}
}

/// A name from the workbook, short and on one line.
fn short(name: &str) -> String {
	let shown = name.chars().map(|character| if character.is_control() { ' ' } else { character });
	shown.take(MAX_NAME_CHARACTERS).collect()
}
