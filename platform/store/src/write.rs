// SPDX-License-Identifier: Apache-2.0

//! Bulk writes and reads of rows.
//!
//! Statements have few forms, so that each is prepared once: a table's rows go in by powers of two.

use crate::tables::{Kind, Table};
use serde_json::Value;
use sqlx::{any::AnyRow, query::Query, Any, AnyConnection, Row};
use std::{
	collections::HashMap,
	sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Rows that one statement takes at most. With the widest table that is far below what either engine takes of parameters.
const MAX_ROWS_PER_STATEMENT: usize = 256;

/// Value of one column of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
	/// NULL of any type.
	Null,
	/// Text without NUL characters, which PostgreSQL refuses.
	Text(String),
	/// A whole number of 64 bits.
	Number(i64),
	/// Bytes for a BLOB or BYTEA column.
	Bytes(Vec<u8>),
}

impl Cell {
	/// Returns the text of a text cell.
	pub fn text(&self) -> Option<&str> {
		match self {
			Self::Text(text) => Some(text),
			_ => None,
		}
	}

	/// Returns the number of a number cell.
	pub fn number(&self) -> Option<i64> {
		match self {
			Self::Number(number) => Some(*number),
			_ => None,
		}
	}
}

impl From<&str> for Cell {
	fn from(text: &str) -> Self {
		// PostgreSQL has no place for this character in a text. No text of the chain has a control character.
		Self::Text(if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.into() })
	}
}

impl From<String> for Cell {
	fn from(text: String) -> Self {
		if text.contains('\0') {
			return Self::from(text.as_str());
		}
		Self::Text(text)
	}
}

impl From<Vec<u8>> for Cell {
	fn from(bytes: Vec<u8>) -> Self {
		Self::Bytes(bytes)
	}
}

impl From<i64> for Cell {
	fn from(number: i64) -> Self {
		Self::Number(number)
	}
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
	fn from(maybe: Option<T>) -> Self {
		maybe.map_or(Self::Null, Into::into)
	}
}

/// Stores text as itself, numbers as numbers, truth as 0 and 1, all else as JSON. A number too large for the database is
/// stored as the largest that it holds.
impl From<&Value> for Cell {
	fn from(value: &Value) -> Self {
		match value {
			Value::Null => Self::Null,
			Value::Bool(truth) => Self::Number(i64::from(*truth)),
			Value::Number(number) => Self::Number(number.as_i64().unwrap_or(i64::MAX)),
			Value::String(text) => text.as_str().into(),
			other => other.to_string().into(),
		}
	}
}

/// Cells of one row, in the order of the table's columns.
pub type Cells = Vec<Cell>;

/// Action on a row whose key exists already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflict {
	/// Fail, and thereby undo the transaction: such a row can't exist.
	Refuse,
	/// Replace the row.
	Replace,
}

/// Writes rows. Of rows with the same key there may be only one.
pub async fn write(
	connection: &mut AnyConnection,
	table: &Table,
	rows: Vec<Cells>,
	conflict: Conflict,
) -> sqlx::Result<()> {
	let mut rows = rows.into_iter();
	while rows.len() > 0 {
		let size = rows.len().min(MAX_ROWS_PER_STATEMENT);
		let size = if size == MAX_ROWS_PER_STATEMENT { size } else { 1 << size.ilog2() };
		let sql = prepared(table, size, conflict, is_sqlite(connection));
		let mut query = sqlx::query(&sql);
		for row in rows.by_ref().take(size) {
			query = bind_row(query, table, row);
		}
		query.execute(&mut *connection).await?;
	}
	Ok(())
}

/// Reads the rows whose first column is one of the keys.
pub async fn read(
	connection: &mut AnyConnection,
	table: &Table,
	keys: &[String],
) -> sqlx::Result<Vec<Cells>> {
	let mut found = Vec::new();
	let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
	let mut rest = keys;
	while !rest.is_empty() {
		let size = rest.len().min(MAX_ROWS_PER_STATEMENT);
		let size = if size == MAX_ROWS_PER_STATEMENT { size } else { 1 << size.ilog2() };
		let (now, later) = rest.split_at(size);
		rest = later;
		let places: Vec<_> = (1..=size).map(|place| format!("${place}")).collect();
		let (columns, key) = (columns.join(", "), table.columns[0].0);
		let sql = format!("SELECT {columns} FROM {} WHERE {key} IN ({})", table.name, places.join(", "));
		let query = now.iter().fold(sqlx::query(&sql), |query, key| query.bind(key.as_str()));
		for row in query.fetch_all(&mut *connection).await? {
			found.push(cells(table, &row)?);
		}
	}
	Ok(found)
}

/// Reads the cells of a row by the types of the table's columns.
pub fn cells(table: &Table, row: &AnyRow) -> sqlx::Result<Cells> {
	let cell = |(place, (_, kind)): (usize, &(&str, Kind))| {
		Ok(match kind {
			Kind::Text => row.try_get::<Option<String>, _>(place)?.into(),
			Kind::Number => row.try_get::<Option<i64>, _>(place)?.into(),
			Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(place)?.into(),
		})
	};
	table.columns.iter().enumerate().map(cell).collect()
}

