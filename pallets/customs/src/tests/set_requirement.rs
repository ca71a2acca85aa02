// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{BuildStorage, DispatchError::BadOrigin};
use suyuan_primitives::parties::{Department, DepartmentSet};

#[test]
fn says_who_must_agree_from_now_on() {
	ExtBuilder.declared(|| {
		let requirement = [Department::Customs, Department::Commerce].into_iter().collect();
		assert_ok!(Customs::set_requirement(signed(COLLECTIVE), requirement));
		assert_eq!(events(), [Event::RequirementSet { requirement }]);

		assert!(!declaration(1).approval.must_agree.commerce);
		declare(2, form_for(order(2), [1]));
		assert_eq!(declaration(2).approval.must_agree, requirement);
	})
}

#[test]
fn customs_tax_foreign_exchange_and_market_supervision_must_agree_to_begin_with() {
	ExtBuilder.build_and_execute(|| {
		use Department::*;
		let must_agree: Vec<_> = Requirement::<Test>::get().iter().collect();
		assert_eq!(must_agree, [Customs, ForeignExchange, Tax, MarketSupervision]);
	})
}

#[test]
fn genesis_may_say_something_else() {
	let requirement = DepartmentSet::default().with(Department::Customs);
	let release_bars = Default::default();
	let customs = GenesisConfig { requirement, release_bars, ..Default::default() };
	let genesis = RuntimeGenesisConfig { customs, ..Default::default() };
	sp_io::TestExternalities::new(genesis.build_storage().unwrap()).execute_with(|| {
		assert_eq!(Requirement::<Test>::get(), requirement);
		assert!(ReleaseBars::<Test>::get().is_empty());
	});
}

#[test]
#[should_panic(expected = "customs are among those who must agree")]
fn genesis_does_not_leave_customs_out() {
	let requirement = DepartmentSet::default().with(Department::Tax);
	let customs = GenesisConfig::<Test> { requirement, ..Default::default() };
	let _ = RuntimeGenesisConfig { customs, ..Default::default() }.build_storage();
}

#[test]
fn refuses_every_origin_but_the_collective() {
	ExtBuilder.build_and_execute(|| {
		for origin in without_the_collective() {
			assert_noop!(Customs::set_requirement(origin, DepartmentSet::ALL), BadOrigin);
		}
	})
}

#[test]
fn refuses_to_leave_customs_out() {
	ExtBuilder.build_and_execute(|| {
		for requirement in [DepartmentSet::default(), DepartmentSet::ALL.without(Department::Customs)] {
			assert_noop!(
				Customs::set_requirement(signed(COLLECTIVE), requirement),
				Error::<Test>::CustomsLeftOut
			);
		}
	})
}
