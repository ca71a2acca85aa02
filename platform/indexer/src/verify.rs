// SPDX-License-Identifier: Apache-2.0

//! Verification of our heads against the chain's own.
//!
//! A head is compared at the very block up to which the database goes, so that nothing can have changed meanwhile. A head
//! is compared again when it changed, and all heads are when the process starts: the database may have been written by a
//! process that had no business there. Then the digest is also replayed from the bytes of the records in the database, and
//! the columns beside them are compared with the bytes, so that a record taken out, exchanged or altered is found. Records
//! that the process wrote itself since then, it wrote together with the head that it is compared by.

use crate::{
	archive::leaf_of,
	replay::{Replay, Replayed},
	writer::Cursor,
};
use anyhow::Context;
use codec::Encode;
use futures::TryStreamExt;
use serde_json::Value;
use sqlx::{AnyConnection, Row};
use std::collections::HashMap;
use suyuan_chain_client::{archive_root_key, head_key, Info, Node, Runtime};
use suyuan_primitives::{archive_book::ArchiveClass, codes::TraceCode};
use suyuan_store::{
	archive,
	columns::category_names,
	tables::{self, records_of},
	write, Database, Lease,
};

/// Heads that are compared at a time.
const MAX_HEADS: i64 = 512;

/// A head as the database has it.
#[derive(Clone, Debug)]
struct Head {
	/// Number of the unit.
	unit: i64,
	code: String,
	info: Info,
	records: i64,
	categories: String,
	imported: String,
	digest: String,
	last_at: i64,
}

/// Compares the database's heads with the chain's.
pub struct Verifier {
	/// Last head that the audit at the start came to. None when it is through.
	audited: Option<(i64, i64)>,
}

impl Verifier {
	/// Makes a verifier, which begins with an audit of all heads unless the database is new.
	pub fn new(is_new: bool) -> Self {
		Self { audited: (!is_new).then_some((-1, 0)) }
	}

	/// Compares some heads. Returns how many disagree now, or None when every head is compared.
	pub(crate) async fn some(
		&mut self,
		lease: &Lease,
		node: &Node,
		runtime: &Runtime,
		cursor: &Cursor,
	) -> anyhow::Result<Option<u64>> {
		let database = lease.database();
		let mut connection = database.pool().acquire().await?;
		let heads = match &self.audited {
			Some(after) => all_after(&mut connection, after).await?,
			None => changed(&mut connection).await?,
		};
		let Some(last) = heads.last() else {
			return match self.audited.take() {
				Some(_) => Ok(Some(disagreeing(&mut connection).await?)),
				None => Ok(None),
			};
		};
		let audited = self.audited.is_some().then(|| (last.unit, last.info.place() as i64));
		let replayed = match &self.audited {
			Some(_) => Some(replayed(database, &mut connection, &heads).await?),
			None => None,
		};
		drop(connection);
		let theirs = theirs(node, runtime, &heads, &cursor.hash).await?;
		let mut verdicts = Vec::new();
		for (place, head) in heads.iter().enumerate() {
			let theirs = match theirs[place].as_ref() {
				Some(theirs) => Some(theirs.clone()),
				None => archived(database, node, runtime, head, &cursor.hash).await?,
			};
			let replay = replayed.as_ref().and_then(|replayed| replay_fault(head, replayed.get(&place)));
			let why_not = disagreement(head, theirs.as_ref()).or(replay);
			if let Some(why) = &why_not {
				tracing::error!(
					code = head.code,
					block = head.info.name(),
					why,
					"A HEAD DOES NOT AGREE WITH THE CHAIN: what this database says of the unit must not be believed"
				);
				metrics::counter!("suyuan_heads_disagreed_total").increment(1);
			}
			verdicts.push(why_not.is_none());
		}
		let mut transaction = lease.begin().await?;
		for agrees in [true, false] {
			let heads =
				heads.iter().zip(&verdicts).filter(|(_, verdict)| **verdict == agrees).map(|(head, _)| head);
			mark(&mut transaction, heads.collect(), agrees, cursor.block as i64).await?;
		}
		let count = disagreeing(&mut transaction).await?;
		transaction.commit().await?;
		// The position moves only now: after an error before this point the same heads are compared again.
		self.audited = audited;
		metrics::counter!("suyuan_heads_compared_total").increment(heads.len() as u64);
		metrics::gauge!("suyuan_heads_disagreeing").set(count as f64);
		Ok(Some(count))
	}
}

const COLUMNS: &str = "code, info_block, records, categories, imported, digest, last_at, unit";

async fn all_after(connection: &mut AnyConnection, after: &(i64, i64)) -> anyhow::Result<Vec<Head>> {
	let sql = format!(
		"SELECT {COLUMNS} FROM heads WHERE (unit, place) > ($1, $2) ORDER BY unit, place LIMIT {MAX_HEADS}"
	);
	let rows = sqlx::query(&sql).bind(after.0).bind(after.1).fetch_all(connection).await?;
	rows.iter().map(head).collect()
}

