//! Fixtures for tests and measurements. Records as the chain encodes them, and one whole trace in a database of its own:
//! earphones that went from Shenzhen to Los Angeles, in every category of tables 1 to 4, with a batch that they were made
//! of, a carton around them, a declaration, a recall of another piece, and a record that amends another.

use super::{
	tables,
	write::{self, Cell, Cells},
	Database,
};
use crate::{
	chain::{hexadecimal, Forms, Info, Shapes},
	indexer::{
		apply::records::{chained, columns},
		batch::records_of,
	},
};
use scale_info::{meta_type, PortableRegistry, Registry, TypeInfo};
use serde_json::{json, Value};
use sp_core::crypto::AccountId32;
use sp_crypto_hashing::blake2_256;
use std::sync::LazyLock;
use suyuan_primitives::{
	codes::TraceCode,
	items::{CustomsInfo, LogisticsInfo, ProductInfo, TransactionInfo},
	values::{Name, Note},
};

/// Trace code of the earphones, which have all records.
pub const EARPHONES: &str = "01/06901234567892/21/SN-0001";
/// Trace code of a second piece of the same product, recalled.
pub const RECALLED: &str = "01/06901234567892/21/SN-0002";
/// Trace code of the batch of cells that both were made of.
pub const CELLS: &str = "01/06923456789012/10/CELL-7";
/// Trace code of the carton around the first.
pub const CARTON: &str = "00/106901234500000010";
/// Entry number of the first's declaration.
pub const ENTRY_NUMBER: &str = "530120260000000002";
/// Account of the manufacturer, who owns everything.
pub const MANUFACTURER: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
/// Account of the carrier, who has custody of the carton.
pub const CARRIER: &str = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
/// Account of customs, who votes on finality.
pub const CUSTOMS: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
/// Time of block 0, in milliseconds since 1970 UTC.
pub const START: i64 = 1_795_000_000_000;
/// Number of the last indexed block.
pub const LAST_BLOCK: i64 = 40;

/// Creates a database in memory with the trace in it.
pub async fn database() -> Database {
	let database = Database::connect("sqlite::memory:").await.expect("SQLite is part of this");
	database.migrate().await.expect("the schema is sound");
	seed(&database).await;
	database
}

/// Inserts one row: text, whole numbers, truth as 0 and 1, lists and objects as JSON.
pub async fn insert(database: &Database, table: &str, row: Value) {
	let row: Vec<_> =
		row.as_object().expect("a row is an object").iter().filter(|(_, v)| !v.is_null()).collect();
	let columns: Vec<_> = row.iter().map(|(column, _)| column.as_str()).collect();
	let places: Vec<_> = (1..=row.len()).map(|place| format!("${place}")).collect();
	let sql = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "));
	let mut query = sqlx::query(&sql);
	for (_, value) in row {
		query = match value {
			Value::String(text) => query.bind(text.clone()),
			Value::Number(number) => query.bind(number.as_i64().expect("numbers are whole")),
			Value::Bool(truth) => query.bind(i64::from(*truth)),
			other => query.bind(other.to_string()),
		};
	}
	query.execute(database.pool()).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Record with the types of pallet info-block.
#[derive(TypeInfo)]
#[allow(dead_code)]
struct Record<Item> {
	code: TraceCode,
	index: u32,
	provider: AccountId32,
	source: Source,
	supersedes: Option<Supersedes>,
	item: Item,
}

/// Source of a record with the types of pallet info-block.
#[derive(TypeInfo)]
#[allow(dead_code)]
enum Source {
	Own,
	Imported { party: Name },
	Clearance,
}

/// Amendment with the types of pallet info-block.
#[derive(TypeInfo)]
#[allow(dead_code)]
struct Supersedes {
	index: u32,
	reason: Note,
}

static TYPES: LazyLock<(PortableRegistry, [u32; 4])> = LazyLock::new(|| {
	let mut registry = Registry::new();
	let records = [
		meta_type::<Record<ProductInfo>>(),
		meta_type::<Record<TransactionInfo>>(),
		meta_type::<Record<LogisticsInfo>>(),
		meta_type::<Record<CustomsInfo>>(),
	]
	.map(|record| registry.register_type(&record).id);
	(registry.into(), records)
});
static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::of(&TYPES.0, TYPES.1.map(Some)));
static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::of(&TYPES.0));

