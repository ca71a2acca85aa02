// SPDX-License-Identifier: Apache-2.0

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
	/// The word of carriers and warehouses on a unit's way (DB4403/T 471-2024 §6.4.3, §5.2).
	pub enum LogisticsInfo {
		/// Tally of the goods 理货信息.
		Tally(Tally) => Some(Category::Tally),
		/// Transport of the goods 运输信息.
		Transport(Transport) => Some(Category::Transport),
		/// Storage of the goods 仓储信息.
		Storage(Storage) => Some(Category::Storage),
		/// Delivery to the receiver 派送信息.
		Delivery(Delivery) => Some(Category::Delivery),
		/// Exception in the delivery 交付异常信息.
		DeliveryException(DeliveryException) => Some(Category::DeliveryException),
		/// Positions on the way 实时定位, which table 3 does not list.
		Positions(Positions) => None,
	}
}

part! {
	/// Tally of the goods 理货信息.
	pub struct Tally {
		/// Security screening of the product 产品安检过机信息.
		pub screening: Screening,
		/// Loading onto a vehicle 装车信息.
		pub loading: Loading,
	}
}

/// The outcome of a security screening.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ScreeningOutcome {
	/// Passed through the screening machine.
	Passed,
	/// Passed after it was opened and looked at.
	PassedAfterOpening,
	/// Held back at the screening.
	HeldBack,
}

impl Check for ScreeningOutcome {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}

part! {
	/// Security screening in a machine 安检过机.
	pub struct Screening {
		/// Site of the screening.
		pub site: Name,
		/// Time of the screening.
		pub screened_at: Moment,
		/// Outcome of the screening.
		pub outcome: ScreeningOutcome,
	}
}

part! {
	/// Loading onto a vehicle 装车.
	pub struct Loading {
		/// Number plate or other mark of the vehicle.
		pub vehicle: Label,
		/// Time of the loading.
		pub loaded_at: Moment,
	}
}

/// Mode of transport 运输方式.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TransportMode {
	/// Transport by water 水路运输.
	Water,
	/// Transport by rail 铁路运输.
	Rail,
	/// Transport by road 公路运输.
	Road,
	/// Transport by air 航空运输.
	Air,
	/// Transport by mail 邮件运输.
	Mail,
	/// Transport by several modes 多式联运.
	Multimodal,
	/// Any other mode of transport 其他.
	Other,
}

impl Check for TransportMode {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}

part! {
	/// The identity of a waybill, shared by waybill and declaration list.
	pub struct WaybillKey {
		/// Code of the logistics company 物流企业代码.
		pub company: Label,
		/// Number of the waybill 运单号.
		pub number: DocumentNumber,
	}
}

part! {
	/// Waybill 运单, as the carrier reports it.
	pub struct Waybill {
		/// Identity of the waybill.
		pub key: WaybillKey,
		/// Number of packages 件数.
		pub packages: Packages,
		/// Weight with the packing 毛重.
		pub gross_weight: Mass,
		/// Price of the transport 运费.
		pub freight: Option<Money>,
		/// Price of the insurance 保价费.
		pub insurance: Option<Money>,
	}
}

