// SPDX-License-Identifier: Apache-2.0
//! The fixture of a measurement: a chain, the connections to its nodes, and the keys that sign.

use crate::{
	cli::Plan,
	drive::{drive, Ended, Load, Outcome},
	follow::{follow, ChainEvent},
	keys::{Key, Keyring},
	ledger::Counted,
	machine::{cpu_seconds, folder_bytes, CpuTime},
	node::{ChainKind, Node, Starter},
	progress::{bar, say},
	report::{processors::CpuSample, row::Row},
	rpc::RpcClient,
	shutdown::Shutdown,
	sign::{capacity, sign_ahead, CallList, Workload},
	window::{Window, WindowSize},
};
use anyhow::{bail, ensure};
use std::{
	process,
	time::{Duration, Instant},
};
use suyuan_runtime::{Hash, RuntimeCall, MILLISECS_PER_BLOCK};
use tokio::{sync::mpsc, time::sleep};

/// Transactions that wait for a block during the setup.
const SETUP_WINDOW: WindowSize = WindowSize::Transactions(1_000);

/// The longest that validators may take to find each other.
const PEERING_TIMEOUT: Duration = Duration::from_secs(60);

/// A chain under load, with everything that puts it there.
pub(crate) struct Fixture {
	pub(crate) plan: Plan,
	pub(crate) keyring: Keyring,
	/// The connection for queries.
	pub(crate) reader: RpcClient,
	pub(crate) shutdown: Shutdown,
	clients: Vec<RpcClient>,
	chain_events: mpsc::UnboundedReceiver<ChainEvent>,
	genesis: Hash,
	nodes: Vec<Node>,
}

impl Fixture {
	/// Starts a chain, and makes keys of participants that are not admitted yet.
	pub(crate) async fn start(
		plan: &Plan,
		shutdown: &Shutdown,
		chain: ChainKind,
		participants: usize,
	) -> anyhow::Result<Self> {
		say("Starting the node");
		let starter =
			Starter { binary: plan.node.clone(), folder: plan.data.clone(), extra: plan.node_flags.clone() };
		let first = starter.first(chain)?;
		let reader = RpcClient::to(&first.url()).await?;
		reader.ensure_same_runtime().await?;
		let mut nodes = vec![first];
		nodes.extend(starter.others(chain, &reader.addresses().await?)?);
		wait_for_peers(&reader, nodes.len(), shutdown).await?;

		let mut clients = vec![];
		for connection in 0..plan.connections {
			clients.push(RpcClient::to(&nodes[connection % nodes.len()].url()).await?);
		}
		Ok(Self {
			genesis: reader.block_hash(0).await?,
			chain_events: follow(reader.clone()).await?,
			plan: plan.clone(),
			keyring: Keyring::of(plan.scheme, participants),
			shutdown: shutdown.clone(),
			reader,
			clients,
			nodes,
		})
	}

	/// The number of connections: one for each lane.
	pub(crate) fn lanes(&self) -> usize {
		self.clients.len()
	}

	/// The URL of the first node.
	pub(crate) fn url(&self) -> String {
		self.nodes[0].url()
	}

	/// Ends the load, and returns the first node.
	pub(crate) fn into_first_node(mut self) -> Node {
		self.nodes.swap_remove(0)
	}

	/// Bytes that the database of the first node takes on the disk.
	pub(crate) fn database_bytes(&self) -> u64 {
		folder_bytes(self.nodes[0].data())
	}

	/// Bytes of all values of the state of an idle chain: the events of the latest block are among them.
	pub(crate) async fn idle_state_bytes(&self) -> anyhow::Result<u64> {
		sleep(2 * Duration::from_millis(MILLISECS_PER_BLOCK)).await;
		self.reader.state_value_bytes().await
	}

	/// Submits calls of the setup: every one must succeed. A key's calls keep their order.
	pub(crate) async fn submit_setup(
		&mut self,
		what: &str,
		calls: Vec<(Key, RuntimeCall)>,
	) -> anyhow::Result<()> {
		let mut lanes = vec![vec![]; self.lanes()];
		for (key, call) in calls {
			let lane = key % lanes.len();
			lanes[lane].push((key, call));
		}
		let lengths: Vec<_> = lanes.iter().map(Vec::len).collect();
		self.run_setup(what, &CallList(lanes), Counted::Transactions, &lengths, SETUP_WINDOW).await
	}

