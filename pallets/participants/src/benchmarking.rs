// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and of the transaction extension at worst.

use super::*;
use alloc::{format, vec, vec::Vec};
use frame_benchmarking::{v2::*, BenchmarkError};
use frame_support::{
	dispatch::{DispatchInfo, PostDispatchInfo},
	traits::{EnsureOrigin, Get, IsSubType},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::traits::{
	AsSystemOriginSigner, AsTransactionAuthorizedOrigin, DispatchTransaction, Dispatchable,
};
use suyuan_primitives::{
	codes::Country,
	parties::{Business, Department, NodeKind, ParticipantKind},
	traits::Register,
	values::{Evidence, EvidenceKind, Note, SealingKey, Text},
};

/// The fewest participants that sign in one measurement; there are four times as many at most.
const SIGNERS: u32 = 16;

/// The runtime's help for benchmarks.
pub trait BenchmarkHelper<AccountId, RuntimeCall> {
	/// Gives an account a regulator's seat. No benchmark asks for two.
	fn give_seat(who: &AccountId);

	/// A call that an operator may sign for its principal, be that a participant or an applicant.
	fn operator_call(principal: &AccountId) -> RuntimeCall;
}

fn buckets<T: Config>(who: &T::AccountId) -> Buckets {
	frame_system::Account::<T>::get(who).data.buckets
}

/// Buckets of which something is missing.
fn draw_upon<T: Config>(who: &T::AccountId) {
	frame_system::Account::<T>::mutate(who, |account| {
		account.data.buckets = Buckets { block: 0, weight: 1, bytes: 1, new_keys: 1 }
	});
}

fn full_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

fn reason() -> Note {
	full_text()
}

fn sealing_key(n: u8) -> SealingKey {
	SealingKey([n; 32])
}

/// Gives an account as many sealing keys as there may be.
fn put_sealing_keys<T: Config>(who: &T::AccountId) {
	let keys = LiveSealingKeys { current: sealing_key(2), previous: Some(sealing_key(3)) };
	SealingKeys::<T>::insert(who, keys);
}

/// Keys that serve the principal, as many as there may be, and have sealing keys.
fn put_operators<T: Config>(principal: &T::AccountId, count: u32) {
	for n in 0..count {
		let operator: T::AccountId = account("operator", n, 0);
		Pallet::<T>::offer_to_operator(principal, operator.clone()).expect("there is room for the key");
		Operators::<T>::insert(&operator, principal);
		put_sealing_keys::<T>(&operator);
	}
	Keys::<T>::mutate(principal, |keys| keys.iter_mut().for_each(|key| key.accepted = true));
}

/// The largest profile, with a registration of its own. Its country stands last in the list.
fn largest_profile(n: u32) -> Profile {
	let nodes = vec![
		NodeKind::PickupAndConsolidation,
		NodeKind::TallyAndPicking,
		NodeKind::InternationalTransport,
		NodeKind::OverseasWarehousing,
		NodeKind::OverseasClearanceAndDelivery,
		NodeKind::PortClearance,
	];
	let registration = format!("{n:064}");
	Profile {
		business: Business::InternationalLogistics,
		nodes: nodes.try_into().expect("no kind of participant may run more"),
		identity: Identity::OverseasOrganisation {
			name: full_text(),
			country: Country(*b"ZW"),
			registration: Text::try_from(registration.as_str()).expect("it is as long as the bound"),
		},
		evidence: BoundedVec::truncate_from(vec![
			Evidence { kind: EvidenceKind::Other, sha256: [0xff; 32] };
			8
		]),
	}
}

/// Puts a participant with its profile and registration into the state, as if it had been admitted.
fn put_participant<T: Config>(who: &T::AccountId, profile: Profile, status: Status) {
	Pallet::<T>::ensure_reference(who);
	let (kind, nodes) = (profile.business.kind(), profile.nodes.clone());
	Participants::<T>::insert(who, Participant { kind, nodes, status, until: u64::MAX, admission: 1 });
	if let Some(registration) = profile.identity.registration().filter(|_| status != Status::Revoked) {
		Registrations::<T>::insert(registration, who);
	}
	if status != Status::Revoked {
		Pallet::<T>::take_name(&profile);
	}
	Profiles::<T>::insert(who, profile);
}

/// Puts two organisations into the state that may be partners.
fn two_organisations<T: Config>() -> (T::AccountId, T::AccountId) {
	let (one, other): (T::AccountId, T::AccountId) = (account("one", 0, 0), account("other", 0, 0));
	put_participant::<T>(&one, largest_profile(0), Status::Active);
	put_participant::<T>(&other, largest_profile(1), Status::Active);
	(one, other)
}

fn put_application<T: Config>(who: &T::AccountId, profile: Profile) -> H256 {
	Pallet::<T>::ensure_reference(who);
	let profile_hash = Pallet::<T>::profile_hash(&profile);
	let application = Application {
		profile,
		profile_hash,
		applied_at: frame_system::Pallet::<T>::block_number(),
		check_digit_agrees: true,
		inner_digit_agrees: true,
		category_is_known: true,
	};
	Applications::<T>::insert(who, application);
	profile_hash
}

fn put_invitation<T: Config>(who: &T::AccountId, inviter: &T::AccountId, expires_at: u64) {
	Pallet::<T>::ensure_reference(who);
	Invitations::<T>::insert(who, Invitation { inviter: inviter.clone(), expires_at });
	Outstanding::<T>::mutate(inviter, |outstanding| *outstanding += 1);
}

/// An applicant whose admission takes most.
///
/// Revoked once, so that an old profile must be looked at, then invited, and another participant stands under its old
/// registration by now.
fn put_worst_applicant<T: Config>(n: u32) -> Admission<T::AccountId> {
	let who: T::AccountId = account("applicant", n, 0);
	let inviter: T::AccountId = account("inviter", n, 0);
	let heir: T::AccountId = account("heir", n, 0);
	put_participant::<T>(&who, largest_profile(2 * n), Status::Revoked);
	put_participant::<T>(&heir, largest_profile(2 * n), Status::Active);
	put_invitation::<T>(&who, &inviter, u64::MAX);
	let profile_hash = put_application::<T>(&who, largest_profile(2 * n + 1));
	Admission { who, profile_hash, until: u64::MAX }
}

fn status_of<T: Config>(who: &T::AccountId) -> Option<Status> {
	Participants::<T>::get(who).map(|participant| participant.status)
}

#[benchmarks(where
	T: Send + Sync,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo> + IsSubType<Call<T>>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin:
		AsSystemOriginSigner<T::AccountId> + AsTransactionAuthorizedOrigin + Clone,
)]
mod benchmarks {
	use super::*;

