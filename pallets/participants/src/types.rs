// SPDX-License-Identifier: Apache-2.0

//! The entries of the register, and the standing that they give to an account.

use crate::allowance::Buckets;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use suyuan_primitives::{
	codes::{Country, CreditCode},
	parties::{Business, NodeKind, ParticipantKind},
	requirement::InfoBlock,
	values::{Evidence, Label, Name, Sealed, SealingKey},
};

/// The identity of a participant, for real-name certification 实名认证 (DB4403/T 471-2024 §6.3.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Identity {
	/// An organisation registered in China.
	Organisation {
		/// Name under which it is registered.
		name: Name,
		/// Unified social credit code 统一社会信用代码.
		credit_code: CreditCode,
	},
	/// An organisation registered elsewhere.
	OverseasOrganisation {
		/// Name under which it is registered.
		name: Name,
		/// Country or region of its registration.
		country: Country,
		/// Number in the register of that country.
		registration: Label,
	},
	/// A person, of whom nothing stands in clear on the chain.
	NaturalPerson {
		/// Seal of the identity that the person proved.
		commitment: Sealed,
	},
}

/// A registration that one participant alone may have: one credit code, one participant.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Registration {
	/// Unified social credit code.
	China(CreditCode),
	/// Number in another country's register.
	Overseas(Country, Label),
}

impl Identity {
	/// The registration that the identity claims.
	///
	/// Persons claim none: their commitments are salted.
	pub(crate) fn registration(&self) -> Option<Registration> {
		match self {
			Self::Organisation { credit_code, .. } => Some(Registration::China(*credit_code)),
			Self::OverseasOrganisation { country, registration, .. } => {
				Some(Registration::Overseas(*country, registration.clone()))
			}
			Self::NaturalPerson { .. } => None,
		}
	}

	/// The credit code of the identity, if it has one.
	pub(crate) fn credit_code(&self) -> Option<&CreditCode> {
		match self {
			Self::Organisation { credit_code, .. } => Some(credit_code),
			_ => None,
		}
	}

	/// Returns true if the identity gives a person's identity number for an organisation's credit code.
	pub fn has_personal_identity_number(&self) -> bool {
		self.credit_code().is_some_and(CreditCode::is_personal_identity_number)
	}
}

/// The profile of a participant, on which the regulators vote.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Profile {
	/// The participant's business, which determines its kind (§6.1).
	pub business: Business,
	/// The nodes that the participant runs, each once (§6.2.2).
	pub nodes: Nodes,
	/// The participant's identity for real-name certification.
	pub identity: Identity,
	/// The documents that prove the identity.
	pub evidence: BoundedVec<Evidence, ConstU32<8>>,
}

/// The nodes that a participant runs.
pub type Nodes = BoundedVec<NodeKind, ConstU32<{ NodeKind::COUNT }>>;

/// A partnership of two organisations.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Partnership<AccountId> {
	/// The participant that proposed it.
	pub proposer: AccountId,
	/// The participant to which it was proposed.
	pub partner: AccountId,
	/// The numbers of their admissions by then. The partnership ends with either.
	pub admissions: (u32, u32),
	/// True once the other side has confirmed it.
	pub confirmed: bool,
}

/// An invitation to apply.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Invitation<AccountId> {
	/// The account that gave the invitation.
	pub inviter: AccountId,
	/// The end of the invitation: milliseconds since 1970-01-01 UTC.
	pub expires_at: u64,
}

/// A profile that waits for the regulators' decision.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Application<BlockNumber> {
	/// The profile that was handed in.
	pub profile: Profile,
	/// `blake2_256` of the encoded profile, to which the decision is bound.
	pub profile_hash: H256,
	/// The block in which the profile was handed in.
	pub applied_at: BlockNumber,
	/// False if the check digit of the credit code does not agree.
	///
	/// Some real early codes fail it, so the regulators see the outcome, and those of the next two, and decide.
	pub check_digit_agrees: bool,
	/// False if the check digit of the organisation's code within the credit code does not agree.
	pub inner_digit_agrees: bool,
	/// False if the credit code's registration authority registers no organisations of its category.
	pub category_is_known: bool,
}

/// The status of a participant.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Status {
	/// Admitted; in force until the admission expires.
	Active,
	/// Held back until reinstated.
	Suspended,
	/// Put out for good; back only by a new invitation and a new vote.
	Revoked,
}

/// The facts of a participant that every call needs.
///
/// Small, so that they are cheap to read; the profile stands beside them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Participant {
	/// The kind that follows from the business.
	pub kind: ParticipantKind,
	/// The nodes that the participant runs.
	pub nodes: Nodes,
	/// The status, by the collective's decisions.
	pub status: Status,
	/// The end of the admission: milliseconds since 1970-01-01 UTC.
	pub until: u64,
	/// The number of the admission, from 1: counted up whenever the account is admitted after a revocation.
	pub admission: u32,
}

