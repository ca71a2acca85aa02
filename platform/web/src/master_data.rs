// SPDX-License-Identifier: Apache-2.0

//! Master data 主数据 of products and places in JSON-LD: by the GS1 Web Vocabulary for trading partners, and by schema.org
//! for search engines.

use crate::digital_link::links::path;
use serde_json::{json, Map, Value};
use suyuan_store::{
	model::{GrantedPrefix, Record, Trace},
	read::products::Product,
};

/// Names, countries and certificates of each kind that are given at most.
const MAX_FACTS: usize = 16;

/// Facts of a product, as records in force state them: each once, in their order.
#[derive(Clone, Debug, Default)]
pub struct Facts {
	names: Vec<String>,
	brands: Vec<String>,
	models: Vec<String>,
	producers: Vec<String>,
	countries: Vec<String>,
	certificates: Vec<String>,
}

fn add(facts: &mut Vec<String>, fact: &Value) {
	if let Some(fact) = fact.as_str().filter(|fact| !fact.is_empty()) {
		if facts.len() < MAX_FACTS && facts.iter().all(|known| known != fact) {
			facts.push(fact.into());
		}
	}
}

impl Facts {
	/// Collects the facts of records. Those that others amend are left out.
	pub fn of_records<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
		let mut facts = Self::default();
		for record in records.into_iter().filter(|record| record.superseded_by.is_none()) {
			let item = &record.item;
			add(&mut facts.names, &item["Order"]["product_name"]);
			add(&mut facts.brands, &item["Features"]["brand"]);
			add(&mut facts.models, &item["Features"]["model"]);
			add(&mut facts.producers, &item["Production"]["producer"]);
			for line in item["Declaration"]["lines"].as_array().into_iter().flatten() {
				add(&mut facts.names, &line["product_name"]);
				add(&mut facts.countries, &line["origin"]);
			}
			add(&mut facts.countries, &item["Production"]["country"]);
			for certificate in item["Features"]["certificates"].as_array().into_iter().flatten() {
				let hash = certificate["sha256"].as_str().and_then(|hash| hash.strip_prefix("0x"));
				let name = hash.map(|hash| format!("ni:///sha-256;{hash}")).unwrap_or_default();
				add(&mut facts.certificates, &json!(name));
			}
		}
		facts
	}

	/// Adds what the units of a product say that were not read here.
	pub fn and_product(mut self, product: &Product) -> Self {
		for brand in &product.brands {
			add(&mut self.brands, &json!(brand.brand));
			add(&mut self.models, &json!(brand.model));
		}
		for producer in &product.producers {
			add(&mut self.producers, &json!(producer));
		}
		self
	}

	/// Name of the product: by its order or declaration, else brand and model.
	fn name(&self) -> Option<String> {
		let brand = || {
			let parts = [self.brands.first(), self.models.first()].into_iter().flatten();
			Some(parts.cloned().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
		};
		self.names.first().cloned().or_else(brand)
	}

	/// Master data by the GS1 Web Vocabulary.
	fn gs1(&self, code: &str, gtin: &str) -> Map<String, Value> {
		let mut data = Map::from_iter([
			("@context".into(), json!({ "gs1": "https://ref.gs1.org/voc/" })),
			("@id".into(), json!(format!("https://id.gs1.org{}", path(code)))),
			("@type".into(), json!("gs1:Product")),
			("gs1:gtin".into(), json!(gtin)),
		]);
		let mut put = |name: &str, values: Vec<Value>| {
			if !values.is_empty() {
				data.insert(format!("gs1:{name}"), values.into());
			}
		};
		let names = self.name().map(|name| json!({ "@value": name, "@language": language_of(&name) }));
		put("productName", names.into_iter().collect());
		let each = |facts: &[String], of: fn(&str) -> Value| facts.iter().map(|fact| of(fact)).collect();
		put("brand", each(&self.brands, |name| json!({ "@type": "gs1:Brand", "gs1:brandName": name })));
		put("modelNumber", each(&self.models, |model| json!(model)));
		let country = |code: &str| json!({ "@type": "gs1:Country", "gs1:countryCode": code });
		put("countryOfOrigin", each(&self.countries, country));
		let organization = |name: &str| json!({ "@type": "gs1:Organization", "gs1:organizationName": name });
		put("manufacturer", each(&self.producers, organization));
		let certificate = |hash: &str| json!({ "@type": "gs1:CertificationDetails", "gs1:certificationIdentification": hash });
		put("certification", each(&self.certificates, certificate));
		data
	}

	/// The same for search engines, as a block of data that stands in a page.
	///
	/// No character in it could end the block or begin another: whatever a participant wrote is data and nothing else.
	pub fn block(&self, gtin: &str, address: &str) -> String {
		let each = |facts: &[String], kind: &str, field: &str| {
			let one = |fact: &String| {
				let mut value = json!({ "@type": kind });
				value[field] = json!(fact);
				value
			};
			facts.iter().map(one).collect::<Vec<_>>()
		};
		let mut data = json!({
			"@context": "https://schema.org", "@type": "Product", "@id": address, "url": address, "gtin14": gtin,
			"name": self.name().unwrap_or_else(|| gtin.to_owned()),
		});
		for (name, values) in [
			("brand", each(&self.brands, "Brand", "name")),
			("countryOfOrigin", each(&self.countries, "Country", "name")),
			("manufacturer", each(&self.producers, "Organization", "name")),
			("hasCertification", each(&self.certificates, "Certification", "certificationIdentification")),
		] {
			if !values.is_empty() {
				data[name] = values.into();
			}
		}
		let mut block = String::new();
		for character in data.to_string().chars() {
			match character {
				'<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => {
					block += &format!("\\u{:04x}", character as u32);
				}
				character => block.push(character),
			}
		}
		block
	}
}

