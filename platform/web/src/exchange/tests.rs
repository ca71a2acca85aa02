// SPDX-License-Identifier: Apache-2.0

//! Tests of the exchange by requests of another system.

use super::{answer::MAX_REQUEST, router};
use crate::{auth, App, Config};
use axum::{
	body::{to_bytes, Body},
	http::{header, Request, StatusCode},
};
use serde_json::{json, Value};
use suyuan_fixtures::{CARTON, EARPHONES, RECALLED};
use suyuan_store::{Database, Progress};
use tower::ServiceExt;

/// The token of table A.2.
const TOKEN: &str = "Zh1uiSU6dIZhI6Cn";

async fn database() -> Database {
	let database = suyuan_fixtures::database().await;
	for (name, token, scopes) in [
		("监管平台", TOKEN, "exchange"),
		("海尔智家", "second", "[\"exchange\"]"),
		("Exporter", "other", "export"),
	] {
		let row = json!({ "name": name, "hash": auth::digest(token), "scopes": scopes, "created": 0 });
		suyuan_fixtures::insert(&database, "tokens", row).await;
	}
	database
}

async fn post_to(database: &Database, path: &str, body: impl Into<Body>) -> (StatusCode, Value) {
	let app = App::over(database.clone(), Config::default(), Progress::default());
	let request =
		Request::post(path).header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap();
	let response = router(app).oneshot(request).await.unwrap();
	let (parts, body) = response.into_parts();
	let body = to_bytes(body, usize::MAX).await.unwrap();
	let answer =
		serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&body)));
	(parts.status, answer)
}

async fn post(path: &str, body: Value) -> Value {
	let (status, answer) = post_to(&database().await, path, body.to_string()).await;
	assert_eq!(status, StatusCode::OK);
	answer
}

fn about(code: &str) -> Value {
	json!({ "token": TOKEN, "param": { "traceability_code": code } })
}

/// Returns true if an answer has every field of an example, and texts where that has texts.
fn has_shape_of(answer: &Value, example: &Value) -> bool {
	match (answer, example) {
		(Value::Object(answer), Value::Object(example)) => {
			answer.len() == example.len()
				&& example
					.iter()
					.all(|(name, inner)| answer.get(name).is_some_and(|answer| has_shape_of(answer, inner)))
		}
		(Value::Array(answer), Value::Array(example)) => {
			!answer.is_empty() && answer.iter().all(|answer| has_shape_of(answer, &example[0]))
		}
		(Value::String(_), Value::String(_)) => true,
		_ => false,
	}
}

/// The example of table A.4.
fn table_a_4() -> Value {
	json!({
		"status": "1",
		"message": "成功",
		"data": {
			"design_subject_data": {
				"enterprise_name": "企业名称",
				"identifier": "统一社会信用代码",
				"representative": "法定代表人",
				"address": "地址",
				"telephone": "联系电话"
			},
			"design_safety_traceability_data": {
				"design_safety_traceability_dataunit": [{
					"design_product_data": {
						"product_name": "产品名称",
						"classification": "产品类别",
						"product_code": "产品分类代码",
						"brand": "品牌",
						"specification": "规格",
						"model": "型号",
						"product_ID": "产品编号",
						"standards": "执行标准",
						"picture": "产品图片"
					},
					"director_data": { "director_dataunit": [{ "director": "负责人" }] },
					"design_description_data": {
						"applicable": "适用人群",
						"intended": "预期功能与用途",
						"life": "设计寿命",
						"application": "使用条件",
						"restrictive": "限制条件"
					}
				}]
			}
		}
	})
}

#[tokio::test]
async fn the_request_of_table_a_2_is_answered_in_the_shape_of_table_a_4() {
	let answer = post("/design/search", about(EARPHONES)).await;
	assert_eq!(answer["status"], "1");
	assert_eq!(answer["message"], "成功");
	assert!(has_shape_of(&answer, &table_a_4()), "{answer:#}");
	let data = &answer["data"];
	assert_eq!(data["design_subject_data"]["enterprise_name"], "深圳市声澜电子有限公司");
	assert_eq!(data["design_subject_data"]["identifier"], "91440300708461136T");
	let product = &data["design_safety_traceability_data"]["design_safety_traceability_dataunit"][0]
		["design_product_data"];
	assert_eq!(product["brand"], "声澜 SHENGLAN");
	assert_eq!(product["model"], "SL-B5");
	assert_eq!(product["product_ID"], "06901234567892");
	assert_eq!(product["product_code"], "8518300000");
}

