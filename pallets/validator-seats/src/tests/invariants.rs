// SPDX-License-Identifier: Apache-2.0

//! Invariants of the sets under random elections, expulsions, failures and offences.

use crate::{mock::*, *};
use pallet_session::NextKeys;
use proptest::{collection::vec, prelude::*, sample::subsequence};
use sp_runtime::testing::UintAuthorityId;

const EVERYONE: [AccountId; 7] = [1, 2, 3, 4, 5, 6, 7];

/// A step of a sequence.
#[derive(Clone, Debug)]
enum Step {
	Elect(AccountId),
	Expel(AccountId),
	/// All members of the collective are replaced.
	Replace(Vec<AccountId>),
	SetKeys(AccountId, u64),
	Activate(AccountId),
	Rest(AccountId),
	Offend(AccountId),
	Pardon(AccountId),
	SetFloor(u32),
	SetIdleTerm(u64),
	SetSessionLength(u64),
	GoOffline(Vec<AccountId>),
	Blocks(u64),
}

fn step() -> impl Strategy<Value = Step> {
	let some_account = || 1..=7u64;
	let some = || subsequence(EVERYONE.to_vec(), 0..=7);
	prop_oneof![
		2 => some_account().prop_map(Step::Elect),
		3 => some_account().prop_map(Step::Expel),
		1 => some().prop_map(Step::Replace),
		2 => (some_account(), 0..3u64).prop_map(|(who, keys)| Step::SetKeys(who, keys)),
		6 => some_account().prop_map(Step::Activate),
		3 => some_account().prop_map(Step::Rest),
		2 => some_account().prop_map(Step::Offend),
		1 => some_account().prop_map(Step::Pardon),
		2 => (0..7u32).prop_map(Step::SetFloor),
		1 => (0..40u64).prop_map(Step::SetIdleTerm),
		1 => (0..20u64).prop_map(Step::SetSessionLength),
		2 => some().prop_map(Step::GoOffline),
		8 => (1..25u64).prop_map(Step::Blocks),
	]
}

/// Checks a plan against the seats and the floor as they were when it was made.
fn check_plan(members: &[AccountId]) {
	let (plan, floor) = (planned(), Floor::<Test>::get() as usize);
	let is_active = |who: &&AccountId| standing(**who) == Some(Standing::Active);
	assert!(!plan.is_empty() && plan.len() >= floor, "no plan is below the floor");

	let active = members.iter().filter(is_active).count();
	assert_eq!(plan.iter().filter(is_active).count(), active, "every active seat is planned");
	assert_eq!(plan.len(), active.max(floor), "no more are held over than the floor lacks");
	let of_members = plan.iter().filter(|who| members.contains(who)).count();
	let has_expelled = of_members < plan.len();
	assert!(
		!has_expelled || of_members < floor,
		"no expelled member is there while the others reach the floor"
	);
	let could_stay = acting().iter().filter(|who| members.contains(who) && !plan.contains(who)).count();
	assert!(!has_expelled || could_stay == 0, "members are held over before those who were expelled");
}

fn take(step: Step) {
	let call = |call: Call<Test>, who| {
		let _ = dispatch(call, signed(who));
	};
	let is_member = |who: &AccountId| Members::get().contains(who);
	match step {
		Step::Elect(who) if !is_member(&who) => elect(who),
		Step::Expel(who) if is_member(&who) => expel(who),
		Step::Elect(_) | Step::Expel(_) => {}
		Step::Replace(members) => {
			use frame_support::traits::ChangeMembers;
			let old = Members::get();
			Members::set(members.clone());
			ValidatorSeats::set_members_sorted(&members, &old);
		}
		Step::SetKeys(who, which) => {
			NextKeys::<Test>::insert(who, Keys { dummy: UintAuthorityId(10 * who + which) });
		}
		Step::Activate(who) => call(Call::activate {}, who),
		Step::Rest(who) => call(Call::rest {}, who),
		Step::Offend(who) => offend(who),
		Step::Pardon(who) => call(Call::pardon { who }, PARDONS),
		Step::SetFloor(floor) => call(Call::set_floor { floor }, SETS_FLOOR),
		Step::SetIdleTerm(blocks) => call(Call::set_idle_term { blocks }, SETS_TERM),
		Step::SetSessionLength(blocks) => call(Call::set_session_length { blocks }, SETS_LENGTH),
		Step::GoOffline(who) => go_offline(who),
		Step::Blocks(number) => {
			for _ in 0..number {
				let session = Session::current_index();
				next_block();
				if Session::current_index() != session {
					check_plan(&Members::get());
				}
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn the_set_never_empties_and_holds_no_seat_longer_than_it_must(steps in vec(step(), 1..80)) {
		ExtBuilder::default().build_and_execute(|| {
			for step in steps {
				take(step);
				Pallet::<Test>::do_try_state().unwrap();
			}
		});
	}

	#[test]
	fn blocks_go_on_while_a_single_node_of_the_set_does(steps in vec(step(), 1..80)) {
		ExtBuilder::default().build_and_execute(|| {
			steps.into_iter().for_each(take);
			go_offline([]);
			assert!(disabled().len() < acting().len(), "not all are disabled");
			next_block();
			let author = Author::get().expect("a validator authors");
			// Unless it left with this very block.
			let noted = acting().contains(&author).then(System::block_number);
			assert_eq!(LastAuthored::<Test>::get(author), noted);
		});
	}

	#[test]
	fn an_expelled_member_is_out_two_sessions_after_others_reach_the_floor(steps in vec(step(), 1..80)) {
		ExtBuilder::default().build_and_execute(|| {
			steps.into_iter().for_each(take);
			set_floor(1);
			go_offline([]);
			let newcomer = 8;
			if Members::get().len() < MAX_SEATS as usize {
				elect(newcomer);
				give_keys(newcomer);
				activate(newcomer);
			}
			sessions(2);
			assert!(acting().iter().all(|who| Members::get().contains(who)));
		});
	}
}
