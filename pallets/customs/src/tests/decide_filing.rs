// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	codes::SupervisionMode,
	parties::{Department, DepartmentSet},
	values::Moment,
};

fn standing() -> Standing {
	Filings::<Test>::get(EXPORTER).unwrap().standing(Now::get())
}

fn only(department: Department) -> DepartmentSet {
	DepartmentSet::default().with(department)
}

#[test]
fn a_filing_is_good_once_the_last_department_agrees_in_whatever_order() {
	for first in 0..MUST_AGREE.len() {
		ExtBuilder.build_and_execute(|| {
			file(EXPORTER);
			for n in 0..MUST_AGREE.len() {
				assert!(matches!(standing(), Standing::Open { .. }));
				assert_ok!(decide_filing(MUST_AGREE[(first + n) % MUST_AGREE.len()], EXPORTER, true));
			}
			assert_eq!(standing(), Standing::Good);
			let good = Event::FilingGood { exporter: EXPORTER, lapses_at: START + TERM };
			assert_eq!(events().last(), Some(&good));
			assert_eq!(WorkList::<Test>::iter().count(), 0);
		})
	}
}

#[test]
fn a_verdict_is_kept_with_who_gave_it_when_and_why() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		events();
		at(START + 7);
		assert_ok!(decide_filing(TAX, EXPORTER, false));

		let (by, given_at) = (TAX, Moment(START + 7));
		let verdict = Verdict { agrees: false, reason: Some(reason()), by, given_at, loop_digest: None };
		assert_eq!(Verdicts::<Test>::get(Matter::Filing(EXPORTER), Department::Tax), Some(verdict));
		assert!(!WorkList::<Test>::contains_key(Department::Tax, Matter::Filing(EXPORTER)));
		assert_eq!(standing(), Standing::Refused { by: only(Department::Tax) });
		let (department, reason) = (Department::Tax, Some(reason()));
		assert_eq!(
			events(),
			[Event::FilingDecided {
				exporter: EXPORTER,
				department,
				agrees: false,
				reason,
				by: TAX,
				overrules: None,
				approval: Filings::<Test>::get(EXPORTER).unwrap().approval,
			}]
		);
	})
}

#[test]
fn says_who_has_yet_to_decide() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		for who in [CUSTOMS, FOREIGN_EXCHANGE, MARKET_SUPERVISION] {
			assert_ok!(decide_filing(who, EXPORTER, true));
		}
		assert_eq!(standing(), Standing::Open { waits_for: only(Department::Tax) });
	})
}

#[test]
fn one_refusal_is_enough_whichever_departments_agree() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		assert_ok!(decide_filing(TAX, EXPORTER, false));
		for who in [CUSTOMS, FOREIGN_EXCHANGE, MARKET_SUPERVISION] {
			assert_ok!(decide_filing(who, EXPORTER, true));
		}
		assert_eq!(standing(), Standing::Refused { by: only(Department::Tax) });
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		assert_eq!(standing(), Standing::Good);
	})
}

#[test]
fn a_department_takes_a_good_filing_back_and_may_give_it_again_for_a_new_term() {
	ExtBuilder.filed(|| {
		at(START + 10);
		assert_ok!(decide_filing(TAX, EXPORTER, false));
		assert_eq!(standing(), Standing::Refused { by: only(Department::Tax) });
		let taken_back = Event::FilingTakenBack { exporter: EXPORTER, department: Department::Tax };
		assert_eq!(events().last(), Some(&taken_back));

		at(START + 20);
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		let good = Event::FilingGood { exporter: EXPORTER, lapses_at: START + 20 + TERM };
		assert_eq!(events().last(), Some(&good));
	})
}

#[test]
fn agreeing_twice_prolongs_nothing() {
	ExtBuilder.filed(|| {
		at(START + 10);
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		assert_eq!(Filings::<Test>::get(EXPORTER).unwrap().lapses_at, Some(START + TERM));
		assert_eq!(events().len(), 1);
	})
}

