// SPDX-License-Identifier: Apache-2.0
//! Lists of words of which one may stand in a cell, each with its name on the chain.

use crate::Fault;

/// A word's name on the chain and its Chinese name.
pub(crate) type Choice = (&'static str, &'static str);

/// 计量单位, units of measurement
pub(super) const MEASURES: &[Choice] = &[
	("Piece", "个"),
	("Pair", "双"),
	("Set", "套"),
	("Carton", "箱"),
	("Kilogram", "千克"),
	("Litre", "升"),
	("Metre", "米"),
	("SquareMetre", "平方米"),
	("CubicMetre", "立方米"),
];

/// 运输方式, modes of transport
pub(super) const TRANSPORT_MODES: &[Choice] = &[
	("Water", "水路运输"),
	("Rail", "铁路运输"),
	("Road", "公路运输"),
	("Air", "航空运输"),
	("Mail", "邮件运输"),
	("Multimodal", "多式联运"),
	("Other", "其他"),
];

/// Outcomes of screening, from the standard's tally 理货信息.
pub(super) const OUTCOMES: &[Choice] =
	&[("Passed", "通过"), ("PassedAfterOpening", "开箱查验后通过"), ("HeldBack", "扣下")];

/// 交付异常, exceptions on delivery
pub(super) const EXCEPTIONS: &[Choice] = &[
	("NoneOccurred", "无异常"),
	("Damage", "运输破损"),
	("Loss", "丢失"),
	("DetentionAtDestination", "目的国扣关"),
	("Disposal", "废弃"),
	("Transfer", "转仓"),
	("Rma", "RMA"),
	("Return", "退件"),
	("ReverseLogistics", "逆向物流"),
];

/// 通关状态, statuses of a clearance
pub(super) const CUSTOMS_STATUSES: &[Choice] = &[
	("Declared", "申报"),
	("Received", "接收"),
	("ManualReview", "转人工"),
	("Inspection", "查验"),
	("Detained", "扣留"),
	("Concluded", "审结"),
	("Released", "放行"),
	("Closed", "结关"),
	("Rejected", "退单"),
	("Returned", "退运"),
	("Cancelled", "撤销"),
];

pub(super) const DOCUMENTS: &[Choice] = &[
	("BusinessLicence", "营业执照"),
	("ProductionLicence", "生产许可"),
	("Certificate", "认证证书"),
	("CertificateOfOrigin", "原产地证明"),
	("TestReport", "检验检测报告"),
	("ReceiptVoucher", "收款凭证"),
	("SettlementVoucher", "结汇凭证"),
	("DutyPaid", "完税凭证"),
	("Picture", "图片"),
	("Other", "其他"),
];

/// Systems that positions come from.
pub(super) const SYSTEMS: &[Choice] = &[("Pas", "PAS"), ("Bds", "BDS"), ("Gps", "GPS")];

/// The word's name on the chain.
pub(super) fn parse(choices: &'static [Choice], text: &str) -> Result<&'static str, Fault> {
	choices
		.iter()
		.find(|(name, chinese)| name.eq_ignore_ascii_case(text) || *chinese == text)
		.map(|(name, _)| *name)
		.ok_or_else(|| Fault::UnknownChoice(list(choices)))
}

/// The word's Chinese name, or the name on the chain if this program doesn't know the word.
pub(super) fn format<'a>(choices: &'static [Choice], name: &'a str) -> &'a str {
	choices.iter().find(|(known, _)| *known == name).map_or(name, |(_, chinese)| chinese)
}

/// All words of a list, for people.
pub(super) fn list(choices: &'static [Choice]) -> String {
	choices.iter().map(|(_, chinese)| *chinese).collect::<Vec<_>>().join("、")
}
