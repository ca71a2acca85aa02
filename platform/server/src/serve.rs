//! The process: the indexer and the interface beside each other.

use crate::{
	cli::{Cli, Command},
	operate,
	store::Database,
};

/// Does what the command line asks for.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
	match cli.command {
		Command::Read { storage, config } => operate::read(&storage, config).await,
		Command::Token { token, storage } => operate::token(&storage, token).await,
		Command::Serve { .. } | Command::Index { .. } => Ok(()),
	}
}

/// Opens the database and brings its schema up to date.
pub async fn open(url: &str) -> anyhow::Result<Database> {
	let database = Database::connect(url).await?;
	database.migrate().await?;
	Ok(database)
}
