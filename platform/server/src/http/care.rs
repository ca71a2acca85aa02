//! Middleware of every request: rate limit, authentication, timeout, query log and metrics.

use super::{
	asked::Asked,
	body::{arrived, ARRIVAL},
	client::{Client, Salt},
	limit::Limits,
	log::{forget, now, shorten, QueryLog, Writer},
	metrics,
	problem::{Kind, Problem},
	scans::Scans,
	text::cut,
	tokens::{Caller, ANONYMOUS},
};
use crate::{store::read::queries::Query, App};
use axum::{
	extract::{Request, State},
	http::StatusCode,
	middleware::Next,
	response::{IntoResponse, Response},
};
use std::{
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::time::{interval, timeout, Instant};
use tracing::Instrument;

/// Longest time that a handler may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Interval at which limiters and old log entries are cleaned up.
const TIDYING: Duration = Duration::from_secs(60);

/// The query log is shortened anew after this part of all that it may keep.
const SHORTENED_EVERY: u64 = 64;

/// Longest panic message that is logged, in bytes.
const MAX_SAID: usize = 512;

/// State that all requests share beside the database.
pub struct Care {
	/// The platform's database, settings and progress.
	pub app: App,
	/// Counters of look-ups, by trace code.
	pub scans: Arc<Scans>,
	limits: Limits,
	log: QueryLog,
	/// Queries logged since the log was last shortened.
	logged: AtomicU64,
	salt: Salt,
}

impl Care {
	/// Makes the state. The writer of the log is to be run.
	pub fn new(app: App) -> std::io::Result<(Self, Writer)> {
		let (log, writer) = QueryLog::new();
		let limits = Limits::new(app.config.requests_per_second);
		let care = Self {
			app,
			scans: Arc::default(),
			limits,
			log,
			logged: AtomicU64::new(0),
			salt: Salt::new(now())?,
		};
		Ok((care, writer))
	}

	/// Current time, in milliseconds since 1970-01-01 UTC.
	pub fn now(&self) -> i64 {
		now()
	}

	/// Cleans up limiters, metrics and the query log at an interval. Never ends.
	pub async fn tidy(self: Arc<Self>) {
		let mut ticks = interval(TIDYING);
		let mut last_forgotten: Option<Instant> = None;
		// Another process may have filled the log.
		self.logged.store(u64::MAX / 2, Ordering::Relaxed);
		loop {
			ticks.tick().await;
			self.limits.forget();
			metrics::recorder().run_upkeep();
			let days = self.app.config.query_log_days;
			let due = last_forgotten.is_none_or(|last| last.elapsed() > TIDYING * 60);
			if days > 0 && due {
				match forget(&self.app.database, days, now()).await {
					Ok(0) => (),
					Ok(deleted) => tracing::info!(deleted, days, "deleted what was older in the query log"),
					Err(error) => tracing::error!(%error, "the query log could not be shortened"),
				}
				last_forgotten = Some(Instant::now());
			}
			self.shorten().await;
		}
	}
}

impl Care {
	/// Deletes the rows that the query log has too many, once enough was logged to be worth the search.
	async fn shorten(&self) {
		let rows = u64::from(self.app.config.query_log_rows);
		if rows == 0 || self.logged.load(Ordering::Relaxed) < rows / SHORTENED_EVERY {
			return;
		}
		match shorten(&self.app.database, rows).await {
			Ok(deleted) => {
				self.logged.store(0, Ordering::Relaxed);
				if deleted > 0 {
					tracing::warn!(deleted, rows, "the query log was full: deleted what was oldest in it");
				}
			}
			Err(error) => tracing::error!(%error, "the query log could not be shortened"),
		}
	}
}

/// Routes that no data is looked up with: they are neither limited nor logged.
const SILENT: [&str; 2] = ["/health", "/ready"];

/// Handles one request. In order: limits, body, log slot, token, the route with its timeout, metrics, log.
pub async fn care(State(care): State<Arc<Care>>, request: Request, next: Next) -> Response {
	let begun = Instant::now();
	let route = metrics::route(request.extensions());
	if SILENT.contains(&&*route) {
		return next.run(request).await;
	}
	let method = metrics::method(request.method());
	let client = Client::of(request.extensions(), request.headers(), care.app.config.behind_proxy);
	if has_nul(&request) {
		return Problem::because(Kind::MalformedRequest, "no key has the character NUL").into_response();
	}
	let refused = |problem: Problem| {
		metrics::refused(problem.kind().name());
		problem.into_response()
	};
	if let Err(problem) = care.limits.ask(client) {
		return refused(problem);
	}
	// A body that comes slowly takes no permit from other requests.
	let mut request = match arrived(request, ARRIVAL).await {
		Ok(request) => request,
		Err(problem) => return refused(problem),
	};
	let _permit = match care.limits.pass() {
		Ok(permit) => permit,
		Err(problem) => return refused(problem),
	};
	let Some(place) = care.log.place().await else {
		metrics::refused("log");
		return Problem::because(Kind::Unavailable, "the query log can't be written")
			.retry_after(1)
			.into_response();
	};
	let asked = Asked::default();
	request.extensions_mut().insert(asked.clone());
	let mut who = ANONYMOUS.to_owned();
	let response = match Caller::of(request.headers(), &care.app.database).await {
		Err(problem) => problem.into_response(),
		Ok(caller) => {
			caller.name().clone_into(&mut who);
			request.extensions_mut().insert(caller);
			let span = tracing::info_span!("request", method, route, who);
			match timeout(LONGEST, next.run(request).instrument(span)).await {
				Ok(response) => response,
				Err(_) => Problem::of(Kind::TimedOut).into_response(),
			}
		}
	};
	let took = begun.elapsed();
	let status = response.status().as_u16();
	metrics::answered(&route, method, status, took);
	let (code, by) = asked.noted();
	let at = now();
	tracing::debug!(method, route, status, micros = took.as_micros() as u64, "answered");
	care.logged.fetch_add(1, Ordering::Relaxed);
	place.take(Query {
		id: 0,
		time: at,
		who: by.unwrap_or(who),
		what: format!("{method} {route}"),
		code,
		status: status.into(),
		micros: i64::try_from(took.as_micros()).unwrap_or(i64::MAX),
		client: care.salt.hashed(client, at),
	});
	response
}

/// Returns true if the URI has an encoded NUL. Databases disagree on whether it is text, and no key has one.
fn has_nul(request: &Request) -> bool {
	request.uri().path_and_query().is_some_and(|all| all.as_str().contains("%00"))
}

/// Replaces a bare error status, such as axum's, by a problem document.
pub async fn explain(request: Request, next: Next) -> Response {
	let response = next.run(request).await;
	let status = response.status();
	let failed = status.is_client_error() || status.is_server_error();
	if !failed || response.extensions().get::<Problem>().is_some() || has_document(&response) {
		return response;
	}
	let (parts, body) = response.into_parts();
	// axum's body is a sentence. It is worth keeping, unless it describes an internal failure.
	let detail = match status {
		status if status.is_server_error() => None,
		StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => None,
		_ => {
			axum::body::to_bytes(body, 4_096).await.ok().and_then(|body| String::from_utf8(body.into()).ok())
		}
	};
	let mut explained =
		Problem::of_status(status, detail.filter(|detail| !detail.is_empty())).into_response();
	for (name, value) in &parts.headers {
		if !explained.headers().contains_key(name) && name != axum::http::header::CONTENT_LENGTH {
			explained.headers_mut().append(name, value.clone());
		}
	}
	explained
}

/// Returns true if the response has a document of its own beside its status.
fn has_document(response: &Response) -> bool {
	let kind = response.headers().get(axum::http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
	kind.is_some_and(|kind| !kind.starts_with("text/plain"))
}

/// Responds for a handler that panicked. The panic's message goes to the log alone.
pub fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
	let said = panic.downcast_ref::<String>().map(String::as_str);
	let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing");
	tracing::error!(said = cut(said, MAX_SAID), "an answer broke off");
	Problem::of(Kind::Internal).into_response()
}
