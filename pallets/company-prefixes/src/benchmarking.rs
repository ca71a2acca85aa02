// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at their worst: with full lists, of the longest prefixes.

use super::*;
use alloc::{format, vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use suyuan_primitives::{
	codes::CodePrefix,
	parties::{Department, ParticipantKind},
	traits::Register,
	values::{Evidence, EvidenceKind, Note, Text},
};

fn admitted<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, 0);
	T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
	who
}

fn market_supervision<T: Config>() -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_in_force(&who, ParticipantKind::Regulator);
	T::Register::put_seat(&who, Department::MarketSupervision);
	who
}

/// The `n`th of the longest namespaces.
fn prefix(n: u32) -> CodePrefix {
	CodePrefix::Other(format!("{n:032}").parse().expect("it is as long as the bound"))
}

fn evidence() -> Documents {
	let one = Evidence { kind: EvidenceKind::Other, sha256: [0xff; 32] };
	BoundedVec::truncate_from(vec![one; MAX_EVIDENCE as usize])
}

fn reason() -> Note {
	longest_text()
}

fn longest_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

/// Grants so many prefixes to an account, from the `first` on.
fn put_grants<T: Config>(holder: &T::AccountId, first: u32, count: u32) {
	for n in first..first + count {
		Pallet::<T>::do_grant(None, prefix(n), holder.clone(), None, evidence()).expect("it is free");
	}
}

/// Gives an account as many permits of the holder's first prefixes, save so many.
fn put_permits<T: Config>(holder: &T::AccountId, to: &T::AccountId, count: u32) {
	for n in 0..count {
		Pallet::<T>::do_permit(holder.clone(), prefix(n), to.clone(), None).expect("there is room");
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_rule() -> Result<(), BenchmarkError> {
		let origin = T::CollectiveOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, PrefixRule::Off);

		assert_eq!(Rule::<T>::get(), PrefixRule::Off);
		Ok(())
	}

	#[benchmark]
	fn grant() {
		let (by, holder) = (market_supervision::<T>(), admitted::<T>("holder"));
		let before = T::MaxPrefixes::get() - 1;
		put_grants::<T>(&holder, 0, before);

		#[extrinsic_call]
		_(RawOrigin::Signed(by), prefix(before), holder, Some(u64::MAX), evidence());

		assert!(Grants::<T>::contains_key(PrefixKey::of(&prefix(before))));
	}

	#[benchmark]
	fn end_grant() {
		let (by, holder) = (market_supervision::<T>(), admitted::<T>("holder"));
		put_grants::<T>(&holder, 0, T::MaxPrefixes::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(by), prefix(0), reason());

		assert!(!Grants::<T>::contains_key(PrefixKey::of(&prefix(0))));
	}

	#[benchmark]
	fn permit() {
		let (holder, to) = (admitted::<T>("holder"), admitted::<T>("to"));
		let last = T::MaxPermits::get().min(T::MaxPrefixes::get()) - 1;
		put_grants::<T>(&holder, 0, last + 1);
		put_permits::<T>(&holder, &to, last);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder.clone()), prefix(last), to, Some(u64::MAX));

		assert_eq!(PermitsGiven::<T>::get(&holder), last + 1);
	}

	#[benchmark]
	fn revoke_permit() {
		let (holder, to) = (admitted::<T>("holder"), admitted::<T>("to"));
		let count = T::MaxPermits::get().min(T::MaxPrefixes::get());
		put_grants::<T>(&holder, 0, count);
		put_permits::<T>(&holder, &to, count);

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), prefix(0), holder.clone(), to.clone());

		assert_eq!(PermitsGiven::<T>::get(&holder), count - 1);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
