// SPDX-License-Identifier: Apache-2.0

//! Cache of the rows of one table that a batch changes: read once, changed in memory, written once.

use sqlx::AnyConnection;
use std::collections::{HashMap, HashSet};
use suyuan_store::{
	tables::Table,
	write::{Cell, Cells, Conflict},
	Numbers,
};

/// A row with its cells accessible by column name.
#[derive(Clone, Debug)]
pub struct Row {
	table: &'static Table,
	cells: Cells,
}

impl Row {
	/// Makes a row with its key and NULL in all other columns.
	pub fn new(table: &'static Table, key: &[Cell]) -> Self {
		let mut cells = key.to_vec();
		cells.resize(table.columns.len(), Cell::Null);
		Self { table, cells }
	}

	/// Returns the cell of a column.
	pub fn get(&self, column: &str) -> &Cell {
		&self.cells[self.table.position(column)]
	}

	/// Returns the text of a column that holds one.
	pub fn text(&self, column: &str) -> Option<&str> {
		self.get(column).text()
	}

	/// Returns the number of a column that holds one.
	pub fn number(&self, column: &str) -> Option<i64> {
		self.get(column).number()
	}

	/// Sets the cell of a column.
	pub fn set(&mut self, column: &str, cell: impl Into<Cell>) -> &mut Self {
		let position = self.table.position(column);
		self.cells[position] = cell.into();
		self
	}

	/// Returns the cells in the order of the columns.
	pub fn into_cells(self) -> Cells {
		self.cells
	}
}

/// Rows of one table. Rows are loaded by their first column and kept by their whole key.
#[derive(Debug)]
pub struct Cache {
	table: &'static Table,
	rows: HashMap<Cells, Row>,
	changed: HashSet<Cells>,
}

impl Cache {
	/// Makes an empty cache of a table.
	pub fn of(table: &'static Table) -> Self {
		Self { table, rows: HashMap::new(), changed: HashSet::new() }
	}

	/// Reads the rows with these values in their first column.
	pub async fn load(
		&mut self,
		connection: &mut AnyConnection,
		numbers: &Numbers,
		keys: HashSet<String>,
	) -> sqlx::Result<()> {
		let keys: Vec<_> = keys.into_iter().collect();
		for cells in numbers.read(connection, self.table, &keys).await? {
			let key = cells[..self.table.key].to_vec();
			self.rows.insert(key, Row { table: self.table, cells });
		}
		Ok(())
	}

	/// Returns the row of a key, if it was loaded or made.
	pub fn get(&self, key: &[Cell]) -> Option<&Row> {
		self.rows.get(key)
	}

	/// Returns the row of a key and marks it as changed. None if there is no such row.
	pub fn change(&mut self, key: &[Cell]) -> Option<&mut Row> {
		let row = self.rows.get_mut(key)?;
		if !self.changed.contains(key) {
			self.changed.insert(key.to_vec());
		}
		Some(row)
	}

	/// Returns the row of a key and marks it as changed. Makes the row if there is none.
	pub fn change_or_make(&mut self, key: &[Cell]) -> &mut Row {
		if !self.changed.contains(key) {
			self.changed.insert(key.to_vec());
		}
		let table = self.table;
		self.rows.entry(key.to_vec()).or_insert_with(|| Row::new(table, key))
	}

	/// Drops a row, so that it is neither found nor written any more. The database's row stays.
	pub fn forget(&mut self, key: &[Cell]) {
		self.rows.remove(key);
		self.changed.remove(key);
	}

	/// Returns true if any row was changed.
	pub fn is_changed(&self) -> bool {
		!self.changed.is_empty()
	}

	/// Writes the changed rows.
	pub async fn write(mut self, connection: &mut AnyConnection, numbers: &mut Numbers) -> sqlx::Result<()> {
		// The order of the keys keeps an index that grows at its end from being torn about.
		let mut changed: Vec<_> = self.changed.into_iter().collect();
		changed.sort_unstable();
		let rows = changed.iter().filter_map(|key| self.rows.remove(key)).map(Row::into_cells).collect();
		numbers.write(connection, self.table, rows, Conflict::Replace).await
	}
}
