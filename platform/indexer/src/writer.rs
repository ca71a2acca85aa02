// SPDX-License-Identifier: Apache-2.0

//! Writer of batches, the cursor with each.

use crate::{
	batch::Batch,
	runtimes::{self, Versions},
	seats,
};
use anyhow::{bail, Context};
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;
use suyuan_chain_client::{Block, Node};
use suyuan_store::{
	tables,
	write::{self, Cells, Conflict},
	Lease,
};

/// The last block whose facts are all in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
	/// Number of the block.
	pub block: u64,
	/// Hash of the block.
	pub hash: String,
}

/// Error of a node that is behind the database. The node may be catching up itself.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the node has not come to block {block} yet, up to which the database goes")]
pub struct Behind {
	block: u64,
}

impl Behind {
	#[cfg(test)]
	pub(crate) fn at(block: u64) -> Self {
		Self { block }
	}
}

/// Error of a database and a node that follow different chains.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Contradiction(pub(crate) String);

/// Writes blocks for as long as its process holds the lease of the database.
pub struct Writer {
	lease: Lease,
	genesis: String,
	/// Last block written.
	pub cursor: Cursor,
	/// Time of that block, in milliseconds since 1970-01-01 UTC. None of the genesis block, which has none.
	pub time: Option<i64>,
	/// Validators that make the next block, in turn.
	validators: Vec<String>,
	/// Validators with the time since which each votes.
	since: BTreeMap<String, i64>,
	/// Runtimes whose record types are stored.
	versions: Versions,
}

impl Writer {
	/// Continues at the database's cursor, or begins with the genesis block. Refuses a database of another chain.
	pub(crate) async fn open(lease: Lease, node: &Node) -> anyhow::Result<Self> {
		let genesis = node.hash(0).await?.context("the node has no genesis block")?;
		let row = sqlx::query(
			"SELECT cursor.genesis, cursor.block, cursor.hash, blocks.time FROM cursor \
			 LEFT JOIN blocks ON blocks.number = cursor.block WHERE cursor.id = 0",
		);
		let row = row.fetch_optional(lease.database().pool()).await?;
		let (cursor, time) = match row {
			Some(row) => {
				let (indexed, block, hash): (String, i64, String) =
					(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
				if indexed != genesis {
					let said = format!(
						"the database holds the chain that begins with {indexed}, and the node follows the one that \
						 begins with {genesis}: give each chain a database of its own"
					);
					return Err(Contradiction(said).into());
				}
				let time: Option<i64> = row.try_get(3)?;
				(Cursor { block: block as u64, hash }, time.filter(|_| block > 0))
			}
			None => (begin(&lease, node, &genesis).await?, None),
		};
		let Some(known) = node.hash(cursor.block).await? else {
			return Err(Behind { block: cursor.block }.into());
		};
		if known != cursor.hash {
			let said = format!(
				"the node has another block {} than the database: that was final and can't change, so that one of the two \
				 is wrong",
				cursor.block
			);
			return Err(Contradiction(said).into());
		}
		let runtime = node.runtime_after(&cursor.hash).await?;
		let validators = seats::validators(node, &runtime, &cursor.hash).await?;
		let mut since = BTreeMap::new();
		for row in
			sqlx::query("SELECT account, since FROM validators").fetch_all(lease.database().pool()).await?
		{
			since.insert(row.try_get(0)?, row.try_get(1)?);
		}
		let versions = runtimes::known(&lease, node).await?;
		Ok(Self { lease, genesis, cursor, time, validators, since, versions })
	}

	/// Writes a batch of blocks in one transaction.
	pub async fn write(&mut self, mut blocks: Vec<Block>) -> anyhow::Result<()> {
		let Some(last) = blocks.last() else { return Ok(()) };
		self.ensure_follows(&blocks)?;
		let (cursor, time) = (Cursor { block: last.number, hash: last.hash.clone() }, last.time);

		let mut transaction = self.lease.begin().await?;
		let connection: &mut AnyConnection = &mut transaction;
		let row: Cells = vec![
			0.into(),
			self.genesis.as_str().into(),
			(cursor.block as i64).into(),
			cursor.hash.as_str().into(),
		];
		write::write(connection, &tables::CURSOR, vec![row], Conflict::Replace).await?;

		runtimes::keep(connection, &mut self.versions, &blocks).await?;
		let batch = Batch::of(connection, &mut blocks).await?;
		let names_changed = batch.participants.is_changed();
		batch.write(connection).await?;

		let (validators, since) = self.take_turns(connection, &blocks).await?;
		if names_changed || since != self.since {
			seats::vote(connection, &since).await?;
		}
		transaction.commit().await.context("the batch could not be committed")?;
		(self.cursor, self.validators, self.since) = (cursor, validators, since);
		self.time = Some(time);
		Ok(())
	}

	fn ensure_follows(&self, blocks: &[Block]) -> anyhow::Result<()> {
		let (mut number, mut hash) = (self.cursor.block, self.cursor.hash.as_str());
		for block in blocks {
			if block.number != number + 1 || block.parent != hash {
				bail!("block {} ({}) does not follow block {number} ({hash})", block.number, block.hash);
			}
			(number, hash) = (block.number, &block.hash);
		}
		Ok(())
	}

	/// Writes the blocks with their authors. Returns the validators after the last, and since when each votes.
	async fn take_turns(
		&self,
		connection: &mut AnyConnection,
		blocks: &[Block],
	) -> anyhow::Result<(Vec<String>, BTreeMap<String, i64>)> {
		let mut since = self.since.clone();
		let mut validators = &self.validators;
		let mut rows = Vec::with_capacity(blocks.len());
		for block in blocks {
			let turn = block.slot.zip((validators.len() as u64).checked_sub(1));
			let author = turn.and_then(|(slot, most)| validators.get((slot % (most + 1)) as usize));
			rows.push(vec![
				(block.number as i64).into(),
				block.hash.as_str().into(),
				block.time.into(),
				i64::from(block.spec_version).into(),
				author.map(String::as_str).into(),
				(block.records as i64).into(),
			]);
			if *validators != block.validators {
				validators = &block.validators;
				since.retain(|account, _| validators.contains(account));
				for account in validators {
					since.entry(account.clone()).or_insert(block.time);
				}
			}
		}
		write::write(connection, &tables::BLOCKS, rows, Conflict::Refuse).await?;
		Ok((validators.clone(), since))
	}
}

/// Writes the regulators' seats, which are all that the genesis block holds.
async fn begin(lease: &Lease, node: &Node, genesis: &str) -> anyhow::Result<Cursor> {
	let runtime = node.runtime_after(genesis).await?;
	let validators = seats::validators(node, &runtime, genesis).await?;
	let departments = seats::departments(node, &runtime, genesis).await?;
	let mut transaction = lease.begin().await?;
	let cursor: Cells = vec![0.into(), genesis.into(), 0.into(), genesis.into()];
	write::write(&mut transaction, &tables::CURSOR, vec![cursor], Conflict::Refuse).await?;
	let block: Cells =
		vec![0.into(), genesis.into(), 0.into(), 0.into(), suyuan_store::write::Cell::Null, 0.into()];
	write::write(&mut transaction, &tables::BLOCKS, vec![block], Conflict::Refuse).await?;
	seats::seat(&mut transaction, &departments, 0).await?;
	let since = validators.into_iter().map(|account| (account, 0)).collect();
	seats::vote(&mut transaction, &since).await?;
	transaction.commit().await.context("the genesis block could not be committed")?;
	Ok(Cursor { block: 0, hash: genesis.into() })
}
