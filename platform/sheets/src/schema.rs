// SPDX-License-Identifier: Apache-2.0
//! Items as JSON and as bytes, both by the chain's own description of its types.
//!
//! JSON is that of the platform's interface: names as on the chain, a variant with data as `{"Production": {…}}` and
//! without as `"NoneOccurred"`, newtypes transparent, absent values null, codes as text, other bytes as 0x hex.

use codec::{Compact, Decode, Encode};
use scale_info::{
	form::PortableForm, Field, MetaType, PortableRegistry, Registry, Type, TypeDef, TypeDefPrimitive,
};
use serde_json::{json, Map, Value};
use std::sync::OnceLock;
use suyuan_primitives::{
	items::{CustomsInfo, LogisticsInfo, ProductInfo, TransactionInfo},
	requirement::InfoBlock,
};

/// The types of all items.
pub struct Schema {
	types: PortableRegistry,
	items: [u32; 4],
}

/// The error of a value that does not have the shape of the chain's types.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Misfit(pub String);

fn misfit<T>(what: impl Into<String>) -> Result<T, Misfit> {
	Err(Misfit(what.into()))
}

/// The shape of a type in JSON.
enum Shape<'a> {
	/// A newtype: its content in its place.
	Transparent(u32),
	/// A seal: its content under one name.
	Sealed(u32),
	Fields(&'a [Field<PortableForm>]),
	Optional(u32),
	Choice(&'a [scale_info::Variant<PortableForm>]),
	Bytes(Option<u32>),
	List(u32),
	Text,
	Primitive(&'a TypeDefPrimitive),
}

impl Schema {
	/// The types of this build.
	pub fn get() -> &'static Self {
		static SCHEMA: OnceLock<Schema> = OnceLock::new();
		SCHEMA.get_or_init(|| {
			let mut registry = Registry::new();
			let items = [
				MetaType::new::<ProductInfo>(),
				MetaType::new::<TransactionInfo>(),
				MetaType::new::<LogisticsInfo>(),
				MetaType::new::<CustomsInfo>(),
			]
			.map(|item| registry.register_type(&item).id);
			Self { types: registry.into(), items }
		})
	}

	/// The bytes of a block's item.
	pub fn encode(&self, block: InfoBlock, item: &Value) -> Result<Vec<u8>, Misfit> {
		let mut bytes = Vec::new();
		self.put(self.item(block), item, false, &mut bytes)?;
		Ok(bytes)
	}

	/// A block's item from its bytes.
	pub(crate) fn decode(&self, block: InfoBlock, mut bytes: &[u8]) -> Result<Value, Misfit> {
		let item = self.take(self.item(block), false, &mut bytes)?;
		if bytes.is_empty() {
			Ok(item)
		} else {
			misfit("bytes are left over")
		}
	}

	/// The optional part of the path to a field of a variant.
	///
	/// The path of the innermost value on the way that is optional; `None` for a field that must always be there. An error
	/// if there is no such field.
	pub(crate) fn optional<'a>(
		&self,
		block: InfoBlock,
		variant: &str,
		path: &'a str,
	) -> Result<Option<&'a str>, Misfit> {
		let mut id = self.variant(block, variant)?;
		let mut optional = None;
		let mut walked = 0;
		for step in path.split('.').filter(|step| !step.is_empty()) {
			let fields = loop {
				match self.shape(id) {
					Shape::Transparent(inner) => id = inner,
					Shape::Optional(inner) => {
						optional = Some(&path[..walked]);
						id = inner;
					}
					Shape::Fields(fields) => break fields,
					_ => return misfit(format!("{variant}.{path}: nothing is within {step}")),
				}
			};
			let field = fields.iter().find(|field| field.name.as_deref() == Some(step));
			id = field.ok_or_else(|| Misfit(format!("{variant} has no {path}")))?.ty.id;
			walked += step.len() + usize::from(walked > 0);
		}
		if let Shape::Optional(_) = self.shape(id) {
			optional = Some(path);
		}
		Ok(optional)
	}

	/// The fields of a variant, each by the path to it: down to one value in a reader's eyes.
	#[cfg(test)]
	pub(crate) fn fields(&self, block: InfoBlock, variant: &str) -> Result<Vec<String>, Misfit> {
		let mut paths = Vec::new();
		self.walk(self.variant(block, variant)?, String::new(), &mut paths);
		Ok(paths)
	}

	#[cfg(test)]
	fn walk(&self, id: u32, path: String, paths: &mut Vec<String>) {
		match self.shape(id) {
			Shape::Transparent(inner) | Shape::Optional(inner) => self.walk(inner, path, paths),
			Shape::Fields(fields) if self.name(id) != Some("Evidence") => {
				for field in fields {
					let name = field.name.as_deref().unwrap_or_default();
					let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
					self.walk(field.ty.id, path, paths);
				}
			}
			_ => paths.push(path),
		}
	}

	fn item(&self, block: InfoBlock) -> u32 {
		self.items[block as usize]
	}

	fn variant(&self, block: InfoBlock, name: &str) -> Result<u32, Misfit> {
		let Shape::Choice(variants) = self.shape(self.item(block)) else {
			return misfit("items are variants");
		};
		match variants.iter().find(|variant| variant.name == name).map(|variant| &variant.fields[..]) {
			Some([content]) => Ok(content.ty.id),
			_ => misfit(format!("there is no {name}")),
		}
	}

	fn ty(&self, id: u32) -> &Type<PortableForm> {
		self.types.resolve(id).expect("the registry holds every type that it names")
	}

	fn name(&self, id: u32) -> Option<&str> {
		self.ty(id).path.segments.last().map(String::as_str)
	}

	fn is_code(&self, id: u32) -> bool {
		self.ty(id).path.segments.iter().any(|segment| segment == "codes")
	}

	fn shape(&self, id: u32) -> Shape<'_> {
		let name = self.name(id);
		match &self.ty(id).type_def {
			TypeDef::Composite(composite) => match &composite.fields[..] {
				[only] if only.name.is_none() && name == Some("Sealed") => Shape::Sealed(only.ty.id),
				[only] if only.name.is_none() => Shape::Transparent(only.ty.id),
				fields => Shape::Fields(fields),
			},
			TypeDef::Variant(variants) if name == Some("Option") => {
				Shape::Optional(variants.variants[1].fields[0].ty.id)
			}
			TypeDef::Variant(variants) => Shape::Choice(&variants.variants),
			TypeDef::Sequence(sequence) if self.is_byte(sequence.type_param.id) => Shape::Bytes(None),
			TypeDef::Sequence(sequence) => Shape::List(sequence.type_param.id),
			TypeDef::Array(array) if self.is_byte(array.type_param.id) => Shape::Bytes(Some(array.len)),
			TypeDef::Primitive(TypeDefPrimitive::Str) => Shape::Text,
			TypeDef::Primitive(primitive) => Shape::Primitive(primitive),
			other => unreachable!("the vocabulary has no {other:?}"),
		}
	}

	fn is_byte(&self, id: u32) -> bool {
		matches!(self.ty(id).type_def, TypeDef::Primitive(TypeDefPrimitive::U8))
	}

	fn put(&self, id: u32, value: &Value, code: bool, out: &mut Vec<u8>) -> Result<(), Misfit> {
		let code = code || self.is_code(id);
		match self.shape(id) {
			Shape::Transparent(inner) => self.put(inner, value, code, out),
			Shape::Sealed(inner) => self.put(inner, value.get("sealed").unwrap_or(&Value::Null), false, out),
			Shape::Fields(fields) => self.put_fields(fields, value, code, out),
			Shape::Optional(_) if value.is_null() => {
				out.push(0);
				Ok(())
			}
			Shape::Optional(inner) => {
				out.push(1);
				self.put(inner, value, code, out)
			}
			Shape::Choice(variants) => {
				let (name, content) = match value {
					Value::String(name) => (name, &Value::Null),
					Value::Object(one) if one.len() == 1 => one.iter().next().expect("it has one"),
					_ => return misfit(format!("{value} names no variant")),
				};
				let variant = variants
					.iter()
					.find(|variant| variant.name == *name)
					.ok_or_else(|| Misfit(format!("there is no {name}")))?;
				out.push(variant.index);
				match &variant.fields[..] {
					[only] if only.name.is_none() => self.put(only.ty.id, content, code, out),
					fields => self.put_fields(fields, content, code, out),
				}
			}
			Shape::Bytes(length) => {
				let text = value.as_str().ok_or_else(|| Misfit(format!("{value} is no text")))?;
				let bytes = if code { text.as_bytes().to_vec() } else { unhex(text)? };
				match length {
					Some(length) if bytes.len() != length as usize => {
						return misfit(format!("{text} does not have {length} bytes"));
					}
					Some(_) => out.extend(bytes),
					None => bytes.encode_to(out),
				}
				Ok(())
			}
			Shape::List(inner) => {
				let list = value.as_array().ok_or_else(|| Misfit(format!("{value} is no list")))?;
				Compact(list.len() as u32).encode_to(out);
				list.iter().try_for_each(|entry| self.put(inner, entry, code, out))
			}
			Shape::Text => match value.as_str() {
				Some(text) => {
					text.encode_to(out);
					Ok(())
				}
				None => misfit(format!("{value} is no text")),
			},
			Shape::Primitive(primitive) => put_primitive(primitive, value, out),
		}
	}

	fn put_fields(
		&self,
		fields: &[Field<PortableForm>],
		value: &Value,
		code: bool,
		out: &mut Vec<u8>,
	) -> Result<(), Misfit> {
		fields.iter().try_for_each(|field| {
			let name = field.name.as_deref().unwrap_or_default();
			let value = value.get(name).unwrap_or(&Value::Null);
			self.put(field.ty.id, value, code, out).map_err(|Misfit(why)| Misfit(format!("{name}: {why}")))
		})
	}

	fn take(&self, id: u32, code: bool, bytes: &mut &[u8]) -> Result<Value, Misfit> {
		let code = code || self.is_code(id);
		Ok(match self.shape(id) {
			Shape::Transparent(inner) => self.take(inner, code, bytes)?,
			Shape::Sealed(inner) => json!({ "sealed": self.take(inner, false, bytes)? }),
			Shape::Fields(fields) => self.take_fields(fields, code, bytes)?,
			Shape::Optional(inner) => match read::<u8>(bytes)? {
				0 => Value::Null,
				_ => self.take(inner, code, bytes)?,
			},
			Shape::Choice(variants) => {
				let index = read::<u8>(bytes)?;
				let variant = variants
					.iter()
					.find(|variant| variant.index == index)
					.ok_or_else(|| Misfit(format!("there is no variant {index}")))?;
				match &variant.fields[..] {
					[] => json!(variant.name),
					[only] if only.name.is_none() => {
						json!({ variant.name.as_str(): self.take(only.ty.id, code, bytes)? })
					}
					fields => json!({ variant.name.as_str(): self.take_fields(fields, code, bytes)? }),
				}
			}
			Shape::Bytes(length) => {
				let content = match length {
					Some(length) if bytes.len() < length as usize => return misfit("it ends too early"),
					Some(length) => {
						let (content, rest) = bytes.split_at(length as usize);
						*bytes = rest;
						content.to_vec()
					}
					None => read(bytes)?,
				};
				if code {
					json!(String::from_utf8_lossy(&content))
				} else {
					json!(format!("0x{}", hex::encode(content)))
				}
			}
			Shape::List(inner) => {
				let length = read::<Compact<u32>>(bytes)?.0;
				(0..length).map(|_| self.take(inner, code, bytes)).collect::<Result<Vec<_>, _>>()?.into()
			}
			Shape::Text => json!(read::<String>(bytes)?),
			Shape::Primitive(primitive) => take_primitive(primitive, bytes)?,
		})
	}

	fn take_fields(
		&self,
		fields: &[Field<PortableForm>],
		code: bool,
		bytes: &mut &[u8],
	) -> Result<Value, Misfit> {
		let mut object = Map::new();
		for field in fields {
			let name = field.name.clone().unwrap_or_default();
			object.insert(name, self.take(field.ty.id, code, bytes)?);
		}
		Ok(Value::Object(object))
	}
}

