// SPDX-License-Identifier: Apache-2.0

//! Customs information block 通关信息区块 (table 4).

use super::{block_items, part, InfoItem};
use crate::{
	codes::{Country, EntryNumber, HsCode, Location},
	requirement::{Category, InfoBlock},
	values::{Amount, Evidence, Moment, Name, Quantity},
	Check, Clock, ValueError,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

/// The most lines of one declaration that may name the same unit.
pub const MAX_LINES_OF_UNIT: u32 = 16;

block_items! {
	/// The word of brokers and customs on a unit's clearance (DB4403/T 471-2024 §6.4.4).
	pub enum CustomsInfo {
		/// Declaration whose goods were released 通关申报信息.
		Declaration(Declaration) => Some(Category::Declaration),
		/// Change of status 通关状态信息, which comes from the clearance alone.
		Status(StatusChange) => Some(Category::Status),
	}
}

part! {
	/// One line of the declaration list 申报清单.
	pub struct DeclaredLine {
		/// Commodity code of the tariff 商品编码.
		pub hs_code: HsCode,
		/// Name of the goods 商品名称.
		pub product_name: Name,
		/// Quantity of the goods.
		pub quantity: Quantity,
		/// Value of the whole line.
		pub value: Amount,
		/// Country or region of origin 原产国（地区）.
		pub origin: Country,
	}
}

part! {
	/// Duty that was paid 完税信息.
	pub struct DutyPaid {
		/// Amount that was paid.
		pub amount: Amount,
		/// Time of the payment.
		pub paid_at: Moment,
		/// Proof of duty paid 完税凭证.
		pub voucher: Option<Evidence>,
	}
}

part! {
	/// Declaration of goods to customs 通关申报信息.
	pub struct Declaration {
		/// Lines of the declaration list 申报清单.
		pub lines: BoundedVec<DeclaredLine, ConstU32<MAX_LINES_OF_UNIT>>,
		/// Number of the declaration 报关单号.
		pub entry_number: EntryNumber,
		/// Port of departure 启运口岸.
		pub port_of_departure: Location,
		/// Port of arrival 到货口岸.
		pub port_of_arrival: Location,
		/// Time of the declaration 申报日期.
		pub declared_at: Moment,
		/// Time of the release 放行日期.
		pub released_at: Moment,
		/// Duty that was paid 完税信息, where any was due.
		pub duty_paid: Option<DutyPaid>,
	}
	agrees |declaration| if declaration.lines.is_empty() {
		Err(ValueError::EmptyList)
	} else if declaration.declared_at > declaration.released_at {
		Err(ValueError::TimesOutOfOrder)
	} else {
		Ok(())
	};
}

/// Status of a declaration at customs 通关状态.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum CustomsStatus {
	/// Declared to the customs 申报.
	Declared,
	/// Received by the customs 接收.
	Received,
	/// Passed on to an officer 转人工.
	ManualReview,
	/// Goods are being inspected 查验.
	Inspection,
	/// Goods are detained 扣留.
	Detained,
	/// Review of the declaration concluded 审结.
	Concluded,
	/// Goods are released 放行.
	Released,
	/// Declaration is closed 结关.
	Closed,
	/// Declaration is rejected 退单.
	Rejected,
	/// Goods came back 退运.
	Returned,
	/// Declaration is cancelled 撤销.
	Cancelled,
}

impl CustomsStatus {
	/// Every status, from the first to the last.
	pub const ALL: [Self; 11] = [
		Self::Declared,
		Self::Received,
		Self::ManualReview,
		Self::Inspection,
		Self::Detained,
		Self::Concluded,
		Self::Released,
		Self::Closed,
		Self::Rejected,
		Self::Returned,
		Self::Cancelled,
	];

