// SPDX-License-Identifier: Apache-2.0

//! 制造追溯信息查询: figure 3 of GB/T 39106 in the style of its appendix A. The standard gives no names for it, so these are our
//! own profile.

use super::{
	answer::{Answer, Refusal},
	records::{documents, text, texts, written, Said, SourceData},
	request::{Body, Noted, Request, SearchRequest},
};
use crate::{failures::Failures, App};
use axum::extract::State;
use serde::Serialize;
use serde_json::{json, Value};
use suyuan_chain_client::Info;
use suyuan_primitives::requirement::TraceMode;
use suyuan_sheets::Kind;
use suyuan_store::read::exchange;
use utoipa::ToSchema;

/// Neighbours of one kind that an answer lists at most.
const NEIGHBOURS: i64 = 256;

/// 追溯对象: data of an answer to the manufacture search.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManufactureData {
	/// 制造主体信息: the enterprise that recorded the production.
	manufacture_subject_data: ManufactureSubject,
	/// 产品信息: the unit and its product.
	manufacture_product_data: ManufactureProduct,
	/// 原辅材料/零部件信息: raw materials and parts, as recorded.
	material_data: Vec<ManufactureMaterial>,
	/// 生产信息: production records in force.
	production_data: Vec<ManufactureProduction>,
	/// 检验检测与认证信息: certificates and test reports.
	inspection_data: Vec<ManufactureInspection>,
	/// 谱系信息: direct ancestors and descendants.
	genealogy_data: ManufactureGenealogy,
	/// 包装信息: units packed around it and in it.
	packaging_data: ManufacturePackaging,
}

texts! {
	/// 制造主体信息: the enterprise that recorded the production.
	ManufactureSubject {
		/// 企业名称: registered name, else the account.
		enterprise_name,
		/// 统一社会信用代码: unified social credit code.
		identifier,
		/// 法定代表人: empty, for it is not on the chain.
		representative,
		/// 地址: address of the production record.
		address,
		/// 联系电话: contact of the production record.
		telephone,
	}
}

/// 产品信息: the unit and its product.
#[derive(Debug, Default, Serialize, ToSchema)]
#[allow(non_snake_case)]
pub struct ManufactureProduct {
	/// 产品名称: name by the order, else by the declaration.
	product_name: String,
	/// 品牌: brand of the features.
	brand: String,
	/// 型号: model of the features.
	model: String,
	/// 产品编号: commodity barcode of the trace code.
	product_ID: String,
	/// 批次号: lot of the trace code, else the recorded batch.
	batch_number: String,
	/// 序列号: serial number of the trace code.
	serial_number: String,
	/// 追溯码: trace code in canonical form.
	traceability_code: String,
	/// 追溯方式: trace mode, in Chinese.
	mode: String,
	/// 数量: registered quantity, with its measure.
	quantity: String,
	/// 剩余数量: quantity not used up yet, with its measure.
	remaining: String,
	/// 隔离状态: empty, 隔离 or 召回
	isolation: String,
	/// 隔离原因: reason given for the isolation.
	isolation_reason: String,
}

/// A raw material with the source of its record.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManufactureMaterial {
	/// 材料名称: name of the main material.
	material_name: String,
	/// 供应方名称: name of the supplier.
	supplier: String,
	/// 地址: address of the supplier.
	address: String,
	/// 联系电话: contact of the supplier.
	telephone: String,
	/// 质量指标: quality indicators, as recorded.
	quality: String,
	/// 生产日期/包装日期: Beijing time of production or packing.
	produced_at: String,
	/// 保质期/有效期: shelf life or expiry.
	life: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 生产信息: a production record.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManufactureProduction {
	/// 生产/加工企业名称: name of the producer.
	producer: String,
	/// 所属国家/地区: country or region, by its code.
	country: String,
	/// 生产时间: Beijing time of production.
	produced_at: String,
	/// 地址: address of the producer.
	address: String,
	/// 联系电话: contact of the producer.
	telephone: String,
	/// 生产许可: production licence, as recorded.
	licence: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 检验检测与认证信息: a certificate or test report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManufactureInspection {
	/// 类型: kind of document.
	kind: String,
	/// 文件的 SHA-256 摘要: hash of the document's file.
	digest: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 谱系信息: direct ancestors and descendants, at most 256 each.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManufactureGenealogy {
	/// 由何物制成: units that it was made of.
	made_of: Vec<ManufactureIngredient>,
	/// 制成何物: trace codes of units made of it.
	used_in: Vec<String>,
}

texts! {
	/// 所用追溯单元: a unit that was used.
	ManufactureIngredient {
		/// 追溯码: trace code in canonical form.
		traceability_code,
		/// 用量: quantity used, without its measure.
		quantity,
	}
}

/// 包装信息: units packed around it and in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManufacturePackaging {
	/// 所在物流单元的追溯码: trace code of the unit that it is packed in.
	packed_in: String,
	/// 内装追溯单元的追溯码: trace codes of the units packed directly in it, at most 256.
	contents: Vec<String>,
}

/// 制造追溯信息查询接口. Our own profile: the standard draws figure 3 and gives no names for it.
#[utoipa::path(
	post,
	operation_id = "manufacture_search",
	path = "/manufacture/search",
	tag = "exchange",
	request_body = SearchRequest,
	responses((status = 200, description = "In the style of table A.3", body = Answer<ManufactureData>), Failures)
)]
pub async fn search(
	State(app): State<App>,
	asked: Noted,
	body: Body,
) -> Result<Answer<ManufactureData>, Refusal> {
	let request = Request::read(&app, asked, body).await?;
	let unit = request.unit(&app).await?;
	let said = Said::of(&app, unit, &[Info::Product, Info::Transaction, Info::Customs]).await?;
	if let Some(name) = request.text("name")?.filter(|name| !said.is_called(name)) {
		return Err(Refusal::OtherName(name.into()));
	}
	let (database, code) = (&app.database, &said.unit.code);
	let made_of = exchange::made_of(database, code, NEIGHBOURS).await?;
	let genealogy_data = ManufactureGenealogy {
		made_of: made_of
			.into_iter()
			.map(|(traceability_code, quantity)| ManufactureIngredient {
				traceability_code,
				quantity: thousandths(quantity),
			})
			.collect(),
		used_in: exchange::used_in(database, code, NEIGHBOURS).await?,
	};
	let packaging_data = ManufacturePackaging {
		packed_in: exchange::packed_in(database, code).await?.unwrap_or_default(),
		contents: exchange::contents(database, code, NEIGHBOURS).await?,
	};
	Ok(Answer::with(ManufactureData {
		manufacture_subject_data: subject(&said),
		manufacture_product_data: product(&said),
		material_data: materials(&said),
		production_data: productions(&said),
		inspection_data: inspections(&said),
		genealogy_data,
		packaging_data,
	}))
}

