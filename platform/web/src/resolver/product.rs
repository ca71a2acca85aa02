// SPDX-License-Identifier: Apache-2.0

//! Answers to codes that no unit has: barcodes of products, lots of which only pieces are registered, and labels that say
//! more than the code on the chain.

use super::{
	html, linkset,
	media::Media,
	response::{json, linked, of_type, redirect, sent_to, Asking},
};
use crate::{
	api::ByBarcode,
	digital_link::{links::path, read},
	problem::{Kind, Problem},
	App,
};
use axum::{
	http::{StatusCode, Uri},
	response::Response,
};
use suyuan_primitives::{
	codes::{ParsedCode, TraceCode},
	digital_link::qualifier,
};
use suyuan_store::read::{
	products::{self, Product},
	units,
};
use url::form_urlencoded;

/// Qualifiers that may stand in the query: the form of a product's page puts them there.
const QUALIFIERS: [&str; 3] = ["22", "10", "21"];

/// Answers a code that no unit has.
pub(super) async fn answer(app: &App, code: &str, asking: Asking<'_>) -> Result<Response, Problem> {
	if let Some(code) = qualified(asking.uri, code) {
		return redirect(StatusCode::SEE_OTHER, path(&code), rest(asking.uri).as_deref());
	}
	let unknown = |kind| Err(Problem::because(kind, code));
	let Ok(parsed) = code.parse::<TraceCode>() else { return unknown(Kind::UnknownCode) };
	let (gtin, lot) = match parsed.parse() {
		Ok(ParsedCode::TradeItem { serial: Some(_), .. }) => return shorter(app, code, asking.uri).await,
		Ok(ParsedCode::TradeItem { gtin, lot, .. }) => (gtin, lot.map(qualifier)),
		Ok(ParsedCode::Location { .. }) => {
			let detail = format!("{code} names a place and no unit");
			return Err(Problem::because(Kind::UnknownKey, detail));
		}
		_ => return unknown(Kind::UnknownCode),
	};
	let gtin = String::from_utf8_lossy(gtin.as_bytes()).into_owned();
	match products::product(&app.database, &gtin, lot.as_deref()).await? {
		Some(product) => shown(app, product, code, asking),
		None if lot.is_some() => unknown(Kind::UnknownCode),
		None => unknown(Kind::UnknownProduct),
	}
}

/// Code of a product with the qualifiers of the query.
fn qualified(uri: &Uri, code: &str) -> Option<String> {
	let query = uri.query()?;
	// As if it were the query of an address, where it may have them.
	let qualified = read(&format!("https://localhost{}?{query}", path(code))).ok()?;
	let qualified = qualified.0.as_str();
	(qualified != code).then(|| qualified.to_owned())
}

/// The query without qualifiers.
fn rest(uri: &Uri) -> Option<String> {
	let pairs = form_urlencoded::parse(uri.query()?.as_bytes());
	let mut rest = form_urlencoded::Serializer::new(String::new());
	rest.extend_pairs(pairs.filter(|(name, _)| !QUALIFIERS.contains(&name.as_ref())));
	Some(rest.finish()).filter(|rest| !rest.is_empty())
}

/// Leads to the piece of the same serial number that is registered without lot or variant, which a label may have besides.
async fn shorter(app: &App, code: &str, uri: &Uri) -> Result<Response, Problem> {
	let segments: Vec<_> = code.split('/').collect();
	let without = |left_out: &[&str]| {
		let pairs = segments.chunks(2).filter(|pair| !left_out.contains(&pair[0]));
		pairs.map(|pair| pair.join("/")).collect::<Vec<_>>().join("/")
	};
	for left_out in [&["22"][..], &["10"], &["22", "10"]] {
		let shorter = without(left_out);
		if shorter != code && units::exists(&app.database, &shorter).await? {
			return redirect(StatusCode::TEMPORARY_REDIRECT, path(&shorter), uri.query());
		}
	}
	Err(Problem::because(Kind::UnknownCode, code))
}

fn shown(app: &App, product: Product, code: &str, asking: Asking<'_>) -> Result<Response, Problem> {
	let base = app.config.base();
	let media = match asking.query.link_type.as_deref() {
		Some("all" | "linkset") => Some(Media::Linkset),
		Some(link_type) => {
			return sent_to(linkset::target_of_product(code, &product, base, link_type), link_type)
		}
		None => asking.media,
	};
	let response = match media.ok_or_else(|| Problem::of(Kind::NotAcceptable))? {
		Media::Linkset => of_type(Media::Linkset, json(&linkset::linkset_of_product(code, &product, base))?),
		Media::Json => of_type(Media::Json, json(&ByBarcode::from(product))?),
		Media::Html => {
			let page = html::product(&product, code, asking.query.lang.as_deref(), asking.headers, app);
			of_type(Media::Html, page.into())
		}
	};
	Ok(linked(response, base, &path(code)))
}
