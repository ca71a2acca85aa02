// SPDX-License-Identifier: Apache-2.0

//! Metrics for Prometheus.

use super::request_info::{RequestInfo, OTHER};
use crate::{problem::Problem, App};
use axum::{
	extract::Request,
	http::header,
	middleware::Next,
	response::{IntoResponse, Response},
	routing::get,
	Extension, Router,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{sync::OnceLock, time::Duration};
use suyuan_store::now;

/// Bucket bounds of response times, in seconds: fine where the goals are, 20 and 50 ms.
const BUCKETS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Name of the histogram of response times, by route.
const SECONDS: &str = "suyuan_http_seconds";

/// Name of the counter of responses, by route, method and status.
const ANSWERS: &str = "suyuan_http_answers_total";

/// Recorder of the process's metrics, installed on the first call.
pub fn recorder() -> &'static PrometheusHandle {
	static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
	RECORDER.get_or_init(|| {
		let builder = PrometheusBuilder::new()
			.set_buckets_for_metric(Matcher::Full(SECONDS.into()), &BUCKETS)
			.unwrap_or_else(|_| PrometheusBuilder::new());
		let recorder = builder.build_recorder();
		let handle = recorder.handle();
		// Another recorder could only be installed if this was part of another program, which then counts for itself.
		let _ = metrics::set_global_recorder(recorder);
		metrics::describe_histogram!(SECONDS, metrics::Unit::Seconds, "How long answers took, by route");
		metrics::describe_counter!(ANSWERS, "Answers by route, method and status");
		metrics::describe_counter!(
			"suyuan_http_refused_total",
			"Requests refused before they were looked at, by reason"
		);
		metrics::describe_counter!("suyuan_queries_logged_total", "Queries written to the log");
		metrics::describe_gauge!("suyuan_indexed_block", "The last block whose facts are all here");
		metrics::describe_gauge!("suyuan_final_block", "The last block that the node calls final");
		metrics::describe_gauge!("suyuan_connected", "Whether the node is connected");
		metrics::describe_gauge!("suyuan_caught_up", "Whether everything final is here");
		metrics::describe_gauge!(
			"suyuan_heads_disagreeing",
			"Heads that do not agree with the chain: never above 0"
		);
		handle
	})
}

/// Counts a response. Only this counter has all three labels, a line each; the times, a dozen lines each, have the route.
fn answered(route: &str, method: &'static str, status: u16, took: Duration) {
	// A method that a route does not take says as little of it as an unknown one.
	let method = if status == 405 { OTHER } else { method };
	metrics::counter!(
		ANSWERS,
		"route" => route.to_owned(),
		"method" => method,
		"status" => status.to_string(),
	)
	.increment(1);
	metrics::histogram!(SECONDS, "route" => route.to_owned()).record(took.as_secs_f64());
}

/// Counts and times the answer to a request.
pub async fn measure(Extension(info): Extension<RequestInfo>, request: Request, next: Next) -> Response {
	let response = next.run(request).await;
	let (took, status) = (info.begun.elapsed(), response.status().as_u16());
	answered(&info.route, info.method, status, took);
	let micros = took.as_micros() as u64;
	tracing::debug!(method = info.method, route = &*info.route, status, micros, "answered");
	response
}

/// Answers with a problem, and counts the request as refused.
pub fn refuse(problem: Problem) -> Response {
	refused(problem.kind().name());
	problem.into_response()
}

/// Counts a refused request, by reason.
pub fn refused(reason: &'static str) {
	metrics::counter!("suyuan_http_refused_total", "reason" => reason).increment(1);
}

/// Renders all metrics as text.
fn text(app: &App) -> String {
	app.progress.borrow().figures(now());
	recorder().render()
}

async fn render(app: App) -> Response {
	([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text(&app)).into_response()
}

/// Route `/metrics`, for a listener of its own.
pub fn router(app: App) -> Router {
	recorder();
	Router::new().route("/metrics", get(move || render(app.clone())))
}
