//! Causes for which nothing is written: their names, and whether they pass.

use super::writer::{Behind, Contradiction};
use crate::{
	chain::{Settings, Silent},
	store::{Failure, Overtaken},
};
use sqlx::migrate::MigrateError;
use std::time::Duration;

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

	/// Finds the cause of an error.
	pub(crate) fn of(error: &anyhow::Error) -> Self {
		if error.is::<Overtaken>() {
			return Self::Lease;
		}
		if error.is::<Behind>() {
			return Self::NodeBehind;
		}
		if error.is::<Contradiction>() {
			return Self::Chain;
		}
		if error.is::<Settings>() {
			return Self::NodeSettings;
		}
		if error.is::<Silent>() {
			return Self::Node;
		}
		error.chain().find_map(Self::of_cause).unwrap_or(Self::Fault)
	}

	fn of_cause(cause: &(dyn std::error::Error + 'static)) -> Option<Self> {
		use subxt_rpcs::Error::{Client, DisconnectedWillReconnect};
		if let Some(error) = cause.downcast_ref::<sqlx::Error>() {
			return Some(Self::of_database(Failure::of(error)));
		}
		if let Some(error) = cause.downcast_ref::<subxt_rpcs::Error>() {
			let is_lost = matches!(error, Client(_) | DisconnectedWillReconnect(_));
			return Some(if is_lost { Self::Node } else { Self::NodeFails });
		}
		if let Some(error) = cause.downcast_ref::<MigrateError>() {
			// The database's own error comes after the migration's in the chain of causes.
			let is_of_version =
				!matches!(error, MigrateError::Execute(_) | MigrateError::ExecuteMigration(..));
			return is_of_version.then_some(Self::Schema);
		}
		None
	}

	fn of_database(failure: Failure) -> Self {
		match failure {
			Failure::Unavailable => Self::Database,
			Failure::Full => Self::Disk,
			Failure::Refused => Self::Refused,
			Failure::Damaged => Self::Damaged,
			Failure::Other => Self::Fault,
		}
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
	pub(crate) const fn advice(self) -> Option<&'static str> {
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

/// Time between two attempts. Grows from the first interval to the longest, and is never the same for two processes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Backoff {
	attempts: u32,
}

impl Backoff {
	const FIRST: Duration = Duration::from_millis(500);
	const LONGEST: Duration = Duration::from_secs(10);

	/// Returns the time until the next attempt: between half of it and all of it at random.
	pub(crate) fn next(&mut self) -> Duration {
		let doubled = Self::FIRST.saturating_mul(1 << self.attempts.min(16));
		self.attempts += 1;
		let half = doubled.min(Self::LONGEST) / 2;
		governor::Jitter::up_to(half) + half
	}

	/// Resets to the first interval.
	pub(crate) fn reset(&mut self) {
		self.attempts = 0;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use anyhow::{anyhow, Context};
	use std::io;

	fn lost() -> subxt_rpcs::Error {
		subxt_rpcs::Error::Client("gone".into())
	}

	#[test]
	fn every_cause_has_a_name_of_its_own() {
		for cause in Cause::ALL {
			assert_eq!(Cause::named(cause.name()), Some(*cause));
			assert!(!(cause.is_final() && cause.is_passing()), "{cause:?}");
		}
		assert_eq!(Cause::named("none"), None);
	}

	#[test]
	fn what_the_node_does_is_told_apart() {
		let asked = |error: subxt_rpcs::Error| anyhow!(error).context("the node did not answer state_call");
		let refused = subxt_rpcs::UserError { code: 1, message: "no".into(), data: None };
		for (error, cause) in [
			(asked(lost()), Cause::Node),
			(asked(lost()).context("fetching"), Cause::Node),
			(asked(refused.into()), Cause::NodeFails),
			(anyhow!(Silent::Hung(Duration::ZERO)).context("asking"), Cause::Node),
			(anyhow!(lost()).context(Settings::Pruned).context("asking"), Cause::NodeSettings),
			(anyhow!(Behind::at(7)), Cause::NodeBehind),
			(anyhow!(Contradiction("two chains".into())).context("opening"), Cause::Chain),
		] {
			assert_eq!(Cause::of(&error), cause, "{error:#}");
		}
	}

	#[test]
	fn what_the_database_does_is_told_apart() {
		let full = || sqlx::Error::Io(io::ErrorKind::StorageFull.into());
		let migrating = |error| Err::<(), _>(error).context("the schema could not be brought up to date");
		for (error, cause) in [
			(anyhow!(sqlx::Error::PoolTimedOut), Cause::Database),
			(anyhow!(full()).context("the transaction could not be committed"), Cause::Disk),
			(anyhow!(Overtaken).context("writing"), Cause::Lease),
			(migrating(MigrateError::VersionMissing(9)).unwrap_err(), Cause::Schema),
			(migrating(MigrateError::Execute(full())).unwrap_err(), Cause::Disk),
			(anyhow!("a key without an account"), Cause::Fault),
		] {
			assert_eq!(Cause::of(&error), cause, "{error:#}");
		}
	}

	#[test]
	fn only_what_no_attempt_can_mend_is_final() {
		let last: Vec<_> = Cause::ALL.iter().filter(|cause| cause.is_final()).collect();
		assert_eq!(last, [&Cause::Damaged, &Cause::Schema, &Cause::Chain]);
	}

	#[test]
	fn attempts_come_ever_more_seldom_up_to_a_bound_and_never_in_step() {
		let mut backoff = Backoff::default();
		for attempt in 0..100_u32 {
			let full = Backoff::FIRST.saturating_mul(1 << attempt.min(16)).min(Backoff::LONGEST);
			let next = backoff.next();
			assert!(full / 2 <= next && next <= full, "{next:?} at attempt {attempt}");
		}
		let bound = |_| Backoff { attempts: 50 }.next();
		let delays: std::collections::HashSet<_> = (0..20).map(bound).collect();
		assert!(delays.len() > 1, "they are random");
		backoff.reset();
		assert!(backoff.next() <= Backoff::FIRST);
	}
}
