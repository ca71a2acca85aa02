// SPDX-License-Identifier: Apache-2.0

//! Matching of a loop's documents: disagreements and missing ones. Nothing here reads or writes the state.

use crate::{Document, Loop, NamedWaybill, OrderSide, WaybillSide};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use codec::Encode;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::Currency,
	reconciliation::{DeclaredSide, Disagreement, LoopState, Missing},
	values::{Mass, Money, Packages},
};

impl<AccountId: Clone + Ord + Encode> Loop<AccountId> {
	/// The independent parties whose word the loop is, given that of the merchant, which declares.
	///
	/// A receipt that counts no longer is nobody's word on the purchase.
	pub(crate) fn parties(
		&self,
		merchant: &AccountId,
		waybills: &[NamedWaybill<AccountId>],
	) -> BTreeSet<AccountId> {
		let order = self.order.iter().map(Document::party);
		let receipts = self.receipts.iter().filter(|receipt| !receipt.says.reversed).map(Document::party);
		let waybills = waybills.iter().filter_map(|waybill| waybill.document.as_ref()).map(Document::party);
		let declarant = self.declared.iter().map(|_| merchant);
		order.chain(receipts).chain(waybills).chain(declarant).cloned().collect()
	}

	/// The digest of documents and state. The settlement of receipts is left out, for it changes nothing that is matched.
	pub(crate) fn digest(&self, waybills: &[NamedWaybill<AccountId>], state: &LoopState) -> H256 {
		let receipts: Vec<_> = self
			.receipts
			.iter()
			.map(|Document { says, provider, imported, .. }| {
				(&says.institution, &says.number, says.amount, says.reversed, provider, imported)
			})
			.collect();
		let waybills: Vec<_> = waybills.iter().map(|waybill| (&waybill.key, &waybill.document)).collect();
		BlakeTwo256::hash_of(&(&self.order, receipts, &self.declared, waybills, state))
	}

	/// The state of the loop with the waybills that its declaration names. The merchant's party is asked for last.
	pub(crate) fn state(
		&self,
		merchant: impl FnOnce() -> AccountId,
		waybills: &[NamedWaybill<AccountId>],
	) -> LoopState {
		let fields = self.disagreements(waybills);
		if !fields.is_empty() {
			return LoopState::Mismatch { fields };
		}
		let missing = self.missing(waybills);
		if !missing.is_empty() {
			return LoopState::Open { missing };
		}
		match self.parties(&merchant(), waybills).len() as u32 {
			0 | 1 => LoopState::SelfStated,
			parties => LoopState::Matched { parties },
		}
	}

	fn disagreements(&self, waybills: &[NamedWaybill<AccountId>]) -> Vec<Disagreement> {
		let of_money = self.order.as_ref().map(|order| self.disagreements_with(&order.says));
		let mut fields = of_money.unwrap_or_default();
		fields.extend(self.disagreements_on_goods(waybills));
		fields
	}
}

impl<AccountId> Loop<AccountId> {
	pub(crate) fn is_empty(&self) -> bool {
		self.order.is_none() && self.receipts.is_empty() && self.declared.is_none() && !self.disagreed
	}

	/// The money received in a currency. None if that is more than can be counted.
	pub(crate) fn received_in(&self, currency: Currency) -> Option<u64> {
		self.counted()
			.filter(|amount| amount.currency == currency)
			.try_fold(0u64, |sum, amount| sum.checked_add(amount.minor_units))
	}

	/// The money received, in each currency.
	pub(crate) fn received(&self) -> Vec<Money> {
		sums(self.counted())
	}

	/// The money received and not settled yet, in each currency.
	pub(crate) fn unsettled(&self) -> Vec<Money> {
		let waits = self.receipts.iter().filter(|receipt| !receipt.says.reversed && !receipt.says.settled);
		sums(waits.map(|receipt| receipt.says.amount))
	}

