// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: the prefix that a code lies under.

use crate::{pallet::*, Grant};
use suyuan_primitives::codes::{CodePrefix, TraceCode};

impl<T: Config> Pallet<T> {
	/// The grant of the prefix that a code lies under, whether a unit has the code or not. None if it has ended.
	pub fn grant_of(code: &TraceCode) -> Option<Grant<T::AccountId>> {
		let grant = Self::next_grant(&CodePrefix::key_of(code)?)?;
		(grant.prefix.covers(code) && Self::is_good(&grant)).then_some(grant)
	}
}
