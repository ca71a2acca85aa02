// SPDX-License-Identifier: Apache-2.0

//! 市场追溯信息查询: figure 4 of GB/T 39106 in the style of its appendix A. The standard gives no names for it, so these are our
//! own profile. Personal data is sealed on the chain, and reported as sealed.

use super::{
	answer::{Answer, Refusal},
	records::{documents, moment, sealed, text, texts, written, Said, SourceData},
	request::{Body, Noted, Request, SearchRequest},
};
use crate::{failures::Failures, App};
use axum::extract::State;
use serde::Serialize;
use serde_json::{json, Value};
use suyuan_chain_client::Info;
use suyuan_sheets::Kind;
use utoipa::ToSchema;

/// 追溯对象: data of an answer to the market search.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketData {
	/// 市场主体信息: owner and custodian of the unit.
	market_subject_data: MarketSubject,
	/// 交易信息: order records in force.
	order_data: Vec<MarketOrder>,
	/// 跨境收款信息: receipt records in force.
	receipt_data: Vec<MarketReceipt>,
	/// 物流信息: logistics records in force, in order.
	logistics_data: Vec<MarketStep>,
	/// 通关申报信息: declaration records in force.
	declaration_data: Vec<MarketDeclaration>,
	/// 通关状态信息: customs status records in force.
	customs_status_data: Vec<MarketCustomsStatus>,
	/// 隔离与召回信息: isolation of the unit, if any.
	recall_data: MarketRecall,
}

texts! {
	/// 市场主体信息: owner and custodian of the unit.
	MarketSubject {
		/// 企业名称: registered name of the owner.
		enterprise_name,
		/// 统一社会信用代码: unified social credit code of the owner.
		identifier,
		/// 现持有方名称: registered name of the custodian.
		custodian_name,
		/// 现持有方统一社会信用代码: unified social credit code of the custodian.
		custodian_identifier,
		/// 产品名称: name by the order, else by the declaration.
		product_name,
		/// 批次号: lot of the trace code, else the traded batch.
		batch_number,
		/// 追溯码: trace code in canonical form.
		traceability_code,
	}
}

/// 交易信息: an order record.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketOrder {
	/// 交易时间: Beijing time of the order.
	ordered_at: String,
	/// 商品名称: name of the product.
	product_name: String,
	/// 交易平台: name of the trading platform.
	platform: String,
	/// 交易金额和币制: amount and currency of the order.
	amount: String,
	/// 订单编号: number of the order.
	order_number: String,
	/// 收货人: consignee, reported as sealed.
	consignee: String,
	/// 收货地址: shipping address, reported as sealed.
	ship_to: String,
	/// 联系方式: contact, reported as sealed.
	contact: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 跨境收款信息: a receipt record.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketReceipt {
	/// 收款时间: Beijing time of the receipt.
	received_at: String,
	/// 收款金额和币制: amount and currency received.
	amount: String,
	/// 结汇金额和币制: amount and currency settled, or 尚未结汇.
	settled: String,
	/// 结汇时间: Beijing time of the settlement.
	settled_at: String,
	/// 收款人: name of the payee.
	payee: String,
	/// 凭证: vouchers, each as kind and SHA-256.
	vouchers: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 物流信息: a logistics record, as one step.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketStep {
	/// 环节: 理货, 运输, 仓储, 派送 or 交付异常
	stage: &'static str,
	/// 企业名称: carrier, warehouse or deliverer, else the provider.
	enterprise_name: String,
	/// 单号: number of the waybill or delivery.
	number: String,
	/// 地点: place at which the step begins.
	place: String,
	/// 目的地: place to which it leads; sealed for a delivery.
	destination: String,
	/// 开始时间: Beijing time at which it begins.
	begun_at: String,
	/// 结束时间: Beijing time at which it ends.
	ended_at: String,
	/// 说明: outcome, mode, vehicle or note.
	detail: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 通关申报信息: a declaration record.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketDeclaration {
	/// 报关单号: entry number of the declaration.
	entry_number: String,
	/// 申报清单: lines of the declaration, divided by semicolons.
	lines: String,
	/// 启运口岸: UN/LOCODE of the port of departure.
	port_of_departure: String,
	/// 到货口岸: UN/LOCODE of the port of arrival.
	port_of_arrival: String,
	/// 申报日期: Beijing time of the declaration.
	declared_at: String,
	/// 放行日期: Beijing time of the release.
	released_at: String,
	/// 完税信息: amount and currency of the duty paid, or 尚无完税记录.
	duty_paid: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

/// 通关状态信息: a customs status record.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketCustomsStatus {
	/// 报关单号: entry number of the declaration.
	entry_number: String,
	/// 状态: customs status, in Chinese.
	customs_status: String,
	/// 状态代码: status code of the receipt.
	code: String,
	/// 时间: Beijing time of the change.
	changed_at: String,
	/// 来源: source of the record.
	source_data: SourceData,
}

texts! {
	/// 隔离与召回信息: isolation of the unit, if any.
	MarketRecall {
		/// 状态: empty, 隔离 or 召回
		recall_status,
		/// 发起方: participant that isolated the unit.
		initiator,
		/// 原因: reason given for the isolation.
		reason,
		/// 时间: Beijing time at which it began.
		since,
	}
}

/// 市场追溯信息查询接口. Our own profile: the standard draws figure 4 and gives no names for it.
#[utoipa::path(
	post,
	operation_id = "market_search",
	path = "/market/search",
	tag = "exchange",
	request_body = SearchRequest,
	responses((status = 200, description = "In the style of table A.3", body = Answer<MarketData>), Failures)
)]
pub async fn search(State(app): State<App>, asked: Noted, body: Body) -> Result<Answer<MarketData>, Refusal> {
	let request = Request::read(&app, asked, body).await?;
	let unit = request.unit(&app).await?;
	let said = Said::of(&app, unit, &Info::ALL).await?;
	if let Some(name) = request.text("name")?.filter(|name| !said.is_called(name)) {
		return Err(Refusal::OtherName(name.into()));
	}
	Ok(Answer::with(MarketData {
		market_subject_data: subject(&said),
		order_data: orders(&said),
		receipt_data: receipts(&said),
		logistics_data: steps(&said),
		declaration_data: declarations(&said),
		customs_status_data: statuses(&said),
		recall_data: recall(&said),
	}))
}

