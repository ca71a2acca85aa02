// SPDX-License-Identifier: Apache-2.0

//! Counts of rows by what they are, changed with the rows, so that no figure takes the counting of a table.

use crate::{
	tables::{self, Table},
	write::{self, portion, Cell, Cells},
};
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Columns by which the rows of a table are counted.
#[derive(Debug)]
pub(crate) struct Counted {
	table: &'static Table,
	/// Column with the value that is counted, such as a status. A row without one is not counted.
	by: &'static str,
	/// Second column, if there is one.
	and: Option<&'static str>,
	/// Column that is empty unless the row is held, if there is one.
	held: Option<&'static str>,
}

static COUNTED: [Counted; 4] = [
	Counted { table: &tables::UNITS, by: "kind", and: Some("stage"), held: Some("hold") },
	Counted { table: &tables::DECLARATIONS, by: "status", and: None, held: None },
	Counted { table: &tables::LOOPS, by: "state", and: None, held: None },
	Counted { table: &tables::PARTICIPANTS, by: "kind", and: None, held: None },
];

/// Adds to a count.
const ADD: &str =
	"INSERT INTO counts (what, value, stage, count, held, chain) VALUES ($1, $2, $3, $4, $5, $6) \
	ON CONFLICT (what, value, stage, chain) DO UPDATE SET \
	count = counts.count + excluded.count, held = counts.held + excluded.held";

/// Changes of counts, of all rows and of the held ones, by the values of the two columns.
#[derive(Debug, Default)]
pub(crate) struct Changes(BTreeMap<(String, String), (i64, i64)>);

impl Changes {
	fn count(&mut self, by: Option<String>, and: Option<String>, held: bool, one: i64) {
		let Some(by) = by else { return };
		let (all, held_ones) = self.0.entry((by, and.unwrap_or_default())).or_default();
		*all += one;
		*held_ones += if held { one } else { 0 };
	}
}

impl Counted {
	/// Columns by which a table is counted. None of a table that is not.
	pub(crate) fn of(table: &Table) -> Option<&'static Self> {
		COUNTED.iter().find(|counted| counted.table.name == table.name)
	}

	/// Adds rows to the changes.
	pub(crate) fn add(&self, rows: &[Cells], changes: &mut Changes) {
		let cell = |row: &Cells, column| row[self.table.position(column)].clone();
		for row in rows {
			let text = |column| cell(row, column).text().map(String::from);
			let held = self.held.is_some_and(|column| cell(row, column) != Cell::Null);
			changes.count(text(self.by), self.and.and_then(text), held, 1);
		}
	}

	/// Takes the rows away from the changes that have these keys in the database.
	pub(crate) async fn take_away(
		&self,
		connection: &mut AnyConnection,
		chain: i64,
		keys: &[&[Cell]],
		changes: &mut Changes,
	) -> sqlx::Result<()> {
		let columns: Vec<_> = self.table.columns[..self.table.key].iter().map(|(name, _)| *name).collect();
		let (and, held) = (self.and.unwrap_or("NULL"), self.held.unwrap_or("NULL"));
		let mut rest = keys;
		while !rest.is_empty() {
			// A key of several columns is asked for alone, for the sake of plain SQL.
			let size = if columns.len() == 1 { portion(rest.len()) } else { 1 };
			let (now, later) = rest.split_at(size);
			rest = later;
			let condition = match columns.as_slice() {
				[column] => {
					let places: Vec<_> = (2..size + 2).map(|place| format!("${place}")).collect();
					format!("{column} IN ({})", places.join(", "))
				}
				columns => {
					let equal = (2..).zip(columns).map(|(place, column)| format!("{column} = ${place}"));
					equal.collect::<Vec<_>>().join(" AND ")
				}
			};
			let sql = format!(
				"SELECT {} AS by_value, {and} AS and_value, {held} AS held_value FROM {} WHERE chain = $1 AND {condition}",
				self.by, self.table.name
			);
			let keys = now.iter().flat_map(|key| key.iter()).filter_map(Cell::text);
			let query = keys.fold(sqlx::query(&sql).bind(chain), |query, key| query.bind(key));
			for row in query.fetch_all(&mut *connection).await? {
				let text = |column| row.try_get::<Option<String>, _>(column);
				changes.count(text("by_value")?, text("and_value")?, text("held_value")?.is_some(), -1);
			}
		}
		Ok(())
	}

	/// Writes the changes into the counts of a chain.
	pub(crate) async fn write(
		&self,
		connection: &mut AnyConnection,
		chain: i64,
		changes: Changes,
	) -> sqlx::Result<()> {
		for ((by, and), (all, held)) in changes.0.into_iter().filter(|(_, change)| *change != (0, 0)) {
			let places =
				vec![self.table.name.into(), by.into(), and.into(), all.into(), held.into(), chain.into()];
			write::run(connection, ADD, places).await?;
		}
		Ok(())
	}
}

/// Counts all rows anew, and returns the number of counts that were wrong. It goes over whole tables, which nothing else does.
pub async fn recount(connection: &mut AnyConnection) -> sqlx::Result<usize> {
	let before = all(connection).await?;
	write::run(connection, "DELETE FROM counts", vec![]).await?;
	for Counted { table, by, and, held } in &COUNTED {
		let second = and.map_or("''".to_string(), |and| format!("COALESCE({and}, '')"));
		let held = held.unwrap_or("NULL");
		let sql = format!(
			"INSERT INTO counts (what, value, stage, chain, count, held)
			SELECT '{0}', counted.one, counted.two, counted.chain, COUNT(*), COUNT(counted.held) FROM
				(SELECT {by} AS one, {second} AS two, chain, {held} AS held FROM {0} WHERE {by} IS NOT NULL) AS counted
			GROUP BY counted.one, counted.two, counted.chain",
			table.name
		);
		write::run(connection, &sql, vec![]).await?;
	}
	let after = all(connection).await?;
	let differs = |key: &&Key| before.get(*key) != after.get(*key);
	Ok(before.keys().chain(after.keys()).filter(differs).collect::<BTreeSet<_>>().len())
}

/// Key of a count: table, the two values, and chain.
type Key = (String, String, String, i64);

/// Reads all counts but those of nothing.
async fn all(connection: &mut AnyConnection) -> sqlx::Result<BTreeMap<Key, (i64, i64)>> {
	let sql = "SELECT what, value, stage, chain, count, held FROM counts WHERE count <> 0";
	let read = |row: &AnyRow| {
		let key = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
		Ok((key, (row.try_get(4)?, row.try_get(5)?)))
	};
	sqlx::query(sql).fetch_all(connection).await?.iter().map(read).collect()
}
