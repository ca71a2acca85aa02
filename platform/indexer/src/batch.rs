//! A batch of blocks, on its way into the database.
//!
//! What the batch is about is read first, then fact after fact changes it in memory, then everything is written, and the
//! cursor with it, in one transaction. So a batch is there as a whole or not at all, and what stands in the database in
//! the end doesn't depend on where one batch ended and the next began.

use crate::{cache::Cache, heads::Heads};
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
/// Adds to what a day brought.
const COUNTED: &str = "INSERT INTO record_days (day, block, category, records) VALUES ($1, $2, $3, $4) \
	ON CONFLICT (day, block, category) DO UPDATE SET records = record_days.records + excluded.records";

/// Where a fact stands.
#[derive(Clone, Copy, Debug)]
pub struct At {
	/// The block.
	pub block: i64,
	/// Its place among the block's events.
	pub event: i64,
	/// The block's time.
	pub time: i64,
}

/// An order, as the chain keys its loops: whose it is, and platform, merchant and number.
pub type OrderOf = (String, String, String, String);

/// Facts as rows.
pub struct Batch {
	/// Rows that are new.
	pub new: HashMap<&'static str, (&'static Table, Vec<Cells>)>,
	/// Units.
	pub units: Cache,
	/// Participants.
	pub participants: Cache,
	/// Profiles that wait for a verdict.
	pub applications: Cache,
	/// Heads.
	pub heads: Heads,
	/// How many records of a category a day brought.
	pub days: BTreeMap<(i64, Info, String), i64>,
	/// Statements to be run before anything is written, in order.
	pub before: Vec<(String, Vec<Cell>)>,
	/// Statements to be run after everything is written, in order.
	pub after: Vec<(String, Vec<Cell>)>,
	/// Declarations that were handed in or put right: which, where, and whether for the first time.
	pub declared: Vec<(String, At, bool)>,
	/// Declarations of which anything was said, with the last block and its time.
	pub matters: BTreeMap<String, At>,
	/// Filings that changed, and when.
	pub filings: BTreeMap<String, i64>,
	/// Loops that changed, and when.
	pub loops: BTreeMap<OrderOf, i64>,
	/// Waybills that were recorded, and when.
	pub waybills: BTreeMap<(String, String), i64>,
	/// Whether regulators' seats changed.
	pub seats: bool,
}

impl Batch {
	/// Counts a record.
	pub fn count(&mut self, time: i64, info: Info, category: Option<&str>) {
		let key = (time - time.rem_euclid(DAY), info, category.unwrap_or_default().to_string());
		*self.days.entry(key).or_default() += 1;
	}

	/// Adds a row that is new.
	pub fn add(&mut self, table: &'static Table, row: Cells) {
		self.new.entry(table.name).or_insert_with(|| (table, Vec::new())).1.push(row);
	}

	/// Notes that something happened to a unit.
	pub fn happened(
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

	/// Writes everything.
	pub async fn write(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
		for (sql, places) in self.before {
			write::run(connection, &sql, places).await?;
		}
		for (_, (table, rows)) in self.new {
			// Where one event names a unit twice, the first naming says it all.
			let conflict =
				if table.name == tables::UNIT_EVENTS.name { Conflict::Replace } else { Conflict::Refuse };
			write::write(connection, table, unique(table, rows), conflict).await?;
		}
		self.units.write(connection).await?;
		self.participants.write(connection).await?;
		self.applications.write(connection).await?;
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
