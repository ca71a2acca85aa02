// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Contents, Error, Event};
use frame_support::{assert_noop, assert_ok};

/// Two items in a carton on a pallet.
fn packed() -> ExtBuilder {
	ExtBuilder::default().with([item(1), item(2), carton(1), carton(2)])
}

fn pack_all() {
	assert_ok!(pack(TRADER, carton(1), [item(1), item(2)]));
	assert_ok!(pack(TRADER, carton(2), [carton(1)]));
}

#[test]
fn takes_a_unit_out_and_leaves_the_rest() {
	packed().build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1), item(2)]));
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));

		assert_eq!(unit(&item(1).code).packed_in, None);
		assert_eq!(unit(&item(2).code).packed_in, Some(carton(1).code));
		assert!(!Contents::<Test>::contains_key(carton(1).code, item(1).code));
		assert_eq!(unit(&carton(1).code).inside.by_levels, [1, 0, 0, 0]);
		let (parent, children) = (carton(1).code, codes([item(1)]));
		System::assert_last_event(Event::Unpacked { parent, children, by: TRADER }.into());
	});
}

#[test]
fn knows_how_deep_the_rest_is() {
	packed().build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(pack(TRADER, carton(2), [carton(1), item(2)]));
		assert_eq!(unit(&carton(2).code).inside.levels(), 2);
		assert_ok!(unpack(TRADER, carton(2), [carton(1)]));
		assert_eq!(unit(&carton(2).code).inside.levels(), 1);
		assert_ok!(unpack(TRADER, carton(2), [item(2)]));
		assert!(unit(&carton(2).code).inside.is_empty());
	});
}

#[test]
fn leaves_what_is_taken_out_with_who_held_the_carton() {
	packed().build_and_execute(|| {
		pack_all();
		assert_ok!(hand_over(TRADER, carton(2), CARRIER));
		assert_ok!(unpack(CARRIER, carton(2), [carton(1)]));
		assert_ok!(unpack(CARRIER, carton(1), [item(1)]));
		assert_eq!(unit(&item(1).code).custodian, CARRIER);
		assert_eq!(unit(&item(1).code).owner, TRADER);
	});
}

#[test]
fn takes_a_held_unit_out_so_that_the_rest_can_go_on() {
	packed().build_and_execute(|| {
		pack_all();
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_noop!(offer(TRADER, carton(2), CARRIER), Error::<Test>::HeldInside);
		assert_ok!(unpack(TRADER, carton(2), [carton(1)]));
		assert_eq!((unit(&carton(2).code).inside.held, unit(&carton(1).code).inside.held), (0, 1));
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_eq!(unit(&carton(1).code).inside.held, 0);
		assert_ok!(offer(TRADER, carton(1), CARRIER));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	packed().build_and_execute(|| {
		pack_all();
		let children = codes([carton(1)]);
		assert_refuses_unsigned_and_not_in_force(Call::unpack { parent: carton(2).code, children });
	});
}

#[test]
fn refuses_all_but_the_cartons_custodian_even_its_owner() {
	packed().build_and_execute(|| {
		pack_all();
		assert_ok!(hand_over(TRADER, carton(2), CARRIER));
		for who in [TRADER, OTHER_TRADER, REGULATOR] {
			assert_noop!(unpack(who, carton(2), [carton(1)]), Error::<Test>::NotCustodian);
		}
	});
}

#[test]
fn refuses_to_take_nothing_out() {
	packed().build_and_execute(|| {
		pack_all();
		assert_noop!(unpack(TRADER, carton(2), []), Error::<Test>::EmptyList);
	});
}

#[test]
fn refuses_to_reach_into_a_carton_within_another() {
	packed().build_and_execute(|| {
		pack_all();
		assert_noop!(unpack(TRADER, carton(1), [item(1)]), Error::<Test>::Packed);
		assert_noop!(unpack(TRADER, carton(2), [item(1)]), Error::<Test>::NotPackedHere);
	});
}

#[test]
fn refuses_what_is_not_in_there() {
	packed().build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_noop!(unpack(TRADER, carton(1), [item(1), item(2)]), Error::<Test>::NotPackedHere);
		assert_noop!(unpack(TRADER, carton(1), [item(1), item(1)]), Error::<Test>::NotPackedHere);
		assert_noop!(unpack(TRADER, carton(1), [item(3)]), Error::<Test>::NotFound);
		assert_noop!(unpack(TRADER, carton(3), [item(1)]), Error::<Test>::NotFound);
		assert_noop!(unpack(TRADER, item(2), [item(1)]), Error::<Test>::WrongKind);
	});
}

#[test]
fn refuses_to_empty_a_held_carton() {
	packed().build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(REGULATOR, carton(1)));
		assert_noop!(unpack(TRADER, carton(1), [item(1)]), Error::<Test>::Held);
	});
}

#[test]
fn refuses_to_change_what_is_offered() {
	packed().build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer(TRADER, carton(1), CARRIER));
		assert_noop!(unpack(TRADER, carton(1), [item(1)]), Error::<Test>::OfferPending);
	});
}
