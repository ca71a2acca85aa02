// SPDX-License-Identifier: Apache-2.0

//! Events as trees of names and values, in the one shape that their JSON and XML have in common.

use crate::values::{vocabulary, Word};
use serde_json::Value;
use std::collections::BTreeMap;

/// Prefixes of a document's context with the namespaces that they stand for.
#[derive(Clone, Debug, Default)]
pub struct Namespaces(BTreeMap<String, String>);

impl Namespaces {
	/// Reads the prefixes of a context. Addresses of other contexts are no prefixes.
	pub fn of_context(context: &Value) -> Self {
		let contexts = match context {
			Value::Array(contexts) => contexts.iter().collect(),
			context => vec![context],
		};
		let prefixes = contexts.into_iter().filter_map(Value::as_object).flatten();
		let named = prefixes.filter_map(|(prefix, uri)| Some((prefix.clone(), uri.as_str()?.to_owned())));
		Self(named.collect())
	}

	fn split<'a>(&self, text: &'a str) -> Option<(&str, &'a str)> {
		let (prefix, rest) = text.split_once(':')?;
		Some((self.0.get(prefix)?, rest))
	}

	/// The name of a field, its prefix replaced by `{namespace}`.
	fn name(&self, text: &str) -> String {
		self.split(text).map_or_else(|| text.into(), |(uri, rest)| format!("{{{uri}}}{rest}"))
	}

	/// A value, its prefix replaced by the namespace.
	fn value(&self, text: &str) -> String {
		self.split(text).map_or_else(|| text.into(), |(uri, rest)| format!("{uri}{rest}"))
	}
}

/// A field of an event: its name, its text, and the fields below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
	pub(crate) name: String,
	pub(crate) text: String,
	pub(crate) children: Vec<Node>,
}

/// Fields that are about an event and no part of it.
const LEFT_OUT: [&str; 6] = ["@context", "#text", "rdfs:comment", "comment", "isA", "xmlns"];

/// Lists whose elements are pairs of a type and a value.
const PAIRS: [&str; 3] = ["bizTransactionList", "sourceList", "destinationList"];

/// Reads the fields of an object.
pub(crate) fn fields(value: &Value, namespaces: &Namespaces) -> Vec<Node> {
	let Value::Object(object) = value else { return vec![] };
	let mut nodes: Vec<Node> = Vec::new();
	for (key, value) in object.iter().filter(|(key, _)| !LEFT_OUT.contains(&key.as_str())) {
		let name = namespaces.name(key);
		let elements = match value {
			Value::Array(elements) => elements.iter().collect(),
			element => vec![element],
		};
		let elements = elements.into_iter().map(|element| node(&name, element, namespaces));
		match list_of(&name) {
			Some((list, element)) => {
				let children = elements.map(|node| Node { name: element.clone(), ..node });
				let children = match PAIRS.contains(&list.as_str()) {
					true => children.map(pair).collect(),
					false => children.collect(),
				};
				nodes.push(Node { name: list, text: String::new(), children });
			}
			None => nodes.extend(elements),
		}
	}
	nodes
}

/// Name of a list and of its elements, where JSON has the elements alone.
fn list_of(name: &str) -> Option<(String, String)> {
	if name == "childEPCs" {
		return Some((name.into(), "epc".into()));
	}
	let element = name.strip_suffix("List").filter(|element| !element.is_empty())?;
	let element = match element {
		"inputEPC" | "outputEPC" => "epc",
		"quantity" | "inputQuantity" | "outputQuantity" | "childQuantity" => "quantityElement",
		element => element,
	};
	Some((name.into(), element.into()))
}

/// A pair of a type and a value, the type first. A node without a name joins its children.
fn pair(mut node: Node) -> Node {
	node.name.clear();
	node.children.sort_by_key(|child| child.name != "type");
	node
}

fn node(name: &str, value: &Value, namespaces: &Namespaces) -> Node {
	let text = match value {
		Value::String(text) => match vocabulary(name, text) {
			Word::Known(word) => word,
			Word::Other => namespaces.value(text),
		},
		Value::Number(number) => number.to_string(),
		Value::Bool(true) => "True".into(),
		Value::Bool(false) => "False".into(),
		Value::Object(object) => object.get("#text").and_then(Value::as_str).unwrap_or_default().into(),
		_ => String::new(),
	};
	Node { name: name.into(), text, children: typed(name, fields(value, namespaces)) }
}

/// Words whose meaning follows from where they stand: the types of pairs and of measurements.
fn typed(name: &str, mut children: Vec<Node>) -> Vec<Node> {
	for child in children.iter_mut().filter(|child| child.name == "type") {
		if let Word::Known(word) = vocabulary(&format!("{name}/type"), &child.text) {
			child.text = word;
		}
	}
	children
}
