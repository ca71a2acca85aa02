// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, Call, Error, Event, NewUnit, SortedId, Transformation, TransformationKind, Transformations,
	UnitKind, UsedIn, YieldCheck, YieldNorm,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::BoundedVec;
use suyuan_primitives::values::{MeasureUnit, Quantity};

#[test]
fn makes_products_of_a_batch_and_an_item_and_remembers_it_both_ways() {
	ExtBuilder::default().with([batch("A"), item(1)]).build_and_execute(|| {
		System::set_block_number(5);
		let inputs = vec![some(batch("A"), pieces(4)), whole(item(1))];
		assert_ok!(transform(TRADER, inputs.clone(), [item(2), batch("B")]));

		assert_eq!(unit(&batch("A").code).remaining, 6_000);
		assert!(unit(&item(1).code).is_used_up());
		for output in [item(2), batch("B")] {
			let made = unit(&output.code);
			assert_eq!((made.owner, made.custodian, made.made_by), (TRADER, TRADER, Some(0)));
		}
		let inputs = BoundedVec::truncate_from(inputs);
		let outputs = BoundedVec::truncate_from(vec![item(2).code, batch("B").code]);
		let kind = TransformationKind::Transform;
		let yield_check = Some(YieldCheck::Unproven);
		let transformation = Transformation {
			kind,
			by: TRADER,
			at: 5,
			inputs: inputs.clone(),
			outputs: outputs.clone(),
			yield_check,
		};
		assert_eq!(Transformations::<Test>::get(0), Some(transformation));
		assert!(UsedIn::<Test>::contains_key(batch("A").code, SortedId::from(0)));
		assert!(UsedIn::<Test>::contains_key(item(1).code, SortedId::from(0)));
		let event = Event::Transformed { id: 0, kind, by: TRADER, inputs, outputs, yield_check };
		System::assert_last_event(event.into());
	});
}

#[test]
fn uses_a_batch_up_bit_by_bit_and_never_more_than_there_was() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(6))], [item(1)]));
		assert_noop!(transform(TRADER, [some(batch("A"), pieces(5))], [item(2)]), Error::<Test>::NotEnough);
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(4))], [item(2)]));
		assert_noop!(transform(TRADER, [some(batch("A"), pieces(1))], [item(3)]), Error::<Test>::UsedUp);
	});
}

#[test]
fn emits_an_event_for_every_unit_that_came_into_being() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		System::reset_events();
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2), item(3)]));
		for output in [item(2), item(3)] {
			let unit = unit(&output.code);
			System::assert_has_event(Event::Registered { code: output.code, unit }.into());
		}
	});
}

#[test]
fn uses_closed_units() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		record(&item(1).code, suyuan_primitives::requirement::Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
	});
}

#[test]
fn lets_records_of_what_is_left_go_on_and_of_what_was_used_up_no_longer() {
	use suyuan_primitives::traits::Units;
	ExtBuilder::default().with([batch("A"), item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1)), whole(item(1))], [item(2)]));
		assert!(TraceUnits::facts(&batch("A").code).unwrap().open);
		assert!(!TraceUnits::facts(&item(1).code).unwrap().open);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let inputs = BoundedVec::truncate_from(vec![whole(item(1))]);
		let outputs = BoundedVec::truncate_from(vec![item(2)]);
		assert_refuses_unsigned_and_not_in_force(Call::transform { inputs, outputs });
	});
}

#[test]
fn refuses_all_but_the_owner_of_every_input() {
	ExtBuilder::default().with([item(1)]).with_unit(OTHER_TRADER, item(2)).build_and_execute(|| {
		for who in OTHERS.map(|(who, _)| who).into_iter().chain([OTHER_TRADER]) {
			assert_noop!(transform(who, [whole(item(1))], [item(3)]), Error::<Test>::NotOwner);
		}
		assert_noop!(transform(TRADER, [whole(item(1)), whole(item(2))], [item(3)]), Error::<Test>::NotOwner);
	});
}

#[test]
fn refuses_an_owner_who_does_not_hold_an_input() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_noop!(transform(TRADER, [whole(item(1))], [item(2)]), Error::<Test>::NotCustodian);
		assert_noop!(transform(CARRIER, [whole(item(1))], [item(2)]), Error::<Test>::NotOwner);
	});
}

