//! What may be set from outside.

use clap::Args;
use std::net::SocketAddr;

/// How the interface is served.
#[derive(Args, Clone, Debug)]
pub struct Config {
	/// Where to listen.
	#[arg(long, env = "SUYUAN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
	pub listen: SocketAddr,

	/// Under which address the world reaches this: what QR codes and links begin with.
	#[arg(long, env = "SUYUAN_PUBLIC_URL", default_value = "http://127.0.0.1:8080", value_name = "URL")]
	pub public_url: String,

	/// How many requests a second one address may make; for a moment, twice as many. 0 sets no limit.
	#[arg(long, env = "SUYUAN_REQUESTS_PER_SECOND", default_value_t = 50, value_name = "NUMBER")]
	pub requests_per_second: u32,

	/// Believe the header `X-Forwarded-For`, because a reverse proxy that sets it stands in front. It also speaks TLS.
	#[arg(long, env = "SUYUAN_BEHIND_PROXY")]
	pub behind_proxy: bool,

	/// For how many days the query log is kept. 0 keeps it for ever.
	#[arg(long, env = "SUYUAN_QUERY_LOG_DAYS", default_value_t = 730, value_name = "DAYS")]
	pub query_log_days: u32,

	/// Where to serve the figures for Prometheus, and nowhere else. By default they are at `/metrics` beside the rest.
	#[arg(long, env = "SUYUAN_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
	pub metrics_listen: Option<SocketAddr>,
}

impl Config {
	/// The public address without a slash at its end, so that a path can follow it.
	pub fn base(&self) -> &str {
		self.public_url.trim_end_matches('/')
	}
}

impl Default for Config {
	fn default() -> Self {
		Self {
			listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
			public_url: "http://127.0.0.1:8080".into(),
			requests_per_second: 50,
			behind_proxy: false,
			query_log_days: 730,
			metrics_listen: None,
		}
	}
}
