// SPDX-License-Identifier: Apache-2.0

//! Tests of the interface by requests.

mod api;
mod bounds;
mod browser;
mod care;
mod document;
mod epcis;
mod escaping;
mod generated;
mod parameters;
mod print_runs;
mod resolver;
mod tokens;
mod vault;

use crate::{router::Interface, App, Config};
use axum::{
	body::{to_bytes, Body},
	http::{header, HeaderMap, Request, StatusCode},
	response::Response,
	Router,
};
use serde_json::Value;
use suyuan_store::{Database, Progress};
use tower::ServiceExt;

/// The interface over the seeded trace.
pub struct Served {
	pub database: Database,
	pub interface: Interface,
	router: Router,
	app: App,
}

/// Response to a test's request.
pub struct Answer {
	pub status: StatusCode,
	pub headers: HeaderMap,
	pub body: Vec<u8>,
}

impl Answer {
	/// Value of a header, empty if the header is missing.
	pub fn header(&self, name: &str) -> &str {
		self.headers.get(name).map_or("", |value| value.to_str().unwrap())
	}

	pub fn text(&self) -> &str {
		std::str::from_utf8(&self.body).unwrap()
	}

	pub fn json(&self) -> Value {
		serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
	}

	/// Asserts that the answer is a problem document of the kind.
	pub fn is_problem(&self, status: u16, kind: &str) -> Value {
		assert_eq!(self.status.as_u16(), status, "{}", self.text());
		assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
		let problem = self.json();
		assert_eq!(problem["type"], format!("/problems/{kind}"));
		assert_eq!(problem["status"], status);
		problem
	}
}

async fn answered(response: Response) -> Answer {
	let (parts, body) = response.into_parts();
	let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
	Answer { status: parts.status, headers: parts.headers, body }
}

/// Settings under which no client is limited.
pub fn config() -> Config {
	Config { requests_per_second: 0, public_url: "https://trace.example/".into(), ..Config::default() }
}

impl Served {
	pub async fn new() -> Self {
		Self::with(config()).await
	}

	pub async fn with(config: Config) -> Self {
		let progress =
			Progress { indexed: 40, finalised: 42, connected: true, caught_up: true, ..Progress::default() };
		Self::over(suyuan_fixtures::database().await, config, progress)
	}

	pub fn over(database: Database, config: Config, progress: Progress) -> Self {
		Self::of(App::over(database, config, progress))
	}

	/// The interface over a state that a test made.
	pub fn of(app: App) -> Self {
		let database = app.database.clone();
		let interface = Interface::of(app.clone()).unwrap();
		Self { database, router: interface.router(), interface, app }
	}

	pub async fn ask(&self, request: Request<Body>) -> Answer {
		answered(self.router.clone().oneshot(request).await.unwrap()).await
	}

	pub async fn get(&self, uri: &str) -> Answer {
		self.get_as(uri, &[]).await
	}

	pub async fn get_as(&self, uri: &str, headers: &[(&str, &str)]) -> Answer {
		let mut request = Request::get(uri);
		for (name, value) in headers {
			request = request.header(*name, *value);
		}
		self.ask(request.body(Body::empty()).unwrap()).await
	}

	pub async fn accepting(&self, uri: &str, media: &str) -> Answer {
		self.get_as(uri, &[(header::ACCEPT.as_str(), media)]).await
	}

	/// Requests the metrics, which have a router of their own.
	pub async fn figures(&self) -> Answer {
		let router = crate::middleware::metrics::router(self.app.clone());
		answered(router.oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap()).await
	}

	/// Ends the interface, so that the whole log is in the database.
	pub async fn end(self) -> Database {
		drop(self.router);
		self.interface.end().await;
		self.database
	}
}
