// SPDX-License-Identifier: Apache-2.0

//! Identity of a client, as far as its address tells.

use axum::{
	extract::ConnectInfo,
	http::{Extensions, HeaderMap},
};
use std::{
	io,
	net::{IpAddr, Ipv6Addr, SocketAddr},
	sync::{Mutex, PoisonError},
};

/// Address of a client: an IPv6 address by its /64 network, since one customer has all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
	/// Reads the address of a request. A proxy's header is believed only if a proxy is known to stand in front; then its
	/// own entry is the last one, and those before it are whatever the client made up.
	pub fn of(extensions: &Extensions, headers: &HeaderMap, behind_proxy: bool) -> Self {
		let connected = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
		let forwarded = || {
			let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
			last.rsplit(',').next()?.trim().parse().ok()
		};
		let address = if behind_proxy { forwarded().or(connected) } else { connected };
		address.map_or_else(Self::unknown, Self::at)
	}

	/// The site of the client: an IPv6 address by its /48 network, since whoever has more than one /64 mostly has all of those.
	pub fn site(self) -> Self {
		Self(match self.0 {
			IpAddr::V6(address) => {
				let [a, b, c, ..] = address.segments();
				IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
			}
			v4 => v4,
		})
	}

	/// A client of which no address is known.
	pub fn unknown() -> Self {
		Self::at(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
	}

	/// Makes the client of an address.
	pub fn at(address: IpAddr) -> Self {
		Self(match address.to_canonical() {
			IpAddr::V6(address) => {
				let [a, b, c, d, ..] = address.segments();
				IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
			}
			v4 => v4,
		})
	}
}

/// Salt with which addresses are hashed before they are logged. It lasts a day and is never stored, so that the log tells
/// if the same client asked all day, but never who that was.
pub struct Salt(Mutex<(i64, [u8; 32])>);

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

impl Salt {
	/// Draws a salt for the day of `now`.
	pub fn new(now: i64) -> io::Result<Self> {
		Ok(Self(Mutex::new((now.div_euclid(DAY), random()?))))
	}

	/// Hash of a client for the log, with the salt of the day of `now`.
	pub fn hashed(&self, client: Client, now: i64) -> String {
		let mut salt = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let today = now.div_euclid(DAY);
		if salt.0 != today {
			// If the system has no randomness to give, the old salt goes on.
			if let Ok(fresh) = random() {
				*salt = (today, fresh);
			}
		}
		let mut bytes = salt.1.to_vec();
		drop(salt);
		bytes.extend(client.0.to_string().into_bytes());
		hex::encode(&sp_crypto_hashing::sha2_256(&bytes)[..12])
	}
}

/// Draws 32 random bytes from the system.
pub fn random() -> io::Result<[u8; 32]> {
	let mut bytes = [0; 32];
	getrandom::getrandom(&mut bytes)?;
	Ok(bytes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::http::HeaderValue;

	fn client(connected: &str, forwarded: &[&str], behind_proxy: bool) -> Client {
		let mut extensions = Extensions::new();
		extensions.insert(ConnectInfo(SocketAddr::new(connected.parse().unwrap(), 1)));
		let mut headers = HeaderMap::new();
		for value in forwarded {
			headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
		}
		Client::of(&extensions, &headers, behind_proxy)
	}

	#[test]
	fn what_a_client_says_of_itself_is_not_believed() {
		assert_eq!(client("10.0.0.1", &["1.2.3.4"], false), client("10.0.0.1", &[], false));
		let first = client("10.0.0.1", &["6.6.6.6, 1.2.3.4"], true);
		assert_eq!(first, client("10.0.0.1", &["9.9.9.9", "1.2.3.4"], true));
		assert_ne!(first, client("10.0.0.1", &["1.2.3.4, 6.6.6.6"], true));
	}

	#[test]
	fn a_proxy_that_says_nothing_is_the_client_itself() {
		assert_eq!(client("10.0.0.1", &["nonsense"], true), client("10.0.0.1", &[], false));
	}

	#[test]
	fn one_network_is_one_client() {
		assert_eq!(client("2001:db8:1:2::3", &[], false), client("2001:db8:1:2:ffff::1", &[], false));
		assert_ne!(client("2001:db8:1:2::3", &[], false), client("2001:db8:1:3::3", &[], false));
		assert_eq!(client("::ffff:10.0.0.1", &[], false), client("10.0.0.1", &[], false));
	}

	#[test]
	fn one_customer_s_networks_are_one_site() {
		let site = |address| client(address, &[], false).site();
		assert_eq!(site("2001:db8:1:2::3"), site("2001:db8:1:ffff::3"));
		assert_ne!(site("2001:db8:1:2::3"), site("2001:db8:2:2::3"));
		assert_eq!(site("10.0.0.1"), client("10.0.0.1", &[], false));
	}

	#[test]
	fn a_client_is_the_same_all_day_and_another_the_next() {
		let salt = Salt::new(0).unwrap();
		let (one, other) = (client("10.0.0.1", &[], false), client("10.0.0.2", &[], false));
		let logged = salt.hashed(one, 5);
		assert_eq!(salt.hashed(one, DAY - 1), logged);
		assert_ne!(salt.hashed(other, 5), logged);
		assert_ne!(salt.hashed(one, DAY), logged);
		assert!(!logged.contains("10.0.0.1"));
	}
}
