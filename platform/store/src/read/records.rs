// SPDX-License-Identifier: Apache-2.0

//! Queries of records, which decode the very bytes that the chain hashed. A record shows what its hash covers.

use super::Result;
use crate::{model::Record, record_types_cache::ByVersion, tables::records_of, Database};
use serde_json::json;
use sp_crypto_hashing::blake2_256;
use sqlx::{any::AnyRow, AnyConnection, Row};
use suyuan_chain_client::Info;
use suyuan_scale_json::hexadecimal;

/// Columns of a record and of the block that carries it.
pub(super) const RECORD: &str =
	"r.code AS code, r.record_index AS record_index, r.category AS category, r.provider AS provider, \
	r.superseded_by AS superseded_by, \
	r.block AS block, r.record AS record, b.time AS time, b.spec_version AS spec_version";

/// FROM clause of the records of an information block.
pub(super) fn of(info: Info) -> String {
	format!("{} r LEFT JOIN blocks b ON b.number = r.block", records_of(info).name)
}

/// Decodes records from their rows, each of its information block.
pub(super) async fn read(
	database: &Database,
	connection: &mut AnyConnection,
	rows: Vec<(Info, AnyRow)>,
) -> Result<Vec<Record>> {
	let mut versions = Vec::new();
	for (_, row) in &rows {
		versions.extend(row.try_get::<Option<i64>, _>("spec_version")?);
	}
	versions.sort_unstable();
	versions.dedup();
	let forms = database.kept().of(connection, &versions).await?;
	rows.iter().map(|(info, row)| record(*info, row, &forms)).collect()
}

fn record(info: Info, row: &AnyRow, forms: &ByVersion) -> Result<Record> {
	let bytes: Vec<u8> = row.try_get("record")?;
	let version: Option<i64> = row.try_get("spec_version")?;
	let said = version.and_then(|version| forms.get(&version)?.read(info, &bytes).ok());
	let (code, index) = (row.try_get("code")?, row.try_get("record_index")?);
	let (block, superseded_by) = (row.try_get("block")?, row.try_get("superseded_by")?);
	let time = row.try_get::<Option<i64>, _>("time")?.unwrap_or_default();
	let hash = hexadecimal(&blake2_256(&bytes));
	Ok(match said {
		Some(said) => {
			let (supersedes, reason) = said.supersedes.unzip();
			Record {
				code,
				index,
				category: said.category,
				provider: said.provider,
				source: said.source,
				party: said.party,
				supersedes,
				reason,
				superseded_by,
				block,
				time,
				hash,
				item: said.item,
			}
		}
		// A broken record is no reason to withhold the rest of a trace: it is shown as the bytes that it is.
		None => Record {
			code,
			index,
			category: row.try_get("category")?,
			provider: row.try_get("provider")?,
			source: "Undecodable".into(),
			party: None,
			supersedes: None,
			reason: None,
			superseded_by,
			block,
			time,
			hash,
			item: json!({ "Undecodable": hexadecimal(&bytes) }),
		},
	})
}
