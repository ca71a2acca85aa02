// SPDX-License-Identifier: Apache-2.0
//! Files that would exhaust a machine's memory: the importer refuses each by name, tells the bound, and stays small.

mod common;

use common::{import, put, repeat, Files, Part, Ran};
use std::{
	ffi::OsStr,
	io::Write,
	path::{Path, PathBuf},
};
use suyuan_sheets::{blank_xlsx, csv_heading, limits::*, COLUMNS};

/// MiB that the importer may have while it refuses a file, beside the file itself.
const MAX_PEAK: u64 = 256;
/// MiB that it may have with the largest sheet that it takes.
const MAX_PEAK_TAKEN: u64 = 384;

const GIB: usize = 1 << 30;

fn refused_with(path: &Path, name: &str, bound: &str, more: &[&OsStr]) -> Ran {
	let ran = import(path, more);
	assert_eq!(ran.code, 2, "{}", ran.said);
	assert!(ran.said.contains(&format!("{name}: ")) && ran.said.contains(bound), "{}", ran.said);
	assert!(ran.said.lines().count() == 1 && ran.said.len() < 1024, "{}", ran.said);
	assert!(ran.peak < MAX_PEAK, "{name}: {} MiB", ran.peak);
	eprintln!("{name}: a file of {} bytes, {} MiB", path.metadata().map_or(0, |meta| meta.len()), ran.peak);
	ran
}

fn refused(path: &Path, name: &str, bound: &str) {
	refused_with(path, name, bound, &[]);
}

fn kib(bytes: u64) -> String {
	format!("{} KiB", bytes >> 10)
}

fn mib(bytes: u64) -> String {
	format!("{} MiB", bytes >> 20)
}

/// A workbook whose sheet has these cells.
fn sheet(files: &Files, cells: &str) -> PathBuf {
	files.book(&|out| put(out, cells), &[])
}

