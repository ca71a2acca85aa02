// SPDX-License-Identifier: Apache-2.0
//! Seeds a database with whole traces: a thousand products in batches of a thousand pieces, twenty in a carton.
//!
//! Records are encoded as the chain encodes them, so that they are read as its own are. Other rows are made by the database
//! out of a table of codes, for a million units are some twenty million rows.

mod names;
mod records;

pub(crate) use names::{code, gtin, lot};

use indicatif::{ProgressBar, ProgressStyle};
use names::{carton, BATCH_UNITS, CARRIER, CUSTOMS, MANUFACTURER, START};
use sqlx::{Any, Connection, Executor, Row, Transaction};
use std::{path::Path, time::Instant};
use suyuan_fixtures::forms;
use suyuan_store::{
	tables,
	write::{self, Cells, Conflict},
	Database,
};

/// Units that one transaction inserts.
const TRANSACTION_UNITS: u64 = 20_000;

/// Codes that one statement inserts.
const STATEMENT_CODES: usize = 500;

/// Fills the database up to so many units. Returns the seconds that took, or `None` if all were there.
pub(crate) async fn fill(file: &Path, units: u64) -> anyhow::Result<Option<f64>> {
	let database = Database::connect(&format!("sqlite:{}", file.display())).await?;
	database.migrate().await?;
	let there: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM units WHERE kind = 'Item'")
		.fetch_one(database.pool())
		.await?;
	let there = u64::try_from(there)?;
	let begun = Instant::now();
	let bar = ProgressBar::new(units)
		.with_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} units, {eta}")?);
	bar.set_position(there);
	let mut connection = database.pool().acquire().await?;
	connection
		.execute(
			"CREATE TEMP TABLE IF NOT EXISTS codes (n BIGINT, code TEXT, gtin TEXT, lot TEXT, carton TEXT)",
		)
		.await?;
	if there == 0 {
		let mut transaction = connection.begin().await?;
		once(&mut transaction).await?;
		transaction.commit().await?;
	}
	let mut from = there;
	while from < units {
		let to = (from + TRANSACTION_UNITS).min(units);
		let mut transaction = connection.begin().await?;
		codes(&mut transaction, from, to).await?;
		for statement in rows() {
			transaction.execute(&*statement).await?;
		}
		records::write(&mut transaction, from, to).await?;
		batches(&mut transaction).await?;
		transaction.commit().await?;
		bar.set_position(to);
		from = to;
	}
	bar.finish_and_clear();
	if there < units {
		connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
	}
	let counted = connection.fetch_one("SELECT COUNT(*) AS units FROM units WHERE kind = 'Item'").await?;
	anyhow::ensure!(
		counted.try_get::<i64, _>("units")? == i64::try_from(units)?,
		"the database has other units"
	);
	Ok((there < units).then(|| begun.elapsed().as_secs_f64()))
}

/// Inserts the rows that exist once: the chain and the participants.
async fn once(transaction: &mut Transaction<'_, Any>) -> anyhow::Result<()> {
	transaction
		.execute("INSERT INTO cursor (id, genesis, block, hash) VALUES (0, '0xge', 1000, '0xha')")
		.await?;
	let block = format!(
		"INSERT INTO blocks (number, hash, time, spec_version, records) VALUES (1000, '0xha', {START}, 1, 0)"
	);
	transaction.execute(&*block).await?;
	for (account, kind, business, name) in [
		(MANUFACTURER, "TradeEntity", "Manufacturer", "深圳市声澜电子有限公司"),
		(CARRIER, "LogisticsEnterprise", "Carrier", "顺达国际物流有限公司"),
		(CUSTOMS, "Regulator", "Customs", "深圳海关"),
	] {
		let participant = format!(
			"INSERT INTO participants (account, kind, business, nodes, name, status, country, profile, evidence, changed_at)
			VALUES ('{account}', '{kind}', '{business}', '[]', '{name}', 'Active', 'CN', '{{}}', '[]', 1)"
		);
		transaction.execute(&*participant).await?;
	}
	let forms: Cells = vec![1.into(), 0.into(), forms().encoded().to_vec().into()];
	write::write(transaction, &tables::RUNTIMES, vec![forms], Conflict::Refuse).await?;
	let validator =
		format!("INSERT INTO validators (account, department, name, since) VALUES ('{CUSTOMS}', 'Customs', '深圳海关', 0)");
	transaction.execute(&*validator).await?;
	Ok(())
}

/// The codes of a chunk, of which all its rows are made.
async fn codes(transaction: &mut Transaction<'_, Any>, from: u64, to: u64) -> anyhow::Result<()> {
	transaction.execute("DELETE FROM codes").await?;
	let all: Vec<_> = (from..to).collect();
	for units in all.chunks(STATEMENT_CODES) {
		// No character of these codes means anything in a statement.
		let row = |unit: &u64| {
			format!("({unit}, '{}', '{}', '{}', '{}')", code(*unit), gtin(*unit), lot(*unit), carton(*unit))
		};
		let values: Vec<_> = units.iter().map(row).collect();
		let statement = format!("INSERT INTO codes VALUES {}", values.join(", "));
		transaction.execute(sqlx::query(&statement).persistent(false)).await?;
	}
	Ok(())
}

