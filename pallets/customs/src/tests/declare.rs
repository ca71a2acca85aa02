// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::{
	codes::{Currency, EntryNumber, SupervisionMode},
	items::{
		CustomsStatus::{self, Cancelled, Closed, Concluded, Inspection, Received, Rejected, Returned},
		DeclaredLine,
	},
	parties::Department,
	requirement::InfoBlock,
	traits::{self, HeldAt},
	values::{MeasureUnit, Moment, Money, Quantity},
};

fn declare_as(who: AccountId, number: u64, form: Form<Test>) -> DispatchResult {
	dispatch(who, Call::declare { entry_number: entry(number), form })
}

fn with_units(units: Vec<DeclaredUnit>, lines: u64) -> Form<Test> {
	let lines: Vec<_> = (0..lines).map(|n| line(100 + n)).collect();
	Form { lines, units, ..form([]) }
}

#[test]
fn keeps_what_was_declared_and_puts_it_before_the_departments() {
	ExtBuilder.filed(|| {
		let form = with_units(vec![declared_unit(0, [0, 1]), declared_unit(1, [1])], 2);
		assert_ok!(declare_as(EXPORTER, 1, form.clone()));

		let declaration = declaration(1);
		assert_eq!((declaration.declarant, declaration.broker), (EXPORTER, None));
		assert_eq!(declaration.heading, heading());
		assert_eq!((declaration.value, declaration.lines, declaration.units), (usd(201), 2, 2));
		assert_eq!((declaration.status, declaration.code), (CustomsStatus::Declared, 2));
		assert_eq!((declaration.changed_at, declaration.released_at), (Moment(START), None));
		assert_eq!(declaration.approval, Approval::asked(Requirement::<Test>::get()));
		assert_eq!(Lines::<Test>::get(entry(1)), form.lines);
		assert_eq!(DeclaredUnits::<Test>::get(entry(1)), form.units);
		assert_eq!(WorkList::<Test>::iter().count(), 4);
		assert!(WorkList::<Test>::contains_key(Department::Tax, Matter::Declaration(entry(1))));
		let declaration_hash = declaration.declaration_hash;
		assert_eq!(
			events(),
			[Event::Declared {
				entry_number: entry(1),
				form,
				by: EXPORTER,
				declaration_hash,
				must_agree: Requirement::<Test>::get(),
			}]
		);
	})
}

#[test]
fn enters_the_loop_and_the_block_of_every_unit() {
	ExtBuilder.filed(|| {
		assert_ok!(declare_as(EXPORTER, 1, form([0, 1])));
		let side = declared_side(EXPORTER, &order(0)).unwrap();
		assert_eq!((side.entry_number, side.value), (entry(1), usd(1_999)));
		assert_eq!((side.waybills, side.packages), (heading().waybills, heading().packages));
		assert_eq!(side.gross_weight, heading().gross_weight);
		let item = || status_item(1, CustomsStatus::Declared, START);
		assert_eq!(written(), [(unit(0), EXPORTER, item()), (unit(1), EXPORTER, item())]);
		assert_eq!(DeclaredIn::<Test>::get(unit(1)), Some(entry(1)));
	})
}

#[test]
fn a_broker_declares_for_who_lets_it() {
	ExtBuilder.filed(|| {
		assert_ok!(declare_as(BROKER, 1, form([0])));
		let declaration = declaration(1);
		assert_eq!((declaration.declarant, declaration.broker), (EXPORTER, Some(BROKER)));
		assert!(declared_side(EXPORTER, &order(0)).is_some());
		assert_eq!(written()[0].1, BROKER);
	})
}

#[test]
fn the_hash_is_that_of_number_and_form() {
	ExtBuilder.filed(|| {
		declare(1, form([0]));
		declare(2, form_for(order(1), [1]));
		assert_ne!(declaration(1).declaration_hash, declaration(2).declaration_hash);
		assert_eq!(
			declaration(1).declaration_hash,
			sp_io::hashing::blake2_256(&codec::Encode::encode(&(entry(1), form([0])))).into()
		);
	})
}