/// A workbook with these shared texts, and one cell that names the first.
fn strings(files: &Files, write: &dyn Fn(&mut dyn Write)) -> PathBuf {
	let strings = |out: &mut dyn Write| {
		put(out, "<sst>");
		write(out);
		put(out, "</sst>");
	};
	files.book(
		&|out| put(out, r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#),
		&[("xl/sharedStrings.xml", &strings)],
	)
}

#[test]
fn a_cell_in_the_farthest_corner_is_refused() {
	let files = Files::new();
	let far = r#"<row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>"#;
	refused(&sheet(&files, far), "MaxRowsExceeded", &MAX_ROWS.to_string());
	let wide = r#"<row r="1"><c r="A1" t="str"><v>x</v></c><c r="XFD1" t="str"><v>x</v></c></row>"#;
	refused(&sheet(&files, wide), "MaxColumnsExceeded", &MAX_COLUMNS.to_string());
	let nowhere = r#"<row r="1"><c r="A99999999999" t="str"><v>x</v></c></row>"#;
	refused(&sheet(&files, nowhere), "BadReference", "sheet1.xml");
}

#[test]
fn a_sheet_that_calls_itself_huge_and_a_million_merged_cells_take_nothing() {
	let files = Files::new();
	let sheet = |out: &mut dyn Write| {
		put(
			out,
			r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c>"#,
		);
		// Only formats, out to the last column.
		put(out, r#"<c r="XFD1" s="1"/></row></sheetData><mergeCells count="1000000">"#);
		for row in 1..=1_000_000 {
			put(out, &format!(r#"<mergeCell ref="A{row}:XFD{row}"/>"#));
		}
		put(out, "</mergeCells></worksheet>");
	};
	let ran = import(&files.book(&|_| (), &[("xl/worksheets/sheet1.xml", &sheet)]), &[]);
	assert!(ran.code == 2 && ran.said.contains("are not the headings of the table"), "{}", ran.said);
	assert!(ran.peak < MAX_PEAK, "{} MiB", ran.peak);
}

#[test]
fn texts_that_inflate_without_end_are_refused() {
	let files = Files::new();
	let one = |out: &mut dyn Write| {
		put(out, "<si><t>");
		repeat(out, "x", GIB);
		put(out, "</t></si>");
	};
	refused(&strings(&files, &one), "XmlTokenTooLong", &kib(MAX_XML_TOKEN_BYTES));
	let runs = |out: &mut dyn Write| {
		put(out, "<si>");
		repeat(out, "<r><t>x</t></r>", 100_000);
		put(out, "</si>");
	};
	refused(&strings(&files, &runs), "XmlCellTooLong", &kib(MAX_XML_CELL_BYTES));
	let many = |out: &mut dyn Write| repeat(out, "<si><t>x</t></si>", MAX_SHARED_STRINGS + 1);
	refused(&strings(&files, &many), "MaxStringsExceeded", &MAX_SHARED_STRINGS.to_string());
	let long = format!("<si><t>{}</t></si>", "x".repeat(30_000));
	let much = |out: &mut dyn Write| repeat(out, &long, GIB / 30_000);
	refused(&strings(&files, &much), "TooMuchText", &mib(MAX_TEXT_BYTES as u64));
	let nothing = |out: &mut dyn Write| repeat(out, "<!-- nothing at all -->", GIB / 23);
	refused(&strings(&files, &nothing), "InflatesTooFar", &mib(MAX_INFLATED_BYTES));
}

#[test]
fn one_text_that_is_said_many_times_is_refused() {
	let files = Files::new();
	let text = |out: &mut dyn Write| put(out, &format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000)));
	let cells = |out: &mut dyn Write| repeat(out, r#"<row><c t="s"><v>0</v></c></row>"#, 50_000);
	let path = files.book(&cells, &[("xl/sharedStrings.xml", &text)]);
	refused(&path, "TooMuchText", &mib(MAX_TEXT_BYTES as u64));
	let long = |out: &mut dyn Write| put(out, &format!("<sst><si><t>{}</t></si></sst>", "x".repeat(200_000)));
	let cells = |out: &mut dyn Write| put(out, r#"<row><c t="s"><v>0</v></c></row>"#);
	refused(
		&files.book(&cells, &[("xl/sharedStrings.xml", &long)]),
		"CellTooLong",
		&kib(MAX_CELL_BYTES as u64),
	);
}

#[test]
fn a_sheet_that_inflates_without_end_is_refused() {
	let files = Files::new();
	let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1000));
	let full = files.book(&|out| repeat(out, &row, 16_001), &[]);
	refused(&full, "MaxCellsExceeded", &MAX_CELLS.to_string());
	let rows = files.book(&|out| repeat(out, "<row><c><v>1</v></c></row>", MAX_ROWS + 1), &[]);
	refused(&rows, "MaxRowsExceeded", &MAX_ROWS.to_string());
	let empty = files.book(&|out| repeat(out, "<row></row>", GIB / 11), &[]);
	refused(&empty, "InflatesTooFar", &mib(MAX_INFLATED_BYTES));
}

#[test]
fn parts_that_say_nothing_of_the_sheet_are_bounded_too() {
	let files = Files::new();
	for part in ["xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"] {
		let endless = |out: &mut dyn Write| {
			put(out, "<a>");
			repeat(out, r#"<xf numFmtId="14"/>"#, GIB / 19);
			put(out, "</a>");
		};
		let path = files.book(&|_| (), &[(part, &endless)]);
		refused(&path, "PartTooLarge", &mib(MAX_PART_BYTES));
	}
}

#[test]
fn xml_that_is_deep_or_wide_or_defines_things_is_refused() {
	let files = Files::new();
	let deep = files.book(
		&|out| {
			repeat(out, "<a>", 100_000);
			repeat(out, "</a>", 100_000);
		},
		&[],
	);
	refused(&deep, "XmlTooDeep", &MAX_XML_DEPTH.to_string());
	let many: String = (0..10_000).map(|n| format!(r#" a{n}="""#)).collect();
	refused(
		&sheet(&files, &format!("<row{many}/>")),
		"MaxAttributesExceeded",
		&MAX_XML_ATTRIBUTES.to_string(),
	);
	let long = format!(r#"<row a="{}"/>"#, "x".repeat(GIB / 1024));
	refused(&sheet(&files, &long), "XmlTokenTooLong", &kib(MAX_XML_TOKEN_BYTES));
	let laughs = |out: &mut dyn Write| {
		put(out, r#"<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet/>"#)
	};
	let path = files.book(&|_| (), &[("xl/worksheets/sheet1.xml", &laughs)]);
	refused(&path, "HasDoctype", "sheet1.xml");
}

#[test]
fn cells_that_contradict_each_other_are_refused() {
	let files = Files::new();
	let dangling = r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#;
	refused(&sheet(&files, dangling), "DanglingString", "sheet1.xml");
	let escaped = r#"<row r="1"><c r="A1" t="s"><v>&#55;</v></c></row>"#;
	refused(&sheet(&files, escaped), "DanglingString", "sheet1.xml");
	let within = r#"<row r="1"><c r="A1" t="str"><v>x</v><c r="B1"><v>1</v></c></c></row>"#;
	refused(&sheet(&files, within), "OutOfOrder", "sheet1.xml");
	let back = r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#;
	refused(&sheet(&files, back), "OutOfOrder", "1");
}

#[test]
fn archives_that_claim_more_files_than_a_workbook_has_are_refused() {
	let files = Files::new();
	let names: Vec<_> = (0..=MAX_PARTS).map(|n| format!("xl/media/{n}")).collect();
	let nothing = |_: &mut dyn Write| ();
	let parts: Vec<Part<'_>> = names.iter().map(|name| -> Part<'_> { (name, &nothing) }).collect();
	refused(&files.book(&|_| (), &parts), "MaxPartsExceeded", &MAX_PARTS.to_string());
	// A directory of 2^40 files, in the form that has room for so many.
	let claims = files.file("claims.xlsx", |out| {
		put(out, "PK\x03\x04");
		repeat(out, "x", 1000);
		out.write_all(b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0").unwrap();
		let (files, size, offset) = (1_u64 << 40, 1_u64 << 50, 1_u64 << 50);
		for number in [files, files, size, offset] {
			out.write_all(&number.to_le_bytes()).unwrap();
		}
		out.write_all(b"PK\x06\x07\0\0\0\0").unwrap();
		out.write_all(&1004_u64.to_le_bytes()).unwrap();
		out.write_all(b"\x01\0\0\0PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0")
			.unwrap();
	});
	refused(&claims, "MaxPartsExceeded", &MAX_PARTS.to_string());
	let twice = |out: &mut dyn Write| put(out, "<sst/>");
	let path = files.book(&|_| (), &[("xl/sharedStrings.xml", &twice), ("XL/sharedstrings.xml", &twice)]);
	refused(&path, "PartTwice", "sharedstrings");
	let old = files.file("old.xlsx", |out| out.write_all(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap());
	refused(&old, "NoXlsx", ".xlsx");
}

#[test]
fn csv_without_end_is_refused() {
	let files = Files::new();
	let open = files.file("a.csv", |out| repeat(out, "\"x", 30 << 20));
	refused(&open, "RowTooLong", &kib(MAX_CSV_ROW_BYTES as u64));
	let commas = files.file("a.csv", |out| repeat(out, ",", 60 << 20));
	refused(&commas, "RowTooLong", &kib(MAX_CSV_ROW_BYTES as u64));
	let wide = files.file("a.csv", |out| repeat(out, ",", MAX_COLUMNS));
	refused(&wide, "MaxColumnsExceeded", &MAX_COLUMNS.to_string());
	let long = files.file("a.csv", |out| repeat(out, "x", MAX_CELL_BYTES + 1));
	refused(&long, "CellTooLong", &kib(MAX_CELL_BYTES as u64));
	let rows = files.file("a.csv", |out| repeat(out, "x\n", MAX_ROWS + 1));
	refused(&rows, "MaxRowsExceeded", &MAX_ROWS.to_string());
	let blank = files.file("a.csv", |out| {
		repeat(out, "\n", 60 << 20);
		put(out, "x");
	});
	refused(&blank, "MaxRowsExceeded", &MAX_ROWS.to_string());
	let row = format!("{}\n", ",".repeat(MAX_COLUMNS - 1));
	let cells = files.file("a.csv", |out| repeat(out, &row, MAX_CELLS / MAX_COLUMNS + 1));
	refused(&cells, "MaxCellsExceeded", &MAX_CELLS.to_string());
	let large = files.file("a.csv", |out| repeat(out, "x\n", (MAX_FILE_BYTES as usize / 2) + 1));
	refused(&large, "FileTooLarge", &mib(MAX_FILE_BYTES));
	let device = import(Path::new("/dev/zero"), &[]);
	assert!(device.code == 2 && device.said == "/dev/zero is no file\n", "{}", device.said);
}

#[test]
fn journals_seals_and_keys_without_end_are_refused() {
	let files = Files::new();
	let sheet = files.file("a.csv", |out| out.write_all(&csv_heading()).unwrap());
	let journal = files.file("line.journal", |out| repeat(out, "x", GIB / 4));
	let journal = [OsStr::new("--journal"), journal.as_os_str()];
	refused_with(&sheet, "LineTooLong", "64 KiB", &journal);
	let note = format!("{{\"lost\":{{\"hash\":\"0x\",\"why\":\"{}\"}}}}\n", "x".repeat(1000));
	let many = files.file("many.journal", |out| repeat(out, &note, GIB / 4 / note.len() + 1));
	refused_with(&sheet, "FileTooLarge", "256 MiB", &[OsStr::new("--journal"), many.as_os_str()]);
	let key = files.file("a.key", |out| repeat(out, "x", GIB / 4));
	let mut mode = key.metadata().unwrap().permissions();
	std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o600);
	std::fs::set_permissions(&key, mode).unwrap();
	refused_with(&sheet, "FileTooLarge", "4096", &[OsStr::new("--key"), key.as_os_str()]);
}

/// A row with cells in the columns of these headings.
fn row(cells: &[(&str, &str)]) -> String {
	let cell = |column: &suyuan_sheets::Column| {
		let name = format!("{}/{}", column.group.title(), column.name);
		cells.iter().find(|(heading, _)| *heading == name).map_or("", |(_, cell)| *cell)
	};
	COLUMNS.iter().map(cell).collect::<Vec<_>>().join(",")
}

#[test]
fn a_sheet_in_which_all_is_wrong_is_reported_up_to_a_bound() {
	let files = Files::new();
	let wrong = format!("{}\n", vec!["?"; COLUMNS.len()].join(","));
	let lines = MAX_ROWS - 2;
	let path = files.file("a.csv", |out| {
		out.write_all(&csv_heading()).unwrap();
		repeat(out, &wrong, lines);
	});
	let ran = import(&path, &[]);
	assert_eq!(ran.code, 1);
	let listed = ran.said.lines().filter(|line| line.starts_with("line ")).count();
	assert_eq!(listed, MAX_FAULTS);
	assert!(ran.said.contains("more are wrong and not listed"), "{}", ran.said.lines().last().unwrap());
	assert!(ran.peak < MAX_PEAK, "{} MiB", ran.peak);
	eprintln!("{lines} lines, all wrong: {} MiB", ran.peak);
}

/// A sheet of so many lines, each with a code and these cells.
fn lines(files: &Files, lines: usize, cells: &[(&str, &str)]) -> PathBuf {
	files.file("a.csv", |out| {
		out.write_all(&csv_heading()).unwrap();
		for line in 0..lines {
			let code = format!("01/06901234567892/21/SN-{line}");
			put(out, &format!("{}\n", row(&[&[("制造追溯信息/追溯码", code.as_str())], cells].concat())));
		}
	})
}

/// Three records of a unit, the first in the first cell, the second in the next three.
const CELLS: [(&str, &str); 5] = [
	("制造追溯信息/商品条码", "6901234567892"),
	("制造追溯信息/生产/加工企业名称", "深圳某某科技有限公司"),
	("制造追溯信息/所属国家/地区", "CN"),
	("制造追溯信息/生产时间", "2026-10-01 08:00:00"),
	("市场追溯信息/交付异常", "无异常"),
];

#[test]
fn the_largest_sheet_that_is_taken_fits_a_small_machine() {
	let files = Files::new();
	let ran = import(&lines(&files, MAX_RECORDS / 3, &CELLS), &[]);
	assert_eq!(ran.code, 0, "{}", ran.said);
	assert!(ran.peak < MAX_PEAK_TAKEN, "{} MiB", ran.peak);
	eprintln!("a sheet of {MAX_RECORDS} records: {} MiB", ran.peak);
	refused(&lines(&files, MAX_RECORDS / 3 + 1, &CELLS), "MaxRecordsExceeded", &MAX_RECORDS.to_string());
}

#[test]
fn a_blank_sheet_of_ours_is_taken() {
	let files = Files::new();
	let path = files.file("blank.xlsx", |out| out.write_all(&blank_xlsx().unwrap()).unwrap());
	let ran = import(&path, &[]);
	assert_eq!(ran.code, 0, "{}", ran.said);
}
