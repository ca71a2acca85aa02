// SPDX-License-Identifier: Apache-2.0

//! Type shapes of a runtime, computed once from its metadata, and decoding of SCALE by them into JSON.
//!
//! The JSON uses the chain's own names: an enum variant with data is `{"Production": {…}}`, one without is
//! `"NoneOccurred"`; a wrapper of one value is that value; an account is its SS58 text; an identifier made of ASCII
//! characters is text; other bytes are 0x hexadecimal.

use crate::{
	budget::{Budget, MAX_DEPTH, TOO_DEEP},
	undecodable::{Decoded, Undecodable},
};
use codec::{Compact, Decode};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{json, Map, Value};
use sp_core::crypto::{AccountId32, Ss58AddressFormat, Ss58Codec};
use std::{cell::RefCell, collections::HashMap};

/// SS58 prefix of Substrate chains in general.
const SS58_PREFIX: u16 = 42;

/// Shape of one type.
#[derive(Clone, Debug)]
pub(super) enum Shape {
	Bool,
	/// Unsigned integer of a number of bytes.
	Unsigned(usize),
	/// Signed integer of a number of bytes.
	Signed(usize),
	Compact,
	Text,
	/// Array of bytes of this length.
	Bytes(usize),
	/// List of bytes, with its length before it.
	ByteList,
	/// Array of ASCII characters of this length.
	Ascii(usize),
	AsciiList,
	Account,
	Sealed,
	Transparent(u32),
	Struct(Vec<(String, u32)>),
	Tuple(Vec<u32>),
	Array(u32, usize),
	List(u32),
	Option(u32),
	Enum(Vec<Option<Variant>>),
	/// Type that the chain's events don't carry.
	Unknown,
}

#[derive(Clone, Debug)]
pub(super) struct Variant {
	pub name: String,
	pub content: Content,
}

#[derive(Clone, Debug)]
pub(super) enum Content {
	Nothing,
	One(u32),
	Named(Vec<(String, u32)>),
	Many(Vec<u32>),
}

/// TypeDecoder of all types of a runtime, by type id.
#[derive(Clone, Debug)]
pub struct TypeDecoder(Vec<Shape>);

impl TypeDecoder {
	/// Computes the shapes of a registry's types.
	pub fn of(types: &PortableRegistry) -> Self {
		Self((0..types.types.len() as u32).map(|id| shape(types, id)).collect())
	}

	pub(super) fn shape(&self, id: u32) -> Decoded<&Shape> {
		self.0.get(id as usize).ok_or(Undecodable("a type that is not there"))
	}

	/// Decodes a value from the front of the input, within the bounds of depth and size of `Budget`.
	pub fn decode(&self, id: u32, input: &mut &[u8]) -> Decoded<Value> {
		self.value(id, input, &mut Budget::default())
	}

	fn value(&self, id: u32, input: &mut &[u8], budget: &mut Budget) -> Decoded<Value> {
		budget.enter()?;
		let value = match self.shape(id)? {
			Shape::Bool => Value::Bool(take(input, 1)?[0] != 0),
			Shape::Unsigned(size) => unsigned(take(input, *size)?),
			Shape::Signed(size) => signed(take(input, *size)?),
			Shape::Compact => match u64::try_from(compact(input)?) {
				Ok(number) => number.into(),
				Err(_) => return Err(Undecodable("a number too large")),
			},
			Shape::Text => text(list(input)?)?.into(),
			Shape::Bytes(size) => hexadecimal(take(input, *size)?).into(),
			Shape::ByteList => hexadecimal(list(input)?).into(),
			Shape::Ascii(size) => text(take(input, *size)?)?.into(),
			Shape::AsciiList => text(list(input)?)?.into(),
			Shape::Account => account(take(input, 32)?).into(),
			Shape::Sealed => json!({ "sealed": hexadecimal(take(input, 32)?) }),
			Shape::Transparent(inner) => self.value(*inner, input, budget)?,
			Shape::Struct(fields) => self.named(fields, input, budget)?,
			Shape::Tuple(parts) => self.many(parts, input, budget)?,
			Shape::Array(item, size) => self.items(*item, *size, input, budget)?,
			Shape::List(item) => {
				let count = length(input)?;
				self.items(*item, count, input, budget)?
			}
			Shape::Option(inner) => match take(input, 1)?[0] {
				0 => Value::Null,
				1 => self.value(*inner, input, budget)?,
				_ => return Err(Undecodable("neither something nor nothing")),
			},
			Shape::Enum(variants) => {
				let Variant { name, content } = variant(variants, input)?;
				match content {
					Content::Nothing => name.as_str().into(),
					Content::One(inner) => tagged(name, self.value(*inner, input, budget)?),
					Content::Named(fields) => tagged(name, self.named(fields, input, budget)?),
					Content::Many(parts) => tagged(name, self.many(parts, input, budget)?),
				}
			}
			Shape::Unknown => return Err(Undecodable("a type that no event has")),
		};
		budget.leave();
		Ok(value)
	}

