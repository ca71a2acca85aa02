//! What the calls cost at most.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use suyuan_primitives::{
	codes::TraceCode,
	parties::ParticipantKind,
	requirement::TraceMode,
	traits::{Blocks, Register},
};

/// A trade entity that may register units.
fn trade_entity<T: Config>() -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
	who
}

/// The `n`th of the units whose codes take longest to read.
fn longest_unit(n: u32) -> NewUnit {
	NewUnit { code: TraceCode::longest(n), kind: UnitKind::Item, mode: TraceMode::FullChain }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() {
		let owner = trade_entity::<T>();
		let unit = longest_unit(0);
		let code = unit.code.clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), unit);

		assert_eq!(Units::<T>::get(&code).map(|unit| unit.owner), Some(owner));
	}

	#[benchmark]
	fn register_many(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let owner = trade_entity::<T>();
		let units = BoundedVec::truncate_from((0..n).map(longest_unit).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), units);

		assert!(Units::<T>::contains_key(TraceCode::longest(n - 1)));
	}

	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let owner = trade_entity::<T>();
		let unit = longest_unit(0);
		let code = unit.code.clone();
		Pallet::<T>::register(RawOrigin::Signed(owner.clone()).into(), unit)?;
		T::Blocks::put_recorded(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone());

		assert_eq!(Units::<T>::get(&code).map(|unit| unit.status), Some(UnitStatus::Closed));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
