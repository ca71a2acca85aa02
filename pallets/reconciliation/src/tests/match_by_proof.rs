// SPDX-License-Identifier: Apache-2.0

//! Tests of loops whose amounts are committed to.

use super::samples::*;
use crate::{mock::*, Error, Loops, MAX_RECEIPTS};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResultWithInfo};
use suyuan_primitives::{
	amounts::{Opening, Prover},
	codes::Currency,
	items::{Order, OrderKey, Receipt},
	reconciliation::{Comparison, DeclaredSide, Disagreement, LoopState, Missing, Total},
	traits,
	values::{Amount, Commitment, Money},
};

const USD: Currency = Currency(*b"USD");

/// The opening of an amount, with a blinding factor of its own for every seed.
fn opening(cents: u64, seed: u8) -> Opening {
	Opening::new(usd(cents), &[seed; 64])
}

fn committed(cents: u64, seed: u8) -> Amount {
	opening(cents, seed).amount()
}

fn in_clear(cents: u64) -> Opening {
	Opening::of_plain(usd(cents))
}

/// The amount of the order, committed to.
fn ordered() -> Opening {
	opening(100, 1)
}

fn committed_order() -> Order {
	Order { amount: ordered().amount(), ..order() }
}

fn declare_lines(lines: &[Amount]) -> frame_support::dispatch::DispatchResult {
	declare(DeclaredSide { value: Total::of(USD, lines).unwrap(), ..declared() })
}

/// A proof that the compared amounts are that of the first order, on this chain.
fn proof(comparison: Comparison, compared: &[Opening], order: &Opening) -> [u8; 64] {
	proof_of(genesis(), MERCHANT, &order_key(1), USD, comparison, compared, order)
}

fn proof_of(
	genesis: H256,
	merchant: u64,
	key: &OrderKey,
	currency: Currency,
	comparison: Comparison,
	compared: &[Opening],
	order: &Opening,
) -> [u8; 64] {
	let prover = Prover::new(compared, order, &[9; 32]).unwrap();
	prover.prove(&genesis, &merchant, key, currency, comparison)
}

fn genesis() -> H256 {
	System::block_hash(0)
}

fn match_by_proof(
	comparison: Comparison,
	amounts: &[Amount],
	signature: [u8; 64],
) -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
	let origin = RuntimeOrigin::signed(ANY_ACCOUNT);
	Reconciliation::match_by_proof(origin, MERCHANT, order_key(1), comparison, amounts.to_vec(), signature)
}

fn unproven(of: Comparison) -> Missing {
	Missing::Proof { of }
}

/// Enters all documents of a purchase, each amount of which is committed to.
fn commit_the_loop() {
	let lines = [committed(60, 2), committed(40, 3)];
	assert_ok!(record_order(Way::Recorded, with_amounts(lines, committed_order())));
	assert_ok!(record_receipt(Way::Recorded, receipt(1, committed(70, 4))));
	assert_ok!(record_receipt(Way::Recorded, receipt(2, committed(30, 5))));
	assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
	assert_ok!(declare_lines(&[committed(10, 6), committed(90, 7)]));
	let all = [Comparison::OrderLines, Comparison::Receipts, Comparison::Declaration];
	assert_eq!(state(), open(all.map(unproven)));
}

fn prove_order_lines() -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
	let (comparison, lines) = (Comparison::OrderLines, [opening(60, 2), opening(40, 3)]);
	match_by_proof(
		comparison,
		&lines.clone().map(|line| line.amount()),
		proof(comparison, &lines, &ordered()),
	)
}

fn prove_receipts() -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
	let (comparison, receipts) = (Comparison::Receipts, [opening(70, 4), opening(30, 5)]);
	match_by_proof(comparison, &[], proof(comparison, &receipts, &ordered()))
}

fn prove_declaration() -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
	let (comparison, lines) = (Comparison::Declaration, [opening(10, 6), opening(90, 7)]);
	match_by_proof(
		comparison,
		&lines.clone().map(|line| line.amount()),
		proof(comparison, &lines, &ordered()),
	)
}

