// SPDX-License-Identifier: Apache-2.0

//! The way of a declaration through customs, arrow by arrow.

use suyuan_primitives::items::CustomsStatus::{self, *};

/// From each status, a tick for each that it may become, in the order of the columns.
#[rustfmt::skip]
const ARROWS: [(CustomsStatus, [char; 11]); 11] = [
	// from        Decl Rece Manu Insp Deta Conc Rele Clos Reje Retu Canc
	(Declared,     ['—', '√', '—', '—', '—', '—', '—', '—', '√', '—', '√']),
	(Received,     ['—', '—', '√', '√', '—', '√', '—', '—', '√', '—', '√']),
	(ManualReview, ['—', '—', '—', '√', '—', '√', '—', '—', '√', '—', '√']),
	(Inspection,   ['—', '—', '√', '—', '√', '√', '—', '—', '—', '√', '√']),
	(Detained,     ['—', '—', '—', '√', '√', '√', '—', '—', '—', '√', '—']),
	(Concluded,    ['—', '—', '—', '√', '—', '—', '√', '—', '—', '—', '√']),
	(Released,     ['—', '—', '—', '—', '—', '—', '—', '√', '—', '√', '—']),
	(Closed,       ['—', '—', '—', '—', '—', '—', '—', '—', '—', '√', '—']),
	(Rejected,     ['√', '—', '—', '—', '—', '—', '—', '—', '—', '—', '√']),
	(Returned,     ['—', '—', '—', '—', '—', '—', '—', '—', '—', '—', '—']),
	(Cancelled,    ['—', '—', '—', '—', '—', '—', '—', '—', '—', '—', '—']),
];

#[test]
fn a_status_becomes_what_the_table_says_and_nothing_else() {
	assert_eq!(ARROWS.map(|(from, _)| from), CustomsStatus::ALL);
	for (from, row) in ARROWS {
		for (to, tick) in CustomsStatus::ALL.into_iter().zip(row) {
			assert_eq!(from.may_become(to), tick == '√', "{from:?} to {to:?}");
		}
	}
}

#[test]
fn only_what_is_detained_may_stay_what_it_is() {
	for status in CustomsStatus::ALL {
		assert_eq!(status.may_become(status), status == Detained, "{status:?}");
	}
}

#[test]
fn from_everywhere_there_is_a_way_to_an_end() {
	for start in CustomsStatus::ALL {
		let mut reached = vec![start];
		while let Some(next) = CustomsStatus::ALL
			.into_iter()
			.find(|to| !reached.contains(to) && reached.iter().any(|from| from.may_become(*to)))
		{
			reached.push(next);
		}
		assert!(reached.iter().any(|status| matches!(status, Returned | Cancelled)), "{start:?}");
	}
}

#[test]
fn goods_are_released_after_customs_concluded_and_in_no_other_way() {
	let before: Vec<_> =
		CustomsStatus::ALL.into_iter().filter(|status| status.may_become(Released)).collect();
	assert_eq!(before, [Concluded]);
}

#[test]
fn nothing_is_under_way_once_a_declaration_is_closed_rejected_returned_or_cancelled() {
	let settled: Vec<_> = CustomsStatus::ALL.into_iter().filter(|status| status.is_settled()).collect();
	assert_eq!(settled, [Closed, Rejected, Returned, Cancelled]);
}

#[test]
fn a_declaration_stands_until_it_is_rejected_returned_or_cancelled() {
	let fallen: Vec<_> = CustomsStatus::ALL.into_iter().filter(|status| !status.stands()).collect();
	assert_eq!(fallen, [Rejected, Returned, Cancelled]);
}

#[test]
fn every_status_has_a_code_of_its_own() {
	for status in CustomsStatus::ALL {
		assert!((0..1_000).any(|code| status.has_code(code)), "{status:?}");
	}
	for code in 0..1_000 {
		let of = CustomsStatus::ALL.into_iter().filter(|status| status.has_code(code)).count();
		assert!(of <= 1, "{code}");
	}
}
