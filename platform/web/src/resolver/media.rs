// SPDX-License-Identifier: Apache-2.0

//! Content negotiation of the resolver.

use axum::http::{header, HeaderMap};

/// Media type in which a unit is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
	/// The page, as HTML.
	Html,
	/// The trace, as JSON.
	Json,
	/// The links, as a linkset.
	Linkset,
	/// The master data, as JSON-LD.
	JsonLd,
}

impl Media {
	/// All media types, the most usual first.
	const ALL: [Self; 4] = [Self::Html, Self::Json, Self::Linkset, Self::JsonLd];

	/// Name of the media type.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Html => "text/html",
			Self::Json => "application/json",
			Self::Linkset => "application/linkset+json",
			Self::JsonLd => "application/ld+json",
		}
	}

	/// Selects the type of the highest quality; of those of equal quality, the most usual. None if none is accepted.
	pub fn wanted(headers: &HeaderMap) -> Option<Self> {
		let Some(ranges) = accepted(headers) else { return Some(Self::Html) };
		let mut best = None;
		for media in Self::ALL {
			let quality = quality(&ranges, media.name());
			if quality > best.map_or(0, |(quality, _)| quality) {
				best = Some((quality, media));
			}
		}
		best.map(|(_, media)| media)
	}
}

/// Ranges that a client accepts. None if it names none.
fn accepted(headers: &HeaderMap) -> Option<Vec<Range<'_>>> {
	let mut accepted =
		headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
	accepted.peek()?;
	Some(accepted.flat_map(|value| value.split(',')).filter_map(Range::read).collect())
}

/// Quality at which a client accepts a media type, in thousandths.
pub fn quality_of(headers: &HeaderMap, name: &str) -> u32 {
	accepted(headers).map_or(1_000, |ranges| quality(&ranges, name))
}

/// Returns true if the client prefers no media type to another: it names none, or anything.
pub fn is_indifferent(headers: &HeaderMap) -> bool {
	accepted(headers)
		.is_none_or(|ranges| ranges.iter().all(|range| range.range == "*/*" && range.quality > 0))
}

/// Returns true if the client names HTML, and wants nothing else that is served more than that: as browsers do, and programs
/// do not.
pub fn prefers_html(headers: &HeaderMap) -> bool {
	let ranges = accepted(headers).unwrap_or_default();
	let is_named = |range: &Range| range.precision(Media::Html.name()) == Some(2) && range.quality > 0;
	// Libraries, such as Java's, name HTML by default; every browser names XHTML beside it.
	let is_browser = ranges.iter().any(|range| range.range.eq_ignore_ascii_case("application/xhtml+xml"));
	is_browser && ranges.iter().any(is_named) && Media::wanted(headers) == Some(Media::Html)
}

/// Media range with its quality, in thousandths.
struct Range<'a> {
	range: &'a str,
	quality: u32,
}

impl<'a> Range<'a> {
	fn read(text: &'a str) -> Option<Self> {
		let mut parts = text.split(';').map(str::trim);
		let range = parts.next().filter(|range| !range.is_empty())?;
		let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
		let quality = match quality {
			None => 1.0,
			Some(quality) => quality.parse::<f32>().ok().filter(|quality| (0.0..=1.0).contains(quality))?,
		};
		Some(Self { range, quality: (quality * 1_000.0) as u32 })
	}

	/// Precision with which the range names the media type: 2 by name, 1 by its kind, 0 by `*/*`.
	fn precision(&self, name: &str) -> Option<u8> {
		let (kind, _) = name.split_once('/')?;
		if self.range.eq_ignore_ascii_case(name) {
			Some(2)
		} else if self.range.strip_suffix("/*").is_some_and(|range| range.eq_ignore_ascii_case(kind)) {
			Some(1)
		} else {
			(self.range == "*/*").then_some(0)
		}
	}
}

/// Quality of the range that names the media type most precisely.
fn quality(ranges: &[Range], name: &str) -> u32 {
	let named = ranges.iter().filter_map(|range| Some((range.precision(name)?, range.quality)));
	named.max_by_key(|(precision, _)| *precision).map_or(0, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::http::HeaderValue;

	fn wanted(accept: &str) -> Option<Media> {
		let mut headers = HeaderMap::new();
		headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
		Media::wanted(&headers)
	}

	#[test]
	fn a_browser_gets_the_page_and_a_program_what_it_asks_for() {
		assert_eq!(Media::wanted(&HeaderMap::new()), Some(Media::Html));
		assert_eq!(wanted("*/*"), Some(Media::Html));
		let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
		assert_eq!(wanted(browser), Some(Media::Html));
		assert_eq!(wanted("application/json"), Some(Media::Json));
		assert_eq!(wanted("application/linkset+json"), Some(Media::Linkset));
		assert_eq!(wanted("Application/JSON; charset=utf-8"), Some(Media::Json));
		assert_eq!(wanted("application/*"), Some(Media::Json));
	}

	#[test]
	fn who_names_html_is_a_browser() {
		let prefers = |accept: &'static str| {
			prefers_html(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
		};
		assert!(prefers("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
		const JAVA: &str = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
		for program in
			["*/*", "text/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0", JAVA]
		{
			assert!(!prefers(program), "{program}");
		}
		assert!(!prefers_html(&HeaderMap::new()));
	}

	#[test]
	fn what_is_wanted_more_is_given() {
		assert_eq!(wanted("text/html;q=0.5, application/json"), Some(Media::Json));
		assert_eq!(wanted("text/html;q=0, */*"), Some(Media::Json));
		assert_eq!(wanted("application/linkset+json, application/json;q=0.9"), Some(Media::Linkset));
	}

	#[test]
	fn nothing_is_given_that_is_not_accepted() {
		assert_eq!(wanted("image/png"), None);
		assert_eq!(wanted("*/*;q=0"), None);
		assert_eq!(wanted("text/html;q=nonsense"), None);
	}
}
