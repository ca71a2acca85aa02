// SPDX-License-Identifier: Apache-2.0

//! Encoding of JSON to SCALE, the inverse of decoding: items of a sheet become the chain's bytes by it, and fixtures the very
//! form in which the chain's records are stored.

use crate::{
	budget::{MAX_DEPTH, TOO_DEEP},
	type_decoder::{account_id, Content, Shape, TypeDecoder},
	undecodable::{Decoded, Undecodable},
};
use codec::{Compact, Encode};
use serde_json::Value;

const TOO_LARGE: Undecodable = Undecodable("a number too large");
const OTHER_LENGTH: Undecodable = Undecodable("a value of another length");

impl TypeDecoder {
	/// Appends the encoding of a value.
	pub fn encode(&self, id: u32, value: &Value, to: &mut Vec<u8>) -> Decoded<()> {
		self.encode_within(MAX_DEPTH, id, value, to)
	}

	fn encode_within(&self, depth: usize, id: u32, value: &Value, to: &mut Vec<u8>) -> Decoded<()> {
		let depth = depth.checked_sub(1).ok_or(TOO_DEEP)?;
		match self.shape(id)? {
			Shape::Bool => to.push(u8::from(value.as_bool().ok_or(Undecodable("neither true nor false"))?)),
			Shape::Unsigned(size) => to.extend_from_slice(&unsigned(value, *size)?.to_le_bytes()[..*size]),
			Shape::Signed(size) => to.extend_from_slice(&signed(value, *size)?.to_le_bytes()[..*size]),
			Shape::Compact => Compact(unsigned(value, 16)?).encode_to(to),
			Shape::Text | Shape::AsciiList => text(value)?.encode_to(to),
			Shape::Bytes(size) => to.extend(of_length(&digits(value)?, *size)?),
			Shape::ByteList => digits(value)?.encode_to(to),
			Shape::Ascii(size) => to.extend(of_length(text(value)?.as_bytes(), *size)?),
			Shape::Account => to.extend(account_id(text(value)?).ok_or(Undecodable("no account"))?),
			Shape::Sealed => to.extend(of_length(&digits(&value["sealed"])?, 32)?),
			Shape::Transparent(inner) => self.encode_within(depth, *inner, value, to)?,
			Shape::Struct(fields) => self.encode_named(depth, fields, value, to)?,
			Shape::Tuple(parts) => self.encode_many(depth, parts, value, to)?,
			Shape::Array(_, size) if list(value)?.len() != *size => return Err(OTHER_LENGTH),
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

/// Reads a number of so many bytes. A number too large for JSON is a text.
fn unsigned(value: &Value, size: usize) -> Decoded<u128> {
	let number = match value {
		Value::String(digits) => digits.parse().ok(),
		value => value.as_u64().map(u128::from),
	};
	let number = number.ok_or(Undecodable("no whole number from 0 on"))?;
	let fits = size >= 16 || number >> (8 * size) == 0;
	fits.then_some(number).ok_or(TOO_LARGE)
}

fn signed(value: &Value, size: usize) -> Decoded<i128> {
	let number = match value {
		Value::String(digits) => digits.parse().ok(),
		value => value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from)),
	};
	let number = number.ok_or(Undecodable("no whole number"))?;
	// All bits above the value's own say its sign.
	let above = number >> (8 * size.clamp(1, 16) - 1);
	(above == 0 || above == -1).then_some(number).ok_or(TOO_LARGE)
}

fn of_length(bytes: &[u8], length: usize) -> Decoded<Vec<u8>> {
	(bytes.len() == length).then(|| bytes.to_vec()).ok_or(OTHER_LENGTH)
}

fn digits(value: &Value) -> Decoded<Vec<u8>> {
	let bytes = text(value)?.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	bytes.ok_or(Undecodable("no bytes"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use scale_info::{meta_type, Registry, TypeInfo};
	use serde_json::json;

	fn encoded<T: TypeInfo + 'static>(value: Value) -> Decoded<Vec<u8>> {
		let mut registry = Registry::new();
		let id = registry.register_type(&meta_type::<T>()).id;
		let mut bytes = Vec::new();
		TypeDecoder::of(&registry.into()).encode(id, &value, &mut bytes)?;
		Ok(bytes)
	}

	#[test]
	fn a_number_has_no_more_bytes_than_its_type() {
		assert_eq!(encoded::<u8>(json!(255)), Ok(vec![255]));
		assert_eq!(encoded::<u8>(json!(256)), Err(TOO_LARGE));
		assert_eq!(encoded::<i16>(json!(-32_768)), Ok(i16::MIN.encode()));
		assert_eq!(encoded::<i16>(json!(32_768)), Err(TOO_LARGE));
		assert_eq!(encoded::<u64>(json!(u64::MAX)), Ok(u64::MAX.encode()));
		assert_eq!(encoded::<u128>(json!(u128::MAX.to_string())), Ok(u128::MAX.encode()));
		assert_eq!(encoded::<i128>(json!(i128::MIN.to_string())), Ok(i128::MIN.encode()));
		assert!(encoded::<u32>(json!(-1)).is_err() && encoded::<u32>(json!(1.5)).is_err());
	}

	#[test]
	fn bytes_codes_and_arrays_have_the_length_of_their_type() {
		assert_eq!(encoded::<[u8; 2]>(json!("0x0102")), Ok(vec![1, 2]));
		assert_eq!(encoded::<[u8; 2]>(json!("0x01")), Err(OTHER_LENGTH));
		assert_eq!(encoded::<[u16; 2]>(json!([1])), Err(OTHER_LENGTH));
		assert_eq!(encoded::<suyuan_primitives::codes::Currency>(json!("CNYX")), Err(OTHER_LENGTH));
		let sealed = json!({ "sealed": "0x07" });
		assert_eq!(encoded::<suyuan_primitives::values::Sealed>(sealed), Err(OTHER_LENGTH));
	}
}
