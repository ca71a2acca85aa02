//! Records: appended to the table of their information block and to its head.

use super::super::{
	batch::{records_of, At, Batch},
	heads::Added,
};
use crate::{
	chain::{Info, Record, Skimmed},
	store::write::{Cell, Cells},
};
use anyhow::Context;
use serde_json::Value;
use sp_crypto_hashing::blake2_256;

/// Digest of a block after one more record.
pub fn chained(digest: &[u8; 32], record: &[u8; 32]) -> [u8; 32] {
	blake2_256(&[digest.as_slice(), record].concat())
}

/// Decodes a hash stored as 0x hexadecimal.
pub fn hash_of(text: &str) -> Option<[u8; 32]> {
	hex::decode(text.strip_prefix("0x")?).ok()?.try_into().ok()
}

/// Applies a record.
pub fn take(batch: &mut Batch, at: At, record: Record) -> anyhow::Result<()> {
	let Record { info, skimmed, bytes, previous_at } = record;
	let category = info.category(&skimmed.variant);
	let added = Added {
		info,
		code: &skimmed.code,
		index: skimmed.index,
		hash: blake2_256(&bytes),
		category,
		imported: skimmed.imported,
		at: at.block,
		previous_at,
	};
	let refused = || format!("the {} block of {} does not continue", info.name(), skimmed.code);
	batch.heads.add(&added).with_context(refused)?;
	batch.count(at.time, info, category);

	let waybill = &skimmed.content["waybill"]["key"];
	if let (Info::Logistics, Some(company), Some(number)) =
		(info, waybill["company"].as_str(), waybill["number"].as_str())
	{
		batch.waybills.insert((company.into(), number.into()), at.time);
	}
	if let Some(earlier) = skimmed.supersedes {
		supersede(batch, info, &skimmed, category, earlier);
	}
	let columns = columns(info, &skimmed);
	let table = records_of(info);
	let mut row: Cells = Vec::with_capacity(table.columns.len());
	row.extend([skimmed.code.into(), skimmed.index.into()]);
	row.extend(columns.said);
	row.extend([Cell::Null, at.block.into(), bytes.into()]);
	row.extend(columns.searched);
	batch.add(table, row);
	Ok(())
}

/// Columns beside a record's bytes, all of which follow from the bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
	/// Category and provider.
	pub said: [Cell; 2],
	/// Columns that the information database is searched by.
	pub searched: Vec<Cell>,
}

/// Derives the columns from a decoded record.
pub fn columns(info: Info, skimmed: &Skimmed) -> Columns {
	Columns {
		said: [info.category(&skimmed.variant).into(), skimmed.provider.as_str().into()],
		searched: searched(info, &skimmed.variant, &skimmed.content),
	}
}

/// Categories of an information block, in the order of the standard's tables.
pub fn categories(info: Info) -> &'static [&'static str] {
	match info {
		Info::Product => &["RawMaterials", "Production", "Features", "ProductCode"],
		Info::Transaction => &["Order", "Receipt", "TradedProductCode"],
		Info::Logistics => &["Tally", "Transport", "Storage", "Delivery", "DeliveryException"],
		Info::Customs => &["Declaration", "Status"],
	}
}

/// Marks the amended record as superseded, if both are of one category and provider. The head can't tell, so the chain
/// leaves that check to readers.
fn supersede(batch: &mut Batch, info: Info, by: &Skimmed, category: Option<&str>, earlier: i64) {
	let sql = format!(
		"UPDATE {} SET superseded_by = $1 WHERE code = $2 AND idx = $3 AND provider = $4 \
		 AND COALESCE(category, '') = $5",
		records_of(info).name
	);
	let places = vec![
		by.index.into(),
		by.code.as_str().into(),
		earlier.into(),
		by.provider.as_str().into(),
		category.unwrap_or_default().into(),
	];
	batch.after.push((sql, places));
}

/// Columns that an information database is searched by, in their order in the table.
fn searched(info: Info, variant: &str, content: &Value) -> Vec<Cell> {
	let only = |name: &str, value: &Value| if variant == name { Cell::from(value) } else { Cell::Null };
	match info {
		Info::Product => vec![
			only("Features", &content["brand"]),
			only("Features", &content["model"]),
			only("ProductCode", &content["barcode"]),
			only("ProductCode", &content["batch"]),
			only("Production", &content["producer"]),
		],
		Info::Transaction => {
			let order = if variant == "Receipt" { &content["key"]["order"] } else { &content["key"] };
			vec![
				Cell::from(&content["product_name"]),
				only("Order", &content["platform"]),
				Cell::from(&order["number"]),
				Cell::from(&order["merchant"]),
				Cell::from(&content["amount"]["minor_units"]),
				Cell::from(&content["amount"]["currency"]),
			]
		}
		Info::Logistics => vec![
			only("Transport", &content["carrier"]),
			Cell::from(&content["waybill"]["key"]["number"]),
			only("Delivery", &content["number"]),
		],
		Info::Customs => vec![
			Cell::from(&content["entry_number"]),
			only("Status", &content["status"]),
			only("Status", &content["code"]),
		],
	}
}

/// Columns of a records table before those that it is searched by.
pub const COMMON: usize = 7;

#[cfg(test)]
mod tests {
	use super::*;
	use crate::store::tables;
	use serde_json::json;

	#[test]
	fn every_database_has_the_columns_that_it_is_searched_by() {
		for info in Info::ALL {
			let columns = records_of(info).columns.len();
			assert_eq!(COMMON + searched(info, "", &Value::Null).len(), columns, "{}", info.name());
		}
		assert_eq!(tables::PRODUCT_RECORDS.columns[COMMON - 1].0, "record");
	}

	#[test]
	fn a_receipt_is_found_by_the_order_that_it_pays() {
		let receipt = json!({ "key": { "order": { "number": "O-1", "merchant": "M" } }, "amount": { "minor_units": 5, "currency": "CNY" } });
		let found = searched(Info::Transaction, "Receipt", &receipt);
		let expected = [Cell::Null, Cell::Null, "O-1".into(), "M".into(), 5.into(), "CNY".into()];
		assert_eq!(found, expected);
	}
}
