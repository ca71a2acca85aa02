// SPDX-License-Identifier: Apache-2.0

//! Classes of database errors, as far as they call for different action.

use crate::engine::Engine;
use sqlx::{error::DatabaseError, postgres::PgDatabaseError, sqlite::SqliteError};
use std::io;

/// Class of a database error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
	/// The server or the file can't be reached now, or is locked by others. Passes by itself.
	Unavailable,
	/// The disk has no room. Passes once space is freed.
	Full,
	/// The database refuses access. Credentials, rights, a file that can't be opened, or a server that only reads.
	Refused,
	/// The database is damaged, or its tables are gone. Does not pass.
	Damaged,
	/// Anything else, such as a violated constraint.
	Other,
}

/// Primary result codes of SQLite, <https://www.sqlite.org/rescode.html>.
mod sqlite {
	pub(super) const ERROR: i32 = 1;
	pub(super) const PERM: i32 = 3;
	pub(super) const BUSY: i32 = 5;
	pub(super) const LOCKED: i32 = 6;
	pub(super) const NOMEM: i32 = 7;
	pub(super) const READONLY: i32 = 8;
	pub(super) const IOERR: i32 = 10;
	pub(super) const CORRUPT: i32 = 11;
	pub(super) const FULL: i32 = 13;
	pub(super) const CANTOPEN: i32 = 14;
	pub(super) const PROTOCOL: i32 = 15;
	pub(super) const AUTH: i32 = 23;
	pub(super) const NOTADB: i32 = 26;
	/// A read came back short: the file ends where a page should be.
	pub(super) const IOERR_SHORT_READ: i32 = IOERR | 2 << 8;
	/// The shared memory beside the file could not be enlarged.
	pub(super) const IOERR_SHMSIZE: i32 = IOERR | 19 << 8;
	/// The file system itself is damaged.
	pub(super) const IOERR_CORRUPTFS: i32 = IOERR | 33 << 8;
}

impl Failure {
	/// Classifies an error of the database.
	pub fn of(error: &sqlx::Error) -> Self {
		match error {
			sqlx::Error::Database(error) => Self::said(&**error),
			sqlx::Error::Io(error) if error.kind() == io::ErrorKind::StorageFull => Self::Full,
			sqlx::Error::Io(_)
			| sqlx::Error::PoolTimedOut
			| sqlx::Error::PoolClosed
			| sqlx::Error::Protocol(_)
			| sqlx::Error::WorkerCrashed
			| sqlx::Error::BeginFailed => Self::Unavailable,
			sqlx::Error::Configuration(_) | sqlx::Error::Tls(_) => Self::Refused,
			_ => Self::Other,
		}
	}