#[test]
fn a_loop_of_committed_amounts_is_matched_once_all_is_proven() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		System::reset_events();
		assert_ok!(prove_receipts());
		assert_eq!(state(), open([Comparison::OrderLines, Comparison::Declaration].map(unproven)));
		assert_ok!(prove_declaration());
		assert_ok!(prove_order_lines());
		assert_eq!(state(), matched());
		let view = views_in_events().pop().unwrap();
		assert_eq!(view.proven, [Comparison::OrderLines, Comparison::Receipts, Comparison::Declaration]);
		assert_eq!((view.state, view.received, view.unsettled), (matched(), vec![], vec![]));
	});
}

#[test]
fn what_is_not_proven_bars_what_a_difference_would() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		assert!(standing().outcomes.unpaid && standing().outcomes.mismatch);
		assert_ok!(prove_receipts());
		assert!(!standing().outcomes.unpaid && standing().outcomes.mismatch);
		assert_ok!(prove_declaration());
		assert!(standing().outcomes.mismatch);
		assert_ok!(prove_order_lines());
		assert!(!standing().outcomes.mismatch && !standing().outcomes.unpaid);
	});
}

#[test]
fn a_proof_changes_the_digest_that_verdicts_are_bound_to() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		let before = standing().digest;
		assert_ok!(prove_receipts());
		assert_ne!(standing().digest, before);
	});
}

#[test]
fn no_amount_is_proven_to_be_another() {
	ExtBuilder.build_and_execute(|| {
		for (n, (other, blinding)) in [(99, 2), (101, 3), (0, 4), (u64::MAX, 5)].into_iter().enumerate() {
			let (key, compared) = (order_key(n as u32 + 1), opening(other, blinding));
			assert_ok!(record_order(Way::Recorded, Order { key: Some(key.clone()), ..committed_order() }));
			let side = DeclaredSide {
				entry_number: entry_number(n as u32 + 1),
				value: Total::of(USD, &[compared.amount()]).unwrap(),
				..declared()
			};
			assert_ok!(<Reconciliation as traits::Loops<u64>>::declare(&MERCHANT, &key, side));
			let signature = proof_of(
				genesis(),
				MERCHANT,
				&key,
				USD,
				Comparison::Declaration,
				core::slice::from_ref(&compared),
				&ordered(),
			);
			let call = Reconciliation::match_by_proof(
				RuntimeOrigin::signed(MERCHANT),
				MERCHANT,
				key,
				Comparison::Declaration,
				vec![compared.amount()],
				signature,
			);
			assert_noop!(call, Error::<Test>::InvalidProof);
		}
	});
}

#[test]
fn refuses_a_proof_of_anything_else() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		let (receipts, order) = ([opening(70, 4), opening(30, 5)], ordered());
		let of = |genesis, merchant, key, currency, comparison| {
			proof_of(genesis, merchant, &key, currency, comparison, &receipts, &order)
		};
		let (key, all) = (order_key(1), Comparison::Receipts);
		let others = [
			// Another chain, merchant, order, currency and comparison.
			of(H256([1; 32]), MERCHANT, key.clone(), USD, all),
			of(genesis(), COMPETITOR, key.clone(), USD, all),
			of(genesis(), MERCHANT, order_key(2), USD, all),
			of(genesis(), MERCHANT, key.clone(), Currency(*b"EUR"), all),
			of(genesis(), MERCHANT, key, USD, Comparison::Declaration),
			// A part of the receipts, none at all, and no signature.
			proof(all, &receipts[..1], &order),
			proof(all, &[in_clear(100)], &order),
			[0; 64],
			[0xff; 64],
		];
		for signature in others {
			assert_noop!(match_by_proof(all, &[], signature), Error::<Test>::InvalidProof);
		}
		let mut altered = proof(all, &receipts, &order);
		for byte in 0..altered.len() {
			altered[byte] ^= 1;
			assert_noop!(match_by_proof(all, &[], altered), Error::<Test>::InvalidProof);
			altered[byte] ^= 1;
		}
		assert_ok!(match_by_proof(all, &[], altered));
	});
}

