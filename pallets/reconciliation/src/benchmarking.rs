// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at their worst: with the largest loop, which is not declared where it is reaped.

use super::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::RawOrigin;
use suyuan_primitives::{
	amounts::VALUE_BASE,
	codes::Currency,
	items::{OrderKey, WaybillKey},
	reconciliation::{Comparison, Total},
	values::{Amount, Commitment, Text},
};

/// The base point of the group, a commitment to nothing.
const BASE: [u8; 32] = [
	0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9, 0x61, 0xc5, 0x00, 0x51, 0x5f, 0x58,
	0xe3, 0x0b, 0x6a, 0xa5, 0x82, 0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d, 0x2d, 0x76,
];

fn committed(point: [u8; 32]) -> Amount {
	Amount::Committed { commitment: Commitment(point), currency: Currency::CNY }
}

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

	/// The proof is a wrong one, because a runtime has no blinding factors; the loop is written all the same.
	#[benchmark]
	fn match_by_proof(n: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let merchant: T::AccountId = account("merchant", 0, 0);
		let order = OrderKey { platform: text(), merchant: text(), number: text() };
		Pallet::<T>::put_largest(&merchant, &order, MAX_RECEIPTS);
		let amounts = vec![committed(VALUE_BASE); n as usize];
		Loops::<T>::mutate(&merchant, &order, |standing| {
			if let (Some(order), Some(declared)) = (&mut standing.order, &mut standing.declared) {
				order.says.amount = committed(BASE);
				declared.value =
					Total::Committed { amounts: Total::hash_of(&amounts), currency: Currency::CNY };
			}
		});
		let result;

		#[block]
		{
			result = Pallet::<T>::do_match_by_proof(
				merchant.clone(),
				order.clone(),
				Comparison::Declaration,
				amounts,
				[1; 64],
			);
			Pallet::<T>::put(&merchant, &order, Loops::<T>::get(&merchant, &order));
		}

		let error = result.err().map(|error| error.error);
		assert_eq!(error, Some(Error::<T>::InvalidProof.into()));
		Ok(())
	}

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
