//! One whole trace in a database of its own, for tests of what is read from it: earphones that went from Shenzhen to
//! Los Angeles, in every category of tables 1 to 4, with a batch that they were made of, a carton around them, a
//! declaration, a recall of another piece, and a record that amends another.

use super::Database;
use serde_json::{json, Value};

/// The earphones.
pub const EARPHONES: &str = "01/06901234567892/21/SN-0001";
/// The same product, recalled.
pub const RECALLED: &str = "01/06901234567892/21/SN-0002";
/// The cells that both were made of.
pub const CELLS: &str = "01/06923456789012/10/CELL-7";
/// The carton around the first.
pub const CARTON: &str = "00/106901234500000010";
/// The declaration of the first.
pub const ENTRY_NUMBER: &str = "530120260000000002";
/// The manufacturer, who owns everything.
pub const MANUFACTURER: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
/// The carrier, who holds the carton.
pub const CARRIER: &str = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
/// Customs, who votes on finality.
pub const CUSTOMS: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
/// When everything began.
pub const START: i64 = 1_795_000_000_000;
/// The last block.
pub const LAST_BLOCK: i64 = 40;

/// A database in memory with the trace in it.
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

fn hash(n: u8) -> String {
	format!("0x{}", format!("{n:02x}").repeat(32))
}

fn sealed(n: u8) -> Value {
	json!({ "sealed": hash(n) })
}

fn at(block: i64) -> i64 {
	START + block * 2_000
}

/// Puts the trace in.
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

/// One record, with the columns by which its database is searched.
async fn record(
	database: &Database,
	block: &str,
	index: i64,
	category: Option<&str>,
	item: Value,
	more: Value,
) {
	let position = match block {
		"product" => 10,
		"transaction" => 15,
		"logistics" => 19,
		_ => 26,
	} + index;
	let by = if block == "logistics" { CARRIER } else { MANUFACTURER };
	let mut row = json!({
		"code": EARPHONES, "idx": index, "category": category, "provider": by, "source": "Own",
		"block": position, "event": 1, "time": at(position), "hash": hash(position as u8), "item": item,
	});
	for (column, value) in more.as_object().expect("columns are an object") {
		row[column] = value.clone();
	}
	insert(database, &format!("{block}_records"), row).await;
}

async fn head(
	database: &Database,
	block: &str,
	records: i64,
	last_at: i64,
	categories: Value,
	imported: Value,
) {
	let row = json!({
		"code": EARPHONES, "block": block, "records": records, "categories": categories, "imported": imported,
		"digest": hash(0xd0), "last_at": last_at, "checked_at": LAST_BLOCK, "agrees": 1,
	});
	insert(database, "heads", row).await;
}

async fn product(database: &Database) {
	let materials = json!({ "RawMaterials": {
		"name": "锂聚合物电池 3.7 V 55 mAh", "supplier": "东莞市锂源电池有限公司", "address": "广东省东莞市松山湖园区工业南路 6 号",
		"contact": "+86 769 2289 0001", "quality": "GB 31241-2022 合格", "produced_at": START - 3_888_000_000_i64,
		"shelf_life": { "Days": 730 },
	} });
	record(database, "product", 0, Some("RawMaterials"), materials, json!({})).await;
	let production = |licence: &str| {
		json!({ "Production": {
			"producer": "深圳市声澜电子有限公司", "country": "CN", "produced_at": START - 2_592_000_000_i64,
			"address": "广东省深圳市宝安区福海街道大洋路 88 号", "contact": "+86 755 2799 0002", "licence": licence,
		} })
	};
	let producer = json!({ "producer": "深圳市声澜电子有限公司", "superseded_by": 4 });
	record(database, "product", 1, Some("Production"), production("粤深宝 XK-2026-0471"), producer).await;
	let features = json!({ "Features": {
		"brand": "声澜 SHENGLAN", "model": "SL-B5", "shelf_life": "Unlimited",
		"certificates": [{ "kind": "Certificate", "sha256": hash(0xc1) }],
		"certificate_of_origin": { "kind": "CertificateOfOrigin", "sha256": hash(0xc2) },
		"test_reports": [{ "kind": "TestReport", "sha256": hash(0xc3) }],
	} });
	let brand = json!({ "brand": "声澜 SHENGLAN", "model": "SL-B5" });
	record(database, "product", 2, Some("Features"), features, brand).await;
	let code = json!({ "ProductCode": { "barcode": "06901234567892", "batch": "L20261018A" } });
	let columns = json!({ "barcode": "06901234567892", "batch": "L20261018A" });
	record(database, "product", 3, Some("ProductCode"), code, columns).await;
	let amends = json!({ "supersedes": 1, "reason": "许可证号写错", "producer": "深圳市声澜电子有限公司" });
	record(database, "product", 4, Some("Production"), production("粤深宝 XK-2026-0417"), amends).await;
	let categories = json!(["RawMaterials", "Production", "Features", "ProductCode"]);
	head(database, "product", 5, 14, categories, json!([])).await;
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
	let columns = json!({
		"product_name": name, "platform": "环球优选", "order_number": "HQ20261105-000871",
		"merchant": "91440300708461136T", "amount": 4990, "currency": "USD",
	});
	record(database, "transaction", 0, Some("Order"), order, columns).await;
	let receipt = json!({ "Receipt": {
		"product_name": name, "received_at": START - 172_800_000, "amount": usd(4990),
		"settled": { "minor_units": 35_479, "currency": "CNY" }, "settled_at": START - 86_400_000,
		"payee": "深圳市声澜电子有限公司",
		"key": { "order": order_key(), "institution": "4403690001", "number": "QH20261118-000871" },
		"receipt_voucher": { "kind": "ReceiptVoucher", "sha256": hash(0xc4) }, "settlement_voucher": null,
		"reversal_voucher": null,
	} });
	let columns = json!({
		"product_name": name, "order_number": "HQ20261105-000871", "merchant": "91440300708461136T",
		"amount": 4990, "currency": "USD",
	});
	record(database, "transaction", 1, Some("Receipt"), receipt, columns).await;
	let code = json!({ "ProductCode": { "barcode": "06901234567892", "batch": "L20261018A" } });
	record(database, "transaction", 2, Some("TradedProductCode"), code, json!({})).await;
	head(database, "transaction", 3, 17, json!(["Order", "Receipt", "TradedProductCode"]), json!([])).await;
}

