// SPDX-License-Identifier: Apache-2.0

//! The vault over its database and the final facts of the chain.

use crate::{schema, Refusal, Result};
use sqlx::{pool::PoolConnection, Any, Executor};
use std::sync::Arc;
use suyuan_envelope::RecordId;
use suyuan_primitives::{codes::TraceCode, digital_link, values::Sealed};
use suyuan_store::{read::status, Database, Engine};
use tokio::sync::OnceCell;

/// The vault. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Vault {
	/// Database of the vault's own tables, which `kept()` looks at before they are first used.
	pub(crate) kept: Database,
	/// Set once the tables are known to be there.
	prepared: Arc<OnceCell<()>>,
	/// Database of the chain's final facts, which is only read.
	pub(crate) facts: Database,
}

/// The key of a record in the vault's tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
	pub code: String,
	pub commitment: String,
}

impl Key {
	/// Reads a key from the two parts of a path.
	pub fn read(code: &str, commitment: &str) -> Result<Self> {
		let code: TraceCode = digital_link::read(code).map_err(|_| Refusal::MalformedRecord)?;
		let mut sealed = [0; 32];
		let digits = commitment.strip_prefix("0x").ok_or(Refusal::MalformedRecord)?;
		hex::decode_to_slice(digits, &mut sealed).map_err(|_| Refusal::MalformedRecord)?;
		let commitment = format!("0x{}", hex::encode(Sealed(sealed).0));
		Ok(Self { code: code.0.as_str().to_owned(), commitment })
	}
}

impl Vault {
	/// Opens the vault in a database, over the chain's facts in another, which may be the same.
	pub async fn open(kept: Database, facts: Database) -> anyhow::Result<Self> {
		let vault = Self::at(kept, facts);
		vault.prepare().await?;
		Ok(vault)
	}

	/// Prepares the vault in a database that may be away: its tables are made once they are first needed.
	pub fn at(kept: Database, facts: Database) -> Self {
		Self { kept, prepared: Arc::default(), facts }
	}

	/// Makes the vault's tables, if they are not there yet.
	pub async fn prepare(&self) -> sqlx::Result<()> {
		self.prepared.get_or_try_init(|| schema::prepare(&self.kept)).await.copied()
	}

	/// The database of the vault's own tables, which are there.
	pub(crate) async fn kept(&self) -> sqlx::Result<&Database> {
		self.prepare().await?;
		Ok(&self.kept)
	}

	/// A connection to write by. What it deletes or replaces is overwritten, and does not wait in a free page of the file.
	pub(crate) async fn writing(&self) -> sqlx::Result<PoolConnection<Any>> {
		let mut connection = self.kept().await?.pool().acquire().await?;
		if self.kept.engine() == Engine::Sqlite {
			connection.execute("PRAGMA secure_delete = ON").await?;
		}
		Ok(connection)
	}

	/// The hash of the genesis block of the chain whose facts are taken.
	pub(crate) async fn genesis(&self) -> Result<[u8; 32]> {
		let indexed = status::indexed(&self.facts).await?;
		let genesis = indexed.genesis.as_deref().and_then(|genesis| genesis.strip_prefix("0x"));
		let mut hash = [0; 32];
		let read = genesis.is_some_and(|genesis| hex::decode_to_slice(genesis, &mut hash).is_ok());
		// Before the first block is indexed nothing is known of the chain.
		read.then_some(hash).ok_or_else(|| Refusal::NotReady.into())
	}

	/// The record of a key, as its envelope is bound to it.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`], [`Refusal::NotReady`]
	pub async fn record_id(&self, code: &str, commitment: &str) -> Result<RecordId> {
		let key = Key::read(code, commitment)?;
		let mut sealed = [0; 32];
		hex::decode_to_slice(&key.commitment[2..], &mut sealed).map_err(|_| Refusal::MalformedRecord)?;
		let code = key.code.parse().map_err(|_| Refusal::MalformedRecord)?;
		Ok(RecordId { genesis: self.genesis().await?, code, commitment: Sealed(sealed) })
	}
}
