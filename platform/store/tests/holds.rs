// SPDX-License-Identifier: Apache-2.0

//! Holds that concern a unit: its own, and those of its batch, its container, its contents and its materials.

use serde_json::{json, Value};
use suyuan_fixtures::{database, insert, CARTON, CELLS, CUSTOMS, EARPHONES, MANUFACTURER, START};
use suyuan_store::{
	model::Relation,
	read::{holds, trace::trace},
	Database,
};

const GTIN: &str = "06901234567892";

fn unit(code: &str, kind: &str) -> Value {
	json!({
		"code": code, "gtin": GTIN, "kind": kind, "mode": "FullChain", "remaining": 1_000, "owner": MANUFACTURER,
		"custodian": MANUFACTURER, "stage": "Open", "registered_at": 9, "registered_time": START,
	})
}

fn with(mut row: Value, more: Value) -> Value {
	for (name, value) in more.as_object().unwrap() {
		row[name] = value.clone();
	}
	row
}

fn batch(lot: &str) -> Value {
	with(unit(&format!("01/{GTIN}/10/{lot}"), "Batch"), json!({ "lot": lot }))
}

fn piece(lot: &str, serial: &str) -> Value {
	let code = format!("01/{GTIN}/10/{lot}/21/{serial}");
	with(unit(&code, "Item"), json!({ "lot": lot, "serial": serial }))
}

async fn hold(database: &Database, code: &str, kind: &str) {
	sqlx::query("UPDATE units SET hold = $1, hold_by = $2, hold_reason = 'r', held_at = 5 WHERE code = $3")
		.bind(kind)
		.bind(CUSTOMS)
		.bind(code)
		.execute(database.pool())
		.await
		.unwrap();
}

async fn told(database: &Database, code: &str) -> Vec<(Relation, String)> {
	let trace = trace(database, code).await.unwrap().expect("it is registered");
	assert!(trace.holds_complete);
	trace.holds.into_iter().map(|held| (held.relation, held.code)).collect()
}

#[tokio::test]
async fn a_hold_on_a_batch_concerns_its_pieces_whichever_was_registered_first() {
	let database = database().await;
	insert(&database, "units", piece("L1", "before")).await;
	insert(&database, "units", batch("L1")).await;
	let held = format!("01/{GTIN}/10/L1");
	hold(&database, &held, "Recall").await;
	insert(&database, "units", piece("L1", "after")).await;
	insert(&database, "units", piece("L2", "other")).await;
	for serial in ["before", "after"] {
		let code = format!("{held}/21/{serial}");
		assert_eq!(told(&database, &code).await, [(Relation::Batch, held.clone())]);
	}
	assert_eq!(told(&database, &held).await, [(Relation::Itself, held.clone())]);
	assert!(
		told(&database, &format!("01/{GTIN}/10/L2/21/other")).await.is_empty(),
		"another batch is not concerned"
	);
}

#[tokio::test]
async fn a_hold_on_one_piece_is_none_on_the_others_of_its_batch() {
	let database = database().await;
	for row in [batch("L1"), piece("L1", "1"), piece("L1", "2")] {
		insert(&database, "units", row).await;
	}
	hold(&database, &format!("01/{GTIN}/10/L1/21/1"), "Recall").await;
	assert!(told(&database, &format!("01/{GTIN}/10/L1/21/2")).await.is_empty());
	assert!(told(&database, &format!("01/{GTIN}/10/L1")).await.is_empty());
}

#[tokio::test]
async fn a_unit_of_which_a_record_names_the_batch_belongs_to_it() {
	let database = database().await;
	let recorded: String =
		sqlx::query_scalar("SELECT batch FROM product_records WHERE code = $1 AND batch IS NOT NULL")
			.bind(EARPHONES)
			.fetch_one(database.pool())
			.await
			.unwrap();
	insert(
		&database,
		"units",
		with(batch("x"), json!({ "code": "01/06901234567892/10/named", "lot": recorded })),
	)
	.await;
	hold(&database, "01/06901234567892/10/named", "Quarantine").await;
	assert_eq!(
		told(&database, EARPHONES).await,
		[(Relation::Batch, "01/06901234567892/10/named".to_string())]
	);
}

