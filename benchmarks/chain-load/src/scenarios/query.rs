//! Reads units back, as an explorer does: `TraceApi_unit` through `state_call`.

use super::{record::begin, stage::Cast};
use crate::{
	cli::Plan, link::Link, node::ChainKind, percentiles::Percentiles, progress::say, report::query::QueryRow,
	stop::Stop, trade::code,
};
use anyhow::{ensure, Context};
use std::time::{Duration, Instant};
use suyuan_runtime::trace_api::UnitView;

/// A prime, so that units far from each other are asked for in turn.
pub const STRIDE: usize = 15_485_863;

pub async fn run(plan: &Plan, stop: &Stop, rows: &mut Vec<QueryRow>) -> anyhow::Result<()> {
	let (cast, mut world) = Cast::enter(plan, stop, ChainKind::Dev).await?;
	cast.authorize(&mut world).await?;
	let units = cast.register(&mut world, plan.query_units).await?;
	begin(&mut world, cast, units).await?;
	look(plan, stop, &world.url(), units, rows).await
}

/// Asks a node for units, first one client alone and then many at once.
pub async fn look(
	plan: &Plan,
	stop: &Stop,
	url: &str,
	units: usize,
	rows: &mut Vec<QueryRow>,
) -> anyhow::Result<()> {
	for clients in [1, plan.connections] {
		if stop.is_set() {
			break;
		}
		let row = ask(url, units, plan.queries, clients, stop).await?;
		say(&row.to_string());
		rows.push(row);
	}
	Ok(())
}

/// Asks so often, with so many clients at once of whom each waits for one answer before it asks again.
async fn ask(
	url: &str,
	units: usize,
	queries: usize,
	clients: usize,
	stop: &Stop,
) -> anyhow::Result<QueryRow> {
	say(&format!("Asking {queries} times, {clients} at once"));
	let mut links = vec![];
	for _ in 0..clients {
		links.push(Link::to(url).await?);
	}
	let begun = Instant::now();
	let asking: Vec<_> = links
		.into_iter()
		.enumerate()
		.map(|(client, link)| {
			let stop = stop.clone();
			tokio::spawn(async move {
				let mut took = vec![];
				for n in (client..queries).step_by(clients) {
					if stop.is_set() {
						break;
					}
					took.push(ask_once(&link, n.wrapping_mul(STRIDE) % units).await?);
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

/// Asks for a unit, and looks whether the answer is about it.
async fn ask_once(link: &Link, unit: usize) -> anyhow::Result<Duration> {
	let code = code(unit);
	let begun = Instant::now();
	let view: Option<UnitView> = link.call("TraceApi_unit", &code).await?;
	let took = begun.elapsed();
	let view = view.with_context(|| format!("unit {unit} is not there"))?;
	ensure!(view.logistics.is_some_and(|head| head.records > 0), "nothing is recorded of unit {unit}");
	Ok(took)
}
