// SPDX-License-Identifier: Apache-2.0

//! One runtime of the chain: decoding of its blocks' events, storage values and API answers.

use crate::{
	block::{Block, Fact, Record},
	info_block::Info,
	raw_block::RawBlock,
	record_types::RecordTypes,
};
use anyhow::{anyhow, bail, ensure, Context};
use codec::{Compact, Decode};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use subxt::Metadata;
use suyuan_scale_json::{account, hexadecimal, TypeDecoder};

/// Pallets whose events are facts. Other pallets' events are skipped.
const TOLD_BY: [&str; 9] = [
	"Participants",
	"TraceUnits",
	"ProductInfo",
	"TransactionInfo",
	"LogisticsInfo",
	"CustomsInfo",
	"Customs",
	"Reconciliation",
	"CompanyPrefixes",
];

/// The event that carries a record.
const RECORDED: &str = "Recorded";

struct Event {
	name: String,
	fields: Vec<(String, u32)>,
}

struct Pallet {
	/// Name of the pallet. None if its events are skipped.
	told_by: Option<&'static str>,
	info: Option<Info>,
	events: HashMap<u8, Event>,
}

/// One runtime of the chain, by its metadata.
pub struct Runtime {
	shapes: TypeDecoder,
	pallets: HashMap<u8, Pallet>,
	/// Output types of the trace API's methods.
	answers: HashMap<String, u32>,
	/// Value types of storage items, by pallet and item.
	held: HashMap<(String, String), u32>,
	/// Types by which its records decode.
	pub forms: Arc<RecordTypes>,
}

impl Runtime {
	/// Decodes a runtime's metadata.
	pub fn of(metadata: &[u8]) -> anyhow::Result<Self> {
		let metadata = Metadata::decode_from(metadata).context("the runtime's metadata does not decode")?;
		let mut pallets = HashMap::new();
		let mut records = [None; 4];
		let mut held = HashMap::new();
		for pallet in metadata.pallets() {
			let name = pallet.name();
			for entry in pallet.storage().iter().flat_map(|storage| storage.entries()) {
				held.insert((name.to_string(), entry.name().to_string()), entry.value_ty());
			}
			let events = pallet.event_variants().unwrap_or_default().iter().map(|variant| {
				let fields = variant.fields.iter();
				let fields =
					fields.map(|field| (field.name.clone().unwrap_or_default(), field.ty.id)).collect();
				(variant.index, Event { name: variant.name.clone(), fields })
			});
			let pallet_of = Pallet {
				told_by: TOLD_BY.into_iter().find(|told| *told == name),
				info: Info::ALL.into_iter().find(|info| info.pallet() == name),
				events: events.collect(),
			};
			if let Some(info) = pallet_of.info {
				let recorded = pallet_of.events.values().find(|event| event.name == RECORDED);
				let mut fields = recorded.iter().flat_map(|event| &event.fields);
				records[info.place()] = fields.find(|(name, _)| name == "record").map(|(_, id)| *id);
			}
			pallets.insert(pallet.event_index(), pallet_of);
		}
		let api = metadata.runtime_api_trait_by_name("TraceApi");
		let answers = api.iter().flat_map(|api| api.methods());
		let answers = answers.map(|method| (method.name().to_string(), method.output_ty())).collect();
		let forms = RecordTypes::of(metadata.types(), records).into();
		Ok(Self { shapes: TypeDecoder::of(metadata.types()), pallets, answers, held, forms })
	}

	/// Decodes an answer of the trace API.
	pub fn answer(&self, method: &str, mut bytes: &[u8]) -> anyhow::Result<Value> {
		let id =
			self.answers.get(method).with_context(|| format!("this runtime has no TraceApi.{method}"))?;
		self.shapes.decode(*id, &mut bytes).with_context(|| format!("TraceApi.{method}"))
	}

	/// Decodes a storage value.
	pub fn value(&self, pallet: &str, item: &str, mut bytes: &[u8]) -> anyhow::Result<Value> {
		let id = self.held.get(&(pallet.to_string(), item.to_string()));
		let id = id.with_context(|| format!("this runtime has no {pallet}.{item}"))?;
		self.shapes.decode(*id, &mut bytes).with_context(|| format!("{pallet}.{item}"))
	}

