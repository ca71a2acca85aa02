// SPDX-License-Identifier: Apache-2.0

//! Queries of the holds that concern a code: on the unit itself, on its batch, on what it is packed in or contains, and on
//! the materials that it was made of. They are read as they stand now, so that it makes no difference which was registered
//! first, the hold or the unit.

use super::{
	participants,
	units::{self, hold},
	List, Result,
};
use crate::{
	model::{HeldUnit, Party, Relation, Unit},
	Database,
};
use percent_encoding::percent_decode;
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::{BTreeMap, BTreeSet};
use suyuan_primitives::codes::{ParsedCode, TraceCode};

/// Holds that are listed at most.
const MAX_HOLDS: i64 = 64;
/// Units that a walk into a container, or back to materials, reads at most.
const MAX_WALKED: usize = 1_024;
/// Batches beside a unit's own whose holds are read at most: those of the pieces among its materials.
const MAX_LOTS: usize = 16;
/// Batches of a unit's product records that are read at most.
const MAX_RECORDED_LOTS: i64 = 4;

/// Columns of a held unit, of a table named `held`.
const HELD: &str =
	"held.code AS code, held.hold AS hold, held.hold_by AS hold_by, held.hold_reason AS hold_reason, \
	held.held_at AS held_at";

/// Holds that concern a unit.
#[derive(Debug, Default)]
pub struct Holds {
	/// The holds, recalls first, and of those the nearest first.
	pub held: Vec<HeldUnit>,
	/// False if a walk ended at its bound, so that there may be more.
	pub complete: bool,
}

/// A batch by the commodity barcode and the lot.
type Lot = (String, String);

/// Holds in the making, each unit once and by its nearest relation.
struct Found {
	held: BTreeMap<String, HeldUnit>,
	complete: bool,
}

impl Found {
	fn add(&mut self, relation: Relation, row: &AnyRow) -> Result<()> {
		if let Some(hold) = hold(row)? {
			let code: String = row.try_get("code")?;
			self.held.entry(code.clone()).or_insert(HeldUnit { code, relation, hold });
		}
		Ok(())
	}

	fn holds(self) -> Holds {
		let mut held: Vec<_> = self.held.into_values().collect();
		held.sort_by_key(|held| (held.hold.kind != "Recall", held.relation));
		held.truncate(MAX_HOLDS as usize);
		Holds { held, complete: self.complete }
	}
}

/// Reads the holds that concern the unit of a code. None if there is no such unit.
pub async fn of_code(database: &Database, code: &str) -> Result<Holds> {
	let mut connection = database.pool().acquire().await?;
	let Some(found) = units::find(&mut connection, code).await? else { return Ok(Holds::default()) };
	let around = units::around(&mut connection, code).await?.into_iter().map(|(code, _)| code);
	let filled = !units::contents(&mut connection, code, None, 1).await?.items.is_empty();
	of_unit(&mut connection, &found.unit, found.made_by, &around.collect::<Vec<_>>(), filled).await
}

/// Reads the holds that concern a unit. `around` are the units around it, `filled` is true if it contains others.
pub(super) async fn of_unit(
	connection: &mut AnyConnection,
	unit: &Unit,
	made_by: Option<i64>,
	around: &[String],
	filled: bool,
) -> Result<Holds> {
	let mut found = Found { held: BTreeMap::new(), complete: true };
	if let Some(hold) = &unit.hold {
		let code = unit.code.clone();
		let itself = HeldUnit { code: code.clone(), relation: Relation::Itself, hold: hold.clone() };
		found.held.insert(code, itself);
	}
	for lot in lots_of(connection, unit).await? {
		of_lot(connection, &lot, Relation::Batch, &mut found).await?;
	}
	if !around.is_empty() {
		let list = List::of(around);
		let sql = format!(
			"SELECT {HELD} FROM units AS held WHERE held.hold IS NOT NULL AND held.code IN ({})",
			list.placeholders(1)
		);
		let query = list.filled().fold(sqlx::query(&sql), |query, code| query.bind(code));
		for row in query.fetch_all(&mut *connection).await? {
			found.add(Relation::Container, &row)?;
		}
	}
	if filled {
		of_contents(connection, &unit.code, &mut found).await?;
	}
	if let Some(made_by) = made_by {
		of_materials(connection, made_by, &mut found).await?;
	}
	Ok(found.holds())
}

/// Reads the batches that a unit belongs to: the one in its code, and those that its product records name.
async fn lots_of(connection: &mut AnyConnection, unit: &Unit) -> Result<BTreeSet<Lot>> {
	let Some(gtin) = &unit.gtin else { return Ok(BTreeSet::new()) };
	if let Some(lot) = &unit.lot {
		return Ok([(gtin.clone(), lot.clone())].into());
	}
	let lots: Vec<String> = sqlx::query_scalar(
		"SELECT DISTINCT batch FROM product_records WHERE code = $1 AND batch IS NOT NULL AND superseded_by IS NULL
		ORDER BY batch LIMIT $2",
	)
	.bind(&unit.code)
	.bind(MAX_RECORDED_LOTS)
	.fetch_all(connection)
	.await?;
	Ok(lots.into_iter().map(|lot| (gtin.clone(), lot)).collect())
}

