// SPDX-License-Identifier: Apache-2.0

//! Verification of our heads against the chain's own.
//!
//! A head is compared at the very block up to which the database goes, so that nothing can have changed meanwhile. A head
//! is compared again when it changed, and all heads are when the process starts: the database may have been written by a
//! process that had no business there. Then the digest is also replayed from the bytes of the records in the database, and
//! the columns beside them are compared with the bytes, so that a record taken out, exchanged or altered is found. Records
//! that the process wrote itself since then, it wrote together with the head that it is compared by.

use crate::{
	replay::{Replay, Replayed},
	writer::Cursor,
};
use anyhow::Context;
use codec::Encode;
use futures::TryStreamExt;
use serde_json::Value;
use sp_crypto_hashing::blake2_256;
use sqlx::{AnyConnection, Row};
use std::collections::HashMap;
use suyuan_chain_client::{hash_of, head_key, unit_key, Info, Node, Runtime};
use suyuan_scale_json::hexadecimal;
use suyuan_store::{
	tables::{self, records_of},
	write, Database, Lease,
};

/// Heads that are compared at a time.
const MAX_HEADS: i64 = 512;

/// A head as the database has it.
#[derive(Clone, Debug)]
struct Head {
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
	audited: Option<(String, String)>,
}

impl Verifier {
	/// Makes a verifier, which begins with an audit of all heads unless the database is new.
	pub fn new(is_new: bool) -> Self {
		Self { audited: (!is_new).then(Default::default) }
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
		let audited = self.audited.is_some().then(|| (last.code.clone(), last.info.name().to_string()));
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

const COLUMNS: &str = "code, info_block, records, categories, imported, digest, last_at";

async fn all_after(connection: &mut AnyConnection, after: &(String, String)) -> anyhow::Result<Vec<Head>> {
	let sql = format!(
		"SELECT {COLUMNS} FROM heads WHERE code > $1 OR (code = $1 AND info_block > $2) \
		 ORDER BY code, info_block LIMIT {MAX_HEADS}"
	);
	let rows = sqlx::query(&sql).bind(after.0.as_str()).bind(after.1.as_str()).fetch_all(connection).await?;
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
	Ok(Head {
		code: row.try_get(0)?,
		info: Info::named(&info).with_context(|| format!("there is no block {info}"))?,
		records: row.try_get(2)?,
		categories: row.try_get(3)?,
		imported: row.try_get(4)?,
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
				"SELECT {}, b.spec_version FROM {} r LEFT JOIN blocks b ON b.number = r.block \
				 WHERE r.code IN ({}) ORDER BY r.code, r.record_index",
				columns.join(", "),
				table.name,
				places.join(", ")
			);
			let query =
				some.iter().fold(sqlx::query(&sql), |query, (_, head)| query.bind(head.code.as_str()));
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
/// Of the unit the state keeps a digest, which covers the heads: one that the event had not is not believed.
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
	let key = unit_key("Archived", &head.code);
	let state = node.state(std::slice::from_ref(&key), at).await?;
	let Some(left) = state.get(&key) else { return Ok(None) };
	let left = runtime.value("TraceUnits", "Archived", left)?;
	let digest = archived_digest(runtime, &head.code, &detail)?;
	Ok((left["digest"].as_str() == Some(&digest)).then(|| detail["heads"][head.info.place()].clone()))
}

/// Digest of an archived unit: of its code, of the hash of the unit, and of the hash of its heads.
fn archived_digest(runtime: &Runtime, code: &str, detail: &Value) -> anyhow::Result<String> {
	let mut heads = Vec::new();
	for info in Info::ALL {
		match &detail["heads"][info.place()] {
			Value::Null => heads.push(0),
			head => {
				heads.push(1);
				runtime.encode_value(info.pallet(), "Heads", head, &mut heads)?;
			}
		}
	}
	let unit_hash = detail["unit_hash"].as_str().and_then(hash_of).context("the hash of an archived unit")?;
	let parts = [code.as_bytes().encode(), unit_hash.to_vec(), blake2_256(&heads).to_vec()];
	Ok(hexadecimal(&blake2_256(&parts.concat())))
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
	let table = tables::HEADS.name;
	for some in heads.chunks(MAX_MARKED) {
		let places: Vec<_> = (0..some.len())
			.map(|n| {
				format!("(code = ${} AND info_block = ${} AND digest = ${})", n * 3 + 3, n * 3 + 4, n * 3 + 5)
			})
			.collect();
		let sql = format!("UPDATE {table} SET checked_at = $1, agrees = $2 WHERE {}", places.join(" OR "));
		let mut cells: Vec<write::Cell> = vec![at.into(), i64::from(agrees).into()];
		for head in some {
			cells.extend([head.code.as_str().into(), head.info.name().into(), head.digest.as_str().into()]);
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
