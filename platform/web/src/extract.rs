// SPDX-License-Identifier: Apache-2.0

//! Extractors that reject malformed requests with a problem document.

use crate::{
	annotation::RequestAnnotation,
	problem::{Kind, Problem},
};
#[allow(clippy::disallowed_types, reason = "this is the place")]
use axum::extract::Query;
use axum::{
	extract::{FromRequestParts, Path},
	http::{request::Parts, Uri},
};
use serde::{de::DeserializeOwned, Deserialize};
use suyuan_primitives::digital_link::{self, ReadError};
use suyuan_store::read::MAX_PAGE;
use utoipa::IntoParams;

/// Query parameters. Unknown ones are refused before: see [`crate::middleware::parameters`].
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> Params<T> {
	/// Reads the query of a URI.
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

/// Single key in the path of a request. The extractor notes it for the query log.
pub struct Key(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
	type Rejection = Problem;

	async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
		let Path(key) = Path::<String>::from_request_parts(parts, state)
			.await
			.map_err(|rejection| Problem::because(Kind::MalformedRequest, rejection.body_text()))?;
		RequestAnnotation::in_parts(parts).about(&key);
		Ok(Self(key))
	}
}

/// Trace code in the path of a request, as one percent-encoded segment. Such as `01%2F06901234567892%2F21%2FSN-0001`. Any
/// form that means the same is taken as the canonical one.
pub struct Code(pub String);

impl Code {
	/// Reads a code in any form and returns the canonical one.
	pub fn read(text: &str) -> Result<String, Problem> {
		let code = digital_link::read(text).map_err(|error| match error {
			ReadError::WrongCheckDigit => Problem::because(Kind::WrongCheckDigit, text),
			ReadError::Malformed | ReadError::NoKey => Problem::because(Kind::MalformedTraceCode, text),
			error => Problem::because(Kind::MalformedTraceCode, format!("{}: {text}", error.reason())),
		})?;
		Ok(code.0.as_str().to_owned())
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
		RequestAnnotation::in_parts(parts).about(&text);
		let code = Self::read(&text)?;
		RequestAnnotation::in_parts(parts).about(&code);
		Ok(Self(code))
	}
}

/// Page of a list that is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
	/// The `next` of the page before this one. None for the first page.
	pub after: Option<String>,
	/// Number of items that the page may have.
	#[param(minimum = 1, maximum = 256, default = 64)]
	pub limit: Option<i64>,
}

impl Paging {
	/// Items of a page if no limit is given.
	const USUAL: i64 = 64;

	/// Items that the page may have, or a problem if the limit is out of bounds.
	pub fn limit(&self) -> Result<i64, Problem> {
		let limit = self.limit.unwrap_or(Self::USUAL);
		if (1..=MAX_PAGE).contains(&limit) {
			Ok(limit)
		} else {
			Err(Problem::because(Kind::MalformedRequest, format!("limit is from 1 to {MAX_PAGE}")))
		}
	}

	/// Key after which the page begins, or a problem if no page ends with such a key.
	pub fn place<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
		let place = self.after.as_deref().map(str::parse).transpose();
		place.map_err(|_| Problem::because(Kind::MalformedRequest, "after is the next of another page"))
	}
}
