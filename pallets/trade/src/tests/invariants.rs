// SPDX-License-Identifier: Apache-2.0

//! Random calls, after each of which every contract must be sound.

use crate::{mock::*, *};
use proptest::{collection::vec, prelude::*, sample::select};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

#[derive(Debug, Clone)]
enum Step {
	Offer(u64, u64, Side, Terms),
	Counter(u64, u64, Terms),
	Sign(u64, u64),
	Withdraw(u64, u64),
	Fulfil(u64, u64, u8, u8),
	Title(u64, u64, u64, bool),
	Invoice(u64, u64, u32),
	Strike(u64, u32),
	SignOff(u64, u64),
	Terminate(u64, u64),
	Dispute(u64, u64),
	Answer(u64, u64),
	Rule(u64, u64, Ruling),
	Reap(u64),
	Stand(u64, Standing),
	Release,
	Match,
	Pass,
}

fn id(n: u64) -> H256 {
	BlakeTwo256::hash_of(&(b"contract", n))
}

fn someone() -> impl Strategy<Value = u64> {
	select(vec![BUYER, BUYER, SELLER, SELLER, RIVAL, JUDGE])
}

fn some_terms() -> impl Strategy<Value = Terms> {
	use MilestoneKind::{Custody, Invoice, Loop, Manual, Release, Title};
	let kinds = vec![
		Title { units: 1 },
		Custody { units: 1 },
		Release,
		Loop,
		Invoice,
		MANUAL,
		Manual { by: Side::Buyer },
	];
	(vec(select(kinds), 1..4), 0..3u64).prop_map(|(kinds, days)| {
		let mut terms = terms_of(&kinds);
		(terms.until, terms.ends_at) = (UNTIL + days * DAY, UNTIL + 4 * days * DAY);
		terms
	})
}

fn step() -> impl Strategy<Value = Step> {
	let which = || 0..4u64;
	let side = || select(vec![Side::Buyer, Side::Seller]);
	let ruling = || select(vec![Ruling::Continue, Ruling::Complete, Ruling::Terminate]);
	let standing =
		|| select(vec![Standing::InForce, Standing::InForce, Standing::Suspended, Standing::Revoked]);
	prop_oneof![
		6 => (someone(), someone(), side(), some_terms()).prop_map(|(who, to, side, terms)| Step::Offer(who, to, side, terms)),
		3 => (someone(), which(), some_terms()).prop_map(|(who, n, terms)| Step::Counter(who, n, terms)),
		8 => (someone(), which()).prop_map(|(who, n)| Step::Sign(who, n)),
		1 => (someone(), which()).prop_map(|(who, n)| Step::Withdraw(who, n)),
		8 => (someone(), which(), 0..4u8, 0..3u8).prop_map(|(who, n, place, fact)| Step::Fulfil(who, n, place, fact)),
		6 => (which(), someone(), someone(), any::<bool>()).prop_map(|(n, from, to, with)| Step::Title(n, from, to, with)),
		4 => (someone(), which(), 0..4u32).prop_map(|(who, n, number)| Step::Invoice(who, n, number)),
		1 => (select(vec![TAXATION, BUYER]), 0..4u32).prop_map(|(who, number)| Step::Strike(who, number)),
		6 => (someone(), which()).prop_map(|(who, n)| Step::SignOff(who, n)),
		2 => (someone(), which()).prop_map(|(who, n)| Step::Terminate(who, n)),
		2 => (someone(), which()).prop_map(|(who, n)| Step::Dispute(who, n)),
		1 => (someone(), which()).prop_map(|(who, n)| Step::Answer(who, n)),
		2 => (select(vec![COMMERCE, JUDGE, BUYER]), which(), ruling()).prop_map(|(who, n, ruling)| Step::Rule(who, n, ruling)),
		1 => which().prop_map(Step::Reap),
		1 => (someone(), standing()).prop_map(|(who, standing)| Step::Stand(who, standing)),
		1 => Just(Step::Release),
		1 => Just(Step::Match),
		1 => Just(Step::Pass),
	]
}

fn take(step: Step) {
	let _ = match step {
		Step::Offer(who, to, side, terms) => offer(who, to, side, terms),
		Step::Counter(who, n, terms) => counter(who, id(n), terms),
		Step::Sign(who, n) => sign(who, id(n)),
		Step::Withdraw(who, n) => withdraw(who, id(n)),
		Step::Fulfil(who, n, place, fact) => {
			let fact = match fact {
				0 => Fact::Release(entry()),
				1 => Fact::Loop(order("1")),
				_ => Fact::Manual(hash(9)),
			};
			fulfil(who, id(n), place, fact)
		}
		Step::Title(n, from, to, true) => {
			title_and_custody(id(n), from, to, 1);
			Ok(())
		}
		Step::Title(n, from, to, false) => {
			title(id(n), from, to, 1);
			Ok(())
		}
		Step::Invoice(who, n, number) => invoice(who, id(n), number),
		Step::Strike(who, number) => strike(who, number),
		Step::SignOff(who, n) => sign_off(who, id(n)),
		Step::Terminate(who, n) => terminate(who, id(n)),
		Step::Dispute(who, n) => dispute(who, id(n)),
		Step::Answer(who, n) => answer(who, id(n)),
		Step::Rule(who, n, ruling) => rule(who, id(n), ruling),
		Step::Reap(n) => reap(id(n)),
		Step::Stand(who, standing) => {
			set_standing(who, standing);
			Ok(())
		}
		Step::Release => {
			release(SELLER, order("1"));
			Ok(())
		}
		Step::Match => {
			match_loop(SELLER, order("1"), 2);
			Ok(())
		}
		Step::Pass => {
			pass_to(Now::get() + DAY);
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn contracts_are_sound_after_every_call_and_what_finished_stays_as_it_was(steps in vec(step(), 1..80)) {
		ExtBuilder.build_and_execute(|| {
			for step in steps {
				let before: Vec<_> = Contracts::<Test>::iter().collect();
				let finished: Vec<_> = FinishedContracts::<Test>::iter().collect();
				let rules = matches!(step, Step::Rule(..));
				take(step);
				Trade::do_try_state().unwrap();
				for (id, outcome) in finished {
					assert_eq!(FinishedContracts::<Test>::get(id), Some(outcome));
				}
				for (id, contract) in before {
					// The version that both sides signed is the one that is kept, whatever follows.
					if contract.accepted.is_some() {
						let kept = Contracts::<Test>::get(id).map(|now| now.version_hash(&id));
						let kept = kept.or_else(|| FinishedContracts::<Test>::get(id).map(|now| now.version_hash));
						assert_eq!(kept, Some(contract.version_hash(&id)));
					}
					let is_completed = matches!(outcome(id), Some(Outcome::Completed | Outcome::RuledCompleted));
					if is_completed {
						assert_eq!(contract.dispute.is_some(), rules, "a disputed contract completes by a ruling");
						assert!(rules || contract.is_done());
					}
				}
			}
		});
	}
}
