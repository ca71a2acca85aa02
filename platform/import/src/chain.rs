// SPDX-License-Identifier: Apache-2.0
//! The connection to a node: final blocks are read from it, and transactions sent to it.

use crate::{call::Call, depth, node_text::one_line, plan::pallet_of};
use anyhow::{bail, Context};
use codec::{Decode, Encode};
use sp_crypto_hashing::blake2_256;
use std::{sync::Arc, time::Duration};
use subxt::{
	backend::LegacyBackend,
	client::{Blocks, ClientAtBlock, OnlineClientAtBlockImpl},
	config::{substrate::SubstrateExtrinsicParamsBuilder, RpcConfigFor, SubstrateConfig},
	error::{BlocksError, DispatchError, RpcError as BackendRpcError},
	events::Phase,
	metadata::{ArcMetadata, Metadata},
	rpcs::{methods::LegacyRpcMethods, Error as RpcError, RpcClient},
	OnlineClient,
};
use subxt_signer::sr25519::Keypair;
use suyuan_primitives::{
	codes::TraceCode,
	requirement::InfoBlock,
	values::{Name, Note},
};
use suyuan_sheets::Item;
use tokio::time::timeout;

/// Blocks for which a transaction may enter one: a minute. After that it never will.
const MORTALITY_BLOCKS: u64 = 32;
/// The longest that a node may take to answer, when it may have gone.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
/// The code with which the pool refuses a transaction.
const INVALID_TRANSACTION: i32 = 1010;
/// The code with which the pool says that it has no room.
const IMMEDIATELY_DROPPED: i32 = 1016;
/// Codes with which a node says that it could not validate: the call of the runtime failed, the pool has ended, another
/// error of the client, an internal error. All of them are of the node, and none is of the transaction.
const NODE_FAILURES: [i32; 4] = [1002, 1011, 1040, -32603];

/// A client that reads at one block.
pub(crate) type At = ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

#[derive(Clone)]
pub(crate) struct Chain {
	client: OnlineClient<SubstrateConfig>,
	rpc: LegacyRpcMethods<RpcConfigFor<SubstrateConfig>>,
}

/// A transaction that is signed and not yet sent.
pub(crate) struct Signed {
	pub(crate) hash: String,
	/// The number of the final block at the time of signing.
	pub(crate) born: u64,
	/// The last block that may carry it.
	pub(crate) dies: u64,
	/// The version of the runtime that the signature is for.
	pub(crate) spec_version: u32,
	bytes: Vec<u8>,
}

/// A refusal by the chain, under the chain's own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
	pub(crate) name: String,
	/// A remedy, as a sentence.
	pub(crate) advice: String,
}

/// A reason for which a transaction did not get into the pool.
#[derive(Debug)]
pub(crate) enum SubmitError {
	/// The account's principal used up its allowance, which refills by block.
	AllowanceExhausted,
	/// Another transaction has its number.
	NonceTaken,
	/// Larger than an allowance or a block.
	TooLarge,
	/// The signature is for another runtime: the node has been upgraded, by a block that isn't final yet.
	OtherRuntime,
	/// The pool has no room for it now.
	PoolFull,
	/// The account may not, whatever it sends.
	Refused(Refused),
	/// The connection broke or the node failed, so that it isn't known whether it got in.
	Unknown(RpcError),
}

impl Chain {
	/// Connects to a node.
	pub(crate) async fn connect(url: &str) -> anyhow::Result<Self> {
		let reach = || format!("no node of a chain answers at {url}");
		let rpc = RpcClient::from_insecure_url(url).await.with_context(reach)?;
		let backend = LegacyBackend::<SubstrateConfig>::builder().build(rpc.clone());
		let client = OnlineClient::from_backend(Arc::new(backend)).await.with_context(reach)?;
		Ok(Self { client, rpc: LegacyRpcMethods::new(rpc) })
	}

	/// Tells whether the node answers a simple request.
	pub(crate) async fn is_answering(&self) -> bool {
		matches!(timeout(ANSWER_TIMEOUT, self.rpc.chain_get_finalized_head()).await, Ok(Ok(_)))
	}

	pub(crate) fn genesis(&self) -> [u8; 32] {
		self.client.genesis_hash().0
	}