#[test]
fn refuses_the_same_commitment_on_both_sides() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, committed_order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, ordered().amount())));
		for signature in [[0; 64], [1; 64]] {
			let call = match_by_proof(Comparison::Receipts, &[], signature);
			assert_noop!(call, Error::<Test>::EqualCommitments);
		}
		assert!(matches!(state(), LoopState::Open { .. }));
		// With another blinding factor it is proven.
		assert_ok!(record_receipt(Way::Amended, receipt(1, committed(100, 2))));
		assert_ok!(match_by_proof(
			Comparison::Receipts,
			&[],
			proof(Comparison::Receipts, &[opening(100, 2)], &ordered())
		));
	});
}

#[test]
fn refuses_a_commitment_that_is_no_point() {
	ExtBuilder.build_and_execute(|| {
		// An even number below the order of the field that encodes none.
		let is_point = |n: u8| {
			let amount = Amount::Committed { commitment: Commitment([n; 32]), currency: USD };
			suyuan_primitives::amounts::Sides::of([&amount], &ordered().amount()).is_ok()
		};
		let n = (1..64).map(|n| 2 * n).find(|n| !is_point(*n)).unwrap();
		let amount = Amount::Committed { commitment: Commitment([n; 32]), currency: USD };
		assert_ok!(record_order(Way::Recorded, committed_order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, amount)));
		let call = match_by_proof(Comparison::Receipts, &[], [0; 64]);
		assert_noop!(call, Error::<Test>::MalformedCommitment);
	});
}

#[test]
fn refuses_other_amounts_than_were_recorded() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		let [first, second] = [opening(60, 2), opening(40, 3)].map(|line| line.amount());
		let signature = proof(Comparison::OrderLines, &[opening(60, 2), opening(40, 3)], &ordered());
		let lists: [&[Amount]; 6] = [
			&[],
			&[first],
			&[second, first],
			&[first, second, second],
			&[committed(100, 9)],
			&[usd(100).into()],
		];
		for amounts in lists {
			let call = match_by_proof(Comparison::OrderLines, amounts, signature);
			assert_noop!(call, Error::<Test>::AmountsDiffer);
		}
		let call = match_by_proof(Comparison::Receipts, &[first], signature);
		assert_noop!(call, Error::<Test>::AmountsDiffer);
		assert_noop!(
			match_by_proof(Comparison::Declaration, &[first], signature),
			Error::<Test>::AmountsDiffer
		);
	});
}

#[test]
fn refuses_an_order_that_nobody_recorded() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(prove_receipts(), Error::<Test>::NotFound);
		assert_ok!(record_receipt(Way::Recorded, receipt(1, committed(100, 4))));
		assert_noop!(prove_receipts(), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_what_needs_no_proof_or_is_not_there() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, committed_order()));
		for comparison in [Comparison::OrderLines, Comparison::Receipts, Comparison::Declaration] {
			assert_noop!(match_by_proof(comparison, &[], [0; 64]), Error::<Test>::NothingToProve);
		}
		// In another currency there is nothing to compare.
		let euros = Opening::new(eur(100), &[4; 64]);
		assert_ok!(record_receipt(Way::Recorded, receipt(1, euros.amount())));
		assert_ok!(declare(DeclaredSide { value: Total::Plain(eur(100)), ..declared() }));
		for comparison in [Comparison::Receipts, Comparison::Declaration] {
			assert_noop!(match_by_proof(comparison, &[], [0; 64]), Error::<Test>::NothingToProve);
		}
		let currencies = [
			Disagreement::ReceiptCurrency { ordered: USD, received: Currency(*b"EUR") },
			Disagreement::DeclaredCurrency { ordered: USD, declared: Currency(*b"EUR") },
		];
		assert_eq!(state(), mismatch(currencies));
	});
}

