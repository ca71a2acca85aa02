// SPDX-License-Identifier: Apache-2.0

//! Participants in tracing, with their kinds, businesses, roles and nodes.
//!
//! DB4403/T 471-2024 §6.1, §6.2.2 and table 5.

use crate::requirement::{Categories, Category, InfoBlock};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Participant kind 参与方类型 (§6.1).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	IntoStaticStr,
)]
pub enum ParticipantKind {
	/// Trade entity 贸易主体: buyers, sellers, makers and their platforms.
	TradeEntity,
	/// Logistics enterprise 物流企业: carriers, warehouses, brokers, ports.
	LogisticsEnterprise,
	/// Financial institution 金融机构: banks, payment companies, insurers.
	FinancialInstitution,
	/// Regulator 监管部门: a government department.
	Regulator,
	/// Enterprise of a comprehensive service platform 跨境电商外贸综合服务平台企业.
	ServicePlatform,
	/// Consumers and other enterprises or institutions 个人消费者及其他企业或机构.
	ConsumerOrOther,
}

/// Business of a participant within its kind (§6.1).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	EnumString,
	IntoStaticStr,
	VariantArray,
)]
pub enum Business {
	/// Final consumer of the goods 最终消费者.
	FinalConsumer,
	/// Platform of e-commerce 电商平台.
	ECommercePlatform,
	/// Merchant in e-commerce 电商企业.
	ECommerceEnterprise,
	/// Manufacturer of the goods 生产企业.
	Manufacturer,
	/// Enterprise that trades 贸易企业.
	Trader,
	/// Enterprise that picks goods up 揽货企业.
	Pickup,
	/// Carrier of the goods 运输企业.
	Carrier,
	/// Enterprise that sorts and stores goods 分拣仓储企业.
	SortingAndWarehousing,
	/// Broker that declares to customs 报关企业.
	CustomsBroker,
	/// Operator of an airport, port or customs site 机场、港口及海关监管场所运营企业.
	PortOperator,
	/// Enterprise of international logistics 国际物流企业.
	InternationalLogistics,
	/// Broker for customs abroad 海外清关企业.
	OverseasClearance,
	/// Operator of a warehouse abroad 海外仓储企业.
	OverseasWarehousing,
	/// Enterprise that delivers abroad 海外派送企业.
	OverseasDelivery,
	/// Bank that collects payments 银行.
	Bank,
	/// Payment company between buyer and bank 第三方支付公司.
	ThirdPartyPayment,
	/// Insurer of goods or trade 保险公司.
	Insurer,
	/// Enterprise of supply chain finance 供应链金融企业.
	SupplyChainFinance,
	/// Any other financial institution 其他金融机构.
	OtherFinancial,
	/// Department of commerce 商务.
	Commerce,
	/// Customs, which clear the goods 海关.
	Customs,
	/// Administration of foreign exchange 外汇管理.
	ForeignExchange,
	/// Department of taxation 税务.
	Tax,
	/// Office of the ports 口岸办.
	PortOffice,
	/// Supervision of the market 市场监管.
	MarketSupervision,
	/// Builds and runs a comprehensive service platform 构建和维护跨境电商外贸综合服务平台.
	ComprehensiveServicePlatform,
	/// Holder of an exported product's trace code who looks it up 持有出口产品追溯码的查询方.
	CodeHolder,
}

impl Business {
	/// Every business, in the order of §6.1.
	pub const ALL: &'static [Self] = Self::VARIANTS;

