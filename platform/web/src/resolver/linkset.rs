// SPDX-License-Identifier: Apache-2.0

//! Links of units, products and places, and their linkset, as a GS1 Digital Link resolver serves it (RFC 9264, GS1 Web
//! Vocabulary).
//!
//! The links of a code stand in levels: those of the piece, of its batch, and of the product, each of which has a link of
//! its own by default. A link type leads to the finest level that has it.

use super::media::{self, Media};
use crate::digital_link::links::{path, query};
use axum::http::HeaderMap;
use serde_json::{json, Map, Value};
use suyuan_store::{
	model::{GrantedPrefix, Trace},
	read::products::Product,
};

/// Namespace of GS1's link types.
const VOCABULARY: &str = "https://ref.gs1.org/voc/";

/// JSON-LD context of a linkset.
pub(super) const CONTEXT: &str = "https://ref.gs1.org/standards/resolver/linkset-context";

/// Link type of the link that is followed if none is asked for.
const DEFAULT: &str = "defaultLink";

/// Languages of the pages.
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// A link of a unit, product or place.
#[derive(Clone, Debug)]
pub(super) struct Link {
	/// Link type within the vocabulary.
	kind: &'static str,
	pub(super) href: String,
	title: &'static str,
	/// Media type of the target. None of the default link, which has no attributes but its title.
	media: Option<&'static str>,
}

/// The links of one level: of a piece, a batch, a product or a place.
#[derive(Clone, Debug)]
pub(super) struct Level {
	/// Code that the level is named by.
	code: String,
	/// Description of the thing, for people.
	description: String,
	links: Vec<Link>,
}

/// Address of the page of a code.
pub(super) fn page_of(base: &str, code: &str) -> String {
	format!("{base}/page{}", path(code))
}

impl Level {
	/// Makes a level with its default link, which is also the first of a type of its own.
	fn new(code: &str, description: String, kind: &'static str, title: &'static str, page: String) -> Self {
		let default = Link { kind: DEFAULT, href: page.clone(), title, media: None };
		let description = if description.is_empty() { code.to_owned() } else { description };
		let links = vec![default, html(kind, title, page)];
		Self { code: code.into(), description, links }
	}

	/// Links of a unit of which the trace is known.
	pub(super) fn of_trace(trace: &Trace, base: &str) -> Self {
		let code = &trace.unit.code;
		let mut level = Self::of_unit(code, name_of(trace), base);
		let records = trace.blocks.iter().flat_map(|block| &block.records);
		let certified = records.filter(|record| record.superseded_by.is_none()).any(|record| {
			let documents = |field: &str| {
				record.item.pointer(field).and_then(Value::as_array).is_some_and(|all| !all.is_empty())
			};
			documents("/Features/certificates") || documents("/Features/test_reports")
		});
		if certified {
			let records = format!("{base}/api/units/{}/records/product", query(code));
			let title = "认证证书与检验报告 Certificates and test reports";
			level.links.push(json_link("certificationInfo", title, records));
		}
		if !trace.holds.is_empty() {
			level.hold(base);
		}
		level
	}

	/// Links of a unit that is registered, and of which no more is known here.
	pub(super) fn of_unit(code: &str, description: String, base: &str) -> Self {
		let page = page_of(base, code);
		let mut level = Self::new(code, description, "pip", "产品与溯源信息 Product and trace", page.clone());
		let data = format!("{base}/api/units/{}", query(code));
		level.links.push(html("traceability", "溯源信息 Trace of this unit", page));
		level.links.push(json_link("traceability", "Trace of this unit as data", data));
		let events = format!("{base}/epcis/units/{}/events", query(code));
		level.links.push(json_link("epcis", "Events of this unit in EPCIS 2.0", events));
		level
	}

	/// Links of a product, or of a lot of it of which only pieces are registered.
	pub(super) fn of_product(code: &str, product: &Product, base: &str) -> Self {
		let brands = product.brands.iter().map(|brand| match &brand.model {
			Some(model) => format!("{} {model}", brand.brand),
			None => brand.brand.clone(),
		});
		let description = brands.collect::<Vec<_>>().join(", ");
		let mut level = Self::new(code, description, "pip", "产品信息 Product", page_of(base, code));
		let data = format!("{base}/api/products/{}/master-data", product.gtin);
		let media = Some(Media::JsonLd.name());
		level
			.links
			.push(Link { kind: "masterData", href: data, title: "产品主数据 Master data", media });
		if !product.held.is_empty() {
			level.hold(base);
		}
		level
	}

