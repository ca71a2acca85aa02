// SPDX-License-Identifier: Apache-2.0

//! Invariants of contracts, checked after every block.

use crate::{pallet::*, MilestoneKind, Side, MAX_DISPUTES};
use alloc::collections::BTreeMap;
use codec::{Encode, MaxEncodedLen};
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;
use suyuan_primitives::Check;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<T::AccountId, u32>::new();
		for (id, contract) in Contracts::<T>::iter() {
			ensure!(
				contract.encoded_size() <= crate::ContractOf::<T>::max_encoded_len(),
				"a contract is bounded"
			);
			ensure!(contract.buyer != contract.seller, "a contract has two parties");
			ensure!(contract.terms.check::<T>().is_ok(), "weights sum up to the whole, and terms are sound");
			let accepted = contract.accepted;
			ensure!(
				accepted.is_none_or(|accepted| accepted == contract.version),
				"the version accepted stands"
			);
			let sides = match accepted {
				None => &[contract.offered_by][..],
				Some(_) => &[Side::Buyer, Side::Seller],
			};
			for side in sides {
				*counted.entry(contract.party(*side).clone()).or_default() += 1;
			}
			let count = contract.terms.milestones.len();
			ensure!(contract.done_at[count..].iter().all(Option::is_none), "what is done is a milestone");
			let is_begun = contract.places(true).next().is_some();
			let (off, ends) = (contract.signed_off, contract.terminates);
			let is_touched = is_begun || off.buyer || off.seller || ends.buyer || ends.seller;
			ensure!(accepted.is_some() || !is_touched, "nothing is done before both sides signed");
			ensure!(!off.both() && !ends.both(), "what both sides finished is finished");
			ensure!(contract.is_done() || !(off.buyer || off.seller), "what is signed off is done");
			ensure!(accepted.is_some() || contract.dispute.is_none(), "what is disputed was signed");
			let raised = contract.raised;
			ensure!(raised.buyer <= MAX_DISPUTES && raised.seller <= MAX_DISPUTES, "disputes are few");
			let of_order = |kind| matches!(kind, MilestoneKind::Release | MilestoneKind::Loop);
			for (_, kind) in contract.places(true).filter(|(_, kind)| of_order(*kind)) {
				let order_hash = contract.terms.order_hash.ok_or("the order is named")?;
				let used = Facts::<T>::get(Self::fact_of(&contract, kind, order_hash));
				ensure!(used == Some(id), "a milestone has its fact for itself");
			}
			ensure!(!FinishedContracts::<T>::contains_key(id), "a contract is finished or goes on");
		}
		ensure!(counted.values().all(|count| *count <= T::MaxContracts::get()), "open contracts are bounded");
		let stored: BTreeMap<_, _> = OpenContracts::<T>::iter().collect();
		ensure!(counted == stored, "open contracts are counted by their parties");
		let mut done_by_invoice = BTreeMap::new();
		for (number, invoice) in Invoices::<T>::iter() {
			ensure!(number.check(&crate::clock::ANY_CLOCK).is_ok(), "an invoice has a number");
			let Some(contract) = Contracts::<T>::get(invoice.contract) else {
				let is_known = FinishedContracts::<T>::contains_key(invoice.contract);
				ensure!(is_known, "an invoice is of a contract");
				continue;
			};
			if let Some(place) = invoice.milestone.map(usize::from) {
				let milestone = contract.terms.milestones.get(place);
				let is_one = milestone.is_some_and(|milestone| milestone.kind == MilestoneKind::Invoice);
				ensure!(is_one && contract.done_at[place].is_some(), "an invoice did its milestone");
				let is_alone = done_by_invoice.insert((invoice.contract, place), number).is_none();
				ensure!(is_alone, "a milestone has one invoice");
			}
		}
		for (id, contract) in Contracts::<T>::iter() {
			for (place, _) in contract.places(true).filter(|(_, kind)| *kind == MilestoneKind::Invoice) {
				ensure!(done_by_invoice.contains_key(&(id, place)), "what is invoiced has its invoice");
			}
		}
		Ok(())
	}
}
