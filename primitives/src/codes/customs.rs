//! Codes of customs documents.

use crate::{Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

super::fixed_code!(
	/// Customs entry number 报关单号: customs office (4), year (4), flag (1: 0 export, 1 import), serial (9).
	EntryNumber,
	18
);

impl EntryNumber {
	/// The year in which customs gave the number.
	pub fn year(&self) -> u64 {
		self.0[4..8].iter().fold(0, |year, digit| 10 * year + u64::from(digit.saturating_sub(b'0')))
	}

	/// Returns true if the flag says export.
	pub fn is_export(&self) -> bool {
		self.0[8] == b'0'
	}
}

impl Check for EntryNumber {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		let sound = self.0.iter().all(u8::is_ascii_digit) && matches!(self.0[8], b'0' | b'1');
		sound.then_some(()).ok_or(ValueError::MalformedCode)
	}
}

super::fixed_code!(
	/// Commodity code 商品编码 of the customs tariff: 6 digits of the Harmonized System and 4 national ones.
	HsCode,
	10
);

impl Check for HsCode {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		self.0.iter().all(u8::is_ascii_digit).then_some(()).ok_or(ValueError::MalformedCode)
	}
}

super::fixed_code!(
	/// Customs registration code 海关注册编码 of an enterprise: digits and upper-case letters.
	CustomsCode,
	10
);

impl Check for CustomsCode {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		let sound = self.0.iter().all(|c| matches!(c, b'0'..=b'9' | b'A'..=b'Z'));
		sound.then_some(()).ok_or(ValueError::MalformedCode)
	}
}

/// Supervision mode 监管方式 under which goods leave.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum SupervisionMode {
	/// General trade 0110 一般贸易.
	General,
	/// Market procurement 1039 市场采购.
	MarketProcurement,
	/// Direct to the consumer 9610 跨境直购.
	DirectToConsumer,
	/// Direct to a business 9710 跨境电商 B2B 直接出口.
	DirectToBusiness,
	/// To an overseas warehouse 9810 跨境电商出口海外仓.
	OverseasWarehouse,
	/// Through a bonded zone 1210 保税电商.
	BondedZone,
}

impl SupervisionMode {
	/// The four digits that customs write.
	pub const fn code(self) -> &'static str {
		match self {
			Self::General => "0110",
			Self::MarketProcurement => "1039",
			Self::DirectToConsumer => "9610",
			Self::DirectToBusiness => "9710",
			Self::OverseasWarehouse => "9810",
			Self::BondedZone => "1210",
		}
	}
}

crate::sets::set_of! {
	/// Supervision modes: those under which an enterprise exports.
	SupervisionModes of SupervisionMode {
		/// General trade 0110 一般贸易.
		general: General,
		/// Market procurement 1039 市场采购.
		market_procurement: MarketProcurement,
		/// Direct to the consumer 9610 跨境直购.
		direct_to_consumer: DirectToConsumer,
		/// Direct to a business 9710 跨境电商 B2B 直接出口.
		direct_to_business: DirectToBusiness,
		/// To an overseas warehouse 9810 跨境电商出口海外仓.
		overseas_warehouse: OverseasWarehouse,
		/// Through a bonded zone 1210 保税电商.
		bonded_zone: BondedZone,
	}
}
