// SPDX-License-Identifier: Apache-2.0

//! Timeline of a unit: its records and events in the order of time.

use super::{
	display::{Row, Shown},
	format, item,
	layout::is_list,
	party::{who, Who},
};
use crate::i18n::{called, chain, Lang};
use suyuan_store::model::{Happening, InfoBlock, Record, Trace};

/// A record or an event as the timeline shows it.
pub struct Step {
	/// CSS class, which selects icon and colour: the block's name, `chain`, or `alarm`.
	pub class: &'static str,
	/// Name of the category or event.
	pub title: String,
	/// Time of the fact itself. None if the record does not state it.
	pub at: Option<i64>,
	/// Summary in one line.
	pub summary: Vec<Shown>,
	/// Fields with their values.
	pub rows: Vec<Row>,
	/// Participant that recorded or caused it.
	pub by: Option<Who>,
	/// Name of the party that an imported record quotes.
	pub imported: Option<String>,
	/// True if a clearance wrote the record.
	pub by_clearance: bool,
	/// Number of the record that amends it, counted from 1.
	pub superseded_by: Option<i64>,
	/// Number of the record that it amends, counted from 1, and the reason.
	pub supersedes: Option<(i64, String)>,
	/// Other units or declarations that the event names.
	pub other: Vec<Shown>,
	/// Other participant that the event names.
	pub to: Option<Who>,
	/// Number of the record in its block, counted from 1, and the block's name.
	pub record: Option<(i64, String)>,
	/// Hash of the record, 0x hexadecimal.
	pub hash: Option<String>,
	/// Number of the final block that carries it.
	pub block: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub written_at: i64,
	/// Sort key: time, block, and order in the trace.
	sort: (i64, i64, usize),
}

/// Makes the steps of a trace, the earliest first.
pub fn steps(trace: &Trace, lang: Lang) -> Vec<Step> {
	let mut steps: Vec<Step> = trace.blocks.iter().flat_map(|block| of_block(trace, block, lang)).collect();
	steps.extend(trace.history.iter().map(|happening| of_happening(trace, happening, lang)));
	for (place, step) in steps.iter_mut().enumerate() {
		step.sort.2 = place;
	}
	steps.sort_by_key(|step| step.sort);
	steps
}

/// Makes the steps of an information block's records. A record that does not state its time, as a transport does not,
/// stands where its provider put it: behind the record that the same provider wrote before it in the same block.
fn of_block<'a>(trace: &'a Trace, block: &'a InfoBlock, lang: Lang) -> impl Iterator<Item = Step> + 'a {
	let mut before: Option<(&'a Record, i64)> = None;
	block.records.iter().map(move |record| {
		let span = item::span(&record.item);
		let same_breath =
			|earlier: &Record| earlier.provider == record.provider && earlier.block == record.block;
		let (from, to) = span.unwrap_or_else(|| match before {
			Some((earlier, end)) if same_breath(earlier) => (end, end),
			_ => (record.time, record.time),
		});
		before = Some((record, to));
		of_record(trace, block, record, (span.map(|(from, _)| from), from), lang)
	})
}

fn of_record(
	trace: &Trace,
	block: &InfoBlock,
	record: &Record,
	(at, sort): (Option<i64>, i64),
	lang: Lang,
) -> Step {
	let reason = record.reason.clone().unwrap_or_default();
	Step {
		class: block.name,
		title: item::title(&record.item, lang),
		at,
		summary: item::summary(&record.item, lang),
		rows: rows(trace, record, lang),
		by: Some(who(&trace.parties, &record.provider, lang)),
		imported: (record.source == "Imported").then(|| record.party.clone().unwrap_or_default()),
		by_clearance: record.source == "Clearance",
		superseded_by: record.superseded_by.map(|index| index + 1),
		supersedes: record.supersedes.map(|index| (index + 1, reason)),
		other: Vec::new(),
		to: None,
		record: Some((record.index + 1, called(chain::BLOCKS, block.name, lang).into_owned())),
		hash: Some(record.hash.clone()),
		block: record.block,
		written_at: record.time,
		sort: (sort, record.block, 0),
	}
}

/// The rows of a record. A delivery says besides whether its receiver has the seal of the order's consignee: one person is
/// sealed once for an order, so that both are matched without being opened.
fn rows(trace: &Trace, record: &Record, lang: Lang) -> Vec<Row> {
	let mut rows = item::rows(&record.item, lang);
	let receiver = &record.item["Delivery"]["receiver"];
	if receiver.is_null() {
		return rows;
	}
	let records = trace.blocks.iter().flat_map(|block| &block.records);
	let orders =
		records.filter(|order| order.superseded_by.is_none()).map(|order| &order.item["Order"]["consignee"]);
	let consignees: Vec<_> = orders.filter(|consignee| !consignee.is_null()).collect();
	if !consignees.is_empty() {
		let finding =
			if consignees.contains(&receiver) { lang.t("receiver-same") } else { lang.t("receiver-other") };
		rows.push(Row::new(lang.t("receiver-compared"), vec![Shown::Plain(finding.into())]));
	}
	rows
}

fn of_happening(trace: &Trace, happening: &Happening, lang: Lang) -> Step {
	let alarming = ["Quarantined", "Recalled", "HoldExtended"].contains(&happening.kind.as_str());
	let (to, other) = match happening.other.as_deref() {
		None => (None, Vec::new()),
		// Every code has a character that no account has.
		Some(code) if code.contains(['/', ':']) => (None, vec![Shown::Unit(code.to_string())]),
		Some(number) if happening.kind == "Declared" => (None, vec![Shown::Declaration(number.to_string())]),
		Some(account) => (Some(who(&trace.parties, account, lang)), Vec::new()),
	};
	let rows = item::event_rows(&happening.detail, lang);
	// Readers want to know a reason, so it stands in the summary.
	let summary = rows.iter().filter(|_| happening.detail["reason"].is_string()).take(1);
	Step {
		class: if alarming { "alarm" } else { "chain" },
		title: match happening.other.as_deref() {
			Some(number) if happening.kind == "Declared" && is_list(number) => {
				lang.t("event-declared-on-list").into()
			}
			_ => called(chain::EVENTS, &happening.kind, lang).into_owned(),
		},
		at: Some(happening.time),
		summary: summary.flat_map(|row| row.shown.clone()).collect(),
		rows,
		by: happening.by.as_deref().map(|account| who(&trace.parties, account, lang)),
		imported: None,
		by_clearance: false,
		superseded_by: None,
		supersedes: None,
		other,
		to,
		record: None,
		hash: None,
		block: happening.block,
		written_at: happening.time,
		sort: (happening.time, happening.block, 0),
	}
}

impl Step {
	/// For templates: true if the record is imported, from a clearance, amended or an amendment.
	pub fn is_marked(&self) -> bool {
		self.imported.is_some()
			|| self.by_clearance
			|| self.superseded_by.is_some()
			|| self.supersedes.is_some()
	}

	/// For templates: language of a text, see [`format::language_of`].
	pub fn language(&self, text: &str) -> &'static str {
		format::language_of(text)
	}
}
