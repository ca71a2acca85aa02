// SPDX-License-Identifier: Apache-2.0

//! Names of participants' kinds, businesses, nodes and statuses (§6.1, §6.2.2).

use super::{term, Choice};

/// Kinds of participants 参与方类型.
pub const KINDS: &[Choice] = &[
	("TradeEntity", term("贸易主体", "Trade entity")),
	("LogisticsEnterprise", term("物流企业", "Logistics enterprise")),
	("FinancialInstitution", term("金融机构", "Financial institution")),
	("Regulator", term("监管部门", "Regulator")),
	("ServicePlatform", term("综合服务平台企业", "Service platform")),
	("ConsumerOrOther", term("个人消费者及其他", "Consumer or other")),
];

/// Businesses of participants within their kinds.
pub const BUSINESSES: &[Choice] = &[
	("FinalConsumer", term("最终消费者", "Final consumer")),
	("ECommercePlatform", term("电商平台", "E-commerce platform")),
	("ECommerceEnterprise", term("电商企业", "E-commerce enterprise")),
	("Manufacturer", term("生产企业", "Manufacturer")),
	("Trader", term("贸易企业", "Trader")),
	("Pickup", term("揽货企业", "Pickup")),
	("Carrier", term("运输企业", "Carrier")),
	("SortingAndWarehousing", term("分拣仓储企业", "Sorting and warehousing")),
	("CustomsBroker", term("报关企业", "Customs broker")),
	("PortOperator", term("机场、港口及海关监管场所运营企业", "Port operator")),
	("InternationalLogistics", term("国际物流企业", "International logistics")),
	("OverseasClearance", term("海外清关企业", "Overseas clearance")),
	("OverseasWarehousing", term("海外仓储企业", "Overseas warehousing")),
	("OverseasDelivery", term("海外派送企业", "Overseas delivery")),
	("Bank", term("银行", "Bank")),
	("ThirdPartyPayment", term("第三方支付公司", "Third-party payment")),
	("Insurer", term("保险公司", "Insurer")),
	("SupplyChainFinance", term("供应链金融企业", "Supply-chain finance")),
	("OtherFinancial", term("其他金融机构", "Other financial institution")),
	("Commerce", term("商务部门", "Commerce")),
	("Customs", term("海关", "Customs")),
	("ForeignExchange", term("外汇管理部门", "Foreign exchange")),
	("Tax", term("税务部门", "Tax")),
	("PortOffice", term("口岸办", "Port office")),
	("MarketSupervision", term("市场监管部门", "Market supervision")),
	("ComprehensiveServicePlatform", term("跨境电商外贸综合服务平台", "Comprehensive service platform")),
	("CodeHolder", term("追溯码持有者", "Holder of a code")),
];

/// Departments of regulators 部门.
pub const DEPARTMENTS: &[Choice] = &[
	("Commerce", term("商务", "Commerce")),
	("Customs", term("海关", "Customs")),
	("ForeignExchange", term("外汇管理", "Foreign exchange")),
	("Tax", term("税务", "Tax")),
	("PortOffice", term("口岸办", "Port office")),
	("MarketSupervision", term("市场监管", "Market supervision")),
];

/// Nodes that participants write as 信息接入节点.
pub const NODES: &[Choice] = &[
	("Manufacturer", term("生产企业节点", "Manufacturer")),
	("DomesticProcurement", term("国内采购节点", "Domestic procurement")),
	("TradingPlatform", term("交易平台节点", "Trading platform")),
	("CrossBorderCollection", term("跨境收款节点", "Cross-border collection")),
	("PickupAndConsolidation", term("揽货集货节点", "Pickup and consolidation")),
	("TallyAndPicking", term("理货拣货节点", "Tally and picking")),
	("InternationalTransport", term("国际运输节点", "International transport")),
	("OverseasWarehousing", term("海外仓储节点", "Overseas warehousing")),
	("OverseasClearanceAndDelivery", term("海外清派节点", "Overseas clearance and delivery")),
	("PortClearance", term("口岸通关节点", "Port clearance")),
];

/// Statuses of participants.
pub const STATUSES: &[Choice] = &[
	("Applied", term("申请中", "Applied")),
	("Active", term("已通过实名认证", "Certified")),
	("Suspended", term("已暂停", "Suspended")),
	("Revoked", term("已撤销", "Revoked")),
	("Withdrawn", term("已撤回申请", "Withdrawn")),
	("Rejected", term("未通过", "Rejected")),
];
