// SPDX-License-Identifier: Apache-2.0

//! Data of a unit, collected for an answer.

use crate::App;
use serde_json::Value;
use std::collections::BTreeMap;
use suyuan_chain_client::Info;
use suyuan_sheets::Kind;
use suyuan_store::{
	model::{Party, Record, Unit},
	read::exchange,
};

/// Records of an information block that one answer carries at most.
pub const MAX_RECORDS: i64 = 256;

/// Defines a struct of texts: an unknown one is empty, and none is left out.
macro_rules! texts {
	($(#[$doc:meta])* $name:ident { $( $(#[$field_doc:meta])* $field:ident, )* }) => {
		$(#[$doc])*
		#[derive(Debug, Default, serde::Serialize, utoipa::ToSchema)]
		pub struct $name {
			$( $(#[$field_doc])* pub $field: String, )*
		}
	};
}
pub(super) use texts;

/// A unit with its records in force.
pub struct Said {
	/// The unit as registered.
	pub unit: Unit,
	/// Records in force, by information block.
	pub records: BTreeMap<Info, Vec<Record>>,
	/// Owner, custodian and providers of the records, by account.
	pub parties: BTreeMap<String, Party>,
}

impl Said {
	/// Collects the records of a unit in these information blocks.
	pub async fn of(app: &App, unit: Unit, blocks: &[Info]) -> sqlx::Result<Self> {
		let mut records = BTreeMap::new();
		for block in blocks {
			records.insert(*block, exchange::in_force(&app.database, *block, &unit.code, MAX_RECORDS).await?);
		}
		let providers = records.values().flatten().map(|record| record.provider.clone());
		let accounts: Vec<_> = providers.chain([unit.owner.clone(), unit.custodian.clone()]).collect();
		let parties = exchange::parties(&app.database, accounts).await?;
		Ok(Self { unit, records, parties })
	}

	/// Records of a category, each with its content.
	pub fn all<'a>(
		&'a self,
		block: Info,
		variant: &'static str,
	) -> impl Iterator<Item = (&'a Record, &'a Value)> + 'a {
		let records = self.records.get(&block).map(Vec::as_slice).unwrap_or_default();
		records.iter().filter_map(move |record| Some((record, record.item.get(variant)?)))
	}

	/// Content of the last record of a category, or null.
	pub fn last(&self, block: Info, variant: &'static str) -> &Value {
		self.all(block, variant).last().map_or(&Value::Null, |(_, content)| content)
	}

	/// Registered name of a party, or its account if it has none.
	pub fn name(&self, account: &str) -> String {
		let party = self.parties.get(account);
		party.and_then(|party| party.name.clone()).unwrap_or_else(|| account.into())
	}

	/// Credit code of a party, or an empty text.
	pub fn credit_code(&self, account: &str) -> String {
		self.parties.get(account).and_then(|party| party.credit_code.clone()).unwrap_or_default()
	}

	/// Name of the product: by its order, else by its declaration.
	pub fn product_name(&self) -> String {
		let ordered = text(&self.last(Info::Transaction, "Order")["product_name"]);
		if ordered.is_empty() {
			text(&self.last(Info::Customs, "Declaration")["lines"][0]["product_name"])
		} else {
			ordered
		}
	}

	/// Returns true if a name of the unit or of a party contains this one, whatever the case.
	pub fn is_called(&self, name: &str) -> bool {
		let features = self.last(Info::Product, "Features");
		let names = [
			self.product_name(),
			text(&features["brand"]),
			text(&features["model"]),
			text(&self.last(Info::Product, "Production")["producer"]),
		];
		let parties = self.parties.values().filter_map(|party| party.name.clone());
		let name = name.to_lowercase();
		names.into_iter().chain(parties).any(|known| known.to_lowercase().contains(&name))
	}

	/// Source of a record: its provider, origin, block, time and hash.
	pub fn source(&self, record: &Record) -> SourceData {
		SourceData {
			provider: self.name(&record.provider),
			provider_identifier: self.credit_code(&record.provider),
			source: match (record.source.as_str(), &record.party) {
				("Imported", party) => format!("转录:{}", party.as_deref().unwrap_or_default()),
				("Clearance", _) => "通关".into(),
				_ => "本方记录".into(),
			},
			block: record.block.to_string(),
			recorded_at: moment(record.time),
			record_hash: record.hash.clone(),
		}
	}
}

texts! {
	/// Source of a record, which every statement carries.
	SourceData {
		/// 信息提供方: registered name of the provider, else its account.
		provider,
		/// 信息提供方统一社会信用代码: unified social credit code of the provider.
		provider_identifier,
		/// 来源: 本方记录, 转录 of a party outside the chain, or 通关
		source,
		/// 区块高度: number of the block that carries the record.
		block,
		/// 上链时间: Beijing time of that block.
		recorded_at,
		/// 记录哈希: hash of the record, 0x hexadecimal.
		record_hash,
	}
}

/// Converts a text or a number to text, anything else to an empty text.
pub fn text(value: &Value) -> String {
	match value {
		Value::String(text) => text.clone(),
		Value::Number(number) => number.to_string(),
		_ => String::new(),
	}
}

/// Formats a value as sheets do.
pub fn written(kind: Kind, value: &Value) -> String {
	kind.format(value, None)
}

/// Formats a time, in milliseconds since 1970 UTC, as Beijing time.
pub fn moment(milliseconds: i64) -> String {
	suyuan_sheets::moment::format(milliseconds.unsigned_abs())
}

/// Formats a sealed field: that it is there, and no more. Empty if it is not.
pub fn sealed(value: &Value) -> String {
	match value.is_null() {
		true => String::new(),
		false => "已加密封存".into(),
	}
}

/// Formats documents, divided by semicolons.
pub fn documents<'a>(documents: impl IntoIterator<Item = &'a Value>) -> String {
	let documents = documents.into_iter().filter(|document| !document.is_null());
	documents.map(|document| written(Kind::Document, document)).collect::<Vec<_>>().join("; ")
}
