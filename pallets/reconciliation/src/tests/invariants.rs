// SPDX-License-Identifier: Apache-2.0

//! Invariants of the loops under random records: their states are those of a model.
//!
//! The model looks at the documents one by one, and remembers them all.

use super::samples::*;
use crate::{mock::*, Loops, Waybills};
use frame_support::BoundedVec;
use proptest::{collection::vec, prelude::*, sample::select, sample::subsequence};
use sp_runtime::{DispatchResult, StateVersion};
use std::collections::{BTreeMap, BTreeSet};
use suyuan_primitives::{
	codes::Currency,
	items::{LogisticsInfo, Order, Receipt, ReceiptKey, TransactionInfo},
	reconciliation::{DeclaredSide, Disagreement, LoopState, Missing},
	traits,
	values::{Mass, Money, Packages},
};

const MERCHANTS: [u64; 2] = [MERCHANT, COMPETITOR];
const ORDERS: [u32; 2] = [1, 2];

/// A step that changes the loops of a merchant. Numbers stand for keys.
#[derive(Clone, Debug)]
enum Step {
	Order { order: u32, amount: Money, lines: Vec<u64>, way: Way },
	Receipt { order: u32, receipt: u32, amount: Money, reversed: bool, way: Way },
	Waybill { waybill: u32, packages: u32, grams: u64, way: Way },
	Declare { order: u32, entry: u32, value: Money, waybills: Vec<u32>, packages: u32, grams: u64 },
	Undeclare { order: u32, entry: u32 },
}

fn some_order() -> impl Strategy<Value = u32> {
	select(ORDERS.to_vec())
}

fn some_way() -> impl Strategy<Value = Way> {
	select(vec![Way::Recorded, Way::Recorded, Way::Amended, Way::Imported])
}

fn some_money() -> impl Strategy<Value = Money> {
	let units = select(vec![1, 2, 2, 3, u64::MAX]);
	(units, prop::bool::weighted(0.8)).prop_map(|(units, usual)| if usual { usd(units) } else { eur(units) })
}

fn some_step() -> impl Strategy<Value = Step> {
	let few = || select(vec![vec![], vec![1], vec![1, 1], vec![2, 1], vec![u64::MAX, 1]]);
	prop_oneof![
		2 => (some_order(), some_money(), few(), some_way())
			.prop_map(|(order, amount, lines, way)| Step::Order { order, amount, lines, way }),
		3 => (some_order(), 0..3u32, some_money(), prop::bool::weighted(0.2), some_way()).prop_map(
			|(order, receipt, amount, reversed, way)| Step::Receipt { order, receipt, amount, reversed, way }
		),
		3 => (0..3u32, 1..3u32, 1..3u64, some_way())
			.prop_map(|(waybill, packages, grams, way)| Step::Waybill { waybill, packages, grams, way }),
		2 => (some_order(), 1..3u32, some_money(), subsequence(vec![0, 1, 2], 0..=2), 1..5u32, 1..5u64).prop_map(
			|(order, entry, value, waybills, packages, grams)| {
				Step::Declare { order, entry, value, waybills, packages, grams }
			}
		),
		1 => (some_order(), 1..3u32).prop_map(|(order, entry)| Step::Undeclare { order, entry }),
	]
}

/// A document of the model: its fields, and whether it was imported.
type Entered<Says> = (Says, bool);

/// The receipts of an order by their numbers: what was paid, and whether it was reversed.
type Receipts = Vec<(u32, Entered<(Money, bool)>)>;

/// The documents of a merchant in the model.
#[derive(Clone, Default)]
struct Model {
	orders: BTreeMap<u32, Entered<(Money, Vec<u64>)>>,
	receipts: BTreeMap<u32, Receipts>,
	waybills: BTreeMap<u32, Entered<(u32, u64)>>,
	declared: BTreeMap<u32, (u32, Money, Vec<u32>, u32, u64)>,
	/// The orders whose goods disagreed when their declaration fell.
	disagreed: BTreeSet<u32>,
}

/// The receipts that count, by their numbers, of all merchants.
type Taken = BTreeSet<u32>;

/// The document after it was recorded again. None if the record is refused.
fn again<Says: Clone + PartialEq>(
	known: Option<&Entered<Says>>,
	says: Says,
	way: Way,
) -> Option<Entered<Says>> {
	let entered = (says, way == Way::Imported);
	Some(match known {
		None => entered,
		Some((known, imported)) if *known == entered.0 => (entered.0, *imported && entered.1),
		Some((_, imported)) if *imported || way == Way::Amended => entered,
		Some(_) => return None,
	})
}

