// SPDX-License-Identifier: Apache-2.0

//! Page of a unit's trace.

use super::{
	comment,
	display::{Row, Shown},
	format,
	genealogy::{self, Link},
	hold::{self, Banner},
	item,
	layout::{AsOf, Frame},
	map::{map, Map, LAND},
	party::{known, who, Who},
	product::Product,
	timeline::{steps, Step},
	verdict::Outcome,
};
use crate::{
	digital_link::links,
	i18n::{called, chain, Lang},
	master_data::facts_of,
};
use askama::Template;
use suyuan_primitives::requirement::{requirement, Category, Requirement, TraceMode};
use suyuan_store::model::{GrantedPrefix, Trace};

/// Readers of a single product's code from which it may have been copied.
const MANY_READERS: i64 = 20;

#[derive(Template)]
#[template(path = "trace.html")]
struct Page<'a> {
	frame: Frame<'a>,
	trace: &'a Trace,
	outcome: Outcome,
	records: i64,
	many_scans: bool,
	product: Product,
	link: String,
	steps: Vec<Step>,
	not_shown: i64,
	map: Option<Map>,
	materials: Option<Link>,
	uses: Vec<Link>,
	mandatory: Option<(usize, usize)>,
	documents: Vec<Documents>,
	owner: Who,
	/// The owners one after the other, each with the event since which it owned the unit. Empty if there was one alone.
	owners: Vec<Owner>,
	custodian: Who,
	/// The prefix that the code lies under, and its holder.
	prefix: Option<(String, Who)>,
	banner: Option<Banner>,
	parties: Vec<Who>,
	declarants: Vec<Who>,
	choices: Vec<comment::Choice>,
	/// The product for search engines: JSON without a character of HTML. None of what is no product.
	data: Option<String>,
}

/// Owner of a unit as the chain of title lists it.
struct Owner {
	who: Who,
	/// Name of the event since which it owned the unit.
	by: String,
	time: i64,
	/// Hash of the terms, if there are any.
	terms: Option<String>,
}

/// Documents of a record as the page lists them.
struct Documents {
	title: String,
	rows: Vec<Row>,
	by: Who,
}

/// Renders the page of a trace: a document of its own that needs no script and no other host.
///
/// `base_url` is the platform's public address, `now` the time in milliseconds since 1970-01-01 UTC.
pub fn html(trace: &Trace, lang: Lang, base_url: &str, now: i64) -> String {
	let as_of = AsOf { block: Some(trace.check.time), now };
	let frame = Frame::new(lang, base_url, links::path(&trace.unit.code)).with_age(as_of);
	let address = format!("{}{}", frame.base, frame.path);
	let shown: i64 = trace.blocks.iter().map(|block| block.records.len() as i64).sum();
	let records = trace.blocks.iter().map(|block| block.total).sum();
	let single = trace.unit.kind == "Item";
	let product = Product::of(trace, lang);
	let page = Page {
		outcome: Outcome::of(trace),
		records,
		many_scans: single && trace.scans.readers >= MANY_READERS,
		link: format!("{}{}", frame.base, frame.path),
		steps: steps(trace, lang),
		not_shown: records - shown,
		map: map(trace, lang),
		materials: trace.made_of.as_ref().map(|made| genealogy::link(made, trace, lang)),
		uses: trace.used_in.iter().map(|used| genealogy::link(used, trace, lang)).collect(),
		mandatory: mandatory(trace),
		documents: documents(trace, lang),
		owner: who(&trace.parties, &trace.unit.owner, lang),
		owners: owners(trace, lang),
		custodian: who(&trace.parties, &trace.unit.custodian, lang),
		prefix: trace.prefix.as_ref().map(|granted| (granted.prefix.clone(), holder(granted, lang))),
		banner: hold::of_trace(trace, &product, lang),
		product,
		parties: trace.parties.values().map(|party| known(party, lang)).collect(),
		declarants: trace.declarations.iter().map(|one| who(&trace.parties, &one.declarant, lang)).collect(),
		choices: comment::choices(lang, ""),
		data: trace.unit.gtin.as_deref().map(|gtin| facts_of(trace).block(gtin, &address)),
		trace,
		frame,
	};
	// A template fails only if a value in it can't be written, and writing to a string can't fail.
	page.render().unwrap_or_default()
}

/// Makes the view of the company that a prefix belongs to, which need not take part in the trace.
fn holder(granted: &GrantedPrefix, lang: Lang) -> Who {
	match &granted.party {
		Some(party) => known(party, lang),
		None => who(&Default::default(), &granted.holder, lang),
	}
}

/// Counts the mandatory categories of its mode that have records, and all of them.
fn mandatory(trace: &Trace) -> Option<(usize, usize)> {
	let mode = match trace.unit.mode.as_deref()? {
		"FullChain" => TraceMode::FullChain,
		"Manufacturer" => TraceMode::Manufacturer,
		"Trader" => TraceMode::Trader,
		_ => return None,
	};
	let is_mandatory = |category: &Category| requirement(*category, mode) == Requirement::Mandatory;
	let all = Category::ALL.iter().filter(|category| is_mandatory(category)).count();
	Some((all.saturating_sub(trace.missing.len()), all))
}

fn owners(trace: &Trace, lang: Lang) -> Vec<Owner> {
	let owners = trace.owners.iter().map(|owner| Owner {
		who: who(&trace.parties, &owner.account, lang),
		by: called(chain::EVENTS, &owner.by, lang).into_owned(),
		time: owner.time,
		terms: owner.terms.clone(),
	});
	owners.filter(|_| trace.owners.len() > 1).collect()
}

fn documents(trace: &Trace, lang: Lang) -> Vec<Documents> {
	let records = trace.blocks.iter().flat_map(|block| &block.records);
	let standing = records.filter(|record| record.superseded_by.is_none());
	let documents = standing.map(|record| Documents {
		title: item::title(&record.item, lang),
		rows: item::documents(&record.item, lang),
		by: who(&trace.parties, &record.provider, lang),
	});
	documents.filter(|documents| !documents.rows.is_empty()).collect()
}

impl Page<'_> {
	fn seal_class(&self) -> &'static str {
		self.outcome.class()
	}

	fn land(&self) -> &'static str {
		LAND.trim_end()
	}

	/// Address of the unit's data, where records beyond those of the trace are read page by page.
	fn api(&self) -> String {
		format!("/api/units/{}", links::query(&self.trace.unit.code))
	}

	/// CSS class and text for the agreement of a block's digest.
	fn agreement(&self, agrees: &Option<bool>, total: &i64) -> (&'static str, &'static str) {
		match (agrees, total) {
			(_, 0) => ("none", self.frame.t("agreement-none")),
			(Some(true), _) => ("good", self.frame.t("agreement-yes")),
			(Some(false), _) => ("bad", self.frame.t("agreement-no")),
			(None, _) => ("wait", self.frame.t("agreement-waiting")),
		}
	}

	/// Returns true if a file can prove the trace: an archived unit is in the chain's state no more.
	fn has_evidence(&self) -> bool {
		self.trace.unit.stage != "Archived"
	}

	fn validator_names(&self) -> String {
		let mut names: Vec<String> = Vec::new();
		for validator in &self.trace.check.validators {
			let name = match (&validator.department, &validator.name) {
				(Some(department), _) => self.frame.department(department).into_owned(),
				(None, Some(name)) => name.clone(),
				(None, None) => format::short(&validator.account),
			};
			if !names.contains(&name) {
				names.push(name);
			}
		}
		names.join(self.frame.t("list-separator"))
	}
}
