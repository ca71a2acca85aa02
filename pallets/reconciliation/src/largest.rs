// SPDX-License-Identifier: Apache-2.0

//! The largest loop that there may be, whose weight the benchmarks measure.

use crate::{pallet::*, Document, Loop, OrderSide, ReceiptSide, WaybillSide, MAX_RECEIPTS};
use alloc::format;
use frame_support::{traits::ConstU32, BoundedVec};
use suyuan_primitives::{
	codes::{Currency, EntryNumber},
	items::{OrderKey, WaybillKey},
	reconciliation::{DeclaredSide, MAX_WAYBILLS},
	values::{Mass, Money, Packages, Text},
};

/// The `n`th of the longest texts.
fn text<const N: u32>(n: u32) -> Text<N> {
	let text = format!("{n:0>width$}", width = N as usize);
	Text::try_from(text.as_str()).expect("it is as long as the bound")
}

fn money(currency: Currency) -> Money {
	Money { minor_units: u64::MAX, currency }
}

impl<T: Config> Pallet<T> {
	/// Stores a loop of this many receipts, each in a currency of its own, and of the most waybills.
	pub(crate) fn put_largest(merchant: &T::AccountId, order: &OrderKey, receipts: u32) {
		let amount = money(Currency::CNY);
		let receipt = |(n, currency)| {
			let (institution, number) = (text(n), text(n));
			let says = ReceiptSide { institution, number, amount: money(currency), reversed: false };
			Document { says, provider: merchant.clone(), imported: true }
		};
		let waybills: BoundedVec<_, ConstU32<MAX_WAYBILLS>> = BoundedVec::truncate_from(
			(0..MAX_WAYBILLS).map(|n| WaybillKey { company: text(n), number: text(n) }).collect(),
		);
		for key in &waybills {
			Self::put_waybill(merchant, key);
			Waybills::<T>::mutate(merchant, key, |stored| stored.named_by += 1);
		}
		let receipts = (0..receipts).zip(Currency::all()).map(receipt).collect();
		let largest = Loop {
			order: Some(Document {
				says: OrderSide { amount, lines: Some(amount) },
				provider: merchant.clone(),
				imported: true,
			}),
			receipts: BoundedVec::truncate_from(receipts),
			declared: Some(DeclaredSide {
				entry_number: EntryNumber(*b"530420260999999999"),
				value: amount,
				waybills,
				packages: Packages(u32::MAX),
				gross_weight: Mass { grams: u64::MAX },
			}),
			changed_at: 0,
		};
		Loops::<T>::insert(merchant, order, largest);
	}

	/// Stores a small waybill, so that any other amends it.
	pub(crate) fn put_waybill(merchant: &T::AccountId, key: &WaybillKey) {
		let says = WaybillSide { packages: Packages(1), gross_weight: Mass { grams: 1 } };
		Self::keep_waybill(merchant, key, says);
	}

	fn keep_waybill(merchant: &T::AccountId, key: &WaybillKey, says: WaybillSide) {
		// Another declaration may name it already.
		Waybills::<T>::mutate(merchant, key, |stored| {
			stored.document = Some(Document { says, provider: merchant.clone(), imported: true });
		});
	}

	/// Stores a loop that will agree with the declaration: all receipts there may be, and the waybills named.
	pub(crate) fn put_agreeing(merchant: &T::AccountId, order: &OrderKey, side: &DeclaredSide) {
		let amount = side.value;
		let receipt = |n| {
			let part = Money { minor_units: amount.minor_units / u64::from(MAX_RECEIPTS), ..amount };
			let says = ReceiptSide { institution: text(n), number: text(n), amount: part, reversed: false };
			Document { says, provider: merchant.clone(), imported: true }
		};
		let standing = Loop {
			order: Some(Document {
				says: OrderSide { amount, lines: Some(amount) },
				provider: merchant.clone(),
				imported: true,
			}),
			receipts: BoundedVec::truncate_from((0..MAX_RECEIPTS).map(receipt).collect()),
			declared: None,
			changed_at: 0,
		};
		Loops::<T>::insert(merchant, order, standing);
		// The first carries what the others, of one package and one gram each, leave.
		let others = side.waybills.len().saturating_sub(1);
		for (n, key) in side.waybills.iter().enumerate() {
			let says = match n {
				0 => WaybillSide {
					packages: Packages(side.packages.0 - others as u32),
					gross_weight: Mass { grams: side.gross_weight.grams - others as u64 },
				},
				_ => WaybillSide { packages: Packages(1), gross_weight: Mass { grams: 1 } },
			};
			Self::keep_waybill(merchant, key, says);
		}
	}
}
