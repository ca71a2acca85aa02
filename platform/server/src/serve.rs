//! The process: the indexer and the interface beside each other.

use crate::{
	chain::Node,
	cli::{Chain, Cli, Command},
	http,
	indexer::{stopped, Indexer, Progress},
	operate,
	store::{dump, Database},
	App, Config,
};
use anyhow::Context;
use std::{io::stdout, pin::pin, time::Duration};
use tokio::{
	signal::unix::{signal, SignalKind},
	sync::watch,
	time::timeout,
};

/// How long the process takes to stop at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// Does what the command line asks for.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
	match cli.command {
		Command::Serve { chain, storage, config } => {
			serve(chain, open(&storage.database).await?, config).await
		}
		Command::Index { chain, storage, once, until } => {
			let (mut indexer, _) = indexer(chain, open(&storage.database).await?, on_signals()?).await?;
			indexer.once = once;
			indexer.until = until.unwrap_or(u64::MAX);
			indexer.run().await
		}
		Command::Read { storage, config } => operate::read(&storage, config).await,
		Command::Token { token, storage } => operate::token(&storage, token).await,
		Command::Dump { storage } => dump(&open(&storage.database).await?, &mut stdout().lock()).await,
	}
}

/// Opens the database and brings its schema up to date.
pub async fn open(url: &str) -> anyhow::Result<Database> {
	let database = Database::connect(url).await?;
	database.migrate().await?;
	Ok(database)
}

/// Follows the chain and serves what it says, until told to stop or until one of the two fails.
async fn serve(chain: Chain, database: Database, config: Config) -> anyhow::Result<()> {
	let stop = on_signals()?;
	let (indexer, progress) = indexer(chain, database.clone(), stop.clone()).await?;
	let app = App { database, config: config.into(), progress };
	let mut until = stop.clone();
	let interface = http::serve(app, async move { stopped(&mut until).await });
	let mut indexer = pin!(indexer.run());
	let mut interface = pin!(interface);
	// One that ends takes the other with it: what stands still must not look as if it were the chain. Asked to stop, each
	// may finish what it is at.
	tokio::select! {
		ended = &mut indexer => {
			ended.context("the indexer failed")?;
			anyhow::ensure!(*stop.borrow(), "the indexer ended by itself");
			// Somebody who reads slowly doesn't keep the process for ever.
			timeout(PATIENCE, interface).await.unwrap_or(Ok(()))
		}
		ended = &mut interface => {
			ended?;
			timeout(PATIENCE, indexer).await.unwrap_or(Ok(()))
		}
	}
}

async fn indexer(
	chain: Chain,
	database: Database,
	stop: watch::Receiver<bool>,
) -> anyhow::Result<(Indexer, watch::Receiver<Progress>)> {
	let node = Node::connect(&chain.node).await?;
	let (progress, watched) = watch::channel(Progress::default());
	let batch_blocks = chain.batch_blocks as usize;
	let indexer = Indexer { node, database, progress, stop, batch_blocks, once: false, until: u64::MAX };
	Ok((indexer, watched))
}

/// Turns true when the process is asked to stop.
fn on_signals() -> anyhow::Result<watch::Receiver<bool>> {
	let (sender, receiver) = watch::channel(false);
	let mut interrupted = signal(SignalKind::interrupt())?;
	let mut terminated = signal(SignalKind::terminate())?;
	tokio::spawn(async move {
		tokio::select! {
			_ = interrupted.recv() => (),
			_ = terminated.recv() => (),
		}
		tracing::info!("stopping");
		sender.send_replace(true);
		// Whoever waits for the sender to go must see the value first.
		sender.closed().await;
	});
	Ok(receiver)
}
