// SPDX-License-Identifier: Apache-2.0

//! Invariants of every block, whatever is called in whatever order.
//!
//! After every test the heads are compared with the replay of their records; here after many that were not thought of.

use super::{
	replay::{first, proof},
	samples::*,
};
use crate::{mock::*, Call, Entry, Event, Source, Superseded};
use frame_support::instances::{Instance2, Instance3, Instance4};
use proptest::{collection::vec, prelude::*, sample::select};
use sp_core::H256;
use sp_runtime::{BoundedVec, StateVersion};
use suyuan_primitives::items::{self, DeliveryException};

/// A step of a random sequence.
#[derive(Clone, Debug)]
enum Step {
	Call(u64, Box<RuntimeCall>),
	Advance(u64),
	Clear(u32),
	Close(u32),
	Sell(u32, u64),
	Suspend(u64),
}

fn someone() -> impl Strategy<Value = u64> {
	select(vec![OWNER, CARRIER, PLATFORM, BROKER, COMPETITOR, CUSTOMS, TAX, STRANGER])
}

/// The number of a unit, which now and then was never registered.
fn some_unit() -> impl Strategy<Value = u32> {
	prop_oneof![9 => 0..UNITS, 1 => Just(UNITS)]
}

fn some_transaction() -> impl Strategy<Value = Transaction> {
	select(vec![
		Transaction::Order(order()),
		Transaction::Receipt(receipt()),
		keyed_order(),
		keyed_receipt(),
		Transaction::ProductCode(product_code()),
		Transaction::Order(items::Order { amount: usd(0), ..order() }),
	])
}

fn some_logistics() -> impl Strategy<Value = Logistics> {
	select(vec![
		Logistics::Transport(transport()),
		transport_by_waybill(),
		Logistics::Storage(storage()),
		Logistics::DeliveryException(DeliveryException::NoneOccurred),
		damage(),
		Logistics::Positions(positions()),
	])
}

fn some_customs() -> impl Strategy<Value = Customs> {
	select(vec![Customs::Declaration(declaration()), Customs::Status(released())])
}

/// The calls of one instance about these items.
macro_rules! some_call {
	($instance:ty, $item:expr) => {
		prop_oneof![
			4 => (some_unit(), $item)
				.prop_map(|(n, item)| Call::<Test, $instance>::record { code: unit(n), item }),
			2 => vec((some_unit(), $item), 0..=4).prop_map(|entries| {
				let entry = |(n, item)| Entry { code: unit(n), item };
				let entries = BoundedVec::truncate_from(entries.into_iter().map(entry).collect());
				Call::record_many { entries }
			}),
			3 => (some_unit(), 0..4u32, $item).prop_map(|(n, index, item)| {
				// Of so many hashes, until the proof is made from the records that are there by then.
				let later = BoundedVec::truncate_from(vec![H256::zero(); index as usize]);
				let superseded = Box::new(Superseded { later, ..*first(item.clone()) });
				Call::amend { code: unit(n), superseded, item, reason: note("typing error") }
			}),
			1 => (some_unit(), $item)
				.prop_map(|(n, item)| Call::import { code: unit(n), item, party: name("Lagerhaus") }),
		]
		.prop_map(RuntimeCall::from)
	};
}

fn some_step() -> impl Strategy<Value = Step> {
	let call = prop_oneof![
		some_call!(Instance2, some_transaction()),
		some_call!(Instance3, some_logistics()),
		some_call!(Instance4, some_customs()),
	];
	prop_oneof![
		20 => (someone(), call).prop_map(|(who, call)| Step::Call(who, Box::new(call))),
		5 => (1..5u64).prop_map(Step::Advance),
		3 => some_unit().prop_map(Step::Clear),
		1 => (0..UNITS).prop_map(Step::Close),
		1 => (0..UNITS, select(vec![OWNER, COMPETITOR])).prop_map(|(n, owner)| Step::Sell(n, owner)),
		1 => someone().prop_map(Step::Suspend),
	]
}

fn state_root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// The call with the proof of the record that it amends, where there is one.
fn proven(mut call: RuntimeCall) -> RuntimeCall {
	match &mut call {
		RuntimeCall::TransactionInfo(Call::amend { code, superseded, item, .. }) => {
			*superseded = proof::<Instance2>(code, superseded.later.len() as u32, item);
		}
		RuntimeCall::LogisticsInfo(Call::amend { code, superseded, item, .. }) => {
			*superseded = proof::<Instance3>(code, superseded.later.len() as u32, item);
		}
		RuntimeCall::CustomsInfo(Call::amend { code, superseded, item, .. }) => {
			*superseded = proof::<Instance4>(code, superseded.later.len() as u32, item);
		}
		_ => (),
	}
	call
}

fn take(step: Step) {
	match step {
		Step::Call(who, call) => {
			let before = state_root();
			if dispatch(who, proven(*call)).is_err() {
				assert_eq!(state_root(), before, "a refused call leaves no trace");
			}
		}
		Step::Advance(blocks) => advance(blocks),
		Step::Clear(n) => clear(&unit(n), Customs::Status(released())).unwrap(),
		Step::Close(n) => close(&unit(n)),
		Step::Sell(n, owner) => sell(&unit(n), owner),
		Step::Suspend(who) => suspend(who),
	}
}

proptest! {
	#[test]
	fn a_head_equals_the_replay_of_its_records(steps in vec(some_step(), 1..80)) {
		ExtBuilder.build_and_execute(|| steps.into_iter().for_each(take));
	}

	#[test]
	fn nobody_writes_what_others_know(steps in vec(some_step(), 1..80)) {
		ExtBuilder.build_and_execute(|| {
			steps.into_iter().for_each(take);
			for event in (1..=System::block_number()).flat_map(events_at) {
				match event {
					RuntimeEvent::TransactionInfo(Event::Recorded { record, .. }) => {
						assert!([OWNER, COMPETITOR, PLATFORM].contains(&record.provider));
					}
					RuntimeEvent::LogisticsInfo(Event::Recorded { record, .. }) => {
						let knows = if record.source == Source::Own {
							[CARRIER].as_slice()
						} else {
							[OWNER, COMPETITOR].as_slice()
						};
						assert!(knows.contains(&record.provider));
					}
					RuntimeEvent::CustomsInfo(Event::Recorded { record, .. }) => {
						assert_eq!((record.source, record.provider), (Source::Clearance, CUSTOMS));
					}
					_ => (),
				}
			}
		});
	}
}