	/// Skips a value at the front of the input.
	pub fn skip(&self, id: u32, input: &mut &[u8]) -> Decoded<()> {
		self.pass(id, input, &mut Budget::default())
	}

	fn pass(&self, id: u32, input: &mut &[u8], budget: &mut Budget) -> Decoded<()> {
		budget.enter()?;
		match self.shape(id)? {
			Shape::Bool => skip(input, 1)?,
			Shape::Unsigned(size) | Shape::Signed(size) | Shape::Bytes(size) | Shape::Ascii(size) => {
				skip(input, *size)?
			}
			Shape::Compact => {
				compact(input)?;
			}
			Shape::Text | Shape::ByteList | Shape::AsciiList => {
				list(input)?;
			}
			Shape::Account | Shape::Sealed => skip(input, 32)?,
			Shape::Transparent(inner) => self.pass(*inner, input, budget)?,
			Shape::Struct(fields) => fields.iter().try_for_each(|(_, id)| self.pass(*id, input, budget))?,
			Shape::Tuple(parts) => parts.iter().try_for_each(|id| self.pass(*id, input, budget))?,
			Shape::Array(item, size) => (0..*size).try_for_each(|_| self.pass(*item, input, budget))?,
			Shape::List(item) => {
				let count = length(input)?;
				(0..count).try_for_each(|_| self.pass(*item, input, budget))?
			}
			Shape::Option(inner) => {
				if take(input, 1)?[0] != 0 {
					self.pass(*inner, input, budget)?
				}
			}
			Shape::Enum(variants) => self.pass_content(&variant(variants, input)?.content, input, budget)?,
			Shape::Unknown => return Err(Undecodable("a type that no event has")),
		}
		budget.leave();
		Ok(())
	}

	fn pass_content(&self, content: &Content, input: &mut &[u8], budget: &mut Budget) -> Decoded<()> {
		match content {
			Content::Nothing => Ok(()),
			Content::One(inner) => self.pass(*inner, input, budget),
			Content::Named(fields) => fields.iter().try_for_each(|(_, id)| self.pass(*id, input, budget)),
			Content::Many(parts) => parts.iter().try_for_each(|id| self.pass(*id, input, budget)),
		}
	}

	/// Decodes an enum's value from the front of the input. Returns the name of its variant and, of its fields, those that
	/// are wanted.
	pub fn pick(&self, id: u32, input: &mut &[u8], wanted: &[&str]) -> Decoded<(&str, Value)> {
		let Shape::Enum(variants) = self.resolved(id)? else { return Err(Undecodable("no variant")) };
		let Variant { name, content } = variant(variants, input)?;
		let fields = match content {
			Content::Named(fields) => Some(fields),
			Content::One(inner) => match self.resolved(*inner)? {
				Shape::Struct(fields) => Some(fields),
				_ => None,
			},
			Content::Nothing | Content::Many(_) => None,
		};
		let Some(fields) = fields else {
			self.pass_content(content, input, &mut Budget::default())?;
			return Ok((name, Value::Null));
		};
		let mut picked = Map::new();
		for (field, id) in fields {
			if wanted.contains(&field.as_str()) {
				picked.insert(field.clone(), self.decode(*id, input)?);
			} else {
				self.skip(*id, input)?;
			}
		}
		Ok((name, picked.into()))
	}

	/// Fields of a struct, in their order.
	pub fn fields(&self, id: u32) -> Decoded<&[(String, u32)]> {
		match self.resolved(id)? {
			Shape::Struct(fields) => Ok(fields),
			_ => Err(Undecodable("no struct")),
		}
	}

	/// Type of the content of an enum's variant, which has one part.
	pub fn variant(&self, id: u32, name: &str) -> Decoded<u32> {
		let Shape::Enum(variants) = self.resolved(id)? else { return Err(Undecodable("no variant")) };
		match variants.iter().flatten().find(|variant| variant.name == name).map(|variant| &variant.content) {
			Some(Content::One(inner)) => Ok(*inner),
			_ => Err(Undecodable("an unknown variant")),
		}
	}

