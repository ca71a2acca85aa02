// SPDX-License-Identifier: Apache-2.0

//! Product information 产品信息 (table 1).

use super::{field, Is, Part};

/// Content of a raw materials record 原辅材料/零部件信息.
pub const RAW_MATERIALS: Part = Part {
	of: "RawMaterials",
	fields: &[
		field("name", "主要材料名称", "Main material", Is::Text),
		field("supplier", "供应方名称", "Supplier", Is::Text),
		field("address", "地址", "Address", Is::Text),
		field("contact", "联系方式", "Contact", Is::Text),
		field("quality", "质量指标", "Quality", Is::Text),
		field("produced_at", "生产日期/包装日期", "Produced or packed", Is::Time),
		field("shelf_life", "保质期/有效期", "Shelf life", Is::ShelfLife),
	],
};

/// Content of a production record 生产信息.
pub const PRODUCTION: Part = Part {
	of: "Production",
	fields: &[
		field("producer", "生产/加工企业名称", "Producer", Is::Text),
		field("country", "所属国家/地区", "Country or region", Is::Country),
		field("produced_at", "生产时间", "Produced", Is::Time),
		field("address", "地址", "Address", Is::Text),
		field("contact", "联系方式", "Contact", Is::Text),
		field("licence", "生产许可", "Production licence", Is::Text),
	],
};

/// Content of a features record 产品特征信息.
pub const FEATURES: Part = Part {
	of: "Features",
	fields: &[
		field("brand", "品牌", "Brand", Is::Text),
		field("model", "型号规格", "Model", Is::Text),
		field("shelf_life", "保质期/有效期", "Shelf life", Is::ShelfLife),
		field("certificates", "认证证书", "Certificates", Is::Evidences),
		field("certificate_of_origin", "原产地证明", "Certificate of origin", Is::Evidence),
		field("test_reports", "检验检测报告", "Test reports", Is::Evidences),
	],
};

/// Content of a product code record 产品编码信息.
pub const PRODUCT_CODE: Part = Part {
	of: "ProductCode",
	fields: &[
		field("barcode", "商品条码", "Barcode (GTIN)", Is::Code),
		field("batch", "批次号", "Batch", Is::Code),
	],
};
