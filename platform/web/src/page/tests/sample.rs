// SPDX-License-Identifier: Apache-2.0

//! A sample trace with every kind of record and event.

use serde_json::{json, Value};
use std::collections::BTreeMap;
use suyuan_store::model::*;

/// Account of the manufacturer.
pub const MAKER: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
/// Account of the carrier.
pub const CARRIER: &str = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
/// Account that holds the seat of customs.
pub const CUSTOMS: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
/// Account that holds the seat of market supervision.
pub const MARKET: &str = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy";
/// Trace code of the unit.
pub const CODE: &str = "01/06901234567892/21/SN-0001";
/// Trace code of the material that it was made of.
pub const CELLS: &str = "01/06923456789018/10/CELL-7";
/// Time at which the sample is shown, in milliseconds since 1970 UTC.
pub const NOW: i64 = 1_795_000_000_000;
const DAY: i64 = 86_400_000;

fn hash(n: u8) -> String {
	format!("0x{}", format!("{n:02x}").repeat(32))
}

fn party(account: &str, name: Option<&str>, business: &str, department: Option<&str>) -> Party {
	Party {
		account: account.into(),
		name: name.map(Into::into),
		kind: Some(if department.is_some() { "Regulator" } else { "TradeEntity" }.into()),
		business: Some(business.into()),
		department: department.map(Into::into),
		status: Some("Active".into()),
		country: None,
		credit_code: name.map(|_| "91440300708461136T".into()),
	}
}

fn sealed(n: u8) -> Value {
	json!({ "sealed": hash(n) })
}

fn usd(minor_units: u64) -> Value {
	json!({ "minor_units": minor_units, "currency": "USD" })
}

fn order_key() -> Value {
	json!({ "platform": "4403160HQ1", "merchant": "91440300708461136T", "number": "HQ20261105-000871" })
}

fn ago(days: i64) -> i64 {
	NOW - days * DAY
}

