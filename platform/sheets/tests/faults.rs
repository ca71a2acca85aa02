// SPDX-License-Identifier: Apache-2.0
//! Faults of a sheet are named, each with its line and its column.

use suyuan_primitives::{values::Sealed, Clock, ValueError};
use suyuan_sheets::{
	blank_xlsx, csv_heading, help, read, Fault, Grid, Item, Need, Reading, Seal, Sealer, Sheet, Unreadable,
	COLUMNS,
};

/// The twelfth of November 2026.
const CLOCK: Clock = Clock { latest: 1_794_456_000_000 };

/// Seals with a salt of zeros, and remembers columns and plaintexts.
#[derive(Default)]
struct Sealing(Vec<(String, String)>);

impl Sealer for Sealing {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		if field.plaintext == "unsealable" {
			return Err("the file of seals can't be written".into());
		}
		self.0.push((field.column.into(), field.plaintext.into()));
		Ok(Sealed::new(&[0; 32], field.plaintext))
	}
}

const CODE: &str = "01/06901234567892/21/SN-0001";

/// A sheet of lines that give cells by their headings.
fn csv(lines: &[&[(&str, &str)]]) -> Vec<u8> {
	let mut sheet = csv_heading();
	for line in lines {
		let mut cells = vec![String::new(); COLUMNS.len()];
		for (name, value) in *line {
			let (group, name) = name.split_once('/').unwrap_or(("", name));
			let column = COLUMNS
				.iter()
				.position(|column| column.name == name && column.group.title().contains(group))
				.or_else(|| COLUMNS.iter().position(|column| column.name == format!("{group}/{name}")))
				.unwrap_or_else(|| panic!("no column {name}"));
			cells[column] = (*value).into();
		}
		let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
		sheet.extend(format!("{}\r\n", quoted.join(",")).bytes());
	}
	sheet
}

fn sheet(lines: &[&[(&str, &str)]]) -> Sheet {
	let grid = Grid::from_csv(&csv(lines)).unwrap();
	read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing::default() }).unwrap()
}

/// The faults of a line with a sound trace code: column and name.
fn faults(cells: &[(&str, &str)]) -> Vec<(String, String)> {
	let mut line = vec![("追溯码", CODE)];
	line.extend(cells);
	let sheet = sheet(&[&line]);
	assert!(sheet.entries.is_empty(), "{:?}", sheet.entries);
	sheet
		.faults
		.iter()
		.map(|fault| {
			assert_eq!(fault.line, 3);
			assert!(!fault.fault.advice().is_empty());
			(fault.column.split_once('/').unwrap().1.to_string(), fault.fault.name())
		})
		.collect()
}

fn one(cells: &[(&str, &str)], column: &str, name: &str) {
	assert_eq!(faults(cells), [(column.to_string(), name.to_string())]);
}

const PRODUCTION: [(&str, &str); 3] =
	[("生产/加工企业名称", "某某科技"), ("所属国家/地区", "CN"), ("生产时间", "2026-10-01 08:00:00")];
const PRODUCT_CODE: (&str, &str) = ("制造追溯信息/商品条码", "6901234567892");
const STORAGE: [(&str, &str); 5] = [
	("仓库名称", "一号仓"),
	("仓库地址", "深圳"),
	("仓储方式", "保税"),
	("入库时间", "2026-10-01"),
	("出库时间", "2026-10-02"),
];
const ORDER: [(&str, &str); 8] = [
	("订单-商品名称", "耳机"),
	("交易时间", "2026-10-01 08:00:00"),
	("交易平台", "某平台"),
	("交易金额", "49.90"),
	("交易币制", "USD"),
	("收货地址", "1234 S Hope St"),
	("收货人", "Emily Carter"),
	("收货人联系方式", "+1 213 555 0142"),
];

fn with<'a>(cells: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
	cells.iter().map(|(of, old)| (*of, if *of == name { value } else { *old })).collect()
}

fn and<'a>(cells: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
	[cells, more].concat()
}

