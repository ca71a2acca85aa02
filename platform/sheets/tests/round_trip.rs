// SPDX-License-Identifier: Apache-2.0
//! A sheet that is written is read back with the same content.

mod common;

use common::{Dice, CLOCK};
use proptest::prelude::*;
use suyuan_primitives::{requirement::InfoBlock, values::Sealed};
use suyuan_sheets::{
	read, to_csv, to_xlsx, Grid, Item, Reading, Schema, Seal, Sealer, Section, Sheet, TracedUnit,
};

/// A sealer that fails: nothing written is in clear, so nothing must be sealed when it is read.
struct NothingToSeal;

impl Sealer for NothingToSeal {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		Err(format!("{} was in clear", field.column))
	}
}

fn sheet_of(grid: &Grid) -> Sheet {
	read(grid, Reading { clock: CLOCK, sealer: &mut NothingToSeal }).expect("it has our headings")
}

/// The records that a sheet holds of a unit, block by block.
fn said(sheet: &Sheet, unit: &TracedUnit) -> Vec<(Item, Option<String>)> {
	let of_unit = || sheet.entries.iter().filter(|entry| entry.code.0.as_str() == unit.code);
	InfoBlock::ALL
		.into_iter()
		.flat_map(|block| of_unit().filter(move |entry| entry.section.block() == block))
		.map(|entry| (entry.item.clone(), entry.party.as_ref().map(|party| party.as_str().to_string())))
		.collect()
}

/// The records of a unit, each with the party that it is entered for.
type Said = Vec<(Item, Option<String>)>;

fn units(seed: u64, count: u64) -> Vec<(TracedUnit, Said)> {
	let mut dice = Dice(seed);
	(0..count).map(|serial| dice.unit(serial)).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn csv_is_read_back_in_the_order_of_each_block(seed: u64) {
		let units = units(seed, 3);
		let sheet = sheet_of(&Grid::from_csv(&to_csv(units.iter().map(|(unit, _)| unit))).unwrap());
		prop_assert_eq!(&sheet.faults, &vec![]);
		for (unit, expected) in &units {
			prop_assert_eq!(&said(&sheet, unit), expected);
		}
	}

	#[test]
	fn xlsx_is_read_back_in_the_order_of_each_block(seed: u64) {
		let units = units(seed, 3);
		let book = to_xlsx(units.iter().map(|(unit, _)| unit)).unwrap();
		let sheet = sheet_of(&Grid::from_xlsx(&book).unwrap());
		prop_assert_eq!(&sheet.faults, &vec![]);
		for (unit, expected) in &units {
			prop_assert_eq!(&said(&sheet, unit), expected);
		}
	}

	#[test]
	fn json_and_bytes_say_the_same(seed: u64) {
		let mut dice = Dice(seed);
		for section in Section::ALL {
			let (json, item) = dice.item(section);
			prop_assert_eq!(item.section(), section);
			prop_assert_eq!(&item.to_json(), &json);
			prop_assert_eq!(Schema::get().encode(section.block(), &json).unwrap(), item.encode());
		}
	}

	#[test]
	fn no_cell_of_a_csv_is_a_formula(seed: u64) {
		let sheet = to_csv(units(seed, 2).iter().map(|(unit, _)| unit));
		let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&sheet[3..]);
		for record in reader.records() {
			for cell in record.unwrap().iter() {
				let number = cell.parse::<f64>().is_ok();
				prop_assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{}", cell);
			}
		}
	}

	#[test]
	fn no_file_makes_it_panic(content: Vec<u8>) {
		let _ = Grid::from_xlsx(&content);
		if let Ok(grid) = Grid::from_csv(&content) {
			let _ = read(&grid, Reading { clock: CLOCK, sealer: &mut NothingToSeal });
		}
	}
}
