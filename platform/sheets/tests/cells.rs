// SPDX-License-Identifier: Apache-2.0
//! A cell is taken only where its type belongs: what a program made of a text is no text any more.

use std::io::{Cursor, Write};
use suyuan_primitives::{values::Sealed, Clock};
use suyuan_sheets::{read, Grid, Reading, Seal, Sealer, Sheet, Unreadable};
use zip::{write::SimpleFileOptions, ZipWriter};

/// The twelfth of November 2026.
const CLOCK: Clock = Clock { latest: 1_794_456_000_000 };

/// Seals with a salt of zeros.
struct Sealing;

impl Sealer for Sealing {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		Ok(Sealed::new(&[0; 32], field.plaintext))
	}
}

/// The styles of the workbooks here: plain, padded, a date, a percentage, a Chinese date, two places, a length of time.
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000000"/>
	<numFmt numFmtId="165" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts>
	<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
	<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="31"/>
	<xf numFmtId="2"/><xf numFmtId="46"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;
const PADDED: &str = "s=\"1\"";
const DATE: &str = "s=\"2\"";
const PERCENT: &str = "s=\"3\"";
const CHINESE_DATE: &str = "s=\"4\"";
const PLACES: &str = "s=\"5\"";
const ELAPSED: &str = "s=\"6\"";
const MONTH_AND_DAY: &str = "s=\"7\"";

/// A sheet of a workbook: its name, its state, and its XML below the root.
type SheetXml<'a> = (&'a str, &'a str, String);

