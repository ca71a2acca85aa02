// SPDX-License-Identifier: Apache-2.0
//! Checks that need the chain: units must exist, and the account must have the right to write.
//!
//! The rules are those by which the chain itself decides when the records come, so that a line is named before it is sent.

use crate::{
	chain::{advice, At},
	plan::pallet_of,
	report::Finding,
};
use anyhow::Context;
use futures::{stream, StreamExt, TryStreamExt};
use scale_decode::DecodeAsType;
use scale_value::{Composite, Value, ValueDef};
use std::collections::{BTreeMap, BTreeSet};
use subxt::utils::AccountId32;
use suyuan_primitives::{
	parties::NodeKind,
	requirement::{Categories, Category, InfoBlock},
};
use suyuan_sheets::Entry;

/// Runtime calls for units in flight at a time.
const MAX_CONCURRENT_CALLS: usize = 32;

/// The fields of `TraceApi.unit` that are needed here.
#[derive(Debug, DecodeAsType)]
struct UnitView {
	unit: Unit,
	custodian: AccountId32,
}

#[derive(Debug, DecodeAsType)]
struct Unit {
	owner: AccountId32,
	stage: Value,
	hold: Option<Value>,
	remaining: u64,
}

impl Unit {
	/// Tells whether the unit's blocks take records, by the chain's rule.
	fn takes_records(&self) -> bool {
		self.remaining > 0 && (name_of(&self.stage) == "Open" || self.hold.is_some())
	}
}

/// The fields of `TraceApi.participant` that are needed here.
#[derive(Debug, DecodeAsType)]
struct ParticipantView {
	in_force: Option<Value>,
	admission: Option<Admission>,
}

#[derive(Debug, DecodeAsType)]
struct Admission {
	nodes: Value,
	/// Counted up at every admission after a revocation.
	admission: u32,
}

/// An owner's permission to write, valid for one admission of the provider.
#[derive(Debug, DecodeAsType)]
struct Authorization {
	blocks: BlockSet,
	admission: u32,
}

#[derive(Debug, DecodeAsType)]
struct BlockSet {
	product: bool,
	transaction: bool,
	logistics: bool,
	customs: bool,
}

impl BlockSet {
	fn contains(&self, block: InfoBlock) -> bool {
		match block {
			InfoBlock::Product => self.product,
			InfoBlock::Transaction => self.transaction,
			InfoBlock::Logistics => self.logistics,
			InfoBlock::Customs => self.customs,
		}
	}
}

/// The account that writes, as the register has it.
struct Provider {
	account: AccountId32,
	kind: Option<String>,
	/// The categories that its nodes write.
	writes: Categories,
	/// The number of its admission; zero for a regulator.
	admission: u32,
}

/// Finds those of the open entries that the chain would refuse. Without an account, only units are looked for.
pub(crate) async fn findings(
	at: &At,
	account: Option<&AccountId32>,
	entries: &[Entry],
	open: &[usize],
) -> anyhow::Result<Vec<(usize, Finding)>> {
	let codes: BTreeSet<&str> = open.iter().map(|index| entries[*index].code.0.as_str()).collect();
	let units: BTreeMap<&str, Option<UnitView>> = stream::iter(codes)
		.map(|code| async move { anyhow::Ok((code, unit(at, code).await?)) })
		.buffer_unordered(MAX_CONCURRENT_CALLS)
		.try_collect()
		.await?;
	let provider = match account {
		Some(account) => Some(provider(at, account).await?),
		None => None,
	};
	let owners: BTreeSet<[u8; 32]> = units.values().flatten().map(|view| view.unit.owner.0).collect();
	let mut authorized = BTreeMap::new();
	for owner in owners {
		if let Some(provider) = &provider {
			authorized.insert(owner, authorization(at, AccountId32(owner), provider).await?);
		}
	}
	let metadata = at.metadata();
	let refused = open.iter().filter_map(|index| {
		let entry = &entries[*index];
		let view = units.get(entry.code.0.as_str())?;
		let error = refusal(entry, view.as_ref(), provider.as_ref(), &authorized)?;
		let advice = advice(&metadata, pallet_of(entry.section.block()), error);
		Some((*index, Finding::of_entry(entry, error, advice)))
	});
	Ok(refused.collect())
}