#[test]
fn refuses_to_prove_what_is_told_in_clear() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_order(Way::Amended, with_lines(&[usd(60), usd(40)], order())));
		for comparison in [Comparison::OrderLines, Comparison::Receipts, Comparison::Declaration] {
			assert_noop!(match_by_proof(comparison, &[], [0; 64]), Error::<Test>::NothingToProve);
		}
		assert_eq!(state(), matched());
	});
}

#[test]
fn refuses_to_prove_twice() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		assert_ok!(prove_receipts());
		assert_noop!(prove_receipts(), Error::<Test>::AlreadyProven);
	});
}

#[test]
fn refuses_a_call_that_nobody_signed() {
	ExtBuilder.build_and_execute(|| {
		let call = Reconciliation::match_by_proof(
			RuntimeOrigin::none(),
			MERCHANT,
			order_key(1),
			Comparison::Receipts,
			vec![],
			[0; 64],
		);
		assert_noop!(call, DispatchError::BadOrigin);
	});
}

#[test]
fn an_amount_that_changes_is_proven_anew_and_one_that_comes_back_is_proven_still() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		for prove in [prove_order_lines, prove_receipts, prove_declaration] {
			assert_ok!(prove());
		}
		// Another commitment to the same amount.
		assert_ok!(record_receipt(Way::Amended, receipt(2, committed(30, 8))));
		assert_eq!(state(), open([unproven(Comparison::Receipts)]));
		assert_noop!(prove_receipts(), Error::<Test>::InvalidProof);
		assert_ok!(record_receipt(Way::Amended, receipt(2, committed(30, 5))));
		assert_eq!(state(), matched());
		// A receipt more, and one that is reversed.
		assert_ok!(record_receipt(Way::Recorded, receipt(3, committed(1, 9))));
		assert_eq!(state(), open([unproven(Comparison::Receipts)]));
		assert_ok!(record_receipt(Way::Amended, reversed(receipt(3, committed(1, 9)))));
		assert_eq!(state(), matched());
		// The order's amount is in every comparison.
		let lines = [committed(60, 2), committed(40, 3)];
		let amended = Order { amount: committed(100, 11), ..order() };
		assert_ok!(record_order(Way::Amended, with_amounts(lines, amended)));
		let all = [Comparison::OrderLines, Comparison::Receipts, Comparison::Declaration];
		assert_eq!(state(), open(all.map(unproven)));
		// A declaration that fell takes its proof with it.
		assert_ok!(record_order(Way::Amended, with_amounts(lines, committed_order())));
		undeclare(1);
		assert_eq!(state(), open([Missing::Declaration]));
		assert_ok!(declare_lines(&[committed(10, 6), committed(90, 12)]));
		assert_eq!(state(), open([unproven(Comparison::Declaration)]));
	});
}

#[test]
fn a_settlement_leaves_what_is_proven() {
	ExtBuilder.build_and_execute(|| {
		commit_the_loop();
		assert_ok!(prove_receipts());
		let unsettled = Receipt { settled: None, settled_at: None, ..receipt(3, committed(5, 8)) };
		assert_ok!(record_receipt(Way::Recorded, reversed(unsettled)));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, committed(70, 4))));
		let view = Reconciliation::view(&MERCHANT, &order_key(1)).unwrap();
		assert_eq!(view.proven, [Comparison::Receipts]);
	});
}