	/// The last final block.
	pub(crate) async fn final_block(&self) -> anyhow::Result<At> {
		let at = self.client.at_current_block().await.context("the node doesn't say what is final")?;
		depth::bounded(at.metadata_ref())?;
		Ok(at)
	}

	/// The final block with that number.
	pub(crate) async fn block(&self, number: u64) -> anyhow::Result<At> {
		let at = self.client.at_block(number).await;
		let at = at.with_context(|| format!("the node doesn't have block {number}"))?;
		depth::bounded(at.metadata_ref())?;
		Ok(at)
	}

	/// A stream of final blocks.
	pub(crate) async fn follow(&self) -> anyhow::Result<Blocks<SubstrateConfig>> {
		self.client.stream_blocks().await.context("the node doesn't say what becomes final")
	}

	/// The number that the account's next transaction has, those in the pool counted.
	pub(crate) async fn next_nonce(&self, key: &Keypair) -> anyhow::Result<u64> {
		let account = key.public_key().to_account_id();
		self.rpc
			.system_account_next_index(&account)
			.await
			.context("the node doesn't count the account's transactions")
	}

	/// Signs a call, to be sent while the last final block is this one.
	pub(crate) fn sign(&self, at: &At, key: &Keypair, nonce: u64, call: Call) -> anyhow::Result<Signed> {
		let transactions = at.tx();
		let encoded = call.encoded(at.metadata_ref())?;
		// The node's own description must read what this program writes.
		if let Err(error) = transactions.from_call_data_bytes(&encoded) {
			bail!("the chain's runtime takes other records than this program writes; get the one of its release ({error})");
		}
		let born = at.block_number();
		let params = SubstrateExtrinsicParamsBuilder::<SubstrateConfig>::new()
			.nonce(nonce)
			.mortal_from_unchecked(MORTALITY_BLOCKS, born, at.block_hash())
			.build();
		let payload = call.payload();
		let mut signable =
			transactions.create_signable_offline(&payload, params).context("the call can't be signed")?;
		let bytes = signable.sign(key).context("the call can't be signed")?.into_encoded();
		let spec_version = at.spec_version();
		Ok(Signed { hash: hash_of(&bytes), born, dies: born + MORTALITY_BLOCKS, spec_version, bytes })
	}

	/// Sends a transaction. No error means that it is in the pool.
	pub(crate) async fn send(&self, signed: &Signed) -> Result<(), SubmitError> {
		match self.rpc.author_submit_extrinsic(&signed.bytes).await {
			Ok(_) => Ok(()),
			Err(error) => Err(submit_error(error)),
		}
	}

	/// The hashes of a block's transactions, in their order.
	pub(crate) async fn transactions(&self, at: &At) -> anyhow::Result<Vec<String>> {
		let block = self.rpc.chain_get_block(Some(at.block_hash())).await?;
		let block = block
			.with_context(|| format!("the node doesn't have the body of block {}", at.block_number()))?;
		Ok(block.block.extrinsics.iter().map(|bytes| hash_of(&bytes.0)).collect())
	}
}

/// Waits for the next final block, and returns its number. A stream that ends is a connection that is lost.
pub(crate) async fn next_block(blocks: &mut Blocks<SubstrateConfig>) -> anyhow::Result<u64> {
	match blocks.next().await {
		Some(block) => Ok(block.context("the node doesn't say what becomes final")?.number()),
		None => Err(BlocksError::CannotGetBlockHeader(BackendRpcError::SubscriptionDropped.into()))
			.context("the connection to the node broke; run it again"),
	}
}

fn hash_of(transaction: &[u8]) -> String {
	format!("0x{}", hex::encode(blake2_256(transaction)))
}

/// The outcome of a block's transaction.
///
/// The block is read by the runtime that made it, which the block before it left in the state: an upgrade reports itself in
/// the types of the old runtime.
pub(crate) async fn outcome(at: &At, before: &At, transaction: usize) -> anyhow::Result<Result<(), Refused>> {
	let told = at.events().fetch().await?;
	let events = before.events().from_bytes(told.bytes().to_vec());
	for event in events.iter() {
		let event = event?;
		if event.phase() != Phase::ApplyExtrinsic(transaction as u32) {
			continue;
		}
		let error = match (event.pallet_name(), event.event_name()) {
			("System", "ExtrinsicFailed") => event.field_bytes(),
			// The outer call succeeds whatever became of the inner one.
			("Proxy", "ProxyExecuted") => match event.field_bytes() {
				[1, error @ ..] => error,
				_ => continue,
			},
			_ => continue,
		};
		return Ok(Err(named(DispatchError::decode_from(error, before.metadata())?)));
	}
	Ok(Ok(()))
}

