// SPDX-License-Identifier: Apache-2.0

//! Commands beside following the chain: serving alone, and tokens.

use crate::{
	cli::{Token, VaultLog},
	signals::on_signals,
	storage::{open_or_wait, open_vault, Storage},
};
use anyhow::{bail, ensure, Context};
use std::io::{self, Write};
use suyuan_indexer::observe;
use suyuan_store::{now, open, Database, Holder, Lease, LeaseRow, Progress, Watch};
use suyuan_vault::LogHead;
use suyuan_web::{auth::tokens, App, Config};
use tokio::sync::watch;

/// Serves indexed data, and reports how old it is. Requests bring what goes to another database, if one is named.
pub async fn read(storage: &Storage, write_database: Option<&str>, config: Config) -> anyhow::Result<()> {
	let database = open_or_wait(&storage.database, false).await?;
	let (progress, watched) = watch::channel(Progress::default());
	let vault = open_vault(storage, &database).await?;
	let mut app = App::new(database.clone(), config, watched).with_vault(vault);
	if let Some(url) = write_database {
		app = app.writing_to(open_or_wait(url, false).await?);
	}
	tokio::select! {
		served = suyuan_web::serve(app, on_signals()?.cancelled_owned()) => served,
		() = observe(&database, &progress) => Ok(()),
	}
}

/// Counts anew what is counted beside the tables, while no other process writes.
pub async fn recount(storage: &Storage) -> anyhow::Result<()> {
	let database = open(&storage.database).await?;
	let row = LeaseRow::read(&database).await?;
	let holder = row.holder.clone().filter(|_| Watch::default().is_held(&row));
	if let Some(holder) = holder {
		bail!("StillWritten: {holder} writes into the database; stop it first");
	}
	let lease = Lease::take(&database, &row, &Holder::current()).await?;
	let lease = lease.context("StillWritten: another process has just begun to write; stop it first")?;
	let mut transaction = lease.begin().await?;
	let wrong = suyuan_store::recount(&mut transaction).await?;
	transaction.commit().await?;
	lease.release("").await?;
	writeln!(io::stdout(), "{wrong}")?;
	Ok(())
}

/// Runs a command on the log of the vault.
pub async fn vault_log(storage: &Storage, VaultLog::Check { seq, digest }: VaultLog) -> anyhow::Result<()> {
	let facts = Database::at(&storage.database)?;
	let vault = open_vault(storage, &facts).await?.context("NoVault: name its database with --vault")?;
	let now = vault.log_head().await?;
	for head in seq.zip(digest).map(|(seq, digest)| LogHead { seq, digest }).iter().chain([&now]) {
		ensure!(
			vault.log_agrees_with(head).await?,
			"LogAltered: its entries don't give the head {} {}: one up to there was changed, added or left out",
			head.seq,
			head.digest
		);
	}
	writeln!(io::stdout(), "{} {}", now.seq, now.digest)?;
	Ok(())
}

/// Runs a command on tokens.
pub async fn token(storage: &Storage, token: Token) -> anyhow::Result<()> {
	let database = open(&storage.database).await?;
	let said = match token {
		Token::Add { name, scopes } => {
			let token = tokens::add(&database, &name, &scopes, now()).await?;
			eprintln!("This is shown once. What is kept is its hash.");
			format!("{token}\n")
		}
		Token::List => {
			let line = |token: tokens::Token| {
				let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.name()).collect();
				format!("{}\t{}\t{}\n", token.name, scopes.join(","), token.created)
			};
			tokens::list(&database).await?.into_iter().map(line).collect()
		}
		Token::Remove { name } => {
			tokens::remove(&database, &name).await?;
			String::new()
		}
	};
	// The reader of a pipe may be gone.
	io::stdout().write_all(said.as_bytes())?;
	Ok(())
}
