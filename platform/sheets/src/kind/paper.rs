//! Papers: a kind, a colon and the SHA-256 of the file.

use super::choice::{self, PAPERS};
use crate::Fault;
use serde_json::{json, Value};

/// Reads one.
pub fn parse(text: &str) -> Result<Value, Fault> {
	let (kind, digest) = text.split_once([':', '：']).ok_or(Fault::MalformedEvidence)?;
	let kind = choice::parse(PAPERS, kind.trim())?;
	let digest = digest.trim();
	let digits = digest.strip_prefix("0x").unwrap_or(digest).to_ascii_lowercase();
	if digits.len() != 64 || hex::decode(&digits).is_err() {
		return Err(Fault::MalformedEvidence);
	}
	Ok(json!({ "kind": kind, "sha256": format!("0x{digits}") }))
}

/// Reads one per line.
pub fn parse_many(text: &str, most: usize) -> Result<Value, Fault> {
	let papers: Vec<_> =
		text.lines().map(str::trim).filter(|line| !line.is_empty()).map(parse).collect::<Result<_, _>>()?;
	if papers.len() > most {
		return Err(Fault::TooMany);
	}
	Ok(papers.into())
}

/// Writes one.
pub fn format(paper: &Value) -> String {
	let kind = choice::format(PAPERS, paper["kind"].as_str().unwrap_or_default());
	let digest = paper["sha256"].as_str().unwrap_or_default();
	format!("{kind}:{}", digest.strip_prefix("0x").unwrap_or(digest))
}

/// Writes one per line.
pub fn format_many(papers: &Value) -> String {
	papers
		.as_array()
		.map(|papers| papers.iter().map(format).collect::<Vec<_>>().join("\n"))
		.unwrap_or_default()
}
