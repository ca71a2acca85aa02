//! The commands.

use super::{restore, save};
use crate::storage::Storage;
use clap::Subcommand;
use std::path::PathBuf;
use suyuan_store::open;

/// The commands for backups.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Save what doesn't come from the chain: the query log, scans, feedback and tokens. The platform may go on meanwhile.
	Backup {
		/// Where to: a file that is not there yet.
		file: PathBuf,
		/// The database.
		#[command(flatten)]
		storage: Storage,
	},
	/// Bring a backup back into a database of the same chain, on either engine: all of it, or nothing.
	Restore {
		/// The backup.
		file: PathBuf,
		/// Put rows of the backup in the place of those that have the same key. Without it, such are refused.
		#[arg(long)]
		replace: bool,
		/// The database.
		#[command(flatten)]
		storage: Storage,
	},
	/// Tell whether a backup is whole and unchanged, and what is in it.
	Verify {
		/// The backup.
		file: PathBuf,
	},
}

/// Does what the command line asks for, and prints what the backup holds.
pub async fn run(command: Command) -> anyhow::Result<()> {
	let summary = match command {
		Command::Backup { file, storage } => save::save(&open(&storage.database).await?, &file).await?,
		Command::Restore { file, replace, storage } => {
			restore::restore(&open(&storage.database).await?, &file, replace).await?
		}
		Command::Verify { file } => restore::verify(&file)?,
	};
	println!("{summary}");
	Ok(())
}
