//! Removal of what nobody declared in time.

use crate::{pallet::*, KeptWaybill};
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
		ensure!(Self::is_term_over(standing.told_at), Error::<T>::TooEarly);
		Loops::<T>::remove(&merchant, &order);
		Self::deposit_event(Event::LoopReaped { merchant, order });
		Ok(())
	}

	pub(crate) fn do_reap_waybill(merchant: T::AccountId, waybill: WaybillKey) -> DispatchResult {
		let kept = Waybills::<T>::get(&merchant, &waybill);
		ensure!(!kept.is_empty(), Error::<T>::NotFound);
		let KeptWaybill { named_by, told_at, .. } = kept;
		ensure!(named_by == 0, Error::<T>::Declared);
		ensure!(Self::is_term_over(told_at), Error::<T>::TooEarly);
		Waybills::<T>::remove(&merchant, &waybill);
		Self::deposit_event(Event::WaybillReaped { merchant, waybill });
		Ok(())
	}

	fn is_term_over(told_at: u32) -> bool {
		Self::now() >= told_at.saturating_add(T::UndeclaredTerm::get())
	}
}
