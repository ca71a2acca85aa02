// SPDX-License-Identifier: Apache-2.0

//! Verifies the signatures of many transactions before the runtime asks for them one after the other.
//!
//! The node decodes the signatures, verifies those that are not cached, sr25519 signatures in batches, and caches the good
//! ones. Nothing depends on it: a signature that can't be decoded here, or is bad, is verified by the runtime's host call
//! as ever.
//!
//! The transactions of the pool are verified so, a batch at a time, and those of a block. Most of a block's are cached,
//! because they went through this node's pool; but of a block that comes while the node catches up, or whose author
//! published none of its transactions before, none may be. Those are verified on all cores.

use super::{
	batch_verify::{verify_batch, SignedMessage, MAX_BATCH},
	host_functions::crypto,
};
use async_trait::async_trait;
use codec::{Compact, Decode, Encode};
use frame_metadata_hash_extension::CheckMetadataHash;
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

/// The first byte of a signed transaction.
const SIGNED: u8 = 0b1000_0000 | 4;

/// The longest payload in bytes that is signed as it is; of a longer one the hash is signed.
const MAX_PLAIN_PAYLOAD: usize = 256;

/// A block import that verifies the signatures of a block before the inner import executes it.
pub(crate) struct PreverifyBlockImport<Client, Import> {
	pub(crate) client: Arc<Client>,
	pub(crate) import: Import,
}

#[async_trait]
impl<Client, Import> BlockImport<Block> for PreverifyBlockImport<Client, Import>
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

/// Verifies the signatures of a block that are not cached, on all cores.
fn verify_block(
	client: &(impl HeaderBackend<Block> + CallApiAt<Block>),
	header: &Header,
	body: &[OpaqueExtrinsic],
) {
	let Some(chain) = Chain::on_top_of(client, *header.parent_hash()) else { return };
	// Every core gets a share, also of a short block.
	let share = body.len().div_ceil(rayon::current_num_threads()).clamp(1, MAX_BATCH);
	body.par_chunks(share).for_each(|extrinsics| verify_many(client, &chain, extrinsics.iter()));
}

/// Verifies, on this core, the signatures that are not cached of transactions on top of `parent`.
///
/// A bad one among them has each of them verified by itself after all, which takes half as long again as without the batch.
pub(crate) fn preverify<'a>(
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
	let checks: Vec<_> =
		extrinsics.filter_map(|extrinsic| SignatureCheck::decode(extrinsic, chain, &hash)).collect();
	verify_all(&checks);
}

/// Verifies and caches signatures. The results don't matter: execution will ask again.
fn verify_all(checks: &[SignatureCheck]) {
	let of_sr25519: Vec<_> = checks.iter().filter_map(SignatureCheck::as_sr25519).collect();
	let all_good = verify_batch(&of_sr25519);
	for check in checks {
		// A single one of the batch may be bad, and the others good.
		if !all_good || check.as_sr25519().is_none() {
			check.verify();
		}
	}
}

/// The chain's part of every signed payload, which does not stand in the transaction.
struct Chain {
	spec_version: u32,
	transaction_version: u32,
	genesis: Hash,
	/// The height of the block that the transactions are in.
	number: BlockNumber,
}

impl Chain {
	/// Reads it from the runtime that executes a block on top of `parent`, if the state is there.
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

/// A signature to verify, with its message and its signer.
struct SignatureCheck {
	signature: Signature,
	message: Vec<u8>,
	signer: AccountId,
}

impl SignatureCheck {
	/// Decodes a transaction up to its call, which is signed as it is encoded.
	///
	/// `hash` gives the hash of the block of a height.
	fn decode(
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

		let (_, _, _, _, mortality, _, _, metadata_hash, _) = &extension;
		// The hash of the metadata is in the runtime alone.
		if *metadata_hash != CheckMetadataHash::new(false) {
			return None;
		}
		let checkpoint = match mortality.0 {
			Era::Immortal => chain.genesis,
			mortal => hash(mortal.birth(chain.number.into()).try_into().ok()?)?,
		};
		let no_metadata_hash = None::<[u8; 32]>;
		let implicit =
			(chain.spec_version, chain.transaction_version, chain.genesis, checkpoint, no_metadata_hash);
		let mut message = Vec::with_capacity(with_extension.len() + implicit.encoded_size());
		message.extend_from_slice(call);
		message.extend_from_slice(extension_bytes);
		implicit.encode_to(&mut message);
		if message.len() > MAX_PLAIN_PAYLOAD {
			message = blake2_256(&message).to_vec();
		}
		Some(Self { signature, message, signer })
	}

	/// The arguments of [`verify_batch`], if this is an sr25519 signature.
	fn as_sr25519(&self) -> Option<SignedMessage<'_>> {
		match &self.signature {
			Signature::Sr25519(signature) => {
				Some((signature, &self.message[..], <[u8; 32]>::from(self.signer.clone()).into()))
			}
			_ => None,
		}
	}

