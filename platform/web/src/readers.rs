// SPDX-License-Identifier: Apache-2.0

//! Readers of a page, told from programs that fetch it for none, and from each other.
//!
//! A link that is sent on in a messenger is fetched for its preview, a search engine fetches whatever it finds, a browser
//! fetches what may be opened next, and a reader loads a page again. None of these is a look-up.

use crate::client::Client;
use axum::http::{header, HeaderMap, Method};
use std::{
	collections::{hash_map::RandomState, HashMap},
	hash::BuildHasher,
	sync::{Mutex, PoisonError},
};

/// Time for which the same reader's requests for a code are one look-up, in milliseconds.
const RELOAD: i64 = 30 * 60_000;
/// Time for which a reader is known, in milliseconds: a day, like that of the query log's salt.
const REMEMBERED: i64 = 86_400_000;
/// Readers of a code that one site has at a time: a household's. So no single address makes a code look copied, whatever
/// names it gives its browsers.
const MAX_READERS_PER_SITE: usize = 3;
/// Pairs of a site and a code that are remembered at most: 15 MB.
const MAX_REMEMBERED: usize = 131_072;

/// Headers by which browsers say that they fetch a page before it is opened, with their values.
const PREFETCH: [(&str, &[&str]); 5] = [
	("sec-purpose", &["prefetch", "prerender"]),
	("purpose", &["prefetch", "preview"]),
	("x-purpose", &["prefetch", "preview"]),
	("x-moz", &["prefetch"]),
	("sec-fetch-dest", &["image", "script", "style"]),
];

/// Parts of the names that programs give themselves, in lower case: search engines, previews of messengers and social
/// networks, archives and monitors. The browsers inside messengers, such as `MicroMessenger`, are readers' own.
const PROGRAMS: [&str; 57] = [
	"bot/",
	"bot ",
	"bot;",
	"bot)",
	"bot-",
	"-bot",
	"robot",
	"crawl",
	"spider",
	"slurp",
	"preview",
	"scraper",
	"archiver",
	"validator",
	"lighthouse",
	"headless",
	"phantomjs",
	"mediapartners-google",
	"google-",
	"googleother",
	"googleimageproxy",
	"adsbot",
	"apis-google",
	"feedfetcher",
	"bingbot",
	"yandex.com/bots",
	"facebookexternalhit",
	"facebookcatalog",
	"meta-external",
	"whatsapp/",
	"telegrambot",
	"twitterbot",
	"slackbot",
	"slack-imgproxy",
	"discordbot",
	"linkedinbot",
	"pinterest/0",
	"skypeuri",
	"vkshare",
	"viber/",
	"line-poker",
	"kakaotalk-scrap",
	"dingtalkbot",
	"larkurl",
	"iframely",
	"embedly",
	"redditbot",
	"mastodon",
	"yisou",
	"sogou web",
	"haosou",
	"360monitor",
	"petalbot",
	"uptime",
	"pingdom",
	"monitor",
	"statuscake",
];

/// Returns true if a request is one by which a person may look up a page.
pub fn is_look_up(method: &Method, headers: &HeaderMap) -> bool {
	let says = |name: &str, said: &[&str]| {
		headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).any(|value| {
			// A maker of phones, whose name browsers give.
			let value = value.to_ascii_lowercase().replace("cubot", "");
			said.iter().any(|said| value.contains(said))
		})
	};
	let prefetched = PREFETCH.iter().any(|(name, said)| says(name, said));
	*method == Method::GET && !prefetched && !says(header::USER_AGENT.as_str(), &PROGRAMS)
}

/// A reader, as far as the address and the browser tell. Two people behind one address with the same browser are one.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
	/// Address of the reader.
	pub client: Client,
	/// Headers of the request, of which the browser's name and languages are looked at.
	pub headers: &'a HeaderMap,
}

/// Part that a request has in the counts of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
	/// The reader was not here within a day.
	NewReader,
	/// The reader was here, and not just now.
	Again,
	/// The reader was here just now.
	Reload,
}

/// Readers of the last day and the codes that they looked up.
///
/// Neither addresses nor anything that they could be found by are kept: of a reader and a code numbers of 64 bits remain,
/// keyed with secrets that are drawn at start, stay in memory and are written nowhere.
#[derive(Default)]
pub struct Readers {
	secret: RandomState,
	/// Readers of a code at a site, by a hash of both.
	seen: Mutex<HashMap<u64, Site>>,
}

