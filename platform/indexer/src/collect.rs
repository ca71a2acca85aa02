// SPDX-License-Identifier: Apache-2.0

//! Collection of the facts of blocks into a batch.

use crate::{
	apply,
	batch::{At, Batch},
	cache::Cache,
	heads::Heads,
};
use serde_json::Value;
use sqlx::AnyConnection;
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	mem::take,
};
use suyuan_chain_client::{Block, Fact};
use suyuan_store::tables;

impl Batch {
	/// Collects the facts of blocks.
	pub async fn of(connection: &mut AnyConnection, blocks: &mut [Block]) -> anyhow::Result<Self> {
		let mut batch = Self {
			new: HashMap::new(),
			units: Cache::of(&tables::UNITS),
			participants: Cache::of(&tables::PARTICIPANTS),
			applications: Cache::of(&tables::APPLICATIONS),
			heads: Heads::default(),
			days: BTreeMap::new(),
			before: Vec::new(),
			after: Vec::new(),
			declarations: Cache::of(&tables::DECLARATIONS),
			contents: BTreeMap::new(),
			filings: Cache::of(&tables::FILINGS),
			loops: BTreeMap::new(),
			loop_states: BTreeMap::new(),
			waybills: BTreeMap::new(),
		};
		batch.load(connection, blocks).await?;
		for block in blocks {
			for (event, fact) in take(&mut block.facts) {
				let at = At { block: block.number as i64, event, time: block.time };
				match fact {
					Fact::Record(record) => apply::records::take(&mut batch, at, *record)?,
					Fact::Event { pallet, name, fields } => batch.take(at, pallet, &name, &fields)?,
				}
			}
		}
		Ok(batch)
	}

	/// Reads the rows that the facts change.
	async fn load(&mut self, connection: &mut AnyConnection, blocks: &[Block]) -> anyhow::Result<()> {
		let (mut units, mut heads, mut accounts) = (HashSet::new(), HashSet::new(), HashSet::new());
		let (mut entry_numbers, mut exporters) = (HashSet::new(), HashSet::new());
		for (_, fact) in blocks.iter().flat_map(|block| &block.facts) {
			match fact {
				Fact::Record(record) => {
					heads.insert(record.skimmed.code.as_str());
				}
				Fact::Event { pallet: "TraceUnits", name, fields } if name != "Registered" => {
					units.extend(apply::units::named(fields))
				}
				Fact::Event { pallet: "Participants", fields, .. } => {
					accounts.extend(fields["who"].as_str().map(String::from))
				}
				Fact::Event { pallet: "Customs", fields, .. } => {
					entry_numbers.extend(fields["entry_number"].as_str().map(String::from));
					exporters.extend(fields["exporter"].as_str().map(String::from));
				}
				Fact::Event { pallet: "Reconciliation", fields, .. } => {
					let declared = &fields["view"]["declared"]["entry_number"];
					entry_numbers.extend(declared.as_str().map(String::from));
				}
				Fact::Event { .. } => (),
			}
		}
		self.units.load(connection, units).await?;
		self.heads.load(connection, heads).await?;
		self.participants.load(connection, accounts.clone()).await?;
		self.declarations.load(connection, entry_numbers).await?;
		self.filings.load(connection, exporters).await?;
		Ok(self.applications.load(connection, accounts).await?)
	}

	fn take(&mut self, at: At, pallet: &str, name: &str, fields: &Value) -> anyhow::Result<()> {
		match pallet {
			"TraceUnits" => apply::units::take(self, at, name, fields),
			"Participants" => apply::participants::take(self, at, name, fields),
			"CompanyPrefixes" => apply::prefixes::take(self, at, name, fields),
			"Customs" => apply::customs::take(self, at, name, fields),
			"Reconciliation" => apply::loops::take(self, at, name, fields),
			_ => Ok(()),
		}
	}
}
