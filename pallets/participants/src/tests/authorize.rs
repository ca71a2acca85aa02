// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	requirement::InfoBlock::{self, *},
	traits::Register,
};

const TRANSACTION: BlockSet =
	BlockSet { product: false, transaction: true, logistics: false, customs: false };
const LOGISTICS_AND_CUSTOMS: BlockSet =
	BlockSet { product: false, transaction: false, logistics: true, customs: true };

fn authorized(owner: AccountId, provider: AccountId) -> Vec<InfoBlock> {
	let admission = Pallet::<Test>::admission(&provider);
	let allowed = |block: &InfoBlock| Pallet::<Test>::is_authorized(&owner, &provider, admission, *block);
	InfoBlock::ALL.into_iter().filter(allowed).collect()
}

#[test]
fn a_merchant_lets_its_bank_write_into_a_block() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		assert_ok!(Registry::authorize(signed(MERCHANT), BANK, TRANSACTION));

		assert_eq!(authorized(MERCHANT, BANK), [Transaction]);
		assert_eq!(authorized(BANK, MERCHANT), []);
		assert_eq!(events(), [Event::Authorized { owner: MERCHANT, provider: BANK, blocks: TRANSACTION }]);
	})
}

#[test]
fn a_new_authorization_replaces_the_old_one() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		authorize(MERCHANT, CARRIER);
		assert_eq!(authorized(MERCHANT, CARRIER), InfoBlock::ALL);
		assert_ok!(Registry::authorize(signed(MERCHANT), CARRIER, LOGISTICS_AND_CUSTOMS));
		assert_eq!(authorized(MERCHANT, CARRIER), [Logistics, Customs]);
	})
}

#[test]
fn a_regulator_may_authorize_and_be_authorized() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::authorize(signed(MERCHANT), CUSTOMS, LOGISTICS_AND_CUSTOMS));
		assert_ok!(Registry::authorize(signed(CUSTOMS), MERCHANT, TRANSACTION));
	})
}

#[test]
fn refuses_an_owner_that_is_not_in_force() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (PLATFORM, platform()), (OVERSEAS, overseas()), (BANK, bank())])
		.applied([(CARRIER, carrier())])
		.build_and_execute(|| {
			suspend(MERCHANT);
			revoke(PLATFORM);
			assert_ok!(Registry::renew(signed(ADMITS), BANK, UNTIL + 1));
			at(UNTIL);
			for owner in [MERCHANT, PLATFORM, OVERSEAS, CARRIER, STRANGER] {
				assert_noop!(
					Registry::authorize(signed(owner), BANK, TRANSACTION),
					Error::<Test>::NotInForce
				);
			}
		})
}

#[test]
fn refuses_a_provider_that_is_not_in_force() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (BANK, bank()), (PLATFORM, platform())])
		.applied([(CARRIER, carrier())])
		.build_and_execute(|| {
			suspend(BANK);
			revoke(PLATFORM);
			for provider in [BANK, PLATFORM, CARRIER, STRANGER] {
				assert_noop!(
					Registry::authorize(signed(MERCHANT), provider, TRANSACTION),
					Error::<Test>::ProviderNotInForce
				);
			}
		})
}

#[test]
fn refuses_to_authorize_for_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		assert_noop!(
			Registry::authorize(signed(MERCHANT), BANK, BlockSet::default()),
			Error::<Test>::EmptyBlockSet
		);
	})
}

#[test]
fn a_provider_that_was_revoked_and_is_admitted_anew_is_authorized_anew() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		authorize(MERCHANT, BANK);
		revoke(BANK);
		invite(CUSTOMS, BANK);
		apply(BANK, bank());
		admit(BANK, &bank());
		assert_eq!(authorized(MERCHANT, BANK), []);
		authorize(MERCHANT, BANK);
		assert_eq!(authorized(MERCHANT, BANK), InfoBlock::ALL);
	})
}

#[test]
fn what_an_owner_authorized_ends_with_its_admission() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		authorize(MERCHANT, BANK);
		revoke(MERCHANT);
		invite(CUSTOMS, MERCHANT);
		apply(MERCHANT, merchant());
		admit(MERCHANT, &merchant());
		assert_eq!(authorized(MERCHANT, BANK), []);
		assert!(!AuthorizationCount::<Test>::contains_key(MERCHANT));
	})
}

#[test]
fn a_suspension_takes_no_authorization_away() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		authorize(MERCHANT, BANK);
		suspend(BANK);
		assert_ok!(Registry::reinstate(signed(REINSTATES), BANK));
		assert_eq!(authorized(MERCHANT, BANK), InfoBlock::ALL);
	})
}

#[test]
fn refuses_more_providers_than_an_owner_may_authorize() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (BANK, bank()), (CARRIER, carrier()), (PLATFORM, platform())])
		.build_and_execute(|| {
			[BANK, CARRIER, PLATFORM].into_iter().for_each(|provider| authorize(MERCHANT, provider));
			assert_noop!(
				Registry::authorize(signed(MERCHANT), CUSTOMS, TRANSACTION),
				Error::<Test>::MaxAuthorizationsExceeded
			);
			// One that is there may be changed, and one that is taken back makes room.
			assert_ok!(Registry::authorize(signed(MERCHANT), BANK, TRANSACTION));
			assert_ok!(Registry::withdraw_authorization(signed(MERCHANT), BANK));
			assert_ok!(Registry::authorize(signed(MERCHANT), CUSTOMS, TRANSACTION));
		})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::authorize(origin, BANK, TRANSACTION), BadOrigin);
		}
	})
}
