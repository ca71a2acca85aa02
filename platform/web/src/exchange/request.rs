// SPDX-License-Identifier: Apache-2.0

//! Requests of the exchange: a token and a parameter (table A.1).

use super::{answer::Refusal, code};
use crate::{annotation::RequestAnnotation, auth, App};
use axum::{body::Bytes, extract::rejection::BytesRejection, http::StatusCode, Extension};
use serde::Deserialize;
use serde_json::{Map, Value};
use suyuan_primitives::codes::UnitLevel;
use suyuan_store::{model::Unit, read::exchange};
use utoipa::ToSchema;

/// Body of a request, or the reason for which it could not be read.
pub type Body = Result<Bytes, BytesRejection>;
/// Annotation of a request for the query log.
pub type Noted = Option<Extension<RequestAnnotation>>;

/// Form of a request (tables A.1 and A.2), for the OpenAPI document alone.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct SearchRequest {
	/// 接口请求令牌，用于鉴权: token with the scope of the exchange.
	#[schema(example = "Zh1uiSU6dIZhI6Cn")]
	token: String,
	/// Parameters of the search. An array of one object is read as well.
	param: SearchParam,
}

/// Parameters of a search.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct SearchParam {
	/// 追溯码: trace code in any form. The canonical one, the link with that path, an element string, an SSCC, or a barcode
	/// and a serial number.
	#[schema(example = "01/06901234567892/21/SN-0001")]
	traceability_code: String,
	/// 请求对象的名称: part of the product's, the brand's, the model's or the enterprise's name.
	name: Option<String>,
}

/// A request whose token grants the exchange.
#[derive(Debug)]
pub struct Request {
	/// Name of the token's holder.
	pub who: String,
	/// Whole body of the request.
	pub body: Map<String, Value>,
	/// Parameters of the request.
	pub param: Map<String, Value>,
	asked: RequestAnnotation,
}

impl Request {
	/// Parses a request and authenticates its token.
	pub async fn read(app: &App, asked: Noted, body: Body) -> Result<Self, Refusal> {
		let body = body.map_err(|rejection| match rejection.status() {
			StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
			_ => Refusal::Malformed("请求体无法读取".into()),
		})?;
		let Value::Object(body) = serde_json::from_slice(&body).map_err(|error| {
			Refusal::Malformed(format!(
				"不是 UTF-8 编码的 JSON（第 {} 行第 {} 列）",
				error.line(),
				error.column()
			))
		})?
		else {
			return Err(Refusal::Malformed("应为 JSON 对象".into()));
		};
		let token = match body.get("token") {
			None | Some(Value::Null) => return Err(Refusal::Missing("token")),
			Some(Value::String(token)) => token,
			Some(_) => return Err(Refusal::Malformed("token 应为字符串".into())),
		};
		let who = auth::holder(&app.database, token, auth::EXCHANGE).await?.ok_or(Refusal::WrongToken)?;
		let asked = asked.map(|Extension(asked)| asked).unwrap_or_default();
		asked.by(&who);
		let param = match body.get("param") {
			None | Some(Value::Null) => return Err(Refusal::Missing("param")),
			Some(param) => one_object(param).ok_or_else(|| Refusal::Malformed("param 应为对象".into()))?,
		};
		let param = param.clone();
		Ok(Self { who, body, param, asked })
	}

	/// Returns a text parameter, if it is there and not empty.
	pub fn text(&self, name: &'static str) -> Result<Option<&str>, Refusal> {
		match self.param.get(name) {
			None | Some(Value::Null) => Ok(None),
			Some(Value::String(text)) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
			Some(_) => Err(Refusal::Malformed(format!("{name} 应为字符串"))),
		}
	}

	/// Reads the unit of the request's trace code.
	pub async fn unit(&self, app: &App) -> Result<Unit, Refusal> {
		let text = self.text("traceability_code")?.ok_or(Refusal::Missing("traceability_code"))?;
		let code = code::read(text)?;
		let names_product = code.level() == Ok(UnitLevel::ProductClass);
		let code = code.0.as_str();
		self.asked.about(code);
		if names_product {
			return Err(Refusal::NamesProduct(code.into()));
		}
		exchange::unit(&app.database, code).await?.ok_or_else(|| Refusal::UnknownCode(code.into()))
	}
}

/// Returns an object, or that of an array of one. Table A.3 says array where the example of A.4 shows an object.
pub fn one_object(value: &Value) -> Option<&Map<String, Value>> {
	match value {
		Value::Object(object) => Some(object),
		Value::Array(list) => match &list[..] {
			[Value::Object(object)] => Some(object),
			_ => None,
		},
		_ => None,
	}
}
