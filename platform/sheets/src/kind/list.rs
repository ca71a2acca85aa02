// SPDX-License-Identifier: Apache-2.0
//! Lists: one entry per line of the cell, its parts divided by ` | `. A `|` or `\` within a text stands behind a `\`.

use crate::Fault;
use serde_json::{Map, Value};

/// A part of an entry: its name on the chain and the kind of its cell.
type Part<K> = (&'static str, K);

/// Reads a list of at most so many entries, and each part of them by its kind.
pub(super) fn parse<K>(
	text: &str,
	most: usize,
	parts: &[Part<K>],
	parse_part: impl Fn(&K, &str) -> Result<Value, Fault>,
) -> Result<Value, Fault> {
	let entries: Vec<_> = text
		.lines()
		.map(str::trim)
		.filter(|line| !line.is_empty())
		.map(|line| parse_entry(line, parts, &parse_part))
		.collect::<Result<_, _>>()?;
	if entries.len() > most {
		return Err(Fault::TooMany);
	}
	Ok(entries.into())
}

fn parse_entry<K>(
	line: &str,
	parts: &[Part<K>],
	parse_part: &impl Fn(&K, &str) -> Result<Value, Fault>,
) -> Result<Value, Fault> {
	let cells = split(line);
	if cells.len() != parts.len() {
		return Err(Fault::MalformedList(outline(parts)));
	}
	let mut entry = Map::new();
	for ((name, kind), cell) in parts.iter().zip(cells) {
		let cell = cell.trim();
		if cell.is_empty() {
			return Err(Fault::MalformedList(outline(parts)));
		}
		entry.insert((*name).into(), parse_part(kind, cell)?);
	}
	Ok(Value::Object(entry))
}

fn split(line: &str) -> Vec<String> {
	let mut cells = vec![String::new()];
	let mut characters = line.chars();
	while let Some(character) = characters.next() {
		let cell = cells.last_mut().expect("there is always one");
		match character {
			'\\' => cell.extend(characters.next()),
			'|' => cells.push(String::new()),
			other => cell.push(other),
		}
	}
	cells
}

/// Writes a list, one entry per line, and each part of them by its kind.
pub(super) fn format<K>(
	value: &Value,
	parts: &[Part<K>],
	format_part: impl Fn(&K, &Value) -> String,
) -> String {
	let entries = value.as_array().map(Vec::as_slice).unwrap_or_default();
	let lines = entries.iter().map(|entry| {
		let cells = parts
			.iter()
			.map(|(name, kind)| format_part(kind, &entry[*name]).replace('\\', "\\\\").replace('|', "\\|"));
		cells.collect::<Vec<_>>().join(" | ")
	});
	lines.collect::<Vec<_>>().join("\n")
}

/// The names of an entry's parts, for people.
pub(super) fn outline<K>(parts: &[Part<K>]) -> String {
	parts.iter().map(|(name, _)| chinese(name)).collect::<Vec<_>>().join(" | ")
}

/// The Chinese name of an entry's part.
fn chinese(name: &str) -> &str {
	match name {
		"product_name" => "商品名称",
		"quantity" => "数量 单位",
		"total" => "金额 币制",
		"hs_code" => "商品编码",
		"value" => "金额 币制",
		"origin" => "原产国（地区）",
		"system" => "定位系统（PAS、BDS 或 GPS）",
		"latitude" => "纬度（度）",
		"longitude" => "经度（度）",
		"accuracy_cm" => "精度（米）",
		"taken_at" => "时间",
		other => other,
	}
}
