// SPDX-License-Identifier: Apache-2.0

//! Pages around the trace: home page, error page, participants, declarations.

use super::{
	display::{Row, Shown},
	format, item,
	layout::{AsOf, Frame},
	party::{known, Who},
};
use crate::{
	digital_link::links,
	i18n::{self, called, customs, field, logistics, transaction, Is, Lang, Part},
	text::cut,
};
use askama::Template;
use serde_json::{json, Value};
use suyuan_store::{
	model::{Declaration, Party},
	read::{
		declarations::{FullDeclaration, Held},
		participants::Participant,
		Page,
	},
};

/// Longest text of a reader's request that the error page quotes, in bytes.
const MAX_SAID: usize = 512;

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
	frame: Frame<'a>,
}

/// Renders the home page, where a code is typed in.
pub fn home(lang: Lang, base: &str) -> String {
	rendered(Home { frame: Frame::new(lang, base, "/") })
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem<'a> {
	frame: Frame<'a>,
	title: &'static str,
	explanation: &'static str,
	advice: Vec<&'static str>,
	said: Option<&'a str>,
}

/// Renders the error page, which names the remedy. `name` is the problem's, `said` the detail of this occurrence: it may
/// come from the reader.
pub fn problem(name: &str, said: Option<&str>, lang: Lang, base: &str) -> String {
	let (title, explanation, advice) = said_of(name, lang);
	let said = said.map(|said| cut(said, MAX_SAID));
	let said = said.as_deref();
	rendered(Problem { frame: Frame::new(lang, base, "/"), title, explanation, advice, said })
}

fn said_of(name: &str, lang: Lang) -> (&'static str, &'static str, Vec<&'static str>) {
	let t = |zh, en| lang.t(zh, en);
	match name {
		"unknown-code" => (
			t("没有登记这个追溯码", "This code is not registered"),
			t(
				"链上没有任何产品、批次或物流单元使用这个码。",
				"No product, batch or logistic unit on the chain has it.",
			),
			vec![
				t("对照标签，逐位核对是否输错。", "Compare it with the label, letter by letter."),
				t("刚刚赋码的产品可能要等几秒钟才能查到。", "If it was registered just now, wait a few seconds."),
				t(
					"如果与标签完全一致却查不到，标签可能是仿造的：请勿使用，并联系销售方。",
					"If it is just what the label says, the label may be a forgery: don't use the product, and turn to \
					 whoever sold it.",
				),
			],
		),
		"unknown-product" => (
			t("这里没有登记这种产品", "No unit of this product is registered here"),
			t(
				"商品条码标识的是一种产品，不是其中一件。许多产品未纳入追溯，查不到不说明产品是真是假。",
				"A barcode names a product and not a piece of it. Many products are not traced: that none is found says \
				 nothing of whether it is genuine.",
			),
			vec![
				t("如果产品上有二维码，请扫描二维码。", "If the product has a QR code, scan that."),
				t("逐位核对条码下方的数字。", "Compare the digits beneath the bars."),
			],
		),
		"wrong-check-digit" => (
			t("校验位不对", "The check digit is wrong"),
			t(
				"条码最后一位与前面的数字不相符，说明有一位输错、扫错，或者这个码是编造的。",
				"The last digit of the barcode does not go with the others: one was mistyped or misread, or the code was \
				 made up.",
			),
			vec![
				t("重新扫码，或逐位核对条码下方的数字。", "Scan again, or compare the digits beneath the bars."),
				t("标签上就是这样印的：请勿使用，并联系销售方。", "If the label has it so, turn to whoever sold it."),
			],
		),
		"malformed-trace-code" => (
			t("这不是追溯码", "This is no trace code"),
			t(
				"追溯码应是 GS1 数字链接的路径，例如 01/06901234567892/21/SN-0001。",
				"A trace code is the path of a GS1 Digital Link, such as 01/06901234567892/21/SN-0001.",
			),
			vec![
				t("请直接扫描产品上的二维码。", "Scan the QR code on the product."),
				t("手工输入时，请包含标签上括号内的标识符与全部数字。", "If you type it, take in what stands in brackets too."),
			],
		),
		"too-many-requests" => (
			t("查询太频繁", "Too many requests"),
			t("请稍等片刻再试。", "Wait a moment, then try again."),
			Vec::new(),
		),
		"internal" | "unavailable" | "timed-out" => (
			t("平台暂时无法回答", "The platform can't answer just now"),
			t("问题在我们这边，与您的产品无关。", "That is our fault and says nothing of the product."),
			vec![t("请稍后刷新本页。", "Load this page again in a moment.")],
		),
		_ => (
			t("这里什么也没有", "There is nothing here"),
			t("链接可能有误，或所查的内容不存在。", "The link may be wrong, or what it asks for is not there."),
			vec![t("回到首页，输入追溯码查询。", "Go to the first page and type in a trace code.")],
		),
	}
}

#[derive(Template)]
#[template(path = "people.html")]
struct People<'a> {
	frame: Frame<'a>,
	people: Vec<Who>,
	next: Option<String>,
}

