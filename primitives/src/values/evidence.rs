// SPDX-License-Identifier: Apache-2.0

//! Documents that prove what is said.

use crate::{Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The kind of a document that serves as evidence.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum EvidenceKind {
	/// Business licence 营业执照 or another document of registration.
	BusinessLicence,
	/// Licence to produce the goods 生产许可.
	ProductionLicence,
	/// Certificate of the product 认证证书.
	Certificate,
	/// Certificate of origin 原产地证明.
	CertificateOfOrigin,
	/// Inspection or test report 检验检测报告.
	TestReport,
	/// Voucher of a receipt 收款凭证.
	ReceiptVoucher,
	/// Voucher of a settlement 结汇凭证.
	SettlementVoucher,
	/// Proof of duty paid 完税凭证.
	DutyPaid,
	/// Photograph or film of the goods or the place.
	Picture,
	/// Any other document, such as a contract.
	Other,
}

/// A document kept off the chain, which its SHA-256 proves unchanged.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Evidence {
	/// The kind of the document.
	pub kind: EvidenceKind,
	/// SHA-256 of the file.
	pub sha256: [u8; 32],
}

impl Check for Evidence {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}
