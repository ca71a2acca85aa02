// SPDX-License-Identifier: Apache-2.0

//! Reaping: removal of documents that were not declared in time.

use crate::{pallet::*, StoredWaybill};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};
use suyuan_primitives::items::{OrderKey, WaybillKey};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reap_loop(merchant: T::AccountId, order: OrderKey) -> DispatchResult {
		let standing = Loops::<T>::get(&merchant, &order);
		ensure!(!standing.is_empty(), Error::<T>::NotFound);
		ensure!(standing.declared.is_none(), Error::<T>::Declared);
		ensure!(Self::is_term_over(standing.changed_at), Error::<T>::TooEarly);
		for receipt in standing.receipts.iter().filter(|receipt| !receipt.says.reversed) {
			Self::free_receipt(&receipt.says);
		}
		Loops::<T>::remove(&merchant, &order);
		Self::deposit_event(Event::LoopReaped { merchant, order });
		Ok(())
	}

	pub(crate) fn do_reap_waybill(merchant: T::AccountId, waybill: WaybillKey) -> DispatchResult {
		let stored = Waybills::<T>::get(&merchant, &waybill);
		ensure!(!stored.is_empty(), Error::<T>::NotFound);
		let StoredWaybill { allotted, changed_at, .. } = stored;
		ensure!(allotted.named_by == 0, Error::<T>::Declared);
		ensure!(Self::is_term_over(changed_at), Error::<T>::TooEarly);
		Waybills::<T>::remove(&merchant, &waybill);
		Self::deposit_event(Event::WaybillReaped { merchant, waybill });
		Ok(())
	}

	fn is_term_over(changed_at: u32) -> bool {
		Self::now() >= changed_at.saturating_add(T::UndeclaredTerm::get())
	}
}
