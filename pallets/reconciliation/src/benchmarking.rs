// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at their worst: with the largest loop that is not declared.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::RawOrigin;
use suyuan_primitives::{
	items::{OrderKey, WaybillKey},
	values::Text,
};

fn text<const N: u32>() -> Text<N> {
	let longest = "9".repeat(N as usize);
	Text::try_from(longest.as_str()).expect("it is as long as the bound")
}

/// Lets the term of all documents so far pass.
fn pass<T: Config>() {
	frame_system::Pallet::<T>::set_block_number((T::UndeclaredTerm::get() + 1).into());
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn reap_loop() {
		let caller: T::AccountId = whitelisted_caller();
		let merchant: T::AccountId = account("merchant", 0, 0);
		let order = OrderKey { platform: text(), merchant: text(), number: text() };
		Pallet::<T>::put_largest(&merchant, &order, MAX_RECEIPTS);
		Loops::<T>::mutate(&merchant, &order, |standing| standing.declared = None);
		pass::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), merchant.clone(), order.clone());

		assert!(!Loops::<T>::contains_key(&merchant, &order));
	}

	#[benchmark]
	fn reap_waybill() {
		let caller: T::AccountId = whitelisted_caller();
		let merchant: T::AccountId = account("merchant", 0, 0);
		let waybill = WaybillKey { company: text(), number: text() };
		Pallet::<T>::put_waybill(&merchant, &waybill);
		pass::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), merchant.clone(), waybill.clone());

		assert!(!Waybills::<T>::contains_key(&merchant, &waybill));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
