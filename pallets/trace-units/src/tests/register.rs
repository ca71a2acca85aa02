// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, NewUnit, Progress, Stage, Unit, UnitKind, Units};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	codes::TraceCode,
	requirement::TraceMode,
	traits::{self, Custody, UnitFacts},
	values::Text,
};

#[test]
fn registers_an_item_whose_caller_owns_and_holds_it() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(7);
		let NewUnit { code, kind } = item(1);
		assert_ok!(register(TRADER, item(1)));

		let unit = Unit {
			owner: TRADER,
			custodian: TRADER,
			kind,
			stage: Stage::Open,
			closed_by_order: false,
			hold: None,
			remaining: 1_000,
			made_by: None,
			left_under: None,
			packed_in: None,
			inside: Default::default(),
			offer: None,
			service: None,
			registered_at: 7,
			unproven_right: false,
		};
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
fn registers_a_carton_by_its_sscc_for_traders_and_carriers() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(TRADER, carton(1)));
		assert_ok!(register(CARRIER, carton(2)));
		for who in [BANK, REGULATOR, PLATFORM, CONSUMER] {
			assert_noop!(register(who, carton(3)), Error::<Test>::NeitherTradeNorLogistics);
		}
	});
}

#[test]
fn registers_a_service_for_every_service_provider() {
	ExtBuilder::default().build_and_execute(|| {
		for (n, who) in (1..).zip([TRADER, CARRIER, BANK, REGULATOR, PLATFORM]) {
			assert_ok!(register(who, service(n)));
			assert_eq!(unit(&service(n).code).service, Some(Progress::default()));
		}
		let mut for_another = service(9);
		for_another.kind = UnitKind::Service { customer: TRADER };
		assert_noop!(register(CONSUMER, for_another), Error::<Test>::NotServiceProvider);
	});
}

#[test]
fn refuses_a_service_for_oneself() {
	ExtBuilder::default().build_and_execute(|| {
		let mut for_itself = service(1);
		for_itself.kind = UnitKind::Service { customer: TRADER };
		assert_noop!(register(TRADER, for_itself), Error::<Test>::ToSelf);
	});
}

#[test]
fn takes_a_code_of_another_scheme_for_whatever_it_is_said_to_be() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(TRADER, NewUnit { code: code("other:carton-1"), ..carton(1) }));
		assert_ok!(register(TRADER, NewUnit { code: code("ecode:1000000001"), ..item(1) }));
		assert_ok!(register(TRADER, NewUnit { code: code("other:2026-A"), ..batch("A") }));
	});
}

#[test]
fn answers_the_blocks_whose_a_unit_is_and_that_it_is_open() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		let facts = |unit: NewUnit<u64>| <TraceUnits as traits::Units<u64>>::facts(&unit.code);
		let custody = Custody::With(TRADER);
		assert_eq!(facts(item(1)), Some(UnitFacts { owner: TRADER, custody, open: true }));
		assert_eq!(facts(item(2)), None);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().build_and_execute(|| {
		assert_refuses_unsigned_and_not_in_force(Call::register { unit: item(1) });
	});
}

#[test]
fn refuses_participants_of_every_other_kind() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, _) in OTHERS {
			assert_noop!(register(who, item(1)), Error::<Test>::NotTradeEntity);
		}
	});
}

#[test]
fn refuses_a_code_that_is_taken_to_every_caller() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		for who in [TRADER, OTHER_TRADER] {
			assert_noop!(register(who, item(1)), Error::<Test>::AlreadyRegistered);
		}
	});
}

#[test]
fn refuses_a_code_that_names_a_unit_of_another_kind() {
	ExtBuilder::default().build_and_execute(|| {
		let kinds = [item(1), batch("A"), carton(1), service(1)];
		for named in &kinds[..3] {
			for said in kinds.iter().filter(|said| said.kind != named.kind) {
				let unit = NewUnit { code: named.code.clone(), kind: said.kind };
				assert_noop!(register(TRADER, unit), Error::<Test>::KindMismatch);
			}
		}
	});
}

#[test]
fn refuses_codes_that_name_no_unit() {
	ExtBuilder::default().build_and_execute(|| {
		let product_class = "01/09521234543213";
		let place = "414/9521321000018";
		for text in [product_class, place] {
			for unit in [item(1), batch("A"), carton(1), service(1)] {
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
		assert_noop!(register(TRADER, batch_of("A", kilograms(0))), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn keeps_the_mode_that_the_owner_chose() {
	ExtBuilder::default().build_and_execute(|| {
		for (serial, mode) in (1..).zip(TraceMode::ALL) {
			let kind = UnitKind::Item { mode };
			assert_ok!(register(TRADER, NewUnit { kind, ..item(serial) }));
			assert_eq!(unit(&item(serial).code).kind.mode(), Some(mode));
		}
	});
}
