// SPDX-License-Identifier: Apache-2.0

//! Restoring of a backup into a database of the same chain, all of it or nothing.

use super::{
	read::Backup,
	save::{chain, NO_CHAIN},
	Summary,
};
use anyhow::{ensure, Context};
use sqlx::AnyConnection;
use std::path::Path;
use suyuan_store::{
	tables::Table,
	write::{write, Cells, Conflict},
	Database,
};

/// Rows that are written at a time.
const ROWS: usize = 256;

/// Reads a backup to its end, which verifies it.
pub(super) fn verify(file: &Path) -> anyhow::Result<Summary> {
	let name = || format!("{} is refused", file.display());
	let mut backup = Backup::open(file).with_context(name)?;
	while backup.next().with_context(name)?.is_some() {}
	Ok(backup.summary())
}

/// Restores the rows of a backup. Rows of the database stay; one with the key of another is refused, or replaces it.
pub(super) async fn restore(database: &Database, file: &Path, replace: bool) -> anyhow::Result<Summary> {
	// Verifies the whole file before a row of it is written, so that a large one isn't written in vain.
	verify(file)?;
	let name = || format!("{} is refused", file.display());
	let mut backup = Backup::open(file).with_context(name)?;
	let (genesis, _) = chain(&mut *database.pool().acquire().await?).await?.context(NO_CHAIN)?;
	ensure!(
		backup.genesis() == genesis,
		"OtherChain: the backup is of the chain {}, and the database of {genesis}",
		backup.genesis()
	);
	let conflict = if replace { Conflict::Replace } else { Conflict::Refuse };
	let mut transaction = database.pool().begin().await?;
	let mut waiting: (Option<&'static Table>, Vec<Cells>) = (None, Vec::new());
	// The end verifies the file once more: it may have been changed meanwhile.
	while let Some((table, row)) = backup.next().with_context(name)? {
		let is_other = waiting.0.is_some_and(|waiting| waiting.name != table.name);
		if is_other || waiting.1.len() == ROWS {
			flush(&mut transaction, &mut waiting, conflict).await?;
		}
		waiting.0 = Some(table);
		waiting.1.push(row);
	}
	flush(&mut transaction, &mut waiting, conflict).await?;
	transaction.commit().await.context("the rows could not be kept")?;
	Ok(backup.summary())
}

async fn flush(
	connection: &mut AnyConnection,
	(table, rows): &mut (Option<&'static Table>, Vec<Cells>),
	conflict: Conflict,
) -> anyhow::Result<()> {
	let Some(table) = table else { return Ok(()) };
	let written = write(connection, table, std::mem::take(rows), conflict).await;
	let is_there = matches!(&written, Err(sqlx::Error::Database(error)) if error.is_unique_violation());
	if is_there && conflict == Conflict::Refuse {
		return written.with_context(|| {
			format!(
				"AlreadyThere: the database has rows of {} that are in the backup too; nothing was changed; \
				 --replace puts those of the backup in their place",
				table.name
			)
		});
	}
	written.with_context(|| format!("the rows of {} can't be written", table.name))
}
