// SPDX-License-Identifier: Apache-2.0
//! The figures of importing blocks on one core.

use crate::keys::Scheme;
use serde::Serialize;
use std::fmt;

/// The source of the imported blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
	/// A file that `export-blocks` wrote, by `import-blocks`.
	File,
	/// Another node, by a node that only follows.
	Peer,
}

impl Way {
	pub(crate) fn name(self) -> &'static str {
		match self {
			Self::File => "import-blocks",
			Self::Peer => "following node",
		}
	}
}

/// An import of a load's blocks. The importer had seen none of their signatures.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportRow {
	/// The scheme of the signatures.
	pub(crate) scheme: Scheme,
	pub(crate) way: Way,
	pub(crate) blocks: u64,
	pub(crate) records: u64,
	/// Records of the fullest block.
	pub(crate) fullest_block: u64,
	/// Seconds of the import.
	pub(crate) seconds: f64,
	/// Seconds of processor time of the import.
	pub(crate) processor_seconds: f64,
	/// Seconds of processor time until the importer was ready, which the others leave out.
	pub(crate) startup_seconds: f64,
}

impl ImportRow {
	/// Processor time of a record with its share of the block, in microseconds.
	pub(crate) fn microseconds_each(&self) -> f64 {
		self.processor_seconds * 1e6 / self.records.max(1) as f64
	}

	/// Processor time of the fullest block, in milliseconds, by that of a record.
	pub(crate) fn fullest_block_ms(&self) -> f64 {
		self.microseconds_each() * self.fullest_block as f64 / 1e3
	}
}

impl fmt::Display for ImportRow {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { scheme, way, blocks, records, .. } = self;
		write!(f, "import: {blocks} blocks with {records} records of {} by {}: ", scheme.name(), way.name())?;
		write!(f, "{:.0} us of one core a record", self.microseconds_each())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_fullest_block_takes_its_share_of_the_time() {
		let row = ImportRow {
			scheme: Scheme::Sr25519,
			way: Way::Peer,
			blocks: 4,
			records: 20_000,
			fullest_block: 10_000,
			seconds: 3.0,
			processor_seconds: 2.0,
			startup_seconds: 1.0,
		};
		assert_eq!(row.microseconds_each(), 100.0);
		assert_eq!(row.fullest_block_ms(), 1_000.0);
		assert!(row
			.to_string()
			.ends_with("20000 records of sr25519 by following node: 100 us of one core a record"));
	}
}
