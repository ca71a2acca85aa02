// SPDX-License-Identifier: Apache-2.0

//! Encoding of JSON to SCALE, the inverse of decoding. Fixtures for tests and measurements are thereby stored in the very
//! form in which the chain's records are.

use crate::{
	budget::{MAX_DEPTH, TOO_DEEP},
	type_decoder::{account_id, Content, Shape, TypeDecoder},
	undecodable::{Decoded, Undecodable},
};
use codec::{Compact, Encode};
use serde_json::Value;

impl TypeDecoder {
	/// Appends the encoding of a value.
	pub fn encode(&self, id: u32, value: &Value, to: &mut Vec<u8>) -> Decoded<()> {
		self.encode_within(MAX_DEPTH, id, value, to)
	}

	fn encode_within(&self, depth: usize, id: u32, value: &Value, to: &mut Vec<u8>) -> Decoded<()> {
		let depth = depth.checked_sub(1).ok_or(TOO_DEEP)?;
		match self.shape(id)? {
			Shape::Bool => to.push(u8::from(value.as_bool().ok_or(Undecodable("neither true nor false"))?)),
			Shape::Unsigned(size) | Shape::Signed(size) => {
				to.extend_from_slice(&number(value)?.to_le_bytes()[..*size])
			}
			Shape::Compact => Compact(number(value)? as u128).encode_to(to),
			Shape::Text | Shape::AsciiList => text(value)?.encode_to(to),
			Shape::Bytes(_) => to.extend(digits(value)?),
			Shape::ByteList => digits(value)?.encode_to(to),
			Shape::Ascii(_) => to.extend_from_slice(text(value)?.as_bytes()),
			Shape::Account => to.extend(account_id(text(value)?).ok_or(Undecodable("no account"))?),
			Shape::Sealed => to.extend(digits(&value["sealed"])?),
			Shape::Transparent(inner) => self.encode_within(depth, *inner, value, to)?,
			Shape::Struct(fields) => self.encode_named(depth, fields, value, to)?,
			Shape::Tuple(parts) => self.encode_many(depth, parts, value, to)?,
			Shape::Array(item, _) => self.encode_items(depth, *item, value, to)?,
			Shape::List(item) => {
				Compact(list(value)?.len() as u32).encode_to(to);
				self.encode_items(depth, *item, value, to)?;
			}
			Shape::Option(_) if value.is_null() => to.push(0),
			Shape::Option(inner) => {
				to.push(1);
				self.encode_within(depth, *inner, value, to)?;
			}
			Shape::Enum(variants) => {
				let (wanted, held) = match value {
					Value::String(name) => (name, &Value::Null),
					Value::Object(object) => object.iter().next().ok_or(Undecodable("no variant"))?,
					_ => return Err(Undecodable("no variant")),
				};
				let named = |index: &usize| variants[*index].as_ref().is_some_and(|it| it.name == *wanted);
				let index = (0..variants.len()).find(named).ok_or(Undecodable("an unknown variant"))?;
				to.push(index as u8);
				match variants[index].as_ref().map(|variant| &variant.content) {
					None | Some(Content::Nothing) => (),
					Some(Content::One(inner)) => self.encode_within(depth, *inner, held, to)?,
					Some(Content::Named(fields)) => self.encode_named(depth, fields, held, to)?,
					Some(Content::Many(parts)) => self.encode_many(depth, parts, held, to)?,
				}
			}
			Shape::Unknown => return Err(Undecodable("a type that no event has")),
		}
		Ok(())
	}

	fn encode_named(
		&self,
		depth: usize,
		fields: &[(String, u32)],
		value: &Value,
		to: &mut Vec<u8>,
	) -> Decoded<()> {
		fields.iter().try_for_each(|(name, id)| self.encode_within(depth, *id, &value[name], to))
	}

	fn encode_many(&self, depth: usize, parts: &[u32], value: &Value, to: &mut Vec<u8>) -> Decoded<()> {
		parts.iter().enumerate().try_for_each(|(place, id)| self.encode_within(depth, *id, &value[place], to))
	}

	fn encode_items(&self, depth: usize, item: u32, value: &Value, to: &mut Vec<u8>) -> Decoded<()> {
		list(value)?.iter().try_for_each(|value| self.encode_within(depth, item, value, to))
	}
}

fn text(value: &Value) -> Decoded<&str> {
	value.as_str().ok_or(Undecodable("no text"))
}

fn list(value: &Value) -> Decoded<&Vec<Value>> {
	value.as_array().ok_or(Undecodable("no list"))
}

/// Reads a number. A number too large for JSON is a text.
fn number(value: &Value) -> Decoded<i128> {
	let number = match value {
		Value::String(digits) => digits.parse().ok().or_else(|| Some(digits.parse::<u128>().ok()? as i128)),
		value => value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from)),
	};
	number.ok_or(Undecodable("no number"))
}

fn digits(value: &Value) -> Decoded<Vec<u8>> {
	let bytes = text(value)?.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	bytes.ok_or(Undecodable("no bytes"))
}
