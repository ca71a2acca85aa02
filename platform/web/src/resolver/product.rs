// SPDX-License-Identifier: Apache-2.0

//! Answers to codes that no unit has: barcodes of products, lots of which only pieces are registered, and labels that say
//! more than the code on the chain.

use super::{
	html, levels,
	linkset::{linkset, Level},
	media::Media,
	place,
	response::{by_link, handled_elsewhere, json, of_type, redirect, Asking},
};
use crate::{
	api::{product_data, product_facts, ByBarcode},
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
	holds, places,
	products::{self, Product},
	units,
};
use url::form_urlencoded;

/// Qualifiers that may stand in the query: the form of a product's page puts them there.
const QUALIFIERS: [&str; 3] = ["22", "10", "21"];

/// Answers a code that no unit has.
///
/// Links that are known of such a code alone are added to its answer by `linked`, and not to that of another resolver.
pub(super) async fn answer(
	app: &App,
	code: &str,
	asking: Asking<'_>,
	linked: impl Fn(Response) -> Response,
) -> Result<Response, Problem> {
	if let Some(code) = qualified(asking.uri, code) {
		return redirect(StatusCode::SEE_OTHER, path(&code), rest(asking.uri).as_deref()).map(linked);
	}
	let unknown = |kind| Err(Problem::because(kind, code));
	let Ok(parsed) = code.parse::<TraceCode>() else { return unknown(Kind::UnknownCode) };
	let (gtin, lot) = match parsed.parse() {
		Ok(ParsedCode::TradeItem { serial: Some(_), .. }) => {
			return shorter(app, code, asking.uri).await.map(linked)
		}
		Ok(ParsedCode::TradeItem { gtin, lot, .. }) => (gtin, lot.map(qualifier)),
		Ok(ParsedCode::Location { gln, .. }) => {
			let gln = String::from_utf8_lossy(&gln.0).into_owned();
			return place::answer(app, code, &gln, asking).await.map(linked);
		}
		_ => return unknown(Kind::UnknownCode),
	};
	let gtin = String::from_utf8_lossy(gtin.as_bytes()).into_owned();
	let product = products::product(&app.database, &gtin, lot.as_deref()).await?;
	if let Some(product) = product {
		return shown(app, product, code, asking).await.map(linked);
	}
	// A lot of which nothing is registered leads to its product.
	if lot.is_some() && products::product(&app.database, &gtin, None).await?.is_some() {
		let to = path(&format!("01/{gtin}"));
		return redirect(StatusCode::TEMPORARY_REDIRECT, to, asking.uri.query()).map(linked);
	}
	match places::granted(&app.database, code).await? {
		None => handled_elsewhere(code, asking.uri.query()),
		Some(_) => unknown(Kind::UnknownProduct),
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
	let parsed = code.parse::<TraceCode>().ok();
	for left_out in [&["22"][..], &["10"], &["22", "10"]] {
		let shorter = without(left_out);
		if shorter != code && units::exists(&app.database, &shorter).await? {
			// The holds on the lot that the label names must not get lost with it.
			if let Some(parsed) = parsed.as_ref().filter(|_| left_out.contains(&"10")) {
				let named = holds::of_unregistered(&app.database, parsed).await?;
				let known = holds::of_code(&app.database, &shorter).await?;
				if named.held.iter().any(|held| known.held.iter().all(|other| other.code != held.code)) {
					break;
				}
			}
			return redirect(StatusCode::TEMPORARY_REDIRECT, path(&shorter), uri.query());
		}
	}
	Err(Problem::because(Kind::UnknownCode, code))
}

async fn shown(app: &App, product: Product, code: &str, asking: Asking<'_>) -> Result<Response, Problem> {
	let base = app.config.base();
	let levels = async |product: &Product| {
		let above = levels::above(app, code).await?;
		Ok::<_, Problem>([vec![Level::of_product(code, product, base)], above].concat())
	};
	if asking.is_for_link() || asking.is_for_default() {
		if let Some(response) = by_link(&levels(&product).await?, asking, base)? {
			return Ok(response);
		}
	}
	let media = asking.media()?;
	Ok(match media {
		Media::Linkset => of_type(media, json(&linkset(&levels(&product).await?, base))?),
		Media::Json => of_type(media, json(&ByBarcode::from(product))?),
		Media::JsonLd => of_type(media, json(&product_data(app, &product).await?)?),
		Media::Html => {
			let facts = product_facts(app, &product).await?;
			let page =
				html::product(&product, &facts, code, asking.query.lang.as_deref(), asking.headers, app);
			of_type(media, page.into())
		}
	})
}
