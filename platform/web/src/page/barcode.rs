// SPDX-License-Identifier: Apache-2.0

//! Page of a product's barcode, which is on all of its pieces alike.

use super::{
	display::{Row, Shown},
	layout::{AsOf, Frame},
	party::{who, Who},
};
use crate::{digital_link::links, i18n::Lang, master_data::Facts, App};
use askama::Template;
use suyuan_store::read::products::{Held, Lot, Product};

#[derive(Template)]
#[template(path = "barcode.html")]
struct Page<'a> {
	frame: Frame<'a>,
	product: &'a Product,
	rows: Vec<Row>,
	held: Vec<(&'a Held, Who)>,
	/// The product for search engines: JSON without a character of HTML.
	data: String,
}

/// Renders the page of a product's barcode, or of a lot of which only pieces are registered.
pub fn barcode(product: &Product, facts: &Facts, code: &str, lang: Lang, app: &App) -> String {
	let frame = Frame::new(lang, app.config.base(), links::path(code)).with_age(AsOf::served(app));
	let brands = product.brands.iter().map(|brand| match &brand.model {
		Some(model) => Shown::Text(format!("{} {model}", brand.brand)),
		None => Shown::Text(brand.brand.clone()),
	});
	let rows = [
		(frame.t("barcode-number"), vec![Shown::Code(product.gtin.clone())]),
		(frame.t("barcode-batch"), product.lot.iter().cloned().map(Shown::Code).collect()),
		(frame.t("barcode-brand"), brands.collect()),
		(frame.t("barcode-producer"), product.producers.iter().cloned().map(Shown::Text).collect()),
	];
	let rows = rows.into_iter().filter(|(_, shown)| !shown.is_empty());
	let page = Page {
		rows: rows.map(|(label, shown)| Row::new(label, shown)).collect(),
		held: product.held.iter().map(|held| (held, who(&product.parties, &held.hold.by, lang))).collect(),
		data: facts.block(&product.gtin, &format!("{}{}", frame.base, frame.path)),
		product,
		frame,
	};
	// A template fails only if a value in it can't be written, and writing to a string can't fail.
	page.render().unwrap_or_default()
}

impl Page<'_> {
	/// Brand and model if there is one, else the barcode.
	fn name(&self) -> String {
		match self.product.brands.first() {
			Some(brand) => format!("{} {}", brand.brand, brand.model.as_deref().unwrap_or_default()),
			None => self.product.gtin.clone(),
		}
	}

	fn is_recalled(&self) -> bool {
		self.product.held.iter().any(|held| held.hold.kind == "Recall")
	}

	/// Address of the product's page, to which the form adds lot and serial number.
	fn action(&self) -> String {
		format!("/01/{}", self.product.gtin)
	}

	/// Address of the lot's page.
	fn lot_link(&self, lot: &Lot) -> String {
		let code = lot.code.clone();
		let code = code.unwrap_or_else(|| format!("01/{}/10/{}", self.product.gtin, links::query(&lot.lot)));
		self.frame.unit(&code)
	}

	/// Number of units, of which no more are counted than up to a bound.
	fn counted(&self, units: &i64) -> String {
		let more = if *units >= 1_000 { "+" } else { "" };
		format!("{}{more}", self.frame.count(units))
	}
}