	/// The name of the business in the metadata, from which [`FromStr`](core::str::FromStr) reads it.
	pub fn name(self) -> &'static str {
		self.into()
	}

	/// Returns true if a participant of this business may run the node.
	///
	/// What its kind may, but for the final consumer: it makes and sells nothing, and collects no money, so it runs the node
	/// of what it buys alone.
	pub fn may_run(self, node: NodeKind) -> bool {
		match self {
			Self::FinalConsumer => matches!(node, NodeKind::DomesticProcurement),
			_ => self.kind().may_run(node),
		}
	}

	/// The kind of participant that does this business.
	pub const fn kind(self) -> ParticipantKind {
		match self {
			Self::FinalConsumer
			| Self::ECommercePlatform
			| Self::ECommerceEnterprise
			| Self::Manufacturer
			| Self::Trader => ParticipantKind::TradeEntity,
			Self::Pickup
			| Self::Carrier
			| Self::SortingAndWarehousing
			| Self::CustomsBroker
			| Self::PortOperator
			| Self::InternationalLogistics
			| Self::OverseasClearance
			| Self::OverseasWarehousing
			| Self::OverseasDelivery => ParticipantKind::LogisticsEnterprise,
			Self::Bank
			| Self::ThirdPartyPayment
			| Self::Insurer
			| Self::SupplyChainFinance
			| Self::OtherFinancial => ParticipantKind::FinancialInstitution,
			Self::Commerce
			| Self::Customs
			| Self::ForeignExchange
			| Self::Tax
			| Self::PortOffice
			| Self::MarketSupervision => ParticipantKind::Regulator,
			Self::ComprehensiveServicePlatform => ParticipantKind::ServicePlatform,
			Self::CodeHolder => ParticipantKind::ConsumerOrOther,
		}
	}
}

/// Role in tracing 追溯角色 (table 5).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TraceRole {
	/// Party that asks for traceability 需求方.
	Requester,
	/// Provider of traced information 信息提供方.
	InfoProvider,
	/// Provider of a tracing service 追溯服务提供方.
	ServiceProvider,
	/// User of traced information 信息使用方.
	InfoUser,
	/// Supervisor of the tracing 监管方.
	Supervisor,
}

impl ParticipantKind {
	/// The name of the kind in the metadata.
	pub fn name(self) -> &'static str {
		self.into()
	}

	/// The roles that table 5 ticks for this kind.
	pub const fn roles(self) -> &'static [TraceRole] {
		use TraceRole::*;
		match self {
			Self::TradeEntity | Self::LogisticsEnterprise | Self::FinancialInstitution => {
				&[Requester, InfoProvider, ServiceProvider, InfoUser]
			}
			Self::Regulator => &[Requester, InfoProvider, ServiceProvider, InfoUser, Supervisor],
			Self::ServicePlatform => &[ServiceProvider, InfoUser],
			Self::ConsumerOrOther => &[Requester, InfoUser],
		}
	}

	/// Returns true if table 5 ticks the role for this kind.
	pub fn has_role(self, role: TraceRole) -> bool {
		self.roles().contains(&role)
	}

	/// Returns true if a participant of this kind may run the node.
	///
	/// A kind that is no information provider in table 5 runs none. The others run the nodes of their own trade:
	/// trade entities those of products and of orders, logistics enterprises those of logistics and
	/// customs, financial institutions the collection of money, regulators port clearance. No trade entity attests that it
	/// was paid: the money of the loop (§6.3.1.4) is the word of an institution admitted as such.
	pub fn may_run(self, node: NodeKind) -> bool {
		match self {
			Self::TradeEntity => {
				matches!(node.feeds(), InfoBlock::Product | InfoBlock::Transaction)
					&& !matches!(node, NodeKind::CrossBorderCollection)
			}
			Self::LogisticsEnterprise => matches!(node.feeds(), InfoBlock::Logistics | InfoBlock::Customs),
			Self::FinancialInstitution => matches!(node, NodeKind::CrossBorderCollection),
			Self::Regulator => matches!(node, NodeKind::PortClearance),
			Self::ServicePlatform | Self::ConsumerOrOther => false,
		}
	}
}

