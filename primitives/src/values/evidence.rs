//! Documents that prove what is said.

use crate::{Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What kind of document a piece of evidence is.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum EvidenceKind {
	/// Business licence 营业执照 or another document of registration.
	BusinessLicence,
	/// Production licence 生产许可.
	ProductionLicence,
	/// Certificate 认证证书.
	Certificate,
	/// Certificate of origin 原产地证明.
	CertificateOfOrigin,
	/// Inspection or test report 检验检测报告.
	TestReport,
	/// Receipt voucher 收款凭证.
	ReceiptVoucher,
	/// Settlement voucher 结汇凭证.
	SettlementVoucher,
	/// Proof of duty paid 完税凭证.
	DutyPaid,
	/// Photograph or film.
	Picture,
	/// Any other document.
	Other,
}

/// A document kept off the chain, which its SHA-256 proves unchanged.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Evidence {
	/// What it is.
	pub kind: EvidenceKind,
	/// SHA-256 of the file.
	pub sha256: [u8; 32],
}

impl Check for Evidence {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}
