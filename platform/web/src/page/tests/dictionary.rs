// SPDX-License-Identifier: Apache-2.0

//! The dictionary covers the vocabulary: nothing that the chain can record lacks a name.

use crate::i18n::{
	chain, customs, logistics, messages::attributes, parties, product, shape, transaction, values, Choices,
	Field, Is, Part,
};
use scale_info::{form::PortableForm, PortableRegistry, Registry, Type, TypeDef, TypeInfo};
use suyuan_primitives::{
	codes::SupervisionMode,
	items::{CustomsInfo, LogisticsInfo, ProductInfo, TransactionInfo},
	parties::{Business, Department, NodeKind, ParticipantKind},
	requirement::{Category, TraceMode},
};

const PARTS: &[&Part] = &[
	&product::RAW_MATERIALS,
	&product::PRODUCTION,
	&product::FEATURES,
	&product::PRODUCT_CODE,
	&transaction::ORDER,
	&transaction::ORDER_KEY,
	&transaction::ORDER_LINE,
	&transaction::RECEIPT,
	&transaction::RECEIPT_KEY,
	&logistics::TALLY,
	&logistics::SCREENING,
	&logistics::LOADING,
	&logistics::TRANSPORT,
	&logistics::WAYBILL,
	&logistics::WAYBILL_KEY,
	&logistics::STORAGE,
	&logistics::DELIVERY,
	&logistics::EXCEPTION_DETAILS,
	&customs::DECLARATION,
	&customs::DECLARED_LINE,
	&customs::DUTY_PAID,
	&customs::STATUS_CHANGE,
];

/// Types that are shown as one value, and the number of their fields or variants, which need no names. One more would have
/// to be shown too.
const AS_ONE: &[(&str, usize)] = &[
	("Money", 2),
	("Quantity", 2),
	("Mass", 1),
	("Range", 2),
	("Place", 2),
	("Evidence", 2),
	("Fix", 5),
	("ShelfLife", 3),
];

/// Returns true if a type is shown as one value, with all that it has.
fn as_one(of: &str, has: usize) -> bool {
	let known = AS_ONE.iter().find(|(name, _)| *name == of);
	known.inspect(|(name, count)| assert_eq!(has, *count, "{name} has something that is not shown")).is_some()
}

/// Sets of values that the vocabulary fixes.
const CHOICES: &[Choices] = &[
	logistics::SCREENING_OUTCOMES,
	logistics::TRANSPORT_MODES,
	logistics::EXCEPTIONS,
	customs::STATUSES,
	customs::SUPERVISION_MODES,
	values::DOCUMENTS,
	values::MEASURES,
	values::POSITION_SYSTEMS,
	parties::BUSINESSES,
	parties::KINDS,
	parties::DEPARTMENTS,
	parties::NODES,
	chain::CATEGORIES,
	chain::MODES,
];

fn vocabulary() -> PortableRegistry {
	let mut registry = Registry::new();
	fn add<T: TypeInfo + 'static>(registry: &mut Registry) {
		registry.register_type(&scale_info::MetaType::new::<T>());
	}
	add::<ProductInfo>(&mut registry);
	add::<TransactionInfo>(&mut registry);
	add::<LogisticsInfo>(&mut registry);
	add::<CustomsInfo>(&mut registry);
	add::<Business>(&mut registry);
	add::<ParticipantKind>(&mut registry);
	add::<Department>(&mut registry);
	add::<NodeKind>(&mut registry);
	add::<Category>(&mut registry);
	add::<TraceMode>(&mut registry);
	add::<SupervisionMode>(&mut registry);
	registry.into()
}

fn name(of: &Type<PortableForm>) -> String {
	of.path.segments.last().cloned().unwrap_or_default()
}