	/// Tells that the signature is good, and caches it then.
	fn verify(&self) -> bool {
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

/// Tells that a signature can be decoded from any bytes.
pub(crate) fn decode_any(bytes: &[u8]) -> bool {
	let chain = Chain { spec_version: 1, transaction_version: 1, genesis: Hash::zero(), number: 1_000 };
	OpaqueExtrinsic::try_from_encoded_extrinsic(bytes)
		.is_ok_and(|extrinsic| SignatureCheck::decode(&extrinsic, &chain, &|_| Some(Hash::zero())).is_some())
}

#[cfg(test)]
mod tests {
	use super::{
		super::cache::{key, Scheme, VERIFIED},
		*,
	};
	use sp_core::{ecdsa, ed25519, Pair};
	use sp_keyring::Sr25519Keyring::{Alice, Bob};
	use sp_runtime::{generic::Preamble, traits::Verify};
	use suyuan_runtime::{tx_extension::extension, Nonce, RuntimeCall, SignedPayload, UncheckedExtrinsic};

	/// The chain on which the transactions of these tests are valid.
	fn chain() -> Chain {
		Chain { spec_version: 7, transaction_version: 3, genesis: Hash::repeat_byte(1), number: 100 }
	}

	fn hash(number: BlockNumber) -> Option<Hash> {
		(number <= 100).then(|| Hash::from_low_u64_be(number.into()))
	}

	/// A remark by Alice, of a length, signed over a checkpoint.
	fn remark(length: usize, era: Era, checkpoint: Hash) -> UncheckedExtrinsic {
		signed(length, era, checkpoint, Alice.to_account_id(), |bytes| Alice.sign(bytes).into())
	}

	/// A remark of a length, signed over a checkpoint by `sign`.
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
		let implicit = ((), spec_version, transaction_version, genesis, checkpoint, (), (), None, ());
		let payload = SignedPayload::from_raw(call, extension(era, nonce), implicit);
		let signature = payload.using_encoded(sign);
		let (call, extension, _) = payload.deconstruct();
		UncheckedExtrinsic::new_signed(call, signer.into(), signature, extension)
	}

	fn decode(extrinsic: UncheckedExtrinsic) -> Option<SignatureCheck> {
		SignatureCheck::decode(&OpaqueExtrinsic::from(extrinsic), &chain(), &hash)
	}

	#[test]
	fn verifies_what_execution_will_verify() {
		let genesis = chain().genesis;
		for length in [0, 100, 300, 100_000] {
			assert!(decode(remark(length, Era::Immortal, genesis)).unwrap().verify(), "{length} bytes");
		}
	}

	#[test]
	fn good_signatures_are_cached_beside_a_bad_one_and_one_of_another_scheme() {
		let genesis = chain().genesis;
		let ed25519 = ed25519::Pair::from_seed(&[3; 32]);
		let account = MultiSigner::from(ed25519.public()).into_account();
		let mut checks: Vec<_> =
			(40..44).filter_map(|length| decode(remark(length, Era::Immortal, genesis))).collect();
		checks.push(
			decode(signed(44, Era::Immortal, genesis, account, |bytes| ed25519.sign(bytes).into())).unwrap(),
		);
		checks[2].signer = Bob.to_account_id();
		verify_all(&checks);
		let is_cached = |SignatureCheck { signature, message, signer }: &SignatureCheck| {
			let scheme =
				if matches!(signature, Signature::Sr25519(_)) { Scheme::Sr25519 } else { Scheme::Ed25519 };
			let bytes = signature.encode();
			VERIFIED.get(&key(scheme, &bytes[1..], signer.as_ref(), message)).is_some()
		};
		assert_eq!(checks.iter().map(is_cached).collect::<Vec<_>>(), [true, true, false, true, true]);
	}

	#[test]
	fn verifies_signatures_of_every_scheme() {
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
			let mut check =
				decode(signed(300, Era::Immortal, chain().genesis, account.clone(), sign)).unwrap();
			assert!(check.signature.verify(&check.message[..], &account), "{signer:?}");
			assert!(check.verify(), "{signer:?}");
			check.signer = Bob.to_account_id();
			assert!(!check.verify(), "{signer:?}");
		}
	}

	#[test]
	fn a_mortal_transaction_is_signed_over_the_block_of_its_birth() {
		let era = Era::mortal(64, 90);
		let birth = era.birth(100).try_into().unwrap();
		assert!(decode(remark(10, era, hash(birth).unwrap())).unwrap().verify());
		assert!(!decode(remark(10, era, chain().genesis)).unwrap().verify());
	}

	#[test]
	fn a_signature_by_another_account_or_for_another_chain_is_not_good() {
		let mut check = decode(remark(10, Era::Immortal, chain().genesis)).unwrap();
		check.signer = Bob.to_account_id();
		assert!(!check.verify());
		assert!(!decode(remark(10, Era::Immortal, Hash::repeat_byte(2))).unwrap().verify());
	}

	#[test]
	fn a_transaction_that_is_signed_over_the_hash_of_the_metadata_is_left_to_execution() {
		let mut extrinsic = remark(10, Era::Immortal, chain().genesis);
		let Preamble::Signed(_, _, extension) = &mut extrinsic.preamble else { panic!("it is signed") };
		extension.7 = CheckMetadataHash::new(true);
		assert!(decode(extrinsic).is_none());
	}

	#[test]
	fn a_transaction_that_is_not_signed_or_does_not_decode_is_left_to_execution() {
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		assert!(decode(UncheckedExtrinsic::new_bare(call)).is_none());
		for bytes in [vec![], vec![SIGNED], vec![1, 2, 3]] {
			assert!(SignatureCheck::decode(&OpaqueExtrinsic::from_blob(bytes), &chain(), &hash).is_none());
		}
		// The block of its birth isn't there.
		let unborn = Chain { number: 10_000, ..chain() };
		let extrinsic = remark(10, Era::mortal(64, 10_000), Hash::zero());
		assert!(SignatureCheck::decode(&OpaqueExtrinsic::from(extrinsic), &unborn, &hash).is_none());
	}
}
