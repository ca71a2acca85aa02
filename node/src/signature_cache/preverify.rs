//! Verifies the signatures of many transactions, before the runtime asks for them one after the other.
//!
//! The node reads them off the transactions, verifies those that it doesn't remember, sr25519 signatures many at a time,
//! and remembers the good ones. Nothing depends on it: what can't be read here, or is not good, is verified by the runtime's
//! question as ever.
//!
//! The pool's transactions are verified so, a handful at a time, and those of a block. Most of a block's are known, because
//! they went through this node's pool; but of a block that comes while the node catches up, or from an author who
//! kept them to itself, none may be. Those are verified on every core that there is.

use super::{batch_verify, host_functions::crypto};
use async_trait::async_trait;
use codec::{Compact, Decode, Encode};
use rayon::prelude::*;
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult, StateAction};
use sp_api::CallApiAt;
use sp_blockchain::HeaderBackend;
use sp_core::traits::CallContext;
use sp_io::hashing::{blake2_256, keccak_256};
use sp_runtime::{
	generic::Era,
	traits::{Header as _, IdentifyAccount},
	MultiSigner, OpaqueExtrinsic,
};
use std::sync::Arc;
use suyuan_runtime::{opaque::Block, AccountId, Address, BlockNumber, Hash, Header, Signature, TxExtension};

/// The first byte of a transaction that is signed.
const SIGNED: u8 = 0b1000_0000 | 4;

/// The longest payload that is signed as it is. Of a longer one the hash is signed.
const MAX_PLAIN_PAYLOAD: usize = 256;

/// Imports blocks whose signatures were verified ahead.
pub struct VerifyAhead<Client, Import> {
	/// The chain.
	pub client: Arc<Client>,
	/// What imports them then.
	pub import: Import,
}

#[async_trait]
impl<Client, Import> BlockImport<Block> for VerifyAhead<Client, Import>
where
	Client: HeaderBackend<Block> + CallApiAt<Block>,
	Import: BlockImport<Block> + Send + Sync,
{
	type Error = Import::Error;

	async fn check_block(&self, block: BlockCheckParams<Block>) -> Result<ImportResult, Self::Error> {
		self.import.check_block(block).await
	}

	async fn import_block(&self, block: BlockImportParams<Block>) -> Result<ImportResult, Self::Error> {
		if let (StateAction::Execute | StateAction::ExecuteIfPossible, Some(body)) =
			(&block.state_action, &block.body)
		{
			verify_block(&*self.client, &block.header, body);
		}
		self.import.import_block(block).await
	}
}

/// Verifies what is not remembered of the signatures of a block, on all cores.
fn verify_block(
	client: &(impl HeaderBackend<Block> + CallApiAt<Block>),
	header: &Header,
	body: &[OpaqueExtrinsic],
) {
	let Some(chain) = Chain::on_top_of(client, *header.parent_hash()) else { return };
	// Every core gets some of them, also of a short block.
	let share = body.len().div_ceil(rayon::current_num_threads()).clamp(1, batch_verify::MOST);
	body.par_chunks(share).for_each(|extrinsics| verify_many(client, &chain, extrinsics.iter()));
}

/// Verifies what is not remembered of the signatures of transactions for a block on top of this one, on this core. A bad one
/// among them has each of them verified by itself after all: they take half as long again as if nobody had tried.
pub fn verify<'a>(
	client: &(impl HeaderBackend<Block> + CallApiAt<Block>),
	parent: Hash,
	extrinsics: impl Iterator<Item = &'a OpaqueExtrinsic>,
) {
	if let Some(chain) = Chain::on_top_of(client, parent) {
		verify_many(client, &chain, extrinsics);
	}
}

fn verify_many<'a>(
	client: &impl HeaderBackend<Block>,
	chain: &Chain,
	extrinsics: impl Iterator<Item = &'a OpaqueExtrinsic>,
) {
	let hash = |number| client.hash(number).ok().flatten();
	let questions: Vec<_> =
		extrinsics.filter_map(|extrinsic| Question::read(extrinsic, chain, &hash)).collect();
	ask(&questions);
}

/// Asks all of these. Whether they are good or not, execution will ask again.
fn ask(questions: &[Question]) {
	let of_sr25519: Vec<_> = questions.iter().filter_map(Question::of_sr25519).collect();
	let are_good = batch_verify::are_good(&of_sr25519);
	for question in questions {
		// One of them may be bad, and the others good.
		if !are_good || question.of_sr25519().is_none() {
			question.ask();
		}
	}
}

/// What every signature is also over, beside what stands in its transaction.
struct Chain {
	spec_version: u32,
	transaction_version: u32,
	genesis: Hash,
	/// The height of the block that the transactions are in.
	number: BlockNumber,
}

