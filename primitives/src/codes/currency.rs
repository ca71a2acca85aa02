// SPDX-License-Identifier: Apache-2.0

//! Currencies by ISO 4217.

use crate::{Check, Clock, ValueError};

super::fixed_code!(
	/// Currency 币制 by its ISO 4217 alphabetic code.
	Currency,
	3
);

/// The codes of currencies in which money changes hands, in order.
///
/// No metals, no testing code, no funds code.
const CIRCULATING: &str = "\
	AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
	CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD \
	HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL \
	LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP \
	PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT \
	TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

impl Currency {
	/// Renminbi, the local currency of settlement 结汇.
	pub const CNY: Self = Self(*b"CNY");

	/// Every currency of the list, in order.
	pub fn all() -> impl Iterator<Item = Self> {
		CIRCULATING.as_bytes().chunks(4).map(|code| Self([code[0], code[1], code[2]]))
	}
}

impl Check for Currency {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		super::is_listed(CIRCULATING, &self.0).then_some(()).ok_or(ValueError::UnknownCurrency)
	}
}