impl Model {
	/// Takes a step, and returns true if it is allowed.
	fn take(&mut self, step: &Step, taken: &mut Taken) -> bool {
		match step.clone() {
			Step::Order { order, amount, lines, way } => {
				if lines.iter().map(|line| u128::from(*line)).sum::<u128>() > u64::MAX.into() {
					return false;
				}
				let Some(entered) = again(self.orders.get(&order), (amount, lines), way) else {
					return false;
				};
				self.orders.insert(order, entered);
			}
			Step::Receipt { order, receipt, amount, reversed, way } => {
				let mut receipts = self.receipts.get(&order).cloned().unwrap_or_default();
				let place = receipts.iter().position(|(number, _)| *number == receipt);
				let known = place.map(|place| receipts[place].1);
				let Some(entered) = again(known.as_ref(), (amount, reversed), way) else { return false };
				match place {
					Some(place) => receipts[place].1 = entered,
					None => receipts.push((receipt, entered)),
				}
				if sums(&receipts).values().any(|sum| *sum > u64::MAX.into()) {
					return false;
				}
				let counted_before = known.is_some_and(|((_, reversed), _)| !reversed);
				match (counted_before, !reversed) {
					(false, true) if !taken.insert(receipt) => return false,
					(true, false) => {
						taken.remove(&receipt);
					}
					_ => (),
				}
				self.receipts.insert(order, receipts);
			}
			Step::Waybill { waybill, packages, grams, way } => {
				let Some(entered) = again(self.waybills.get(&waybill), (packages, grams), way) else {
					return false;
				};
				self.waybills.insert(waybill, entered);
			}
			Step::Declare { order, entry, value, waybills, packages, grams } => {
				if self.declared.get(&order).is_some_and(|(standing, ..)| *standing != entry) {
					return false;
				}
				let side = (entry, value, waybills, packages, grams);
				if self.declared.get(&order) != Some(&side) {
					let disagreed = self.disagreed.contains(&order) || !self.on_goods(order).is_empty();
					if disagreed && !side.2.iter().all(|waybill| self.waybills.contains_key(waybill)) {
						return false;
					}
					self.disagreed.remove(&order);
				}
				self.declared.insert(order, side);
			}
			Step::Undeclare { order, entry } => {
				if self.declared.get(&order).is_some_and(|(standing, ..)| *standing == entry) {
					if !self.on_goods(order).is_empty() {
						self.disagreed.insert(order);
					}
					self.declared.remove(&order);
				}
			}
		}
		true
	}

	/// The parties whose word the loop of an order is, which a declaration stands for.
	fn parties(&self, merchant: u64, order: u32) -> BTreeSet<u64> {
		let party = |imported: bool, other: u64| if imported { merchant } else { other };
		let order_of = self.orders.get(&order).map(|(_, imported)| party(*imported, PLATFORM));
		let receipts = self.receipts.get(&order).into_iter().flatten();
		let receipts = receipts.filter(|(_, ((_, reversed), _))| !reversed);
		let receipts = receipts.map(|(_, (_, imported))| party(*imported, BANK));
		let waybills = self.declared[&order].2.iter().filter_map(|waybill| self.waybills.get(waybill));
		let waybills = waybills.map(|(_, imported)| party(*imported, CARRIER));
		order_of.into_iter().chain(receipts).chain(waybills).chain([merchant]).collect()
	}

	fn state(&self, merchant: u64, order: u32) -> LoopState {
		let fields = self.disagreements(order);
		let missing = self.missing(order);
		match (fields.is_empty(), missing.is_empty()) {
			(false, _) => mismatch(fields),
			(true, false) => open(missing),
			(true, true) => match self.parties(merchant, order).len() as u32 {
				1 => LoopState::SelfStated,
				parties => LoopState::Matched { parties },
			},
		}
	}

	fn disagreements(&self, order: u32) -> Vec<Disagreement> {
		let mut fields = Vec::new();
		let receipts = self.receipts.get(&order).cloned().unwrap_or_default();
		let declared = self.declared.get(&order);
		if let Some(((ordered, lines), _)) = self.orders.get(&order) {
			let (ordered, currency) = (*ordered, ordered.currency);
			let sum = lines.iter().sum();
			if !lines.is_empty() && sum != ordered.minor_units {
				let lines = Money { minor_units: sum, currency };
				fields.push(Disagreement::OrderLines { amount: ordered, lines });
			}
			let mut seen = BTreeSet::new();
			for (_, ((amount, reversed), _)) in &receipts {
				if !reversed && amount.currency != currency && seen.insert(amount.currency) {
					fields
						.push(Disagreement::ReceiptCurrency { ordered: currency, received: amount.currency });
				}
			}
			let received = sums(&receipts).get(&currency).copied().unwrap_or_default() as u64;
			if received > ordered.minor_units {
				let received = Money { minor_units: received, currency };
				fields.push(Disagreement::ReceivedAmount { ordered, received });
			}
			if let Some((_, declared, ..)) = declared {
				if declared.currency != currency {
					fields.push(Disagreement::DeclaredCurrency {
						ordered: currency,
						declared: declared.currency,
					});
				} else if declared.minor_units != ordered.minor_units {
					fields.push(Disagreement::DeclaredValue { ordered, declared: *declared });
				}
			}
		}
		fields.extend(self.on_goods(order));
		fields
	}

