//! What an operator does beside following the chain: serve what is there, and give tokens out.

use crate::{
	cli::{Storage, Token},
	http,
	indexer::Progress,
	serve::open,
	store::{read::status, Database},
	App, Config,
};
use std::{
	future::Future,
	io::{self, Write},
	sync::Arc,
	time::Duration,
};
use tokio::{
	signal::unix::{signal, SignalKind},
	sync::watch,
	time::sleep,
};

/// How often a process that follows no chain looks how far the one that does has come.
const LOOKING: Duration = Duration::from_secs(2);

/// Serves what is indexed already.
pub async fn read(storage: &Storage, config: Config) -> anyhow::Result<()> {
	let database = open(&storage.database).await?;
	let (told, progress) = watch::channel(Progress::default());
	let looking = tokio::spawn(look(database.clone(), told));
	let app = App { database, config: Arc::new(config), progress };
	let served = http::serve(app, stopped()?).await;
	looking.abort();
	served
}

/// Tells how far the database is. Which block is final, only a chain can tell: so what is here counts as all there is.
async fn look(database: Database, told: watch::Sender<Progress>) {
	loop {
		match status::indexed(&database).await {
			Ok(indexed) => {
				let block = indexed.block.and_then(|block| u64::try_from(block).ok());
				told.send_replace(Progress {
					indexed: block.unwrap_or_default(),
					finalised: block.unwrap_or_default(),
					connected: true,
					caught_up: block.is_some(),
					..Progress::default()
				});
			}
			Err(error) => {
				tracing::error!(%error, "the database does not answer");
				told.send_replace(Progress::default());
			}
		}
		sleep(LOOKING).await;
	}
}

/// Ends when the process is told to stop.
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
	let (mut interrupted, mut terminated) =
		(signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
	Ok(async move {
		tokio::select! {
			_ = interrupted.recv() => (),
			_ = terminated.recv() => (),
		}
	})
}

/// Makes a token, prints them, or takes one back.
pub async fn token(storage: &Storage, token: Token) -> anyhow::Result<()> {
	let database = open(&storage.database).await?;
	let said = match token {
		Token::Add { name, scopes } => {
			let token = http::tokens::add(&database, &name, &scopes, http::now()).await?;
			eprintln!("This is shown once. What is kept is its hash.");
			format!("{token}\n")
		}
		Token::List => {
			let line = |token: http::tokens::Token| {
				let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.name()).collect();
				format!("{}\t{}\t{}\n", token.name, scopes.join(","), token.created)
			};
			http::tokens::list(&database).await?.into_iter().map(line).collect()
		}
		Token::Remove { name } => {
			http::tokens::remove(&database, &name).await?;
			String::new()
		}
	};
	// Whoever reads this through a pipe may have gone.
	io::stdout().write_all(said.as_bytes())?;
	Ok(())
}
