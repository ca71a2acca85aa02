// SPDX-License-Identifier: Apache-2.0

//! Invariants of filings and declarations under random sequences of calls.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::{collection::vec, prelude::*, sample::select};
use sp_core::H256;
use sp_runtime::StateVersion;
use std::collections::BTreeMap;
use suyuan_primitives::{
	codes::EntryNumber,
	items::CustomsStatus::{self, *},
	parties::{Department, DepartmentSet},
	values::Moment,
};

/// The number of entry numbers and orders, few enough to meet under.
const NUMBERS: u64 = 3;

/// Something that can happen.
#[derive(Clone, Debug)]
enum Step {
	Call(AccountId, Box<Call<Test>>),
	DecideFiling { who: AccountId, agrees: bool },
	Decide { who: AccountId, number: u64, agrees: bool },
	AgreeAll { number: u64 },
	Advance { number: u64, status: CustomsStatus },
	AdvanceAlongAnArrow { number: u64, which: prop::sample::Index },
	LetTimePass(u64),
	Close(u32),
	Sell(u32, AccountId),
	Disagree(bool),
}

fn someone() -> impl Strategy<Value = AccountId> {
	select(vec![EXPORTER, EXPORTER, EXPORTER, BROKER, COMPETITOR, CUSTOMS, TAX, STRANGER])
}

fn some_seat() -> impl Strategy<Value = AccountId> {
	select(vec![CUSTOMS, TAX, FOREIGN_EXCHANGE, MARKET_SUPERVISION, COMMERCE, NEW_SEAT, SECOND_OF_TAX])
}

fn some_form() -> impl Strategy<Value = Form<Test>> {
	let units = vec((0..MAX_UNITS + 1, vec(0..4u16, 0..3)), 0..4);
	(units, 0..3u64, 0..NUMBERS as u32, 0..MAX_FUTURE).prop_map(|(units, lines, number, later)| {
		let units: Vec<_> = units.into_iter().map(|(n, lines)| declared_unit(n, lines)).collect();
		let lines: Vec<_> = (0..=lines).map(|n| line(n + 1)).collect();
		let declared_at = Moment(START + later);
		Form { heading: Heading { order: order(number), declared_at, ..heading() }, lines, units, ..form([]) }
	})
}

/// A form with nothing wrong in itself.
fn some_sound_form() -> impl Strategy<Value = Form<Test>> {
	(select((0..MAX_UNITS).collect::<Vec<_>>()), 0..3u32, 0..NUMBERS as u32)
		.prop_map(|(first, more, number)| form_for(order(number), first..=first + more))
}

fn some_call() -> impl Strategy<Value = Call<Test>> {
	let number = || (0..NUMBERS).prop_map(entry);
	prop_oneof![
		1 => Just(Call::file { customs_code: customs_code(), scope: modes(), evidence: documents() }),
		1 => Just(Call::withdraw_filing {}),
		2 => (number(), some_form()).prop_map(|(entry_number, form)| Call::declare { entry_number, form }),
		6 => (number(), some_sound_form())
			.prop_map(|(entry_number, form)| Call::declare { entry_number, form }),
		2 => (number(), some_form()).prop_map(|(entry_number, form)| Call::amend { entry_number, form }),
		6 => (number(), some_sound_form())
			.prop_map(|(entry_number, form)| Call::amend { entry_number, form }),
		1 => number().prop_map(|entry_number| Call::cancel { entry_number, reason: reason() }),
	]
}

fn some_requirement() -> impl Strategy<Value = DepartmentSet> {
	vec(select(DepartmentSet::ALL.iter().collect::<Vec<_>>()), 0..4)
		.prop_map(|set| set.into_iter().collect::<DepartmentSet>().with(Department::Customs))
}

