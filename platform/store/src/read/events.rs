// SPDX-License-Identifier: Apache-2.0

//! Queries of all that happened to a unit and was recorded of it, page by page, with what is needed to tell it: the offer
//! that an acceptance answers, the record that an amendment corrects, the quantities that a transformation used and made.

use super::{genealogy, json, records, records::RECORD, units, List, Result, Snapshot};
use crate::{
	model::{Happening, Record, Transformation, Unit},
	Database,
};
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::BTreeMap;
use suyuan_chain_client::Info;

/// Key of an entry: events of the unit come first, then the records of each block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
	/// 0 for events of the unit, 1 to 4 for the information blocks.
	pub part: u8,
	/// Number of the block that emitted the event, or index of the record.
	pub first: i64,
	/// Number of the event in its block. 0 of a record.
	pub second: i64,
}

impl Place {
	/// Place before everything else.
	const START: Self = Self { part: 0, first: -1, second: -1 };
}

/// Event of a unit with its number in the block.
#[derive(Clone, Debug)]
pub struct Numbered {
	/// Number of the event in its block.
	pub event: i64,
	/// The event.
	pub happening: Happening,
}

/// Unit that a transformation used or made: its kind, its registered quantity in thousandths, and the measure of that.
#[derive(Clone, Debug)]
pub struct Part {
	/// `Item`, `Batch`, `LogisticUnit` or `Service`.
	pub kind: String,
	/// Registered quantity of a batch, in thousandths of `measure`.
	pub quantity: Option<i64>,
	/// Unit of measure of a batch.
	pub measure: Option<String>,
}

/// An event or a record of a unit.
#[derive(Clone, Debug)]
pub enum Fact {
	/// An event of the unit, and the offer of custody or title that it answers or ends.
	Happening(Numbered, Option<Numbered>),
	/// A transformation that made or used the unit, with the units in it by their codes.
	Transformation(Transformation, BTreeMap<String, Part>),
	/// A record, and the one that it amends.
	Record(Box<Record>, Option<Box<Record>>),
}

/// An entry with its key.
#[derive(Clone, Debug)]
pub struct Entry {
	/// Key of the entry.
	pub place: Place,
	/// The event or record.
	pub fact: Fact,
}

/// Entries of a unit.
#[derive(Clone, Debug)]
pub struct Entries {
	/// The unit.
	pub unit: Unit,
	/// Entries in the order of their places.
	pub entries: Vec<Entry>,
	/// True if there are further entries.
	pub more: bool,
}

/// Reads the entries of a unit behind a place, so many at most. None if the code isn't registered.
pub async fn of_unit(
	database: &Database,
	code: &str,
	after: Option<Place>,
	limit: usize,
) -> Result<Option<Entries>> {
	let mut snapshot = Snapshot::of(database).await?;
	let entries = read(database, snapshot.connection(), code, after.unwrap_or(Place::START), limit).await?;
	snapshot.end().await?;
	Ok(entries)
}

async fn read(
	database: &Database,
	connection: &mut AnyConnection,
	code: &str,
	after: Place,
	limit: usize,
) -> Result<Option<Entries>> {
	let Some(found) = units::find(connection, code).await? else { return Ok(None) };
	let wanted = limit.saturating_add(1);
	let mut entries = vec![];
	if after.part == 0 {
		let rows = happenings(connection, code, after, wanted).await?;
		entries = told(connection, code, after, rows).await?;
	}
	for (part, info) in (1..).zip(Info::ALL) {
		let left = wanted.saturating_sub(entries.len());
		if left == 0 || part < after.part {
			continue;
		}
		let from = if part == after.part { after.first } else { -1 };
		entries.extend(recorded(database, connection, code, (part, info), from, left).await?);
	}
	let more = entries.len() > limit;
	entries.truncate(limit);
	Ok(Some(Entries { unit: found.unit, entries, more }))
}

const HAPPENING: &str = "block, event, time, kind, by, other, detail";

fn numbered(row: &AnyRow) -> Result<Numbered> {
	Ok(Numbered {
		event: row.try_get("event")?,
		happening: Happening {
			block: row.try_get("block")?,
			time: row.try_get("time")?,
			kind: row.try_get("kind")?,
			by: row.try_get("by")?,
			other: row.try_get("other")?,
			detail: json(row, "detail")?,
		},
	})
}

async fn happenings(
	connection: &mut AnyConnection,
	code: &str,
	after: Place,
	limit: usize,
) -> Result<Vec<Numbered>> {
	let rows = sqlx::query(&format!(
		"SELECT {HAPPENING} FROM unit_events WHERE code = $1 AND (block > $2 OR (block = $2 AND event > $3))
			ORDER BY block, event LIMIT $4"
	))
	.bind(code)
	.bind(after.first)
	.bind(after.second)
	.bind(limit as i64)
	.fetch_all(connection)
	.await?;
	rows.iter().map(numbered).collect()
}

/// The last offer of a kind up to a place.
async fn offer_before(
	connection: &mut AnyConnection,
	code: &str,
	kind: &str,
	place: Place,
) -> Result<Option<Numbered>> {
	let row = sqlx::query(&format!(
		"SELECT {HAPPENING} FROM unit_events
			WHERE code = $1 AND (block < $2 OR (block = $2 AND event <= $3)) AND kind = $4
			ORDER BY block DESC, event DESC LIMIT 1"
	))
	.bind(code)
	.bind(place.first)
	.bind(place.second)
	.bind(kind)
	.fetch_optional(connection)
	.await?;
	row.as_ref().map(numbered).transpose()
}

