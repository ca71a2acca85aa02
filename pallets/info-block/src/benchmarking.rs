//! What the calls cost at most.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use sp_io::storage::root as storage_root;
use sp_runtime::{DispatchError, StateVersion};
use suyuan_primitives::{
	codes::TraceCode,
	items::InfoItem,
	parties::ParticipantKind,
	traits::{OnRecorded, Recorded, Register, Units},
	values::Text,
};

/// Any instance will do to test the benchmarks themselves.
#[cfg(test)]
type TransactionInfo<T> = Pallet<T, frame_support::instances::Instance2>;

fn longest_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

/// A unit of this owner with the longest code, of which the block says something already.
fn unit<T: Config<I>, I: 'static>(n: u32, owner: &T::AccountId) -> TraceCode {
	let code = TraceCode::longest(n);
	T::Units::put_unit(&code, owner);
	Pallet::<T, I>::put_recorded(&code);
	code
}

/// An owner, and a provider who neither owns nor holds its units: the longest way to the right to write.
fn owner_and_provider<T: Config<I>, I: 'static>() -> (T::AccountId, T::AccountId) {
	let (owner, provider) = (account("owner", 0, 0), whitelisted_caller());
	T::Register::put_in_force(&owner, ParticipantKind::TradeEntity);
	T::Register::put_in_force(&provider, ParticipantKind::LogisticsEnterprise);
	T::Register::put_authorization(&owner, &provider);
	(owner, provider)
}

fn records<T: Config<I>, I: 'static>(code: &TraceCode) -> u32 {
	Pallet::<T, I>::head(code).map_or(0, |head| head.records)
}

#[instance_benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn record() {
		let (owner, provider) = owner_and_provider::<T, I>();
		let code = unit::<T, I>(0, &owner);
		let before = records::<T, I>(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), code.clone(), T::Item::largest());

		assert_eq!(records::<T, I>(&code), before + 1);
	}

	#[benchmark]
	fn record_many(n: Linear<1, { T::MaxRecordsPerCall::get() }>) {
		let (owner, provider) = owner_and_provider::<T, I>();
		let codes: Vec<_> = (0..n).map(|n| unit::<T, I>(n, &owner)).collect();
		let before = records::<T, I>(&codes[0]);
		let entry = |code: &TraceCode| Entry { code: code.clone(), item: T::Item::largest() };
		let entries = BoundedVec::truncate_from(codes.iter().map(entry).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), entries);

		assert!(codes.iter().all(|code| records::<T, I>(code) == before + 1));
	}

	#[benchmark]
	fn amend() {
		let (owner, provider) = owner_and_provider::<T, I>();
		let code = unit::<T, I>(0, &owner);
		let before = records::<T, I>(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), code.clone(), 0, T::Item::largest(), longest_text());

		assert_eq!(records::<T, I>(&code), before + 1);
	}

	#[benchmark]
	fn import() {
		let owner = whitelisted_caller();
		T::Register::put_in_force(&owner, ParticipantKind::TradeEntity);
		let code = unit::<T, I>(0, &owner);
		let before = records::<T, I>(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone(), T::Item::largest(), longest_text());

		assert_eq!(records::<T, I>(&code), before + 1);
	}

	/// What an item that feeds a loop costs besides: whoever computes with it, at its worst, and the check of what
	/// makes the item longer than the largest that feeds none. Blocks without such items measure that they have none.
	#[benchmark]
	fn feed() {
		let owner: T::AccountId = account("owner", 0, 0);
		let (item, feeds) =
			T::Item::largest_feeding().map_or((T::Item::largest(), false), |item| (item, true));
		T::OnRecorded::put_fed(&owner, &item);
		// Or else the number would be set after this, and change the state by itself.
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let clock = Pallet::<T, I>::clock();
		let before = storage_root(StateVersion::V1);
		let outcome;

		#[block]
		{
			let recorded = Recorded { owner: &owner, item: &item, imported: false, amends: true };
			outcome = Pallet::<T, I>::ensure_sound(&item, &clock)
				.map_err(DispatchError::from)
				.and_then(|_| Pallet::<T, I>::tell(recorded));
		}

		assert_eq!(outcome, Ok(()));
		assert_eq!(storage_root(StateVersion::V1) != before, feeds);
	}

	impl_benchmark_test_suite!(TransactionInfo, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
