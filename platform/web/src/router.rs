// SPDX-License-Identifier: Apache-2.0

//! The HTTP interface: the router, and the middleware of every response.
//!
//! A connection is held to the bounds of [`connections`]. A request passes, from the outside in: security headers,
//! `OPTIONS`, compression, reading by other sites, the layers of [`middleware`] (limits, body, log, metrics, token, timeout),
//! the handler of panics, the check of parameters, and the route.

use crate::{
	api,
	connections::{self, Bounds},
	epcis, evidence, exchange, export, health, labels,
	middleware::{
		self, cors, etag, metrics,
		parameters::{self, Known},
		problem_documents,
		query_log::Logging,
		rate_limit::Limits,
		request_body::MAX_BODY,
		security_headers, upkeep,
	},
	openapi, page, resolver, vault, App,
};
use anyhow::Context;
use axum::{
	extract::DefaultBodyLimit,
	middleware::{from_fn, from_fn_with_state},
	routing::get,
	Router,
};
use std::{
	future::{pending, Future},
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

/// The interface with its background tasks.
pub struct Interface {
	router: Router,
	writer: JoinHandle<()>,
	tidying: JoinHandle<()>,
}

impl Interface {
	/// Builds the router and starts the tasks; the log is written from now on.
	pub fn of(app: App) -> anyhow::Result<Self> {
		let (logging, writer) = Logging::new().context("the system gives no randomness")?;
		let (logging, limits) = (Arc::new(logging), Arc::new(Limits::new(app.config.requests_per_second)));
		let writer = tokio::spawn(writer.run(app.writes.clone(), Arc::clone(&app.scans)));
		let tidying = tokio::spawn(upkeep::run(app.clone(), Arc::clone(&limits), Arc::clone(&logging)));
		Ok(Self { router: routes(app, limits, logging), writer, tidying })
	}

	/// Router with all routes and their middleware.
	pub fn router(&self) -> Router {
		self.router.clone()
	}

	/// Ends the tasks, once no request is in flight any more: the log is written to its end.
	pub async fn end(self) {
		self.tidying.abort();
		let _ = self.tidying.await;
		// With the last route the last sender of the log is dropped.
		drop(self.router);
		if timeout(STOP_TIMEOUT, self.writer).await.is_err() {
			tracing::warn!("the end of the query log was not waited for: somebody is still being answered");
		}
	}
}

fn routes(app: App, limits: Arc<Limits>, logging: Arc<Logging>) -> Router {
	let (api, mut document) =
		OpenApiRouter::with_openapi(openapi::Document::openapi()).merge(api::router()).split_for_parts();
	document.merge(exchange::document());
	document.merge(export::document());
	document.merge(epcis::document());
	document.merge(evidence::document());
	document.merge(vault::document());
	let known = Known::of_document(&document)
		.and(page::parameters())
		.and(labels::parameters())
		.except(resolver::routes())
		.except([epcis::ROUTE.to_owned()]);
	let served = openapi::served(&openapi::with_resolver(document)).unwrap_or_else(|error| {
		tracing::error!(%error, "the document of the interface is no JSON");
		serde_json::Value::Null
	});
	let viewer = SwaggerUi::new("/api/docs")
		.external_url_unchecked("/api/openapi.json", served)
		// The viewer would otherwise have a service of others look at the document.
		.config(Viewer::default().validator_url("none").try_it_out_enabled(true));
	let known = Arc::new(known);
	// Nothing is looked up with the routes of the health, which are neither limited nor logged.
	let health = health::router().with_state(app.clone());
	let routes = Router::new()
		.merge(resolver::router())
		.merge(api.layer(from_fn(etag::etag)))
		.merge(security_headers::secure_viewer::<App>(viewer.into()))
		.route("/problems/{name}", get(page::browser::describe))
		.fallback(resolver::other_scheme)
		.with_state(app.clone())
		.merge(exchange::router(app.clone()))
		.merge(export::router(app.clone()))
		.merge(epcis::router(app.clone()))
		.merge(evidence::router(app.clone()))
		.merge(page::router(app.clone()))
		.merge(labels::router(app.clone()))
		.merge(vault::router(app.clone()));
	let all = cors::open(middleware::apply(checked(routes, &known), &app, limits, logging))
		.merge(checked(health, &known))
		.layer(from_fn_with_state(app, page::browser::explain))
		.layer(CompressionLayer::new());
	security_headers::secure(cors::with_options(all))
}

/// Applies the checks of parameters and bodies, and problem documents for whatever fails.
fn checked(router: Router, known: &Arc<Known>) -> Router {
	router
		.layer(DefaultBodyLimit::max(MAX_BODY))
		.layer(from_fn_with_state(Arc::clone(known), parameters::check))
		.layer(from_fn(problem_documents::explain))
		.layer(CatchPanicLayer::custom(problem_documents::panicked))
}

/// Longest wait for requests in flight, and for the log's end.
const STOP_TIMEOUT: Duration = Duration::from_secs(4);

/// Completes some time after the process was told to stop.
async fn too_long(told: oneshot::Receiver<()>) {
	match told.await {
		Ok(()) => sleep(STOP_TIMEOUT).await,
		Err(_) => pending().await,
	}
}

/// Serves the interface until told to stop; requests in flight then are answered and logged.
pub async fn serve(app: App, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
	let listen = app.config.listen;
	let listener = TcpListener::bind(listen).await.with_context(|| format!("can't listen on {listen}"))?;
	serve_on(listener, app, stop).await
}

pub(crate) async fn serve_on(
	listener: TcpListener,
	app: App,
	stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
	let figures = figures(&app).await?;
	let bounds = Bounds::of_interface(app.config.behind_proxy);
	tracing::info!(address = %listener.local_addr()?, "serving");
	let interface = Interface::of(app)?;
	let (stopping, told) = oneshot::channel();
	let serving = connections::serve(listener, interface.router(), bounds, async move {
		stop.await;
		let _ = stopping.send(());
	});
	select! {
		() = serving => (),
		() = too_long(told) => tracing::warn!("not everybody was answered before the end"),
	}
	if let Some(figures) = figures {
		figures.abort();
	}
	interface.end().await;
	Ok(())
}

/// Serves the metrics, on the loopback address unless the operator names another. No operator chose the default: where its
/// port is taken, the interface is served without metrics.
pub(crate) async fn figures(app: &App) -> anyhow::Result<Option<JoinHandle<()>>> {
	let address = app.config.figures();
	let listener = match TcpListener::bind(address).await {
		Ok(listener) => listener,
		Err(error) if app.config.metrics_listen.is_none() => {
			tracing::warn!(%address, %error, "no figures are served: name another address with --metrics-listen");
			return Ok(None);
		}
		Err(error) => return Err(error).with_context(|| format!("can't listen on {address}")),
	};
	let metrics = listener.local_addr()?;
	if !metrics.ip().is_loopback() {
		tracing::warn!(%metrics, "the figures are served to whoever reaches this address");
	}
	tracing::info!(%metrics, "figures");
	let router = metrics::router(app.clone());
	Ok(Some(tokio::spawn(connections::serve(listener, router, Bounds::of_figures(), pending()))))
}
