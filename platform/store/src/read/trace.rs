// SPDX-License-Identifier: Apache-2.0

//! Query of the whole trace of a unit, from which the page behind its QR code is rendered.

use super::{
	declarations, genealogy, holds, json, participants, prefixes,
	records::{self, RECORD},
	status, texts, units, Result, Snapshot,
};
use crate::{
	model::{Happening, InfoBlock, Record, Scans, Trace, Unit},
	Database,
};
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;
use suyuan_chain_client::{chained, hash_of, Info};
use suyuan_primitives::requirement::{Categories, Category, TraceMode};
use suyuan_scale_json::hexadecimal;

/// Events of a unit that its trace lists at most: the first.
const MAX_HISTORY: i64 = 1_024;

/// Declarations of a unit that its trace lists at most: the latest.
const MAX_DECLARATIONS: i64 = 16;

/// Reads the trace of a unit, all of it as of one final block. None if the code isn't registered.
pub async fn trace(database: &Database, code: &str) -> Result<Option<Trace>> {
	let mut snapshot = Snapshot::of(database).await?;
	let trace = read(database, snapshot.connection(), code).await?;
	snapshot.end().await?;
	Ok(trace)
}

async fn read(database: &Database, connection: &mut AnyConnection, code: &str) -> Result<Option<Trace>> {
	let Some(found) = units::find(connection, code).await? else { return Ok(None) };
	let packed_in = match &found.packed_in {
		Some(_) => units::around(connection, code).await?,
		None => vec![],
	};
	let mut unit = found.unit;
	if let Some((_, custodian)) = packed_in.last() {
		unit.custodian.clone_from(custodian);
	}
	let Recorded { blocks, recorded, imported } = blocks(database, connection, code).await?;
	let history = history(connection, code).await?;
	let used_in = genealogy::uses_of(connection, code, Trace::MANY).await?;
	let mut ids = used_in.clone();
	ids.extend(found.made_by);
	let mut transformations = genealogy::by_id(connection, &ids).await?;
	let made_of = found.made_by.and_then(|id| {
		let position = transformations.iter().position(|transformation| transformation.id == id)?;
		Some(transformations.remove(position))
	});
	let contents = units::contents(connection, code, None, Trace::MANY).await?.items;
	let around: Vec<_> = packed_in.iter().map(|(code, _)| code.clone()).collect();
	let holds = holds::of_unit(connection, &unit, found.made_by, &around, !contents.is_empty()).await?;
	let declarations = declarations::of_unit(connection, code, MAX_DECLARATIONS).await?;
	let mut trace = Trace {
		missing: missing(&unit, &recorded),
		imported: imported.into_iter().collect(),
		check: status::check(connection, &blocks).await?,
		scans: scans(connection, code).await?,
		prefix: prefixes::of_code(connection, code).await?,
		parties: Default::default(),
		packed_in: around,
		holds: holds.held,
		holds_complete: holds.complete,
		used_in: transformations,
		unit,
		blocks,
		history,
		made_of,
		contents,
		declarations,
	};
	trace.parties = participants::parties(connection, accounts(&trace)).await?;
	Ok(Some(trace))
}

/// Collects the accounts in a trace. A value that may be an account or something else is looked up all the same: only
/// participants are found.
fn accounts(trace: &Trace) -> BTreeSet<String> {
	let unit = [&trace.unit.owner, &trace.unit.custodian].into_iter();
	let hold = trace.holds.iter().map(|held| &held.hold.by);
	let records = trace.blocks.iter().flat_map(|block| &block.records).map(|record| &record.provider);
	let history = trace.history.iter().flat_map(|happening| happening.by.iter().chain(&happening.other));
	let transformations = trace.made_of.iter().chain(&trace.used_in).map(|transformation| &transformation.by);
	let declarations = trace.declarations.iter().map(|declaration| &declaration.declarant);
	unit.chain(hold)
		.chain(records)
		.chain(history)
		.chain(transformations)
		.chain(declarations)
		.cloned()
		.collect()
}

/// The blocks of a unit and what their heads say of categories.
struct Recorded {
	blocks: Vec<InfoBlock>,
	/// The categories that are recorded.
	recorded: BTreeSet<String>,
	/// Those of which a record was imported.
	imported: BTreeSet<String>,
}

