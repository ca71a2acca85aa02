// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	DispatchResult,
};
use suyuan_primitives::{
	codes::SupervisionMode,
	items::CustomsStatus::{self, *},
	requirement::InfoBlock,
	traits::HeldAt,
	values::{Moment, Packages},
};

fn amend_as(who: AccountId, form: Form<Test>) -> DispatchResult {
	dispatch(who, Call::amend { entry_number: entry(1), form })
}

fn declared_again(declared_at: u64, units: impl IntoIterator<Item = u32>) -> Form<Test> {
	Form { heading: Heading { declared_at: Moment(declared_at), ..heading() }, ..form(units) }
}

#[test]
fn takes_the_place_of_the_form_before_and_all_decide_anew() {
	ExtBuilder.declared(|| {
		let before = declaration(1).declaration_hash;
		assert_ok!(decide(TAX, 1, true));
		assert_ok!(decide(CUSTOMS, 1, false));
		events();
		let mut form = form([0, 1]);
		form.heading.packages = Packages(2);
		form.lines[0].value = usd(2_999);
		assert_ok!(amend_as(EXPORTER, form.clone()));

		let declaration = declaration(1);
		assert_eq!((declaration.heading.packages, declaration.value), (Packages(2), usd(2_999)));
		assert_eq!(declaration.units, 2);
		assert_eq!(Lines::<Test>::get(entry(1)), form.lines);
		assert_eq!(DeclaredUnits::<Test>::get(entry(1)), form.units);
		assert_eq!(Verdicts::<Test>::iter_prefix(Matter::Declaration(entry(1))).count(), 0);
		assert_eq!(declaration.approval, Approval::asked(Requirement::<Test>::get()));
		assert_eq!(WorkList::<Test>::iter().count(), 4);
		let declaration_hash = declaration.declaration_hash;
		assert_ne!(declaration_hash, before);
		let (entry_number, by) = (entry(1), EXPORTER);
		let must_agree = Requirement::<Test>::get();
		assert_eq!(events(), [Event::Amended { entry_number, form, by, declaration_hash, must_agree }]);
		assert_eq!(declared_side(EXPORTER, &order(0)).unwrap().value, usd(2_999));
	})
}

#[test]
fn frees_the_units_that_it_no_longer_names_and_says_so_in_their_trace() {
	ExtBuilder.filed(|| {
		declare(1, form([0, 1]));
		written();
		assert_ok!(amend_as(EXPORTER, form([1, 2])));
		assert_eq!(DeclaredIn::<Test>::get(unit(0)), None);
		assert_eq!(DeclaredIn::<Test>::get(unit(2)), Some(entry(1)));
		let declared = || status_item(1, Declared, START);
		assert_eq!(
			written(),
			[
				(unit(0), EXPORTER, status_item(1, Cancelled, START)),
				(unit(1), EXPORTER, declared()),
				(unit(2), EXPORTER, declared()),
			]
		);
		declare(2, form_for(order(2), [0]));
	})
}

#[test]
fn moves_the_declaration_to_another_order() {
	ExtBuilder.declared(|| {
		assert_ok!(amend_as(EXPORTER, form_for(order(7), [0])));
		assert_eq!(declared_side(EXPORTER, &order(0)), None);
		assert_eq!(declared_side(EXPORTER, &order(7)).unwrap().entry_number, entry(1));
	})
}

#[test]
fn declares_again_under_the_same_number_what_was_rejected() {
	ExtBuilder.declared(|| {
		assert_ok!(decide(TAX, 1, false));
		at(START + 5);
		go_through(1, [Received, Rejected]);
		written();
		events();
		let form = declared_again(START + 5, [1]);
		assert_ok!(amend_as(EXPORTER, form.clone()));

		let declaration = declaration(1);
		assert_eq!((declaration.status, declaration.code), (Declared, 2));
		assert_eq!(declaration.changed_at, Moment(START + 5));
		assert_eq!(Verdicts::<Test>::iter_prefix(Matter::Declaration(entry(1))).count(), 0);
		assert!(declared_side(EXPORTER, &order(0)).is_some());
		assert_eq!(DeclaredIn::<Test>::get(unit(0)), None);
		// The unit left out was rejected, and nothing has to be added to that.
		assert_eq!(written(), [(unit(1), EXPORTER, status_item(1, Declared, START + 5))]);
		let (entry_number, by, declaration_hash) = (entry(1), EXPORTER, declaration.declaration_hash);
		let (from, to, code, changed_at) = (Rejected, Declared, 2, Moment(START + 5));
		let (must_agree, released_loop) = (Requirement::<Test>::get(), None);
		assert_eq!(
			events(),
			[
				Event::Amended { entry_number, form, by, declaration_hash, must_agree },
				Event::StatusChanged { entry_number, from, to, code, changed_at, by, released_loop },
			]
		);
		release(1);
	})
}