#[tokio::test]
async fn a_unit_of_which_little_is_known_has_every_field_too() {
	let answer = post("/design/search", about(CARTON)).await;
	assert!(has_shape_of(&answer, &table_a_4()), "{answer:#}");
}

#[tokio::test]
async fn the_parameter_may_be_an_array_of_one_and_the_code_in_any_form() {
	for code in
		[EARPHONES, "https://trace.example.cn/01/06901234567892/21/SN-0001", "(01)6901234567892(21)SN-0001"]
	{
		let request = json!({ "token": TOKEN, "param": [{ "traceability_code": code }] });
		assert_eq!(post("/design/search", request).await["status"], "1", "{code}");
	}
}

#[tokio::test]
async fn a_name_narrows_the_search() {
	for (name, status) in [("shenglan", "1"), ("声澜电子", "1"), ("耳机", "1"), ("", "1"), ("水壶", "2")]
	{
		let request = json!({ "token": TOKEN, "param": { "traceability_code": EARPHONES, "name": name } });
		for path in ["/design/search", "/manufacture/search", "/market/search"] {
			assert_eq!(post(path, request.clone()).await["status"], status, "{path} {name}");
		}
	}
}

#[tokio::test]
async fn whatever_is_wrong_with_a_request_is_said_in_its_message() {
	let code = EARPHONES;
	for (request, said) in [
		(json!({ "param": { "traceability_code": code } }).to_string(), "缺少参数：token"),
		(json!({ "token": 7, "param": { "traceability_code": code } }).to_string(), "token 应为字符串"),
		(json!({ "token": "wrong", "param": { "traceability_code": code } }).to_string(), "令牌无效"),
		(json!({ "token": "other", "param": { "traceability_code": code } }).to_string(), "令牌无效"),
		(json!({ "token": "", "param": { "traceability_code": code } }).to_string(), "令牌无效"),
		(json!({ "token": TOKEN }).to_string(), "缺少参数：param"),
		(about("6901234567892").to_string(), "该码只标识一种产品"),
		(json!({ "token": TOKEN, "param": {} }).to_string(), "缺少参数：traceability_code"),
		(json!({ "token": TOKEN, "param": [] }).to_string(), "param 应为对象"),
		(
			json!({ "token": TOKEN, "param": { "traceability_code": 7 } }).to_string(),
			"traceability_code 应为字符串",
		),
		(about("追溯码").to_string(), "追溯码无效"),
		(about("01/06901234567893/21/A").to_string(), "校验位不符"),
		(about("01/06901234567892/21/NONE").to_string(), "未查询到"),
		("[]".to_string(), "应为 JSON 对象"),
		("{".to_string(), "第 1 行"),
		(String::new(), "不是 UTF-8 编码的 JSON"),
	] {
		for path in ["/design/search", "/manufacture/search", "/market/search"] {
			let (status, answer) = post_to(&database().await, path, request.clone()).await;
			assert_eq!(status, StatusCode::OK, "{request}");
			assert_eq!(answer["status"], "2", "{request}");
			let message = answer["message"].as_str().unwrap();
			assert!(message.contains(said), "{request}: {message}");
		}
	}
}