	/// Runs a workload of the setup: every call must succeed.
	pub(crate) async fn run_setup(
		&mut self,
		what: &str,
		workload: &impl Workload,
		counted: Counted,
		lengths: &[usize],
		window: WindowSize,
	) -> anyhow::Result<()> {
		say(what);
		// Only a window in blocks needs the capacity.
		let capacity = match window {
			WindowSize::Blocks(_) => self.capacity(workload),
			WindowSize::Transactions(size) => size,
		};
		let window = Window::new(window, capacity);
		let lanes = sign_ahead(&self.keyring, self.genesis, workload, lengths);
		let outcome = self.drive(workload, Load { lanes, counted, window, duration: None }).await?;
		match outcome {
			Outcome { ended: Ended::Interrupted, .. } => bail!("interrupted"),
			Outcome { ended: Ended::AllSent, failed: 0, unfinished: 0, .. } => Ok(()),
			Outcome { ended, failed, first_failure, unfinished, .. } => bail!(
				"{what}: {ended:?}, {failed} failed ({}), {unfinished} unfinished",
				first_failure.unwrap_or_default()
			),
		}
	}

	/// Measures a workload for so long.
	pub(crate) async fn measure(
		&mut self,
		scenario: &str,
		workload: &impl Workload,
		counted: Counted,
		duration: Duration,
	) -> anyhow::Result<Row> {
		let capacity = self.capacity(workload);
		// Two blocks more at either end, and the transactions that wait when time is up.
		let blocks = duration.as_millis().div_ceil(u128::from(MILLISECS_PER_BLOCK)) as usize + 4;
		let lengths = vec![(blocks * capacity).div_ceil(self.lanes()); self.lanes()];
		self.measure_calls(scenario, workload, counted, &lengths, Some(duration)).await
	}

	/// Measures the first calls of a workload, as many as `lengths` says, for at most `duration`.
	pub(crate) async fn measure_calls(
		&mut self,
		scenario: &str,
		workload: &impl Workload,
		counted: Counted,
		lengths: &[usize],
		duration: Option<Duration>,
	) -> anyhow::Result<Row> {
		say(&format!("Measuring {scenario}"));
		let window = Window::new(self.plan.window, self.capacity(workload));
		let lanes = sign_ahead(&self.keyring, self.genesis, workload, lengths);
		let (clock, database_before) = (self.clock(), self.database_bytes());
		let outcome = self.drive(workload, Load { lanes, counted, window, duration }).await?;
		let processors = clock.until(&self.clock());
		let database = (database_before, self.database_bytes());
		let row =
			Row::of(scenario, self.nodes.len(), counted, workload.counts(), outcome, database, processors);
		let row = Row { units_per_transaction: workload.units(), ..row };
		say(&row.to_string());
		Ok(row)
	}

	/// The most transactions of a workload that fit into a block.
	///
	/// Nodes share the machine, so that the more there are, the less each can make of a slot.
	pub(crate) fn capacity(&self, workload: &impl Workload) -> usize {
		capacity(&self.keyring, workload) / self.nodes.len()
	}

	/// Drives the signed transactions of a workload.
	async fn drive(&mut self, workload: &impl Workload, load: Load) -> anyhow::Result<Outcome> {
		let transactions: usize = load.lanes.iter().map(Vec::len).sum();
		let bar = bar(load.duration.map_or(transactions as u64, |duration| duration.as_millis() as u64));
		let driven =
			drive(&self.clients, self.nodes[0].data(), &mut self.chain_events, load, &self.shutdown, &bar)
				.await;
		bar.finish_and_clear();
		// A node that is gone is the better reason.
		for node in &mut self.nodes {
			node.ensure_runs()?;
		}
		let outcome = driven?;
		for (lane, sent) in outcome.sent_of_lane.iter().enumerate() {
			(0..*sent).for_each(|place| self.keyring.spend(workload.signer(lane, place)));
		}
		Ok(outcome)
	}

	fn clock(&self) -> CpuSample {
		CpuSample {
			at: Instant::now(),
			nodes: self.nodes.iter().map(|node| cpu_seconds(node.pid())).sum(),
			generator: cpu_seconds(process::id()),
			machine: CpuTime::now(),
		}
	}
}

/// Waits until the first node sees all others.
async fn wait_for_peers(reader: &RpcClient, nodes: usize, shutdown: &Shutdown) -> anyhow::Result<()> {
	let deadline = Instant::now() + PEERING_TIMEOUT;
	while reader.peers().await? + 1 < nodes as u64 {
		ensure!(!shutdown.is_requested(), "interrupted");
		ensure!(Instant::now() < deadline, "the validators did not find each other");
		sleep(Duration::from_millis(500)).await;
	}
	Ok(())
}
