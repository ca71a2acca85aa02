// SPDX-License-Identifier: Apache-2.0

//! Product information 产品信息 (table 1).

use super::{field, Is, Part};

/// Content of a raw materials record 原辅材料/零部件信息.
pub const RAW_MATERIALS: Part = Part {
	of: "RawMaterials",
	fields: &[
		field("name", Is::Text),
		field("supplier", Is::Text),
		field("address", Is::Text),
		field("contact", Is::Text),
		field("quality", Is::Text),
		field("produced_at", Is::Time),
		field("shelf_life", Is::ShelfLife),
	],
};

/// Content of a production record 生产信息.
pub const PRODUCTION: Part = Part {
	of: "Production",
	fields: &[
		field("producer", Is::Text),
		field("country", Is::Country),
		field("produced_at", Is::Time),
		field("address", Is::Text),
		field("contact", Is::Text),
		field("licence", Is::Text),
	],
};

/// Content of a features record 产品特征信息.
pub const FEATURES: Part = Part {
	of: "Features",
	fields: &[
		field("brand", Is::Text),
		field("model", Is::Text),
		field("shelf_life", Is::ShelfLife),
		field("certificates", Is::Evidences),
		field("certificate_of_origin", Is::Evidence),
		field("test_reports", Is::Evidences),
	],
};

/// Content of a product code record 产品编码信息.
pub const PRODUCT_CODE: Part =
	Part { of: "ProductCode", fields: &[field("barcode", Is::Code), field("batch", Is::Code)] };
