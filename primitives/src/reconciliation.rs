// SPDX-License-Identifier: Apache-2.0

//! The closed loop of orders, goods and money 订单、实物、资金的闭环 (DB4403/T 471-2024 §6.3.1.4).
//!
//! Order, receipt, waybill and declaration each describe the same purchase; here is what they lack and where they disagree.

use crate::{
	codes::{Currency, EntryNumber},
	items::WaybillKey,
	values::{Mass, Money, Packages},
	Check, Clock, ValueError,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32, H256};

/// The most waybills that one declaration may name.
pub const MAX_WAYBILLS: u32 = 8;

/// The part of a waybill that goes under one declaration, of several whose goods it carries.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Share {
	/// Number of packages 件数.
	pub packages: Packages,
	/// Weight with the packing 毛重.
	pub gross_weight: Mass,
}

impl Check for Share {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.packages.check(clock)?;
		self.gross_weight.check(clock)
	}
}

/// The shares of a declaration in the waybills that it names: see [`DeclaredSide::share`].
pub type Shares = BoundedVec<Share, ConstU32<MAX_WAYBILLS>>;

/// The side of a declaration in a loop.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DeclaredSide {
	/// Number of the declaration 报关单号.
	pub entry_number: EntryNumber,
	/// The sum of the declaration's lines.
	pub value: Money,
	/// The waybills that the declaration names 运单编号.
	pub waybills: BoundedVec<WaybillKey, ConstU32<MAX_WAYBILLS>>,
	/// Shares in these waybills, one for each in their order, or none at all.
	pub shares: Shares,
	/// Number of packages 件数.
	pub packages: Packages,
	/// Weight with the packing 毛重.
	pub gross_weight: Mass,
}

impl DeclaredSide {
	/// The share of the declaration in the `n`th of its waybills. None if it takes the waybill whole.
	///
	/// A declaration that names one waybill takes its own packages and weight of it, so that other orders may go under the
	/// same. One that names several takes each of them whole, unless it says its share in each.
	pub fn share(&self, n: usize) -> Option<Share> {
		let of_all = Share { packages: self.packages, gross_weight: self.gross_weight };
		self.shares.get(n).copied().or_else(|| (self.waybills.len() == 1).then_some(of_all))
	}

	/// Returns true if the shares are none, or one for each waybill and together the whole of the declaration.
	pub fn shares_agree(&self) -> bool {
		let packages: u128 = self.shares.iter().map(|share| u128::from(share.packages.0)).sum();
		let grams: u128 = self.shares.iter().map(|share| u128::from(share.gross_weight.grams)).sum();
		self.shares.is_empty()
			|| self.shares.len() == self.waybills.len()
				&& (packages, grams) == (self.packages.0.into(), self.gross_weight.grams.into())
	}
}

impl Check for DeclaredSide {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.entry_number.check(clock)?;
		self.value.check(clock)?;
		self.waybills.check(clock)?;
		self.shares.check(clock)?;
		self.packages.check(clock)?;
		self.gross_weight.check(clock)
	}
}

/// A part that a loop still lacks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Missing {
	/// No order was recorded.
	Order,
	/// Money that was ordered and is not yet received.
	Receipt {
		/// The amount that is outstanding.
		outstanding: Money,
	},
	/// No declaration stands for the order.
	Declaration,
	/// Any waybill: the declaration names none.
	AnyWaybill,
	/// A waybill that the declaration names.
	Waybill {
		/// The waybill that was not recorded.
		waybill: WaybillKey,
	},
}