	/// Type of a value that may be absent. None for any other type.
	pub fn optional(&self, id: u32) -> Decoded<Option<u32>> {
		match self.resolved(id)? {
			Shape::Option(inner) => Ok(Some(*inner)),
			_ => Ok(None),
		}
	}

	/// Shape of a type without its wrappers.
	fn resolved(&self, mut id: u32) -> Decoded<&Shape> {
		for _ in 0..MAX_DEPTH {
			match self.shape(id)? {
				Shape::Transparent(inner) => id = *inner,
				shape => return Ok(shape),
			}
		}
		Err(TOO_DEEP)
	}

	fn named(&self, fields: &[(String, u32)], input: &mut &[u8], budget: &mut Budget) -> Decoded<Value> {
		let mut object = Map::new();
		for (name, id) in fields {
			object.insert(name.clone(), self.value(*id, input, budget)?);
		}
		Ok(object.into())
	}

	fn many(&self, parts: &[u32], input: &mut &[u8], budget: &mut Budget) -> Decoded<Value> {
		match parts {
			[] => Ok(Value::Null),
			parts => parts.iter().map(|id| self.value(*id, input, budget)).collect(),
		}
	}

	fn items(&self, item: u32, count: usize, input: &mut &[u8], budget: &mut Budget) -> Decoded<Value> {
		(0..count).map(|_| self.value(item, input, budget)).collect()
	}
}

fn shape(types: &PortableRegistry, id: u32) -> Shape {
	let Some(ty) = types.resolve(id) else { return Shape::Unknown };
	let path: Vec<&str> = ty.path.segments.iter().map(|part| part.as_ref()).collect();
	if let Some(shape) = named_shape(&ty.path) {
		return shape;
	}
	if path.as_slice() == ["Option"] {
		let TypeDef::Variant(option) = &ty.type_def else { return Shape::Unknown };
		let inner = option.variants.iter().find_map(|variant| variant.fields.first());
		return inner.map_or(Shape::Unknown, |field| Shape::Option(field.ty.id));
	}
	match &ty.type_def {
		TypeDef::Composite(composite) => match content(&composite.fields) {
			Content::Nothing => Shape::Tuple(vec![]),
			Content::One(inner) => {
				let is_code = path.starts_with(&["suyuan_primitives", "codes"]);
				match is_code.then(|| bytes(types, inner)).flatten() {
					Some(Shape::Bytes(size)) => Shape::Ascii(size),
					Some(Shape::ByteList) => Shape::AsciiList,
					_ => Shape::Transparent(inner),
				}
			}
			Content::Named(fields) => Shape::Struct(fields),
			Content::Many(parts) => Shape::Tuple(parts),
		},
		TypeDef::Variant(variants) => {
			let mut by_index = vec![];
			for variant in &variants.variants {
				let index = usize::from(variant.index);
				by_index.resize_with(by_index.len().max(index + 1), || None);
				by_index[index] =
					Some(Variant { name: variant.name.clone(), content: content(&variant.fields) });
			}
			Shape::Enum(by_index)
		}
		TypeDef::Sequence(sequence) if is_byte(types, sequence.type_param.id) => Shape::ByteList,
		TypeDef::Sequence(sequence) => Shape::List(sequence.type_param.id),
		TypeDef::Array(array) if is_byte(types, array.type_param.id) => Shape::Bytes(array.len as usize),
		TypeDef::Array(array) => Shape::Array(array.type_param.id, array.len as usize),
		TypeDef::Tuple(tuple) => Shape::Tuple(tuple.fields.iter().map(|part| part.id).collect()),
		TypeDef::Primitive(primitive) => match primitive {
			TypeDefPrimitive::Bool => Shape::Bool,
			TypeDefPrimitive::Char => Shape::Unsigned(4),
			TypeDefPrimitive::Str => Shape::Text,
			TypeDefPrimitive::U8 => Shape::Unsigned(1),
			TypeDefPrimitive::U16 => Shape::Unsigned(2),
			TypeDefPrimitive::U32 => Shape::Unsigned(4),
			TypeDefPrimitive::U64 => Shape::Unsigned(8),
			TypeDefPrimitive::U128 => Shape::Unsigned(16),
			TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => Shape::Bytes(32),
			TypeDefPrimitive::I8 => Shape::Signed(1),
			TypeDefPrimitive::I16 => Shape::Signed(2),
			TypeDefPrimitive::I32 => Shape::Signed(4),
			TypeDefPrimitive::I64 => Shape::Signed(8),
			TypeDefPrimitive::I128 => Shape::Signed(16),
		},
		TypeDef::Compact(_) => Shape::Compact,
		TypeDef::BitSequence(_) => Shape::Unknown,
	}
}