async fn changed(connection: &mut AnyConnection) -> anyhow::Result<Vec<Head>> {
	let sql =
		format!("SELECT {COLUMNS} FROM heads WHERE checked_at IS NULL ORDER BY last_at LIMIT {MAX_HEADS}");
	let rows = sqlx::query(&sql).fetch_all(connection).await?;
	rows.iter().map(head).collect()
}

fn head(row: &sqlx::any::AnyRow) -> anyhow::Result<Head> {
	let info: String = row.try_get(1)?;
	let info = Info::named(&info).with_context(|| format!("there is no block {info}"))?;
	let names = |column: usize| -> sqlx::Result<String> {
		let bits: i64 = row.try_get(column)?;
		Ok(category_names(info, u16::try_from(bits).unwrap_or_default()))
	};
	Ok(Head {
		unit: row.try_get(7)?,
		code: row.try_get(0)?,
		info,
		records: row.try_get(2)?,
		categories: names(3)?,
		imported: names(4)?,
		digest: row.try_get(5)?,
		last_at: row.try_get(6)?,
	})
}

async fn disagreeing(connection: &mut AnyConnection) -> anyhow::Result<u64> {
	let count: i64 =
		sqlx::query_scalar("SELECT COUNT(*) FROM heads WHERE agrees = 0").fetch_one(connection).await?;
	Ok(count as u64)
}

/// Replays the records in the database, and returns the result for each head by its index.
async fn replayed(
	database: &Database,
	connection: &mut AnyConnection,
	heads: &[Head],
) -> anyhow::Result<HashMap<usize, Replayed>> {
	const CODES: usize = 256;
	let forms = database.kept().all(&mut *connection).await?;
	let mut found = HashMap::new();
	for info in Info::ALL {
		let table = records_of(info);
		let columns: Vec<_> = table.columns.iter().map(|(name, _)| format!("r.{name}")).collect();
		let of_block: Vec<_> = heads.iter().enumerate().filter(|(_, head)| head.info == info).collect();
		for some in of_block.chunks(CODES) {
			let places: Vec<_> = (1..=some.len()).map(|place| format!("${place}")).collect();
			let sql = format!(
				"SELECT {}, b.spec_version FROM {} r LEFT JOIN blocks b ON b.number = r.block AND b.chain = r.chain \
				 WHERE r.unit IN ({}) ORDER BY r.unit, r.record_index",
				columns.join(", "),
				table.name,
				places.join(", ")
			);
			let query = some.iter().fold(sqlx::query(&sql), |query, (_, head)| query.bind(head.unit));
			let mut replays: HashMap<String, Replay> = HashMap::new();
			let mut rows = query.fetch(&mut *connection);
			while let Some(row) = rows.try_next().await? {
				let version: Option<i64> = row.try_get(columns.len())?;
				let forms = version.and_then(|version| forms.get(&version));
				let cells = write::cells(table, &row)?;
				let code = cells[0].text().unwrap_or_default();
				if !replays.contains_key(code) {
					replays.insert(code.into(), Replay::default());
				}
				if let Some(replay) = replays.get_mut(cells[0].text().unwrap_or_default()) {
					replay.add(table, info, cells, forms.map(|forms| &**forms));
				}
			}
			for (place, head) in some {
				if let Some(replayed) = replays.remove(&head.code).and_then(Replay::end) {
					found.insert(*place, replayed);
				}
			}
		}
	}
	Ok(found)
}

/// Reads the chain's own heads, in the order of ours.
async fn theirs(
	node: &Node,
	runtime: &Runtime,
	heads: &[Head],
	at: &str,
) -> anyhow::Result<Vec<Option<Value>>> {
	let keys: Vec<_> = heads.iter().map(|head| head_key(head.info, &head.code)).collect();
	let state = node.state(&keys, at).await?;
	let value = |(head, key): (&Head, &Vec<u8>)| {
		let value = state.get(key).map(|value| runtime.value(head.info.pallet(), "Heads", value));
		value.transpose()
	};
	heads.iter().zip(&keys).map(value).collect()
}

/// Reads the head of a unit that left the state, as the event of its archiving has it. None if it did not leave.
///
/// The event is believed if the leaf that it amounts to stands in the archive book, under the root that the chain has.
async fn archived(
	database: &Database,
	node: &Node,
	runtime: &Runtime,
	head: &Head,
	at: &str,
) -> anyhow::Result<Option<Value>> {
	let sql = "SELECT detail FROM unit_events WHERE code = $1 AND kind = 'Archived'";
	let query = sqlx::query_scalar(sql).bind(head.code.as_str());
	let detail: Option<String> = query.fetch_optional(database.pool()).await?;
	let Some(detail) = detail else { return Ok(None) };
	let detail: Value = serde_json::from_str(&detail)?;
	let code: TraceCode = head.code.parse().ok().context("the code of an archived unit")?;
	let class = ArchiveClass::of(&code).context("a unit of no class")?;
	let key = archive_root_key(&class.encode());
	let state = node.state(std::slice::from_ref(&key), at).await?;
	let Some(theirs) = state.get(&key) else { return Ok(None) };
	let leaf = leaf_of(runtime, &head.code, &detail["archived"])?;
	let mut connection = database.pool().acquire().await?;
	let root = archive::root(&mut connection, class).await?;
	if root.is_none_or(|root| root.as_bytes() != theirs.as_slice()) {
		return Ok(None);
	}
	let mut ways = archive::Ways::default();
	ways.read(&mut connection, class, root, std::slice::from_ref(&code)).await?;
	let is_member = ways.leaf(root, &code) == Some(leaf);
	Ok(is_member.then(|| detail["archived"]["heads"][head.info.place()].clone()))
}

