// SPDX-License-Identifier: Apache-2.0
//! Reads units back, as an explorer does: `TraceApi_unit` through `state_call`.

use super::{parties::Parties, record::begin};
use crate::{
	cli::Plan, node::ChainKind, percentiles::Percentiles, progress::say, report::query::QueryRow,
	rpc::RpcClient, shutdown::Shutdown, trade::code,
};
use anyhow::{ensure, Context};
use std::time::{Duration, Instant};
use suyuan_runtime::apis::trace::UnitView;

/// A prime, so that consecutive queries ask for units far from each other.
pub(crate) const STRIDE: usize = 15_485_863;

pub(crate) async fn run(plan: &Plan, shutdown: &Shutdown, rows: &mut Vec<QueryRow>) -> anyhow::Result<()> {
	let (parties, mut fixture) = Parties::start(plan, shutdown, ChainKind::Dev).await?;
	parties.authorize(&mut fixture).await?;
	let units = parties.register(&mut fixture, plan.query_units).await?;
	begin(&mut fixture, parties, units).await?;
	measure(plan, shutdown, &fixture.url(), units, rows).await
}

/// Queries a node, first with one client alone and then with many at once.
pub(crate) async fn measure(
	plan: &Plan,
	shutdown: &Shutdown,
	url: &str,
	units: usize,
	rows: &mut Vec<QueryRow>,
) -> anyhow::Result<()> {
	for clients in [1, plan.connections] {
		if shutdown.is_requested() {
			break;
		}
		let row = ask(url, units, plan.queries, clients, shutdown).await?;
		say(&row.to_string());
		rows.push(row);
	}
	Ok(())
}

/// Queries units with so many clients, each of which waits for one answer before it asks again.
async fn ask(
	url: &str,
	units: usize,
	queries: usize,
	clients: usize,
	shutdown: &Shutdown,
) -> anyhow::Result<QueryRow> {
	say(&format!("Asking {queries} times, {clients} at once"));
	let mut rpcs = vec![];
	for _ in 0..clients {
		rpcs.push(RpcClient::to(url).await?);
	}
	let begun = Instant::now();
	let asking: Vec<_> = rpcs
		.into_iter()
		.enumerate()
		.map(|(client, rpc)| {
			let shutdown = shutdown.clone();
			tokio::spawn(async move {
				let mut took = vec![];
				for n in (client..queries).step_by(clients) {
					if shutdown.is_requested() {
						break;
					}
					took.push(ask_once(&rpc, n.wrapping_mul(STRIDE) % units).await?);
				}
				anyhow::Ok(took)
			})
		})
		.collect();
	let mut took = vec![];
	for client in asking {
		took.extend(client.await??);
	}
	let seconds = begun.elapsed().as_secs_f64();
	Ok(QueryRow {
		units,
		clients,
		queries: took.len(),
		seconds,
		per_second: took.len() as f64 / seconds,
		took: Percentiles::of(&took).context("nothing was asked")?,
	})
}

/// Queries one unit, and checks that the answer is about it.
async fn ask_once(rpc: &RpcClient, unit: usize) -> anyhow::Result<Duration> {
	let code = code(unit);
	let begun = Instant::now();
	let view: Option<UnitView> = rpc.call("TraceApi_unit", &code).await?;
	let took = begun.elapsed();
	let view = view.with_context(|| format!("unit {unit} is not there"))?;
	ensure!(view.logistics.is_some_and(|head| head.records > 0), "nothing is recorded of unit {unit}");
	Ok(took)
}
