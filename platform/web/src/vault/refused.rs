// SPDX-License-Identifier: Apache-2.0

//! Refusals of the vault as problem documents.

use crate::problem::{Kind, Problem};
use suyuan_vault::{Refusal, VaultError};

impl From<VaultError> for Problem {
	fn from(error: VaultError) -> Self {
		match error {
			VaultError::Refused(refusal) => Self::of(kind(refusal)),
			VaultError::Database(error) => error.into(),
		}
	}
}

fn kind(refusal: Refusal) -> Kind {
	match refusal {
		Refusal::NotReady => Kind::Unavailable,
		Refusal::MalformedRecord => Kind::MalformedRequest,
		Refusal::MalformedEnvelope => Kind::MalformedEnvelope,
		Refusal::Unsigned => Kind::Unsigned,
		Refusal::StatementExpired => Kind::StatementExpired,
		Refusal::NonceUsed => Kind::NonceUsed,
		Refusal::NotInForce => Kind::NotInForce,
		Refusal::NoSuchCommitment => Kind::NoSuchCommitment,
		Refusal::AlreadyKept => Kind::AlreadyKept,
		Refusal::UnknownRecord => Kind::UnknownRecord,
		Refusal::Erased => Kind::Erased,
		Refusal::NotOwner => Kind::NotOwner,
		Refusal::TooManyGrants => Kind::TooManyGrants,
		Refusal::NoGrant => Kind::NoGrant,
		Refusal::GrantRevoked => Kind::GrantRevoked,
		Refusal::GrantNotBegun => Kind::GrantNotBegun,
		Refusal::GrantEnded => Kind::GrantEnded,
		Refusal::ReadsUsedUp => Kind::ReadsUsedUp,
		Refusal::WrongPurpose => Kind::WrongPurpose,
		Refusal::NoCustody => Kind::NoCustody,
		Refusal::CustodyEnded => Kind::CustodyEnded,
		Refusal::ByLaw => Kind::ByLaw,
		Refusal::NotDepartment => Kind::NotDepartment,
		Refusal::NotRead => Kind::NotRead,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_refusal_has_the_name_of_its_problem() {
		for refusal in [Refusal::NoGrant, Refusal::Erased, Refusal::CustodyEnded, Refusal::NonceUsed] {
			assert_eq!(kind(refusal).name(), refusal.name());
		}
	}
}
