// SPDX-License-Identifier: Apache-2.0

//! Levels above a code, up to its primary key: its batch, and its product.

use super::linkset::Level;
use crate::{problem::Problem, App};
use suyuan_primitives::{
	codes::{ParsedCode, TraceCode},
	digital_link::qualifier,
};
use suyuan_store::read::{products, units};

/// Reads the levels above a code, the finest first. A level of which nothing is known is left out.
pub(super) async fn above(app: &App, code: &str) -> Result<Vec<Level>, Problem> {
	let base = app.config.base();
	let mut levels = Vec::new();
	let mut code = code;
	while let Some(shorter) = without_last(code) {
		code = shorter;
		let Ok(parsed) = code.parse::<TraceCode>() else { continue };
		let Ok(ParsedCode::TradeItem { gtin, variant, lot, .. }) = parsed.parse() else { break };
		let gtin = String::from_utf8_lossy(gtin.as_bytes()).into_owned();
		if lot.is_some() && units::exists(&app.database, code).await? {
			levels.push(Level::of_unit(code, String::new(), base));
			continue;
		}
		// A variant has no data of its own.
		if variant.is_some() && lot.is_none() {
			continue;
		}
		if let Some(product) = products::product(&app.database, &gtin, lot.map(qualifier).as_deref()).await? {
			levels.push(Level::of_product(code, &product, base));
		}
	}
	Ok(levels)
}

/// The code without its last qualifier. None if it has none.
fn without_last(code: &str) -> Option<&str> {
	let (rest, _) = code.rsplit_once('/')?;
	let (rest, _) = rest.rsplit_once('/')?;
	rest.contains('/').then_some(rest)
}