	/// A regulator invites an account anew that was revoked once and let another's invitation lapse.
	#[benchmark]
	fn invite(o: Linear<0, { T::MaxOperators::get() }>) -> Result<(), BenchmarkError> {
		let inviter: T::AccountId = account("inviter", 0, 0);
		let other: T::AccountId = account("inviter", 1, 0);
		let who: T::AccountId = account("invited", 0, 0);
		T::BenchmarkHelper::give_seat(&inviter);
		put_participant::<T>(&who, largest_profile(0), Status::Revoked);
		put_invitation::<T>(&who, &other, 0);
		let operators: Vec<T::AccountId> = (0..o).map(|n| account("operator", n, 0)).collect();
		let operators: BoundedVec<_, T::MaxOperators> =
			operators.try_into().expect("there are no more than are allowed");

		#[extrinsic_call]
		_(RawOrigin::Signed(inviter.clone()), who.clone(), operators);

		assert_eq!(Invitations::<T>::get(&who).map(|invitation| invitation.inviter), Some(inviter));
		assert!(!Outstanding::<T>::contains_key(&other));
		assert_eq!(Keys::<T>::get(&who).len() as u32, o);
		Ok(())
	}

	/// A stranger clears a lapsed invitation of an account that was revoked once and has so many operators.
	#[benchmark]
	fn uninvite(o: Linear<0, { T::MaxOperators::get() }>) -> Result<(), BenchmarkError> {
		let caller: T::AccountId = account("caller", 0, 0);
		let inviter: T::AccountId = account("inviter", 0, 0);
		let who: T::AccountId = account("invited", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Revoked);
		put_invitation::<T>(&who, &inviter, 0);
		put_operators::<T>(&who, o);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());

