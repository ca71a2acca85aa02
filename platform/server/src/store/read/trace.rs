//! Everything that is known of one unit: what the page behind its QR code is made from.

use super::{declarations, genealogy, json, participants, status, texts, units, Result, Snapshot};
use crate::store::{
	model::{Happening, InfoBlock, Record, Scans, Trace, Unit},
	Database,
};
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::BTreeSet;
use suyuan_primitives::requirement::{Categories, Category, TraceMode};

/// The information blocks in the order of tables 1 to 4, with the tables that hold their records.
pub const BLOCKS: [(&str, &str); 4] = [
	("product", "product_records"),
	("transaction", "transaction_records"),
	("logistics", "logistics_records"),
	("customs", "customs_records"),
];

/// How many of the things that happened to a unit its trace tells: the first.
const MOST_HAPPENINGS: i64 = 1_024;

/// How many declarations of a unit its trace tells: the latest.
const MOST_DECLARATIONS: i64 = 16;

/// The trace of a unit, all of it as of one final block. None if the code isn't registered.
pub async fn trace(database: &Database, code: &str) -> Result<Option<Trace>> {
	let mut snapshot = Snapshot::of(database).await?;
	let trace = read(snapshot.connection(), code).await?;
	snapshot.end().await?;
	Ok(trace)
}

async fn read(connection: &mut AnyConnection, code: &str) -> Result<Option<Trace>> {
	let Some(found) = units::find(connection, code).await? else { return Ok(None) };
	let packed_in = match &found.packed_in {
		Some(_) => units::around(connection, code).await?,
		None => vec![],
	};
	let mut unit = found.unit;
	if let Some((_, custodian)) = packed_in.last() {
		unit.custodian.clone_from(custodian);
	}
	let (blocks, recorded) = blocks(connection, code).await?;
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
	let declarations = declarations::of_unit(connection, code, MOST_DECLARATIONS).await?;
	let mut trace = Trace {
		missing: missing(&unit, &recorded),
		check: status::check(connection, &blocks).await?,
		scans: scans(connection, code).await?,
		parties: Default::default(),
		packed_in: packed_in.into_iter().map(|(code, _)| code).collect(),
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

/// The accounts that stand in a trace. What may be an account or something else is looked up all the same: only
/// participants are found.
fn accounts(trace: &Trace) -> BTreeSet<String> {
	let unit = [&trace.unit.owner, &trace.unit.custodian].into_iter();
	let hold = trace.unit.hold.iter().map(|hold| &hold.by);
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

/// The four blocks of a unit with the first records of each, and the names of the categories that are recorded.
async fn blocks(connection: &mut AnyConnection, code: &str) -> Result<(Vec<InfoBlock>, BTreeSet<String>)> {
	let mut recorded = BTreeSet::new();
	let mut blocks: Vec<_> = BLOCKS
		.into_iter()
		.map(|(name, _)| InfoBlock {
			name,
			total: 0,
			records: vec![],
			digest: None,
			agrees: None,
			checked_at: None,
		})
		.collect();
	let heads = sqlx::query(
		"SELECT block, records, categories, digest, checked_at, agrees FROM heads WHERE code = $1",
	)
	.bind(code)
	.fetch_all(&mut *connection)
	.await?;
	for head in heads {
		let name: String = head.try_get("block")?;
		let Some(block) = blocks.iter_mut().find(|block| block.name == name) else { continue };
		recorded.extend(texts(&head, "categories")?);
		block.total = head.try_get("records")?;
		block.digest = head.try_get("digest")?;
		block.checked_at = head.try_get("checked_at")?;
		block.agrees = head.try_get::<Option<i64>, _>("agrees")?.map(|agrees| agrees != 0);
	}
	// Records are numbered without gaps, so that a bound on the number is one on how many there are.
	let query = BLOCKS
		.iter()
		.enumerate()
		.map(|(position, (_, table))| {
			format!("SELECT {position} AS place, {RECORD} FROM {table} WHERE code = $1 AND idx < $2")
		})
		.collect::<Vec<_>>()
		.join(" UNION ALL ");
	let rows = sqlx::query(&format!("{query} ORDER BY place, idx"))
		.bind(code)
		.bind(InfoBlock::MANY)
		.fetch_all(&mut *connection)
		.await?;
	for row in rows {
		let place = usize::try_from(row.try_get::<i64, _>("place")?).ok();
		if let Some(block) = place.and_then(|place| blocks.get_mut(place)) {
			block.records.push(record(&row)?);
		}
	}
	Ok((blocks, recorded))
}

/// The columns of a record, the same in each of the four tables.
pub(super) const RECORD: &str =
	"code, idx, category, provider, source, party, supersedes, reason, superseded_by, \
	block, time, hash, item";

/// A record from its row.
pub(super) fn record(row: &AnyRow) -> Result<Record> {
	Ok(Record {
		code: row.try_get("code")?,
		index: row.try_get("idx")?,
		category: row.try_get("category")?,
		provider: row.try_get("provider")?,
		source: row.try_get("source")?,
		party: row.try_get("party")?,
		supersedes: row.try_get("supersedes")?,
		reason: row.try_get("reason")?,
		superseded_by: row.try_get("superseded_by")?,
		block: row.try_get("block")?,
		time: row.try_get("time")?,
		hash: row.try_get("hash")?,
		item: json(row, "item")?,
	})
}

async fn history(connection: &mut AnyConnection, code: &str) -> Result<Vec<Happening>> {
	let rows = sqlx::query(
		"SELECT block, time, kind, by, other, detail FROM unit_events WHERE code = $1 ORDER BY block, event LIMIT $2",
	)
	.bind(code)
	.bind(MOST_HAPPENINGS)
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

/// What the unit's mode makes mandatory and its blocks lack. Nothing is mandatory of what is no product.
fn missing(unit: &Unit, recorded: &BTreeSet<String>) -> Vec<String> {
	let name = |category: &Category| format!("{category:?}");
	let mode = TraceMode::ALL.into_iter().find(|mode| unit.mode.as_deref() == Some(&*format!("{mode:?}")));
	let Some(mode) = mode else { return vec![] };
	let recorded = Category::ALL
		.into_iter()
		.filter(|category| recorded.contains(&name(category)))
		.fold(Categories::default(), Categories::with);
	recorded.missing(mode).iter().map(|category| name(&category)).collect()
}

async fn scans(connection: &mut AnyConnection, code: &str) -> Result<Scans> {
	let row = sqlx::query("SELECT count, first_at, last_at FROM scans WHERE code = $1")
		.bind(code)
		.fetch_optional(connection)
		.await?;
	row.map_or(Ok(Scans::default()), |row| {
		Ok(Scans {
			count: row.try_get("count")?,
			first_at: row.try_get("first_at")?,
			last_at: row.try_get("last_at")?,
		})
	})
}

/// A page of the records of one block, from the one after `after`.
pub async fn records(
	database: &Database,
	code: &str,
	table: &'static str,
	after: Option<i64>,
	limit: i64,
) -> Result<super::Page<Record>> {
	let rows = sqlx::query(&format!(
		"SELECT {RECORD} FROM {table} WHERE code = $1 AND idx > $2 ORDER BY idx LIMIT $3"
	))
	.bind(code)
	.bind(after.unwrap_or(-1))
	.bind(limit + 1)
	.fetch_all(database.pool())
	.await?;
	let records = rows.iter().map(record).collect::<Result<_>>()?;
	Ok(super::Page::cut(records, limit, |record: &Record| record.index.to_string()))
}
