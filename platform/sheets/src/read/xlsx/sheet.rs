// SPDX-License-Identifier: Apache-2.0
//! The cells of one sheet of a workbook, each with its type.

use super::{
	number,
	part::{Parts, Piece, Tag},
	styles::{Style, Styles},
};
use crate::{
	guard::unguarded,
	kind::moment,
	limits::{MAX_COLUMNS, MAX_ROWS},
	read::{cells::Rows, Unreadable},
	CellType,
};

use std::collections::BTreeMap;

/// Bytes of a range, which names two cells.
const MAX_RANGE_BYTES: usize = 32;

/// A range of merged cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
	/// The first and the last row, counted from 1.
	pub(crate) first: u32,
	pub(crate) last: u32,
	/// The range, as programs write it: `A3:A4`.
	pub(crate) range: String,
}

/// The content of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetContent {
	pub(super) rows: Rows,
	/// Ranges of merged cells by their first rows, of each row the one that reaches the farthest.
	pub(super) merged: BTreeMap<usize, Merge>,
	/// Rows with anything in them that the program does not show.
	pub(super) hidden_rows: Vec<u32>,
}

/// The contents of a workbook that cells refer to.
pub(super) struct Shared {
	pub(super) strings: Vec<String>,
	pub(super) styles: Styles,
	pub(super) is_1904: bool,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct CellParts {
	/// The row counted from 1, and the column counted from 0.
	place: (usize, usize),
	cell_type: String,
	style: usize,
	/// The texts of the formula, of the value, and of the cell itself.
	formula: Option<String>,
	value: Option<String>,
	inline: Option<String>,
}

/// The texts that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
	Formula,
	Value,
	Inline,
}

/// Reads the rows of a sheet, no more of them than `until`.
pub(super) fn read(
	parts: &mut Parts<'_>,
	part: &str,
	shared: &Shared,
	until: usize,
) -> Result<SheetContent, Unreadable> {
	let mut content = SheetContent::default();
	let Some(mut xml) = parts.part(part)? else { return Err(Unreadable::NoSheet) };
	let (mut row, mut is_hidden, mut next_column) = (0, false, 0);
	let (mut last, mut begun) = ((0, 0), 0);
	let mut cell: Option<CellParts> = None;
	let (mut target, mut is_phonetic) = (None, false);
	while let Some(piece) = xml.next()? {
		match piece {
			Piece::Start(tag) => match (tag.name(), cell.as_mut()) {
				(b"row", None) => {
					row = place_of(&tag, part)?.map_or(row + 1, |(row, _)| row);
					is_hidden = tag.is_set("hidden");
					next_column = 0;
					if row > until {
						return Ok(content);
					}
				}
				(b"c", None) => {
					let place = match place_of(&tag, part)? {
						Some((row, Some(column))) => (row, column),
						Some((_, None)) => return Err(Unreadable::BadReference(part.into())),
						None => (row, next_column),
					};
					next_column = place.1 + 1;
					cell = Some(CellParts {
						place,
						cell_type: tag.attribute("t").unwrap_or_default(),
						style: tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or_default(),
						..CellParts::default()
					});
				}
				(b"f", Some(cell)) => {
					cell.formula.get_or_insert_default();
					target = Some(Target::Formula);
				}
				(b"v", Some(cell)) => {
					cell.value.get_or_insert_default();
					target = Some(Target::Value);
				}
				(b"rPh", Some(_)) => is_phonetic = true,
				(b"t", Some(cell)) if !is_phonetic => {
					cell.inline.get_or_insert_default();
					target = Some(Target::Inline);
				}
				(b"mergeCell", None) => {
					let merge = tag.attribute("ref").and_then(|range| merge(&range));
					// Below the last row that a sheet may have there is nothing to read.
					if let Some(merge) = merge.filter(|merge| merge.first as usize <= MAX_ROWS) {
						let farthest =
							content.merged.entry(merge.first as usize).or_insert_with(|| merge.clone());
						if farthest.last < merge.last {
							*farthest = merge;
						}
					}
				}
				_ => (),
			},
			Piece::Text(text) => {
				if let (Some(cell), Some(target)) = (&mut cell, target) {
					let into = match target {
						Target::Formula => &mut cell.formula,
						Target::Value => &mut cell.value,
						Target::Inline => &mut cell.inline,
					};
					into.get_or_insert_default().push_str(&text);
				}
			}
			Piece::End(name) => match name.as_slice() {
				b"f" | b"v" | b"t" => target = None,
				b"rPh" => is_phonetic = false,
				b"c" => {
					let Some(cell) = cell.take() else { continue };
					// Rows are counted from 1, so that every first cell comes after this.
					if cell.place <= last {
						return Err(Unreadable::OutOfOrder(part.into()));
					}
					last = cell.place;
					let Some((text, cell_type)) = text_of(&cell, shared, part)? else { continue };
					let (row, column) = cell.place;
					if begun != row {
						content.rows.begin(row)?;
						begun = row;
						if is_hidden && content.hidden_rows.len() < MAX_ROWS {
							content.hidden_rows.push(row as u32);
						}
					}
					if column >= MAX_COLUMNS {
						return Err(Unreadable::MaxColumnsExceeded);
					}
					while content.rows.width() < column {
						content.rows.push("", CellType::Text)?;
					}
					content.rows.push(&text, cell_type)?;
				}
				_ => (),
			},
		}
	}
	Ok(content)
}