/// An authorization of a provider to write into blocks of an owner's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Authorization {
	/// The blocks into which the provider may write.
	pub blocks: BlockSet,
	/// The number of the provider's admission for which the authorization holds, and no other.
	pub admission: u32,
}

/// A key that a principal offered to let sign on its behalf.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Key<AccountId> {
	/// The account of the key.
	pub operator: AccountId,
	/// True once the key accepted.
	pub accepted: bool,
}

/// The sealing keys of an account that are alive.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LiveSealingKeys {
	/// The key to which others seal from now on.
	pub current: SealingKey,
	/// The key before, which still opens what was sealed to it, until the rotation ends.
	pub previous: Option<SealingKey>,
}

/// One admission of a motion that admits many.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Admission<AccountId> {
	/// The account to admit.
	pub who: AccountId,
	/// Hash of the profile that was voted on.
	pub profile_hash: H256,
	/// The end of the admission: milliseconds since 1970-01-01 UTC.
	pub until: u64,
}

/// Information blocks, each in the set or not.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BlockSet {
	/// Product information block 产品信息区块.
	pub product: bool,
	/// Transaction information block 交易信息区块.
	pub transaction: bool,
	/// Logistics information block 物流信息区块.
	pub logistics: bool,
	/// Customs information block 通关信息区块.
	pub customs: bool,
}

impl BlockSet {
	/// The set of every block.
	pub const ALL: Self = Self { product: true, transaction: true, logistics: true, customs: true };

	/// Returns true if the block is in the set.
	pub const fn contains(self, block: InfoBlock) -> bool {
		match block {
			InfoBlock::Product => self.product,
			InfoBlock::Transaction => self.transaction,
			InfoBlock::Logistics => self.logistics,
			InfoBlock::Customs => self.customs,
		}
	}

	/// Returns true if no block is in the set.
	pub fn is_empty(self) -> bool {
		self == Self::default()
	}
}

/// The data that the system keeps of an account beside its nonce.
///
/// Balances stand there because clients look for them there, wallets before they sign. All are zero: there is no currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AccountData {
	/// Free balance, always zero.
	pub free: u128,
	/// Reserved balance, always zero.
	pub reserved: u128,
	/// Frozen balance, always zero.
	pub frozen: u128,
	/// Flags of the balances, always zero.
	pub flags: u128,
	/// The buckets of the allowance that the account and its operators draw upon.
	pub buckets: Buckets,
}

/// The reason why a transaction is refused, as the code of an [`InvalidTransaction::Custom`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum AdmissionError {
	/// The account is not known here. It needs an invitation.
	NotAdmitted = 1,
	/// The account is invited and not yet admitted: it may sign `apply` and `withdraw` only.
	MayOnlyApply = 2,
	/// The participant is suspended until it is reinstated.
	Suspended = 3,
	/// The participant was put out for good.
	Revoked = 4,
	/// The participant's admission expired: it may sign `apply` and `withdraw` only, until it is renewed.
	Expired = 5,
	/// The principal's allowance of weight, bytes or new keys is used up, or its backlog is full.
	///
	/// Both refill by block.
	AllowanceExhausted = 6,
	/// The account is an operator: it may sign calls on behalf of others, and for itself its sealing key alone.
	OperatorCallOnly = 7,
	/// The call, or one that it carries, is not of those that the account may sign.
	CallNotAllowed = 8,
	/// The transaction takes more than a whole allowance: divide it.
	ExceedsAllowance = 9,
	/// Calls are nested deeper than is allowed.
	NestedTooDeep = 10,
	/// An application gives a person's identity number for an organisation's credit code.
	///
	/// Refused here, so that it stands in no block.
	PersonalIdentityNumber = 11,
}

impl From<AdmissionError> for TransactionValidityError {
	fn from(error: AdmissionError) -> Self {
		InvalidTransaction::Custom(error as u8).into()
	}
}

/// The standing of an account by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnStanding {
	/// In force by a seat in the collective.
	Regulator,
	/// In force by an admission.
	Participant,
	/// Known by an invitation, a waiting application, or an admission that expired.
	Applicant,
}

/// The standing in which an account signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing<AccountId> {
	Own(OwnStanding),
	/// A key of a principal that may sign itself.
	Operator {
		principal: AccountId,
		of: OwnStanding,
	},
	/// A key that accepts to be one.
	Offered {
		principal: AccountId,
		of: OwnStanding,
	},
}

impl<AccountId> Standing<AccountId> {
	/// The account whose allowance is drawn upon, if it is not the signer's own.
	pub(crate) fn principal(&self) -> Option<&AccountId> {
		match self {
			Self::Own(_) => None,
			Self::Operator { principal, .. } | Self::Offered { principal, .. } => Some(principal),
		}
	}
}
