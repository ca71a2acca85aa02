// SPDX-License-Identifier: Apache-2.0

//! Codes of customs documents.

use crate::{Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

super::fixed_code!(
	/// Number of a declaration, an entry 报关单号 or a list 清单编号: customs office (4), year (4), flag (1), serial (9).
	///
	/// One form for both, for they never coincide: the flag of an entry is a digit, that of a list a letter. See
	/// [`EntryNumber::flag`].
	EntryNumber,
	18
);

/// The documents that declare goods to customs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclarationKind {
	/// Customs entry 报关单.
	Entry,
	/// List 清单 of cross-border e-commerce, whose parcels are declared together.
	List,
}

/// The flag 进出口标志 at the ninth place of a declaration's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclarationFlag {
	/// The document that the number is of.
	pub kind: DeclarationKind,
	/// True if the goods leave the country.
	pub export: bool,
}

impl EntryNumber {
	/// The year in which customs gave the number.
	pub fn year(&self) -> u64 {
		self.0[4..8].iter().fold(0, |year, digit| 10 * year + u64::from(digit.saturating_sub(b'0')))
	}

	/// The flag of the number: 0 and 1 for the export and the import of an entry, E and I for those of a list.
	///
	/// None of a number that has another character there.
	pub fn flag(&self) -> Option<DeclarationFlag> {
		use DeclarationKind::{Entry, List};
		let (kind, export) = match self.0[8] {
			b'0' => (Entry, true),
			b'1' => (Entry, false),
			b'E' => (List, true),
			b'I' => (List, false),
			_ => return None,
		};
		Some(DeclarationFlag { kind, export })
	}

	/// Returns true if the flag says export.
	pub fn is_export(&self) -> bool {
		self.flag().is_some_and(|flag| flag.export)
	}
}

impl Check for EntryNumber {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		let (office_and_year, serial) = (&self.0[..8], &self.0[9..]);
		let digits = office_and_year.iter().chain(serial).all(u8::is_ascii_digit);
		(digits && self.flag().is_some()).then_some(()).ok_or(ValueError::MalformedCode)
	}
}

super::fixed_code!(
	/// Commodity code 商品编码 of the customs tariff: 6 digits of the Harmonized System and 4 national ones.
	HsCode,
	10
);

impl HsCode {
	/// Returns true if goods of this chapter may perish: food, drink and tobacco (1 to 24), medicines (30), cosmetics (33).
	pub fn may_perish(&self) -> bool {
		let chapter = self.0[..2].iter().fold(0, |chapter, digit| 10 * chapter + digit.saturating_sub(b'0'));
		matches!(chapter, 1..=24 | 30 | 33)
	}
}

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

super::fixed_code!(
	/// Number of a fully digital invoice 数电票: year (2), region (2), channel (1), serial (15).
	InvoiceNumber,
	20
);

impl Check for InvoiceNumber {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		self.0.iter().all(u8::is_ascii_digit).then_some(()).ok_or(ValueError::MalformedCode)
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
