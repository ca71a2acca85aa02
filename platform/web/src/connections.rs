// SPDX-License-Identifier: Apache-2.0

//! Server of connections: bounds on their number, and on the time that each may make others wait.

use crate::client::Client;
use axum::{
	body::Body,
	extract::{ConnectInfo, Request},
	Router,
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
	rt::{TokioIo, TokioTimer},
	service::TowerToHyperService,
};
use std::{
	collections::HashMap,
	future::Future,
	io,
	net::SocketAddr,
	pin::pin,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::{
	net::{TcpListener, TcpStream},
	select,
	sync::{OwnedSemaphorePermit, Semaphore},
	task::JoinSet,
	time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

mod unstalled;

use unstalled::Unstalled;

/// Largest head of a request, in bytes: its first line and its headers.
const MAX_HEAD: usize = 32 * 1_024;

/// Pause when the system has no more sockets to give.
const EXHAUSTED: Duration = Duration::from_millis(250);

/// Bounds of a server's connections.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
	/// Connections open at once at most. Others wait in the system's queue.
	pub connections: usize,
	/// Connections of one client at most. None where all come from one proxy.
	pub of_client: Option<usize>,
	/// Longest time that the head of a request may take, from the moment that the connection waits for it. So also the
	/// longest time that a connection may idle.
	pub head: Duration,
	/// Longest time in which a client may take nothing of its answer.
	pub stalled: Duration,
	/// Age at which a connection serves no other request; for as long again its last answer is waited for.
	pub lifetime: Duration,
}

impl Bounds {
	/// Bounds of the HTTP interface.
	pub const fn of_interface(behind_proxy: bool) -> Self {
		Self {
			// The rest of the 1,024 files that a process usually has is left for the database.
			connections: 768,
			of_client: if behind_proxy { None } else { Some(128) },
			head: Duration::from_secs(15),
			stalled: Duration::from_secs(30),
			lifetime: Duration::from_secs(600),
		}
	}

	/// Bounds of the metrics listener.
	pub const fn of_figures() -> Self {
		Self { connections: 16, of_client: None, ..Self::of_interface(true) }
	}
}

/// Number of open connections of each client.
#[derive(Default)]
struct Clients(Mutex<HashMap<Client, usize>>);

/// Count of one connection of a client, given back on drop.
struct OfClient {
	clients: Arc<Clients>,
	client: Client,
}

impl Clients {
	/// Counts one more connection of a client. None if it has as many as it may.
	fn one_more(self: &Arc<Self>, client: Client, most: usize) -> Option<OfClient> {
		let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let open = all.entry(client).or_default();
		if *open >= most {
			return None;
		}
		*open += 1;
		Some(OfClient { clients: Arc::clone(self), client })
	}
}

impl Drop for OfClient {
	fn drop(&mut self) {
		let mut all = self.clients.0.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(open) = all.get_mut(&self.client) {
			*open -= 1;
			if *open == 0 {
				all.remove(&self.client);
			}
		}
	}
}

/// Serves connections until told to stop; requests in flight then are answered.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
	let places = Arc::new(Semaphore::new(bounds.connections));
	let clients = Arc::new(Clients::default());
	let stopped = CancellationToken::new();
	let mut open = JoinSet::new();
	let mut stop = pin!(stop);
	loop {
		let (place, stream, peer) = select! {
			() = &mut stop => break,
			Some(_) = open.join_next() => continue,
			accepted = accept(&listener, &places) => match accepted {
				Ok(accepted) => accepted,
				Err(error) => {
					pause_after(error).await;
					continue;
				}
			},
		};
		let of_client = match bounds.of_client {
			None => None,
			Some(most) => match clients.one_more(Client::at(peer.ip()), most) {
				Some(one) => Some(one),
				None => {
					crate::middleware::metrics::refused("connections");
					continue;
				}
			},
		};
		let (router, stopped) = (router.clone(), stopped.child_token());
		open.spawn(async move {
			connection(stream, peer, router, bounds, stopped).await;
			drop((place, of_client));
		});
	}
	drop(listener);
	stopped.cancel();
	while open.join_next().await.is_some() {}
}

/// Accepts the next connection, once there is a permit for it.
async fn accept(
	listener: &TcpListener,
	places: &Arc<Semaphore>,
) -> io::Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
	let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
	let (stream, peer) = listener.accept().await?;
	Ok((place, stream, peer))
}

/// Pauses after an error that the next connection would meet at once. An error of one connection says nothing of the next.
async fn pause_after(error: io::Error) {
	use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
	if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
		tracing::error!(%error, "no connection can be taken");
		sleep(EXHAUSTED).await;
	}
}

async fn connection(
	stream: TcpStream,
	peer: SocketAddr,
	router: Router,
	bounds: Bounds,
	stopped: CancellationToken,
) {
	let service =
		<Router as ServiceExt<Request<Body>>>::map_request(router, move |request: Request<Incoming>| {
			let mut request = request.map(Body::new);
			request.extensions_mut().insert(ConnectInfo(peer));
			request
		});
	let mut http = http1::Builder::new();
	http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(MAX_HEAD);
	let stream = TokioIo::new(Unstalled::new(stream, bounds.stalled));
	let mut connection = pin!(http.serve_connection(stream, TowerToHyperService::new(service)));
	select! {
		_ = connection.as_mut() => return,
		() = stopped.cancelled() => (),
		() = sleep(bounds.lifetime) => (),
	}
	connection.as_mut().graceful_shutdown();
	let _ = timeout(bounds.lifetime, connection).await;
}

#[cfg(test)]
mod tests;
