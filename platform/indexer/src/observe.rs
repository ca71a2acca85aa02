// SPDX-License-Identifier: Apache-2.0

//! Observation of a database that another process writes: for processes that only read or wait.

use crate::cause::cause_of;
use std::time::Duration;
use suyuan_store::{
	now,
	read::status::{self, Indexed},
	Cause, Database, LeaseRow, Progress, Watch, WriterState,
};
use tokio::{
	sync::watch,
	time::{sleep, timeout},
};

/// Interval at which the database is observed.
pub(crate) const INTERVAL: Duration = Duration::from_secs(1);
/// Longest wait for an answer of the database.
const QUERY_TIMEOUT: Duration = Duration::from_secs(3);

/// Reports the progress of a database that this process only reads. Never ends.
pub async fn observe(database: &Database, progress: &watch::Sender<Progress>) {
	let mut observer = Observer::default();
	let mut logged = None;
	loop {
		let seen = observer.look(database).await;
		progress.send_modify(|progress| {
			seen.tell(progress);
			match seen.cause {
				Some(cause) => progress.stand_still(cause, now()),
				None => progress.waiting = None,
			}
		});
		if logged != seen.cause {
			match seen.cause {
				Some(cause) => {
					tracing::warn!(waits_for = cause.name(), error = seen.error, "{}", cause.sentence())
				}
				None => tracing::info!("the database is written again"),
			}
			logged = seen.cause;
		}
		sleep(INTERVAL).await;
	}
}

/// Observer of a database.
#[derive(Default)]
pub(crate) struct Observer {
	watch: Watch,
	is_current: bool,
}

/// An observation of a database.
#[derive(Debug, Default)]
pub(crate) struct Seen {
	indexed: Option<Indexed>,
	told: WriterState,
	/// True if a process holds the lease and renews it.
	is_held: bool,
	/// Cause for which the data served is not known to be level with the chain.
	pub(crate) cause: Option<Cause>,
	error: Option<String>,
}

impl Observer {
	/// Makes an observer of a database whose schema others bring up to date.
	pub(crate) fn of_current() -> Self {
		Self { is_current: true, ..Self::default() }
	}

	/// Takes one observation, within `QUERY_TIMEOUT`.
	pub(crate) async fn look(&mut self, database: &Database) -> Seen {
		match timeout(QUERY_TIMEOUT, self.read(database)).await {
			Ok(Ok((row, indexed))) => {
				let told = WriterState::read(&row.state);
				let is_held = self.watch.is_held(&row);
				let cause = told.cause().or_else(|| (!is_held).then_some(Cause::NoWriter));
				Seen { indexed: Some(indexed), told, is_held, cause, error: None }
			}
			Ok(Err(error)) => {
				Seen { cause: Some(cause_of(&error)), error: Some(format!("{error:#}")), ..Seen::default() }
			}
			Err(_) => Seen { cause: Some(Cause::Database), ..Seen::default() },
		}
	}

	async fn read(&mut self, database: &Database) -> anyhow::Result<(LeaseRow, Indexed)> {
		if !self.is_current {
			database.migrate().await?;
			self.is_current = true;
		}
		Ok((LeaseRow::read(database).await?, status::indexed(database).await?))
	}
}

impl Seen {
	/// Reports the observation, but for the cause that this process itself waits for.
	pub(crate) fn tell(&self, progress: &mut Progress) {
		(progress.connected, progress.caught_up) = (false, false);
		let Some(indexed) = &self.indexed else { return };
		let block = indexed.block.and_then(|block| u64::try_from(block).ok());
		progress.indexed = block.unwrap_or_default();
		progress.time = indexed.time.filter(|_| progress.indexed > 0);
		progress.finalised = self.told.finalised.max(progress.indexed);
		progress.disagreeing = self.told.disagreeing;
		progress.connected = self.is_held && self.told.connected;
		progress.caught_up = self.is_held && self.told.caught_up;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_store::{Holder, Lease};

	async fn held(database: &Database) -> Lease {
		let row = LeaseRow::read(database).await.unwrap();
		Lease::take(database, &row, &Holder::current()).await.unwrap().unwrap()
	}

	fn level() -> Progress {
		Progress { finalised: 42, connected: true, caught_up: true, ..Progress::default() }
	}

	async fn seen(observer: &mut Observer, database: &Database) -> (Progress, Option<Cause>) {
		let seen = observer.look(database).await;
		let mut progress = Progress::default();
		seen.tell(&mut progress);
		(progress, seen.cause)
	}

	#[tokio::test]
	async fn what_nobody_writes_is_not_ready() {
		let database = suyuan_fixtures::database().await;
		let (progress, cause) = seen(&mut Observer::default(), &database).await;
		assert!(!progress.is_ready());
		assert_eq!(cause, Some(Cause::NoWriter));
		assert_eq!(progress.indexed, suyuan_fixtures::LAST_BLOCK as u64);
		assert!(progress.time.is_some_and(|time| time > suyuan_fixtures::START));
	}

	#[tokio::test]
	async fn what_another_process_keeps_level_is_ready() {
		let database = suyuan_fixtures::database().await;
		let lease = held(&database).await;
		lease.renew(&WriterState::of(&level())).await.unwrap();
		let mut observer = Observer::default();
		let (progress, cause) = seen(&mut observer, &database).await;
		assert!(progress.is_ready());
		assert_eq!((progress.finalised, cause), (42, None));
		let mut waiting = level();
		waiting.stand_still(Cause::Node, 1);
		lease.release(&WriterState::of(&waiting)).await.unwrap();
		let (progress, cause) = seen(&mut observer, &database).await;
		assert!(!progress.is_ready());
		assert_eq!(cause, Some(Cause::Node), "it told why it gave up");
	}

	#[tokio::test]
	async fn a_database_that_is_gone_is_not_ready() {
		let database = suyuan_fixtures::database().await;
		held(&database).await.renew(&WriterState::of(&level())).await.unwrap();
		let mut observer = Observer::default();
		assert!(seen(&mut observer, &database).await.0.is_ready());
		database.pool().close().await;
		let (progress, cause) = seen(&mut observer, &database).await;
		assert!(!progress.is_ready());
		assert_eq!(cause, Some(Cause::Database));
	}
}
