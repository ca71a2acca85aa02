// SPDX-License-Identifier: Apache-2.0

//! Answers to the information blocks, which record orders, receipts and waybills.

use crate::{pallet::*, Document, OrderSide, ReceiptSide, StoredWaybill, WaybillSide};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use suyuan_primitives::{
	items::{
		LogisticsInfo, Order, OrderKey, OrderLine, Receipt, ReceiptKey, TransactionInfo, Transport, Waybill,
		WaybillKey,
	},
	traits::{OnRecorded, Recorded},
	values::Money,
};

impl<T: Config> OnRecorded<T::AccountId, TransactionInfo> for Pallet<T> {
	fn on_recorded(recorded: Recorded<T::AccountId, TransactionInfo>) -> DispatchResult {
		let Recorded { owner, provider, item, imported, amends } = recorded;
		match item {
			TransactionInfo::Order(Order { key: Some(key), amount, lines, .. }) => {
				let says = OrderSide { amount: *amount, lines: Self::sum(*amount, lines)? };
				Self::take_order(owner, key, Document { says, provider: provider.clone(), imported }, amends)
			}
			TransactionInfo::Receipt(Receipt { key: Some(key), amount, reversal_voucher, .. }) => {
				let ReceiptKey { order, institution, number } = key.clone();
				let says = ReceiptSide {
					institution,
					number,
					amount: *amount,
					reversed: reversal_voucher.is_some(),
				};
				Self::take_receipt(
					owner,
					&order,
					Document { says, provider: provider.clone(), imported },
					amends,
				)
			}
			TransactionInfo::Order(_) | TransactionInfo::Receipt(_) | TransactionInfo::ProductCode(_) => {
				Ok(())
			}
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_fed(owner: &T::AccountId, item: &TransactionInfo) {
		use crate::MAX_RECEIPTS;
		match item {
			TransactionInfo::Order(Order { key: Some(order), .. }) => {
				Self::put_largest(owner, order, MAX_RECEIPTS)
			}
			// One receipt fewer, because the item is another.
			TransactionInfo::Receipt(Receipt { key: Some(key), .. }) => {
				Self::put_largest(owner, &key.order, MAX_RECEIPTS - 1)
			}
			_ => (),
		}
	}
}

impl<T: Config> OnRecorded<T::AccountId, LogisticsInfo> for Pallet<T> {
	fn on_recorded(recorded: Recorded<T::AccountId, LogisticsInfo>) -> DispatchResult {
		let Recorded { owner, provider, item, imported, amends } = recorded;
		let LogisticsInfo::Transport(Transport { waybill: Some(waybill), .. }) = item else {
			return Ok(());
		};
		let Waybill { key, packages, gross_weight, .. } = waybill;
		let says = WaybillSide { packages: *packages, gross_weight: *gross_weight };
		Self::take_waybill(owner, key, Document { says, provider: provider.clone(), imported }, amends)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_fed(owner: &T::AccountId, item: &LogisticsInfo) {
		if let LogisticsInfo::Transport(Transport { waybill: Some(waybill), .. }) = item {
			Self::put_waybill(owner, &waybill.key);
		}
	}
}

impl<T: Config> Pallet<T> {
	fn take_order(
		merchant: &T::AccountId,
		key: &OrderKey,
		order: Document<OrderSide, T::AccountId>,
		amends: bool,
	) -> DispatchResult {
		let mut standing = Loops::<T>::get(merchant, key);
		let changes = match &mut standing.order {
			Some(known) => known.replace_with(order, amends).ok_or(Error::<T>::OrderDiffers)?,
			unknown => {
				*unknown = Some(order);
				true
			}
		};
		if changes {
			Self::put(merchant, key, standing);
		}
		Ok(())
	}

	fn take_receipt(
		merchant: &T::AccountId,
		key: &OrderKey,
		receipt: Document<ReceiptSide, T::AccountId>,
		amends: bool,
	) -> DispatchResult {
		let mut standing = Loops::<T>::get(merchant, key);
		let currency = receipt.says.amount.currency;
		let is_same = |known: &&mut Document<ReceiptSide, T::AccountId>| {
			known.says.institution == receipt.says.institution && known.says.number == receipt.says.number
		};
		let changes = match standing.receipts.iter_mut().find(is_same) {
			Some(known) => known.replace_with(receipt, amends).ok_or(Error::<T>::ReceiptDiffers)?,
			None => {
				standing.receipts.try_push(receipt).map_err(|_| Error::<T>::MaxReceiptsExceeded)?;
				true
			}
		};
		if changes {
			ensure!(standing.received_in(currency).is_some(), Error::<T>::AmountOverflow);
			Self::put(merchant, key, standing);
		}
		Ok(())
	}

	fn take_waybill(
		merchant: &T::AccountId,
		key: &WaybillKey,
		waybill: Document<WaybillSide, T::AccountId>,
		amends: bool,
	) -> DispatchResult {
		let mut stored = Waybills::<T>::get(merchant, key);
		let changes = match &mut stored.document {
			Some(known) => known.replace_with(waybill, amends).ok_or(Error::<T>::WaybillDiffers)?,
			unknown => {
				*unknown = Some(waybill);
				true
			}
		};
		if changes {
			stored.changed_at = Self::now();
			Waybills::<T>::insert(merchant, key, &stored);
			if let StoredWaybill { document: Some(document), named_by, .. } = stored {
				let (merchant, waybill) = (merchant.clone(), key.clone());
				Self::deposit_event(Event::WaybillChanged { merchant, waybill, document, named_by });
			}
		}
		Ok(())
	}

	/// The sum of an order's lines, which are in the order's currency. None if there are none.
	fn sum(amount: Money, lines: &[OrderLine]) -> Result<Option<Money>, Error<T>> {
		let total = |sum: u64, line: &OrderLine| sum.checked_add(line.total.minor_units);
		let minor_units = lines.iter().try_fold(0, total).ok_or(Error::<T>::AmountOverflow)?;
		Ok((!lines.is_empty()).then_some(Money { minor_units, ..amount }))
	}
}
