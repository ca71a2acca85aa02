// SPDX-License-Identifier: Apache-2.0
//! The rows of a unit.

use crate::{
	columns::{columns_of, ColumnContent, COLUMNS, EXCEPTION},
	kind::divided,
	read::amounts::parent_of,
	Kind, Section,
};
use serde_json::{json, Map, Value};
use suyuan_primitives::requirement::InfoBlock;

/// The cells of a row, one per column.
pub(crate) type Row = Vec<String>;

/// The source of a record, as a sheet names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
	/// The provider of the record.
	Own,
	/// A party that is not on the chain, by its name.
	Imported(String),
	/// A clearance of customs.
	Clearance,
}

pub(crate) const OWN: &str = "本方记录";
pub(crate) const IMPORTED: &str = "转录:";
pub(crate) const CLEARANCE: &str = "通关";

/// A record, as the platform has it.
#[derive(Clone, Debug)]
pub struct SheetRecord {
	/// The block that the record stands in.
	pub block: InfoBlock,
	/// The item as the interface writes it.
	pub item: Value,
	/// The source of the record.
	pub source: Source,
	/// The provider's name, for people.
	pub provider: String,
}

/// A unit with its records.
#[derive(Clone, Debug)]
pub struct TracedUnit {
	/// The trace code of the unit.
	pub code: String,
	/// The product's name; empty if no record names it.
	pub product_name: String,
	/// The records, those of each block in their order.
	pub records: Vec<SheetRecord>,
}

/// Lays out the rows of a unit: at least one.
///
/// In each block, a record stands in the row of the one before it if its columns come later, and otherwise in the next.
pub(crate) fn rows(unit: &TracedUnit) -> Vec<Row> {
	let mut rows = vec![empty_row(unit)];
	for block in InfoBlock::ALL {
		let mut at = 0;
		let mut last = None;
		let records = unit.records.iter().filter(|record| record.block == block);
		for (section, record) in records.filter_map(|record| Some((section_of(record)?, record))) {
			if last.is_some_and(|last| section <= last) {
				at += 1;
			}
			last = Some(section);
			if rows.len() == at {
				rows.push(empty_row(unit));
			}
			fill(&mut rows[at], section, record);
		}
	}
	rows
}

fn empty_row(unit: &TracedUnit) -> Row {
	COLUMNS
		.iter()
		.map(|column| match column.content {
			ColumnContent::Code => unit.code.clone(),
			ColumnContent::ProductName => unit.product_name.clone(),
			_ => String::new(),
		})
		.collect()
}

fn section_of(record: &SheetRecord) -> Option<Section> {
	let variant = match &record.item {
		Value::Object(item) => item.keys().next()?,
		_ => return None,
	};
	Section::of(record.block, variant)
}

fn fill(row: &mut Row, section: Section, record: &SheetRecord) {
	let mut content = flat(section, &record.item[section.variant()]);
	divide_amounts(section, &mut content);
	for (index, path, kind) in columns_of(section) {
		let currency = match kind {
			Kind::Amount(beside) => at(&content, beside).as_str().and_then(|code| code.parse().ok()),
			_ => None,
		};
		row[index] = kind.format(at(&content, path), currency);
	}
	for (index, column) in COLUMNS.iter().enumerate() {
		match column.content {
			ColumnContent::Source(of) if of == section => {
				row[index] = match &record.source {
					Source::Own => OWN.into(),
					Source::Imported(party) => format!("{IMPORTED}{party}"),
					Source::Clearance => CLEARANCE.into(),
				}
			}
			ColumnContent::Provider(of) if of == section => row[index].clone_from(&record.provider),
			_ => (),
		}
	}
}

/// Divides every amount of an item into what its own column has and the currency.
fn divide_amounts(section: Section, content: &mut Value) {
	for (_, path, _) in columns_of(section).filter(|(.., kind)| matches!(kind, Kind::Amount(_))) {
		let mut steps = parent_of(path).split('.');
		let place = steps.try_fold(&mut *content, |content, step| content.get_mut(step));
		let Some(place) = place else { continue };
		if let Some((amount, currency)) = divided(place) {
			*place = json!({ "minor_units": amount, "currency": currency });
		}
	}
}

/// The value at the end of a path, or null.
fn at<'a>(content: &'a Value, path: &str) -> &'a Value {
	path.split('.').filter(|step| !step.is_empty()).fold(content, |content, step| &content[step])
}

/// Flattens a delivery exception, a variant within a variant: its kind becomes a field beside its details.
fn flat(section: Section, content: &Value) -> Value {
	if section != Section::DeliveryException {
		return content.clone();
	}
	let (kind, details) = match content {
		Value::Object(exception) => match exception.iter().next() {
			Some((kind, details)) => (kind.clone(), details.clone()),
			None => return Value::Null,
		},
		Value::String(kind) => (kind.clone(), Value::Null),
		_ => return Value::Null,
	};
	let mut fields = match details {
		Value::Object(fields) => fields,
		_ => Map::new(),
	};
	fields.insert(EXCEPTION.into(), kind.into());
	Value::Object(fields)
}