/// Types by which records of the present vocabulary decode.
pub fn forms() -> &'static Forms {
	&FORMS
}

/// Encodes a record. Its source may be left out, and then is `Own`; so may the record that it amends.
pub fn encoded(info: Info, record: &Value) -> Vec<u8> {
	let mut record = record.clone();
	if record["source"].is_null() {
		record["source"] = "Own".into();
	}
	let mut bytes = Vec::new();
	SHAPES
		.encode(TYPES.1[info.place()], &record, &mut bytes)
		.unwrap_or_else(|error| panic!("{error}: {record}"));
	bytes
}

/// Makes the rows of records of one unit and block, in order, and the digest that they amount to. A record's `block` names
/// the chain's block if that is another than `block`, and `superseded_by` the record that amends it.
pub fn record_rows(info: Info, block: i64, records: Vec<Value>) -> (Vec<Cells>, String) {
	let mut digest = [0; 32];
	let mut rows = Vec::with_capacity(records.len());
	for mut record in records {
		let block = record["block"].take().as_i64().unwrap_or(block);
		let superseded_by = record["superseded_by"].take();
		let bytes = encoded(info, &record);
		digest = chained(&digest, &blake2_256(&bytes));
		let skimmed = forms().skim(info, &mut bytes.as_slice()).expect("it was just encoded");
		let columns = columns(info, &skimmed);
		let mut row: Cells = vec![skimmed.code.into(), skimmed.index.into()];
		row.extend(columns.said);
		row.extend([(&superseded_by).into(), block.into(), bytes.into()]);
		row.extend(columns.searched);
		rows.push(row);
	}
	(rows, hexadecimal(&digest))
}

/// Inserts the rows of `record_rows` and returns the digest.
pub async fn insert_records(database: &Database, info: Info, block: i64, records: Vec<Value>) -> String {
	let mut connection = database.pool().acquire().await.expect("a connection");
	let (rows, digest) = record_rows(info, block, records);
	let written = write::write(&mut connection, records_of(info), rows, write::Conflict::Refuse).await;
	written.expect("the rows are sound");
	digest
}

fn hash(n: u8) -> String {
	format!("0x{}", format!("{n:02x}").repeat(32))
}

fn sealed(n: u8) -> Value {
	json!({ "sealed": hash(n) })
}

fn at(block: i64) -> i64 {
	START + block * 2_000
}

/// Inserts the trace.
pub async fn seed(database: &Database) {
	chain(database).await;
	participants(database).await;
	units(database).await;
	product(database).await;
	transaction(database).await;
	logistics(database).await;
	customs(database).await;
}

async fn chain(database: &Database) {
	let forms: Vec<Cell> = vec![1.into(), 1.into(), forms().encoded().to_vec().into()];
	let mut connection = database.pool().acquire().await.expect("a connection");
	write::write(&mut connection, &tables::RUNTIMES, vec![forms], write::Conflict::Refuse)
		.await
		.expect("the row is sound");
	drop(connection);
	insert(
		database,
		"cursor",
		json!({ "id": 0, "genesis": hash(0xee), "block": LAST_BLOCK, "hash": hash(40) }),
	)
	.await;
	for number in 1..=LAST_BLOCK {
		let row = json!({
			"number": number, "hash": hash(number as u8), "time": at(number), "spec_version": 1,
			"author": CUSTOMS, "records": i64::from((10..28).contains(&number)),
		});
		insert(database, "blocks", row).await;
	}
	let row = json!({ "account": CUSTOMS, "department": "Customs", "name": "深圳海关", "since": 0 });
	insert(database, "validators", row).await;
}

