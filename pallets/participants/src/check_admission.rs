// SPDX-License-Identifier: Apache-2.0

//! The transaction extension that checks a signer's admission, allowance and nonce.

use crate::{
	allowance::{Allowance, Buckets, Cost, Rate, Shortage},
	pallet::*,
	policy::{CallPolicy, Role},
	types::{AdmissionError, OwnStanding, Standing},
	weights::WeightInfo as _,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	dispatch::{DispatchInfo, PostDispatchInfo},
	pallet_prelude::TransactionSource,
	traits::{Contains, Get, IsSubType},
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use frame_system::{AccountInfo, CheckNonce};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, CheckedAdd, DispatchInfoOf, Dispatchable, One, PostDispatchInfoOf,
		SaturatedConversion, Saturating, TransactionExtension, TransactionExtensionMetadata, ValidateResult,
		Zero,
	},
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionValidityError, ValidTransaction,
	},
	DispatchResult,
};

impl From<Shortage> for AdmissionError {
	fn from(shortage: Shortage) -> Self {
		match shortage {
			Shortage::TooLarge => Self::ExceedsAllowance,
			Shortage::Exhausted => Self::AllowanceExhausted,
		}
	}
}

/// The priority classes of transactions, each before all of the one below.
const APPLICANTS: TransactionPriority = 1;
const PARTICIPANTS: TransactionPriority = 2;
/// Before all others, for the chain must be supervised however full the pool is.
const REGULATORS: TransactionPriority = 3;

/// The divisor of a principal's backlog that gives the backlog of each operator.
const OPERATORS_SHARE: u32 = 8;

/// Checks that the signer is admitted and within its allowance, and checks and increments its nonce.
///
/// Replaces [`CheckNonce`]: the allowance of the transactions that wait is counted in nonces, so it can be enforced
/// in the pool only where the transaction's nonce is known. Both are encoded, and stand in the metadata, as an empty
/// `CheckAdmission` followed by `CheckNonce`, so clients need no custom types.
///
/// # Transaction validity
///
/// Sets `requires` and `provides` as `CheckNonce` does, and `priority` by the signer's class and by its transactions that
/// wait: regulators before participants and their operators, those before applicants. Rejects with [`AdmissionError`] as
/// [`InvalidTransaction::Custom`].
#[derive(
	Encode, Decode, DecodeWithMemTracking, CloneNoBound, EqNoBound, PartialEqNoBound, DebugNoBound, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct CheckAdmission<T: Config> {
	#[codec(compact)]
	nonce: T::Nonce,
	#[codec(skip)]
	marker: PhantomData<T>,
}

/// The system's account: its nonce, and the buckets of its allowance.
type AccountOf<T> = AccountInfo<<T as frame_system::Config>::Nonce, <T as frame_system::Config>::AccountData>;

/// Limits of an admitted signer, and its class in the order of the pool.
struct Terms {
	allowance: Allowance,
	keys: u32,
	class: TransactionPriority,
}

impl<T: Config> CheckAdmission<T> {
	/// The extension of a transaction with this nonce, for clients that build transactions in Rust.
	pub fn from(nonce: T::Nonce) -> Self {
		Self { nonce, marker: PhantomData }
	}

	/// The limits under which an account in this standing may sign the call.
	fn terms(
		who: &T::AccountId,
		standing: &Standing<T::AccountId>,
		call: &T::RuntimeCall,
	) -> Result<Terms, AdmissionError> {
		let new_keys = |role| T::CallPolicy::new_keys(role, who, call);
		let terms = |allowance, class, keys| Terms { allowance, class, keys };
		let of_participant = |keys| terms(T::ParticipantAllowance::get(), PARTICIPANTS, keys);
		let of_regulator = |keys| terms(T::RegulatorAllowance::get(), REGULATORS, keys);
		let of_applicant = |keys| terms(T::ApplicantAllowance::get(), APPLICANTS, keys);
		match standing {
			Standing::Own(OwnStanding::Participant) => match new_keys(Role::Participant) {
				// A participant may hold a seat as well.
				Err(AdmissionError::CallNotAllowed) if T::Regulators::contains(who) => {
					new_keys(Role::Regulator).map(of_regulator)
				}
				keys => keys.map(of_participant),
			},
			Standing::Own(OwnStanding::Regulator) => new_keys(Role::Regulator).map(of_regulator),
			Standing::Own(OwnStanding::Applicant) => match new_keys(Role::Applicant) {
				Err(AdmissionError::MayOnlyApply) => Err(Pallet::<T>::applicant_error(who)),
				keys => keys.map(of_applicant),
			},
			Standing::Operator { of: OwnStanding::Applicant, principal } => {
				new_keys(Role::OperatorOfApplicant { principal }).map(of_applicant)
			}
			Standing::Operator { of: OwnStanding::Participant, .. } => {
				new_keys(Role::Operator).map(of_participant)
			}
			Standing::Operator { of: OwnStanding::Regulator, .. } => {
				new_keys(Role::Operator).map(of_regulator)
			}
			// `accept_operator`, as far as the principal offered it.
			Standing::Offered { of: OwnStanding::Applicant, .. } => Ok(of_applicant(1)),
			Standing::Offered { .. } => Ok(of_participant(1)),
		}
	}

