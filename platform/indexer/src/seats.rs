// SPDX-License-Identifier: Apache-2.0

//! Regulators: validators, their departments and the authors of blocks.

use crate::{
	apply::{self, name},
	cache::Cache,
};
use anyhow::Context;
use serde_json::Value;
use sqlx::AnyConnection;
use std::collections::{BTreeMap, HashSet};
use suyuan_chain_client::{storage_prefix, Node, Runtime};
use suyuan_scale_json::account;
use suyuan_store::{
	tables,
	write::{self, Cells, Conflict},
};

/// Reads the department of each account that holds a seat, from the genesis block.
pub async fn departments(
	node: &Node,
	runtime: &Runtime,
	at: &str,
) -> anyhow::Result<BTreeMap<String, String>> {
	let mut seats = BTreeMap::new();
	for (key, value) in node.kept_map(&storage_prefix("Participants", "Departments"), at).await? {
		let id = key.len().checked_sub(32).context("a key without an account")?;
		let department = runtime.value("Participants", "Departments", &value)?;
		seats.insert(account(&key[id..]), name(&department).unwrap_or_default().to_string());
	}
	Ok(seats)
}

/// Reads the validators that act after a block.
pub async fn validators(node: &Node, runtime: &Runtime, at: &str) -> anyhow::Result<Vec<String>> {
	let key = storage_prefix("Session", "Validators");
	let state = node.kept_state(std::slice::from_ref(&key), at).await?;
	let accounts = match state.get(&key) {
		Some(value) => runtime.value("Session", "Validators", value)?,
		None => Value::Null,
	};
	Ok(accounts.as_array().into_iter().flatten().filter_map(Value::as_str).map(String::from).collect())
}

/// Writes the departments of the regulators that the genesis block has.
pub async fn seat(
	connection: &mut AnyConnection,
	departments: &BTreeMap<String, String>,
	time: i64,
) -> anyhow::Result<()> {
	let mut participants = Cache::of(&tables::PARTICIPANTS);
	participants.load(connection, departments.keys().cloned().collect()).await?;
	for (account, department) in departments {
		let key = [account.as_str().into()];
		let before = participants.get(&key).and_then(|row| row.text("department"));
		if before != Some(department) {
			apply::participants::seated(participants.change_or_make(&key), department, time);
		}
	}
	Ok(participants.write(connection).await?)
}

/// Writes the validators with the time since which each votes.
pub async fn vote(connection: &mut AnyConnection, since: &BTreeMap<String, i64>) -> anyhow::Result<()> {
	write::run(connection, "DELETE FROM validators", vec![]).await?;
	let mut participants = Cache::of(&tables::PARTICIPANTS);
	participants.load(connection, since.keys().cloned().collect::<HashSet<_>>()).await?;
	let row = |(account, since): (&String, &i64)| -> Cells {
		let known = participants.get(&[account.as_str().into()]);
		let said = |column| known.and_then(|row| row.text(column));
		vec![account.as_str().into(), said("department").into(), said("name").into(), (*since).into()]
	};
	let rows = since.iter().map(row).collect();
	Ok(write::write(connection, &tables::VALIDATORS, rows, Conflict::Refuse).await?)
}