/// Reads the four blocks of a unit with the first records of each, and the categories that are recorded.
async fn blocks(database: &Database, connection: &mut AnyConnection, code: &str) -> Result<Recorded> {
	let (mut recorded, mut imported) = (BTreeSet::new(), BTreeSet::new());
	let mut blocks: Vec<_> = Info::ALL
		.into_iter()
		.map(|info| InfoBlock {
			name: info.name(),
			total: 0,
			records: vec![],
			digest: None,
			agrees: None,
			checked_at: None,
			recomputed: false,
		})
		.collect();
	let heads = sqlx::query(
		"SELECT info_block, records, categories, imported, digest, checked_at, agrees FROM heads WHERE code = $1",
	)
	.bind(code)
	.fetch_all(&mut *connection)
	.await?;
	for head in heads {
		let name: String = head.try_get("info_block")?;
		let Some(block) = blocks.iter_mut().find(|block| block.name == name) else { continue };
		recorded.extend(texts(&head, "categories")?);
		imported.extend(texts(&head, "imported")?);
		block.total = head.try_get("records")?;
		block.digest = head.try_get("digest")?;
		block.checked_at = head.try_get("checked_at")?;
		block.agrees = head.try_get::<Option<i64>, _>("agrees")?.map(|agrees| agrees != 0);
	}
	// Records are numbered without gaps, so that a bound on the number is one on their count.
	let query = Info::ALL
		.map(|info| {
			let (place, of) = (info.place(), records::of(info));
			format!("SELECT {place} AS place, {RECORD} FROM {of} WHERE r.code = $1 AND r.record_index < $2")
		})
		.join(" UNION ALL ");
	let rows = sqlx::query(&format!("{query} ORDER BY place, record_index"))
		.bind(code)
		.bind(InfoBlock::MANY)
		.fetch_all(&mut *connection)
		.await?;
	let mut places = Vec::with_capacity(rows.len());
	for row in rows {
		let place = usize::try_from(row.try_get::<i64, _>("place")?).unwrap_or_default();
		places.push((Info::ALL[place], row));
	}
	let of: Vec<_> = places.iter().map(|(info, _)| info.place()).collect();
	for (place, record) in of.into_iter().zip(records::read(database, connection, places).await?) {
		blocks[place].records.push(record);
	}
	blocks.iter_mut().for_each(recompute);
	Ok(Recorded { blocks, recorded, imported })
}

/// Computes the digest of the records shown anew, if they are all that there are. An alteration since the head was compared
/// with the chain is found out before it is read.
fn recompute(block: &mut InfoBlock) {
	let here = block.records.len() as i64;
	let many = here == InfoBlock::MANY && block.total > InfoBlock::MANY;
	if many || (here == 0 && block.total == 0) {
		return;
	}
	let chain =
		|digest: [u8; 32], record: &Record| chained(&digest, &hash_of(&record.hash).unwrap_or_default());
	let digest = hexadecimal(&block.records.iter().fold([0; 32], chain));
	block.recomputed = true;
	if here != block.total || block.digest.as_ref() != Some(&digest) {
		block.agrees = Some(false);
	}
}

async fn history(connection: &mut AnyConnection, code: &str) -> Result<Vec<Happening>> {
	let rows = sqlx::query(
		"SELECT block, time, kind, by, other, detail FROM unit_events WHERE code = $1 ORDER BY block, event LIMIT $2",
	)
	.bind(code)
	.bind(MAX_HISTORY)
	.fetch_all(connection)
	.await?;
	rows.iter()
		.map(|row| {
			Ok(Happening {
				block: row.try_get("block")?,
				time: row.try_get("time")?,
				kind: row.try_get("kind")?,
				by: row.try_get("by")?,
				other: row.try_get("other")?,
				detail: json(row, "detail")?,
			})
		})
		.collect()
}

/// Lists the categories that the unit's mode makes mandatory and its blocks lack. None for what is no product.
fn missing(unit: &Unit, recorded: &BTreeSet<String>) -> Vec<String> {
	let mode = unit.mode.as_deref().and_then(|mode| mode.parse::<TraceMode>().ok());
	let Some(mode) = mode else { return vec![] };
	let recorded = Category::ALL
		.into_iter()
		.filter(|category| recorded.contains(category.name()))
		.fold(Categories::default(), Categories::with);
	recorded.missing(mode).iter().map(|category| category.name().into()).collect()
}

async fn scans(connection: &mut AnyConnection, code: &str) -> Result<Scans> {
	let row = sqlx::query("SELECT count, readers, first_at, last_at FROM scans WHERE code = $1")
		.bind(code)
		.fetch_optional(connection)
		.await?;
	row.map_or(Ok(Scans::default()), |row| {
		Ok(Scans {
			count: row.try_get("count")?,
			readers: row.try_get("readers")?,
			first_at: row.try_get("first_at")?,
			last_at: row.try_get("last_at")?,
		})
	})
}

/// Reads a page of the records of one information block, from the one after `after`.
pub async fn records(
	database: &Database,
	code: &str,
	info: Info,
	after: Option<i64>,
	limit: i64,
) -> Result<super::Page<Record>> {
	let of = records::of(info);
	let mut connection = database.pool().acquire().await?;
	let rows = sqlx::query(&format!(
		"SELECT {RECORD} FROM {of} WHERE r.code = $1 AND r.record_index > $2 ORDER BY r.record_index LIMIT $3"
	))
	.bind(code)
	.bind(after.unwrap_or(-1))
	.bind(limit + 1)
	.fetch_all(&mut *connection)
	.await?;
	let rows = rows.into_iter().map(|row| (info, row)).collect();
	let records = records::read(database, &mut connection, rows).await?;
	Ok(super::Page::cut(records, limit, |record: &Record| record.index.to_string()))
}
