// SPDX-License-Identifier: Apache-2.0

//! Batches that codes name: pieces belong to a batch by their code alone.

use alloc::{format, vec::Vec};
use suyuan_primitives::{
	codes::{ParsedCode, TraceCode},
	values::Text,
};

/// The length of `01/` and a barcode, with which the code of every product begins.
const BARCODE: usize = "01/09521234543213".len();

/// The codes of the batches that a code names, the narrowest first.
///
/// These are the code without its serial number, and that without the variant as well: a lot is one of its barcode,
/// whatever the variant, so that no variant takes a piece out of its lot.
pub(crate) fn batches_of(code: &TraceCode) -> Vec<TraceCode> {
	let Ok(ParsedCode::TradeItem { variant, lot: Some(_), serial, .. }) = code.parse() else {
		return Vec::new();
	};
	let text = code.0.as_str();
	let batch = &text[..text.len() - serial.map_or(0, |serial| "/21/".len() + serial.len())];
	let narrow = serial.map(|_| Text::try_from(batch));
	let wide = variant.map(|variant| {
		let after = BARCODE + "/22/".len() + variant.len();
		Text::try_from(format!("{}{}", &batch[..BARCODE], &batch[after..]).as_str())
	});
	[narrow, wide].into_iter().flatten().flatten().map(TraceCode).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn batches(code: &str) -> Vec<String> {
		let named = batches_of(&code.parse().unwrap());
		assert!(named.iter().all(|batch| batch.parse().is_ok()), "they are codes themselves");
		named.iter().map(|batch| batch.0.as_str().into()).collect()
	}

	#[test]
	fn a_piece_names_its_batch_and_with_a_variant_two() {
		let item = "01/09521234543213";
		assert_eq!(batches(&format!("{item}/10/A/21/1")), [format!("{item}/10/A")]);
		let with_variant = [format!("{item}/22/V/10/A"), format!("{item}/10/A")];
		assert_eq!(batches(&format!("{item}/22/V/10/A/21/1")), with_variant);
		assert_eq!(batches(&format!("{item}/22/V/10/A")), with_variant[1..]);
	}

	#[test]
	fn nothing_else_names_one() {
		for code in ["01/09521234543213/21/1", "01/09521234543213/10/A", "00/106141412345678908", "other:x"] {
			assert_eq!(batches(code), Vec::<String>::new());
		}
	}
}
