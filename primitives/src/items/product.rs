//! Product information block 产品信息区块 (table 1).

use super::{block_items, part, InfoItem};
use crate::{
	codes::{Batch, Country, Gtin},
	requirement::{Category, InfoBlock},
	values::{Address, Evidence, Label, Moment, Name, Note, ShelfLife},
};
use sp_core::{bounded::BoundedVec, ConstU32};

block_items! {
	/// What a manufacturer says of a product (DB4403/T 471-2024 §6.4.1).
	pub enum ProductInfo {
		/// 原辅材料/零部件信息
		RawMaterials(RawMaterials) => Some(Category::RawMaterials),
		/// 生产信息
		Production(Production) => Some(Category::Production),
		/// 产品特征信息
		Features(Features) => Some(Category::Features),
		/// 产品编码信息
		ProductCode(ProductCode) => Some(Category::ProductCode),
	}
}

part! {
	/// Raw and auxiliary materials and parts 原辅材料/零部件信息.
	pub struct RawMaterials {
		/// 主要材料名称
		pub name: Name,
		/// 供应方名称
		pub supplier: Name,
		/// 地址
		pub address: Address,
		/// 联系方式, of the enterprise and never of a person
		pub contact: Label,
		/// 质量指标
		pub quality: Option<Note>,
		/// 生产日期/包装日期
		pub produced_at: Option<Moment>,
		/// 保质期/有效期
		pub shelf_life: Option<ShelfLife>,
	}
}

part! {
	/// Production 生产信息.
	pub struct Production {
		/// 生产/加工企业名称
		pub producer: Name,
		/// 所属国家/地区
		pub country: Country,
		/// 生产时间
		pub produced_at: Moment,
		/// 地址
		pub address: Option<Address>,
		/// 联系方式, of the enterprise and never of a person
		pub contact: Option<Label>,
		/// 生产许可
		pub licence: Option<Label>,
	}
}

part! {
	/// Features of the product 产品特征信息.
	pub struct Features {
		/// 品牌
		pub brand: Name,
		/// 型号规格
		pub model: Name,
		/// 保质期/有效期
		pub shelf_life: ShelfLife,
		/// 认证证书
		pub certificates: BoundedVec<Evidence, ConstU32<8>>,
		/// 原产地证明
		pub certificate_of_origin: Option<Evidence>,
		/// 检验检测报告
		pub test_reports: BoundedVec<Evidence, ConstU32<8>>,
	}
}

part! {
	/// Product code 产品编码信息 (tables 1 and 2).
	pub struct ProductCode {
		/// 商品条码
		pub barcode: Gtin,
		/// 批次号
		pub batch: Option<Batch>,
	}
}

impl InfoItem for ProductInfo {
	const BLOCK: InfoBlock = InfoBlock::Product;

	fn category(&self) -> Option<Category> {
		self.category_of()
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self {
		Self::RawMaterials(super::largest::raw_materials(length))
	}
}