async fn participants(database: &Database) {
	for (account, kind, business, nodes, name, credit_code) in [
		(
			MANUFACTURER,
			"TradeEntity",
			"Manufacturer",
			json!(["Manufacturer"]),
			"深圳市声澜电子有限公司",
			"91440300708461136T",
		),
		(
			CARRIER,
			"LogisticsEnterprise",
			"Carrier",
			json!(["InternationalTransport"]),
			"顺达国际物流有限公司",
			"91440300192181490G",
		),
	] {
		let identity = json!({ "Organisation": { "name": name, "credit_code": credit_code } });
		let row = json!({
			"account": account, "kind": kind, "business": business, "nodes": nodes, "name": name,
			"credit_code": credit_code, "country": "CN", "status": "Active", "until": START + 31_536_000_000_i64,
			"profile": { "business": business, "nodes": nodes, "identity": identity, "evidence": [] },
			"profile_hash": hash(0xa1), "evidence": [], "changed_at": at(3),
		});
		insert(database, "participants", row).await;
	}
	let row = json!({
		"account": CUSTOMS, "kind": "Regulator", "business": "Customs", "name": "深圳海关", "status": "Active",
		"department": "Customs", "changed_at": at(0),
	});
	insert(database, "participants", row).await;
	let blocks = json!({ "product": false, "transaction": false, "logistics": true, "customs": false });
	insert(
		database,
		"authorizations",
		json!({ "owner": MANUFACTURER, "provider": CARRIER, "blocks": blocks }),
	)
	.await;
}

async fn units(database: &Database) {
	let cells = json!({
		"code": CELLS, "gtin": "06923456789012", "lot": "CELL-7", "kind": "Batch", "mode": "FullChain",
		"quantity": 100_000, "remaining": 98_000, "measure": "Piece", "owner": MANUFACTURER,
		"custodian": MANUFACTURER, "stage": "Open", "registered_at": 5, "registered_time": at(5),
	});
	let earphones = |code: &str, serial: &str| {
		json!({
			"code": code, "gtin": "06901234567892", "serial": serial, "kind": "Item", "mode": "FullChain",
			"remaining": 1_000, "owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open", "made_by": 0,
			"registered_at": 6, "registered_time": at(6),
		})
	};
	let mut first = earphones(EARPHONES, "SN-0001");
	first["packed_in"] = json!(CARTON);
	let mut second = earphones(RECALLED, "SN-0002");
	second["hold"] = json!("Recall");
	second["hold_by"] = json!(CUSTOMS);
	second["hold_reason"] = json!("电池过热 cells overheat <b>");
	second["held_at"] = json!(at(30));
	let carton = json!({
		"code": CARTON, "sscc": "106901234500000010", "kind": "LogisticUnit", "remaining": 1_000,
		"owner": MANUFACTURER, "custodian": CARRIER, "stage": "Open", "registered_at": 7, "registered_time": at(7),
	});
	for unit in [cells, first, second, carton] {
		insert(database, "units", unit).await;
	}

	let made = json!({ "id": 0, "kind": "Transform", "by": MANUFACTURER, "block": 6, "time": at(6) });
	insert(database, "transformations", made).await;
	let input = json!({ "id": 0, "position": 0, "code": CELLS, "quantity": 2_000 });
	insert(database, "transformation_inputs", input).await;
	for (position, code) in [EARPHONES, RECALLED].into_iter().enumerate() {
		let output = json!({ "id": 0, "position": position, "code": code });
		insert(database, "transformation_outputs", output).await;
	}

	for (block, event, code, kind, by, other, detail) in [
		(5, 1, CELLS, "Registered", MANUFACTURER, None, json!({})),
		(6, 1, CELLS, "Transformed", MANUFACTURER, None, json!({ "id": 0 })),
		(6, 1, EARPHONES, "Made", MANUFACTURER, None, json!({ "id": 0 })),
		(6, 1, RECALLED, "Made", MANUFACTURER, None, json!({ "id": 0 })),
		(7, 1, CARTON, "Registered", MANUFACTURER, None, json!({})),
		(8, 1, EARPHONES, "Packed", MANUFACTURER, Some(CARTON), json!({})),
		(9, 1, CARTON, "CustodyOffered", MANUFACTURER, Some(CARRIER), json!({ "expires_at": null })),
		(10, 1, CARTON, "CustodyAccepted", CARRIER, Some(MANUFACTURER), json!({})),
		(
			20,
			2,
			EARPHONES,
			"Declared",
			MANUFACTURER,
			Some(ENTRY_NUMBER),
			json!({ "entry_number": ENTRY_NUMBER }),
		),
		(30, 1, RECALLED, "Recalled", CUSTOMS, None, json!({ "reason": "电池过热 cells overheat <b>" })),
	] {
		let row = json!({
			"block": block, "event": event, "code": code, "time": at(block), "kind": kind, "by": by,
			"other": other, "detail": detail,
		});
		insert(database, "unit_events", row).await;
	}
}

