// SPDX-License-Identifier: Apache-2.0

//! A batch of blocks, on its way into the database.
//!
//! The rows that the batch changes are read first, then fact after fact changes them in memory, then everything is written,
//! and the cursor with it, in one transaction. So a batch is there as a whole or not at all, and the rows in the end don't
//! depend on where one batch ended and the next began.

use crate::{
	cache::Cache,
	declarations::{self, Contents, LoopOf, OrderOf, WaybillChange, WaybillOf},
	heads::Heads,
};
use serde_json::Value;
use sqlx::AnyConnection;
use std::collections::{BTreeMap, HashMap, HashSet};
use suyuan_chain_client::Info;
use suyuan_store::{
	tables::{self, Table},
	write::{self, Cell, Cells, Conflict},
};

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// Adds to a day's count of records.
const COUNTED: &str = "INSERT INTO record_days (day, info_block, category, records) VALUES ($1, $2, $3, $4) \
	ON CONFLICT (day, info_block, category) DO UPDATE SET records = record_days.records + excluded.records";

/// Position of a fact in the chain.
#[derive(Clone, Copy, Debug)]
pub struct At {
	/// Number of the block.
	pub block: i64,
	/// Index among the block's events.
	pub event: i64,
	/// Time of the block, in milliseconds since 1970 UTC.
	pub time: i64,
}

/// Changes of several blocks, as rows and statements.
pub struct Batch {
	/// Rows to insert, by the name of their table.
	pub new: HashMap<&'static str, (&'static Table, Vec<Cells>)>,
	/// Units that the batch changes.
	pub units: Cache,
	/// Participants that the batch changes.
	pub participants: Cache,
	/// Profiles that wait for a verdict.
	pub applications: Cache,
	/// Heads that the batch continues.
	pub heads: Heads,
	/// Number of records by the begin of a day, information block and category.
	pub days: BTreeMap<(i64, Info, String), i64>,
	/// Statements to be run before anything is written, in order.
	pub before: Vec<(String, Vec<Cell>)>,
	/// Statements to be run after everything is written, in order.
	pub after: Vec<(String, Vec<Cell>)>,
	/// Declarations that the batch changes.
	pub declarations: Cache,
	/// Units and waybills of the declarations that were handed in or amended, by entry number.
	pub contents: BTreeMap<String, Contents>,
	/// Filings that the batch changes.
	pub filings: Cache,
	/// Loops that changed; None if a loop was removed.
	pub loops: BTreeMap<OrderOf, Option<LoopOf>>,
	/// State and digest of each loop that changed, and the block in which it did.
	pub loop_states: BTreeMap<OrderOf, (i64, String, String)>,
	/// Waybills that were recorded or named, which may change the loops of all who name them.
	pub waybills: BTreeMap<WaybillOf, WaybillChange>,
}

impl Batch {
	/// Counts a record for the day of its block.
	pub fn count(&mut self, time: i64, info: Info, category: Option<&str>) {
		let key = (time - time.rem_euclid(DAY), info, category.unwrap_or_default().to_string());
		*self.days.entry(key).or_default() += 1;
	}

	/// Adds a row to insert.
	pub fn add(&mut self, table: &'static Table, row: Cells) {
		self.new.entry(table.name).or_insert_with(|| (table, Vec::new())).1.push(row);
	}

	/// Adds an event of a unit.
	pub fn push_unit_event(
		&mut self,
		at: At,
		code: &str,
		kind: &str,
		by: Option<&str>,
		other: Option<&str>,
		detail: Value,
	) {
		let row = vec![
			at.block.into(),
			at.event.into(),
			code.into(),
			at.time.into(),
			kind.into(),
			by.into(),
			other.into(),
			detail.to_string().into(),
		];
		self.add(&tables::UNIT_EVENTS, row);
	}

	/// Writes all changes of the batch.
	pub async fn write(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
		for (sql, places) in self.before {
			write::run(connection, &sql, places).await?;
		}
		for (_, (table, rows)) in self.new {
			// If one event names a unit twice, the first row stands for both.
			let conflict =
				if table.name == tables::UNIT_EVENTS.name { Conflict::Replace } else { Conflict::Refuse };
			write::write(connection, table, unique(table, rows), conflict).await?;
		}
		self.units.write(connection).await?;
		self.participants.write(connection).await?;
		self.applications.write(connection).await?;
		self.filings.write(connection).await?;
		self.declarations.write(connection).await?;
		declarations::write_contents(connection, self.contents).await?;
		declarations::write_loops(connection, self.loops).await?;
		declarations::mark_outdated(connection, self.waybills).await?;
		self.heads.write(connection).await?;
		for ((day, info, category), records) in self.days {
			let places = vec![day.into(), info.name().into(), category.into(), records.into()];
			write::run(connection, COUNTED, places).await?;
		}
		for (sql, places) in self.after {
			write::run(connection, &sql, places).await?;
		}
		Ok(())
	}
}

fn unique(table: &Table, rows: Vec<Cells>) -> Vec<Cells> {
	if table.name != tables::UNIT_EVENTS.name {
		return rows;
	}
	let mut keys = HashSet::new();
	rows.into_iter().filter(|row| keys.insert(row[..table.key].to_vec())).collect()
}