#[tokio::test]
async fn a_hold_on_a_material_concerns_what_was_made_of_it_however_far_away() {
	let database = database().await;
	hold(&database, CELLS, "Recall").await;
	assert_eq!(told(&database, EARPHONES).await, [(Relation::Material, CELLS.to_string())]);
	// The material of the material.
	let raw = json!({ "code": "01/06923456789012/10/RAW", "gtin": "06923456789012", "lot": "RAW" });
	insert(&database, "units", with(unit("", "Batch"), raw)).await;
	hold(&database, "01/06923456789012/10/RAW", "Quarantine").await;
	let made = json!({ "id": 7, "kind": "Transform", "by": MANUFACTURER, "block": 5, "time": START });
	insert(&database, "transformations", made).await;
	let input = json!({ "id": 7, "position": 0, "code": "01/06923456789012/10/RAW" });
	insert(&database, "transformation_inputs", input).await;
	sqlx::query("UPDATE units SET made_by = 7 WHERE code = $1")
		.bind(CELLS)
		.execute(database.pool())
		.await
		.unwrap();
	let expected = [(Relation::Material, CELLS), (Relation::Material, "01/06923456789012/10/RAW")];
	assert_eq!(
		told(&database, EARPHONES).await,
		expected.map(|(relation, code)| (relation, code.to_string()))
	);
}

#[tokio::test]
async fn a_material_that_is_made_of_itself_ends_the_walk() {
	let database = database().await;
	hold(&database, CELLS, "Recall").await;
	sqlx::query("UPDATE units SET made_by = 0 WHERE code = $1")
		.bind(CELLS)
		.execute(database.pool())
		.await
		.unwrap();
	assert_eq!(told(&database, EARPHONES).await, [(Relation::Material, CELLS.to_string())]);
}

#[tokio::test]
async fn a_hold_on_a_container_concerns_what_lies_in_it_and_the_other_way_round() {
	let database = database().await;
	hold(&database, CARTON, "Quarantine").await;
	assert_eq!(told(&database, EARPHONES).await, [(Relation::Container, CARTON.to_string())]);
	hold(&database, EARPHONES, "Recall").await;
	let expected = [(Relation::Contents, EARPHONES), (Relation::Itself, CARTON)];
	let expected = expected.map(|(relation, code)| (relation, code.to_string()));
	assert_eq!(told(&database, CARTON).await, expected, "a recall weighs more than a quarantine");
}

#[tokio::test]
async fn more_materials_than_are_read_are_said_to_be_more() {
	let database = database().await;
	for n in 0..1_100 {
		let code = format!("01/06923456789012/10/M{n}");
		let row = json!({ "code": code, "gtin": "06923456789012", "lot": format!("M{n}") });
		insert(&database, "units", with(unit("", "Batch"), row)).await;
		insert(&database, "transformation_inputs", json!({ "id": 0, "position": n + 1, "code": code })).await;
	}
	let trace = trace(&database, EARPHONES).await.unwrap().unwrap();
	assert!(!trace.holds_complete);
}

#[tokio::test]
async fn a_code_that_no_unit_has_is_concerned_by_what_is_held_of_its_batch_or_its_product() {
	let database = database().await;
	insert(&database, "units", with(batch("L%2F1"), json!({ "lot": "L/1" }))).await;
	let held = format!("01/{GTIN}/10/L%2F1");
	hold(&database, &held, "Recall").await;
	let told = async |code: &str| {
		let found = holds::of_unregistered(&database, &code.parse().unwrap()).await.unwrap();
		assert_eq!(found.held.is_empty(), found.parties.is_empty());
		found.held.into_iter().map(|held| (held.relation, held.code)).collect::<Vec<_>>()
	};
	assert_eq!(told(&format!("{held}/21/NEW")).await, [(Relation::Batch, held.clone())]);
	assert_eq!(told(&format!("01/{GTIN}/21/NEW")).await, [(Relation::Product, held.clone())]);
	assert_eq!(told(&format!("01/{GTIN}")).await, [(Relation::Product, held.clone())]);
	assert!(told(&format!("01/{GTIN}/10/OTHER/21/NEW")).await.is_empty());
	assert!(told("00/106141412345678908").await.is_empty());
	assert!(told("01/06923456789012/10/L%2F1/21/NEW").await.is_empty(), "of another product");
}
