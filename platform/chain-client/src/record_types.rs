//! How the records of a runtime decode.
//!
//! What is kept of a record are the very bytes that the chain hashed, and beside them, once for each runtime, the types
//! that they are made of. So what is shown of a record can be read from nothing but what its hash covers, by whoever has
//! the database and no node.

use crate::{
	info_block::Info,
	type_decoder::Shapes,
	undecodable::{Decoded, Undecodable},
};
use codec::{Decode, Encode};
use scale_info::PortableRegistry;
use serde_json::Value;
use std::fmt;

/// How the records of a runtime decode.
pub struct Forms {
	shapes: Shapes,
	/// The type of a record of each block, in the order of [`Info::ALL`].
	records: [Option<u32>; 4],
	encoded: Vec<u8>,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
	/// The unit.
	pub code: String,
	/// Its place, counted from 0.
	pub index: i64,
	/// Who wrote it.
	pub provider: String,
	/// Whose word it is: `Own`, `Imported` or `Clearance`.
	pub source: String,
	/// The party that said it, if it was imported.
	pub party: Option<String>,
	/// What it amends, and why.
	pub supersedes: Option<(i64, String)>,
	/// The category of tables 1 to 4 that it fills.
	pub category: Option<String>,
	/// The item.
	pub item: Value,
}

/// What is needed of a record to find it again.
#[derive(Clone, Debug, PartialEq)]
pub struct Skimmed {
	/// The unit.
	pub code: String,
	/// Its place, counted from 0.
	pub index: i64,
	/// Who wrote it.
	pub provider: String,
	/// Whether it is somebody else's word.
	pub imported: bool,
	/// What it amends.
	pub supersedes: Option<i64>,
	/// The variant of the item.
	pub variant: String,
	/// Of what that holds, the fields that its database is searched by.
	pub content: Value,
}

impl Forms {
	/// Those of the types of a runtime, in which the records of each block have these.
	pub fn of(types: &PortableRegistry, records: [Option<u32>; 4]) -> Self {
		let mut types = types.clone();
		let places = types.retain(|id| records.contains(&Some(id)));
		let records = records.map(|id| id.and_then(|id| places.get(&id).copied()));
		Self { shapes: Shapes::of(&types), records, encoded: (types, records).encode() }
	}

	/// As they are kept.
	pub fn encoded(&self) -> &[u8] {
		&self.encoded
	}

	/// As they were kept.
	pub fn decode(encoded: &[u8]) -> Decoded<Self> {
		let (types, records) = <(PortableRegistry, _)>::decode(&mut &*encoded)
			.map_err(|_| Undecodable("types that are none"))?;
		Ok(Self { shapes: Shapes::of(&types), records, encoded: encoded.to_vec() })
	}

	fn record(&self, info: Info) -> Decoded<u32> {
		self.records[info.place()].ok_or(Undecodable("a runtime without such records"))
	}

	/// What a record says.
	pub fn read(&self, info: Info, mut bytes: &[u8]) -> Decoded<Said> {
		let record = self.shapes.decode(self.record(info)?, &mut bytes)?;
		if !bytes.is_empty() {
			return Err(Undecodable("more follows"));
		}
		let (source, party) = variant(&record["source"])?;
		let supersedes = &record["supersedes"];
		Ok(Said {
			code: text(&record["code"])?,
			index: number(&record["index"])?,
			provider: text(&record["provider"])?,
			source: source.into(),
			party: party["party"].as_str().map(Into::into),
			supersedes: supersedes["index"].as_i64().map(|index| {
				let reason = supersedes["reason"].as_str().unwrap_or_default();
				(index, reason.to_string())
			}),
			category: info.category(variant(&record["item"])?.0).map(Into::into),
			item: record["item"].clone(),
		})
	}

	/// Takes a record off the input, and reads as little of it as will do.
	pub fn skim(&self, info: Info, input: &mut &[u8]) -> Decoded<Skimmed> {
		let mut skimmed = Skimmed {
			code: String::new(),
			index: -1,
			provider: String::new(),
			imported: false,
			supersedes: None,
			variant: String::new(),
			content: Value::Null,
		};
		for (field, id) in self.shapes.fields(self.record(info)?)? {
			match field.as_str() {
				"code" => skimmed.code = text(&self.shapes.decode(*id, input)?)?,
				"index" => skimmed.index = number(&self.shapes.decode(*id, input)?)?,
				"provider" => skimmed.provider = text(&self.shapes.decode(*id, input)?)?,
				"source" => skimmed.imported = self.shapes.pick(*id, input, &[])?.0 == "Imported",
				"supersedes" => skimmed.supersedes = self.shapes.decode(*id, input)?["index"].as_i64(),
				"item" => {
					let (variant, content) = self.shapes.pick(*id, input, info.searched())?;
					(skimmed.variant, skimmed.content) = (variant.into(), content);
				}
				_ => self.shapes.skip(*id, input)?,
			}
		}
		if skimmed.code.is_empty() || skimmed.provider.is_empty() || skimmed.variant.is_empty() {
			return Err(Undecodable("a record that lacks something"));
		}
		Ok(skimmed)
	}
}

impl fmt::Debug for Forms {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_struct("Forms").field("records", &self.records).finish_non_exhaustive()
	}
}

fn text(value: &Value) -> Decoded<String> {
	value.as_str().map(Into::into).ok_or(Undecodable("no text where one belongs"))
}

fn number(value: &Value) -> Decoded<i64> {
	value.as_i64().ok_or(Undecodable("no number where one belongs"))
}

/// The name of an enum's variant, and what it holds.
fn variant(value: &Value) -> Decoded<(&str, &Value)> {
	match value {
		Value::String(name) => Some((name.as_str(), &Value::Null)),
		Value::Object(object) => object.iter().next().map(|(name, held)| (name.as_str(), held)),
		_ => None,
	}
	.ok_or(Undecodable("no variant where one belongs"))
}
