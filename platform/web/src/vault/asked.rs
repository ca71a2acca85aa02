// SPDX-License-Identifier: Apache-2.0

//! Requests of the vault: who asks, by a signature or by the token of a bearer.

use crate::{
	problem::{Kind, Problem},
	App,
};
use axum::{
	body::Bytes,
	extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;
use suyuan_envelope::{request::Credentials, Recipient};
use suyuan_store::now;
use suyuan_vault::{Refusal, Vault, VaultError};

/// Header with the statement that an account signed: `<account>.<nonce>.<expires>.<signature>`.
pub const SIGNATURE: &str = "suyuan-signature";

/// Header with the token of a bearer, which opens nothing: 64 hexadecimal digits.
pub const BEARER: &str = "suyuan-bearer";

/// A request of the vault by somebody who proved who it is.
pub struct Asked {
	/// Vault of the platform.
	pub vault: Vault,
	/// Account that signed the request, or the bearer of the token.
	pub caller: Recipient,
	/// Statement that the account signed, as it came.
	pub statement: String,
	/// Time of the request, in milliseconds since 1970 UTC.
	pub now: i64,
	body: Bytes,
}

impl Asked {
	/// Reads the body as JSON.
	pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
		serde_json::from_slice(&self.body)
			.map_err(|error| Problem::because(Kind::MalformedRequest, error.to_string()))
	}
}

impl FromRequest<App> for Asked {
	type Rejection = Problem;

	async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
		let vault = app.vault.clone().ok_or_else(|| Problem::of(Kind::NoVault))?;
		let [signature, token] = [SIGNATURE, BEARER].map(|name| text_of(&request, name));
		let method = request.method().as_str().to_owned();
		let target = request.uri().path_and_query().map(|target| target.as_str().to_owned());
		let body = Bytes::from_request(request, app)
			.await
			.map_err(|rejection| Problem::of_status(rejection.status(), Some(rejection.body_text())))?;
		let now = now();
		let (caller, statement) = match (signature, token) {
			(Some(statement), None) => {
				let credentials: Credentials = statement.parse().map_err(VaultError::from)?;
				let target = target.unwrap_or_default();
				(vault.authenticate(&credentials, &method, &target, &body, now).await?, statement)
			}
			// A bearer reads and changes nothing: it is no account, which could be held to it.
			(None, Some(token)) if method == "GET" => (vault.bearer(&token)?, String::new()),
			_ => return Err(VaultError::from(Refusal::Unsigned).into()),
		};
		Ok(Self { vault, caller, statement, now, body })
	}
}

/// Text of a header, empty if it is none.
fn text_of(request: &Request, name: &str) -> Option<String> {
	let value = request.headers().get(name)?;
	Some(value.to_str().unwrap_or_default().to_owned())
}
