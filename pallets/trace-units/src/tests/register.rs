use crate::{mock::*, Error, Event, NewUnit, Unit, UnitKind, UnitStatus, Units};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	codes::TraceCode,
	requirement::TraceMode,
	traits::{self, UnitFacts},
	values::{MeasureUnit, Quantity, Text},
};

fn register(who: u64, unit: NewUnit) -> sp_runtime::DispatchResult {
	TraceUnits::register(RuntimeOrigin::signed(who), unit)
}

#[test]
fn registers_an_item_whose_caller_owns_and_holds_it() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(7);
		let NewUnit { code, kind, mode } = item(1);
		assert_ok!(register(TRADER, item(1)));

		let unit =
			Unit { owner: TRADER, custodian: TRADER, mode, kind, status: UnitStatus::Open, registered_at: 7 };
		assert_eq!(Units::<Test>::get(&code), Some(unit.clone()));
		System::assert_last_event(Event::Registered { code, unit }.into());
	});
}

#[test]
fn registers_a_batch_by_its_lot() {
	ExtBuilder::default().build_and_execute(|| {
		let batch = batch("2026-A");
		assert_ok!(register(TRADER, batch.clone()));
		assert_eq!(Units::<Test>::get(&batch.code).map(|unit| unit.kind), Some(batch.kind));
	});
}

#[test]
fn registers_a_piece_within_its_batch_as_an_item() {
	ExtBuilder::default().build_and_execute(|| {
		let code = code("01/09521234543213/10/2026-A/21/1");
		assert_ok!(register(TRADER, NewUnit { code, ..item(1) }));
	});
}

#[test]
fn takes_a_code_of_another_scheme_for_an_item_or_a_batch() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(TRADER, NewUnit { code: code("ecode:1000000001"), ..item(1) }));
		assert_ok!(register(TRADER, NewUnit { code: code("other:2026-A"), ..batch("A") }));
	});
}

#[test]
fn answers_the_blocks_whose_a_unit_is_and_that_it_is_open() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		let facts = |unit: NewUnit| <TraceUnits as traits::Units<u64>>::facts(&unit.code);
		assert_eq!(facts(item(1)), Some(UnitFacts { owner: TRADER, custodian: TRADER, open: true }));
		assert_eq!(facts(item(2)), None);
	});
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(TraceUnits::register(RuntimeOrigin::root(), item(1)), BadOrigin);
		assert_noop!(TraceUnits::register(RuntimeOrigin::none(), item(1)), BadOrigin);
	});
}

#[test]
fn refuses_strangers_and_suspended_traders() {
	ExtBuilder::default().build_and_execute(|| {
		for who in [STRANGER, SUSPENDED_TRADER] {
			assert_noop!(register(who, item(1)), Error::<Test>::NotInForce);
		}
	});
}

#[test]
fn refuses_participants_of_every_other_kind() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, _) in OTHERS {
			assert_noop!(register(who, item(1)), Error::<Test>::MayNotRegister);
		}
	});
}

#[test]
fn refuses_a_code_that_is_taken_whoever_asks() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		for who in [TRADER, OTHER_TRADER] {
			assert_noop!(register(who, item(1)), Error::<Test>::AlreadyRegistered);
		}
	});
}

#[test]
fn refuses_a_serial_number_for_a_batch_and_a_lot_for_an_item() {
	ExtBuilder::default().build_and_execute(|| {
		let (item, batch) = (item(1), batch("A"));
		let swapped = [
			NewUnit { code: item.code.clone(), ..batch.clone() },
			NewUnit { code: batch.code.clone(), ..item.clone() },
		];
		for unit in swapped {
			assert_noop!(register(TRADER, unit), Error::<Test>::KindMismatch);
		}
	});
}

#[test]
fn refuses_codes_that_name_no_unit() {
	ExtBuilder::default().build_and_execute(|| {
		let product_class = "01/09521234543213";
		let logistic_unit = "00/106141412345678908";
		let place = "414/9521321000018";
		for text in [product_class, logistic_unit, place] {
			for unit in [item(1), batch("A")] {
				let unit = NewUnit { code: code(text), ..unit };
				assert_noop!(register(TRADER, unit), Error::<Test>::NotAUnit);
			}
		}
	});
}

#[test]
fn refuses_codes_in_any_but_their_canonical_form() {
	ExtBuilder::default().build_and_execute(|| {
		let not_canonical = [
			"",
			"/01/09521234543213/21/1",
			"01/9521234543213/21/1",
			"01/09521234543213/21/1/10/A",
			"01/09521234543213/21/%61",
			"01/09521234543213/21/",
			"other:",
		];
		for text in not_canonical {
			let code = TraceCode(Text::try_from(text).unwrap());
			let unit = NewUnit { code, ..item(1) };
			assert_noop!(register(TRADER, unit), Error::<Test>::MalformedTraceCode);
		}
	});
}

#[test]
fn refuses_a_code_whose_check_digit_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let code = TraceCode(Text::try_from("01/09521234543214/21/1").unwrap());
		assert_noop!(register(TRADER, NewUnit { code, ..item(1) }), Error::<Test>::WrongCheckDigit);
	});
}

#[test]
fn refuses_a_batch_of_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let kind = UnitKind::Batch { quantity: Quantity { thousandths: 0, unit: MeasureUnit::Kilogram } };
		assert_noop!(register(TRADER, NewUnit { kind, ..batch("A") }), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn keeps_the_mode_that_the_owner_chose() {
	ExtBuilder::default().build_and_execute(|| {
		for (serial, mode) in (1..).zip(TraceMode::ALL) {
			let unit = NewUnit { mode, ..item(serial) };
			assert_ok!(register(TRADER, unit.clone()));
			assert_eq!(Units::<Test>::get(&unit.code).map(|unit| unit.mode), Some(mode));
		}
	});
}
