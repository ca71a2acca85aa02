// SPDX-License-Identifier: Apache-2.0

//! The lease by which one process at a time writes what comes from the chain.
//!
//! The lease is a row. A process that takes it increments its `epoch`, and every transaction of the holder begins by
//! renewing the row where the epoch is still its own. A holder that was overtaken while it stood still finds no such row,
//! and its transaction is rolled back: two processes may both believe that they hold the lease, but only one of them can
//! commit.

use crate::{engine::Engine, Database, Failure, Holder};
use anyhow::Context;
use sqlx::{Any, AnyConnection, Executor, Row, Transaction};
use std::{
	ops::{Deref, DerefMut},
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Time without renewal after which a lease counts as expired, by the clock of the watching process.
const EXPIRY: Duration = Duration::from_secs(10);

/// For PostgreSQL: ends a transaction whose holder stands still in the middle of it. So others can go on.
const STANDSTILL: &str = "SET LOCAL idle_in_transaction_session_timeout = '20s'";
/// For PostgreSQL: longest wait for the lease's row while its holder is just renewing it.
const TAKING: &str = "SET LOCAL lock_timeout = '2s'";

/// The lease as it stands in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseRow {
	epoch: i64,
	beat: i64,
	/// Name of the holding process, for people. None if no process holds the lease.
	pub holder: Option<String>,
	/// Identity of the holding process, see [`Holder`].
	pub process: Option<String>,
	/// State that a holder last reported of itself.
	pub state: String,
}

impl LeaseRow {
	/// Reads the row.
	pub async fn read(database: &Database) -> sqlx::Result<Self> {
		let row = sqlx::query("SELECT epoch, beat, holder, process, state FROM lease WHERE id = 0")
			.fetch_one(database.pool())
			.await?;
		Ok(Self {
			epoch: row.try_get(0)?,
			beat: row.try_get(1)?,
			holder: row.try_get(2)?,
			process: row.try_get(3)?,
			state: row.try_get(4)?,
		})
	}
}

/// Watches whether a lease is renewed, by this process's own clock.
#[derive(Debug, Default)]
pub struct Watch {
	seen: Option<(i64, i64, Instant)>,
}

impl Watch {
	/// Returns true if a process holds the lease, has not ended and renewed the lease within `EXPIRY`.
	pub fn is_held(&mut self, row: &LeaseRow) -> bool {
		self.is_held_at(row, Instant::now())
	}

	fn is_held_at(&mut self, row: &LeaseRow, now: Instant) -> bool {
		let since = match self.seen {
			Some((epoch, beat, since)) if (epoch, beat) == (row.epoch, row.beat) => since,
			_ => now,
		};
		self.seen = Some((row.epoch, row.beat, since));
		let ended = row.process.as_deref().is_some_and(Holder::has_ended);
		row.holder.is_some() && !ended && now.duration_since(since) < EXPIRY
	}
}

/// The error of a process whose lease another one took.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("another process took the lease of the database over")]
pub struct Overtaken;

/// A lease that this process holds, until another process takes it over.
#[derive(Clone)]
pub struct Lease {
	database: Database,
	/// Number of times that the lease was taken, this time included.
	pub epoch: i64,
	/// Locked for as long as a transaction renews the lease.
	renewing: Arc<Mutex<()>>,
}

impl Lease {
	/// Takes the lease as it was seen. None if another process took or renewed it meanwhile.
	pub async fn take(database: &Database, seen: &LeaseRow, holder: &Holder) -> sqlx::Result<Option<Self>> {
		match Self::try_take(database, seen, holder).await {
			Ok(true) => {
				let (database, epoch) = (database.clone(), seen.epoch + 1);
				Ok(Some(Self { database, epoch, renewing: Arc::default() }))
			}
			Ok(false) => Ok(None),
			// The holder is in the middle of a transaction.
			Err(error) if is_locked(&error) => Ok(None),
			Err(error) => Err(error),
		}
	}

	async fn try_take(database: &Database, seen: &LeaseRow, holder: &Holder) -> sqlx::Result<bool> {
		let mut transaction = database.pool().begin().await?;
		if database.engine() == Engine::Postgres {
			transaction.execute(TAKING).await?;
		}
		let taken = sqlx::query(
			"UPDATE lease SET epoch = epoch + 1, beat = beat + 1, holder = $1, process = $2 \
			 WHERE id = 0 AND epoch = $3 AND beat = $4",
		)
		.bind(&holder.name)
		.bind(&holder.process)
		.bind(seen.epoch)
		.bind(seen.beat)
		.execute(&mut *transaction)
		.await?
		.rows_affected();
		transaction.commit().await?;
		Ok(taken == 1)
	}