#[test]
fn amounts_in_clear_are_proven_to_agree_with_committed_ones() {
	ExtBuilder.build_and_execute(|| {
		// The bank and the broker tell all, the platform nothing; one line is told and one is not.
		let lines = [usd(60).into(), committed(40, 3)];
		assert_ok!(record_order(Way::Recorded, with_amounts(lines, committed_order())));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(70))));
		assert_ok!(record_receipt(Way::Recorded, receipt(2, usd(30))));
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		assert_ok!(declare(declared()));
		let all = [Comparison::OrderLines, Comparison::Receipts, Comparison::Declaration];
		assert_eq!(state(), open(all.map(unproven)));
		let signed = |comparison, compared: &[Opening]| proof(comparison, compared, &ordered());
		let receipts = signed(Comparison::Receipts, &[in_clear(70), in_clear(30)]);
		assert_ok!(match_by_proof(Comparison::Receipts, &[], receipts));
		let declared = signed(Comparison::Declaration, &[in_clear(100)]);
		assert_ok!(match_by_proof(Comparison::Declaration, &[], declared));
		let of_lines = signed(Comparison::OrderLines, &[in_clear(60), opening(40, 3)]);
		assert_ok!(match_by_proof(Comparison::OrderLines, &lines, of_lines));
		assert_eq!(state(), matched());
	});
}

#[test]
fn an_order_in_clear_is_proven_to_be_paid_by_committed_receipts() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, committed(70, 4))));
		assert_ok!(record_receipt(Way::Recorded, receipt(2, usd(30))));
		assert_eq!(state(), open([unproven(Comparison::Receipts), Missing::Declaration]));
		let receipts = [opening(70, 4), in_clear(30)];
		let signature = proof(Comparison::Receipts, &receipts, &in_clear(100));
		assert_ok!(match_by_proof(Comparison::Receipts, &[], signature));
		assert_eq!(state(), open([Missing::Declaration]));
		// What is told in clear is more than was ordered, whatever the rest is.
		assert_ok!(record_receipt(Way::Recorded, receipt(3, usd(71))));
		let received = Disagreement::ReceivedAmount { ordered: usd(100), received: usd(101) };
		assert_eq!(state(), mismatch([received]));
	});
}

#[test]
fn an_order_that_is_committed_to_is_outstanding_until_money_comes() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, committed_order()));
		let outstanding = Missing::Receipt { outstanding: ordered().amount() };
		assert_eq!(state(), open([outstanding, Missing::Declaration]));
		assert!(standing().outcomes.unpaid);
	});
}

#[test]
fn as_many_receipts_as_there_may_be_are_proven_together() {
	ExtBuilder.build_and_execute(|| {
		let part = |n| opening(3, n as u8 + 10);
		let order = opening(3 * u64::from(MAX_RECEIPTS), 1);
		assert_ok!(record_order(Way::Recorded, Order { amount: order.amount(), ..committed_order() }));
		for n in 0..MAX_RECEIPTS {
			assert_ok!(record_receipt(Way::Recorded, receipt(n, part(n).amount())));
		}
		let receipts: Vec<_> = (0..MAX_RECEIPTS).map(part).collect();
		let signature = proof(Comparison::Receipts, &receipts, &order);
		assert_ok!(match_by_proof(Comparison::Receipts, &[], signature));
		assert_eq!(state(), open([Missing::Declaration]));
		assert_eq!(Loops::<Test>::get(MERCHANT, order_key(1)).receipts.len() as u32, MAX_RECEIPTS);
	});
}

#[test]
fn the_amount_is_nowhere_in_state_or_events() {
	// Large enough not to be there by chance.
	const CENTS: u64 = 12_345_600_789;
	ExtBuilder.build_and_execute(|| {
		let order = Opening::new(usd(CENTS), &[1; 64]);
		let receipt_of = Opening::new(Money { minor_units: CENTS, currency: USD }, &[2; 64]);
		let entry =
			with_amounts([committed(CENTS, 3)], Order { amount: order.amount(), ..committed_order() });
		assert_ok!(record_order(Way::Recorded, entry));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, receipt_of.amount())));
		let signature = proof(Comparison::Receipts, &[receipt_of], &order);
		assert_ok!(match_by_proof(Comparison::Receipts, &[], signature));
		let has_amount = |bytes: &[u8]| bytes.windows(8).any(|window| window == CENTS.to_le_bytes());
		assert!(!has_amount(&codec::Encode::encode(&System::events())));
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			assert!(!has_amount(&sp_io::storage::get(&next).unwrap_or_default()));
			key = next;
		}
	});
}