/// Inserts one information block of the earphones and the head that results. Each record is in a chain block of its own,
/// from `from` on.
async fn block(database: &Database, info: Info, from: i64, records: Vec<Value>, imported: Value) {
	let (mut categories, count) = (vec![], records.len() as i64);
	for record in &records {
		let (variant, _) = record["item"].as_object().and_then(|item| item.iter().next()).expect("an item");
		let category = info.category(variant).map(String::from);
		categories.extend(category.filter(|category| !categories.contains(category)));
	}
	let with_block = |(at, mut record): (i64, Value)| {
		record["block"] = at.into();
		record
	};
	let records = (from..).zip(records).map(with_block).collect();
	let digest = insert_records(database, info, from, records).await;
	let row = json!({
		"code": EARPHONES, "block": info.name(), "records": count, "categories": categories, "imported": imported,
		"digest": digest, "last_at": from + count - 1, "checked_at": LAST_BLOCK, "agrees": 1,
	});
	insert(database, "heads", row).await;
}

/// Makes a record of the earphones.
fn record(index: i64, provider: &str, item: Value) -> Value {
	json!({ "code": EARPHONES, "index": index, "provider": provider, "item": item })
}

/// Sets one more field of a record.
fn with(mut record: Value, field: &str, value: Value) -> Value {
	record[field] = value;
	record
}

async fn product(database: &Database) {
	let materials = json!({ "RawMaterials": {
		"name": "锂聚合物电池 3.7 V 55 mAh", "supplier": "东莞市锂源电池有限公司", "address": "广东省东莞市松山湖园区工业南路 6 号",
		"contact": "+86 769 2289 0001", "quality": "GB 31241-2022 合格", "produced_at": START - 3_888_000_000_i64,
		"shelf_life": { "Days": 730 },
	} });
	let production = |licence: &str| {
		json!({ "Production": {
			"producer": "深圳市声澜电子有限公司", "country": "CN", "produced_at": START - 2_592_000_000_i64,
			"address": "广东省深圳市宝安区福海街道大洋路 88 号", "contact": "+86 755 2799 0002", "licence": licence,
		} })
	};
	let features = json!({ "Features": {
		"brand": "声澜 SHENGLAN", "model": "SL-B5", "shelf_life": "Unlimited",
		"certificates": [{ "kind": "Certificate", "sha256": hash(0xc1) }],
		"certificate_of_origin": { "kind": "CertificateOfOrigin", "sha256": hash(0xc2) },
		"test_reports": [{ "kind": "TestReport", "sha256": hash(0xc3) }],
	} });
	let code = json!({ "ProductCode": { "barcode": "06901234567892", "batch": "L20261018A" } });
	let record = |index, item| record(index, MANUFACTURER, item);
	let amended = with(record(1, production("粤深宝 XK-2026-0471")), "superseded_by", 4.into());
	let why = json!({ "index": 1, "reason": "许可证号写错" });
	let amendment = with(record(4, production("粤深宝 XK-2026-0417")), "supersedes", why);
	let records = vec![record(0, materials), amended, record(2, features), record(3, code), amendment];
	block(database, Info::Product, 10, records, json!([])).await;
}

