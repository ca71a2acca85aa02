// SPDX-License-Identifier: Apache-2.0

//! Generated inputs by the hundred thousand: none breaks anything, and none is answered without bounds.

use super::*;
use crate::{
	auth,
	digital_link::links,
	exchange,
	extract::{Code, Paging, Params},
	i18n::Lang,
	resolver::media::Media,
};
use axum::http::{HeaderValue, Uri};
use serde_json::json;
use suyuan_store::read::{declarations::LoopKey, genealogy::Place};

/// Pieces of inputs that routes take, and of others.
const PIECES: [&str; 64] = [
	"01",
	"/",
	"06901234567892",
	"21",
	"SN-0001",
	"10",
	"CELL-7",
	"00",
	"106901234500000010",
	"414",
	"254",
	"gtin",
	"ser",
	"ecode:",
	"other:",
	"(01)",
	"(21)",
	"(",
	")",
	"%",
	"%2F",
	"%2f",
	"%00",
	"%zz",
	"%e6%ba%af",
	"%ff",
	"溯",
	"\u{202e}",
	"\u{feff}",
	"é",
	"?",
	"#",
	"&",
	"=",
	"+",
	" ",
	"\\",
	"\"",
	"'",
	"<script>",
	"..",
	".svg",
	".pdf",
	"-1",
	"0",
	"1",
	"256",
	"257",
	"9223372036854775807",
	"-9223372036854775808",
	"18446744073709551616",
	"1e9",
	"NaN",
	"-",
	"[",
	"]",
	"{",
	"}",
	",",
	"null",
	"http://",
	"https://x/",
	":",
	"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
];

/// Routes, with `@` where a generated text goes.
const ROUTES: [&str; 46] = [
	"/api/archive/proof?codes=@",
	"/@",
	"/01/@",
	"/00/@",
	"/414/@",
	"/gtin/@",
	"/other:@",
	"/ecode:@",
	"/01/06901234567892/21/@",
	"/01/06901234567892/21/SN-0001?linkType=@",
	"/01/06901234567892/21/SN-0001?lang=@",
	"/api/units/@",
	"/api/units/@/records/@",
	"/api/units/@/contents",
	"/api/units/@/ancestors",
	"/api/units/01%2F06901234567892%2F21%2FSN-0001/records/product?after=@",
	"/api/units/01%2F06923456789012%2F10%2FCELL-7/descendants?after=@&limit=3",
	"/api/units/00%2F106901234500000010/contents?after=@",
	"/api/units?owner=@",
	"/api/units?gtin=@&lot=@",
	"/api/units?hold=@&after=@",
	"/api/units?limit=@",
	"/api/units?@=@",
	"/api/participants/@",
	"/api/participants?kind=@&after=@",
	"/api/declarations/@",
	"/api/declarations?declarant=@&after=@&limit=1",
	"/api/filings?after=@",
	"/api/loops?merchant=@&after=@",
	"/api/export.csv?code=@&limit=@",
	"/api/export.xlsx?gtin=@&lot=@",
	"/search?code=@&lang=@",
	"/participants/@",
	"/participants?after=@",
	"/declarations/@",
	"/label/@.svg",
	"/labels/@.pdf?page=@",
	"/labels/owner/@.svg?after=@&gtin=@",
	"/comments/@?kept=@",
	"/epcis/units/@/events",
	"/epcis/units/01%2F06901234567892%2F21%2FSN-0001/events?nextPageToken=@&perPage=3",
	"/epcis/units/01%2F06901234567892%2F21%2FSN-0001/events?eventType=@&EQ_bizStep=@&GE_eventTime=@",
	"/vault/@",
	"/vault/@/@?purpose=@",
	"/vault/log?after=@&limit=@",
	"/vault/@/@/log?after=@",
];

/// Largest answer to any of these requests, in bytes.
const MAX_ANSWER: usize = 1_024 * 1_024;

/// Generator of numbers that are the same in every run.
pub(crate) struct Random(pub u64);

impl Random {
	fn next(&mut self) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		self.0
	}

	pub fn below(&mut self, most: usize) -> usize {
		(self.next() % most as u64) as usize
	}

	/// Makes a text of pieces, of any characters, or of one repeated.
	fn text(&mut self) -> String {
		match self.below(16) {
			0 => char::from_u32(self.below(0x11_0000) as u32)
				.unwrap_or('x')
				.to_string()
				.repeat(self.below(2_000)),
			1 => (0..self.below(12)).filter_map(|_| char::from_u32(self.below(0x3_0000) as u32)).collect(),
			2 => PIECES[self.below(PIECES.len())].repeat(self.below(40)),
			_ => (0..self.below(9)).map(|_| PIECES[self.below(PIECES.len())]).collect(),
		}
	}

	/// Makes a JSON value, nested up to a depth.
	fn json(&mut self, deep: usize) -> Value {
		match self.below(if deep == 0 { 5 } else { 8 }) {
			0 => Value::Null,
			1 => (self.next() as i64).into(),
			2 => self.next().into(),
			3 => json!(f64::from_bits(self.next())),
			4 => self.text().into(),
			5 => (0..self.below(4)).map(|_| self.json(deep - 1)).collect(),
			_ => (0..self.below(4))
				.map(|_| (self.text(), self.json(deep - 1)))
				.collect::<serde_json::Map<_, _>>()
				.into(),
		}
	}

	/// Makes an address at a route.
	fn uri(&mut self) -> Option<Uri> {
		let route = ROUTES[self.below(ROUTES.len())];
		let parts = route.split('@').enumerate().map(|(number, part)| {
			let text = if number == 0 { String::new() } else { self.text() };
			// The part goes in raw, or as a client encodes it.
			format!("{}{part}", if self.below(2) == 0 { text } else { links::query(&text) })
		});
		let uri: String = parts.collect();
		uri.parse().ok()
	}
}

