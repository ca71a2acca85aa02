// SPDX-License-Identifier: Apache-2.0

//! Products by their commodity barcode.

use crate::{
	extract::{Code, Key, Params},
	failures::OfKey,
	json::Json,
	master_data::{self, Facts},
	problem::{Kind, Problem},
	App,
};
use axum::{
	extract::State,
	http::header,
	response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use suyuan_chain_client::Info;
use suyuan_store::read::{
	exchange,
	products::{self, Product},
	units::{self, Filter},
};
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
	product_of(&app, &gtin, lot.as_deref()).await.map(|product| Json(product.into()))
}

async fn product_of(app: &App, gtin: &str, lot: Option<&str>) -> Result<Product, Problem> {
	let code = Code::read(gtin)?;
	let gtin = code.strip_prefix("01/").filter(|gtin| !gtin.contains('/'));
	let gtin =
		gtin.ok_or_else(|| Problem::because(Kind::MalformedRequest, "gtin is 8, 12, 13 or 14 digits"))?;
	let product = products::product(&app.database, gtin, lot).await?;
	product.ok_or_else(|| Problem::because(Kind::UnknownProduct, code))
}

/// Master data of a product 主数据, in JSON-LD by the GS1 Web Vocabulary: a `gs1:Product`.
#[utoipa::path(
	get, path = "/api/products/{gtin}/master-data", tag = "units",
	params(("gtin" = String, Path, description = "Commodity barcode, 8 to 14 digits", example = "06901234567892"), OfLot),
	responses(
		(status = 200, description = "The product by records in force of its units", body = Value, content_type = "application/ld+json"),
		OfKey,
	),
)]
pub async fn read_master_data(
	State(app): State<App>,
	Key(gtin): Key,
	Params(OfLot { lot }): Params<OfLot>,
) -> Result<Response, Problem> {
	let product = product_of(&app, &gtin, lot.as_deref()).await?;
	let data = product_data(&app, &product).await?;
	Ok(([(header::CONTENT_TYPE, "application/ld+json")], Json(data)).into_response())
}

/// Units of a product whose records are read for its master data.
const UNITS: i64 = 2;
/// Records of each information block of a unit that are read for it.
const RECORDS: i64 = 64;

/// Reads the facts of a product off the records in force of its first units.
pub async fn product_facts(app: &App, product: &Product) -> Result<Facts, Problem> {
	let filter = Filter { gtin: Some(product.gtin.clone()), lot: product.lot.clone(), ..Filter::default() };
	let mut records = Vec::new();
	for unit in units::list(&app.database, &filter, None, UNITS).await?.items {
		for info in [Info::Product, Info::Transaction, Info::Customs] {
			records.extend(exchange::in_force(&app.database, info, &unit.code, RECORDS).await?);
		}
	}
	Ok(Facts::of_records(&records).and_product(product))
}

/// Reads the master data of a product.
pub async fn product_data(app: &App, product: &Product) -> Result<Value, Problem> {
	Ok(master_data::of_product(product, &product_facts(app, product).await?))
}
