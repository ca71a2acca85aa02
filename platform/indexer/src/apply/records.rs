// SPDX-License-Identifier: Apache-2.0

//! Records: appended to the table of their information block and to its head.

use crate::{
	batch::{At, Batch},
	heads::AppendedRecord,
};
use anyhow::Context;
use sp_crypto_hashing::blake2_256;
use suyuan_chain_client::{Info, Record, RecordKeys};
use suyuan_store::{
	columns::columns,
	tables::records_of,
	write::{Cell, Cells},
};

/// Applies a record.
pub fn take(batch: &mut Batch, at: At, record: Record) -> anyhow::Result<()> {
	let Record { info, skimmed, bytes, previous_at } = record;
	let category = info.category(&skimmed.variant);
	let added = AppendedRecord {
		info,
		code: &skimmed.code,
		index: skimmed.index,
		hash: blake2_256(&bytes),
		category: info.filled(&skimmed.variant, &skimmed.content),
		imported: skimmed.imported,
		at: at.block,
		previous_at,
	};
	let refused = || format!("the {} block of {} does not continue", info.name(), skimmed.code);
	batch.heads.add(&added).with_context(refused)?;
	batch.count(at.time, info, category);

	if let Some(earlier) = skimmed.supersedes {
		supersede(batch, info, &skimmed, category, earlier);
	}
	let columns = columns(info, &skimmed);
	let table = records_of(info);
	let mut row: Cells = Vec::with_capacity(table.columns.len());
	row.extend([skimmed.code.into(), skimmed.index.into()]);
	row.extend(columns.said);
	row.extend([Cell::Null, at.block.into(), bytes.into()]);
	row.extend(columns.searched);
	batch.add(table, row);
	Ok(())
}

/// Marks the amended record as superseded. The chain has seen that both are of one category and provider; the conditions
/// keep a row that says otherwise from being overwritten.
fn supersede(batch: &mut Batch, info: Info, by: &RecordKeys, category: Option<&str>, earlier: i64) {
	let sql = format!(
		"UPDATE {} SET superseded_by = $1 WHERE code = $2 AND record_index = $3 AND provider = $4 \
		 AND COALESCE(category, '') = $5",
		records_of(info).name
	);
	let places = vec![
		by.index.into(),
		by.code.as_str().into(),
		earlier.into(),
		by.provider.as_str().into(),
		category.unwrap_or_default().into(),
	];
	batch.after.push((sql, places));
}
