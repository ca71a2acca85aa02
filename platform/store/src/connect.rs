// SPDX-License-Identifier: Apache-2.0

//! Connection to the one database, on either of two engines, and its schema.

use crate::{engine::Engine, record_types_cache::RecordTypesCache, Failure};
use anyhow::{bail, Context};
use sqlx::{
	any::{install_default_drivers, AnyPoolOptions},
	migrate::{MigrateError, Migration, MigrationType, Migrator},
	AnyConnection, AnyPool, Connection, Executor,
};
use std::{borrow::Cow, fmt, sync::Arc, time::Duration};
use tokio::time::{sleep, timeout, timeout_at, Instant};

/// The database: a pool of connections and the record types read so far. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
	pool: AnyPool,
	engine: Engine,
	address: Address,
	kept: RecordTypesCache,
}

/// URL of the database, which may contain a password, so its `Debug` output hides it.
#[derive(Clone)]
struct Address(Arc<str>);

impl fmt::Debug for Address {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(&shown(&self.0))
	}
}

/// Connections in the pool. SQLite reads in parallel and writes one after the other.
const CONNECTIONS: u32 = 8;

/// Longest wait for a connection. Far less than a request may take, so that a request fails while the database is away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Pause before a file that others have locked is tried again.
const BETWEEN_CHECKS: Duration = Duration::from_millis(50);

/// Versions of the schema, in order. They are part of the binary, so that it can't meet those of another one.
const MIGRATIONS: [(&str, &str); 7] = [
	("chain", include_str!("../migrations/0001_chain.sql")),
	("participants", include_str!("../migrations/0002_participants.sql")),
	("units", include_str!("../migrations/0003_units.sql")),
	("records", include_str!("../migrations/0004_records.sql")),
	("customs", include_str!("../migrations/0005_customs.sql")),
	("service", include_str!("../migrations/0006_service.sql")),
	("lease", include_str!("../migrations/0007_lease.sql")),
];

/// Settings of SQLite. Readers don't wait for the writer, and a transaction that is lost with the power takes its cursor
/// with it, so that nothing has to reach the disk before the next begins.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 60000; \
	PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 268435456;";

impl Database {
	/// Connects to the database of a URL, `sqlite:<file>` or `postgres://…`. A missing file is created.
	pub async fn connect(url: &str) -> anyhow::Result<Self> {
		let database = Self::at(url)?;
		database.check().await.with_context(|| format!("no database at {}", shown(url)))?;
		Ok(database)
	}

	/// Prepares the database of a URL, connected to when it is first needed.
	pub fn at(url: &str) -> anyhow::Result<Self> {
		install_default_drivers();
		let (engine, url) = match url.split_once(':').map(|(scheme, _)| scheme) {
			Some("sqlite") => (Engine::Sqlite, creating(url)),
			Some("postgres" | "postgresql") => (Engine::Postgres, url.to_string()),
			_ => bail!("{url:?} is no database: it begins neither with sqlite: nor with postgres://"),
		};
		// A database in memory lives in one connection.
		let in_memory = engine == Engine::Sqlite && url.contains(":memory:");
		let mut options = AnyPoolOptions::new()
			.max_connections(if in_memory { 1 } else { CONNECTIONS })
			.acquire_timeout(ACQUIRE_TIMEOUT)
			.after_connect(move |connection, _| Box::pin(prepare(connection, engine)))
			.after_release(move |connection, _| Box::pin(is_clean(connection, engine)));
		if in_memory {
			options = options.idle_timeout(None).max_lifetime(None);
		}
		let pool = options.connect_lazy(&url).with_context(|| format!("no database at {}", shown(&url)))?;
		Ok(Self { pool, engine, address: Address(url.into()), kept: RecordTypesCache::default() })
	}

	/// Connects beside the pool: the pool tries again until it gives up, and then doesn't say why.
	pub async fn check(&self) -> sqlx::Result<()> {
		let deadline = Instant::now() + ACQUIRE_TIMEOUT;
		loop {
			let checked = timeout_at(deadline, self.connect_once()).await;
			let checked = checked.unwrap_or(Err(sqlx::Error::PoolTimedOut));
			let again = self.engine == Engine::Sqlite && Instant::now() + BETWEEN_CHECKS < deadline;
			match checked {
				// Others are just making the file.
				Err(error) if again && Failure::of(&error) == Failure::Unavailable => {
					sleep(BETWEEN_CHECKS).await;
				}
				checked => return checked,
			}
		}
	}