	/// Returns true if a declaration of this status may be given the next one.
	///
	/// | from | codes | to |
	/// |---|---|---|
	/// | Declared 申报 | 2, 3 | Received, Rejected, Cancelled |
	/// | Received 接收 | 120 | ManualReview, Inspection, Concluded, Rejected, Cancelled |
	/// | ManualReview 转人工 | 300 | Inspection, Concluded, Rejected, Cancelled |
	/// | Inspection 查验 | 500 | ManualReview, Detained, Concluded, Returned, Cancelled |
	/// | Detained 扣留 | 501, 502, 503, 599 | Inspection, Detained, Concluded, Returned |
	/// | Concluded 审结 | 399 | Inspection, Released, Cancelled |
	/// | Released 放行 | 800 | Closed, Returned |
	/// | Closed 结关 | 899 | Returned |
	/// | Rejected 退单 | 100 | Declared, Cancelled |
	/// | Returned 退运 | 700 | |
	/// | Cancelled 撤销 | 0 | |
	///
	/// Detained goods are handed from one office to another, each with its own code: so this status alone may follow
	/// itself. What was rejected is amended and declared again under its number, or cancelled. What was closed may
	/// still be sent back from abroad.
	pub const fn may_become(self, next: Self) -> bool {
		use CustomsStatus::*;
		match self {
			Declared => matches!(next, Received | Rejected | Cancelled),
			Received => matches!(next, ManualReview | Inspection | Concluded | Rejected | Cancelled),
			ManualReview => matches!(next, Inspection | Concluded | Rejected | Cancelled),
			Inspection => matches!(next, ManualReview | Detained | Concluded | Returned | Cancelled),
			Detained => matches!(next, Inspection | Detained | Concluded | Returned),
			Concluded => matches!(next, Inspection | Released | Cancelled),
			Released => matches!(next, Closed | Returned),
			Closed => matches!(next, Returned),
			Rejected => matches!(next, Declared | Cancelled),
			Returned | Cancelled => false,
		}
	}

	/// Returns true if customs are done with the declaration: nothing is under way.
	pub const fn is_settled(self) -> bool {
		matches!(self, Self::Closed | Self::Rejected | Self::Returned | Self::Cancelled)
	}

	/// Returns true if the declaration stands: its goods are about to leave under it, or have left.
	///
	/// A declaration that was rejected or cancelled, or whose goods came back, does not stand.
	pub const fn stands(self) -> bool {
		!matches!(self, Self::Rejected | Self::Returned | Self::Cancelled)
	}

	/// Returns true if the single window's receipt code means this status.
	///
	/// No receipt cancels, so the code is 0 there.
	pub const fn has_code(self, code: u16) -> bool {
		match self {
			Self::Declared => matches!(code, 2 | 3),
			Self::Received => code == 120,
			Self::ManualReview => code == 300,
			Self::Inspection => code == 500,
			Self::Detained => matches!(code, 501 | 502 | 503 | 599),
			Self::Concluded => code == 399,
			Self::Released => code == 800,
			Self::Closed => code == 899,
			Self::Rejected => code == 100,
			Self::Returned => code == 700,
			Self::Cancelled => code == 0,
		}
	}
}

/// A change of customs status 通关状态信息.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct StatusChange {
	/// The declaration whose status changed.
	pub entry_number: EntryNumber,
	/// The status from then on.
	pub status: CustomsStatus,
	/// The code of the single window's receipt for the change.
	pub code: u16,
	/// The moment of the change.
	pub changed_at: Moment,
}

impl Check for StatusChange {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.entry_number.check(clock)?;
		if !self.status.has_code(self.code) {
			return Err(ValueError::StatusCodeMismatch);
		}
		self.changed_at.check(clock)
	}
}

impl InfoItem for CustomsInfo {
	const BLOCK: InfoBlock = InfoBlock::Customs;

	fn category(&self) -> Option<Category> {
		self.category_of()
	}

	/// Every item does: a declaration written by hand beside that of the clearance could say otherwise.
	fn only_from_clearance(&self) -> bool {
		true
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self {
		Self::Declaration(super::largest::declaration(length))
	}
}
