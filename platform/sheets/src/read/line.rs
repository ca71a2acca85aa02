// SPDX-License-Identifier: Apache-2.0
//! Reads one line: at most one record of each category.

use super::{cells::Cells, headings::Columns, Entry, LineFault, Reading, Seal, Sheet};
use crate::{
	columns::{column_name, columns_of, ColumnContent, Need, COLUMNS, EXCEPTION},
	kind::{unseen, Context},
	write::{CLEARANCE, IMPORTED, OWN},
	CellType, Fault, Item, Kind, Schema, Section,
};
use serde_json::{json, Map, Value};
use suyuan_primitives::{
	codes::TraceCode,
	digital_link,
	values::{fold_text, Name, Sealed},
	Check, ValueError,
};

/// The kind of the columns that are of no item: trace codes and sources.
const TEXT: Kind = Kind::Text(128);

struct Line<'a> {
	number: u32,
	cells: &'a Cells,
	columns: &'a Columns,
	faults: Vec<LineFault>,
}

impl<'a> Line<'a> {
	/// The cell in a column of the table, without white space around it.
	fn cell(&self, column: usize) -> &'a str {
		let place = self.columns.get(column).copied().flatten();
		place.and_then(|place| self.cells.get(place)).map_or("", |cell| cell.trim())
	}

	/// The cell in a column, if its type belongs into a column of the kind.
	fn typed(&self, column: usize, kind: Kind) -> Result<&'a str, Fault> {
		let place = self.columns.get(column).copied().flatten();
		place.map_or(CellType::Text, |place| self.cells.type_of(place)).fits(kind)?;
		Ok(self.cell(column))
	}

	fn column(content: ColumnContent) -> usize {
		COLUMNS.iter().position(|column| column.content == content).expect("the table has it")
	}

	fn fault(&mut self, column: usize, fault: impl Into<Fault>) {
		self.faults.push(LineFault {
			line: self.number,
			section: COLUMNS[column].section(),
			column: column_name(column),
			value: self.cell(column).into(),
			fault: fault.into(),
		});
	}
}

/// The source of a record, as a cell names it.
enum RecordSource {
	Own,
	Imported(Name),
	Clearance,
}

/// Reads a line into the sheet.
pub(super) fn read(
	number: u32,
	cells: &Cells,
	columns: &Columns,
	sections: &[Section],
	reading: &mut Reading<'_>,
	sheet: &mut Sheet,
) {
	sheet.lines += 1;
	let mut line = Line { number, cells, columns, faults: Vec::new() };
	let code = read_code(&mut line);
	for section in sections.iter().copied() {
		let filled = columns_of(section).any(|(column, ..)| !line.cell(column).is_empty());
		if !filled {
			continue;
		}
		let before = line.faults.len();
		match read_source(&mut line, section, reading) {
			Some(RecordSource::Clearance) => sheet.from_clearance += 1,
			Some(_) if section == Section::Status => {
				line.fault(Line::column(ColumnContent::Source(section)), Fault::OnlyFromClearance);
			}
			source => {
				let item = read_item(&mut line, section, code.as_ref(), reading);
				if let (Some(source), Some(item), Some(code)) = (source, item, &code) {
					debug_assert_eq!(before, line.faults.len());
					let party = match source {
						RecordSource::Imported(party) => Some(party),
						_ => None,
					};
					sheet.entries.push(Entry { line: number, section, code: code.clone(), item, party });
				}
			}
		}
	}
	sheet.note(line.faults);
}

fn read_code(line: &mut Line<'_>) -> Option<TraceCode> {
	let column = Line::column(ColumnContent::Code);
	let text = line.cell(column);
	if text.is_empty() {
		line.fault(column, Fault::MissingCode);
		return None;
	}
	let parse = |text: &str| {
		digital_link::read(text)
			.map_err(|error| Fault::from(unseen(text).unwrap_or_else(|| ValueError::from(error))))
	};
	line.typed(column, TEXT).and_then(parse).map_err(|fault| line.fault(column, fault)).ok()
}

fn read_source(line: &mut Line<'_>, section: Section, reading: &Reading<'_>) -> Option<RecordSource> {
	let column = Line::column(ColumnContent::Source(section));
	let text = match line.typed(column, TEXT) {
		Ok(text) => text,
		Err(fault) => {
			line.fault(column, fault);
			return None;
		}
	};
	if text.is_empty() || text == OWN {
		return Some(RecordSource::Own);
	}
	if text == CLEARANCE {
		return Some(RecordSource::Clearance);
	}
	let Some(party) = text.strip_prefix(IMPORTED).or(text.strip_prefix("转录：")) else {
		line.fault(column, Fault::MalformedSource);
		return None;
	};
	let party = fold_text(party.trim());
	let Ok(name) = Name::try_from(party.as_str()) else {
		line.fault(column, Fault::TooLong(128));
		return None;
	};
	if let Err(error) = name.check(&reading.clock) {
		line.fault(column, error);
		return None;
	}
	Some(RecordSource::Imported(name))
}

