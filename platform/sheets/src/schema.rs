// SPDX-License-Identifier: Apache-2.0
//! Items as JSON and as bytes, both by the chain's own description of its types.

use scale_info::{MetaType, Registry};
use serde_json::Value;
use std::sync::OnceLock;
use suyuan_primitives::{
	items::{CustomsInfo, LogisticsInfo, ProductInfo, TransactionInfo},
	requirement::InfoBlock,
};
use suyuan_scale_json::{Decoded, TypeDecoder, Undecodable};

/// The types of all items.
pub struct Schema {
	types: TypeDecoder,
	items: [u32; 4],
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
			Self { types: TypeDecoder::of(&registry.into()), items }
		})
	}

	/// The bytes of a block's item.
	pub fn encode(&self, block: InfoBlock, item: &Value) -> Decoded<Vec<u8>> {
		let mut bytes = Vec::new();
		self.types.encode(self.item(block), item, &mut bytes)?;
		Ok(bytes)
	}

	/// A block's item from its bytes.
	pub(crate) fn decode(&self, block: InfoBlock, mut bytes: &[u8]) -> Decoded<Value> {
		let item = self.types.decode(self.item(block), &mut bytes)?;
		bytes.is_empty().then_some(item).ok_or(Undecodable("bytes are left over"))
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
	) -> Decoded<Option<&'a str>> {
		let mut id = self.types.variant(self.item(block), variant)?;
		let mut optional = None;
		let mut walked = 0;
		for step in path.split('.').filter(|step| !step.is_empty()) {
			while let Some(inner) = self.types.optional(id)? {
				optional = Some(&path[..walked]);
				id = inner;
			}
			let field = self.types.fields(id)?.iter().find(|(name, _)| name == step);
			id = field.ok_or(Undecodable("a field that is not there"))?.1;
			walked += step.len() + usize::from(walked > 0);
		}
		Ok(if self.types.optional(id)?.is_some() { Some(path) } else { optional })
	}

	/// The fields of a variant, each by the path to it: down to one value in a reader's eyes.
	#[cfg(test)]
	pub(crate) fn fields(&self, block: InfoBlock, variant: &str) -> Decoded<Vec<String>> {
		let mut paths = Vec::new();
		self.walk(self.types.variant(self.item(block), variant)?, String::new(), &mut paths)?;
		Ok(paths)
	}

	#[cfg(test)]
	fn walk(&self, id: u32, path: String, paths: &mut Vec<String>) -> Decoded<()> {
		if let Some(inner) = self.types.optional(id)? {
			return self.walk(inner, path, paths);
		}
		// A document is one value, by its kind and digest.
		let is_document = |fields: &[(String, u32)]| fields.iter().any(|(name, _)| name == "sha256");
		match self.types.fields(id) {
			Ok(fields) if !is_document(fields) => fields.iter().try_for_each(|(name, field)| {
				let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
				self.walk(*field, path, paths)
			}),
			_ => {
				paths.push(path);
				Ok(())
			}
		}
	}

	fn item(&self, block: InfoBlock) -> u32 {
		self.items[block as usize]
	}
}
