// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::{
	items::{
		CustomsInfo,
		CustomsStatus::{Closed, Received, Rejected, Returned},
		DutyPaid,
	},
	values::{Evidence, EvidenceKind, Moment},
};

fn duty(minor_units: u64) -> DutyPaid {
	let voucher = Some(Evidence { kind: EvidenceKind::DutyPaid, sha256: [5; 32] });
	DutyPaid { amount: usd(minor_units), paid_at: Moment(START), voucher }
}

fn record(who: AccountId, duty_paid: DutyPaid) -> DispatchResult {
	let declaration_hash = Declarations::<Test>::get(entry(1)).map(|of| of.declaration_hash);
	let declaration_hash = declaration_hash.unwrap_or_default();
	dispatch(who, Call::record_duty { entry_number: entry(1), declaration_hash, duty_paid })
}

/// The duties in the declarations that were written into blocks.
fn duties_written() -> Vec<Option<DutyPaid>> {
	let duty = |(_, _, item)| match item {
		CustomsInfo::Declaration(declaration) => Some(declaration.duty_paid),
		CustomsInfo::Status(_) => None,
	};
	written().into_iter().filter_map(duty).collect()
}

#[test]
fn is_kept_until_the_release_and_written_with_the_declaration() {
	ExtBuilder.declared(|| {
		assert_ok!(record(TAX, duty(7)));
		let (entry_number, duty_paid, by) = (entry(1), duty(7), TAX);
		assert_eq!(events(), [Event::DutyRecorded { entry_number, duty_paid, by }]);
		assert_eq!(declaration(1).duty_paid, Some(duty(7)));
		assert_eq!(duties_written(), []);
		release(1);
		assert_eq!(duties_written(), [Some(duty(7))]);
	})
}

#[test]
fn is_written_into_the_block_of_every_unit_if_it_is_paid_after_the_release() {
	ExtBuilder.filed(|| {
		declare(1, form([0, 1]));
		release(1);
		assert_eq!(duties_written(), [None, None]);
		assert_ok!(record(TAX, duty(7)));
		assert_eq!(duties_written(), [Some(duty(7)), Some(duty(7))]);
		go_through(1, [Closed]);
		// A correction is the word that follows.
		assert_ok!(record(SECOND_OF_TAX, duty(8)));
		assert_eq!(duties_written(), [Some(duty(8)), Some(duty(8))]);
	})
}

#[test]
fn is_that_of_one_version_of_the_declaration() {
	ExtBuilder.declared(|| {
		let read = declaration(1).declaration_hash;
		assert_ok!(record(TAX, duty(7)));
		assert_ok!(Customs::amend(signed(EXPORTER), entry(1), form([1])));
		assert_eq!(declaration(1).duty_paid, None);
		let stale = Call::record_duty { entry_number: entry(1), declaration_hash: read, duty_paid: duty(7) };
		assert_noop!(dispatch(TAX, stale), Error::<Test>::DeclarationChanged);
		assert_ok!(record(TAX, duty(7)));
	})
}

#[test]
fn refuses_every_origin_but_a_seat_of_taxation() {
	ExtBuilder.declared(|| {
		suspend(SECOND_OF_TAX);
		for (who, error) in [
			(CUSTOMS, Error::<Test>::NotTax),
			(COMMERCE, Error::NotTax),
			(NEW_SEAT, Error::NoDepartment),
			(EXPORTER, Error::NoDepartment),
			(BROKER, Error::NoDepartment),
			(SECOND_OF_TAX, Error::NotInForce),
			(STRANGER, Error::NotInForce),
		] {
			assert_noop!(record(who, duty(7)), error);
		}
		for origin in unsigned() {
			let outcome = Customs::record_duty(origin, entry(1), H256::zero(), duty(7));
			assert_noop!(outcome.map_err(|failure| failure.error), BadOrigin);
		}
	})
}

#[test]
fn refuses_the_duty_of_what_was_never_declared_or_fell() {
	ExtBuilder.filed(|| {
		assert_noop!(record(TAX, duty(7)), Error::<Test>::NotFound);
	});
	ExtBuilder.declared(|| {
		go_through(1, [Rejected]);
		assert_noop!(record(TAX, duty(7)), Error::<Test>::DeclarationFallen);
	});
	ExtBuilder.declared(|| {
		release(1);
		go_through(1, [Returned]);
		assert_noop!(record(TAX, duty(7)), Error::<Test>::DeclarationFallen);
	});
}

#[test]
fn refuses_a_duty_that_cannot_be() {
	ExtBuilder.declared(|| {
		go_through(1, [Received]);
		let paid_at = |moment| DutyPaid { paid_at: Moment(moment), ..duty(7) };
		assert_noop!(record(TAX, duty(0)), Error::<Test>::ZeroAmount);
		assert_noop!(record(TAX, paid_at(START + MAX_FUTURE + 1)), Error::<Test>::InTheFuture);
		assert_noop!(record(TAX, paid_at(START - 1)), Error::<Test>::TimesOutOfOrder);
		assert_ok!(record(TAX, duty(7)));
		assert_noop!(record(TAX, duty(7)), Error::<Test>::DutyRecorded);
	})
}
