// SPDX-License-Identifier: Apache-2.0

//! Database option of the commands, and opening of the database.

use anyhow::Context;
use clap::Args;
use suyuan_indexer::cause_of;
use suyuan_store::{open, Database};
use suyuan_vault::Vault;

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

	/// URL of the database of the vault, which keeps envelopes for those entitled and a log of their readers. It may be that
	/// of `--database`. Without one there is no vault.
	#[arg(long, global = true, env = "SUYUAN_VAULT", value_name = "URL", hide_env_values = true)]
	pub vault: Option<String>,
}

/// Opens the vault, if there is one, over the chain's facts. An error that passes by itself, such as a server that is away or
/// of two none that leads, is left to the first request: everything else is served meanwhile.
pub(crate) async fn open_vault(storage: &Storage, facts: &Database) -> anyhow::Result<Option<Vault>> {
	const FAILED: &str = "the vault's database can't be opened";
	let Some(url) = &storage.vault else { return Ok(None) };
	let kept = Database::at(url).context(FAILED)?;
	let vault = Vault::at(kept.clone(), facts.clone());
	let mut opened = kept.check().await;
	if opened.is_ok() {
		opened = vault.prepare().await;
	}
	if let Err(error) = opened {
		let error = anyhow::Error::from(error);
		let cause = cause_of(&error);
		if !cause.is_passing() {
			return Err(error.context(FAILED));
		}
		tracing::warn!(waits_for = cause.name(), error = format!("{error:#}"), "{FAILED} yet");
	}
	Ok(Some(vault))
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
