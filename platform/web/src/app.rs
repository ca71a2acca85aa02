// SPDX-License-Identifier: Apache-2.0

//! State shared by all routes.

use crate::{config::Config, evidence::Maker, scans::Scans};
use std::sync::Arc;
use suyuan_store::{Database, Progress};
use suyuan_vault::Vault;
use tokio::sync::watch;

/// State shared by all routes. Cheap to clone.
#[derive(Clone)]
pub struct App {
	/// Database that requests read.
	pub database: Database,
	/// Database that takes what requests bring: the query log, counts of look-ups, comments and print runs. The same as
	/// that which is read, unless this is a copy that only reads.
	pub writes: Database,
	/// Settings from the command line.
	pub config: Arc<Config>,
	/// Progress of the indexer, as last reported.
	pub progress: watch::Receiver<Progress>,
	/// Maker of evidence. None in a process that follows no node.
	pub(crate) evidence: Option<Maker>,
	/// Vault of the platform, if it keeps one.
	pub(crate) vault: Option<Vault>,
	/// Counters of look-ups, by trace code.
	pub(crate) scans: Arc<Scans>,
}

impl App {
	/// The state over a database, and of whatever writes into it.
	pub fn new(database: Database, config: Config, progress: watch::Receiver<Progress>) -> Self {
		let (writes, config) = (database.clone(), Arc::new(config));
		Self { database, writes, config, progress, evidence: None, vault: None, scans: Arc::default() }
	}

	/// Has what requests bring written to another database than that which they read.
	pub fn writing_to(self, writes: Database) -> Self {
		Self { writes, ..self }
	}

	/// The state with a maker of evidence.
	pub fn with_evidence(self, maker: Maker) -> Self {
		Self { evidence: Some(maker), ..self }
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