#[test]
fn refuses_to_make_something_of_nothing_or_nothing_of_something() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(transform(TRADER, [], [item(2)]), Error::<Test>::EmptyList);
		assert_noop!(transform(TRADER, [whole(item(1))], []), Error::<Test>::EmptyList);
	});
}

#[test]
fn refuses_a_unit_that_is_named_twice() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let some = || some(batch("A"), pieces(1));
		assert_noop!(transform(TRADER, [some(), some()], [item(1)]), Error::<Test>::DuplicateUnit);
	});
}

#[test]
fn refuses_a_unit_that_is_not_there() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(transform(TRADER, [whole(item(1))], [item(2)]), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_cartons_and_services_on_either_side() {
	ExtBuilder::default().with([item(1), carton(1), service(1)]).build_and_execute(|| {
		for other in [carton(1), service(1)] {
			assert_noop!(transform(TRADER, [whole(other)], [item(2)]), Error::<Test>::WrongKind);
		}
		for other in [carton(2), service(2)] {
			assert_noop!(transform(TRADER, [whole(item(1))], [other]), Error::<Test>::WrongKind);
		}
	});
}

#[test]
fn refuses_what_is_held_packed_or_offered() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		let attempt = || transform(TRADER, [whole(item(1))], [item(2)]);
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(attempt(), Error::<Test>::Held);
		assert_ok!(recall(TRADER, [item(1)]));
		assert_noop!(attempt(), Error::<Test>::Held);
		assert_ok!(end_recall(TRADER, [item(1)]));
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_noop!(attempt(), Error::<Test>::Packed);
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_noop!(attempt(), Error::<Test>::OfferPending);
		assert_ok!(cancel(TRADER, item(1)));
		assert_ok!(attempt());
	});
}

#[test]
fn refuses_what_customs_are_at_work_on_in_whole_and_in_part() {
	ExtBuilder::default().with([item(1), batch("A"), batch("B")]).build_and_execute(|| {
		let free = || some(batch("B"), pieces(1));
		for (n, input) in (2..).zip([whole(item(1)), some(batch("A"), pieces(1))]) {
			let attempt = || transform(TRADER, [free(), input.clone()], [item(n)]);
			set_under_clearance(&input.code, true);
			assert_noop!(attempt(), Error::<Test>::UnderClearance);
			set_under_clearance(&input.code, false);
			assert_ok!(attempt());
		}
	});
}

#[test]
fn refuses_a_quantity_that_does_not_fit_the_unit() {
	ExtBuilder::default().with([batch("A"), item(1)]).build_and_execute(|| {
		for (input, error) in [
			(whole(batch("A")), Error::<Test>::WrongMeasure),
			(some(batch("A"), kilograms(1)), Error::WrongMeasure),
			(some(item(1), pieces(1)), Error::WrongMeasure),
			(some(batch("A"), pieces(0)), Error::ZeroAmount),
			(some(batch("A"), pieces(11)), Error::NotEnough),
		] {
			assert_noop!(transform(TRADER, [input], [item(2)]), error);
		}
	});
}

#[test]
fn refuses_outputs_that_could_not_be_registered() {
	ExtBuilder::default().with([item(1), item(2)]).build_and_execute(|| {
		let mut no_item = item(3);
		no_item.kind = batch("A").kind;
		let mut nothing = batch("A");
		nothing.kind = UnitKind::Batch {
			mode: suyuan_primitives::requirement::TraceMode::FullChain,
			quantity: pieces(0),
		};
		for (output, error) in [
			(item(2), Error::<Test>::AlreadyRegistered),
			(item(1), Error::AlreadyRegistered),
			(no_item, Error::KindMismatch),
			(nothing, Error::ZeroAmount),
		] {
			assert_noop!(transform(TRADER, [whole(item(1))], [item(4), output]), error);
		}
	});
}

