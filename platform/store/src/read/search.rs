// SPDX-License-Identifier: Apache-2.0

//! Query by what a reader knows of a product or an enterprise, if it is no trace code: a name, a brand, a batch, a serial
//! number, or the number of an order or a parcel.

use super::{participants, Result};
use crate::{model::Party, Database};
use serde::Serialize;
use sqlx::Row;
use utoipa::ToSchema;

/// Units found by one column at most, and participants found at most.
const MAX_FOUND: i64 = 16;
/// Sorts behind every text that begins like the one before it.
const LAST: char = '\u{10FFFF}';

/// Comparison of a column with the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compared {
	/// The column is the text.
	Whole,
	/// The column begins with the text.
	Beginning,
}

use Compared::{Beginning, Whole};

/// Indexed columns that units are found by: what they are called in an answer, table, column, and how they are compared.
const COLUMNS: [(&str, &str, &str, Compared); 11] = [
	("Serial", "units", "serial", Whole),
	("Batch", "units", "lot", Whole),
	("Batch", "product_records", "batch", Whole),
	("Brand", "product_records", "brand", Beginning),
	("Model", "product_records", "model", Beginning),
	("Producer", "product_records", "producer", Beginning),
	("ProductName", "transaction_records", "product_name", Beginning),
	("Order", "transaction_records", "order_number", Whole),
	("Waybill", "logistics_records", "waybill", Whole),
	("Delivery", "logistics_records", "delivery_number", Whole),
	("Carrier", "logistics_records", "carrier", Beginning),
];

/// Answer to a search.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Found {
	/// Participants whose name contains the text, or whose credit code it is.
	pub participants: Vec<Party>,
	/// Units with the text in one of their columns, each once.
	pub units: Vec<FoundUnit>,
}

/// A unit that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FoundUnit {
	/// Trace code of the unit.
	pub code: String,
	/// What it was found by, such as `Brand`.
	pub by: &'static str,
	/// The brand, batch or other text that was found.
	pub text: String,
}

/// Finds participants and units by a text. Each column is read in the order of its index, as far as the answer goes.
pub async fn search(database: &Database, text: &str) -> Result<Found> {
	let mut connection = database.pool().acquire().await?;
	let mut found = Found {
		participants: participants::named(&mut connection, text, MAX_FOUND).await?,
		units: Vec::new(),
	};
	for (by, table, column, compared) in COLUMNS {
		// A piece bears the number of its batch too, and is found by its batch.
		let batches = if column == "lot" { "AND serial IS NULL" } else { "" };
		let condition = match compared {
			Whole => format!("{column} = $1"),
			Beginning => format!("{column} >= $1 AND {column} < $2"),
		};
		let sql = format!(
			"SELECT code, {column} AS text FROM {table} WHERE {column} IS NOT NULL AND {condition} {batches}
			ORDER BY {column} LIMIT {MAX_FOUND}"
		);
		let mut query = sqlx::query(&sql).bind(text);
		if compared == Beginning {
			query = query.bind(format!("{text}{LAST}"));
		}
		for row in query.fetch_all(&mut *connection).await? {
			let (code, text): (String, String) = (row.try_get("code")?, row.try_get("text")?);
			if !found.units.iter().any(|unit| unit.code == code) {
				found.units.push(FoundUnit { code, by, text });
			}
		}
	}
	Ok(found)
}
