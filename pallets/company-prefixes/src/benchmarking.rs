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

/// Files so many prefixes for an account.
fn put_filings<T: Config>(who: &T::AccountId, count: u32) {
	for n in 0..count {
		Pallet::<T>::do_file(who.clone(), prefix(n), evidence()).expect("there is room");
	}
}

/// The permits that a holder may give one account.
fn share<T: Config>() -> u32 {
	(T::MaxPermits::get() / 4).max(1)
}

/// Gives an account so many permits, of as many holders as that takes. Returns the last of these, with all prefixes that it
/// may have and its number of permits.
fn put_permits<T: Config>(to: &T::AccountId, count: u32) -> (T::AccountId, u32) {
	let (mut holder, mut given) = (to.clone(), 0);
	for n in 0..count {
		if n % share::<T>() == 0 {
			holder = account("holder", n, 0);
			T::Register::put_in_force(&holder, ParticipantKind::TradeEntity);
			put_grants::<T>(&holder, n, share::<T>());
			given = 0;
		}
		Pallet::<T>::do_permit(holder.clone(), prefix(n), to.clone(), None).expect("there is room");
		given += 1;
	}
	(holder, given)
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
		Pallet::<T>::do_file(holder.clone(), prefix(before), evidence()).expect("there is room");

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
		let to = admitted::<T>("to");
		let last = T::MaxPermits::get() - 1;
		let (holder, given) = put_permits::<T>(&to, last);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder.clone()), prefix(last), to, Some(u64::MAX));

		assert_eq!(PermitsGiven::<T>::get(&holder), given + 1);
	}

	#[benchmark]
	fn revoke_permit() {
		let to = admitted::<T>("to");
		let count = T::MaxPermits::get();
		let (holder, given) = put_permits::<T>(&to, count);

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), prefix(count - 1), holder.clone(), to.clone());

		assert_eq!(PermitsGiven::<T>::get(&holder), given - 1);
	}

	#[benchmark]
	fn file() {
		let who = admitted::<T>("who");
		let last = T::MaxFilings::get() - 1;
		put_filings::<T>(&who, last);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), prefix(last), evidence());

		assert_eq!(Filings::<T>::get(&who).len() as u32, last + 1);
	}

	#[benchmark]
	fn withdraw_filing() {
		let who = admitted::<T>("who");
		let count = T::MaxFilings::get();
		put_filings::<T>(&who, count);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), prefix(count - 1));

		assert_eq!(Filings::<T>::get(&who).len() as u32, count - 1);
	}

	#[benchmark]
	fn decline() {
		let (by, who) = (market_supervision::<T>(), admitted::<T>("who"));
		let count = T::MaxFilings::get();
		put_filings::<T>(&who, count);

		#[extrinsic_call]
		_(RawOrigin::Signed(by), who.clone(), prefix(count - 1), reason());

		assert_eq!(Filings::<T>::get(&who).len() as u32, count - 1);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