/// A record that a final block of the chain carries.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RecordedItem {
	pub(crate) pallet: &'static str,
	pub(crate) code: String,
	pub(crate) provider: [u8; 32],
	/// The party outside the chain that it was entered for.
	pub(crate) party: Option<String>,
	/// The bytes of the item.
	pub(crate) item: Vec<u8>,
	/// The block that carries the unit's record before it.
	pub(crate) previous_at: Option<u32>,
}

/// The records that a final block carries, in their order. It is read by the runtime that made it, as in [`outcome`].
pub(crate) async fn recorded_in(chain: &Chain, number: u64) -> anyhow::Result<Vec<RecordedItem>> {
	let told = chain.block(number).await?.events().fetch().await?;
	let before = chain.block(number.saturating_sub(1)).await?;
	let events = before.events().from_bytes(told.bytes().to_vec());
	let mut records = Vec::new();
	for event in events.iter() {
		let event = event?;
		let block = InfoBlock::ALL.into_iter().find(|block| pallet_of(*block) == event.pallet_name());
		if let (Some(block), "Recorded") = (block, event.event_name()) {
			records.push(recorded(block, event.field_bytes()).context("a record has another shape")?);
		}
	}
	Ok(records)
}

/// The record of an event's bytes: what it is of, who wrote it, whose word it is, what it amends, and its item.
fn recorded(block: InfoBlock, mut bytes: &[u8]) -> Option<RecordedItem> {
	let bytes = &mut bytes;
	let code = TraceCode::decode(bytes).ok()?;
	let (_index, provider) = <(u32, [u8; 32])>::decode(bytes).ok()?;
	let source = Source::decode(bytes).ok()?;
	Option::<(u32, Note)>::decode(bytes).ok()?;
	let item = Item::decode_from(block, bytes).ok()?.encode();
	let previous_at = Option::<u32>::decode(bytes).ok()?;
	let party = match source {
		Source::Imported(party) => Some(party.as_str().to_string()),
		Source::Own | Source::Clearance => None,
	};
	let code = code.0.as_str().to_string();
	bytes.is_empty().then_some(RecordedItem {
		pallet: pallet_of(block),
		code,
		provider,
		party,
		item,
		previous_at,
	})
}

/// The source of a record, as the chain encodes it.
#[derive(Debug, Decode, Encode)]
enum Source {
	Own,
	Imported(Name),
	Clearance,
}

fn named(error: DispatchError) -> Refused {
	if let DispatchError::Module(module) = &error {
		if let Ok(details) = module.details() {
			let advice = one_line(details.variant.docs.join(" ").trim());
			return Refused { name: one_line(&details.variant.name), advice };
		}
	}
	Refused { name: one_line(&format!("{error:?}")), advice: one_line(&error.to_string()) }
}

/// A pallet's own documentation of one of its errors.
pub(crate) fn advice(metadata: &ArcMetadata, pallet: &str, error: &str) -> String {
	let metadata: &Metadata = metadata;
	let errors = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.error_variants());
	let variant = errors.into_iter().flatten().find(|variant| variant.name == error);
	variant.map(|variant| one_line(variant.docs.join(" ").trim())).unwrap_or_default()
}

