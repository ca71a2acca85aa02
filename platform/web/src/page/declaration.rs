// SPDX-License-Identifier: Apache-2.0

//! Page of a declaration: its goods, and why it is held.

use super::{
	difference::{differences, Differences},
	display::{Row, Shown},
	item,
	layout::{rendered, AsOf, Frame},
	party::{known, Who},
};
use crate::{
	digital_link::links,
	i18n::{customs, field, logistics, transaction, Is, Lang, Part},
};
use askama::Template;
use serde_json::{json, Value};
use suyuan_store::{
	model::{Declaration, Party},
	read::{
		declarations::{FullDeclaration, Held, Loop},
		verdicts::GivenVerdict,
	},
};

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
	waits_for: &'a [String],
	given: &'a [GivenVerdict],
	differences: Differences,
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
	let of_loop = |closed_loop: &Loop| differences(&closed_loop.detail["state"], lang);
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
		waits_for: &entry.waits_for,
		given: &entry.verdicts_given,
		differences: entry.reconciliation.as_ref().map(of_loop).unwrap_or_default(),
	})
}
