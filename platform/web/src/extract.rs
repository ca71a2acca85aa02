//! What a request brings, read so that a mistake is answered with a problem document.

use crate::{
	annotation::Asked,
	digital_link::canonical::{canonical, Wrong},
	problem::{Kind, Problem},
};
#[allow(clippy::disallowed_types, reason = "this is the place")]
use axum::extract::Query;
use axum::{
	extract::{FromRequestParts, Path},
	http::{request::Parts, Uri},
};
use serde::{de::DeserializeOwned, Deserialize};
use suyuan_store::read::MOST;
use utoipa::IntoParams;

/// The query of a request. Parameters that the route doesn't know are refused before: see [`crate::middleware::parameters`].
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> Params<T> {
	/// Those of an address.
	#[allow(clippy::disallowed_types, reason = "this is the place")]
	pub fn of(uri: &Uri) -> Result<Self, Problem> {
		Query::<T>::try_from_uri(uri)
			.map(|Query(params)| Self(params))
			.map_err(|rejection| Problem::because(Kind::MalformedRequest, rejection.body_text()))
	}
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
	type Rejection = Problem;

	async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
		Self::of(&parts.uri)
	}
}

/// The one key in the path of a request. It is noted for the query log.
pub struct Key(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
	type Rejection = Problem;

	async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
		let Path(key) = Path::<String>::from_request_parts(parts, state)
			.await
			.map_err(|rejection| Problem::because(Kind::MalformedRequest, rejection.body_text()))?;
		Asked::in_parts(parts).about(&key);
		Ok(Self(key))
	}
}

/// The trace code in the path of a request, as one percent-encoded segment: `01%2F06901234567892%2F21%2FSN-0001`. Any
/// form that means the same is taken as the canonical one.
pub struct Code(pub String);

impl Code {
	/// Reads a code.
	pub fn read(text: &str) -> Result<String, Problem> {
		canonical(text).map_err(|wrong| {
			let kind = match wrong {
				Wrong::CheckDigit => Kind::WrongCheckDigit,
				Wrong::Form => Kind::MalformedTraceCode,
			};
			Problem::because(kind, text)
		})
	}
}

impl<S: Send + Sync> FromRequestParts<S> for Code {
	type Rejection = Problem;

	async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
		// The first parameter is the code; others are read by the handler.
		let params = axum::extract::RawPathParams::from_request_parts(parts, state)
			.await
			.map_err(|rejection| Problem::because(Kind::MalformedRequest, rejection.body_text()))?;
		let text = params.iter().find(|(name, _)| *name == "code").map(|(_, text)| text.to_owned());
		let text = text.ok_or_else(|| Problem::of(Kind::NoSuchRoute))?;
		Asked::in_parts(parts).about(&text);
		let code = Self::read(&text)?;
		Asked::in_parts(parts).about(&code);
		Ok(Self(code))
	}
}

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
	/// The `next` of the page before this one. The first page without it.
	pub after: Option<String>,
	/// How many things the page may have.
	#[param(minimum = 1, maximum = 256, default = 64)]
	pub limit: Option<i64>,
}

impl Paging {
	/// How many things a page has if nobody says.
	const USUAL: i64 = 64;

	/// How many things the page may have.
	pub fn limit(&self) -> Result<i64, Problem> {
		let limit = self.limit.unwrap_or(Self::USUAL);
		if (1..=MOST).contains(&limit) {
			Ok(limit)
		} else {
			Err(Problem::because(Kind::MalformedRequest, format!("limit is from 1 to {MOST}")))
		}
	}

	/// The place after which the page begins, if it is one that a page ended with.
	pub fn place<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
		let place = self.after.as_deref().map(str::parse).transpose();
		place.map_err(|_| Problem::because(Kind::MalformedRequest, "after is the next of another page"))
	}
}