#[test]
fn takes_as_many_lines_of_a_unit_as_its_trace_has_room_for() {
	ExtBuilder.filed(|| {
		let lines: Vec<u16> = (0..16).collect();
		assert_ok!(declare_as(EXPORTER, 1, with_units(vec![declared_unit(0, lines)], 16)));
		assert!(BoundedVec::<u16, frame_support::traits::ConstU32<16>>::try_from(vec![0; 17]).is_err());
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.filed(|| {
		for origin in unsigned() {
			assert_noop!(Customs::declare(origin, entry(1), form([0])), BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force() {
	ExtBuilder.filed(|| {
		suspend(BROKER);
		for who in [BROKER, STRANGER] {
			assert_noop!(declare_as(who, 1, form([0])), Error::<Test>::NotInForce);
		}
		suspend(EXPORTER);
		assert_noop!(declare_as(EXPORTER, 1, form([0])), Error::<Test>::NotInForce);
	})
}

#[test]
fn refuses_an_account_that_the_declarant_does_not_authorize() {
	ExtBuilder.filed(|| {
		// The carrier may write of logistics, which is another block.
		for who in [COMPETITOR, CARRIER, CUSTOMS] {
			assert_noop!(declare_as(who, 1, form([0])), Error::<Test>::NotAuthorized);
		}
	})
}

#[test]
fn refuses_a_broker_whose_principal_is_not_in_force() {
	ExtBuilder.filed(|| {
		suspend(EXPORTER);
		assert_noop!(declare_as(BROKER, 1, form([0])), Error::<Test>::DeclarantNotInForce);
	})
}

#[test]
fn refuses_a_declarant_that_is_no_trade_entity() {
	ExtBuilder.filed(|| {
		let form = Form { declarant: CARRIER, ..form([0]) };
		assert_noop!(declare_as(CARRIER, 1, form.clone()), Error::<Test>::NotTradeEntity);
		authorize(CARRIER, BROKER, &[InfoBlock::Customs]);
		assert_noop!(declare_as(BROKER, 1, form), Error::<Test>::NotTradeEntity);
	})
}

#[test]
fn refuses_an_exporter_that_has_not_filed() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(declare_as(EXPORTER, 1, form([0])), Error::<Test>::NotFiled);
	})
}

#[test]
fn refuses_an_exporter_that_not_all_departments_agree_to() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		assert_noop!(declare_as(EXPORTER, 1, form([0])), Error::<Test>::FilingNotGood);
		agree_to_filing(EXPORTER);
		assert_ok!(decide_filing(TAX, EXPORTER, false));
		assert_noop!(declare_as(EXPORTER, 1, form([0])), Error::<Test>::FilingNotGood);
	})
}

#[test]
fn refuses_an_exporter_whose_filing_lapsed() {
	ExtBuilder.filed(|| {
		at(START + TERM);
		assert_noop!(declare_as(EXPORTER, 1, form([0])), Error::<Test>::FilingLapsed);
		at(START + TERM - 1);
		assert_ok!(declare_as(EXPORTER, 1, form([0])));
	})
}

#[test]
fn refuses_a_mode_that_was_not_filed_for() {
	ExtBuilder.filed(|| {
		let heading = Heading { mode: SupervisionMode::BondedZone, ..heading() };
		assert_noop!(declare_as(EXPORTER, 1, Form { heading, ..form([0]) }), Error::<Test>::ModeNotInScope);
	})
}

#[test]
fn refuses_an_import_and_what_is_no_entry_number() {
	ExtBuilder.filed(|| {
		for (number, error) in [
			("530420261000000001", Error::<Test>::NotAnExport),
			("53042026I000000001", Error::NotAnExport),
			("53042026e000000001", Error::MalformedCode),
			("530420262000000001", Error::MalformedCode),
			("53042026000000000X", Error::MalformedCode),
		] {
			let number: EntryNumber = number.parse().unwrap();
			assert_noop!(Customs::declare(signed(EXPORTER), number, form([0])), error);
		}
	})
}

#[test]
fn a_list_is_declared_under_its_own_number() {
	ExtBuilder.filed(|| {
		let number: EntryNumber = "53042026E000000001".parse().unwrap();
		assert_ok!(Customs::declare(signed(EXPORTER), number, form([0])));
		assert_eq!(declared_side(EXPORTER, &order(0)).unwrap().entry_number, number);
	})
}

#[test]
fn refuses_an_entry_number_that_is_in_use_until_that_declaration_is_cancelled() {
	for on_the_way in [vec![], vec![Rejected], vec![Received, Concluded]] {
		ExtBuilder.declared(|| {
			go_through(1, on_the_way);
			let again = || declare_as(EXPORTER, 1, form_for(order(1), [1]));
			assert_noop!(again(), Error::<Test>::EntryNumberTaken);
			// Customs cancel what is not the declarant's number, whatever the declarant says.
			assert_ok!(advance(1, Cancelled));
			assert_ok!(again());
			assert_eq!(DeclaredIn::<Test>::get(unit(0)), None);
		})
	}
	ExtBuilder.declared(|| {
		release(1);
		let again = declare_as(EXPORTER, 1, form_for(order(1), [1]));
		assert_noop!(again, Error::<Test>::EntryNumberTaken);
	})
}

#[test]
fn a_verdict_on_what_was_cancelled_is_none_on_what_is_declared_under_its_number() {
	ExtBuilder.declared(|| {
		agree(1);
		let before = declaration(1);
		assert_ok!(Customs::cancel(signed(EXPORTER), entry(1), reason()));
		declare(1, form([0]));
		let after = declaration(1);
		assert_eq!(after.declaration_hash, before.declaration_hash, "the very same form");
		assert!(!after.approval.is_given());
		assert_eq!(
			Verdicts::<Test>::iter().filter(|(matter, ..)| *matter == Matter::Declaration(entry(1))).count(),
			0
		);
	})
}

#[test]
fn refuses_an_order_that_stands_in_another_declaration() {
	ExtBuilder.declared(|| {
		assert_eq!(
			dispatch(EXPORTER, Call::declare { entry_number: entry(2), form: form([1]) }),
			Err(DispatchError::Other("OrderAlreadyDeclared"))
		);
		assert_ok!(Customs::cancel(signed(EXPORTER), entry(1), reason()));
		assert_ok!(declare_as(EXPORTER, 2, form([1])));
	})
}

#[test]
fn refuses_a_form_without_lines_units_or_waybills() {
	ExtBuilder.filed(|| {
		let without_waybills = Heading { waybills: Default::default(), ..heading() };
		for form in [
			Form { lines: Default::default(), ..form([0]) },
			Form { heading: without_waybills, ..form([0]) },
			with_units(vec![declared_unit(0, [])], 1),
		] {
			assert_noop!(declare_as(EXPORTER, 1, form), Error::<Test>::EmptyList);
		}
		assert_noop!(declare_as(EXPORTER, 1, form([])), Error::<Test>::LineWithoutUnit);
	})
}

#[test]
fn refuses_more_lines_or_units_than_there_may_be() {
	ExtBuilder.filed(|| {
		let lines = vec![line(1); MAX_LINES as usize + 1];
		let too_many = Form { lines, ..form([0]) };
		assert_noop!(declare_as(EXPORTER, 1, too_many), Error::<Test>::MaxLinesExceeded);
		let units = (0..=MAX_UNITS).map(|n| declared_unit(n, [0])).collect();
		let too_many = Form { units, ..form([0]) };
		assert_noop!(declare_as(EXPORTER, 1, too_many), Error::<Test>::MaxUnitsExceeded);
	})
}

#[test]
fn refuses_a_waybill_named_twice() {
	ExtBuilder.filed(|| {
		let waybills = vec![waybill(0), waybill(1), waybill(0)].try_into().unwrap();
		let heading = Heading { waybills, ..heading() };
		assert_noop!(declare_as(EXPORTER, 1, Form { heading, ..form([0]) }), Error::<Test>::DuplicateWaybill);
	})
}

#[test]
fn refuses_lines_in_several_currencies() {
	ExtBuilder.filed(|| {
		let mut form = with_units(vec![declared_unit(0, [0, 1])], 2);
		form.lines[1].value = Money { minor_units: 1, currency: Currency::CNY };
		assert_noop!(declare_as(EXPORTER, 1, form), Error::<Test>::CurrencyMismatch);
	})
}

#[test]
fn refuses_more_money_than_can_be_counted() {
	ExtBuilder.filed(|| {
		let mut form = with_units(vec![declared_unit(0, [0, 1])], 2);
		form.lines[1].value = usd(u64::MAX - 99);
		assert_noop!(declare_as(EXPORTER, 1, form.clone()), Error::<Test>::AmountOverflow);
		form.lines[0].value = usd(99);
		assert_ok!(declare_as(EXPORTER, 1, form));
		assert_eq!(declaration(1).value, usd(u64::MAX));
	})
}

#[test]
fn refuses_a_line_of_which_nothing_could_be_traced() {
	ExtBuilder.filed(|| {
		assert_noop!(
			declare_as(EXPORTER, 1, with_units(vec![declared_unit(0, [1])], 2)),
			Error::<Test>::LineWithoutUnit
		);
	})
}

#[test]
fn refuses_a_line_that_is_not_there() {
	ExtBuilder.filed(|| {
		for line in [1, u16::MAX] {
			assert_noop!(
				declare_as(EXPORTER, 1, with_units(vec![declared_unit(0, [0, line])], 1)),
				Error::<Test>::LineNotFound
			);
		}
	})
}

#[test]
fn refuses_units_and_lines_named_twice() {
	ExtBuilder.filed(|| {
		assert_noop!(
			declare_as(EXPORTER, 1, with_units(vec![declared_unit(0, [0]), declared_unit(0, [0])], 1)),
			Error::<Test>::DuplicateUnit
		);
		assert_noop!(
			declare_as(EXPORTER, 1, with_units(vec![declared_unit(0, [0, 0])], 1)),
			Error::<Test>::DuplicateLine
		);
	})
}

#[test]
fn refuses_units_that_are_unknown_closed_or_not_the_declarants() {
	ExtBuilder.filed(|| {
		close(1);
		sell(2, COMPETITOR);
		archive(3);
		for (n, error) in [
			(2 * MAX_UNITS, Error::<Test>::UnitNotFound),
			(3, Error::UnitNotFound),
			(1, Error::UnitClosed),
			(2, Error::UnitNotOwned),
		] {
			assert_noop!(declare_as(EXPORTER, 1, form([0, n])), error);
		}
		// Nor does a broker's principal declare what it sold.
		assert_noop!(declare_as(BROKER, 1, form([2])), Error::<Test>::UnitNotOwned);
	})
}

#[test]
fn refuses_a_unit_of_a_declaration_that_stands() {
	let again = || declare_as(EXPORTER, 2, form_for(order(2), [1, 0]));
	for statuses in [vec![], vec![Received], vec![Received, Inspection]] {
		ExtBuilder.declared(|| {
			go_through(1, statuses);
			assert_noop!(again(), Error::<Test>::UnitAlreadyDeclared);
		})
	}
	ExtBuilder.declared(|| {
		release(1);
		assert_noop!(again(), Error::<Test>::UnitAlreadyDeclared);
		go_through(1, [Closed]);
		assert_noop!(again(), Error::<Test>::UnitAlreadyDeclared);
	});
}

#[test]
fn takes_a_unit_whose_declaration_was_rejected_or_cancelled_or_that_came_back() {
	for statuses in [
		vec![Rejected],
		vec![Cancelled],
		vec![Received, Concluded, Cancelled],
		vec![Received, Inspection, Returned],
	] {
		ExtBuilder.declared(|| {
			go_through(1, statuses);
			assert_ok!(declare_as(EXPORTER, 2, form([0])));
			assert_eq!(DeclaredIn::<Test>::get(unit(0)), Some(entry(2)));
		})
	}
	ExtBuilder.declared(|| {
		release(1);
		go_through(1, [Closed, Returned]);
		assert_ok!(declare_as(EXPORTER, 2, form([0])));
	});
}

#[test]
fn refuses_a_unit_that_is_held_wherever_the_hold_is() {
	for at in [HeldAt::Unit, HeldAt::Inside, HeldAt::Around, HeldAt::Batch, HeldAt::Origin] {
		ExtBuilder.filed(|| {
			hold(1, Some(at));
			assert_noop!(declare_as(EXPORTER, 1, form([0, 1])), Error::<Test>::UnitHeld);
			hold(1, None);
			assert_ok!(declare_as(EXPORTER, 1, form([0, 1])));
		})
	}
}

#[test]
fn a_hold_opens_no_closed_unit_to_a_declaration() {
	ExtBuilder.filed(|| {
		close(1);
		hold(1, Some(HeldAt::Unit));
		assert_noop!(declare_as(EXPORTER, 1, form([1])), Error::<Test>::UnitHeld);
		hold(1, None);
		assert_noop!(declare_as(EXPORTER, 1, form([1])), Error::<Test>::UnitClosed);
	})
}

/// The first moment of 2027 in China.
const NEW_YEAR: u64 = 1_798_732_800_000;

/// Declares at a time, under a number of a year, and with a time of its own.
fn declare_in(now: u64, year: u64, declared_at: u64) -> DispatchResult {
	let form = Form { heading: Heading { declared_at: Moment(declared_at), ..heading() }, ..form([0]) };
	at(now);
	file(EXPORTER);
	agree_to_filing(EXPORTER);
	let entry_number: EntryNumber = format!("5304{year}0000000001").parse().unwrap();
	dispatch(EXPORTER, Call::declare { entry_number, form })
}

#[test]
fn refuses_what_was_declared_long_ago() {
	for declared_at in [0, START - MAX_PAST - 1] {
		ExtBuilder.build_and_execute(|| {
			let refused = Err(Error::<Test>::DeclaredTooLongAgo.into());
			assert_eq!(declare_in(START, 2026, declared_at), refused);
		})
	}
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare_in(START, 2026, START - MAX_PAST));
	});
}

