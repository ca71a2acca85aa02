// SPDX-License-Identifier: Apache-2.0

//! Tests of contracts through the whole runtime: title and custody do their milestones, and the seats decide.

use super::title::{accept, made, offer_under, product, signed, FACTORY, MERCHANT, NOON};
use crate::{Participants, Runtime, RuntimeCall, System, Trade};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use pallet_trade::{Contracts, Error, FinishedContracts, Milestone, MilestoneKind, Outcome, Side, Terms};
use sp_core::H256;

const DAY: u64 = 24 * 60 * 60 * 1_000;

fn terms() -> Terms {
	let kinds = [
		MilestoneKind::Title { units: 1 },
		MilestoneKind::Custody { units: 1 },
		MilestoneKind::Invoice,
		MilestoneKind::Manual { by: Side::Buyer },
	];
	let milestones: Vec<_> = kinds.into_iter().map(|kind| Milestone { kind, weight: 250 }).collect();
	Terms {
		terms_hash: H256([7; 32]),
		order_hash: None,
		milestones: milestones.try_into().unwrap(),
		until: NOON + DAY,
		ends_at: NOON + 30 * DAY,
	}
}

/// A contract of the factory with the merchant that both signed.
fn agreed() -> H256 {
	assert_ok!(Trade::offer(signed(FACTORY), MERCHANT.to_account_id(), Side::Seller, terms()));
	let (id, offered) = Contracts::<Runtime>::iter().next().unwrap();
	assert_ok!(Trade::sign(signed(MERCHANT), id, 1, offered.version_hash(&id)));
	id
}

fn be_partners() {
	assert_ok!(Participants::propose_partner(signed(FACTORY), MERCHANT.to_account_id()));
	assert_ok!(Participants::confirm_partner(signed(MERCHANT), FACTORY.to_account_id()));
}

#[test]
fn goods_pass_by_title_and_custody_under_a_contract_and_it_is_completed() {
	made(|| {
		let refused = Trade::offer(signed(FACTORY), MERCHANT.to_account_id(), Side::Seller, terms());
		assert_noop!(refused, Error::<Runtime>::NotPartners);
		be_partners();
		let id = agreed();
		let done = || Contracts::<Runtime>::get(id).unwrap().done_at.map(|done| done.is_some());
		assert_ok!(offer_under(FACTORY, &product().code, MERCHANT, id));
		assert_eq!(done()[..2], [false, false], "an offer passes nothing");
		accept(FACTORY, &product().code, MERCHANT);
		assert_eq!(done()[..4], [true, true, false, false]);
		let number = "26442000000000000001".parse().unwrap();
		assert_ok!(Trade::invoice(signed(FACTORY), id, number, [1; 32]));
		let paid = pallet_trade::Fact::Manual(H256([3; 32]));
		assert_ok!(Trade::fulfil(signed(FACTORY), id, 3, paid));
		assert_ok!(Trade::sign_off(signed(MERCHANT), id));
		assert_ok!(Trade::sign_off(signed(FACTORY), id));
		let finished = FinishedContracts::<Runtime>::get(id).unwrap();
		assert_eq!(finished.outcome, Outcome::Completed);
		assert_eq!(finished.finished_at, System::block_number());
	});
}

#[test]
fn a_signature_on_a_contract_costs_three_times_a_record_at_most() {
	let sign = pallet_trade::Call::sign { id: H256::zero(), version: 1, version_hash: H256::zero() };
	let record = pallet_info_block::Call::<Runtime, frame_support::instances::Instance1>::record {
		code: product().code,
		item: super::title::features(),
	};
	let weight = |call: RuntimeCall| call.get_dispatch_info().call_weight.ref_time();
	assert!(weight(sign.into()) <= 3 * weight(record.into()));
}