fn submit_error(error: RpcError) -> SubmitError {
	let RpcError::User(user) = &error else { return SubmitError::Unknown(error) };
	let data = user.data.as_ref().map(|data| data.get().trim_matches('"').to_string());
	let said = one_line(&data.unwrap_or_else(|| user.message.clone()));
	match user.code {
		INVALID_TRANSACTION => (),
		// The pool has the transaction already, or it would replace another.
		1012..=1014 => return SubmitError::NonceTaken,
		IMMEDIATELY_DROPPED => return SubmitError::PoolFull,
		code if NODE_FAILURES.contains(&code) => return SubmitError::Unknown(error),
		_ => return SubmitError::Refused(Refused { name: said, advice: one_line(&user.message) }),
	}
	let custom = said.strip_prefix("Custom error: ").and_then(|code| code.trim().parse().ok());
	let (name, advice) = match custom {
		Some(1) => ("NotAdmitted", "Ask for an invitation."),
		Some(2) => ("MayOnlyApply", "Apply, and wait for the vote."),
		Some(3) => ("Suspended", "Turn to the regulators."),
		Some(4) => ("Revoked", "Ask for a new invitation."),
		Some(5) => ("Expired", "Ask for renewal, or apply with new documents."),
		Some(6) => return SubmitError::AllowanceExhausted,
		Some(7) => ("OperatorCallOnly", "Name the participant that you write for: --account."),
		Some(8) => ("CallNotAllowed", "The account may not sign such a call."),
		Some(9) => return SubmitError::TooLarge,
		Some(10) => ("NestedTooDeep", "Nest fewer calls in each other."),
		Some(11) => ("PersonalIdentityNumber", "Apply with the organisation's own credit code."),
		_ if said.contains("bad signature") => return SubmitError::OtherRuntime,
		_ if said.contains("outdated") => return SubmitError::NonceTaken,
		_ if said.contains("exhaust") => return SubmitError::TooLarge,
		_ => (said.as_str(), "The chain doesn't take the transaction."),
	};
	SubmitError::Refused(Refused { name: name.into(), advice: advice.into() })
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_primitives::items::{DeliveryException, LogisticsInfo};

	fn answered(code: i32, data: &str) -> SubmitError {
		let user = format!(r#"{{ "code": {code}, "message": "a message", "data": "{data}" }}"#);
		submit_error(RpcError::User(serde_json::from_str(&user).unwrap()))
	}

	#[test]
	fn a_record_is_read_from_its_event_and_nothing_is_left_over() {
		let code: TraceCode = "01/06901234567892/21/SN-1".parse().unwrap();
		let item = LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred);
		let source = Source::Imported(Name::try_from("Ontario").unwrap());
		let amends = Some((0_u32, Note::try_from("a slip").unwrap()));
		let bytes = (&code, 1_u32, [7_u8; 32], source, amends, &item, Some(9_u32)).encode();
		let record = recorded(InfoBlock::Logistics, &bytes).unwrap();
		assert_eq!((record.code.as_str(), record.provider), ("01/06901234567892/21/SN-1", [7; 32]));
		assert_eq!((record.party.as_deref(), record.previous_at), (Some("Ontario"), Some(9)));
		assert_eq!(record.item, item.encode());
		assert_eq!(recorded(InfoBlock::Logistics, &[&bytes[..], &[0]].concat()), None);
		assert_eq!(recorded(InfoBlock::Logistics, &bytes[..40]), None);
	}

	#[test]
	fn a_refusal_of_the_chain_has_its_name() {
		for (data, name) in [("Custom error: 4", "Revoked"), ("Custom error: 7", "OperatorCallOnly")] {
			let SubmitError::Refused(refused) = answered(INVALID_TRANSACTION, data) else {
				panic!("{data} is a refusal");
			};
			assert_eq!(refused.name, name);
		}
		assert!(matches!(answered(1001, "a bad format"), SubmitError::Refused(_)));
		assert!(matches!(answered(-32_999, "the rate limit"), SubmitError::Refused(_)));
	}

	#[test]
	fn an_obstacle_that_passes_with_the_next_blocks_is_no_refusal() {
		assert!(matches!(answered(INVALID_TRANSACTION, "Custom error: 6"), SubmitError::AllowanceExhausted));
		assert!(matches!(answered(1013, "0x00"), SubmitError::NonceTaken));
		assert!(matches!(answered(1016, "because of the limit"), SubmitError::PoolFull));
	}

	#[test]
	fn a_node_that_can_not_validate_refuses_nothing() {
		// As a node answers whose pool ended before its server.
		assert!(matches!(answered(1011, "CannotLookup"), SubmitError::Unknown(_)));
		for code in NODE_FAILURES {
			assert!(matches!(answered(code, ""), SubmitError::Unknown(_)), "{code}");
		}
		assert!(matches!(submit_error(RpcError::Client("closed".into())), SubmitError::Unknown(_)));
	}
}
