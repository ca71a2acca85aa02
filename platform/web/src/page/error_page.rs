// SPDX-License-Identifier: Apache-2.0

//! Page of a problem, which names the remedy.

use super::{
	display::Shown,
	hold::{self, Banner},
	layout::{rendered, Frame},
};
use crate::{i18n::Lang, problem::Kind, text::cut};
use askama::Template;
use suyuan_store::read::holds::Unregistered;

/// Longest text of a reader's request that the error page quotes, in bytes.
const MAX_SAID: usize = 512;

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem<'a> {
	frame: Frame<'a>,
	title: &'static str,
	explanation: &'static str,
	advice: Vec<&'static str>,
	said: Option<&'a str>,
	banner: Option<Banner>,
}

/// Renders the page of a problem, which names the remedy. `said` is the detail of this occurrence: it may come from the reader.
pub fn problem(kind: Kind, said: Option<&str>, lang: Lang, base: &str) -> String {
	problem_of(kind, said, None, lang, base)
}

/// Renders the page of a code that no unit has, with what is held that it may belong to.
pub fn unregistered(code: &str, holds: &Unregistered, lang: Lang, base: &str) -> String {
	let banner = hold::of_unregistered(code, &holds.held, &holds.parties, lang);
	problem_of(Kind::UnknownCode, Some(code), banner, lang, base)
}

fn problem_of(kind: Kind, said: Option<&str>, banner: Option<Banner>, lang: Lang, base: &str) -> String {
	let texts = format!("problem-{}", kind.name());
	let text = |part: &str| lang.attribute(&texts, part);
	let page = Problem {
		frame: Frame::new(lang, base, "/"),
		title: lang.message(&texts).unwrap_or_default(),
		explanation: text("explanation").unwrap_or_default(),
		advice: (1..).map_while(|number: u8| text(&format!("advice-{number}"))).collect(),
		said: None,
		banner,
	};
	let said = said.map(|said| cut(said, MAX_SAID));
	rendered(Problem { said: said.as_deref(), ..page })
}
