// SPDX-License-Identifier: Apache-2.0

//! Types of contracts, their terms and milestones.

use crate::pallet::{Config, Error};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{codes::EntryNumber, items::OrderKey};

/// The maximum number of milestones of a contract.
pub const MAX_MILESTONES: u32 = 8;

/// The sum of the weights of all milestones, in thousandths of the contract.
pub const WHOLE: u16 = 1_000;

/// The maximum number of disputes that either side may raise on a contract.
pub const MAX_DISPUTES: u8 = 2;

/// A side of a contract.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Side {
	/// The side that buys.
	Buyer,
	/// The side that sells.
	Seller,
}

impl Side {
	/// The side that is not this one.
	pub const fn other(self) -> Self {
		match self {
			Self::Buyer => Self::Seller,
			Self::Seller => Self::Buyer,
		}
	}
}

/// A value for each side.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Sides<V> {
	/// The value for the buyer.
	pub buyer: V,
	/// The value for the seller.
	pub seller: V,
}

impl<V> Sides<V> {
	pub(crate) fn of(&self, side: Side) -> &V {
		match side {
			Side::Buyer => &self.buyer,
			Side::Seller => &self.seller,
		}
	}

	pub(crate) fn of_mut(&mut self, side: Side) -> &mut V {
		match side {
			Side::Buyer => &mut self.buyer,
			Side::Seller => &mut self.seller,
		}
	}
}

impl Sides<bool> {
	pub(crate) const fn both(self) -> bool {
		self.buyer && self.seller
	}
}

/// The kind of a milestone: the fact by which it is done.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum MilestoneKind {
	/// Title to a lot passed from the seller to the buyer, under terms that name the contract.
	Title {
		/// The least number of units of the lot, with all that is packed in them.
		units: u16,
	},
	/// Title to a lot passed so, and custody in the same signature.
	Custody {
		/// The least number of units of the lot, with all that is packed in them.
		units: u16,
	},
	/// The goods of the order were released under the seller's declaration.
	Release,
	/// The loop of the order matched, by the word of two independent parties or more.
	Loop,
	/// The seller registered an invoice of the contract.
	Invoice,
	/// A document says so, which the other side signs.
	Manual {
		/// The side that performs. The other one signs.
		by: Side,
	},
}

impl MilestoneKind {
	/// Returns true if the milestone is about the order that the terms name.
	const fn is_of_order(self) -> bool {
		matches!(self, Self::Release | Self::Loop)
	}
}

/// A milestone of a contract.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Milestone {
	/// The fact by which it is done.
	pub kind: MilestoneKind,
	/// The part of the contract that it is, in thousandths.
	pub weight: u16,
}

/// The terms of a version, as the chain knows them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Terms {
	/// `blake2_256` of the document of the terms, which the two sides keep.
	pub terms_hash: H256,
	/// `blake2_256` of the order's key in SCALE, if a milestone is about an order of the seller.
	pub order_hash: Option<H256>,
	/// The milestones, whose weights sum up to 1000.
	pub milestones: BoundedVec<Milestone, ConstU32<MAX_MILESTONES>>,
	/// The time at which the version lapses unless it is signed, in milliseconds since 1970-01-01 UTC.
	pub until: u64,
	/// The end of the contract, after which either side may terminate it alone.
	pub ends_at: u64,
}

impl Terms {
	/// Checks all but the times.
	pub(crate) fn check<T: Config>(&self) -> Result<(), Error<T>> {
		ensure!(!self.milestones.is_empty(), Error::<T>::NoMilestones);
		let kinds = || self.milestones.iter().map(|milestone| milestone.kind);
		let has_units = |kind| match kind {
			MilestoneKind::Title { units } | MilestoneKind::Custody { units } => units > 0,
			_ => true,
		};
		ensure!(kinds().all(has_units), Error::<T>::NoUnits);
		let count = |kind| kinds().filter(|other| *other == kind).count();
		let is_once = count(MilestoneKind::Release) <= 1 && count(MilestoneKind::Loop) <= 1;
		ensure!(is_once, Error::<T>::DuplicateMilestone);
		let needs_order = kinds().any(MilestoneKind::is_of_order);
		ensure!(needs_order == self.order_hash.is_some(), Error::<T>::OrderNotNamed);
		let weights = || self.milestones.iter().map(|milestone| milestone.weight);
		let sum: u32 = weights().map(u32::from).sum();
		ensure!(sum == u32::from(WHOLE) && weights().all(|weight| weight > 0), Error::<T>::WrongWeights);
		Ok(())
	}
}

