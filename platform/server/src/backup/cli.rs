// SPDX-License-Identifier: Apache-2.0

//! Commands `backup`, `restore` and `verify`.

use super::{restore, save};
use crate::storage::Storage;
use clap::Subcommand;
use std::path::PathBuf;
use suyuan_store::open;

/// Commands for backups of data that is not on the chain.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Save what doesn't come from the chain: the query log, scans, feedback and tokens. The platform may go on meanwhile. The
	/// vault is left out, which is said aloud: what was erased there would come back.
	Backup {
		/// File to write the backup to, which must not exist yet.
		file: PathBuf,
		/// Database that is saved.
		#[command(flatten)]
		storage: Storage,
	},
	/// Restore a backup into a database of the same chain, on either engine: all of it, or nothing.
	Restore {
		/// File of the backup.
		file: PathBuf,
		/// Replace rows of the database by those of the backup with the same key. Without it, such rows are refused.
		#[arg(long)]
		replace: bool,
		/// Database that the rows are restored into.
		#[command(flatten)]
		storage: Storage,
	},
	/// Check that a backup is whole and unchanged, and print its contents.
	Verify {
		/// File of the backup.
		file: PathBuf,
	},
}

/// Runs a command, and prints the contents of the backup.
pub async fn run(command: Command) -> anyhow::Result<()> {
	let summary = match command {
		Command::Backup { file, storage } => {
			let database = open(&storage.database).await?;
			let saved = save::save(&database, &file).await?;
			if storage.vault.is_some() || save::has_vault(&database).await? {
				eprintln!("{}", save::VAULT_LEFT_OUT);
			}
			saved
		}
		Command::Restore { file, replace, storage } => {
			restore::restore(&open(&storage.database).await?, &file, replace).await?
		}
		Command::Verify { file } => restore::verify(&file)?,
	};
	println!("{summary}");
	Ok(())
}