#[test]
fn another_seat_of_the_department_speaks_for_it_as_well() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		for who in MUST_AGREE {
			assert_ok!(decide_filing(who, EXPORTER, who != CUSTOMS));
		}
		assert_ok!(decide_filing(SECOND_OF_TAX, EXPORTER, false));
		let overrules = Some(TAX);
		assert!(matches!(
			events().pop(),
			Some(Event::FilingDecided { by: SECOND_OF_TAX, overrules: of, .. }) if of == overrules
		));
		let verdict = Verdicts::<Test>::get(Matter::Filing(EXPORTER), Department::Tax).unwrap();
		assert_eq!((verdict.agrees, verdict.by), (false, SECOND_OF_TAX));
		assert_eq!(Verdicts::<Test>::iter_prefix(Matter::Filing(EXPORTER)).count(), 4);
	})
}

#[test]
fn a_department_that_had_to_agree_when_it_was_filed_must_still() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		let requirement = [Department::Customs, Department::Commerce].into_iter().collect();
		assert_ok!(Customs::set_requirement(signed(COLLECTIVE), requirement));
		assert_noop!(decide_filing(COMMERCE, EXPORTER, true), Error::<Test>::NotAsked);
		agree_to_filing(EXPORTER);
		assert_eq!(standing(), Standing::Good);
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		for origin in unsigned() {
			let hash = filing_hash(EXPORTER);
			assert_noop!(Customs::decide_filing(origin, EXPORTER, hash, true, None), BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		suspend(TAX);
		for who in [TAX, STRANGER] {
			assert_noop!(decide_filing(who, EXPORTER, true), Error::<Test>::NotInForce);
		}
	})
}

#[test]
fn refuses_an_account_without_a_departments_seat() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		for who in [EXPORTER, BROKER, NEW_SEAT] {
			assert_noop!(decide_filing(who, EXPORTER, true), Error::<Test>::NoDepartment);
		}
	})
}

#[test]
fn refuses_a_department_that_need_not_agree() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		for agrees in [true, false] {
			assert_noop!(decide_filing(COMMERCE, EXPORTER, agrees), Error::<Test>::NotAsked);
		}
	})
}

#[test]
fn refuses_a_verdict_on_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			Customs::decide_filing(signed(TAX), EXPORTER, H256::zero(), true, None),
			Error::<Test>::NotFiled
		);
	})
}

#[test]
fn refuses_a_verdict_on_what_was_changed_since_it_was_read() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		let read = filing_hash(EXPORTER);
		let scope = modes().with(SupervisionMode::General);
		assert_ok!(Customs::file(signed(EXPORTER), customs_code(), scope, documents()));
		assert_noop!(
			Customs::decide_filing(signed(TAX), EXPORTER, read, true, None),
			Error::<Test>::FilingChanged
		);
		file(EXPORTER);
		assert_ok!(Customs::decide_filing(signed(TAX), EXPORTER, read, true, None));
	})
}

#[test]
fn refuses_a_verdict_on_what_has_lapsed() {
	ExtBuilder.filed(|| {
		at(START + TERM - 1);
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		at(START + TERM);
		for agrees in [true, false] {
			assert_noop!(decide_filing(TAX, EXPORTER, agrees), Error::<Test>::FilingLapsed);
		}
	})
}

#[test]
fn refuses_to_refuse_without_a_reason() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		let decide = |agrees, reason| {
			Customs::decide_filing(signed(TAX), EXPORTER, filing_hash(EXPORTER), agrees, reason)
		};
		assert_noop!(decide(false, None), Error::<Test>::ReasonMissing);
		assert_noop!(decide(false, Some(text(" "))), Error::<Test>::EmptyText);
		assert_noop!(decide(true, Some(text("a\nb"))), Error::<Test>::ControlCharacter);
		assert_ok!(decide(true, Some(text("三单一致"))));
	})
}

#[test]
fn another_seat_of_the_department_takes_no_good_filing_back() {
	ExtBuilder.filed(|| {
		assert_noop!(decide_filing(SECOND_OF_TAX, EXPORTER, false), Error::<Test>::VerdictOfAnotherSeat);
		give_seat(TAX, None);
		assert_ok!(decide_filing(SECOND_OF_TAX, EXPORTER, false));
	})
}
