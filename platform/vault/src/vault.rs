// SPDX-License-Identifier: Apache-2.0

//! The vault over its database and the final facts of the chain.

use crate::{schema, Refusal, Result};
use sqlx::{pool::PoolConnection, Any, Executor};
use suyuan_envelope::RecordId;
use suyuan_primitives::{codes::TraceCode, digital_link, values::Sealed};
use suyuan_store::{read::status, Database, Engine};

/// The vault. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Vault {
	/// Database of the vault's own tables.
	pub(crate) kept: Database,
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
		schema::prepare(&kept).await?;
		Ok(Self { kept, facts })
	}

	/// A connection to write by. What it deletes or replaces is overwritten, and does not wait in a free page of the file.
	pub(crate) async fn writing(&self) -> sqlx::Result<PoolConnection<Any>> {
		let mut connection = self.kept.pool().acquire().await?;
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
