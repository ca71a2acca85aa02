// SPDX-License-Identifier: Apache-2.0

//! Bulk writes and reads of rows.
//!
//! Statements have few forms, so that each is prepared once: a table's rows go in by powers of two.

pub use crate::cell::{Cell, Cells};
use crate::{
	slim,
	tables::{kept_name, Kind, Table},
};
use sqlx::{any::AnyRow, query::Query, Any, AnyConnection, Row};
use std::{
	collections::HashMap,
	sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Rows that one statement takes at most. With the widest table that is far below what either engine takes of parameters.
const MAX_ROWS_PER_STATEMENT: usize = 256;

/// Action on a row whose key exists already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflict {
	/// Fail, and thereby undo the transaction: such a row can't exist.
	Refuse,
	/// Replace the row.
	Replace,
}

/// Writes rows of a table that keeps them as they are shown, and bears no chain: one of the platform's own. What comes from a
/// chain is written by [`Numbers`](crate::Numbers). Of rows with the same key there may be only one.
pub async fn write(
	connection: &mut AnyConnection,
	table: &Table,
	rows: Vec<Cells>,
	conflict: Conflict,
) -> sqlx::Result<()> {
	let mut rows = rows.into_iter();
	while rows.len() > 0 {
		let size = portion(rows.len());
		let sql = prepared(table, size, conflict, is_sqlite(connection));
		let mut query = sqlx::query(&sql);
		for row in rows.by_ref().take(size) {
			query = bind_row(query, table, row);
		}
		query.execute(&mut *connection).await?;
	}
	Ok(())
}

/// Reads the rows of a chain whose first column is one of the keys.
pub(crate) async fn read(
	connection: &mut AnyConnection,
	table: &Table,
	keys: &[String],
	chain: i64,
) -> sqlx::Result<Vec<Cells>> {
	let mut found = Vec::new();
	let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
	let mut rest = keys;
	while !rest.is_empty() {
		let size = portion(rest.len());
		let (now, later) = rest.split_at(size);
		rest = later;
		let places: Vec<_> = (2..size + 2).map(|place| format!("${place}")).collect();
		let (columns, key) = (columns.join(", "), table.columns[0].0);
		let sql = format!(
			"SELECT {columns} FROM {} WHERE chain = $1 AND {key} IN ({})",
			table.name,
			places.join(", ")
		);
		let query = now.iter().fold(sqlx::query(&sql).bind(chain), |query, key| query.bind(key.as_str()));
		for row in query.fetch_all(&mut *connection).await? {
			found.push(cells(table, &row)?);
		}
	}
	Ok(found)
}

/// Rows that the next of a series of statements takes: a power of two.
pub(crate) fn portion(left: usize) -> usize {
	let size = left.min(MAX_ROWS_PER_STATEMENT);
	if size == MAX_ROWS_PER_STATEMENT {
		size
	} else {
		1 << size.ilog2()
	}
}

/// Reads the cells of a row, with their texts, by the types of the table's columns.
pub fn cells(table: &Table, row: &AnyRow) -> sqlx::Result<Cells> {
	let mut cells = Cells::with_capacity(table.columns.len());
	for (place, (_, kind)) in table.columns.iter().enumerate() {
		let cell = match kind {
			Kind::Text | Kind::Hash | Kind::Block | Kind::Recurring(_) => {
				row.try_get::<Option<String>, _>(place)?.into()
			}
			Kind::Number | Kind::Categories => row.try_get::<Option<i64>, _>(place)?.into(),
			Kind::Bytes | Kind::Record => row.try_get::<Option<Vec<u8>>, _>(place)?.into(),
		};
		let cell = match kind {
			Kind::Categories => slim::shown_categories(&cells, cell),
			Kind::Record => slim::whole_record(&cells, cell),
			_ => cell,
		};
		cells.push(cell);
	}
	Ok(cells)
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
	let mut columns: Vec<_> = table.columns.iter().map(kept_name).collect();
	let (mut key, rest) = (columns[..table.key].to_vec(), columns[table.key..].to_vec());
	if table.bears_chain {
		columns.push("chain");
		key.push("chain");
	}
	let width = columns.len();
	let row = |row: usize| {
		let place = |column| if sqlite { "?".to_string() } else { format!("${}", row * width + column) };
		format!("({})", (1..=width).map(place).collect::<Vec<_>>().join(","))
	};
	let rows: Vec<_> = (0..rows).map(row).collect();
	let mut sql = format!("INSERT INTO {} ({}) VALUES {}", table.rows, columns.join(","), rows.join(","));
	if conflict == Conflict::Replace {
		let set: Vec<_> = rest.iter().map(|name| format!("{name} = excluded.{name}")).collect();
		let what = if set.is_empty() { "NOTHING".into() } else { format!("UPDATE SET {}", set.join(", ")) };
		sql += &format!(" ON CONFLICT ({}) DO {what}", key.join(", "));
	}
	sql
}

type AnyQuery<'q> = Query<'q, Any, <Any as sqlx::Database>::Arguments<'q>>;

fn bind_row<'q>(query: AnyQuery<'q>, table: &Table, row: Cells) -> AnyQuery<'q> {
	debug_assert_eq!(row.len(), table.columns.len() + usize::from(table.bears_chain));
	let kinds = table.columns.iter().map(|(_, kind)| *kind).chain([Kind::Number]);
	row.into_iter().zip(kinds).fold(query, |query, (cell, kind)| bind(query, kind, cell))
}

fn bind(query: AnyQuery<'_>, kind: Kind, cell: Cell) -> AnyQuery<'_> {
	match (cell, kind) {
		(Cell::Text(text), _) => query.bind(text),
		(Cell::Number(number), _) => query.bind(number),
		(Cell::Bytes(bytes), _) => query.bind(bytes),
		(Cell::Null, Kind::Text) => query.bind(None::<String>),
		(Cell::Null, Kind::Number | Kind::Block | Kind::Categories | Kind::Recurring(_)) => {
			query.bind(None::<i64>)
		}
		(Cell::Null, Kind::Bytes | Kind::Record | Kind::Hash) => query.bind(None::<Vec<u8>>),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{tables, Database, Numbers};

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
				read(&mut connection, table, &keys, 0).await.unwrap(),
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
			let mut numbers = Numbers::of(0);
			let rows = (0..count).map(row).collect();
			numbers.write(&mut connection, table, rows, Conflict::Refuse).await.unwrap();
			let found = numbers.read(&mut connection, table, &[format!("entry {count}")]).await.unwrap();
			assert_eq!(found.len(), count);
		}
	}

	#[tokio::test]
	async fn a_row_that_is_there_is_refused_or_replaced() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		let (table, mut numbers) = (&tables::BLOCKS, Numbers::of(0));
		numbers.write(&mut connection, table, vec![block(1)], Conflict::Refuse).await.unwrap();
		numbers.write(&mut connection, table, vec![block(1)], Conflict::Refuse).await.unwrap_err();
		numbers.write(&mut connection, table, vec![block(1)], Conflict::Replace).await.unwrap();
		let mut of_another = Numbers::of(1);
		of_another.write(&mut connection, table, vec![block(1)], Conflict::Refuse).await.unwrap();
	}
}
