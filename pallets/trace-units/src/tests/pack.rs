// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Contents, Error, Event, NewUnit};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::traits::{self, Custody, Outermost};

#[test]
fn puts_units_into_a_carton() {
	ExtBuilder::default().with([item(1), batch("A"), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1), batch("A")]));

		for child in [item(1), batch("A")] {
			assert_eq!(unit(&child.code).packed_in, Some(carton(1).code));
			assert!(Contents::<Test>::contains_key(carton(1).code, child.code));
		}
		assert_eq!(unit(&carton(1).code).inside.by_levels, [2, 0, 0, 0]);
		let (parent, children) = (carton(1).code, codes([item(1), batch("A")]));
		System::assert_last_event(Event::Packed { parent, children, by: TRADER }.into());
	});
}

#[test]
fn puts_cartons_into_cartons_up_to_the_depth_that_is_allowed() {
	let cartons = (1..=5).map(carton);
	ExtBuilder::default().with([item(1)]).with(cartons).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		for n in 1..=3 {
			assert_ok!(pack(TRADER, carton(n + 1), [carton(n)]));
		}
		assert_eq!(unit(&carton(4).code).inside.levels(), 4);
		assert_noop!(pack(TRADER, carton(5), [carton(4)]), Error::<Test>::MaxNestingExceeded);
	});
}

#[test]
fn gives_what_is_packed_into_the_hands_of_who_holds_the_outermost() {
	ExtBuilder::default().with([item(1), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(pack(TRADER, carton(2), [carton(1)]));
		assert_ok!(hand_over(TRADER, carton(2), CARRIER));
		for unit in [item(1), carton(1), carton(2)] {
			assert_eq!(custodian(unit.clone()), CARRIER);
		}
		let facts = |unit: NewUnit<u64>| <TraceUnits as traits::Units<u64>>::facts(&unit.code).unwrap();
		let outermost = |unit: NewUnit<u64>| <TraceUnits as traits::Units<u64>>::outermost(&unit.code);
		for (packed, outer, looked_at) in [(item(1), carton(1), 2), (carton(1), carton(2), 1)] {
			assert_eq!(facts(packed).custody, Custody::Within(outer.code.clone()));
			assert_eq!(outermost(outer), Some(Outermost { custodian: CARRIER, looked_at }));
		}
		assert_eq!(facts(carton(2)).custody, Custody::With(CARRIER));
		assert_eq!(outermost(item(2)), None);
		assert_eq!(TraceUnits::outermost(&unit(&item(1).code)), Some(carton(2).code));
	});
}

#[test]
fn packs_what_others_own_but_the_caller_holds() {
	ExtBuilder::default().with([item(1)]).with_unit(CARRIER, carton(1)).build_and_execute(|| {
		assert_noop!(pack(CARRIER, carton(1), [item(1)]), Error::<Test>::NotCustodian);
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(pack(CARRIER, carton(1), [item(1)]));
	});
}

#[test]
fn forgets_offers_that_expired() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		for unit in [item(1), carton(1)] {
			assert_ok!(offer_until(TRADER, unit, CARRIER, Some(NOON + DAY)));
		}
		pass(DAY);
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		for code in [item(1).code, carton(1).code] {
			assert_eq!(unit(&code).offer, None);
		}
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		let children = codes([item(1)]);
		assert_refuses_unsigned_and_not_in_force(Call::pack { parent: carton(1).code, children });
	});
}

#[test]
fn refuses_all_but_the_cartons_custodian() {
	ExtBuilder::default().with([carton(1)]).with_unit(OTHER_TRADER, item(1)).build_and_execute(|| {
		for who in [OTHER_TRADER, CARRIER, REGULATOR] {
			assert_noop!(pack(who, carton(1), [item(1)]), Error::<Test>::NotCustodian);
		}
	});
}

