//! Which of the media types that can be had is wanted.

use axum::http::{header, HeaderMap};

/// How a unit can be answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
	/// The page.
	Html,
	/// Its data.
	Json,
	/// Its links.
	Linkset,
}

impl Media {
	/// Those that can be had, the most usual first.
	const ALL: [Self; 3] = [Self::Html, Self::Json, Self::Linkset];

	/// Its name.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Html => "text/html",
			Self::Json => "application/json",
			Self::Linkset => "application/linkset+json",
		}
	}

	/// The one that is wanted most; of those wanted as much, the most usual. None if none of them is accepted.
	pub fn wanted(headers: &HeaderMap) -> Option<Self> {
		let mut accepted =
			headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
		if accepted.peek().is_none() {
			return Some(Self::Html);
		}
		let ranges: Vec<_> = accepted.flat_map(|value| value.split(',')).filter_map(Range::read).collect();
		let mut best = None;
		for media in Self::ALL {
			let quality = quality(&ranges, media);
			if quality > best.map_or(0, |(quality, _)| quality) {
				best = Some((quality, media));
			}
		}
		best.map(|(_, media)| media)
	}
}

/// A media range with how much it is wanted, in thousandths.
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

	/// How exactly the range names the media type.
	fn precision(&self, media: Media) -> Option<u8> {
		let name = media.name();
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

/// What the range says that names the media type most exactly.
fn quality(ranges: &[Range], media: Media) -> u32 {
	let named = ranges.iter().filter_map(|range| Some((range.precision(media)?, range.quality)));
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