	async fn connect_once(&self) -> sqlx::Result<()> {
		let mut connection = <AnyConnection as Connection>::connect(&self.address.0).await?;
		prepare(&mut connection, self.engine).await?;
		if self.engine == Engine::Sqlite {
			// Opening a file reads nothing of it.
			connection.execute("SELECT COUNT(*) FROM sqlite_master").await?;
		}
		connection.close().await
	}

	/// Brings the schema up to date. Writes nothing if it is.
	pub async fn migrate(&self) -> anyhow::Result<()> {
		let migrations = MIGRATIONS.iter().zip(1..).map(|((name, sql), version)| {
			let sql = match self.engine {
				Engine::Sqlite => Cow::Borrowed(*sql),
				Engine::Postgres => Cow::Owned(sql.replace(" BLOB", " BYTEA").replace(" WITHOUT ROWID", "")),
			};
			Migration::new(version, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
		});
		let migrator = Migrator { migrations: migrations.collect(), ..Migrator::DEFAULT };
		if self.has_all(&migrator).await? {
			return Ok(());
		}
		self.run(&migrator).await.context(
			"the schema could not be brought up to date; what is in a database can be built anew from the chain into another",
		)
	}

	async fn run(&self, migrator: &Migrator) -> Result<(), MigrateError> {
		if self.engine == Engine::Postgres {
			return migrator.run(&self.pool).await;
		}
		// One of two processes that begin with the same file waits here.
		let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
		migrator.run(&mut *transaction).await?;
		Ok(transaction.commit().await?)
	}

	/// Returns true if exactly these migrations were applied. Running them takes locks and writes, even if there is nothing
	/// to do, which a full disk or a server that only reads refuses.
	async fn has_all(&self, migrator: &Migrator) -> sqlx::Result<bool> {
		let sql = match self.engine {
			Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
			Engine::Postgres => {
				"SELECT COUNT(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('_sqlx_migrations')"
			}
		};
		let there: i64 = sqlx::query_scalar(sql).fetch_one(&self.pool).await?;
		if there == 0 {
			return Ok(false);
		}
		let applied: Vec<(i64, Vec<u8>)> =
			sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version")
				.fetch_all(&self.pool)
				.await?;
		let known = migrator.iter().map(|migration| (migration.version, migration.checksum.to_vec()));
		Ok(known.eq(applied))
	}

	/// Closes every connection. On SQLite the write-ahead log goes into the file first, so that the file is all there is.
	pub async fn close(&self) {
		let close = async {
			if self.engine == Engine::Sqlite {
				if let Err(error) = self.pool.execute("PRAGMA wal_checkpoint(TRUNCATE)").await {
					tracing::debug!(%error, "not everything was brought into the file");
				}
			}
			self.pool.close().await;
		};
		if timeout(ACQUIRE_TIMEOUT, close).await.is_err() {
			tracing::debug!("not every connection to the database was closed in time");
		}
	}

	/// The pool that every query takes its connection from.
	pub fn pool(&self) -> &AnyPool {
		&self.pool
	}

	/// Cache of the types by which records decode.
	pub fn kept(&self) -> &RecordTypesCache {
		&self.kept
	}

	/// Engine that keeps the data, by which some statements differ.
	pub fn engine(&self) -> Engine {
		self.engine
	}
}

/// Opens the database and brings its schema up to date.
pub async fn open(url: &str) -> anyhow::Result<Database> {
	let database = Database::connect(url).await?;
	database.migrate().await?;
	Ok(database)
}

/// Sets a new connection up.
async fn prepare(connection: &mut AnyConnection, engine: Engine) -> sqlx::Result<()> {
	if engine != Engine::Sqlite {
		return Ok(());
	}
	match connection.execute(PRAGMAS).await {
		// The pool would hide the error and try again. So the first query meets it, and returns it.
		Err(error) if Failure::of(&error) == Failure::Damaged => Ok(()),
		set => set.map(drop),
	}
}

/// Returns true if a connection may be used again. When its disk is full, SQLite may end a transaction by itself: the
/// driver then counts one that isn't there, and would never again end one that is.
async fn is_clean(connection: &mut AnyConnection, engine: Engine) -> sqlx::Result<bool> {
	if engine != Engine::Sqlite {
		return Ok(true);
	}
	// A dropped transaction is rolled back before the ping is answered.
	connection.ping().await?;
	Ok(!connection.is_in_transaction())
}

/// URL of an SQLite database with the mode that creates a missing file.
fn creating(url: &str) -> String {
	match url.contains("mode=") || url.contains(":memory:") {
		true => url.into(),
		false => format!("{url}{}mode=rwc", if url.contains('?') { '&' } else { '?' }),
	}
}

/// URL as it may be logged: without user and password.
fn shown(url: &str) -> String {
	match (url.find("://"), url.rfind('@')) {
		(Some(scheme), Some(at)) if scheme + 3 < at => format!("{}…{}", &url[..scheme + 3], &url[at..]),
		_ => url.into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_password_is_not_shown() {
		assert_eq!(shown("postgres://trace:secret@db:5432/trace"), "postgres://…@db:5432/trace");
		assert_eq!(shown("sqlite:trace.db"), "sqlite:trace.db");
	}

	#[tokio::test]
	async fn what_is_no_database_is_refused_by_name() {
		let error = Database::connect("mysql://nowhere/").await.unwrap_err();
		assert!(error.to_string().contains("neither with sqlite: nor with postgres://"), "{error}");
	}

	#[tokio::test]
	async fn a_password_is_no_part_of_what_is_printed() {
		let database = Database::at("postgres://trace:secret@127.0.0.1:1/trace");
		let printed = format!("{database:?}");
		assert!(!printed.contains("secret"), "{printed}");
	}

	#[tokio::test]
	async fn a_schema_that_is_up_to_date_is_not_written_to() {
		let folder = tempfile::tempdir().unwrap();
		let url = format!("sqlite:{}", folder.path().join("platform.db").display());
		Database::connect(&url).await.unwrap().migrate().await.unwrap();
		let read_only = Database::connect(&format!("{url}?mode=ro")).await.unwrap();
		read_only.migrate().await.unwrap();
		let statement = "DELETE FROM lease";
		let error = read_only.pool().execute(statement).await.unwrap_err();
		assert_eq!(Failure::of(&error), Failure::Refused, "{error}");
	}

	#[tokio::test]
	async fn processes_that_begin_with_the_same_file_at_once_all_find_its_schema() {
		let folder = tempfile::tempdir().unwrap();
		let url = format!("sqlite:{}", folder.path().join("platform.db").display());
		let begin = |_| async { Database::connect(&url).await?.migrate().await };
		futures::future::try_join_all((0..4).map(begin)).await.unwrap();
	}

	#[tokio::test]
	async fn a_schema_of_a_later_version_is_refused() {
		let database = Database::connect("sqlite::memory:").await.unwrap();
		database.migrate().await.unwrap();
		let later = "UPDATE _sqlx_migrations SET version = 4711 WHERE version = 7";
		database.pool().execute(later).await.unwrap();
		let error = database.migrate().await.unwrap_err();
		assert!(format!("{error:#}").contains("4711"), "{error:#}");
	}

	#[tokio::test]
	async fn a_connection_whose_transaction_the_engine_ended_is_not_used_again() {
		let folder = tempfile::tempdir().unwrap();
		let url = format!("sqlite:{}", folder.path().join("platform.db").display());
		let database = Database::connect(&url).await.unwrap();
		database.migrate().await.unwrap();
		let mut transaction = database.pool().begin().await.unwrap();
		// The engine does the same by itself when the disk is full.
		transaction.execute("ROLLBACK").await.unwrap();
		drop(transaction);
		for code in ["a", "b"] {
			let mut transaction = database.pool().begin().await.unwrap();
			let insert = format!("INSERT INTO scans VALUES ('{code}', 1, 1, 1, 1)");
			transaction.execute(&*insert).await.unwrap();
			// A dropped transaction must leave no lock behind.
			drop(transaction);
			let kept = format!("INSERT INTO scans VALUES ('kept {code}', 1, 1, 1, 1)");
			database.pool().execute(&*kept).await.unwrap();
		}
		let count = "SELECT COUNT(*) FROM scans";
		let count: i64 = sqlx::query_scalar(count).fetch_one(database.pool()).await.unwrap();
		assert_eq!(count, 2);
	}

	#[tokio::test]
	async fn the_schema_may_be_brought_up_to_date_any_number_of_times() {
		let database = Database::connect("sqlite::memory:").await.unwrap();
		database.migrate().await.unwrap();
		database.migrate().await.unwrap();
	}
}
