// SPDX-License-Identifier: Apache-2.0

//! Tests of traces from a database that was altered.

use suyuan_chain_client::Info;
use suyuan_fixtures::EARPHONES;
use suyuan_store::read::trace::{records, trace};

/// Returns whether each block agrees after the statement altered the database.
async fn after(statement: &str) -> Vec<Option<bool>> {
	let database = suyuan_fixtures::database().await;
	sqlx::query(statement).execute(database.pool()).await.unwrap();
	let trace = trace(&database, EARPHONES).await.unwrap().unwrap();
	assert!(trace.blocks.iter().all(|block| block.recomputed));
	trace.blocks.iter().map(|block| block.agrees).collect()
}

#[tokio::test]
async fn what_was_altered_after_it_was_compared_is_found_out_before_it_is_shown() {
	let good = [Some(true); 4];
	assert_eq!(after("UPDATE units SET stage = 'Open'").await, good);
	let bad = [Some(false), Some(true), Some(true), Some(true)];
	let altered = "substr(record, 1, length(record) - 3) || x'5a' || substr(record, -2)";
	for statement in [
		format!("UPDATE product_records SET record = CAST({altered} AS BLOB) WHERE record_index = 0"),
		"UPDATE product_records SET record = x'00' WHERE record_index = 2".into(),
		"DELETE FROM product_records WHERE record_index = 4".into(),
		"UPDATE product_records SET record_index = 10 - record_index WHERE record_index < 2".into(),
		"UPDATE heads SET digest = '0x00' WHERE info_block = 'product'".into(),
		"DELETE FROM heads WHERE info_block = 'product'".into(),
	] {
		assert_eq!(after(&statement).await, bad, "{statement}");
	}
}

#[tokio::test]
async fn what_does_not_decode_is_shown_as_its_bytes() {
	let database = suyuan_fixtures::database().await;
	for statement in [
		"UPDATE product_records SET record = x'00ff' WHERE record_index = 2",
		"UPDATE blocks SET spec_version = 9 WHERE number = 11",
	] {
		sqlx::query(statement).execute(database.pool()).await.unwrap();
	}
	let records = records(&database, EARPHONES, Info::Product, None, 9).await.unwrap().items;
	assert_eq!(records[2].item["Undecodable"], "0x00ff");
	assert_eq!((records[1].source.as_str(), records[3].source.as_str()), ("Undecodable", "Own"));
	let trace = trace(&database, EARPHONES).await.unwrap().unwrap();
	assert_eq!(trace.check.heads_agree, Some(false));
}