#[test]
fn takes_a_number_of_a_year_since_the_goods_were_declared_and_of_no_other() {
	for (now, declared_at, years) in [
		(START, START, vec![2026]),
		(NEW_YEAR + 1, NEW_YEAR - 1, vec![2026, 2027]),
		(NEW_YEAR + 1, NEW_YEAR, vec![2027]),
		// The declarant's clock may run ahead.
		(NEW_YEAR - 1, NEW_YEAR - 1, vec![2026, 2027]),
	] {
		for year in [1970, 2025, 2026, 2027, 2028] {
			ExtBuilder.build_and_execute(|| {
				let expected =
					if years.contains(&year) { Ok(()) } else { Err(Error::<Test>::WrongYear.into()) };
				assert_eq!(declare_in(now, year, declared_at), expected, "{now} {declared_at} {year}");
			})
		}
	}
}

/// The exporter's form for the carton, on these lines of two.
fn form_of_carton(lines: impl Into<Vec<u16>>) -> Form<Test> {
	let carton = DeclaredUnit { code: carton(), lines: lines.into().try_into().unwrap() };
	with_units(vec![carton], 2)
}

#[test]
fn declares_what_is_in_a_carton_with_it_on_its_lines() {
	ExtBuilder.filed(|| {
		pack([0, 1]);
		assert_ok!(declare_as(EXPORTER, 1, form_of_carton([0, 1])));
		let declared = DeclaredUnits::<Test>::get(entry(1));
		let codes: Vec<_> = declared.iter().map(|unit| unit.code.clone()).collect();
		assert_eq!(codes, [carton(), unit(0), unit(1)]);
		assert!(declared.iter().all(|unit| unit.lines[..] == [0, 1]));
		assert_eq!(declaration(1).units, 3);
		assert_eq!(written().len(), 3);
		for code in codes {
			assert!(<Customs as traits::Clearance>::is_under_clearance(&code));
		}
		release(1);
		// Every unit has the declaration in its trace, and each of the three statuses.
		assert_eq!(written().len(), 3 * 4);
	})
}