/// Runs a statement with its parameters bound. NULL is bound as text.
pub async fn run(connection: &mut AnyConnection, sql: &str, places: Vec<Cell>) -> sqlx::Result<u64> {
	let query = places.into_iter().fold(sqlx::query(sql), |query, cell| bind(query, Kind::Text, cell));
	Ok(query.execute(connection).await?.rows_affected())
}

/// Texts of statements by table, number of rows, action on conflict, and whether for SQLite.
type Statements = HashMap<(&'static str, usize, Conflict, bool), Arc<str>>;

/// Cache of statement texts: composing one takes longer than looking it up.
static STATEMENTS: LazyLock<Mutex<Statements>> = LazyLock::new(Default::default);

/// Returns true for SQLite. `$1` is a name there, which it looks up among all names one after the other; `?` is a position.
fn is_sqlite(connection: &AnyConnection) -> bool {
	connection.backend_name() == "SQLite"
}

fn prepared(table: &Table, rows: usize, conflict: Conflict, sqlite: bool) -> Arc<str> {
	let mut statements = STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner);
	let statement = || insert(table, rows, conflict, sqlite).into();
	statements.entry((table.name, rows, conflict, sqlite)).or_insert_with(statement).clone()
}

fn insert(table: &Table, rows: usize, conflict: Conflict, sqlite: bool) -> String {
	let width = table.columns.len();
	let row = |row: usize| {
		let place = |column| if sqlite { "?".to_string() } else { format!("${}", row * width + column) };
		format!("({})", (1..=width).map(place).collect::<Vec<_>>().join(","))
	};
	let rows: Vec<_> = (0..rows).map(row).collect();
	let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
	let mut sql = format!("INSERT INTO {} ({}) VALUES {}", table.name, columns.join(","), rows.join(","));
	if conflict == Conflict::Replace {
		let (key, rest) = columns.split_at(table.key);
		let set: Vec<_> = rest.iter().map(|name| format!("{name} = excluded.{name}")).collect();
		let what = if set.is_empty() { "NOTHING".into() } else { format!("UPDATE SET {}", set.join(", ")) };
		sql += &format!(" ON CONFLICT ({}) DO {what}", key.join(", "));
	}
	sql
}

type AnyQuery<'q> = Query<'q, Any, <Any as sqlx::Database>::Arguments<'q>>;

fn bind_row<'q>(query: AnyQuery<'q>, table: &Table, row: Cells) -> AnyQuery<'q> {
	debug_assert_eq!(row.len(), table.columns.len());
	row.into_iter().zip(table.columns).fold(query, |query, (cell, (_, kind))| bind(query, *kind, cell))
}

fn bind(query: AnyQuery<'_>, kind: Kind, cell: Cell) -> AnyQuery<'_> {
	match (cell, kind) {
		(Cell::Text(text), _) => query.bind(text),
		(Cell::Number(number), _) => query.bind(number),
		(Cell::Bytes(bytes), _) => query.bind(bytes),
		(Cell::Null, Kind::Text) => query.bind(None::<String>),
		(Cell::Null, Kind::Number) => query.bind(None::<i64>),
		(Cell::Null, Kind::Bytes) => query.bind(None::<Vec<u8>>),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{tables, Database};

	async fn empty() -> Database {
		let database = Database::connect("sqlite::memory:").await.unwrap();
		database.migrate().await.unwrap();
		database
	}

	fn block(number: i64) -> Cells {
		vec![number.into(), "0x".into(), 0.into(), 1.into(), Cell::Null, 0.into()]
	}

	#[tokio::test]
	async fn every_table_has_the_columns_that_are_written() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		for table in tables::ALL {
			let keys = ["x".to_string()];
			assert_eq!(
				read(&mut connection, table, &keys).await.unwrap(),
				Vec::<Cells>::new(),
				"{}",
				table.name
			);
		}
	}

	#[tokio::test]
	async fn any_number_of_rows_goes_in_and_comes_out() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		let table = &tables::DECLARATION_UNITS;
		for count in [0, 1, 3, 255, 256, 257, 700] {
			let row = |n| vec![format!("entry {count}").into(), format!("unit {n}").into()];
			write(&mut connection, table, (0..count).map(row).collect(), Conflict::Refuse).await.unwrap();
			let found = read(&mut connection, table, &[format!("entry {count}")]).await.unwrap();
			assert_eq!(found.len(), count);
		}
	}

	#[tokio::test]
	async fn a_row_that_is_there_is_refused_or_replaced() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		write(&mut connection, &tables::BLOCKS, vec![block(1)], Conflict::Refuse).await.unwrap();
		write(&mut connection, &tables::BLOCKS, vec![block(1)], Conflict::Refuse).await.unwrap_err();
		write(&mut connection, &tables::BLOCKS, vec![block(1)], Conflict::Replace).await.unwrap();
	}
}