#[tokio::test]
async fn what_is_not_utf_8_or_too_large_is_refused() {
	let (status, answer) = post_to(&database().await, "/design/search", vec![b'"', 0xff, b'"']).await;
	assert_eq!((status, &answer["status"]), (StatusCode::OK, &json!("2")));
	let (status, answer) = post_to(&database().await, "/design/search", vec![b' '; MAX_REQUEST + 1]).await;
	assert_eq!((status, &answer["status"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("2")));
}

#[tokio::test]
async fn manufacture_says_what_it_was_made_of_and_who_says_so() {
	let data = post("/manufacture/search", about(EARPHONES)).await["data"].take();
	assert_eq!(data["manufacture_subject_data"]["enterprise_name"], "深圳市声澜电子有限公司");
	assert_eq!(data["material_data"][0]["material_name"], "锂聚合物电池 3.7 V 55 mAh");
	assert_eq!(data["material_data"][0]["source_data"]["provider"], "深圳市声澜电子有限公司");
	// The amended record is left out.
	assert_eq!(data["production_data"].as_array().unwrap().len(), 1);
	assert_eq!(data["production_data"][0]["licence"], "粤深宝 XK-2026-0417");
	assert_eq!(data["genealogy_data"]["made_of"][0]["traceability_code"], suyuan_fixtures::CELLS);
	assert_eq!(data["genealogy_data"]["made_of"][0]["quantity"], "2.000");
	assert_eq!(data["inspection_data"].as_array().unwrap().len(), 3);
	let cells = post("/manufacture/search", about(suyuan_fixtures::CELLS)).await["data"].take();
	assert_eq!(cells["genealogy_data"]["used_in"], json!([EARPHONES, RECALLED]));
}

#[tokio::test]
async fn market_says_the_way_and_what_is_sealed_stays_so() {
	let data = post("/market/search", about(EARPHONES)).await["data"].take();
	assert_eq!(data["order_data"][0]["amount"], "49.90 USD");
	assert_eq!(data["order_data"][0]["consignee"], "已加密封存");
	let stages: Vec<_> =
		data["logistics_data"].as_array().unwrap().iter().map(|step| &step["stage"]).collect();
	assert_eq!(stages, ["理货", "运输", "仓储", "派送", "交付异常"]);
	let storage = &data["logistics_data"][2];
	assert_eq!(storage["source_data"]["source"], "转录:Ontario Cross-Border LLC");
	assert_eq!(data["customs_status_data"][0]["customs_status"], "放行");
	assert_eq!(data["recall_data"]["recall_status"], "");
	let text = data.to_string();
	assert!(!text.contains("0x51515151"), "no commitment either: it says nothing to anybody");
}

#[tokio::test]
async fn a_recall_is_said() {
	let data = post("/market/search", about(RECALLED)).await["data"].take();
	assert_eq!(data["recall_data"]["recall_status"], "召回");
	assert!(data["recall_data"]["reason"].as_str().unwrap().contains("电池过热"));
}

#[tokio::test]
async fn a_hold_on_a_material_is_said_of_what_was_made_of_it() {
	let database = database().await;
	let sql = "UPDATE units SET hold = 'Quarantine', hold_by = owner, hold_reason = '鼓包', held_at = 1 WHERE code = $1";
	sqlx::query(sql).bind(suyuan_fixtures::CELLS).execute(database.pool()).await.unwrap();
	let (_, answer) = post_to(&database, "/market/search", about(EARPHONES).to_string()).await;
	let recall = &answer["data"]["recall_data"];
	assert_eq!(recall["recall_status"], "隔离");
	assert_eq!(recall["reason"], format!("制成它的原料或零部件 {}：鼓包", suyuan_fixtures::CELLS));
	assert_eq!(recall["initiator"], "深圳市声澜电子有限公司");
	let (_, answer) = post_to(&database, "/manufacture/search", about(EARPHONES).to_string()).await;
	let text = answer["data"].to_string();
	assert!(text.contains("\"isolation\":\"隔离\"") && text.contains("鼓包"), "{text}");
}

#[tokio::test]
async fn feedback_is_kept_and_found_again() {
	let database = database().await;
	let business = json!({ "token": TOKEN, "param": {
		"traceability_code": EARPHONES, "stage": "design",
		"data": { "design_subject_data": [{ "enterprise_name": "企业名称" }] },
	} });
	let (_, answer) = post_to(&database, "/feedback/business", business.to_string()).await;
	assert_eq!(answer["status"], "1", "{answer}");
	let prompt = json!({ "token": "second", "status": "2", "message": "批次号不符", "param": { "traceability_code": EARPHONES } });
	let (_, answer) = post_to(&database, "/feedback/prompt", prompt.to_string()).await;
	assert_eq!(answer["status"], "1", "{answer}");

	let (_, answer) = post_to(&database, "/feedback/search", about(EARPHONES).to_string()).await;
	let found = answer["data"]["feedback_dataunit"].as_array().unwrap();
	let kinds: Vec<_> = found.iter().map(|one| format!("{} {}", one["direction"], one["kind"])).collect();
	assert_eq!(kinds, ["\"in\" \"business\"", "\"out\" \"prompt\"", "\"in\" \"prompt\""]);
	assert_eq!(found[0]["body"]["data"][0]["design_subject_data"][0]["enterprise_name"], "企业名称");
	assert_eq!(found[2]["from"], "海尔智家");
	assert_eq!(found[2]["body"]["message"], "批次号不符");

	// The other system doesn't see the prompt to this one.
	let mut request = about(EARPHONES);
	request["token"] = json!("second");
	let (_, answer) = post_to(&database, "/feedback/search", request.to_string()).await;
	assert_eq!(answer["data"]["feedback_dataunit"].as_array().unwrap().len(), 2);

	let mut request = about(EARPHONES);
	request["param"]["after"] = found[1]["feedback_id"].clone();
	let (_, answer) = post_to(&database, "/feedback/search", request.to_string()).await;
	assert_eq!(answer["data"]["feedback_dataunit"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn much_feedback_comes_in_pages() {
	let database = database().await;
	let prompt = json!({ "token": TOKEN, "status": "1", "message": "成功", "param": { "traceability_code": EARPHONES } });
	for _ in 0..70 {
		post_to(&database, "/feedback/prompt", prompt.to_string()).await;
	}
	let mut request = about(EARPHONES);
	let (_, first) = post_to(&database, "/feedback/search", request.to_string()).await;
	assert_eq!(first["data"]["feedback_dataunit"].as_array().unwrap().len(), 64);
	request["param"]["after"] = first["data"]["next"].clone();
	let (_, second) = post_to(&database, "/feedback/search", request.to_string()).await;
	assert_eq!(second["data"]["feedback_dataunit"].as_array().unwrap().len(), 6);
	assert_eq!(second["data"]["next"], "");
}

#[tokio::test]
async fn feedback_that_says_nothing_is_refused() {
	let business = |stage: Value, data: Value| json!({ "token": TOKEN, "param": { "traceability_code": EARPHONES, "stage": stage, "data": data } });
	for (path, request, said) in [
		("/feedback/business", business(Value::Null, json!({ "a": 1 })), "缺少参数：stage"),
		("/feedback/business", business(json!("sale"), json!({ "a": 1 })), "stage 应为"),
		("/feedback/business", business(json!("design"), Value::Null), "缺少参数：data"),
		("/feedback/business", business(json!("design"), json!({})), "data 应为"),
		("/feedback/business", business(json!("design"), json!([])), "data 应为"),
		("/feedback/business", business(json!("design"), json!("x")), "data 应为"),
		("/feedback/prompt", about(EARPHONES), "缺少参数：status"),
		(
			"/feedback/prompt",
			json!({ "token": TOKEN, "status": "3", "message": "x", "param": { "traceability_code": EARPHONES } }),
			"status 应为",
		),
		(
			"/feedback/prompt",
			json!({ "token": TOKEN, "status": "1", "param": { "traceability_code": EARPHONES } }),
			"缺少参数：message",
		),
		(
			"/feedback/search",
			json!({ "token": TOKEN, "param": { "traceability_code": EARPHONES, "after": "soon" } }),
			"after 应为",
		),
		(
			"/feedback/search",
			json!({ "token": "wrong", "param": { "traceability_code": EARPHONES } }),
			"令牌无效",
		),
	] {
		let answer = post(path, request).await;
		assert_eq!(answer["status"], "2", "{answer}");
		assert!(answer["message"].as_str().unwrap().contains(said), "{answer}");
	}
}
