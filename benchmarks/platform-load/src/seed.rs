// SPDX-License-Identifier: Apache-2.0
//! Seeds a database with whole traces: a thousand products in batches of a thousand pieces, twenty in a carton.
//!
//! Records are encoded as the chain encodes them, so that they are read as its own are. Other rows are made by the database
//! out of a table of codes, for a million units are some twenty million rows.

mod names;
mod records;

pub(crate) use names::{code, gtin, lot};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use names::{carton, BATCH_UNITS, CARRIER, CUSTOMS, MANUFACTURER, START};
use sqlx::{Any, Connection, Executor, Row, Transaction};
use std::{path::Path, time::Instant};
use suyuan_fixtures::forms;
use suyuan_store::{
	recount,
	tables::{self, Lookup},
	write::{Cell, Cells, Conflict},
	Database, Numbers,
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
			"CREATE TEMP TABLE IF NOT EXISTS codes
				(n BIGINT, unit BIGINT, code TEXT, product BIGINT, lot TEXT, carton TEXT, carton_unit BIGINT)",
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
		let mut numbers = Numbers::of(CHAIN);
		codes(&mut transaction, &mut numbers, from, to).await?;
		for statement in rows(&numbers)? {
			transaction.execute(&*statement).await?;
		}
		records::write(&mut transaction, &mut numbers, from, to).await?;
		batches(&mut transaction, &mut numbers, from, to).await?;
		transaction.commit().await?;
		bar.set_position(to);
		from = to;
	}
	bar.finish_and_clear();
	if there < units {
		recount(&mut connection).await?;
		connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
	}
	let counted = connection.fetch_one("SELECT COUNT(*) AS units FROM units WHERE kind = 'Item'").await?;
	anyhow::ensure!(
		counted.try_get::<i64, _>("units")? == i64::try_from(units)?,
		"the database has other units"
	);
	Ok((there < units).then(|| begun.elapsed().as_secs_f64()))
}

/// The chain's number in the database.
const CHAIN: i64 = 0;

/// Inserts the rows that exist once: the chain and the participants.
async fn once(transaction: &mut Transaction<'_, Any>) -> anyhow::Result<()> {
	let mut numbers = Numbers::of_genesis(transaction, "0xge").await?;
	let cursor: Cells = vec![0.into(), "0xge".into(), 1000.into(), "0xha".into()];
	let block: Cells = vec![1000.into(), "0xha".into(), START.into(), 1.into(), Cell::Null, 0.into()];
	let forms: Cells = vec![1.into(), 0.into(), forms().encoded().to_vec().into()];
	let validator: Cells = vec![CUSTOMS.into(), "Customs".into(), "深圳海关".into(), 0.into()];
	for (table, row) in [
		(&tables::CURSOR, cursor),
		(&tables::BLOCKS, block),
		(&tables::RUNTIMES, forms),
		(&tables::VALIDATORS, validator),
	] {
		numbers.write(transaction, table, vec![row], Conflict::Refuse).await?;
	}
	for (account, kind, business, name) in [
		(MANUFACTURER, "TradeEntity", "Manufacturer", "深圳市声澜电子有限公司"),
		(CARRIER, "LogisticsEnterprise", "Carrier", "顺达国际物流有限公司"),
		(CUSTOMS, "Regulator", "Customs", "深圳海关"),
	] {
		let participant = format!(
			"INSERT INTO participants
				(account, chain, kind, business, nodes, name, status, country, profile, evidence, changed_at)
			VALUES ('{account}', {CHAIN}, '{kind}', '{business}', '[]', '{name}', 'Active', 'CN', '{{}}', '[]', 1)"
		);
		transaction.execute(&*participant).await?;
	}
	Ok(())
}

/// Words of the statements, which have numbers before anything is written.
const WORDS: [&str; 12] = [
	"Item",
	"LogisticUnit",
	"FullChain",
	"Open",
	"Made",
	"Packed",
	"Declared",
	"Released",
	"Matched",
	"DirectToConsumer",
	"Transform",
	"Customs",
];

/// The codes of a chunk, of which all its rows are made, with their numbers.
async fn codes(
	transaction: &mut Transaction<'_, Any>,
	numbers: &mut Numbers,
	from: u64,
	to: u64,
) -> anyhow::Result<()> {
	let units: Vec<_> = (from..to).map(|unit| (unit, code(unit), gtin(unit), carton(unit))).collect();
	let of_units = units.iter().flat_map(|(_, code, _, carton)| [carton.as_str(), code.as_str()]);
	numbers.give(transaction, Lookup::Units, of_units).await?;
	numbers.give(transaction, Lookup::Products, units.iter().map(|(_, _, gtin, _)| gtin.as_str())).await?;
	numbers.give(transaction, Lookup::Accounts, [MANUFACTURER, CARRIER, CUSTOMS].into_iter()).await?;
	numbers.give(transaction, Lookup::Words, WORDS.into_iter()).await?;
	transaction.execute("DELETE FROM codes").await?;
	for units in units.chunks(STATEMENT_CODES) {
		let mut values = Vec::with_capacity(units.len());
		for (n, code, gtin, carton) in units {
			let number = |lookup, text: &str| numbers.known(lookup, text).context("it was just given");
			let (unit, product) = (number(Lookup::Units, code)?, number(Lookup::Products, gtin)?);
			let (lot, carton_unit) = (lot(*n), number(Lookup::Units, carton)?);
			// No character of these codes means anything in a statement.
			values.push(format!("({n}, {unit}, '{code}', {product}, '{lot}', '{carton}', {carton_unit})"));
		}
		let statement = format!("INSERT INTO codes VALUES {}", values.join(", "));
		transaction.execute(sqlx::query(&statement).persistent(false)).await?;
	}
	Ok(())
}

