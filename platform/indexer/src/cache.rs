//! The rows of one table that a batch of blocks is about: read once, changed in memory, written once.

use sqlx::AnyConnection;
use std::collections::{HashMap, HashSet};
use suyuan_store::{
	tables::Table,
	write::{self, Cell, Cells, Conflict},
};

/// A row that can be asked by the names of its columns.
#[derive(Clone, Debug)]
pub struct Row {
	table: &'static Table,
	cells: Cells,
}

impl Row {
	/// A row in which nothing stands but its key.
	pub fn new(table: &'static Table, key: &[Cell]) -> Self {
		let mut cells = key.to_vec();
		cells.resize(table.columns.len(), Cell::Null);
		Self { table, cells }
	}

	/// What stands in a column.
	pub fn get(&self, column: &str) -> &Cell {
		&self.cells[self.table.position(column)]
	}

	/// The text that stands there.
	pub fn text(&self, column: &str) -> Option<&str> {
		self.get(column).text()
	}

	/// The number that stands there.
	pub fn number(&self, column: &str) -> Option<i64> {
		self.get(column).number()
	}

	/// Puts something there.
	pub fn set(&mut self, column: &str, cell: impl Into<Cell>) -> &mut Self {
		let position = self.table.position(column);
		self.cells[position] = cell.into();
		self
	}

	/// The cells in the order of the columns.
	pub fn into_cells(self) -> Cells {
		self.cells
	}
}

/// The rows of one table. Rows are loaded by their first column; a row with a longer key is known by all of it.
#[derive(Debug)]
pub struct Cache {
	table: &'static Table,
	rows: HashMap<Cells, Row>,
	changed: HashSet<Cells>,
}

impl Cache {
	/// Of no rows yet.
	pub fn of(table: &'static Table) -> Self {
		Self { table, rows: HashMap::new(), changed: HashSet::new() }
	}

	/// Reads the rows of these keys.
	pub async fn load(&mut self, connection: &mut AnyConnection, keys: HashSet<String>) -> sqlx::Result<()> {
		let keys: Vec<_> = keys.into_iter().collect();
		for cells in write::read(connection, self.table, &keys).await? {
			let key = cells[..self.table.key].to_vec();
			self.rows.insert(key, Row { table: self.table, cells });
		}
		Ok(())
	}

	/// The row of a key, if it is there.
	pub fn get(&self, key: &[Cell]) -> Option<&Row> {
		self.rows.get(key)
	}

	/// The row of a key to be changed, if it is there.
	pub fn change(&mut self, key: &[Cell]) -> Option<&mut Row> {
		let row = self.rows.get_mut(key)?;
		if !self.changed.contains(key) {
			self.changed.insert(key.to_vec());
		}
		Some(row)
	}

	/// The row of a key to be changed, made if it is not there.
	pub fn change_or_make(&mut self, key: &[Cell]) -> &mut Row {
		if !self.changed.contains(key) {
			self.changed.insert(key.to_vec());
		}
		let table = self.table;
		self.rows.entry(key.to_vec()).or_insert_with(|| Row::new(table, key))
	}

	/// Drops a row, so that it is neither found nor written any more. What stands in the database stays.
	pub fn forget(&mut self, key: &[Cell]) {
		self.rows.remove(key);
		self.changed.remove(key);
	}

	/// Whether anything was changed.
	pub fn is_changed(&self) -> bool {
		!self.changed.is_empty()
	}

	/// Writes what was changed.
	pub async fn write(mut self, connection: &mut AnyConnection) -> sqlx::Result<()> {
		// In the order of the keys, which keeps an index that grows at its end from being torn about.
		let mut changed: Vec<_> = self.changed.into_iter().collect();
		changed.sort_unstable();
		let rows = changed.iter().filter_map(|key| self.rows.remove(key)).map(Row::into_cells).collect();
		write::write(connection, self.table, rows, Conflict::Replace).await
	}
}