		assert!(!Invitations::<T>::contains_key(&who));
		assert!(!Outstanding::<T>::contains_key(&inviter));
		assert!(!Keys::<T>::contains_key(&who));
		Ok(())
	}

	/// An account applies that was revoked and invited again.
	#[benchmark]
	fn apply() -> Result<(), BenchmarkError> {
		let who: T::AccountId = account("applicant", 0, 0);
		let inviter: T::AccountId = account("inviter", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Revoked);
		put_invitation::<T>(&who, &inviter, u64::MAX);
		let profile = largest_profile(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), profile.clone());

		assert_eq!(Applications::<T>::get(&who).map(|application| application.profile), Some(profile));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let who: T::AccountId = account("applicant", 0, 0);
		put_application::<T>(&who, largest_profile(0));

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(!Applications::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let Admission { who, profile_hash, until } = put_worst_applicant::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), profile_hash, until);

		assert_eq!(status_of::<T>(&who), Some(Status::Active));
		Ok(())
	}

	#[benchmark]
	fn admit_many(n: Linear<1, { T::MaxAdmissions::get() }>) -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let admissions: Vec<_> = (0..n).map(put_worst_applicant::<T>).collect();
		let admissions: BoundedVec<_, T::MaxAdmissions> =
			admissions.try_into().expect("there are no more than are allowed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, admissions.clone());

		for admission in admissions {
			assert_eq!(status_of::<T>(&admission.who), Some(Status::Active));
		}
		Ok(())
	}

	#[benchmark]
	fn reject() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("applicant", 0, 0);
		let profile_hash = put_application::<T>(&who, largest_profile(0));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), profile_hash, reason());

		assert!(!Applications::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = T::SuspendOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("participant", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Active);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), reason());

		assert_eq!(status_of::<T>(&who), Some(Status::Suspended));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = T::ReinstateOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("participant", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Suspended);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert_eq!(status_of::<T>(&who), Some(Status::Active));
		Ok(())
	}

	/// A participant is put out that authorized so many providers.
	///
	/// It has all the operators that it may have, and waits with a changed profile.
	#[benchmark]
	fn revoke(a: Linear<0, { T::MaxAuthorizations::get() }>) -> Result<(), BenchmarkError> {
		let origin = T::RevokeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("participant", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Active);
		put_application::<T>(&who, largest_profile(1));
		put_operators::<T>(&who, T::MaxOperators::get());
		put_sealing_keys::<T>(&who);
		for n in 0..a {
			Pallet::<T>::put_authorization(&who, &account("provider", n, 0));
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), reason());

		assert_eq!(status_of::<T>(&who), Some(Status::Revoked));
		assert!(!Applications::<T>::contains_key(&who));
		let registration = largest_profile(0).identity.registration().expect("an organisation has one");
		assert!(!Registrations::<T>::contains_key(registration));
		assert!(!Keys::<T>::contains_key(&who) && !AuthorizationCount::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn renew() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("participant", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Active);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), u64::MAX - 1);

		let until = Participants::<T>::get(&who).map(|participant| participant.until);
		assert_eq!(until, Some(u64::MAX - 1));
		Ok(())
	}

	/// A regulator that was a participant once adds a key that was never seen.
	#[benchmark]
	fn add_operator() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let operator: T::AccountId = account("operator", 0, 0);
		T::BenchmarkHelper::give_seat(&principal);
		put_participant::<T>(&principal, largest_profile(0), Status::Revoked);

		#[extrinsic_call]
		_(RawOrigin::Signed(principal.clone()), operator.clone());

		assert!(Pallet::<T>::is_offered(&principal, &operator));
		Ok(())
	}

	/// The last of the keys of a principal that was revoked once and invited anew.
	#[benchmark]
	fn accept_operator() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let inviter: T::AccountId = account("inviter", 0, 0);
		let operator: T::AccountId = account("last operator", 0, 0);
		put_participant::<T>(&principal, largest_profile(0), Status::Revoked);
		put_invitation::<T>(&principal, &inviter, u64::MAX);
		put_operators::<T>(&principal, T::MaxOperators::get() - 1);
		Pallet::<T>::offer_to_operator(&principal, operator.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), principal.clone());

		assert_eq!(Operators::<T>::get(&operator), Some(principal));
		Ok(())
	}

	#[benchmark]
	fn remove_multisig() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = account("caller", 0, 0);
		let multisig: T::AccountId = account("multisig", 0, 0);
		T::Multisigs::open(&multisig, &[1; 32]);
		let opened_at = frame_system::Pallet::<T>::block_number();
		frame_system::Pallet::<T>::set_block_number(opened_at + T::MultisigTerm::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), multisig.clone(), [1; 32]);

		assert!(T::Multisigs::opened_at(&multisig, &[1; 32]).is_none());
		Ok(())
	}

	#[benchmark]
	fn remove_operator() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let operator: T::AccountId = account("operator", 0, 0);
		Pallet::<T>::put_in_force(&principal, ParticipantKind::TradeEntity);
		put_operators::<T>(&principal, T::MaxOperators::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(principal.clone()), operator.clone());

		assert!(!Operators::<T>::contains_key(&operator));
		Ok(())
	}

	/// A partnership takes the place of one that ended with an admission.
	#[benchmark]
	fn propose_partner() -> Result<(), BenchmarkError> {
		let (who, partner) = two_organisations::<T>();
		Pallet::<T>::propose_partner(RawOrigin::Signed(partner.clone()).into(), who.clone())?;
		Pallet::<T>::confirm_partner(RawOrigin::Signed(who.clone()).into(), partner.clone())?;
		Participants::<T>::mutate(&partner, |known| {
			known.as_mut().expect("it is a participant").admission += 1
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), partner.clone());

		assert_eq!(PartnerCount::<T>::get(&who), 1);
		Ok(())
	}

	#[benchmark]
	fn confirm_partner() -> Result<(), BenchmarkError> {
		let (who, partner) = two_organisations::<T>();
		Pallet::<T>::propose_partner(RawOrigin::Signed(partner.clone()).into(), who.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), partner.clone());

		assert!(Pallet::<T>::are_partners(&who, &partner));
		Ok(())
	}

	#[benchmark]
	fn end_partner() -> Result<(), BenchmarkError> {
		let (who, partner) = two_organisations::<T>();
		Pallet::<T>::propose_partner(RawOrigin::Signed(partner.clone()).into(), who.clone())?;
		Pallet::<T>::confirm_partner(RawOrigin::Signed(who.clone()).into(), partner.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), partner.clone());

		assert_eq!(PartnerCount::<T>::get(&who), 0);
		Ok(())
	}

	/// The owner is in force by its seat and was a participant once, so both are looked up.
	#[benchmark]
	fn authorize() -> Result<(), BenchmarkError> {
		let owner: T::AccountId = account("owner", 0, 0);
		let provider: T::AccountId = account("provider", 0, 0);
		T::BenchmarkHelper::give_seat(&owner);
		put_participant::<T>(&owner, largest_profile(0), Status::Revoked);
		put_participant::<T>(&provider, largest_profile(1), Status::Active);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), provider.clone(), BlockSet::ALL);

		assert_eq!(AuthorizationCount::<T>::get(&owner), 1);
		Ok(())
	}

	#[benchmark]
	fn withdraw_authorization() -> Result<(), BenchmarkError> {
		let owner: T::AccountId = account("owner", 0, 0);
		let provider: T::AccountId = account("provider", 0, 0);
		Pallet::<T>::put_authorization(&owner, &provider);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), provider.clone());

		assert!(!Authorizations::<T>::contains_key(&owner, &provider));
		Ok(())
	}

	#[benchmark]
	fn assign_department() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("regulator", 0, 0);
		T::BenchmarkHelper::give_seat(&who);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Department::PortOffice);

		assert_eq!(Departments::<T>::get(&who), Some(Department::PortOffice));
		Ok(())
	}

	/// An operator rotates its key. Its principal is in force by its seat and was a participant once.
	#[benchmark]
	fn set_sealing_key() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let operator: T::AccountId = account("operator", 0, 0);
		T::BenchmarkHelper::give_seat(&principal);
		put_participant::<T>(&principal, largest_profile(0), Status::Revoked);
		put_operators::<T>(&principal, 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), Some(sealing_key(4)));

		let current = SealingKeys::<T>::get(&operator).map(|keys| keys.current);
		assert_eq!(current, Some(sealing_key(4)));
		Ok(())
	}

	/// Validation and preparation of a transaction that an operator sends.
	///
	/// Its principal was revoked once and has a new application that waits, so everything is looked up.
	#[benchmark]
	fn check_admission() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let operator: T::AccountId = account("operator", 0, 0);
		put_participant::<T>(&principal, largest_profile(0), Status::Revoked);
		put_application::<T>(&principal, largest_profile(1));
		put_operators::<T>(&principal, 1);
		draw_upon::<T>(&principal);
		let before = buckets::<T>(&principal);

		let nonce = frame_system::Pallet::<T>::account_nonce(&operator);
		let call = T::BenchmarkHelper::operator_call(&principal);
		let info = DispatchInfo::default();
		let extension = CheckAdmission::<T>::from(nonce);
		let origin = RawOrigin::Signed(operator.clone());

		#[block]
		{
			extension.validate_and_prepare(origin.into(), &call, &info, 1, 0)?;
		}

		assert!(buckets::<T>(&principal).bytes > before.bytes);
		assert!(frame_system::Pallet::<T>::account_nonce(&operator) > nonce);
		Ok(())
	}

	/// Validation and preparation of transactions of participants, one after the other as in a block.
	#[benchmark]
	fn check_admission_of_participants(
		n: Linear<{ SIGNERS }, { 4 * SIGNERS }>,
	) -> Result<(), BenchmarkError> {
		let signers: Vec<T::AccountId> = (0..n).map(|n| account("participant", n, 0)).collect();
		let nonce = T::Nonce::default();
		for (n, who) in (0..).zip(&signers) {
			put_participant::<T>(who, largest_profile(n), Status::Active);
			draw_upon::<T>(who);
		}
		let calls: Vec<_> = signers.iter().map(T::BenchmarkHelper::operator_call).collect();
		let info = DispatchInfo::default();

		#[block]
		{
			for (who, call) in signers.iter().zip(&calls) {
				let origin = RawOrigin::Signed(who.clone());
				CheckAdmission::<T>::from(nonce).validate_and_prepare(origin.into(), call, &info, 1, 0)?;
			}
		}

		for who in &signers {
			assert!(frame_system::Pallet::<T>::account_nonce(who) > nonce);
		}
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