impl Chain {
	/// By the runtime that executes a block on top of this one. Nothing if its state is not there.
	fn on_top_of(client: &(impl HeaderBackend<Block> + CallApiAt<Block>), parent: Hash) -> Option<Self> {
		let version = client.runtime_version_at(parent, CallContext::Offchain).ok()?;
		Some(Self {
			spec_version: version.spec_version,
			transaction_version: version.transaction_version,
			genesis: client.info().genesis_hash,
			number: client.number(parent).ok()?? + 1,
		})
	}
}

/// A signature, what it is said to sign, and by whom.
struct Question {
	signature: Signature,
	message: Vec<u8>,
	signer: AccountId,
}

impl Question {
	/// Reads it off a transaction; `hash` tells the hash of the block of a height. The call is not read: it is signed as
	/// it stands there.
	fn read(
		extrinsic: &OpaqueExtrinsic,
		chain: &Chain,
		hash: &impl Fn(BlockNumber) -> Option<Hash>,
	) -> Option<Self> {
		let encoded = extrinsic.encode();
		let mut rest = &encoded[..];
		Compact::<u32>::decode(&mut rest).ok()?;
		if u8::decode(&mut rest).ok()? != SIGNED {
			return None;
		}
		let Address::Id(signer) = Address::decode(&mut rest).ok()? else { return None };
		let signature = Signature::decode(&mut rest).ok()?;
		let with_extension = rest;
		let extension = TxExtension::decode(&mut rest).ok()?;
		let (extension_bytes, call) = with_extension.split_at(with_extension.len() - rest.len());

		let (_, _, _, _, mortality, ..) = &extension;
		let checkpoint = match mortality.0 {
			Era::Immortal => chain.genesis,
			mortal => hash(mortal.birth(chain.number.into()).try_into().ok()?)?,
		};
		let implicit = (chain.spec_version, chain.transaction_version, chain.genesis, checkpoint);
		let mut message = Vec::with_capacity(with_extension.len() + implicit.encoded_size());
		message.extend_from_slice(call);
		message.extend_from_slice(extension_bytes);
		implicit.encode_to(&mut message);
		if message.len() > MAX_PLAIN_PAYLOAD {
			message = blake2_256(&message).to_vec();
		}
		Some(Self { signature, message, signer })
	}

	/// What is asked, if it is of an sr25519 signature.
	fn of_sr25519(&self) -> Option<batch_verify::Asked<'_>> {
		match &self.signature {
			Signature::Sr25519(signature) => {
				Some((signature, &self.message[..], <[u8; 32]>::from(self.signer.clone()).into()))
			}
			_ => None,
		}
	}

	/// Whether the signature is good. If it is, the node remembers it.
	fn ask(&self) -> bool {
		let Self { signature, message, signer } = self;
		match signature {
			Signature::Ed25519(signature) => {
				crypto::ed25519_verify(signature, message, &<[u8; 32]>::from(signer.clone()).into())
			}
			Signature::Sr25519(signature) => {
				crypto::sr25519_verify(signature, message, &<[u8; 32]>::from(signer.clone()).into())
			}
			Signature::Ecdsa(signature) => {
				crypto::secp256k1_ecdsa_recover_compressed(signature.as_ref(), &blake2_256(message))
					.is_ok_and(|key| MultiSigner::Ecdsa(key.into()).into_account() == *signer)
			}
			Signature::Eth(signature) => {
				crypto::secp256k1_ecdsa_recover_compressed(signature.as_ref(), &keccak_256(message))
					.is_ok_and(|key| MultiSigner::Eth(key.into()).into_account() == *signer)
			}
		}
	}
}

/// Reads a signature off any bytes, if there is one.
#[cfg(test)]
pub(crate) fn read_any(bytes: &[u8]) -> bool {
	let chain = Chain { spec_version: 1, transaction_version: 1, genesis: Hash::zero(), number: 1_000 };
	OpaqueExtrinsic::try_from_encoded_extrinsic(bytes)
		.is_ok_and(|extrinsic| Question::read(&extrinsic, &chain, &|_| Some(Hash::zero())).is_some())
}

#[cfg(test)]
mod tests {
	use super::{
		super::cache::{key, Scheme, GOOD},
		*,
	};
	use sp_core::{ecdsa, ed25519, Pair};
	use sp_keyring::Sr25519Keyring::{Alice, Bob};
	use sp_runtime::traits::Verify;
	use suyuan_runtime::{tx_extension::extension, Nonce, RuntimeCall, SignedPayload, UncheckedExtrinsic};

	/// Where what is signed here is valid.
	fn chain() -> Chain {
		Chain { spec_version: 7, transaction_version: 3, genesis: Hash::repeat_byte(1), number: 100 }
	}

	fn hash(number: BlockNumber) -> Option<Hash> {
		(number <= 100).then(|| Hash::from_low_u64_be(number.into()))
	}

	/// A remark of this length by Alice, signed over this checkpoint.
	fn remark(length: usize, era: Era, checkpoint: Hash) -> UncheckedExtrinsic {
		signed(length, era, checkpoint, Alice.to_account_id(), |bytes| Alice.sign(bytes).into())
	}

