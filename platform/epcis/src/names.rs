// SPDX-License-Identifier: Apache-2.0

//! Names in events. GS1's keys are links of `id.gs1.org` at the finest level; all else is a URI of our own namespace, so
//! that no value is taken for a number or a link by whoever hashes it.

use jiff::Timestamp;
use serde_json::{json, Value};
use suyuan_primitives::codes::{ParsedCode, TraceCode};

/// Prefix of our own fields.
pub(crate) const PREFIX: &str = "suyuan";

/// Namespace of our own names.
pub(crate) const NAMESPACE: &str = "urn:suyuan:";

/// Makes a name of our own from its kind and parts, which are percent-encoded.
pub(crate) fn own(kind: &str, parts: &[&str]) -> String {
	let mut name = format!("{NAMESPACE}{kind}");
	for part in parts {
		name.push(':');
		for byte in part.bytes() {
			match byte {
				byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
					name.push(char::from(byte))
				}
				byte => name += &format!("%{byte:02X}"),
			}
		}
	}
	name
}

/// Name of a participant by its account.
pub(crate) fn party(account: &str) -> String {
	own("party", &[account])
}

/// Name of the unit with a trace code.
pub(crate) fn unit(code: &str) -> String {
	let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
	let Ok(parsed) = code.parse::<TraceCode>() else { return own("unit", &[code]) };
	let path = match parsed.parse() {
		Ok(ParsedCode::TradeItem { gtin, lot, serial, .. }) => {
			let gtin = text(gtin.as_bytes());
			match (lot, serial) {
				(_, Some(serial)) => format!("01/{gtin}/21/{}", text(serial)),
				(Some(lot), None) => format!("01/{gtin}/10/{}", text(lot)),
				(None, None) => format!("01/{gtin}"),
			}
		}
		Ok(ParsedCode::LogisticUnit(sscc)) => format!("00/{}", text(sscc.as_bytes())),
		_ => return own("unit", &[code]),
	};
	format!("https://id.gs1.org/{path}")
}

/// A time in milliseconds since 1970 UTC, with exactly three decimals.
pub(crate) fn stamp(milliseconds: i64) -> String {
	let time = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
	format!("{time:.3}")
}

/// Code of a unit of measure by UN/CEFACT's recommendation 20. None of what is counted, as EPCIS wants it.
fn measure(name: &str) -> Option<&'static str> {
	Some(match name {
		"Kilogram" => "KGM",
		"Litre" => "LTR",
		"Metre" => "MTR",
		"SquareMetre" => "MTK",
		"CubicMetre" => "MTQ",
		"Pair" => "PR",
		"Set" => "SET",
		"Carton" => "CT",
		_ => return None,
	})
}

/// A class of goods with its quantity in thousandths, if it is known.
pub(crate) fn quantity(code: &str, thousandths: Option<i64>, unit: Option<&str>) -> Value {
	let mut element = json!({ "epcClass": self::unit(code) });
	if let Some(thousandths) = thousandths {
		element["quantity"] = decimal(thousandths, 3);
		if let Some(unit) = unit.and_then(measure) {
			element["uom"] = unit.into();
		}
	}
	element
}

/// A number with so many of its digits behind the point.
pub(crate) fn decimal(number: i64, digits: u32) -> Value {
	let one = 10_i64.pow(digits);
	match number % one {
		0 => (number / one).into(),
		_ => json!(number as f64 / one as f64),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_unit_has_the_name_of_its_finest_level() {
		for (code, name) in [
			("01/06901234567892/21/SN-0001", "https://id.gs1.org/01/06901234567892/21/SN-0001"),
			("01/06901234567892/10/L1/21/SN-0001", "https://id.gs1.org/01/06901234567892/21/SN-0001"),
			("01/06901234567892/10/L%2F1", "https://id.gs1.org/01/06901234567892/10/L%2F1"),
			("00/106901234500000010", "https://id.gs1.org/00/106901234500000010"),
			("other:a/b", "urn:suyuan:unit:other%3Aa%2Fb"),
		] {
			assert_eq!(unit(code), name);
		}
	}

	#[test]
	fn quantities_are_whole_where_they_are() {
		assert_eq!(decimal(100_000, 3), json!(100));
		assert_eq!(decimal(100_500, 3), json!(100.5));
		assert_eq!(decimal(-1_184_085_001, 7), json!(-118.4085001));
		let counted = quantity("01/06901234567892/10/L1", Some(2_000), Some("Piece"));
		assert_eq!(
			counted,
			json!({ "epcClass": "https://id.gs1.org/01/06901234567892/10/L1", "quantity": 2 })
		);
	}

	#[test]
	fn times_have_three_decimals() {
		assert_eq!(stamp(1_795_000_000_000), "2026-11-18T11:06:40.000Z");
		assert_eq!(stamp(7), "1970-01-01T00:00:00.007Z");
	}
}
