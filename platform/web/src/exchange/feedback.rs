// SPDX-License-Identifier: Apache-2.0

//! 反馈: feedback from systems (GB/T 39106, 5.4). Business information has the shape of figures 2 to 4, prompts that of
//! figure 5. Every answer here is a prompt itself, and the one to business information is stored for its sender.

use super::{
	answer::{Answer, Refusal, SUCCESS},
	records::moment,
	request::{one_object, Body, Noted, Request},
};
use crate::{failures::Failures, App};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::time::{SystemTime, UNIX_EPOCH};
use suyuan_store::read::exchange::{self, Feedback};
use utoipa::ToSchema;

/// Entries that a search returns at most.
const PAGE: i64 = 64;
/// Bytes of feedback that a search returns at most, unless one entry alone has more.
const MAX_ANSWER: usize = 1_024 * 1_024;
/// Stages of the chain that business information may be about.
const STAGES: [&str; 3] = ["design", "manufacture", "market"];
/// Longest message of a prompt, in bytes.
const LONGEST_MESSAGE: usize = 2048;

/// 反馈业务信息: request that brings business information.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct BusinessRequest {
	/// 令牌: token with the scope of the exchange.
	token: String,
	/// Parameters of the feedback.
	param: BusinessParam,
}

/// Parameters of business information.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct BusinessParam {
	/// 追溯码: trace code of the unit, in any form.
	traceability_code: String,
	/// 环节: `design`, `manufacture` or `market`
	stage: String,
	/// Data in the shape of that stage's search answer: an object, or an array of objects.
	#[schema(value_type = Object)]
	data: Value,
}

/// 反馈提示信息: request that brings a prompt.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct PromptRequest {
	/// 令牌: token with the scope of the exchange.
	token: String,
	/// 提示状态码: `1` 代表成功，`2` 代表失败
	status: String,
	/// 提示状态说明: message of at most 2048 bytes.
	message: String,
	/// Parameters of the prompt.
	param: PromptParam,
}

/// Parameters of a prompt.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct PromptParam {
	/// 追溯码: trace code of the unit, in any form.
	traceability_code: String,
}

/// Request of a feedback search.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct FeedbackRequest {
	/// 令牌: token with the scope of the exchange.
	token: String,
	/// Parameters of the search.
	param: FeedbackParam,
}

/// Parameters of a feedback search.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub struct FeedbackParam {
	/// 追溯码: trace code of the unit, in any form.
	traceability_code: String,
	/// Number of the last entry that was read. The search begins with the first if it is missing.
	after: Option<String>,
}

/// Receipt for feedback that was stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kept {
	/// 反馈编号: number that the feedback was stored under.
	feedback_id: String,
}

/// Result of a feedback search.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
	/// Entries found, the earliest first.
	feedback_dataunit: Vec<FeedbackData>,
	/// Number to give as `after` for the entries that follow. Empty if these were the last.
	next: String,
}

/// An entry of feedback.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedbackData {
	/// 反馈编号: number that the feedback was stored under.
	feedback_id: String,
	/// 时间: Beijing time of receipt or sending.
	time: String,
	/// 反馈方: token's holder that sent it, or that a prompt is for.
	from: String,
	/// 类型: `business`, `prompt`, or `consumer` for a comment by a reader of the page
	kind: String,
	/// 方向: `in` 收到, `out` 发出
	direction: String,
	/// The message itself, as JSON.
	#[schema(value_type = Object)]
	body: Value,
}

/// 反馈业务信息: information on a unit from a system of another stage.
#[utoipa::path(
	post,
	operation_id = "feedback_business",
	path = "/feedback/business",
	tag = "exchange",
	request_body = BusinessRequest,
	responses((status = 200, description = "A prompt as of figure 5", body = Answer<Kept>), Failures)
)]
pub async fn business(State(app): State<App>, asked: Noted, body: Body) -> Result<Answer<Kept>, Refusal> {
	let request = Request::read(&app, asked, body).await?;
	let unit = request.unit(&app).await?;
	let stage = request.text("stage")?.ok_or(Refusal::Missing("stage"))?;
	if !STAGES.contains(&stage) {
		return Err(Refusal::Malformed(format!("stage 应为 {} 之一", STAGES.join("、"))));
	}
	let data = match request.param.get("data") {
		None | Some(Value::Null) => return Err(Refusal::Missing("data")),
		Some(Value::Array(list)) if !list.is_empty() && list.iter().all(Value::is_object) => list.clone(),
		Some(one) => match one_object(one) {
			Some(object) if !object.is_empty() => vec![Value::Object(object.clone())],
			_ => return Err(Refusal::Malformed("data 应为对象或对象数组，且不为空".into())),
		},
	};
	let body = json!({ "stage": stage, "data": data });
	let kept = keep(&app, &request.who, &unit.code, "business", "in", body).await?;
	let prompt = json!({ "status": SUCCESS, "message": "成功", "feedback_id": kept.to_string() });
	keep(&app, &request.who, &unit.code, "prompt", "out", prompt).await?;
	Ok(Answer::with(Kept { feedback_id: kept.to_string() }))
}

