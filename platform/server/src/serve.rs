// SPDX-License-Identifier: Apache-2.0

//! Commands of the process; `serve` runs the indexer and the interface beside each other.

use crate::{
	backup,
	cli::{Chain, Cli, Command},
	operate,
	signals::on_signals,
	storage::{open_or_wait, open_vault, Storage},
};
use anyhow::Context;
use std::{io::stdout, pin::pin, time::Duration};
use suyuan_indexer::Indexer;
use suyuan_store::{dump, open, Database, Progress};
use suyuan_web::{evidence, App, Config};
use tokio::{sync::watch, time::timeout};
use tokio_util::sync::CancellationToken;

/// Longest time that the process takes to stop.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs the command of the command line.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
	match cli.command {
		Command::Serve { chain, storage, config } => serve(chain, &storage, config).await,
		Command::Index { chain, storage, once, until } => {
			let stop = on_signals()?;
			let database = open_or_wait(&storage.database, once).await?;
			let (progress, _) = watch::channel(Progress::default());
			let until = until.unwrap_or(u64::MAX);
			let ended =
				Indexer { once, until, ..indexer(chain, database.clone(), progress, stop) }.run().await;
			database.close().await;
			ended
		}
		Command::Read { storage, write_database, config } => {
			operate::read(&storage, write_database.as_deref(), config).await
		}
		Command::Anchor { node } => {
			println!("{}", evidence::anchor(&node).await?);
			Ok(())
		}
		Command::Backup(command) => backup::run(command).await,
		Command::Token { token, storage } => operate::token(&storage, token).await,
		Command::VaultLog { log, storage } => operate::vault_log(&storage, log).await,
		Command::Recount { storage } => operate::recount(&storage).await,
		Command::Dump { storage } => dump(&open(&storage.database).await?, &mut stdout().lock()).await,
	}
}

/// Follows the chain and serves its data, until told to stop. Indexed data is served whatever becomes of following.
async fn serve(chain: Chain, storage: &Storage, config: Config) -> anyhow::Result<()> {
	let stop = on_signals()?;
	let database = open_or_wait(&storage.database, false).await?;
	let vault = open_vault(storage, &database).await?;
	let (progress, watched) = watch::channel(Progress::default());
	let maker = evidence::Maker::start(chain.node.clone());
	let app = App::new(database.clone(), config, watched).with_evidence(maker).with_vault(vault);
	let indexer = Indexer { serving: true, ..indexer(chain, database.clone(), progress, stop.clone()) };
	let until = stop.clone();
	// A task of its own, so that a batch that takes a while delays no request.
	let mut interface = tokio::spawn(suyuan_web::serve(app, until.cancelled_owned()));
	let mut indexer = pin!(indexer.run());
	// Told to stop, each may finish its work. The indexer ends for no other reason.
	let ended = tokio::select! {
		ended = &mut indexer => {
			// A slow reader doesn't keep the process for ever.
			let served = timeout(STOP_TIMEOUT, interface).await;
			ended.and(served.map_or(Ok(()), |served| served.context("the interface broke off")?))
		}
		served = &mut interface => {
			served.context("the interface broke off")??;
			timeout(STOP_TIMEOUT, indexer).await.unwrap_or(Ok(()))
		}
	};
	database.close().await;
	ended
}

fn indexer(
	chain: Chain,
	database: Database,
	progress: watch::Sender<Progress>,
	stop: CancellationToken,
) -> Indexer {
	Indexer {
		node: chain.node,
		database,
		progress,
		stop,
		batch_blocks: chain.batch_blocks as usize,
		once: false,
		until: u64::MAX,
		serving: false,
	}
}
