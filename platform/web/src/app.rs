// SPDX-License-Identifier: Apache-2.0

//! State shared by all routes.

use crate::{config::Config, scans::Scans};
use std::sync::Arc;
use suyuan_store::{Database, Progress};
use suyuan_vault::Vault;
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
	/// Vault of the platform, if it keeps one.
	pub(crate) vault: Option<Vault>,
	/// Counters of look-ups, by trace code.
	pub(crate) scans: Arc<Scans>,
}

impl App {
	/// The state over a database, and of whatever writes into it.
	pub fn new(database: Database, config: Config, progress: watch::Receiver<Progress>) -> Self {
		Self { database, config: Arc::new(config), progress, vault: None, scans: Arc::default() }
	}

	/// Adds a vault, whose routes are served from then on.
	pub fn with_vault(self, vault: Option<Vault>) -> Self {
		Self { vault, ..self }
	}

	/// Makes the state over a database that is not being indexed: for tests, and for serving alone.
	pub fn over(database: Database, config: Config, progress: Progress) -> Self {
		Self::new(database, config, watch::channel(progress).1)
	}
}
