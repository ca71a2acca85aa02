// SPDX-License-Identifier: Apache-2.0

//! Tests of the classes of fields: every field that is told has one, by the types that the chain describes to clients.

use crate::{AccountId, BlockNumber, Runtime};
use scale_info::{form::PortableForm, Field, MetaType, PortableRegistry, Registry, TypeDef, TypeInfo};
use std::collections::BTreeSet;
use suyuan_primitives::{
	classes::{class_of, Class, CLASSES},
	items::{CustomsInfo, LogisticsInfo, ProductInfo, TransactionInfo},
	reconciliation::LoopState,
};

/// Modules whose types are one value each, which has the class of the field that it stands in.
const VALUES: [&str; 4] = ["values", "codes", "parties", "requirement"];

/// Further types that are one value.
const SINGLE: [&str; 14] = [
	"AccountId32",
	"H256",
	"Total",
	"Comparison",
	"Range",
	"ScreeningOutcome",
	"TransportMode",
	"CustomsStatus",
	"SupervisionMode",
	"SupervisionModes",
	"CustomsCode",
	"DepartmentSet",
	"Status",
	"EntryNumber",
];

/// A field that is one value: its part, its name, and the name of its type.
type Leaf = (String, String, String);

/// A walk over the types of what is told.
struct Walk {
	registry: PortableRegistry,
	seen: BTreeSet<u32>,
	leaves: BTreeSet<Leaf>,
}

impl Walk {
	fn over(types: impl IntoIterator<Item = MetaType>) -> Self {
		let mut registry = Registry::new();
		let roots: Vec<_> = types.into_iter().map(|root| registry.register_type(&root).id).collect();
		let mut walk = Self { registry: registry.into(), seen: BTreeSet::new(), leaves: BTreeSet::new() };
		for root in roots {
			walk.part(root);
		}
		walk
	}

	/// The name of a type that is one value. None of a part, and of what holds others.
	fn value_name(&self, id: u32) -> Option<String> {
		let kind = self.registry.resolve(id).expect("it is registered");
		let path = &kind.path.segments;
		let name = path.last().cloned().unwrap_or_default();
		let is_value =
			path.iter().any(|module| VALUES.contains(&module.as_str())) || SINGLE.contains(&name.as_str());
		let is_primitive = matches!(kind.type_def, TypeDef::Primitive(_) | TypeDef::Array(_));
		(is_value || is_primitive).then_some(name)
	}

	/// Walks over the fields of a type that is none itself.
	fn part(&mut self, id: u32) {
		if !self.seen.insert(id) {
			return;
		}
		let kind = self.registry.resolve(id).expect("it is registered").clone();
		let name = kind.path.segments.last().cloned().unwrap_or_default();
		match &kind.type_def {
			TypeDef::Composite(composite) => self.fields(&name, &composite.fields),
			TypeDef::Variant(variants) => {
				variants.variants.iter().for_each(|variant| self.fields(&variant.name, &variant.fields));
			}
			TypeDef::Sequence(list) => self.part(list.type_param.id),
			TypeDef::Tuple(tuple) => tuple.fields.iter().for_each(|field| self.part(field.id)),
			TypeDef::Compact(compact) => self.part(compact.type_param.id),
			_ => (),
		}
	}

	fn fields(&mut self, part: &str, fields: &[Field<PortableForm>]) {
		for field in fields {
			let name = field.name.clone().unwrap_or_default();
			match self.value_of(field.ty.id) {
				// The list of positions is a type without a name for its only field.
				Some(of) if name.is_empty() && part == "Positions" => {
					self.leaves.insert((part.into(), "fixes".into(), of));
				}
				// What a variant or a list holds has the class of the field around it.
				Some(of) if !name.is_empty() => {
					self.leaves.insert((part.into(), name, of));
				}
				Some(_) => (),
				None => self.part(field.ty.id),
			}
		}
	}

