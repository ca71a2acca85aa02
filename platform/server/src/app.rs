//! State shared by all routes.

use crate::{config::Config, indexer::Progress, store::Database};
use std::sync::Arc;
use tokio::sync::watch;

/// State shared by all routes. Cheap to clone.
#[derive(Clone)]
pub struct App {
	/// Database that requests read and that the query log is written to.
	pub database: Database,
	/// Settings from the command line.
	pub config: Arc<Config>,
	/// Progress of the indexer, as last reported.
	pub progress: watch::Receiver<Progress>,
}

impl App {
	/// Makes the state over a database that is not being indexed: for tests, and for serving alone.
	pub fn over(database: Database, config: Config, progress: Progress) -> Self {
		Self { database, config: Arc::new(config), progress: watch::channel(progress).1 }
	}
}
