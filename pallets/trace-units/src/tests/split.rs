// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, NewUnit, TransformationKind, UnitKind};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::BoundedVec;
use suyuan_primitives::requirement::TraceMode;

#[test]
fn divides_a_batch_and_keeps_the_rest() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let parts = [batch_of("A1", pieces(3)), batch_of("A2", pieces(5))];
		assert_ok!(split(TRADER, batch("A"), parts.clone()));

		assert_eq!(unit(&batch("A").code).remaining, 2_000);
		for part in &parts {
			assert_eq!(unit(&part.code).made_by, Some(0));
		}
		assert_eq!(unit(&parts[1].code).remaining, 5_000);
		let event = Event::Transformed {
			id: 0,
			kind: TransformationKind::Split,
			by: TRADER,
			inputs: BoundedVec::truncate_from(vec![some(batch("A"), pieces(8))]),
			outputs: BoundedVec::truncate_from(parts.map(|part| part.code).to_vec()),
			yield_check: None,
		};
		System::assert_last_event(event.into());
	});
}

#[test]
fn divides_a_part_again_until_nothing_is_left() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(split(TRADER, batch("A"), [batch_of("A1", pieces(10))]));
		assert!(unit(&batch("A").code).is_used_up());
		assert_noop!(split(TRADER, batch("A"), [batch_of("A2", pieces(1))]), Error::<Test>::UsedUp);
		assert_ok!(split(TRADER, batch("A1"), [batch_of("A2", pieces(1))]));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let parts = BoundedVec::truncate_from(vec![batch_of("A1", pieces(1))]);
		assert_refuses_unsigned_and_not_in_force(Call::split { code: batch("A").code, parts });
	});
}

#[test]
fn refuses_all_but_the_owner_that_holds_the_batch() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let parts = || [batch_of("A1", pieces(1))];
		assert_noop!(split(OTHER_TRADER, batch("A"), parts()), Error::<Test>::NotOwner);
		assert_ok!(hand_over(TRADER, batch("A"), CARRIER));
		assert_noop!(split(CARRIER, batch("A"), parts()), Error::<Test>::NotOwner);
		assert_noop!(split(TRADER, batch("A"), parts()), Error::<Test>::NotCustodian);
	});
}

#[test]
fn refuses_more_than_there_is() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let parts = [batch_of("A1", pieces(6)), batch_of("A2", pieces(5))];
		assert_noop!(split(TRADER, batch("A"), parts), Error::<Test>::NotEnough);
		let mut endless = batch_of("A1", pieces(1));
		let quantity = suyuan_primitives::values::Quantity { thousandths: u64::MAX, ..pieces(1) };
		endless.kind = UnitKind::Batch { mode: TraceMode::FullChain, quantity };
		assert_noop!(
			split(TRADER, batch("A"), [endless, batch_of("A2", pieces(1))]),
			Error::<Test>::NotEnough
		);
	});
}

#[test]
fn refuses_parts_that_are_something_else() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let mut other_mode = batch_of("A1", pieces(1));
		other_mode.kind = UnitKind::Batch { mode: TraceMode::Trader, quantity: pieces(1) };
		for part in [item(1), carton(1), service(1), batch_of("A1", kilograms(1)), other_mode] {
			assert_noop!(split(TRADER, batch("A"), [part]), Error::<Test>::PartMismatch);
		}
	});
}

#[test]
fn refuses_parts_of_another_product() {
	let named = |text: &str| NewUnit { code: code(text), ..batch_of("A1", pieces(1)) };
	ExtBuilder::default().with([batch("A"), named("other:flour.1")]).build_and_execute(|| {
		for text in
			["01/06901234567892/10/A1", "01/09521234543213/22/V/10/A1", "other:a-1", "ecode:a-1"].map(named)
		{
			assert_noop!(split(TRADER, batch("A"), [text]), Error::<Test>::PartMismatch);
		}
		for text in ["01/09521234543213/10/A1", "ecode:a-1"].map(named) {
			assert_noop!(split(TRADER, named("other:flour.1"), [text]), Error::<Test>::PartMismatch);
		}
		assert_ok!(split(TRADER, named("other:flour.1"), [named("other:flour.2")]));
	});
}

#[test]
fn refuses_no_parts_and_empty_parts() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_noop!(split(TRADER, batch("A"), []), Error::<Test>::EmptyList);
		let parts = [batch_of("A1", pieces(1)), batch_of("A2", pieces(0))];
		assert_noop!(split(TRADER, batch("A"), parts), Error::<Test>::ZeroAmount);
		assert_noop!(split(TRADER, batch("A"), [batch_of("A2", pieces(0))]), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn refuses_a_part_whose_code_is_taken() {
	ExtBuilder::default().with([batch("A"), batch("B")]).build_and_execute(|| {
		for lot in ["A", "B"] {
			let parts = [batch_of(lot, pieces(1))];
			assert_noop!(split(TRADER, batch("A"), parts), Error::<Test>::AlreadyRegistered);
		}
	});
}

#[test]
fn refuses_to_divide_anything_but_a_batch() {
	ExtBuilder::default().with([item(1), carton(1), service(1)]).build_and_execute(|| {
		for unit in [item(1), carton(1), service(1)] {
			assert_noop!(split(TRADER, unit, [batch("A")]), Error::<Test>::WrongKind);
		}
		assert_noop!(split(TRADER, batch("B"), [batch("A")]), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_what_customs_are_at_work_on() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let attempt = || split(TRADER, batch("A"), [batch_of("A1", pieces(1))]);
		set_under_clearance(&batch("A").code, true);
		assert_noop!(attempt(), Error::<Test>::UnderClearance);
		set_under_clearance(&batch("A").code, false);
		assert_ok!(attempt());
	});
}

#[test]
fn refuses_what_is_held_packed_or_offered() {
	ExtBuilder::default().with([batch("A"), carton(1)]).build_and_execute(|| {
		let attempt = || split(TRADER, batch("A"), [batch_of("A1", pieces(1))]);
		assert_ok!(recall(REGULATOR, [batch("A")]));
		assert_noop!(attempt(), Error::<Test>::Held);
		assert_ok!(end_recall(REGULATOR, [batch("A")]));
		assert_ok!(pack(TRADER, carton(1), [batch("A")]));
		assert_noop!(attempt(), Error::<Test>::Packed);
		assert_ok!(unpack(TRADER, carton(1), [batch("A")]));
		assert_ok!(offer(TRADER, batch("A"), CARRIER));
		assert_noop!(attempt(), Error::<Test>::OfferPending);
	});
}

#[test]
fn marks_the_parts_of_what_left_and_the_parts_of_these() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let left_under = |lot: &str| unit(&batch(lot).code).left_under;
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(1))]));
		leave(&batch("A").code, ENTRY);
		assert_ok!(split(TRADER, batch("A"), [batch_of("C", pieces(4))]));
		assert_ok!(split(TRADER, batch_of("C", pieces(4)), [batch_of("D", pieces(2))]));
		assert_eq!(left_under("B"), None);
		for lot in ["C", "D"] {
			assert_eq!(left_under(lot), Some(ENTRY.parse().unwrap()));
		}
	});
}

const ENTRY: &str = "530420260000000001";
