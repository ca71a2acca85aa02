//! Values that stand in items of every block.

use super::{field, term, Choice, Is, Part, Term};

/// 计量单位
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

/// A paper's kind.
pub const PAPERS: &[Choice] = &[
	("BusinessLicence", term("营业执照", "Business licence")),
	("ProductionLicence", term("生产许可", "Production licence")),
	("Certificate", term("认证证书", "Certificate")),
	("CertificateOfOrigin", term("原产地证明", "Certificate of origin")),
	("TestReport", term("检验检测报告", "Test report")),
	("ReceiptVoucher", term("收款凭证", "Receipt voucher")),
	("SettlementVoucher", term("结汇凭证", "Settlement voucher")),
	("DutyPaid", term("完税凭证", "Proof of duty paid")),
	("Picture", term("照片或影像", "Picture or film")),
	("Other", term("其他文件", "Other paper")),
];

/// Where a position comes from.
pub const POSITION_SYSTEMS: &[Choice] = &[
	("Pas", term("高精度定位网络（PAS）", "Precision network (PAS)")),
	("Bds", term("北斗（BDS）", "BeiDou (BDS)")),
	("Gps", term("GPS", "GPS")),
];

/// A shelf life that is no number of days and no date.
pub const UNLIMITED: Term = term("长期有效", "Does not expire");

/// 保质期/有效期
pub const SHELF_LIVES: &[Choice] =
	&[("Unlimited", UNLIMITED), ("Days", term("天", "days")), ("Until", term("有效期至", "until"))];

/// An amount of money. Shown in one, so its fields' own names stand nowhere but here.
pub const MONEY: Part = Part {
	of: "Money",
	fields: &[
		field("minor_units", "金额", "Amount", Is::Count),
		field("currency", "币制", "Currency", Is::Code),
	],
};

/// How much of something there is.
pub const QUANTITY: Part = Part {
	of: "Quantity",
	fields: &[
		field("thousandths", "数量", "Quantity", Is::Count),
		field("unit", "计量单位", "Measure", Is::Choice(MEASURES)),
	],
};

/// How much something weighs.
pub const MASS: Part =
	Part { of: "Mass", fields: &[field("grams", "重量（克）", "Weight (g)", Is::Count)] };

/// The lowest and the highest of what was measured.
pub const RANGE: Part = Part {
	of: "Range",
	fields: &[field("lowest", "最低", "Lowest", Is::Count), field("highest", "最高", "Highest", Is::Count)],
};

/// A place of departure or arrival.
pub const PLACE: Part = Part {
	of: "Place",
	fields: &[
		field("name", "名称", "Name", Is::Text),
		field("location", "地点代码", "UN/LOCODE", Is::Location),
	],
};

/// A paper.
pub const EVIDENCE: Part = Part {
	of: "Evidence",
	fields: &[
		field("kind", "文件类型", "Kind", Is::Choice(PAPERS)),
		field("sha256", "SHA-256", "SHA-256", Is::Code),
	],
};
