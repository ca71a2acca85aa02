//! What the register holds.

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
	values::{Evidence, Label, Name, Sealed},
};

/// Who a participant is, for real-name certification 实名认证 (DB4403/T 471-2024 §6.3.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Identity {
	/// An organisation registered in China.
	Organisation {
		/// Registered name.
		name: Name,
		/// Unified social credit code 统一社会信用代码.
		credit_code: CreditCode,
	},
	/// An organisation registered elsewhere.
	OverseasOrganisation {
		/// Registered name.
		name: Name,
		/// Where it is registered.
		country: Country,
		/// Its number in that register.
		registration: Label,
	},
	/// A person, of whom nothing stands in clear on the chain.
	NaturalPerson {
		/// Seal of the identity that the person proved.
		commitment: Sealed,
	},
}

/// What one participant alone may be registered under: one credit code, one participant.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Registration {
	/// Unified social credit code.
	China(CreditCode),
	/// Number in another country's register.
	Overseas(Country, Label),
}

impl Identity {
	/// The registration that the identity claims. Persons claim none: their commitments are salted.
	pub fn registration(&self) -> Option<Registration> {
		match self {
			Self::Organisation { credit_code, .. } => Some(Registration::China(*credit_code)),
			Self::OverseasOrganisation { country, registration, .. } => {
				Some(Registration::Overseas(*country, registration.clone()))
			}
			Self::NaturalPerson { .. } => None,
		}
	}

	/// Whether the credit code's check digit agrees. Some real early codes fail it, so regulators are told
	/// and decide. True where there is no credit code.
	pub fn check_digit_agrees(&self) -> bool {
		match self {
			Self::Organisation { credit_code, .. } => credit_code.check_digit_agrees(),
			_ => true,
		}
	}
}

/// What a participant says of itself and the regulators vote on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Profile {
	/// Its business, which tells its kind (§6.1).
	pub business: Business,
	/// The nodes that it runs, each once (§6.2.2).
	pub nodes: Nodes,
	/// Who it is.
	pub identity: Identity,
	/// The documents that prove it.
	pub evidence: BoundedVec<Evidence, ConstU32<8>>,
}

/// The nodes that a participant runs.
pub type Nodes = BoundedVec<NodeKind, ConstU32<{ NodeKind::COUNT }>>;

/// Leave to apply, given to an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Invitation<AccountId> {
	/// Who gave it.
	pub inviter: AccountId,
	/// When it lapses: milliseconds since 1970-01-01 UTC.
	pub expires_at: u64,
}

/// A profile that waits for the regulators' verdict.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Application<BlockNumber> {
	/// The profile.
	pub profile: Profile,
	/// `blake2_256` of the encoded profile, to which the verdict is bound.
	pub profile_hash: H256,
	/// When it was handed in.
	pub applied_at: BlockNumber,
	/// Whether the credit code's check digit agrees.
	pub check_digit_agrees: bool,
}

/// Where a participant stands.
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

/// The facts that every call asks of a participant. Small, so that it is cheap to read;
/// the profile stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Participant {
	/// Its kind.
	pub kind: ParticipantKind,
	/// The nodes that it runs.
	pub nodes: Nodes,
	/// Where it stands.
	pub status: Status,
	/// When its admission expires: milliseconds since 1970-01-01 UTC.
	pub until: u64,
	/// The number of its admission, from 1: counted up whenever it is admitted after a revocation.
	pub admission: u32,
}

/// Leave of a provider to write into blocks of an owner's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Authorization {
	/// The blocks.
	pub blocks: BlockSet,
	/// The number of the provider's admission for which it holds, and no other.
	pub admission: u32,
}

/// A key that a principal offered to let sign on its behalf.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Key<AccountId> {
	/// The key's account.
	pub operator: AccountId,
	/// True once the key accepted.
	pub accepted: bool,
}

/// One verdict of a motion that admits many.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Admission<AccountId> {
	/// Whom to admit.
	pub who: AccountId,
	/// Hash of the profile that was voted on.
	pub profile_hash: H256,
	/// When the admission expires: milliseconds since 1970-01-01 UTC.
	pub until: u64,
}

/// Information blocks, each in the set or not.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BlockSet {
	/// 产品信息区块
	pub product: bool,
	/// 交易信息区块
	pub transaction: bool,
	/// 物流信息区块
	pub logistics: bool,
	/// 通关信息区块
	pub customs: bool,
}

impl BlockSet {
	/// Every block.
	pub const ALL: Self = Self { product: true, transaction: true, logistics: true, customs: true };

	/// Whether the block is in the set.
	pub const fn contains(self, block: InfoBlock) -> bool {
		match block {
			InfoBlock::Product => self.product,
			InfoBlock::Transaction => self.transaction,
			InfoBlock::Logistics => self.logistics,
			InfoBlock::Customs => self.customs,
		}
	}

	/// Whether no block is in the set.
	pub fn is_empty(self) -> bool {
		self == Self::default()
	}
}

/// The data that the system keeps of an account beside its nonce.
///
/// Balances stand there because clients look for them there, wallets before they sign. They are zero: there is nothing to
/// hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AccountData {
	/// Zero.
	pub free: u128,
	/// Zero.
	pub reserved: u128,
	/// Zero.
	pub frozen: u128,
	/// Zero.
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
	/// The participant is suspended.
	Suspended = 3,
	/// The participant was put out for good.
	Revoked = 4,
	/// The participant's admission expired: it may sign `apply` and `withdraw` only, until it is renewed.
	Expired = 5,
	/// The signer's principal used up its allowance of weight, bytes or new keys, or has as many transactions waiting as it
	/// may. Both refill by block.
	AllowanceExhausted = 6,
	/// The account is an operator: it may sign calls on behalf of others only.
	OperatorCallOnly = 7,
	/// The call, or one that it carries, is not of those that the account may sign.
	CallNotAllowed = 8,
	/// The transaction takes more than a whole allowance: divide it.
	ExceedsAllowance = 9,
	/// Calls are nested deeper than is allowed.
	NestedTooDeep = 10,
}

impl From<AdmissionError> for TransactionValidityError {
	fn from(error: AdmissionError) -> Self {
		InvalidTransaction::Custom(error as u8).into()
	}
}

/// The standing of an account by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnStanding {
	/// By a seat in the collective.
	Regulator,
	/// By an admission in force.
	Participant,
	/// By an invitation, a waiting application, or an admission that expired.
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