/// A cell's text and type, if it has anything in it.
fn text_of(cell: &CellParts, shared: &Shared, part: &str) -> Result<Option<(String, CellType)>, Unreadable> {
	let value = cell.value.as_deref().unwrap_or_default();
	let string = |text: &str| {
		let text = unescaped(text);
		let (text, cell_type) = unguarded(&text, false);
		(!text.is_empty()).then(|| (text.into_owned(), cell_type))
	};
	Ok(match (cell.cell_type.as_str(), cell.value.as_deref(), &cell.formula) {
		("inlineStr", ..) => string(cell.inline.as_deref().unwrap_or_default()),
		// A formula's result may be a text without anything in it; another has to be there.
		("str", None, Some(formula)) | ("" | "n" | "s" | "b" | "e" | "d", None | Some(""), Some(formula)) => {
			Some((format!("={formula}"), CellType::Formula))
		}
		("str", ..) => string(value),
		(_, None | Some(""), None) => None,
		("s", ..) => {
			let number = value.trim().parse().unwrap_or(0_usize);
			string(shared.strings.get(number).ok_or_else(|| Unreadable::DanglingString(part.into()))?)
		}
		("b", ..) => Some((if value.trim() == "0" { "FALSE" } else { "TRUE" }.into(), CellType::Boolean)),
		("e", ..) => Some((value.into(), CellType::Error)),
		("d", ..) => Some((value.into(), CellType::Date)),
		("" | "n", ..) => Some(number_of(value.trim(), cell.style, shared, part)?),
		_ => return Err(Unreadable::UnknownCellType(part.into())),
	})
}

/// A number as the program shows it.
fn number_of(
	value: &str,
	style: usize,
	shared: &Shared,
	part: &str,
) -> Result<(String, CellType), Unreadable> {
	let is_number = |byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
	let number = value.bytes().all(is_number).then(|| value.parse::<f64>().ok()).flatten();
	let number = number.filter(|number| number.is_finite());
	let number = number.ok_or_else(|| Unreadable::NoNumber(part.into()))?;
	let style = shared.styles.get(style);
	Ok(match style {
		Style::Elapsed => (value.into(), CellType::TimeOnly),
		Style::Date => match moment::from_serial(number, shared.is_1904) {
			Some(date) => (date, CellType::Date),
			None => (value.into(), CellType::TimeOnly),
		},
		Style::Plain | Style::Percent | Style::Other => {
			let Some(text) = number::plain(number, style == Style::Percent) else {
				return Ok((value.into(), CellType::Uncertain));
			};
			let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
			let cell_type = match style {
				Style::Percent => CellType::Percent,
				Style::Plain if is_whole => CellType::Digits,
				_ => CellType::Number,
			};
			(text, cell_type)
		}
	})
}

/// The row, counted from 1, and the column, counted from 0, that a tag names.
fn place_of(tag: &Tag, part: &str) -> Result<Option<(usize, Option<usize>)>, Unreadable> {
	let Some(place) = tag.attribute("r") else { return Ok(None) };
	place_in(&place).map(Some).ok_or_else(|| Unreadable::BadReference(part.into()))
}

/// The place that letters and digits name: `B3` is row 3 and column 1, and `3` a row alone.
fn place_in(place: &str) -> Option<(usize, Option<usize>)> {
	let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
	let (column, row) = place.split_at_checked(letters.min(3))?;
	let row = row.parse().ok().filter(|row| (1..10_000_000).contains(row))?;
	let number =
		|column: usize, letter: u8| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
	let column = column.bytes().fold(0, number);
	Some((row, column.checked_sub(1)))
}

/// The range of merged cells that a reference names. One cell is none.
fn merge(range: &str) -> Option<Merge> {
	let (from, to) = range.split_once(':')?;
	let [from, to] = [from, to].map(|place| place_in(&place.replace('$', "")));
	let (first, last) = (from?.0 as u32, to?.0 as u32);
	let range = range.replace('$', "");
	if range.len() > MAX_RANGE_BYTES {
		return None;
	}
	Some(Merge { first: first.min(last), last: first.max(last), range })
}

/// Undoes the escapes of a workbook: `_x000D_` for a character that XML has no place for, and `_x005F_` for an underscore
/// that would begin such an escape.
fn unescaped(text: &str) -> String {
	let mut plain = String::with_capacity(text.len());
	let mut rest = text;
	while let Some(at) = rest.find("_x") {
		plain.push_str(&rest[..at]);
		rest = &rest[at..];
		match rest.get(2..6).zip(rest.get(6..7)).and_then(|(digits, end)| escaped(digits, end)) {
			Some(character) => {
				plain.push(character);
				rest = &rest[7..];
			}
			None => {
				plain.push('_');
				rest = &rest[1..];
			}
		}
	}
	plain + rest
}

fn escaped(digits: &str, end: &str) -> Option<char> {
	let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	(hexadecimal && end == "_")
		.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))
		.flatten()
}
