// SPDX-License-Identifier: Apache-2.0
//! The sheets of a workbook, and the texts that its cells share.

use super::{
	archive::{known, SHEET_FOLDERS},
	part::{Parts, Piece},
};
use crate::{limits::MAX_PARTS, read::Unreadable};
use std::collections::HashMap;

/// A sheet of a workbook.
#[derive(Debug)]
pub(super) struct SheetEntry {
	pub(super) name: String,
	/// True if the program does not show it.
	pub(super) is_hidden: bool,
	/// The name of its part.
	pub(super) part: String,
}

/// A workbook's list of sheets, and its calendar.
#[derive(Debug, Default)]
pub(super) struct Book {
	pub(super) sheets: Vec<SheetEntry>,
	/// True if dates are days since the first of January 1904.
	pub(super) is_1904: bool,
}

impl Book {
	pub(super) fn read(parts: &mut Parts<'_>) -> Result<Self, Unreadable> {
		let mut targets = HashMap::new();
		if let Some(mut xml) = parts.part("xl/_rels/workbook.xml.rels")? {
			while let Some(piece) = xml.next()? {
				if let Piece::Start(tag) = piece {
					if let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) {
						targets.insert(id, target);
					}
				}
			}
		}
		let mut book = Self::default();
		let Some(mut xml) = parts.part("xl/workbook.xml")? else { return Err(Unreadable::NoSheet) };
		while let Some(piece) = xml.next()? {
			let Piece::Start(tag) = piece else { continue };
			match tag.name() {
				b"workbookPr" => book.is_1904 |= tag.is_set("date1904"),
				b"sheet" => {
					let target = tag.attribute("id").and_then(|id| targets.get(&id));
					let part = target.map(|target| match target.strip_prefix('/') {
						Some(path) => path.to_string(),
						None => format!("xl/{target}"),
					});
					// Of other parts nothing was scanned.
					let part = part.map(|part| known(&part));
					let is_sheet =
						|part: &String| SHEET_FOLDERS.iter().any(|folder| part.starts_with(folder));
					let is_new = |part: &String| book.sheets.iter().all(|sheet| sheet.part != *part);
					if book.sheets.len() == MAX_PARTS {
						return Err(Unreadable::MaxPartsExceeded);
					}
					if let Some(part) = part.filter(is_sheet).filter(is_new) {
						let name = tag.attribute("name").unwrap_or_default();
						let is_hidden = tag.attribute("state").is_some_and(|state| state != "visible");
						book.sheets.push(SheetEntry { name, is_hidden, part });
					}
				}
				_ => (),
			}
		}
		Ok(book)
	}
}

/// The texts that cells share, by their numbers.
pub(super) fn shared_strings(parts: &mut Parts<'_>) -> Result<Vec<String>, Unreadable> {
	let mut strings = Vec::new();
	let Some(mut xml) = parts.part("xl/sharedStrings.xml")? else { return Ok(strings) };
	let mut string: Option<String> = None;
	let (mut is_text, mut is_phonetic) = (false, false);
	while let Some(piece) = xml.next()? {
		match piece {
			Piece::Start(tag) => match tag.name() {
				b"si" => string = Some(String::new()),
				b"rPh" => is_phonetic = true,
				b"t" => is_text = !is_phonetic,
				_ => (),
			},
			Piece::End(name) => match name.as_slice() {
				b"si" => strings.extend(string.take()),
				b"rPh" => is_phonetic = false,
				b"t" => is_text = false,
				// The list ends with its first end.
				b"sst" => break,
				_ => (),
			},
			Piece::Text(text) if is_text => {
				if let Some(string) = &mut string {
					string.push_str(&text);
				}
			}
			Piece::Text(_) => (),
		}
	}
	Ok(strings)
}
