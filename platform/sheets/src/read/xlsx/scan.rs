// SPDX-License-Identifier: Apache-2.0
//! Scans a workbook's XML for anything over a bound, and keeps nothing of it.

use super::inflate::{Exceeded, Inflated};
use crate::{
	limits::{
		MAX_CELLS, MAX_INFLATED_BYTES, MAX_PART_BYTES, MAX_SHARED_STRINGS, MAX_TEXT_BYTES,
		MAX_XML_ATTRIBUTES, MAX_XML_CELL_BYTES, MAX_XML_DEPTH,
	},
	read::{unreadable::library_message, Unreadable},
};
use quick_xml::{
	events::{BytesStart, Event},
	reader::Reader,
};
use std::io::Read;

/// Digits of the number of a shared text.
const MAX_DIGITS: usize = 20;

/// The contents of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
	/// Texts that cells share.
	Strings,
	/// Cells of a sheet.
	Sheet,
	/// Names, formats, and the places of other parts.
	Other,
}

/// Counts of everything found so far, in all parts.
#[derive(Debug, Default)]
pub(super) struct Scan {
	inflated: u64,
	/// Texts that cells share, up to the first end of their list.
	strings: usize,
	strings_ended: bool,
	text: usize,
	cells: usize,
}

/// A cell, or a text that cells share.
#[derive(Debug, Default)]
struct Inside {
	/// The byte at which it began.
	at: u64,
	is_cell: bool,
	/// Set if the cell's value is the number of a shared text.
	is_shared: bool,
	/// The digits of a value that is being read.
	value: Option<String>,
}

impl Scan {
	/// Scans a part. Sheets and shared texts have one bound together, any other part has its own.
	pub(super) fn part(&mut self, name: &str, kind: PartKind, part: impl Read) -> Result<(), Unreadable> {
		let is_bulk = kind != PartKind::Other;
		let allowed = if is_bulk { MAX_INFLATED_BYTES - self.inflated } else { MAX_PART_BYTES };
		let mut xml = Reader::from_reader(Inflated::new(part, allowed));
		let config = xml.config_mut();
		// Every element ends, so that reading finds the same within each other.
		config.expand_empty_elements = true;
		config.check_end_names = true;
		let (mut buffer, mut depth, mut inside) = (Vec::new(), 0, None);
		loop {
			buffer.clear();
			xml.get_mut().begin();
			let event = match xml.read_event_into(&mut buffer) {
				Ok(event) => event,
				Err(error) => {
					return Err(match xml.get_ref().exceeded() {
						Some(Exceeded::Token) => Unreadable::XmlTokenTooLong(name.into()),
						Some(Exceeded::Part) if is_bulk => Unreadable::InflatesTooFar,
						Some(Exceeded::Part) => Unreadable::PartTooLarge(name.into()),
						None => {
							let at = xml.error_position();
							Unreadable::Xml { part: name.into(), at, error: library_message(error) }
						}
					})
				}
			};
			let at = xml.buffer_position();
			match event {
				Event::Eof => break,
				Event::DocType(_) => return Err(Unreadable::HasDoctype(name.into())),
				Event::Start(tag) => {
					depth += 1;
					if depth > MAX_XML_DEPTH {
						return Err(Unreadable::XmlTooDeep(name.into()));
					}
					self.start(name, &tag, at, &mut inside)?;
				}
				Event::End(tag) => {
					depth -= 1;
					self.end(name, kind, tag.local_name().as_ref(), &mut inside)?;
				}
				Event::Text(text) => {
					// A text that can't be unescaped is refused when it is read.
					self.text(&text.unescape().unwrap_or_default(), &mut inside)?;
				}
				_ => (),
			}
			if inside.as_ref().is_some_and(|inside| at - inside.at > MAX_XML_CELL_BYTES) {
				return Err(Unreadable::XmlCellTooLong(name.into()));
			}
		}
		if is_bulk {
			self.inflated = MAX_INFLATED_BYTES - xml.get_ref().left();
		}
		Ok(())
	}

	fn start(
		&mut self,
		part: &str,
		tag: &BytesStart<'_>,
		at: u64,
		inside: &mut Option<Inside>,
	) -> Result<(), Unreadable> {
		let (mut place, mut kind) = (None, None);
		for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
			if count == MAX_XML_ATTRIBUTES {
				return Err(Unreadable::MaxAttributesExceeded(part.into()));
			}
			// What follows a malformed attribute is not read either.
			let Ok(attribute) = attribute else { break };
			match attribute.key.as_ref() {
				b"r" => place = place.or(Some(attribute.value)),
				b"t" => kind = kind.or(Some(attribute.value)),
				_ => (),
			}
		}
		let element = tag.local_name();
		match (element.as_ref(), inside.as_mut()) {
			(b"c" | b"si", Some(_)) => return Err(Unreadable::OutOfOrder(part.into())),
			(b"c", None) => {
				self.cells += 1;
				if self.cells > MAX_CELLS {
					return Err(Unreadable::MaxCellsExceeded);
				}
				let is_shared = kind.as_deref() == Some(b"s");
				*inside = Some(Inside { at, is_cell: true, is_shared, ..Inside::default() });
			}
			(b"si", None) => *inside = Some(Inside { at, ..Inside::default() }),
			(b"v", Some(cell)) if cell.is_shared => {
				cell.value.get_or_insert_default();
			}
			_ => (),
		}
		let stands = matches!(element.as_ref(), b"c" | b"row");
		if stands && !place.is_none_or(|place| is_place(&place)) {
			return Err(Unreadable::BadReference(part.into()));
		}
		Ok(())
	}

	fn text(&mut self, text: &str, inside: &mut Option<Inside>) -> Result<(), Unreadable> {
		let Some(inside) = inside else { return Ok(()) };
		if let Some(value) = &mut inside.value {
			// One more than allowed, so that a value with too many digits is noticed.
			value.extend(text.chars().take(MAX_DIGITS + 1));
		}
		if !inside.is_cell {
			self.text += text.len();
			if self.text > MAX_TEXT_BYTES {
				return Err(Unreadable::TooMuchText);
			}
		}
		Ok(())
	}

	fn end(
		&mut self,
		part: &str,
		kind: PartKind,
		element: &[u8],
		inside: &mut Option<Inside>,
	) -> Result<(), Unreadable> {
		match (element, inside.as_mut()) {
			(b"v", Some(cell)) => {
				// What is no number is read as 0.
				let is_there = |value: String| {
					value.len() <= MAX_DIGITS && value.parse().unwrap_or(0_usize) < self.strings
				};
				if !cell.value.take().is_none_or(is_there) {
					return Err(Unreadable::DanglingString(part.into()));
				}
			}
			(b"c", _) => *inside = None,
			(b"si", Some(_)) => {
				self.strings += usize::from(kind == PartKind::Strings && !self.strings_ended);
				if self.strings > MAX_SHARED_STRINGS {
					return Err(Unreadable::MaxStringsExceeded);
				}
				*inside = None;
			}
			(b"sst", _) => self.strings_ended |= kind == PartKind::Strings,
			_ => (),
		}
		Ok(())
	}
}

/// Tells the place of a cell or the number of a row: letters, then digits, no more of either than a sheet has.
fn is_place(place: &[u8]) -> bool {
	let letters = place.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
	let digits = &place[letters..];
	letters <= 3 && (1..=7).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}
