//! Many transactions judged in one call of the runtime.

use super::{blocks::block_with, preset, signed::remark};
use crate::{validation::validate_transactions, Executive, Hash, System, UncheckedExtrinsic, VERSION};
use codec::Encode;
use sp_io::storage::root;
use sp_keyring::Sr25519Keyring::{Alice, Eve};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionSource, TransactionSource::External, TransactionValidity,
};

/// Does something on top of a block, whose hash it is given.
fn on_a_block<R>(happens: impl FnOnce(Hash) -> R) -> R {
	preset("local_testnet").execute_with(|| {
		block_with(|| ());
		happens(System::parent_hash())
	})
}

fn encoded(transactions: &[UncheckedExtrinsic]) -> Vec<(TransactionSource, Vec<u8>)> {
	transactions.iter().map(|transaction| (External, transaction.encode())).collect()
}

#[test]
fn says_of_each_what_a_call_of_its_own_would_say() {
	on_a_block(|block| {
		// One that is next, one that has to wait, one that an account signed which nobody admitted.
		let transactions = [remark(Alice, 0), remark(Alice, 2), remark(Eve, 0), remark(Alice, 1)];
		let many = validate_transactions(encoded(&transactions), block);
		let one_by_one: Vec<TransactionValidity> = transactions
			.into_iter()
			.map(|transaction| validate_transactions(encoded(&[transaction]), block).remove(0))
			.collect();
		assert_eq!(many, one_by_one);
		let good: Vec<_> = many.iter().map(Result::is_ok).collect();
		assert_eq!(good, [true, true, false, true]);
	});
}

#[test]
fn says_what_the_executive_says() {
	on_a_block(|block| {
		let transaction = remark(Alice, 0);
		let many = validate_transactions(encoded(std::slice::from_ref(&transaction)), block);
		assert_eq!(many, [Executive::validate_transaction(External, transaction, block)]);
	});
}

#[test]
fn leaves_the_state_as_it_was() {
	on_a_block(|block| {
		let before = root(VERSION.state_version());
		validate_transactions(encoded(&[remark(Alice, 0), remark(Alice, 1)]), block);
		assert_eq!(root(VERSION.state_version()), before);
	});
}

#[test]
fn what_is_no_transaction_is_refused_and_those_beside_it_are_judged() {
	on_a_block(|block| {
		let mut transactions = encoded(&[remark(Alice, 0), remark(Alice, 1)]);
		transactions.insert(1, (External, b"nonsense".to_vec()));
		// One byte too many is none either.
		transactions[2].1.push(0);
		let many = validate_transactions(transactions, block);
		assert!(many[0].is_ok());
		assert_eq!(many[1..], [Err(InvalidTransaction::Call.into()), Err(InvalidTransaction::Call.into())]);
	});
}

#[test]
fn nothing_is_said_of_nothing() {
	on_a_block(|block| assert!(validate_transactions(vec![], block).is_empty()));
}
