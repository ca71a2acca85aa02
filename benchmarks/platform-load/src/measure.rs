// SPDX-License-Identifier: Apache-2.0
//! Sends requests at a steady rate, and then as many as can be answered.

use crate::{
	percentiles::Percentiles,
	report::RequestRow,
	requests::{Connection, RequestKind},
	server::Server,
};
use anyhow::ensure;
use std::{
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::{
	task::JoinSet,
	time::{sleep_until, Instant},
};

/// Connections that share the steady rate: so many that none waits for another.
const STEADY_CONNECTIONS: usize = 32;

/// The unit of a request, far from that of the request before, so that nothing is cached.
fn unit(request: u64, units: u64) -> u64 {
	request.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) % units
}

/// Measures a kind of request. None if the platform does not know it.
pub(crate) async fn measure(
	server: &Server,
	kind: RequestKind,
	units: u64,
	rate: u64,
	connections: usize,
	length: Duration,
) -> anyhow::Result<Option<RequestRow>> {
	let first = Connection::connect(server.address).await?.send(&kind.request(0, &server.token)).await?;
	if first.status == 404 {
		return Ok(None);
	}
	ensure!(first.status == 200, "{} is answered with {}", kind.name, first.status);
	// Connections, statements and pages that are read again and again are cached in a process that has run for a while.
	run_load(server, kind, units, connections, Pace::Unlimited, Duration::from_secs(2), 1 << 40).await?;
	let steady = run_load(server, kind, units, STEADY_CONNECTIONS, Pace::Rate(rate), length, 0).await?;
	let most = run_load(server, kind, units, connections, Pace::Unlimited, length, 1 << 41).await?;
	let percentiles = |taken: &[Duration]| {
		Percentiles::of(taken).unwrap_or(Percentiles { p50: 0.0, p95: 0.0, p99: 0.0, max: 0.0 })
	};
	Ok(Some(RequestRow {
		name: kind.name.into(),
		goal_ms: kind.goal,
		bytes: first.bytes,
		rate,
		requests: steady.len(),
		at_rate: percentiles(&steady),
		connections,
		most_per_second: most.len() as f64 / length.as_secs_f64(),
		at_most: percentiles(&most),
	}))
}

#[derive(Clone, Copy)]
enum Pace {
	/// So many requests a second, whether they are answered or not. A request that waited for its turn took that long.
	Rate(u64),
	/// The next request when the last one is answered.
	Unlimited,
}

async fn run_load(
	server: &Server,
	kind: RequestKind,
	units: u64,
	connections: usize,
	pace: Pace,
	length: Duration,
	from: u64,
) -> anyhow::Result<Vec<Duration>> {
	let turn = Arc::new(AtomicU64::new(0));
	let begun = Instant::now();
	let mut readers = JoinSet::new();
	for _ in 0..connections {
		let (turn, token) = (Arc::clone(&turn), server.token.clone());
		let mut reader = Connection::connect(server.address).await?;
		readers.spawn(async move {
			let mut taken = vec![];
			loop {
				let turn = turn.fetch_add(1, Ordering::Relaxed);
				let due = match pace {
					Pace::Rate(rate) => begun + Duration::from_nanos(turn * 1_000_000_000 / rate),
					Pace::Unlimited => Instant::now(),
				};
				if due >= begun + length {
					return anyhow::Ok(taken);
				}
				sleep_until(due).await;
				let answer = reader.send(&kind.request(unit(from + turn, units), &token)).await?;
				taken.push(due.elapsed());
				ensure!(answer.status == 200, "{} is answered with {}", kind.name, answer.status);
			}
		});
	}
	let mut all = vec![];
	while let Some(taken) = readers.join_next().await {
		all.extend(taken??);
	}
	Ok(all)
}
