// SPDX-License-Identifier: Apache-2.0

//! Commands beside following the chain: serving alone, and tokens.

use crate::{
	cli::Token,
	storage::{open_or_wait, Storage},
};
use std::{
	future::Future,
	io::{self, Write},
};
use suyuan_indexer::observe;
use suyuan_store::{now, open, Progress};
use suyuan_web::{auth::tokens, App, Config};
use tokio::{
	signal::unix::{signal, SignalKind},
	sync::watch,
};

/// Serves indexed data, and reports how old it is.
pub async fn read(storage: &Storage, config: Config) -> anyhow::Result<()> {
	let database = open_or_wait(&storage.database, false).await?;
	let (progress, watched) = watch::channel(Progress::default());
	let app = App::new(database.clone(), config, watched);
	tokio::select! {
		served = suyuan_web::serve(app, stopped()?) => served,
		() = observe(&database, &progress) => Ok(()),
	}
}

/// Completes when the process is told to stop.
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