async fn logistics(database: &Database) {
	let tally = json!({ "Tally": {
		"screening": { "site": "深圳宝安国际机场货站", "screened_at": START - 777_600_000, "outcome": "Passed" },
		"loading": { "vehicle": "粤B·D12345", "loaded_at": START - 794_880_000 },
	} });
	record(database, "logistics", 0, Some("Tally"), tally, json!({})).await;
	let transport = json!({ "Transport": {
		"carrier": "顺达国际物流有限公司", "mode": "Air",
		"departure": { "name": "深圳宝安国际机场", "location": "CNSZX" }, "shipper": "深圳市声澜电子有限公司",
		"waybill": {
			"key": { "company": "440398T012", "number": "999-20261112-000871" }, "packages": 1,
			"gross_weight": { "grams": 640 }, "freight": null, "insurance": null,
		},
		"destination": { "name": "Los Angeles International Airport", "location": "USLAX" },
	} });
	let columns = json!({ "carrier": "顺达国际物流有限公司", "waybill": "999-20261112-000871" });
	record(database, "logistics", 1, Some("Transport"), transport, columns).await;
	let fix = |days: i64, latitude: i64, longitude: i64| {
		json!({
			"system": "Bds", "latitude": latitude, "longitude": longitude, "accuracy_cm": 250,
			"taken_at": START - days * 86_400_000,
		})
	};
	let positions = json!({ "Positions": [
		fix(9, 226_393_000, 1_138_108_000), fix(8, 353_000_000, 1_400_000_000), fix(7, 339_416_000, -1_184_085_000),
	] });
	record(database, "logistics", 2, None, positions, json!({})).await;
	let storage = json!({ "Storage": {
		"warehouse": "Ontario Cross-Border Warehouse 3", "address": "4100 E Jurupa St, Ontario, CA 91761, USA",
		"mode": "海外仓 overseas warehouse", "entered_at": START - 518_400_000, "left_at": START - 345_600_000,
		"temperature": { "lowest": 182, "highest": 246 }, "humidity": { "lowest": 380, "highest": 520 },
	} });
	let imported =
		json!({ "source": "Imported", "party": "Ontario Cross-Border LLC", "provider": MANUFACTURER });
	record(database, "logistics", 3, Some("Storage"), storage, imported).await;
	let delivery = json!({ "Delivery": {
		"company": "Pacific Last Mile Inc.", "number": "PLM-7730415", "courier": sealed(0x54), "receiver": sealed(0x52),
		"delivery_number": "D-20261118-0219", "place": sealed(0x51), "vehicle": "van",
	} });
	let columns = json!({ "delivery_number": "PLM-7730415" });
	record(database, "logistics", 4, Some("Delivery"), delivery, columns).await;
	let exception = json!({ "DeliveryException": "NoneOccurred" });
	record(database, "logistics", 5, Some("DeliveryException"), exception, json!({})).await;
	let categories = json!(["Tally", "Transport", "Storage", "Delivery", "DeliveryException"]);
	head(database, "logistics", 6, 24, categories, json!(["Storage"])).await;
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
	let clearance = json!({ "source": "Clearance", "provider": CUSTOMS, "entry_number": ENTRY_NUMBER });
	record(database, "customs", 0, Some("Declaration"), declaration, clearance).await;
	let status = json!({ "Status": {
		"entry_number": ENTRY_NUMBER, "status": "Released", "code": 800, "changed_at": START - 800_000_000,
	} });
	let clearance = json!({
		"source": "Clearance", "provider": CUSTOMS, "entry_number": ENTRY_NUMBER, "status": "Released",
		"status_code": 800,
	});
	record(database, "customs", 1, Some("Status"), status, clearance).await;
	head(database, "customs", 2, 27, json!(["Declaration", "Status"]), json!([])).await;

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
