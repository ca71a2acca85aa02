//! What every answer is made from.

use crate::{config::Config, scans::Scans};
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
	/// Counters of look-ups, by trace code.
	pub(crate) scans: Arc<Scans>,
}

impl App {
	/// The state over a database, and of whatever writes into it.
	pub fn new(database: Database, config: Config, progress: watch::Receiver<Progress>) -> Self {
		Self { database, config: Arc::new(config), progress, scans: Arc::default() }
	}

	/// The state over a database that nothing is indexed into: for tests, and for serving what is there.
	pub fn over(database: Database, config: Config, progress: Progress) -> Self {
		Self::new(database, config, watch::channel(progress).1)
	}
}
