// SPDX-License-Identifier: Apache-2.0

//! Columns beside a record's bytes, derived from the bytes.

use crate::cell::Cell;
use serde_json::Value;
use suyuan_chain_client::{categories, Info, RecordKeys};

/// Columns of a records table before those that it is searched by.
pub const COMMON: usize = 7;

/// Columns beside a record's bytes, all of which follow from the bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
	/// Category and provider.
	pub said: [Cell; 2],
	/// Columns that the information database is searched by.
	pub searched: Vec<Cell>,
}

/// Derives the columns from a decoded record.
pub fn columns(info: Info, skimmed: &RecordKeys) -> Columns {
	Columns {
		said: [info.category(&skimmed.variant).into(), skimmed.provider.as_str().into()],
		searched: searched(info, &skimmed.variant, &skimmed.content),
	}
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
				// An amount that is committed to is not searched by, but its currency is.
				Cell::from(&content["amount"]["Plain"]["minor_units"]),
				currency_of(&content["amount"]),
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

/// Bit of a category within its information block. 0 of a name that is no category of the block.
pub fn category_bit(info: Info, name: &str) -> u16 {
	let place = categories(info).iter().position(|category| *category == name);
	place.map_or(0, |place| 1 << place)
}

/// Bits of a JSON list of categories of an information block. A broken list counts as empty.
pub fn category_bits(info: Info, names: &str) -> u16 {
	let names: Vec<String> = serde_json::from_str(names).unwrap_or_default();
	names.iter().fold(0, |bits, name| bits | category_bit(info, name))
}

/// JSON list of the categories that have their bits set, in the order of the standard's table.
pub fn category_names(info: Info, bits: u16) -> String {
	let names = categories(info).iter().enumerate().filter(|(place, _)| bits & (1 << place) != 0);
	serde_json::json!(names.map(|(_, name)| name).collect::<Vec<_>>()).to_string()
}

/// The currency of an amount, in clear or committed to.
fn currency_of(amount: &Value) -> Cell {
	let told = ["Plain", "Committed"].map(|variant| &amount[variant]["currency"]);
	told.into_iter().find(|currency| !currency.is_null()).map_or(Cell::Null, Cell::from)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::tables::{self, records_of};
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
	fn categories_stand_in_the_order_of_the_tables_and_once() {
		let all = ["Features", "RawMaterials", "Features"];
		let all = all.into_iter().fold(0, |bits, name| bits | category_bit(Info::Product, name));
		assert_eq!(category_names(Info::Product, all), r#"["RawMaterials","Features"]"#);
		assert_eq!(category_bits(Info::Product, &category_names(Info::Product, all)), all);
		assert_eq!(category_names(Info::Logistics, 0), "[]");
	}

	#[test]
	fn a_receipt_is_found_by_the_order_that_it_pays() {
		let receipt = json!({ "key": { "order": { "number": "O-1", "merchant": "M" } }, "amount": { "Plain": { "minor_units": 5, "currency": "CNY" } } });
		let found = searched(Info::Transaction, "Receipt", &receipt);
		let expected = [Cell::Null, Cell::Null, "O-1".into(), "M".into(), 5.into(), "CNY".into()];
		assert_eq!(found, expected);
	}

	#[test]
	fn a_committed_amount_has_a_currency_and_no_value() {
		let commitment = format!("0x{}", "72".repeat(32));
		let order = json!({ "amount": { "Committed": { "commitment": commitment, "currency": "CNY" } } });
		let found = searched(Info::Transaction, "Order", &order);
		assert_eq!(found[4..], [Cell::Null, "CNY".into()]);
	}
}
