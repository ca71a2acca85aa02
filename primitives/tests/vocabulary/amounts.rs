// SPDX-License-Identifier: Apache-2.0

//! Commitments to amounts and proofs that they agree, against vectors that were computed elsewhere.

use curve25519_dalek::ristretto::RistrettoPoint;
use schnorrkel::{signing_context, PublicKey, Signature};
use serde_json::Value;
use sha2::{Digest, Sha512};
use sp_core::H256;
use suyuan_primitives::{
	amounts::{match_message, ComparisonError, Opening, Prover, Sides, VALUE_BASE},
	codes::Currency,
	items::OrderKey,
	reconciliation::{Comparison, Total},
	values::{Amount, Commitment, Money},
	Check, Clock, ValueError,
};

const USD: Currency = Currency(*b"USD");
const CLOCK: Clock = Clock { latest: 0 };

fn vectors() -> Value {
	serde_json::from_str(include_str!("amount-commitments.json")).unwrap()
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
	hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn sha512(seed: &str) -> [u8; 64] {
	Sha512::digest(seed).into()
}

fn opening(minor_units: u64, seed: &str) -> Opening {
	Opening::new(Money { minor_units, currency: USD }, &sha512(seed))
}

/// Commits to an amount with a blinding factor of this seed.
fn committed(minor_units: u64, seed: &str) -> Amount {
	opening(minor_units, seed).amount()
}

fn is_signed(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
	let (key, signature) = (PublicKey::from_bytes(key).unwrap(), Signature::from_bytes(signature).unwrap());
	key.verify(signing_context(b"substrate").bytes(message), &signature).is_ok()
}

fn order_key() -> OrderKey {
	let text = |text: &str| text.try_into().unwrap();
	OrderKey {
		platform: "4403160HQ1".try_into().unwrap(),
		merchant: "91440300708461136T".try_into().unwrap(),
		number: text("order-1"),
	}
}

/// The message of a comparison of the first order, on the chain whose first block has this hash.
fn message(genesis: u8, merchant: u8, currency: Currency, sides: &Sides, comparison: Comparison) -> Vec<u8> {
	match_message(&H256([genesis; 32]), &[merchant; 32], &order_key(), currency, sides, comparison)
}

#[test]
fn the_value_base_is_derived_from_its_seed() {
	let vectors = vectors();
	let seed = vectors["H"]["seed"].as_str().unwrap();
	assert_eq!(sha512(seed), bytes::<64>(&vectors["H"]["sha512"]));
	assert_eq!(RistrettoPoint::from_uniform_bytes(&sha512(seed)).compress().to_bytes(), VALUE_BASE);
	assert_eq!(VALUE_BASE, bytes::<32>(&vectors["H"]["point"]));
}

#[test]
fn commitments_are_those_of_the_vectors() {
	let vectors = vectors();
	let value = vectors["v"].as_u64().unwrap();
	for (name, seed, scalar) in [("C1", "order", "r1"), ("C2", "customs", "r2")] {
		let opening = opening(value, seed);
		assert_eq!(opening.blinding, bytes::<32>(&vectors[scalar]["scalar"]));
		assert_eq!(opening.commitment().0, bytes::<32>(&vectors[name]));
	}
	let lines = vectors["lines"]["values"].as_array().unwrap();
	for (n, seed) in ["l1", "l2"].into_iter().enumerate() {
		let commitment = opening(lines[n].as_u64().unwrap(), seed).commitment();
		assert_eq!(commitment.0, bytes::<32>(&vectors["lines"]["commitments"][n]));
	}
}

#[test]
fn the_key_of_a_comparison_is_the_difference_of_its_sides() {
	let vectors = vectors();
	let value = vectors["v"].as_u64().unwrap();
	let (order, customs) = (committed(value, "order"), committed(value, "customs"));
	let sides = Sides::of([&order], &customs).unwrap();
	assert_eq!(sides.key, bytes::<32>(&vectors["C1_minus_C2"]));
	assert_eq!((sides.compared, sides.ordered), (bytes(&vectors["C1"]), bytes(&vectors["C2"])));
	let lines = [committed(2_000_000, "l1"), committed(10_345_600, "l2")];
	assert_eq!(Sides::of(&lines, &order).unwrap().compared, bytes::<32>(&vectors["lines"]["sum"]));
	// The signature of the vectors, which somebody else made.
	let (message, signature) = (
		hex::decode(vectors["signature"]["message"].as_str().unwrap()).unwrap(),
		bytes(&vectors["signature"]["signature"]),
	);
	assert!(is_signed(&sides.key, &message, &signature));
	assert!(!is_signed(&sides.key, b"another message", &signature));
}

#[test]
fn equal_amounts_are_proven_and_no_others() {
	let order = opening(12_345_600, "order");
	let proof = |compared: &[Opening]| {
		let prover = Prover::new(compared, &order, &[7; 32]).unwrap();
		let message = message(1, 2, USD, prover.sides(), Comparison::OrderLines);
		is_signed(&prover.sides().key, &message, &prover.sign(&message))
	};
	assert!(proof(&[opening(12_345_600, "customs")]));
	assert!(proof(&[opening(2_000_000, "l1"), opening(10_345_600, "l2")]));
	// In clear on one side.
	assert!(proof(&[Opening::of_plain(Money { minor_units: 12_345_600, currency: USD })]));
	assert!(proof(&[
		Opening::of_plain(Money { minor_units: 2_000_000, currency: USD }),
		opening(10_345_600, "l2")
	]));
	for others in
		[vec![opening(12_345_601, "customs")], vec![opening(2_000_000, "l1"), opening(10_345_601, "l2")]]
	{
		assert!(!proof(&others));
	}
	assert!(!proof(&[Opening::of_plain(Money { minor_units: 1, currency: USD })]));
}

#[test]
fn a_message_names_all_that_a_proof_is_bound_to() {
	let (order, customs) = (committed(5, "order"), committed(5, "customs"));
	let sides = Sides::of([&customs], &order).unwrap();
	let first = message(1, 2, USD, &sides, Comparison::Declaration);
	let other_order = OrderKey { number: "order-2".try_into().unwrap(), ..order_key() };
	let others = [
		message(9, 2, USD, &sides, Comparison::Declaration),
		message(1, 9, USD, &sides, Comparison::Declaration),
		message(1, 2, Currency(*b"EUR"), &sides, Comparison::Declaration),
		message(1, 2, USD, &sides, Comparison::Receipts),
		message(1, 2, USD, &Sides { compared: [1; 32], ..sides }, Comparison::Declaration),
		message(1, 2, USD, &Sides { ordered: [1; 32], ..sides }, Comparison::Declaration),
		match_message(&H256([1; 32]), &[2u8; 32], &other_order, USD, &sides, Comparison::Declaration),
	];
	assert!(others.iter().all(|other| *other != first));
	// Domain, chain, merchant, key, currency, both points, comparison: as clients of other languages build it.
	let key = [&[40][..], b"4403160HQ1", &[72], b"91440300708461136T", &[28], b"order-1"].concat();
	let expected =
		[&b"suyuan/match/v1"[..], &[1; 32], &[2; 32], &key, b"USD", &sides.compared, &sides.ordered, &[2]];
	assert_eq!(first, expected.concat());
}

#[test]
fn the_same_commitment_on_both_sides_is_refused() {
	let order = committed(5, "order");
	assert_eq!(Sides::of([&order], &order), Err(ComparisonError::EqualCommitments));
	let plain = Amount::Plain(Money { minor_units: 5, currency: USD });
	assert_eq!(Sides::of([&plain], &plain), Err(ComparisonError::EqualCommitments));
	let twice = Prover::new(&[opening(5, "order")], &opening(5, "order"), &[0; 32]);
	assert_eq!(twice.map(|_| ()), Err(ComparisonError::EqualCommitments));
}

#[test]
fn bytes_that_are_no_point_are_refused() {
	let check =
		|bytes: [u8; 32]| Amount::Committed { commitment: Commitment(bytes), currency: USD }.check(&CLOCK);
	let malformed = Err(ValueError::MalformedCommitment);
	let mut order_of_field = [0xff; 32];
	(order_of_field[0], order_of_field[31]) = (0xed, 0x7f);
	let mut above = order_of_field;
	above[0] = 0xee;
	let mut below = order_of_field;
	below[0] = 0xec;
	let mut odd = VALUE_BASE;
	odd[0] |= 1;
	let mut high = VALUE_BASE;
	high[31] |= 0x80;
	assert_eq!(check(VALUE_BASE), Ok(()));
	assert_eq!(check(below), Ok(()), "the rules of bytes alone");
	for bytes in [[0; 32], [0xff; 32], order_of_field, above, odd, high] {
		assert_eq!(check(bytes), malformed, "{bytes:?}");
	}
	// Of the bytes that pass, half are no point, which the comparison finds.
	let passing = (0..64u8).map(|n| [2 * n + 2; 32]).map(|mut bytes| {
		bytes[31] &= 0x7f;
		bytes
	});
	let (mut points, mut others) = (0, 0);
	for bytes in passing {
		assert_eq!(check(bytes), Ok(()));
		let amount = Amount::Committed { commitment: Commitment(bytes), currency: USD };
		match Sides::of([&amount], &committed(5, "order")) {
			Ok(_) => points += 1,
			Err(error) => {
				assert_eq!(error, ComparisonError::MalformedCommitment);
				others += 1;
			}
		}
	}
	assert!(points > 10 && others > 10, "{points} {others}");
}

#[test]
fn a_total_is_a_sum_in_clear_or_a_hash() {
	let plain = |minor_units| Amount::Plain(Money { minor_units, currency: USD });
	assert_eq!(
		Total::of(USD, &[plain(1), plain(2)]),
		Some(Total::Plain(Money { minor_units: 3, currency: USD }))
	);
	assert_eq!(Total::of(USD, &[plain(u64::MAX), plain(1)]), None);
	let hidden = [plain(1), committed(2, "l2")];
	let total = Total::of(USD, &hidden).unwrap();
	assert_eq!(total, Total::Committed { amounts: Total::hash_of(&hidden), currency: USD });
	assert_eq!((total.plain(), total.currency()), (None, USD));
	let other_order = [hidden[1], hidden[0]];
	assert_ne!(Total::of(USD, &other_order), Some(total));
}

#[test]
fn an_opening_is_not_shown() {
	assert_eq!(format!("{:?}", opening(12_345_600, "order")), "Opening(..)");
}
