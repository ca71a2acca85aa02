// SPDX-License-Identifier: Apache-2.0

//! Tests of the views that anyone may read.

use crate::{mock::*, *};
use frame_support::assert_ok;
use std::collections::BTreeSet;
use suyuan_primitives::{
	items::CustomsStatus::*,
	parties::Department::{self, ForeignExchange, MarketSupervision, Tax},
	reconciliation::LoopState,
	traits::HeldAt,
};

#[test]
fn a_declaration_is_shown_with_all_that_a_department_looks_at() {
	ExtBuilder.declared(|| {
		assert_ok!(decide(TAX, 1, false));
		assert_ok!(decide(CUSTOMS, 1, true));
		let view = Customs::declaration(entry(1)).unwrap();
		assert_eq!(view.declaration, declaration(1));
		assert_eq!(view.lines, form([0]).lines);
		assert_eq!(view.units, form([0]).units);
		let verdicts: Vec<_> =
			view.verdicts.iter().map(|(department, verdict)| (*department, verdict.agrees)).collect();
		assert_eq!(verdicts, [(Department::Customs, true), (Tax, false)]);
		assert_eq!(view.waits_for, [ForeignExchange, MarketSupervision]);
		assert_eq!(view.loop_state, LoopState::Matched { parties: 4 });
		assert_eq!(
			(view.loop_digest, view.outdated, view.changed_after_release),
			(loop_digest(1), vec![], false)
		);

		DocumentsDisagree::set(&true);
		let view = Customs::declaration(entry(1)).unwrap();
		assert_eq!(view.loop_state, LoopState::Mismatch { fields: vec![disagreement()] });
		assert_eq!(view.outdated, [Department::Customs]);

		assert_eq!(view.held, []);
		hold(0, Some(HeldAt::Around));
		assert_eq!(Customs::declaration(entry(1)).unwrap().held, [(unit(0), HeldAt::Around)]);
	})
}

#[test]
fn what_is_told_after_the_release_is_shown() {
	ExtBuilder.declared(|| {
		release(1);
		assert_eq!(released_under(EXPORTER, &order(0)), Some(entry(1)));
		assert_eq!(declaration(1).released_loop, Some(loop_digest(1)));
		assert!(!Customs::declaration(entry(1)).unwrap().changed_after_release);
		DocumentsDisagree::set(&true);
		let view = Customs::declaration(entry(1)).unwrap();
		assert!(view.changed_after_release);
		assert_eq!(view.outdated, [], "no department decides any more");
	})
}

#[test]
fn a_declaration_waits_for_no_department_once_it_is_settled() {
	ExtBuilder.declared(|| {
		go_through(1, [Rejected]);
		assert_eq!(Customs::declaration(entry(1)).unwrap().waits_for, []);
	})
}

#[test]
fn a_filing_is_shown_with_its_standing() {
	ExtBuilder.filed(|| {
		let view = Customs::filing(EXPORTER).unwrap();
		assert_eq!(view.filing, Filings::<Test>::get(EXPORTER).unwrap());
		assert_eq!((view.standing, view.verdicts.len()), (Standing::Good, 4));
		at(START + TERM);
		assert_eq!(Customs::filing(EXPORTER).unwrap().standing, Standing::Lapsed);
	})
}

#[test]
fn an_unknown_filing_or_declaration_is_not_shown() {
	ExtBuilder.filed(|| {
		assert_eq!(Customs::declaration(entry(1)), None);
		assert_eq!(Customs::filing(COMPETITOR), None);
	})
}

/// The work list of customs, page by page.
fn pages(limit: u32) -> Vec<Vec<Matter<AccountId>>> {
	let mut pages = vec![];
	let mut from = None;
	loop {
		let page = Customs::work_list(Department::Customs, from, limit);
		pages.push(page.items);
		from = page.next;
		if from.is_none() {
			return pages;
		}
	}
}

#[test]
fn a_work_list_has_every_matter_once_however_many_fit_on_a_page() {
	ExtBuilder.filed(|| {
		file(COMPETITOR);
		for n in 0..6 {
			declare(n.into(), form_for(order(n), [n]));
		}
		let all: BTreeSet<_> = (0..6)
			.map(|n| codec::Encode::encode(&Matter::<AccountId>::Declaration(entry(n))))
			.chain([codec::Encode::encode(&Matter::Filing(COMPETITOR))])
			.collect();
		for (limit, lengths) in [(0, vec![1; 7]), (1, vec![1; 7]), (3, vec![3, 3, 1]), (u32::MAX, vec![4, 3])]
		{
			let pages = pages(limit);
			assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), lengths);
			let found: BTreeSet<_> = pages.into_iter().flatten().map(|m| codec::Encode::encode(&m)).collect();
			assert_eq!(found, all);
		}
	})
}

#[test]
fn a_work_list_goes_on_where_it_was_though_that_was_decided_since() {
	ExtBuilder.filed(|| {
		for n in 0..4 {
			declare(n.into(), form_for(order(n), [n]));
		}
		let first = Customs::work_list(Tax, None, 2);
		let Some(Matter::Declaration(last)) = first.next else { panic!("there is more") };
		let declaration = Declarations::<Test>::get(last).unwrap();
		let (hash, digest) = (declaration.declaration_hash, Customs::loop_of(&declaration).digest);
		assert_ok!(Customs::decide(signed(TAX), last, hash, digest, true, None));
		let second = Customs::work_list(Tax, first.next, 2);
		assert_eq!((second.items.len(), second.next), (2, None));
	})
}

#[test]
fn a_department_that_need_not_agree_has_nothing_to_do() {
	ExtBuilder.declared(|| {
		let page = Customs::work_list(Department::Commerce, None, 4);
		assert_eq!(page, WorkPage { items: vec![], next: None });
	})
}
