// SPDX-License-Identifier: Apache-2.0

//! A trace code as a text: as the chain takes it, and in the forms that people, scanners and links have.

use super::is_short;
use codec::{DecodeAll, Encode};
use suyuan_primitives::{codes::TraceCode, digital_link::read, Check, Clock};

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
	b"https://id.gs1.org/",
	b"(01)",
	b"(21)",
	b"]Q3",
	b"\x1d",
	b"?",
	b"&11=261231",
	b"gtin/",
	b"ser/",
	b"\xef\xbc\x88",
	b"\xe2\x80\xae",
];

/// Reads a trace code, and asserts that its form on the chain is the only one, and that no other is read as another unit.
pub fn run(input: &[u8]) -> bool {
	// As a call brings it, in any bytes.
	if let Ok(code) = TraceCode::decode_all(&mut &input.to_vec().encode()[..]) {
		let sound = code.check(&Clock { latest: u64::MAX }).is_ok();
		assert_eq!(code.parse().is_ok(), sound, "{code:?}");
		let _ = code.level();
	}
	let Ok(text) = std::str::from_utf8(input) else { return false };
	match read(text) {
		Ok(code) => {
			let canonical = std::str::from_utf8(code.as_bytes()).expect("it was read from a text; qed");
			assert_eq!(read(canonical).as_ref(), Ok(&code), "{text:?}");
		}
		Err(error) => is_short(error.reason()),
	}
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
		"https://trace.example/a/gtin/06901234567892/ser/SN-0001?11=261231#x",
		"(01)06901234567892(10)LOT-7(21)SN-0001",
		"]Q30106901234567892112612312110\u{1d}10LOT-7",
		"6901234567892+SN-0001",
	]
	.map(|code| code.as_bytes().to_vec())
	.to_vec()
}