fn read<T: Decode>(bytes: &mut &[u8]) -> Result<T, Misfit> {
	T::decode(bytes).map_err(|error| Misfit(error.to_string()))
}

fn unhex(text: &str) -> Result<Vec<u8>, Misfit> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	hex::decode(digits).map_err(|error| Misfit(format!("{text}: {error}")))
}

fn put_primitive(primitive: &TypeDefPrimitive, value: &Value, out: &mut Vec<u8>) -> Result<(), Misfit> {
	fn fitting<T: TryFrom<i128> + Encode>(number: i128, out: &mut Vec<u8>) -> Result<(), Misfit> {
		match T::try_from(number) {
			Ok(number) => {
				number.encode_to(out);
				Ok(())
			}
			Err(_) => misfit(format!("{number} is too large")),
		}
	}
	if let (TypeDefPrimitive::Bool, Some(truth)) = (primitive, value.as_bool()) {
		truth.encode_to(out);
		return Ok(());
	}
	let number = value.as_u64().map(i128::from).or(value.as_i64().map(i128::from));
	let number = number.ok_or_else(|| Misfit(format!("{value} is no whole number")))?;
	match primitive {
		TypeDefPrimitive::U8 => fitting::<u8>(number, out),
		TypeDefPrimitive::U16 => fitting::<u16>(number, out),
		TypeDefPrimitive::U32 => fitting::<u32>(number, out),
		TypeDefPrimitive::U64 => fitting::<u64>(number, out),
		TypeDefPrimitive::I16 => fitting::<i16>(number, out),
		TypeDefPrimitive::I32 => fitting::<i32>(number, out),
		other => misfit(format!("the vocabulary has no {other:?}")),
	}
}

fn take_primitive(primitive: &TypeDefPrimitive, bytes: &mut &[u8]) -> Result<Value, Misfit> {
	Ok(match primitive {
		TypeDefPrimitive::Bool => json!(read::<bool>(bytes)?),
		TypeDefPrimitive::U8 => json!(read::<u8>(bytes)?),
		TypeDefPrimitive::U16 => json!(read::<u16>(bytes)?),
		TypeDefPrimitive::U32 => json!(read::<u32>(bytes)?),
		TypeDefPrimitive::U64 => json!(read::<u64>(bytes)?),
		TypeDefPrimitive::I16 => json!(read::<i16>(bytes)?),
		TypeDefPrimitive::I32 => json!(read::<i32>(bytes)?),
		other => return misfit(format!("the vocabulary has no {other:?}")),
	})
}
