// SPDX-License-Identifier: Apache-2.0

//! Invariants of loops and waybills, checked after every block.

use crate::{pallet::*, Allotment, Document, Loop};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::ensure;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut allotted = BTreeMap::<_, Allotment>::new();
		let mut numbers = BTreeMap::new();
		for (merchant, order, standing) in Loops::<T>::iter() {
			Self::try_loop(&standing)?;
			for receipt in standing.receipts.iter().filter(|receipt| !receipt.says.reversed) {
				let pays = BlakeTwo256::hash_of(&(&merchant, &order));
				let is_first = numbers.insert(Self::receipt_number(&receipt.says), pays).is_none();
				ensure!(is_first, "the number of a receipt counts once");
			}
			if let Some(side) = &standing.declared {
				for (n, waybill) in side.waybills.iter().enumerate() {
					let key = (merchant.clone(), waybill.encode());
					allotted.entry(key).or_default().add(side.share(n));
				}
			}
		}
		ensure!(
			Receipts::<T>::iter().collect::<BTreeMap<_, _>>() == numbers,
			"receipts that count are known by number"
		);
		for (merchant, key, waybill) in Waybills::<T>::iter() {
			ensure!(!waybill.is_empty(), "a waybill is recorded or named");
			if let Some(Document { says, .. }) = &waybill.document {
				let carries = says.packages.0 > 0 && says.gross_weight.grams > 0;
				ensure!(carries, "a waybill carries something");
			}
			let named = allotted.remove(&(merchant, key.encode())).unwrap_or_default();
			ensure!(
				waybill.allotted == named,
				"a waybill counts the declarations that name it, and their shares"
			);
			ensure!(waybill.changed_at <= Self::now(), "no waybill changed in a block yet to come");
		}
		ensure!(allotted.is_empty(), "every waybill that a declaration names is stored");
		Ok(())
	}

	fn try_loop(standing: &Loop<T::AccountId>) -> Result<(), TryRuntimeError> {
		ensure!(!standing.is_empty(), "a loop has a document at least");
		ensure!(!standing.released || standing.declared.is_some(), "what was released was declared");
		ensure!(standing.changed_at <= Self::now(), "no loop changed in a block yet to come");
		if let Some(order) = &standing.order {
			let lines = order.says.lines;
			ensure!(order.says.amount.minor_units > 0, "something was ordered");
			ensure!(
				lines.is_none_or(|lines| lines.currency == order.says.amount.currency),
				"the lines of an order are in its currency"
			);
		}
		for (n, receipt) in standing.receipts.iter().enumerate() {
			let key = |n: usize| (&standing.receipts[n].says.institution, &standing.receipts[n].says.number);
			ensure!(!(0..n).any(|before| key(before) == key(n)), "a receipt counts once");
			ensure!(receipt.says.amount.minor_units > 0, "a receipt is of some money");
			ensure!(
				standing.received_in(receipt.says.amount.currency).is_some(),
				"what was received in a currency can be counted"
			);
		}
		for received in standing.received() {
			ensure!(
				standing.received_in(received.currency) == Some(received.minor_units),
				"what was received is the sum of the receipts"
			);
		}
		if let Some(declared) = &standing.declared {
			let waybills = &declared.waybills;
			ensure!(
				(0..waybills.len()).all(|n| !waybills[..n].contains(&waybills[n])),
				"a declaration names a waybill once"
			);
			ensure!(declared.shares_agree(), "the shares of a declaration are its goods");
		}
		Ok(())
	}
}