fn is_bounded(answer: &Answer, to: &str) {
	assert!(
		answer.status.as_u16() < 500,
		"{} to {to}: {}",
		answer.status,
		String::from_utf8_lossy(&answer.body)
	);
	assert!(answer.body.len() <= MAX_ANSWER, "{} bytes to {to}", answer.body.len());
	let headers: usize = answer.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
	assert!(headers < 64 * 1_024, "{headers} bytes of headers to {to}");
	if answer.header("content-type") == "application/problem+json" {
		assert!(answer.body.len() < 2_048, "{} bytes of a problem to {to}", answer.body.len());
	}
}

#[tokio::test]
async fn forty_thousand_made_up_requests_are_all_answered_in_bounds() {
	let served = Served::new().await;
	let mut random = Random(0x5EED_0001);
	let mut sent = 0;
	while sent < 40_000 {
		let Some(uri) = random.uri() else { continue };
		let mut request = Request::get(&uri);
		for name in [
			"accept",
			"accept-language",
			"if-none-match",
			"authorization",
			"suyuan-signature",
			"suyuan-bearer",
			"x-forwarded-for",
			"range",
		] {
			if random.below(6) == 0 {
				if let Ok(value) = HeaderValue::from_bytes(random.text().as_bytes()) {
					request = request.header(name, value);
				}
			}
		}
		let answer = served.ask(request.body(Body::empty()).unwrap()).await;
		is_bounded(&answer, &uri.to_string());
		sent += 1;
	}
	assert_eq!(served.get("/api/status").await.status, 200, "and it still answers");
}

#[tokio::test]
async fn twenty_thousand_made_up_bodies_are_all_answered_in_bounds() {
	let served = Served::new().await;
	let token = "Zh1uiSU6dIZhI6Cn";
	let row = json!({ "name": "x", "hash": auth::digest(token), "scopes": "exchange", "created": 0 });
	suyuan_fixtures::insert(&served.database, "tokens", row).await;
	let mut random = Random(0x5EED_0002);
	const TO: [&str; 7] = [
		"/design/search",
		"/manufacture/search",
		"/market/search",
		"/feedback/business",
		"/feedback/prompt",
		"/feedback/search",
		"/comments/01/06901234567892/21/SN-0001",
	];
	for number in 0..20_000 {
		let to = TO[random.below(TO.len())];
		let code = match random.below(3) {
			0 => "01/06901234567892/21/SN-0001".into(),
			_ => random.text(),
		};
		let body: Vec<u8> = match random.below(8) {
			0 => random.text().into_bytes(),
			1 => ["[", "{\"a\":", "[[{\"param\":"][random.below(3)].repeat(random.below(20_000)).into_bytes(),
			2 => (0..random.below(64)).map(|_| random.below(256) as u8).collect(),
			3 => random.json(6).to_string().into_bytes(),
			4 => format!("about={}&message={}&lang={}", random.text(), random.text(), random.text())
				.into_bytes(),
			_ => {
				let mut param = json!({ "traceability_code": code });
				for name in ["name", "stage", "after", "data"] {
					if random.below(2) == 0 {
						param[name] = random.json(4);
					}
				}
				let param = if random.below(4) == 0 { random.json(3) } else { param };
				json!({ "token": token, "param": param, "status": random.json(0), "message": random.json(0) })
					.to_string()
					.into_bytes()
			}
		};
		let kind = if to.starts_with("/comments") {
			"application/x-www-form-urlencoded"
		} else {
			"application/json"
		};
		let request = Request::post(to).header("content-type", kind).body(Body::from(body)).unwrap();
		is_bounded(&served.ask(request).await, &format!("{to} ({number})"));
	}
}

#[test]
fn a_hundred_thousand_made_up_texts_are_read_or_refused() {
	let mut random = Random(0x5EED_0003);
	for _ in 0..100_000 {
		let text = random.text();
		if let Ok(code) = Code::read(&text) {
			assert!(code.len() < 512 && code.is_ascii(), "{text}");
			assert_eq!(
				Code::read(&code).ok().as_ref(),
				Some(&code),
				"what is canonical is its own canonical form"
			);
			assert_eq!(
				Code::read(&links::path(&code)).ok().as_ref(),
				Some(&code),
				"and is found from its path"
			);
		}
		exchange::read_code(&text);
		Lang::of(Some(&text), Some(&text));
		let _ = (text.parse::<Place>(), serde_json::from_str::<LoopKey>(&text));
		if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
			let mut headers = HeaderMap::new();
			headers.insert("accept", value);
			Media::wanted(&headers);
		}
		if let Ok(uri) = format!("/?{text}").parse() {
			if let Err(problem) = Params::<Paging>::of(&uri) {
				assert!(problem.detail.is_none_or(|detail| detail.len() < 600));
			}
		}
	}
}
