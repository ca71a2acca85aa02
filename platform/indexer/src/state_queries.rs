// SPDX-License-Identifier: Apache-2.0

//! Queries of the chain's state for what events don't carry: declarations, filings and loops. Each is queried at a block
//! whose events name it, once per batch, so that the rows don't depend on where a batch ends.

use crate::{
	apply::name,
	batch::{At, Batch, OrderOf},
};
use anyhow::Context;
use codec::Encode;
use futures::{stream, StreamExt, TryStreamExt};
use serde_json::{json, Value};
use sqlx::{AnyConnection, Row};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};
use suyuan_chain_client::{account_id, Block, Node, Runtime};
use suyuan_store::{
	tables,
	write::{self, Cell, Conflict},
};

/// Runtime calls in flight at a time.
const MAX_CONCURRENT_QUERIES: usize = 8;

/// The node, with the blocks of a batch and the runtimes that answer at them.
pub struct StateQueries<'a> {
	/// Node that the runtime API is called on.
	pub node: &'a Node,
	/// The blocks of the batch.
	pub blocks: &'a [Block],
	/// Runtimes in the order of the blocks, each the one that answers at its block.
	pub runtimes: &'a [Arc<Runtime>],
}

impl StateQueries<'_> {
	async fn ask(&self, method: &str, arguments: Vec<u8>, block: i64) -> anyhow::Result<Value> {
		let mut known = self.blocks.iter().zip(self.runtimes);
		let known = known.find(|(known, _)| known.number as i64 == block);
		let (block, runtime) = known.with_context(|| format!("block {block} is none of the batch"))?;
		let answer = self.node.call(&format!("TraceApi_{method}"), &arguments, &block.hash).await?;
		runtime.answer(method, &answer)
	}

	fn last(&self) -> i64 {
		self.blocks.last().map_or(0, |block| block.number as i64)
	}

	async fn declarations(
		&self,
		questions: BTreeSet<(String, i64)>,
	) -> anyhow::Result<BTreeMap<(String, i64), Value>> {
		let ask = |(entry_number, block): (String, i64)| async move {
			let view = self.ask("declaration", entry_number.as_bytes().to_vec(), block).await?;
			anyhow::ensure!(!view.is_null(), "the chain told of declaration {entry_number} and has none");
			Ok(((entry_number, block), view))
		};
		stream::iter(questions).map(ask).buffer_unordered(MAX_CONCURRENT_QUERIES).try_collect().await
	}
}

/// Queries the batch's declarations and adds the unit events that follow from them. To be called before the batch is
/// written; [`write_declarations`] writes the views that it returns after that.
pub async fn declarations(
	asked: &StateQueries<'_>,
	batch: &mut Batch,
) -> anyhow::Result<Vec<(String, At, Value)>> {
	let mut questions: BTreeSet<_> =
		batch.matters.iter().map(|(entry_number, at)| (entry_number.clone(), at.block)).collect();
	questions.extend(batch.declared.iter().map(|(entry_number, at, _)| (entry_number.clone(), at.block)));
	let views = asked.declarations(questions).await?;
	for (entry_number, at, first) in std::mem::take(&mut batch.declared) {
		let view = &views[&(entry_number.clone(), at.block)];
		let by = view["declaration"]["declarant"].as_str();
		for unit in view["units"].as_array().into_iter().flatten() {
			let detail = json!({ "entry_number": entry_number, "amended": !first });
			let code = unit["code"].as_str().context("a declared unit without code")?;
			batch.push_unit_event(at, code, "Declared", by, Some(&entry_number), detail);
		}
	}
	let last = batch.matters.iter().map(|(entry_number, at)| {
		let view = views[&(entry_number.clone(), at.block)].clone();
		(entry_number.clone(), *at, view)
	});
	Ok(last.collect())
}

