// SPDX-License-Identifier: Apache-2.0

//! Tests of the middleware: limits, log, metrics, headers.

use super::*;
use crate::auth::tokens::{self, Scope};
use serde_json::json;
use suyuan_fixtures::EARPHONES;
use suyuan_store::{now, read, Cause};

const UNIT: &str = "/api/units/01%2F06901234567892%2F21%2FSN-0001";

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_ask_again() {
	let limited = Config { requests_per_second: 3, behind_proxy: true, ..config() };
	let served = Served::with(limited).await;
	let mut refused = None;
	// A client may send twice the rate at once, and as much as comes back while this runs: far less than a hundred.
	for _ in 0..100 {
		let answer = served.get_as("/api/status", &[("x-forwarded-for", "1.2.3.4")]).await;
		if answer.status == 429 {
			refused = Some(answer);
			break;
		}
	}
	let refused = refused.expect("nobody may ask a hundred times at once");
	refused.is_problem(429, "too-many-requests");
	assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
	let other = served.get_as("/api/status", &[("x-forwarded-for", "1.2.3.5")]).await;
	assert_eq!(other.status, 200, "others may ask");
	assert_eq!(served.get_as("/health", &[("x-forwarded-for", "1.2.3.4")]).await.status, 200);
}

#[tokio::test]
async fn every_query_is_logged_with_who_what_and_when() {
	let served = Served::new().await;
	let begun = now();
	let token = tokens::add(&served.database, "auditor", &[Scope::Log], 1).await.unwrap();
	served.get(UNIT).await;
	served.accepting("/01/6901234567892/21/FAKE", "application/json").await;
	served.get_as("/api/status", &[("authorization", &format!("Bearer {token}"))]).await;
	served.get("/health").await;
	let database = served.end().await;
	let log = read::queries::list(&database, None, None, 256).await.unwrap().items;
	let told: Vec<_> = log
		.iter()
		.map(|query| (query.who.as_str(), query.what.as_str(), query.code.as_deref(), query.status))
		.collect();
	assert_eq!(
		told,
		[
			("auditor", "GET /api/status", None, 200),
			("anonymous", "GET /01/{*rest}", Some("01/06901234567892/21/FAKE"), 301),
			("anonymous", "GET /api/units/{code}", Some(EARPHONES), 200),
		]
	);
	assert!(log.iter().all(|query| query.time >= begun && query.micros > 0));
	assert!(log.iter().all(|query| query.client.len() == 24 && query.client == log[0].client));
	let served = Served::over(database, config(), Progress::default());
	let page = served
		.get_as(
			"/api/log?code=01/06901234567892/21/SN-0001",
			&[("authorization", &format!("Bearer {token}"))],
		)
		.await
		.json();
	assert_eq!(page["items"].as_array().unwrap().len(), 1);
	let first =
		served.get_as("/api/log?limit=2", &[("authorization", &format!("Bearer {token}"))]).await.json();
	let next = first["next"].as_str().unwrap();
	let rest = format!("/api/log?limit=2&after={next}");
	let rest = served.get_as(&rest, &[("authorization", &format!("Bearer {token}"))]).await.json();
	assert_eq!(rest["items"][0]["what"], "GET /api/units/{code}");
}

#[tokio::test]
async fn queries_and_flows_are_counted() {
	let served = Served::new().await;
	let token = tokens::add(&served.database, "office", &[Scope::Statistics], 1).await.unwrap();
	let bearer = format!("Bearer {token}");
	for _ in 0..3 {
		served.get(UNIT).await;
	}
	served.get("/api/units/nonsense").await;
	let database = served.end().await;
	let today = now() - now().rem_euclid(86_400_000);
	for (category, records) in [("Production", 4), ("", 1)] {
		let row = json!({ "day": today, "info_block": "product", "category": category, "records": records });
		suyuan_fixtures::insert(&database, "record_days", row).await;
	}
	let served = Served::over(database, config(), Progress::default());
	let queries = served.get_as("/api/statistics/queries", &[("authorization", &bearer)]).await.json();
	let total = |field: &str| {
		queries["days"].as_array().unwrap().iter().map(|day| day[field].as_i64().unwrap()).sum::<i64>()
	};
	assert_eq!((total("queries"), total("refused")), (4, 1));
	assert_eq!(queries["codes"][0], json!({ "code": EARPHONES, "queries": 3, "clients": 1 }));
	let flows = served.get_as("/api/statistics/flows?days=366", &[("authorization", &bearer)]).await.json();
	let product: Vec<_> =
		flows["records"].as_array().unwrap().iter().filter(|records| records["block"] == "product").collect();
	assert_eq!(product.iter().map(|records| records["records"].as_i64().unwrap()).sum::<i64>(), 5);
	let item = flows["units"].as_array().unwrap().iter().find(|units| units["kind"] == "Item").unwrap();
	assert_eq!(*item, json!({ "kind": "Item", "stage": "Open", "units": 2, "held": 1 }));
	assert_eq!(flows["declarations"], json!([{ "what": "Released", "count": 1 }]));
	for days in ["0", "367", "x"] {
		let uri = format!("/api/statistics/flows?days={days}");
		served.get_as(&uri, &[("authorization", &bearer)]).await.is_problem(400, "malformed-request");
	}
}

