// SPDX-License-Identifier: Apache-2.0

//! Text of bounded length, valid UTF-8.

use crate::{Check, Clock, ValueError};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str};
use scale_info::{Type, TypeInfo};
use sp_core::{bounded::BoundedVec, ConstU32};
use unicode_normalization::{is_nfc, UnicodeNormalization};

/// UTF-8 text of at most `N` bytes.
///
/// Bytes that are not UTF-8 do not decode, so such a text can't stand in a block. It is encoded as a string and
/// described as one, so clients take and show it as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, MaxEncodedLen)]
pub struct Text<const N: u32>(BoundedVec<u8, ConstU32<N>>);

impl<const N: u32> Text<N> {
	/// The text as a string slice.
	pub fn as_str(&self) -> &str {
		// Every way to make a `Text` has looked at its bytes; no text is better than a panic in a runtime.
		str::from_utf8(&self.0).unwrap_or_default()
	}

	/// The UTF-8 bytes of the text.
	pub fn as_bytes(&self) -> &[u8] {
		&self.0
	}
}

impl<const N: u32> Decode for Text<N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let bytes = BoundedVec::<u8, ConstU32<N>>::decode(input)?;
		str::from_utf8(&bytes).map_err(|_| Error::from("Text is not UTF-8"))?;
		Ok(Self(bytes))
	}
}

impl<const N: u32> DecodeWithMemTracking for Text<N> {}

impl<const N: u32> TypeInfo for Text<N> {
	// One entry in the metadata for all lengths: the bound is a rule, not another type.
	type Identity = str;

	fn type_info() -> Type {
		<str as TypeInfo>::type_info()
	}
}

impl<const N: u32> fmt::Debug for Text<N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(self.as_str(), f)
	}
}

impl<const N: u32> TryFrom<&str> for Text<N> {
	type Error = ValueError;

	fn try_from(text: &str) -> Result<Self, ValueError> {
		Vec::from(text).try_into().map(Self).map_err(|_| ValueError::MalformedCode)
	}
}

impl<const N: u32> Check for Text<N> {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		check_text(self.as_str())
	}
}

/// Checks that a text says what it shows: two texts that look equal are equal.
///
/// No character is invisible, the one space is U+0020, and the text is in Unicode's Normalization Form C. A text that is
/// not is refused rather than folded, for a record is the very bytes that its provider signed; [`fold_text`] makes one
/// that passes.
///
/// The tables are those of the crate `unicode-normalization`, which the lock file pins: they change with a runtime alone.
///
/// # Errors
///
/// [`ValueError::EmptyText`], [`ValueError::ControlCharacter`], [`ValueError::InvisibleCharacter`],
/// [`ValueError::OtherSpace`], [`ValueError::NotNormalized`].
pub fn check_text(text: &str) -> Result<(), ValueError> {
	if text.is_empty() || text.trim().len() != text.len() {
		return Err(ValueError::EmptyText);
	}
	if has_control_character(text.as_bytes()) {
		return Err(ValueError::ControlCharacter);
	}
	let mut rest = text;
	let mut is_composed = true;
	loop {
		// Most text is ASCII and ideographs, which are skipped by their first byte.
		rest = after_plain(rest);
		let mut characters = rest.chars();
		let Some(character) = characters.next() else { break };
		rest = characters.as_str();
		if is_invisible(character) {
			return Err(ValueError::InvisibleCharacter);
		}
		if character.is_whitespace() {
			return Err(ValueError::OtherSpace);
		}
		is_composed &= is_always_composed(character);
	}
	(is_composed || is_nfc(text)).then_some(()).ok_or(ValueError::NotNormalized)
}

/// Folds a text into the form that [`check_text`] asks for: Normalization Form C, with U+0020 for every space.
///
/// An invisible character stays, and so is refused: to leave it out would be to guess what its author meant.
pub fn fold_text(text: &str) -> String {
	let spaced = |character: char| if is_other_space(character) { ' ' } else { character };
	text.chars().map(spaced).nfc().collect()
}

/// The text from its first character on that is neither ASCII nor one of the ideographs from U+4000 to U+9FFF.
fn after_plain(text: &str) -> &str {
	let bytes = text.as_bytes();
	let mut at = 0;
	while let Some(byte) = bytes.get(at) {
		at += match byte {
			0x00..=0x7f => 1,
			0xe4..=0xe9 => 3,
			_ => break,
		};
	}
	text.get(at..).unwrap_or_default()
}

