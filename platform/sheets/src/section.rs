// SPDX-License-Identifier: Apache-2.0
//! The categories of tables 1 to 4 as sheets have them, beside them the positions of §5.2.

use suyuan_primitives::requirement::InfoBlock;

/// A category of records: a variant of one block's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
	/// 原辅材料/零部件信息, raw materials and parts
	RawMaterials,
	/// 生产信息, the production
	Production,
	/// 产品特征信息, features of the product
	Features,
	/// 产品编码信息 of table 1
	ProductCode,
	/// 订单信息, an order
	Order,
	/// 跨境收款信息, a receipt of money from abroad
	Receipt,
	/// 产品编码信息 of table 2
	TradedProductCode,
	/// 理货信息, tallying with screening and loading
	Tally,
	/// 运输信息, a transport
	Transport,
	/// 仓储信息, storage in a warehouse
	Storage,
	/// 派送信息, the delivery
	Delivery,
	/// 交付异常信息, an exception on delivery
	DeliveryException,
	/// 实时定位, positions in real time
	Positions,
	/// 通关申报信息, a customs declaration
	Declaration,
	/// 通关状态信息, a status of the clearance
	Status,
}

impl Section {
	/// Every category, in the order in which a row is read.
	pub const ALL: [Self; 15] = [
		Self::RawMaterials,
		Self::Production,
		Self::Features,
		Self::ProductCode,
		Self::Order,
		Self::Receipt,
		Self::TradedProductCode,
		Self::Tally,
		Self::Transport,
		Self::Storage,
		Self::Delivery,
		Self::DeliveryException,
		Self::Positions,
		Self::Declaration,
		Self::Status,
	];

	/// The block that holds it.
	pub const fn block(self) -> InfoBlock {
		match self {
			Self::RawMaterials | Self::Production | Self::Features | Self::ProductCode => InfoBlock::Product,
			Self::Order | Self::Receipt | Self::TradedProductCode => InfoBlock::Transaction,
			Self::Tally
			| Self::Transport
			| Self::Storage
			| Self::Delivery
			| Self::DeliveryException
			| Self::Positions => InfoBlock::Logistics,
			Self::Declaration | Self::Status => InfoBlock::Customs,
		}
	}

	/// The name of the category's items on the chain. Product codes have the same name in both blocks.
	pub const fn variant(self) -> &'static str {
		match self {
			Self::RawMaterials => "RawMaterials",
			Self::Production => "Production",
			Self::Features => "Features",
			Self::ProductCode | Self::TradedProductCode => "ProductCode",
			Self::Order => "Order",
			Self::Receipt => "Receipt",
			Self::Tally => "Tally",
			Self::Transport => "Transport",
			Self::Storage => "Storage",
			Self::Delivery => "Delivery",
			Self::DeliveryException => "DeliveryException",
			Self::Positions => "Positions",
			Self::Declaration => "Declaration",
			Self::Status => "Status",
		}
	}

	/// The category's name in the standard.
	pub const fn title(self) -> &'static str {
		match self {
			Self::RawMaterials => "原辅材料/零部件信息",
			Self::Production => "生产信息",
			Self::Features => "产品特征信息",
			Self::ProductCode | Self::TradedProductCode => "产品编码信息",
			Self::Order => "订单信息",
			Self::Receipt => "跨境收款信息",
			Self::Tally => "理货信息",
			Self::Transport => "运输信息",
			Self::Storage => "仓储信息",
			Self::Delivery => "派送信息",
			Self::DeliveryException => "交付异常信息",
			Self::Positions => "定位信息",
			Self::Declaration => "通关申报信息",
			Self::Status => "通关状态信息",
		}
	}

	/// The category of a block's item.
	pub(crate) fn of(block: InfoBlock, variant: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|section| section.block() == block && section.variant() == variant)
	}
}
