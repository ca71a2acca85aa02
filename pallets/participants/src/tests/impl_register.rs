// SPDX-License-Identifier: Apache-2.0

//! The register as other pallets see it.

use crate::{mock::*, *};
use suyuan_primitives::{
	parties::{Department, ParticipantKind},
	requirement::{
		Category,
		InfoBlock::{self, *},
	},
	traits::Register,
};

fn feeds(who: AccountId) -> Vec<InfoBlock> {
	let feeds = |block: &InfoBlock| {
		Pallet::<Test>::feeder(&who, *block).is_some_and(|feeder| !feeder.writes.is_empty())
	};
	InfoBlock::ALL.into_iter().filter(feeds).collect()
}

fn in_force(who: AccountId) -> Option<ParticipantKind> {
	Pallet::<Test>::in_force(&who)
}

#[test]
fn a_participant_is_in_force_until_the_very_moment_of_its_expiry() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		at(UNTIL - 1);
		assert_eq!(in_force(MERCHANT), Some(ParticipantKind::TradeEntity));
		assert!(!feeds(MERCHANT).is_empty());
		at(UNTIL);
		assert_eq!(in_force(MERCHANT), None);
		assert!(feeds(MERCHANT).is_empty());
	})
}

#[test]
fn nobody_else_is_in_force() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).invited([CARRIER]).build_and_execute(|| {
		for who in [MERCHANT, CARRIER, STRANGER, ADMITS] {
			assert_eq!(in_force(who), None);
			assert_eq!(feeds(who), []);
		}
	})
}

#[test]
fn a_participant_feeds_the_blocks_of_its_nodes() {
	ExtBuilder::default()
		.admitted([
			(MERCHANT, merchant()),
			(CARRIER, carrier()),
			(BANK, bank()),
			(PLATFORM, platform()),
			(CONSUMER, consumer()),
			(OVERSEAS, overseas()),
		])
		.build_and_execute(|| {
			assert_eq!(feeds(MERCHANT), [Transaction]);
			assert_eq!(feeds(CARRIER), [Logistics, Customs]);
			assert_eq!(feeds(BANK), [Transaction]);
			assert_eq!(feeds(OVERSEAS), [Logistics]);
			assert_eq!(feeds(PLATFORM), []);
			assert_eq!(feeds(CONSUMER), []);
		})
}

#[test]
fn who_was_suspended_or_revoked_feeds_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		suspend(MERCHANT);
		revoke(CARRIER);
		for who in [MERCHANT, CARRIER] {
			assert_eq!(in_force(who), None);
			assert_eq!(feeds(who), []);
		}
		let gone = [MERCHANT, CARRIER, BANK, CUSTOMS].map(|who| Pallet::<Test>::is_gone(&who));
		assert_eq!(gone, [false, true, true, false], "who was suspended may come back");
	})
}

#[test]
fn a_regulator_is_in_force_by_its_seat_and_feeds_the_customs_block() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(in_force(CUSTOMS), Some(ParticipantKind::Regulator));
		assert_eq!(feeds(CUSTOMS), [Customs]);
		assert_eq!(Pallet::<Test>::department(&CUSTOMS), Some(Department::Customs));
	})
}

#[test]
fn no_verdict_puts_a_regulator_out() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank())])
		.build_and_execute(|| {
			[MERCHANT, CARRIER, BANK].into_iter().for_each(give_seat);
			suspend(MERCHANT);
			revoke(CARRIER);
			at(UNTIL);
			for who in [MERCHANT, CARRIER, BANK] {
				assert_eq!(in_force(who), Some(ParticipantKind::Regulator));
				assert_eq!(feeds(who), [Customs]);
			}
		})
}

#[test]
fn a_department_without_its_seat_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		Seats::set(&vec![CUSTOMS]);
		assert!(Departments::<Test>::contains_key(TAX));
		assert_eq!(Pallet::<Test>::department(&TAX), None);
	})
}

#[test]
fn a_participant_writes_the_categories_of_its_nodes_in_the_block_alone() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		let writes = |who| -> Vec<_> {
			let feeder = Pallet::<Test>::feeder(&who, Transaction).unwrap();
			feeder.writes.iter().collect()
		};
		assert_eq!(writes(MERCHANT), [Category::Order, Category::TradedProductCode]);
		assert_eq!(writes(BANK), [Category::Receipt]);
		assert!(Pallet::<Test>::feeder(&BANK, Logistics).unwrap().writes.is_empty());
	})
}

#[test]
fn a_participant_is_known_by_its_name_and_its_credit_code_until_it_is_revoked() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (CARRIER, carrier()), (OVERSEAS, overseas())])
		.applied([(BANK, bank())])
		.build_and_execute(|| {
			let is_called = |name: &str| Pallet::<Test>::is_participant_called(&text(name));
			for name in ["Warehouse GmbH", "warehouse gmbh.", "914403001922038216", "91440300708461136t"] {
				assert!(is_called(name), "{name}");
			}
			// The bank applied and was not admitted; nobody has the other names.
			for name in ["9144030071526726XG", "Warehouse 7 GmbH", "HRB", "."] {
				assert!(!is_called(name), "{name}");
			}
			suspend(OVERSEAS);
			assert!(is_called("Warehouse GmbH"));
			revoke(OVERSEAS);
			assert!(!is_called("Warehouse GmbH"));
			// Two have one name, which is free once both are gone.
			revoke(MERCHANT);
			assert!(is_called("深圳某某有限公司") && !is_called("914403001922038216"));
			revoke(CARRIER);
			assert!(!is_called("深圳某某有限公司"));
		})
}
