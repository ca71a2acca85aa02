// SPDX-License-Identifier: Apache-2.0

//! Pages around the trace: home page, error page, participants, declarations.

use super::{
	display::{Row, Shown},
	format, item,
	layout::{AsOf, Frame},
	party::{known, Who},
};
use crate::{
	digital_link::links,
	i18n::{self, called, customs, field, logistics, transaction, Is, Lang, Part},
	problem::Kind,
	text::cut,
};
use askama::Template;
use serde_json::{json, Value};
use suyuan_store::{
	model::{Declaration, Party},
	read::{
		declarations::{FullDeclaration, Held},
		participants::Participant,
		Page,
	},
};

/// Longest text of a reader's request that the error page quotes, in bytes.
const MAX_SAID: usize = 512;

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
#[template(path = "problem.html")]
struct Problem<'a> {
	frame: Frame<'a>,
	title: &'static str,
	explanation: &'static str,
	advice: Vec<&'static str>,
	said: Option<&'a str>,
}

/// Renders the page of a problem, which names the remedy. `said` is the detail of this occurrence: it may come from the reader.
pub fn problem(kind: Kind, said: Option<&str>, lang: Lang, base: &str) -> String {
	let texts = format!("problem-{}", kind.name());
	let text = |part: &str| lang.attribute(&texts, part);
	let page = Problem {
		frame: Frame::new(lang, base, "/"),
		title: lang.message(&texts).unwrap_or_default(),
		explanation: text("explanation").unwrap_or_default(),
		advice: (1..).map_while(|number: u8| text(&format!("advice-{number}"))).collect(),
		said: None,
	};
	let said = said.map(|said| cut(said, MAX_SAID));
	rendered(Problem { said: said.as_deref(), ..page })
}

#[derive(Template)]
#[template(path = "people.html")]
struct People<'a> {
	frame: Frame<'a>,
	people: Vec<Who>,
	next: Option<String>,
}

/// Renders a page of the list of participants.
pub fn people(page: &Page<Party>, lang: Lang, base: &str, as_of: AsOf) -> String {
	let after = |after: &String| format!("/participants?after={}&lang={}", links::query(after), lang.short());
	let next = page.next.as_ref().map(after);
	let people = page.items.iter().map(|party| known(party, lang)).collect();
	rendered(People { frame: Frame::new(lang, base, "/participants").with_age(as_of), people, next })
}

#[derive(Template)]
#[template(path = "person.html")]
struct OnePerson<'a> {
	frame: Frame<'a>,
	units: &'a [String],
	who: Who,
	rows: Vec<Row>,
}

/// Renders the page of a participant, with units that it owns.
pub fn person(person: &Participant, units: &[String], lang: Lang, base: &str, as_of: AsOf) -> String {
	let party = &person.party;
	let mut rows = Vec::new();
	let mut row = |label: &'static str, shown: Vec<Shown>| {
		if !shown.is_empty() {
			rows.push(Row::new(lang.t(label), shown));
		}
	};
	let plain = |text: String| vec![Shown::Plain(text)];
	let name = |choices, name: &Option<String>| match name {
		Some(name) => plain(called(choices, name, lang).into_owned()),
		None => Vec::new(),
	};
	row("participant-status", name(i18n::parties::STATUSES, &party.status));
	row("participant-kind", name(i18n::parties::KINDS, &party.kind));
	row("participant-business", name(i18n::parties::BUSINESSES, &party.business));
	row("participant-department", name(i18n::parties::DEPARTMENTS, &party.department));
	row("participant-credit-code", party.credit_code.iter().cloned().map(Shown::Code).collect());
	let country = party.country.as_deref().map(|code| plain(format::country(code, lang)));
	row("participant-country", country.unwrap_or_default());
	let node = |node: &String| Shown::Plain(called(i18n::parties::NODES, node, lang).into_owned());
	row("participant-nodes", person.nodes.iter().map(node).collect());
	row("participant-until", person.until.map(Shown::Time).into_iter().collect());
	row("participant-account", vec![Shown::Code(party.account.clone())]);
	let evidence = item::evidence(&person.evidence, lang);
	row("participant-documents", evidence);
	let path = format!("/participants/{}", links::query(&party.account));
	let frame = Frame::new(lang, base, path).with_age(as_of);
	rendered(OnePerson { frame, units, who: known(party, lang), rows })
}

/// Fields of a declaration that hold for all its goods 表头.
const HEADING: Part = Part {
	of: "Heading",
	fields: &[
		field("mode", Is::Choice(customs::SUPERVISION_MODES)),
		field("port_of_departure", Is::Location),
		field("port_of_arrival", Is::Location),
		field("destination", Is::Country),
		field("declared_at", Is::Time),
		field("order", Is::Part(&transaction::ORDER_KEY)),
		field("waybills", Is::Parts(&logistics::WAYBILL_KEY)),
		field("packages", Is::Count),
		field("gross_weight", Is::Mass),
	],
};

/// Fields of a declaration by line of goods 表体.
const LINES: Part = Part { of: "Lines", fields: &[field("lines", Is::Parts(&customs::DECLARED_LINE))] };

#[derive(Template)]
#[template(path = "entry.html")]
struct OneEntry<'a> {
	frame: Frame<'a>,
	units: &'a [String],
	held: &'a [Held],
	declaration: &'a Declaration,
	who: Who,
	heading: Vec<Row>,
	lines: Vec<Row>,
}

/// Renders the page of a declaration, with its exporter.
pub fn entry(
	entry: &FullDeclaration,
	declarant: Option<&Party>,
	lang: Lang,
	base: &str,
	as_of: AsOf,
) -> String {
	let who = match declarant {
		Some(party) => known(party, lang),
		None => super::party::who(&Default::default(), &entry.declaration.declarant, lang),
	};
	let lines: &Value = &json!({ "lines": entry.lines });
	let path = format!("/declarations/{}", links::query(&entry.declaration.entry_number));
	rendered(OneEntry {
		frame: Frame::new(lang, base, path).with_age(as_of),
		declaration: &entry.declaration,
		heading: item::of_part(&HEADING, &entry.heading, lang),
		lines: item::of_part(&LINES, lines, lang),
		who,
		units: &entry.units,
		held: &entry.held,
	})
}

fn rendered(page: impl Template) -> String {
	// A template fails only if a value in it can't be written, and writing to a string can't fail.
	page.render().unwrap_or_default()
}