/// 反馈提示信息: success or failure of an exchange, with its reason.
#[utoipa::path(
	post,
	operation_id = "feedback_prompt",
	path = "/feedback/prompt",
	tag = "exchange",
	request_body = PromptRequest,
	responses((status = 200, description = "A prompt as of figure 5", body = Answer<Kept>), Failures)
)]
pub async fn prompt(State(app): State<App>, asked: Noted, body: Body) -> Result<Answer<Kept>, Refusal> {
	let request = Request::read(&app, asked, body).await?;
	let unit = request.unit(&app).await?;
	let status = match request.body.get("status") {
		None => return Err(Refusal::Missing("status")),
		Some(status) => status.as_str().filter(|status| ["1", "2"].contains(status)),
	};
	let status = status.ok_or_else(|| Refusal::Malformed("status 应为 \"1\" 或 \"2\"".into()))?;
	let message = match request.body.get("message") {
		None => return Err(Refusal::Missing("message")),
		Some(message) => message.as_str().filter(|message| message.len() <= LONGEST_MESSAGE),
	};
	let message = message
		.ok_or_else(|| Refusal::Malformed(format!("message 应为至多 {LONGEST_MESSAGE} 字节的字符串")))?;
	let body = json!({ "status": status, "message": message });
	let kept = keep(&app, &request.who, &unit.code, "prompt", "in", body).await?;
	Ok(Answer::with(Kept { feedback_id: kept.to_string() }))
}

/// 反馈查询: feedback on a unit, with the prompts to the token's holder.
#[utoipa::path(
	post,
	operation_id = "feedback_search",
	path = "/feedback/search",
	tag = "exchange",
	request_body = FeedbackRequest,
	responses((status = 200, description = "In the style of table A.3", body = Answer<Found>), Failures)
)]
pub async fn search(State(app): State<App>, asked: Noted, body: Body) -> Result<Answer<Found>, Refusal> {
	let request = Request::read(&app, asked, body).await?;
	let unit = request.unit(&app).await?;
	let after = match request.text("after")? {
		Some(after) => after.parse().map_err(|_| Refusal::Malformed("after 应为反馈编号".into()))?,
		None => 0,
	};
	let mut found = exchange::feedback(&app.database, &unit.code, &request.who, after, PAGE + 1).await?;
	let fitting = fitting(&found, MAX_ANSWER).min(PAGE as usize);
	let more = found.len() > fitting;
	found.truncate(fitting);
	let next = found.last().filter(|_| more).map(|last| last.id.to_string()).unwrap_or_default();
	let feedback_dataunit = found
		.into_iter()
		.map(|feedback| FeedbackData {
			feedback_id: feedback.id.to_string(),
			time: moment(feedback.time),
			from: feedback.from_name,
			kind: feedback.kind,
			direction: feedback.direction,
			body: feedback.body,
		})
		.collect();
	Ok(Answer::with(Found { feedback_dataunit, next }))
}

/// Number of leading entries that have at most `most` bytes together, but at least one.
pub fn fitting(found: &[Feedback], most: usize) -> usize {
	let mut bytes = 0_usize;
	let sizes = found.iter().map(|feedback| feedback.body.to_string().len());
	sizes
		.take_while(|size| {
			let first = bytes == 0;
			bytes = bytes.saturating_add(*size);
			first || bytes <= most
		})
		.count()
}

async fn keep(
	app: &App,
	who: &str,
	code: &str,
	kind: &str,
	direction: &str,
	body: Value,
) -> Result<i64, Refusal> {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	let feedback = Feedback {
		id: 0,
		time: now.as_millis() as i64,
		from_name: who.into(),
		code: Some(code.into()),
		kind: kind.into(),
		direction: direction.into(),
		body,
	};
	Ok(exchange::keep_feedback(&app.writes, &feedback).await?)
}
