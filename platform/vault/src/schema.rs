// SPDX-License-Identifier: Apache-2.0

//! The vault's tables, beside whatever else the database has.

use anyhow::{ensure, Context};
use sqlx::Executor;
use suyuan_store::{Database, Engine};

/// Version of the tables.
const VERSION: i64 = 1;

/// The tables, if they are not there yet.
const TABLES: &str = include_str!("schema.sql");

/// Digest of a log without entries.
pub(crate) const NO_DIGEST: [u8; 32] = [0; 32];

/// Makes the tables, or refuses those of another version.
pub(crate) async fn prepare(database: &Database) -> anyhow::Result<()> {
	let tables = match database.engine() {
		Engine::Sqlite => TABLES.to_owned(),
		Engine::Postgres => TABLES.replace(" BLOB", " BYTEA"),
	};
	let mut connection = database.pool().acquire().await?;
	for statement in statements(&tables) {
		connection.execute(&*statement).await.context("the vault's tables could not be made")?;
	}
	let digest = format!("0x{}", hex::encode(NO_DIGEST));
	let head = "INSERT INTO vault_log_head (id, seq, digest) VALUES (1, 0, $1) ON CONFLICT DO NOTHING";
	sqlx::query(head).bind(digest).execute(&mut *connection).await?;
	let version =
		"INSERT INTO vault_version (version) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM vault_version)";
	sqlx::query(version).bind(VERSION).execute(&mut *connection).await?;
	let found: i64 =
		sqlx::query_scalar("SELECT MAX(version) FROM vault_version").fetch_one(&mut *connection).await?;
	ensure!(found == VERSION, "the vault's tables are of version {found}, and this program knows {VERSION}");
	Ok(())
}

/// The statements of a text, without comments: one is sent at a time.
fn statements(text: &str) -> impl Iterator<Item = String> {
	let code: String =
		text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
	let statements: Vec<_> = code.split(';').map(|part| part.trim().to_owned()).collect();
	statements.into_iter().filter(|statement| !statement.is_empty())
}
