// SPDX-License-Identifier: Apache-2.0

//! Numbers that stand for the texts of rows: of units, accounts, words, names and products.
//!
//! One who writes reads and gives numbers within its transaction, so that a number is there as long as the row that bears it.

use crate::{
	counts::{Changes, Counted},
	slim,
	tables::{
		Kind::{Number, Recurring, Text},
		Lookup, Table,
	},
	write::{self, portion, Cell, Cells, Conflict},
};
use sqlx::{AnyConnection, Row};
use std::collections::{HashMap, HashSet};

/// Numbers of one chain's rows, for one transaction.
#[derive(Debug, Default)]
pub struct Numbers {
	chain: i64,
	known: HashMap<Lookup, HashMap<String, i64>>,
	/// Number that the next new text of a lookup gets.
	next: HashMap<Lookup, i64>,
}

macro_rules! lookups {
	($( $name:ident $sql:literal: $( $column:literal $kind:ident ),+ ; )*) => {
		$( static $name: Table = Table {
			name: $sql, rows: $sql, key: 1, columns: &[$( ($column, $kind) ),+], bears_chain: false,
		}; )*
	};
}

lookups! {
	CHAINS "chains": "chain" Number, "genesis" Text;
	UNITS "unit_numbers": "unit" Number, "code" Text, "chain" Number;
	ACCOUNTS "accounts": "number" Number, "account" Text;
	WORDS "words": "number" Number, "word" Text;
	NAMES "names": "number" Number, "name" Text;
	PRODUCTS "products": "number" Number, "gtin" Text;
}

impl Lookup {
	fn table(self) -> &'static Table {
		match self {
			Self::Units => &UNITS,
			Self::Accounts => &ACCOUNTS,
			Self::Words => &WORDS,
			Self::Names => &NAMES,
			Self::Products => &PRODUCTS,
		}
	}
}

impl Numbers {
	/// Begins with the numbers of the rows of a chain.
	pub fn of(chain: i64) -> Self {
		Self { chain, ..Self::default() }
	}

	/// Begins with the numbers of the chain that has this first block, which gets a number if it has none.
	pub async fn of_genesis(connection: &mut AnyConnection, genesis: &str) -> sqlx::Result<Self> {
		let sql = "SELECT chain FROM chains WHERE genesis = $1";
		let known = sqlx::query(sql).bind(genesis).fetch_optional(&mut *connection).await?;
		if let Some(row) = known {
			return Ok(Self::of(row.try_get(0)?));
		}
		let sql = "SELECT CAST(COALESCE(MAX(chain), -1) + 1 AS BIGINT) FROM chains";
		let chain: i64 = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
		let row = vec![chain.into(), genesis.into()];
		write::write(connection, &CHAINS, vec![row], Conflict::Refuse).await?;
		Ok(Self::of(chain))
	}

	/// Number of the chain.
	pub fn chain(&self) -> i64 {
		self.chain
	}

	/// Number of a text, if it was given one or read here.
	pub fn known(&self, lookup: Lookup, text: &str) -> Option<i64> {
		self.known.get(&lookup)?.get(text).copied()
	}

	/// Writes rows. Of rows with the same key there may be only one.
	pub async fn write(
		&mut self,
		connection: &mut AnyConnection,
		table: &Table,
		rows: Vec<Cells>,
		conflict: Conflict,
	) -> sqlx::Result<()> {
		for (place, (_, kind)) in table.columns.iter().enumerate() {
			if let Recurring(lookup) = kind {
				self.give(connection, *lookup, rows.iter().filter_map(|row| row[place].text())).await?;
			}
		}
		if let Some(counted) = Counted::of(table) {
			let mut changes = Changes::default();
			if conflict == Conflict::Replace {
				let keys: Vec<_> = rows.iter().map(|row| &row[..table.key]).collect();
				counted.take_away(connection, self.chain, &keys, &mut changes).await?;
			}
			counted.add(&rows, &mut changes);
			counted.write(connection, self.chain, changes).await?;
		}
		let number = |lookup, text: &str| self.known(lookup, text);
		let rows = rows
			.into_iter()
			.map(|row| slim::kept(table, row, self.chain, number))
			.collect::<sqlx::Result<_>>()?;
		write::write(connection, table, rows, conflict).await
	}

	/// Deletes the row of a key from a table that keeps its rows as they are shown. Nothing happens if there is none.
	pub async fn delete(
		&self,
		connection: &mut AnyConnection,
		table: &Table,
		key: Cells,
	) -> sqlx::Result<()> {
		if let Some(counted) = Counted::of(table) {
			let mut changes = Changes::default();
			counted.take_away(connection, self.chain, &[key.as_slice()], &mut changes).await?;
			counted.write(connection, self.chain, changes).await?;
		}
		let columns = (2..).zip(&table.columns[..table.key]);
		let equal: Vec<_> = columns.map(|(place, (name, _))| format!("{name} = ${place}")).collect();
		let sql = format!("DELETE FROM {} WHERE chain = $1 AND {}", table.rows, equal.join(" AND "));
		let mut places: Cells = vec![self.chain.into()];
		places.extend(key);
		write::run(connection, &sql, places).await.map(drop)
	}

	/// Reads the rows of the chain whose first column is one of the keys.
	pub async fn read(
		&self,
		connection: &mut AnyConnection,
		table: &Table,
		keys: &[String],
	) -> sqlx::Result<Vec<Cells>> {
		write::read(connection, table, keys, self.chain).await
	}