fn some_step() -> impl Strategy<Value = Step> {
	let by_collective = some_requirement().prop_map(|requirement| Call::set_requirement { requirement });
	let hash = any::<[u8; 32]>().prop_map(H256);
	let blindly = hash.prop_map(|declaration_hash| Call::decide {
		entry_number: entry(0),
		declaration_hash,
		loop_digest: declaration_hash,
		agrees: true,
		reason: None,
	});
	prop_oneof![
		16 => (someone(), some_call()).prop_map(|(who, call)| Step::Call(who, Box::new(call))),
		1 => by_collective.prop_map(|call| Step::Call(COLLECTIVE, Box::new(call))),
		1 => blindly.prop_map(|call| Step::Call(CUSTOMS, Box::new(call))),
		2 => (some_seat(), any::<bool>()).prop_map(|(who, agrees)| Step::DecideFiling { who, agrees }),
		4 => (some_seat(), 0..NUMBERS, any::<bool>())
			.prop_map(|(who, number, agrees)| Step::Decide { who, number, agrees }),
		8 => (0..NUMBERS).prop_map(|number| Step::AgreeAll { number }),
		6 => (0..NUMBERS, select(CustomsStatus::ALL.to_vec()))
			.prop_map(|(number, status)| Step::Advance { number, status }),
		24 => (0..NUMBERS, any::<prop::sample::Index>())
			.prop_map(|(number, which)| Step::AdvanceAlongAnArrow { number, which }),
		1 => (1..TERM / 8).prop_map(Step::LetTimePass),
		1 => (0..MAX_UNITS).prop_map(Step::Close),
		1 => (0..MAX_UNITS, select(vec![EXPORTER, COMPETITOR])).prop_map(|(n, owner)| Step::Sell(n, owner)),
		1 => any::<bool>().prop_map(Step::Disagree),
	]
}

/// Calls as a block does; what is refused leaves no trace.
fn call(who: AccountId, call: Call<Test>) {
	let before = sp_io::storage::root(StateVersion::V1);
	if dispatch(who, call).is_err() {
		assert_eq!(sp_io::storage::root(StateVersion::V1), before, "a refused call leaves no trace");
	}
}

fn verdict(who: AccountId, number: u64, agrees: bool) {
	if let Some(declaration) = Declarations::<Test>::get(entry(number)) {
		let (declaration_hash, reason) = (declaration.declaration_hash, (!agrees).then(reason));
		let (entry_number, loop_digest) = (entry(number), Customs::loop_of(&declaration).digest);
		call(who, Call::decide { entry_number, declaration_hash, loop_digest, agrees, reason });
	}
}

/// Customs move a declaration, with the fastest clock that is tolerated.
fn move_to(number: u64, status: CustomsStatus) {
	let (code, changed_at) = (code_of(status), Moment(Now::get() + MAX_FUTURE));
	call(CUSTOMS, Call::advance { entry_number: entry(number), status, code, changed_at });
}

/// Takes a step. Whether it succeeds is not asked here.
fn take(step: Step) {
	match step {
		Step::Call(who, mut what) => {
			if let Call::amend { form, .. } = &mut *what {
				// No earlier than whatever customs said before.
				form.heading.declared_at = Moment(Now::get() + MAX_FUTURE);
			}
			call(who, *what);
		}
		Step::DecideFiling { who, agrees } => {
			if let Some(filing) = Filings::<Test>::get(EXPORTER) {
				let (filing_hash, reason) = (filing.filing_hash, (!agrees).then(reason));
				call(who, Call::decide_filing { exporter: EXPORTER, filing_hash, agrees, reason });
			}
		}
		Step::Decide { who, number, agrees } => verdict(who, number, agrees),
		Step::AgreeAll { number } => {
			for who in MUST_AGREE.into_iter().chain([COMMERCE]) {
				verdict(who, number, true);
			}
		}
		Step::Advance { number, status } => move_to(number, status),
		Step::AdvanceAlongAnArrow { number, which } => {
			let from = Declarations::<Test>::get(entry(number)).map(|declaration| declaration.status);
			let may_become = |to: &CustomsStatus| from.is_some_and(|from| from.may_become(*to));
			let arrows: Vec<_> = CustomsStatus::ALL.into_iter().filter(may_become).collect();
			if !arrows.is_empty() {
				move_to(number, *which.get(&arrows));
			}
		}
		Step::LetTimePass(by) => at(Now::get() + by),
		Step::Close(n) => close(n),
		Step::Sell(n, owner) => sell(n, owner),
		Step::Disagree(disagree) => DocumentsDisagree::set(&disagree),
	}
}

