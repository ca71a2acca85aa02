// SPDX-License-Identifier: Apache-2.0
//! The records of a unit: eleven in four blocks.

use super::names::{code, gtin, lot, CARRIER, CUSTOMS, MANUFACTURER, START};
use serde_json::{json, Value};
use sqlx::AnyConnection;
use suyuan_chain_client::Info;
use suyuan_fixtures::record_rows;
use suyuan_store::{
	tables::{self, records_of},
	write::{Cells, Conflict},
	Numbers,
};

const NAME: &str = "蓝牙耳机 SL-B5 Bluetooth earphones";
const EXPORTER: &str = "深圳市声澜电子有限公司";

/// Units whose rows are held in memory at a time.
const MAX_UNITS_IN_MEMORY: usize = 1_000;

/// Writes the records of these units, and their heads.
pub(crate) async fn write(
	connection: &mut AnyConnection,
	numbers: &mut Numbers,
	from: u64,
	to: u64,
) -> anyhow::Result<()> {
	let units: Vec<_> = (from..to).collect();
	for units in units.chunks(MAX_UNITS_IN_MEMORY) {
		let mut heads: Vec<Cells> = Vec::new();
		let mut rows: [Vec<Cells>; 4] = Default::default();
		for unit in units {
			let block = i64::try_from(unit / 1000)?;
			for (info, records) in Info::ALL.into_iter().zip(records(*unit)) {
				let count = records.len() as i64;
				let categories =
					records.iter().filter_map(|record| category(info, record)).collect::<Vec<_>>();
				let (new, digest) = record_rows(info, block, records);
				rows[info.place()].extend(new);
				heads.push(vec![
					code(*unit).into(),
					info.name().into(),
					count.into(),
					json!(categories).to_string().into(),
					"[]".into(),
					digest.into(),
					block.into(),
					1000.into(),
					1.into(),
				]);
			}
		}
		for (info, rows) in Info::ALL.into_iter().zip(rows) {
			numbers.write(connection, records_of(info), rows, Conflict::Refuse).await?;
		}
		numbers.write(connection, &tables::HEADS, heads, Conflict::Refuse).await?;
	}
	Ok(())
}

fn category(info: Info, record: &Value) -> Option<String> {
	let (variant, _) = record["item"].as_object()?.iter().next()?;
	info.category(variant).map(String::from)
}

/// The records of a unit, block by block.
fn records(unit: u64) -> [Vec<Value>; 4] {
	let numbered = |items: Vec<(&str, Value)>| {
		let record = |(index, (by, item)): (usize, (&str, Value))| json!({ "code": code(unit), "index": index, "provider": by, "item": item });
		items.into_iter().enumerate().map(record).collect()
	};
	[numbered(product(unit)), numbered(transaction(unit)), numbered(logistics(unit)), numbered(customs(unit))]
}

fn usd() -> Value {
	json!({ "Plain": { "minor_units": 4990, "currency": "USD" } })
}

fn product(unit: u64) -> Vec<(&'static str, Value)> {
	let materials = json!({
		"name": "锂聚合物电池 3.7 V 55 mAh", "supplier": "东莞市锂源电池有限公司",
		"address": "广东省东莞市松山湖园区工业南路 6 号", "contact": "+86 769 2289 0001", "quality": "GB 31241-2022 合格",
		"produced_at": START - 1_000_000_000, "shelf_life": { "Days": 730 },
	});
	let production = json!({
		"producer": EXPORTER, "country": "CN", "produced_at": START - 100_000_000,
		"address": "广东省深圳市宝安区福海街道大洋路 88 号", "contact": "+86 755 2799 0002", "licence": "粤深宝 XK-2026",
	});
	let features = json!({
		"brand": "声澜 SHENGLAN", "model": "SL-B5", "shelf_life": "Unlimited", "certificates": [],
		"certificate_of_origin": null, "test_reports": [],
	});
	let code = json!({ "barcode": gtin(unit), "batch": lot(unit) });
	vec![
		(MANUFACTURER, json!({ "RawMaterials": materials })),
		(MANUFACTURER, json!({ "Production": production })),
		(MANUFACTURER, json!({ "Features": features })),
		(MANUFACTURER, json!({ "ProductCode": code })),
	]
}

fn transaction(unit: u64) -> Vec<(&'static str, Value)> {
	let sealed = json!({ "sealed": format!("0x{}", "51".repeat(32)) });
	let key = json!({
		"platform": "4403160HQ1", "merchant": "91440300708461136T", "number": format!("HQ{unit}"),
	});
	let order = json!({
		"product_name": NAME, "ordered_at": START - 10_000_000, "platform": "环球优选", "amount": usd(),
		"ship_to": sealed, "consignee": sealed, "contact": sealed, "key": key, "lines": [],
	});
	let receipt = json!({
		"product_name": NAME, "received_at": START - 9_000_000, "amount": usd(), "settled": usd(),
		"settled_at": START - 8_000_000, "payee": EXPORTER,
		"key": { "order": key, "institution": "4403690001", "number": format!("QH{unit}") }, "receipt_voucher": null,
		"settlement_voucher": null, "reversal_voucher": null,
	});
	vec![(MANUFACTURER, json!({ "Order": order })), (MANUFACTURER, json!({ "Receipt": receipt }))]
}

fn logistics(unit: u64) -> Vec<(&'static str, Value)> {
	let transport = json!({
		"carrier": "顺达国际物流有限公司", "mode": "Air",
		"departure": { "name": "深圳宝安国际机场", "location": "CNSZX" }, "shipper": EXPORTER, "waybill": {
			"key": { "company": "440398T012", "number": format!("999-{unit}") }, "packages": 1,
			"gross_weight": { "grams": 640 }, "freight": null, "insurance": null,
		},
		"destination": { "name": "Los Angeles", "location": "USLAX" },
	});
	let fix = |latitude: i64, longitude: i64, taken_at: i64| {
		json!({
			"system": "Bds", "latitude": latitude, "longitude": longitude, "accuracy_cm": 250, "taken_at": taken_at,
		})
	};
	let positions = [
		fix(226_393_000, 1_138_108_000, START - 7_000_000),
		fix(339_416_000, -1_184_085_000, START - 6_000_000),
	];
	let storage = json!({
		"warehouse": "Ontario Cross-Border Warehouse 3", "address": "4100 E Jurupa St, Ontario, CA 91761, USA",
		"mode": "海外仓", "entered_at": START - 5_000_000, "left_at": START - 4_000_000,
		"temperature": { "lowest": 182, "highest": 246 }, "humidity": null,
	});
	vec![
		(CARRIER, json!({ "Transport": transport })),
		(CARRIER, json!({ "Positions": positions })),
		(CARRIER, json!({ "Storage": storage })),
	]
}

fn customs(unit: u64) -> Vec<(&'static str, Value)> {
	let entry_number = format!("530120260{unit:09}");
	let line = json!({
		"hs_code": "8518300000", "product_name": NAME, "quantity": { "thousandths": 1000, "unit": "Piece" },
		"value": usd(), "origin": "CN",
	});
	let declaration = json!({
		"lines": [line], "entry_number": entry_number, "port_of_departure": "CNSZX", "port_of_arrival": "USLAX",
		"declared_at": START - 3_000_000, "released_at": START - 2_000_000, "duty_paid": null,
	});
	let status = json!({
		"entry_number": entry_number, "status": "Released", "code": 800, "changed_at": START - 2_000_000,
	});
	vec![(CUSTOMS, json!({ "Declaration": declaration })), (CUSTOMS, json!({ "Status": status }))]
}