/// The statements for a chunk's rows, one for each table.
fn rows(numbers: &Numbers) -> anyhow::Result<Vec<String>> {
	let account = |account: &str| numbers.known(Lookup::Accounts, account).context("it was given");
	let (manufacturer, carrier) = (account(MANUFACTURER)?, account(CARRIER)?);
	let word = |word: &str| numbers.known(Lookup::Words, word).context("it was given");
	let (item, carton, mode, open) =
		(word("Item")?, word("LogisticUnit")?, word("FullChain")?, word("Open")?);
	let unit = format!(
		"INSERT INTO unit_rows (unit, product, lot, serial, kind, mode, remaining, owner, custodian, stage, made_by, packed_in,
			registered_at, registered_time)
		SELECT unit, product, lot, substr(code, -9), {item}, {mode}, 1000, {manufacturer}, {manufacturer}, {open},
			n / {BATCH_UNITS}, carton_unit, n / 1000, {START} + n FROM codes"
	);
	let cartons = format!(
		"INSERT INTO unit_rows (unit, sscc, kind, remaining, owner, custodian, stage, registered_at, registered_time)
		SELECT DISTINCT carton_unit, substr(carton, 4), {carton}, 1000, {manufacturer}, {carrier}, {open}, n / 1000, {START}
		FROM codes GROUP BY carton_unit"
	);
	let event = |number: u8, kind: i64, other: &str| {
		format!(
			"INSERT INTO unit_event_rows (block, event, unit, time, kind, by, other, detail)
			SELECT n / 1000, {number}, unit, {START} + n, {kind}, {manufacturer}, {other}, '{{}}' FROM codes"
		)
	};
	let declared = "530120260'||printf('%09d', n)";
	let hash = "dd".repeat(32);
	let declaration = format!(
		"INSERT INTO declaration_rows (entry_number, chain, declarant, status, code, declaration_hash, loop_state, supervision,
			heading, lines, declared_at, changed_at)
		SELECT '{declared}, {CHAIN}, {manufacturer}, {}, 800, x'{hash}', {}, {}, '{{}}', '[]', {START} + n, n / 1000 FROM codes",
		word("Released")?,
		word("Matched")?,
		word("DirectToConsumer")?
	);
	let declared_unit = format!(
		"INSERT INTO declaration_unit_rows (entry_number, chain, unit) SELECT '{declared}, {CHAIN}, unit FROM codes"
	);
	let verdict = format!(
		"INSERT INTO declaration_verdicts (entry_number, chain, department, agrees, block, time)
		SELECT '{declared}, {CHAIN}, 'Customs', 1, n / 1000, {START} + n FROM codes"
	);
	let blocks = format!(
		"INSERT INTO blocks (number, chain, hash, time, spec_version, records)
		SELECT DISTINCT n / 1000, {CHAIN}, '0xb'||(n / 1000), {START} + n / 1000 * 2000, 1, 11000 FROM codes
		WHERE true ON CONFLICT DO NOTHING"
	);
	let mut all = vec![blocks, unit, cartons, event(0, word("Made")?, "NULL")];
	all.extend([event(1, word("Packed")?, "carton"), event(2, word("Declared")?, &format!("'{declared}"))]);
	all.extend([declaration, declared_unit, verdict]);
	Ok(all)
}

/// Inserts the batches that pieces of a chunk were made of.
async fn batches(
	transaction: &mut Transaction<'_, Any>,
	numbers: &mut Numbers,
	from: u64,
	to: u64,
) -> anyhow::Result<()> {
	let statement = format!(
		"INSERT INTO transformations (id, chain, kind, by, block, time)
		SELECT DISTINCT n / {BATCH_UNITS}, {CHAIN}, 'Transform', '{MANUFACTURER}', n / 1000, {START} FROM codes
		WHERE n % {BATCH_UNITS} = 0"
	);
	transaction.execute(&*statement).await?;
	// Sixty-four pieces are as many as one transformation makes; the rest of a batch has no outputs here.
	let statement = format!(
		"INSERT INTO transformation_output_rows (id, chain, position, unit)
		SELECT n / {BATCH_UNITS}, {CHAIN}, n % {BATCH_UNITS}, unit FROM codes WHERE n % {BATCH_UNITS} < 64"
	);
	transaction.execute(&*statement).await?;
	let input = |unit: u64| -> anyhow::Result<Cells> {
		let id = i64::try_from(unit / BATCH_UNITS)?;
		Ok(vec![id.into(), 0.into(), format!("other:cells-{}", id / 100).into(), 1_000_000.into()])
	};
	let inputs = (from..to).filter(|unit| unit % BATCH_UNITS == 0).map(input).collect::<Result<_, _>>()?;
	Ok(numbers.write(transaction, &tables::TRANSFORMATION_INPUTS, inputs, Conflict::Refuse).await?)
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
