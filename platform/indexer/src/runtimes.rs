// SPDX-License-Identifier: Apache-2.0

//! Record types of each runtime, stored beside the records with the first block that it made. The process compares them
//! with the chain's when it starts. A change to them would change the decoding of every record.

use anyhow::Context;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;
use suyuan_chain_client::{Block, Node};
use suyuan_store::{
	tables,
	write::{self, Conflict},
	Lease, Numbers,
};

/// Spec versions whose record types are stored.
pub type Versions = BTreeSet<i64>;

/// Reads the stored spec versions, and corrects record types that are not the chain's.
pub(crate) async fn known(lease: &Lease, node: &Node, chain: i64) -> anyhow::Result<Versions> {
	let database = lease.database();
	let sql = "SELECT spec_version, since, forms FROM runtimes WHERE chain = $1";
	let mut versions = Versions::new();
	for row in sqlx::query(sql).bind(chain).fetch_all(database.pool()).await? {
		let (version, since, kept): (i64, i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
		let before = u64::try_from(since - 1).ok().context("a runtime that made the genesis block")?;
		let Some(hash) = node.hash(before).await? else { continue };
		let runtime = node.runtime_after(&hash).await?;
		if runtime.forms.encoded() != kept {
			tracing::error!(
				version,
				"THE TYPES OF RECORDS WERE NOT THE CHAIN'S: what was read meanwhile must not be believed; they are put right"
			);
			let mut transaction = lease.begin().await?;
			let sql = "UPDATE runtimes SET forms = $1 WHERE spec_version = $2 AND chain = $3";
			let places = vec![runtime.forms.encoded().to_vec().into(), version.into(), chain.into()];
			write::run(&mut transaction, sql, places).await?;
			transaction.commit().await?;
			database.kept().forget();
		}
		versions.insert(version);
	}
	Ok(versions)
}

/// Stores the record types of runtimes that made these blocks and are not stored yet.
pub async fn keep(
	connection: &mut AnyConnection,
	numbers: &mut Numbers,
	versions: &mut Versions,
	blocks: &[Block],
) -> anyhow::Result<()> {
	for block in blocks {
		let version = i64::from(block.spec_version);
		if versions.insert(version) {
			let forms = block.forms.encoded().to_vec();
			let row = vec![version.into(), (block.number as i64).into(), forms.into()];
			numbers.write(connection, &tables::RUNTIMES, vec![row], Conflict::Refuse).await?;
		}
	}
	Ok(())
}
