// SPDX-License-Identifier: Apache-2.0
//! The kinds of cells: from text to JSON and back.

mod choice;
mod decimal;
mod document;
mod list;
pub mod moment;

use crate::Fault;
use choice::{Choice, CUSTOMS_STATUSES, DOCUMENTS, EXCEPTIONS, MEASURES, OUTCOMES, SYSTEMS, TRANSPORT_MODES};
use serde_json::{json, Value};
use std::{borrow::Cow, ops::RangeInclusive, str::FromStr};
use suyuan_primitives::{
	codes::{Batch, Country, Currency, EntryNumber, Gtin, HsCode, Location},
	values::{check_text, fold_text},
	Check, Clock, ValueError,
};

/// The kind of a cell's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// Text of at most so many bytes of UTF-8.
	Text(usize),
	/// A commodity barcode, GTIN.
	Gtin,
	/// A batch or lot number.
	Batch,
	/// A country or region, ISO 3166-1 alpha-2.
	Country,
	/// A currency, ISO 4217.
	Currency,
	/// A location, UN/LOCODE.
	Location,
	/// 报关单号 or 清单编号, the number of a declaration
	EntryNumber,
	/// 商品编码, a code of the Harmonized System
	HsCode,
	/// A time of the past.
	Moment,
	/// 保质期/有效期, a shelf life
	ShelfLife,
	/// Money in the currency of the column with that path.
	Amount(&'static str),
	/// Money with its currency behind it: `49.90 USD`.
	Money,
	/// A quantity with its measure: `1.5 千克`.
	Quantity,
	/// A number with so many places, which is kept as a whole one.
	Decimal(u32),
	/// A percentage with so many places, with or without its sign, which is kept as a whole number.
	Percent(u32),
	/// A whole number of 32 bits.
	Whole,
	/// 运输方式, a mode of transport
	TransportMode,
	/// The outcome of screening.
	Outcome,
	/// 交付异常, an exception on delivery
	Exception,
	/// 通关状态, a status of the clearance
	CustomsStatus,
	/// The system that a position comes from.
	PositionSystem,
	/// A document's kind and SHA-256.
	Document,
	/// At most so many documents.
	Documents(usize),
	/// At most so many entries, one per line, of these parts.
	List(usize, &'static [(&'static str, Kind)]),
	/// Personal data, which is sealed.
	Sealed,
}

/// The context that reading a cell needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
	/// The end of the past.
	pub(crate) clock: Clock,
	/// The currency of an amount, if a valid one stands beside it.
	pub(crate) currency: Option<Currency>,
}

impl Kind {
	/// Reads a cell that is not empty. Personal data is not read here but sealed.
	pub(crate) fn parse(&self, text: &str, context: &Context) -> Result<Value, Fault> {
		let clock = &context.clock;
		match *self {
			Self::Text(bytes) => parse_text(text, bytes),
			Self::Gtin => code::<Gtin>(text, clock).map(|code| json!(ascii(&code.0))),
			Self::Batch => code::<Batch>(text, clock).map(|_| json!(half_width(text))),
			Self::Country => code::<Country>(text, clock).map(|_| json!(half_width(text))),
			Self::Currency => code::<Currency>(text, clock).map(|_| json!(half_width(text))),
			Self::Location => code::<Location>(text, clock).map(|_| json!(half_width(text))),
			Self::EntryNumber => code::<EntryNumber>(text, clock).map(|_| json!(half_width(text))),
			Self::HsCode => code::<HsCode>(text, clock).map(|_| json!(half_width(text))),
			Self::Moment => {
				let moment = moment::parse(text)?;
				if moment > clock.latest {
					return Err(ValueError::InTheFuture.into());
				}
				Ok(json!(moment))
			}
			Self::ShelfLife => parse_shelf_life(text),
			Self::Amount(_) => {
				let places = context.currency.map_or(2, decimal::places_of);
				decimal::parse_positive(&half_width(text), places).map(|units| json!(units))
			}
			Self::Money => {
				let (amount, currency) = text.rsplit_once(' ').ok_or(Fault::MalformedNumber)?;
				let currency = code::<Currency>(currency, clock)?;
				let units = decimal::parse_positive(amount.trim_end(), decimal::places_of(currency))?;
				Ok(json!({ "minor_units": units, "currency": ascii(&currency.0) }))
			}
			Self::Quantity => {
				let (amount, measure) = text.rsplit_once(' ').ok_or(Fault::MalformedNumber)?;
				let measure = choice::parse(MEASURES, measure)?;
				let thousandths = decimal::parse_positive(amount.trim_end(), 3)?;
				Ok(json!({ "thousandths": thousandths, "unit": measure }))
			}
			Self::Decimal(places) => decimal::parse(&half_width(text), places),
			Self::Percent(places) => {
				let text = half_width(text);
				decimal::parse(text.strip_suffix('%').unwrap_or(&text).trim_end(), places)
			}
			Self::Whole => half_width(text)
				.parse::<u32>()
				.map(|number| json!(number))
				.map_err(|_| Fault::MalformedNumber),
			Self::TransportMode
			| Self::Outcome
			| Self::Exception
			| Self::CustomsStatus
			| Self::PositionSystem => choice::parse(self.choices(), text).map(|name| json!(name)),
			Self::Document => document::parse(text),
			Self::Documents(most) => document::parse_many(text, most),
			Self::List(most, parts) => list::parse(text, most, parts, |kind, part| kind.parse(part, context)),
			Self::Sealed => unreachable!("personal data is sealed where it is read"),
		}
	}

