// SPDX-License-Identifier: Apache-2.0

//! Causes for which nothing is written: their names, and whether they pass.

macro_rules! causes {
	($( $(#[$doc:meta])* $cause:ident, $name:literal, $said:literal; )*) => {
		/// Cause for which nothing is written.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
		pub enum Cause {
			$( $(#[$doc])* $cause, )*
		}

		impl Cause {
			/// All causes, in the order of their declaration.
			pub const ALL: &'static [Self] = &[$( Self::$cause, )*];

			/// Name of the cause in the interface and in metrics.
			pub const fn name(self) -> &'static str {
				match self { $( Self::$cause => $name, )* }
			}

			/// Sentence fit for the public: messages of database and node are for the log alone.
			pub const fn sentence(self) -> &'static str {
				match self { $( Self::$cause => $said, )* }
			}
		}
	};
}

causes! {
	/// The node is gone, or hangs.
	Node, "node", "the node does not answer";
	/// The node answers with an error.
	NodeFails, "node-fails", "the node answers with errors";
	/// The node catches up with its own network.
	NodeBehind, "node-behind", "the node has not come to the block yet up to which the database goes";
	/// The node lacks a setting that is named in the log.
	NodeSettings, "node-settings", "the node runs with other settings than are needed: the log names them";
	/// Another process holds the lease.
	Lease, "lease", "another process writes into the database";
	/// No process holds the lease: for those that only read.
	NoWriter, "no-writer", "no process writes into the database";
	/// The database can't be reached.
	Database, "database", "the database does not answer";
	/// The database doesn't let this process in, or not write.
	Refused, "database-refuses", "the database refuses this process";
	/// The disk of the database has no room.
	Disk, "disk", "the disk of the database is full";
	/// The database is damaged.
	Damaged, "damaged", "the database is damaged: nothing is written until it is replaced";
	/// The schema is that of another version.
	Schema, "schema", "the schema of the database is that of another version";
	/// Database and node follow different chains.
	Chain, "chain", "the database holds another chain than the node follows";
	/// Any other error.
	Fault, "fault", "something failed that the log names";
}

impl Cause {
	/// Returns the cause with a name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.iter().copied().find(|cause| cause.name() == name)
	}

	/// Returns true if another attempt can't help as long as this process runs.
	pub const fn is_final(self) -> bool {
		matches!(self, Self::Damaged | Self::Schema | Self::Chain)
	}

	/// Returns true if the cause passes without a change to this process or its settings.
	pub const fn is_passing(self) -> bool {
		matches!(self, Self::Node | Self::NodeBehind | Self::Lease | Self::Database | Self::Disk)
	}

	/// Names what an operator can do about it. None where there is nothing to add.
	pub const fn advice(self) -> Option<&'static str> {
		Some(match self {
			Self::Damaged => {
				"stop this process, keep the damaged database, and give another one with --database: everything that comes \
				 from the chain is built anew there; tokens, feedback and the query log come from a backup alone"
			}
			Self::Disk => "make room where the database is; writing goes on by itself",
			Self::Refused => "see to the rights and credentials of --database",
			Self::Schema => "run the version that the database was written by, or give another database with --database",
			Self::Chain => "give each chain a database of its own, or see which of node and database is wrong",
			_ => return None,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_cause_has_a_name_of_its_own() {
		for cause in Cause::ALL {
			assert_eq!(Cause::named(cause.name()), Some(*cause));
			assert!(!(cause.is_final() && cause.is_passing()), "{cause:?}");
		}
		assert_eq!(Cause::named("none"), None);
	}

	#[test]
	fn only_what_no_attempt_can_mend_is_final() {
		let last: Vec<_> = Cause::ALL.iter().filter(|cause| cause.is_final()).collect();
		assert_eq!(last, [&Cause::Damaged, &Cause::Schema, &Cause::Chain]);
	}
}