fn content(fields: &[Field<PortableForm>]) -> Content {
	match fields {
		[] => Content::Nothing,
		[field] if field.name.is_none() => Content::One(field.ty.id),
		fields if fields[0].name.is_none() => Content::Many(fields.iter().map(|field| field.ty.id).collect()),
		fields => Content::Named(
			fields.iter().map(|field| (field.name.clone().unwrap_or_default(), field.ty.id)).collect(),
		),
	}
}

fn is_byte(types: &PortableRegistry, id: u32) -> bool {
	let ty = types.resolve(id).map(|ty| &ty.type_def);
	matches!(ty, Some(TypeDef::Primitive(TypeDefPrimitive::U8)))
}

/// Shape of a type that is bytes, however often they are wrapped. None for any other.
fn bytes(types: &PortableRegistry, mut id: u32) -> Option<Shape> {
	for _ in 0..MAX_DEPTH {
		let ty = types.resolve(id)?;
		match &ty.type_def {
			TypeDef::Sequence(sequence) if is_byte(types, sequence.type_param.id) => {
				return Some(Shape::ByteList)
			}
			TypeDef::Array(array) if is_byte(types, array.type_param.id) => {
				return Some(Shape::Bytes(array.len as usize))
			}
			TypeDef::Composite(composite) if named_shape(&ty.path).is_none() => {
				match content(&composite.fields) {
					Content::One(inner) => id = inner,
					_ => return None,
				}
			}
			_ => return None,
		}
	}
	None
}

/// Shape of a type that is recognised by its name alone.
fn named_shape(path: &scale_info::Path<PortableForm>) -> Option<Shape> {
	match path.segments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
		["sp_core", "crypto", "AccountId32"] => Some(Shape::Account),
		["suyuan_primitives", .., "Sealed"] => Some(Shape::Sealed),
		_ => None,
	}
}

fn take<'i>(input: &mut &'i [u8], size: usize) -> Decoded<&'i [u8]> {
	let (taken, rest) = input.split_at_checked(size).ok_or(Undecodable("they end too early"))?;
	*input = rest;
	Ok(taken)
}

fn skip(input: &mut &[u8], size: usize) -> Decoded<()> {
	take(input, size).map(|_| ())
}

fn compact(input: &mut &[u8]) -> Decoded<u128> {
	Compact::<u128>::decode(input).map(|number| number.0).map_err(|_| Undecodable("no compact number"))
}

/// Reads the number of items. Never more than there are bytes, so that no input makes this reserve room for what isn't
/// there.
fn length(input: &mut &[u8]) -> Decoded<usize> {
	let length = usize::try_from(compact(input)?).map_err(|_| Undecodable("a list too long"))?;
	if length > input.len() {
		return Err(Undecodable("a list longer than what follows"));
	}
	Ok(length)
}

fn list<'i>(input: &mut &'i [u8]) -> Decoded<&'i [u8]> {
	let length = length(input)?;
	take(input, length)
}

fn text(bytes: &[u8]) -> Decoded<&str> {
	std::str::from_utf8(bytes).map_err(|_| Undecodable("a text that is none"))
}

fn variant<'v>(variants: &'v [Option<Variant>], input: &mut &[u8]) -> Decoded<&'v Variant> {
	let index = usize::from(take(input, 1)?[0]);
	variants.get(index).and_then(Option::as_ref).ok_or(Undecodable("a variant that is not there"))
}

fn tagged(name: &str, value: Value) -> Value {
	let mut object = Map::new();
	object.insert(name.into(), value);
	object.into()
}

/// Converts an unsigned integer. One larger than 64 bits becomes text, since JSON's readers don't count so far.
fn unsigned(bytes: &[u8]) -> Value {
	let mut whole = [0; 16];
	whole[..bytes.len()].copy_from_slice(bytes);
	let number = u128::from_le_bytes(whole);
	u64::try_from(number).map_or_else(|_| number.to_string().into(), Value::from)
}

fn signed(bytes: &[u8]) -> Value {
	let negative = bytes.last().is_some_and(|last| last & 0x80 != 0);
	let mut whole = [if negative { 0xff } else { 0 }; 16];
	whole[..bytes.len()].copy_from_slice(bytes);
	let number = i128::from_le_bytes(whole);
	i64::try_from(number).map_or_else(|_| number.to_string().into(), Value::from)
}

