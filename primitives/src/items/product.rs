// SPDX-License-Identifier: Apache-2.0

//! Product information block 产品信息区块 (table 1).

use super::{block_items, part, InfoItem};
use crate::{
	codes::{Batch, Country, Gtin, ParsedCode, TraceCode},
	requirement::{Category, InfoBlock},
	values::{Address, Evidence, Label, Moment, Name, Note, ShelfLife},
};
use sp_core::{bounded::BoundedVec, ConstU32};

block_items! {
	/// The word of a manufacturer on a product (DB4403/T 471-2024 §6.4.1).
	pub enum ProductInfo {
		/// Raw and auxiliary materials and parts 原辅材料/零部件信息.
		RawMaterials(RawMaterials) => Some(Category::RawMaterials),
		/// Production of the goods 生产信息.
		Production(Production) => Some(Category::Production),
		/// Features of the product 产品特征信息.
		Features(Features) => Some(Category::Features),
		/// Code of the product 产品编码信息.
		ProductCode(ProductCode) => Some(Category::ProductCode),
	}
}

part! {
	/// Raw and auxiliary materials and parts 原辅材料/零部件信息.
	pub struct RawMaterials {
		/// Name of the main material 主要材料名称.
		pub name: Name,
		/// Name of the supplier 供应方名称.
		pub supplier: Name,
		/// Address of the enterprise 地址.
		pub address: Address,
		/// Contact of the enterprise 联系方式, never of a person.
		pub contact: Label,
		/// Measures of its quality 质量指标.
		pub quality: Option<Note>,
		/// Time of production or packing 生产日期/包装日期.
		pub produced_at: Option<Moment>,
		/// Shelf life or expiry 保质期/有效期.
		pub shelf_life: Option<ShelfLife>,
	}
}

part! {
	/// Production of the goods 生产信息.
	pub struct Production {
		/// Name of the producer or processor 生产/加工企业名称.
		pub producer: Name,
		/// Country or region of the producer 所属国家/地区.
		pub country: Country,
		/// Time of the production 生产时间.
		pub produced_at: Moment,
		/// Address of the enterprise 地址.
		pub address: Option<Address>,
		/// Contact of the enterprise 联系方式, never of a person.
		pub contact: Option<Label>,
		/// Number of the production licence 生产许可.
		pub licence: Option<Label>,
	}
}

part! {
	/// Features of the product 产品特征信息.
	pub struct Features {
		/// Brand of the product 品牌.
		pub brand: Name,
		/// Model and specification 型号规格.
		pub model: Name,
		/// Shelf life or expiry 保质期/有效期.
		pub shelf_life: ShelfLife,
		/// Certificates of the product 认证证书.
		pub certificates: BoundedVec<Evidence, ConstU32<8>>,
		/// Certificate of its origin 原产地证明.
		pub certificate_of_origin: Option<Evidence>,
		/// Reports of inspections and tests 检验检测报告.
		pub test_reports: BoundedVec<Evidence, ConstU32<8>>,
	}
}

part! {
	/// Product code 产品编码信息 (tables 1 and 2).
	pub struct ProductCode {
		/// Commodity barcode, a GTIN 商品条码.
		pub barcode: Gtin,
		/// Number of the batch 批次号.
		pub batch: Option<Batch>,
	}
}

impl ProductCode {
	/// Returns true if the unit's own code has another barcode or another batch.
	///
	/// A unit with a code of another scheme, or a logistic one, says nothing of either.
	pub(super) fn contradicts(&self, code: &TraceCode) -> bool {
		let Ok(ParsedCode::TradeItem { gtin, lot, .. }) = code.parse() else { return false };
		let another_batch = match (&self.batch, lot) {
			(Some(batch), Some(lot)) => !is_encoded(lot, &batch.0),
			_ => false,
		};
		gtin != self.barcode || another_batch
	}
}

/// Returns true if a qualifier of a trace code is this text, percent-encoded.
fn is_encoded(qualifier: &[u8], text: &[u8]) -> bool {
	let nibble = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or_default() as u8;
	let mut rest = qualifier;
	let decoded = core::iter::from_fn(|| match rest {
		[b'%', high, low, after @ ..] => {
			rest = after;
			Some(nibble(high) << 4 | nibble(low))
		}
		[byte, after @ ..] => {
			rest = after;
			Some(*byte)
		}
		[] => None,
	});
	decoded.eq(text.iter().copied())
}

impl InfoItem for ProductInfo {
	const BLOCK: InfoBlock = InfoBlock::Product;

	fn category(&self) -> Option<Category> {
		self.category_of()
	}

	fn doer(&self) -> Option<&Name> {
		match self {
			Self::RawMaterials(materials) => Some(&materials.supplier),
			Self::Production(production) => Some(&production.producer),
			Self::Features(_) | Self::ProductCode(_) => None,
		}
	}

	fn contradicts(&self, code: &TraceCode) -> bool {
		matches!(self, Self::ProductCode(product) if product.contradicts(code))
	}

	#[cfg(any(test, feature = "runtime-benchmarks"))]
	fn largest_within(length: u32) -> Self {
		Self::RawMaterials(super::largest::raw_materials(length))
	}
}
