//! Tokens for what is not on the chain. What the chain says is public, and asked for without one.

use crate::{
	client::{hex, random},
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
		/// What a token opens.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
		pub enum Scope {
			$( $(#[$doc])* #[value(name = $name)] $scope, )*
		}

		impl Scope {
			/// Every scope.
			pub const ALL: &'static [Self] = &[$( Self::$scope, )*];

			/// Its name.
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
	/// The feedback that came in.
	Feedback, "feedback";
	/// The query log: who looked what up.
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

/// A token as it is kept: by its hash, so that nobody who reads the database can use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
	/// Whom it was given to.
	pub name: String,
	/// What it opens.
	pub scopes: BTreeSet<Scope>,
	/// When it was made.
	pub created: i64,
}

/// What is kept of a token: 256 random bits can't be guessed from a plain hash.
pub fn hash(token: &str) -> String {
	hex(&sp_crypto_hashing::sha2_256(token.as_bytes()))
}

/// Makes a token. What is answered is shown once and kept nowhere.
pub async fn add(database: &Database, name: &str, scopes: &[Scope], now: i64) -> anyhow::Result<String> {
	let sound = |c: char| c.is_alphanumeric() || "-_.@".contains(c);
	if name.is_empty() || name.chars().count() > 64 || !name.chars().all(sound) || name == ANONYMOUS {
		bail!("a token's name is 1 to 64 letters, digits, hyphens, underscores, dots and at signs, and not {ANONYMOUS}");
	}
	if scopes.is_empty() {
		bail!("a token that opens nothing is none: name a scope");
	}
	let token = format!("suyuan_{}", hex(&random().context("the system gives no randomness")?));
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

/// Every token.
pub async fn list(database: &Database) -> anyhow::Result<Vec<Token>> {
	let rows = sqlx::query("SELECT name, scopes, created FROM tokens ORDER BY name")
		.fetch_all(database.pool())
		.await?;
	Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// Takes a token back: from then on it opens nothing.
pub async fn remove(database: &Database, name: &str) -> anyhow::Result<()> {
	let removed =
		sqlx::query("DELETE FROM tokens WHERE name = $1").bind(name).execute(database.pool()).await?;
	if removed.rows_affected() == 0 {
		bail!("there is no token of the name {name}");
	}
	Ok(())
}

/// The token, if it is known.
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
		// Scopes may stand apart by spaces or commas: an operator may have written them.
		scopes: scopes.split([' ', ',']).filter_map(|scope| scope.parse().ok()).collect(),
		created: row.try_get("created")?,
	})
}

/// The longest text that is looked up as a token, in bytes.
const MAX_TOKEN: usize = 256;

/// The name that stands in the log for whoever sends no token.
pub const ANONYMOUS: &str = "anonymous";

/// Who asks, by the token that was sent.
#[derive(Clone, Debug, Default)]
pub struct Caller(Option<Token>);

impl Caller {
	/// Reads the token of a request. One that is not known is refused wherever it is sent, so that a client learns of it
	/// early.
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

	/// The name in the log.
	pub fn name(&self) -> &str {
		self.0.as_ref().map_or(ANONYMOUS, |token| &token.name)
	}

	/// Lets those through whose token opens this.
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