fn order_key() -> Value {
	json!({ "platform": "4403160HQ1", "merchant": "91440300708461136T", "number": "HQ20261105-000871" })
}

fn usd(minor_units: i64) -> Value {
	json!({ "minor_units": minor_units, "currency": "USD" })
}

async fn transaction(database: &Database) {
	let name = "蓝牙耳机 SL-B5 Bluetooth earphones";
	let order = json!({ "Order": {
		"product_name": name, "ordered_at": START - 1_209_600_000_i64, "platform": "环球优选", "amount": usd(4990),
		"ship_to": sealed(0x51), "consignee": sealed(0x52), "contact": sealed(0x53), "key": order_key(),
		"lines": [{ "product_name": name, "quantity": { "thousandths": 1000, "unit": "Piece" }, "total": usd(4990) }],
	} });
	let receipt = json!({ "Receipt": {
		"product_name": name, "received_at": START - 172_800_000, "amount": usd(4990),
		"settled": { "minor_units": 35_479, "currency": "CNY" }, "settled_at": START - 86_400_000,
		"payee": "深圳市声澜电子有限公司",
		"key": { "order": order_key(), "institution": "4403690001", "number": "QH20261118-000871" },
		"receipt_voucher": { "kind": "ReceiptVoucher", "sha256": hash(0xc4) }, "settlement_voucher": null,
		"reversal_voucher": null,
	} });
	let code = json!({ "ProductCode": { "barcode": "06901234567892", "batch": "L20261018A" } });
	let items = (0..).zip([order, receipt, code]);
	let records = items.map(|(index, item)| record(index, MANUFACTURER, item)).collect();
	block(database, Info::Transaction, 15, records, json!([])).await;
}

async fn logistics(database: &Database) {
	let tally = json!({ "Tally": {
		"screening": { "site": "深圳宝安国际机场货站", "screened_at": START - 777_600_000, "outcome": "Passed" },
		"loading": { "vehicle": "粤B·D12345", "loaded_at": START - 794_880_000 },
	} });
	let transport = json!({ "Transport": {
		"carrier": "顺达国际物流有限公司", "mode": "Air",
		"departure": { "name": "深圳宝安国际机场", "location": "CNSZX" }, "shipper": "深圳市声澜电子有限公司",
		"waybill": {
			"key": { "company": "440398T012", "number": "999-20261112-000871" }, "packages": 1,
			"gross_weight": { "grams": 640 }, "freight": null, "insurance": null,
		},
		"destination": { "name": "Los Angeles International Airport", "location": "USLAX" },
	} });
	let fix = |days: i64, latitude: i64, longitude: i64| {
		json!({
			"system": "Bds", "latitude": latitude, "longitude": longitude, "accuracy_cm": 250,
			"taken_at": START - days * 86_400_000,
		})
	};
	let positions = json!({ "Positions": [
		fix(9, 226_393_000, 1_138_108_000), fix(8, 353_000_000, 1_400_000_000), fix(7, 339_416_000, -1_184_085_000),
	] });
	let storage = json!({ "Storage": {
		"warehouse": "Ontario Cross-Border Warehouse 3", "address": "4100 E Jurupa St, Ontario, CA 91761, USA",
		"mode": "海外仓 overseas warehouse", "entered_at": START - 518_400_000, "left_at": START - 345_600_000,
		"temperature": { "lowest": 182, "highest": 246 }, "humidity": { "lowest": 380, "highest": 520 },
	} });
	let abroad = json!({ "Imported": { "party": "Ontario Cross-Border LLC" } });
	let storage = with(record(3, MANUFACTURER, storage), "source", abroad);
	let delivery = json!({ "Delivery": {
		"company": "Pacific Last Mile Inc.", "number": "PLM-7730415", "courier": sealed(0x54), "receiver": sealed(0x52),
		"delivery_number": "D-20261118-0219", "place": sealed(0x51), "vehicle": "van",
	} });
	let exception = json!({ "DeliveryException": "NoneOccurred" });
	let record = |index, item| record(index, CARRIER, item);
	let records = vec![
		record(0, tally),
		record(1, transport),
		record(2, positions),
		storage,
		record(4, delivery),
		record(5, exception),
	];
	block(database, Info::Logistics, 19, records, json!(["Storage"])).await;
}

