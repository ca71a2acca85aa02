// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Archived, ArchivedUnit, Call, Error, Event, Units};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	requirement::{Categories, Category},
	traits,
};

/// Records everything of a unit, and closes it with a shelf life of a year.
fn complete(unit: crate::NewUnit<u64>) {
	record(&unit.code, Category::ALL);
	assert_ok!(close(TRADER, unit.code));
}

fn pass_retention() {
	pass(365 * DAY + Retention::get());
}

#[test]
fn leaves_the_digest_of_a_unit_and_of_its_blocks() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		let code = item(1).code;
		let recorded = Category::ALL.into_iter().fold(Categories::default(), Categories::with);
		let heads = [Some(recorded), None, None, None];
		let (unit_hash, of_heads): (H256, H256) =
			(BlakeTwo256::hash_of(&unit(&code)), BlakeTwo256::hash_of(&heads));
		let digest = BlakeTwo256::hash_of(&(&code, unit_hash, of_heads));
		System::set_block_number(9);
		assert_ok!(archive(TRADER, item(1)));

		assert_eq!(Units::<Test>::get(&code), None);
		assert!(!is_recorded(&code));
		let archived = ArchivedUnit { digest, made_by: None, archived_at: 9 };
		assert_eq!(Archived::<Test>::get(&code), Some(archived));
		assert_eq!(<TraceUnits as traits::Units<u64>>::facts(&code), None);
		System::assert_last_event(Event::Archived { code, digest, unit_hash, heads }.into());
	});
}

#[test]
fn keeps_the_code_taken_for_good() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		assert_ok!(archive(TRADER, item(1)));
		assert_noop!(register(TRADER, item(1)), Error::<Test>::AlreadyRegistered);
	});
}

#[test]
fn keeps_the_genealogy_both_ways() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_ok!(transform(TRADER, [whole(item(2))], [item(3)]));
		for unit in [item(1), item(2)] {
			complete(unit);
		}
		pass_retention();
		for unit in [item(1), item(2)] {
			assert_ok!(archive(TRADER, unit));
		}
		let down = TraceUnits::descendants(&item(1).code, None, 8);
		let up = TraceUnits::ancestors(&item(3).code, None, 8);
		assert_eq!((down.steps.len(), up.steps.len()), (2, 2));
	});
}

#[test]
fn archives_cartons_and_services_too_and_for_regulators() {
	ExtBuilder::default().with([carton(1), service(1)]).build_and_execute(|| {
		assert_ok!(close(TRADER, carton(1).code));
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
		pass_retention();
		assert_ok!(archive(REGULATOR, carton(1)));
		assert_ok!(archive(REGULATOR, service(1)));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_refuses_unsigned_and_not_in_force(Call::archive { code: item(1).code });
	});
}

#[test]
fn refuses_all_but_owner_and_regulators() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		for who in [OTHER_TRADER, CARRIER, CONSUMER] {
			assert_noop!(archive(who, item(1)), Error::<Test>::NeitherOwnerNorRegulator);
		}
	});
}

#[test]
fn refuses_what_must_be_kept_longer() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass(365 * DAY + Retention::get() - 1);
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(archive(TRADER, item(1)));
	});
}

#[test]
fn refuses_what_is_open_or_not_there() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		pass_retention();
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::NotClosed);
		assert_noop!(archive(TRADER, item(2)), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_what_customs_are_at_work_on() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		set_under_clearance(&item(1).code, true);
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::UnderClearance);
		assert_noop!(archive(REGULATOR, item(1)), Error::<Test>::UnderClearance);
		set_under_clearance(&item(1).code, false);
		assert_ok!(archive(TRADER, item(1)));
	});
}

#[test]
fn refuses_what_is_held_packed_offered_or_not_empty() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		complete(item(1));
		assert_ok!(close(TRADER, carton(1).code));
		pass_retention();
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::Held);
		assert_ok!(release(TRADER, item(1)));
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::Packed);
		assert_noop!(archive(TRADER, carton(1)), Error::<Test>::NotEmpty);
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::OfferPending);
	});
}

#[test]
fn refuses_what_a_hold_on_its_batch_or_its_material_binds() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(2)]));
		for unit in [piece_of("A", 1), item(2)] {
			record(&unit.code, Category::ALL);
			assert_ok!(close(TRADER, unit.code));
		}
		pass(365 * DAY + Retention::get());
		assert_ok!(recall(REGULATOR, [batch("A")]));
		assert_noop!(archive(TRADER, piece_of("A", 1)), Error::<Test>::HeldBatch);
		assert_noop!(archive(TRADER, item(2)), Error::<Test>::HeldOrigin);
		assert_ok!(end_recall(REGULATOR, [batch("A")]));
		assert_ok!(archive(TRADER, piece_of("A", 1)));
	});
}