/// Renders a page of the list of participants.
pub fn people(page: &Page<Party>, lang: Lang, base: &str, as_of: AsOf) -> String {
	let after = |after: &String| format!("/participants?after={}&lang={}", links::query(after), lang.short());
	let next = page.next.as_ref().map(after);
	let people = page.items.iter().map(|party| known(party, lang)).collect();
	rendered(People { frame: Frame::new(lang, base, "/participants").with_age(as_of), people, next })
}

#[derive(Template)]
#[template(path = "person.html")]
struct OnePerson<'a> {
	frame: Frame<'a>,
	units: &'a [String],
	who: Who,
	rows: Vec<Row>,
}

/// Renders the page of a participant, with units that it owns.
pub fn person(person: &Participant, units: &[String], lang: Lang, base: &str, as_of: AsOf) -> String {
	let party = &person.party;
	let mut rows = Vec::new();
	let mut row = |zh, en, shown: Vec<Shown>| {
		if !shown.is_empty() {
			rows.push(Row::new(lang.t(zh, en), shown));
		}
	};
	let plain = |text: String| vec![Shown::Plain(text)];
	let name = |choices, name: &Option<String>| match name {
		Some(name) => plain(called(choices, name, lang).into_owned()),
		None => Vec::new(),
	};
	row("实名认证", "Certification", name(i18n::parties::STATUSES, &party.status));
	row("参与方类型", "Kind", name(i18n::parties::KINDS, &party.kind));
	row("业务", "Business", name(i18n::parties::BUSINESSES, &party.business));
	row("部门", "Department", name(i18n::parties::DEPARTMENTS, &party.department));
	row("统一社会信用代码", "Credit code", party.credit_code.iter().cloned().map(Shown::Code).collect());
	let country = party.country.as_deref().map(|code| plain(format::country(code, lang)));
	row("注册地", "Registered in", country.unwrap_or_default());
	let node = |node: &String| Shown::Plain(called(i18n::parties::NODES, node, lang).into_owned());
	row("信息接入节点", "Nodes", person.nodes.iter().map(node).collect());
	row("认证有效期至", "Certified until", person.until.map(Shown::Time).into_iter().collect());
	row("账户", "Account", vec![Shown::Code(party.account.clone())]);
	let evidence = item::evidence(&person.evidence, lang);
	row("证明文件", "Documents", evidence);
	let path = format!("/participants/{}", links::query(&party.account));
	let frame = Frame::new(lang, base, path).with_age(as_of);
	rendered(OnePerson { frame, units, who: known(party, lang), rows })
}

/// Fields of a declaration that hold for all its goods 表头.
const HEADING: Part = Part {
	of: "Heading",
	fields: &[
		field("mode", "监管方式", "Supervision mode", Is::Choice(customs::SUPERVISION_MODES)),
		field("port_of_departure", "启运口岸", "Port of departure", Is::Location),
		field("port_of_arrival", "到货口岸", "Port of arrival", Is::Location),
		field("destination", "运抵国（地区）", "Destination", Is::Country),
		field("declared_at", "申报日期", "Declared", Is::Time),
		field("order", "订单标识", "Order reference", Is::Part(&transaction::ORDER_KEY)),
		field("waybills", "运单标识", "Waybill reference", Is::Parts(&logistics::WAYBILL_KEY)),
		field("packages", "件数", "Packages", Is::Count),
		field("gross_weight", "毛重", "Gross weight", Is::Mass),
	],
};

/// Fields of a declaration by line of goods 表体.
const LINES: Part =
	Part { of: "Lines", fields: &[field("lines", "商品", "Goods", Is::Parts(&customs::DECLARED_LINE))] };

#[derive(Template)]
#[template(path = "entry.html")]
struct OneEntry<'a> {
	frame: Frame<'a>,
	units: &'a [String],
	held: &'a [Held],
	declaration: &'a Declaration,
	who: Who,
	heading: Vec<Row>,
	lines: Vec<Row>,
}

/// Renders the page of a declaration, with its exporter.
pub fn entry(
	entry: &FullDeclaration,
	declarant: Option<&Party>,
	lang: Lang,
	base: &str,
	as_of: AsOf,
) -> String {
	let who = match declarant {
		Some(party) => known(party, lang),
		None => super::party::who(&Default::default(), &entry.declaration.declarant, lang),
	};
	let lines: &Value = &json!({ "lines": entry.lines });
	let path = format!("/declarations/{}", links::query(&entry.declaration.entry_number));
	rendered(OneEntry {
		frame: Frame::new(lang, base, path).with_age(as_of),
		declaration: &entry.declaration,
		heading: item::of_part(&HEADING, &entry.heading, lang),
		lines: item::of_part(&LINES, lines, lang),
		who,
		units: &entry.units,
		held: &entry.held,
	})
}

fn rendered(page: impl Template) -> String {
	// A template fails only if a value in it can't be written, and writing to a string can't fail.
	page.render().unwrap_or_default()
}
