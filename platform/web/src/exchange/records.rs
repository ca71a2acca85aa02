// SPDX-License-Identifier: Apache-2.0

//! Data of a unit, collected for an answer.

use crate::{i18n::Lang, App};
use serde_json::Value;
use std::collections::BTreeMap;
use suyuan_chain_client::Info;
use suyuan_sheets::Kind;
use suyuan_store::{
	model::{HeldUnit, Party, Record, Relation, Unit},
	read::{exchange, holds},
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
	/// The gravest hold that concerns the unit: its own, or one on its batch, container, contents or materials.
	pub hold: Option<HeldUnit>,
	/// Owner, custodian, holder and providers of the records, by account.
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
		let hold = holds::of_code(&app.database, &unit.code).await?.held.into_iter().next();
		let named = [unit.owner.clone(), unit.custodian.clone()].into_iter();
		let named = named.chain(hold.iter().map(|held| held.hold.by.clone()));
		let parties = exchange::parties(&app.database, providers.chain(named).collect::<Vec<_>>()).await?;
		Ok(Self { unit, records, hold, parties })
	}

	/// Isolation that concerns the unit, in words. Empty if none does.
	pub fn isolation(&self) -> String {
		match self.hold.as_ref().map(|held| held.hold.kind.as_str()) {
			Some("Recall") => "召回".into(),
			Some(_) => "隔离".into(),
			None => String::new(),
		}
	}

	/// Reason of the isolation, after the unit that is held if that is another. Empty if none concerns the unit.
	pub fn isolation_reason(&self) -> String {
		let Some(HeldUnit { code, relation, hold }) = &self.hold else { return String::new() };
		if *relation == Relation::Itself {
			return hold.reason.clone();
		}
		let relation = Lang::Zh.attribute("HoldRelation", &format!("{relation:?}")).unwrap_or_default();
		format!("{relation} {code}：{}", hold.reason)
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
