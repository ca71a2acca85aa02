// SPDX-License-Identifier: Apache-2.0

//! A sheet: the first byte chooses between a CSV file, a workbook, and the XML of a sheet in a workbook.

use super::is_short;
use std::io::{Cursor, Read, Write};
use suyuan_primitives::{requirement::InfoBlock, values::Sealed, Clock};
use suyuan_sheets::{
	blank_xlsx, limits::MAX_FAULTS, read, to_csv, to_xlsx, Grid, Reading, Seal, Sealer, SheetRecord, Source,
	TracedUnit, Unreadable,
};
use zip::{write::SimpleFileOptions, CompressionMethod, ZipArchive, ZipWriter};

pub(super) const PIECES: &[&[u8]] = &[
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
	b"-",
	b"99999999999999999999",
	b"9999-99-99 99:99:99",
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
	b"<row r=\"1048576\">",
	b" r=\"XFD1048576\"",
	b" t=\"s\"",
	b" t=\"inlineStr\"",
	b" s=\"4294967296\"",
	b"<![CDATA[",
	b"]]>",
	b"<!--",
	b"-->",
	b"<?",
	b"_x000D_",
	b"PK\x05\x06",
	b"PK\x01\x02",
	b"\xff\xff\xff\xff",
];

/// The part of a workbook that has the cells.
const SHEET: &str = "xl/worksheets/sheet1.xml";

const CLOCK: Clock = Clock { latest: 1_794_456_000_000 };

/// Seals with a salt of zeros.
struct Sealing;

impl Sealer for Sealing {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		Ok(Sealed::new(&[0; 32], field.plaintext))
	}
}

/// Reads a sheet, and tells whether it was read, if only with faults.
pub fn run(input: &[u8]) -> bool {
	let Some((kind, content)) = input.split_first() else { return false };
	let grid = match kind % 3 {
		0 => Grid::from_csv(content),
		1 => Grid::from_xlsx(content),
		_ => Grid::from_xlsx(&book_with(content)),
	};
	match grid.and_then(records) {
		Ok(()) => true,
		Err(error) => {
			is_short(&error.to_string());
			false
		}
	}
}

fn records(grid: Grid) -> Result<(), Unreadable> {
	let sheet = read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing })?;
	assert!(sheet.faults.len() <= MAX_FAULTS);
	Ok(())
}

/// The parts of a blank workbook.
fn parts() -> Vec<(String, Vec<u8>)> {
	let book = blank_xlsx().expect("a blank workbook can be written; qed");
	let mut archive = ZipArchive::new(Cursor::new(book)).expect("it is an archive; qed");
	let places = archive.len();
	let part = |place| {
		let mut part = archive.by_index(place).expect("it has this part; qed");
		let mut content = vec![];
		part.read_to_end(&mut content).expect("it can be inflated; qed");
		(part.name().to_string(), content)
	};
	(0..places).map(part).collect()
}

/// A workbook with this XML in the place of its sheet.
fn book_with(xml: &[u8]) -> Vec<u8> {
	thread_local! {
		static PARTS: Vec<(String, Vec<u8>)> = parts();
	}
	PARTS.with(|parts| {
		let mut book = ZipWriter::new(Cursor::new(vec![]));
		let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
		for (name, content) in parts {
			let content = if name == SHEET { xml } else { content.as_slice() };
			let written = book.start_file(name.as_str(), options).map(|()| book.write_all(content));
			written.expect("memory takes it; qed").expect("memory takes it; qed");
		}
		book.finish().expect("memory takes it; qed").into_inner()
	})
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let unit = TracedUnit {
		code: "01/06901234567892/21/SN-0001".into(),
		product_name: "=耳机, \"SL\"".into(),
		records: vec![
			SheetRecord {
				block: InfoBlock::Product,
				item: serde_json::json!({ "Production": {
					"producer": "深圳市声澜电子有限公司", "country": "CN", "produced_at": 1_790_000_000_000u64,
					"address": "广东省深圳市宝安区", "contact": "+86 755 2799 0002", "licence": null,
				} }),
				source: Source::Own,
				provider: "=某某公司".into(),
			},
			SheetRecord {
				block: InfoBlock::Logistics,
				item: serde_json::json!({ "DeliveryException": "NoneOccurred" }),
				source: Source::Imported("Ontario Cross-Border LLC".into()),
				provider: "顺达国际物流有限公司".into(),
			},
		],
	};
	let book = to_xlsx([&unit]).expect("it can be written; qed");
	let mut sheet = vec![2];
	let mut archive = ZipArchive::new(Cursor::new(&book[..])).expect("it is an archive; qed");
	let mut part = archive.by_name(SHEET).expect("it has a sheet; qed");
	part.read_to_end(&mut sheet).expect("it can be inflated; qed");
	let far = br#"<worksheet><sheetData><row r="1"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>"#;
	vec![
		[&[0][..], &to_csv([&unit])].concat(),
		[&[0][..], &to_csv([])].concat(),
		[&[1][..], &book].concat(),
		sheet,
		[&[2][..], far].concat(),
	]
}
