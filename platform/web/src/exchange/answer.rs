// SPDX-License-Identifier: Apache-2.0

//! Answers of the exchange: status, message and data.

use crate::{json::Json, text::cut};
use axum::{
	http::StatusCode,
	response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Largest request, in bytes.
pub(super) const MAX_REQUEST: usize = 256 * 1024;

/// Status of success: 1 代表成功.
pub const SUCCESS: &str = "1";
/// Status of failure: 2 代表失败.
pub const FAILURE: &str = "2";

/// Longest name that an answer quotes, in bytes.
const MAX_NAME: usize = 96;

/// A successful answer, as in table A.4.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answer<T> {
	/// 提示状态码: `1` 代表成功，`2` 代表失败
	#[schema(example = "1")]
	pub status: &'static str,
	/// 提示状态说明: `成功`, or the reason for a failure.
	#[schema(example = "成功")]
	pub message: String,
	/// Data that the request asked for, as in table A.3.
	pub data: T,
}

impl<T: Serialize> Answer<T> {
	/// Makes a successful answer.
	pub fn with(data: T) -> Self {
		Self { status: SUCCESS, message: "成功".into(), data }
	}
}

impl<T: Serialize> IntoResponse for Answer<T> {
	fn into_response(self) -> Response {
		Json(self).into_response()
	}
}

/// Reason for which a request is refused.
#[derive(Debug)]
pub enum Refusal {
	/// The request is larger than `MAX_REQUEST`.
	TooLarge,
	/// The request does not have the form of table A.1; the text says how.
	Malformed(String),
	/// A parameter is missing, by its name.
	Missing(&'static str),
	/// The token is unknown or lacks the scope.
	WrongToken,
	/// The trace code can't be read; the text says why.
	BadCode(String),
	/// No unit has the trace code.
	UnknownCode(String),
	/// The code names a product, and none of its units.
	NamesProduct(String),
	/// No name of the unit contains the name asked for.
	OtherName(String),
	/// The database failed; the answer does not say how.
	Failed(sqlx::Error),
}

impl From<sqlx::Error> for Refusal {
	fn from(error: sqlx::Error) -> Self {
		Self::Failed(error)
	}
}

impl Refusal {
	/// 提示状态说明: the reason in Chinese, as the answer's message.
	pub fn message(&self) -> String {
		match self {
			Self::TooLarge => format!("请求过大，至多 {} KiB", MAX_REQUEST / 1024),
			Self::Malformed(why) => format!("请求格式错误：{why}"),
			Self::Missing(parameter) => format!("缺少参数：{parameter}"),
			Self::WrongToken => "令牌无效或无数据交换权限，请向平台运营方申请".into(),
			Self::BadCode(why) => format!("追溯码无效：{why}"),
			Self::UnknownCode(code) => format!("未查询到该追溯码的信息：{code}"),
			Self::NamesProduct(code) => format!("该码只标识一种产品，请加上序列号或批次号：{code}"),
			Self::OtherName(name) => format!("该追溯码下没有名称包含“{}”的对象", cut(name, MAX_NAME)),
			Self::Failed(_) => "系统暂时无法查询，请稍后重试".into(),
		}
	}

	fn code(&self) -> StatusCode {
		match self {
			Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
			Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
			_ => StatusCode::OK,
		}
	}
}

impl IntoResponse for Refusal {
	fn into_response(self) -> Response {
		if let Self::Failed(error) = &self {
			tracing::error!(%error, "an exchange request could not be answered");
		}
		let nothing = serde_json::Map::new();
		(self.code(), Json(Answer { status: FAILURE, message: self.message(), data: nothing }))
			.into_response()
	}
}
