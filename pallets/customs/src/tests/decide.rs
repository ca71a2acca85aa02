// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{items::CustomsStatus::*, parties::Department, values::Moment};

#[test]
fn keeps_the_verdict_and_takes_the_matter_off_the_departments_work_list_alone() {
	ExtBuilder.declared(|| {
		at(START + 3);
		assert_ok!(decide(TAX, 1, false));

		let matter = Matter::Declaration(entry(1));
		let loop_digest = loop_digest(1);
		let (given_at, read) = (Moment(START + 3), Some(loop_digest));
		let verdict = Verdict { agrees: false, reason: Some(reason()), by: TAX, given_at, loop_digest: read };
		assert_eq!(Verdicts::<Test>::get(matter, Department::Tax), Some(verdict));
		assert!(!WorkList::<Test>::contains_key(Department::Tax, matter));
		assert_eq!(WorkList::<Test>::iter().count(), 3);
		assert!(declaration(1).approval.refused.tax);
		let (department, reason) = (Department::Tax, Some(reason()));
		let (entry_number, agrees, overrules) = (entry(1), false, None);
		let by = TAX;
		let approval = declaration(1).approval;
		assert_eq!(
			events(),
			[Event::Decided {
				entry_number,
				department,
				agrees,
				reason,
				by,
				overrules,
				loop_digest,
				approval,
			}]
		);
	})
}

#[test]
fn all_decide_in_parallel_in_whatever_order_and_whatever_customs_do_meanwhile() {
	ExtBuilder.declared(|| {
		assert_ok!(decide(MARKET_SUPERVISION, 1, true));
		go_through(1, [Received]);
		assert_ok!(decide(CUSTOMS, 1, true));
		go_through(1, [Inspection, Detained]);
		assert_ok!(decide(FOREIGN_EXCHANGE, 1, true));
		go_through(1, [Concluded]);
		assert!(!declaration(1).approval.is_given());
		assert_ok!(decide(TAX, 1, true));
		assert!(declaration(1).approval.is_given());
		assert_eq!(WorkList::<Test>::iter().count(), 0);
		assert_ok!(advance(1, Released));
	})
}

