// SPDX-License-Identifier: Apache-2.0

//! Queries by which the custody of a unit is told: who holds it, through whose hands it went, when it was first delivered.

use super::{json, units, Result, Snapshot};
use crate::Database;
use sqlx::Row;

/// The holder of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
	/// Account of the owner.
	pub owner: String,
	/// Account of the custodian, which is that of the outermost unit around it.
	pub custodian: String,
	/// Time of the earliest record of a delivery, in milliseconds since 1970 UTC. One that was amended counts as well: whoever
	/// records deliveries moves this forward by none of them.
	pub delivered: Option<i64>,
}

/// An event by which a unit leaves somebody's hands, or enters or leaves a unit around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
	/// Block and place of the event in it, by which events of all units are in order.
	pub at: (i64, i64),
	/// Time of the block, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Account whose hands it left.
	pub from: Option<String>,
	/// Code of the unit that it was packed into or taken out of.
	pub parent: Option<String>,
	/// True if it was packed into that unit.
	pub packed: bool,
}

/// Reads the holder of a unit, as of one final block. None if no unit has the code.
pub async fn held(database: &Database, code: &str) -> Result<Option<Held>> {
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let Some(found) = units::find(connection, code).await? else { return Ok(None) };
	let around = units::around(connection, code).await?;
	let custodian = around.into_iter().next_back().map_or(found.unit.custodian, |(_, custodian)| custodian);
	let delivered = sqlx::query_scalar(
		"SELECT MIN(b.time) FROM logistics_record_rows r JOIN unit_numbers n ON n.unit = r.unit
			JOIN blocks b ON b.number = r.block AND b.chain = n.chain
			WHERE n.code = $1 AND r.category = (SELECT number FROM words WHERE word = 'Delivery')",
	)
	.bind(code)
	.fetch_one(connection)
	.await?;
	snapshot.end().await?;
	Ok(Some(Held { owner: found.unit.owner, custodian, delivered }))
}

/// Reads the passages of a unit in order: the first `most` of them.
pub async fn passages(database: &Database, code: &str, most: i64) -> Result<Vec<Passage>> {
	let rows = sqlx::query(
		"SELECT block, event, time, kind, other, detail FROM unit_events WHERE code = $1 AND kind IN
			('CustodyAccepted', 'CustodyReassigned', 'CodeReassigned', 'Packed', 'Unpacked', 'UnpackedByOrder')
			ORDER BY block, event LIMIT $2",
	)
	.bind(code)
	.bind(most)
	.fetch_all(database.pool())
	.await?;
	rows.iter()
		.map(|row| {
			let (kind, other): (String, Option<String>) = (row.try_get("kind")?, row.try_get("other")?);
			let by_order = json(row, "detail")?["from"].as_str().map(String::from);
			let (from, parent) = match kind.as_str() {
				"CustodyAccepted" => (other, None),
				"Packed" | "Unpacked" => (None, other),
				"UnpackedByOrder" => (by_order, other),
				_ => (by_order, None),
			};
			let at = (row.try_get("block")?, row.try_get("event")?);
			Ok(Passage { at, time: row.try_get("time")?, from, parent, packed: kind == "Packed" })
		})
		.collect()
}