fn statuses() -> BTreeMap<EntryNumber, (CustomsStatus, u16)> {
	Declarations::<Test>::iter().map(|(number, of)| (number, (of.status, of.code))).collect()
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn no_sequence_of_calls_breaks_what_must_hold(steps in vec(some_step(), 1..120)) {
		ExtBuilder.build().execute_with(|| {
			file(EXPORTER);
			agree_to_filing(EXPORTER);
			declare(0, form([0]));
			for step in steps {
				let before = statuses();
				let taken = format!("{step:?}");
				take(step);

				prop_assert_eq!(Customs::do_try_state(), Ok(()), "after {}", taken);
				let after = statuses();
				for (number, (to, code)) in &after {
					match before.get(number) {
						Some(same) if same == &(*to, *code) => (),
						// The number of what was cancelled is free.
						Some((Cancelled, _)) => prop_assert_eq!(*to, Declared),
						Some((from, _)) => prop_assert!(from.may_become(*to), "{:?} to {:?}", from, to),
						None => prop_assert_eq!(*to, Declared),
					}
				}
				prop_assert!(before.keys().all(|number| after.contains_key(number)));
				for (number, declaration) in Declarations::<Test>::iter() {
					let stands = declaration.status.stands();
					let side = declared_side(declaration.declarant, &declaration.heading.order);
					let in_loop = side.is_some_and(|side| side.entry_number == number);
					prop_assert_eq!(in_loop, stands, "a declaration is in its loop while it stands");
				}
			}
			Ok(())
		})?;
	}
}

#[test]
fn the_last_status_in_a_units_trace_is_that_of_its_declaration() {
	ExtBuilder.declared(|| {
		let mut trace = vec![];
		release(1);
		go_through(1, [Closed, Returned]);
		trace.extend(written());
		assert_eq!(trace.last(), Some(&(unit(0), CUSTOMS, status_item(1, Returned, START))));
	})
}

// The invariants that are checked after every test are found if they are broken.

/// Breaks the state in one way and says what is found.
fn broken(by: impl FnOnce()) -> &'static str {
	ExtBuilder.build().execute_with(|| {
		file(EXPORTER);
		agree_to_filing(EXPORTER);
		declare(1, form([0]));
		declare(2, form_for(order(2), [1]));
		release(2);
		assert_ok!(decide(TAX, 1, false));
		assert_ok!(Customs::do_try_state());
		by();
		match Customs::do_try_state() {
			Err(sp_runtime::DispatchError::Other(found)) => found,
			other => panic!("{other:?}"),
		}
	})
}

fn edit(number: u64, change: impl FnOnce(&mut Declaration<AccountId>)) {
	Declarations::<Test>::mutate(entry(number), |declaration| change(declaration.as_mut().unwrap()));
}

#[test]
fn finds_a_requirement_without_customs() {
	let found = broken(|| Requirement::<Test>::put(DepartmentSet::default()));
	assert_eq!(found, "customs must always agree");
}

#[test]
fn finds_a_filing_for_nothing_or_with_a_wrong_term() {
	let edit = |change: fn(&mut Filing)| {
		broken(|| Filings::<Test>::mutate(EXPORTER, |filing| change(filing.as_mut().unwrap())))
	};
	assert_eq!(edit(|filing| filing.scope = Default::default()), "a filing is for some mode");
	assert_eq!(edit(|filing| filing.lapses_at = None), "a filing has a term while all agree");
}

#[test]
fn finds_wrong_counts_and_sums() {
	assert_eq!(broken(|| edit(1, |of| of.lines = 2)), "a declaration counts its lines");
	assert_eq!(broken(|| edit(1, |of| of.units = 2)), "a declaration counts its units");
	assert_eq!(broken(|| edit(1, |of| of.value = usd(1))), "a declaration is worth as much as its lines");
}

#[test]
fn finds_a_line_without_a_unit() {
	let found = broken(|| {
		Lines::<Test>::insert(entry(1), LinesOf::<Test>::truncate_from(vec![line(1_000), line(999)]));
		edit(1, |of| of.lines = 2);
	});
	assert_eq!(found, "every line has a unit and every unit a line");
}

