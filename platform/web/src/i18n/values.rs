// SPDX-License-Identifier: Apache-2.0

//! Names of values in items of every block.

use super::{term, Choice, Term};

/// Units of measure 计量单位.
pub const MEASURES: &[Choice] = &[
	("Piece", term("个", "pieces")),
	("Pair", term("双", "pairs")),
	("Set", term("套", "sets")),
	("Carton", term("箱", "cartons")),
	("Kilogram", term("千克", "kg")),
	("Litre", term("升", "L")),
	("Metre", term("米", "m")),
	("SquareMetre", term("平方米", "m²")),
	("CubicMetre", term("立方米", "m³")),
];

/// Kinds of documents.
pub const DOCUMENTS: &[Choice] = &[
	("BusinessLicence", term("营业执照", "Business licence")),
	("ProductionLicence", term("生产许可", "Production licence")),
	("Certificate", term("认证证书", "Certificate")),
	("CertificateOfOrigin", term("原产地证明", "Certificate of origin")),
	("TestReport", term("检验检测报告", "Test report")),
	("ReceiptVoucher", term("收款凭证", "Receipt voucher")),
	("SettlementVoucher", term("结汇凭证", "Settlement voucher")),
	("DutyPaid", term("完税凭证", "Proof of duty paid")),
	("Picture", term("照片或影像", "Picture or film")),
	("Other", term("其他文件", "Other document")),
];

/// Positioning systems.
pub const POSITION_SYSTEMS: &[Choice] = &[
	("Pas", term("高精度定位网络（PAS）", "Precision network (PAS)")),
	("Bds", term("北斗（BDS）", "BeiDou (BDS)")),
	("Gps", term("GPS", "GPS")),
];

/// Second steps of facts that are told in two, with the words for one that is missing: the part, its field, and the term.
pub const AWAITED: &[(&str, &str, Term)] = &[
	("Receipt", "settled", term("尚未结汇", "Not settled yet")),
	("Storage", "left_at", term("尚未出库", "Still in the warehouse")),
	("Delivery", "signed_at", term("尚未签收", "Not signed for yet")),
	("Declaration", "duty_paid", term("尚无完税记录", "No duty recorded")),
];

/// Shelf life without end.
pub const UNLIMITED: Term = term("长期有效", "Does not expire");
