// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at their worst: with as many milestones as there may be.

use super::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use sp_core::H256;
use suyuan_primitives::{
	codes::InvoiceNumber,
	parties::{Department, ParticipantKind},
	traits::{Partners, Register},
};

const NUMBER: InvoiceNumber = InvoiceNumber([b'9'; 20]);

fn admitted<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, 0);
	T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
	who
}

fn seat<T: Config>(department: Department) -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_in_force(&who, ParticipantKind::Regulator);
	T::Register::put_seat(&who, department);
	who
}

/// A buyer and a seller that are partners.
fn partners<T: Config>() -> (T::AccountId, T::AccountId) {
	let (buyer, seller) = (admitted::<T>("buyer"), admitted::<T>("seller"));
	T::Partners::put_partners(&buyer, &seller);
	(buyer, seller)
}

/// Terms with as many milestones of a kind as there may be.
fn terms<T: Config>(kind: MilestoneKind) -> Terms {
	let milestone = Milestone { kind, weight: WHOLE / MAX_MILESTONES as u16 };
	let now = Pallet::<T>::now();
	Terms {
		terms_hash: H256::repeat_byte(1),
		order_hash: None,
		milestones: BoundedVec::truncate_from(vec![milestone; MAX_MILESTONES as usize]),
		until: now + 1,
		ends_at: now + T::MaxTerm::get(),
	}
}

const MANUAL: MilestoneKind = MilestoneKind::Manual { by: Side::Seller };

fn only<T: Config>() -> H256 {
	Contracts::<T>::iter_keys().next().expect("it was offered")
}

fn put_offer<T: Config>(kind: MilestoneKind) -> (T::AccountId, T::AccountId, H256) {
	let (buyer, seller) = partners::<T>();
	Pallet::<T>::do_offer(seller.clone(), buyer.clone(), Side::Seller, terms::<T>(kind))
		.expect("it is sound");
	(buyer, seller, only::<T>())
}

fn version_hash<T: Config>(id: &H256) -> H256 {
	Contracts::<T>::get(id).expect("it was offered").version_hash(id)
}

fn put_contract<T: Config>(kind: MilestoneKind) -> (T::AccountId, T::AccountId, H256) {
	let (buyer, seller, id) = put_offer::<T>(kind);
	Pallet::<T>::do_sign(buyer.clone(), id, 1, version_hash::<T>(&id)).expect("it was offered");
	(buyer, seller, id)
}

/// A contract that is done.
fn put_done<T: Config>() -> (T::AccountId, T::AccountId, H256) {
	let (buyer, seller, id) = put_contract::<T>(MANUAL);
	for place in 0..MAX_MILESTONES as u8 {
		Pallet::<T>::do_fulfil(buyer.clone(), id, place, Fact::Manual(id)).expect("it is open");
	}
	(buyer, seller, id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn offer() {
		let (buyer, seller) = partners::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), buyer, Side::Seller, terms::<T>(MANUAL));

		assert_eq!(Contracts::<T>::iter().count(), 1);
	}

	#[benchmark]
	fn counter() {
		let (buyer, _, id) = put_offer::<T>(MANUAL);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, terms::<T>(MANUAL));

		assert_eq!(Contracts::<T>::get(id).map(|contract| contract.version), Some(2));
	}

	#[benchmark]
	fn sign() {
		let (buyer, _, id) = put_offer::<T>(MANUAL);
		let hash = version_hash::<T>(&id);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, 1, hash);

		assert_eq!(Contracts::<T>::get(id).and_then(|contract| contract.accepted), Some(1));
	}

	#[benchmark]
	fn withdraw() {
		let (buyer, _, id) = put_offer::<T>(MANUAL);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id);

		assert!(!Contracts::<T>::contains_key(id));
	}

	/// By a document. What reading a loop takes beside is composed.
	#[benchmark]
	fn fulfil() {
		let (buyer, _, id) = put_contract::<T>(MANUAL);
		let last = MAX_MILESTONES as u8 - 1;

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, last, Fact::Manual(id));

		assert!(Contracts::<T>::get(id).is_some_and(|contract| contract.done_at[usize::from(last)].is_some()));
	}

	#[benchmark]
	fn invoice() {
		let (_, seller, id) = put_contract::<T>(MilestoneKind::Invoice);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), id, NUMBER, [1; 32]);

		assert!(Invoices::<T>::contains_key(NUMBER));
	}

	#[benchmark]
	fn strike_invoice() {
		let (_, seller, id) = put_contract::<T>(MilestoneKind::Invoice);
		Pallet::<T>::do_invoice(seller, id, NUMBER, [1; 32]).expect("it is free");
		let by = seat::<T>(Department::Tax);

		#[extrinsic_call]
		_(RawOrigin::Signed(by), NUMBER, id);

		assert!(!Invoices::<T>::contains_key(NUMBER));
	}

	#[benchmark]
	fn sign_off() {
		let (buyer, seller, id) = put_done::<T>();
		Pallet::<T>::do_sign_off(seller, id).expect("it is done");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id);

		assert!(FinishedContracts::<T>::contains_key(id));
	}

	#[benchmark]
	fn terminate() {
		let (buyer, seller, id) = put_contract::<T>(MANUAL);
		Pallet::<T>::do_terminate(seller, id, id).expect("it is in force");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, id);

		assert!(FinishedContracts::<T>::contains_key(id));
	}

	#[benchmark]
	fn dispute() {
		let (buyer, _, id) = put_contract::<T>(MANUAL);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, id);

		assert!(Contracts::<T>::get(id).is_some_and(|contract| contract.dispute.is_some()));
	}

	#[benchmark]
	fn answer() {
		let (buyer, seller, id) = put_contract::<T>(MANUAL);
		Pallet::<T>::do_dispute(seller, id, id).expect("it is in force");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, id);

		let is_answered =
			|contract: ContractOf<T>| contract.dispute.is_some_and(|open| open.answer.is_some());
		assert!(Contracts::<T>::get(id).is_some_and(is_answered));
	}

	#[benchmark]
	fn rule() {
		let (buyer, _, id) = put_contract::<T>(MANUAL);
		Pallet::<T>::do_dispute(buyer, id, id).expect("it is in force");
		let by = seat::<T>(Department::Commerce);

		#[extrinsic_call]
		_(RawOrigin::Signed(by), id, Ruling::Complete, id);

		assert!(FinishedContracts::<T>::contains_key(id));
	}

	#[benchmark]
	fn reap() {
		let (buyer, _, id) = put_contract::<T>(MANUAL);
		// As if its end were long past.
		Contracts::<T>::mutate(id, |contract| {
			if let Some(contract) = contract {
				contract.terms.ends_at = 0;
			}
		});
		let now = Pallet::<T>::now();
		assert!(now >= T::Grace::get(), "the clock stands later");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id);

		assert!(FinishedContracts::<T>::contains_key(id));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
