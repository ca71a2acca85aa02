// SPDX-License-Identifier: Apache-2.0

//! Types by which the records of a runtime decode.
//!
//! The database keeps the very bytes of a record that the chain hashed, and once for each runtime the types that they are
//! made of. So a record can be read from nothing but what its hash covers, by any process that has the database and no
//! node.

use crate::info_block::Info;
use codec::{Decode, Encode};
use scale_info::PortableRegistry;
use serde_json::Value;
use std::fmt;
use suyuan_scale_json::{Decoded, TypeDecoder, Undecodable};

/// Types by which the records of one runtime decode.
pub struct RecordTypes {
	shapes: TypeDecoder,
	/// Type of a record of each information block, in the order of [`Info::ALL`].
	records: [Option<u32>; 4],
	encoded: Vec<u8>,
}

/// A record, decoded in full.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodedRecord {
	/// Trace code of the unit.
	pub code: String,
	/// Position in the information block, counted from 0.
	pub index: i64,
	/// Account of the provider that signed the record.
	pub provider: String,
	/// Origin of the record: `Own`, `Imported` or `Clearance`.
	pub source: String,
	/// Name of the party that an imported record quotes.
	pub party: Option<String>,
	/// Position of the record that it amends, and the reason.
	pub supersedes: Option<(i64, String)>,
	/// Category of tables 1 to 4 that it fills. None for positions.
	pub category: Option<String>,
	/// The item, as JSON.
	pub item: Value,
}

/// Fields of a record by which it is found.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordKeys {
	/// Trace code of the unit.
	pub code: String,
	/// Position in the information block, counted from 0.
	pub index: i64,
	/// Account of the provider that signed the record.
	pub provider: String,
	/// True if the record quotes another party.
	pub imported: bool,
	/// Position of the record that it amends.
	pub supersedes: Option<i64>,
	/// Variant of the item, such as `Production`.
	pub variant: String,
	/// Fields of the item that its database is searched by.
	pub content: Value,
}

impl RecordTypes {
	/// Makes the record types of a runtime, given the type of a record of each information block.
	pub fn of(types: &PortableRegistry, records: [Option<u32>; 4]) -> Self {
		let mut types = types.clone();
		let places = types.retain(|id| records.contains(&Some(id)));
		let records = records.map(|id| id.and_then(|id| places.get(&id).copied()));
		Self { shapes: TypeDecoder::of(&types), records, encoded: (types, records).encode() }
	}

	/// Encoding, as the database keeps it.
	pub fn encoded(&self) -> &[u8] {
		&self.encoded
	}

	/// Decodes an encoding that the database kept.
	pub fn decode(encoded: &[u8]) -> Decoded<Self> {
		let (types, records) = <(PortableRegistry, _)>::decode(&mut &*encoded)
			.map_err(|_| Undecodable("types that are none"))?;
		Ok(Self { shapes: TypeDecoder::of(&types), records, encoded: encoded.to_vec() })
	}

	fn record(&self, info: Info) -> Decoded<u32> {
		self.records[info.place()].ok_or(Undecodable("a runtime without such records"))
	}

	/// Decodes a record in full.
	pub fn read(&self, info: Info, mut bytes: &[u8]) -> Decoded<DecodedRecord> {
		let record = self.shapes.decode(self.record(info)?, &mut bytes)?;
		if !bytes.is_empty() {
			return Err(Undecodable("more follows"));
		}
		let (source, party) = variant(&record["source"])?;
		let supersedes = &record["supersedes"];
		Ok(DecodedRecord {
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

	/// Decodes a record from the front of the input, and of it only the fields of `RecordKeys`.
	pub fn skim(&self, info: Info, input: &mut &[u8]) -> Decoded<RecordKeys> {
		let mut skimmed = RecordKeys {
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

impl fmt::Debug for RecordTypes {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_struct("RecordTypes").field("records", &self.records).finish_non_exhaustive()
	}
}

fn text(value: &Value) -> Decoded<String> {
	value.as_str().map(Into::into).ok_or(Undecodable("no text where one belongs"))
}

fn number(value: &Value) -> Decoded<i64> {
	value.as_i64().ok_or(Undecodable("no number where one belongs"))
}

/// Name of an enum's variant, and its content.
fn variant(value: &Value) -> Decoded<(&str, &Value)> {
	match value {
		Value::String(name) => Some((name.as_str(), &Value::Null)),
		Value::Object(object) => object.iter().next().map(|(name, held)| (name.as_str(), held)),
		_ => None,
	}
	.ok_or(Undecodable("no variant where one belongs"))
}
