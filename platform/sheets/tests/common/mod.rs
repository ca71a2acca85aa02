// SPDX-License-Identifier: Apache-2.0
//! Sound items of every category, made from a seed.

use serde_json::{json, Map, Value};
use suyuan_primitives::{
	codes::{Country, Currency},
	requirement::InfoBlock,
	Check, Clock,
};
use suyuan_sheets::{Item, Schema, Section, SheetRecord, Source, TracedUnit};

pub(crate) const NOW: u64 = 1_794_456_000_000;
pub(crate) const CLOCK: Clock = Clock { latest: NOW };

/// A small generator of numbers: one seed makes one trace.
pub(crate) struct Dice(pub u64);

impl Dice {
	pub(crate) fn roll(&mut self, sides: u64) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut x = self.0;
		x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		(x ^ (x >> 31)) % sides
	}

	fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
		&of[self.roll(of.len() as u64) as usize]
	}

	fn often(&mut self) -> bool {
		self.roll(3) > 0
	}

	/// Text that is hard to put into a sheet.
	fn text(&mut self, bytes: usize) -> Value {
		const HOSTILE: &[&str] = &[
			"=1+1",
			"+86 755",
			"-3",
			"@SUM(A1)",
			"'",
			"\"",
			",",
			";",
			"|",
			"\\",
			"\\|",
			"蓝牙耳机",
			"<b>",
			"&amp;",
			"_x000D_",
			"_x005F_",
			"é",
			"𠮷",
			"0012",
			"1e5",
			"TRUE",
			"＝cmd",
			"%",
			"sealed:",
			"2026-01-01",
			"a  b",
			"\u{a0}x",
			"转录:",
			"null",
			"0x00",
			"#N/A",
		];
		let mut text = String::new();
		for _ in 0..=self.roll(4) {
			let piece = self.pick(HOSTILE);
			if text.len() + piece.len() <= bytes {
				text += piece;
			}
		}
		// The chain has no other.
		let text = suyuan_primitives::values::fold_text(text.trim());
		json!(if text.is_empty() { "x" } else { text.as_str() })
	}

	fn moment(&mut self) -> Value {
		let whole = self.roll(NOW / 1000) * 1000;
		json!(if self.often() { whole } else { whole.saturating_sub(self.roll(1000)) })
	}

	fn moments(&mut self) -> (Value, Value) {
		let (a, b) = (self.moment(), self.moment());
		if a.as_u64() <= b.as_u64() {
			(a, b)
		} else {
			(b, a)
		}
	}

	fn hex(&mut self) -> String {
		(0..32).fold("0x".to_string(), |hex, _| hex + &format!("{:02x}", self.roll(256)))
	}

	fn sealed(&mut self) -> Value {
		json!({ "sealed": self.hex() })
	}

	fn currency(&mut self) -> Value {
		let all: Vec<_> = Currency::all().collect();
		json!(String::from_utf8_lossy(&self.pick(&all).0))
	}

	fn country(&mut self) -> Value {
		let all: Vec<_> = Country::all().collect();
		json!(String::from_utf8_lossy(&self.pick(&all).0))
	}

	fn amount(&mut self) -> u64 {
		match self.roll(4) {
			0 => 1,
			1 => u64::MAX / 16,
			_ => 1 + self.roll(1_000_000),
		}
	}

	fn money_in(&mut self, currency: &Value) -> Value {
		json!({ "minor_units": self.amount(), "currency": currency })
	}

	fn money(&mut self) -> Value {
		let currency = self.currency();
		self.money_in(&currency)
	}

	fn quantity(&mut self) -> Value {
		let unit = self.pick(&[
			"Piece",
			"Pair",
			"Set",
			"Carton",
			"Kilogram",
			"Litre",
			"Metre",
			"SquareMetre",
			"CubicMetre",
		]);
		json!({ "thousandths": self.amount(), "unit": unit })
	}

	fn document(&mut self) -> Value {
		let kind = self.pick(&[
			"BusinessLicence",
			"ProductionLicence",
			"Certificate",
			"TestReport",
			"Picture",
			"Other",
		]);
		json!({ "kind": kind, "sha256": self.hex() })
	}

	fn documents(&mut self) -> Value {
		(0..self.roll(9)).map(|_| self.document()).collect::<Vec<_>>().into()
	}

	fn shelf_life(&mut self) -> Value {
		match self.roll(4) {
			0 => json!("Unlimited"),
			1 => json!({ "Days": 1 + self.roll(u64::from(u32::MAX)) }),
			2 => json!({ "Until": 1 + self.roll(u64::MAX - 1) }),
			_ => json!({ "Until": 1 + self.roll(4_000_000_000_000) }),
		}
	}

	fn gtin(&mut self) -> Value {
		json!(self.pick(&[
			"06901234567892",
			"04006381333931",
			"09521234543213",
			"00614141999996",
			"00000096385074"
		]))
	}

	fn batch(&mut self) -> Value {
		json!(self.pick(&[
			"L20261018A",
			"=1+1",
			"-5",
			"'A",
			"0012",
			"a/b%c",
			"%",
			"+7",
			"12345678901234567890"
		]))
	}

	fn location(&mut self) -> Value {
		json!(self.pick(&["CNSZX", "USLAX", "ZWHRE", "DE2Z9"]))
	}

	fn entry_number(&mut self) -> Value {
		json!(format!("5301202{}0{:09}", self.roll(10), self.roll(1_000_000_000))
			.chars()
			.take(18)
			.collect::<String>())
	}

	fn maybe(&mut self, make: impl FnOnce(&mut Self) -> Value) -> Value {
		if self.often() {
			make(self)
		} else {
			Value::Null
		}
	}

	fn order_key(&mut self) -> Value {
		json!({ "platform": self.text(64), "merchant": self.text(64), "number": self.text(80) })
	}

	fn place(&mut self) -> Value {
		json!({ "name": self.text(128), "location": self.maybe(Self::location) })
	}

	fn range(&mut self) -> Value {
		let (a, b) = (self.roll(65_536) as i64 - 32_768, self.roll(65_536) as i64 - 32_768);
		json!({ "lowest": a.min(b), "highest": a.max(b) })
	}

	fn lines(&mut self, least: u64, mut make: impl FnMut(&mut Self) -> Value) -> Value {
		(0..least + self.roll(17 - least)).map(|_| make(self)).collect::<Vec<_>>().into()
	}

	/// The content of an item of the category.
	fn content(&mut self, section: Section) -> Value {
		match section {
			Section::RawMaterials => json!({
				"name": self.text(128), "supplier": self.text(128), "address": self.text(256), "contact": self.text(64),
				"quality": self.maybe(|d| d.text(256)), "produced_at": self.maybe(Self::moment),
				"shelf_life": self.maybe(Self::shelf_life),
			}),
			Section::Production => json!({
				"producer": self.text(128), "country": self.country(), "produced_at": self.moment(),
				"address": self.maybe(|d| d.text(256)), "contact": self.maybe(|d| d.text(64)),
				"licence": self.maybe(|d| d.text(64)),
			}),
			Section::Features => json!({
				"brand": self.text(128), "model": self.text(128), "shelf_life": self.shelf_life(),
				"certificates": self.documents(), "certificate_of_origin": self.maybe(Self::document),
				"test_reports": self.documents(),
			}),
			Section::ProductCode | Section::TradedProductCode => {
				json!({ "barcode": self.gtin(), "batch": self.maybe(Self::batch) })
			}
			Section::Order => {
				let currency = self.currency();
				json!({
					"product_name": self.text(128), "ordered_at": self.moment(), "platform": self.text(128),
					"amount": self.money_in(&currency), "ship_to": self.sealed(), "consignee": self.sealed(),
					"contact": self.sealed(), "key": self.maybe(Self::order_key),
					"lines": self.lines(0, |d| json!({
						"product_name": d.text(128), "quantity": d.quantity(), "total": d.money_in(&currency),
					})),
				})
			}
			Section::Receipt => {
				let (received_at, settled_at) = self.moments();
				let is_settled = self.maybe(|_| json!(true)) == json!(true);
				let (settled, settled_at, settlement_voucher) = match is_settled {
					true => (self.money(), json!(settled_at), self.maybe(Self::document)),
					false => Default::default(),
				};
				json!({
					"product_name": self.text(128), "received_at": received_at, "amount": self.money(),
					"settled": settled, "settled_at": settled_at, "payee": self.text(128),
					"key": self.maybe(|d| json!({
						"order": d.order_key(), "institution": d.text(64), "number": d.text(80),
					})),
					"receipt_voucher": self.maybe(Self::document), "settlement_voucher": settlement_voucher,
					"reversal_voucher": self.maybe(Self::document),
				})
			}
			Section::Tally => {
				let outcome = self.pick(&["Passed", "PassedAfterOpening", "HeldBack"]);
				json!({
					"screening": { "site": self.text(128), "screened_at": self.moment(), "outcome": outcome },
					"loading": { "vehicle": self.text(64), "loaded_at": self.moment() },
				})
			}
			Section::Transport => {
				let mode = self.pick(&["Water", "Rail", "Road", "Air", "Mail", "Multimodal", "Other"]);
				json!({
					"carrier": self.text(128), "mode": mode, "departure": self.place(),
					"shipper": self.maybe(|d| d.text(128)),
					"waybill": self.maybe(|d| json!({
						"key": { "company": d.text(64), "number": d.text(80) },
						"packages": 1 + d.roll(u64::from(u32::MAX)),
						"gross_weight": { "grams": d.amount() },
						"freight": d.maybe(Self::money), "insurance": d.maybe(Self::money),
					})),
					"destination": self.maybe(Self::place),
				})
			}
			Section::Storage => {
				let (entered_at, left_at) = self.moments();
				json!({
					"warehouse": self.text(128), "address": self.text(256), "mode": self.text(64),
					"entered_at": entered_at, "left_at": self.maybe(|_| json!(left_at)),
					"temperature": self.maybe(Self::range), "humidity": self.maybe(Self::range),
				})
			}
			Section::Delivery => json!({
				"company": self.text(128), "number": self.text(80), "courier": self.maybe(Self::sealed),
				"receiver": self.maybe(Self::sealed), "delivery_number": self.maybe(|d| d.text(80)),
				"place": self.maybe(Self::sealed), "vehicle": self.maybe(|d| d.text(64)),
				"signed_at": self.maybe(|d| json!(d.moment())),
			}),
			Section::DeliveryException => {
				let kind = *self.pick(&["NoneOccurred", "Damage", "Loss", "Rma", "ReverseLogistics"]);
				match kind {
					"NoneOccurred" => json!(kind),
					kind => json!({ kind: {
						"found_at": self.moment(), "note": self.text(256), "evidence": self.maybe(Self::document),
					} }),
				}
			}
			Section::Positions => {
				let mut times: Vec<_> = (0..=self.roll(64)).map(|_| self.moment()).collect();
				times.sort_by_key(|time| time.as_u64());
				times
					.into_iter()
					.map(|taken_at| {
						json!({
							"system": self.pick(&["Pas", "Bds", "Gps"]),
							"latitude": self.roll(1_800_000_001) as i64 - 900_000_000,
							"longitude": (self.roll(3_600_000_001) as i64 - 1_800_000_000),
							"accuracy_cm": self.roll(1 << 32), "taken_at": taken_at,
						})
					})
					.collect::<Vec<_>>()
					.into()
			}
			Section::Declaration => {
				let (declared_at, released_at) = self.moments();
				json!({
					"lines": self.lines(1, |d| json!({
						"hs_code": format!("{:010}", d.roll(10_000_000_000)), "product_name": d.text(128),
						"quantity": d.quantity(), "value": d.money(), "origin": d.country(),
					})),
					"entry_number": self.entry_number(), "port_of_departure": self.location(),
					"port_of_arrival": self.location(), "declared_at": declared_at, "released_at": released_at,
					"duty_paid": self.maybe(|d| json!({
						"amount": d.money(), "paid_at": d.moment(), "voucher": d.maybe(Self::document),
					})),
				})
			}
			Section::Status => json!({
				"entry_number": self.entry_number(), "status": "Released", "code": 800, "changed_at": self.moment(),
			}),
		}
	}

	/// An item of the category, which the chain would take.
	pub(crate) fn item(&mut self, section: Section) -> (Value, Item) {
		let mut named = Map::new();
		named.insert(section.variant().into(), self.content(section));
		let json = Value::Object(named);
		let bytes = Schema::get().encode(section.block(), &json).expect("the shape is right");
		let item = Item::decode(section.block(), &bytes).unwrap_or_else(|error| panic!("{error}: {json}"));
		assert_eq!(item.check(&CLOCK), Ok(()), "{json}");
		(json, item)
	}

	/// A unit with records of the categories that people record, in any order, some entered for others.
	pub(crate) fn unit(&mut self, serial: u64) -> (TracedUnit, Vec<(Item, Option<String>)>) {
		let recorded: Vec<_> =
			Section::ALL.into_iter().filter(|section| *section != Section::Status).collect();
		let mut said = Vec::new();
		for _ in 0..self.roll(12) {
			let section = *self.pick(&recorded);
			let (json, item) = self.item(section);
			let party = match self.roll(4) {
				0 => Some(self.text(128).as_str().unwrap_or_default().to_string()),
				_ => None,
			};
			said.push((section.block(), json, item, party));
		}
		let records = said
			.iter()
			.map(|(block, json, _, party)| SheetRecord {
				block: *block,
				item: json.clone(),
				source: party.clone().map_or(Source::Own, Source::Imported),
				provider: "=某某公司".into(),
			})
			.collect();
		let code = format!("01/06901234567892/21/SN-{serial}");
		let unit = TracedUnit { code, product_name: "=耳机".into(), records };
		let mut expected = Vec::new();
		for block in InfoBlock::ALL {
			let of_block = said.iter().filter(|(of, ..)| *of == block);
			expected.extend(of_block.map(|(_, _, item, party)| (item.clone(), party.clone())));
		}
		(unit, expected)
	}
}