/// Reads the item of a category, and notes its faults.
fn read_item(
	line: &mut Line<'_>,
	section: Section,
	code: Option<&TraceCode>,
	reading: &mut Reading<'_>,
) -> Option<Item> {
	let before = line.faults.len();
	let mut content = Value::Null;
	for (column, path, kind) in columns_of(section) {
		if line.cell(column).is_empty() {
			continue;
		}
		match read_cell(line, section, column, kind, code, reading) {
			Ok(value) => set(&mut content, path, value),
			Err(fault) => line.fault(column, fault),
		}
	}
	for (column, _, kind) in columns_of(section) {
		if line.cell(column).is_empty() && is_missing(line, section, column) {
			line.fault(column, Fault::MissingValue);
		}
		// A list that is not there is an empty one.
		if let (Kind::List(..) | Kind::Documents(_), ColumnContent::Field(_, path, _)) =
			(kind, COLUMNS[column].content)
		{
			if line.cell(column).is_empty() {
				set(&mut content, path, json!([]));
			}
		}
	}
	if section == Section::DeliveryException {
		content = nested_exception(line, content)?;
	}
	if line.faults.len() > before {
		return None;
	}
	let first = columns_of(section).next().expect("every category has columns").0;
	let item = json!({ section.variant(): content });
	let bytes = Schema::get().encode(section.block(), &item);
	let Some(item) = bytes.ok().and_then(|bytes| Item::decode(section.block(), &bytes).ok()) else {
		// A bound that the cells could not know of each other: a whole number is too large for its field.
		let column = columns_of(section)
			.find(|(_, _, kind)| matches!(kind, Kind::Whole | Kind::Decimal(_) | Kind::Percent(_)));
		line.fault(column.map_or(first, |(column, ..)| column), Fault::MalformedNumber);
		return None;
	};
	match item.check(&reading.clock) {
		Ok(()) => Some(item),
		Err(error) => {
			line.fault(blamed(section, error).unwrap_or(first), error);
			None
		}
	}
}

fn read_cell(
	line: &Line<'_>,
	section: Section,
	column: usize,
	kind: Kind,
	code: Option<&TraceCode>,
	reading: &mut Reading<'_>,
) -> Result<Value, Fault> {
	let text = line.typed(column, kind)?;
	match kind {
		Kind::Sealed => {
			let seal = match (text.strip_prefix("sealed:"), code) {
				(Some(seal), _) => {
					let bytes = hex::decode(seal.strip_prefix("0x").unwrap_or(seal)).ok();
					Sealed(bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(Fault::MalformedSeal)?)
				}
				// Nothing is sealed for a line that can't be recorded.
				(None, None) => Sealed([0; 32]),
				(None, Some(code)) => {
					let column = column_name(column);
					let field = Seal { code, column: &column, plaintext: text };
					reading.sealer.seal(field).map_err(Fault::NotSealed)?
				}
			};
			Ok(json!({ "sealed": format!("0x{}", hex::encode(seal.0)) }))
		}
		kind => {
			let currency = match kind {
				Kind::Amount(beside) => columns_of(section)
					.find(|(_, path, _)| *path == beside)
					.and_then(|(column, ..)| line.cell(column).parse().ok()),
				_ => None,
			};
			kind.parse(text, &Context { clock: reading.clock, currency })
		}
	}
}

/// Tells whether an empty cell must be filled: its category is there, or the part of it that it belongs to.
fn is_missing(line: &Line<'_>, section: Section, column: usize) -> bool {
	match COLUMNS[column].need() {
		Need::Mandatory => true,
		Need::Optional => false,
		Need::With(part) => columns_of(section).any(|(other, path, _)| {
			let within = path.strip_prefix(part).is_some_and(|rest| rest.starts_with('.'));
			within && !line.cell(other).is_empty()
		}),
	}
}

/// Puts a value at the end of a path.
fn set(content: &mut Value, path: &str, value: Value) {
	let place = path.split('.').filter(|step| !step.is_empty()).fold(content, |content, step| {
		if !content.is_object() {
			*content = Value::Object(Map::new());
		}
		&mut content[step]
	});
	*place = value;
}

/// Nests a delivery exception, which is a variant within a variant.
fn nested_exception(line: &mut Line<'_>, content: Value) -> Option<Value> {
	let column = |path| {
		columns_of(Section::DeliveryException).find(|(_, of, _)| *of == path).map(|(column, ..)| column)
	};
	let Value::Object(mut fields) = content else { return None };
	let Some(Value::String(kind)) = fields.remove(EXCEPTION) else { return None };
	if kind == "NoneOccurred" {
		if !fields.is_empty() {
			line.fault(column(EXCEPTION)?, Fault::DetailsOfNothing);
			return None;
		}
		return Some(json!(kind));
	}
	for path in ["found_at", "note"] {
		let column = column(path)?;
		if line.cell(column).is_empty() {
			line.fault(column, Fault::MissingValue);
		}
	}
	Some(json!({ kind: fields }))
}

/// The column to look at when an item is refused as a whole.
fn blamed(section: Section, error: ValueError) -> Option<usize> {
	let wanted: fn(&Kind) -> bool = match error {
		ValueError::EmptyList | ValueError::CurrencyMismatch | ValueError::PositionOffEarth => {
			|kind| matches!(kind, Kind::List(..))
		}
		ValueError::TimesOutOfOrder => |kind| matches!(kind, Kind::Moment | Kind::List(..)),
		ValueError::SettlementIncomplete => |kind| matches!(kind, Kind::Amount("settled.currency")),
		ValueError::EmptyRange => |kind| matches!(kind, Kind::Decimal(1) | Kind::Percent(1)),
		ValueError::ZeroAmount => |kind| matches!(kind, Kind::Whole | Kind::Decimal(3)),
		_ => return None,
	};
	columns_of(section).find(|(_, _, kind)| wanted(kind)).map(|(column, ..)| column)
}