/// Writes the present state of declarations, filings and loops.
pub async fn write_declarations(
	asked: &StateQueries<'_>,
	connection: &mut AnyConnection,
	declarations: Vec<(String, At, Value)>,
	filings: BTreeMap<String, i64>,
	mut loops: BTreeMap<OrderOf, i64>,
	waybills: BTreeMap<(String, String), i64>,
) -> anyhow::Result<()> {
	for (entry_number, at, view) in &declarations {
		declaration(connection, entry_number, *at, view).await?;
	}
	for (exporter, time) in filings {
		filing(asked, connection, &exporter, time).await?;
	}
	carried(connection, waybills, &mut loops).await?;
	let ask = |(order, time): (OrderOf, i64)| async move {
		let (merchant, platform, code, number) = &order;
		let merchant = account_id(merchant).context("a merchant that is no account")?;
		let arguments = (merchant, platform, code, number).encode();
		let view = asked.ask("reconciliation", arguments, asked.last()).await?;
		anyhow::Ok((order, time, view))
	};
	let loops: Vec<_> = stream::iter(loops).map(ask).buffered(MAX_CONCURRENT_QUERIES).try_collect().await?;
	for (order, time, view) in loops {
		closed_loop(connection, order, time, &view).await?;
	}
	Ok(())
}

async fn declaration(
	connection: &mut AnyConnection,
	entry_number: &str,
	at: At,
	view: &Value,
) -> anyhow::Result<()> {
	let declaration = &view["declaration"];
	let heading = &declaration["heading"];
	let delete = |table: &str| format!("DELETE FROM {table} WHERE entry_number = $1");
	// The time of the first declaration stays as it was.
	let sql =
		"INSERT INTO declarations (entry_number, declarant, status, code, declaration_hash, loop_state, \
		supervision, heading, lines, declared_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
		COALESCE((SELECT MIN(time) FROM declaration_changes WHERE entry_number = $1), $10), $10) \
		ON CONFLICT (entry_number) DO UPDATE SET declarant = excluded.declarant, status = excluded.status, code = excluded.code, \
		declaration_hash = excluded.declaration_hash, loop_state = excluded.loop_state, \
		supervision = excluded.supervision, heading = excluded.heading, lines = excluded.lines, \
		changed_at = excluded.changed_at";
	let places = vec![
		entry_number.into(),
		(&declaration["declarant"]).into(),
		name(&declaration["status"]).into(),
		(&declaration["code"]).into(),
		(&declaration["declaration_hash"]).into(),
		name(&view["loop_state"]).into(),
		name(&heading["mode"]).into(),
		heading.into(),
		view["lines"].to_string().into(),
		at.time.into(),
	];
	write::run(connection, sql, places).await?;

	write::run(connection, &delete("declaration_units"), vec![entry_number.into()]).await?;
	let units = view["units"].as_array().into_iter().flatten();
	let units = units.map(|unit| vec![entry_number.into(), (&unit["code"]).into()]).collect();
	write::write(connection, &tables::DECLARATION_UNITS, units, Conflict::Refuse).await?;

	write::run(connection, &delete("declaration_waybills"), vec![entry_number.into()]).await?;
	let waybills = heading["waybills"].as_array().into_iter().flatten();
	let waybills = waybills
		.map(|waybill| vec![entry_number.into(), (&waybill["company"]).into(), (&waybill["number"]).into()]);
	write::write(connection, &tables::DECLARATION_WAYBILLS, waybills.collect(), Conflict::Refuse).await?;
	Ok(())
}

