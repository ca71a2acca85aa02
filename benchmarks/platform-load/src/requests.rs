// SPDX-License-Identifier: Apache-2.0
//! The requests of readers, over a connection that stays open.

use crate::seed::{code, gtin, lot};
use anyhow::{bail, Context};
use serde_json::json;
use std::net::SocketAddr;
use suyuan_web::digital_link::links::query as segment;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
};

/// A kind of request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestKind {
	/// The name in the results.
	pub(crate) name: &'static str,
	/// The goal for 99 of 100 requests, in milliseconds.
	pub(crate) goal: f64,
	request: fn(unit: u64, token: &str) -> String,
}

/// Every kind, in the order of measurement.
pub(crate) const REQUEST_KINDS: [RequestKind; 6] = [
	RequestKind {
		name: "page",
		goal: 50.0,
		request: |unit, _| get(&format!("/{}", code(unit)), "text/html"),
	},
	RequestKind {
		name: "trace as JSON",
		goal: 50.0,
		request: |unit, _| get(&format!("/{}", code(unit)), "application/json"),
	},
	RequestKind {
		name: "search: a lot",
		goal: 20.0,
		request: |unit, _| {
			get(&format!("/api/units?gtin={}&lot={}", gtin(unit), lot(unit)), "application/json")
		},
	},
	RequestKind {
		name: "search: records of a block",
		goal: 20.0,
		request: |unit, _| {
			get(&format!("/api/units/{}/records/logistics", segment(&code(unit))), "application/json")
		},
	},
	RequestKind {
		name: "search: ancestors",
		goal: 20.0,
		request: |unit, _| get(&format!("/api/units/{}/ancestors", segment(&code(unit))), "application/json"),
	},
	RequestKind { name: "search: GB/T 39106", goal: 20.0, request: exchange },
];

fn get(path: &str, accept: &str) -> String {
	format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: {accept}\r\n\r\n")
}

fn exchange(unit: u64, token: &str) -> String {
	let body =
		json!({ "token": token, "param": { "traceability_code": code(unit), "name": "" } }).to_string();
	format!(
		"POST /design/search HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
		body.len()
	)
}

impl RequestKind {
	/// The request for a unit.
	pub(crate) fn request(&self, unit: u64, token: &str) -> String {
		(self.request)(unit, token)
	}
}

/// A connection to the platform.
pub(crate) struct Connection {
	stream: TcpStream,
	buffer: Vec<u8>,
}

pub(crate) struct Answer {
	pub(crate) status: u16,
	/// Bytes of the body.
	pub(crate) bytes: usize,
}

impl Connection {
	pub(crate) async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
		let stream = TcpStream::connect(address).await?;
		stream.set_nodelay(true)?;
		Ok(Self { stream, buffer: Vec::with_capacity(64 * 1_024) })
	}

	/// Sends a request and reads the answer to its end.
	pub(crate) async fn send(&mut self, request: &str) -> anyhow::Result<Answer> {
		self.stream.write_all(request.as_bytes()).await?;
		self.buffer.clear();
		let end = loop {
			if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
				break end + 4;
			}
			self.more().await?;
		};
		let head =
			std::str::from_utf8(&self.buffer[..end]).context("the head of the answer is no text")?.to_owned();
		let status = head
			.split(' ')
			.nth(1)
			.and_then(|status| status.parse().ok())
			.context("the answer has no status")?;
		let length = head.lines().find_map(|line| {
			let (name, value) = line.split_once(':')?;
			name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
		});
		let Some(bytes) = length else { bail!("the answer does not say how long it is:\n{head}") };
		while self.buffer.len() < end + bytes {
			self.more().await?;
		}
		Ok(Answer { status, bytes })
	}

	async fn more(&mut self) -> anyhow::Result<()> {
		match self.stream.read_buf(&mut self.buffer).await? {
			0 => bail!("the connection ended in the middle of an answer"),
			_ => Ok(()),
		}
	}
}