fn subject(said: &Said) -> MarketSubject {
	let unit = &said.unit;
	let traded = text(&said.last(Info::Transaction, "ProductCode")["batch"]);
	MarketSubject {
		enterprise_name: said.name(&unit.owner),
		identifier: said.credit_code(&unit.owner),
		custodian_name: said.name(&unit.custodian),
		custodian_identifier: said.credit_code(&unit.custodian),
		product_name: said.product_name(),
		batch_number: unit.lot.clone().unwrap_or(traded),
		traceability_code: unit.code.clone(),
	}
}

fn orders(said: &Said) -> Vec<MarketOrder> {
	said.all(Info::Transaction, "Order")
		.map(|(record, order)| MarketOrder {
			ordered_at: written(Kind::Moment, &order["ordered_at"]),
			product_name: text(&order["product_name"]),
			platform: text(&order["platform"]),
			amount: written(Kind::Money, &order["amount"]),
			order_number: text(&order["key"]["number"]),
			consignee: sealed(&order["consignee"]),
			ship_to: sealed(&order["ship_to"]),
			contact: sealed(&order["contact"]),
			source_data: said.source(record),
		})
		.collect()
}

fn receipts(said: &Said) -> Vec<MarketReceipt> {
	said.all(Info::Transaction, "Receipt")
		.map(|(record, receipt)| MarketReceipt {
			received_at: written(Kind::Moment, &receipt["received_at"]),
			amount: written(Kind::Money, &receipt["amount"]),
			settled: told_or(Kind::Money, &receipt["settled"], "尚未结汇"),
			settled_at: written(Kind::Moment, &receipt["settled_at"]),
			payee: text(&receipt["payee"]),
			vouchers: documents(
				["receipt_voucher", "settlement_voucher", "reversal_voucher"].map(|name| &receipt[name]),
			),
			source_data: said.source(record),
		})
		.collect()
}

/// Writes what a second step tells, or says that it is missing.
fn told_or(kind: Kind, value: &Value, missing: &str) -> String {
	match value {
		Value::Null => missing.into(),
		told => written(kind, told),
	}
}

/// Lists the logistics steps in the order in which they were recorded.
fn steps(said: &Said) -> Vec<MarketStep> {
	let records = said.records.get(&Info::Logistics).map(Vec::as_slice).unwrap_or_default();
	records
		.iter()
		.filter_map(|record| {
			let (variant, content) = record.item.as_object()?.iter().next()?;
			let mut step = MarketStep {
				stage: "",
				enterprise_name: said.name(&record.provider),
				number: String::new(),
				place: String::new(),
				destination: String::new(),
				begun_at: String::new(),
				ended_at: String::new(),
				detail: String::new(),
				source_data: said.source(record),
			};
			match variant.as_str() {
				"Tally" => tally(&mut step, content),
				"Transport" => transport(&mut step, content),
				"Storage" => storage(&mut step, content),
				"Delivery" => delivery(&mut step, content),
				"DeliveryException" => exception(&mut step, content),
				_ => return None,
			}
			Some(step)
		})
		.collect()
}

