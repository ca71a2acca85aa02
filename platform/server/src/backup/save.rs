// SPDX-License-Identifier: Apache-2.0

//! Writing of a backup beside a running platform.

use super::{tables::OWN, Foot, Head, Summary, FORMAT, MAX_LINE_BYTES, SEAL};
use anyhow::{ensure, Context};
use futures::TryStreamExt;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, BufWriter, Write},
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
};
use suyuan_store::{
	now,
	read::Snapshot,
	tables::Table,
	write::{cells, Cell},
	Database, Engine,
};

/// Writes a backup into a file that does not exist yet. Until it is whole and on disk, it has another name.
pub(super) async fn save(database: &Database, file: &Path) -> anyhow::Result<Summary> {
	let name = file.display();
	ensure!(!file.exists(), "{name} is there already: name a file that is not");
	let mut snapshot = Snapshot::of(database).await?;
	let (genesis, block) = chain(snapshot.connection()).await?.context(NO_CHAIN)?;
	let head = Head { suyuan_platform_backup: FORMAT, genesis, block, made: now() };
	let partial = partial(file);
	let open = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&partial);
	let out = open.with_context(|| format!("can't write {}", partial.display()))?;
	out.try_lock().with_context(|| format!("another backup is writing {}", partial.display()))?;
	// Removes the content that a killed process left.
	out.set_len(0)?;
	let sealed = Sealed { out: BufWriter::new(out), hash: Sha256::new() };
	let written = write(snapshot, head, sealed).await;
	if written.is_err() {
		// The file is empty or half written: of no use.
		let _ = fs::remove_file(&partial);
	}
	let (summary, out) = written.with_context(|| format!("can't write {}", partial.display()))?;
	ensure!(!file.exists(), "{name} has come to be there meanwhile: the backup is in {}", partial.display());
	fs::rename(&partial, file).with_context(|| format!("can't name the backup {name}"))?;
	drop(out);
	let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
	File::open(folder)?.sync_all().with_context(|| format!("{} did not reach the disk", folder.display()))?;
	Ok(summary)
}

/// Writes all lines, and syncs them to disk.
async fn write(mut snapshot: Snapshot, head: Head, mut to: Sealed) -> anyhow::Result<(Summary, File)> {
	to.line(&head)?;
	let foot = rows(snapshot.connection(), &mut to).await?;
	snapshot.end().await?;
	let (out, sha256) = to.finish()?;
	Ok((Summary { head, foot, sha256 }, out))
}

/// Name of a backup that is being written.
fn partial(file: &Path) -> PathBuf {
	let mut name = file.as_os_str().to_owned();
	name.push(".partial");
	name.into()
}

async fn rows(connection: &mut AnyConnection, to: &mut Sealed) -> anyhow::Result<Foot> {
	let mut foot = Foot::default();
	for table in OWN {
		let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
		let sql = format!(
			"SELECT {} FROM {} ORDER BY {}",
			columns.join(", "),
			table.name,
			columns[..table.key].join(", ")
		);
		let count = foot.rows.entry(table.name.into()).or_default();
		let mut rows = sqlx::query(&sql).fetch(&mut *connection);
		while let Some(row) = rows.try_next().await? {
			to.line(&(table.name, object(table, cells(table, &row)?)))?;
			*count += 1;
		}
	}
	to.line(&foot)?;
	Ok(foot)
}

/// Reads the genesis hash of the database's chain, and the number of its last block.
pub(super) async fn chain(connection: &mut AnyConnection) -> sqlx::Result<Option<(String, i64)>> {
	let row = sqlx::query("SELECT genesis, block FROM cursor").fetch_optional(connection).await?;
	row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}

/// Warning of a backup beside which the vault needs one.
pub(super) const VAULT_LEFT_OUT: &str =
	"VaultLeftOut: the vault is not in this backup; back its database up by the means of its engine, and keep that no longer \
	 than the longest time in which an erasure must be through";

/// Returns true if the vault's tables are in a database.
pub(super) async fn has_vault(database: &Database) -> sqlx::Result<bool> {
	let sql = match database.engine() {
		Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = 'vault_version'",
		Engine::Postgres => {
			"SELECT COUNT(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('vault_version')"
		}
	};
	let tables: i64 = sqlx::query_scalar(sql).fetch_one(database.pool()).await?;
	Ok(tables > 0)
}

/// Error of a database that no chain was indexed into.
pub(super) const NO_CHAIN: &str =
	"the database has seen no chain yet: let `suyuan-platform index` take in a block first";

fn object(table: &Table, cells: Vec<Cell>) -> Map<String, Value> {
	let value = |cell| match cell {
		Cell::Text(text) => text.into(),
		Cell::Number(number) => number.into(),
		Cell::Null | Cell::Bytes(_) => Value::Null,
	};
	let columns = table.columns.iter().map(|(name, _)| name.to_string());
	columns.zip(cells.into_iter().map(value)).collect()
}

/// Output file with the hash of its content.
struct Sealed {
	out: BufWriter<File>,
	hash: Sha256,
}

impl Sealed {
	fn line(&mut self, line: &impl serde::Serialize) -> anyhow::Result<()> {
		let mut line = serde_json::to_vec(line)?;
		line.push(b'\n');
		ensure!(line.len() as u64 <= MAX_LINE_BYTES, "a row is longer than a backup may have it");
		self.hash.update(&line);
		self.out.write_all(&line).context("the backup can't be written")
	}

	fn finish(mut self) -> io::Result<(File, String)> {
		let sha256 = hex::encode(self.hash.finalize());
		writeln!(self.out, "{SEAL}{sha256}")?;
		let out = self.out.into_inner().map_err(|error| error.into_error())?;
		out.sync_all()?;
		Ok((out, sha256))
	}
}