#[test]
fn finds_a_unit_that_does_not_know_its_declaration_or_knows_a_wrong_one() {
	let found = broken(|| DeclaredIn::<Test>::remove(unit(0)));
	assert_eq!(found, "the units of a declaration that stands know of it");
	let found = broken(|| DeclaredIn::<Test>::insert(unit(5), entry(9)));
	assert_eq!(found, "a unit is declared in something");
	let found = broken(|| DeclaredIn::<Test>::insert(unit(5), entry(1)));
	assert_eq!(found, "what a unit is declared in names it");
	let found = broken(|| {
		go_through(1, [Rejected]);
		DeclaredIn::<Test>::insert(unit(0), entry(1));
	});
	assert_eq!(found, "what a unit is declared in stands");
}

#[test]
fn finds_a_unit_in_a_declared_carton_that_was_not_declared() {
	let found = broken(|| {
		pack([4]);
		let carton = DeclaredUnit { code: carton(), lines: vec![0].try_into().unwrap() };
		DeclaredUnits::<Test>::mutate(entry(1), |units| units.try_push(carton).unwrap());
		edit(1, |of| of.units = 2);
	});
	assert_eq!(found, "what lies in a unit under clearance was declared with it");
}

#[test]
fn finds_a_status_that_cannot_be() {
	assert_eq!(broken(|| edit(1, |of| of.code = 800)), "a status has a code of its own");
	let found = broken(|| edit(1, |of| of.changed_at = Moment(START - 1)));
	assert_eq!(found, "nothing happens to what was not declared yet");
	let found = broken(|| edit(2, |of| of.released_at = None));
	assert_eq!(found, "what was released or closed has a date of release");
	let found = broken(|| edit(1, |of| of.released_at = Some(Moment(START))));
	assert_eq!(found, "released goods are gone or came back");
	let found = broken(|| edit(2, |of| of.released_at = Some(Moment(START + 1))));
	assert_eq!(found, "the last change is no earlier than the release");
	let found = broken(|| edit(2, |of| of.approval.count_verdict(Department::Tax, false)));
	assert_eq!(found, "goods are released when all agree who must");
}

#[test]
fn finds_an_approval_that_does_not_sum_up_the_verdicts() {
	let found = broken(|| edit(1, |of| of.approval.must_agree.customs = false));
	assert_eq!(found, "customs are asked of every matter");
	let found = broken(|| edit(1, |of| of.approval.count_verdict(Department::Commerce, true)));
	assert_eq!(found, "no department agrees that need not");
	let found = broken(|| edit(1, |of| of.approval.count_verdict(Department::Commerce, false)));
	assert_eq!(found, "no department refuses that need not agree");
	let found = broken(|| edit(1, |of| of.approval.count_verdict(Department::Tax, true)));
	assert_eq!(found, "an approval sums up the verdicts");
	let found = broken(|| edit(1, |of| of.approval.agreed.tax = true));
	assert_eq!(found, "no department both agrees and refuses");
}

#[test]
fn finds_a_work_list_with_too_much_or_too_little() {
	let matter = Matter::Declaration(entry(1));
	let wrong = "a matter is on the work lists of those who have yet to decide it, and on no other";
	assert_eq!(broken(|| WorkList::<Test>::remove(Department::Customs, matter)), wrong);
	assert_eq!(broken(|| WorkList::<Test>::insert(Department::Tax, matter, ())), wrong);
	assert_eq!(broken(|| WorkList::<Test>::insert(Department::PortOffice, matter, ())), wrong);
	let found = broken(|| WorkList::<Test>::insert(Department::Tax, Matter::Filing(COMPETITOR), ()));
	assert_eq!(found, "what is to be decided is there");
}

#[test]
fn finds_what_is_kept_of_nothing() {
	let found = broken(|| {
		let given_at = Moment(START);
		let verdict = Verdict { agrees: true, reason: None, by: TAX, given_at, loop_digest: None };
		Verdicts::<Test>::insert(Matter::Filing(COMPETITOR), Department::Tax, verdict);
	});
	assert_eq!(found, "a verdict is of something");
	let found = broken(|| Lines::<Test>::insert(entry(9), LinesOf::<Test>::truncate_from(form([0]).lines)));
	assert_eq!(found, "lines and units are those of a declaration");
}