	/// Writes a value. A null becomes an empty cell.
	pub fn format(&self, value: &Value, currency: Option<Currency>) -> String {
		if value.is_null() {
			return String::new();
		}
		match *self {
			Self::Moment => value.as_u64().map(moment::format).unwrap_or_default(),
			Self::ShelfLife => format_shelf_life(value),
			Self::Amount(_) => {
				let places = currency.map_or(2, decimal::places_of);
				value.as_u64().map(|units| decimal::format(i128::from(units), places)).unwrap_or_default()
			}
			Self::Money => {
				let currency = value["currency"].as_str().unwrap_or_default();
				let places = currency.parse().map_or(2, decimal::places_of);
				let units = value["minor_units"].as_u64().unwrap_or_default();
				format!("{} {currency}", decimal::format(i128::from(units), places))
			}
			Self::Quantity => {
				let thousandths = value["thousandths"].as_u64().unwrap_or_default();
				let measure = choice::format(MEASURES, value["unit"].as_str().unwrap_or_default());
				format!("{} {measure}", decimal::format(i128::from(thousandths), 3))
			}
			Self::Decimal(places) | Self::Percent(places) => {
				let number = value.as_u64().map(i128::from).or(value.as_i64().map(i128::from));
				number.map(|number| decimal::format(number, places)).unwrap_or_default()
			}
			Self::TransportMode
			| Self::Outcome
			| Self::Exception
			| Self::CustomsStatus
			| Self::PositionSystem => choice::format(self.choices(), value.as_str().unwrap_or_default()).to_string(),
			Self::Document => document::format(value),
			Self::Documents(_) => document::format_many(value),
			Self::List(_, parts) => list::format(value, parts, |kind, part| kind.format(part, None)),
			Self::Sealed => format!("sealed:{}", value["sealed"].as_str().unwrap_or_default()),
			_ => match value {
				Value::String(text) => text.clone(),
				other => other.to_string(),
			},
		}
	}

