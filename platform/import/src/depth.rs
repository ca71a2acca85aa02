// SPDX-License-Identifier: Apache-2.0
//! Bounds on the nesting of a runtime's types.
//!
//! The decoder follows a value wherever its type leads. So a type that leads on for ever, which a node may describe, is
//! refused before a byte of it is decoded.

use crate::plan::pallet_of;
use anyhow::ensure;
use scale_info::{form::PortableForm, PortableRegistry, Type, TypeDef};
use std::collections::HashMap;
use subxt::metadata::Metadata;
use suyuan_primitives::requirement::InfoBlock;

/// The deepest nesting of a type. No type of the chain comes near.
const MAX_DEPTH: usize = 64;

/// Refuses a runtime if a type that is decoded here may be nested deeper than [`MAX_DEPTH`].
pub(crate) fn bounded(metadata: &Metadata) -> anyhow::Result<()> {
	let api = metadata.runtime_api_trait_by_name("TraceApi");
	let answers = api.iter().flat_map(|api| api.methods()).map(|method| method.output_ty());
	let storage = metadata.pallet_by_name("Participants").and_then(|pallet| pallet.storage());
	let held =
		storage.and_then(|storage| storage.entry_by_name("Authorizations")).map(|entry| entry.value_ty());
	let heads = InfoBlock::ALL.into_iter().filter_map(|block| {
		let storage = metadata.pallet_by_name(pallet_of(block))?.storage()?;
		Some(storage.entry_by_name("Heads")?.value_ty())
	});
	let events = metadata.outer_enums().event_enum_ty();
	let others = metadata.dispatch_error_ty().into_iter().chain([events]);
	all_bounded(metadata.types(), answers.chain(held).chain(heads).chain(others))
}

fn all_bounded(types: &PortableRegistry, ids: impl IntoIterator<Item = u32>) -> anyhow::Result<()> {
	let mut known = HashMap::new();
	for id in ids {
		ensure!(
			depth(types, id, MAX_DEPTH, &mut known).is_some(),
			"the node describes values that are nested without an end; it is no node of this chain"
		);
	}
	Ok(())
}

/// The depth of a type. `None` if that is deeper than allowed.
fn depth(types: &PortableRegistry, id: u32, left: usize, known: &mut HashMap<u32, usize>) -> Option<usize> {
	if let Some(depth) = known.get(&id) {
		return (*depth <= left).then_some(*depth);
	}
	let inner_left = left.checked_sub(1)?;
	let mut deepest = 0;
	for inner in types.resolve(id).map(parts).unwrap_or_default() {
		deepest = deepest.max(depth(types, inner, inner_left, known)?);
	}
	known.insert(id, deepest + 1);
	Some(deepest + 1)
}

/// The types that a type is made of.
fn parts(ty: &Type<PortableForm>) -> Vec<u32> {
	match &ty.type_def {
		TypeDef::Composite(composite) => composite.fields.iter().map(|field| field.ty.id).collect(),
		TypeDef::Variant(variant) => {
			variant.variants.iter().flat_map(|variant| &variant.fields).map(|field| field.ty.id).collect()
		}
		TypeDef::Sequence(sequence) => vec![sequence.type_param.id],
		TypeDef::Array(array) => vec![array.type_param.id],
		TypeDef::Tuple(tuple) => tuple.fields.iter().map(|field| field.id).collect(),
		TypeDef::Compact(compact) => vec![compact.type_param.id],
		TypeDef::Primitive(_) | TypeDef::BitSequence(_) => Vec::new(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, Value};

	/// Types of which each wraps another.
	fn types(wrapped: &[Option<u32>]) -> PortableRegistry {
		let types = wrapped.iter().enumerate().map(|(id, inner)| {
			let def = match inner {
				Some(inner) => json!({ "sequence": { "type": inner } }),
				None => json!({ "primitive": "u8" }),
			};
			json!({ "id": id, "type": { "path": [], "def": def } })
		});
		serde_json::from_value(json!({ "types": types.collect::<Vec<Value>>() })).unwrap()
	}

	#[test]
	fn types_that_end_somewhere_are_taken() {
		assert!(all_bounded(&types(&[Some(1), Some(2), None]), [0, 1, 2]).is_ok());
		let chain: Vec<_> = (1..MAX_DEPTH as u32).map(Some).chain([None]).collect();
		assert!(all_bounded(&types(&chain), [0]).is_ok());
	}

	#[test]
	fn types_that_lead_on_for_ever_or_too_far_are_refused() {
		for wrapped in [&[Some(0)][..], &[Some(1), Some(0)], &[Some(1), Some(2), Some(1)]] {
			let error = all_bounded(&types(wrapped), [0]).unwrap_err();
			assert!(error.to_string().contains("without an end"), "{error}");
		}
		let chain: Vec<_> = (1..=100_000).map(Some).chain([None]).collect();
		assert!(all_bounded(&types(&chain), [0]).is_err());
		// Also if the parts of it were looked at before.
		let chain: Vec<_> = (1..=MAX_DEPTH as u32).map(Some).chain([None]).collect();
		assert!(all_bounded(&types(&chain), [1, 0]).is_err());
	}
}
