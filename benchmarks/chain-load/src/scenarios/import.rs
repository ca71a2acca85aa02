// SPDX-License-Identifier: Apache-2.0
//! Imports blocks full of records on one core, from a file and from a peer, with signatures of each scheme.
//!
//! The importer is a node that has not seen the transactions before: it gets whole blocks and no gossip, so that it finds
//! none of their signatures verified.

use super::{
	parties::Parties,
	record::{begin, Records},
};
use crate::{
	cli::Plan,
	keys::Scheme,
	ledger::{Counted, FinalBlock},
	machine::cpu_seconds,
	node::{ChainKind, Starter},
	progress::say,
	report::import::{ImportRow, Way},
	rpc::RpcClient,
	shutdown::Shutdown,
};
use anyhow::{ensure, Context};
use std::{
	ffi::OsStr,
	path::Path,
	process::Command,
	time::{Duration, Instant},
};
use suyuan_runtime::{BlockNumber, MILLISECS_PER_BLOCK};
use tokio::time::sleep;

/// The core on which blocks are imported.
const CORE: usize = 0;

const POLL_INTERVAL: Duration = Duration::from_millis(50);
/// The longest that a node that follows may stand still.
const FOLLOW_TIMEOUT: Duration = Duration::from_secs(120);

/// The blocks of a load, by number, and those after them.
struct Loaded {
	first: BlockNumber,
	last: BlockNumber,
	records: u64,
	fullest: u64,
}

impl Loaded {
	/// From the first block with records to the last one.
	fn of(blocks: &[FinalBlock]) -> Option<Self> {
		let full = || blocks.iter().filter(|block| block.counted > 0);
		Some(Self {
			first: full().next()?.number,
			last: full().next_back()?.number,
			records: full().map(|block| block.counted).sum(),
			fullest: full().map(|block| block.counted).max()?,
		})
	}

	fn row(&self, scheme: Scheme, way: Way) -> ImportRow {
		ImportRow {
			scheme,
			way,
			blocks: u64::from(self.last - self.first) + 1,
			records: self.records,
			fullest_block: self.fullest,
			seconds: 0.0,
			processor_seconds: 0.0,
			startup_seconds: 0.0,
		}
	}
}

pub(crate) async fn run(plan: &Plan, shutdown: &Shutdown, rows: &mut Vec<ImportRow>) -> anyhow::Result<()> {
	for scheme in &plan.schemes {
		if shutdown.is_requested() {
			break;
		}
		let plan = Plan { scheme: *scheme, ..plan.clone() };
		of_scheme(&plan, shutdown, rows).await.with_context(|| scheme.name())?;
	}
	Ok(())
}