	/// The words that may stand in the cell, with their names on the chain. Empty for other kinds.
	pub(crate) fn choices(&self) -> &'static [Choice] {
		match self {
			Self::TransportMode => TRANSPORT_MODES,
			Self::Outcome => OUTCOMES,
			Self::Exception => EXCEPTIONS,
			Self::CustomsStatus => CUSTOMS_STATUSES,
			Self::PositionSystem => SYSTEMS,
			_ => &[],
		}
	}

	/// Describes the kind, for people.
	pub(crate) fn describe(&self) -> String {
		match self {
			Self::Text(bytes) => format!("文本，至多 {bytes} 字节（汉字占 3 字节）"),
			Self::Gtin => "商品条码（GTIN），8、12、13 或 14 位数字，带校验位".into(),
			Self::Batch => "批次号，1 至 20 个字符".into(),
			Self::Country => "国家（地区）代码，ISO 3166-1 两位字母，如 CN".into(),
			Self::Currency => "币制，ISO 4217 三位字母，如 CNY".into(),
			Self::Location => "地点代码，UN/LOCODE 五位，如 CNSZX".into(),
			Self::EntryNumber => "报关单号，18 位数字；或清单编号，第 9 位为字母 E 或 I".into(),
			Self::HsCode => "商品编码，10 位数字".into(),
			Self::Moment => "时间，yyyy-MM-dd HH:mm:ss，北京时间；其他时区在后面写明，如 +00:00".into(),
			Self::ShelfLife => "无限期、天数（如 730天）或到期时间".into(),
			Self::Amount(_) => "金额，小数，币制见相邻列".into(),
			Self::Money => "金额和币制，如 49.90 USD".into(),
			Self::Quantity => format!("数量和计量单位，如 1.5 千克；单位：{}", choice::list(MEASURES)),
			Self::Decimal(places) => format!("数字，至多 {places} 位小数"),
			Self::Percent(places) => format!("百分数，至多 {places} 位小数，百分号可写可不写"),
			Self::Whole => "整数".into(),
			Self::Document => format!("凭证，类型:文件的 SHA-256；类型：{}", choice::list(DOCUMENTS)),
			Self::Documents(most) => {
				format!(
					"凭证，至多 {most} 份，每行一份，类型:文件的 SHA-256；类型：{}",
					choice::list(DOCUMENTS)
				)
			}
			Self::List(most, parts) => {
				format!("至多 {most} 行，每行：{}", list::outline(parts))
			}
			Self::Sealed => "个人信息，填写原文，上链前加密封存，原文和盐值只留在本地；或 sealed:0x…".into(),
			choice => format!("选项：{}", choice::list(choice.choices())),
		}
	}
}

fn parse_text(text: &str, bytes: usize) -> Result<Value, Fault> {
	let text = fold_text(text);
	check_text(&text)?;
	if text.len() > bytes {
		return Err(Fault::TooLong(bytes));
	}
	Ok(json!(text))
}

/// Reads a code. Of one that is malformed by a character that can't be seen, the fault says so.
fn code<T: FromStr<Err = ValueError> + Check>(text: &str, clock: &Clock) -> Result<T, Fault> {
	let code = half_width(text).parse::<T>().and_then(|code| code.check(clock).map(|()| code));
	code.map_err(|error| unseen(text).unwrap_or(error).into())
}

/// The fault of a text with a character that can't be seen, if it has one.
pub(crate) fn unseen(text: &str) -> Option<ValueError> {
	let error = check_text(text).err()?;
	matches!(error, ValueError::InvisibleCharacter | ValueError::ControlCharacter | ValueError::OtherSpace)
		.then_some(error)
}

/// The text with the letters and digits of ASCII in the place of their full-width forms, which say the same.
fn half_width(text: &str) -> Cow<'_, str> {
	const FULL_WIDTH: RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';
	if !text.contains(|character: char| FULL_WIDTH.contains(&character)) {
		return text.into();
	}
	let folded = |character: char| match FULL_WIDTH.contains(&character) {
		true => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
		false => character,
	};
	text.chars().map(folded).collect()
}

fn ascii(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

const UNLIMITED: &str = "无限期";
const DAYS: &str = "天";

fn parse_shelf_life(text: &str) -> Result<Value, Fault> {
	if [UNLIMITED, "Unlimited"].contains(&text) {
		return Ok(json!("Unlimited"));
	}
	let days = text.strip_suffix(DAYS).or(text.strip_suffix("days")).unwrap_or(text).trim_end();
	let life = match days.parse::<u32>() {
		Ok(0) => return Err(ValueError::ZeroAmount.into()),
		Ok(days) => json!({ "Days": days }),
		Err(_) => match moment::parse(text)? {
			0 => return Err(ValueError::ZeroAmount.into()),
			until => json!({ "Until": until }),
		},
	};
	Ok(life)
}

fn format_shelf_life(value: &Value) -> String {
	match (value["Days"].as_u64(), value["Until"].as_u64()) {
		(Some(days), _) => format!("{days}{DAYS}"),
		(_, Some(until)) => moment::format(until),
		_ => UNLIMITED.into(),
	}
}
