// SPDX-License-Identifier: Apache-2.0

//! Query parameters that each route knows. Any other is refused by name: a misspelt filter that is ignored would be
//! answered with data that was not asked for.

use crate::{
	problem::{Kind, Problem},
	text::cut,
};
use axum::{
	extract::{MatchedPath, Request, State},
	http::Method,
	middleware::Next,
	response::{IntoResponse, Response},
};
use std::{collections::BTreeMap, sync::Arc};
use url::form_urlencoded;
use utoipa::{
	openapi::{
		path::{Operation, ParameterIn},
		OpenApi,
	},
	IntoParams,
};

/// Longest name that is quoted in a problem, in bytes.
const MAX_NAME: usize = 64;

/// A route with the names of its parameters.
pub type Route = (String, Vec<String>);

/// Makes a route with the parameters that a struct reads.
pub fn of<P: IntoParams>(route: &str) -> Route {
	(route.to_owned(), names::<P>())
}

/// Names of the parameters that a struct reads.
pub fn names<P: IntoParams>() -> Vec<String> {
	P::into_params(|| Some(ParameterIn::Query)).into_iter().map(|parameter| parameter.name).collect()
}

/// Refuses a query with a parameter that is none of these.
pub fn only(known: &[String], query: Option<&str>) -> Result<(), Problem> {
	only_or(known, query, |_| false)
}

/// Refuses a query with a parameter that is none of these, unless `passes` accepts it.
pub fn only_or(known: &[String], query: Option<&str>, passes: fn(&str) -> bool) -> Result<(), Problem> {
	let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
	let mut names = pairs.map(|(name, _)| name);
	let unknown =
		names.find(|name| !passes(name) && !known.iter().any(|known| known.as_str() == name.as_ref()));
	let Some(unknown) = unknown else { return Ok(()) };
	let unknown = cut(&unknown, MAX_NAME);
	let known = match known {
		[] => "none is known here".to_owned(),
		known => format!("known are {}", known.join(", ")),
	};
	Err(Problem::because(Kind::MalformedRequest, format!("the parameter \"{unknown}\" is unknown: {known}")))
}

/// Parameters of every route. A route that is not listed takes none.
#[derive(Default)]
pub struct Known {
	routes: BTreeMap<String, Vec<String>>,
	/// Operations that write, by method and route: they know other parameters than what reads there.
	writes: BTreeMap<(String, String), Vec<String>>,
	/// Routes that check their parameters themselves.
	elsewhere: Vec<String>,
}

impl Known {
	/// Collects the parameters of a document's operations.
	pub fn of_document(document: &OpenApi) -> Self {
		let in_query = |operation: &Operation| {
			let parameters = operation.parameters.iter().flatten();
			let in_query = parameters.filter(|parameter| parameter.parameter_in == ParameterIn::Query);
			in_query.map(|parameter| parameter.name.clone()).collect::<Vec<_>>()
		};
		let mut known = Self::default();
		for (path, item) in &document.paths.paths {
			let reads = [&item.get, &item.head];
			let names = reads.into_iter().flatten().flat_map(in_query).collect();
			known.routes.insert(path.clone(), names);
			let writes = [
				(Method::POST, &item.post),
				(Method::PUT, &item.put),
				(Method::DELETE, &item.delete),
				(Method::PATCH, &item.patch),
			];
			for (method, operation) in writes {
				if let Some(operation) = operation {
					known.writes.insert((method.to_string(), path.clone()), in_query(operation));
				}
			}
		}
		known
	}

	/// Adds routes that no document describes.
	pub fn and(mut self, routes: impl IntoIterator<Item = Route>) -> Self {
		self.routes.extend(routes);
		self
	}

	/// Adds routes that check their parameters themselves.
	pub fn except(mut self, routes: impl IntoIterator<Item = String>) -> Self {
		self.elsewhere.extend(routes);
		self
	}

	fn check(&self, method: &Method, route: &str, query: Option<&str>) -> Result<(), Problem> {
		if self.elsewhere.iter().any(|elsewhere| elsewhere == route) {
			return Ok(());
		}
		let written = self.writes.get(&(method.to_string(), route.to_owned()));
		only(written.or_else(|| self.routes.get(route)).map_or(&[], Vec::as_slice), query)
	}
}

/// Middleware that refuses requests with unknown parameters.
pub async fn check(State(known): State<Arc<Known>>, request: Request, next: Next) -> Response {
	let route = request.extensions().get::<MatchedPath>();
	match route.map_or(Ok(()), |route| known.check(request.method(), route.as_str(), request.uri().query())) {
		Ok(()) => next.run(request).await,
		Err(problem) => problem.into_response(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn refused(known: &[&str], query: &str) -> Option<String> {
		let known: Vec<_> = known.iter().map(|name| (*name).to_owned()).collect();
		only(&known, Some(query)).err().and_then(|problem| problem.detail)
	}

	#[test]
	fn a_parameter_that_is_unknown_is_named_with_those_that_are_known() {
		assert_eq!(refused(&["after", "limit"], "limit=1&after=x&after=y&&"), None);
		let said = refused(&["after", "limit"], "limit=1&st%61tus=x").unwrap();
		assert_eq!(said, "the parameter \"status\" is unknown: known are after, limit");
		assert_eq!(refused(&[], "=1").unwrap(), "the parameter \"\" is unknown: none is known here");
		assert_eq!(refused(&[], ""), None);
	}

	#[test]
	fn a_name_of_any_length_is_told_in_short() {
		let said = refused(&["limit"], &format!("{}=1", "%0Ax".repeat(20_000))).unwrap();
		assert!(said.len() < 200 && !said.contains('\n'), "{said}");
	}

	#[test]
	fn a_route_that_nobody_named_takes_nothing() {
		let known = Known::default().and([("/a".to_owned(), vec!["x".to_owned()])]).except(["/b".to_owned()]);
		let check = |route, query| known.check(&Method::GET, route, query);
		assert!(check("/a", Some("x=1")).is_ok());
		assert!(check("/b", Some("y=1")).is_ok());
		assert!(check("/c", Some("x=1")).is_err());
		assert!(check("/c", None).is_ok());
	}
}