async fn filing(
	asked: &StateQueries<'_>,
	connection: &mut AnyConnection,
	exporter: &str,
	time: i64,
) -> anyhow::Result<()> {
	let account = account_id(exporter).context("an exporter that is no account")?;
	let view = asked.ask("filing", account.to_vec(), asked.last()).await?;
	if view.is_null() {
		let sql = "INSERT INTO filings (exporter, status, filing_hash, detail, changed_at) \
			VALUES ($1, 'Withdrawn', '', '{}', $2) ON CONFLICT (exporter) DO UPDATE SET status = excluded.status, \
			filing_hash = excluded.filing_hash, detail = excluded.detail, lapses_at = NULL, \
			changed_at = excluded.changed_at";
		write::run(connection, sql, vec![exporter.into(), time.into()]).await?;
		return Ok(());
	}
	let filing = &view["filing"];
	let refused = filing["approval"]["refused"].as_object();
	let refused = refused.is_some_and(|refused| refused.values().any(|by| by == &Value::Bool(true)));
	// Status as the chain last changed it. A reader sees by the clock if it has lapsed meanwhile: time alone changes
	// nothing here.
	let status = match (filing["lapses_at"].is_null(), refused) {
		(false, _) => "Good",
		(true, true) => "Refused",
		(true, false) => "Open",
	};
	let row = vec![
		exporter.into(),
		status.into(),
		(&filing["filing_hash"]).into(),
		(&filing["lapses_at"]).into(),
		filing.to_string().into(),
		time.into(),
	];
	Ok(write::write(connection, &tables::FILINGS, vec![row], Conflict::Replace).await?)
}

/// Adds the loops whose declarations name a recorded waybill. The waybill knows no order, and its record emits no loop
/// event.
async fn carried(
	connection: &mut AnyConnection,
	waybills: BTreeMap<(String, String), i64>,
	loops: &mut BTreeMap<OrderOf, i64>,
) -> anyhow::Result<()> {
	const MAX_WAYBILLS: usize = 256;
	let waybills: Vec<_> = waybills.into_iter().collect();
	for some in waybills.chunks(MAX_WAYBILLS) {
		let places: Vec<_> = (1..=some.len()).map(|place| format!("${place}")).collect();
		let sql = format!(
			"SELECT w.company, w.number, d.declarant, d.heading FROM declaration_waybills w \
			 JOIN declarations d ON d.entry_number = w.entry_number WHERE w.number IN ({})",
			places.join(", ")
		);
		let query =
			some.iter().fold(sqlx::query(&sql), |query, ((_, number), _)| query.bind(number.as_str()));
		for row in query.fetch_all(&mut *connection).await? {
			let key: (String, String) = (row.try_get(0)?, row.try_get(1)?);
			let Some((_, time)) = some.iter().find(|(waybill, _)| *waybill == key) else { continue };
			let (merchant, heading): (String, String) = (row.try_get(2)?, row.try_get(3)?);
			let order = &serde_json::from_str::<Value>(&heading)?["order"];
			let part = |field: &str| order[field].as_str().unwrap_or_default().to_string();
			let order = (merchant, part("platform"), part("merchant"), part("number"));
			let at = loops.entry(order).or_insert(*time);
			*at = (*at).max(*time);
		}
	}
	Ok(())
}

async fn closed_loop(
	connection: &mut AnyConnection,
	(merchant, platform, code, number): OrderOf,
	time: i64,
	view: &Value,
) -> anyhow::Result<()> {
	let key: Vec<Cell> = vec![merchant.into(), platform.into(), code.into(), number.into()];
	let Some(state) = name(&view["state"]) else {
		let sql =
			"DELETE FROM loops WHERE merchant = $1 AND platform = $2 AND merchant_code = $3 AND number = $4";
		write::run(connection, sql, key).await?;
		return Ok(());
	};
	let row = key.into_iter().chain([state.into(), view.to_string().into(), time.into()]).collect();
	write::write(connection, &tables::LOOPS, vec![row], Conflict::Replace).await?;
	if let Some(entry_number) = view["declared"]["entry_number"].as_str() {
		let sql = "UPDATE declarations SET loop_state = $1 WHERE entry_number = $2";
		write::run(connection, sql, vec![state.into(), entry_number.into()]).await?;
	}
	Ok(())
}
