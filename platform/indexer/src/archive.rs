// SPDX-License-Identifier: Apache-2.0

//! The archive book, as the events tell it: leaves, and the root of each class that they went into.

use anyhow::{ensure, Context};
use codec::Encode;
use serde_json::Value;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use sqlx::AnyConnection;
use std::collections::BTreeMap;
use suyuan_chain_client::{hash_of, Info, Runtime};
use suyuan_primitives::{archive_book::ArchiveClass, codes::TraceCode};
use suyuan_store::{archive, Numbers};

/// Leaves that one call added to a class, and the root that the chain came to.
struct Growth {
	class: ArchiveClass,
	leaves: Vec<(TraceCode, H256)>,
	root: H256,
	block: i64,
}

/// Growth of the archive book in a batch of blocks.
#[derive(Default)]
pub struct Archive {
	/// Leaves of a call whose roots are yet to come, by their classes. The roots come in the order of the classes.
	pending: BTreeMap<ArchiveClass, Vec<(TraceCode, H256)>>,
	growths: Vec<Growth>,
}

impl Archive {
	/// Takes notice of a leaf.
	pub fn archived(&mut self, code: &str, leaf: &Value) -> anyhow::Result<()> {
		let code: TraceCode = code.parse().ok().with_context(|| format!("{code} is no trace code"))?;
		let class = ArchiveClass::of(&code).context("a unit of no class")?;
		self.pending.entry(class).or_default().push((code, hash(leaf)?));
		Ok(())
	}

	/// Takes notice of the root that the leaves of a class went into.
	pub fn grew(&mut self, root: &Value, block: i64) -> anyhow::Result<()> {
		let (class, leaves) = self.pending.pop_first().context("a root of the archive without leaves")?;
		self.growths.push(Growth { class, leaves, root: hash(root)?, block });
		Ok(())
	}

	/// Writes the nodes, class by class, and compares each root.
	pub async fn write(self, connection: &mut AnyConnection, numbers: &mut Numbers) -> anyhow::Result<()> {
		ensure!(self.pending.is_empty(), "leaves of the archive without a root");
		for Growth { class, leaves, root, block } in self.growths {
			archive::grow(connection, numbers, class, &leaves, root, block).await?;
		}
		Ok(())
	}
}

fn hash(value: &Value) -> anyhow::Result<H256> {
	value.as_str().and_then(hash_of).map(H256::from).context("a hash of the archive")
}

/// Computes the leaf of a unit from what the event of its archiving says: `blake2_256(SCALE(code, archived))`.
pub fn leaf_of(runtime: &Runtime, code: &str, archived: &Value) -> anyhow::Result<H256> {
	let mut bytes = code.as_bytes().encode();
	runtime.encode_value("TraceUnits", "Units", &archived["unit"], &mut bytes)?;
	for info in Info::ALL {
		match &archived["heads"][info.place()] {
			Value::Null => bytes.push(0),
			head => {
				bytes.push(1);
				runtime.encode_value(info.pallet(), "Heads", head, &mut bytes)?;
			}
		}
	}
	let made_by = &archived["made_by"];
	let made_by = (!made_by.is_null()).then(|| hash(made_by)).transpose()?;
	made_by.encode_to(&mut bytes);
	match &archived["left_under"] {
		Value::Null => bytes.push(0),
		entry_number => {
			bytes.push(1);
			runtime.encode_value("Customs", "DeclaredIn", entry_number, &mut bytes)?;
		}
	}
	Ok(blake2_256(&bytes).into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;
	use suyuan_scale_json::hexadecimal;

	const PIECES: [&str; 2] = ["01/09521234543213/21/1", "01/09521234543213/21/2"];
	const CARTON: &str = "00/106141412345678908";

	fn hash_at(n: u8) -> Value {
		json!(hexadecimal(&[n; 32]))
	}

	#[test]
	fn the_leaves_of_a_call_go_into_the_roots_that_follow_in_the_order_of_their_classes() {
		let mut archive = Archive::default();
		for (code, n) in [CARTON, PIECES[0], PIECES[1]].into_iter().zip(1..) {
			archive.archived(code, &hash_at(n)).unwrap();
		}
		archive.grew(&hash_at(8), 5).unwrap();
		archive.grew(&hash_at(9), 5).unwrap();
		let roots: Vec<_> = archive.growths.iter().map(|growth| growth.root).collect();
		assert_eq!(roots, [H256([8; 32]), H256([9; 32])]);
		let leaves: Vec<_> = archive.growths.iter().map(|growth| growth.leaves.len()).collect();
		assert_eq!(leaves, [2, 1], "products come before logistic units");
		assert!(archive.grew(&hash_at(7), 5).is_err(), "no root is without leaves");
	}

	#[test]
	fn what_is_no_code_or_no_hash_is_refused() {
		let mut archive = Archive::default();
		assert!(archive.archived("01/nothing", &hash_at(1)).is_err());
		assert!(archive.archived(CARTON, &json!("0x12")).is_err());
	}
}
