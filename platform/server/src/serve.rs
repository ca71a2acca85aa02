//! The process: the indexer and the interface beside each other.

use crate::{cli::Cli, store::Database, App, Config};
use anyhow::Context;
use std::{future::Future, net::SocketAddr};
use tokio::net::TcpListener;

/// Does what the command line asks for.
pub async fn run(_cli: Cli) -> anyhow::Result<()> {
	Ok(())
}

/// Opens the database and brings its schema up to date.
pub async fn open(url: &str) -> anyhow::Result<Database> {
	let database = Database::connect(url).await?;
	database.migrate().await?;
	Ok(database)
}

/// Serves the interface until told to stop; what is being answered then is answered.
pub async fn listen(
	app: App,
	config: &Config,
	stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
	let listener = TcpListener::bind(config.listen)
		.await
		.with_context(|| format!("can't listen on {}", config.listen))?;
	let service = crate::http::router(app).into_make_service_with_connect_info::<SocketAddr>();
	axum::serve(listener, service).with_graceful_shutdown(stop).await.context("the interface failed")
}
