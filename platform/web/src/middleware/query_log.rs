// SPDX-License-Identifier: Apache-2.0

//! Logging of queries.

use super::{metrics, request_info::RequestInfo};
use crate::{
	annotation::RequestAnnotation,
	auth::tokens::ANONYMOUS,
	client::Salt,
	problem::{Kind, Problem},
	query_log::{shorten, QueryLog, Writer},
};
use axum::{
	extract::{Request, State},
	middleware::Next,
	response::{IntoResponse, Response},
	Extension,
};
use std::{
	io,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
};
use suyuan_store::{now, read::queries::Query, Database};

/// The query log is shortened anew after this part of all that it may keep.
const SHORTENED_EVERY: u64 = 64;

/// State of the layer.
pub struct Logging {
	log: QueryLog,
	/// Queries logged since the log was last shortened. Another process may have filled the log before.
	logged: AtomicU64,
	salt: Salt,
}

impl Logging {
	/// Makes the state. The writer of the log is to be run.
	pub fn new() -> io::Result<(Self, Writer)> {
		let (log, writer) = QueryLog::new();
		Ok((Self { log, logged: AtomicU64::new(u64::MAX / 2), salt: Salt::new(now())? }, writer))
	}

	/// Deletes the rows that the query log has too many, once enough was logged to be worth the search.
	pub async fn shorten(&self, database: &Database, rows: u64) {
		if rows == 0 || self.logged.load(Ordering::Relaxed) < rows / SHORTENED_EVERY {
			return;
		}
		match shorten(database, rows).await {
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

/// Reserves a slot in the query log before a request is answered, so that no answer goes unlogged.
pub async fn log(
	State(logging): State<Arc<Logging>>,
	Extension(info): Extension<RequestInfo>,
	mut request: Request,
	next: Next,
) -> Response {
	let Some(place) = logging.log.place().await else {
		metrics::refused("log");
		return Problem::because(Kind::Unavailable, "the query log can't be written")
			.retry_after(1)
			.into_response();
	};
	let asked = RequestAnnotation::default();
	request.extensions_mut().insert(asked.clone());
	let response = next.run(request).await;
	let (code, by) = asked.noted();
	let at = now();
	logging.logged.fetch_add(1, Ordering::Relaxed);
	place.take(Query {
		id: 0,
		time: at,
		who: by.unwrap_or_else(|| ANONYMOUS.into()),
		what: format!("{} {}", info.method, info.route),
		code,
		status: response.status().as_u16().into(),
		micros: i64::try_from(info.begun.elapsed().as_micros()).unwrap_or(i64::MAX),
		client: logging.salt.hashed(info.client, at),
	});
	response
}
