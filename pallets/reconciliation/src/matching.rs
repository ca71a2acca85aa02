// SPDX-License-Identifier: Apache-2.0

//! Matching of a loop's documents: disagreements, missing documents and missing proofs. Nothing here reads or writes the
//! state.

use crate::{Document, Loop, NamedWaybill, OrderSide, WaybillSide};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use codec::Encode;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::Currency,
	reconciliation::{
		Comparison, DeclaredSide, Disagreement, LoopOutcome, LoopOutcomes, LoopState, Missing, Total,
	},
	values::{Amount, Mass, Money, Packages},
};

impl<AccountId: Clone + Ord + Encode> Loop<AccountId> {
	/// The independent parties whose word the loop is. The merchant's is that of when it declared.
	///
	/// A receipt that counts no longer is nobody's word on the purchase.
	pub(crate) fn parties(
		&self,
		merchant: &AccountId,
		waybills: &[NamedWaybill<AccountId>],
	) -> BTreeSet<AccountId> {
		let own = self.principal.as_ref().unwrap_or(merchant);
		let order = self.order.iter().map(|order| party_of(order, merchant, own));
		let counted = self.receipts.iter().filter(|receipt| !receipt.says.reversed);
		let receipts = counted.map(|receipt| party_of(receipt, merchant, own));
		let recorded = waybills.iter().filter_map(|waybill| waybill.document.as_ref());
		let waybills = recorded.map(|waybill| party_of(waybill, merchant, own));
		let declarant = self.declared.iter().map(|_| own);
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

	/// Every outcome of the loop, whichever others there are.
	pub(crate) fn outcomes(
		&self,
		merchant: &AccountId,
		waybills: &[NamedWaybill<AccountId>],
	) -> LoopOutcomes {
		let mismatch = (!self.disagreements(waybills).is_empty()).then_some(LoopOutcome::Mismatch);
		let of_one = (self.parties(merchant, waybills).len() < 2).then_some(LoopOutcome::SelfStated);
		self.missing(waybills).iter().filter_map(Missing::outcome).chain(mismatch).chain(of_one).collect()
	}

	/// The state of the loop with the waybills that its declaration names.
	pub(crate) fn state(&self, merchant: &AccountId, waybills: &[NamedWaybill<AccountId>]) -> LoopState {
		let fields = self.disagreements(waybills);
		if !fields.is_empty() {
			return LoopState::Mismatch { fields };
		}
		let missing = self.missing(waybills);
		if !missing.is_empty() {
			return LoopState::Open { missing };
		}
		match self.parties(merchant, waybills).len() as u32 {
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

/// The party whose word a document is. What the merchant tells itself is the word of the party that it declared for.
fn party_of<'a, Side, AccountId: PartialEq>(
	document: &'a Document<Side, AccountId>,
	merchant: &AccountId,
	own: &'a AccountId,
) -> &'a AccountId {
	if document.provider == *merchant {
		own
	} else {
		document.party()
	}
}

impl<AccountId> Loop<AccountId> {
	pub(crate) fn is_empty(&self) -> bool {
		self.order.is_none() && self.receipts.is_empty() && self.declared.is_none() && !self.disagreed
	}

	/// The money received in a currency, as far as it is told in clear. None if that is more than can be counted.
	pub(crate) fn received_in(&self, currency: Currency) -> Option<u64> {
		self.counted()
			.filter_map(|amount| amount.plain())
			.filter(|amount| amount.currency == currency)
			.try_fold(0u64, |sum, amount| sum.checked_add(amount.minor_units))
	}

	/// The money received as far as it is told in clear, in each currency.
	pub(crate) fn received(&self) -> Vec<Money> {
		sums(self.counted().filter_map(|amount| amount.plain()))
	}

	/// The money received and not settled yet, as far as it is told in clear, in each currency.
	pub(crate) fn unsettled(&self) -> Vec<Money> {
		let waits = self.receipts.iter().filter(|receipt| !receipt.says.reversed && !receipt.says.settled);
		sums(waits.filter_map(|receipt| receipt.says.amount.plain()))
	}

	/// The amounts of the receipts that count.
	pub(crate) fn counted(&self) -> impl Iterator<Item = Amount> + '_ {
		self.receipts.iter().filter(|receipt| !receipt.says.reversed).map(|receipt| receipt.says.amount)
	}

	/// The disagreements of receipts and declaration with the order, and of the order with itself.
	fn disagreements_with(&self, order: &OrderSide) -> Vec<Disagreement> {
		let mut fields = Vec::new();
		let OrderSide { amount, lines } = *order;
		// Amounts that are not both told in clear are proven to agree, or not yet.
		let ordered = amount.plain();
		if let (Some(amount), Some(lines)) = (ordered, lines.and_then(|lines| lines.plain())) {
			if lines != amount {
				fields.push(Disagreement::OrderLines { amount, lines });
			}
		}
		let ordered_in = amount.currency();
		for received in self.foreign_currencies(ordered_in) {
			fields.push(Disagreement::ReceiptCurrency { ordered: ordered_in, received });
		}
		if let Some(ordered) = ordered {
			let received = self.received().into_iter().find(|received| received.currency == ordered.currency);
			if let Some(received) = received.filter(|received| received.minor_units > ordered.minor_units) {
				fields.push(Disagreement::ReceivedAmount { ordered, received });
			}
		}
		match self.declared.as_ref().map(|declared| (declared.value.currency(), declared.value.plain())) {
			Some((declared, _)) if declared != ordered_in => {
				fields.push(Disagreement::DeclaredCurrency { ordered: ordered_in, declared });
			}
			Some((_, Some(declared))) => {
				if let Some(ordered) = ordered.filter(|ordered| *ordered != declared) {
					fields.push(Disagreement::DeclaredValue { ordered, declared });
				}
			}
			_ => (),
		}
		fields
	}

	/// The currencies of receipts that count which are not that of the order, each once.
	fn foreign_currencies(&self, ordered: Currency) -> Vec<Currency> {
		let mut foreign = Vec::new();
		for currency in self.counted().map(|amount| amount.currency()) {
			if currency != ordered && !foreign.contains(&currency) {
				foreign.push(currency);
			}
		}
		foreign
	}

	/// The comparisons with the amount of the order that take a proof, because an amount is committed to, each with
	/// `blake2_256` of the amounts.
	fn comparisons_by_proof(&self) -> Vec<(Comparison, H256)> {
		let Some(OrderSide { amount, lines }) = self.order.as_ref().map(|order| &order.says) else {
			return Vec::new();
		};
		let is_hidden = |total: &Total| {
			total.currency() == amount.currency() && (amount.is_committed() || total.plain().is_none())
		};
		let of_total = |comparison, total: Option<&Total>| {
			let total = total.filter(|total| is_hidden(total))?;
			Some((comparison, BlakeTwo256::hash_of(&(amount, total))))
		};
		let receipts: Vec<Amount> =
			self.counted().filter(|received| received.currency() == amount.currency()).collect();
		let are_hidden = amount.is_committed() || receipts.iter().any(Amount::is_committed);
		let of_receipts = (!receipts.is_empty() && are_hidden)
			.then(|| (Comparison::Receipts, BlakeTwo256::hash_of(&(amount, receipts))));
		let declared = self.declared.as_ref().map(|declared| &declared.value);
		[
			of_total(Comparison::OrderLines, lines.as_ref()),
			of_receipts,
			of_total(Comparison::Declaration, declared),
		]
		.into_iter()
		.flatten()
		.collect()
	}

	/// `blake2_256` of the amounts of a comparison. None if nothing is to be proven.
	pub(crate) fn amounts_to_prove(&self, comparison: Comparison) -> Option<H256> {
		self.comparisons_by_proof().into_iter().find(|(of, _)| *of == comparison).map(|(_, amounts)| amounts)
	}

	/// The comparisons that are proven, of the amounts as they are.
	pub(crate) fn proven(&self) -> Vec<Comparison> {
		let all = self.comparisons_by_proof().into_iter();
		all.filter(|(of, amounts)| self.proofs.of(*of) == Some(*amounts)).map(|(of, _)| of).collect()
	}

	/// The comparisons that are still to be proven.
	fn unproven(&self) -> Vec<Comparison> {
		let all = self.comparisons_by_proof().into_iter();
		all.filter(|(of, amounts)| self.proofs.of(*of) != Some(*amounts)).map(|(of, _)| of).collect()
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

	/// The part of an order's amount that is not received. None if a proof tells.
	fn outstanding(&self, ordered: Amount) -> Option<Amount> {
		let currency = ordered.currency();
		let mut received = self.counted().filter(|amount| amount.currency() == currency).peekable();
		let Amount::Plain(Money { minor_units, .. }) = ordered else {
			return received.peek().is_none().then_some(ordered);
		};
		if received.any(|amount| amount.is_committed()) {
			return None;
		}
		let received = self.received_in(currency).unwrap_or(u64::MAX);
		let minor_units = minor_units.checked_sub(received).filter(|outstanding| *outstanding > 0)?;
		Some(Money { minor_units, currency }.into())
	}

	fn missing(&self, waybills: &[NamedWaybill<AccountId>]) -> Vec<Missing> {
		let mut missing = Vec::new();
		match self.order.as_ref().map(|order| order.says.amount) {
			None => missing.push(Missing::Order),
			Some(amount) => {
				missing.extend(self.outstanding(amount).map(|outstanding| Missing::Receipt { outstanding }))
			}
		}
		missing.extend(self.unproven().into_iter().map(|of| Missing::Proof { of }));
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
/// Before that, the recorded ones may only carry too much.
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
