// SPDX-License-Identifier: Apache-2.0

//! First page, where a code or a name is typed in, and the page of what was found.

use super::{
	layout::{rendered, Frame},
	party::{known, Who},
};
use crate::{digital_link::links, i18n::Lang};
use askama::Template;
use suyuan_store::read::search::{Found, FoundUnit};

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
	frame: Frame<'a>,
}

/// Renders the home page, where a code is typed in.
pub fn home(lang: Lang, base: &str) -> String {
	rendered(Home { frame: Frame::new(lang, base, "/") })
}

#[derive(Template)]
#[template(path = "found.html")]
struct Results<'a> {
	frame: Frame<'a>,
	typed: &'a str,
	people: Vec<Who>,
	units: &'a [FoundUnit],
}

/// Renders the page of what was found by a text that is no code.
pub fn found(typed: &str, found: &Found, lang: Lang, base: &str) -> String {
	let frame = Frame { rest: format!("code={}&", links::query(typed)), ..Frame::new(lang, base, "/search") };
	let people = found.participants.iter().map(|party| known(party, lang)).collect();
	rendered(Results { frame, typed, people, units: &found.units })
}