	/// Appends the encoding of a storage value.
	pub fn encode_value(
		&self,
		pallet: &str,
		item: &str,
		value: &Value,
		to: &mut Vec<u8>,
	) -> anyhow::Result<()> {
		let id = self.held.get(&(pallet.to_string(), item.to_string()));
		let id = id.with_context(|| format!("this runtime has no {pallet}.{item}"))?;
		self.shapes.encode(*id, value, to).with_context(|| format!("{pallet}.{item}"))
	}

	/// Decodes a block that this runtime made.
	pub fn read(&self, raw: &RawBlock) -> anyhow::Result<Block> {
		self.block(raw).with_context(|| format!("block {} ({})", raw.number, raw.hash))
	}

	fn block(&self, raw: &RawBlock) -> anyhow::Result<Block> {
		let facts = self.facts(&raw.events)?;
		let records = facts.iter().filter(|(_, fact)| matches!(fact, Fact::Record(_))).count();
		let validators =
			Vec::<[u8; 32]>::decode(&mut raw.validators.as_slice()).context("Session.Validators")?;
		Ok(Block {
			number: raw.number,
			hash: raw.hash.clone(),
			parent: hexadecimal(&raw.parent),
			time: u64::decode(&mut raw.now.as_slice()).context("Timestamp.Now")? as i64,
			spec_version: raw.spec_version()?,
			slot: raw.slot(),
			validators: validators.iter().map(|id| account(id)).collect(),
			records,
			size: raw.events.len(),
			forms: self.forms.clone(),
			facts,
		})
	}

	fn facts(&self, mut input: &[u8]) -> anyhow::Result<Vec<(i64, Fact)>> {
		let mut facts = Vec::new();
		if input.is_empty() {
			return Ok(facts);
		}
		let input = &mut input;
		let Compact(count) = Compact::<u32>::decode(input).context("the number of events")?;
		for place in 0..i64::from(count) {
			if let Some(fact) = self.event(input).with_context(|| format!("event {place}"))? {
				facts.push((place, fact));
			}
		}
		ensure!(input.is_empty(), "{} bytes follow the last event", input.len());
		Ok(facts)
	}

	/// Decodes one event record: the phase, the event, its topics.
	fn event(&self, input: &mut &[u8]) -> anyhow::Result<Option<Fact>> {
		match byte(input)? {
			0 => {
				u32::decode(input)?;
			}
			1 | 2 => (),
			phase => bail!("there is no phase {phase}"),
		}
		let pallet = byte(input)?;
		let pallet = self.pallets.get(&pallet).ok_or_else(|| anyhow!("there is no pallet {pallet}"))?;
		let event = byte(input)?;
		let event = pallet.events.get(&event).ok_or_else(|| anyhow!("there is no event {event}"))?;
		let fact = match pallet.told_by {
			None => {
				event.fields.iter().try_for_each(|(_, id)| self.shapes.skip(*id, input))?;
				None
			}
			Some(told_by) => Some(match pallet.info {
				Some(info) if event.name == RECORDED => self.record(info, event, input)?,
				_ => self.told(told_by, event, input)?,
			}),
		};
		Vec::<[u8; 32]>::decode(input).context("the topics")?;
		Ok(fact)
	}

	fn told(&self, pallet: &'static str, event: &Event, input: &mut &[u8]) -> anyhow::Result<Fact> {
		let mut fields = serde_json::Map::new();
		for (name, id) in &event.fields {
			let value = self.shapes.decode(*id, input).with_context(|| format!("{pallet}.{}", event.name))?;
			fields.insert(name.clone(), value);
		}
		Ok(Fact::Event { pallet, name: event.name.clone(), fields: fields.into() })
	}

	fn record(&self, info: Info, event: &Event, input: &mut &[u8]) -> anyhow::Result<Fact> {
		let (mut record, mut previous_at) = (None, None);
		for (name, id) in &event.fields {
			let why = || format!("{}.Recorded", info.pallet());
			if name == "record" {
				let before = *input;
				let skimmed = self.forms.skim(info, input).with_context(why)?;
				record = Some((skimmed, before[..before.len() - input.len()].to_vec()));
				continue;
			}
			let value = self.shapes.decode(*id, input).with_context(why)?;
			if name == "previous_at" {
				previous_at = value.as_i64();
			}
		}
		let (skimmed, bytes) = record.context("a record without the record")?;
		Ok(Fact::Record(Box::new(Record { info, skimmed, bytes, previous_at })))
	}
}

fn byte(input: &mut &[u8]) -> anyhow::Result<u8> {
	let (first, rest) = input.split_first().context("they end too early")?;
	*input = rest;
	Ok(*first)
}
