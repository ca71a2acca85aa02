// SPDX-License-Identifier: Apache-2.0

//! Queries of the codes that labels are printed for, in the order of their registration.
//!
//! Later registrations stand behind all earlier ones: a place in the list keeps everything before it, so that no label is
//! printed twice and none left out while pieces are being registered.

use super::{after_unit, is_of, Page, Result};
use crate::Database;
use sqlx::{AnyConnection, Row};
use std::{fmt, str::FromStr};

/// Place in the order of registration: the unit that a page ended with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
	/// Number of the block in which the unit was registered.
	pub block: i64,
	/// Trace code of the unit.
	pub code: String,
}

impl Place {
	/// The place before all units.
	pub fn start() -> Self {
		Self { block: -1, code: String::new() }
	}
}

impl fmt::Display for Place {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(formatter, "{}-{}", self.block, self.code)
	}
}

impl FromStr for Place {
	type Err = ();

	fn from_str(text: &str) -> std::result::Result<Self, ()> {
		let (block, code) = text.split_once('-').ok_or(())?;
		let is_number = !block.is_empty() && block.bytes().all(|byte| byte.is_ascii_digit());
		let block = block.parse().ok().filter(|_| is_number && !code.is_empty()).ok_or(())?;
		Ok(Self { block, code: code.into() })
	}
}

/// Units that labels are printed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
	/// The pieces of a batch.
	Pieces {
		/// Commodity barcode of the batch.
		gtin: String,
		/// Number of the batch.
		lot: String,
	},
	/// A unit itself, that is no batch or has no pieces.
	Itself(String),
	/// The units of an owner: all of them, or those of a product or a batch.
	Owned {
		/// Account of the owner.
		owner: String,
		/// Commodity barcode of the units.
		gtin: Option<String>,
		/// Batch or lot of the units.
		lot: Option<String>,
	},
}

impl Selection {
	/// Conditions on the units, and their values from `$3` on.
	fn conditions(&self) -> (String, Vec<&str>) {
		let wanted: Vec<(&str, &str)> = match self {
			Self::Pieces { gtin, lot } => vec![("gtin", gtin), ("lot", lot)],
			Self::Itself(code) => vec![("code", code)],
			Self::Owned { owner, gtin, lot } => {
				let mut wanted = vec![("owner", owner.as_str())];
				wanted.extend(gtin.as_deref().map(|gtin| ("gtin", gtin)));
				wanted.extend(lot.as_deref().map(|lot| ("lot", lot)));
				wanted
			}
		};
		let conditions =
			(3..).zip(&wanted).map(|(place, (column, _))| format!("AND {}", is_of(column, place)));
		let mut conditions: Vec<_> = conditions.collect();
		if matches!(self, Self::Pieces { .. }) {
			conditions.push("AND u.serial IS NOT NULL".into());
		}
		(conditions.join(" "), wanted.into_iter().map(|(_, value)| value).collect())
	}
}

/// Selects what is labelled under a trace code: of a batch its pieces, of anything else, and of a batch of which no piece is
/// registered, the unit itself. None if there is no such unit.
pub async fn selected(connection: &mut AnyConnection, code: &str) -> Result<Option<Selection>> {
	let sql = "SELECT kind, gtin, lot FROM units WHERE code = $1";
	let Some(row) = sqlx::query(sql).bind(code).fetch_optional(&mut *connection).await? else {
		return Ok(None);
	};
	let (kind, gtin, lot): (String, Option<String>, Option<String>) =
		(row.try_get("kind")?, row.try_get("gtin")?, row.try_get("lot")?);
	if let (Some(gtin), Some(lot), "Batch") = (gtin, lot, kind.as_str()) {
		let pieces = Selection::Pieces { gtin, lot };
		if !units(connection, &pieces, &Place::start(), 1, "").await?.is_empty() {
			return Ok(Some(pieces));
		}
	}
	Ok(Some(Selection::Itself(code.into())))
}

/// Reads units behind a place, in the order of their registration, under one more condition.
pub(crate) async fn units(
	connection: &mut AnyConnection,
	selection: &Selection,
	after: &Place,
	limit: i64,
	condition: &str,
) -> Result<Vec<Place>> {
	let (conditions, values) = selection.conditions();
	let sql = format!(
		"SELECT u.registered_at, u.code FROM units u WHERE u.unit > {} {conditions} {condition} ORDER BY u.unit LIMIT $2",
		after_unit(1)
	);
	let query = sqlx::query(&sql).bind(&after.code).bind(limit);
	let rows = values.into_iter().fold(query, |query, value| query.bind(value)).fetch_all(connection).await?;
	rows.iter().map(|row| Ok(Place { block: row.try_get(0)?, code: row.try_get(1)? })).collect()
}

/// Reads a page of what is labelled under a trace code. None if there is no such unit.
pub async fn under(
	database: &Database,
	code: &str,
	after: &Place,
	limit: i64,
) -> Result<Option<(Selection, Page<Place>)>> {
	let mut connection = database.pool().acquire().await?;
	let Some(selection) = selected(&mut connection, code).await? else { return Ok(None) };
	let places = units(&mut connection, &selection, after, limit + 1, "").await?;
	Ok(Some((selection, Page::cut(places, limit, Place::to_string))))
}

/// Reads a page of a selection.
pub async fn of(
	database: &Database,
	selection: &Selection,
	after: &Place,
	limit: i64,
) -> Result<Page<Place>> {
	let mut connection = database.pool().acquire().await?;
	let places = units(&mut connection, selection, after, limit + 1, "").await?;
	Ok(Page::cut(places, limit, Place::to_string))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_place_is_read_from_its_text() {
		let place = Place { block: 9, code: "01/06901234567892/21/SN-1".into() };
		assert_eq!(place.to_string().parse(), Ok(place));
		for text in ["", "9", "9-", "-1-x", "x-1", "99999999999999999999-x"] {
			assert_eq!(text.parse::<Place>(), Err(()), "{text}");
		}
	}
}