/// A field in which two documents of a loop disagree, with the value of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Disagreement {
	/// The order's lines do not sum up to its amount.
	OrderLines {
		/// The amount of the order.
		amount: Money,
		/// The sum of the order's lines.
		lines: Money,
	},
	/// Money came in another currency than that of the order.
	ReceiptCurrency {
		/// The currency of the order.
		ordered: Currency,
		/// The currency of the receipts.
		received: Currency,
	},
	/// More was received than was ordered.
	ReceivedAmount {
		/// The amount of the order.
		ordered: Money,
		/// The sum of the receipts.
		received: Money,
	},
	/// The declaration is in another currency than the order.
	DeclaredCurrency {
		/// The currency of the order.
		ordered: Currency,
		/// The currency of the declaration.
		declared: Currency,
	},
	/// The declaration's lines do not sum up to the order's amount.
	DeclaredValue {
		/// The amount of the order.
		ordered: Money,
		/// The sum of the declaration's lines.
		declared: Money,
	},
	/// A waybill that one declaration takes whole is named by others too.
	SharedWaybill {
		/// The number of declarations that name it.
		named_by: u32,
	},
	/// The waybills carry more or fewer packages than are declared under them.
	Packages {
		/// The number of a waybill, or the sum over those that are taken whole.
		carried: Packages,
		/// The number declared under them, by every declaration that names them.
		declared: Packages,
	},
	/// The waybills weigh more or less than is declared under them.
	GrossWeight {
		/// The weight of a waybill, or the sum over those that are taken whole.
		carried: Mass,
		/// The weight declared under them, by every declaration that names them.
		declared: Mass,
	},
}

impl Disagreement {
	/// Returns true if the disagreement is one on goods, and not on money.
	pub const fn is_on_goods(&self) -> bool {
		matches!(self, Self::SharedWaybill { .. } | Self::Packages { .. } | Self::GrossWeight { .. })
	}
}

/// The state of a loop.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum LoopState {
	/// Everything is there and agrees, by the word of parties that are independent of each other.
	Matched {
		/// The number of these parties, at least two. The merchant that declares is one of them.
		parties: u32,
	},
	/// Everything is there and agrees, and all of it is the word of one party.
	SelfStated,
	/// The documents agree, but something is missing.
	Open {
		/// The parts that are missing, at least one.
		missing: Vec<Missing>,
	},
	/// Documents disagree, whatever else may be missing.
	Mismatch {
		/// The fields that disagree, at least one.
		fields: Vec<Disagreement>,
	},
}

impl LoopState {
	/// The outcomes of the loop that may bar a release. None if it is matched.
	pub fn outcomes(&self) -> LoopOutcomes {
		match self {
			Self::Matched { .. } => LoopOutcomes::default(),
			Self::SelfStated => LoopOutcomes::default().with(LoopOutcome::SelfStated),
			Self::Mismatch { .. } => LoopOutcomes::default().with(LoopOutcome::Mismatch),
			Self::Open { missing } => missing.iter().filter_map(Missing::outcome).collect(),
		}
	}
}

impl Missing {
	/// The outcome of a loop that lacks this. None for the declaration, which is there when its goods are released.
	const fn outcome(&self) -> Option<LoopOutcome> {
		match self {
			Self::Order => Some(LoopOutcome::NoOrder),
			Self::Receipt { .. } => Some(LoopOutcome::Unpaid),
			Self::Declaration => None,
			Self::AnyWaybill | Self::Waybill { .. } => Some(LoopOutcome::NoWaybill),
		}
	}
}

/// An outcome of a loop that the regulators may have bar the release of goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopOutcome {
	/// Documents disagree.
	Mismatch,
	/// No order was recorded.
	NoOrder,
	/// Less was received than was ordered.
	Unpaid,
	/// A waybill that the declaration names was not recorded.
	NoWaybill,
	/// All documents are the word of one party.
	SelfStated,
}

crate::sets::set_of! {
	/// Outcomes of a loop, such as those that bar a release.
	LoopOutcomes of LoopOutcome {
		/// Documents disagree.
		mismatch: Mismatch,
		/// No order was recorded.
		no_order: NoOrder,
		/// Less was received than was ordered.
		unpaid: Unpaid,
		/// A waybill that the declaration names was not recorded.
		no_waybill: NoWaybill,
		/// All documents are the word of one party.
		self_stated: SelfStated,
	}
}

/// The state of a loop with the digest to which verdicts are bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoopStanding {
	/// The state of the loop.
	pub state: LoopState,
	/// `blake2_256` of all that the documents say and who says it, and of the state. What was settled is left out: it
	/// changes nothing that is matched.
	pub digest: H256,
}
