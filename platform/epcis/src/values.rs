// SPDX-License-Identifier: Apache-2.0

//! Canonical forms of values: words of the vocabularies, times and numbers.

use jiff::Timestamp;

/// A text as a word of a vocabulary, or as none.
pub(crate) enum Word {
	/// A word, as its address in full.
	Known(String),
	/// Another text.
	Other,
}

/// Addresses that older forms of words begin with, and what they begin with now.
const FORMER: [(&str, &str); 5] = [
	("urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-"),
	("urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-"),
	("urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-"),
	("urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-"),
	("urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-"),
];

/// Reads the bare word of a field whose words belong to a vocabulary.
pub(crate) fn vocabulary(field: &str, text: &str) -> Word {
	if let Some(rest) = text.strip_prefix("cbv:") {
		return Word::Known(format!("https://ref.gs1.org/cbv/{rest}"));
	}
	if let Some(rest) = text.strip_prefix("gs1:") {
		return Word::Known(format!("https://gs1.org/voc/{rest}"));
	}
	let prefix = match field {
		"bizStep" => "https://ref.gs1.org/cbv/BizStep-",
		"disposition" | "set" | "unset" => "https://ref.gs1.org/cbv/Disp-",
		"component" => "https://ref.gs1.org/cbv/Comp-",
		"exception" | "sensorReport/type" => "https://gs1.org/voc/",
		"bizTransactionList/type" => "https://ref.gs1.org/cbv/BTT-",
		"sourceList/type" | "destinationList/type" => "https://ref.gs1.org/cbv/SDT-",
		_ => return Word::Other,
	};
	match text.contains(':') || text.is_empty() {
		true => Word::Other,
		false => Word::Known(format!("{prefix}{text}")),
	}
}

/// Replaces the beginnings of older forms of words.
pub(crate) fn renewed(text: &str) -> String {
	FORMER.iter().fold(text.to_owned(), |text, (former, now)| text.replace(former, now))
}

/// A time in UTC with three decimals, rounded half to even. Another text stays as it is.
pub(crate) fn time(text: &str) -> String {
	let Ok(time) = text.parse::<Timestamp>() else { return text.into() };
	let microseconds = time.as_microsecond();
	let (whole, rest) = (microseconds.div_euclid(1_000), microseconds.rem_euclid(1_000));
	let up = rest > 500 || rest == 500 && whole.rem_euclid(2) == 1;
	let milliseconds = whole + i64::from(up);
	match Timestamp::from_millisecond(milliseconds) {
		Ok(time) => format!("{time:.3}"),
		Err(_) => text.into(),
	}
}

/// A number without zeros at its ends, as floating point has it. Another text stays as it is.
pub(crate) fn number(text: &str) -> String {
	let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
	let begins = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
	let underscores_divide = !text.split('_').any(|part| {
		!part.starts_with(|c: char| c.is_ascii_digit()) && part != text.split('_').next().unwrap_or_default()
			|| part.is_empty()
	});
	let plain = text.replace('_', "");
	let Some(value) = plain.parse::<f64>().ok().filter(|value| value.is_finite()) else { return text.into() };
	if !begins || !underscores_divide {
		return text.into();
	}
	if value == value.trunc() {
		return format!("{:.0}", value + 0.0);
	}
	// As Python writes it: with an exponent of two digits below a ten-thousandth.
	if value.abs() < 1e-4 {
		let scientific = format!("{value:e}");
		if let Some((mantissa, exponent)) = scientific.split_once("e-") {
			return format!("{mantissa}e-{exponent:0>2}");
		}
	}
	format!("{value}")
}
