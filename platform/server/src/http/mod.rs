//! The HTTP interface: the router, and what every answer shares.
//!
//! A request passes, from the outside in: the headers that a browser obeys, compression, the care of [`care`] (limits,
//! token, time, log, figures), whatever catches an answer that breaks off, and the route.

mod api;
mod asked;
mod care;
mod client;
mod etag;
pub mod export;
mod extract;
mod headers;
mod health;
mod limit;
pub mod link;
mod log;
mod metrics;
mod openapi;
mod problem;
mod scans;
pub mod tokens;

#[cfg(test)]
mod tests;

pub use api::Failures;
pub use asked::Asked;
pub use care::Care;
pub use client::Client;
pub use extract::{Code, Paging, Params};
pub use log::now;
pub use problem::{Kind, Problem};

use crate::{exchange, page, App};
use anyhow::Context;
use axum::{
	extract::DefaultBodyLimit,
	middleware::{from_fn, from_fn_with_state},
	routing::get,
	Router,
};
use std::{
	future::{pending, Future, IntoFuture},
	net::SocketAddr,
	sync::Arc,
	time::Duration,
};
use tokio::{
	net::TcpListener,
	select,
	sync::oneshot,
	task::JoinHandle,
	time::{sleep, timeout},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::{Config as Viewer, SwaggerUi};

/// The largest body of a request. What is larger is sent in parts.
const LARGEST_BODY: usize = 1_024 * 1_024;

/// The interface with what runs beside it.
pub struct Interface {
	router: Router,
	writer: JoinHandle<()>,
	tidying: JoinHandle<()>,
}

impl Interface {
	/// Sets it up; its log is written from now on.
	pub fn of(app: App) -> anyhow::Result<Self> {
		let (care, writer) = Care::new(app.clone()).context("the system gives no randomness")?;
		let care = Arc::new(care);
		let writer = tokio::spawn(writer.run(app.database.clone(), Arc::clone(&care.scans)));
		let tidying = tokio::spawn(Arc::clone(&care).tidy());
		Ok(Self { router: routes(app, care), writer, tidying })
	}

	/// Every route.
	pub fn router(&self) -> Router {
		self.router.clone()
	}

	/// Ends it, once nothing is answered any more: the log is written to its end.
	pub async fn end(self) {
		self.tidying.abort();
		let _ = self.tidying.await;
		// With the last route goes the last who could log anything.
		drop(self.router);
		if timeout(PATIENCE, self.writer).await.is_err() {
			tracing::warn!("the end of the query log was not waited for: somebody is still being answered");
		}
	}
}

fn routes(app: App, care: Arc<Care>) -> Router {
	let (api, mut document) =
		OpenApiRouter::with_openapi(openapi::Document::openapi()).merge(api::router()).split_for_parts();
	document.merge(exchange::document());
	document.merge(export::document());
	let viewer = SwaggerUi::new("/api/docs")
		.url("/api/openapi.json", openapi::with_resolver(document))
		// The viewer would otherwise have a service of others look at the document.
		.config(Viewer::default().validator_url("none").try_it_out_enabled(true));
	let mut own = Router::new()
		.merge(link::router())
		.merge(api.layer(from_fn(etag::etag)))
		.merge(health::router())
		.merge(viewer)
		.route("/problems/{name}", get(problem::explain));
	if app.config.metrics_listen.is_none() {
		own = own.merge(metrics::router(app.clone()));
	}
	own.fallback(link::other_scheme)
		.with_state(Arc::clone(&care))
		.merge(exchange::router(app.clone()))
		.merge(export::router(app.clone()))
		.merge(page::router(app))
		.layer(DefaultBodyLimit::max(LARGEST_BODY))
		.layer(from_fn(care::explain))
		.layer(CatchPanicLayer::custom(care::panicked))
		.layer(from_fn_with_state(care, care::care))
		.layer(CompressionLayer::new())
		.layer(from_fn(headers::secure))
}

/// How long an end is waited for, at most.
const PATIENCE: Duration = Duration::from_secs(4);

/// Ends some time after the process was told to stop.
async fn too_long(told: oneshot::Receiver<()>) {
	match told.await {
		Ok(()) => sleep(PATIENCE).await,
		Err(_) => pending().await,
	}
}

/// Serves the interface until told to stop; what is being answered then is answered, and logged.
pub async fn serve(app: App, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
	let listen = app.config.listen;
	let listener = TcpListener::bind(listen).await.with_context(|| format!("can't listen on {listen}"))?;
	serve_on(listener, app, stop).await
}

async fn serve_on(
	listener: TcpListener,
	app: App,
	stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
	let figures = match app.config.metrics_listen {
		None => None,
		Some(address) => {
			let listener =
				TcpListener::bind(address).await.with_context(|| format!("can't listen on {address}"))?;
			let router: Router = metrics::router(app.clone());
			Some(tokio::spawn(async move { axum::serve(listener, router).await }))
		}
	};
	tracing::info!(address = %listener.local_addr()?, "serving");
	let interface = Interface::of(app)?;
	let service = interface.router().into_make_service_with_connect_info::<SocketAddr>();
	let (stopping, told) = oneshot::channel();
	let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
		stop.await;
		let _ = stopping.send(());
	});
	let served = select! {
		served = serving.into_future() => served,
		() = too_long(told) => {
			tracing::warn!("not everybody was answered before the end");
			Ok(())
		}
	};
	if let Some(figures) = figures {
		figures.abort();
	}
	interface.end().await;
	served.context("the interface failed")
}