#[test]
fn a_sound_line_is_read() {
	let mut line = vec![("追溯码", CODE)];
	line.extend(PRODUCTION);
	line.push(PRODUCT_CODE);
	let sheet = sheet(&[&line]);
	assert_eq!(sheet.faults, []);
	assert_eq!(sheet.lines, 1);
	let sections: Vec<_> = sheet.entries.iter().map(|entry| entry.section.variant()).collect();
	assert_eq!(sections, ["Production", "ProductCode"]);
	let Item::Product(item) = &sheet.entries[1].item else { panic!("it is of the product block") };
	assert!(format!("{item:?}").contains("06901234567892"), "13 digits are padded: {item:?}");
}

#[test]
fn a_line_without_a_code_is_named() {
	let sheet = sheet(&[&PRODUCTION]);
	assert_eq!(sheet.faults.len(), 1);
	assert_eq!((sheet.faults[0].line, &sheet.faults[0].fault), (3, &Fault::MissingCode));
	assert!(sheet.entries.is_empty());
}

#[test]
fn a_code_is_read_in_whatever_form_it_stands_there() {
	for code in [
		"/01/06901234567892/21/F014",
		"01/6901234567892/21/F014",
		"https://trace.example.org/01/06901234567892/21/F014?linkType=all",
		"(01)06901234567892(17)261231(21)F014",
		"6901234567892+F014",
		"]d2010690123456789221F014",
	] {
		let mut line = vec![("追溯码", code)];
		line.extend(PRODUCTION);
		let sheet = sheet(&[&line]);
		assert_eq!(sheet.faults, [], "{code}");
		assert_eq!(sheet.entries[0].code.0.as_str(), "01/06901234567892/21/F014", "{code}");
	}
}

#[test]
fn a_code_that_is_none_or_slips_a_digit_is_named() {
	for (code, error) in [
		("01/06901234567893/21/SN-1", ValueError::WrongCheckDigit),
		("https://id.gs1.org/ARHKVAdpQg", ValueError::MalformedTraceCode),
		("SN-1", ValueError::MalformedTraceCode),
	] {
		let mut line = vec![("追溯码", code)];
		line.extend(PRODUCTION);
		assert_eq!(sheet(&[&line]).faults[0].fault, Fault::Value(error), "{code}");
	}
}

#[test]
fn every_mistake_in_a_cell_has_its_name() {
	one(&with(&PRODUCTION, "所属国家/地区", "XX"), "所属国家/地区", "UnknownCountry");
	one(&with(&PRODUCTION, "所属国家/地区", "CHN"), "所属国家/地区", "MalformedCode");
	one(&with(&PRODUCTION, "生产时间", "yesterday"), "生产时间", "MalformedTime");
	one(&with(&PRODUCTION, "生产时间", "2999-01-01"), "生产时间", "InTheFuture");
	one(&with(&PRODUCTION, "生产/加工企业名称", "a\nb"), "生产/加工企业名称", "ControlCharacter");
	one(&with(&PRODUCTION, "生产/加工企业名称", "声\u{200b}澜"), "生产/加工企业名称", "InvisibleCharacter");
	one(&with(&PRODUCTION, "生产/加工企业名称", "声澜\u{feff}"), "生产/加工企业名称", "InvisibleCharacter");
	one(&with(&PRODUCTION, "生产/加工企业名称", &"长".repeat(43)), "生产/加工企业名称", "TooLong");
	one(&[("制造追溯信息/商品条码", "6901234567893")], "商品条码", "WrongCheckDigit");
	one(&[("制造追溯信息/商品条码", "69012345678")], "商品条码", "MalformedCode");
	one(&[PRODUCT_CODE, ("制造追溯信息/批次号", "批次一")], "批次号", "MalformedCode");
	one(&with(&ORDER, "交易金额", "49,90"), "交易金额", "MalformedNumber");
	one(&with(&ORDER, "交易金额", "49.905"), "交易金额", "MalformedNumber");
	one(&with(&ORDER, "交易金额", "0"), "交易金额", "ZeroAmount");
	one(&with(&ORDER, "交易币制", "XAU"), "交易币制", "UnknownCurrency");
	one(&with(&ORDER, "收货人", "unsealable"), "收货人", "NotSealed");
	one(&with(&ORDER, "收货人", "sealed:0x12"), "收货人", "MalformedSeal");
	one(&with(&STORAGE, "出库时间", "2026-09-30"), "入库时间", "TimesOutOfOrder");
	one(&and(&STORAGE, &[("最低温度（℃）", "5"), ("最高温度（℃）", "4.9")]), "最低温度（℃）", "EmptyRange");
	one(
		&and(&STORAGE, &[("最低温度（℃）", "5.05"), ("最高温度（℃）", "9")]),
		"最低温度（℃）",
		"MalformedNumber",
	);
	one(
		&and(&STORAGE, &[("最低温度（℃）", "99999"), ("最高温度（℃）", "99999")]),
		"最低温度（℃）",
		"MalformedNumber",
	);
}