async fn customs(database: &Database) {
	let line = json!({
		"hs_code": "8518300000", "product_name": "蓝牙耳机", "quantity": { "thousandths": 1000, "unit": "Piece" },
		"value": usd(4990), "origin": "CN",
	});
	let declaration = json!({ "Declaration": {
		"lines": [line], "entry_number": ENTRY_NUMBER, "port_of_departure": "CNSZX", "port_of_arrival": "USLAX",
		"declared_at": START - 864_000_000, "released_at": START - 800_000_000, "duty_paid": null,
	} });
	let status = json!({ "Status": {
		"entry_number": ENTRY_NUMBER, "status": "Released", "code": 800, "changed_at": START - 800_000_000,
	} });
	let items = (0..).zip([declaration, status]);
	let records = items.map(|(index, item)| with(record(index, CUSTOMS, item), "source", "Clearance".into()));
	block(database, Info::Customs, 26, records.collect(), json!([])).await;

	let heading = json!({
		"mode": "DirectToConsumer", "port_of_departure": "CNSZX", "port_of_arrival": "USLAX", "destination": "US",
		"declared_at": START - 864_000_000, "order": order_key(),
		"waybills": [{ "company": "440398T012", "number": "999-20261112-000871" }], "packages": 1,
		"gross_weight": { "grams": 640 },
	});
	let row = json!({
		"entry_number": ENTRY_NUMBER, "declarant": MANUFACTURER, "status": "Released", "code": 800,
		"declaration_hash": hash(0xdd), "loop_state": "Matched", "supervision": "DirectToConsumer",
		"heading": heading, "lines": [line], "declared_at": at(20), "changed_at": at(27),
	});
	insert(database, "declarations", row).await;
	insert(database, "declaration_units", json!({ "entry_number": ENTRY_NUMBER, "code": EARPHONES })).await;
	let verdict = json!({
		"entry_number": ENTRY_NUMBER, "department": "Customs", "agrees": true, "regulator": CUSTOMS, "block": 22,
		"time": at(22),
	});
	insert(database, "declaration_verdicts", verdict).await;
	for (block, from, to, code) in [(20, None, "Declared", 3), (27, Some("Declared"), "Released", 800)] {
		let row = json!({
			"entry_number": ENTRY_NUMBER, "block": block, "event": 2, "time": at(block), "from_status": from,
			"to_status": to, "code": code,
		});
		insert(database, "declaration_changes", row).await;
	}
	let row = json!({
		"exporter": MANUFACTURER, "status": "Good", "filing_hash": hash(0xf1), "lapses_at": START + 31_536_000_000_i64,
		"detail": { "customs_code": "4403160HQ1" }, "changed_at": at(12),
	});
	insert(database, "filings", row).await;
	let row = json!({
		"merchant": MANUFACTURER, "platform": "4403160HQ1", "merchant_code": "91440300708461136T",
		"number": "HQ20261105-000871", "state": "Matched", "detail": {}, "changed_at": at(20),
	});
	insert(database, "loops", row).await;
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn the_trace_is_whole() {
		let database = database().await;
		for (table, rows) in [("units", 4), ("product_records", 5), ("logistics_records", 6), ("heads", 4)] {
			let sql = format!("SELECT COUNT(*) FROM {table}");
			let count: i64 = sqlx::query_scalar(&sql).fetch_one(database.pool()).await.unwrap();
			assert_eq!(count, rows, "{table}");
		}
	}
}