#[tokio::test]
async fn figures_are_there_for_prometheus_and_for_nobody_else() {
	let mut progress =
		Progress { indexed: 40, finalised: 42, time: Some(now() - 90_000), ..Progress::default() };
	progress.stand_still(Cause::Disk, 7);
	let served = Served::over(suyuan_fixtures::database().await, config(), progress);
	served.get(UNIT).await;
	served.get("/metrics").await.is_problem(404, "no-such-route");
	let answer = served.figures().await;
	assert!(answer.header("content-type").starts_with("text/plain"));
	let figures = answer.text();
	assert!(figures.contains("suyuan_indexed_block 40"), "{figures}");
	assert!(figures.contains("suyuan_final_block 42"));
	assert!(figures.contains("suyuan_http_seconds_bucket{route=\"/api/units/{code}\",le="));
	assert!(figures.contains("suyuan_waiting{for=\"disk\"} 1"), "{figures}");
	assert!(figures.contains("suyuan_waiting{for=\"damaged\"} 0"));
	let age = figures.lines().find_map(|line| line.strip_prefix("suyuan_last_block_age_seconds "));
	assert!(age.is_some_and(|age| age.parse::<f64>().is_ok_and(|age| age >= 90.0)), "{figures}");
	assert!(figures
		.contains("suyuan_http_answers_total{route=\"/api/units/{code}\",method=\"GET\",status=\"200\"}"));
	assert!(!figures.contains("SN-0001"), "no figure grows with the codes that are asked for");
}

#[tokio::test]
async fn figures_have_an_address_of_their_own_which_the_operator_may_choose() {
	let app = |config| async { App::over(suyuan_fixtures::database().await, config, Progress::default()) };
	let listen = ([127, 0, 0, 1], 0).into();
	let own = crate::router::figures(&app(Config { listen, ..config() }).await).await.unwrap();
	own.expect("they are served").abort();
	let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let metrics_listen = Some(taken.local_addr().unwrap());
	let error = crate::router::figures(&app(Config { metrics_listen, ..config() }).await).await.unwrap_err();
	assert!(error.to_string().contains("can't listen on"), "{error}");
	// The default address being taken is no reason not to serve.
	let (taken, before) = loop {
		let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
		let port = taken.local_addr().unwrap().port();
		if port > 1 {
			break (taken, port - 1);
		}
	};
	let listen = ([127, 0, 0, 1], before).into();
	assert!(crate::router::figures(&app(Config { listen, ..config() }).await).await.unwrap().is_none());
	drop(taken);
}

#[tokio::test]
async fn it_is_ready_once_everything_final_is_here() {
	let ready = Served::new().await;
	assert_eq!(ready.get("/health").await.status, 200);
	assert_eq!(ready.get("/ready").await.status, 200);
	let behind = Progress { connected: true, ..Progress::default() };
	let mut full = behind;
	full.stand_still(Cause::Disk, 1);
	for (progress, why) in [
		(behind, "catching up with the chain"),
		(Progress::default(), "the node is not connected"),
		(full, "the disk of the database is full"),
	] {
		let served = Served::over(suyuan_fixtures::database().await, config(), progress);
		assert_eq!(served.get("/health").await.status, 200);
		let problem = served.get("/ready").await;
		assert_eq!(problem.is_problem(503, "unavailable")["detail"], why);
		assert_eq!(served.get(UNIT).await.status, 200, "what is here already is served");
	}
}

