// SPDX-License-Identifier: Apache-2.0

//! Pages of participants: the list, and one with what was decided of it.

use super::{
	display::{Row, Shown},
	format, item,
	layout::{rendered, AsOf, Frame},
	party::{known, Who},
};
use crate::{
	digital_link::links,
	i18n::{self, called, Lang},
};
use askama::Template;
use suyuan_store::{
	model::Party,
	read::{
		participants::{Decision, Participant},
		Page,
	},
};

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
	history: &'a [Decision],
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
	rendered(OnePerson { frame, units, who: known(party, lang), rows, history: &person.history })
}
