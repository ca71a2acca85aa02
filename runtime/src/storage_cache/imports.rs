// SPDX-License-Identifier: Apache-2.0

//! Tests that each host function of the state is hooked, or listed with the reason why not.

use crate::WASM_BINARY_BLOATY;
use std::collections::BTreeSet;
use wasmparser::{Parser, Payload, TypeRef};

/// The functions of the state that the blob hooks: they read or change values that may be cached.
const HOOKED: [&str; 7] = [
	"ext_storage_get_version_1",
	"ext_storage_exists_version_1",
	"ext_storage_set_version_1",
	"ext_storage_clear_version_1",
	"ext_storage_clear_prefix_version_2",
	"ext_storage_append_version_1",
	"ext_storage_rollback_transaction_version_1",
];

/// The functions of the state that always go to the host and change no value that may be cached.
const UNHOOKED: [&str; 5] = [
	// Reads a part of a value, or its length.
	"ext_storage_read_version_1",
	"ext_storage_next_key_version_1",
	"ext_storage_root_version_2",
	// Writes in a transaction go to the host, and into the cache, before it ends.
	"ext_storage_start_transaction_version_1",
	"ext_storage_commit_transaction_version_1",
];

/// The prefixes of the names of the functions that reach the state.
///
/// The second is that of child tries, of which the blob has none.
const STATE_PREFIXES: [&str; 2] = ["ext_storage_", "ext_default_child_storage_"];

/// The names of the functions that the blob imports.
fn imported(blob: &[u8]) -> BTreeSet<String> {
	let mut names = BTreeSet::new();
	for payload in Parser::new(0).parse_all(blob) {
		let Payload::ImportSection(imports) = payload.expect("the blob is sound") else { continue };
		let imports = imports.into_iter().map(|import| import.expect("the blob is sound"));
		let functions = imports.filter(|import| matches!(import.ty, TypeRef::Func(_)));
		names.extend(functions.map(|function| function.name.to_owned()));
	}
	names
}

#[test]
fn the_blob_reaches_the_state_by_listed_functions_only() {
	let blob = WASM_BINARY_BLOATY.expect("tests are built with the blob");
	let imported = imported(blob);
	let of_the_state: BTreeSet<_> = imported
		.iter()
		.map(String::as_str)
		.filter(|name| STATE_PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
		.collect();
	let known: BTreeSet<_> = HOOKED.into_iter().chain(UNHOOKED).collect();
	let unknown: Vec<_> = of_the_state.difference(&known).collect();
	assert!(unknown.is_empty(), "hook them in `hooks.rs`, or list them above with a reason: {unknown:?}");
	let gone: Vec<_> = known.difference(&of_the_state).collect();
	assert!(gone.is_empty(), "the blob calls them no more: {gone:?}");
}

#[test]
fn exactly_the_listed_functions_are_hooked() {
	let source = include_str!("hooks.rs");
	let hooked: BTreeSet<_> = source
		.lines()
		.filter_map(|line| line.trim().strip_prefix("host_")?.split_once(".replace_implementation("))
		.map(|(name, _)| format!("ext_storage_{name}_version_"))
		.collect();
	let said: BTreeSet<_> =
		HOOKED.iter().map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()).collect();
	assert_eq!(hooked, said);
}

#[test]
fn a_new_function_of_the_state_would_be_noticed() {
	// `(module (import "env" "ext_storage_set_many_version_1" (func)))`, by hand.
	let name = b"ext_storage_set_many_version_1";
	let mut section = vec![1, 3];
	section.extend_from_slice(b"env");
	section.push(name.len() as u8);
	section.extend_from_slice(name);
	section.extend_from_slice(&[0, 0]);
	let mut blob = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02".to_vec();
	blob.push(section.len() as u8);
	blob.extend(section);
	let imported = imported(&blob);
	assert_eq!(imported.into_iter().collect::<Vec<_>>(), ["ext_storage_set_many_version_1"]);
}
