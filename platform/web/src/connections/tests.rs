// SPDX-License-Identifier: Apache-2.0

//! Tests of connections that are opened to be held.

use super::*;
use axum::routing::{get, post};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	sync::oneshot,
	task::JoinHandle,
};

/// Bounds that all expire within a fraction of a second, but for the lifetime.
const SOON: Bounds = Bounds {
	connections: 8,
	of_client: Some(4),
	head: Duration::from_millis(150),
	stalled: Duration::from_millis(150),
	lifetime: Duration::from_secs(600),
};

/// Size of an answer that exceeds the system's socket buffers.
const LARGE: usize = 64 * 1024 * 1024;

struct Served {
	address: SocketAddr,
	stop: oneshot::Sender<()>,
	serving: JoinHandle<()>,
}

async fn served(bounds: Bounds) -> Served {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	let router = Router::new()
		.route("/", get(|| async { "here\n" }))
		.route("/echo", post(|body: String| async { body }))
		.route("/large", get(|| async { vec![b'x'; LARGE] }));
	let (stop, stopped) = oneshot::channel();
	let serving = tokio::spawn(serve(listener, router, bounds, async {
		let _ = stopped.await;
	}));
	Served { address, stop, serving }
}

impl Served {
	async fn send(&self, bytes: &str) -> TcpStream {
		let mut stream = TcpStream::connect(self.address).await.unwrap();
		// A refused client may find the connection closed already.
		let _ = stream.write_all(bytes.as_bytes()).await;
		stream
	}

	async fn stop(self) {
		self.stop.send(()).unwrap();
		self.serving.await.unwrap();
	}
}

/// Reads until the other end closes the connection.
async fn until_closed(stream: &mut TcpStream) -> String {
	let mut bytes = Vec::new();
	// A connection that is cut with bytes on their way is reset.
	let _ = stream.read_to_end(&mut bytes).await;
	String::from_utf8_lossy(&bytes).into_owned()
}

const WHOLE: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
	let served = served(SOON).await;
	for beginning in ["", "GET", "GET / HTTP/1.1\r\nhost: x\r\n"] {
		let mut stream = served.send(beginning).await;
		assert!(!until_closed(&mut stream).await.contains("200 OK"), "{beginning:?}");
	}
	served.stop().await;
}

#[tokio::test]
async fn a_head_that_comes_drop_by_drop_is_not_waited_for() {
	let served = served(SOON).await;
	let stream = served.send("GET / HTTP/1.1\r\nhost: x\r\n").await;
	let (mut from, mut to) = stream.into_split();
	// Sends a header every moment, until the server closes the connection.
	let dropping = tokio::spawn(async move {
		while to.write_all(b"x-drop: 1\r\n").await.is_ok() {
			sleep(Duration::from_millis(20)).await;
		}
	});
	let mut bytes = Vec::new();
	let _ = from.read_to_end(&mut bytes).await;
	assert!(!String::from_utf8_lossy(&bytes).contains("200 OK"));
	dropping.await.unwrap();
	served.stop().await;
}

#[tokio::test]
async fn a_connection_that_idles_after_an_answer_is_closed() {
	let served = served(SOON).await;
	let mut stream = served.send(WHOLE).await;
	let answer = until_closed(&mut stream).await;
	assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("here\n"), "{answer}");
	served.stop().await;
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_not_waited_for() {
	let served = served(Bounds { connections: 1, of_client: None, ..SOON }).await;
	let mut holding = served.send("GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await;
	// The server takes one connection, so this is answered once the other one was given up.
	let mut next = served.send(WHOLE).await;
	assert!(until_closed(&mut next).await.starts_with("HTTP/1.1 200 OK"));
	let taken = until_closed(&mut holding).await;
	assert!(taken.len() < LARGE, "the rest of it was not sent");
	served.stop().await;
}

#[tokio::test]
async fn a_connection_too_many_of_one_client_is_closed_and_a_free_place_is_anybodys() {
	let bounds = Bounds { head: Duration::from_secs(600), ..SOON };
	let served = served(bounds).await;
	let mut held = Vec::new();
	for _ in 0..SOON.of_client.unwrap() {
		let mut stream = served.send(WHOLE).await;
		stream.read_exact(&mut [0; 15]).await.unwrap();
		held.push(stream);
	}
	let mut refused = TcpStream::connect(served.address).await.unwrap();
	assert_eq!(until_closed(&mut refused).await, "");
	drop(held);
	// The system decides how soon a closed connection is noticed.
	loop {
		let mut stream = served.send("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
		if until_closed(&mut stream).await.ends_with("here\n") {
			break;
		}
	}
	served.stop().await;
}

#[tokio::test]
async fn connections_beyond_all_places_wait_and_are_answered_when_others_end() {
	let served = served(Bounds { connections: 2, of_client: None, ..SOON }).await;
	let held = [served.send("").await, served.send("").await];
	let mut waiting = served.send(WHOLE).await;
	assert!(until_closed(&mut waiting).await.starts_with("HTTP/1.1 200 OK"));
	drop(held);
	served.stop().await;
}

#[tokio::test]
async fn a_head_larger_than_any_is_refused() {
	let served = served(SOON).await;
	for head in [
		format!("{} / HTTP/1.1\r\nhost: x\r\n\r\n", "M".repeat(60_000)),
		format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "p".repeat(60_000)),
		format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "v".repeat(60_000)),
		format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "x: y\r\n".repeat(1_000)),
	] {
		let mut stream = TcpStream::connect(served.address).await.unwrap();
		// The head may be refused before all of it was sent.
		let _ = stream.write_all(head.as_bytes()).await;
		assert!(!until_closed(&mut stream).await.contains("200 OK"));
	}
	served.stop().await;
}

#[tokio::test]
async fn a_connection_serves_no_other_request_after_its_time() {
	let served =
		served(Bounds { lifetime: Duration::from_millis(150), head: Duration::from_secs(600), ..SOON }).await;
	let mut stream = served.send(WHOLE).await;
	assert!(until_closed(&mut stream).await.ends_with("here\n"));
	served.stop().await;
}

#[tokio::test]
async fn what_is_being_answered_when_it_stops_is_answered() {
	let Served { address, stop, serving } = served(Bounds { head: Duration::from_secs(600), ..SOON }).await;
	let connect = || async { TcpStream::connect(address).await.unwrap() };
	let mut idle = connect().await;
	idle.write_all(WHOLE.as_bytes()).await.unwrap();
	idle.read_exact(&mut [0; 15]).await.unwrap();
	let mut asking = connect().await;
	let head = "POST /echo HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 4\r\n\r\n";
	asking.write_all(head.as_bytes()).await.unwrap();
	// The server asks for the body: the request is being answered.
	asking.read_exact(&mut [0; 25]).await.unwrap();
	stop.send(()).unwrap();
	assert!(until_closed(&mut idle).await.ends_with("here\n"));
	asking.write_all(b"echo").await.unwrap();
	let answer = until_closed(&mut asking).await;
	assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("echo"), "{answer}");
	serving.await.unwrap();
	assert!(TcpStream::connect(address).await.is_err(), "nobody else is served");
}
