//! Records: into the information database of their block, and onto its head.

use super::super::batch::{records_of, At, Batch};
use crate::{
	chain::{hexadecimal, Info, Record},
	store::write::Cell,
};
use anyhow::{ensure, Context};
use serde_json::Value;
use sp_crypto_hashing::blake2_256;

/// A block's digest after one more record.
pub fn chained(digest: &[u8; 32], record: &[u8; 32]) -> [u8; 32] {
	blake2_256(&[digest.as_slice(), record].concat())
}

/// A hash that stands in the database.
pub fn hash_of(text: &str) -> Option<[u8; 32]> {
	hex::decode(text.strip_prefix("0x")?).ok()?.try_into().ok()
}

/// Takes a record in.
pub fn take(batch: &mut Batch, at: At, record: &Record) -> anyhow::Result<()> {
	let category = record.info.category(&record.variant);
	add_to_head(batch, at, record, category)
		.with_context(|| format!("the {} block of {} does not continue", record.info.name(), record.code))?;

	let table = records_of(record.info);
	let (supersedes, reason) = record.supersedes.clone().unzip();
	let mut row: Vec<Cell> = vec![
		record.code.as_str().into(),
		record.index.into(),
		category.into(),
		record.provider.as_str().into(),
		record.source.as_str().into(),
		record.party.clone().into(),
		supersedes.into(),
		reason.into(),
		Cell::Null,
		at.block.into(),
		at.event.into(),
		at.time.into(),
		hexadecimal(&record.hash).into(),
		record.item.clone().into(),
	];
	row.extend(searched(record.info, &record.variant, &record.content));
	batch.add(table, row);

	if let Some(earlier) = supersedes {
		supersede(batch, record, category, earlier);
	}
	let waybill = &record.content["waybill"]["key"];
	if let (Info::Logistics, Some(company), Some(number)) =
		(record.info, waybill["company"].as_str(), waybill["number"].as_str())
	{
		batch.waybills.insert((company.into(), number.into()), at.time);
	}
	Ok(())
}

fn add_to_head(batch: &mut Batch, at: At, record: &Record, category: Option<&str>) -> anyhow::Result<()> {
	let head = batch.heads.change_or_make(&[record.code.as_str().into(), record.info.name().into()]);
	let records = head.number("records").unwrap_or(0);
	ensure!(record.index == records, "record {} follows on {records} records", record.index);
	let last_at = head.number("last_at");
	ensure!(
		record.previous_at == last_at,
		"the record before should stand in block {:?} and stands in {last_at:?}",
		record.previous_at
	);
	let digest = head.text("digest").map_or(Some([0; 32]), hash_of).context("no digest")?;
	let imported = category.filter(|_| record.source == "Imported");
	let categories = with(record.info, head.text("categories"), category);
	let imported = with(record.info, head.text("imported"), imported);
	head.set("records", records + 1)
		.set("categories", categories)
		.set("imported", imported)
		.set("digest", hexadecimal(&chained(&digest, &record.hash)))
		.set("last_at", at.block)
		.set("checked_at", Cell::Null)
		.set("agrees", Cell::Null);
	Ok(())
}

/// The categories of a block, in the order of the standard's tables.
pub fn categories(info: Info) -> &'static [&'static str] {
	match info {
		Info::Product => &["RawMaterials", "Production", "Features", "ProductCode"],
		Info::Transaction => &["Order", "Receipt", "TradedProductCode"],
		Info::Logistics => &["Tally", "Transport", "Storage", "Delivery", "DeliveryException"],
		Info::Customs => &["Declaration", "Status"],
	}
}

fn with(info: Info, before: Option<&str>, category: Option<&str>) -> String {
	let before: Vec<String> = before.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
	let is_in = |name: &&&str| before.iter().any(|other| other == **name) || category == Some(**name);
	let all: Vec<_> = categories(info).iter().filter(is_in).collect();
	serde_json::json!(all).to_string()
}

/// An amendment takes the place of an earlier record only if both are of one category and provider. The head can't tell,
/// so the chain leaves that to whoever reads.
fn supersede(batch: &mut Batch, record: &Record, category: Option<&str>, earlier: i64) {
	let sql = format!(
		"UPDATE {} SET superseded_by = $1 WHERE code = $2 AND idx = $3 AND provider = $4 \
		 AND COALESCE(category, '') = $5",
		records_of(record.info).name
	);
	let places = vec![
		record.index.into(),
		record.code.as_str().into(),
		earlier.into(),
		record.provider.as_str().into(),
		category.unwrap_or_default().into(),
	];
	batch.after.push((sql, places));
}

/// By what a database is searched, in the order of its columns.
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

/// How many columns a table of records has before those that it is searched by.
pub const COMMON: usize = 14;

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
		assert_eq!(tables::PRODUCT_RECORDS.columns[COMMON - 1].0, "item");
	}

	#[test]
	fn categories_stand_in_the_order_of_the_tables_and_once() {
		let categories = with(Info::Product, None, Some("Features"));
		let categories = with(Info::Product, Some(&categories), Some("RawMaterials"));
		let categories = with(Info::Product, Some(&categories), Some("Features"));
		assert_eq!(categories, r#"["RawMaterials","Features"]"#);
		assert_eq!(with(Info::Logistics, None, None), "[]");
	}

	#[test]
	fn a_receipt_is_found_by_the_order_that_it_pays() {
		let receipt = json!({ "key": { "order": { "number": "O-1", "merchant": "M" } }, "amount": { "minor_units": 5, "currency": "CNY" } });
		let found = searched(Info::Transaction, "Receipt", &receipt);
		let expected = [Cell::Null, Cell::Null, "O-1".into(), "M".into(), 5.into(), "CNY".into()];
		assert_eq!(found, expected);
	}
}
