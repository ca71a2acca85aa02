//! One database, on either of two engines.

use super::kept::Kept;
use anyhow::{bail, Context};
use sqlx::{
	any::{install_default_drivers, AnyPoolOptions},
	migrate::{Migration, MigrationType, Migrator},
	AnyPool, Executor,
};
use std::{borrow::Cow, time::Duration};

/// Which engine keeps the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
	/// Embedded: a file beside the process.
	Sqlite,
	/// A server.
	Postgres,
}

/// The database. It is cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
	pool: AnyPool,
	engine: Engine,
	kept: Kept,
}

/// How many connections are kept. SQLite reads in parallel and writes one after the other.
const CONNECTIONS: u32 = 8;

/// Every version of the schema, in order. They are part of the binary, so that it can't meet those of another one.
const MIGRATIONS: [(&str, &str); 6] = [
	("chain", include_str!("../../migrations/0001_chain.sql")),
	("participants", include_str!("../../migrations/0002_participants.sql")),
	("units", include_str!("../../migrations/0003_units.sql")),
	("records", include_str!("../../migrations/0004_records.sql")),
	("customs", include_str!("../../migrations/0005_customs.sql")),
	("service", include_str!("../../migrations/0006_service.sql")),
];

/// For SQLite: readers don't wait for the writer, and a transaction that is lost with the power takes its cursor with
/// it, so that nothing has to reach the disk before the next begins.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 60000; \
	PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 268435456;";

impl Database {
	/// Opens the database of a URL, `sqlite:<file>` or `postgres://…`. A file that is not there is made.
	pub async fn connect(url: &str) -> anyhow::Result<Self> {
		install_default_drivers();
		let (engine, url) = match url.split_once(':').map(|(scheme, _)| scheme) {
			Some("sqlite") => (Engine::Sqlite, creating(url)),
			Some("postgres" | "postgresql") => (Engine::Postgres, url.to_string()),
			_ => bail!("{url:?} is no database: it begins neither with sqlite: nor with postgres://"),
		};
		// What is in memory is in one connection.
		let in_memory = engine == Engine::Sqlite && url.contains(":memory:");
		let mut options = AnyPoolOptions::new()
			.max_connections(if in_memory { 1 } else { CONNECTIONS })
			.acquire_timeout(Duration::from_secs(30))
			.after_connect(move |connection, _| {
				Box::pin(async move {
					if engine == Engine::Sqlite {
						connection.execute(PRAGMAS).await?;
					}
					Ok(())
				})
			});
		if in_memory {
			options = options.idle_timeout(None).max_lifetime(None);
		}
		let pool = options.connect(&url).await.with_context(|| format!("no database at {}", shown(&url)))?;
		Ok(Self { pool, engine, kept: Kept::default() })
	}

	/// Brings the schema up to date.
	pub async fn migrate(&self) -> anyhow::Result<()> {
		let migrations = MIGRATIONS.iter().zip(1..).map(|((name, sql), version)| {
			let sql = match self.engine {
				Engine::Sqlite => Cow::Borrowed(*sql),
				Engine::Postgres => Cow::Owned(sql.replace(" BLOB", " BYTEA").replace(" WITHOUT ROWID", "")),
			};
			Migration::new(version, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
		});
		let migrator = Migrator { migrations: migrations.collect(), ..Migrator::DEFAULT };
		migrator.run(&self.pool).await.context(
			"the schema could not be brought up to date; what is in a database can be built anew from the chain into another",
		)
	}

	/// The connections.
	pub fn pool(&self) -> &AnyPool {
		&self.pool
	}

	/// How records decode.
	pub fn kept(&self) -> &Kept {
		&self.kept
	}

	/// The engine.
	pub fn engine(&self) -> Engine {
		self.engine
	}
}

/// The URL of an SQLite database, made if it is not there.
fn creating(url: &str) -> String {
	match url.contains("mode=") || url.contains(":memory:") {
		true => url.into(),
		false => format!("{url}{}mode=rwc", if url.contains('?') { '&' } else { '?' }),
	}
}

/// The URL as it may stand in a message: without a password.
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
	async fn the_schema_may_be_brought_up_to_date_any_number_of_times() {
		let database = Database::connect("sqlite::memory:").await.unwrap();
		database.migrate().await.unwrap();
		database.migrate().await.unwrap();
	}
}
