// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and hooks at their worst: with every seat taken, active and in the set.

use super::*;
use alloc::vec::Vec;
use codec::Decode;
use frame_benchmarking::{v2::*, BenchmarkError};
use frame_support::traits::{ChangeMembers, EnsureOrigin, Get, SortedMembers};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use pallet_authorship::EventHandler;
use pallet_session::{DisabledValidators, NextKeys, QueuedKeys, Validators};
use sp_runtime::traits::{TrailingZeroInput, Zero};
use sp_staking::offence::OffenceSeverity;

/// Fills all seats, and puts them into the set.
fn fill_seats<T: Config>() -> Vec<T::AccountId> {
	let mut n = 0;
	while T::Regulators::count() < T::MaxSeats::get() as usize {
		T::Regulators::add(&account("regulator", n, 0));
		n += 1;
	}
	let members = T::Regulators::sorted_members();
	let keys = T::Keys::decode(&mut TrailingZeroInput::zeroes()).expect("zeroes are as good as any keys");
	for who in &members {
		NextKeys::<T>::insert(who, &keys);
		Seats::<T>::insert(who, Standing::Active);
		LastAuthored::<T>::insert(who, BlockNumberFor::<T>::zero());
	}
	Validators::<T>::put(&members);
	QueuedKeys::<T>::put(members.iter().map(|who| (who.clone(), keys.clone())).collect::<Vec<_>>());
	frame_system::Pallet::<T>::set_block_number(T::MinSessionLength::get());
	members
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The holder is still in the set.
	#[benchmark]
	fn activate() -> Result<(), BenchmarkError> {
		let who = fill_seats::<T>().swap_remove(0);
		Seats::<T>::insert(&who, Standing::Resting);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert_eq!(Seats::<T>::get(&who), Some(Standing::Active));
		assert_eq!(LastAuthored::<T>::get(&who), Some(T::MinSessionLength::get()));
		Ok(())
	}

	#[benchmark]
	fn rest() -> Result<(), BenchmarkError> {
		let who = fill_seats::<T>().swap_remove(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert_eq!(Seats::<T>::get(&who), Some(Standing::Resting));
		Ok(())
	}

	/// The floor is as high as it can be.
	#[benchmark]
	fn set_floor() -> Result<(), BenchmarkError> {
		let origin = T::FloorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let floor = fill_seats::<T>().len() as u32;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, floor);

		assert_eq!(Floor::<T>::get(), floor);
		Ok(())
	}

	#[benchmark]
	fn set_idle_term() -> Result<(), BenchmarkError> {
		let origin = T::IdleTermOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let blocks = T::MinIdleTerm::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, blocks);

		assert_eq!(IdleTerm::<T>::get(), blocks);
		Ok(())
	}

	#[benchmark]
	fn set_session_length() -> Result<(), BenchmarkError> {
		let origin =
			T::SessionLengthOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let blocks = T::MinSessionLength::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, blocks);

		assert_eq!(SessionLength::<T>::get(), blocks);
		Ok(())
	}

	/// The holder is held over and disabled.
	#[benchmark]
	fn pardon() -> Result<(), BenchmarkError> {
		let origin = T::PardonOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let seats = fill_seats::<T>();
		let last = seats.len() as u32 - 1;
		let who = seats[last as usize].clone();
		Seats::<T>::insert(&who, Standing::Retired(Retirement::Offence));
		DisabledValidators::<T>::put(Vec::from([(last, OffenceSeverity::max_severity())]));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert_eq!(Seats::<T>::get(&who), Some(Standing::Resting));
		assert!(DisabledValidators::<T>::get().is_empty());
		Ok(())
	}

	#[benchmark]
	fn note_author() -> Result<(), BenchmarkError> {
		let who = fill_seats::<T>().swap_remove(0);

		#[block]
		{
			<Pallet<T> as EventHandler<_, _>>::note_author(who.clone());
		}

		assert_eq!(LastAuthored::<T>::get(&who), Some(T::MinSessionLength::get()));
		Ok(())
	}

	#[benchmark]
	fn end_memberships(n: Linear<1, { T::MaxSeats::get() }>) -> Result<(), BenchmarkError> {
		let seats = fill_seats::<T>();
		let (outgoing, staying) = seats.split_at(n as usize);

		#[block]
		{
			Pallet::<T>::change_members_sorted(&[], outgoing, staying);
		}

		for who in outgoing {
			assert_eq!(Seats::<T>::get(who), Some(Standing::Retired(Retirement::Membership)));
		}
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
