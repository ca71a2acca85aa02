// SPDX-License-Identifier: Apache-2.0

//! Queries of the transformations that lead to a unit and away from it, breadth first.

use super::{List, Page, Result, Snapshot};
use crate::{model::Transformation, Database};
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// Direction of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
	/// Towards the units that a unit was made of.
	Ancestors,
	/// Towards the units that were made of it.
	Descendants,
}

/// A transformation and its distance from the unit that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Step {
	/// 1 for the transformation that made or used the unit itself, 2 for the next ones, and so on.
	pub distance: i64,
	/// The transformation with its inputs and outputs.
	pub transformation: Transformation,
}

/// Transformations that one walk reads at most. Those beyond are asked for from a unit further on.
pub const MOST_WALKED: usize = 10_000;

/// A page of a walk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Walk {
	/// Transformations of the page, the nearest first.
	#[serde(flatten)]
	pub page: Page<Step>,
	/// True if the walk reached its end or goes on with `next`. False if it ended at `MOST_WALKED`.
	pub complete: bool,
}

/// Key at which a page of a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
	/// Distance of the last transformation.
	pub distance: i64,
	/// Number of the last transformation.
	pub id: i64,
}

impl std::fmt::Display for Place {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "{}-{}", self.distance, self.id)
	}
}

impl std::str::FromStr for Place {
	type Err = ();

	fn from_str(text: &str) -> std::result::Result<Self, ()> {
		let (distance, id) = text.split_once('-').ok_or(())?;
		Ok(Self { distance: distance.parse().map_err(|_| ())?, id: id.parse().map_err(|_| ())? })
	}
}

/// Reads a page of the transformations that lead to a unit or away from it, the nearest first.
///
/// A walk begins anew with every page and goes no further than the page needs, so that nothing is kept between two
/// requests and a page costs at most [`MOST_WALKED`] transformations.
pub async fn walk(
	database: &Database,
	code: &str,
	way: Way,
	after: Option<Place>,
	limit: i64,
) -> Result<Walk> {
	let mut snapshot = Snapshot::of(database).await?;
	let walk = walk_in(snapshot.connection(), code, way, after, limit).await?;
	snapshot.end().await?;
	Ok(walk)
}

async fn walk_in(
	connection: &mut AnyConnection,
	code: &str,
	way: Way,
	after: Option<Place>,
	limit: i64,
) -> Result<Walk> {
	let wanted = usize::try_from(limit + 1).unwrap_or_default();
	let mut seen = BTreeSet::new();
	let mut places = vec![];
	let mut level = first(connection, code, way).await?;
	let mut distance = 1;
	while !level.is_empty() && places.len() < wanted && seen.len() < MOST_WALKED {
		level.retain(|id| seen.insert(*id));
		// A key has distance and number: so a page may end anywhere within a distance.
		let here = level.iter().map(|id| Place { distance, id: *id });
		places.extend(here.filter(|place| after.is_none_or(|after| *place > after)));
		if places.len() >= wanted {
			break;
		}
		level = next(connection, &level.into_iter().collect::<Vec<_>>(), way).await?;
		distance += 1;
	}
	let complete = level.is_empty() || places.len() >= wanted;
	places.truncate(wanted);
	let page = Page::cut(places, limit, Place::to_string);
	let ids: Vec<_> = page.items.iter().map(|place| place.id).collect();
	let mut found: BTreeMap<_, _> =
		by_id(connection, &ids).await?.into_iter().map(|one| (one.id, one)).collect();
	let items = page.items.iter().filter_map(|place| {
		let transformation = found.remove(&place.id)?;
		Some(Step { distance: place.distance, transformation })
	});
	Ok(Walk { page: Page { items: items.collect(), next: page.next }, complete })
}

/// Reads the numbers of the transformations next to a unit.
async fn first(connection: &mut AnyConnection, code: &str, way: Way) -> Result<BTreeSet<i64>> {
	let table = match way {
		Way::Ancestors => "transformation_outputs",
		Way::Descendants => "transformation_inputs",
	};
	let rows = sqlx::query(&format!("SELECT DISTINCT id FROM {table} WHERE code = $1 ORDER BY id LIMIT $2"))
		.bind(code)
		.bind(MOST_WALKED as i64)
		.fetch_all(connection)
		.await?;
	rows.iter().map(|row| row.try_get("id")).collect()
}

