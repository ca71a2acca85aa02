// SPDX-License-Identifier: Apache-2.0

//! The largest loop that there may be, whose weight the benchmarks measure.

use crate::{pallet::*, Document, Loop, OrderSide, ReceiptSide, WaybillSide, MAX_RECEIPTS};
use alloc::{format, vec};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::{Currency, EntryNumber},
	items::{OrderKey, WaybillKey},
	reconciliation::{DeclaredSide, Share, MAX_WAYBILLS},
	values::{Mass, Money, Packages, Text},
};

/// The `n`th of the longest texts.
fn text<const N: u32>(n: u32) -> Text<N> {
	let text = format!("{n:0>width$}", width = N as usize);
	Text::try_from(text.as_str()).expect("it is as long as the bound")
}

/// The first number of an order's receipts, which no other order has.
fn first_number(order: &OrderKey) -> u32 {
	let hash = BlakeTwo256::hash_of(order);
	u32::from_le_bytes([hash[0], hash[1], hash[2], 0]) * MAX_RECEIPTS
}

fn money(currency: Currency) -> Money {
	Money { minor_units: u64::MAX, currency }
}

/// A share in a waybill, which carries other goods.
const SHARE: Share = Share { packages: Packages(2), gross_weight: Mass { grams: 2 } };

impl<T: Config> Pallet<T> {
	/// A document as it takes most room: of an operator of the merchant's.
	fn stored<Side>(merchant: &T::AccountId, says: Side) -> Document<Side, T::AccountId> {
		Document { says, provider: merchant.clone(), principal: Some(merchant.clone()), imported: true }
	}

	/// Stores a loop of this many receipts, each in a currency of its own, and of the most waybills.
	pub(crate) fn put_largest(merchant: &T::AccountId, order: &OrderKey, receipts: u32) {
		let amount = money(Currency::CNY);
		let first = first_number(order);
		let receipt = |(n, currency)| {
			let (institution, number) = (text(first + n), text(first + n));
			let amount = money(currency);
			let says = ReceiptSide { institution, number, amount, reversed: false, settled: false };
			Receipts::<T>::insert(Self::receipt_number(&says), BlakeTwo256::hash_of(&(merchant, order)));
			Self::stored(merchant, says)
		};
		let waybills: BoundedVec<_, ConstU32<MAX_WAYBILLS>> = BoundedVec::truncate_from(
			(0..MAX_WAYBILLS).map(|n| WaybillKey { company: text(n), number: text(n) }).collect(),
		);
		for key in &waybills {
			Self::put_waybill(merchant, key);
			Waybills::<T>::mutate(merchant, key, |stored| stored.allotted.add(Some(SHARE)));
		}
		let receipts = (0..receipts).zip(Currency::all()).map(receipt).collect();
		let largest = Loop {
			order: Some(Self::stored(merchant, OrderSide { amount, lines: Some(amount) })),
			receipts: BoundedVec::truncate_from(receipts),
			declared: Some(DeclaredSide {
				entry_number: EntryNumber(*b"530420260999999999"),
				value: amount,
				shares: BoundedVec::truncate_from(vec![SHARE; MAX_WAYBILLS as usize]),
				waybills,
				packages: Packages(SHARE.packages.0 * MAX_WAYBILLS),
				gross_weight: Mass { grams: SHARE.gross_weight.grams * u64::from(MAX_WAYBILLS) },
			}),
			released: true,
			disagreed: false,
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
			stored.document = Some(Self::stored(merchant, says));
		});
	}

	/// Stores a loop that will agree with the declaration: all receipts there may be, and the waybills named.
	pub(crate) fn put_agreeing(merchant: &T::AccountId, order: &OrderKey, side: &DeclaredSide) {
		let amount = side.value;
		let first = first_number(order);
		let receipt = |n| {
			let part = Money { minor_units: amount.minor_units / u64::from(MAX_RECEIPTS), ..amount };
			let (institution, number) = (text(first + n), text(first + n));
			let says = ReceiptSide { institution, number, amount: part, reversed: false, settled: false };
			Receipts::<T>::insert(Self::receipt_number(&says), BlakeTwo256::hash_of(&(merchant, order)));
			Self::stored(merchant, says)
		};
		let standing = Loop {
			order: Some(Self::stored(merchant, OrderSide { amount, lines: Some(amount) })),
			receipts: BoundedVec::truncate_from((0..MAX_RECEIPTS).map(receipt).collect()),
			declared: None,
			released: false,
			disagreed: false,
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
