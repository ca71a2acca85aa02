// SPDX-License-Identifier: Apache-2.0

//! Products by their commodity barcode.

use crate::{
	extract::{Code, Key, Params},
	failures::OfKey,
	json::Json,
	problem::{Kind, Problem},
	App,
};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use suyuan_store::read::products::{self, Product};
use utoipa::{IntoParams, ToSchema};

/// Note that comes with every product: a barcode is on each of its pieces alike.
const NOTICE: &str = "此条码标识的是产品，不是您手中的这一件：请扫描产品上的二维码，或加上序列号或批次号。\
	This barcode names the product, not your piece: scan the QR code, or add the serial number or the lot.";

/// A product by its barcode.
#[derive(Serialize, ToSchema)]
pub struct ByBarcode {
	/// Says that the barcode names no piece, and how one is found, in Chinese and English.
	pub notice: &'static str,
	/// The product by its registered units.
	#[serde(flatten)]
	pub product: Product,
}

impl From<Product> for ByBarcode {
	fn from(product: Product) -> Self {
		Self { notice: NOTICE, product }
	}
}

/// Lot of the product.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfLot {
	/// Batch or lot, to which units, brands and holds are restricted.
	lot: Option<String>,
}

/// A product by its commodity barcode: brands, batches, and units that are isolated or recalled.
#[utoipa::path(
	get, path = "/api/products/{gtin}", tag = "units",
	params(("gtin" = String, Path, description = "Commodity barcode, 8 to 14 digits", example = "06901234567892"), OfLot),
	responses((status = 200, description = "The product, as of one final block", body = ByBarcode), OfKey),
)]
pub async fn read_product(
	State(app): State<App>,
	Key(gtin): Key,
	Params(OfLot { lot }): Params<OfLot>,
) -> Result<Json<ByBarcode>, Problem> {
	let code = Code::read(&gtin)?;
	let gtin = code.strip_prefix("01/").filter(|gtin| !gtin.contains('/'));
	let gtin =
		gtin.ok_or_else(|| Problem::because(Kind::MalformedRequest, "gtin is 8, 12, 13 or 14 digits"))?;
	let product = products::product(&app.database, gtin, lot.as_deref()).await?;
	product.map(|product| Json(product.into())).ok_or_else(|| Problem::because(Kind::UnknownProduct, code))
}
