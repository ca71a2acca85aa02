// SPDX-License-Identifier: Apache-2.0

//! Settings of the HTTP interface.

use clap::Args;
use std::net::{Ipv4Addr, SocketAddr};
use url::{Host, Url};

/// Settings of the HTTP interface.
#[derive(Args, Clone, Debug)]
pub struct Config {
	/// Address to listen on.
	#[arg(long, env = "SUYUAN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
	pub listen: SocketAddr,

	/// Public address of the platform, with which QR codes and links begin, and from which forms are sent. Such as
	/// `https://trace.example.org`; the default is this machine's own, which no phone reaches.
	#[arg(
		long,
		env = "SUYUAN_PUBLIC_URL",
		default_value = "http://127.0.0.1:8080",
		value_name = "URL",
		value_parser = public_url
	)]
	pub public_url: String,

	/// Requests a second that one address may make; for a moment, twice as many. 0 sets no limit.
	#[arg(long, env = "SUYUAN_REQUESTS_PER_SECOND", default_value_t = 50, value_name = "NUMBER")]
	pub requests_per_second: u32,

	/// Trust the header `X-Forwarded-For`, because a reverse proxy that sets it stands in front. It also speaks TLS.
	#[arg(long, env = "SUYUAN_BEHIND_PROXY")]
	pub behind_proxy: bool,

	/// Days for which the query log is kept. 0 keeps it for ever.
	#[arg(long, env = "SUYUAN_QUERY_LOG_DAYS", default_value_t = 730, value_name = "DAYS")]
	pub query_log_days: u32,

	/// Queries that the log keeps at most: beyond that the oldest are deleted. 0 sets no bound.
	#[arg(long, env = "SUYUAN_QUERY_LOG_ROWS", default_value_t = 4_000_000, value_name = "NUMBER")]
	pub query_log_rows: u32,

	/// Address on which metrics for Prometheus are served, at `/metrics` and nowhere else. By default only this machine
	/// reaches them: 127.0.0.1, at the port after that of --listen.
	#[arg(long, env = "SUYUAN_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
	pub metrics_listen: Option<SocketAddr>,
}

impl Config {
	/// Public address without a slash at its end, so that a path can follow it.
	pub fn base(&self) -> &str {
		self.public_url.trim_end_matches('/')
	}

	/// Origin of the public address, as browsers send it.
	pub fn origin(&self) -> Option<String> {
		Some(Url::parse(&self.public_url).ok()?.origin().ascii_serialization())
	}

	/// Returns true if the public address is this machine's own, so that printed links lead nowhere.
	pub fn is_private_to_this_machine(&self) -> bool {
		match Url::parse(&self.public_url).ok().as_ref().and_then(Url::host) {
			Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
			Some(Host::Ipv6(address)) => {
				let address = address.to_canonical();
				address.is_loopback() || address.is_unspecified()
			}
			Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
			None => false,
		}
	}

	/// Address on which metrics are served.
	pub fn figures(&self) -> SocketAddr {
		let after = match self.listen.port() {
			0 => 0,
			// The port before the last, where there is none after it.
			u16::MAX => u16::MAX - 1,
			port => port + 1,
		};
		self.metrics_listen.unwrap_or((Ipv4Addr::LOCALHOST, after).into())
	}
}

/// Parses the public address. The error says what is wrong with it and what would be right.
fn public_url(text: &str) -> Result<String, String> {
	let right = "write where the world reaches this, such as https://trace.example.org";
	let wrong = |what: &str| Err(format!("{what}: {right}"));
	if text.chars().any(|character| character.is_control() || character.is_whitespace()) {
		return wrong("it has spaces in it");
	}
	let url = match Url::parse(text) {
		Ok(url) => url,
		Err(url::ParseError::EmptyHost) => return wrong("it names no host"),
		Err(error) => return wrong(&format!("it is no address ({error})")),
	};
	if !matches!(url.scheme(), "http" | "https") {
		return wrong("it begins neither with http:// nor with https://");
	}
	// Browsers read `https:trace.example` and `https:///trace.example` alike: neither is what was meant.
	let after_scheme = text.get(url.scheme().len()..).and_then(|rest| rest.strip_prefix("://"));
	if after_scheme.is_none_or(|rest| rest.starts_with(['/', '\\'])) || !url.has_host() {
		return wrong("it names no host");
	}
	if !url.username().is_empty() || url.password().is_some() || text.contains('@') {
		return wrong("it has a user or a password in it");
	}
	if url.query().is_some() || url.fragment().is_some() {
		return wrong("it has a query or a fragment");
	}
	if url.port() == Some(0) {
		return wrong("port 0 is none");
	}
	Ok(url.as_str().trim_end_matches('/').to_owned())
}

