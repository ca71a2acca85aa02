// SPDX-License-Identifier: Apache-2.0

//! Dump of everything that came from the chain, as text that two databases can be compared by.

use crate::{
	tables::{self, Table},
	write::{cells, Cell},
	Database,
};
use futures::TryStreamExt;
use serde_json::{Map, Value};
use std::io::Write;
use suyuan_scale_json::hexadecimal;

/// Writes every row as a line of JSON: the name of the table, and the row.
pub async fn dump(database: &Database, to: &mut impl Write) -> anyhow::Result<()> {
	for table in tables::ALL {
		let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
		let sql = format!(
			"SELECT {} FROM {} ORDER BY {}",
			columns.join(", "),
			table.name,
			columns[..table.key].join(", ")
		);
		let mut rows = sqlx::query(&sql).fetch(database.pool());
		while let Some(row) = rows.try_next().await? {
			writeln!(to, "{}", Value::Array(vec![table.name.into(), object(table, cells(table, &row)?)]))?;
		}
	}
	to.flush()?;
	Ok(())
}

fn object(table: &Table, cells: Vec<Cell>) -> Value {
	let value = |cell| match cell {
		Cell::Null => Value::Null,
		Cell::Text(text) => text.into(),
		Cell::Number(number) => number.into(),
		Cell::Bytes(bytes) => hexadecimal(&bytes).into(),
	};
	let columns = table.columns.iter().map(|(name, _)| name.to_string());
	columns.zip(cells.into_iter().map(value)).collect::<Map<_, _>>().into()
}