#[test]
fn every_missing_value_is_named() {
	one(&PRODUCTION[..2], "生产时间", "MissingValue");
	one(&ORDER[..7], "收货人联系方式", "MissingValue");
	one(&and(&STORAGE, &[("最低温度（℃）", "5")]), "最高温度（℃）", "MissingValue");
	one(&and(&ORDER, &[("订单编号", "1"), ("电商平台代码", "2")]), "电商企业代码", "MissingValue");
	one(&[("交付异常", "丢失"), ("异常说明", "不见了")], "异常发现时间", "MissingValue");
	one(&[("异常说明", "不见了")], "交付异常", "MissingValue");
}

#[test]
fn choices_documents_and_lists_say_what_they_take() {
	one(&[("交付异常", "爆炸")], "交付异常", "UnknownChoice");
	one(&[("交付异常", "无异常"), ("异常说明", "没事")], "交付异常", "DetailsOfNothing");
	one(&[("定位", "GPS | 22.5 | 113.8")], "定位", "MalformedList");
	one(&[("定位", "GPS | 92.5 | 113.8 | 1 | 2026-10-01")], "定位", "PositionOffEarth");
	one(&[("定位", "GLONASS | 22.5 | 113.8 | 1 | 2026-10-01")], "定位", "UnknownChoice");
	one(
		&[("定位", "GPS | 22.5 | 113.8 | 1 | 2026-10-02\nGPS | 22.5 | 113.8 | 1 | 2026-10-01")],
		"定位",
		"TimesOutOfOrder",
	);
	one(&and(&ORDER, &[("交易清单", "耳机 | 1 个 | 49.90 CNY")]), "交易清单", "CurrencyMismatch");
	let too_many = "耳机 | 1 个 | 1 USD\n".repeat(17);
	one(&and(&ORDER, &[("交易清单", &too_many)]), "交易清单", "TooMany");
	let receipt = [
		("收款-商品名称", "耳机"),
		("收款时间", "2026-10-01"),
		("收款金额", "49.90"),
		("收款币制", "USD"),
		("结汇金额", "354.79"),
		("结汇币制", "CNY"),
		("结汇时间", "2026-10-02"),
		("收款人", "某某"),
		("收款凭证", "收款凭证:1234"),
	];
	one(&receipt, "收款凭证", "MalformedEvidence");
	// Amount and time of the settlement are told together, or neither yet.
	let without = |names: &[&str]| -> Vec<_> {
		let sound = receipt.iter().filter(|(name, _)| *name != "收款凭证" && !names.contains(name));
		sound.copied().collect()
	};
	one(&without(&["结汇时间"]), "结汇金额", "SettlementIncomplete");
	one(&without(&["结汇金额", "结汇币制"]), "结汇金额", "SettlementIncomplete");
}

#[test]
fn a_customs_status_is_not_recorded_by_hand_and_what_customs_wrote_is_passed_over() {
	let status = [
		("通关状态-报关单号", "530120260000000001"),
		("通关状态", "放行"),
		("通关状态代码", "800"),
		("通关状态时间", "2026-10-01"),
	];
	one(&status, "通关状态-来源", "OnlyFromClearance");
	let mut exported = vec![("追溯码", CODE), ("通关状态-来源", "通关")];
	exported.extend(status);
	let sheet = sheet(&[&exported]);
	assert_eq!((sheet.faults.len(), sheet.entries.len(), sheet.from_clearance), (0, 0, 1));
}