#[test]
fn a_department_may_think_better_of_it_until_the_goods_are_released() {
	ExtBuilder.declared(|| {
		agree(1);
		go_through(1, [Received, Concluded]);
		assert_ok!(decide(TAX, 1, false));
		assert_noop!(advance(1, Released), Error::<Test>::NotAgreed);
		assert_ok!(decide(TAX, 1, true));
		assert_ok!(advance(1, Released));
		assert_noop!(decide(TAX, 1, false), Error::<Test>::NotUnderWay);
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.declared(|| {
		for origin in unsigned() {
			let hash = declaration(1).declaration_hash;
			assert_noop!(Customs::decide(origin, entry(1), hash, loop_digest(1), true, None), BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force() {
	ExtBuilder.declared(|| {
		suspend(TAX);
		for who in [TAX, STRANGER] {
			assert_noop!(decide(who, 1, true), Error::<Test>::NotInForce);
		}
	})
}

#[test]
fn refuses_an_account_without_a_departments_seat() {
	ExtBuilder.declared(|| {
		for who in [EXPORTER, BROKER, NEW_SEAT] {
			assert_noop!(decide(who, 1, true), Error::<Test>::NoDepartment);
		}
	})
}

#[test]
fn refuses_a_department_that_need_not_agree() {
	ExtBuilder.declared(|| {
		for agrees in [true, false] {
			assert_noop!(decide(COMMERCE, 1, agrees), Error::<Test>::NotAsked);
		}
	})
}

#[test]
fn refuses_a_verdict_on_nothing() {
	ExtBuilder.filed(|| {
		assert_noop!(
			Customs::decide(signed(TAX), entry(1), H256::zero(), H256::zero(), true, None),
			Error::<Test>::NotFound
		);
	})
}

#[test]
fn refuses_a_verdict_on_what_was_amended_since_it_was_read() {
	ExtBuilder.declared(|| {
		let read = declaration(1).declaration_hash;
		assert_ok!(Customs::amend(signed(EXPORTER), entry(1), form([1])));
		assert_noop!(
			Customs::decide(signed(TAX), entry(1), read, loop_digest(1), true, None),
			Error::<Test>::DeclarationChanged
		);
	})
}

#[test]
fn refuses_a_verdict_on_what_is_settled() {
	for statuses in [vec![Rejected], vec![Cancelled], vec![Received, Inspection, Returned]] {
		ExtBuilder.declared(|| {
			go_through(1, statuses);
			assert_eq!(WorkList::<Test>::iter().count(), 0);
			assert_noop!(decide(TAX, 1, true), Error::<Test>::NotUnderWay);
		})
	}
	ExtBuilder.declared(|| {
		release(1);
		go_through(1, [Closed]);
		assert_noop!(decide(TAX, 1, true), Error::<Test>::NotUnderWay);
		go_through(1, [Returned]);
		assert_noop!(decide(TAX, 1, true), Error::<Test>::NotUnderWay);
	});
}

#[test]
fn refuses_to_refuse_without_a_reason() {
	ExtBuilder.declared(|| {
		let decide = |agrees, reason| {
			let hash = declaration(1).declaration_hash;
			Customs::decide(signed(TAX), entry(1), hash, loop_digest(1), agrees, reason)
		};
		assert_noop!(decide(false, None), Error::<Test>::ReasonMissing);
		assert_noop!(decide(false, Some(text(""))), Error::<Test>::EmptyText);
		assert_noop!(decide(true, Some(text("a\u{7}b"))), Error::<Test>::ControlCharacter);
		assert_ok!(decide(true, Some(text("三单一致"))));
	})
}

/// The holders of seats in the last verdict: who gave it, and whose it takes the place of.
fn by_and_overrules() -> (AccountId, Option<AccountId>) {
	match events().pop() {
		Some(Event::Decided { by, overrules, .. }) => (by, overrules),
		other => panic!("{other:?}"),
	}
}

#[test]
fn another_seat_of_the_department_turns_a_verdict_before_all_agree_and_the_event_says_whose() {
	ExtBuilder.declared(|| {
		assert_ok!(decide(TAX, 1, false));
		assert_ok!(decide(SECOND_OF_TAX, 1, true));
		assert_eq!(by_and_overrules(), (SECOND_OF_TAX, Some(TAX)));
		assert_ok!(decide(SECOND_OF_TAX, 1, false));
		assert_eq!(by_and_overrules(), (SECOND_OF_TAX, None));
	})
}

#[test]
fn another_seat_of_the_department_turns_no_verdict_once_all_agree() {
	ExtBuilder.declared(|| {
		agree(1);
		for agrees in [true, false] {
			assert_noop!(decide(SECOND_OF_TAX, 1, agrees), Error::<Test>::VerdictOfAnotherSeat);
		}
		// Who gave it may, and so may a successor.
		give_seat(TAX, Some(Department::Commerce));
		assert_ok!(decide(SECOND_OF_TAX, 1, false));
		assert_eq!(by_and_overrules(), (SECOND_OF_TAX, Some(TAX)));
	})
}

#[test]
fn refuses_a_verdict_on_a_loop_that_changed_since_it_was_read() {
	ExtBuilder.declared(|| {
		let (hash, read) = (declaration(1).declaration_hash, loop_digest(1));
		SaidByDocuments::set(&1);
		for agrees in [true, false] {
			assert_noop!(
				Customs::decide(signed(TAX), entry(1), hash, read, agrees, Some(reason())),
				Error::<Test>::LoopChanged
			);
		}
		assert_ok!(decide(TAX, 1, true));
	})
}

#[test]
fn a_loop_that_changes_after_the_verdicts_is_decided_on_again_before_the_release() {
	ExtBuilder.declared(|| {
		agree(1);
		go_through(1, [Received, Concluded]);
		SaidByDocuments::set(&1);
		assert_noop!(advance(1, Released), Error::<Test>::LoopChanged);
		for who in [CUSTOMS, FOREIGN_EXCHANGE, MARKET_SUPERVISION] {
			assert_ok!(decide(who, 1, true));
			assert_noop!(advance(1, Released), Error::<Test>::LoopChanged);
		}
		assert_eq!(Customs::declaration(entry(1)).unwrap().outdated, [Department::Tax]);
		// What is outdated any seat of the department decides anew.
		assert_ok!(decide(SECOND_OF_TAX, 1, true));
		assert_eq!(Customs::declaration(entry(1)).unwrap().outdated, []);
		assert_noop!(decide(TAX, 1, true), Error::<Test>::VerdictOfAnotherSeat);
		assert_ok!(advance(1, Released));
	})
}
