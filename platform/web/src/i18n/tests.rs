// SPDX-License-Identifier: Apache-2.0

//! The locale files say the same in both languages, and nothing that no page asks for.

use super::{
	messages::{each, files},
	Lang,
};
use crate::problem::Kind;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};

fn resources(lang: Lang) -> impl Iterator<Item = FluentResource> {
	files(lang).into_iter().map(move |file| {
		FluentResource::try_new(file.into()).unwrap_or_else(|(_, errors)| panic!("{lang:?}: {errors:?}"))
	})
}

/// Adds the placeholders that a pattern shows. A number that selects among wordings is no word itself, and a language without
/// plurals needs none.
fn placeholders(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
	for element in &pattern.elements {
		let PatternElement::Placeable { expression } = element else { continue };
		match expression {
			Expression::Select { variants, .. } => {
				variants.iter().for_each(|variant| placeholders(&variant.value, found))
			}
			Expression::Inline(InlineExpression::VariableReference { id }) => {
				found.insert(id.name.to_string());
			}
			Expression::Inline(InlineExpression::StringLiteral { .. }) => {}
			Expression::Inline(other) => panic!("{other:?} is used by no text so far"),
		}
	}
}

/// Placeholders of every text of a language, by its key.
fn texts(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
	let mut texts = BTreeMap::new();
	for resource in resources(lang) {
		each(&resource, |key, pattern| {
			let mut found = BTreeSet::new();
			placeholders(pattern, &mut found);
			assert!(texts.insert(key.clone(), found).is_none(), "{key} is there twice");
		});
	}
	texts
}

/// Messages of a language, without their attributes.
fn messages(lang: Lang) -> BTreeSet<String> {
	let mut messages = BTreeSet::new();
	for resource in resources(lang) {
		for entry in resource.entries() {
			match entry {
				Entry::Message(message) => assert!(messages.insert(message.id.name.to_string())),
				Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
				other => panic!("{other:?} is used by no text so far"),
			}
		}
	}
	messages
}

/// Text of every source file and template below a folder.
fn sources(folder: &Path, read: &mut String) {
	for entry in std::fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			sources(&path, read);
		} else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
			read.push_str(&std::fs::read_to_string(path).unwrap());
		}
	}
}

fn source() -> String {
	let mut read = String::new();
	sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut read);
	read
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_placeholders() {
	assert_eq!(texts(Lang::Zh), texts(Lang::En));
}

#[test]
fn no_text_is_empty() {
	for (lang, key) in Lang::ALL.iter().flat_map(|lang| texts(*lang).into_keys().map(move |key| (lang, key)))
	{
		assert!(lang.filled(&key, []).is_some_and(|text| !text.trim().is_empty()), "{lang:?} {key}");
	}
}

#[test]
fn every_text_is_asked_for() {
	let source = source();
	for message in messages(Lang::Zh) {
		let is_of_a_problem =
			Kind::ALL.iter().any(|kind| message.strip_prefix("problem-") == Some(kind.name()));
		assert!(
			is_of_a_problem || source.contains(&format!("\"{message}\"")),
			"{message} stands for nothing"
		);
	}
}

#[test]
fn every_text_that_is_asked_for_is_there() {
	let (source, texts) = (source(), texts(Lang::Zh));
	let mut seen = 0;
	for call in [".t(\"", "numbered(\"", ".with(\"", "\trow(\""] {
		for (at, call) in source.match_indices(call) {
			let key = source[at + call.len()..].split('"').next().unwrap_or_default();
			assert!(texts.contains_key(key), "no locale file has {key}");
			seen += 1;
		}
	}
	assert!(seen > 200, "{seen} are found");
}

#[test]
fn every_problem_has_its_page() {
	for (kind, lang) in Kind::ALL.iter().flat_map(|kind| Lang::ALL.map(|lang| (kind, lang))) {
		let message = format!("problem-{}", kind.name());
		assert!(lang.message(&message).is_some(), "{message}");
		for part in ["explanation", "advice-1"] {
			assert!(lang.attribute(&message, part).is_some(), "{message}.{part}");
		}
	}
}

#[test]
fn what_no_locale_file_has_stands_for_itself() {
	assert_eq!(Lang::En.attribute("Business", "Falconer"), None);
	assert_eq!(super::called(super::Choices("Business"), "Falconer", Lang::En), "Falconer");
	let key = "unheard-of";
	assert_eq!((Lang::En.t(key), Lang::En.with(key, [])), (key, key.to_string()));
}

#[test]
fn placeholders_are_filled_in_as_they_came() {
	for (lang, said) in [(Lang::Zh, "该主体<b>\u{202e}</b>"), (Lang::En, "this party: <b>\u{202e}</b>")] {
		assert_eq!(lang.with("party-doubt", [("status", "<b>\u{202e}</b>".into())]), said);
	}
}