#[test]
fn names_the_broker_who_signed_last() {
	ExtBuilder.declared(|| {
		assert_ok!(amend_as(BROKER, form([0])));
		assert_eq!(declaration(1).broker, Some(BROKER));
		assert_ok!(amend_as(EXPORTER, form([0])));
		assert_eq!(declaration(1).broker, None);
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.declared(|| {
		for origin in unsigned() {
			let outcome = Customs::amend(origin, entry(1), form([0])).map_err(|failure| failure.error);
			assert_noop!(outcome, BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force_or_not_authorized() {
	ExtBuilder.declared(|| {
		for who in [COMPETITOR, CARRIER, CUSTOMS] {
			assert_noop!(amend_as(who, form([0])), Error::<Test>::NotAuthorized);
		}
		authorize(EXPORTER, BROKER, &[InfoBlock::Logistics]);
		assert_noop!(amend_as(BROKER, form([0])), Error::<Test>::NotAuthorized);
		suspend(EXPORTER);
		for who in [EXPORTER, STRANGER] {
			assert_noop!(amend_as(who, form([0])), Error::<Test>::NotInForce);
		}
	})
}

#[test]
fn refuses_a_broker_whose_principal_is_not_in_force() {
	ExtBuilder.declared(|| {
		suspend(EXPORTER);
		assert_noop!(amend_as(BROKER, form([0])), Error::<Test>::DeclarantNotInForce);
	})
}

#[test]
fn refuses_what_was_never_declared() {
	ExtBuilder.filed(|| {
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::NotFound);
	})
}

#[test]
fn refuses_another_declarant() {
	ExtBuilder.declared(|| {
		let form = Form { declarant: COMPETITOR, ..form([0]) };
		assert_noop!(amend_as(COMPETITOR, form), Error::<Test>::DeclarantChanged);
	})
}

#[test]
fn refuses_what_is_in_the_hands_of_customs_or_settled() {
	for statuses in [
		vec![Received],
		vec![Received, ManualReview],
		vec![Received, Inspection],
		vec![Received, Inspection, Detained],
		vec![Received, Concluded],
		vec![Received, Inspection, Returned],
		vec![Cancelled],
	] {
		ExtBuilder.declared(|| {
			go_through(1, statuses);
			assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::InCustomsHands);
		})
	}
	ExtBuilder.declared(|| {
		release(1);
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::InCustomsHands);
		go_through(1, [Closed]);
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::InCustomsHands);
	});
}

#[test]
fn refuses_to_declare_again_before_it_was_rejected() {
	ExtBuilder.declared(|| {
		at(START + 5);
		go_through(1, [Rejected]);
		assert_noop!(amend_as(EXPORTER, declared_again(START + 4, [0])), Error::<Test>::TimesOutOfOrder);
		assert_ok!(amend_as(EXPORTER, declared_again(START + 5, [0])));
	})
}

#[test]
fn a_wrong_date_is_put_right() {
	ExtBuilder.declared(|| {
		assert_ok!(amend_as(EXPORTER, declared_again(START - 5, [0])));
		assert_eq!(declaration(1).changed_at, Moment(START - 5));
	})
}

#[test]
fn asks_for_a_good_filing_as_declaring_does() {
	ExtBuilder.declared(|| {
		let heading = Heading { mode: SupervisionMode::General, ..heading() };
		assert_noop!(amend_as(EXPORTER, Form { heading, ..form([0]) }), Error::<Test>::ModeNotInScope);
		assert_ok!(decide_filing(TAX, EXPORTER, false));
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::FilingNotGood);
		at(START + TERM);
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		at(START + 2 * TERM);
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::FilingLapsed);
		assert_ok!(Customs::withdraw_filing(signed(EXPORTER)));
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::NotFiled);
	})
}

#[test]
fn asks_for_sound_forms_and_units_as_declaring_does() {
	ExtBuilder.declared(|| {
		declare(2, form_for(order(2), [1]));
		close(2);
		sell(3, COMPETITOR);
		for (n, error) in [
			(2 * MAX_UNITS, Error::<Test>::UnitNotFound),
			(1, Error::UnitAlreadyDeclared),
			(2, Error::UnitClosed),
			(3, Error::UnitNotOwned),
			(0, Error::DuplicateUnit),
		] {
			assert_noop!(amend_as(EXPORTER, form([0, n])), error);
		}
		assert_noop!(amend_as(EXPORTER, form([])), Error::<Test>::LineWithoutUnit);
	})
}

#[test]
fn refuses_the_order_of_another_declaration() {
	ExtBuilder.declared(|| {
		declare(2, form_for(order(2), [1]));
		let outcome = amend_as(EXPORTER, form_for(order(2), [0]));
		assert_eq!(outcome, Err(DispatchError::Other("OrderAlreadyDeclared")));
		assert!(declared_side(EXPORTER, &order(0)).is_some());
	})
}

#[test]
fn refuses_a_unit_that_was_declared_elsewhere_since_it_was_rejected() {
	ExtBuilder.declared(|| {
		go_through(1, [CustomsStatus::Rejected]);
		declare(2, form_for(order(2), [0]));
		assert_noop!(amend_as(EXPORTER, form([0])), Error::<Test>::UnitAlreadyDeclared);
		assert_ok!(amend_as(EXPORTER, form([1])));
		assert_eq!(DeclaredIn::<Test>::get(unit(0)), Some(entry(2)));
	})
}

#[test]
fn refuses_to_keep_a_unit_that_is_held_by_now() {
	ExtBuilder.declared(|| {
		hold(0, Some(HeldAt::Unit));
		assert_noop!(Customs::amend(signed(EXPORTER), entry(1), form([0, 1])), Error::<Test>::UnitHeld);
		assert_ok!(Customs::amend(signed(EXPORTER), entry(1), form([1])));
	})
}

#[test]
fn keeps_the_time_of_a_declaration_however_long_ago_but_takes_no_other_of_that_time() {
	ExtBuilder.declared(|| {
		at(START + MAX_PAST + 2);
		file(EXPORTER);
		agree_to_filing(EXPORTER);
		assert_noop!(amend_as(EXPORTER, declared_again(START + 1, [1])), Error::<Test>::DeclaredTooLongAgo);
		assert_ok!(amend_as(EXPORTER, declared_again(START, [1])));
		assert_ok!(amend_as(EXPORTER, declared_again(START + 2, [1])));
	})
}