fn book(properties: &str, sheets: &[SheetXml<'_>]) -> Vec<u8> {
	let mut book = ZipWriter::new(Cursor::new(Vec::new()));
	let mut put = |name: &str, content: &str| {
		book.start_file(name, SimpleFileOptions::default()).unwrap();
		book.write_all(content.as_bytes()).unwrap();
	};
	let (mut entries, mut relations) = (String::new(), String::new());
	for (number, (name, state, xml)) in sheets.iter().enumerate() {
		entries += &format!(r#"<sheet name="{name}" sheetId="1" state="{state}" r:id="r{number}"/>"#);
		relations += &format!(r#"<Relationship Id="r{number}" Target="worksheets/sheet{number}.xml"/>"#);
		put(&format!("xl/worksheets/sheet{number}.xml"), &format!("<worksheet>{xml}</worksheet>"));
	}
	put(
		"xl/workbook.xml",
		&format!("<workbook><workbookPr {properties}/><sheets>{entries}</sheets></workbook>"),
	);
	put("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
	put("xl/styles.xml", STYLES);
	put("xl/sharedStrings.xml", "<sst><si><t>某某</t></si></sst>");
	book.finish().unwrap().into_inner()
}

fn text(text: &str) -> String {
	format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// The headings of columns, each with its group.
fn headings(columns: &[(&str, &str)]) -> String {
	let row = |number: u32, cells: Vec<String>| format!(r#"<row r="{number}">{}</row>"#, cells.concat());
	let groups = columns.iter().map(|(group, _)| text(group)).collect();
	let names = columns.iter().map(|(_, name)| text(name)).collect();
	row(1, groups) + &row(2, names)
}

fn data(rows: &str) -> String {
	format!("<sheetData>{rows}</sheetData>")
}

fn sheet_of(book: &[u8]) -> Sheet {
	let grid = Grid::from_xlsx(book).unwrap_or_else(|error| panic!("{error}"));
	read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing }).unwrap_or_else(|error| panic!("{error}"))
}

const CODE: &str = "01/06901234567892/21/SN-1";

/// Reads a line with a trace code and these cells: the column's group and name, and the cell's XML.
fn line(properties: &str, cells: &[(&str, &str, String)]) -> Sheet {
	let mut columns = vec![("制造追溯信息", "追溯码")];
	columns.extend(cells.iter().map(|(group, name, _)| (*group, *name)));
	let cells: String = cells.iter().map(|(_, _, cell)| cell.as_str()).collect();
	let rows = format!(r#"{}<row r="3">{}{cells}</row>"#, headings(&columns), text(CODE));
	sheet_of(&book(properties, &[("追溯信息", "visible", data(&rows))]))
}

/// The names of a sheet's faults, in their order.
fn faults(sheet: &Sheet) -> Vec<String> {
	for fault in &sheet.faults {
		assert!(!fault.fault.advice().is_empty());
	}
	sheet.faults.iter().map(|fault| fault.fault.name()).collect()
}

fn features(model: String) -> Sheet {
	line(
		"",
		&[
			("设计追溯信息", "型号", model),
			("设计追溯信息", "品牌", text("声澜")),
			("设计追溯信息", "保质期/有效期", text("无限期")),
		],
	)
}

fn product_code(barcode: String, batch: String) -> Sheet {
	line("", &[("制造追溯信息", "商品条码", barcode), ("制造追溯信息", "批次号", batch)])
}

fn production(properties: &str, produced_at: String) -> Sheet {
	line(
		properties,
		&[
			("制造追溯信息", "生产/加工企业名称", r#"<c t="s"><v>0</v></c>"#.into()),
			("制造追溯信息", "所属国家/地区", text("CN")),
			("制造追溯信息", "生产时间", produced_at),
		],
	)
}

fn storage(cells: &[(&str, String)]) -> Sheet {
	let mut line_of = vec![
		("市场追溯信息", "仓库名称", text("一号仓")),
		("市场追溯信息", "仓库地址", text("深圳")),
		("市场追溯信息", "仓储方式", text("保税")),
		("市场追溯信息", "入库时间", text("2026-10-01")),
		("市场追溯信息", "出库时间", text("2026-10-02")),
	];
	line_of.extend(cells.iter().map(|(name, cell)| ("市场追溯信息", *name, cell.clone())));
	line("", &line_of)
}

fn order(amount: String) -> Sheet {
	line(
		"",
		&[
			("市场追溯信息", "订单-商品名称", text("耳机")),
			("市场追溯信息", "交易时间", text("2026-10-01 08:00:00")),
			("市场追溯信息", "交易平台", text("某平台")),
			("市场追溯信息", "交易金额", amount),
			("市场追溯信息", "交易币制", text("USD")),
			("市场追溯信息", "收货地址", text("1 Main St")),
			("市场追溯信息", "收货人", text("A. Person")),
			("市场追溯信息", "收货人联系方式", number("", "13800138000")),
		],
	)
}

fn number(style: &str, value: &str) -> String {
	format!("<c {style}><v>{value}</v></c>")
}

/// The JSON of the only record, which a sheet must have without a fault.
fn said(sheet: &Sheet) -> String {
	assert_eq!(faults(sheet), [""; 0]);
	assert_eq!(sheet.entries.len(), 1);
	sheet.entries[0].item.to_json().to_string()
}

#[test]
fn a_number_is_a_text_or_a_code_only_where_its_digits_are_certain() {
	assert!(said(&features(number("", "2026"))).contains("\"2026\""));
	assert!(said(&product_code(number("", "6901234567892.0"), text("L1"))).contains("06901234567892"));
	assert!(said(&product_code(number("", "6.901234567892E12"), text("L1"))).contains("06901234567892"));
	assert_eq!(
		faults(&product_code(number("", "6901234567892"), number(PADDED, "20261"))),
		["NumberInTextColumn"]
	);
	assert_eq!(faults(&features(number("", "1.1"))), ["NumberInTextColumn"]);
	assert_eq!(faults(&features(number("", "-5"))), ["NumberInTextColumn"]);
	assert_eq!(faults(&features(number(PLACES, "5"))), ["NumberInTextColumn"]);
	for long in ["7.49539681549782e+18", "1000000000000000", "999999999999999.9"] {
		assert_eq!(faults(&features(number("", long))), ["UncertainNumber"], "{long}");
	}
	assert_eq!(faults(&features(text("7.49539681549782E+18"))), ["UncertainNumber"]);
	assert_eq!(faults(&product_code(text("6.90123E+12"), text("L1"))), ["UncertainNumber"]);
}

#[test]
fn an_amount_is_what_the_program_shows() {
	assert!(said(&order(number("", "139.92999999999998"))).contains("13993"));
	assert!(said(&order(number(PLACES, "0.30000000000000004"))).contains("30"));
	assert_eq!(faults(&order(number("", "139.925"))), ["MalformedNumber"]);
	assert_eq!(faults(&order(number("", "1E16"))), ["UncertainNumber"]);
	assert_eq!(faults(&order(number(PERCENT, "0.5"))), ["PercentOutOfPlace"]);
	assert_eq!(faults(&order(number(DATE, "46321"))), ["DateOutOfPlace"]);
}

#[test]
fn a_date_stands_in_a_column_of_time_alone() {
	for style in [DATE, CHINESE_DATE, MONTH_AND_DAY] {
		assert_eq!(faults(&features(number(style, "46321"))), ["DateOutOfPlace"]);
		assert!(said(&production("", number(style, "46326.5"))).contains("1793419200000"));
	}
	assert_eq!(faults(&features(r#"<c t="d"><v>2026-10-26</v></c>"#.into())), ["DateOutOfPlace"]);
	assert!(
		said(&production("", r#"<c t="d"><v>2026-10-31T12:00:00</v></c>"#.into())).contains("1793419200000")
	);
	assert_eq!(faults(&production("", number("", "46326.5"))), ["MalformedTime"]);
	assert_eq!(faults(&production("", number(ELAPSED, "1.5"))), ["MalformedTime"]);
	assert_eq!(faults(&production("", number(DATE, "0.5"))), ["MalformedTime"]);
	assert_eq!(faults(&features(number(ELAPSED, "1.5"))), ["DateOutOfPlace"]);
}

#[test]
fn a_date_is_counted_in_the_workbook_s_own_calendar() {
	let of_1904 = production(r#"date1904="1""#, number(DATE, "44864.5"));
	assert_eq!(said(&of_1904), said(&production("", number(DATE, "46326.5"))));
}

#[test]
fn errors_truth_values_and_formulas_without_a_result_are_never_taken() {
	assert_eq!(faults(&features(r##"<c t="e"><v>#N/A</v></c>"##.into())), ["ErrorCell"]);
	assert_eq!(faults(&features(text("#REF!"))), ["ErrorCell"]);
	assert_eq!(faults(&features(r#"<c t="b"><v>1</v></c>"#.into())), ["BooleanCell"]);
	assert_eq!(faults(&order(r#"<c t="b"><v>0</v></c>"#.into())), ["BooleanCell"]);
	for formula in [
		"<c><f>A1</f></c>",
		"<c><f>A1</f><v></v></c>",
		"<c><f>A1</f><v/></c>",
		r#"<c t="str"><f>A1</f></c>"#,
		r#"<c t="e"><f>A1</f></c>"#,
		r#"<c><f t="shared" si="0"/></c>"#,
	] {
		assert_eq!(faults(&features(formula.into())), ["FormulaWithoutResult"], "{formula}");
	}
	assert!(said(&features(r#"<c t="str"><f>A1</f><v>SL-B5</v></c>"#.into())).contains("SL-B5"));
	assert!(said(&order("<c><f>7*19.99</f><v>139.92999999999998</v></c>".into())).contains("13993"));
	assert_eq!(faults(&features(r#"<c t="str"><f>A1</f><v></v></c>"#.into())), ["MissingValue"]);
}

#[test]
fn a_cell_that_may_be_empty_is_not_passed_over_for_what_is_in_it() {
	let licence = |cell: &str| {
		line(
			"",
			&[
				("制造追溯信息", "生产/加工企业名称", text("某某")),
				("制造追溯信息", "所属国家/地区", text("CN")),
				("制造追溯信息", "生产时间", text("2026-10-01")),
				("制造追溯信息", "生产许可", cell.into()),
			],
		)
	};
	assert_eq!(faults(&licence("<c><f>A1</f></c>")), ["FormulaWithoutResult"]);
	assert!(said(&licence("<c/>")).contains("\"licence\":null"));
}

#[test]
fn a_percentage_is_taken_as_shown_in_a_column_of_percentages_alone() {
	let humidity = |low: String, high: String| storage(&[("最低湿度（%）", low), ("最高湿度（%）", high)]);
	let shown = said(&humidity(number(PERCENT, "0.455"), number(PERCENT, "0.6")));
	assert!(shown.contains("\"lowest\":455") && shown.contains("\"highest\":600"), "{shown}");
	assert_eq!(said(&humidity(text("45.5%"), text("60 %"))), shown);
	assert_eq!(said(&humidity(number("", "45.5"), number("", "60"))), shown);
	let warm = storage(&[("最低温度（℃）", number(PERCENT, "0.05")), ("最高温度（℃）", number("", "9"))]);
	assert_eq!(faults(&warm), ["PercentOutOfPlace"]);
}

#[test]
fn guards_of_other_programs_are_taken_away() {
	assert!(said(&product_code(text("'6901234567892"), text("=&quot;00120&quot;"))).contains("\"00120\""));
}

#[test]
fn full_width_digits_say_the_same_and_what_can_not_be_seen_is_named() {
	assert!(said(&product_code(text("６９０１２３４５６７８９２"), text("Ｌ１"))).contains("\"L1\""));
	assert_eq!(faults(&product_code(text("\u{200b}6901234567892"), text("L1"))), ["InvisibleCharacter"]);
	assert_eq!(faults(&product_code(text("6901234567892"), text("L\u{feff}1"))), ["InvisibleCharacter"]);
}

#[test]
fn lines_in_merged_cells_are_refused_with_the_range() {
	let columns = headings(&[("制造追溯信息", "追溯码"), ("制造追溯信息", "商品条码")]);
	let rows: String = (3..=6)
		.map(|row| {
			format!(r#"<row r="{row}">{}{}</row>"#, text(&format!("{CODE}{row}")), text("6901234567892"))
		})
		.collect();
	let merged = r#"<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="$A$3:A4"/><mergeCell ref="B4:B4"/></mergeCells>"#;
	let sheet = sheet_of(&book("", &[("追溯信息", "visible", data(&(columns + &rows)) + merged)]));
	assert_eq!(faults(&sheet), ["MergedCells", "MergedCells"]);
	assert!(sheet.faults[0].fault.advice().contains("A3:A4"));
	let lines: Vec<_> = sheet.faults.iter().map(|fault| fault.line).collect();
	assert_eq!((lines, sheet.entries.len()), (vec![3, 4], 2));
}

/// A sheet with a table of one record.
fn table() -> String {
	let columns = headings(&[("制造追溯信息", "追溯码"), ("制造追溯信息", "商品条码")]);
	data(&format!(r#"{columns}<row r="3" hidden="1">{}{}</row>"#, text(CODE), text("6901234567892")))
}

#[test]
fn the_sheet_that_is_read_and_what_is_hidden_are_named() {
	let note = data(&format!("<row>{}</row>", text("请勿修改")));
	let book_of = |sheets: &[SheetXml<'_>]| Grid::from_xlsx(&book("", sheets));
	let grid = book_of(&[("说明", "hidden", note.clone()), ("Sheet1", "visible", table())]).unwrap();
	let sheet = read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing }).unwrap();
	assert_eq!(sheet.entries.len(), 1);
	assert_eq!(
		grid.remarks(),
		[
			"The sheet \"Sheet1\" is read, and no other: \"说明\", hidden.",
			"Hidden lines are read like the others: 3.",
		]
	);
	let hidden = book_of(&[("说明", "visible", note.clone()), ("旧", "veryHidden", table())]);
	assert!(matches!(hidden, Err(Unreadable::HiddenTable(name)) if name == "旧"));
	let several = book_of(&[("十月", "visible", table()), ("十一月", "visible", table())]);
	assert!(matches!(several, Err(Unreadable::SeveralTables(..))));
	let named = book_of(&[("十月", "visible", table()), ("追溯信息", "visible", table())]).unwrap();
	assert_eq!(
		named.remarks()[0],
		"The sheet \"追溯信息\" is read, and no other: \"十月\", with a table of its own."
	);
}

#[test]
fn a_workbook_that_is_damaged_is_refused_by_name() {
	let damaged = |cell: &str| {
		let columns = headings(&[("制造追溯信息", "追溯码")]);
		let rows = format!(r#"{columns}<row r="3">{cell}</row>"#);
		Grid::from_xlsx(&book("", &[("追溯信息", "visible", data(&rows))]))
			.err()
			.map(|error| error.to_string())
	};
	for (cell, name) in [
		(r#"<c t="x"><v>1</v></c>"#, "UnknownCellType"),
		("<c><v>NaN</v></c>", "NoNumber"),
		("<c><v>inf</v></c>", "NoNumber"),
		("<c><v>1e999</v></c>", "NoNumber"),
		(r#"<c r="3"><v>1</v></c>"#, "BadReference"),
		(r#"<c t="s"><v>9</v></c>"#, "DanglingString"),
	] {
		assert!(damaged(cell).is_some_and(|error| error.starts_with(name)), "{cell}: {:?}", damaged(cell));
	}
}

/// A CSV of one line with a sound record, in columns that are divided by a character.
fn csv(delimiter: char, model: &str) -> String {
	let rows = [
		["设计追溯信息", "", "", "制造追溯信息"],
		["型号", "品牌", "保质期/有效期", "追溯码"],
		[model, "声澜", "无限期", CODE],
	];
	rows.map(|row| row.join(&delimiter.to_string())).join("\r\n") + "\r\n"
}

fn csv_sheet(content: &[u8]) -> Sheet {
	let grid = Grid::from_csv(content).unwrap_or_else(|error| panic!("{error}"));
	read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing }).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_csv_is_read_in_the_encoding_and_with_the_delimiter_that_a_program_saved_it_in() {
	let expected = said(&csv_sheet(csv(',', "耳机B5").as_bytes()));
	for delimiter in [',', ';', '\t'] {
		let text = csv(delimiter, "耳机B5");
		let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
		let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
		let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
		let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
		for content in [
			text.clone().into_bytes(),
			marked,
			[&b"\xff\xfe"[..], &little].concat(),
			[&b"\xfe\xff"[..], &big].concat(),
			gbk,
		] {
			assert_eq!(said(&csv_sheet(&content)), expected, "{delimiter:?}");
		}
	}
}

#[test]
fn a_csv_of_two_encodings_is_refused_by_line() {
	let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
	let utf8 = csv(',', "?");
	let (before, after) = utf8.split_once('?').unwrap();
	let in_utf8 = [before.as_bytes(), &gbk("大洋路"), after.as_bytes()].concat();
	let in_gbk = [&gbk(before), "耳机".as_bytes(), &gbk(after)].concat();
	let marked = [b"\xef\xbb\xbf", gbk(&utf8).as_slice()].concat();
	assert!(matches!(Grid::from_csv(&in_utf8), Err(Unreadable::NotUtf8(3))));
	assert!(matches!(Grid::from_csv(&in_gbk), Err(Unreadable::NotUtf8(1))));
	assert!(matches!(Grid::from_csv(&marked), Err(Unreadable::NotUtf8(1))));
	assert!(matches!(Grid::from_csv(b"\xff\xfea\0\n\0\x00\xd8a\0"), Err(Unreadable::NotUtf8(2))));
}

#[test]
fn a_csv_tells_what_a_program_made_of_a_text() {
	for (model, name) in [
		("7.49E+18", "UncertainNumber"),
		("#N/A", "ErrorCell"),
		("TRUE", "BooleanCell"),
		("=A1", "FormulaWithoutResult"),
		("26-Oct", "DateOutOfPlace"),
		("Oct-26", "DateOutOfPlace"),
		("10月26日", "DateOutOfPlace"),
	] {
		assert_eq!(faults(&csv_sheet(csv(',', model).as_bytes())), [name], "{model}");
		assert!(said(&csv_sheet(csv(',', &format!("'{model}")).as_bytes())).contains(model), "{model}");
	}
	for (cell, model) in [("'0012", "0012"), ("\"=\"\"0012\"\"\"", "0012"), ("10-26", "10-26"), ("-5", "-5")]
	{
		assert!(said(&csv_sheet(csv(',', cell).as_bytes())).contains(&format!("\"{model}\"")), "{cell}");
	}
}