part! {
	/// Transport of the goods 运输信息.
	pub struct Transport {
		/// Carrier of the goods 承运人.
		pub carrier: Name,
		/// Mode of transport 运输方式.
		pub mode: TransportMode,
		/// Place of departure 运输起始地点.
		pub departure: Place,
		/// Shipper of the goods 托运人.
		pub shipper: Option<Name>,
		/// Waybill number 运单号, with the figures of the waybill for matching it.
		pub waybill: Option<Waybill>,
		/// Place of destination 运输目的地.
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
	/// Storage of the goods 仓储信息.
	pub struct Storage {
		/// Name of the warehouse 仓库名称.
		pub warehouse: Name,
		/// Address of the warehouse 仓库地址.
		pub address: Address,
		/// Mode of storage 仓储方式.
		pub mode: Label,
		/// Time of entry into the warehouse 入库时间.
		pub entered_at: Moment,
		/// Time of leaving the warehouse 出库时间. Left out while the goods are in the house, and told then by an amendment.
		pub left_at: Option<Moment>,
		/// Temperature in storage 仓储过程温度, in degrees Celsius.
		pub temperature: Option<Range>,
		/// Humidity in storage 仓储过程湿度, in per cent of relative humidity.
		pub humidity: Option<Range>,
	}
	agrees |storage| storage
		.left_at
		.is_none_or(|left_at| storage.entered_at <= left_at)
		.then_some(())
		.ok_or(ValueError::TimesOutOfOrder);
}

part! {
	/// Delivery to the receiver 派送信息.
	pub struct Delivery {
		/// Name of the logistics enterprise 物流企业名称.
		pub company: Name,
		/// Number of the shipment 物流单号.
		pub number: DocumentNumber,
		/// Person that delivers 配送人, sealed.
		pub courier: Option<Sealed>,
		/// Person that receives 接收人, sealed.
		pub receiver: Option<Sealed>,
		/// Number of the delivery 配送单号.
		pub delivery_number: Option<DocumentNumber>,
		/// Place of receipt 接收地点, sealed: the home of the consignee.
		pub place: Option<Sealed>,
		/// Vehicle of the delivery 配送工具.
		pub vehicle: Option<Label>,
		/// Time of signing 签收时间. Left out while the goods are on their way, and told then by an amendment.
		pub signed_at: Option<Moment>,
	}
}

part! {
	/// The details of an exception.
	pub struct ExceptionDetails {
		/// Time at which it was found.
		pub found_at: Moment,
		/// Description of the exception.
		pub note: Note,
		/// Proof of the exception.
		pub evidence: Option<Evidence>,
	}
}

/// Delivery exception 交付异常信息. Mandatory in every mode, so a unit without one says so.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum DeliveryException {
	/// No exception occurred on the way.
	NoneOccurred,
	/// Damage in transport 运输破损.
	Damage(ExceptionDetails),
	/// Loss of the goods 丢失.
	Loss(ExceptionDetails),
	/// Detention by the customs of the destination 目的国扣关.
	DetentionAtDestination(ExceptionDetails),
	/// Disposal of the goods 废弃.
	Disposal(ExceptionDetails),
	/// Transfer to another warehouse 转仓.
	Transfer(ExceptionDetails),
	/// Return merchandise authorization RMA.
	Rma(ExceptionDetails),
	/// Return to the sender 退件.
	Return(ExceptionDetails),
	/// Way back through the supply chain 逆向物流.
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

	fn doer(&self) -> Option<&Name> {
		match self {
			Self::Transport(transport) => Some(&transport.carrier),
			Self::Storage(storage) => Some(&storage.warehouse),
			Self::Delivery(delivery) => Some(&delivery.company),
			Self::Tally(_) | Self::DeliveryException(_) | Self::Positions(_) => None,
		}
	}

	fn denies_exception(&self) -> bool {
		matches!(self, Self::DeliveryException(DeliveryException::NoneOccurred))
	}

	fn tells_of_exception(&self) -> bool {
		matches!(self, Self::DeliveryException(exception) if *exception != DeliveryException::NoneOccurred)
	}

	fn tells_exact_position(&self) -> bool {
		matches!(self, Self::Positions(positions) if !positions.0.iter().all(Fix::is_coarse))
	}

	/// A storage is complete once the goods left the house. Who signed for a delivery is no basic item of table 3.
	fn is_complete(&self) -> bool {
		!matches!(self, Self::Storage(Storage { left_at: None, .. }))
	}

	fn keys_of_loop(&self) -> u32 {
		matches!(self, Self::Transport(Transport { waybill: Some(_), .. })).into()
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self {
		if length < super::largest::MAX_TRANSPORT {
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