#[tokio::test]
async fn what_is_waited_for_is_told_in_the_status() {
	let mut progress = Progress { time: Some(now() - 90_000), ..Progress::default() };
	progress.stand_still(Cause::Damaged, 7);
	let served = Served::over(suyuan_fixtures::database().await, config(), progress);
	let status = served.get("/api/status").await.json();
	let waiting = json!({
		"cause": "damaged",
		"said": "the database is damaged: nothing is written until it is replaced",
		"since": 7,
		"halted": true,
	});
	assert_eq!((&status["waiting"], &status["writing"]), (&waiting, &json!(false)));
	assert!(status["age"].as_i64().is_some_and(|age| age > 0), "{status}");
}

#[tokio::test]
async fn a_database_that_is_gone_is_no_reason_to_tell_how() {
	let served = Served::new().await;
	served.database.pool().close().await;
	for uri in [UNIT, "/api/status", "/api/units", "/ready"] {
		let answer = served.get(uri).await;
		answer.is_problem(503, "unavailable");
	}
	assert_eq!(served.get("/health").await.status, 200);
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_it_may_do() {
	let served = Served::new().await;
	for uri in ["/01/06901234567892/21/SN-0001", UNIT, "/nothing", "/health"] {
		let answer = served.get(uri).await;
		assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{uri}");
		assert!(!answer.header("content-security-policy").contains("script-src"), "{uri}");
		assert_eq!(answer.header("x-content-type-options"), "nosniff", "{uri}");
		assert_eq!(answer.header("referrer-policy"), "no-referrer", "{uri}");
	}
	assert!(served.get("/api/docs/").await.header("content-security-policy").contains("script-src 'self'"));
}

#[tokio::test]
async fn what_is_long_is_compressed_for_whoever_takes_it() {
	let served = Served::new().await;
	let answer = served.get_as(UNIT, &[("accept-encoding", "gzip")]).await;
	assert_eq!(answer.header("content-encoding"), "gzip");
	assert!(answer.header("vary").contains("accept-encoding"));
	let plain = served.get(UNIT).await;
	assert_eq!(plain.header("content-encoding"), "");
	assert!(answer.body.len() < plain.body.len() / 2);
}

#[tokio::test]
async fn a_wrong_method_is_called_one() {
	let served = Served::new().await;
	for uri in [UNIT, "/01/06901234567892/21/SN-0001", "/api/status"] {
		let answer = served.ask(Request::delete(uri).body(Body::empty()).unwrap()).await;
		answer.is_problem(405, "wrong-method");
		assert!(answer.header("allow").contains("GET"), "{uri}");
	}
}

#[tokio::test]
async fn every_kind_of_problem_is_explained_at_its_address() {
	let served = Served::new().await;
	let problem = served.get("/api/units/nonsense").await.json();
	let explained = served.get(problem["type"].as_str().unwrap()).await;
	assert_eq!(explained.status, 200);
	assert!(explained.text().contains(problem["title"].as_str().unwrap()));
	served.get("/problems/none").await.is_problem(404, "no-such-route");
}

#[tokio::test]
async fn the_process_serves_until_it_is_told_to_stop() {
	use crate::router::serve_on;
	use tokio::{
		io::{AsyncReadExt, AsyncWriteExt},
		net::{TcpListener, TcpStream},
		sync::oneshot,
	};
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	let database = suyuan_fixtures::database().await;
	let listen = ([127, 0, 0, 1], 0).into();
	let app = App::over(database.clone(), Config { listen, ..config() }, Progress::default());
	let (stop, stopped) = oneshot::channel::<()>();
	let serving = tokio::spawn(serve_on(listener, app, async {
		let _ = stopped.await;
	}));
	let mut connection = TcpStream::connect(address).await.unwrap();
	let request = format!("GET {UNIT} HTTP/1.1\r\nhost: trace.example\r\n\r\n");
	connection.write_all(request.as_bytes()).await.unwrap();
	let mut answer = [0; 15];
	connection.read_exact(&mut answer).await.unwrap();
	assert_eq!(&answer, b"HTTP/1.1 200 OK");
	stop.send(()).unwrap();
	serving.await.unwrap().unwrap();
	let log = read::queries::list(&database, None, None, 256).await.unwrap().items;
	assert_eq!(log.len(), 1, "what was answered was logged");
}

#[tokio::test]
async fn an_address_that_is_taken_is_refused_by_name() {
	let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let listen = taken.local_addr().unwrap();
	let app =
		App::over(suyuan_fixtures::database().await, Config { listen, ..config() }, Progress::default());
	let error = crate::router::serve(app, std::future::pending()).await.unwrap_err();
	assert!(error.to_string().contains(&format!("can't listen on {listen}")), "{error}");
}