#[test]
fn the_hash_is_that_of_what_is_inside_too() {
	let hash_with = |units: &[u32]| {
		let mut hash = H256::zero();
		ExtBuilder.filed(|| {
			pack(units.iter().copied());
			declare(1, form_of_carton([0, 1]));
			hash = declaration(1).declaration_hash;
		});
		hash
	};
	assert_ne!(hash_with(&[0]), hash_with(&[1]));
}

#[test]
fn takes_a_carton_and_what_is_in_it_each_on_its_own_lines() {
	ExtBuilder.filed(|| {
		pack([0, 1]);
		let mut form = form_of_carton([0]);
		form.units.push(declared_unit(1, [1]));
		assert_ok!(declare_as(EXPORTER, 1, form));
		let lines: Vec<_> =
			DeclaredUnits::<Test>::get(entry(1)).iter().map(|unit| unit.lines.to_vec()).collect();
		assert_eq!(lines, [vec![0], vec![1], vec![0]]);
	})
}

#[test]
fn refuses_a_carton_with_goods_that_could_not_be_declared() {
	ExtBuilder.filed(|| {
		close(1);
		sell(2, COMPETITOR);
		hold(3, Some(HeldAt::Batch));
		declare(7, form_for(order(7), [4]));
		for (n, error) in [
			(1, Error::<Test>::UnitClosed),
			(2, Error::UnitNotOwned),
			(3, Error::UnitHeld),
			(4, Error::UnitAlreadyDeclared),
			(99, Error::UnitNotFound),
		] {
			pack([0, n]);
			assert_noop!(dispatch(EXPORTER, declare_call(form_of_carton([0, 1]))), error);
		}
	})
}