	/// Links of a place: of the participant to whom its number was given.
	pub(super) fn of_place(code: &str, granted: &GrantedPrefix, base: &str) -> Self {
		let name = granted.party.as_ref().and_then(|party| party.name.clone()).unwrap_or_default();
		let page = format!("{base}/participants/{}", query(&granted.holder));
		let data = format!("{base}/api/participants/{}", query(&granted.holder));
		let title = "参与方 The participant";
		let mut level = Self::new(code, name, "locationInfo", title, page);
		level.links.push(json_link("masterData", "The participant as data", data));
		level
	}

	fn hold(&mut self, base: &str) {
		self.links.push(html("recallStatus", "隔离或召回 Isolated or recalled", page_of(base, &self.code)));
	}

	/// The link by default.
	pub(super) fn default_link(&self) -> Option<&Link> {
		self.links.iter().find(|link| link.kind == DEFAULT)
	}

	fn context<'a>(&self, base: &str, links: impl Iterator<Item = &'a Link>) -> Value {
		let mut context = Map::from_iter([
			("anchor".to_owned(), json!(format!("{base}{}", path(&self.code)))),
			("itemDescription".to_owned(), json!(self.description)),
		]);
		for link in links {
			let mut target = json!({ "href": link.href, "title": link.title });
			if let Some(media) = link.media {
				target["type"] = json!(media);
			}
			if link.media == Some(Media::Html.name()) {
				target["hreflang"] = json!(LANGUAGES);
			}
			let targets = context.entry(format!("{VOCABULARY}{}", link.kind)).or_insert_with(|| json!([]));
			if let Some(targets) = targets.as_array_mut() {
				targets.push(target);
			}
		}
		Value::Object(context)
	}
}

fn html(kind: &'static str, title: &'static str, href: String) -> Link {
	Link { kind, href, title, media: Some(Media::Html.name()) }
}

fn json_link(kind: &'static str, title: &'static str, href: String) -> Link {
	Link { kind, href, title, media: Some(Media::Json.name()) }
}

/// Brand and model of a unit by its records in force.
fn name_of(trace: &Trace) -> String {
	let records = trace.blocks.iter().flat_map(|block| &block.records);
	let mut in_force = records.filter(|record| record.superseded_by.is_none());
	let features = in_force.find_map(|record| record.item.get("Features"));
	let text = |field: &str| features.and_then(|features| features[field].as_str()).unwrap_or_default();
	format!("{} {}", text("brand"), text("model")).trim().to_owned()
}

/// Makes the linkset of all levels, the finest first.
pub(super) fn linkset(levels: &[Level], base: &str) -> Value {
	let contexts: Vec<_> = levels.iter().map(|level| level.context(base, level.links.iter())).collect();
	json!({ "linkset": contexts })
}

/// Outcome of the choice among the links of a type.
pub(super) enum Choice<'a> {
	/// No level has a link of the type.
	None,
	/// One link is better than the others, or the only one.
	One(&'a Link),
	/// Several are equally good: the list of them, as a linkset.
	Several(Value),
}

/// Chooses among the links of a type of the finest level that has any, by what the client accepts.
pub(super) fn choose<'a>(
	levels: &'a [Level],
	link_type: &str,
	headers: &HeaderMap,
	base: &str,
) -> Choice<'a> {
	let prefixes = ["gs1:", VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/"];
	let Some(kind) = prefixes.iter().find_map(|prefix| link_type.strip_prefix(prefix)) else {
		return Choice::None;
	};
	for level in levels {
		let links: Vec<_> = level.links.iter().filter(|link| link.kind == kind).collect();
		if links.is_empty() {
			continue;
		}
		let quality = |link: &Link| link.media.map_or(1, |media| media::quality_of(headers, media));
		let best = links.iter().map(|link| quality(link)).max().unwrap_or_default();
		let best: Vec<_> = links.into_iter().filter(|link| quality(link) == best).collect();
		return match best.as_slice() {
			[link] => Choice::One(link),
			several => {
				let context = level.context(base, several.iter().copied());
				Choice::Several(json!({ "linkset": [context] }))
			}
		};
	}
	Choice::None
}

/// Description of the resolver for `/.well-known/gs1resolver`.
pub(super) fn description(base: &str) -> Value {
	json!({
		"name": "Suyuan 溯源",
		"resolverRoot": base,
		"supportedPrimaryKeys": ["00", "01", "414"],
		"supportedLinkType": [{ "namespace": VOCABULARY, "prefix": "gs1:" }],
		"linkTypeDefaultCanBeLinkset": false,
		"jsonLdContextLocation": CONTEXT,
		"contact": { "fn": "Suyuan 溯源" },
	})
}