#[test]
fn a_record_entered_for_another_names_the_party() {
	let mut line = vec![("追溯码", CODE), ("仓储-来源", "转录:Ontario Warehouse")];
	line.extend(STORAGE);
	let read = sheet(&[&line]);
	assert_eq!(read.entries[0].party.as_ref().unwrap().as_str(), "Ontario Warehouse");
	one(&and(&STORAGE, &[("仓储-来源", "隔壁")]), "仓储-来源", "MalformedSource");
	one(&and(&STORAGE, &[("仓储-来源", "转录:")]), "仓储-来源", "EmptyText");
}

#[test]
fn personal_data_goes_to_the_sealer_and_nowhere_else() {
	let mut line = vec![("追溯码", CODE)];
	line.extend(ORDER);
	let mut sealing = Sealing::default();
	let grid = Grid::from_csv(&csv(&[&line])).unwrap();
	let sheet = read(&grid, Reading { clock: CLOCK, sealer: &mut sealing }).unwrap();
	assert_eq!(sheet.faults, []);
	let sealed: Vec<_> = sealing.0.iter().map(|(_, plaintext)| plaintext.as_str()).collect();
	assert_eq!(sealed, ["1234 S Hope St", "Emily Carter", "+1 213 555 0142"]);
	let said = sheet.entries[0].item.to_json().to_string();
	assert!(!said.contains("Emily") && !said.contains("Hope") && !said.contains("0142"), "{said}");
}

#[test]
fn columns_stand_in_any_order_and_need_not_all_be_there() {
	let sheet = "制造追溯信息,,,,\n追溯码,生产时间,所属国家/地区,生产/加工企业名称,没有这一列\n\
		01/06901234567892/21/SN-0001,2026-10-01,CN,某某,\n";
	let grid = Grid::from_csv(sheet.as_bytes()).unwrap();
	let sheet = read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing::default() }).unwrap();
	assert_eq!(sheet.entries.len(), 1);
	assert_eq!(sheet.faults.len(), 1);
	assert_eq!((sheet.faults[0].line, sheet.faults[0].fault.name()), (2, "UnknownColumn".into()));
}

#[test]
fn a_column_that_stands_twice_is_named() {
	let sheet = "制造追溯信息,\n追溯码,追溯码\n";
	let grid = Grid::from_csv(sheet.as_bytes()).unwrap();
	let sheet = read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing::default() }).unwrap();
	assert_eq!(sheet.faults[0].fault, Fault::RepeatedColumn);
}

#[test]
fn a_file_that_is_no_such_sheet_is_refused_by_what_it_lacks() {
	let read_of = |content: &str| {
		read(
			&Grid::from_csv(content.as_bytes()).unwrap(),
			Reading { clock: CLOCK, sealer: &mut Sealing::default() },
		)
	};
	assert!(matches!(read_of(""), Err(Unreadable::NoHeadings)));
	assert!(matches!(read_of("a,b\nc,d\n"), Err(Unreadable::NoHeadings)));
	assert!(matches!(read_of("制造追溯信息\n批次号\n"), Err(Unreadable::NoHeadings)));
	assert!(matches!(Grid::from_csv(b"\xb8\xfa,\n"), Err(Unreadable::NotUtf8(1))));
	assert!(matches!(Grid::from_xlsx(b"no workbook"), Err(Unreadable::Zip(_))));
	let unknown = Grid::from_file(std::path::Path::new("a.ods"), b"");
	assert!(matches!(unknown, Err(Unreadable::UnknownFormat)));
}

#[test]
fn the_blank_sheet_is_one_that_can_be_read() {
	let grid = Grid::from_xlsx(&blank_xlsx().unwrap()).unwrap();
	let sheet = read(&grid, Reading { clock: CLOCK, sealer: &mut Sealing::default() }).unwrap();
	assert_eq!((sheet.lines, sheet.faults.len()), (0, 0));
}

#[test]
fn every_column_is_explained() {
	assert_eq!(help().len(), COLUMNS.len());
	assert!(help().iter().all(|column| !column.kind.is_empty() && !column.need.is_empty()));
	let mandatory = COLUMNS.iter().filter(|column| column.need() == Need::Mandatory).count();
	assert!(mandatory > 30, "{mandatory}");
}
