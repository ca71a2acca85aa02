//! Customs information block 通关信息区块 (table 4).

use super::{block_items, part, InfoItem};
use crate::{
	codes::{Country, EntryNumber, HsCode, Location},
	parties::Department,
	requirement::{Category, InfoBlock},
	values::{Evidence, Moment, Money, Name, Quantity},
	Check, Clock, ValueError,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

block_items! {
	/// What brokers and customs say of a unit's clearance (DB4403/T 471-2024 §6.4.4).
	pub enum CustomsInfo {
		/// 通关申报信息
		Declaration(Declaration) => Some(Category::Declaration),
		/// 通关状态信息, which customs alone records
		Status(StatusChange) => Some(Category::Status),
	}
}

part! {
	/// One line of the declaration list 申报清单.
	pub struct DeclaredLine {
		/// 商品编码
		pub hs_code: HsCode,
		/// 商品名称
		pub product_name: Name,
		/// How much of it.
		pub quantity: Quantity,
		/// Value of the whole line.
		pub value: Money,
		/// 原产国（地区）
		pub origin: Country,
	}
}

part! {
	/// Duty-paid information 完税信息.
	pub struct DutyPaid {
		/// What was paid.
		pub amount: Money,
		/// When it was paid.
		pub paid_at: Moment,
		/// 完税凭证
		pub voucher: Option<Evidence>,
	}
}

part! {
	/// Customs declaration 通关申报信息.
	pub struct Declaration {
		/// 申报清单
		pub lines: BoundedVec<DeclaredLine, ConstU32<16>>,
		/// 报关单号
		pub entry_number: EntryNumber,
		/// 启运口岸
		pub port_of_departure: Location,
		/// 到货口岸
		pub port_of_arrival: Location,
		/// 申报日期
		pub declared_at: Moment,
		/// 放行日期
		pub released_at: Moment,
		/// 完税信息
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

/// Customs status 通关状态.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum CustomsStatus {
	/// 申报
	Declared,
	/// 接收
	Received,
	/// 转人工
	ManualReview,
	/// 查验
	Inspection,
	/// 扣留
	Detained,
	/// 审结
	Concluded,
	/// 放行
	Released,
	/// 结关
	Closed,
	/// 退单
	Rejected,
	/// 退运
	Returned,
	/// 撤销
	Cancelled,
}

impl CustomsStatus {
	/// Whether the single window's receipt code says this status. No receipt cancels, so the code is 0 there.
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
	/// The status.
	pub status: CustomsStatus,
	/// The code of the single window's receipt that says so.
	pub code: u16,
	/// When it changed.
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

	fn reserved_for(&self) -> Option<Department> {
		match self {
			Self::Declaration(_) => None,
			Self::Status(_) => Some(Department::Customs),
		}
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest() -> Self {
		Self::Declaration(super::largest::declaration())
	}
}
