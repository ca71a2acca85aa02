//! Who takes part in tracing (DB4403/T 471-2024 §6.1, §6.2.2, table 5).

use crate::requirement::InfoBlock;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Participant kind 参与方类型 (§6.1).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ParticipantKind {
	/// 贸易主体
	TradeEntity,
	/// 物流企业
	LogisticsEnterprise,
	/// 金融机构
	FinancialInstitution,
	/// 监管部门
	Regulator,
	/// 跨境电商外贸综合服务平台企业
	ServicePlatform,
	/// 个人消费者及其他企业或机构
	ConsumerOrOther,
}

/// Business of a participant within its kind (§6.1).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Business {
	/// 最终消费者
	FinalConsumer,
	/// 电商平台
	ECommercePlatform,
	/// 电商企业
	ECommerceEnterprise,
	/// 生产企业
	Manufacturer,
	/// 贸易企业
	Trader,
	/// 揽货企业
	Pickup,
	/// 运输企业
	Carrier,
	/// 分拣仓储企业
	SortingAndWarehousing,
	/// 报关企业
	CustomsBroker,
	/// 机场、港口及海关监管场所运营企业
	PortOperator,
	/// 国际物流企业
	InternationalLogistics,
	/// 海外清关企业
	OverseasClearance,
	/// 海外仓储企业
	OverseasWarehousing,
	/// 海外派送企业
	OverseasDelivery,
	/// 银行
	Bank,
	/// 第三方支付公司
	ThirdPartyPayment,
	/// 保险公司
	Insurer,
	/// 供应链金融企业
	SupplyChainFinance,
	/// 其他金融机构
	OtherFinancial,
	/// 商务
	Commerce,
	/// 海关
	Customs,
	/// 外汇管理
	ForeignExchange,
	/// 税务
	Tax,
	/// 口岸办
	PortOffice,
	/// 市场监管
	MarketSupervision,
	/// 构建和维护跨境电商外贸综合服务平台
	ComprehensiveServicePlatform,
	/// 持有出口产品追溯码的查询方
	CodeHolder,
}

impl Business {
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
	/// 需求方
	Requester,
	/// 信息提供方
	InfoProvider,
	/// 追溯服务提供方
	ServiceProvider,
	/// 信息使用方
	InfoUser,
	/// 监管方
	Supervisor,
}

impl ParticipantKind {
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

	/// Whether table 5 ticks the role for this kind.
	pub fn has_role(self, role: TraceRole) -> bool {
		self.roles().contains(&role)
	}

	/// Whether a participant of this kind may run the node.
	///
	/// Who is no information provider in table 5 runs none. The others run the nodes of their own trade:
	/// trade entities those of products and transactions, logistics enterprises those of logistics and
	/// customs, financial institutions the collection of money, regulators port clearance.
	pub fn may_run(self, node: NodeKind) -> bool {
		match self {
			Self::TradeEntity => matches!(node.feeds(), InfoBlock::Product | InfoBlock::Transaction),
			Self::LogisticsEnterprise => matches!(node.feeds(), InfoBlock::Logistics | InfoBlock::Customs),
			Self::FinancialInstitution => matches!(node, NodeKind::CrossBorderCollection),
			Self::Regulator => matches!(node, NodeKind::PortClearance),
			Self::ServicePlatform | Self::ConsumerOrOther => false,
		}
	}
}

/// Node through which a participant feeds an information block 信息接入节点 (§6.2.2).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum NodeKind {
	/// 生产企业节点
	Manufacturer,
	/// 国内采购节点
	DomesticProcurement,
	/// 交易平台节点
	TradingPlatform,
	/// 跨境收款节点
	CrossBorderCollection,
	/// 揽货集货节点
	PickupAndConsolidation,
	/// 理货拣货节点
	TallyAndPicking,
	/// 国际运输节点
	InternationalTransport,
	/// 海外仓储节点
	OverseasWarehousing,
	/// 海外清派节点
	OverseasClearanceAndDelivery,
	/// 口岸通关节点
	PortClearance,
}

impl NodeKind {
	/// How many kinds there are; no participant runs more.
	pub const COUNT: u32 = 10;

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
	/// 商务
	Commerce,
	/// 海关
	Customs,
	/// 外汇管理
	ForeignExchange,
	/// 税务
	Tax,
	/// 口岸办
	PortOffice,
	/// 市场监管
	MarketSupervision,
}

crate::sets::set_of! {
	/// Departments: those that must agree, those that did.
	DepartmentSet of Department {
		/// 商务
		commerce: Commerce,
		/// 海关
		customs: Customs,
		/// 外汇管理
		foreign_exchange: ForeignExchange,
		/// 税务
		tax: Tax,
		/// 口岸办
		port_office: PortOffice,
		/// 市场监管
		market_supervision: MarketSupervision,
	}
}