impl Readers {
	/// Notes a request of a reader for a code.
	pub fn visit(&self, reader: Reader<'_>, code: &str, now: i64) -> Visit {
		let header = |name| reader.headers.get(name).map(|value| value.as_bytes());
		let (browser, languages) = (header(header::USER_AGENT), header(header::ACCEPT_LANGUAGE));
		let site = self.secret.hash_one((reader.client.site(), code));
		let who = self.secret.hash_one((reader.client, browser, languages));
		let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
		if !seen.contains_key(&site) && seen.len() >= MAX_REMEMBERED {
			forget(&mut seen, now);
		}
		seen.entry(site).or_default().visit(who, now)
	}

	/// Forgets readers that were not here for a day.
	pub fn forget(&self, now: i64) {
		let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
		seen.retain(|_, site| site.is_within(REMEMBERED, now));
	}
}

/// Makes room: forgets those of more than a day ago, then of more than a reload ago, and if that is not enough all, so that
/// a client with many addresses can't fill the memory.
fn forget(seen: &mut HashMap<u64, Site>, now: i64) {
	for age in [REMEMBERED, RELOAD, 0] {
		seen.retain(|_, site| site.is_within(age, now));
		if seen.len() < MAX_REMEMBERED / 2 {
			return;
		}
	}
	seen.clear();
}

/// Readers of one code at one site.
#[derive(Clone, Copy)]
struct Site([Seen; MAX_READERS_PER_SITE]);

/// A reader by a hash, and the time of the last look-up that was counted.
#[derive(Clone, Copy)]
struct Seen {
	who: u64,
	at: i64,
}

impl Seen {
	const NEVER: Self = Self { who: 0, at: i64::MIN };

	/// Returns true if the last look-up was within a time.
	fn is_within(self, time: i64, now: i64) -> bool {
		self.at.saturating_add(time) > now
	}

	/// Notes a request of a reader that was here within a day.
	fn again(&mut self, now: i64) -> Visit {
		if self.is_within(RELOAD, now) {
			return Visit::Reload;
		}
		self.at = now;
		Visit::Again
	}
}

impl Default for Site {
	fn default() -> Self {
		Self([Seen::NEVER; MAX_READERS_PER_SITE])
	}
}

impl Site {
	/// Notes a request of a reader. Where as many are here as a site has, another is the one that was here last.
	fn visit(&mut self, who: u64, now: i64) -> Visit {
		let is_here = |seen: &&mut Seen| seen.is_within(REMEMBERED, now);
		if let Some(known) = self.0.iter_mut().filter(is_here).find(|seen| seen.who == who) {
			return known.again(now);
		}
		match self.0.iter_mut().min_by_key(|seen| seen.at) {
			Some(oldest) if !oldest.is_within(REMEMBERED, now) => {
				*oldest = Seen { who, at: now };
				Visit::NewReader
			}
			_ => self.0.iter_mut().max_by_key(|seen| seen.at).map_or(Visit::Reload, |last| last.again(now)),
		}
	}

