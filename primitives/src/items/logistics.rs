//! Logistics information block 物流信息区块 (table 3), and the positions of §5.2 beside it.

use super::{block_items, part, InfoItem};
use crate::{
	requirement::{Category, InfoBlock},
	values::{
		Address, DocumentNumber, Evidence, Fix, Label, Mass, Moment, Money, Name, Note, Packages, Place,
		Sealed,
	},
	Check, Clock, ValueError,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

block_items! {
	/// What carriers and warehouses say of a unit's way (DB4403/T 471-2024 §6.4.3, §5.2).
	pub enum LogisticsInfo {
		/// 理货信息
		Tally(Tally) => Some(Category::Tally),
		/// 运输信息
		Transport(Transport) => Some(Category::Transport),
		/// 仓储信息
		Storage(Storage) => Some(Category::Storage),
		/// 派送信息
		Delivery(Delivery) => Some(Category::Delivery),
		/// 交付异常信息
		DeliveryException(DeliveryException) => Some(Category::DeliveryException),
		/// 实时定位: positions on the way, which table 3 does not list.
		Positions(Positions) => None,
	}
}

part! {
	/// Tally 理货信息.
	pub struct Tally {
		/// 产品安检过机信息
		pub screening: Screening,
		/// 装车信息
		pub loading: Loading,
	}
}

/// What security screening found.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ScreeningOutcome {
	/// Passed the machine.
	Passed,
	/// Passed after it was opened and looked at.
	PassedAfterOpening,
	/// Held back.
	HeldBack,
}

impl Check for ScreeningOutcome {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}

part! {
	/// Security screening 安检过机.
	pub struct Screening {
		/// Where it was done.
		pub site: Name,
		/// When it was done.
		pub screened_at: Moment,
		/// What came of it.
		pub outcome: ScreeningOutcome,
	}
}

part! {
	/// Loading 装车.
	pub struct Loading {
		/// Number plate or other mark of the vehicle.
		pub vehicle: Label,
		/// When it was loaded.
		pub loaded_at: Moment,
	}
}

/// Mode of transport 运输方式.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TransportMode {
	/// 水路运输
	Water,
	/// 铁路运输
	Rail,
	/// 公路运输
	Road,
	/// 航空运输
	Air,
	/// 邮件运输
	Mail,
	/// 多式联运
	Multimodal,
	/// 其他
	Other,
}

impl Check for TransportMode {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}

part! {
	/// What makes a waybill one and the same in waybill and declaration list.
	pub struct WaybillKey {
		/// Code of the logistics company 物流企业代码.
		pub company: Label,
		/// Waybill number 运单号.
		pub number: DocumentNumber,
	}
}

part! {
	/// Waybill 运单, as the carrier reports it.
	pub struct Waybill {
		/// What it is known by.
		pub key: WaybillKey,
		/// 件数
		pub packages: Packages,
		/// 毛重
		pub gross_weight: Mass,
		/// 运费
		pub freight: Option<Money>,
		/// 保价费
		pub insurance: Option<Money>,
	}
}

part! {
	/// Transport 运输信息.
	pub struct Transport {
		/// 承运人
		pub carrier: Name,
		/// 运输方式
		pub mode: TransportMode,
		/// 运输起始地点
		pub departure: Place,
		/// 托运人
		pub shipper: Option<Name>,
		/// 运单号, with what the waybill says for matching it
		pub waybill: Option<Waybill>,
		/// 运输目的地
		pub destination: Option<Place>,
	}
}

/// The lowest and the highest value measured over a time, in tenths: 25 is 2.5.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Range {
	/// Lowest value, in tenths.
	pub lowest: i16,
	/// Highest value, in tenths.
	pub highest: i16,
}

impl Check for Range {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.lowest <= self.highest).then_some(()).ok_or(ValueError::EmptyRange)
	}
}

part! {
	/// Storage 仓储信息.
	pub struct Storage {
		/// 仓库名称
		pub warehouse: Name,
		/// 仓库地址
		pub address: Address,
		/// 仓储方式
		pub mode: Label,
		/// 入库时间
		pub entered_at: Moment,
		/// 出库时间
		pub left_at: Moment,
		/// 仓储过程温度, in degrees Celsius
		pub temperature: Option<Range>,
		/// 仓储过程湿度, in per cent of relative humidity
		pub humidity: Option<Range>,
	}
	agrees |storage| (storage.entered_at <= storage.left_at)
		.then_some(())
		.ok_or(ValueError::TimesOutOfOrder);
}

part! {
	/// Delivery 派送信息.
	pub struct Delivery {
		/// 物流企业名称
		pub company: Name,
		/// 物流单号
		pub number: DocumentNumber,
		/// 配送人, sealed
		pub courier: Option<Sealed>,
		/// 接收人, sealed
		pub receiver: Option<Sealed>,
		/// 配送单号
		pub delivery_number: Option<DocumentNumber>,
		/// 接收地点, sealed: it is where the consignee lives
		pub place: Option<Sealed>,
		/// 配送工具
		pub vehicle: Option<Label>,
	}
}

part! {
	/// What is said of an exception.
	pub struct ExceptionDetails {
		/// When it was found.
		pub found_at: Moment,
		/// What happened.
		pub note: Note,
		/// What proves it.
		pub evidence: Option<Evidence>,
	}
}

/// Delivery exception 交付异常信息. Mandatory in every mode, so what had none says so.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum DeliveryException {
	/// No exception occurred.
	NoneOccurred,
	/// 运输破损
	Damage(ExceptionDetails),
	/// 丢失
	Loss(ExceptionDetails),
	/// 目的国扣关
	DetentionAtDestination(ExceptionDetails),
	/// 废弃
	Disposal(ExceptionDetails),
	/// 转仓
	Transfer(ExceptionDetails),
	/// RMA: return merchandise authorization
	Rma(ExceptionDetails),
	/// 退件
	Return(ExceptionDetails),
	/// 逆向物流
	ReverseLogistics(ExceptionDetails),
}

impl Check for DeliveryException {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		match self {
			Self::NoneOccurred => Ok(()),
			Self::Damage(details)
			| Self::Loss(details)
			| Self::DetentionAtDestination(details)
			| Self::Disposal(details)
			| Self::Transfer(details)
			| Self::Rma(details)
			| Self::Return(details)
			| Self::ReverseLogistics(details) => details.check(clock),
		}
	}
}

/// Positions in the order in which they were taken.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Positions(pub BoundedVec<Fix, ConstU32<64>>);

impl Check for Positions {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		if self.0.is_empty() {
			return Err(ValueError::EmptyList);
		}
		if self.0.windows(2).any(|pair| pair[0].taken_at > pair[1].taken_at) {
			return Err(ValueError::TimesOutOfOrder);
		}
		self.0.check(clock)
	}
}

impl InfoItem for LogisticsInfo {
	const BLOCK: InfoBlock = InfoBlock::Logistics;

	fn category(&self) -> Option<Category> {
		self.category_of()
	}

	fn feeds_loop(&self) -> bool {
		matches!(self, Self::Transport(Transport { waybill: Some(_), .. }))
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self {
		if length < super::largest::TRANSPORT {
			Self::Transport(Transport { waybill: None, ..super::largest::transport(length) })
		} else {
			Self::Positions(super::largest::positions(length))
		}
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_feeding() -> Option<Self> {
		Some(Self::Transport(super::largest::transport(u32::MAX)))
	}
}