	/// The disagreements on goods of the declaration of an order, if one stands.
	fn on_goods(&self, order: u32) -> Vec<Disagreement> {
		let mut fields = Vec::new();
		let Some((_, _, waybills, packages, grams)) = self.declared.get(&order) else { return fields };
		let naming = |waybill: u32| {
			let named = self.declared.values().filter(move |side| side.2.contains(&waybill));
			named.collect::<Vec<_>>()
		};
		if let [waybill] = waybills[..] {
			let all = naming(waybill);
			if all.iter().any(|side| side.2.len() > 1) {
				fields.push(Disagreement::SharedWaybill { named_by: all.len() as u32 });
			}
			let shares: Vec<_> = all.into_iter().filter(|side| side.2.len() == 1).collect();
			let declared = shares.iter().map(|side| side.3).sum::<u32>();
			let weight = shares.iter().map(|side| side.4).sum::<u64>();
			if let Some(((carried, carried_grams), _)) = self.waybills.get(&waybill) {
				if *carried != declared {
					let (carried, declared) = (Packages(*carried), Packages(declared));
					fields.push(Disagreement::Packages { carried, declared });
				}
				if *carried_grams != weight {
					let (carried, declared) = (Mass { grams: *carried_grams }, Mass { grams: weight });
					fields.push(Disagreement::GrossWeight { carried, declared });
				}
			}
		} else {
			let shared =
				waybills.iter().map(|waybill| naming(*waybill).len() as u32).find(|count| *count > 1);
			fields.extend(shared.map(|named_by| Disagreement::SharedWaybill { named_by }));
			let there: Vec<_> = waybills.iter().filter_map(|waybill| self.waybills.get(waybill)).collect();
			let all = !there.is_empty() && there.len() == waybills.len();
			let carried: u32 = there.iter().map(|((packages, _), _)| packages).sum();
			if carried > *packages || all && carried < *packages {
				let (carried, declared) = (Packages(carried), Packages(*packages));
				fields.push(Disagreement::Packages { carried, declared });
			}
			let carried: u64 = there.iter().map(|((_, grams), _)| grams).sum();
			if carried > *grams || all && carried < *grams {
				let (carried, declared) = (Mass { grams: carried }, Mass { grams: *grams });
				fields.push(Disagreement::GrossWeight { carried, declared });
			}
		}
		fields
	}

	fn missing(&self, order: u32) -> Vec<Missing> {
		let mut missing = Vec::new();
		match self.orders.get(&order) {
			Some(((ordered, _), _)) => {
				let receipts = self.receipts.get(&order).cloned().unwrap_or_default();
				let received = sums(&receipts).get(&ordered.currency).copied().unwrap_or_default() as u64;
				let outstanding = ordered.minor_units.saturating_sub(received);
				if outstanding > 0 {
					let outstanding = Money { minor_units: outstanding, ..*ordered };
					missing.push(Missing::Receipt { outstanding });
				}
			}
			None => missing.push(Missing::Order),
		}
		match self.declared.get(&order) {
			None => missing.push(Missing::Declaration),
			Some((_, _, waybills, ..)) => {
				if waybills.is_empty() {
					missing.push(Missing::AnyWaybill);
				}
				for waybill in waybills.iter().filter(|waybill| !self.waybills.contains_key(waybill)) {
					missing.push(Missing::Waybill { waybill: waybill_key(*waybill) });
				}
			}
		}
		missing
	}

	/// The orders of which some document is recorded.
	fn loops(&self) -> BTreeSet<u32> {
		let keys = self.orders.keys().chain(self.receipts.keys()).chain(self.declared.keys());
		let keys = keys.chain(&self.disagreed);
		keys.copied().collect()
	}
}