/// Language of a name, as far as its characters tell.
fn language_of(name: &str) -> &'static str {
	let is_chinese = name.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
	if is_chinese {
		"zh"
	} else {
		"und"
	}
}

/// Master data of a product.
pub fn of_product(product: &Product, facts: &Facts) -> Value {
	let mut code = format!("01/{}", product.gtin);
	if let Some(lot) = &product.lot {
		code.extend(["/10/", &crate::digital_link::links::query(lot)]);
	}
	let mut data = facts.gs1(&code, &product.gtin);
	if let Some(lot) = &product.lot {
		data.insert("gs1:hasBatchLotNumber".into(), json!(lot));
	}
	data.into()
}

/// Facts of a unit by its trace.
pub fn facts_of(trace: &Trace) -> Facts {
	Facts::of_records(trace.blocks.iter().flat_map(|block| &block.records))
}

/// Master data of a piece or batch. None of a unit that is no product.
pub fn of_unit(trace: &Trace) -> Option<Value> {
	let unit = &trace.unit;
	let mut data = facts_of(trace).gs1(&unit.code, unit.gtin.as_deref()?);
	for (name, value) in [("hasBatchLotNumber", &unit.lot), ("hasSerialNumber", &unit.serial)] {
		if let Some(value) = value {
			data.insert(format!("gs1:{name}"), json!(value));
		}
	}
	Some(data.into())
}

/// Master data of a place: of the participant to whom its number was given.
pub fn of_place(gln: &str, granted: &GrantedPrefix) -> Value {
	let mut data = json!({
		"@context": { "gs1": "https://ref.gs1.org/voc/" }, "@id": format!("https://id.gs1.org/414/{gln}"),
		"@type": "gs1:Organization", "gs1:globalLocationNumber": gln,
	});
	let party = granted.party.as_ref();
	if let Some(name) = party.and_then(|party| party.name.as_deref()) {
		data["gs1:organizationName"] = json!([{ "@value": name, "@language": language_of(name) }]);
	}
	if let Some(country) = party.and_then(|party| party.country.as_deref()) {
		data["gs1:countryCode"] = json!(country);
	}
	data
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_text_of_a_participant_ends_the_block_of_data() {
		let hostile = "</script><script>alert(1)</script><!-- & '\u{2028}";
		let facts = Facts { names: vec![hostile.into()], brands: vec![hostile.into()], ..Facts::default() };
		let block = facts.block("06901234567892", "https://trace.example/01/06901234567892");
		assert!(!block.contains(['<', '>', '&', '\'', '\u{2028}']), "{block}");
		let data: Value = serde_json::from_str(&block).unwrap();
		assert_eq!((&data["name"], &data["brand"][0]["name"]), (&json!(hostile), &json!(hostile)));
	}
}
