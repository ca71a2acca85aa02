// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Norms, YieldNorm};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::BoundedVec;
use suyuan_primitives::{codes::Gtin, values::MeasureUnit};

const NORM: YieldNorm = YieldNorm { from: MeasureUnit::Litre, to: MeasureUnit::Piece, max: 2_000 };

fn gtin() -> Gtin {
	"09521234543213".parse().unwrap()
}

#[test]
fn takes_the_place_of_the_norms_before_and_leaves_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_norms(REGULATOR, [YieldNorm { max: 1, ..NORM }]));
		assert_ok!(set_norms(REGULATOR, [NORM]));
		let norms = BoundedVec::truncate_from(vec![NORM]);
		assert_eq!(Norms::<Test>::get(gtin()), Some(norms.clone()));
		System::assert_last_event(Event::YieldNormsSet { gtin: gtin(), norms, by: REGULATOR }.into());
		assert_ok!(set_norms(REGULATOR, []));
		assert_eq!(Norms::<Test>::get(gtin()), None);
	});
}

#[test]
fn refuses_all_but_market_supervision() {
	ExtBuilder::default().build_and_execute(|| {
		let norms = BoundedVec::truncate_from(vec![NORM]);
		assert_refuses_unsigned_and_not_in_force(Call::set_yield_norms { gtin: gtin(), norms });
		for who in [TRADER, CARRIER, BANK, PLATFORM, CONSUMER] {
			assert_noop!(set_norms(who, [NORM]), Error::<Test>::NotMarketSupervision);
		}
	});
}

#[test]
fn refuses_norms_that_say_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let of_nothing = [NORM, YieldNorm { from: MeasureUnit::Metre, max: 0, ..NORM }];
		assert_noop!(set_norms(REGULATOR, of_nothing), Error::<Test>::ZeroAmount);
		let twice = [NORM, YieldNorm { max: 1, ..NORM }];
		assert_noop!(set_norms(REGULATOR, twice), Error::<Test>::DuplicateNorm);
		let wrong = Gtin(*b"09521234543214");
		let call = Call::set_yield_norms { gtin: wrong, norms: BoundedVec::truncate_from(vec![NORM]) };
		assert_noop!(signed(REGULATOR, call), Error::<Test>::WrongCheckDigit);
	});
}
