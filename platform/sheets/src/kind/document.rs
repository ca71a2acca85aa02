// SPDX-License-Identifier: Apache-2.0
//! Documents in a cell: a kind, a colon and the SHA-256 of the file.

use super::choice::{self, DOCUMENTS};
use crate::Fault;
use serde_json::{json, Value};

/// Reads one document.
pub(super) fn parse(text: &str) -> Result<Value, Fault> {
	let (kind, digest) = text.split_once([':', '：']).ok_or(Fault::MalformedEvidence)?;
	let kind = choice::parse(DOCUMENTS, kind.trim())?;
	let digest = digest.trim();
	let digits = digest.strip_prefix("0x").unwrap_or(digest).to_ascii_lowercase();
	if digits.len() != 64 || hex::decode(&digits).is_err() {
		return Err(Fault::MalformedEvidence);
	}
	Ok(json!({ "kind": kind, "sha256": format!("0x{digits}") }))
}

/// Reads one document per line.
pub(super) fn parse_many(text: &str, most: usize) -> Result<Value, Fault> {
	let documents: Vec<_> =
		text.lines().map(str::trim).filter(|line| !line.is_empty()).map(parse).collect::<Result<_, _>>()?;
	if documents.len() > most {
		return Err(Fault::TooMany);
	}
	Ok(documents.into())
}

/// Writes one document.
pub(super) fn format(document: &Value) -> String {
	let kind = choice::format(DOCUMENTS, document["kind"].as_str().unwrap_or_default());
	let digest = document["sha256"].as_str().unwrap_or_default();
	format!("{kind}:{}", digest.strip_prefix("0x").unwrap_or(digest))
}

/// Writes one document per line.
pub(super) fn format_many(documents: &Value) -> String {
	documents
		.as_array()
		.map(|documents| documents.iter().map(format).collect::<Vec<_>>().join("\n"))
		.unwrap_or_default()
}