/// The chain's name for the reason to refuse an entry, if there is one.
fn refusal(
	entry: &Entry,
	view: Option<&UnitView>,
	provider: Option<&Provider>,
	authorized: &BTreeMap<[u8; 32], Option<BlockSet>>,
) -> Option<&'static str> {
	let Some(UnitView { unit, custodian }) = view else { return Some("UnitNotFound") };
	if !unit.takes_records() {
		return Some("UnitClosed");
	}
	if entry.item.only_from_clearance() {
		return Some("OnlyFromClearance");
	}
	if entry.item.contradicts(&entry.code) {
		return Some("CodeContradictsUnit");
	}
	let category = entry.item.category();
	if entry.party.is_some() && !category.is_none_or(Category::is_importable) {
		return Some("NotImportable");
	}
	let provider = provider?;
	let Some(kind) = &provider.kind else { return Some("NotInForce") };
	let owns = unit.owner == provider.account;
	if entry.party.is_some() {
		return match (kind.as_str(), owns) {
			("TradeEntity", true) => None,
			("TradeEntity", false) => Some("NotOwner"),
			_ => Some("NotTradeEntity"),
		};
	}
	let block = entry.section.block();
	let of_block = provider.writes.intersection(block.categories());
	if !category.map_or(!of_block.is_empty(), |category| of_block.contains(category)) {
		return Some("WrongNode");
	}
	let holds = *custodian == provider.account && !entry.item.needs_authorization();
	let is_authorized =
		authorized.get(&unit.owner.0).and_then(Option::as_ref).is_some_and(|blocks| blocks.contains(block));
	(!owns && !holds && !is_authorized).then_some("NotAuthorized")
}

async fn unit(at: &At, code: &str) -> anyhow::Result<Option<UnitView>> {
	let call = subxt::dynamic::runtime_api_call("TraceApi", "unit", (code.to_string(),));
	at.runtime_apis()
		.call::<subxt::runtime_apis::DynamicPayload<(String,), Option<UnitView>>>(call)
		.await
		.context("the chain doesn't say of the units")
}

async fn provider(at: &At, account: &AccountId32) -> anyhow::Result<Provider> {
	let call = subxt::dynamic::runtime_api_call("TraceApi", "participant", (*account,));
	let view = at
		.runtime_apis()
		.call::<subxt::runtime_apis::DynamicPayload<(AccountId32,), Option<ParticipantView>>>(call)
		.await
		.context("the chain doesn't say of the participant")?;
	let Some(ParticipantView { in_force, admission }) = view else {
		return Ok(Provider { account: *account, kind: None, writes: Categories::default(), admission: 0 });
	};
	let mut names = Vec::new();
	if let Some(admission) = &admission {
		names_in(&admission.nodes, &mut names);
	}
	let nodes = NodeKind::ALL.iter().filter(|node| names.iter().any(|name| name == node.name()));
	Ok(Provider {
		account: *account,
		kind: in_force.as_ref().map(|kind| name_of(kind).to_string()),
		writes: nodes.map(|node| node.writes()).fold(Categories::default(), Categories::union),
		admission: admission.map_or(0, |admission| admission.admission),
	})
}

async fn authorization(at: &At, owner: AccountId32, provider: &Provider) -> anyhow::Result<Option<BlockSet>> {
	let address = subxt::dynamic::storage::<(AccountId32, AccountId32), Authorization>(
		"Participants",
		"Authorizations",
	);
	let found = at
		.storage()
		.try_fetch(address, (owner, provider.account))
		.await
		.context("the chain doesn't say who is authorized")?;
	let Some(found) = found else { return Ok(None) };
	let Authorization { blocks, admission } = found.decode()?;
	Ok((admission == provider.admission).then_some(blocks))
}

/// The name of a variant.
fn name_of(value: &Value) -> &str {
	match &value.value {
		ValueDef::Variant(variant) => &variant.name,
		_ => "",
	}
}

/// Collects the names of all variants in a list, however it is wrapped.
fn names_in(value: &Value, names: &mut Vec<String>) {
	match &value.value {
		ValueDef::Variant(variant) => names.push(variant.name.clone()),
		ValueDef::Composite(Composite::Unnamed(values)) => {
			values.iter().for_each(|value| names_in(value, names))
		}
		ValueDef::Composite(Composite::Named(values)) => {
			values.iter().for_each(|(_, value)| names_in(value, names))
		}
		_ => (),
	}
}