#[test]
fn refuses_a_carton_with_more_inside_than_may_be_declared() {
	ExtBuilder.filed(|| {
		pack(0..MAX_UNITS);
		assert_noop!(
			dispatch(EXPORTER, declare_call(form_of_carton([0, 1]))),
			Error::<Test>::MaxUnitsExceeded
		);
		pack(0..MAX_UNITS - 1);
		assert_ok!(dispatch(EXPORTER, declare_call(form_of_carton([0, 1]))));
	})
}

#[test]
fn is_charged_for_what_is_inside_and_no_more() {
	ExtBuilder.filed(|| {
		pack([0, 1]);
		let call = declare_call(form_of_carton([0, 1]));
		let before = call.max_new_keys() as u64;
		let after = RuntimeCall::from(call).dispatch(signed(EXPORTER)).unwrap().actual_weight.unwrap();
		// Two keys for each unit that there might be, and is not.
		let more = 2 * u64::from(MAX_UNITS - 3);
		assert_eq!(after.ref_time() / NewKey::get().ref_time(), before - more);
	})
}

fn declare_call(form: Form<Test>) -> Call<Test> {
	Call::declare { entry_number: entry(1), form }
}

/// A line of so many thousandths.
fn line_of(thousandths: u64, unit: MeasureUnit) -> DeclaredLine {
	DeclaredLine { quantity: Quantity { thousandths, unit }, ..line(100) }
}

