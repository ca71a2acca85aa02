// SPDX-License-Identifier: Apache-2.0

//! Codes that identify goods, parties, places and documents, each with its rules.

mod check_digit;
mod country;
mod credit_code;
mod currency;
mod customs;
mod gs1;
mod location;
mod lots;
mod prefix;
mod trace_code;

pub use country::Country;
pub use credit_code::CreditCode;
pub use currency::Currency;
pub use customs::{
	CustomsCode, DeclarationFlag, DeclarationKind, EntryNumber, HsCode, InvoiceNumber, SupervisionMode,
	SupervisionModes,
};
pub use gs1::{Batch, Gln, Gtin, Sscc};
pub use location::Location;
pub use lots::batches_of;
pub use prefix::{CodePrefix, Namespace, PrefixDigits, MAX_PREFIX_KEY};
pub(crate) use trace_code::percent_encode;
pub use trace_code::{ParsedCode, TraceCode, UnitLevel, MAX_TRACE_CODE};

/// Derives that every type of the vocabulary has, for a code of fixed length.
///
/// The bytes are the ASCII characters of the code, so that clients can take and show it as text.
macro_rules! fixed_code {
	// Without `FromStr`: the type says itself how text becomes the code.
	($(#[$doc:meta])* $name:ident, $len:literal, padded) => {
		$(#[$doc])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			PartialOrd,
			Ord,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
		)]
		pub struct $name(pub [u8; $len]);

		impl $name {
			/// The code as its ASCII characters.
			pub fn as_bytes(&self) -> &[u8] {
				&self.0
			}
		}

		impl core::fmt::Debug for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				write!(f, concat!(stringify!($name), "({})"), self.0.escape_ascii())
			}
		}

	};
	($(#[$doc:meta])* $name:ident, $len:literal) => {
		super::fixed_code!($(#[$doc])* $name, $len, padded);

		impl core::str::FromStr for $name {
			type Err = crate::ValueError;

			fn from_str(text: &str) -> Result<Self, Self::Err> {
				text.as_bytes().try_into().map(Self).map_err(|_| crate::ValueError::MalformedCode)
			}
		}
	};
}
use fixed_code;

/// Finds a code in a list of codes of its length, which are in order, each with a space after it.
fn is_listed(list: &str, code: &[u8]) -> bool {
	let entry = |n: usize| list.as_bytes().chunks(code.len() + 1).nth(n).map(|entry| &entry[..code.len()]);
	let (mut from, mut to) = (0, (list.len() + 1) / (code.len() + 1));
	while from < to {
		let middle = from + (to - from) / 2;
		match entry(middle) {
			Some(found) if found == code => return true,
			Some(found) if found < code => from = middle + 1,
			_ => to = middle,
		}
	}
	false
}

#[cfg(test)]
mod tests {
	use super::is_listed;

	#[test]
	fn finds_what_is_listed_and_nothing_else() {
		let letters = || b'A'..=b'Z';
		let codes = || letters().flat_map(|a| letters().map(move |b| [a, b]));
		for step in 1..8 {
			let listed: Vec<_> = codes().step_by(step).collect();
			let list = listed.iter().map(|code| str::from_utf8(code).unwrap()).collect::<Vec<_>>().join(" ");
			for code in codes() {
				assert_eq!(is_listed(&list, &code), listed.contains(&code));
			}
		}
		assert!(!is_listed("", b"CN"));
	}
}