/// Makes blocks with signatures of the plan's scheme, and has them imported in both ways.
async fn of_scheme(plan: &Plan, shutdown: &Shutdown, rows: &mut Vec<ImportRow>) -> anyhow::Result<()> {
	let (parties, mut fixture) = Parties::start(plan, shutdown, ChainKind::Dev).await?;
	parties.authorize(&mut fixture).await?;
	let units = parties.register(&mut fixture, plan.units).await?;
	begin(&mut fixture, parties, units).await?;
	let workload = Records { parties, units, batch: 1, units_per_call: 1, stride: 1 };
	let load = fixture.measure(&plan.scheme.name(), &workload, Counted::Records, plan.duration).await?;
	ensure!(load.is_clean(), "the load was not clean, so that its blocks show little");
	let loaded = Loaded::of(&load.blocks).context("no block has records")?;
	// An empty block after them tells how long the importer takes to start.
	sleep(2 * Duration::from_millis(MILLISECS_PER_BLOCK)).await;
	let mut author = fixture.into_first_node();
	author.stop()?;

	let starter =
		Starter { binary: plan.node.clone(), folder: plan.data.clone(), extra: plan.node_flags.clone() };
	let folder = starter.temporary_folder()?;
	let path = |name: &str| folder.path().join(name);
	let parts = [
		("before", 1, loaded.first - 1),
		("load", loaded.first, loaded.last),
		("after", loaded.last + 1, loaded.last + 1),
	];
	for (name, from, to) in parts {
		let (from, to) = (format!("--from={from}"), format!("--to={to}"));
		let file = path(name);
		let arguments: [&OsStr; 4] = [from.as_ref(), to.as_ref(), "--binary".as_ref(), file.as_ref()];
		starter.command("export-blocks", author.data(), None, &arguments)?;
	}
	let import = |name: &str, core| {
		let file = path(name);
		starter.command("import-blocks", &path("file"), core, &["--binary".as_ref(), file.as_ref()])
	};

	say("Importing the blocks before the load");
	import("before", None)?;
	let copied = Command::new("cp").arg("--recursive").args([path("file"), path("peer")]).status()?;
	ensure!(copied.success(), "the database could not be copied");

	say("Importing the load from a file, on one core");
	let (measured, startup) = (import("load", Some(CORE))?, import("after", Some(CORE))?);
	let row = ImportRow {
		seconds: measured.seconds - startup.seconds,
		processor_seconds: measured.processor_seconds - startup.processor_seconds,
		startup_seconds: startup.processor_seconds,
		..loaded.row(plan.scheme, Way::File)
	};
	say(&row.to_string());
	rows.push(row);

	if !shutdown.is_requested() {
		say("Importing the load from a peer, on one core");
		let row = follow(&starter, author.data(), &path("peer"), &loaded, plan.scheme).await?;
		say(&row.to_string());
		rows.push(row);
	}
	Ok(())
}

/// Lets a node on one core fetch the load's blocks from another, which authors nothing.
async fn follow(
	starter: &Starter,
	source: &Path,
	data: &Path,
	loaded: &Loaded,
	scheme: Scheme,
) -> anyhow::Result<ImportRow> {
	let source = starter.follower(source, None)?;
	let mut follower = starter.follower(data, Some(CORE))?;
	let addresses = RpcClient::to(&source.url()).await?.addresses().await?;
	let address = addresses.first().context("the source listens nowhere")?;
	let rpc = RpcClient::to(&follower.url()).await?;
	ensure!(rpc.best_number().await? < loaded.first, "the follower has blocks of the load already");

	let processor = || cpu_seconds(follower.pid()).context("/proc tells no processor time");
	let startup_seconds = processor()?;
	let begun = Instant::now();
	rpc.add_peer(address).await?;
	let (mut best, mut moved) = (0, Instant::now());
	while best < loaded.last {
		sleep(POLL_INTERVAL).await;
		let number = rpc.best_number().await?;
		if number > best {
			(best, moved) = (number, Instant::now());
		}
		ensure!(moved.elapsed() < FOLLOW_TIMEOUT, "the follower stands at block {best} of {}", loaded.last);
	}
	let row = ImportRow {
		seconds: begun.elapsed().as_secs_f64(),
		processor_seconds: processor()? - startup_seconds,
		startup_seconds,
		..loaded.row(scheme, Way::Peer)
	};
	follower.ensure_runs()?;
	Ok(row)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn block(number: BlockNumber, counted: u64) -> FinalBlock {
		FinalBlock { number, timestamp: 0, transactions: counted, counted, bytes: 0, database_bytes: 0 }
	}

	#[test]
	fn a_load_reaches_from_the_first_record_to_the_last() {
		let blocks = [block(7, 0), block(8, 10), block(9, 0), block(10, 30), block(11, 0)];
		let loaded = Loaded::of(&blocks).unwrap();
		assert_eq!((loaded.first, loaded.last), (8, 10));
		assert_eq!((loaded.records, loaded.fullest), (40, 30));
		assert_eq!(loaded.row(Scheme::Ed25519, Way::File).blocks, 3);
		assert!(Loaded::of(&blocks[..1]).is_none());
	}
}