/// Reads the holds on a batch as a whole. The pieces of a batch have serial numbers, and a hold on one is none on the others.
async fn of_lot(
	connection: &mut AnyConnection,
	(gtin, lot): &Lot,
	relation: Relation,
	found: &mut Found,
) -> Result<()> {
	let sql = format!(
		"SELECT {HELD} FROM units AS held WHERE held.gtin = $1 AND held.lot = $2 AND held.hold IS NOT NULL
		AND held.serial IS NULL ORDER BY held.code LIMIT $3"
	);
	let query = sqlx::query(&sql).bind(gtin).bind(lot).bind(MAX_HOLDS);
	for row in query.fetch_all(connection).await? {
		found.add(relation, &row)?;
	}
	Ok(())
}

/// Reads the holds on what is packed in a unit, however deep.
async fn of_contents(connection: &mut AnyConnection, code: &str, found: &mut Found) -> Result<()> {
	let mut level = vec![code.to_string()];
	let mut seen: BTreeSet<String> = level.iter().cloned().collect();
	while !level.is_empty() {
		let mut next = Vec::new();
		for codes in level.chunks(List::<String>::MAX_PAGE) {
			let list = List::of(codes);
			let sql = format!(
				"SELECT {HELD} FROM units AS held WHERE held.packed_in IN ({}) ORDER BY held.packed_in, held.code LIMIT $1",
				list.placeholders(2)
			);
			let query = sqlx::query(&sql).bind(MAX_WALKED as i64);
			let query = list.filled().fold(query, |query, code| query.bind(code));
			for row in query.fetch_all(&mut *connection).await? {
				found.add(Relation::Contents, &row)?;
				let code: String = row.try_get("code")?;
				if seen.insert(code.clone()) {
					next.push(code);
				}
			}
			if seen.len() > MAX_WALKED {
				found.complete = false;
				return Ok(());
			}
		}
		level = next;
	}
	Ok(())
}

/// Reads the holds on the units that a transformation used, on those that these were made of, and on the batches of all.
async fn of_materials(connection: &mut AnyConnection, made_by: i64, found: &mut Found) -> Result<()> {
	let (mut level, mut seen, mut lots) = (vec![made_by], BTreeSet::from([made_by]), BTreeSet::new());
	let mut walked = 0;
	while !level.is_empty() {
		let mut next = Vec::new();
		for ids in level.chunks(List::<i64>::MAX_PAGE) {
			let list = List::of(ids);
			let sql = format!(
				"SELECT {HELD}, held.made_by AS made_by, held.gtin AS gtin, held.lot AS lot, held.serial AS serial
				FROM transformation_inputs JOIN units AS held ON held.code = transformation_inputs.code
				WHERE transformation_inputs.id IN ({}) LIMIT $1",
				list.placeholders(2)
			);
			let query = sqlx::query(&sql).bind(MAX_WALKED as i64);
			let query = list.filled().fold(query, |query, id| query.bind(*id));
			for row in query.fetch_all(&mut *connection).await? {
				walked += 1;
				found.add(Relation::Material, &row)?;
				let piece: (Option<String>, Option<String>, Option<String>) =
					(row.try_get("gtin")?, row.try_get("lot")?, row.try_get("serial")?);
				if let (Some(gtin), Some(lot), Some(_)) = piece {
					lots.insert((gtin, lot));
				}
				let made_by: Option<i64> = row.try_get("made_by")?;
				next.extend(made_by.filter(|id| seen.insert(*id)));
			}
			if walked >= MAX_WALKED {
				found.complete = false;
				next.clear();
				break;
			}
		}
		level = next;
	}
	found.complete &= lots.len() <= MAX_LOTS;
	for lot in lots.iter().take(MAX_LOTS) {
		of_lot(connection, lot, Relation::Material, found).await?;
	}
	Ok(())
}

/// Holds that concern a code that no unit has, and the participants that hold.
#[derive(Debug, Default)]
pub struct Unregistered {
	/// The holds, recalls first.
	pub held: Vec<HeldUnit>,
	/// Participants that hold, by account.
	pub parties: BTreeMap<String, Party>,
}

/// Reads the holds that concern a code that no unit has: those on the batch that it names, or if it names none, those on any
/// batch of the product.
pub async fn of_unregistered(database: &Database, code: &TraceCode) -> Result<Unregistered> {
	let Ok(ParsedCode::TradeItem { gtin, lot, .. }) = code.parse() else {
		return Ok(Unregistered::default());
	};
	let gtin = String::from_utf8_lossy(gtin.as_bytes()).into_owned();
	let mut connection = database.pool().acquire().await?;
	let mut found = Found { held: BTreeMap::new(), complete: true };
	match lot {
		Some(lot) => {
			let lot = percent_decode(lot).decode_utf8_lossy().into_owned();
			of_lot(&mut connection, &(gtin, lot), Relation::Batch, &mut found).await?;
		}
		None => {
			let sql = format!(
				"SELECT {HELD} FROM units AS held WHERE held.gtin = $1 AND held.hold IS NOT NULL AND held.serial IS NULL
				ORDER BY held.lot, held.code LIMIT $2"
			);
			for row in sqlx::query(&sql).bind(gtin).bind(MAX_HOLDS).fetch_all(&mut *connection).await? {
				found.add(Relation::Product, &row)?;
			}
		}
	}
	let held = found.holds().held;
	let accounts = held.iter().map(|held| held.hold.by.clone()).collect();
	Ok(Unregistered { parties: participants::parties(&mut connection, accounts).await?, held })
}