/// Node through which a participant feeds an information block 信息接入节点 (§6.2.2).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	EnumString,
	IntoStaticStr,
	VariantArray,
)]
pub enum NodeKind {
	/// Node of a manufacturer 生产企业节点.
	Manufacturer,
	/// Node of domestic procurement 国内采购节点.
	DomesticProcurement,
	/// Node of a trading platform 交易平台节点.
	TradingPlatform,
	/// Node of cross-border collection 跨境收款节点.
	CrossBorderCollection,
	/// Node of pickup and consolidation 揽货集货节点.
	PickupAndConsolidation,
	/// Node of tally and picking 理货拣货节点.
	TallyAndPicking,
	/// Node of international transport 国际运输节点.
	InternationalTransport,
	/// Node of warehousing abroad 海外仓储节点.
	OverseasWarehousing,
	/// Node of clearance and delivery abroad 海外清派节点.
	OverseasClearanceAndDelivery,
	/// Node of clearance at the port 口岸通关节点.
	PortClearance,
}

impl NodeKind {
	/// Every kind of node, in the order of §6.2.2.
	pub const ALL: &'static [Self] = Self::VARIANTS;

	/// The number of kinds; no participant runs more nodes.
	pub const COUNT: u32 = Self::ALL.len() as u32;

	/// The name of the kind in the metadata, from which [`FromStr`](core::str::FromStr) reads it.
	pub fn name(self) -> &'static str {
		self.into()
	}

	/// The block that the node feeds.
	pub const fn feeds(self) -> InfoBlock {
		match self {
			Self::Manufacturer => InfoBlock::Product,
			Self::DomesticProcurement | Self::TradingPlatform | Self::CrossBorderCollection => {
				InfoBlock::Transaction
			}
			Self::PickupAndConsolidation
			| Self::TallyAndPicking
			| Self::InternationalTransport
			| Self::OverseasWarehousing
			| Self::OverseasClearanceAndDelivery => InfoBlock::Logistics,
			Self::PortClearance => InfoBlock::Customs,
		}
	}

	/// The categories that the node writes: the one table of writers.
	///
	/// Each node tells of its own work: a platform of orders and never of money, a bank of money and never of orders, a
	/// warehouse abroad of no screening before the export. What is of port clearance comes from the clearance of a declaration
	/// alone: see [`InfoItem::only_from_clearance`](crate::items::InfoItem::only_from_clearance). Every node of logistics may tell of an exception, and of positions.
	pub fn writes(self) -> Categories {
		use Category::*;
		let categories: &[Category] = match self {
			Self::Manufacturer => &[RawMaterials, Production, Features, ProductCode],
			Self::DomesticProcurement | Self::TradingPlatform => &[Order, TradedProductCode],
			Self::CrossBorderCollection => &[Receipt],
			Self::PickupAndConsolidation | Self::TallyAndPicking => {
				&[Tally, Transport, Storage, DeliveryException]
			}
			Self::InternationalTransport => &[Tally, Transport, Storage, Delivery, DeliveryException],
			Self::OverseasWarehousing | Self::OverseasClearanceAndDelivery => {
				&[Transport, Storage, Delivery, DeliveryException]
			}
			Self::PortClearance => &[Declaration, Status],
		};
		categories.iter().copied().collect()
	}
}

/// Department of a regulator's seat 部门 (§6.1 d, §6.2.3).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Department {
	/// Department of commerce 商务.
	Commerce,
	/// Customs, which clear the goods 海关.
	Customs,
	/// Administration of foreign exchange 外汇管理.
	ForeignExchange,
	/// Department of taxation 税务.
	Tax,
	/// Office of the ports 口岸办.
	PortOffice,
	/// Supervision of the market 市场监管.
	MarketSupervision,
}

crate::sets::set_of! {
	/// Departments: those that must agree, those that did.
	DepartmentSet of Department {
		/// Department of commerce 商务.
		commerce: Commerce,
		/// Customs, which clear the goods 海关.
		customs: Customs,
		/// Administration of foreign exchange 外汇管理.
		foreign_exchange: ForeignExchange,
		/// Department of taxation 税务.
		tax: Tax,
		/// Office of the ports 口岸办.
		port_office: PortOffice,
		/// Supervision of the market 市场监管.
		market_supervision: MarketSupervision,
	}
}
