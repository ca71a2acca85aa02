//! What is said of a unit, gathered for an answer.

use crate::App;
use serde_json::Value;
use std::collections::BTreeMap;
use suyuan_chain_client::Info;
use suyuan_sheets::Kind;
use suyuan_store::{
	model::{Party, Record, Unit},
	read::exchange,
};

/// How many records of a block one answer carries.
pub const MOST: i64 = 256;

/// A struct of texts: what is not known is an empty one, and none is left out.
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

/// A unit with the records that still hold.
pub struct Said {
	/// The unit.
	pub unit: Unit,
	/// What each of the four databases says.
	pub records: BTreeMap<Info, Vec<Record>>,
	/// Everyone who says something of it.
	pub parties: BTreeMap<String, Party>,
}

impl Said {
	/// Gathers what is said of a unit.
	pub async fn of(app: &App, unit: Unit, blocks: &[Info]) -> sqlx::Result<Self> {
		let mut records = BTreeMap::new();
		for block in blocks {
			records.insert(*block, exchange::in_force(&app.database, *block, &unit.code, MOST).await?);
		}
		let providers = records.values().flatten().map(|record| record.provider.clone());
		let accounts: Vec<_> = providers.chain([unit.owner.clone(), unit.custodian.clone()]).collect();
		let parties = exchange::parties(&app.database, accounts).await?;
		Ok(Self { unit, records, parties })
	}

	/// The records of a category with what each says.
	pub fn all<'a>(
		&'a self,
		block: Info,
		variant: &'static str,
	) -> impl Iterator<Item = (&'a Record, &'a Value)> + 'a {
		let records = self.records.get(&block).map(Vec::as_slice).unwrap_or_default();
		records.iter().filter_map(move |record| Some((record, record.item.get(variant)?)))
	}

	/// What the last record of a category says, or null.
	pub fn last(&self, block: Info, variant: &'static str) -> &Value {
		self.all(block, variant).last().map_or(&Value::Null, |(_, content)| content)
	}

	/// A party's registered name, or its account if it has none.
	pub fn name(&self, account: &str) -> String {
		let party = self.parties.get(account);
		party.and_then(|party| party.name.clone()).unwrap_or_else(|| account.into())
	}

	/// A party's credit code.
	pub fn credit_code(&self, account: &str) -> String {
		self.parties.get(account).and_then(|party| party.credit_code.clone()).unwrap_or_default()
	}

	/// What the product is called: by the order, else by the declaration.
	pub fn product_name(&self) -> String {
		let ordered = text(&self.last(Info::Transaction, "Order")["product_name"]);
		if ordered.is_empty() {
			text(&self.last(Info::Customs, "Declaration")["lines"][0]["product_name"])
		} else {
			ordered
		}
	}

	/// Whether one of the names by which it is known has this in it.
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

	/// Who recorded it, and whose word it is.
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
	/// Where a statement comes from: every one has it.
	SourceData {
		/// 信息提供方
		provider,
		/// 信息提供方统一社会信用代码
		provider_identifier,
		/// 来源: 本方记录, 转录 of a party outside the chain, or 通关
		source,
		/// 区块高度
		block,
		/// 上链时间
		recorded_at,
		/// 记录哈希
		record_hash,
	}
}

/// A text, a whole number as one, or nothing.
pub fn text(value: &Value) -> String {
	match value {
		Value::String(text) => text.clone(),
		Value::Number(number) => number.to_string(),
		_ => String::new(),
	}
}

/// A value as sheets write it too.
pub fn written(kind: Kind, value: &Value) -> String {
	kind.format(value, None)
}

/// Beijing time.
pub fn moment(milliseconds: i64) -> String {
	suyuan_sheets::moment::format(milliseconds.unsigned_abs())
}

/// A sealed field: that it is there, and no more.
pub fn sealed(value: &Value) -> String {
	match value.is_null() {
		true => String::new(),
		false => "已加密封存".into(),
	}
}

/// Documents, divided by semicolons.
pub fn documents<'a>(documents: impl IntoIterator<Item = &'a Value>) -> String {
	let documents = documents.into_iter().filter(|document| !document.is_null());
	documents.map(|document| written(Kind::Document, document)).collect::<Vec<_>>().join("; ")
}