	/// The number of the signer's transactions that come before this one and are in no block yet.
	fn waiting(&self, account: &AccountOf<T>) -> u32 {
		// A nonce below the account's is stale, which `order` refuses.
		self.nonce.saturating_sub(account.nonce).saturated_into()
	}

	/// The tags by which transactions of the signer wait for each other.
	///
	/// The same as those of [`CheckNonce`], with the same refusals. Computed here because that would read the account
	/// again.
	fn order(
		&self,
		who: &T::AccountId,
		account: &AccountOf<T>,
	) -> Result<ValidTransaction, InvalidTransaction> {
		if account.providers.is_zero() && account.sufficients.is_zero() {
			return Err(InvalidTransaction::Payment);
		}
		if self.nonce < account.nonce {
			return Err(InvalidTransaction::Stale);
		}
		let tag = |nonce: T::Nonce| alloc::vec![(who, nonce).encode()];
		let requires = if account.nonce < self.nonce {
			tag(self.nonce.saturating_sub(One::one()))
		} else {
			Default::default()
		};
		Ok(ValidTransaction { requires, provides: tag(self.nonce), ..Default::default() })
	}
}

/// The priority of a transaction by its class, then by how many of its signer wait before it.
///
/// A full pool drops those of the lowest priority. So a signer that floods it loses its own, last first, and its flood
/// stands behind the first ones of all others in blocks as well. Counted in powers of two, so that signers with about as
/// much waiting take turns.
pub(crate) fn priority(class: TransactionPriority, waiting: u32) -> TransactionPriority {
	let depth = waiting.saturating_add(1).ilog2();
	(class << 8) | TransactionPriority::from(u32::BITS - depth)
}

/// The reads of an account's standing: participant, seats, invitation and application.
const READS_PER_STANDING: u64 = 4;

/// The most weight of the extension for a call that carries no other.
///
/// The weight that was measured of an operator, and the account of its principal, which the measurement leaves out.
fn check_admission<T: Config>() -> Weight {
	T::WeightInfo::check_admission().saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// The weight of the extension for one of many participants that sign one after the other.
///
/// As in a block: without the weight that the first of them takes besides, because its WASM instance does everything
/// for the first time.
pub fn check_admission_of_participant<T: Config>() -> Weight {
	T::WeightInfo::check_admission_of_participants(1)
		.saturating_sub(T::WeightInfo::check_admission_of_participants(0))
}

/// An admitted signer, and the entries that were read of it.
///
/// Between validation and preparation nothing happens that could change them: a transaction is validated once more just
/// before it is dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted<AccountId, Account> {
	who: AccountId,
	account: Account,
	/// The principal whose allowance is drawn upon, if it is another, with the principal's account.
	principal: Option<(AccountId, Account)>,
	/// The buckets after this transaction.
	buckets: Buckets,
	/// The rate at which weight is charged.
	weight_rate: Rate,
	/// The reads besides those of a participant in force, which is looked for first.
	///
	/// `None` for all others, of which as much may have been read as is charged.
	reads_besides: Option<u64>,
}

/// The least unspent weight of a call that is refunded to the allowance.
///
/// Smaller differences are not worth the writing.
const MIN_REFUND: u64 = WEIGHT_REF_TIME_PER_MILLIS;

/// A prepared transaction, as far as it is settled after its dispatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared<AccountId> {
	/// The weight of the extension that was not spent.
	unspent: Weight,
	/// The account whose buckets were drawn upon.
	charged: AccountId,
	/// The rate at which weight was charged.
	weight_rate: Rate,
}

