//! The door: what is not let in here never reaches the pool.

use crate::{pallet::*, register::Standing, types::Window, weights::WeightInfo as _};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	dispatch::DispatchInfo,
	pallet_prelude::TransactionSource,
	traits::{Contains, Get, IsSubType},
	weights::Weight,
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

/// Why the door is shut, as the code of an [`InvalidTransaction::Custom`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Refusal {
	/// The account is not known here. It needs an invitation.
	NotAdmitted = 1,
	/// The account is invited and not yet admitted: it may sign `apply` and `withdraw` only.
	MayOnlyApply = 2,
	/// The participant is suspended.
	Suspended = 3,
	/// The participant was put out for good.
	Revoked = 4,
	/// The participant's admission expired: it may sign `apply` and `withdraw` only, until it is renewed.
	Expired = 5,
	/// The account signed as many transactions as it may in this window. The next window lets it in again.
	AllowanceExhausted = 6,
	/// The account is an operator: it may sign calls on behalf of its principal only.
	OperatorCallOnly = 7,
}

impl From<Refusal> for TransactionValidityError {
	fn from(refusal: Refusal) -> Self {
		InvalidTransaction::Custom(refusal as u8).into()
	}
}

/// Admission, allowance and nonce of a transaction's signer.
///
/// Stands in the place of [`CheckNonce`] and carries the nonce itself, because an allowance that did not know
/// the nonce of the transaction could only be enforced when a block is made, and the pool would fill meanwhile.
/// In the metadata it shows as two extensions, an empty `CheckAdmission` and the usual `CheckNonce`, which is
/// just how it is encoded; so every client fills in the nonce as ever.
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

/// An account as the system keeps it: its nonce, and the window of its allowance.
type AccountOf<T> = AccountInfo<<T as frame_system::Config>::Nonce, <T as frame_system::Config>::AccountData>;

impl<T: Config> CheckAdmission<T> {
	/// For clients that build transactions in Rust.
	pub fn from(nonce: T::Nonce) -> Self {
		Self { nonce, marker: PhantomData }
	}

	/// The window of the allowance that the current block belongs to.
	fn current_window() -> u32 {
		let block = frame_system::Pallet::<T>::block_number();
		(block / T::AllowanceWindow::get()).saturated_into()
	}

	/// Whether the signer, with this account and this standing, may send this call now: with which priority, and whether
	/// this begins a new window.
	fn admit(
		&self,
		who: &T::AccountId,
		account: &AccountOf<T>,
		standing: Standing,
		call: &T::RuntimeCall,
	) -> Result<(TransactionPriority, bool), Refusal>
	where
		T::RuntimeCall: IsSubType<Call<T>>,
	{
		let (allowance, priority) = match standing {
			// Those who supervise must be heard however full the pool is.
			Standing::Regulator => (T::Allowance::get(), 3),
			Standing::Participant => (T::Allowance::get(), 2),
			Standing::Operator if T::OperatorCalls::contains(call) => (T::Allowance::get(), 2),
			Standing::Operator => return Err(Refusal::OperatorCallOnly),
			Standing::Applicant => match call.is_sub_type() {
				Some(Call::apply { .. } | Call::withdraw {}) => (T::ApplicantAllowance::get(), 1),
				// An invitation takes nothing from an account: whoever gave it could shut out a key otherwise.
				_ if T::OperatorCalls::contains(call) && Pallet::<T>::serves_somebody(who) => {
					(T::Allowance::get(), 2)
				}
				_ => return Err(Pallet::<T>::refusal_of_applicant(who)),
			},
		};
		let window = account.data.window.filter(|window| window.index == Self::current_window());
		let start = window.map_or(account.nonce, |window| window.start);
		// A nonce below the start is stale, which the nonce check says by name.
		let used = if self.nonce > start { self.nonce - start } else { Zero::zero() };
		if used >= allowance.into() {
			return Err(Refusal::AllowanceExhausted);
		}
		Ok((priority, window.is_none()))
	}

	/// What the transaction waits for and what waits for it, as [`CheckNonce`] says it; refused is what it refuses. Here
	/// because that would read the account again, which by then is at hand.
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

/// What the door takes for a participant whose window has begun: its share of what many take one after the other, as in a
/// block. What the first of them takes besides, because its machine does everything for the first time, isn't in it.
pub fn check_admission_in_window<T: Config>() -> Weight {
	T::WeightInfo::check_admission_in_window(1).saturating_sub(T::WeightInfo::check_admission_in_window(0))
}

/// Whom the door lets in, and what it saw of it. Between the look and the entry nothing happens that could change it: a
/// transaction is validated once more just before it is dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted<AccountId, Account> {
	who: AccountId,
	account: Account,
	/// Whether it is a participant in force, which is what is looked for first.
	at_first_look: bool,
	/// Whether this is its first transaction in the window.
	begins_window: bool,
}

impl<T> TransactionExtension<T::RuntimeCall> for CheckAdmission<T>
where
	T: Config + Send + Sync,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo> + IsSubType<Call<T>>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = "CheckAdmission";
	type Implicit = ();
	/// The signer, or nobody for transactions without one, which no one here is authorized to send.
	type Val = Option<Admitted<T::AccountId, AccountOf<T>>>;
	/// How much of the weight was not spent.
	type Pre = Weight;

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

	/// The most it may take. Of most transactions, those that a participant sends in a window that has begun, the greater
	/// part is given back after dispatch: who it is is found at the first look, and nothing is written but the nonce.
	fn weight(&self, _: &T::RuntimeCall) -> Weight {
		T::WeightInfo::check_admission()
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
		_implicit: (),
		_inherited_implication: &impl Encode,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let Some(who) = origin.as_system_origin_signer().cloned() else {
			return Ok((ValidTransaction::default(), None, origin));
		};
		let standing = Pallet::<T>::standing(&who).map_err(TransactionValidityError::from)?;
		let account = frame_system::Account::<T>::get(&who);
		let (priority, begins_window) = self.admit(&who, &account, standing, call)?;
		let validity = ValidTransaction { priority, ..self.order(&who, &account)? };
		let at_first_look = standing == Standing::Participant;
		Ok((validity, Some(Admitted { who, account, at_first_look, begins_window }), origin))
	}

	fn prepare(
		self,
		signer: Self::Val,
		_origin: &T::RuntimeOrigin,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
	) -> Result<Weight, TransactionValidityError> {
		let Some(Admitted { who, mut account, at_first_look, begins_window }) = signer else {
			return Ok(Weight::zero());
		};
		if self.nonce > account.nonce {
			return Err(InvalidTransaction::Future.into());
		}
		if begins_window {
			account.data.window = Some(Window { index: Self::current_window(), start: account.nonce });
		}
		account.nonce = self.nonce.checked_add(&One::one()).unwrap_or_default();
		frame_system::Account::<T>::insert(&who, account);
		Ok(if at_first_look && !begins_window {
			T::WeightInfo::check_admission().saturating_sub(check_admission_in_window::<T>())
		} else {
			Weight::zero()
		})
	}

	fn post_dispatch_details(
		unspent: Weight,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		_len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		Ok(unspent)
	}
}
