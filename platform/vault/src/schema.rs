// SPDX-License-Identifier: Apache-2.0

//! The vault's tables, beside whatever else the database has.

use sqlx::Executor;
use suyuan_store::{Database, Engine};

/// Version of the tables.
const VERSION: i64 = 1;

/// The tables, if they are not there yet.
const TABLES: &str = include_str!("schema.sql");

/// Digest of a log without entries.
pub(crate) const NO_DIGEST: [u8; 32] = [0; 32];

/// Number of the lock under which PostgreSQL makes the tables: that of the bytes of `suyuan-v`.
const LOCK: i64 = i64::from_be_bytes(*b"suyuan-v");

/// Makes the tables, or refuses those of another version. Writes nothing if they are there, which a server that follows another
/// would refuse.
pub(crate) async fn prepare(database: &Database) -> sqlx::Result<()> {
	let there = match database.engine() {
		Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = 'vault_version'",
		Engine::Postgres => {
			"SELECT COUNT(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('vault_version')"
		}
	};
	let there: i64 = sqlx::query_scalar(there).fetch_one(database.pool()).await?;
	if there == 0 {
		make(database).await?;
	}
	let found: i64 =
		sqlx::query_scalar("SELECT MAX(version) FROM vault_version").fetch_one(database.pool()).await?;
	if found != VERSION {
		let error =
			format!("the vault's tables are of version {found}, and this program knows version {VERSION}");
		return Err(sqlx::Error::Configuration(error.into()));
	}
	Ok(())
}

/// Makes the tables in one transaction. Of two processes that begin with one database the second waits, and finds them.
async fn make(database: &Database) -> sqlx::Result<()> {
	let (tables, begin) = match database.engine() {
		Engine::Sqlite => (TABLES.to_owned(), "BEGIN IMMEDIATE"),
		Engine::Postgres => (TABLES.replace(" BLOB", " BYTEA"), "BEGIN"),
	};
	let mut transaction = database.pool().begin_with(begin).await?;
	if database.engine() == Engine::Postgres {
		let lock = format!("DO $$ BEGIN PERFORM pg_advisory_xact_lock({LOCK}); END $$");
		transaction.execute(&*lock).await?;
	}
	for statement in statements(&tables) {
		transaction.execute(&*statement).await?;
	}
	let digest = format!("0x{}", hex::encode(NO_DIGEST));
	let head = "INSERT INTO vault_log_head (id, seq, digest) VALUES (1, 0, $1) ON CONFLICT DO NOTHING";
	sqlx::query(head).bind(digest).execute(&mut *transaction).await?;
	let version =
		"INSERT INTO vault_version (version) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM vault_version)";
	sqlx::query(version).bind(VERSION).execute(&mut *transaction).await?;
	transaction.commit().await
}

/// The statements of a text, without comments: one is sent at a time.
fn statements(text: &str) -> impl Iterator<Item = String> {
	let code: String =
		text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
	let statements: Vec<_> = code.split(';').map(|part| part.trim().to_owned()).collect();
	statements.into_iter().filter(|statement| !statement.is_empty())
}
