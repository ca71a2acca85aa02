// SPDX-License-Identifier: Apache-2.0

//! Classification of errors by their cause.

use crate::writer::{Behind, Contradiction};
use sqlx::migrate::MigrateError;
use suyuan_chain_client::{Settings, Silent};
use suyuan_store::{archive::ArchiveError, Cause, Failure, Overtaken};

/// Finds the cause of an error.
pub fn cause_of(error: &anyhow::Error) -> Cause {
	if error.is::<Overtaken>() {
		return Cause::Lease;
	}
	if error.is::<Behind>() {
		return Cause::NodeBehind;
	}
	if error.is::<Contradiction>() {
		return Cause::Chain;
	}
	if let Some(error) = error.downcast_ref::<ArchiveError>() {
		return match error {
			ArchiveError::Root { .. } | ArchiveError::Twice(_) => Cause::Chain,
			ArchiveError::Gone(_) | ArchiveError::Altered(_) => Cause::Damaged,
		};
	}
	if error.is::<Settings>() {
		return Cause::NodeSettings;
	}
	if error.is::<Silent>() {
		return Cause::Node;
	}
	error.chain().find_map(of_cause).unwrap_or(Cause::Fault)
}

fn of_cause(cause: &(dyn std::error::Error + 'static)) -> Option<Cause> {
	use subxt_rpcs::Error::{Client, DisconnectedWillReconnect};
	if let Some(error) = cause.downcast_ref::<sqlx::Error>() {
		return Some(of_database(Failure::of(error)));
	}
	if let Some(error) = cause.downcast_ref::<subxt_rpcs::Error>() {
		let is_lost = matches!(error, Client(_) | DisconnectedWillReconnect(_));
		return Some(if is_lost { Cause::Node } else { Cause::NodeFails });
	}
	if let Some(error) = cause.downcast_ref::<MigrateError>() {
		// The database's own error comes after the migration's in the chain of causes.
		let is_of_version = !matches!(error, MigrateError::Execute(_) | MigrateError::ExecuteMigration(..));
		return is_of_version.then_some(Cause::Schema);
	}
	None
}

fn of_database(failure: Failure) -> Cause {
	match failure {
		Failure::Unavailable => Cause::Database,
		Failure::Full => Cause::Disk,
		Failure::Refused => Cause::Refused,
		Failure::Damaged => Cause::Damaged,
		Failure::Other => Cause::Fault,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use anyhow::{anyhow, Context};
	use std::{io, time::Duration};

	fn lost() -> subxt_rpcs::Error {
		subxt_rpcs::Error::Client("gone".into())
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
			(anyhow!(ArchiveError::Gone(Default::default())).context("writing"), Cause::Damaged),
		] {
			assert_eq!(cause_of(&error), cause, "{error:#}");
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
			assert_eq!(cause_of(&error), cause, "{error:#}");
		}
	}
}