	/// The database, which only the holder of the lease may write to.
	pub fn database(&self) -> &Database {
		&self.database
	}

	/// Begins a transaction that can be committed only if no other process took the lease over.
	pub async fn begin(&self) -> anyhow::Result<Renewal> {
		let renewing = Arc::clone(&self.renewing).lock_owned().await;
		let mut transaction = self.database.pool().begin().await?;
		if self.database.engine() == Engine::Postgres {
			transaction.execute(STANDSTILL).await?;
		}
		// Renews before anything is read: a transaction of SQLite that begins with reading may not be let to write later.
		let renewed = sqlx::query("UPDATE lease SET beat = beat + 1 WHERE id = 0 AND epoch = $1")
			.bind(self.epoch)
			.execute(&mut *transaction)
			.await?
			.rows_affected();
		if renewed == 0 {
			return Err(Overtaken.into());
		}
		Ok(Renewal { transaction, _renewing: renewing })
	}

	/// Renews the lease outside a transaction and reports a state, unless a transaction is renewing it.
	pub async fn renew(&self, state: &str) -> anyhow::Result<()> {
		let Ok(_renewing) = self.renewing.try_lock() else { return Ok(()) };
		let renewed = sqlx::query("UPDATE lease SET beat = beat + 1, state = $1 WHERE id = 0 AND epoch = $2")
			.bind(state)
			.bind(self.epoch)
			.execute(self.database.pool())
			.await?
			.rows_affected();
		if renewed == 0 {
			return Err(Overtaken.into());
		}
		Ok(())
	}

	/// Gives the lease back, so that no other process need wait until it expires.
	pub async fn release(&self, state: &str) -> sqlx::Result<()> {
		sqlx::query(
			"UPDATE lease SET beat = beat + 1, holder = NULL, process = NULL, state = $1 \
			 WHERE id = 0 AND epoch = $2",
		)
		.bind(state)
		.bind(self.epoch)
		.execute(self.database.pool())
		.await?;
		Ok(())
	}
}

/// Returns true if a row or the file stayed locked by others for as long as was waited for it.
fn is_locked(error: &sqlx::Error) -> bool {
	matches!(error, sqlx::Error::Database(_)) && Failure::of(error) == Failure::Unavailable
}

/// A transaction of the holder, which has renewed the lease and can commit only if it still holds it.
pub struct Renewal {
	transaction: Transaction<'static, Any>,
	_renewing: OwnedMutexGuard<()>,
}

impl Renewal {
	/// Commits the transaction and with it the renewal.
	pub async fn commit(self) -> anyhow::Result<()> {
		self.transaction.commit().await.context("the transaction could not be committed")
	}
}

impl Deref for Renewal {
	type Target = AnyConnection;

	fn deref(&self) -> &AnyConnection {
		&self.transaction
	}
}

