// SPDX-License-Identifier: Apache-2.0

//! Matching of a loop's documents: disagreements and missing ones. Nothing here reads or writes the state.

use crate::{Document, Loop, NamedWaybill, OrderSide, WaybillSide};
use alloc::{vec, vec::Vec};
use suyuan_primitives::{
	codes::Currency,
	reconciliation::{Disagreement, LoopState, Missing},
	values::{Mass, Money, Packages},
};

impl<AccountId> Loop<AccountId> {
	/// The state of the loop with the waybills that its declaration names.
	pub(crate) fn state(&self, waybills: &[NamedWaybill<AccountId>]) -> LoopState {
		let fields = self.disagreements(waybills);
		if !fields.is_empty() {
			return LoopState::Mismatch { fields };
		}
		let missing = self.missing(waybills);
		if missing.is_empty() {
			LoopState::Matched
		} else {
			LoopState::Open { missing }
		}
	}

	pub(crate) fn is_empty(&self) -> bool {
		self.order.is_none() && self.receipts.is_empty() && self.declared.is_none()
	}

	/// The money received in a currency. None if that is more than can be counted.
	pub(crate) fn received_in(&self, currency: Currency) -> Option<u64> {
		self.counted()
			.filter(|amount| amount.currency == currency)
			.try_fold(0u64, |sum, amount| sum.checked_add(amount.minor_units))
	}

	/// The money received, in each currency.
	pub(crate) fn received(&self) -> Vec<Money> {
		let mut sums: Vec<Money> = Vec::new();
		for amount in self.counted() {
			match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
				// A receipt that can't be counted is refused, so that no sum is ever too large.
				Some(sum) => sum.minor_units = sum.minor_units.saturating_add(amount.minor_units),
				None => sums.push(amount),
			}
		}
		sums
	}

	/// The amounts of the receipts that count.
	fn counted(&self) -> impl Iterator<Item = Money> + '_ {
		self.receipts.iter().filter(|receipt| !receipt.says.reversed).map(|receipt| receipt.says.amount)
	}

	fn disagreements(&self, waybills: &[NamedWaybill<AccountId>]) -> Vec<Disagreement> {
		let of_money = self.order.as_ref().map(|order| self.disagreements_with(&order.says));
		let mut fields = of_money.unwrap_or_default();
		fields.extend(self.disagreements_on_goods(waybills));
		fields
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

	/// The disagreements of waybills and declaration, once all waybills are recorded.
	fn disagreements_on_goods(&self, waybills: &[NamedWaybill<AccountId>]) -> Vec<Disagreement> {
		let mut fields = Vec::new();
		let documents: Option<Vec<_>> = waybills.iter().map(|waybill| waybill.document.as_ref()).collect();
		let (Some(declared), Some(documents)) =
			(&self.declared, documents.filter(|documents| !documents.is_empty()))
		else {
			return fields;
		};
		// Sums of a few numbers of half the width.
		let sum = |of: fn(&WaybillSide) -> u128| {
			documents.iter().map(|Document { says, .. }| of(says)).sum::<u128>()
		};
		let packages = sum(|waybill| waybill.packages.0.into());
		let grams = sum(|waybill| waybill.gross_weight.grams.into());
		if packages != declared.packages.0.into() {
			let carried = Packages(packages.try_into().unwrap_or(u32::MAX));
			fields.push(Disagreement::Packages { carried, declared: declared.packages });
		}
		if grams != declared.gross_weight.grams.into() {
			let carried = Mass { grams: grams.try_into().unwrap_or(u64::MAX) };
			fields.push(Disagreement::GrossWeight { carried, declared: declared.gross_weight });
		}
		fields
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
