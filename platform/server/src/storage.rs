// SPDX-License-Identifier: Apache-2.0

//! Database option of the commands, and opening of the database.

use clap::Args;
use suyuan_indexer::cause_of;
use suyuan_store::{open, Database};

/// Database in which the data is stored.
#[derive(Args, Clone, Debug)]
pub struct Storage {
	/// URL of the database: `sqlite:<file>` or `postgres://<user>:<password>@<host>/<name>`.
	#[arg(
		long,
		global = true,
		env = "SUYUAN_DATABASE",
		default_value = "sqlite:suyuan.db",
		value_name = "URL",
		hide_env_values = true
	)]
	pub database: String,
}

/// Opens the database. An error that passes by itself, such as a server that is being restarted or a disk that is full, is
/// left to the first query. Any other is returned while the operator looks.
pub(crate) async fn open_or_wait(url: &str, once: bool) -> anyhow::Result<Database> {
	let error = match open(url).await {
		Ok(database) => return Ok(database),
		Err(error) => error,
	};
	let cause = cause_of(&error);
	if cause.is_passing() && !once {
		tracing::warn!(waits_for = cause.name(), error = format!("{error:#}"), "{}", cause.sentence());
		return Database::at(url);
	}
	Err(match cause.advice() {
		Some(advice) => error.context(format!("{}: {advice}", cause.sentence())),
		None => error,
	})
}