impl DerefMut for Renewal {
	fn deref_mut(&mut self) -> &mut AnyConnection {
		&mut self.transaction
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn holder(name: &str) -> Holder {
		Holder { name: name.into(), process: format!("another-machine/{name}/1/1") }
	}

	async fn file(folder: &tempfile::TempDir) -> Database {
		let file = folder.path().join("platform.db");
		let database = Database::connect(&format!("sqlite:{}", file.display())).await.unwrap();
		database.migrate().await.unwrap();
		database
	}

	async fn taken(database: &Database, name: &str) -> Lease {
		let row = LeaseRow::read(database).await.unwrap();
		Lease::take(database, &row, &holder(name)).await.unwrap().unwrap()
	}

	const COUNT: &str = "SELECT COUNT(*) FROM scans";
	const ADD: &str = "INSERT INTO scans VALUES ('a', 1, 1, 1, 1)";

	async fn count(database: &Database) -> i64 {
		sqlx::query_scalar(COUNT).fetch_one(database.pool()).await.unwrap()
	}

	#[tokio::test]
	async fn of_two_that_see_it_free_one_takes_it() {
		let folder = tempfile::tempdir().unwrap();
		let database = file(&folder).await;
		let free = LeaseRow::read(&database).await.unwrap();
		assert_eq!(free.holder, None);
		let first = Lease::take(&database, &free, &holder("first")).await.unwrap();
		let second = Lease::take(&database, &free, &holder("second")).await.unwrap();
		assert!(first.is_some() && second.is_none());
		assert_eq!(LeaseRow::read(&database).await.unwrap().holder.as_deref(), Some("first"));
	}

	#[tokio::test]
	async fn one_that_was_overtaken_commits_nothing() {
		let folder = tempfile::tempdir().unwrap();
		let database = file(&folder).await;
		let stale = taken(&database, "stale").await;
		let next = taken(&database, "next").await;
		let refused = stale.begin().await.err().expect("it was overtaken");
		assert!(refused.is::<Overtaken>(), "{refused:#}");
		assert!(stale.renew("").await.unwrap_err().is::<Overtaken>());
		// Nor does an overtaken process end another's lease.
		stale.release("").await.unwrap();
		assert_eq!(LeaseRow::read(&database).await.unwrap().holder.as_deref(), Some("next"));
		let mut transaction = next.begin().await.unwrap();
		transaction.execute(ADD).await.unwrap();
		transaction.commit().await.unwrap();
		assert_eq!(count(&database).await, 1);
	}

	#[tokio::test]
	async fn a_lease_that_was_renewed_since_it_was_seen_is_not_taken() {
		let folder = tempfile::tempdir().unwrap();
		let database = file(&folder).await;
		let lease = taken(&database, "holder").await;
		let seen = LeaseRow::read(&database).await.unwrap();
		lease.begin().await.unwrap().commit().await.unwrap();
		assert!(Lease::take(&database, &seen, &holder("other")).await.unwrap().is_none());
		let seen = LeaseRow::read(&database).await.unwrap();
		lease.renew("level").await.unwrap();
		assert!(Lease::take(&database, &seen, &holder("other")).await.unwrap().is_none());
		assert_eq!(LeaseRow::read(&database).await.unwrap().state, "level");
	}

	#[tokio::test]
	async fn a_transaction_that_is_dropped_changes_nothing_and_locks_nothing() {
		let folder = tempfile::tempdir().unwrap();
		let database = file(&folder).await;
		let lease = taken(&database, "holder").await;
		let mut transaction = lease.begin().await.unwrap();
		transaction.execute(ADD).await.unwrap();
		drop(transaction);
		assert_eq!(count(&database).await, 0);
		lease.begin().await.unwrap().commit().await.unwrap();
	}

	#[tokio::test]
	async fn while_a_transaction_renews_it_nothing_else_does() {
		let folder = tempfile::tempdir().unwrap();
		let database = file(&folder).await;
		let lease = taken(&database, "holder").await;
		let transaction = lease.begin().await.unwrap();
		lease.renew("never told").await.unwrap();
		transaction.commit().await.unwrap();
		assert_eq!(LeaseRow::read(&database).await.unwrap().state, "");
	}

	#[tokio::test]
	async fn who_releases_it_is_not_waited_for() {
		let folder = tempfile::tempdir().unwrap();
		let database = file(&folder).await;
		taken(&database, "holder").await.release("stopped").await.unwrap();
		let row = LeaseRow::read(&database).await.unwrap();
		assert!(!Watch::default().is_held(&row));
		assert_eq!(row.state, "stopped");
	}

	#[test]
	fn a_lease_expires_by_the_clock_of_whoever_watches_it() {
		let row = |beat| LeaseRow {
			epoch: 1,
			beat,
			holder: Some("elsewhere".into()),
			process: Some("another-machine/7/1".into()),
			state: String::new(),
		};
		let (mut watch, begun) = (Watch::default(), Instant::now());
		let shortly = EXPIRY - Duration::from_millis(1);
		assert!(watch.is_held_at(&row(1), begun));
		assert!(watch.is_held_at(&row(1), begun + shortly));
		assert!(watch.is_held_at(&row(2), begun + EXPIRY), "it was renewed");
		assert!(watch.is_held_at(&row(2), begun + EXPIRY + shortly));
		assert!(!watch.is_held_at(&row(2), begun + EXPIRY + EXPIRY));
		assert!(watch.is_held_at(&row(3), begun + EXPIRY + EXPIRY), "it came back");
	}

	#[test]
	fn a_lease_of_a_process_that_ended_is_free_at_once() {
		let dead = Holder::current().process.rsplit_once('/').map(|(rest, _)| format!("{rest}/1"));
		let row =
			LeaseRow { epoch: 1, beat: 1, holder: Some("gone".into()), process: dead, state: String::new() };
		assert!(!Watch::default().is_held(&row));
	}
}
