// SPDX-License-Identifier: Apache-2.0

//! Names of units, blocks, categories and events.

use super::{term, Choice};

/// Kinds of units 追溯单元.
pub const UNITS: &[Choice] = &[
	("Item", term("单个产品", "Single product")),
	("Batch", term("同一批次产品", "Batch of products")),
	("LogisticUnit", term("物流单元", "Logistic unit")),
	("Service", term("服务", "Service")),
];

/// Trace modes 追溯方式, by the mode's name.
pub const MODES: &[Choice] = &[
	("FullChain", term("全供应链追溯", "Full supply chain")),
	("Manufacturer", term("生产商追溯", "Back to the manufacturer")),
	("Trader", term("贸易商追溯", "Back to the trader")),
];

/// Stages of a trace.
pub const STAGES: &[Choice] = &[
	("Open", term("追溯进行中", "Trace in progress")),
	("Closed", term("追溯已完结", "Trace complete")),
	("Archived", term("已归档", "Archived")),
];

/// Information blocks 信息区块, by the block's name.
pub const BLOCKS: &[Choice] = &[
	("product", term("产品信息", "Product")),
	("transaction", term("交易信息", "Transaction")),
	("logistics", term("物流信息", "Logistics")),
	("customs", term("通关信息", "Customs")),
];

/// 信息类别, by the category's name.
pub const CATEGORIES: &[Choice] = &[
	("RawMaterials", term("原辅材料与零部件", "Materials and parts")),
	("Production", term("生产", "Production")),
	("Features", term("产品特征", "Product features")),
	("ProductCode", term("产品编码", "Product code")),
	("Order", term("订单", "Order")),
	("Receipt", term("跨境收款", "Cross-border receipt")),
	("TradedProductCode", term("产品编码（交易）", "Product code, as traded")),
	("Tally", term("理货", "Tally")),
	("Transport", term("运输", "Transport")),
	("Storage", term("仓储", "Storage")),
	("Delivery", term("派送", "Delivery")),
	("DeliveryException", term("交付异常", "Delivery exceptions")),
	("Declaration", term("通关申报", "Customs declaration")),
	("Status", term("通关状态", "Customs status")),
];

/// Positions, which fill no category.
pub const POSITIONS: Choice = ("Positions", term("实时定位", "Positions"));

/// Events of units.
pub const EVENTS: &[Choice] = &[
	("Registered", term("赋码登记", "Registered")),
	("Transformed", term("投入生产", "Used to make others")),
	("Made", term("制成", "Made")),
	("Packed", term("装箱", "Packed")),
	("Unpacked", term("拆箱", "Unpacked")),
	("CustodyOffered", term("移交待接收", "Custody offered")),
	("CustodyAccepted", term("移交完成", "Custody handed over")),
	("CustodyCancelled", term("移交取消", "Handover cancelled")),
	("Quarantined", term("隔离待检", "Quarantined")),
	("Released", term("解除隔离", "Quarantine ended")),
	("Recalled", term("召回", "Recalled")),
	("RecallEnded", term("解除召回", "Recall ended")),
	("Served", term("服务步骤", "Service step")),
	("FeedbackGiven", term("服务评价", "Customer feedback")),
	("ServiceEnded", term("服务完成", "Service ended")),
	("CodeReassigned", term("追溯码改归有权者", "Code given to whom it belongs")),
	("Closed", term("追溯完结", "Trace closed")),
	("Archived", term("归档", "Archived")),
	("Declared", term("列入报关单", "Put on a declaration")),
];

/// Kinds of transformations.
pub const TRANSFORMATIONS: &[Choice] =
	&[("Transform", term("加工", "Made of")), ("Split", term("拆分", "Divided from"))];
