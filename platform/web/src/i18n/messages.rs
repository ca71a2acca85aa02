// SPDX-License-Identifier: Apache-2.0

//! Texts of the pages, from the locale files: Fluent messages, compiled into the binary.

use super::Lang;
use fluent_bundle::{concurrent::FluentBundle, FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Pattern};
use std::{collections::HashMap, sync::LazyLock};

/// Includes the locale files of a language.
macro_rules! files {
	($tag:literal) => {
		[
			include_str!(concat!("../../locales/", $tag, "/countries.ftl")),
			include_str!(concat!("../../locales/", $tag, "/pages.ftl")),
			include_str!(concat!("../../locales/", $tag, "/problems.ftl")),
			include_str!(concat!("../../locales/", $tag, "/records.ftl")),
			include_str!(concat!("../../locales/", $tag, "/vocabulary.ftl")),
		]
	};
}

/// Texts of the locale files of a language.
pub(super) const fn files(lang: Lang) -> [&'static str; 5] {
	match lang {
		Lang::Zh => files!("zh-CN"),
		Lang::En => files!("en"),
	}
}

/// Messages of a language.
struct Messages {
	bundle: FluentBundle<FluentResource>,
	/// Texts of messages without placeholders, which are most: `id`, or `id.attribute`.
	plain: HashMap<String, String>,
}

static MESSAGES: LazyLock<[Messages; 2]> = LazyLock::new(|| Lang::ALL.map(Messages::of));

fn messages(lang: Lang) -> &'static Messages {
	match lang {
		Lang::Zh => &MESSAGES[0],
		Lang::En => &MESSAGES[1],
	}
}

impl Messages {
	/// Reads the locale files of a language. A test refuses files with a fault, so what could be read is taken.
	fn of(lang: Lang) -> Self {
		let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
		// Templates mark the direction of foreign text, by elements.
		bundle.set_use_isolating(false);
		let mut keys = Vec::new();
		for file in files(lang) {
			let resource = FluentResource::try_new(file.into()).unwrap_or_else(|(resource, _)| resource);
			each(&resource, |key, _| keys.push(key));
			bundle.add_resource_overriding(resource);
		}
		let messages = Self { bundle, plain: HashMap::new() };
		let plain = |key: String| {
			let mut errors = Vec::new();
			let text =
				messages.bundle.format_pattern(messages.pattern(&key)?, None, &mut errors).into_owned();
			errors.is_empty().then_some((key, text))
		};
		Self { plain: keys.into_iter().filter_map(plain).collect(), ..messages }
	}

	fn pattern(&self, key: &str) -> Option<&Pattern<&str>> {
		match key.split_once('.') {
			Some((id, attribute)) => {
				self.bundle.get_message(id)?.get_attribute(attribute).map(|found| found.value())
			}
			None => self.bundle.get_message(key)?.value(),
		}
	}
}

/// Visits the key and the pattern of every text of a resource.
pub(super) fn each(resource: &FluentResource, mut visit: impl FnMut(String, &Pattern<&str>)) {
	for entry in resource.entries() {
		let Entry::Message(message) = entry else { continue };
		if let Some(pattern) = &message.value {
			visit(message.id.name.to_string(), pattern);
		}
		for attribute in &message.attributes {
			visit(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
		}
	}
}

/// Names of a message's attributes, in their order.
#[cfg(test)]
pub fn attributes(id: &str) -> Vec<String> {
	let mut names = Vec::new();
	for file in files(Lang::Zh) {
		let resource = FluentResource::try_new(file.into()).unwrap_or_else(|(resource, _)| resource);
		each(&resource, |key, _| {
			names.extend(key.split_once('.').filter(|(of, _)| *of == id).map(|(_, name)| name.to_string()));
		});
	}
	names
}

impl Lang {
	/// Text of a message without placeholders. A test finds every key that no locale file has.
	pub fn t(self, key: &'static str) -> &'static str {
		self.message(key).unwrap_or(key)
	}

	/// Text of a message without placeholders. None if there is no such message.
	pub fn message(self, key: &str) -> Option<&'static str> {
		messages(self).plain.get(key).map(String::as_str)
	}

	/// Text of a message's attribute without placeholders. None if the message has no such attribute.
	pub fn attribute(self, id: &str, attribute: &str) -> Option<&'static str> {
		messages(self).plain.get(&format!("{id}.{attribute}")).map(String::as_str)
	}

	/// Text of a message with its placeholders filled in.
	pub fn with<const N: usize>(self, key: &str, values: [(&'static str, FluentValue<'_>); N]) -> String {
		self.filled(key, values).unwrap_or_else(|| key.to_string())
	}

	/// Text of a message with its placeholders filled in. None if there is no such message.
	pub fn filled<const N: usize>(
		self,
		key: &str,
		values: [(&'static str, FluentValue<'_>); N],
	) -> Option<String> {
		let messages = messages(self);
		let values = FluentArgs::from_iter(values);
		let text = messages.bundle.format_pattern(messages.pattern(key)?, Some(&values), &mut Vec::new());
		Some(text.into_owned())
	}
}
