// SPDX-License-Identifier: Apache-2.0

//! The conditions under which a reader is let in. A grant has one ground, and each ground its condition:
//!
//! | ground | condition |
//! |---|---|
//! | `Owner` | the record is the reader's own, be the reader in force or not |
//! | `Law` | the reader holds the seat of a department now |
//! | `Consent` | the reader is in force, or holds the secret as a bearer |
//! | `Custody` | the reader is in force and holds the unit, or held it until so many days ago |
//!
//! Beside it every grant has its time, its purpose and its number of reads. A reader that is suspended, revoked or expired is
//! let in to nothing but its own.

use crate::Refusal;
use suyuan_envelope::{
	messages::{Basis, Purpose},
	Recipient,
};

const MILLISECONDS_PER_DAY: i64 = 24 * 60 * 60 * 1_000;

/// A grant as it stands in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
	pub basis: Basis,
	pub purpose: Purpose,
	pub from: i64,
	pub until: i64,
	pub reads_left: i64,
	pub revoked: bool,
}

/// The standing of a reader on the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
	/// True if its admission is in force, or it holds a seat.
	pub in_force: bool,
	/// True if it holds the seat of a department.
	pub department: bool,
}

/// The custody of a unit by a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CustodyFact {
	/// The reader never held it.
	Never,
	/// The reader holds it, and it is not delivered.
	Holds,
	/// The reader held it until this moment, or it was delivered then.
	Until(i64),
}

/// Checks that a reader is let in by a grant, apart from its custody.
pub(crate) fn check(
	grant: &Grant,
	reader: &Recipient,
	standing: Standing,
	purpose: Purpose,
	now: i64,
) -> Result<(), Refusal> {
	if grant.revoked {
		return Err(Refusal::GrantRevoked);
	}
	match (grant.basis, reader) {
		(Basis::Owner, _) | (Basis::Consent, Recipient::Bearer(_)) => (),
		(Basis::Law, _) if !standing.department => return Err(Refusal::NotDepartment),
		_ if !standing.in_force => return Err(Refusal::NotInForce),
		_ => (),
	}
	if purpose != grant.purpose {
		return Err(Refusal::WrongPurpose);
	}
	if now < grant.from {
		return Err(Refusal::GrantNotBegun);
	}
	if now >= grant.until {
		return Err(Refusal::GrantEnded);
	}
	if grant.reads_left <= 0 {
		return Err(Refusal::ReadsUsedUp);
	}
	Ok(())
}

/// Checks that a reader holds the unit, or held it until so many days ago.
pub(crate) fn check_custody(custody: CustodyFact, days_after: u32, now: i64) -> Result<(), Refusal> {
	match custody {
		CustodyFact::Never => Err(Refusal::NoCustody),
		CustodyFact::Holds => Ok(()),
		CustodyFact::Until(end) => {
			let open_until = end.saturating_add(i64::from(days_after).saturating_mul(MILLISECONDS_PER_DAY));
			if now < open_until {
				Ok(())
			} else {
				Err(Refusal::CustodyEnded)
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: i64 = 1_795_000_000_000;
	const READER: Recipient = Recipient::Account([1; 32]);
	const BEARER: Recipient = Recipient::Bearer([2; 32]);
	const NOBODY: Standing = Standing { in_force: false, department: false };
	const CARRIER: Standing = Standing { in_force: true, department: false };
	const CUSTOMS: Standing = Standing { in_force: true, department: true };

	fn grant(basis: Basis) -> Grant {
		let purpose = Purpose::Deliver;
		Grant { basis, purpose, from: NOW - 10, until: NOW + 10, reads_left: 1, revoked: false }
	}

	fn asked(grant: &Grant, reader: &Recipient, standing: Standing) -> Result<(), Refusal> {
		check(grant, reader, standing, Purpose::Deliver, NOW)
	}

	#[test]
	fn each_ground_has_its_condition() {
		let custody = Basis::Custody { days_after: 1 };
		assert_eq!(asked(&grant(Basis::Owner), &READER, NOBODY), Ok(()));
		assert_eq!(asked(&grant(Basis::Law), &READER, CUSTOMS), Ok(()));
		assert_eq!(asked(&grant(Basis::Law), &READER, CARRIER), Err(Refusal::NotDepartment));
		assert_eq!(asked(&grant(Basis::Consent), &BEARER, NOBODY), Ok(()));
		for basis in [Basis::Consent, custody] {
			assert_eq!(asked(&grant(basis), &READER, CARRIER), Ok(()));
			assert_eq!(asked(&grant(basis), &READER, NOBODY), Err(Refusal::NotInForce));
		}
		assert_eq!(asked(&grant(Basis::Law), &BEARER, NOBODY), Err(Refusal::NotDepartment));
		assert_eq!(asked(&grant(custody), &BEARER, NOBODY), Err(Refusal::NotInForce));
	}

	#[test]
	fn a_grant_has_its_time_its_purpose_and_its_reads() {
		let good = grant(Basis::Consent);
		let changed = [
			(Grant { revoked: true, ..good.clone() }, Refusal::GrantRevoked),
			(Grant { purpose: Purpose::Tax, ..good.clone() }, Refusal::WrongPurpose),
			(Grant { from: NOW + 1, ..good.clone() }, Refusal::GrantNotBegun),
			(Grant { until: NOW, ..good.clone() }, Refusal::GrantEnded),
			(Grant { reads_left: 0, ..good.clone() }, Refusal::ReadsUsedUp),
		];
		assert_eq!(asked(&good, &READER, CARRIER), Ok(()));
		for (grant, refusal) in changed {
			assert_eq!(asked(&grant, &READER, CARRIER), Err(refusal));
		}
	}

	#[test]
	fn custody_opens_and_the_days_after_it_close() {
		assert_eq!(check_custody(CustodyFact::Never, 7, NOW), Err(Refusal::NoCustody));
		assert_eq!(check_custody(CustodyFact::Holds, 0, NOW), Ok(()));
		let day = MILLISECONDS_PER_DAY;
		assert_eq!(check_custody(CustodyFact::Until(NOW - 7 * day + 1), 7, NOW), Ok(()));
		assert_eq!(check_custody(CustodyFact::Until(NOW - 7 * day), 7, NOW), Err(Refusal::CustodyEnded));
		assert_eq!(check_custody(CustodyFact::Until(NOW), 0, NOW), Err(Refusal::CustodyEnded));
		assert_eq!(check_custody(CustodyFact::Until(i64::MAX), u32::MAX, NOW), Ok(()));
	}
}