#[test]
fn refuses_a_packed_unit_before_looking_for_its_custodian() {
	ExtBuilder::default().with([item(1), batch("A"), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1), batch("A")]));
		// The carrier holds them now, but that isn't known without reading the units around.
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		for who in [TRADER, CARRIER, OTHER_TRADER] {
			assert_noop!(offer(who, item(1), CONSUMER), Error::<Test>::Packed);
			assert_noop!(pack(who, item(1), [carton(2)]), Error::<Test>::Packed);
		}
		assert_noop!(pack(TRADER, carton(2), [item(1)]), Error::<Test>::Packed);
		assert_noop!(transform(TRADER, [whole(item(1))], [item(2)]), Error::<Test>::Packed);
		assert_noop!(split(TRADER, batch("A"), [batch_of("A1", pieces(1))]), Error::<Test>::Packed);
	});
}

#[test]
fn refuses_to_pack_nothing() {
	ExtBuilder::default().with([carton(1)]).build_and_execute(|| {
		assert_noop!(pack(TRADER, carton(1), []), Error::<Test>::EmptyList);
	});
}

#[test]
fn refuses_to_pack_anything_twice() {
	ExtBuilder::default().with([item(1), carton(1), carton(2)]).build_and_execute(|| {
		assert_noop!(pack(TRADER, carton(1), [item(1), item(1)]), Error::<Test>::Packed);
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		for carton in [carton(1), carton(2)] {
			assert_noop!(pack(TRADER, carton, [item(1)]), Error::<Test>::Packed);
		}
	});
}

#[test]
fn refuses_to_pack_a_carton_in_itself_or_in_what_is_in_it() {
	ExtBuilder::default().with([carton(1), carton(2)]).build_and_execute(|| {
		assert_noop!(pack(TRADER, carton(1), [carton(1)]), Error::<Test>::PackedInItself);
		assert_ok!(pack(TRADER, carton(1), [carton(2)]));
		assert_noop!(pack(TRADER, carton(2), [carton(1)]), Error::<Test>::Packed);
	});
}

#[test]
fn refuses_to_pack_into_products_and_to_pack_services() {
	ExtBuilder::default().with([item(1), item(2), batch("A"), carton(1), service(1)]).build_and_execute(
		|| {
			for parent in [item(2), batch("A"), service(1)] {
				assert_noop!(pack(TRADER, parent, [item(1)]), Error::<Test>::WrongKind);
			}
			assert_noop!(pack(TRADER, carton(1), [service(1)]), Error::<Test>::WrongKind);
		},
	);
}

#[test]
fn refuses_what_is_not_there() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_noop!(pack(TRADER, carton(2), [item(1)]), Error::<Test>::NotFound);
		assert_noop!(pack(TRADER, carton(1), [item(1), item(2)]), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_what_was_used_up() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_noop!(pack(TRADER, carton(1), [item(1)]), Error::<Test>::UsedUp);
	});
}

#[test]
fn refuses_what_is_held_on_either_side() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		for held in [item(1), carton(1)] {
			assert_ok!(quarantine(TRADER, held.clone()));
			assert_noop!(pack(TRADER, carton(1), [item(1)]), Error::<Test>::Held);
			assert_ok!(release(TRADER, held));
		}
	});
}

#[test]
fn refuses_what_holds_something_held_on_either_side() {
	ExtBuilder::default().with([item(1), item(2), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(pack(TRADER, carton(1), [item(2)]), Error::<Test>::HeldInside);
		assert_noop!(pack(TRADER, carton(2), [carton(1)]), Error::<Test>::HeldInside);
	});
}

#[test]
fn refuses_what_is_offered_on_either_side() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		for offered in [item(1), carton(1)] {
			assert_ok!(offer(TRADER, offered.clone(), CARRIER));
			assert_noop!(pack(TRADER, carton(1), [item(1)]), Error::<Test>::OfferPending);
			assert_ok!(cancel(TRADER, offered));
		}
	});
}