fn tally(step: &mut MarketStep, tally: &Value) {
	step.stage = "理货";
	step.place = text(&tally["screening"]["site"]);
	step.begun_at = written(Kind::Moment, &tally["screening"]["screened_at"]);
	step.ended_at = written(Kind::Moment, &tally["loading"]["loaded_at"]);
	let outcome = written(Kind::Outcome, &tally["screening"]["outcome"]);
	step.detail = format!("安检：{outcome}；装车：{}", text(&tally["loading"]["vehicle"]));
}

fn transport(step: &mut MarketStep, transport: &Value) {
	step.stage = "运输";
	step.enterprise_name = text(&transport["carrier"]);
	step.number = text(&transport["waybill"]["key"]["number"]);
	step.place = text(&transport["departure"]["name"]);
	step.destination = text(&transport["destination"]["name"]);
	step.detail = written(Kind::TransportMode, &transport["mode"]);
}

fn storage(step: &mut MarketStep, storage: &Value) {
	step.stage = "仓储";
	step.enterprise_name = text(&storage["warehouse"]);
	step.place = text(&storage["address"]);
	step.begun_at = written(Kind::Moment, &storage["entered_at"]);
	step.ended_at = told_or(Kind::Moment, &storage["left_at"], "尚未出库");
	step.detail = text(&storage["mode"]);
}

fn delivery(step: &mut MarketStep, delivery: &Value) {
	step.stage = "派送";
	step.enterprise_name = text(&delivery["company"]);
	step.number = text(&delivery["number"]);
	step.destination = sealed(&delivery["place"]);
	step.ended_at = told_or(Kind::Moment, &delivery["signed_at"], "尚未签收");
	step.detail = text(&delivery["vehicle"]);
}

fn exception(step: &mut MarketStep, exception: &Value) {
	step.stage = "交付异常";
	match exception {
		Value::Object(one) => {
			for (kind, details) in one {
				step.begun_at = written(Kind::Moment, &details["found_at"]);
				let kind = written(Kind::Exception, &json!(kind));
				step.detail = format!("{kind}：{}", text(&details["note"]));
			}
		}
		kind => step.detail = written(Kind::Exception, kind),
	}
}

/// Lists the declarations, each as its clearance wrote it last: the duty may be told after the release.
fn declarations(said: &Said) -> Vec<MarketDeclaration> {
	let all: Vec<_> = said.all(Info::Customs, "Declaration").collect();
	let is_last = |place: usize| {
		let number = &all[place].1["entry_number"];
		!all[place + 1..].iter().any(|(_, later)| later["entry_number"] == *number)
	};
	(0..all.len())
		.filter(|place| is_last(*place))
		.map(|place| {
			let (record, declaration) = all[place];
			let line = |line: &Value| {
				let quantity = written(Kind::Quantity, &line["quantity"]);
				let value = written(Kind::Money, &line["value"]);
				let (code, name) = (text(&line["hs_code"]), text(&line["product_name"]));
				format!("{code} {name} {quantity} {value} {}", text(&line["origin"]))
			};
			let lines = declaration["lines"].as_array().map(Vec::as_slice).unwrap_or_default();
			MarketDeclaration {
				entry_number: text(&declaration["entry_number"]),
				lines: lines.iter().map(line).collect::<Vec<_>>().join("; "),
				port_of_departure: text(&declaration["port_of_departure"]),
				port_of_arrival: text(&declaration["port_of_arrival"]),
				declared_at: written(Kind::Moment, &declaration["declared_at"]),
				released_at: written(Kind::Moment, &declaration["released_at"]),
				duty_paid: told_or(Kind::Money, &declaration["duty_paid"]["amount"], "尚无完税记录"),
				source_data: said.source(record),
			}
		})
		.collect()
}

fn statuses(said: &Said) -> Vec<MarketCustomsStatus> {
	said.all(Info::Customs, "Status")
		.map(|(record, status)| MarketCustomsStatus {
			entry_number: text(&status["entry_number"]),
			customs_status: written(Kind::CustomsStatus, &status["status"]),
			code: text(&status["code"]),
			changed_at: written(Kind::Moment, &status["changed_at"]),
			source_data: said.source(record),
		})
		.collect()
}

fn recall(said: &Said) -> MarketRecall {
	let Some(held) = &said.hold else { return MarketRecall::default() };
	MarketRecall {
		recall_status: said.isolation(),
		initiator: said.name(&held.hold.by),
		reason: said.isolation_reason(),
		since: moment(held.hold.since),
	}
}
