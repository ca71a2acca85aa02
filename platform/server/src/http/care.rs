//! What every request passes on its way in and out: limits, who asks, the time that it may take, the log, the figures.

use super::{
	asked::Asked,
	client::{Client, Salt},
	limit::Limits,
	log::{forget, now, QueryLog, Writer},
	metrics,
	problem::{Kind, Problem},
	scans::Scans,
	tokens::{Caller, ANONYMOUS},
};
use crate::{store::read::queries::Query, App};
use axum::{
	extract::{MatchedPath, Request, State},
	http::StatusCode,
	middleware::Next,
	response::{IntoResponse, Response},
};
use std::{sync::Arc, time::Duration};
use tokio::time::{interval, timeout, Instant};
use tracing::Instrument;

/// How long an answer may take.
const LONGEST: Duration = Duration::from_secs(30);

/// How often what is no longer needed is forgotten.
const TIDYING: Duration = Duration::from_secs(60);

/// What requests share beside the database.
pub struct Care {
	/// The platform.
	pub app: App,
	/// Look-ups of codes.
	pub scans: Arc<Scans>,
	limits: Limits,
	log: QueryLog,
	salt: Salt,
}

impl Care {
	/// Takes care of the platform's requests. The writer of the log is to be run.
	pub fn new(app: App) -> std::io::Result<(Self, Writer)> {
		let (log, writer) = QueryLog::new();
		let limits = Limits::new(app.config.requests_per_second);
		let care = Self { app, scans: Arc::default(), limits, log, salt: Salt::new(now())? };
		Ok((care, writer))
	}

	/// The moment, in milliseconds since 1970-01-01 UTC.
	pub fn now(&self) -> i64 {
		now()
	}

	/// Forgets what is no longer needed, again and again.
	pub async fn tidy(self: Arc<Self>) {
		let mut ticks = interval(TIDYING);
		let mut last_forgotten: Option<Instant> = None;
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
		}
	}
}

/// Routes that nobody looks anything up with: they are neither limited nor logged.
const SILENT: [&str; 3] = ["/health", "/ready", "/metrics"];

/// Takes care of one request.
pub async fn care(State(care): State<Arc<Care>>, mut request: Request, next: Next) -> Response {
	let begun = Instant::now();
	let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
	if SILENT.contains(&&*route) {
		return next.run(request).await;
	}
	let method = request.method().as_str().to_owned();
	let client = Client::of(request.extensions(), request.headers(), care.app.config.behind_proxy);
	let _permit = match care.limits.pass(client) {
		Ok(permit) => permit,
		Err(problem) => {
			metrics::refused(problem.kind().name());
			return problem.into_response();
		}
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
	metrics::answered(&route, &method, status, took);
	let (code, by) = asked.noted();
	let at = now();
	tracing::debug!(method, route, status, micros = took.as_micros() as u64, "answered");
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

/// Says as a problem document what others answered with a bare status.
pub async fn explain(request: Request, next: Next) -> Response {
	let response = next.run(request).await;
	let status = response.status();
	let failed = status.is_client_error() || status.is_server_error();
	if !failed || response.extensions().get::<Problem>().is_some() || has_document(&response) {
		return response;
	}
	let (parts, body) = response.into_parts();
	// What axum says is a sentence. It is worth keeping, unless it tells how this failed inside.
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

/// Whether whoever answered said more than a bare status: a document of its own.
fn has_document(response: &Response) -> bool {
	let kind = response.headers().get(axum::http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
	kind.is_some_and(|kind| !kind.starts_with("text/plain"))
}

/// Answers for what broke off in the middle. What it said is in the log and nowhere else.
pub fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
	let said = panic.downcast_ref::<String>().map(String::as_str);
	let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing");
	tracing::error!(said, "an answer broke off");
	Problem::of(Kind::Internal).into_response()
}
