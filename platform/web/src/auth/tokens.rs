// SPDX-License-Identifier: Apache-2.0

//! Tokens for data that is not on the chain. Data of the chain is public, and needs none.

use crate::{
	client::random,
	problem::{Kind, Problem},
};
use anyhow::{bail, Context};
use axum::{
	extract::FromRequestParts,
	http::{header, request::Parts, HeaderMap},
};
use sqlx::Row;
use std::{collections::BTreeSet, fmt, str::FromStr};
use suyuan_store::Database;

macro_rules! scopes {
	($( $(#[$doc:meta])* $scope:ident, $name:literal; )*) => {
		/// Permission that a token grants.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
		pub enum Scope {
			$( $(#[$doc])* #[value(name = $name)] $scope, )*
		}

		impl Scope {
			/// All scopes, in the order of their declaration.
			pub const ALL: &'static [Self] = &[$( Self::$scope, )*];

			/// Name of the scope, as it is stored and shown.
			pub const fn name(self) -> &'static str {
				match self { $( Self::$scope => $name, )* }
			}
		}
	};
}

scopes! {
	/// The exchange interface of GB/T 39106.
	Exchange, "exchange";
	/// Export of more than one unit.
	Export, "export";
	/// Reading the feedback received.
	Feedback, "feedback";
	/// Print runs of labels.
	Labels, "labels";
	/// Reading the query log.
	Log, "log";
	/// Statistics of queries and flows.
	Statistics, "statistics";
}

impl fmt::Display for Scope {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.name())
	}
}

impl FromStr for Scope {
	type Err = ();

	fn from_str(text: &str) -> Result<Self, ()> {
		Self::ALL.iter().copied().find(|scope| scope.name() == text).ok_or(())
	}
}

/// Token as it is stored: by its hash, so that a reader of the database can't use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
	/// Name of its holder.
	pub name: String,
	/// Scopes that it grants.
	pub scopes: BTreeSet<Scope>,
	/// Time of its creation, in milliseconds since 1970 UTC.
	pub created: i64,
}

/// Hash under which a token is stored: 256 random bits can't be guessed from a plain hash.
pub fn hash(token: &str) -> String {
	hex::encode(sp_crypto_hashing::sha2_256(token.as_bytes()))
}

/// Creates a token and returns its secret, which is stored nowhere.
pub async fn add(database: &Database, name: &str, scopes: &[Scope], now: i64) -> anyhow::Result<String> {
	let sound = |c: char| c.is_alphanumeric() || "-_.@".contains(c);
	if name.is_empty() || name.chars().count() > 64 || !name.chars().all(sound) || name == ANONYMOUS {
		bail!("a token's name is 1 to 64 letters, digits, hyphens, underscores, dots and at signs, and not {ANONYMOUS}");
	}
	if scopes.is_empty() {
		bail!("a token that opens nothing is none: name a scope");
	}
	let token = format!("suyuan_{}", hex::encode(random().context("the system gives no randomness")?));
	let scopes: BTreeSet<_> = scopes.iter().map(|scope| scope.name()).collect();
	let added = sqlx::query(
		"INSERT INTO tokens (name, hash, scopes, created) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
	)
	.bind(name)
	.bind(hash(&token))
	.bind(scopes.into_iter().collect::<Vec<_>>().join(" "))
	.bind(now)
	.execute(database.pool())
	.await?;
	if added.rows_affected() == 0 {
		bail!("there is a token of the name {name} already: remove it first, or choose another name");
	}
	Ok(token)
}

/// Reads all tokens in the order of their names.
pub async fn list(database: &Database) -> anyhow::Result<Vec<Token>> {
	let rows = sqlx::query("SELECT name, scopes, created FROM tokens ORDER BY name")
		.fetch_all(database.pool())
		.await?;
	Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// Deletes a token: from then on it grants nothing.
pub async fn remove(database: &Database, name: &str) -> anyhow::Result<()> {
	let removed =
		sqlx::query("DELETE FROM tokens WHERE name = $1").bind(name).execute(database.pool()).await?;
	if removed.rows_affected() == 0 {
		bail!("there is no token of the name {name}");
	}
	Ok(())
}

/// Reads the token of a secret, if it is known.
pub async fn find(database: &Database, token: &str) -> Result<Option<Token>, sqlx::Error> {
	let row = sqlx::query("SELECT name, scopes, created FROM tokens WHERE hash = $1")
		.bind(hash(token))
		.fetch_optional(database.pool())
		.await?;
	row.as_ref().map(read).transpose()
}

fn read(row: &sqlx::any::AnyRow) -> Result<Token, sqlx::Error> {
	let scopes: String = row.try_get("scopes")?;
	Ok(Token {
		name: row.try_get("name")?,
		// Scopes may be separated by spaces or commas: an operator may have written them.
		scopes: scopes.split([' ', ',']).filter_map(|scope| scope.parse().ok()).collect(),
		created: row.try_get("created")?,
	})
}

/// Longest text that is looked up as a token, in bytes.
const MAX_TOKEN: usize = 256;

/// Name in the log of clients that send no token.
pub const ANONYMOUS: &str = "anonymous";

/// Client of a request, by the token that it sent.
#[derive(Clone, Debug, Default)]
pub struct Caller(Option<Token>);

impl Caller {
	/// Reads the token of a request. An unknown one is refused on every route, so that a client learns of it early.
	pub async fn of(headers: &HeaderMap, database: &Database) -> Result<Self, Problem> {
		let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(Self(None)) };
		let bearer = value.to_str().ok().and_then(|value| {
			let (scheme, token) = value.split_once(' ')?;
			scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
		});
		let Some(token) = bearer else {
			return Err(Problem::because(
				Kind::Unauthorized,
				"the header is of the form Authorization: Bearer <token>",
			));
		};
		let known = if token.len() > MAX_TOKEN { None } else { find(database, token).await? };
		match known {
			Some(token) => Ok(Self(Some(token))),
			None => Err(Problem::because(Kind::Unauthorized, "the token is not known, or no longer")),
		}
	}

	/// Name of the client in the log.
	pub fn name(&self) -> &str {
		self.0.as_ref().map_or(ANONYMOUS, |token| &token.name)
	}

	/// Returns the token if it grants the scope, or a problem.
	pub fn require(&self, scope: Scope) -> Result<&Token, Problem> {
		let needed = || format!("the scope is {scope}");
		let token = self.0.as_ref().ok_or_else(|| Problem::because(Kind::Unauthorized, needed()))?;
		token
			.scopes
			.contains(&scope)
			.then_some(token)
			.ok_or_else(|| Problem::because(Kind::Forbidden, needed()))
	}
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
	type Rejection = Problem;

	async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
		Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
	}
}