/// The statements for a chunk's rows, one for each table.
fn rows() -> Vec<String> {
	let unit = format!(
		"INSERT INTO units (code, gtin, lot, serial, kind, mode, remaining, owner, custodian, stage, made_by, packed_in,
			registered_at, registered_time)
		SELECT code, gtin, lot, substr(code, -9), 'Item', 'FullChain', 1000, '{MANUFACTURER}', '{MANUFACTURER}', 'Open',
			n / {BATCH_UNITS}, carton, n / 1000, {START} + n FROM codes"
	);
	let cartons = format!(
		"INSERT INTO units (code, sscc, kind, remaining, owner, custodian, stage, registered_at, registered_time)
		SELECT DISTINCT carton, substr(carton, 4), 'LogisticUnit', 1000, '{MANUFACTURER}', '{CARRIER}', 'Open', n / 1000,
			{START} FROM codes GROUP BY carton"
	);
	let event = |number: u8, kind: &str, other: &str| {
		format!(
			"INSERT INTO unit_events (block, event, code, time, kind, by, other, detail)
			SELECT n / 1000, {number}, code, {START} + n, '{kind}', '{MANUFACTURER}', {other}, '{{}}' FROM codes"
		)
	};
	let declared = "530120260'||printf('%09d', n)";
	let declaration = format!(
		"INSERT INTO declarations (entry_number, declarant, status, code, declaration_hash, loop_state, supervision, heading,
			lines, declared_at, changed_at)
		SELECT '{declared}, '{MANUFACTURER}', 'Released', 800, '0xdd', 'Matched', 'DirectToConsumer', '{{}}', '[]', {START} + n,
			n / 1000 FROM codes"
	);
	let declared_unit =
		format!("INSERT INTO declaration_units (entry_number, code) SELECT '{declared}, code FROM codes");
	let verdict = format!(
		"INSERT INTO declaration_verdicts (entry_number, department, agrees, block, time)
		SELECT '{declared}, 'Customs', 1, n / 1000, {START} + n FROM codes"
	);
	let blocks = format!(
		"INSERT INTO blocks (number, hash, time, spec_version, records)
		SELECT DISTINCT n / 1000, '0xb'||(n / 1000), {START} + n / 1000 * 2000, 1, 11000 FROM codes
		WHERE true ON CONFLICT DO NOTHING"
	);
	let mut all = vec![blocks, unit, cartons, event(0, "Made", "NULL"), event(1, "Packed", "carton")];
	all.extend([event(2, "Declared", &format!("'{declared}")), declaration, declared_unit, verdict]);
	all
}

/// Inserts the batches that pieces of a chunk were made of.
async fn batches(transaction: &mut Transaction<'_, Any>) -> anyhow::Result<()> {
	let statements = [
		format!(
			"INSERT INTO transformations (id, kind, by, block, time)
			SELECT DISTINCT n / {BATCH_UNITS}, 'Transform', '{MANUFACTURER}', n / 1000, {START} FROM codes WHERE n % {BATCH_UNITS} = 0"
		),
		// Sixty-four pieces are as many as one transformation makes; the rest of a batch has no outputs here.
		format!(
			"INSERT INTO transformation_outputs (id, position, code)
			SELECT n / {BATCH_UNITS}, n % {BATCH_UNITS}, code FROM codes WHERE n % {BATCH_UNITS} < 64"
		),
		format!(
			"INSERT INTO transformation_inputs (id, position, code, quantity)
			SELECT n / {BATCH_UNITS}, 0, 'other:cells-'||(n / {BATCH_UNITS} / 100), 1000000 FROM codes WHERE n % {BATCH_UNITS} = 0"
		),
	];
	for statement in statements {
		transaction.execute(&*statement).await?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn a_database_is_filled_once_and_its_codes_are_codes() {
		use suyuan_store::read;
		use suyuan_web::digital_link::read as read_code;
		let folder = std::env::temp_dir().join(format!("suyuan-platform-load-{}", std::process::id()));
		std::fs::create_dir_all(&folder).unwrap();
		let file = folder.join("units.db");
		assert!(fill(&file, 2_050).await.unwrap().is_some());
		assert!(fill(&file, 2_050).await.unwrap().is_none());
		let database = Database::connect(&format!("sqlite:{}", file.display())).await.unwrap();
		for unit in [0, 63, 64, 1_999, 2_049] {
			let code = code(unit);
			assert_eq!(read_code(&code).unwrap().0.as_str(), code);
			let trace = read::trace::trace(&database, &code).await.unwrap().unwrap();
			assert_eq!(trace.blocks.iter().map(|block| block.records.len()).sum::<usize>(), 11);
			assert!(trace
				.blocks
				.iter()
				.flat_map(|block| &block.records)
				.all(|record| record.item.is_object()));
			assert!(trace.blocks.iter().all(|block| block.recomputed));
			assert_eq!(trace.packed_in, [carton(unit)]);
			assert!(read_code(&carton(unit)).is_ok());
			assert_eq!(trace.check.heads_agree, Some(true));
			assert!(trace.made_of.is_some());
		}
		std::fs::remove_dir_all(folder).unwrap();
	}
}
