// SPDX-License-Identifier: Apache-2.0

//! Answers to the information blocks, which record orders, receipts and waybills.

use crate::{pallet::*, Document, OrderSide, ReceiptSide, StoredWaybill, WaybillSide};
use alloc::string::String;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	items::{
		LogisticsInfo, Order, OrderKey, OrderLine, Receipt, ReceiptKey, TransactionInfo, Transport, Waybill,
		WaybillKey,
	},
	traits::{OnRecorded, Principals, Recorded},
	values::Money,
};

impl<T: Config> OnRecorded<T::AccountId, TransactionInfo> for Pallet<T> {
	fn on_recorded(recorded: Recorded<T::AccountId, TransactionInfo>) -> DispatchResult {
		let Recorded { owner, provider, item, imported, amends } = recorded;
		match item {
			TransactionInfo::Order(Order { key: Some(key), amount, lines, .. }) => {
				let says = OrderSide { amount: *amount, lines: Self::sum(*amount, lines)? };
				Self::take_order(owner, key, Self::document(says, provider, imported), amends)
			}
			TransactionInfo::Receipt(receipt @ Receipt { key: Some(key), .. }) => {
				let ReceiptKey { order, institution, number } = key.clone();
				let says = ReceiptSide {
					institution,
					number,
					amount: receipt.amount,
					reversed: receipt.reversal_voucher.is_some(),
					settled: receipt.is_settled(),
				};
				Self::take_receipt(owner, &order, Self::document(says, provider, imported), amends)
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
		Self::take_waybill(owner, key, Self::document(says, provider, imported), amends)
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
		let (says, number) = (receipt.says.clone(), Self::receipt_number(&receipt.says));
		let is_same = |known: &&mut Document<ReceiptSide, T::AccountId>| {
			known.says.institution == says.institution && known.says.number == says.number
		};
		let counted_before = match standing.receipts.iter_mut().find(is_same) {
			Some(known) => {
				let before = !known.says.reversed;
				let is_same = known.says.is_same_but_for_settlement(&says);
				let is_provider = known.provider == receipt.provider && !receipt.imported;
				let changes = match (is_same, known.says.settled, says.settled) {
					// The settlement is told later, by who told of the receipt.
					(true, false, true) if is_provider => {
						*known = receipt;
						true
					}
					// Of another unit the receipt is told as it was before.
					(true, true, false) if !amends => false,
					_ => known.replace_with(receipt, amends).ok_or(Error::<T>::ReceiptDiffers)?,
				};
				if !changes {
					return Ok(());
				}
				before
			}
			None => {
				standing.receipts.try_push(receipt).map_err(|_| Error::<T>::MaxReceiptsExceeded)?;
				false
			}
		};
		ensure!(standing.received_in(says.amount.currency).is_some(), Error::<T>::AmountOverflow);
		match (counted_before, !says.reversed) {
			(false, true) => {
				ensure!(!Receipts::<T>::contains_key(number), Error::<T>::ReceiptNumberTaken);
				Receipts::<T>::insert(number, BlakeTwo256::hash_of(&(merchant, key)));
			}
			(true, false) => Receipts::<T>::remove(number),
			_ => (),
		}
		Self::put(merchant, key, standing);
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
			if let StoredWaybill { document: Some(document), allotted, .. } = stored {
				let (merchant, waybill, named_by) = (merchant.clone(), key.clone(), allotted.named_by);
				Self::deposit_event(Event::WaybillChanged { merchant, waybill, document, named_by });
			}
		}
		Ok(())
	}

	/// A document of a provider, with the participant that it serves.
	fn document<Side>(says: Side, provider: &T::AccountId, imported: bool) -> Document<Side, T::AccountId> {
		Document { says, provider: provider.clone(), principal: T::Principals::principal(provider), imported }
	}

	/// The key of a receipt's number, which its institution gives once. Letter case and blanks are not told apart, nor is
	/// the punctuation of the institution's code.
	pub(crate) fn receipt_number(says: &ReceiptSide) -> H256 {
		let fold = |text: &str, is_kept: fn(&char) -> bool| -> String {
			text.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
		};
		let institution = fold(says.institution.as_str(), |letter| letter.is_alphanumeric());
		let number = fold(says.number.as_str(), |letter| !letter.is_whitespace());
		BlakeTwo256::hash_of(&(institution, number))
	}

	/// Frees the number of a receipt that counts no longer.
	pub(crate) fn free_receipt(says: &ReceiptSide) {
		Receipts::<T>::remove(Self::receipt_number(says));
	}

	/// The sum of an order's lines, which are in the order's currency. None if there are none.
	fn sum(amount: Money, lines: &[OrderLine]) -> Result<Option<Money>, Error<T>> {
		let total = |sum: u64, line: &OrderLine| sum.checked_add(line.total.minor_units);
		let minor_units = lines.iter().try_fold(0, total).ok_or(Error::<T>::AmountOverflow)?;
		Ok((!lines.is_empty()).then_some(Money { minor_units, ..amount }))
	}
}
