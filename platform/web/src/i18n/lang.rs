// SPDX-License-Identifier: Apache-2.0

//! Language of a page.

/// Language that the pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
	/// Chinese.
	Zh,
	/// English.
	En,
}

impl Lang {
	/// Both languages, Chinese first.
	pub const ALL: [Self; 2] = [Self::Zh, Self::En];

	/// Selects the language: that of the link, else the browser's preference, else Chinese.
	pub fn of(asked: Option<&str>, accept_language: Option<&str>) -> Self {
		asked.and_then(Self::named).or_else(|| accept_language.and_then(Self::preferred)).unwrap_or(Self::Zh)
	}

	fn named(tag: &str) -> Option<Self> {
		match tag.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
			"zh" => Some(Self::Zh),
			"en" => Some(Self::En),
			_ => None,
		}
	}

	/// Best match of an `Accept-Language` header. A reader of other languages alone reads English sooner than Chinese.
	fn preferred(header: &str) -> Option<Self> {
		let mut best: Option<(u16, Self)> = None;
		let mut names_any = false;
		for range in header.split(',').take(32) {
			let mut parts = range.split(';');
			let tag = parts.next().unwrap_or_default();
			names_any |= tag.trim().starts_with(|letter: char| letter.is_ascii_alphabetic());
			let weight =
				parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
			let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u16;
			if let Some(lang) = Self::named(tag) {
				if weight > best.map_or(0, |(most, _)| most) {
					best = Some((weight, lang));
				}
			}
		}
		best.map(|(_, lang)| lang).or(names_any.then_some(Self::En))
	}

	/// BCP 47 tag of the language.
	pub fn tag(self) -> &'static str {
		match self {
			Self::Zh => "zh-CN",
			Self::En => "en",
		}
	}

	/// Value of `?lang=` for the language.
	pub fn short(self) -> &'static str {
		match self {
			Self::Zh => "zh",
			Self::En => "en",
		}
	}

	/// The other of the two languages.
	pub fn other(self) -> Self {
		match self {
			Self::Zh => Self::En,
			Self::En => Self::Zh,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_link_is_heard_before_the_browser() {
		assert_eq!(Lang::of(Some("en"), Some("zh-CN")), Lang::En);
		assert_eq!(Lang::of(Some("zh-Hans"), Some("en")), Lang::Zh);
	}

	#[test]
	fn the_browser_is_heard_by_weight() {
		assert_eq!(Lang::of(None, Some("zh;q=0.4, en-GB;q=0.9")), Lang::En);
		assert_eq!(Lang::of(None, Some("de, zh-TW;q=0.8, en;q=0.3")), Lang::Zh);
		assert_eq!(Lang::of(None, Some("en;q=0, zh;q=0.1")), Lang::Zh);
	}

	#[test]
	fn who_reads_neither_gets_english_and_who_says_nothing_chinese() {
		assert_eq!(Lang::of(None, Some("fr-FR, de;q=0.5")), Lang::En);
		assert_eq!(Lang::of(None, None), Lang::Zh);
		assert_eq!(Lang::of(Some("xx"), Some("*")), Lang::Zh);
		assert_eq!(Lang::of(None, Some(";;q=,,=;")), Lang::Zh);
	}
}