/// Reads the numbers of the transformations next to those of one distance.
async fn next(connection: &mut AnyConnection, level: &[i64], way: Way) -> Result<BTreeSet<i64>> {
	let (here, there) = match way {
		Way::Ancestors => ("transformation_inputs", "transformation_outputs"),
		Way::Descendants => ("transformation_outputs", "transformation_inputs"),
	};
	let mut next = BTreeSet::new();
	for ids in level.chunks(List::<i64>::MAX_PAGE) {
		let list = List::of(ids);
		let statement = format!(
			"SELECT DISTINCT there.id FROM {here} AS here JOIN {there} AS there ON there.code = here.code
			WHERE here.id IN ({}) LIMIT $1",
			list.placeholders(2)
		);
		let mut query = sqlx::query(&statement).bind(MOST_WALKED as i64);
		for id in list.filled() {
			query = query.bind(*id);
		}
		for row in query.fetch_all(&mut *connection).await? {
			next.insert(row.try_get("id")?);
		}
		if next.len() >= MOST_WALKED {
			break;
		}
	}
	Ok(next)
}

/// Reads the numbers of the first transformations that a unit was used in.
pub(super) async fn uses_of(connection: &mut AnyConnection, code: &str, limit: i64) -> Result<Vec<i64>> {
	let rows =
		sqlx::query("SELECT DISTINCT id FROM transformation_inputs WHERE code = $1 ORDER BY id LIMIT $2")
			.bind(code)
			.bind(limit)
			.fetch_all(connection)
			.await?;
	rows.iter().map(|row| row.try_get("id")).collect()
}

/// Reads the transformations of these numbers, at most 257, in the order of their numbers.
pub(super) async fn by_id(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<Transformation>> {
	let mut found = BTreeMap::new();
	for ids in ids.chunks(List::<i64>::MAX_PAGE) {
		let list = List::of(ids);
		let places = list.placeholders(1);
		macro_rules! rows {
			($statement:literal) => {{
				let statement = format!($statement, places);
				let mut query = sqlx::query(&statement);
				for id in list.filled() {
					query = query.bind(*id);
				}
				query.fetch_all(&mut *connection).await?
			}};
		}
		for row in
			rows!("SELECT id, kind, by, block, time, yield_check FROM transformations WHERE id IN ({})")
		{
			let id = row.try_get("id")?;
			found.insert(
				id,
				Transformation {
					id,
					kind: row.try_get("kind")?,
					by: row.try_get("by")?,
					block: row.try_get("block")?,
					time: row.try_get("time")?,
					yield_check: row.try_get("yield_check")?,
					inputs: vec![],
					outputs: vec![],
				},
			);
		}
		for row in rows!(
			"SELECT id, code, quantity FROM transformation_inputs WHERE id IN ({}) ORDER BY id, position"
		) {
			if let Some(transformation) = found.get_mut(&row.try_get("id")?) {
				transformation.inputs.push((row.try_get("code")?, row.try_get("quantity")?));
			}
		}
		for row in rows!("SELECT id, code FROM transformation_outputs WHERE id IN ({}) ORDER BY id, position")
		{
			if let Some(transformation) = found.get_mut(&row.try_get("id")?) {
				transformation.outputs.push(row.try_get("code")?);
			}
		}
	}
	Ok(found.into_values().collect())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_place_is_read_as_it_is_written() {
		let place = Place { distance: 3, id: 42 };
		assert_eq!(place.to_string().parse(), Ok(place));
		for wrong in ["", "3", "3-", "-42", "x-1", "3-42-1"] {
			assert_eq!(wrong.parse::<Place>(), Err(()), "{wrong}");
		}
	}

	#[test]
	fn places_are_ordered_from_the_nearest() {
		assert!(Place { distance: 1, id: 9 } < Place { distance: 2, id: 1 });
	}
}