/// Makes one item of every kind, with every field of it.
pub fn items() -> Vec<(&'static str, Value)> {
	let name = "蓝牙耳机 SL-B5 Bluetooth earphones";
	let document = |kind: &str, n| json!({ "kind": kind, "sha256": hash(n) });
	let quantity = json!({ "thousandths": 1000, "unit": "Piece" });
	let fix = |system: &str, latitude: i64, longitude: i64, days: i64| {
		let at = ago(days);
		json!({ "system": system, "latitude": latitude, "longitude": longitude, "accuracy_cm": 150, "taken_at": at })
	};
	vec![
		(
			"product",
			json!({ "RawMaterials": {
			"name": "锂聚合物电池 3.7 V 55 mAh", "supplier": "东莞市锂源电池有限公司",
			"address": "广东省东莞市松山湖园区工业南路 6 号", "contact": "+86 769 2289 0001",
			"quality": "GB 31241-2022 合格", "produced_at": ago(45), "shelf_life": { "Days": 730 },
		} }),
		),
		(
			"product",
			json!({ "Production": {
			"producer": "深圳市声澜电子有限公司", "country": "CN", "produced_at": ago(30),
			"address": "广东省深圳市宝安区福海街道大洋路 88 号", "contact": "+86 755 2799 0002",
			"licence": "粤深宝 XK-2026-0471",
		} }),
		),
		(
			"product",
			json!({ "Features": {
			"brand": "声澜 SHENGLAN", "model": "SL-B5", "shelf_life": "Unlimited",
			"certificates": [document("Certificate", 0xc1), document("Certificate", 0xc5)],
			"certificate_of_origin": document("CertificateOfOrigin", 0xc2), "test_reports": [document("TestReport", 0xc3)],
		} }),
		),
		("product", json!({ "ProductCode": { "barcode": "06901234567892", "batch": "L20261018A" } })),
		(
			"transaction",
			json!({ "Order": {
			"product_name": name, "ordered_at": ago(14), "platform": "深圳市海桥跨境电商平台有限公司", "amount": usd(4990),
			"ship_to": sealed(0x51), "consignee": sealed(0x52), "contact": sealed(0x53), "key": order_key(),
			"lines": [{ "product_name": name, "quantity": quantity, "total": usd(4990) }],
		} }),
		),
		(
			"transaction",
			json!({ "Receipt": {
			"product_name": name, "received_at": ago(2), "amount": usd(4990),
			"settled": { "minor_units": 35_479, "currency": "CNY" }, "settled_at": ago(1),
			"payee": "深圳市声澜电子有限公司",
			"key": { "order": order_key(), "institution": "4403690001", "number": "QH20261118-000871" },
			"receipt_voucher": document("ReceiptVoucher", 0xc4), "settlement_voucher": null, "reversal_voucher": null,
		} }),
		),
		("transaction", json!({ "ProductCode": { "barcode": "06901234567892", "batch": "L20261018A" } })),
		(
			"logistics",
			json!({ "Tally": {
			"screening": { "site": "深圳宝安国际机场货站", "screened_at": ago(9), "outcome": "Passed" },
			"loading": { "vehicle": "粤B·D12345", "loaded_at": ago(9) },
		} }),
		),
		(
			"logistics",
			json!({ "Transport": {
			"carrier": "深圳市远鸿国际物流有限公司", "mode": "Air",
			"departure": { "name": "深圳宝安国际机场", "location": "CNSZX" }, "shipper": "深圳市声澜电子有限公司",
			"waybill": {
				"key": { "company": "440398T012", "number": "999-20261112-000871" }, "packages": 1,
				"gross_weight": { "grams": 640 }, "freight": usd(890), "insurance": null,
			},
			"destination": { "name": "Los Angeles International Airport", "location": "USLAX" },
		} }),
		),
		(
			"logistics",
			json!({ "Storage": {
			"warehouse": "Ontario Cross-Border Warehouse 3", "address": "4100 E Jurupa St, Ontario, CA 91761, USA",
			"mode": "海外仓 overseas warehouse", "entered_at": ago(6), "left_at": ago(4),
			"temperature": { "lowest": 182, "highest": 246 }, "humidity": { "lowest": 380, "highest": 520 },
		} }),
		),
		(
			"logistics",
			json!({ "Delivery": {
			"company": "Pacific Last Mile Inc.", "number": "PLM-7730415", "courier": sealed(0x54),
			"receiver": sealed(0x52), "delivery_number": "D-20261118-0219", "place": sealed(0x51), "vehicle": "van", "signed_at": null,
		} }),
		),
		(
			"logistics",
			json!({ "Positions": [
			fix("Bds", 225_629_000, 1_138_830_000, 10), fix("Pas", 226_393_000, 1_138_107_000, 9),
			fix("Gps", 339_416_000, -1_184_085_000, 7), fix("Gps", 340_633_000, -1_176_509_000, 6),
		] }),
		),
		("logistics", json!({ "DeliveryException": "NoneOccurred" })),
		(
			"customs",
			json!({ "Declaration": {
			"lines": [{
				"hs_code": "8518300000", "product_name": name, "quantity": quantity, "value": usd(4990), "origin": "CN",
			}],
			"entry_number": "530120260000000002", "port_of_departure": "CNSZX", "port_of_arrival": "USLAX",
			"declared_at": ago(9), "released_at": ago(8),
			"duty_paid": { "amount": usd(120), "paid_at": ago(8), "voucher": document("DutyPaid", 0xc6) },
		} }),
		),
		(
			"customs",
			json!({ "Status": {
			"entry_number": "530120260000000002", "status": "Released", "code": 800, "changed_at": ago(8),
		} }),
		),
	]
}

fn block(name: &'static str) -> InfoBlock {
	let of_block = items().into_iter().filter(|(block, _)| *block == name);
	let mut records: Vec<Record> = of_block
		.enumerate()
		.map(|(index, (_, item))| Record {
			code: CODE.into(),
			index: index as i64,
			category: None,
			provider: if name == "logistics" { CARRIER } else { MAKER }.into(),
			source: if name == "customs" { "Clearance" } else { "Own" }.into(),
			party: None,
			supersedes: None,
			reason: None,
			superseded_by: None,
			block: 12,
			time: NOW - 3_600_000,
			hash: hash(index as u8),
			item,
		})
		.collect();
	if name == "product" {
		let mut better = records[1].clone();
		better.index = 4;
		better.item["Production"]["licence"] = json!("粤深宝 XK-2026-0417");
		better.supersedes = Some(1);
		better.reason = Some("许可证号写错".into());
		records[1].superseded_by = Some(4);
		records.push(better);
	}
	if name == "logistics" {
		records[2].source = "Imported".into();
		records[2].party = Some("Ontario Cross-Border LLC".into());
	}
	InfoBlock {
		name,
		total: records.len() as i64,
		records,
		digest: Some(hash(0xd0)),
		agrees: Some(true),
		checked_at: Some(40),
		recomputed: true,
	}
}

fn happening(kind: &str, by: &str, other: Option<&str>, detail: Value) -> Happening {
	Happening {
		block: 6,
		time: NOW - 3_700_000,
		kind: kind.into(),
		by: Some(by.into()),
		other: other.map(Into::into),
		detail,
	}
}