#[test]
fn refuses_a_line_of_more_than_its_units_hold_or_in_another_measure() {
	ExtBuilder.filed(|| {
		make(0, 2_000, None);
		make(1, 3_000, None);
		let declare = |lines: Vec<DeclaredLine>, units: Vec<DeclaredUnit>| {
			dispatch(EXPORTER, declare_call(Form { lines, units, ..form([]) }))
		};
		let both = || vec![declared_unit(0, [0]), declared_unit(1, [0])];
		let each = || vec![declared_unit(0, [0]), declared_unit(1, [1])];
		let shared = || vec![declared_unit(0, [0, 1])];
		let pieces = |thousandths| line_of(thousandths, MeasureUnit::Piece);
		for (lines, units) in [
			(vec![pieces(5_001)], both()),
			(vec![pieces(u64::MAX)], both()),
			(vec![pieces(2_001), pieces(1)], each()),
			// A unit of two lines holds no more for that.
			(vec![pieces(2_000), pieces(1)], shared()),
			(vec![line_of(1, MeasureUnit::Litre)], both()),
			// More than the gross weight.
			(vec![line_of(1_201, MeasureUnit::Kilogram)], both()),
			(vec![line_of(601, MeasureUnit::Kilogram), line_of(600, MeasureUnit::Kilogram)], each()),
		] {
			assert_noop!(declare(lines, units), Error::<Test>::QuantityExceeded);
		}
		assert_ok!(declare(vec![pieces(2_000), pieces(3_000)], each()));
	})
}

#[test]
fn takes_goods_by_their_weight_up_to_the_gross_weight() {
	ExtBuilder.filed(|| {
		let lines = vec![line_of(1_200, MeasureUnit::Kilogram)];
		assert_ok!(dispatch(EXPORTER, declare_call(Form { lines, ..form([0]) })));
	})
}

#[test]
fn refuses_what_was_made_of_goods_that_left_until_these_came_back() {
	ExtBuilder.declared(|| {
		make(1, 1_000, Some(1));
		release(1);
		go_through(1, [Closed]);
		let again = || declare_as(EXPORTER, 2, form_for(order(2), [1]));
		assert_noop!(again(), Error::<Test>::UnitLeft);
		go_through(1, [Returned]);
		assert_ok!(again());
	})
}

#[test]
fn says_under_which_declaration_a_unit_left_while_that_stands() {
	ExtBuilder.declared(|| {
		let left_under = || <Customs as traits::Clearance>::left_under(&unit(0));
		assert_eq!(left_under(), None);
		release(1);
		assert_eq!(left_under(), Some(entry(1)));
		go_through(1, [Closed]);
		assert_eq!(left_under(), Some(entry(1)));
		go_through(1, [Returned]);
		assert_eq!(left_under(), None);
	})
}
