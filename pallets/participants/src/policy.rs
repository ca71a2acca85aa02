// SPDX-License-Identifier: Apache-2.0

//! The calls that accounts may sign, by the role in which they sign.

use crate::types::AdmissionError;

/// The role in which an account signs a transaction.
#[derive(Debug, PartialEq, Eq)]
pub enum Role<'a, AccountId> {
	/// A participant in force.
	Participant,
	/// The holder of a regulator's seat.
	Regulator,
	/// A key of a principal in force.
	Operator,
	/// An account that was invited, applied, or let its admission expire.
	Applicant,
	/// A key of such an account.
	OperatorOfApplicant {
		/// The account, for which alone it may sign.
		principal: &'a AccountId,
	},
}

// Not derived: that would bound the account.
impl<AccountId> Clone for Role<'_, AccountId> {
	fn clone(&self) -> Self {
		*self
	}
}

impl<AccountId> Copy for Role<'_, AccountId> {}

/// Multisig operations that wait for approvals.
///
/// There is no deposit in them that would make their signatories finish them.
pub trait OpenMultisigs<AccountId, BlockNumber> {
	/// The block in which the operation was opened, if it is open.
	fn opened_at(account: &AccountId, call_hash: &[u8; 32]) -> Option<BlockNumber>;

	/// Takes an open operation out of the state.
	fn remove(account: &AccountId, call_hash: &[u8; 32]);

	/// Opens an operation of as many approvals as there may be in this block, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn open(account: &AccountId, call_hash: &[u8; 32]);
}

/// The calls of the runtime that each role may sign, looked into at every depth.
pub trait CallPolicy<AccountId, Call> {
	/// The number of keys that the call of a signer in this role may bring into the state.
	///
	/// The keys of the calls that it carries are among them. A unit and the heads of its blocks count as one. Bounded
	/// in time by the length of the call: a call is looked at once.
	///
	/// # Errors
	///
	/// [`AdmissionError::CallNotAllowed`], [`AdmissionError::MayOnlyApply`], [`AdmissionError::OperatorCallOnly`] or
	/// [`AdmissionError::NestedTooDeep`].
	fn new_keys(role: Role<AccountId>, signer: &AccountId, call: &Call) -> Result<u32, AdmissionError>;

	/// The number of accounts whose standing is looked up, because the call carries others for them.
	fn carriers(call: &Call) -> u32;
}
