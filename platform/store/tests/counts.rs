// SPDX-License-Identifier: Apache-2.0

//! Counts that are kept beside the tables.

use serde_json::json;
use suyuan_fixtures::{database, insert, set, CELLS, CUSTOMS, EARPHONES, ENTRY_NUMBER, START};
use suyuan_store::{
	read::statistics::{flows, Flows},
	recount, tables, Database, Numbers,
};

async fn counted(database: &Database) -> Flows {
	flows(database, START, 1).await.unwrap()
}

fn units(flows: &Flows) -> Vec<(&str, &str, i64, i64)> {
	flows.units.iter().map(|one| (one.kind.as_str(), one.stage.as_str(), one.units, one.held)).collect()
}

async fn wrong(database: &Database) -> usize {
	recount(&mut database.pool().acquire().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn counts_follow_the_rows_through_every_change() {
	let database = database().await;
	let open = [("Batch", "Open", 1, 0), ("Item", "Open", 2, 1), ("LogisticUnit", "Open", 1, 0)];
	assert_eq!(units(&counted(&database).await), open);
	set(&database, "units", EARPHONES, json!({ "hold": "Recall", "hold_by": CUSTOMS })).await;
	set(&database, "units", CELLS, json!({ "stage": "Closed" })).await;
	let changed = [("Batch", "Closed", 1, 0), ("Item", "Open", 2, 2), ("LogisticUnit", "Open", 1, 0)];
	assert_eq!(units(&counted(&database).await), changed);
	set(&database, "units", EARPHONES, json!({ "hold": null })).await;
	assert_eq!(units(&counted(&database).await)[1], ("Item", "Open", 2, 1));
	set(&database, "declarations", ENTRY_NUMBER, json!({ "status": "Closed" })).await;
	let declarations = counted(&database).await.declarations;
	assert_eq!([(declarations[0].what.as_str(), declarations[0].count)], [("Closed", 1)]);
	assert_eq!(declarations.len(), 1);
	assert_eq!(wrong(&database).await, 0, "counted anew they are the same");
}

#[tokio::test]
async fn a_row_that_is_deleted_is_counted_no_longer_and_one_that_is_not_there_never_was() {
	let database = database().await;
	let row = json!({
		"merchant": CUSTOMS, "platform": "P", "merchant_code": "M", "number": "N", "state": "Open", "detail": {}, "changed_at": 1,
	});
	insert(&database, "loops", row).await;
	let key = || [CUSTOMS, "P", "M", "N"].map(Into::into).to_vec();
	for _ in 0..2 {
		let mut connection = database.pool().acquire().await.unwrap();
		Numbers::of(0).delete(&mut connection, &tables::LOOPS, key()).await.unwrap();
	}
	let loops = counted(&database).await.loops;
	assert_eq!([(loops[0].what.as_str(), loops[0].count)], [("Matched", 1)]);
	assert_eq!((loops.len(), wrong(&database).await), (1, 0));
}

#[tokio::test]
async fn a_count_that_was_altered_is_put_right() {
	let database = database().await;
	let alter = "UPDATE counts SET count = count + 7 WHERE what = 'units' AND value = 'Item'";
	sqlx::query(alter).execute(database.pool()).await.unwrap();
	assert_eq!((wrong(&database).await, wrong(&database).await), (1, 0));
	assert_eq!(units(&counted(&database).await)[1], ("Item", "Open", 2, 1));
}
