// SPDX-License-Identifier: Apache-2.0

//! Linksets of units and products, as a GS1 Digital Link resolver serves it (RFC 9264, GS1 Web Vocabulary).

use crate::digital_link::links::{path, query};
use serde_json::{json, Map, Value};
use suyuan_store::{model::Trace, read::products::Product};

/// Namespace of GS1's link types.
pub const VOCABULARY: &str = "https://ref.gs1.org/voc/";

/// JSON-LD context of a linkset.
pub const CONTEXT: &str = "https://ref.gs1.org/standards/resolver/linkset-context";

/// A link of a unit or product.
struct Link {
	/// Link type within the vocabulary.
	kind: &'static str,
	href: String,
	title: &'static str,
	media: &'static str,
}

/// Links of a product by its barcode.
fn links_of_product(code: &str, product: &Product, base: &str) -> Vec<Link> {
	let page = format!("{base}{}", path(code));
	let lot = product.lot.as_ref().map(|lot| format!("?lot={}", query(lot))).unwrap_or_default();
	let data = format!("{base}/api/products/{}{lot}", product.gtin);
	let html = |kind, title| Link { kind, href: page.clone(), title, media: "text/html" };
	let mut links = vec![
		html("defaultLink", "产品信息 Product"),
		html("pip", "产品信息 Product"),
		Link { kind: "masterData", href: data, title: "Product as data", media: "application/json" },
	];
	if !product.held.is_empty() {
		links.push(html("recallStatus", "隔离或召回 Isolated or recalled"));
	}
	links
}

fn links(trace: &Trace, base: &str) -> Vec<Link> {
	let code = &trace.unit.code;
	let page = format!("{base}{}", path(code));
	let data = format!("{base}/api/units/{}", query(code));
	let html = |kind, title| Link { kind, href: page.clone(), title, media: "text/html" };
	let json = |kind, href, title| Link { kind, href, title, media: "application/json" };
	let mut links = vec![
		html("defaultLink", "溯源信息 Trace of this unit"),
		html("pip", "产品与溯源信息 Product and trace"),
		html("traceability", "溯源信息 Trace of this unit"),
		json("traceability", data.clone(), "Trace of this unit as data"),
	];
	let certified = trace.blocks.iter().flat_map(|block| &block.records).any(|record| {
		let documents = |field: &str| {
			record.item.pointer(field).and_then(Value::as_array).is_some_and(|all| !all.is_empty())
		};
		documents("/Features/certificates") || documents("/Features/test_reports")
	});
	if certified {
		let records = format!("{data}/records/product");
		links.push(json("certificationInfo", records, "认证证书与检验报告 Certificates and test reports"));
	}
	if !trace.holds.is_empty() {
		links.push(html("recallStatus", "隔离或召回 Isolated or recalled"));
	}
	links
}

/// Makes the linkset of a unit.
pub fn linkset(trace: &Trace, base: &str) -> Value {
	set(&trace.unit.code, links(trace, base), base)
}

/// Makes the linkset of a product.
pub fn linkset_of_product(code: &str, product: &Product, base: &str) -> Value {
	set(code, links_of_product(code, product, base), base)
}

fn set(code: &str, links: Vec<Link>, base: &str) -> Value {
	let mut context = Map::from_iter([
		("anchor".to_owned(), json!(format!("{base}{}", path(code)))),
		("description".to_owned(), json!(code)),
	]);
	for link in links {
		let mut target = json!({ "href": link.href, "title": link.title, "type": link.media });
		if link.media == "text/html" {
			target["hreflang"] = json!(["zh", "en"]);
		}
		let targets = context.entry(format!("{VOCABULARY}{}", link.kind)).or_insert_with(|| json!([]));
		if let Some(targets) = targets.as_array_mut() {
			targets.push(target);
		}
	}
	json!({ "linkset": [context] })
}

/// Target of the first link of a type, named as `gs1:pip` or by the type's whole address.
pub fn target(trace: &Trace, base: &str, link_type: &str) -> Option<String> {
	of_type(links(trace, base), link_type)
}

/// Target of a product's first link of a type.
pub fn target_of_product(code: &str, product: &Product, base: &str, link_type: &str) -> Option<String> {
	of_type(links_of_product(code, product, base), link_type)
}

fn of_type(links: Vec<Link>, link_type: &str) -> Option<String> {
	let kind = ["gs1:", VOCABULARY, "https://gs1.org/voc/"]
		.iter()
		.find_map(|prefix| link_type.strip_prefix(prefix))?;
	links.into_iter().find(|link| link.kind == kind).map(|link| link.href)
}

/// Description of the resolver for `/.well-known/gs1resolver`.
pub fn description(base: &str) -> Value {
	json!({
		"name": "Suyuan 溯源",
		"resolverRoot": base,
		"supportedPrimaryKeys": ["00", "01", "414"],
		"supportedLinkType": [{ "namespace": VOCABULARY, "prefix": "gs1:" }],
		"linkTypeDefaultCanBeLinkset": false,
	})
}