/// Describes the first difference between our head and the chain's.
fn disagreement(ours: &Head, theirs: Option<&Value>) -> Option<String> {
	let Some(theirs) = theirs else { return Some("the chain has no such head".into()) };
	let said = |what: &str, ours: &str, theirs: &str| {
		(ours != theirs).then(|| format!("{what}: {ours} here, {theirs} on the chain"))
	};
	let theirs_of =
		|field: &str| theirs[field].as_str().map_or_else(|| theirs[field].to_string(), Into::into);
	said("digest", &ours.digest, &theirs_of("digest"))
		.or_else(|| said("records", &ours.records.to_string(), &theirs_of("records")))
		.or_else(|| said("last record", &ours.last_at.to_string(), &theirs_of("last_at")))
		.or_else(|| said("categories", &bits(&ours.categories).to_string(), &theirs_of("categories")))
		.or_else(|| said("imported", &bits(&ours.imported).to_string(), &theirs_of("imported")))
}

/// Describes the first difference between a head and the replay of its records.
fn replay_fault(ours: &Head, replayed: Option<&Replayed>) -> Option<String> {
	match replayed {
		None => Some("no record is there".into()),
		Some(Err(fault)) => Some(fault.clone()),
		Some(Ok(digest)) if *digest == ours.digest => None,
		Some(Ok(digest)) => {
			Some(format!("replay: the records amount to {digest}, and the head is {}", ours.digest))
		}
	}
}

/// Categories as the chain stores them: one bit each, in the order of the tables.
fn bits(categories: &str) -> u16 {
	let names: Vec<String> = serde_json::from_str(categories).unwrap_or_default();
	let all = Info::ALL.into_iter().flat_map(suyuan_chain_client::categories);
	all.enumerate()
		.filter(|(_, name)| names.iter().any(|other| other == *name))
		.fold(0, |bits, (n, _)| bits | 1 << n)
}

/// Marks heads as compared, but only where nothing was recorded meanwhile. Otherwise the head is compared again.
async fn mark(
	connection: &mut AnyConnection,
	heads: Vec<&Head>,
	agrees: bool,
	at: i64,
) -> anyhow::Result<()> {
	const MAX_MARKED: usize = 128;
	let table = tables::HEADS.rows;
	for some in heads.chunks(MAX_MARKED) {
		let places: Vec<_> = (0..some.len())
			.map(|n| {
				format!(
					"(unit = ${} AND info_block = ${} AND records = ${})",
					n * 3 + 3,
					n * 3 + 4,
					n * 3 + 5
				)
			})
			.collect();
		let sql = format!("UPDATE {table} SET checked_at = $1, agrees = $2 WHERE {}", places.join(" OR "));
		let mut cells: Vec<write::Cell> = vec![at.into(), i64::from(agrees).into()];
		for head in some {
			cells.extend([head.unit.into(), (head.info.place() as i64).into(), head.records.into()]);
		}
		write::run(connection, &sql, cells).await?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn ours() -> Head {
		Head {
			unit: 0,
			code: "01/06901234567892".into(),
			info: Info::Product,
			records: 2,
			categories: r#"["RawMaterials","Features"]"#.into(),
			imported: "[]".into(),
			digest: "0xaa".into(),
			last_at: 7,
		}
	}

	fn theirs() -> Value {
		json!({ "records": 2, "categories": 5, "imported": 0, "digest": "0xaa", "last_at": 7 })
	}

	#[test]
	fn a_head_that_agrees_in_everything_agrees() {
		assert_eq!(disagreement(&ours(), Some(&theirs())), None);
	}

	#[test]
	fn a_head_disagrees_in_anything() {
		for (field, value) in [
			("records", json!(3)),
			("categories", json!(1)),
			("imported", json!(1)),
			("digest", json!("0xab")),
			("last_at", json!(8)),
		] {
			let mut theirs = theirs();
			theirs[field] = value;
			assert!(disagreement(&ours(), Some(&theirs)).is_some(), "{field}");
		}
		assert!(disagreement(&ours(), None).is_some());
	}

	#[test]
	fn records_must_amount_to_their_head() {
		assert_eq!(replay_fault(&ours(), Some(&Ok("0xaa".into()))), None);
		assert!(replay_fault(&ours(), Some(&Ok("0xab".into()))).is_some_and(|why| why.starts_with("replay")));
		assert!(replay_fault(&ours(), Some(&Err("altered".into()))).is_some_and(|why| why == "altered"));
		assert!(replay_fault(&ours(), None).is_some());
	}

	#[test]
	fn categories_are_bits_in_the_order_of_the_tables() {
		assert_eq!(bits(r#"["RawMaterials","Status"]"#), 1 | 1 << 13);
	}
}
