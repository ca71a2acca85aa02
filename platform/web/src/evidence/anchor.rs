// SPDX-License-Identifier: Apache-2.0

//! Anchors, as a regulator publishes them.

use anyhow::{ensure, Context};
use suyuan_chain_client::{Node, Settings};
use suyuan_evidence::{keys, Anchor};

/// Reads the anchor of a node's chain: its first block, and the validators that the chain of trust begins with.
///
/// A regulator takes it from its own node alone, for whoever verifies evidence trusts it.
///
/// # Errors
///
/// Refuses a node that has dropped the first state, unless the first validators are still those in force.
pub async fn anchor(url: &str) -> anyhow::Result<String> {
	let node = Node::connect(url).await?;
	let genesis = node.hash(0).await?.context("the node has no first block")?;
	let keys = [keys::authorities(), keys::set_id()];
	let mut values = match node.state(&keys, &genesis).await {
		Err(error) if matches!(error.downcast_ref(), Some(Settings::Pruned)) => {
			let last = node.hash(node.last_final().await?).await?.context("the node has no final block")?;
			let values = node.state(&keys, &last).await?;
			let first = values.get(&keys[1]).is_none_or(|set| set.iter().all(|byte| *byte == 0));
			ensure!(
				first,
				"the validators changed, and the node dropped the first state: ask an archive node"
			);
			values
		}
		values => values?,
	};
	let authorities = values.remove(&keys[0]).context("the chain names no validators")?;
	let anchor = Anchor {
		about: None,
		genesis: genesis.trim_start_matches("0x").into(),
		authorities: weighed(&authorities).context("the chain's validators are not readable")?,
		later: Vec::new(),
	};
	anchor.set(0)?;
	Ok(serde_json::to_string_pretty(&anchor)?)
}

/// Reads the keys out of a list of validators with their weights.
fn weighed(bytes: &[u8]) -> Option<Vec<String>> {
	// A key of 32 bytes, and a weight of 8.
	const LENGTH: usize = 40;
	let start = bytes.len() % LENGTH;
	// The count before them, of which there are fewer than 2^14.
	let count = match bytes.get(..start)? {
		[one] if one & 3 == 0 => usize::from(one >> 2),
		[low, high] if low & 3 == 1 => usize::from(u16::from_le_bytes([*low, *high]) >> 2),
		_ => return None,
	};
	let entries = bytes[start..].chunks_exact(LENGTH);
	(entries.len() == count).then(|| entries.map(|entry| hex::encode(&entry[..32])).collect())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_list_of_validators_is_read_whole_or_not_at_all() {
		let one = [&[9; 32][..], &[1, 0, 0, 0, 0, 0, 0, 0]].concat();
		let list = [&[4][..], &one].concat();
		assert_eq!(weighed(&list), Some(vec!["09".repeat(32)]));
		assert_eq!(weighed(&[&[8][..], &one].concat()), None);
		assert_eq!(weighed(&list[..40]), None);
		assert_eq!(weighed(&[]), None);
	}
}
