//! The journey of a unit: what its four blocks say and what happened to it, in the order of time.

use super::{
	display::{Row, Shown},
	format, item,
	party::{who, Who},
};
use crate::i18n::{called, chain, Lang};
use suyuan_store::model::{Happening, InfoBlock, Record, Trace};

/// A step of the journey.
pub struct Step {
	/// Which icon and colour it has: the block's name, `chain`, or `alarm`.
	pub class: &'static str,
	/// What it is.
	pub title: String,
	/// When it happened. None if nobody said so.
	pub at: Option<i64>,
	/// What it says, in a line.
	pub summary: Vec<Shown>,
	/// What it says, field by field.
	pub rows: Vec<Row>,
	/// Who said it.
	pub by: Option<Who>,
	/// The party whose word it is, if somebody else entered it.
	pub imported: Option<String>,
	/// That a clearance wrote it.
	pub by_clearance: bool,
	/// The record that takes its place, counted from 1.
	pub superseded_by: Option<i64>,
	/// The record whose place it takes, counted from 1, and why.
	pub supersedes: Option<(i64, String)>,
	/// What else it is about: units, or somebody.
	pub other: Vec<Shown>,
	/// Somebody else whom it is about.
	pub to: Option<Who>,
	/// Which record of its block it is, counted from 1, and the block's name.
	pub record: Option<(i64, String)>,
	/// The record's hash.
	pub hash: Option<String>,
	/// The final block that carries it.
	pub block: i64,
	/// That block's time.
	pub written_at: i64,
	/// Where it stands among the others.
	sort: (i64, i64, usize),
}

/// All steps, the first first.
pub fn steps(trace: &Trace, lang: Lang) -> Vec<Step> {
	let mut steps: Vec<Step> = trace.blocks.iter().flat_map(|block| of_block(trace, block, lang)).collect();
	steps.extend(trace.history.iter().map(|happening| of_happening(trace, happening, lang)));
	for (place, step) in steps.iter_mut().enumerate() {
		step.sort.2 = place;
	}
	steps.sort_by_key(|step| step.sort);
	steps
}

/// The records of a block. One that does not say when it happened, as a transport does not, stands where its provider
/// put it: behind what the same provider recorded before it in the same breath.
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
		rows: item::rows(&record.item, lang),
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

fn of_happening(trace: &Trace, happening: &Happening, lang: Lang) -> Step {
	let alarming = ["Quarantined", "Recalled"].contains(&happening.kind.as_str());
	let (to, other) = match happening.other.as_deref() {
		None => (None, Vec::new()),
		// No account has a character that every code has.
		Some(code) if code.contains(['/', ':']) => (None, vec![Shown::Unit(code.to_string())]),
		Some(number) if happening.kind == "Declared" => (None, vec![Shown::Declaration(number.to_string())]),
		Some(account) => (Some(who(&trace.parties, account, lang)), Vec::new()),
	};
	let rows = item::event_rows(&happening.detail, lang);
	// A reason is what people want to know, so it stands in the line.
	let summary = rows.iter().filter(|_| happening.detail["reason"].is_string()).take(1);
	Step {
		class: if alarming { "alarm" } else { "chain" },
		title: called(chain::EVENTS, &happening.kind, lang).into_owned(),
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
	/// For templates: whether any of it was said for somebody else, taken back, or put right.
	pub fn is_marked(&self) -> bool {
		self.imported.is_some()
			|| self.by_clearance
			|| self.superseded_by.is_some()
			|| self.supersedes.is_some()
	}

	/// For templates: see [`format::language_of`].
	pub fn language(&self, text: &str) -> &'static str {
		format::language_of(text)
	}
}