	fn said(error: &(dyn DatabaseError + 'static)) -> Self {
		let engine = if error.try_downcast_ref::<SqliteError>().is_some() {
			Engine::Sqlite
		} else if error.try_downcast_ref::<PgDatabaseError>().is_some() {
			Engine::Postgres
		} else {
			return Self::Other;
		};
		match (engine, error.code()) {
			(Engine::Sqlite, Some(code)) => {
				code.parse().map_or(Self::Other, |code| Self::of_sqlite(code, error.message()))
			}
			(Engine::Postgres, Some(code)) => Self::of_postgres(&code),
			(_, None) => Self::Other,
		}
	}

	fn of_sqlite(code: i32, message: &str) -> Self {
		match code {
			sqlite::IOERR_SHORT_READ | sqlite::IOERR_CORRUPTFS => return Self::Damaged,
			sqlite::IOERR_SHMSIZE => return Self::Full,
			_ => (),
		}
		match code & 0xff {
			sqlite::CORRUPT | sqlite::NOTADB => Self::Damaged,
			sqlite::ERROR if message.starts_with("no such table") => Self::Damaged,
			sqlite::FULL => Self::Full,
			sqlite::PERM | sqlite::READONLY | sqlite::CANTOPEN | sqlite::AUTH => Self::Refused,
			sqlite::BUSY | sqlite::LOCKED | sqlite::NOMEM | sqlite::IOERR | sqlite::PROTOCOL => {
				Self::Unavailable
			}
			_ => Self::Other,
		}
	}

	/// Classifies by SQLSTATE, <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
	fn of_postgres(code: &str) -> Self {
		match code {
			// data_corrupted, index_corrupted, undefined_file, undefined_table
			"XX001" | "XX002" | "58P01" | "42P01" => Self::Damaged,
			// disk_full
			"53100" => Self::Full,
			// invalid_catalog_name, insufficient_privilege, read_only_sql_transaction
			"3D000" | "42501" | "25006" => Self::Refused,
			// lock_not_available, idle_in_transaction_session_timeout
			"55P03" | "25P03" => Self::Unavailable,
			_ => match code.get(..2) {
				// Invalid authorization.
				Some("28") => Self::Refused,
				// Connection, rollback of a transaction, resources, operator's intervention, system.
				Some("08" | "40" | "53" | "57" | "58") => Self::Unavailable,
				_ => Self::Other,
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Database;
	use sqlx::Executor;

	fn within(error: &anyhow::Error) -> Option<Failure> {
		error.chain().find_map(|cause| cause.downcast_ref::<sqlx::Error>()).map(Failure::of)
	}

	async fn database(folder: &tempfile::TempDir) -> (std::path::PathBuf, Database) {
		let file = folder.path().join("platform.db");
		let database = Database::connect(&format!("sqlite:{}", file.display())).await.unwrap();
		database.migrate().await.unwrap();
		(file, database)
	}

	#[tokio::test]
	async fn what_is_no_database_is_damaged_and_not_waited_for() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("none.db");
		std::fs::write(&file, [b'x'; 8_192]).unwrap();
		let error = Database::connect(&format!("sqlite:{}", file.display())).await.unwrap_err();
		assert_eq!(within(&error), Some(Failure::Damaged), "{error:#}");
	}

	#[tokio::test]
	async fn a_truncated_file_is_damaged() {
		let folder = tempfile::tempdir().unwrap();
		let (file, first) = database(&folder).await;
		first.close().await;
		let length = std::fs::metadata(&file).unwrap().len();
		std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(length / 2).unwrap();
		let read_all = async || {
			let database = Database::connect(&format!("sqlite:{}", file.display())).await?;
			database.migrate().await?;
			// Tables whose pages are gone, some of which were made last.
			for table in ["units", "queries", "feedback", "lease"] {
				database.pool().fetch_all(format!("select * from {table}").as_str()).await?;
			}
			anyhow::Ok(())
		};
		let error = read_all().await.unwrap_err();
		assert_eq!(within(&error), Some(Failure::Damaged), "{error:#}");
	}

	#[tokio::test]
	async fn a_full_disk_is_full() {
		let folder = tempfile::tempdir().unwrap();
		let (_, database) = database(&folder).await;
		let mut connection = database.pool().acquire().await.unwrap();
		// The engine answers as on a disk that has no more pages.
		connection.execute("PRAGMA max_page_count = 1").await.unwrap();
		let fill = "INSERT INTO scans SELECT hex(randomblob(500)), 1, 1, 1, 1 FROM (WITH RECURSIVE n(i) AS \
			(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) SELECT i FROM n)";
		let error = connection.execute(fill).await.unwrap_err();
		assert_eq!(Failure::of(&error), Failure::Full, "{error}");
	}

	#[tokio::test]
	async fn a_file_that_cannot_be_opened_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("no-such-folder").join("platform.db");
		let error = Database::connect(&format!("sqlite:{}", file.display())).await.unwrap_err();
		assert_eq!(within(&error), Some(Failure::Refused), "{error:#}");
	}

	#[tokio::test]
	async fn tables_that_are_gone_are_damage_and_a_violated_constraint_is_not() {
		let folder = tempfile::tempdir().unwrap();
		let (_, database) = database(&folder).await;
		let twice = "INSERT INTO scans VALUES ('a', 1, 1, 1, 1), ('a', 1, 1, 1, 1)";
		assert_eq!(Failure::of(&database.pool().execute(twice).await.unwrap_err()), Failure::Other);
		let gone = database.pool().execute("SELECT * FROM no_such_table").await.unwrap_err();
		assert_eq!(Failure::of(&gone), Failure::Damaged, "{gone}");
	}

	#[test]
	fn states_of_postgresql_have_their_kinds() {
		for (code, failure) in [
			("XX001", Failure::Damaged),
			("XX002", Failure::Damaged),
			("42P01", Failure::Damaged),
			("53100", Failure::Full),
			("53300", Failure::Unavailable),
			("57P01", Failure::Unavailable),
			("57P03", Failure::Unavailable),
			("08006", Failure::Unavailable),
			("40P01", Failure::Unavailable),
			("55P03", Failure::Unavailable),
			("28P01", Failure::Refused),
			("3D000", Failure::Refused),
			("25006", Failure::Refused),
			("23505", Failure::Other),
			("", Failure::Other),
		] {
			assert_eq!(Failure::of_postgres(code), failure, "{code}");
		}
	}

	#[test]
	fn a_lost_connection_passes() {
		assert_eq!(Failure::of(&sqlx::Error::PoolTimedOut), Failure::Unavailable);
		let reset = io::Error::from(io::ErrorKind::ConnectionReset);
		assert_eq!(Failure::of(&sqlx::Error::Io(reset)), Failure::Unavailable);
		assert_eq!(Failure::of(&sqlx::Error::Io(io::ErrorKind::StorageFull.into())), Failure::Full);
	}
}