/// A dispute that waits for its ruling.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Dispute {
	/// The side that raised it.
	pub by: Side,
	/// The hash of the document that tells what is disputed.
	pub claim: H256,
	/// The hash of the other side's answer, if it gave one.
	pub answer: Option<H256>,
}

/// A contract that is offered or in force. A finished one is condensed to [`Finished`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Contract<AccountId> {
	/// The participant that buys.
	pub buyer: AccountId,
	/// The participant that sells.
	pub seller: AccountId,
	/// The side that offered the version, and so signed it.
	pub offered_by: Side,
	/// The number of the version, from 1 on. Each takes the place of the one before.
	pub version: u16,
	/// The terms of the version.
	pub terms: Terms,
	/// The version that both sides signed. None while it is offered.
	pub accepted: Option<u16>,
	/// The blocks in which the milestones were done, in their order.
	pub done_at: [Option<u32>; MAX_MILESTONES as usize],
	/// The sides that signed off.
	pub signed_off: Sides<bool>,
	/// The sides that agreed to terminate it.
	pub terminates: Sides<bool>,
	/// The number of disputes that either side raised.
	pub raised: Sides<u8>,
	/// The dispute that waits for its ruling.
	pub dispute: Option<Dispute>,
}

impl<AccountId> Contract<AccountId> {
	/// The participant of a side.
	pub fn party(&self, side: Side) -> &AccountId {
		match side {
			Side::Buyer => &self.buyer,
			Side::Seller => &self.seller,
		}
	}

	/// Returns true if all milestones are done.
	pub fn is_done(&self) -> bool {
		let count = self.terms.milestones.len();
		self.done_at.iter().take(count).all(Option::is_some)
	}

	/// The places of the milestones that are done, or of those that are not.
	pub(crate) fn places(&self, done: bool) -> impl DoubleEndedIterator<Item = (usize, MilestoneKind)> + '_ {
		let all = self.terms.milestones.iter().map(|milestone| milestone.kind).enumerate();
		all.filter(move |(place, _)| self.done_at[*place].is_some() == done)
	}
}

impl<AccountId: Encode> Contract<AccountId> {
	/// The hash of the version, which binds a signature to all that it says.
	///
	/// `blake2_256` of the contract's identity, the number of the version, buyer, seller and terms in SCALE.
	pub fn version_hash(&self, id: &H256) -> H256 {
		BlakeTwo256::hash_of(&(id, self.version, &self.buyer, &self.seller, &self.terms))
	}
}

/// A fact that does a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Fact {
	/// The declaration under which the goods of the order were released.
	Release(EntryNumber),
	/// The order whose loop matched.
	Loop(OrderKey),
	/// The hash of the document that the caller accepts, in which the other side's performance stands.
	Manual(H256),
}

/// The outcome of a contract.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Outcome {
	/// All milestones were done, and both sides signed off.
	Completed,
	/// The department of commerce ruled that it is completed.
	RuledCompleted,
	/// The two sides ended it, or one after the end of its term or when the other was gone.
	Terminated,
	/// The department of commerce ruled that it is ended.
	RuledTerminated,
	/// Nobody finished it long after the end of its term.
	Lapsed,
}

/// A ruling on a dispute.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Ruling {
	/// The contract goes on.
	Continue,
	/// The contract is completed.
	Complete,
	/// The contract is ended.
	Terminate,
}

/// All that the state keeps of a finished contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Finished<AccountId> {
	/// The participant that bought.
	pub buyer: AccountId,
	/// The participant that sold.
	pub seller: AccountId,
	/// The hash of the version that both signed.
	pub version_hash: H256,
	/// The outcome of the contract.
	pub outcome: Outcome,
	/// The block in which it was finished.
	pub finished_at: u32,
}

/// An invoice, as the chain knows it.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Invoice {
	/// The contract that it is of.
	pub contract: H256,
	/// SHA-256 of its file.
	pub file_hash: [u8; 32],
	/// The place of the milestone that it did. None if none was open.
	pub milestone: Option<u8>,
}
