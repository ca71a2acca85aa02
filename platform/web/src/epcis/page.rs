// SPDX-License-Identifier: Apache-2.0

//! Pages of events. A page is asked for by a token that says where the one before it ended, so that nothing is kept.

use super::filter::Filter;
use crate::problem::{Kind, Problem};
use serde::Deserialize;
use serde_json::Value;
use std::{fmt, str::FromStr};
use suyuan_epcis::events_of;
use suyuan_store::read::events::{Entries, Place};
use utoipa::IntoParams;

/// Events of a page if no number is given.
const DEFAULT_PAGE: usize = 30;

/// Events that a page has at most.
pub(super) const MAX_PAGE: usize = 100;

/// Events that one entry amounts to at most: what is in error, and what corrects it.
const MAX_OF_ENTRY: usize = 2;

/// Page that is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
	/// Number of events that the page may have.
	#[param(minimum = 1, maximum = 100, default = 30)]
	per_page: Option<usize>,
	/// Token of the page, from the header `Link` of the one before it.
	#[param(max_length = 64)]
	next_page_token: Option<String>,
}

impl Paging {
	/// Number of events, or a problem if it is out of bounds.
	pub(super) fn events(&self) -> Result<usize, Problem> {
		let events = self.per_page.unwrap_or(DEFAULT_PAGE);
		match (1..=MAX_PAGE).contains(&events) {
			true => Ok(events),
			false => {
				Err(Problem::because(Kind::MalformedRequest, format!("perPage is from 1 to {MAX_PAGE}")))
			}
		}
	}

	/// Token of the page, or a problem if no page had such a one.
	pub(super) fn token(&self) -> Result<Token, Problem> {
		let token = self.next_page_token.as_deref().map_or(Ok(Token::default()), str::parse);
		token.map_err(|()| {
			Problem::because(Kind::MalformedRequest, "nextPageToken is that of no page: see Link")
		})
	}
}

/// End of a page: the last entry of which all events were shown, and the number shown of the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
	pub(super) after: Option<Place>,
	shown: usize,
}

impl fmt::Display for Token {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.after {
			Some(Place { part, first, second }) => write!(f, "{part}.{first}.{second}.{}", self.shown),
			None => write!(f, "start.{}", self.shown),
		}
	}
}

impl FromStr for Token {
	type Err = ();

	fn from_str(text: &str) -> Result<Self, ()> {
		let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
			true => text.parse::<i64>().map_err(|_| ()),
			false => Err(()),
		};
		let (after, shown) = text.rsplit_once('.').ok_or(())?;
		let shown = usize::try_from(number(shown)?).map_err(|_| ())?;
		if shown >= MAX_OF_ENTRY {
			return Err(());
		}
		if after == "start" {
			return Ok(Self { after: None, shown });
		}
		let parts: Vec<_> = after.split('.').map(number).collect::<Result<_, ()>>()?;
		match parts.as_slice() {
			[part @ 0..=4, first, second] => {
				let place = Place { part: *part as u8, first: *first, second: *second };
				Ok(Self { after: Some(place), shown })
			}
			_ => Err(()),
		}
	}
}

/// Makes the events of a page that the conditions hold of, and the token of the next one if there is one.
pub(super) fn cut(found: &Entries, from: Token, most: usize, filter: &Filter) -> (Vec<Value>, Option<Token>) {
	let (mut events, mut end) = (Vec::new(), from);
	for entry in &found.entries {
		for event in events_of(&found.unit, entry).into_iter().skip(end.shown) {
			if filter.takes(&event) {
				if events.len() == most {
					return (events, Some(end));
				}
				events.push(event);
			}
			end.shown += 1;
		}
		end = Token { after: Some(entry.place), shown: 0 };
	}
	(events, found.more.then_some(end))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_token_is_read_as_it_is_written() {
		let place = Place { part: 4, first: 12, second: 0 };
		for token in
			[Token::default(), Token { after: Some(place), shown: 1 }, Token { after: None, shown: 1 }]
		{
			assert_eq!(token.to_string().parse(), Ok(token));
		}
		for wrong in
			["", "start", "0.1.1", "5.1.1.0", "0.1.1.2", "0.-1.1.0", "0.1.1.0.0", "0.1.+1.0", "x.1.1.0"]
		{
			assert_eq!(wrong.parse::<Token>(), Err(()), "{wrong}");
		}
	}
}
