// SPDX-License-Identifier: Apache-2.0

//! 设计追溯信息查询: appendix A of GB/T 39106, as it stands.

use super::{
	answer::{Answer, Refusal},
	records::{documents, text, texts, written, Said},
	request::{Body, Noted, Request, SearchRequest},
};
use crate::{failures::Failures, App};
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use suyuan_chain_client::Info;
use suyuan_sheets::Kind;
use utoipa::ToSchema;

/// 追溯对象: data of an answer to the design search.
#[derive(Debug, Serialize, ToSchema)]
pub struct DesignData {
	/// 设计主体信息: the enterprise that recorded the features.
	design_subject_data: DesignSubject,
	/// 设计追溯: the features in force.
	design_safety_traceability_data: DesignTraceability,
}

texts! {
	/// 设计主体信息: the enterprise that recorded the features.
	DesignSubject {
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

/// 设计追溯: the features in force, each as a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct DesignTraceability {
	/// A unit per features record in force; one empty unit if there is none.
	design_safety_traceability_dataunit: Vec<DesignUnit>,
}

/// 设计追溯信息: the product of one features record.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct DesignUnit {
	/// 产品基本信息: name, codes, brand and model.
	design_product_data: DesignProduct,
	/// 设计负责人信息: empty, for it is not on the chain.
	director_data: Directors,
	/// 使用说明信息: of these only the design life is on the chain.
	design_description_data: DesignDescription,
}

/// 产品基本信息: name, codes, brand and model.
#[derive(Debug, Default, Serialize, ToSchema)]
#[allow(non_snake_case)]
pub struct DesignProduct {
	/// 产品名称: name by the order, else by the declaration.
	product_name: String,
	/// 产品类别: empty, for it is not on the chain.
	classification: String,
	/// 产品分类代码: HS code of the declaration.
	product_code: String,
	/// 品牌: brand of the features.
	brand: String,
	/// 规格: model of the features, as in `model`.
	specification: String,
	/// 型号: model of the features.
	model: String,
	/// 产品编号: commodity barcode of the trace code.
	product_ID: String,
	/// 执行标准: certificates and test reports, each as kind and SHA-256.
	standards: String,
	/// 产品图片: empty, for the chain has none.
	picture: String,
}

/// 设计负责人信息: director of the design.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Directors {
	/// One entry, which is empty: the chain doesn't know the director.
	director_dataunit: [Director; 1],
}

texts! {
	/// 设计负责人: an entry of the directors.
	Director {
		/// 负责人: empty, for it is not on the chain.
		director,
	}
}

texts! {
	/// 使用说明信息: instructions for use.
	DesignDescription {
		/// 适用人群: empty, for it is not on the chain.
		applicable,
		/// 预期功能与用途: empty, for it is not on the chain.
		intended,
		/// 设计寿命: shelf life of the features.
		life,
		/// 使用条件: empty, for it is not on the chain.
		application,
		/// 限制条件: empty, for it is not on the chain.
		restrictive,
	}
}

/// 设计追溯信息查询接口 (GB/T 39106—2020, A.1.3): tables A.1 to A.4 as they stand.
#[utoipa::path(
	post,
	operation_id = "design_search",
	path = "/design/search",
	tag = "exchange",
	request_body = SearchRequest,
	responses(
		(status = 200, description = "`status` says whether it succeeded: see table A.3", body = Answer<DesignData>),
		Failures,
	)
)]
pub async fn search(State(app): State<App>, asked: Noted, body: Body) -> Result<Answer<DesignData>, Refusal> {
	let request = Request::read(&app, asked, body).await?;
	let unit = request.unit(&app).await?;
	let said = Said::of(&app, unit, &[Info::Product, Info::Transaction, Info::Customs]).await?;
	if let Some(name) = request.text("name")?.filter(|name| !said.is_called(name)) {
		return Err(Refusal::OtherName(name.into()));
	}
	Ok(Answer::with(data(&said)))
}

fn data(said: &Said) -> DesignData {
	let designer =
		said.all(Info::Product, "Features").last().map_or(&said.unit.owner, |(record, _)| &record.provider);
	let production = said.last(Info::Product, "Production");
	let mut units: Vec<_> =
		said.all(Info::Product, "Features").map(|(_, features)| unit(said, features)).collect();
	if units.is_empty() {
		units.push(unit(said, &Value::Null));
	}
	DesignData {
		design_subject_data: DesignSubject {
			enterprise_name: said.name(designer),
			identifier: said.credit_code(designer),
			address: text(&production["address"]),
			telephone: text(&production["contact"]),
			..DesignSubject::default()
		},
		design_safety_traceability_data: DesignTraceability { design_safety_traceability_dataunit: units },
	}
}

fn unit(said: &Said, features: &Value) -> DesignUnit {
	let list = |name: &str| features[name].as_array().map(Vec::as_slice).unwrap_or_default();
	let model = text(&features["model"]);
	DesignUnit {
		design_product_data: DesignProduct {
			product_name: said.product_name(),
			product_code: text(&said.last(Info::Customs, "Declaration")["lines"][0]["hs_code"]),
			brand: text(&features["brand"]),
			specification: model.clone(),
			model,
			product_ID: said.unit.gtin.clone().unwrap_or_default(),
			standards: documents(list("certificates").iter().chain(list("test_reports"))),
			..DesignProduct::default()
		},
		director_data: Directors::default(),
		design_description_data: DesignDescription {
			life: written(Kind::ShelfLife, &features["shelf_life"]),
			..DesignDescription::default()
		},
	}
}