	/// The name of the one value that a field is, or is some or a list of. None if it is a part.
	fn value_of(&self, id: u32) -> Option<String> {
		if let Some(name) = self.value_name(id) {
			return Some(name);
		}
		let kind = self.registry.resolve(id).expect("it is registered");
		match (&kind.type_def, kind.path.segments.last().map(String::as_str)) {
			(TypeDef::Variant(_), Some("Option")) => self.value_of(kind.type_params[0].ty?.id),
			(TypeDef::Composite(list), Some("BoundedVec" | "BTreeSet")) => {
				self.value_of(list.fields[0].ty.id)
			}
			(TypeDef::Sequence(list), _) => self.value_of(list.type_param.id),
			(TypeDef::Tuple(values), _) => {
				let names: Option<Vec<_>> =
					values.fields.iter().map(|value| self.value_of(value.id)).collect();
				names.map(|names| names.join(", "))
			}
			_ => None,
		}
	}
}

fn told() -> BTreeSet<Leaf> {
	fn of<T: TypeInfo + 'static>() -> MetaType {
		MetaType::new::<T>()
	}
	let roots = [
		of::<ProductInfo>(),
		of::<TransactionInfo>(),
		of::<LogisticsInfo>(),
		of::<CustomsInfo>(),
		of::<pallet_reconciliation::Loop<AccountId>>(),
		of::<pallet_reconciliation::LoopView<AccountId>>(),
		of::<pallet_reconciliation::StoredWaybill<AccountId>>(),
		of::<LoopState>(),
		of::<pallet_customs::Form<Runtime>>(),
		of::<pallet_customs::Declaration<AccountId>>(),
		of::<pallet_customs::Verdict<AccountId>>(),
		of::<pallet_customs::Filing>(),
		of::<pallet_participants::Profile>(),
		of::<pallet_participants::Application<BlockNumber>>(),
		of::<pallet_participants::Invitation<AccountId>>(),
		of::<pallet_participants::LiveSealingKeys>(),
		of::<pallet_participants::Partnership<AccountId>>(),
		of::<pallet_trade::Contract<AccountId>>(),
		of::<pallet_trade::Finished<AccountId>>(),
		of::<pallet_trade::Invoice>(),
	];
	Walk::over(roots).leaves
}

#[test]
fn every_field_has_one_class() {
	let without: Vec<_> =
		told().into_iter().filter(|(part, field, _)| class_of(part, field).is_none()).collect();
	assert_eq!(without, [], "give each a class in primitives/src/classes.rs");
	for row in CLASSES {
		let all: Vec<_> = row.fields.iter().flat_map(|(_, fields)| *fields).collect();
		let distinct: BTreeSet<_> = all.iter().collect();
		assert_eq!(distinct.len(), all.len(), "{} names a field twice", row.part);
	}
	let parts: BTreeSet<_> = CLASSES.iter().map(|row| row.part).collect();
	assert_eq!(parts.len(), CLASSES.len(), "a part stands in the table twice");
}

#[test]
fn no_class_is_that_of_a_field_that_is_gone() {
	let told = told();
	for row in CLASSES {
		for field in row.fields.iter().flat_map(|(_, fields)| *fields) {
			let is_there = told.iter().any(|(part, of, _)| part == row.part && of == field);
			assert!(is_there, "{}.{field}", row.part);
		}
	}
}

#[test]
fn what_is_counted_is_an_amount_and_every_amount_is_counted() {
	for (part, field, of) in told() {
		let is_amount = matches!(of.as_str(), "Amount" | "Money" | "Total");
		assert_eq!(class_of(&part, &field) == Some(Class::Counted), is_amount, "{part}.{field}: {of}");
	}
}

#[test]
fn what_an_item_counts_may_be_committed_to() {
	let items = [
		MetaType::new::<ProductInfo>(),
		MetaType::new::<TransactionInfo>(),
		MetaType::new::<LogisticsInfo>(),
		MetaType::new::<CustomsInfo>(),
	];
	for (part, field, of) in Walk::over(items).leaves {
		assert_ne!(of, "Money", "{part}.{field} can be told in clear alone");
	}
}

#[test]
fn personal_data_is_granted_and_nothing_else() {
	for (part, field, of) in told() {
		if of == "Sealed" {
			assert_eq!(class_of(&part, &field), Some(Class::Granted), "{part}.{field}");
		}
	}
}