impl<T> TransactionExtension<T::RuntimeCall> for CheckAdmission<T>
where
	T: Config + Send + Sync,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo> + IsSubType<Call<T>>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = "CheckAdmission";
	type Implicit = ();
	/// The signer. `None` for transactions without one, which no extension here authorizes.
	type Val = Option<Admitted<T::AccountId, AccountOf<T>>>;
	type Pre = Option<Prepared<T::AccountId>>;

	fn metadata() -> alloc::vec::Vec<TransactionExtensionMetadata> {
		let nothing = scale_info::meta_type::<()>();
		alloc::vec![
			TransactionExtensionMetadata { identifier: Self::IDENTIFIER, ty: nothing, implicit: nothing },
			TransactionExtensionMetadata {
				identifier: <CheckNonce<T> as TransactionExtension<T::RuntimeCall>>::IDENTIFIER,
				ty: scale_info::meta_type::<CheckNonce<T>>(),
				implicit: nothing,
			},
		]
	}

	/// The weight for an operator, whose principal's account is read and written besides.
	///
	/// Of most transactions, those of participants, the greater part is given back after dispatch.
	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		let carriers = u64::from(T::CallPolicy::carriers(call));
		let lookups = T::DbWeight::get().reads(READS_PER_STANDING).saturating_mul(carriers);
		check_admission::<T>().saturating_add(lookups)
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		_implicit: (),
		_inherited_implication: &impl Encode,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let Some(who) = origin.as_system_origin_signer().cloned() else {
			return Ok((ValidTransaction::default(), None, origin));
		};
		let standing = Pallet::<T>::standing(&who, call.is_sub_type())?;
		let account = frame_system::Account::<T>::get(&who);
		let order = self.order(&who, &account)?;
		let Terms { allowance, keys, class } = Self::terms(&who, &standing, call)?;

		let principal = standing
			.principal()
			.map(|principal| (principal.clone(), frame_system::Account::<T>::get(principal)));
		let waiting = self.waiting(&account);
		let backlog = match principal {
			Some(_) => allowance.backlog / OPERATORS_SHARE,
			None => allowance.backlog,
		};
		if waiting >= backlog {
			return Err(AdmissionError::AllowanceExhausted.into());
		}
		let cost = Cost {
			weight: info.total_weight().ref_time(),
			bytes: len.saturated_into(),
			new_keys: keys.into(),
		};
		let drawn_upon = principal.as_ref().map_or(&account, |(_, principal)| principal);
		let block = frame_system::Pallet::<T>::block_number().saturated_into();
		let buckets =
			drawn_upon.data.buckets.charge(&allowance, block, cost, waiting).map_err(AdmissionError::from)?;

		let validity = ValidTransaction { priority: priority(class, waiting), ..order };
		let reads_besides = match standing {
			// Of one that governs its seat as well.
			Standing::Own(OwnStanding::Participant) => Some(u64::from(class == REGULATORS)),
			_ => None,
		};
		let weight_rate = allowance.weight;
		let admitted = Admitted { who, account, principal, buckets, weight_rate, reads_besides };
		Ok((validity, Some(admitted), origin))
	}

	fn prepare(
		self,
		signer: Self::Val,
		_origin: &T::RuntimeOrigin,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		let Some(Admitted { who, mut account, principal, buckets, weight_rate, reads_besides }) = signer
		else {
			return Ok(None);
		};
		if self.nonce > account.nonce {
			return Err(InvalidTransaction::Future.into());
		}
		account.nonce = self.nonce.checked_add(&One::one()).unwrap_or_default();
		let charged = match principal {
			Some((principal, mut of_principal)) => {
				of_principal.data.buckets = buckets;
				frame_system::Account::<T>::insert(&principal, of_principal);
				principal
			}
			None => {
				account.data.buckets = buckets;
				who.clone()
			}
		};
		frame_system::Account::<T>::insert(&who, account);
		let unspent = reads_besides.map_or(Weight::zero(), |reads| {
			let spent = check_admission_of_participant::<T>().saturating_add(T::DbWeight::get().reads(reads));
			check_admission::<T>().saturating_sub(spent)
		});
		Ok(Some(Prepared { unspent, charged, weight_rate }))
	}

	fn post_dispatch_details(
		prepared: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		_len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		let Some(Prepared { unspent, charged, weight_rate }) = prepared else { return Ok(Weight::zero()) };
		let of_call = post_info.calc_unspent(info).ref_time();
		// Not to an account that left the state meanwhile.
		if of_call >= MIN_REFUND && frame_system::Account::<T>::contains_key(&charged) {
			frame_system::Account::<T>::mutate(&charged, |account| {
				let missing = &mut account.data.buckets.weight;
				*missing = weight_rate.refund(*missing, of_call);
			});
		}
		Ok(unspent)
	}
}
