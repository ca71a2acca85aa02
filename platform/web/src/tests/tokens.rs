// SPDX-License-Identifier: Apache-2.0

//! Tests of tokens for data that is not on the chain.

use super::*;
use crate::auth::tokens::{self, Scope};
use suyuan_store::now;

const GUARDED: [(&str, Scope); 3] = [
	("/api/log", Scope::Log),
	("/api/statistics/queries", Scope::Statistics),
	("/api/statistics/flows", Scope::Statistics),
];

async fn with_token(served: &Served, uri: &str, token: &str) -> Answer {
	served.get_as(uri, &[("authorization", &format!("Bearer {token}"))]).await
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_say() {
	let served = Served::new().await;
	for (uri, scope) in GUARDED {
		let name = uri.replace('/', "-");
		let token = tokens::add(&served.database, &name, &[scope], now()).await.unwrap();
		let answer = with_token(&served, uri, &token).await;
		assert_eq!(answer.status, 200, "{uri}: {}", answer.text());
	}
}

#[tokio::test]
async fn without_a_token_it_stays_closed() {
	let served = Served::new().await;
	for (uri, scope) in GUARDED {
		let answer = served.get(uri).await;
		let problem = answer.is_problem(401, "unauthorized");
		assert_eq!(problem["detail"], format!("the scope is {scope}"));
		assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"suyuan\"");
	}
}

#[tokio::test]
async fn a_token_for_something_else_does_not_open_it() {
	let served = Served::new().await;
	let token = tokens::add(&served.database, "partner", &[Scope::Exchange], now()).await.unwrap();
	for (uri, _) in GUARDED {
		with_token(&served, uri, &token).await.is_problem(403, "forbidden");
	}
	assert_eq!(with_token(&served, "/api/units", &token).await.status, 200);
}

#[tokio::test]
async fn a_token_that_is_not_known_is_refused_wherever_it_is_sent() {
	let served = Served::new().await;
	for uri in ["/api/log", "/api/units", "/01/06901234567892/21/SN-0001"] {
		with_token(&served, uri, "guessed").await.is_problem(401, "unauthorized");
	}
	with_token(&served, "/api/log", &"x".repeat(30_000)).await.is_problem(401, "unauthorized");
	let basic = served.get_as("/api/units", &[("authorization", "Basic dXNlcjpwYXNz")]).await;
	basic.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_token_that_was_taken_back_opens_nothing() {
	let served = Served::new().await;
	let token = tokens::add(&served.database, "auditor", &[Scope::Log], now()).await.unwrap();
	tokens::remove(&served.database, "auditor").await.unwrap();
	with_token(&served, "/api/log", &token).await.is_problem(401, "unauthorized");
	assert!(tokens::remove(&served.database, "auditor").await.is_err());
}

#[tokio::test]
async fn only_the_hash_of_a_token_is_kept() {
	let served = Served::new().await;
	let scopes = [Scope::Exchange, Scope::Export, Scope::Exchange];
	let token = tokens::add(&served.database, "partner", &scopes, 7).await.unwrap();
	let kept: String =
		sqlx::query_scalar("SELECT hash FROM tokens").fetch_one(served.database.pool()).await.unwrap();
	assert_eq!(kept, tokens::hash(&token));
	assert!(!kept.contains(&token["suyuan_".len()..]));
	let all = tokens::list(&served.database).await.unwrap();
	assert_eq!(all.len(), 1);
	assert_eq!((all[0].name.as_str(), all[0].created), ("partner", 7));
	assert_eq!(all[0].scopes, [Scope::Exchange, Scope::Export].into());
}

#[tokio::test]
async fn a_token_needs_a_name_of_its_own_and_a_scope() {
	let served = Served::new().await;
	tokens::add(&served.database, "partner", &[Scope::Log], 1).await.unwrap();
	let long = "x".repeat(65);
	for name in ["partner", "", "anonymous", "a b", "<b>", &*long] {
		assert!(tokens::add(&served.database, name, &[Scope::Log], 1).await.is_err(), "{name}");
	}
	assert!(tokens::add(&served.database, "other", &[], 1).await.is_err());
}

#[tokio::test]
async fn no_two_tokens_are_the_same() {
	let served = Served::new().await;
	let first = tokens::add(&served.database, "a", &[Scope::Log], 1).await.unwrap();
	let second = tokens::add(&served.database, "b", &[Scope::Log], 1).await.unwrap();
	assert_ne!(first, second);
	assert_eq!(first.len(), "suyuan_".len() + 64);
}
