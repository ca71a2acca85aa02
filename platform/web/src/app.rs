//! What every answer is made from.

use crate::config::Config;
use std::sync::Arc;
use suyuan_store::{Database, Progress};
use tokio::sync::watch;

/// The state that all routes share. It is cheap to clone.
#[derive(Clone)]
pub struct App {
	/// The database.
	pub database: Database,
	/// What the command line says.
	pub config: Arc<Config>,
	/// How far the indexer has come.
	pub progress: watch::Receiver<Progress>,
}

impl App {
	/// The state over a database that nothing is indexed into: for tests, and for serving what is there.
	pub fn over(database: Database, config: Config, progress: Progress) -> Self {
		Self { database, config: Arc::new(config), progress: watch::channel(progress).1 }
	}
}