	/// A remark of this length, signed over this checkpoint in this way.
	fn signed(
		length: usize,
		era: Era,
		checkpoint: Hash,
		signer: AccountId,
		sign: impl FnOnce(&[u8]) -> Signature,
	) -> UncheckedExtrinsic {
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![9; length] });
		let nonce: Nonce = 5;
		let Chain { spec_version, transaction_version, genesis, .. } = chain();
		let implicit = ((), spec_version, transaction_version, genesis, checkpoint, (), (), ());
		let payload = SignedPayload::from_raw(call, extension(era, nonce), implicit);
		let signature = payload.using_encoded(sign);
		let (call, extension, _) = payload.deconstruct();
		UncheckedExtrinsic::new_signed(call, signer.into(), signature, extension)
	}

	fn read(extrinsic: UncheckedExtrinsic) -> Option<Question> {
		Question::read(&OpaqueExtrinsic::from(extrinsic), &chain(), &hash)
	}

	#[test]
	fn asks_what_execution_will_ask() {
		let genesis = chain().genesis;
		for length in [0, 100, 300, 100_000] {
			assert!(read(remark(length, Era::Immortal, genesis)).unwrap().ask(), "{length} bytes");
		}
	}

	#[test]
	fn good_ones_are_remembered_beside_a_bad_one_and_one_of_another_kind() {
		let genesis = chain().genesis;
		let ed25519 = ed25519::Pair::from_seed(&[3; 32]);
		let account = MultiSigner::from(ed25519.public()).into_account();
		let mut questions: Vec<_> =
			(40..44).filter_map(|length| read(remark(length, Era::Immortal, genesis))).collect();
		questions.push(
			read(signed(44, Era::Immortal, genesis, account, |bytes| ed25519.sign(bytes).into())).unwrap(),
		);
		questions[2].signer = Bob.to_account_id();
		ask(&questions);
		let remembered = |Question { signature, message, signer }: &Question| {
			let scheme =
				if matches!(signature, Signature::Sr25519(_)) { Scheme::Sr25519 } else { Scheme::Ed25519 };
			let bytes = signature.encode();
			GOOD.get(&key(scheme, &bytes[1..], signer.as_ref(), message)).is_some()
		};
		assert_eq!(questions.iter().map(remembered).collect::<Vec<_>>(), [true, true, false, true, true]);
	}

	#[test]
	fn asks_it_of_every_kind_of_signature() {
		let (ed25519, ecdsa) = (ed25519::Pair::from_seed(&[1; 32]), ecdsa::Pair::from_seed(&[1; 32]));
		let key = ecdsa.public();
		type Sign<'a> = &'a dyn Fn(&[u8]) -> Signature;
		let ways: [(MultiSigner, Sign); 3] = [
			(ed25519.public().into(), &|bytes| ed25519.sign(bytes).into()),
			(key.into(), &|bytes| ecdsa.sign(bytes).into()),
			(MultiSigner::Eth(key.0.into()), &|bytes| {
				Signature::Eth(ecdsa.sign_prehashed(&keccak_256(bytes)).0.into())
			}),
		];
		for (signer, sign) in ways {
			let account = signer.clone().into_account();
			let mut question =
				read(signed(300, Era::Immortal, chain().genesis, account.clone(), sign)).unwrap();
			assert!(question.signature.verify(&question.message[..], &account), "{signer:?}");
			assert!(question.ask(), "{signer:?}");
			question.signer = Bob.to_account_id();
			assert!(!question.ask(), "{signer:?}");
		}
	}

	#[test]
	fn a_mortal_transaction_is_signed_over_the_block_of_its_birth() {
		let era = Era::mortal(64, 90);
		let birth = era.birth(100).try_into().unwrap();
		assert!(read(remark(10, era, hash(birth).unwrap())).unwrap().ask());
		assert!(!read(remark(10, era, chain().genesis)).unwrap().ask());
	}

	#[test]
	fn what_is_signed_by_somebody_else_or_for_another_chain_is_not_good() {
		let mut question = read(remark(10, Era::Immortal, chain().genesis)).unwrap();
		question.signer = Bob.to_account_id();
		assert!(!question.ask());
		assert!(!read(remark(10, Era::Immortal, Hash::repeat_byte(2))).unwrap().ask());
	}

	#[test]
	fn what_is_not_signed_or_can_not_be_read_is_left_to_execution() {
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		assert!(read(UncheckedExtrinsic::new_bare(call)).is_none());
		for bytes in [vec![], vec![SIGNED], vec![1, 2, 3]] {
			assert!(Question::read(&OpaqueExtrinsic::from_blob(bytes), &chain(), &hash).is_none());
		}
		// Born in a block that isn't there.
		let unborn = Chain { number: 10_000, ..chain() };
		let extrinsic = remark(10, Era::mortal(64, 10_000), Hash::zero());
		assert!(Question::read(&OpaqueExtrinsic::from(extrinsic), &unborn, &hash).is_none());
	}
}