/// Returns true if the character neither composes with another nor moves in a normalized text.
///
/// The letters of the scripts that most texts are in, with the punctuation of Chinese and Japanese. Any other character
/// is looked up, which takes ten times as long.
const fn is_always_composed(character: char) -> bool {
	matches!(character,
		'\0'..='\u{2ff}' | '\u{38e}'..='\u{3ce}' | '\u{400}'..='\u{482}' | '\u{e01}'..='\u{e37}'
		| '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}'
		| '\u{309b}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9f}')
}

/// Returns true if the character is a space and not U+0020, nor a control character.
fn is_other_space(character: char) -> bool {
	character != ' ' && character.is_whitespace() && !character.is_control()
}

/// Returns true if a reader does not see the character.
///
/// The format characters of Unicode, general category Cf, such as zero-width spaces, byte order marks and marks of
/// direction; those which it says to show as nothing, such as fillers and variation selectors; and the blank of braille.
const fn is_invisible(character: char) -> bool {
	matches!(character,
		'\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}'
		| '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
		| '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
		| '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
		| '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
		| '\u{e0000}'..='\u{e0fff}')
}

/// Returns true if UTF-8 has a control character.
///
/// Those are the ones below a space, DEL, and U+0080 to U+009F, which are two bytes. The text is searched byte by byte, for
/// records are mostly text, and characters are slow to decode.
fn has_control_character(text: &[u8]) -> bool {
	text.iter().any(|byte| *byte < b' ' || *byte == 0x7f)
		|| text.windows(2).any(|pair| pair[0] == 0xc2 && pair[1] < 0xa0)
}

#[cfg(test)]
mod tests {
	use super::{
		after_plain, check_text, fold_text, has_control_character, is_always_composed, is_invisible,
	};
	use crate::ValueError;
	use unicode_normalization::{char::canonical_combining_class, is_nfc_quick, IsNormalized};
	use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

	fn all() -> std::ops::RangeInclusive<char> {
		char::MIN..=char::MAX
	}

	#[test]
	fn every_control_character_is_found_and_no_other() {
		for character in all() {
			let text = ["源", &character.to_string(), "x"].concat();
			assert_eq!(has_control_character(text.as_bytes()), character.is_control(), "{character:?}");
		}
	}

	#[test]
	fn every_format_character_is_invisible() {
		for character in all().filter(|c| c.general_category() == GeneralCategory::Format) {
			assert!(is_invisible(character), "{character:?}");
			assert_eq!(check_text(&format!("深圳{character}公司")), Err(ValueError::InvisibleCharacter));
			// At an end too, where it is no white space to trim.
			assert_eq!(check_text(&format!("深圳{character}")), Err(ValueError::InvisibleCharacter));
		}
	}

	#[test]
	fn no_letter_number_or_punctuation_is_invisible_but_the_fillers() {
		use unicode_properties::GeneralCategoryGroup::{Letter, Number, Punctuation};
		let seen = |c: &char| matches!(c.general_category_group(), Letter | Number | Punctuation);
		let hidden: Vec<char> = all().filter(|c| is_invisible(*c)).filter(seen).collect();
		assert_eq!(hidden, ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}']);
	}

	#[test]
	fn every_space_but_one_is_refused_within_a_text_and_folded_into_it() {
		for space in all().filter(|c| c.is_whitespace() && !c.is_control() && *c != ' ') {
			let text = format!("a{space}b");
			assert_eq!(check_text(&text), Err(ValueError::OtherSpace), "{space:?}");
			assert_eq!(fold_text(&text), "a b", "{space:?}");
		}
	}

	#[test]
	fn what_is_taken_for_composed_without_a_look_is_composed() {
		for character in all().filter(|c| is_always_composed(*c)) {
			let quick = is_nfc_quick([character].into_iter());
			assert!(matches!(quick, IsNormalized::Yes), "{character:?}");
			assert_eq!(canonical_combining_class(character), 0, "{character:?}");
		}
	}

	#[test]
	fn what_is_skipped_by_its_first_byte_needs_no_look() {
		for character in all() {
			let text = character.to_string();
			if after_plain(&text).is_empty() {
				assert!(!is_invisible(character), "{character:?}");
				assert!(character.is_ascii() || !character.is_whitespace(), "{character:?}");
				let quick = is_nfc_quick([character].into_iter());
				assert!(matches!(quick, IsNormalized::Yes), "{character:?}");
				assert_eq!(canonical_combining_class(character), 0, "{character:?}");
			}
		}
	}
}
