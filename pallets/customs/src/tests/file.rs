// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	codes::{CustomsCode, SupervisionMode, SupervisionModes},
	parties::Department,
	values::Moment,
};

fn file_as(who: AccountId) -> sp_runtime::DispatchResult {
	Customs::file(signed(who), customs_code(), modes(), documents())
}

fn work_lists_with(exporter: AccountId) -> Vec<Department> {
	let matter = Matter::Filing(exporter);
	WorkList::<Test>::iter_keys().filter(|(_, on_it)| *on_it == matter).map(|(who, _)| who).collect()
}

#[test]
fn puts_a_filing_before_every_department_that_must_agree() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file_as(EXPORTER));

		let filing = Filings::<Test>::get(EXPORTER).unwrap();
		assert_eq!(events(), [Event::Filed { exporter: EXPORTER, filing: filing.clone() }]);
		assert_eq!((filing.customs_code, filing.scope), (customs_code(), modes()));
		assert_eq!((filing.evidence, filing.filed_at), (documents(), Moment(START)));
		let must_agree = Requirement::<Test>::get();
		assert_eq!(filing.approval, Approval::asked(must_agree));
		assert_eq!(work_lists_with(EXPORTER).len(), must_agree.iter().count());
	})
}

#[test]
fn the_hash_is_that_of_what_was_filed_and_not_of_when() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		let hash = filing_hash(EXPORTER);
		at(START + 1);
		file(EXPORTER);
		assert_eq!(filing_hash(EXPORTER), hash);
		let scope = modes().with(SupervisionMode::General);
		assert_ok!(Customs::file(signed(EXPORTER), customs_code(), scope, documents()));
		assert_ne!(filing_hash(EXPORTER), hash);
	})
}

#[test]
fn takes_the_place_of_a_good_filing_and_all_decide_anew() {
	ExtBuilder.filed(|| {
		assert_ok!(file_as(EXPORTER));
		assert_eq!(Verdicts::<Test>::iter().count(), 0);
		assert_eq!(work_lists_with(EXPORTER).len(), 4);
		let standing = Filings::<Test>::get(EXPORTER).unwrap().standing(START);
		assert_eq!(standing, Standing::Open { waits_for: Requirement::<Test>::get() });
	})
}

#[test]
fn takes_the_place_of_a_filing_that_was_refused_or_has_lapsed() {
	ExtBuilder.filed(|| {
		assert_ok!(decide_filing(TAX, EXPORTER, false));
		file(EXPORTER);
		agree_to_filing(EXPORTER);
		at(START + TERM);
		assert_eq!(Filings::<Test>::get(EXPORTER).unwrap().standing(START + TERM), Standing::Lapsed);
		assert_ok!(file_as(EXPORTER));
	})
}

#[test]
fn asks_those_who_must_agree_now_in_place_of_those_who_had_to() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		let requirement = [Department::Customs, Department::Commerce].into_iter().collect();
		assert_ok!(Customs::set_requirement(signed(COLLECTIVE), requirement));
		assert_eq!(work_lists_with(EXPORTER).len(), 3);
		file(EXPORTER);
		assert_eq!(Filings::<Test>::get(EXPORTER).unwrap().approval.must_agree, requirement);
		assert_eq!(work_lists_with(EXPORTER).len(), 2);
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Customs::file(origin, customs_code(), modes(), documents()), BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force() {
	ExtBuilder.build_and_execute(|| {
		suspend(EXPORTER);
		for who in [EXPORTER, STRANGER] {
			assert_noop!(file_as(who), Error::<Test>::NotInForce);
		}
	})
}

#[test]
fn refuses_an_account_that_is_no_trade_entity() {
	ExtBuilder.build_and_execute(|| {
		for who in [BROKER, CUSTOMS] {
			assert_noop!(file_as(who), Error::<Test>::NotTradeEntity);
		}
	})
}

#[test]
fn refuses_a_malformed_code() {
	ExtBuilder.build_and_execute(|| {
		let code = CustomsCode(*b"440316-XYZ");
		assert_noop!(
			Customs::file(signed(EXPORTER), code, modes(), documents()),
			Error::<Test>::MalformedCode
		);
	})
}

#[test]
fn refuses_a_filing_for_no_mode() {
	ExtBuilder.build_and_execute(|| {
		let none = SupervisionModes::default();
		assert_noop!(
			Customs::file(signed(EXPORTER), customs_code(), none, documents()),
			Error::<Test>::EmptyScope
		);
	})
}

#[test]
fn refuses_a_filing_that_nothing_proves() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			Customs::file(signed(EXPORTER), customs_code(), modes(), Default::default()),
			Error::<Test>::EmptyList
		);
	})
}
