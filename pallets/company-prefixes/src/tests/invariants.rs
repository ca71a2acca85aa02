// SPDX-License-Identifier: Apache-2.0

//! Random calls, after each of which the book must be sound, and the first key found must be what a search of all finds.

use crate::{mock::*, *};
use proptest::{collection::vec, option, prelude::*, sample::select};
use suyuan_primitives::{
	codes::CodePrefix,
	traits::{CodePrefixes, CodeRight},
};

#[derive(Debug, Clone)]
enum Step {
	Grant(CodePrefix, u64, Option<u64>),
	End(CodePrefix),
	Permit(u64, CodePrefix, u64),
	Revoke(CodePrefix, u64, u64),
	SetInForce(u64, bool),
	AdmitAnew(u64),
	Pass,
}

/// Few digits, so that prefixes meet.
fn some_prefix() -> impl Strategy<Value = CodePrefix> {
	let digits =
		|| vec(select(vec!['1', '6', '9']), 4..7).prop_map(|digits| digits.into_iter().collect::<String>());
	prop_oneof![
		4 => digits().prop_map(|digits| company(&digits)),
		2 => digits().prop_map(|digits| logistic(&digits)),
		1 => digits().prop_map(|digits| other(&digits)),
		1 => select(vec![product("6901234567892"), product("9521234543213")]),
	]
}

fn someone() -> impl Strategy<Value = u64> {
	select(vec![BRAND, RIVAL, MAKER])
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (some_prefix(), someone(), option::of(Just(START + 1))).prop_map(|(p, who, until)| Step::Grant(p, who, until)),
		2 => some_prefix().prop_map(Step::End),
		4 => (someone(), some_prefix(), someone()).prop_map(|(by, prefix, to)| Step::Permit(by, prefix, to)),
		2 => (some_prefix(), someone(), someone()).prop_map(|(prefix, holder, to)| Step::Revoke(prefix, holder, to)),
		1 => (someone(), any::<bool>()).prop_map(|(who, in_force)| Step::SetInForce(who, in_force)),
		1 => someone().prop_map(Step::AdmitAnew),
		1 => Just(Step::Pass),
	]
}

fn take(step: Step) {
	let _ = match step {
		Step::Grant(prefix, holder, until) => grant_until(prefix, holder, until),
		Step::End(prefix) => end_grant(prefix),
		Step::Permit(by, prefix, to) => permit(by, prefix, to),
		Step::Revoke(prefix, holder, to) => revoke(holder, prefix, holder, to),
		Step::SetInForce(who, in_force) => {
			set_in_force(who, in_force);
			Ok(())
		}
		Step::AdmitAnew(who) => {
			admit_anew(who);
			Ok(())
		}
		Step::Pass => {
			Now::set(&(Now::get() + 1));
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_book_is_sound_and_one_step_finds_what_a_search_of_all_finds(steps in vec(step(), 1..60)) {
		ExtBuilder.build_and_execute(|| {
			let codes = ["01/06901234567892/21/1", "01/09521234543213/10/A", "00/195212345432100017", "other:1696-a"];
			for step in steps {
				take(step);
				CompanyPrefixes::do_try_state().unwrap();
				for code in codes.map(code) {
					let mut all = Grants::<Test>::iter_values().filter(|grant| grant.prefix.covers(&code));
					let one = all.next().filter(CompanyPrefixes::is_good);
					assert_eq!(CompanyPrefixes::grant_of(&code), one);
					assert_eq!(all.next(), None);
				}
			}
		});
	}

	#[test]
	fn nobody_but_the_holder_and_whom_it_permits_has_a_right(steps in vec(step(), 1..60)) {
		ExtBuilder.build_and_execute(|| {
			steps.into_iter().for_each(take);
			for who in [BRAND, RIVAL, MAKER] {
				for text in ["01/06901234567892/21/1", "00/195212345432100017"] {
					let right = CompanyPrefixes::right_to(&mut CompanyPrefixes::rights_of(&who), &code(text));
					let holder = CompanyPrefixes::grant_of(&code(text)).map(|grant| grant.holder);
					let is_permitted = AccountRights::<Test>::get(who)
						.permits
						.iter()
						.any(|permit| Some(permit.holder) == holder && permit.prefix.covers(&code(text)));
					// An account that is not in force registers nothing, whatever it holds.
					if right == CodeRight::Good && crate::mock::is_in_force(who) {
						assert!(holder == Some(who) || is_permitted, "{who} has a right to {text}");
					}
				}
			}
		});
	}
}
