// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Call, Error, Event, Record, Source};
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance1, Instance2, Instance3, Instance4},
};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::{
	codes::TraceCode,
	items,
	requirement::{Categories, Category},
};

const PARTY: &str = "Lagerhaus Duisburg GmbH";

fn import(who: u64, code: TraceCode, item: Logistics) -> DispatchResult {
	let imported = LogisticsInfo::import(RuntimeOrigin::signed(who), code, item, name(PARTY));
	imported.map(|_| ()).map_err(|refusal| refusal.error)
}

#[test]
fn enters_what_an_overseas_warehouse_said_and_marks_it_as_imported() {
	ExtBuilder.build_and_execute(|| {
		// The owner runs no node of logistics, and needs none.
		assert_ok!(import(OWNER, unit(0), Logistics::Storage(storage())));

		let storage_alone = Categories::default().with(Category::Storage);
		let head = LogisticsInfo::head(&unit(0)).unwrap();
		assert_eq!((head.categories, head.imported), (storage_alone, storage_alone));
		let record = Record {
			code: unit(0),
			index: 0,
			provider: OWNER,
			source: Source::Imported { party: name(PARTY) },
			supersedes: None,
			item: Logistics::Storage(storage()),
		};
		System::assert_last_event(Event::<Test, Instance3>::Recorded { record, previous_at: None }.into());
	});
}

#[test]
fn the_head_says_of_which_categories_something_was_imported() {
	ExtBuilder.build_and_execute(|| {
		let carrier = || RuntimeOrigin::signed(CARRIER);
		assert_ok!(LogisticsInfo::record(carrier(), unit(0), Logistics::Transport(transport())));
		assert!(LogisticsInfo::head(&unit(0)).unwrap().imported.is_empty());
		assert_ok!(import(OWNER, unit(0), Logistics::Storage(storage())));
		// If the warehouse joins the chain and records it itself later, that doesn't undo it.
		assert_ok!(LogisticsInfo::record(carrier(), unit(0), Logistics::Storage(storage())));
		let imported: Vec<_> = LogisticsInfo::head(&unit(0)).unwrap().imported.iter().collect();
		assert_eq!(imported, [Category::Storage]);
	});
}

#[test]
fn refuses_positions_that_tell_more_than_a_district() {
	ExtBuilder.build_and_execute(|| {
		let item = Logistics::Positions(fine_positions());
		assert_noop!(import(OWNER, unit(0), item), Error::<Test, Instance3>::PositionTooFine);
	});
}

#[test]
fn positions_are_imported_though_they_fill_no_category() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(import(OWNER, unit(0), Logistics::Positions(positions())));
		let head = LogisticsInfo::head(&unit(0)).unwrap();
		assert_eq!((head.records, head.imported.is_empty()), (1, true));
	});
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let item = Logistics::Storage(storage());
			assert_noop!(LogisticsInfo::import(origin, unit(0), item, name(PARTY)), BadOrigin);
		}
	});
}

#[test]
fn refuses_strangers_and_suspended_owners() {
	ExtBuilder.build_and_execute(|| {
		suspend(OWNER);
		for who in [STRANGER, OWNER] {
			assert_noop!(
				import(who, unit(0), Logistics::Storage(storage())),
				Error::<Test, Instance3>::NotInForce
			);
		}
	});
}

#[test]
fn refuses_whoever_is_no_trade_entity_even_as_owner() {
	ExtBuilder.build_and_execute(|| {
		sell(&unit(0), BROKER);
		for who in [BROKER, CARRIER, CUSTOMS] {
			assert_noop!(
				import(who, unit(0), Logistics::Storage(storage())),
				Error::<Test, Instance3>::NotTradeEntity
			);
		}
	});
}

#[test]
fn refuses_trade_entities_that_do_not_own_the_unit() {
	ExtBuilder.build_and_execute(|| {
		for who in [COMPETITOR, PLATFORM] {
			assert_noop!(
				import(who, unit(0), Logistics::Storage(storage())),
				Error::<Test, Instance3>::NotOwner
			);
		}
	});
}

#[test]
fn refuses_a_customs_status_from_second_hand() {
	ExtBuilder.build_and_execute(|| {
		for who in [OWNER, CUSTOMS] {
			let item = Customs::Status(released());
			assert_noop!(
				CustomsInfo::import(RuntimeOrigin::signed(who), unit(0), item, name("Customs")),
				Error::<Test, Instance4>::OnlyFromClearance
			);
		}
	});
}

#[test]
fn refuses_a_declaration_from_second_hand() {
	ExtBuilder.build_and_execute(|| {
		let item = Customs::Declaration(declaration());
		assert_noop!(
			CustomsInfo::import(RuntimeOrigin::signed(OWNER), unit(0), item, name("Shenzhen Customs")),
			Error::<Test, Instance4>::OnlyFromClearance
		);
	});
}

#[test]
fn refuses_what_only_who_did_it_attests() {
	ExtBuilder.build_and_execute(|| {
		let owner = || RuntimeOrigin::signed(OWNER);
		for item in [Transaction::Receipt(receipt()), Transaction::ProductCode(product_code())] {
			assert_noop!(
				TransactionInfo::import(owner(), unit(0), item, name("Bank")),
				Error::<Test, Instance2>::NotImportable
			);
		}
		let features = Product::Features(features());
		assert_noop!(
			ProductInfo::import(owner(), unit(0), features, name("Maker")),
			Error::<Test, Instance1>::NotImportable
		);
		// A market abroad is no participant.
		assert_ok!(TransactionInfo::import(owner(), unit(0), Transaction::Order(order()), name("Market")));
	});
}

#[test]
fn refuses_the_name_of_a_participant_as_party_and_as_the_one_that_did_it() {
	ExtBuilder.build_and_execute(|| {
		let import = |carrier: &str, party: &str| {
			let item = Logistics::Transport(items::Transport { carrier: text(carrier), ..transport() });
			let call = Call::<Test, Instance3>::import { code: unit(0), item, party: name(party) };
			dispatch(OWNER, call)
		};
		assert_noop!(import("Overseas Ltd", PARTICIPANT), Error::<Test, Instance3>::PartyOnChain);
		assert_noop!(import(PARTICIPANT, "Overseas Ltd"), Error::<Test, Instance3>::PartyOnChain);
		assert_ok!(import("Overseas Ltd", "Overseas Ltd"));
	});
}

#[test]
fn refuses_a_unit_that_nobody_registered() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			import(OWNER, unit(UNITS), Logistics::Storage(storage())),
			Error::<Test, Instance3>::UnitNotFound
		);
	});
}

#[test]
fn refuses_a_closed_unit() {
	ExtBuilder.build_and_execute(|| {
		close(&unit(0));
		assert_noop!(
			import(OWNER, unit(0), Logistics::Storage(storage())),
			Error::<Test, Instance3>::UnitClosed
		);
	});
}

#[test]
fn refuses_a_party_without_a_name() {
	ExtBuilder.build_and_execute(|| {
		let item = Logistics::Storage(storage());
		assert_noop!(
			LogisticsInfo::import(RuntimeOrigin::signed(OWNER), unit(0), item, name("")),
			Error::<Test, Instance3>::EmptyText
		);
	});
}

#[test]
fn refuses_an_unsound_item() {
	ExtBuilder.build_and_execute(|| {
		let (entered_at, left_at) = (storage().left_at.unwrap(), Some(storage().entered_at));
		let item = Logistics::Storage(items::Storage { entered_at, left_at, ..storage() });
		assert_noop!(import(OWNER, unit(0), item), Error::<Test, Instance3>::TimesOutOfOrder);
	});
}