	/// Gives a number to each text that has none, in their order.
	pub async fn give<'t>(
		&mut self,
		connection: &mut AnyConnection,
		lookup: Lookup,
		texts: impl Iterator<Item = &'t str>,
	) -> sqlx::Result<()> {
		let known = self.known.entry(lookup).or_default();
		let mut seen = HashSet::new();
		let new: Vec<_> = texts.filter(|text| !known.contains_key(*text) && seen.insert(*text)).collect();
		read(connection, lookup, self.chain, &new, known).await?;
		let mut rows = Vec::new();
		for text in new {
			if known.contains_key(text) {
				continue;
			}
			let next = match self.next.get(&lookup) {
				Some(next) => *next,
				None => next(connection, lookup).await?,
			};
			self.next.insert(lookup, next + 1);
			known.insert(text.into(), next);
			let mut row: Cells = vec![next.into(), text.into()];
			if lookup == Lookup::Units {
				row.push(Cell::Number(self.chain));
			}
			rows.push(row);
		}
		write::write(connection, lookup.table(), rows, Conflict::Refuse).await
	}
}

/// Reads the numbers that texts have.
async fn read(
	connection: &mut AnyConnection,
	lookup: Lookup,
	chain: i64,
	texts: &[&str],
	known: &mut HashMap<String, i64>,
) -> sqlx::Result<()> {
	let (table, number, text) = lookup.columns();
	let of_chain = if lookup == Lookup::Units { format!("AND chain = {chain}") } else { String::new() };
	let mut rest = texts;
	while !rest.is_empty() {
		let size = portion(rest.len());
		let (now, later) = rest.split_at(size);
		rest = later;
		let places: Vec<_> = (1..=size).map(|place| format!("${place}")).collect();
		let sql = format!(
			"SELECT {text}, {number} FROM {table} WHERE {text} IN ({}) {of_chain}",
			places.join(", ")
		);
		let query = now.iter().fold(sqlx::query(&sql), |query, text| query.bind(*text));
		for row in query.fetch_all(&mut *connection).await? {
			known.insert(row.try_get(0)?, row.try_get(1)?);
		}
	}
	Ok(())
}

/// Number behind all that a lookup has given.
async fn next(connection: &mut AnyConnection, lookup: Lookup) -> sqlx::Result<i64> {
	let (table, number, _) = lookup.columns();
	let sql = format!("SELECT CAST(COALESCE(MAX({number}), -1) + 1 AS BIGINT) FROM {table}");
	sqlx::query_scalar(&sql).fetch_one(connection).await
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

	#[tokio::test]
	async fn a_text_keeps_its_number_and_a_new_one_gets_the_next() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		let mut first = Numbers::of(0);
		first.give(&mut connection, Lookup::Units, ["b", "a", "b"].into_iter()).await.unwrap();
		let mut second = Numbers::of(0);
		second.give(&mut connection, Lookup::Units, ["c", "a"].into_iter()).await.unwrap();
		let numbers = ["b", "a", "c"].map(|code| second.known(Lookup::Units, code));
		assert_eq!(numbers, [None, Some(1), Some(2)], "what was not asked for is not read");
		assert_eq!(
			first.known(Lookup::Units, "b"),
			Some(0),
			"numbers follow the order in which they are given"
		);
	}

	#[tokio::test]
	async fn rows_of_two_chains_stand_side_by_side() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		let mut chains = Vec::new();
		for genesis in ["0xaa", "0xbb", "0xaa"] {
			chains.push(Numbers::of_genesis(&mut connection, genesis).await.unwrap());
		}
		assert_eq!([0, 1, 0], [chains[0].chain(), chains[1].chain(), chains[2].chain()]);
		let event = |kind: &str| -> Cells {
			vec![
				1.into(),
				0.into(),
				"other:a".into(),
				5.into(),
				kind.into(),
				Cell::Null,
				Cell::Null,
				"{}".into(),
			]
		};
		for (numbers, kind) in chains.iter_mut().zip(["Registered", "Made"]) {
			numbers
				.write(&mut connection, &tables::UNIT_EVENTS, vec![event(kind)], Conflict::Refuse)
				.await
				.unwrap();
		}
		for (chain, kind) in [(0, "Registered"), (1, "Made")] {
			let sql = "SELECT kind FROM unit_events WHERE code = 'other:a' AND chain = $1";
			let found: Vec<String> =
				sqlx::query_scalar(sql).bind(chain).fetch_all(&mut *connection).await.unwrap();
			assert_eq!(found, [kind]);
		}
	}

	#[tokio::test]
	async fn what_a_column_can_not_keep_is_refused_by_its_name() {
		let database = empty().await;
		let mut connection = database.pool().acquire().await.unwrap();
		let head = |block: &str, digest: &str| -> Cells {
			let categories: [Cell; 2] = ["[]".into(), "[]".into()];
			let mut row: Cells = vec!["other:a".into(), block.into(), 1.into()];
			row.extend(categories);
			row.extend([digest.into(), 1.into(), Cell::Null, Cell::Null]);
			row
		};
		let good = format!("0x{}", "07".repeat(32));
		for (row, name) in [(head("product", "0x07"), "digest"), (head("waste", &good), "info_block")] {
			let mut numbers = Numbers::of(0);
			let written = numbers.write(&mut connection, &tables::HEADS, vec![row], Conflict::Refuse).await;
			let error = written.unwrap_err().to_string();
			assert!(error.contains(name), "{error}");
		}
		let mut numbers = Numbers::of(0);
		let row = head("product", &good);
		numbers.write(&mut connection, &tables::HEADS, vec![row.clone()], Conflict::Refuse).await.unwrap();
		let found = numbers.read(&mut connection, &tables::HEADS, &["other:a".into()]).await.unwrap();
		assert_eq!(found, [row]);
	}
}