impl Default for Config {
	fn default() -> Self {
		Self {
			listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
			public_url: "http://127.0.0.1:8080".into(),
			requests_per_second: 50,
			behind_proxy: false,
			query_log_days: 730,
			query_log_rows: 4_000_000,
			metrics_listen: None,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_public_address_is_one_that_links_can_begin_with() {
		for (written, read) in [
			("https://trace.example.org", "https://trace.example.org"),
			("https://trace.example.org/", "https://trace.example.org"),
			("HTTPS://Trace.Example.org:443", "https://trace.example.org"),
			("http://10.0.0.7:8080", "http://10.0.0.7:8080"),
			("http://[::1]:8080", "http://[::1]:8080"),
			("https://example.org/trace/", "https://example.org/trace"),
			("https://溯源.example", "https://xn--2kru30g.example"),
		] {
			let address = public_url(written);
			assert_eq!(address.as_deref().map(|address| address.is_ascii()), Ok(true), "{written}");
			if written.is_ascii() {
				assert_eq!(address.as_deref(), Ok(read), "{written}");
			}
		}
	}

	#[test]
	fn what_is_no_public_address_is_told_what_is_right() {
		for (written, said) in [
			("", "it is no address"),
			("trace.example.org", "it is no address"),
			("localhost:8080", "it begins neither with"),
			("ftp://trace.example.org", "it begins neither with"),
			("javascript:alert(1)", "it begins neither with"),
			("file:///etc/passwd", "it begins neither with"),
			("https://", "it names no host"),
			("https:///trace.example.org", "it names no host"),
			("https:trace.example.org", "it names no host"),
			("https://user@trace.example.org", "it has a user or a password"),
			("https://user:password@trace.example.org", "it has a user or a password"),
			("https://trace.example.org?x=1", "it has a query or a fragment"),
			("https://trace.example.org/#top", "it has a query or a fragment"),
			("https://trace.example.org\r\nx: y", "it has spaces"),
			(" https://trace.example.org", "it has spaces"),
			("https://trace.example.org:99999", "it is no address"),
			("https://trace.example.org:0", "port 0"),
		] {
			let error = public_url(written).expect_err(written);
			assert!(
				error.starts_with(said) && error.contains("https://trace.example.org"),
				"{written}: {error}"
			);
		}
	}

	#[test]
	fn an_address_of_this_machine_is_known_as_one() {
		let of = |public_url: &str| Config { public_url: public_url.into(), ..Config::default() };
		for own in [
			"http://127.0.0.1:8080",
			"http://127.9.9.9",
			"http://localhost",
			"https://a.localhost",
			"http://[::1]",
			"http://0.0.0.0:80",
		] {
			assert!(of(own).is_private_to_this_machine(), "{own}");
		}
		for open in
			["https://trace.example", "http://10.0.0.7", "http://localhost.example", "http://[2001:db8::1]"]
		{
			assert!(!of(open).is_private_to_this_machine(), "{open}");
		}
	}

	#[test]
	fn figures_are_for_this_machine_unless_more_is_asked_for() {
		let listen = "0.0.0.0:8080".parse().unwrap();
		let config = Config { listen, ..Config::default() };
		assert_eq!(config.figures(), "127.0.0.1:8081".parse().unwrap());
		let asked = Config { metrics_listen: Some("10.0.0.7:9100".parse().unwrap()), ..config };
		assert_eq!(asked.figures(), "10.0.0.7:9100".parse().unwrap());
		for (port, figures) in [(0, 0), (u16::MAX, u16::MAX - 1)] {
			let config = Config { listen: (Ipv4Addr::LOCALHOST, port).into(), ..Config::default() };
			assert_eq!(config.figures().port(), figures);
		}
	}
}
