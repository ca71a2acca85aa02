//! Dump of everything that came from the chain, as text that two databases can be compared by.

use super::{
	tables::{self, Table},
	write::{cells, Cell},
	Database,
};
use crate::chain::hexadecimal;
use futures::TryStreamExt;
use serde_json::{Map, Value};
use std::io::Write;

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

#[cfg(test)]
mod tests {
	use super::*;
	use crate::store::testing;

	#[tokio::test]
	async fn every_row_is_a_line() {
		let mut lines = Vec::new();
		dump(&testing::database().await, &mut lines).await.unwrap();
		let lines = String::from_utf8(lines).unwrap();
		let head: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
		assert_eq!(head[0], "cursor");
		assert_eq!(head[1]["block"], testing::LAST_BLOCK);
		assert_eq!(lines.lines().filter(|line| line.starts_with(r#"["units""#)).count(), 4);
	}
}
