// SPDX-License-Identifier: Apache-2.0

//! Authentication by bearer token.

use crate::{annotation::RequestAnnotation, auth::tokens::Caller};
use axum::{
	extract::{Request, State},
	middleware::Next,
	response::{IntoResponse, Response},
};
use suyuan_store::Database;

/// Resolves the bearer token to a [`Caller`]; requests without one are anonymous.
pub async fn authenticate(State(database): State<Database>, mut request: Request, next: Next) -> Response {
	let caller = match Caller::of(request.headers(), &database).await {
		Ok(caller) => caller,
		Err(problem) => return problem.into_response(),
	};
	if let Some(asked) = request.extensions().get::<RequestAnnotation>() {
		asked.by(caller.name());
	}
	request.extensions_mut().insert(caller);
	next.run(request).await
}
