// SPDX-License-Identifier: Apache-2.0

//! A trace code as a text.

use super::is_short;
use codec::{DecodeAll, Encode};
use suyuan_primitives::{codes::TraceCode, Check, Clock};

pub(super) const PIECES: &[&[u8]] = &[
	b"01/",
	b"/21/",
	b"/10/",
	b"/22/",
	b"00/",
	b"414/",
	b"/254/",
	b"ecode:",
	b"other:",
	b"%2F",
	b"%2f",
	b"%00",
	b"%",
	b"06901234567892",
	b"106901234500000010",
	b"6901234567892",
	b"\xe6\xba\xaf",
	b"\xff",
	b"/",
	b"//",
	b"..",
	b" ",
];

/// Reads a trace code, and asserts that its form is the only one.
pub fn run(input: &[u8]) -> bool {
	// As a call brings it, in any bytes.
	if let Ok(code) = TraceCode::decode_all(&mut &input.to_vec().encode()[..]) {
		let sound = code.check(&Clock { latest: u64::MAX }).is_ok();
		assert_eq!(code.parse().is_ok(), sound, "{code:?}");
		let _ = code.level();
	}
	let Ok(text) = std::str::from_utf8(input) else { return false };
	match text.parse::<TraceCode>() {
		Ok(code) => {
			assert_eq!(code.as_bytes(), input, "a text that is read is the code");
			true
		}
		Err(error) => {
			is_short(&format!("{error:?}"));
			false
		}
	}
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	[
		"01/06901234567892",
		"01/06901234567892/21/SN-0001",
		"01/06901234567892/22/V1/10/LOT-7/21/SN%2F1",
		"01/06923456789012/10/CELL-7",
		"00/106901234500000010",
		"414/6901234500009",
		"414/6901234500009/254/A1",
		"ecode:1000036978",
		"other:ABC-1.2_3",
	]
	.map(|code| code.as_bytes().to_vec())
	.to_vec()
}
