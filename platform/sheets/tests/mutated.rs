// SPDX-License-Identifier: Apache-2.0
//! Sheets that were sound until something happened to them: reading them ends with an answer, whatever it was.

mod common;

use common::{Dice, CLOCK};
use std::io::{Cursor, Write};
use suyuan_primitives::values::Sealed;
use suyuan_sheets::{limits::MAX_FAULTS, read, to_csv, to_xlsx, Grid, Reading, Seal, Sealer, TracedUnit};
use zip::{write::SimpleFileOptions, CompressionMethod, ZipArchive, ZipWriter};

const CSV_SHEETS: u64 = 100_000;
const ARCHIVES: u64 = 20_000;
const WORKBOOKS: u64 = 20_000;

/// Values that readers of sheets trip over.
const PIECES: &[&[u8]] = &[
	b"\"",
	b",",
	b"\n",
	b"\r",
	b"\0",
	b"'",
	b"=",
	b"\xef\xbb\xbf",
	b"\xff",
	b"|",
	b":",
	b"sealed:0x",
	b"1e999",
	b"NaN",
	b"inf",
	b"-",
	b"99999999999999999999",
	b"0000-00-00",
	b"9999-99-99 99:99:99",
	b"\xf0\x9f\x92\xa3",
	b"\xe2\x80\xae",
	b"&#0;",
	b"&lt;",
	b"<",
	b">",
	b"/>",
	b"<c",
	b"</c>",
	b"<v>",
	b"</v>",
	b"<si>",
	b"<t>",
	b"<is>",
	b"<f>",
	b"<row r=\"1048576\">",
	b" r=\"XFD1048576\"",
	b" t=\"s\"",
	b" t=\"d\"",
	b" t=\"b\"",
	b" t=\"e\"",
	b" t=\"inlineStr\"",
	b" s=\"4294967296\"",
	b"<![CDATA[",
	b"]]>",
	b"<!--",
	b"-->",
	b"<?",
	b"_x000D_",
	b"_xD800_",
	b"PK\x05\x06",
	b"PK\x01\x02",
	b"\xff\xff\xff\xff",
];

/// Mutates bytes in a few places.
fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
	let mut bytes = bytes.to_vec();
	for _ in 0..=dice.roll(4) {
		let at = dice.roll(bytes.len() as u64 + 1) as usize;
		let until = (at + dice.roll(24) as usize).min(bytes.len());
		match dice.roll(7) {
			0 => drop(bytes.drain(at..until)),
			1 => bytes.truncate(at),
			2 => {
				let again = bytes[at..until].repeat(1 + dice.roll(3) as usize);
				drop(bytes.splice(at..at, again));
			}
			3 if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
			4 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
			_ => {
				let piece = PIECES[dice.roll(PIECES.len() as u64) as usize];
				drop(bytes.splice(at..at, piece.iter().copied()));
			}
		}
	}
	bytes
}

/// Seals with a salt of zeros.
struct Sealing;

impl Sealer for Sealing {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		Ok(Sealed::new(&[0; 32], field.plaintext))
	}
}

/// Reads it, and tells that it was taken, if only with faults.
fn is_read(grid: Result<Grid, suyuan_sheets::Unreadable>) -> bool {
	match grid {
		Ok(grid) => match read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing }) {
			Ok(sheet) => {
				assert!(sheet.faults.len() <= MAX_FAULTS);
				true
			}
			Err(error) => {
				assert!(!error.to_string().is_empty());
				false
			}
		},
		Err(error) => {
			let said = error.to_string();
			assert!(!said.is_empty() && said.len() < 1024, "{said}");
			false
		}
	}
}

fn unit(seed: u64) -> TracedUnit {
	Dice(seed).unit(seed).0
}

#[test]
fn no_csv_makes_it_panic() {
	let mut taken = 0;
	let mut sheet = Vec::new();
	for seed in 0..CSV_SHEETS {
		// A fresh one now and then: to write one takes longer than to change one.
		if seed % 100 == 0 {
			sheet = to_csv([&unit(seed)]);
		}
		let mut dice = Dice(seed);
		taken += u64::from(is_read(Grid::from_csv(&mutated(&sheet, &mut dice))));
	}
	assert!(taken > CSV_SHEETS / 4 && taken < CSV_SHEETS, "{taken} of {CSV_SHEETS} were taken");
}

#[test]
fn no_archive_makes_it_panic() {
	let book = to_xlsx([&unit(1)]).unwrap();
	let mut taken = 0;
	for seed in 0..ARCHIVES {
		taken += u64::from(is_read(Grid::from_xlsx(&mutated(&book, &mut Dice(seed)))));
	}
	assert!(taken > 0 && taken < ARCHIVES, "{taken} of {ARCHIVES} were taken");
}

#[test]
fn no_part_of_a_workbook_makes_it_panic() {
	let book = to_xlsx([&unit(2)]).unwrap();
	let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
	let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
		.map(|place| {
			let mut part = archive.by_index(place).unwrap();
			let mut content = Vec::new();
			std::io::copy(&mut part, &mut content).unwrap();
			(part.name().to_string(), content)
		})
		.collect();
	let read_parts: Vec<usize> = [
		"xl/worksheets/sheet1.xml",
		"xl/sharedStrings.xml",
		"xl/styles.xml",
		"xl/workbook.xml",
		"xl/_rels/workbook.xml.rels",
	]
	.iter()
	.map(|name| parts.iter().position(|(part, _)| part == name).unwrap())
	.collect();
	let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
	let mut taken = 0;
	for seed in 0..WORKBOOKS {
		let mut dice = Dice(seed);
		// Mostly the sheet itself.
		let chosen = read_parts[dice.roll(10).saturating_sub(5) as usize];
		let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
		for (place, (name, content)) in parts.iter().enumerate() {
			changed.start_file(name.as_str(), options).unwrap();
			match place == chosen {
				true => changed.write_all(&mutated(content, &mut dice)).unwrap(),
				false => changed.write_all(content).unwrap(),
			}
		}
		let content = changed.finish().unwrap().into_inner();
		taken += u64::from(is_read(Grid::from_xlsx(&content)));
	}
	assert!(taken > WORKBOOKS / 100 && taken < WORKBOOKS, "{taken} of {WORKBOOKS} were taken");
}
