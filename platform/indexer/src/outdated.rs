// SPDX-License-Identifier: Apache-2.0

//! Loops whose waybill was recorded, or named by another declaration, after they last changed.
//!
//! The chain computes the state of a loop when it is read, and the event of a waybill names no loop: several orders may go
//! under it, each of which may change what it carries for the others. So such a loop is read once the database is level with the chain, from the state of the last final block,
//! which every node has.

use crate::{
	apply::name,
	cache::Cache,
	declarations::{key, OrderOf},
	writer::Cursor,
};
use anyhow::Context;
use codec::Encode;
use futures::{stream, StreamExt, TryStreamExt};
use serde_json::Value;
use sqlx::{AnyConnection, Row};
use std::collections::HashSet;
use suyuan_chain_client::{Node, Runtime};
use suyuan_scale_json::account_id;
use suyuan_store::{tables, write::Conflict, Lease, Numbers};

/// Loops that are read at a time, in one transaction.
const MAX_LOOPS: i64 = 256;
/// Runtime calls in flight at a time.
const MAX_CONCURRENT_QUERIES: usize = 8;

/// Reads the loops that are outdated, at the block up to which the database goes.
pub(crate) async fn refresh(
	lease: &Lease,
	node: &Node,
	runtime: &Runtime,
	cursor: &Cursor,
) -> anyhow::Result<()> {
	loop {
		let outdated = outdated(lease, cursor.chain).await?;
		if outdated.is_empty() {
			return Ok(());
		}
		let ask = |(order, time): (OrderOf, i64)| async move {
			let (merchant, platform, code, number) = &order;
			let merchant = account_id(merchant).context("a merchant that is no account")?;
			let arguments = (merchant, platform, code, number).encode();
			let answer = node.call("TraceApi_reconciliation", &arguments, &cursor.hash).await?;
			anyhow::Ok((order, time, runtime.answer("reconciliation", &answer)?))
		};
		let views: Vec<_> =
			stream::iter(outdated).map(ask).buffered(MAX_CONCURRENT_QUERIES).try_collect().await?;
		let mut transaction = lease.begin().await?;
		for (order, time, view) in views {
			write(&mut transaction, cursor.chain, &order, time, &view).await?;
			Numbers::of(cursor.chain).delete(&mut transaction, &tables::OUTDATED_LOOPS, key(&order)).await?;
		}
		transaction.commit().await.context("the loops could not be committed")?;
	}
}

async fn outdated(lease: &Lease, chain: i64) -> anyhow::Result<Vec<(OrderOf, i64)>> {
	let sql = format!(
		"SELECT merchant, platform, merchant_code, number, changed_at FROM {} WHERE chain = {chain} LIMIT {MAX_LOOPS}",
		tables::OUTDATED_LOOPS.name
	);
	let rows = sqlx::query(&sql).fetch_all(lease.database().pool()).await?;
	let order = |row: &sqlx::any::AnyRow| {
		let order: OrderOf = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
		let time: i64 = row.try_get(4)?;
		sqlx::Result::Ok((order, time))
	};
	Ok(rows.iter().map(order).collect::<sqlx::Result<_>>()?)
}

async fn write(
	connection: &mut AnyConnection,
	chain: i64,
	order: &OrderOf,
	time: i64,
	view: &Value,
) -> anyhow::Result<()> {
	let Some(state) = name(&view["state"]) else {
		return Ok(Numbers::of(chain).delete(connection, &tables::LOOPS, key(order)).await?);
	};
	let (merchant, platform, code, number) = order;
	let sql = "SELECT changed_at FROM loops WHERE merchant = $1 AND platform = $2 AND merchant_code = $3 \
		AND number = $4 AND chain = $5";
	let query = [merchant, platform, code, number]
		.into_iter()
		.fold(sqlx::query_scalar(sql), |query, part| query.bind(part.as_str()));
	let before: Option<i64> = query.bind(chain).fetch_optional(&mut *connection).await?;
	let mut row = key(order);
	row.extend([state.into(), view.to_string().into(), before.unwrap_or(time).max(time).into()]);
	let mut numbers = Numbers::of(chain);
	numbers.write(connection, &tables::LOOPS, vec![row], Conflict::Replace).await?;
	if let Some(entry_number) = view["declared"]["entry_number"].as_str() {
		let mut declarations = Cache::of(&tables::DECLARATIONS);
		declarations.load(connection, &numbers, HashSet::from([entry_number.to_string()])).await?;
		if let Some(row) = declarations.change(&[entry_number.into()]) {
			row.set("loop_state", state).set("loop_digest", &view["digest"]);
		}
		declarations.write(connection, &mut numbers).await?;
	}
	Ok(())
}
