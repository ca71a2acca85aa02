// SPDX-License-Identifier: Apache-2.0

//! Tests of readers' comments.

use crate::{page::router, App, Config};
use axum::{
	body::{to_bytes, Body},
	http::{header, Request, StatusCode},
	Router,
};
use suyuan_fixtures::EARPHONES;
use suyuan_store::{read::exchange::came_in, Progress};
use tower::ServiceExt;

const FORM: &str = "/comments/01/06901234567892/21/SN-0001";

async fn served() -> (App, Router) {
	let config = Config { behind_proxy: true, ..Config::default() };
	let app = App::over(suyuan_fixtures::database().await, config, Progress::default());
	(app.clone(), router(app))
}

/// Sends a form. Returns the status, the `Location` and the body.
async fn send(router: &Router, to: &str, from: &str, body: String) -> (StatusCode, String, String) {
	let request = Request::post(to)
		.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
		.header("x-forwarded-for", from)
		.body(Body::from(body))
		.unwrap();
	let answer = router.clone().oneshot(request).await.unwrap();
	let (parts, body) = answer.into_parts();
	let location =
		parts.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap()).to_string();
	let body = to_bytes(body, usize::MAX).await.unwrap();
	(parts.status, location, String::from_utf8_lossy(&body).into_owned())
}

async fn shown(router: &Router, uri: &str) -> String {
	let answer = router.clone().oneshot(Request::get(uri).body(Body::empty()).unwrap()).await.unwrap();
	assert_eq!(answer.status(), StatusCode::OK);
	String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_form_is_filled_in_kept_and_answered_with_thanks() {
	let (app, router) = served().await;
	let page = shown(&router, &format!("{FORM}?lang=en")).await;
	assert!(
		page.contains("method=\"post\"")
			&& page.contains("I suspect a counterfeit")
			&& !page.contains("<script")
	);
	let (status, to, _) = send(
		&router,
		FORM,
		"10.0.0.1",
		"about=Counterfeit&message=%E6%A0%87%E7%AD%BE%E6%A8%A1%E7%B3%8A&lang=en".into(),
	)
	.await;
	assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, &*format!("{FORM}?lang=en&kept=true")));
	assert!(shown(&router, &to).await.contains("Received, thank you"));
	let kept = came_in(&app.database, Some(EARPHONES), None, 9).await.unwrap().items;
	assert_eq!((kept.len(), kept[0].kind.as_str(), kept[0].direction.as_str()), (1, "consumer", "in"));
	assert_eq!(kept[0].body["message"], "标签模糊");
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_and_what_was_written_is_kept_in_it() {
	let (app, router) = served().await;
	let long = format!("about=Problem&message={}&lang=zh", "x".repeat(1_001));
	for (body, said) in [
		("about=Nonsense&message=x".to_string(), "请选择反馈类型"),
		("about=Problem&message=+%0A".into(), "请写明情况"),
		("about=Problem&message=a%01b".into(), "无法识别"),
		(long, "内容过长"),
	] {
		let (status, _, page) = send(&router, FORM, "10.0.0.2", body).await;
		assert_eq!(status, StatusCode::BAD_REQUEST, "{said}");
		assert!(page.contains(said), "{said}: {page}");
	}
	let hostile = "about=Nonsense&message=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
	let (_, _, page) = send(&router, FORM, "10.0.0.2", hostile.into()).await;
	assert!(page.contains("&#60;script&#62;") && !page.contains("<script"));
	assert!(came_in(&app.database, None, None, 9).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn who_sends_too_much_is_asked_to_wait_and_others_are_not() {
	let (_, router) = served().await;
	let body = || "about=Satisfied&message=".to_string();
	let mut statuses = vec![];
	for _ in 0..6 {
		statuses.push(send(&router, FORM, "10.0.0.3", body()).await.0);
	}
	assert_eq!(statuses[..5], [StatusCode::SEE_OTHER; 5]);
	assert_eq!(statuses[5], StatusCode::TOO_MANY_REQUESTS);
	assert_eq!(send(&router, FORM, "10.0.0.4", body()).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_is_kept_of_what_is_not_there_nor_of_what_is_no_form() {
	let (app, router) = served().await;
	let body = || "about=Satisfied&message=".to_string();
	for to in ["/comments/01/06901234567892/21/NOT-THERE", "/comments/nonsense"] {
		assert_eq!(send(&router, to, "10.0.0.5", body()).await.0, StatusCode::NOT_FOUND, "{to}");
	}
	let huge = format!("about=Problem&message={}", "%E6%BA%AF".repeat(4_000));
	assert_eq!(send(&router, FORM, "10.0.0.5", huge).await.0, StatusCode::PAYLOAD_TOO_LARGE);
	let json =
		Request::post(FORM).header(header::CONTENT_TYPE, "application/json").body(Body::from("{}")).unwrap();
	let answer = router.clone().oneshot(json).await.unwrap();
	assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
	assert!(came_in(&app.database, None, None, 9).await.unwrap().items.is_empty());
	app.database.pool().close().await;
	assert_eq!(send(&router, FORM, "10.0.0.5", body()).await.0, StatusCode::SERVICE_UNAVAILABLE);
}