fn subject(said: &Said) -> ManufactureSubject {
	let (maker, production) = match said.all(Info::Product, "Production").last() {
		Some((record, production)) => (&record.provider, production),
		None => (&said.unit.owner, &Value::Null),
	};
	ManufactureSubject {
		enterprise_name: said.name(maker),
		identifier: said.credit_code(maker),
		address: text(&production["address"]),
		telephone: text(&production["contact"]),
		..ManufactureSubject::default()
	}
}

fn product(said: &Said) -> ManufactureProduct {
	let unit = &said.unit;
	let features = said.last(Info::Product, "Features");
	let stated = text(&said.last(Info::Product, "ProductCode")["batch"]);
	let measured = |amount: Option<i64>| match (&unit.measure, amount) {
		(Some(measure), Some(amount)) => {
			written(Kind::Quantity, &json!({ "thousandths": amount, "unit": measure }))
		}
		(None, amount) => thousandths(amount),
		_ => String::new(),
	};
	ManufactureProduct {
		product_name: said.product_name(),
		brand: text(&features["brand"]),
		model: text(&features["model"]),
		product_ID: unit.gtin.clone().unwrap_or_default(),
		batch_number: unit.lot.clone().unwrap_or(stated),
		serial_number: unit.serial.clone().unwrap_or_default(),
		traceability_code: unit.code.clone(),
		mode: unit.mode.as_deref().and_then(|mode| mode.parse().ok()).map_or("", mode_in_chinese).into(),
		quantity: measured(unit.quantity),
		remaining: measured(Some(unit.remaining)),
		isolation: said.isolation(),
		isolation_reason: said.isolation_reason(),
	}
}

/// The trace mode in the standard's own words (DB4403/T 471-2024 §6.1).
fn mode_in_chinese(mode: TraceMode) -> &'static str {
	match mode {
		TraceMode::FullChain => "全供应链追溯",
		TraceMode::Manufacturer => "生产商追溯",
		TraceMode::Trader => "贸易商追溯",
	}
}

fn thousandths(amount: Option<i64>) -> String {
	amount.map(|amount| written(Kind::Decimal(3), &json!(amount))).unwrap_or_default()
}

fn materials(said: &Said) -> Vec<ManufactureMaterial> {
	said.all(Info::Product, "RawMaterials")
		.map(|(record, material)| ManufactureMaterial {
			material_name: text(&material["name"]),
			supplier: text(&material["supplier"]),
			address: text(&material["address"]),
			telephone: text(&material["contact"]),
			quality: text(&material["quality"]),
			produced_at: written(Kind::Moment, &material["produced_at"]),
			life: written(Kind::ShelfLife, &material["shelf_life"]),
			source_data: said.source(record),
		})
		.collect()
}

fn productions(said: &Said) -> Vec<ManufactureProduction> {
	said.all(Info::Product, "Production")
		.map(|(record, production)| ManufactureProduction {
			producer: text(&production["producer"]),
			country: text(&production["country"]),
			produced_at: written(Kind::Moment, &production["produced_at"]),
			address: text(&production["address"]),
			telephone: text(&production["contact"]),
			licence: text(&production["licence"]),
			source_data: said.source(record),
		})
		.collect()
}

fn inspections(said: &Said) -> Vec<ManufactureInspection> {
	said.all(Info::Product, "Features")
		.flat_map(|(record, features)| {
			let list = |name: &str| features[name].as_array().map(Vec::as_slice).unwrap_or_default();
			let origin = &features["certificate_of_origin"];
			let all = list("certificates").iter().chain(list("test_reports")).chain([origin]);
			all.filter(|document| !document.is_null()).map(move |document| (record, document))
		})
		.map(|(record, document)| {
			let written = documents([document]);
			let (kind, digest) = written.split_once(':').unwrap_or((&written, ""));
			ManufactureInspection {
				kind: kind.into(),
				digest: digest.into(),
				source_data: said.source(record),
			}
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_mode_of_the_chain_has_its_name_in_the_answer() {
		let names = TraceMode::ALL.map(|mode| mode.name().parse().map_or("", mode_in_chinese));
		assert_eq!(names, ["全供应链追溯", "生产商追溯", "贸易商追溯"]);
	}
}
