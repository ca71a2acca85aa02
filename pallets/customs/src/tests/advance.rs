// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	items::{
		self, CustomsInfo,
		CustomsStatus::{self, *},
	},
	traits::HeldAt,
	values::Moment,
};

/// Takes the first declaration to a status by the shortest way.
fn take_to(status: CustomsStatus) {
	match status {
		Declared => (),
		Received => go_through(1, [Received]),
		ManualReview => go_through(1, [Received, ManualReview]),
		Inspection => go_through(1, [Received, Inspection]),
		Detained => go_through(1, [Received, Inspection, Detained]),
		Concluded => go_through(1, [Received, Concluded]),
		Released => release(1),
		Closed => {
			release(1);
			go_through(1, [Closed]);
		}
		Rejected => go_through(1, [Rejected]),
		Returned => go_through(1, [Received, Inspection, Returned]),
		Cancelled => go_through(1, [Cancelled]),
	}
}

#[test]
fn a_declaration_moves_along_the_arrows_and_along_no_others() {
	for from in CustomsStatus::ALL {
		for to in CustomsStatus::ALL {
			ExtBuilder.declared(|| {
				take_to(from);
				if to == Released && from == Concluded {
					agree(1);
				}
				let before = declaration(1);
				events();
				let outcome = advance(1, to);
				// To declare is not up to customs; the same status with the same code is no change.
				if from.may_become(to) && to != Declared && from != to {
					assert_eq!(outcome, Ok(()), "{from:?} to {to:?}");
					let code = code_of(to);
					assert_eq!((declaration(1).status, declaration(1).code), (to, code));
					let (entry_number, by) = (entry(1), CUSTOMS);
					let changed_at = declaration(1).changed_at;
					let released_loop = declaration(1).released_loop;
					let changed =
						Event::StatusChanged { entry_number, from, to, code, changed_at, by, released_loop };
					assert_eq!(events(), [changed]);
				} else {
					assert_eq!(outcome, Err(Error::<Test>::ArrowNotAllowed.into()), "{from:?} to {to:?}");
					assert_eq!(declaration(1), before);
				}
			})
		}
	}
}

#[test]
fn writes_the_status_into_the_block_of_every_unit_in_the_name_of_who_moved_it() {
	ExtBuilder.filed(|| {
		declare(1, form([0, 1]));
		written();
		at(START + 4);
		assert_ok!(advance(1, Received));
		let item = || status_item(1, Received, START + 4);
		assert_eq!(written(), [(unit(0), CUSTOMS, item()), (unit(1), CUSTOMS, item())]);
	})
}

#[test]
fn a_release_writes_the_declaration_with_the_lines_of_each_unit() {
	ExtBuilder.filed(|| {
		let lines = [line(10), line(20), line(30)];
		declare(
			1,
			Form {
				lines: lines.to_vec(),
				units: vec![declared_unit(0, [2, 0]), declared_unit(1, [1])],
				..form([])
			},
		);
		agree(1);
		go_through(1, [Received, Concluded]);
		written();
		at(START + 8);
		assert_ok!(advance(1, Released));

		assert_eq!(declaration(1).released_at, Some(Moment(START + 8)));
		let item = |of_the_unit: &[usize]| {
			CustomsInfo::Declaration(items::Declaration {
				lines: of_the_unit.iter().map(|n| lines[*n].clone()).collect::<Vec<_>>().try_into().unwrap(),
				entry_number: entry(1),
				port_of_departure: heading().port_of_departure,
				port_of_arrival: heading().port_of_arrival,
				declared_at: Moment(START),
				released_at: Moment(START + 8),
				duty_paid: None,
			})
		};
		let status = || status_item(1, Released, START + 8);
		assert_eq!(
			written(),
			[
				(unit(0), CUSTOMS, item(&[2, 0])),
				(unit(0), CUSTOMS, status()),
				(unit(1), CUSTOMS, item(&[1])),
				(unit(1), CUSTOMS, status()),
			]
		);
	})
}

#[test]
fn a_release_writes_sound_items() {
	ExtBuilder.declared(|| {
		release(1);
		use suyuan_primitives::{Check, Clock};
		for (_, _, item) in written() {
			assert_eq!(item.check(&Clock { latest: START }), Ok(()));
		}
	})
}

#[test]
fn goods_are_released_only_once_every_department_agrees_that_must() {
	for silent in MUST_AGREE {
		ExtBuilder.declared(|| {
			for who in MUST_AGREE.into_iter().filter(|who| *who != silent) {
				assert_ok!(decide(who, 1, true));
			}
			go_through(1, [Received, Concluded]);
			assert_noop!(advance(1, Released), Error::<Test>::NotAgreed);
			assert_ok!(decide(silent, 1, false));
			assert_noop!(advance(1, Released), Error::<Test>::NotAgreed);
			assert_ok!(decide(silent, 1, true));
			assert_ok!(advance(1, Released));
		})
	}
}