/// Completes events by the offers that they answer and the transformations that they are part of.
async fn told(
	connection: &mut AnyConnection,
	code: &str,
	after: Place,
	rows: Vec<Numbered>,
) -> Result<Vec<Entry>> {
	let kinds = |custody: bool| if custody { "CustodyOffered" } else { "TitleOffered" };
	let mut offers = [None, None];
	if after.first >= 0 && !rows.is_empty() {
		for (place, offer) in offers.iter_mut().enumerate() {
			*offer = offer_before(connection, code, kinds(place == 0), after).await?;
		}
	}
	let is_of_transformation = |row: &Numbered| matches!(row.happening.kind.as_str(), "Made" | "Transformed");
	let ids = rows.iter().filter(|row| is_of_transformation(row));
	let mut ids: Vec<_> = ids.filter_map(|row| row.happening.detail["id"].as_i64()).collect();
	ids.sort_unstable();
	ids.dedup();
	let transformations = genealogy::by_id(connection, &ids).await?;
	let codes = transformations.iter().flat_map(|transformation| {
		let inputs = transformation.inputs.iter().map(|(code, _)| code);
		inputs.chain(&transformation.outputs).cloned()
	});
	let parts = parts(connection, codes.collect()).await?;
	let mut entries = Vec::with_capacity(rows.len());
	for row in rows {
		let place = Place { part: 0, first: row.happening.block, second: row.event };
		let id = row.happening.detail["id"].as_i64().filter(|_| is_of_transformation(&row));
		let transformation = transformations.iter().find(|one| Some(one.id) == id);
		let fact = match transformation {
			Some(transformation) => {
				let codes = transformation.inputs.iter().map(|(code, _)| code).chain(&transformation.outputs);
				let of = codes.filter_map(|code| Some((code.clone(), parts.get(code)?.clone())));
				Fact::Transformation(transformation.clone(), of.collect())
			}
			None => match row.happening.kind.as_str() {
				"CustodyOffered" => {
					offers[0] = Some(row.clone());
					Fact::Happening(row, None)
				}
				"TitleOffered" => {
					offers[1] = Some(row.clone());
					Fact::Happening(row, None)
				}
				"CustodyAccepted" | "CustodyCancelled" | "OfferReaped" => {
					Fact::Happening(row, offers[0].clone())
				}
				"TitlePassed" | "TitleCancelled" | "TitleOfferReaped" => {
					Fact::Happening(row, offers[1].clone())
				}
				_ => Fact::Happening(row, None),
			},
		};
		entries.push(Entry { place, fact });
	}
	Ok(entries)
}

/// Reads the kinds and quantities of units by their codes.
async fn parts(connection: &mut AnyConnection, mut codes: Vec<String>) -> Result<BTreeMap<String, Part>> {
	codes.sort_unstable();
	codes.dedup();
	let mut parts = BTreeMap::new();
	for codes in codes.chunks(List::<String>::MAX_PAGE) {
		let list = List::of(codes);
		let statement = format!(
			"SELECT code, kind, quantity, measure FROM units WHERE code IN ({})",
			list.placeholders(1)
		);
		let mut query = sqlx::query(&statement);
		for code in list.filled() {
			query = query.bind(code);
		}
		for row in query.fetch_all(&mut *connection).await? {
			let part = Part {
				kind: row.try_get("kind")?,
				quantity: row.try_get("quantity")?,
				measure: row.try_get("measure")?,
			};
			parts.insert(row.try_get("code")?, part);
		}
	}
	Ok(parts)
}

/// Reads records of a block behind an index, each with the one that it amends.
async fn recorded(
	database: &Database,
	connection: &mut AnyConnection,
	code: &str,
	(part, info): (u8, Info),
	after: i64,
	limit: usize,
) -> Result<Vec<Entry>> {
	let of = records::of(info);
	let rows = sqlx::query(&format!(
		"SELECT {RECORD} FROM {of} WHERE r.code = $1 AND r.record_index > $2 ORDER BY r.record_index LIMIT $3"
	))
	.bind(code)
	.bind(after)
	.bind(limit as i64)
	.fetch_all(&mut *connection)
	.await?;
	let rows = rows.into_iter().map(|row| (info, row)).collect();
	let found = records::read(database, connection, rows).await?;
	let mut amended: Vec<_> = found.iter().filter_map(|record| record.supersedes).collect();
	amended.sort_unstable();
	amended.dedup();
	let mut before = BTreeMap::new();
	for indexes in amended.chunks(List::<i64>::MAX_PAGE) {
		let list = List::of(indexes);
		let places = list.placeholders(2);
		let statement =
			format!("SELECT {RECORD} FROM {of} WHERE r.code = $1 AND r.record_index IN ({places})");
		let mut query = sqlx::query(&statement).bind(code);
		for index in list.filled() {
			query = query.bind(*index);
		}
		let rows = query.fetch_all(&mut *connection).await?;
		let rows = rows.into_iter().map(|row| (info, row)).collect();
		let read = records::read(database, connection, rows).await?;
		before.extend(read.into_iter().map(|record| (record.index, record)));
	}
	let entry = |record: Record| {
		let amended = record.supersedes.and_then(|index| before.get(&index)).cloned().map(Box::new);
		let place = Place { part, first: record.index, second: 0 };
		Entry { place, fact: Fact::Record(Box::new(record), amended) }
	};
	Ok(found.into_iter().map(entry).collect())
}
