// SPDX-License-Identifier: Apache-2.0

//! A request to the platform: method and target on the first line, headers on the next ones, and the body after an empty
//! line.

use axum::{
	body::{to_bytes, Body},
	http::{HeaderName, HeaderValue, Method, Request, Uri},
	Router,
};
use serde_json::json;
use suyuan_fixtures::{CARTON, CELLS, EARPHONES, ENTRY_NUMBER, MANUFACTURER};
use suyuan_store::Progress;
use suyuan_web::{auth, App, Config, Interface};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

pub(super) const PIECES: &[&[u8]] = &[
	b"01/06901234567892",
	b"/21/SN-0001",
	b"/",
	b"//",
	b"..",
	b"%",
	b"%2F",
	b"%00",
	b"%zz",
	b"%ff",
	b"\xe6\xba\xaf",
	b"\xe2\x80\xae",
	b"?",
	b"&",
	b"=",
	b"#",
	b"+",
	b"after=",
	b"limit=",
	b"lang=",
	b"linkType=",
	b"code=",
	b"-1",
	b"0",
	b"257",
	b"9223372036854775807",
	b"18446744073709551616",
	b"1e9",
	b"NaN",
	b"null",
	b"[",
	b"]",
	b"{",
	b"}",
	b"\"",
	b",",
	b"<script>",
	b"'",
	b"\\",
	b".svg",
	b".pdf",
	b"/api/",
	b"/units/",
	b"/export.csv",
	b"/labels/",
	b"/search",
	b"GET ",
	b"POST ",
	b"HEAD ",
	b"OPTIONS ",
	b"PROPFIND ",
	b"\n",
	b"\n\n",
	b"accept: ",
	b"range: bytes=0-1\n",
];

/// The longest answer in bytes.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;
const MAX_HEADER_BYTES: usize = 64 * 1024;
const MAX_PROBLEM_BYTES: usize = 2_048;

/// A token with every scope.
const TOKEN: &str = "Zh1uiSU6dIZhI6Cn";

/// The platform over a database with one trace, and the runtime that it is served in.
struct Served {
	runtime: Runtime,
	router: Router,
	_interface: Interface,
}

impl Served {
	fn new() -> Self {
		let runtime =
			Builder::new_current_thread().enable_all().build().expect("the system has what it takes; qed");
		let (interface, router) = runtime.block_on(async {
			let database = suyuan_fixtures::database().await;
			let scopes = format!("{} {}", auth::EXCHANGE, auth::EXPORT);
			let row = json!({ "name": "x", "hash": auth::digest(TOKEN), "scopes": scopes, "created": 0 });
			suyuan_fixtures::insert(&database, "tokens", row).await;
			let config = Config {
				requests_per_second: 0,
				public_url: "https://trace.example/".into(),
				..Config::default()
			};
			let progress = Progress {
				indexed: 40,
				finalised: 42,
				connected: true,
				caught_up: true,
				..Progress::default()
			};
			let interface =
				Interface::of(App::over(database, config, progress)).expect("there is randomness; qed");
			let router = interface.router();
			(interface, router)
		});
		Self { runtime, router, _interface: interface }
	}

	/// Asserts that the answer to a request is bounded; returns its status.
	fn ask(&self, request: Request<Body>) -> u16 {
		self.runtime.block_on(async {
			let answer = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
			let (parts, body) = answer.into_parts();
			let headers: usize =
				parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
			assert!(headers <= MAX_HEADER_BYTES, "{headers} bytes of headers");
			let is_problem =
				parts.headers.get("content-type").is_some_and(|kind| kind == "application/problem+json");
			let most = if is_problem { MAX_PROBLEM_BYTES } else { MAX_ANSWER_BYTES };
			let body = to_bytes(body, most).await;
			assert!(body.is_ok(), "more than {most} bytes of {}", parts.status);
			parts.status.as_u16()
		})
	}
}

/// Parses a request, unless no server would hand it on.
fn request(input: &[u8]) -> Option<Request<Body>> {
	let (head, body) = match input.windows(2).position(|two| two == b"\n\n") {
		Some(at) => (&input[..at], &input[at + 2..]),
		None => (input, &[][..]),
	};
	let mut lines = head.split(|byte| *byte == b'\n');
	let mut first = lines.next()?.splitn(2, |byte| *byte == b' ');
	let (method, target) = (Method::from_bytes(first.next()?).ok()?, Uri::try_from(first.next()?).ok()?);
	let mut request = Request::new(Body::from(body.to_vec()));
	*request.method_mut() = method;
	*request.uri_mut() = target;
	for line in lines {
		let mut parts = line.splitn(2, |byte| *byte == b':');
		let name = HeaderName::from_bytes(parts.next()?).ok()?;
		let value = HeaderValue::from_bytes(parts.next()?.trim_ascii()).ok()?;
		request.headers_mut().append(name, value);
	}
	Some(request)
}

/// Sends a request, and tells whether what was asked for is there.
pub fn run(input: &[u8]) -> bool {
	thread_local! {
		static SERVED: Served = Served::new();
	}
	let Some(request) = request(input) else { return false };
	let status = SERVED.with(|served| served.ask(request));
	assert!(status < 500, "{status}");
	status < 400
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let encoded = EARPHONES.replace('/', "%2F");
	let cells = CELLS.replace('/', "%2F");
	let carton = CARTON.replace('/', "%2F");
	let gets = [
		format!("/{EARPHONES}"),
		format!("/{EARPHONES}?linkType=all&lang=en"),
		"/gtin/06901234567892/ser/SN-0001".into(),
		format!("/api/units/{encoded}"),
		format!("/api/units/{encoded}/records/product?after=1"),
		format!("/api/units/{encoded}/ancestors"),
		format!("/api/units/{cells}/descendants?limit=3"),
		format!("/api/units/{carton}/contents"),
		format!("/api/units?owner={MANUFACTURER}&limit=2"),
		"/api/units?gtin=06901234567892&hold=Recalled".into(),
		format!("/api/participants/{MANUFACTURER}"),
		"/api/participants?kind=Enterprise".into(),
		format!("/api/declarations/{ENTRY_NUMBER}"),
		format!("/api/declarations?declarant={MANUFACTURER}&limit=1"),
		format!("/api/loops?merchant={MANUFACTURER}"),
		"/api/statistics".into(),
		"/api/status".into(),
		format!("/api/export.csv?code={encoded}"),
		format!("/search?code={encoded}&lang=zh"),
		"/participants".into(),
		format!("/declarations/{ENTRY_NUMBER}"),
		format!("/label/{EARPHONES}.svg"),
		format!("/labels/{EARPHONES}.pdf?page=1"),
		"/problems/not-found".into(),
	];
	let mut seeds: Vec<_> = gets
		.iter()
		.map(|target| {
			format!("GET {target}\naccept: application/json, text/html;q=0.8\naccept-language: zh, en\n\n")
		})
		.collect();
	let body =
		json!({ "token": TOKEN, "param": { "traceability_code": EARPHONES, "name": "x", "stage": "1" } });
	for target in
		["/design/search", "/manufacture/search", "/market/search", "/feedback/business", "/feedback/search"]
	{
		seeds.push(format!("POST {target}\ncontent-type: application/json\n\n{body}"));
	}
	seeds.push(format!(
		"POST /comments/{EARPHONES}\ncontent-type: application/x-www-form-urlencoded\norigin: https://trace.example\n\n\
		about=Product&message=%E5%A5%BD&lang=zh"
	));
	seeds.into_iter().map(String::into_bytes).collect()
}
