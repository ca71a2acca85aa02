// SPDX-License-Identifier: Apache-2.0

//! Tables of what belongs to declarations: their units, their waybills and the loops of their orders.

use serde_json::Value;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;
use suyuan_store::{
	tables,
	write::{self, Cell, Cells, Conflict},
	Numbers,
};

/// Order as the chain keys its loops: the merchant's account, platform, merchant code and order number.
pub type OrderOf = (String, String, String, String);

/// Waybill as the chain keys it: the merchant's account, company and number.
pub type WaybillOf = (String, String, String);

/// The last change of a waybill.
#[derive(Clone, Debug)]
pub struct WaybillChange {
	/// Time of the change.
	pub time: i64,
	/// The loop that changed with it and has been emitted since. None if the waybill was recorded.
	pub told: Option<OrderOf>,
}

/// Units and waybills of a declaration.
#[derive(Debug, Default)]
pub struct Contents {
	/// Trace codes of the units.
	pub units: Vec<String>,
	/// Waybills, by company and number.
	pub waybills: Vec<(String, String)>,
}

/// A loop as the chain last emitted it.
#[derive(Clone, Debug)]
pub struct LoopOf {
	/// State of the loop.
	pub state: String,
	/// Documents of the loop, as JSON.
	pub detail: String,
	/// Time of the change.
	pub changed_at: i64,
}

/// Cells of the key of a loop.
pub fn key((merchant, platform, code, number): &OrderOf) -> Cells {
	[merchant, platform, code, number].map(|part| part.as_str().into()).to_vec()
}

/// Replaces the units and the waybills of declarations.
pub async fn write_contents(
	connection: &mut AnyConnection,
	numbers: &mut Numbers,
	contents: BTreeMap<String, Contents>,
) -> sqlx::Result<()> {
	for (entry_number, Contents { units, waybills }) in contents {
		let number: Cell = entry_number.into();
		let units = units.into_iter().map(|code| vec![number.clone(), code.into()]);
		let waybills = waybills
			.into_iter()
			.map(|(company, waybill)| vec![number.clone(), company.into(), waybill.into()]);
		let of_tables: [(_, Vec<Cells>); 2] = [
			(&tables::DECLARATION_UNITS, units.collect()),
			(&tables::DECLARATION_WAYBILLS, waybills.collect()),
		];
		for (table, rows) in of_tables {
			let sql = format!("DELETE FROM {} WHERE entry_number = $1 AND chain = $2", table.rows);
			write::run(connection, &sql, vec![number.clone(), numbers.chain().into()]).await?;
			numbers.write(connection, table, rows, Conflict::Refuse).await?;
		}
	}
	Ok(())
}

/// Writes loops that changed, and deletes those that were removed.
pub async fn write_loops(
	connection: &mut AnyConnection,
	numbers: &mut Numbers,
	loops: BTreeMap<OrderOf, Option<LoopOf>>,
) -> sqlx::Result<()> {
	let mut rows = Vec::new();
	for (order, stands) in loops {
		match stands {
			Some(LoopOf { state, detail, changed_at }) => {
				let mut row = key(&order);
				row.extend([state.into(), detail.into(), changed_at.into()]);
				rows.push(row);
			}
			None => numbers.delete(connection, &tables::LOOPS, key(&order)).await?,
		}
	}
	numbers.write(connection, &tables::LOOPS, rows, Conflict::Replace).await
}

/// Marks the loops whose declarations name waybills that changed. Neither the event of a waybill names them, nor that of
/// another declaration under it.
pub async fn mark_outdated(
	connection: &mut AnyConnection,
	numbers: &mut Numbers,
	waybills: BTreeMap<WaybillOf, WaybillChange>,
) -> sqlx::Result<()> {
	const MAX_WAYBILLS: usize = 256;
	let mut outdated: BTreeMap<OrderOf, i64> = BTreeMap::new();
	let waybill_numbers: Vec<_> = waybills.keys().map(|(_, _, number)| number.as_str()).collect();
	for some in waybill_numbers.chunks(MAX_WAYBILLS) {
		let places: Vec<_> = (1..=some.len()).map(|place| format!("${place}")).collect();
		let sql = format!(
			"SELECT d.declarant, w.company, w.number, d.heading FROM declaration_waybills w \
			 JOIN declarations d ON d.entry_number = w.entry_number AND d.chain = w.chain \
			 WHERE w.chain = {} AND w.number IN ({})",
			numbers.chain(),
			places.join(", ")
		);
		let query = some.iter().fold(sqlx::query(&sql), |query, number| query.bind(*number));
		for row in query.fetch_all(&mut *connection).await? {
			let key: WaybillOf = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
			let Some(WaybillChange { time, told }) = waybills.get(&key) else { continue };
			let heading: String = row.try_get(3)?;
			let heading: Value = serde_json::from_str(&heading).unwrap_or_default();
			let part = |field: &str| heading["order"][field].as_str().unwrap_or_default().to_string();
			let order = (key.0, part("platform"), part("merchant"), part("number"));
			if told.as_ref() == Some(&order) {
				continue;
			}
			let at = outdated.entry(order).or_insert(*time);
			*at = (*at).max(*time);
		}
	}
	let row = |(order, time): (OrderOf, i64)| -> Cells {
		let mut row = key(&order);
		row.push(time.into());
		row
	};
	let rows = outdated.into_iter().map(row).collect();
	numbers.write(connection, &tables::OUTDATED_LOOPS, rows, Conflict::Replace).await
}