/// Encodes bytes as 0x hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// Encodes an account as its SS58 text.
pub fn account(bytes: &[u8]) -> String {
	let mut id = [0; 32];
	id.copy_from_slice(&bytes[..32]);
	// Few accounts write most records, and the text of one takes longer than the rest of its record.
	ACCOUNTS.with_borrow_mut(|known| {
		if known.len() >= MOST_ACCOUNTS {
			known.clear();
		}
		let text = || AccountId32::new(id).to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX));
		known.entry(id).or_insert_with(text).clone()
	})
}

/// Texts of accounts that each thread caches at most.
const MOST_ACCOUNTS: usize = 4_096;

thread_local! {
	static ACCOUNTS: RefCell<HashMap<[u8; 32], String>> = RefCell::default();
}

/// Decodes the account of an SS58 text.
pub fn account_id(text: &str) -> Option<[u8; 32]> {
	AccountId32::from_ss58check(text).ok().map(Into::into)
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use scale_info::{meta_type, Registry, TypeInfo};
	use suyuan_primitives::{codes, items, values};

	fn decoded<T: TypeInfo + Encode + 'static>(value: &T) -> Decoded<Value> {
		decoded_from::<T>(&value.encode())
	}

	fn decoded_from<T: TypeInfo + 'static>(mut bytes: &[u8]) -> Decoded<Value> {
		let mut registry = Registry::new();
		let id = registry.register_type(&meta_type::<T>()).id;
		let shapes = TypeDecoder::of(&registry.into());
		let (whole, mut skipped) = (bytes, bytes);
		let value = shapes.decode(id, &mut bytes)?;
		shapes.skip(id, &mut skipped)?;
		assert!(bytes.is_empty() && skipped.is_empty(), "decoding and skipping take the same bytes");
		let mut again = Vec::new();
		shapes.encode(id, &value, &mut again)?;
		assert_eq!(again, whole, "what was decoded encodes to the same");
		Ok(value)
	}

	#[test]
	fn codes_are_text() {
		assert_eq!(decoded(&codes::Currency::CNY), Ok(json!("CNY")));
		let gtin: codes::Gtin = "6901234567892".parse().unwrap();
		assert_eq!(decoded(&gtin), Ok(json!("06901234567892")));
		let batch: codes::Batch = "L-1".parse().unwrap();
		assert_eq!(decoded(&batch), Ok(json!("L-1")));
		let code: codes::TraceCode = "01/06901234567892/21/SN-0001".parse().unwrap();
		assert_eq!(decoded(&code), Ok(json!("01/06901234567892/21/SN-0001")));
	}

	#[test]
	fn items_stand_under_the_names_of_the_chain() {
		let nothing = items::LogisticsInfo::DeliveryException(items::DeliveryException::NoneOccurred);
		assert_eq!(decoded(&nothing), Ok(json!({ "DeliveryException": "NoneOccurred" })));
		let code = items::ProductInfo::ProductCode(items::ProductCode {
			barcode: "6901234567892".parse().unwrap(),
			batch: None,
		});
		let expected = json!({ "ProductCode": { "barcode": "06901234567892", "batch": null } });
		assert_eq!(decoded(&code), Ok(expected));
	}

	#[test]
	fn what_is_sealed_says_so() {
		let sealed = decoded(&values::Sealed([7; 32])).unwrap();
		assert_eq!(sealed, json!({ "sealed": format!("0x{}", "07".repeat(32)) }));
	}

	#[test]
	fn accounts_are_ss58_and_can_be_read_back() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let bytes = account_id(alice).unwrap();
		assert_eq!(decoded(&AccountId32::new(bytes)), Ok(json!(alice)));
		assert_eq!(account_id("nobody"), None);
	}

	#[test]
	fn numbers_keep_their_sign_and_their_size() {
		assert_eq!(decoded(&-184_085_000_i32), Ok(json!(-184_085_000)));
		assert_eq!(decoded(&u64::MAX), Ok(json!(u64::MAX)));
		assert_eq!(decoded(&u128::MAX), Ok(json!(u128::MAX.to_string())));
		assert_eq!(decoded(&Compact(70_000_u32)), Ok(json!(70_000)));
	}

	#[test]
	fn of_an_enum_the_wanted_fields_are_picked_and_as_many_bytes_taken() {
		let features = items::ProductInfo::Features(items::Features {
			brand: "声澜".try_into().unwrap(),
			model: "SL-B5".try_into().unwrap(),
			shelf_life: values::ShelfLife::Unlimited,
			certificates: Default::default(),
			certificate_of_origin: None,
			test_reports: Default::default(),
		});
		let mut registry = Registry::new();
		let id = registry.register_type(&meta_type::<items::ProductInfo>()).id;
		let shapes = TypeDecoder::of(&registry.into());
		let bytes = features.encode();
		let mut input = bytes.as_slice();
		let expected = json!({ "model": "SL-B5" });
		assert_eq!(shapes.pick(id, &mut input, &["model", "colour"]), Ok(("Features", expected)));
		assert!(input.is_empty());
		assert!(shapes.pick(id, &mut &bytes[..5], &["model"]).is_err());
	}

	#[test]
	fn bytes_that_end_too_early_are_refused() {
		let bytes = (1_u32, "text".to_string()).encode();
		for end in 0..bytes.len() {
			assert!(decoded_from::<(u32, String)>(&bytes[..end]).is_err(), "{end} bytes");
		}
		assert_eq!(decoded_from::<(u32, String)>(&bytes), Ok(json!([1, "text"])));
	}

	#[test]
	fn a_list_that_claims_more_than_there_is_reserves_nothing() {
		let huge = Compact(u32::MAX).encode();
		assert_eq!(decoded_from::<Vec<u32>>(&huge), Err(Undecodable("a list longer than what follows")));
	}

	/// Type of unbounded depth.
	#[derive(Encode, TypeInfo)]
	struct Nested(Vec<Nested>);

	#[test]
	fn a_value_nested_deeper_than_any_is_refused() {
		let nested = |deep: usize| (0..deep).fold(Nested(vec![]), |inner, _| Nested(vec![inner]));
		assert!(decoded(&nested(10)).is_ok());
		let deep = [vec![4; 1_000_000], vec![0]].concat();
		assert_eq!(decoded_from::<Nested>(&deep), Err(TOO_DEEP));
		let mut registry = Registry::new();
		let id = registry.register_type(&meta_type::<Nested>()).id;
		let shapes = TypeDecoder::of(&registry.into());
		assert_eq!(shapes.skip(id, &mut deep.as_slice()), Err(TOO_DEEP));
		let json = (0..100).fold(json!([]), |inner, _| json!([inner]));
		assert_eq!(shapes.encode(id, &json, &mut Vec::new()), Err(TOO_DEEP));
	}

	#[test]
	fn a_value_of_more_parts_than_any_is_refused() {
		let many = [Compact(2_000_000_u32).encode(), vec![0; 2_000_000]].concat();
		let error = Err(Undecodable("a value of too many parts"));
		assert_eq!(decoded_from::<Vec<Option<u8>>>(&many), error);
		// Units take no bytes at all.
		assert_eq!(decoded_from::<[(); 4_000_000]>(&[]), error);
	}

	#[test]
	fn types_that_wrap_themselves_are_refused_and_not_followed_for_ever() {
		let composite = |inner: u32| {
			let field = json!({ "type": inner });
			json!({ "path": ["suyuan_primitives", "codes", "X"], "def": { "composite": { "fields": [field] } } })
		};
		// Two that wrap each other, and a chain of fifty.
		let mut types = vec![composite(1), composite(0)];
		types.extend((0..50).map(|n| composite(3 + n)));
		types.push(json!({ "path": [], "def": { "primitive": "u8" } }));
		let types: Vec<_> =
			types.into_iter().enumerate().map(|(id, def)| json!({ "id": id, "type": def })).collect();
		let registry: PortableRegistry = serde_json::from_value(json!({ "types": types })).unwrap();
		let shapes = TypeDecoder::of(&registry);
		assert_eq!(shapes.decode(0, &mut &[1_u8; 64][..]), Err(TOO_DEEP));
		assert_eq!(shapes.skip(1, &mut &[1_u8; 64][..]), Err(TOO_DEEP));
		assert_eq!(shapes.pick(0, &mut &[1_u8; 64][..], &[]), Err(TOO_DEEP));
		assert_eq!(shapes.decode(2, &mut &[7_u8; 64][..]), Ok(json!(7)));
	}

	#[test]
	fn an_unknown_variant_is_refused() {
		assert_eq!(
			decoded_from::<items::CustomsStatus>(&[200]),
			Err(Undecodable("a variant that is not there"))
		);
	}
}
