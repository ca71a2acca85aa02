// SPDX-License-Identifier: Apache-2.0

//! Proofs of what the archive book has and has not.

use super::{status::indexed_in, Snapshot};
use crate::{
	archive::{prove, ProofOfCodes},
	Database,
};
use serde::Serialize;
use suyuan_primitives::{archive_book::proof_size, codes::TraceCode};
use suyuan_scale_json::hexadecimal;
use utoipa::ToSchema;

/// A code, and whether the archive book has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProvenCode {
	/// Trace code that was asked for.
	pub code: String,
	/// Leaf of the archived unit. None of a code that was never archived.
	pub leaf: Option<String>,
}

/// Proof of codes in the archive book, at the newest roots, as the chain's calls take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArchiveProof {
	/// Final block at which the proof holds. It is outdated once a unit of a class of these codes is archived after it.
	pub block: i64,
	/// Hash of that block.
	pub hash: String,
	/// Nodes, hexadecimal. Empty if nothing of these classes was archived: then the calls need none.
	pub proof: Vec<String>,
	/// Size by which the chain bounds and weighs the proof.
	pub size: u32,
	/// Roots of the classes of which something was archived.
	pub roots: Vec<String>,
	/// Codes in the order in which they were asked for.
	pub codes: Vec<ProvenCode>,
}

/// Reads a proof of codes, and of the batches that they name.
pub async fn proof(database: &Database, codes: &[TraceCode]) -> anyhow::Result<ArchiveProof> {
	let mut snapshot = Snapshot::of(database).await?;
	let indexed = indexed_in(snapshot.connection()).await?;
	let ProofOfCodes { nodes, leaves, roots } = prove(snapshot.connection(), codes).await?;
	snapshot.end().await?;
	let code = |(code, leaf): (TraceCode, Option<_>)| ProvenCode {
		code: code.0.as_str().into(),
		leaf: leaf.map(|leaf: sp_core::H256| hexadecimal(leaf.as_bytes())),
	};
	Ok(ArchiveProof {
		block: indexed.block.unwrap_or_default(),
		hash: indexed.hash.unwrap_or_default(),
		size: proof_size(&nodes),
		proof: nodes.iter().map(|node| hexadecimal(node)).collect(),
		roots: roots.values().map(|root| hexadecimal(root.as_bytes())).collect(),
		codes: leaves.into_iter().map(code).collect(),
	})
}