/// Returns true if a field of this type may be shown like that. A sealed one may be shown as sealed and in no other way.
fn fits(registry: &PortableRegistry, of: u32, is: Is) -> bool {
	let kind = registry.resolve(of).expect("it is registered");
	match (name(kind).as_str(), is) {
		("Option", _) => fits(registry, kind.type_params[0].ty.expect("an option is of something").id, is),
		("BoundedVec", Is::Evidences | Is::Parts(_)) => true,
		("Sealed", is) => matches!(is, Is::Sealed),
		(_, Is::Sealed) => false,
		("Moment", is) => matches!(is, Is::Time),
		("Country", is) => matches!(is, Is::Country),
		("Location", is) => matches!(is, Is::Location),
		("Place", is) => matches!(is, Is::Place),
		("Money", is) => matches!(is, Is::Money),
		("Quantity", is) => matches!(is, Is::Quantity),
		("Mass", is) => matches!(is, Is::Mass),
		("Range", is) => matches!(is, Is::Tenths(_)),
		("ShelfLife", is) => matches!(is, Is::ShelfLife),
		("Evidence", is) => matches!(is, Is::Evidence),
		("Packages", is) => matches!(is, Is::Count),
		("Gtin" | "Batch" | "HsCode" | "Currency", is) => matches!(is, Is::Code),
		("EntryNumber", is) => matches!(is, Is::DeclarationNumber),
		(part, Is::Part(shown)) => part == shown.of,
		(of, Is::Choice(shown)) => shown.0 == of,
		// Text and numbers have no name of their own.
		("", Is::Text | Is::Code | Is::Count) => true,
		_ => false,
	}
}

#[test]
fn every_field_that_a_record_can_have_has_a_name_and_is_shown_as_what_it_is() {
	let registry = vocabulary();
	let mut seen = 0;
	for kind in &registry.types {
		let TypeDef::Composite(composite) = &kind.ty.type_def else { continue };
		let of_ours = kind.ty.path.segments.first().is_some_and(|first| first == "suyuan_primitives");
		if of_ours && as_one(&name(&kind.ty), composite.fields.len()) {
			continue;
		}
		for field in composite.fields.iter().filter(|_| of_ours) {
			// A field without a name is a value and no part.
			let Some(field_name) = &field.name else { continue };
			let of = name(&kind.ty);
			let part = PARTS.iter().find(|part| part.of == of).unwrap_or_else(|| panic!("{of} has no part"));
			let known: Option<&Field> = part.fields.iter().find(|known| known.name == *field_name);
			let known = known.unwrap_or_else(|| panic!("{of}.{field_name} has no name"));
			assert!(fits(&registry, field.ty.id, known.is), "{of}.{field_name} is no {:?}", known.is);
			seen += 1;
		}
	}
	assert_eq!(
		seen,
		PARTS.iter().map(|part| part.fields.len()).sum::<usize>(),
		"and no name is there for nothing"
	);
}

#[test]
fn everything_that_goes_by_a_name_has_one_and_no_name_is_there_for_nothing() {
	let mut seen = 0;
	for kind in &vocabulary().types {
		let TypeDef::Variant(variants) = &kind.ty.type_def else { continue };
		let of = name(&kind.ty);
		if of == "Option" || as_one(&of, variants.variants.len()) {
			continue;
		}
		if CHOICES.iter().any(|choices| choices.0 == of) {
			let mut known = attributes(&of);
			let mut named: Vec<_> = variants.variants.iter().map(|variant| variant.name.clone()).collect();
			known.sort();
			named.sort();
			assert_eq!(known, named, "{of}");
			seen += 1;
			continue;
		}
		for variant in &variants.variants {
			assert!(shape(&variant.name).is_some(), "{of}::{}", variant.name);
		}
	}
	assert_eq!(seen, CHOICES.len());
}

#[test]
fn the_locale_files_name_the_fields_that_are_shown_and_no_others() {
	for part in PARTS {
		let fields: Vec<_> = part.fields.iter().map(|field| field.name).collect();
		assert_eq!(attributes(part.of), fields, "{}", part.of);
	}
}

#[test]
fn every_country_of_the_chain_has_a_name() {
	let assigned = suyuan_primitives::codes::Country::all();
	let codes = assigned.map(|country| String::from_utf8_lossy(country.as_bytes()).into_owned());
	assert_eq!(attributes(values::COUNTRIES.0), codes.collect::<Vec<_>>());
}