#[test]
fn marks_what_is_made_of_what_left_and_mixes_no_declarations() {
	ExtBuilder::default().with([item(1), item(2), item(3)]).build_and_execute(|| {
		let entry = "530420260000000001";
		leave(&item(1).code, entry);
		leave(&item(2).code, "530420260000000002");
		let both = [whole(item(1)), whole(item(2))];
		assert_noop!(transform(TRADER, both, [item(4)]), Error::<Test>::LeftApart);
		assert_ok!(transform(TRADER, [whole(item(3)), whole(item(1))], [item(4)]));
		assert_eq!(unit(&item(4).code).left_under, Some(entry.parse().unwrap()));
	});
}

#[test]
fn refuses_a_laxer_mode_than_that_of_any_material() {
	use suyuan_primitives::requirement::TraceMode::{self, FullChain, Manufacturer, Trader};
	let in_mode = |serial: u32, mode: TraceMode| NewUnit { kind: UnitKind::Item { mode }, ..item(serial) };
	let modes = [FullChain, Manufacturer, Trader];
	ExtBuilder::default().build_and_execute(|| {
		let mut serial = 0;
		for (strict, of_material) in modes.into_iter().enumerate() {
			for (lax, mode) in modes.into_iter().enumerate() {
				serial += 3;
				let materials = [in_mode(serial, of_material), in_mode(serial + 1, Trader)];
				for material in materials.clone() {
					assert_ok!(register(TRADER, material));
				}
				let attempt = transform(TRADER, materials.map(whole), [in_mode(serial + 2, mode)]);
				let expected = if lax > strict { Err(Error::<Test>::LaxerMode.into()) } else { Ok(()) };
				assert_eq!(attempt, expected, "{mode:?} of {of_material:?}");
			}
		}
	});
}

#[test]
fn makes_no_heap_of_a_crumb() {
	let quantity = |thousandths| Quantity { thousandths, unit: MeasureUnit::Piece };
	let crumb = || some(batch("A"), quantity(1));
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		for thousandths in [MaxYield::get() + 1, u64::MAX] {
			let heap = batch_of("B", quantity(thousandths));
			assert_noop!(transform(TRADER, [crumb()], [heap]), Error::<Test>::YieldExceeded);
		}
		let halves = ["B", "C"].map(|lot| batch_of(lot, quantity(MaxYield::get() / 2 + 1)));
		assert_noop!(transform(TRADER, [crumb()], halves), Error::<Test>::YieldExceeded);
		assert_noop!(transform(TRADER, [crumb()], [item(1), item(2)]), Error::<Test>::YieldExceeded);
		assert_ok!(transform(TRADER, [crumb()], [batch_of("B", quantity(MaxYield::get()))]));
		assert_eq!(Transformations::<Test>::get(0).unwrap().yield_check, Some(YieldCheck::Unproven));
	});
}

#[test]
fn converts_measures_by_the_norms_of_the_product_alone() {
	let flour = || batch_of("FLOUR", kilograms(10));
	let ten_a_kilogram = YieldNorm { from: MeasureUnit::Kilogram, to: MeasureUnit::Piece, max: 10_000 };
	ExtBuilder::default().with([flour(), batch("A")]).build_and_execute(|| {
		assert_ok!(set_norms(REGULATOR, [ten_a_kilogram]));
		let kilogram = || some(flour(), kilograms(1));
		assert_noop!(
			transform(TRADER, [kilogram()], [batch_of("B", pieces(11))]),
			Error::<Test>::YieldExceeded
		);
		let halves = [batch_of("B", pieces(5)), batch_of("C", pieces(6))];
		assert_noop!(transform(TRADER, [kilogram()], halves), Error::<Test>::YieldExceeded);
		for (input, output) in [(some(batch("A"), pieces(5)), pieces(1)), (kilogram(), kilograms(1))]
			.map(|(input, of)| (input, batch_of("B", of)))
		{
			assert_noop!(transform(TRADER, [input], [output]), Error::<Test>::NotConvertible);
		}
		let inputs = [kilogram(), some(batch("A"), pieces(5))];
		assert_ok!(transform(TRADER, inputs, [batch_of("B", pieces(10))]));
		assert_eq!(Transformations::<Test>::get(0).unwrap().yield_check, Some(YieldCheck::WithinNorms));
		// Without norms, as before.
		assert_ok!(set_norms(REGULATOR, []));
		assert_ok!(transform(TRADER, [kilogram()], [batch_of("D", pieces(11))]));
	});
}
