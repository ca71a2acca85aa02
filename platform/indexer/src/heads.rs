// SPDX-License-Identifier: Apache-2.0

//! The heads that a batch of blocks adds to: read once, continued in memory, written once.

use anyhow::{ensure, Context};
use sqlx::AnyConnection;
use std::collections::{HashMap, HashSet};
use suyuan_chain_client::{categories, chained, hash_of, Info};
use suyuan_scale_json::hexadecimal;
use suyuan_store::{
	tables,
	write::{self, Cell, Cells, Conflict},
};

/// Head of one information block of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Head {
	records: i64,
	/// Categories with a record, one bit each, in the order of the standard's tables.
	categories: u16,
	imported: u16,
	digest: [u8; 32],
	last_at: Option<i64>,
	changed: bool,
}

/// Heads of many units, four to each.
#[derive(Debug, Default)]
pub struct Heads(HashMap<String, [Head; 4]>);

/// Contribution of a record to the head of its information block.
pub struct AppendedRecord<'a> {
	/// Information block of the record.
	pub info: Info,
	/// Trace code of the unit.
	pub code: &'a str,
	/// Position of the record in its block, counted from 0.
	pub index: i64,
	/// `blake2_256` of the record's bytes.
	pub hash: [u8; 32],
	/// Category that the record fills. None for positions, and for a record that lacks a basic item.
	pub category: Option<&'a str>,
	/// True if the record was imported.
	pub imported: bool,
	/// Number of the chain's block that carries the record.
	pub at: i64,
	/// Number of the block that carries the record before it.
	pub previous_at: Option<i64>,
}

impl Heads {
	/// Reads the heads of these units.
	pub async fn load(&mut self, connection: &mut AnyConnection, codes: HashSet<&str>) -> anyhow::Result<()> {
		let codes: Vec<_> = codes.into_iter().map(String::from).collect();
		for cells in write::read(connection, &tables::HEADS, &codes).await? {
			let [Cell::Text(code), Cell::Text(block), records, categories, imported, digest, last_at, ..] =
				cells.as_slice()
			else {
				continue;
			};
			let info = Info::named(block).with_context(|| format!("there is no block {block}"))?;
			let bits = |cell: &Cell| bits(info, cell.text().unwrap_or_default());
			self.0.entry(code.clone()).or_default()[info.place()] = Head {
				records: records.number().unwrap_or_default(),
				categories: bits(categories),
				imported: bits(imported),
				digest: digest
					.text()
					.and_then(hash_of)
					.with_context(|| format!("the {block} head of {code} has no digest"))?,
				last_at: last_at.number(),
				changed: false,
			};
		}
		Ok(())
	}

	/// Continues a head by a record. Refuses a record that does not follow on the last one.
	pub fn add(&mut self, added: &AppendedRecord<'_>) -> anyhow::Result<()> {
		if !self.0.contains_key(added.code) {
			self.0.insert(added.code.into(), Default::default());
		}
		let head = &mut self.0.get_mut(added.code).context("it was just put there")?[added.info.place()];
		ensure!(added.index == head.records, "record {} follows on {} records", added.index, head.records);
		ensure!(
			added.previous_at == head.last_at,
			"the record before should stand in block {:?} and stands in {:?}",
			added.previous_at,
			head.last_at
		);
		let bit = added.category.map_or(0, |category| bit(added.info, category));
		head.records += 1;
		head.categories |= bit;
		head.imported |= if added.imported { bit } else { 0 };
		head.digest = chained(&head.digest, &added.hash);
		head.last_at = Some(added.at);
		head.changed = true;
		Ok(())
	}

	/// Writes the continued heads, marked as not yet compared with the chain's.
	pub async fn write(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
		let mut rows: Vec<Cells> = Vec::new();
		for (code, heads) in self.0 {
			for (info, head) in Info::ALL.into_iter().zip(heads).filter(|(_, head)| head.changed) {
				rows.push(vec![
					code.as_str().into(),
					info.name().into(),
					head.records.into(),
					names(info, head.categories).into(),
					names(info, head.imported).into(),
					hexadecimal(&head.digest).into(),
					head.last_at.into(),
					Cell::Null,
					Cell::Null,
				]);
			}
		}
		// The order of the keys writes together what stands together in the index.
		rows.sort_unstable();
		write::write(connection, &tables::HEADS, rows, Conflict::Replace).await
	}
}

/// Bit of a category. A category that the standard's tables don't list has none.
fn bit(info: Info, category: &str) -> u16 {
	let place = categories(info).iter().position(|name| *name == category);
	place.map_or(0, |place| 1 << place)
}

fn bits(info: Info, names: &str) -> u16 {
	let names: Vec<String> = serde_json::from_str(names).unwrap_or_default();
	names.iter().fold(0, |bits, name| bits | bit(info, name))
}

fn names(info: Info, bits: u16) -> String {
	let names = categories(info).iter().enumerate().filter(|(place, _)| bits & (1 << place) != 0);
	serde_json::json!(names.map(|(_, name)| name).collect::<Vec<_>>()).to_string()
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_store::Database;

	fn added(index: i64, category: &'static str, previous_at: Option<i64>) -> AppendedRecord<'static> {
		AppendedRecord {
			info: Info::Product,
			code: "other:new",
			index,
			hash: [7; 32],
			category: Some(category),
			imported: category == "Features",
			at: 9,
			previous_at,
		}
	}

	#[test]
	fn categories_stand_in_the_order_of_the_tables_and_once() {
		let all = ["Features", "RawMaterials", "Features"];
		let all = all.into_iter().fold(0, |bits, name| bits | bit(Info::Product, name));
		assert_eq!(names(Info::Product, all), r#"["RawMaterials","Features"]"#);
		assert_eq!(bits(Info::Product, &names(Info::Product, all)), all);
		assert_eq!(names(Info::Logistics, 0), "[]");
	}

	#[test]
	fn a_record_that_does_not_follow_is_refused() {
		let mut heads = Heads::default();
		heads.add(&added(0, "Features", None)).unwrap();
		assert!(heads.add(&added(0, "Features", Some(9))).is_err(), "the same again");
		assert!(heads.add(&added(2, "Features", Some(9))).is_err(), "one left out");
		assert!(heads.add(&added(1, "Features", Some(8))).is_err(), "one after another");
		heads.add(&added(1, "Features", Some(9))).unwrap();
	}

	#[tokio::test]
	async fn a_head_goes_on_where_the_database_has_it() {
		let database: Database = suyuan_fixtures::database().await;
		let mut connection = database.pool().acquire().await.unwrap();
		for (index, previous_at, category) in [(0, None, "Features"), (1, Some(9), "Production")] {
			let mut heads = Heads::default();
			heads.load(&mut connection, HashSet::from(["other:new"])).await.unwrap();
			heads.add(&added(index, category, previous_at)).unwrap();
			heads.write(&mut connection).await.unwrap();
		}
		let rows = write::read(&mut connection, &tables::HEADS, &["other:new".into()]).await.unwrap();
		let digest = chained(&chained(&[0; 32], &[7; 32]), &[7; 32]);
		let expected: Cells = vec![
			"other:new".into(),
			"product".into(),
			2.into(),
			r#"["Production","Features"]"#.into(),
			r#"["Features"]"#.into(),
			hexadecimal(&digest).into(),
			9.into(),
			Cell::Null,
			Cell::Null,
		];
		assert_eq!(rows, [expected]);
	}
}