#[test]
fn goods_are_not_released_while_documents_disagree() {
	ExtBuilder.declared(|| {
		agree(1);
		go_through(1, [Received, Concluded]);
		DocumentsDisagree::set(&true);
		assert_noop!(advance(1, Released), Error::<Test>::LoopMismatch);
		assert_ok!(advance(1, Inspection));
		assert_ok!(advance(1, Concluded));
		DocumentsDisagree::set(&false);
		assert_ok!(advance(1, Released));
	})
}

#[test]
fn detained_goods_are_handed_from_one_office_to_another() {
	ExtBuilder.declared(|| {
		go_through(1, [Received, Inspection]);
		for code in [501, 502, 503, 599] {
			assert_ok!(advance_at(1, Detained, code, START));
			assert_eq!(declaration(1).code, code);
			assert_noop!(advance_at(1, Detained, code, START), Error::<Test>::ArrowNotAllowed);
		}
	})
}

#[test]
fn a_declaration_that_falls_frees_its_units_and_its_order_and_is_on_no_work_list() {
	for end in [Rejected, Cancelled, Returned] {
		ExtBuilder.declared(|| {
			take_to(end);
			assert_eq!(DeclaredIn::<Test>::get(unit(0)), None);
			assert_eq!(declared_side(EXPORTER, &order(0)), None);
			assert_eq!(WorkList::<Test>::iter().count(), 0);
		})
	}
}

#[test]
fn a_declaration_returned_after_it_was_closed_keeps_its_date_of_release() {
	ExtBuilder.declared(|| {
		take_to(Closed);
		assert!(declared_side(EXPORTER, &order(0)).is_some());
		at(START + 50);
		assert_ok!(advance(1, Returned));
		assert_eq!(declaration(1).released_at, Some(Moment(START)));
		assert_eq!(DeclaredIn::<Test>::get(unit(0)), None);
		assert_eq!(declared_side(EXPORTER, &order(0)), None);
	})
}

#[test]
fn moves_on_though_the_unit_was_closed_or_sold_meanwhile() {
	ExtBuilder.filed(|| {
		declare(1, form([0, 1]));
		close(0);
		sell(1, COMPETITOR);
		release(1);
	})
}

#[test]
fn moves_on_though_the_declarant_was_suspended() {
	ExtBuilder.declared(|| {
		suspend(EXPORTER);
		release(1);
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.declared(|| {
		for origin in unsigned() {
			let outcome = Customs::advance(origin, entry(1), Received, 120, Moment(START));
			assert_noop!(outcome.map_err(|failure| failure.error), BadOrigin);
		}
	})
}

#[test]
fn refuses_all_but_customs() {
	ExtBuilder.declared(|| {
		suspend(MARKET_SUPERVISION);
		for (who, error) in [
			(TAX, Error::<Test>::NotCustoms),
			(COMMERCE, Error::NotCustoms),
			(NEW_SEAT, Error::NoDepartment),
			(EXPORTER, Error::NoDepartment),
			(BROKER, Error::NoDepartment),
			(MARKET_SUPERVISION, Error::NotInForce),
			(STRANGER, Error::NotInForce),
		] {
			let changed_at = Moment(START);
			let call = Call::advance { entry_number: entry(1), status: Received, code: 120, changed_at };
			assert_noop!(dispatch(who, call), error);
		}
		suspend(CUSTOMS);
		assert_noop!(advance(1, Received), Error::<Test>::NotInForce);
	})
}

#[test]
fn refuses_what_was_never_declared() {
	ExtBuilder.filed(|| {
		assert_noop!(advance(1, Received), Error::<Test>::NotFound);
	})
}

#[test]
fn refuses_the_code_of_another_status() {
	ExtBuilder.declared(|| {
		for code in [0, 100, 300, 800, u16::MAX] {
			assert_noop!(advance_at(1, Received, code, START), Error::<Test>::StatusCodeMismatch);
		}
	})
}

#[test]
fn refuses_what_is_yet_to_happen() {
	ExtBuilder.declared(|| {
		assert_noop!(advance_at(1, Received, 120, START + MAX_FUTURE + 1), Error::<Test>::InTheFuture);
		assert_ok!(advance_at(1, Received, 120, START + MAX_FUTURE));
	})
}

#[test]
fn refuses_what_happened_before_the_last_change() {
	ExtBuilder.declared(|| {
		assert_noop!(advance_at(1, Received, 120, START - 1), Error::<Test>::TimesOutOfOrder);
		assert_ok!(advance_at(1, Received, 120, START + 10));
		assert_noop!(advance_at(1, Concluded, 399, START + 9), Error::<Test>::TimesOutOfOrder);
		assert_ok!(advance_at(1, Concluded, 399, START + 10));
	})
}

#[test]
fn releases_nothing_that_is_held() {
	ExtBuilder.filed(|| {
		declare(1, form([0, 1]));
		agree(1);
		go_through(1, [Received, Concluded]);
		hold(1, Some(HeldAt::Inside));
		assert_noop!(advance(1, Released), Error::<Test>::UnitHeld);
		hold(1, None);
		assert_ok!(advance(1, Released));
	})
}
