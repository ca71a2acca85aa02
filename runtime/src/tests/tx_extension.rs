// SPDX-License-Identifier: Apache-2.0

//! Tests of transactions that are signed over the hash of the metadata, and of the fee that wallets ask for.

use super::{
	blocks::block_with,
	preset,
	signed::{remark, sign_with},
};
use crate::{
	apis::{api::dispatch, validation::validate_transactions},
	tx_extension::extension,
	Balance, Executive, Hash, RuntimeCall, System, UncheckedExtrinsic,
};
use codec::{Decode, Encode};
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_support::dispatch::GetDispatchInfo;
use pallet_transaction_payment_rpc_runtime_api::{FeeDetails, RuntimeDispatchInfo};
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::{
	generic::{Era, Preamble},
	transaction_validity::{
		InvalidTransaction, TransactionSource::External, TransactionValidity, UnknownTransaction,
	},
};

/// A remark that is signed over this hash of the metadata, where the runtime's own is that hash.
fn remark_over(hash: [u8; 32]) -> UncheckedExtrinsic {
	let mut extension = extension(Era::Immortal, 0);
	extension.7 = CheckMetadataHash::new_with_custom_hash(hash);
	sign_with(Alice, extension, frame_system::Call::remark { remark: vec![] }.into())
}

/// Validates a transaction on top of a block.
fn validate(validity: impl FnOnce(Hash) -> TransactionValidity) -> TransactionValidity {
	preset("local_testnet").execute_with(|| {
		block_with(|| ());
		validity(System::parent_hash())
	})
}

#[test]
fn a_transaction_over_the_hash_of_the_runtimes_metadata_is_valid() {
	let transaction = remark_over([7; 32]);
	assert!(validate(|block| Executive::validate_transaction(External, transaction, block)).is_ok());
}

#[test]
fn a_transaction_over_the_hash_of_other_metadata_has_a_bad_signature() {
	let mut transaction = remark_over([7; 32]);
	let Preamble::Signed(_, _, extension) = &mut transaction.preamble else { panic!("it is signed") };
	extension.7 = CheckMetadataHash::new_with_custom_hash([8; 32]);
	let validity = validate(|block| Executive::validate_transaction(External, transaction, block));
	assert_eq!(validity, Err(InvalidTransaction::BadProof.into()));
}

#[test]
fn a_runtime_that_was_built_without_the_hash_says_that_it_can_not_look_it_up() {
	// A transaction from outside has the hash that was built in, and that is in the blob alone.
	let bytes = vec![(External, remark_over([7; 32]).encode())];
	let validity = validate(|block| validate_transactions(bytes, block).remove(0));
	assert_eq!(validity, Err(UnknownTransaction::CannotLookup.into()));
}

/// The answer of the runtime's API to a client.
fn ask<Answer: Decode>(method: &str, arguments: impl Encode) -> Answer {
	let answer = dispatch(method, &arguments.encode()).expect("the runtime has this method");
	Answer::decode(&mut &answer[..]).expect("the answer decodes")
}

#[test]
fn the_fee_of_any_transaction_is_nothing_and_its_weight_is_told() {
	let transaction = remark(Alice, 0);
	let (length, weight) = (transaction.encoded_size() as u32, transaction.get_dispatch_info());
	let call = RuntimeCall::from(frame_system::Call::remark { remark: vec![1] });
	type Info = RuntimeDispatchInfo<Balance>;

	let info: Info = ask("TransactionPaymentApi_query_info", (&transaction, length));
	assert_eq!((info.partial_fee, info.weight, info.class), (0, weight.total_weight(), weight.class));
	assert!(info.weight.ref_time() > 0);
	let details: FeeDetails<Balance> = ask("TransactionPaymentApi_query_fee_details", (&transaction, length));
	assert_eq!(details.final_fee(), 0);
	let info: Info = ask("TransactionPaymentCallApi_query_call_info", (&call, length));
	assert_eq!((info.partial_fee, info.weight), (0, call.get_dispatch_info().total_weight()));
	let method = "TransactionPaymentCallApi_query_call_fee_details";
	let details: FeeDetails<Balance> = ask(method, (&call, length));
	assert_eq!(details.final_fee(), 0);
}