/// The money received in each currency.
fn sums(receipts: &Receipts) -> BTreeMap<Currency, u128> {
	let mut sums = BTreeMap::new();
	for (_, ((amount, reversed), _)) in receipts {
		if !reversed {
			*sums.entry(amount.currency).or_default() += u128::from(amount.minor_units);
		}
	}
	sums
}

/// Takes a step on the pallet.
fn take(merchant: u64, step: &Step) -> DispatchResult {
	match step.clone() {
		Step::Order { order: n, amount, lines, way } => {
			let lines: Vec<_> = lines.into_iter().map(|line| Money { minor_units: line, ..amount }).collect();
			let item = with_lines(&lines, Order { key: Some(order_key(n)), amount, ..order() });
			record_transaction(merchant, way, TransactionInfo::Order(item))
		}
		Step::Receipt { order, receipt: n, amount, reversed: is_reversed, way } => {
			let sound = receipt(n, amount);
			let key = ReceiptKey { order: order_key(order), ..sound.key.clone().unwrap() };
			let item = Receipt { key: Some(key), ..sound };
			let item = if is_reversed { reversed(item) } else { item };
			record_transaction(merchant, way, TransactionInfo::Receipt(item))
		}
		Step::Waybill { waybill, packages, grams, way } => {
			let item = LogisticsInfo::Transport(transport(waybill, packages, grams));
			record_logistics(merchant, way, item)
		}
		Step::Declare { order, entry, value, waybills, packages, grams } => {
			let side = DeclaredSide {
				entry_number: entry_number(entry),
				value,
				waybills: BoundedVec::truncate_from(waybills.into_iter().map(waybill_key).collect()),
				shares: Default::default(),
				packages: Packages(packages),
				gross_weight: Mass { grams },
			};
			<Reconciliation as traits::Loops<u64>>::declare(&merchant, &order_key(order), side)
		}
		Step::Undeclare { order, entry } => {
			let entry_number = entry_number(entry);
			<Reconciliation as traits::Loops<u64>>::undeclare(&merchant, &order_key(order), &entry_number);
			Ok(())
		}
	}
}

/// Asserts that the pallet has the documents of a merchant that the model has, and no others.
fn agrees(merchant: u64, model: &Model) {
	for order in ORDERS {
		let key = order_key(order);
		let expected = model.state(merchant, order);
		let standing = <Reconciliation as traits::Loops<u64>>::standing(&merchant, &key);
		assert_eq!(standing.state, expected);
		let view = Reconciliation::view(&merchant, &key);
		assert_eq!(view.is_some(), model.loops().contains(&order));
		let Some(view) = view else { continue };
		assert_eq!((view.state, view.digest), (expected, standing.digest));
		assert_eq!(
			view.order.map(|document| (document.says.amount, document.imported)),
			model.orders.get(&order).map(|((amount, _), imported)| (*amount, *imported))
		);
		let receipts = view
			.receipts
			.iter()
			.map(|document| (document.says.amount, document.says.reversed, document.imported));
		let expected = model.receipts.get(&order).into_iter().flatten();
		let expected = expected.map(|(_, ((amount, reversed), imported))| (*amount, *reversed, *imported));
		assert_eq!(receipts.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
		let received = view.received.iter().map(|sum| (sum.currency, u128::from(sum.minor_units)));
		let expected = model.receipts.get(&order).map(sums).unwrap_or_default();
		assert_eq!(received.collect::<BTreeMap<_, _>>(), expected);
	}
	assert_eq!(Loops::<Test>::iter_prefix(merchant).count(), model.loops().len());
	let entered = Waybills::<Test>::iter_prefix(merchant).filter(|(_, stored)| stored.document.is_some());
	assert_eq!(entered.count(), model.waybills.len());
}

proptest! {
	#[test]
	fn a_loop_stands_as_its_documents_say(steps in vec((select(MERCHANTS.to_vec()), some_step()), 1..60)) {
		ExtBuilder.build_and_execute(|| {
			let mut models = BTreeMap::from(MERCHANTS.map(|merchant| (merchant, Model::default())));
			let mut numbers = Taken::new();
			for (merchant, step) in &steps {
				let before = sp_io::storage::root(StateVersion::V1);
				let model = models.get_mut(merchant).unwrap();
				let taken = take(*merchant, step).is_ok();
				assert_eq!(taken, model.take(step, &mut numbers), "{step:?}");
				if !taken {
					assert_eq!(sp_io::storage::root(StateVersion::V1), before, "a refusal leaves no trace");
				}
				agrees(*merchant, model);
				Reconciliation::do_try_state().unwrap();
			}
			models.iter().for_each(|(merchant, model)| agrees(*merchant, model));
		});
	}
}