/// Makes the sample trace, with every block compared and agreeing.
pub fn trace() -> Trace {
	let regulators = [("Customs", CUSTOMS), ("MarketSupervision", MARKET)];
	let parties = [
		party(MAKER, Some("深圳市声澜电子有限公司"), "Manufacturer", None),
		party(CARRIER, Some("深圳市远鸿国际物流有限公司"), "InternationalLogistics", None),
		party(CUSTOMS, None, "Customs", Some("Customs")),
		party(MARKET, None, "MarketSupervision", Some("MarketSupervision")),
	];
	Trace {
		unit: Unit {
			code: CODE.into(),
			kind: "Item".into(),
			mode: Some("FullChain".into()),
			gtin: Some("06901234567892".into()),
			lot: None,
			serial: Some("SN-0001".into()),
			sscc: None,
			quantity: None,
			remaining: 1000,
			measure: None,
			owner: MAKER.into(),
			custodian: CARRIER.into(),
			stage: "Closed".into(),
			retain_until: Some(NOW + 365 * DAY),
			hold: None,
			unproven_right: true,
			registered_at: 5,
			registered_time: NOW - 3_800_000,
		},
		blocks: ["product", "transaction", "logistics", "customs"].map(block).into(),
		history: vec![
			happening("Registered", MAKER, None, json!({})),
			happening("Packed", MAKER, Some("00/106901234500000011"), json!({})),
			happening("CustodyAccepted", CARRIER, Some(MAKER), json!({})),
			happening(
				"Declared",
				MAKER,
				Some("530120260000000002"),
				json!({ "entry_number": "530120260000000002" }),
			),
			happening("Quarantined", MAKER, None, json!({ "reason": "例行抽检" })),
			happening("Released", MAKER, None, json!({ "reason": "抽检合格" })),
			happening(
				"Closed",
				MAKER,
				None,
				json!({ "shelf_life": "Unlimited", "retain_until": NOW + 365 * DAY }),
			),
		],
		made_of: Some(Transformation {
			id: 0,
			kind: "Transform".into(),
			by: MAKER.into(),
			block: 6,
			time: NOW - 3_700_000,
			yield_check: Some("Unproven".into()),
			inputs: vec![(CELLS.into(), Some(2000)), ("01/06923456789025/10/PCB-1".into(), Some(1000))],
			outputs: vec![CODE.into()],
		}),
		used_in: vec![Transformation {
			id: 1,
			kind: "Split".into(),
			by: MAKER.into(),
			block: 7,
			time: NOW - 3_600_000,
			yield_check: None,
			inputs: vec![(CODE.into(), None)],
			outputs: vec!["01/06901234567892/21/SN-0001-A".into()],
		}],
		contents: vec!["01/06901234567892/21/SN-0009".into()],
		packed_in: vec!["00/106901234500000011".into()],
		holds: Vec::new(),
		holds_complete: true,
		declarations: vec![Declaration {
			entry_number: "530120260000000002".into(),
			declarant: MAKER.into(),
			status: "Released".into(),
			code: 800,
			loop_state: Some("Matched".into()),
			changed_after_release: true,
			declared_at: ago(9),
			verdicts: ["Customs", "Tax", "ForeignExchange", "MarketSupervision"]
				.map(|department| Verdict {
					department: department.into(),
					agrees: department != "Tax",
					reason: (department == "Tax").then(|| "请补交发票".into()),
					time: ago(9),
				})
				.into(),
			changes: [
				(None, "Declared", 3),
				(Some("Declared"), "Received", 120),
				(Some("Received"), "Released", 800),
			]
			.map(|(from, to, code)| StatusChange {
				from: from.map(Into::into),
				to: to.into(),
				code,
				time: ago(8),
			})
			.into(),
		}],
		prefix: Some(GrantedPrefix {
			scheme: "Company".into(),
			prefix: "6901234".into(),
			holder: MAKER.into(),
			party: None,
			until: Some(NOW + DAY),
		}),
		missing: Vec::new(),
		imported: vec!["Storage".into()],
		parties: parties.into_iter().map(|party| (party.account.clone(), party)).collect::<BTreeMap<_, _>>(),
		check: Check {
			block: 40,
			hash: hash(40),
			time: NOW - 2_000,
			heads_agree: Some(true),
			validators: regulators
				.map(|(department, account)| Validator {
					account: account.into(),
					department: Some(department.into()),
					name: None,
				})
				.into(),
		},
		scans: Scans { count: 3, readers: 2, first_at: Some(ago(1)), last_at: Some(NOW - 60_000) },
	}
}

/// Makes the sample trace with a recall.
pub fn recalled() -> Trace {
	let mut trace = trace();
	let hold = Hold {
		kind: "Recall".into(),
		by: MARKET.into(),
		reason: "电芯过热，责令召回".into(),
		since: NOW - 7_200_000,
	};
	trace.unit.hold = Some(hold.clone());
	trace.holds = vec![HeldUnit { code: CODE.into(), relation: Relation::Itself, hold }];
	trace
}
