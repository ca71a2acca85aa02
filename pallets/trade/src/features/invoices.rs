// SPDX-License-Identifier: Apache-2.0

//! Invoices 数电票: each number stands once on the chain, so that nothing is financed twice.
//!
//! The number names no seller, so whoever comes first has it. A squatter needs a contract that a partner signed, stands
//! there by name, and loses the number by the word of taxation.

use crate::{clock::ANY_CLOCK, pallet::*, Invoice, MilestoneKind, Side};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_core::H256;
use suyuan_primitives::{codes::InvoiceNumber, parties::Department, Check};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_invoice(
		who: T::AccountId,
		id: H256,
		number: InvoiceNumber,
		file_hash: [u8; 32],
	) -> DispatchResult {
		let (mut contract, side) = Self::signed_contract(&who, &id)?;
		ensure!(side == Side::Seller, Error::<T>::NotSeller);
		number.check(&ANY_CLOCK).map_err(|_| Error::<T>::MalformedCode)?;
		ensure!(!Invoices::<T>::contains_key(number), Error::<T>::InvoiceTaken);
		let open = contract.places(false).find(|(_, kind)| *kind == MilestoneKind::Invoice);
		let milestone = open.map(|(place, _)| place as u8);
		Invoices::<T>::insert(number, Invoice { contract: id, file_hash, milestone });
		Self::deposit_event(Event::Invoiced { id, number, file_hash });
		if let Some((place, _)) = open {
			Self::mark(&id, &mut contract, place, H256(file_hash));
			Contracts::<T>::insert(id, contract);
		}
		Ok(())
	}

	pub(crate) fn do_strike_invoice(
		who: T::AccountId,
		number: InvoiceNumber,
		reason: H256,
	) -> DispatchResult {
		Self::ensure_in_force(&who)?;
		Self::ensure_seat(&who, Department::Tax, Error::<T>::NotTaxation)?;
		let invoice = Invoices::<T>::get(number).ok_or(Error::<T>::InvoiceNotFound)?;
		let id = invoice.contract;
		if let Some(mut contract) = Contracts::<T>::get(id) {
			Self::ensure_impartial(&who, &contract.buyer, &contract.seller)?;
			if let Some(place) = invoice.milestone {
				Self::reopen(&id, &mut contract, place.into());
				Contracts::<T>::insert(id, contract);
			}
		} else if let Some(finished) = FinishedContracts::<T>::get(id) {
			Self::ensure_impartial(&who, &finished.buyer, &finished.seller)?;
		}
		Invoices::<T>::remove(number);
		Self::deposit_event(Event::InvoiceStruck { id, number, reason, by: who });
		Ok(())
	}
}
