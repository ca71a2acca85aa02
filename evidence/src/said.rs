// SPDX-License-Identifier: Apache-2.0

//! Words of the proven values, for people.

use crate::{state::Proven, unit::Unit};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// The proven values in words. The verifier writes them anew and refuses a file that says anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Said {
	/// The number of the block.
	pub block: u32,
	/// The time of the block, in milliseconds since 1970-01-01 UTC.
	pub time: u64,
	/// The unit. None if none is registered under the code, or if it was archived.
	pub unit: Option<Unit>,
	/// The numbers of records of the four information blocks, in the order of the standard's tables.
	pub records: [u32; 4],
	/// The entry number of the declaration that stands of the unit.
	pub declared_in: Option<String>,
}

impl Said {
	/// Writes the words of proven values.
	pub fn of(block: u32, proven: &Proven) -> Self {
		Self {
			block,
			time: proven.time,
			unit: proven.unit.clone(),
			records: proven.heads.each_ref().map(|head| head.as_ref().map_or(0, |head| head.records)),
			declared_in: proven.declared_in.clone(),
		}
	}
}
