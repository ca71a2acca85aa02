//! What must be recorded in which mode: tables 1 to 4 of DB4403/T 471-2024 as one function.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Traceability mode 追溯方式 (§3.8 to §3.10).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TraceMode {
	/// 全供应链追溯: back to raw materials and origin.
	FullChain,
	/// 生产商追溯: back to the manufacturer.
	Manufacturer,
	/// 贸易商追溯: back to the trader.
	Trader,
}

impl TraceMode {
	/// Every mode, in the order of the tables' columns.
	pub const ALL: [Self; 3] = [Self::FullChain, Self::Manufacturer, Self::Trader];
}

/// Information block 信息区块 (§6.2.2).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum InfoBlock {
	/// 产品信息区块
	Product,
	/// 交易信息区块
	Transaction,
	/// 物流信息区块
	Logistics,
	/// 通关信息区块
	Customs,
}

impl InfoBlock {
	/// Every block, in the order of the tables.
	pub const ALL: [Self; 4] = [Self::Product, Self::Transaction, Self::Logistics, Self::Customs];
}

/// Information category 信息类别 (tables 1 to 4).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Category {
	/// Table 1: 原辅材料/零部件信息
	RawMaterials,
	/// Table 1: 生产信息
	Production,
	/// Table 1: 产品特征信息
	Features,
	/// Table 1: 产品编码信息
	ProductCode,
	/// Table 2: 订单信息
	Order,
	/// Table 2: 跨境收款信息
	Receipt,
	/// Table 2: 产品编码信息
	TradedProductCode,
	/// Table 3: 理货信息
	Tally,
	/// Table 3: 运输信息
	Transport,
	/// Table 3: 仓储信息
	Storage,
	/// Table 3: 派送信息
	Delivery,
	/// Table 3: 交付异常信息
	DeliveryException,
	/// Table 4: 通关申报信息
	Declaration,
	/// Table 4: 通关状态信息
	Status,
}

impl Category {
	/// Every category, in the order of the tables.
	pub const ALL: [Self; 14] = [
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
		Self::Declaration,
		Self::Status,
	];

	/// The block that the category belongs to.
	pub const fn block(self) -> InfoBlock {
		match self {
			Self::RawMaterials | Self::Production | Self::Features | Self::ProductCode => InfoBlock::Product,
			Self::Order | Self::Receipt | Self::TradedProductCode => InfoBlock::Transaction,
			Self::Tally | Self::Transport | Self::Storage | Self::Delivery | Self::DeliveryException => {
				InfoBlock::Logistics
			}
			Self::Declaration | Self::Status => InfoBlock::Customs,
		}
	}
}

/// Constraint 约束条件 of a category (tables 1 to 4).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Requirement {
	/// 必备
	Mandatory,
	/// 可选
	Optional,
}

/// The one table of the standard: what each category is in each mode.
pub const fn requirement(category: Category, mode: TraceMode) -> Requirement {
	use Requirement::{Mandatory, Optional};
	use TraceMode::{FullChain, Manufacturer, Trader};
	match (category, mode) {
		(Category::RawMaterials | Category::ProductCode, _) => Optional,
		(Category::Production | Category::Order, FullChain | Manufacturer) => Mandatory,
		(Category::Production | Category::Order, Trader) => Optional,
		(Category::Receipt, FullChain) => Mandatory,
		(Category::Receipt, Manufacturer | Trader) => Optional,
		(Category::Features | Category::TradedProductCode, _) => Mandatory,
		(
			Category::Tally
			| Category::Transport
			| Category::Storage
			| Category::Delivery
			| Category::DeliveryException,
			_,
		) => Mandatory,
		(Category::Declaration | Category::Status, _) => Mandatory,
	}
}

/// A set of categories, one bit each: bit `n` is the `n`th category of tables 1 to 4, counted from 0.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Categories(pub u16);

impl Categories {
	/// The set with the category added.
	pub const fn with(self, category: Category) -> Self {
		Self(self.0 | 1 << category as u16)
	}

	/// Whether the category is in the set.
	pub const fn contains(self, category: Category) -> bool {
		self.0 & 1 << category as u16 != 0
	}

	/// What is in either set.
	pub const fn union(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}

	/// The categories of the set, in the order of the tables.
	pub fn iter(self) -> impl Iterator<Item = Category> {
		Category::ALL.into_iter().filter(move |category| self.contains(*category))
	}

	/// What the mode makes mandatory and the set lacks.
	pub fn missing(self, mode: TraceMode) -> Self {
		Category::ALL
			.into_iter()
			.filter(|category| requirement(*category, mode) == Requirement::Mandatory)
			.filter(|category| !self.contains(*category))
			.fold(Self::default(), Self::with)
	}

	/// Whether nothing is in the set.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}
}