	/// The amounts of the receipts that count.
	fn counted(&self) -> impl Iterator<Item = Money> + '_ {
		self.receipts.iter().filter(|receipt| !receipt.says.reversed).map(|receipt| receipt.says.amount)
	}

	/// The disagreements of receipts and declaration with the order, and of the order with itself.
	fn disagreements_with(&self, order: &OrderSide) -> Vec<Disagreement> {
		let mut fields = Vec::new();
		let OrderSide { amount: ordered, lines } = *order;
		if let Some(lines) = lines.filter(|lines| *lines != ordered) {
			fields.push(Disagreement::OrderLines { amount: ordered, lines });
		}
		let (received, foreign): (Vec<_>, Vec<_>) =
			self.received().into_iter().partition(|received| received.currency == ordered.currency);
		for received in foreign.into_iter().map(|received| received.currency) {
			fields.push(Disagreement::ReceiptCurrency { ordered: ordered.currency, received });
		}
		for received in received.into_iter().filter(|received| received.minor_units > ordered.minor_units) {
			fields.push(Disagreement::ReceivedAmount { ordered, received });
		}
		match self.declared.as_ref().map(|declared| declared.value) {
			Some(declared) if declared.currency != ordered.currency => {
				let (ordered, declared) = (ordered.currency, declared.currency);
				fields.push(Disagreement::DeclaredCurrency { ordered, declared });
			}
			Some(declared) if declared != ordered => {
				fields.push(Disagreement::DeclaredValue { ordered, declared });
			}
			_ => (),
		}
		fields
	}

	/// The disagreements of waybills and declaration.
	pub(crate) fn disagreements_on_goods(&self, waybills: &[NamedWaybill<AccountId>]) -> Vec<Disagreement> {
		let Some(declared) = &self.declared else { return Vec::new() };
		let takes_whole = (0..waybills.len()).any(|n| declared.share(n).is_none());
		if takes_whole {
			disagreements_on_whole(declared, waybills)
		} else {
			disagreements_on_shares(waybills)
		}
	}

	fn missing(&self, waybills: &[NamedWaybill<AccountId>]) -> Vec<Missing> {
		let mut missing = Vec::new();
		match self.order.as_ref().map(|order| order.says.amount) {
			None => missing.push(Missing::Order),
			Some(Money { minor_units, currency }) => {
				let received = self.received_in(currency).unwrap_or(u64::MAX);
				if received < minor_units {
					let outstanding = Money { minor_units: minor_units - received, currency };
					missing.push(Missing::Receipt { outstanding });
				}
			}
		}
		missing.extend(match &self.declared {
			None => vec![Missing::Declaration],
			Some(_) if waybills.is_empty() => vec![Missing::AnyWaybill],
			Some(_) => waybills
				.iter()
				.filter(|waybill| waybill.document.is_none())
				.map(|waybill| Missing::Waybill { waybill: waybill.key.clone() })
				.collect(),
		});
		missing
	}
}

/// The sums of amounts, in each currency.
fn sums(amounts: impl Iterator<Item = Money>) -> Vec<Money> {
	let mut sums: Vec<Money> = Vec::new();
	for amount in amounts {
		match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
			// A receipt that can't be counted is refused, so that no sum is ever too large.
			Some(sum) => sum.minor_units = sum.minor_units.saturating_add(amount.minor_units),
			None => sums.push(amount),
		}
	}
	sums
}

/// The disagreements of a declaration that takes its waybills whole: with all of them together, once they are recorded.
///
/// What is recorded may be too much before.
fn disagreements_on_whole<AccountId>(
	declared: &DeclaredSide,
	waybills: &[NamedWaybill<AccountId>],
) -> Vec<Disagreement> {
	let mut fields = Vec::new();
	if let Some(shared) = waybills.iter().find(|waybill| waybill.allotted.named_by > 1) {
		fields.push(Disagreement::SharedWaybill { named_by: shared.allotted.named_by });
	}
	let documents: Vec<_> = waybills.iter().filter_map(|waybill| waybill.document.as_ref()).collect();
	let all_are_there = documents.len() == waybills.len();
	// Sums of a few numbers of half the width.
	let sum =
		|of: fn(&WaybillSide) -> u128| documents.iter().map(|document| of(&document.says)).sum::<u128>();
	let disagree = |carried: u128, declared: u128| carried > declared || all_are_there && carried < declared;
	let packages = sum(|waybill| waybill.packages.0.into());
	let grams = sum(|waybill| waybill.gross_weight.grams.into());
	if disagree(packages, declared.packages.0.into()) {
		let carried = Packages(packages.try_into().unwrap_or(u32::MAX));
		fields.push(Disagreement::Packages { carried, declared: declared.packages });
	}
	if disagree(grams, declared.gross_weight.grams.into()) {
		let carried = Mass { grams: grams.try_into().unwrap_or(u64::MAX) };
		fields.push(Disagreement::GrossWeight { carried, declared: declared.gross_weight });
	}
	fields
}

/// The disagreements of a declaration that takes shares: with each waybill by itself, over all that name it.
fn disagreements_on_shares<AccountId>(waybills: &[NamedWaybill<AccountId>]) -> Vec<Disagreement> {
	let mut fields = Vec::new();
	if let Some(shared) = waybills.iter().find(|waybill| waybill.allotted.whole_by > 0) {
		fields.push(Disagreement::SharedWaybill { named_by: shared.allotted.named_by });
	}
	let recorded = || {
		let said = |waybill: &NamedWaybill<AccountId>| {
			let document = waybill.document.as_ref()?;
			Some((document.says.packages, document.says.gross_weight, waybill.allotted))
		};
		waybills.iter().filter_map(said)
	};
	let wrong = recorded().find(|(carried, _, allotted)| u64::from(carried.0) != allotted.packages);
	if let Some((carried, _, allotted)) = wrong {
		let declared = Packages(allotted.packages.try_into().unwrap_or(u32::MAX));
		fields.push(Disagreement::Packages { carried, declared });
	}
	let wrong = recorded().find(|(_, carried, allotted)| u128::from(carried.grams) != allotted.grams);
	if let Some((_, carried, allotted)) = wrong {
		let declared = Mass { grams: allotted.grams.try_into().unwrap_or(u64::MAX) };
		fields.push(Disagreement::GrossWeight { carried, declared });
	}
	fields
}
