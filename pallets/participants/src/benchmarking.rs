//! What each call and the door cost at worst.

use super::*;
use alloc::{format, vec, vec::Vec};
use frame_benchmarking::{v2::*, BenchmarkError};
use frame_support::{
	dispatch::DispatchInfo,
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
	values::{Evidence, EvidenceKind, Note, Text},
};

/// At how many participants the door looks at least in one measurement; four times as many at most.
const SIGNERS: u32 = 16;

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, RuntimeCall> {
	/// Gives an account a regulator's seat. No benchmark asks for two.
	fn give_seat(who: &AccountId);

	/// A call that an operator may sign.
	fn operator_call() -> RuntimeCall;
}

/// The window of an account's allowance.
fn window<T: Config>(who: &T::AccountId) -> Option<Window<T::Nonce>> {
	frame_system::Account::<T>::get(who).data.window
}

fn put_window<T: Config>(who: &T::AccountId, window: Window<T::Nonce>) {
	frame_system::Account::<T>::mutate(who, |account| account.data.window = Some(window));
}

fn full_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

fn reason() -> Note {
	full_text()
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

/// Puts a participant with its profile and registration where a verdict would have put it.
fn put_participant<T: Config>(who: &T::AccountId, profile: Profile, status: Status) {
	Pallet::<T>::let_in(who);
	let (kind, nodes) = (profile.business.kind(), profile.nodes.clone());
	Participants::<T>::insert(who, Participant { kind, nodes, status, until: u64::MAX });
	if let Some(registration) = profile.identity.registration().filter(|_| status != Status::Revoked) {
		Registrations::<T>::insert(registration, who);
	}
	Profiles::<T>::insert(who, profile);
}

fn put_application<T: Config>(who: &T::AccountId, profile: Profile) -> H256 {
	Pallet::<T>::let_in(who);
	let profile_hash = Pallet::<T>::profile_hash(&profile);
	let application = Application {
		profile,
		profile_hash,
		applied_at: frame_system::Pallet::<T>::block_number(),
		check_digit_agrees: true,
	};
	Applications::<T>::insert(who, application);
	profile_hash
}

fn put_invitation<T: Config>(who: &T::AccountId, inviter: &T::AccountId, expires_at: u64) {
	Pallet::<T>::let_in(who);
	Invitations::<T>::insert(who, Invitation { inviter: inviter.clone(), expires_at });
	Outstanding::<T>::mutate(inviter, |outstanding| *outstanding += 1);
}

/// An applicant whose admission takes most: revoked once, so that an old profile must be looked at, then
/// invited, and somebody else stands under its old registration by now.
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
	T::RuntimeCall: Dispatchable<Info = DispatchInfo> + IsSubType<Call<T>>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin:
		AsSystemOriginSigner<T::AccountId> + AsTransactionAuthorizedOrigin + Clone,
)]
mod benchmarks {
	use super::*;

	/// A regulator invites anew who was revoked once and let another's invitation lapse.
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
		assert_eq!(OperatorCount::<T>::get(&who), o);
		Ok(())
	}

	/// A regulator clears an invitation that lapsed.
	#[benchmark]
	fn uninvite() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = account("regulator", 0, 0);
		let inviter: T::AccountId = account("inviter", 0, 0);
		let who: T::AccountId = account("invited", 0, 0);
		T::BenchmarkHelper::give_seat(&caller);
		put_invitation::<T>(&who, &inviter, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());

		assert!(!Invitations::<T>::contains_key(&who));
		assert!(!Outstanding::<T>::contains_key(&inviter));
		Ok(())
	}

	/// Who was revoked and invited again applies.
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
		let origin = T::SuspendOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("participant", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Suspended);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert_eq!(status_of::<T>(&who), Some(Status::Active));
		Ok(())
	}

	/// A participant that waits with a changed profile is put out.
	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let origin = T::RevokeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: T::AccountId = account("participant", 0, 0);
		put_participant::<T>(&who, largest_profile(0), Status::Active);
		put_application::<T>(&who, largest_profile(1));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), reason());

		assert_eq!(status_of::<T>(&who), Some(Status::Revoked));
		assert!(!Applications::<T>::contains_key(&who));
		let registration = largest_profile(0).identity.registration().expect("an organisation has one");
		assert!(!Registrations::<T>::contains_key(registration));
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

		assert_eq!(Operators::<T>::get(&operator), Some(principal));
		Ok(())
	}

	#[benchmark]
	fn remove_operator() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let operator: T::AccountId = account("operator", 0, 0);
		Pallet::<T>::put_in_force(&principal, ParticipantKind::TradeEntity);
		Pallet::<T>::enrol_operator(&principal, operator.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(principal.clone()), operator.clone());

		assert!(!Operators::<T>::contains_key(&operator));
		assert!(!OperatorCount::<T>::contains_key(&principal));
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

		assert_eq!(Authorizations::<T>::get(&owner, &provider), Some(BlockSet::ALL));
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

	/// Validation and preparation of the first transaction that an operator sends in a new window. Its
	/// principal was revoked once and waits for a verdict on a new application, so everything is looked up.
	#[benchmark]
	fn check_admission() -> Result<(), BenchmarkError> {
		let principal: T::AccountId = account("principal", 0, 0);
		let operator: T::AccountId = account("operator", 0, 0);
		put_participant::<T>(&principal, largest_profile(0), Status::Revoked);
		put_application::<T>(&principal, largest_profile(1));
		Pallet::<T>::enrol_operator(&principal, operator.clone())?;
		put_window::<T>(&operator, Window { index: 0, start: T::Nonce::default() });
		frame_system::Pallet::<T>::set_block_number(T::AllowanceWindow::get());

		let nonce = frame_system::Pallet::<T>::account_nonce(&operator);
		let call = T::BenchmarkHelper::operator_call();
		let info = DispatchInfo::default();
		let extension = CheckAdmission::<T>::from(nonce);
		let origin = RawOrigin::Signed(operator.clone());

		#[block]
		{
			extension.validate_and_prepare(origin.into(), &call, &info, 0, 0)?;
		}

		assert_eq!(window::<T>(&operator), Some(Window { index: 1, start: nonce }));
		assert!(frame_system::Pallet::<T>::account_nonce(&operator) > nonce);
		Ok(())
	}

	/// Validation and preparation of later transactions of participants in a window, one after the other as in a block.
	#[benchmark]
	fn check_admission_in_window(n: Linear<{ SIGNERS }, { 4 * SIGNERS }>) -> Result<(), BenchmarkError> {
		let signers: Vec<T::AccountId> = (0..n).map(|n| account("participant", n, 0)).collect();
		let nonce = T::Nonce::default();
		for (n, who) in (0..).zip(&signers) {
			put_participant::<T>(who, largest_profile(n), Status::Active);
			put_window::<T>(who, Window { index: 0, start: nonce });
		}
		frame_system::Pallet::<T>::set_block_number(1u32.into());

		let call = T::BenchmarkHelper::operator_call();
		let info = DispatchInfo::default();

		#[block]
		{
			for who in &signers {
				let origin = RawOrigin::Signed(who.clone());
				CheckAdmission::<T>::from(nonce).validate_and_prepare(origin.into(), &call, &info, 0, 0)?;
			}
		}

		for who in &signers {
			assert_eq!(window::<T>(who), Some(Window { index: 0, start: nonce }));
			assert!(frame_system::Pallet::<T>::account_nonce(who) > nonce);
		}
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
