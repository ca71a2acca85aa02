// SPDX-License-Identifier: Apache-2.0

//! Rate limit per client, and bound on the number of requests in flight.

use super::{metrics, request_info::RequestInfo};
use crate::{
	client::Client,
	problem::{Kind, Problem},
};
use axum::{
	extract::{Request, State},
	middleware::Next,
	response::Response,
	Extension,
};
use governor::{
	clock::{Clock, DefaultClock},
	DefaultKeyedRateLimiter, Quota, RateLimiter,
};
use std::{num::NonZeroU32, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests in flight at most. More would only wait for the database.
const MAX_IN_FLIGHT: usize = 512;

/// Seconds' worth of requests that a client may send in one burst: a page and its parts.
const BURST: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// Rate limiter per client, and permits of requests in flight.
pub struct Limits {
	/// None if clients are not limited.
	clients: Option<DefaultKeyedRateLimiter<Client>>,
	at_once: Arc<Semaphore>,
}

impl Limits {
	/// Limits each client to a number of requests a second. 0 means no limit, for a proxy that limits already.
	pub fn new(requests_per_second: u32) -> Self {
		let clients = NonZeroU32::new(requests_per_second)
			.map(|rate| RateLimiter::keyed(Quota::per_second(rate).allow_burst(rate.saturating_mul(BURST))));
		Self { clients, at_once: Arc::new(Semaphore::new(MAX_IN_FLIGHT)) }
	}

	/// Counts a request of a client, or refuses it with the time to wait.
	pub fn ask(&self, client: Client) -> Result<(), Problem> {
		let Some(clients) = &self.clients else { return Ok(()) };
		clients.check_key(&client).map_err(|until| {
			let wait = until.wait_time_from(DefaultClock::default().now());
			Problem::of(Kind::TooManyRequests).retry_after(wait.as_secs().max(1))
		})
	}

	/// Takes a permit for a request in flight, which lasts as long as the permit lives.
	pub fn pass(&self) -> Result<OwnedSemaphorePermit, Problem> {
		let permit = Arc::clone(&self.at_once).try_acquire_owned();
		permit.map_err(|_| Problem::of(Kind::Unavailable).retry_after(1))
	}

	/// Drops the state of clients that have not asked for a while, so that it takes no memory.
	pub fn forget(&self) {
		if let Some(clients) = &self.clients {
			clients.retain_recent();
			clients.shrink_to_fit();
		}
	}
}

/// Refuses a client that asks more often than it may.
pub async fn limit_clients(
	State(limits): State<Arc<Limits>>,
	Extension(info): Extension<RequestInfo>,
	request: Request,
	next: Next,
) -> Response {
	match limits.ask(info.client) {
		Ok(()) => next.run(request).await,
		Err(problem) => metrics::refuse(problem),
	}
}

/// Refuses a request while as many are in flight as may be.
pub async fn limit_concurrency(State(limits): State<Arc<Limits>>, request: Request, next: Next) -> Response {
	match limits.pass() {
		Ok(_permit) => next.run(request).await,
		Err(problem) => metrics::refuse(problem),
	}
}