	fn is_within(&self, time: i64, now: i64) -> bool {
		self.0.iter().any(|seen| seen.is_within(time, now))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::http::HeaderValue;

	fn headers(given: &[(&'static str, &'static str)]) -> HeaderMap {
		given.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
	}

	fn named(browser: &str) -> HeaderMap {
		HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_str(browser).unwrap())])
	}

	const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; 22081212C) AppleWebKit/537.36 (KHTML, like Gecko) \
		Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.47 WeChat/arm64";

	#[test]
	fn people_look_up_and_programs_do_not() {
		for browser in [
			PHONE,
			"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1",
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
			"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
			"Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 DingTalk/7.5.10 AliApp(DingTalk/7.5.10)",
			"Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 Chrome/116.0.0.0 Mobile Safari/537.36",
			"okhttp/4.12.0",
		] {
			assert!(is_look_up(&Method::GET, &headers(&[("user-agent", browser)])), "{browser}");
			assert!(!is_look_up(&Method::HEAD, &headers(&[("user-agent", browser)])));
		}
		assert!(is_look_up(&Method::GET, &HeaderMap::new()));
		for program in [
			"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
			"Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
			"Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
			"Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
			"Sogou web spider/4.0",
			"facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
			"WhatsApp/2.23.20.0",
			"TelegramBot (like TwitterBot)",
			"Twitterbot/1.0",
			"Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
			"Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
			"LinkedInBot/1.0 (compatible; Mozilla/5.0)",
			"Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
			"DingTalkBot-LinkService/1.0 (+https://open.dingtalk.com)",
			"Mozilla/5.0 (Macintosh) AppleWebKit/537.36 HeadlessChrome/126.0",
			"Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
			"Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/17 Safari/605 (Applebot/0.1)",
		] {
			assert!(!is_look_up(&Method::GET, &headers(&[("user-agent", program)])), "{program}");
		}
	}

	#[test]
	fn what_a_browser_fetches_before_it_is_opened_is_no_look_up() {
		for (name, value) in [
			("sec-purpose", "prefetch"),
			("sec-purpose", "prefetch;prerender"),
			("purpose", "prefetch"),
			("purpose", "Preview"),
			("x-purpose", "preview"),
			("x-moz", "prefetch"),
		] {
			let given = headers(&[("user-agent", PHONE), (name, value)]);
			assert!(!is_look_up(&Method::GET, &given), "{name}: {value}");
		}
	}

	#[test]
	fn a_reader_counts_once_a_day_and_a_reload_never() {
		let readers = Readers::default();
		let phone = headers(&[("user-agent", PHONE)]);
		let from = |address: &str| Reader { client: Client::at(address.parse().unwrap()), headers: &phone };
		assert_eq!(readers.visit(from("192.0.2.1"), "a", 0), Visit::NewReader);
		assert_eq!(readers.visit(from("192.0.2.1"), "a", RELOAD - 1), Visit::Reload);
		assert_eq!(readers.visit(from("192.0.2.1"), "b", 1), Visit::NewReader, "another code");
		assert_eq!(readers.visit(from("192.0.2.2"), "a", 1), Visit::NewReader, "another reader");
		let other = headers(&[("user-agent", "another browser")]);
		let same_house = Reader { headers: &other, ..from("192.0.2.1") };
		assert_eq!(readers.visit(same_house, "a", 1), Visit::NewReader);
		assert_eq!(readers.visit(from("192.0.2.1"), "a", RELOAD), Visit::Again);
		assert_eq!(readers.visit(from("192.0.2.1"), "a", RELOAD + REMEMBERED - 1), Visit::Again);
		assert_eq!(readers.visit(from("192.0.2.1"), "a", RELOAD + 2 * REMEMBERED), Visit::NewReader);
	}

	#[test]
	fn no_address_makes_many_readers_of_itself() {
		let readers = Readers::default();
		let browsers: Vec<_> = (0..100).map(|n| named(&format!("browser {n}"))).collect();
		let from = |address: &str, browser| Reader {
			client: Client::at(address.parse().unwrap()),
			headers: browser,
		};
		let count = |address: &str, now| {
			let visits = browsers.iter().map(|browser| readers.visit(from(address, browser), "a", now));
			visits.fold((0, 0), |(new, again), visit| match visit {
				Visit::NewReader => (new + 1, again),
				Visit::Again => (new, again + 1),
				Visit::Reload => (new, again),
			})
		};
		assert_eq!(count("192.0.2.1", 0), (MAX_READERS_PER_SITE, 0));
		assert_eq!(count("192.0.2.1", 1), (0, 0), "the others reload what the last of them opened");
		assert_eq!(count("192.0.2.2", 1), (MAX_READERS_PER_SITE, 0), "another address");
		assert_eq!(count("192.0.2.1", RELOAD), (0, MAX_READERS_PER_SITE), "each of them may come back");
		assert_eq!(count("192.0.2.1", RELOAD + REMEMBERED), (MAX_READERS_PER_SITE, 0), "another day");
		assert_eq!(readers.visit(from("192.0.2.1", &browsers[0]), "b", 1), Visit::NewReader, "another code");
	}

	#[test]
	fn no_network_with_many_addresses_makes_many_readers_of_itself() {
		let readers = Readers::default();
		let phone = headers(&[("user-agent", PHONE)]);
		let new = |networks: std::ops::Range<u32>| {
			let visit = |n: u32| {
				let client =
					Client::at(format!("2001:db8:{:x}:{:x}::1", n >> 16, n & 0xffff).parse().unwrap());
				readers.visit(Reader { client, headers: &phone }, "a", 0)
			};
			networks.map(visit).filter(|visit| *visit == Visit::NewReader).count()
		};
		assert_eq!(new(0..1_000), MAX_READERS_PER_SITE);
		assert_eq!(new(0x1_0000..0x1_0001), 1, "another site");
	}

	#[test]
	fn nobody_with_many_addresses_fills_the_memory() {
		let readers = Readers::default();
		let phone = headers(&[("user-agent", PHONE)]);
		for n in 0..MAX_REMEMBERED as u32 + 10 {
			let client = Client::at(std::net::IpAddr::V4(n.into()));
			readers.visit(Reader { client, headers: &phone }, "a", 1);
		}
		assert!(readers.seen.lock().unwrap().len() <= MAX_REMEMBERED);
		readers.forget(2 + REMEMBERED);
		assert!(readers.seen.lock().unwrap().is_empty());
	}
}
