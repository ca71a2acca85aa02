// SPDX-License-Identifier: Apache-2.0

//! HTTP routes of the pages and their assets.

use super::{
	assets::{ICON, STYLE, STYLE_PATH},
	comment, declaration,
	error_page::problem,
	home,
	layout::AsOf,
	participants as people_pages,
	response::{failed, language, nothing, page},
};
use crate::{
	digital_link::links,
	extract::Params,
	middleware::parameters::{of, Route},
	problem::Kind,
	App,
};
use axum::{
	extract::{Path, State},
	http::{header, HeaderMap, StatusCode},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use serde::Deserialize;
use suyuan_primitives::{
	codes::EntryNumber,
	digital_link::{self, ReadError},
	Check, Clock,
};
use suyuan_store::read::{
	declarations,
	participants::{self, Filter},
	search, units,
};
use utoipa::IntoParams;

/// Participants on one page of their list.
const PEOPLE: i64 = 64;
/// Units that the page of a participant lists at most.
const UNITS: i64 = 64;
/// Longest search text, in bytes: an address of generous length with the longest code in it.
const MAX_TYPED: usize = 1_024;

/// Routes of the pages, of comments and of labels.
pub fn router(app: App) -> Router {
	Router::new()
		.route("/", get(first))
		.route("/search", get(find))
		.route("/participants", get(people))
		.route("/participants/{account}", get(person))
		.route("/declarations/{entry_number}", get(entry))
		.route(&STYLE_PATH, get(|| async { asset("text/css; charset=utf-8", STYLE) }))
		.route("/assets/icon.svg", get(|| async { asset("image/svg+xml", ICON) }))
		.with_state(app.clone())
		.merge(comment::router(app))
}

/// Query parameters of each route.
pub fn parameters() -> Vec<Route> {
	let own = [
		of::<Shown>("/"),
		of::<Typed>("/search"),
		of::<Listed>("/participants"),
		of::<Shown>("/participants/{account}"),
		of::<Shown>("/declarations/{entry_number}"),
		of::<Shown>("/problems/{name}"),
	];
	own.into_iter().chain(comment::parameters()).collect()
}

fn asset(kind: &'static str, content: &'static str) -> Response {
	let headers =
		[(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
	(headers, content).into_response()
}

/// Query parameters of a page.
#[derive(Deserialize, IntoParams)]
struct Shown {
	/// Language of the page.
	lang: Option<String>,
}

/// Query parameters of a list.
#[derive(Deserialize, IntoParams)]
struct Listed {
	/// Language of the page.
	lang: Option<String>,
	/// Key at which the page before ended.
	#[serde(default)]
	after: String,
}

/// Query parameters of a search.
#[derive(Deserialize, IntoParams)]
struct Typed {
	/// Language of the page that the search leads to.
	lang: Option<String>,
	/// Text that was typed in.
	#[serde(default)]
	code: String,
}

async fn first(State(app): State<App>, Params(asked): Params<Shown>, headers: HeaderMap) -> Response {
	let lang = language(asked.lang.as_deref(), &headers);
	page(StatusCode::OK, home::home(lang, app.config.base()))
}

/// Redirects to the page of the code that was typed in, or lists what is found by a text that is none. A code is parsed no
/// further than to find its address: the page there says what is wrong with it.
async fn find(State(app): State<App>, Params(asked): Params<Typed>, headers: HeaderMap) -> Response {
	let lang = language(asked.lang.as_deref(), &headers);
	if asked.code.len() > MAX_TYPED {
		let html = problem(Kind::MalformedTraceCode, Some(&asked.code), lang, app.config.base());
		return page(StatusCode::BAD_REQUEST, html);
	}
	let typed = asked.code.trim();
	if !typed.is_empty() && !is_code(typed) {
		return match search::search(&app.database, typed).await {
			Ok(found) => page(StatusCode::OK, home::found(typed, &found, lang, app.config.base())),
			Err(error) => failed(&error, lang, &app),
		};
	}
	let to = format!("{}?lang={}", destination(typed), lang.short());
	(StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// Returns true for a text that can be nothing but a code or an address. Any other may be a name, a brand, a batch or a serial
/// number.
fn is_code(typed: &str) -> bool {
	let is_key = |key: &str| ["01", "00", "414", "gtin", "sscc", "gln"].contains(&key);
	let is_digits =
		typed.bytes().all(|byte| byte.is_ascii_digit()) && matches!(typed.len(), 8 | 12 | 13 | 14 | 18);
	let scheme = typed.to_ascii_lowercase();
	is_digits
		|| typed.starts_with('(')
		|| typed.contains("://")
		|| ["ecode:", "other:"].iter().any(|known| scheme.starts_with(known))
		|| typed.trim_matches('/').split_once('/').is_some_and(|(key, _)| is_key(key))
		|| declared(typed).is_some()
}

/// Number of a declaration, if the text is one of the form of either kind.
fn declared(typed: &str) -> Option<EntryNumber> {
	typed.parse::<EntryNumber>().ok().filter(|number| number.check(&Clock { latest: 0 }).is_ok())
}

/// Path of the text that was typed in: always one of this platform.
fn destination(typed: &str) -> String {
	let typed = typed.trim();
	match digital_link::read(typed) {
		Ok(code) => links::path(code.0.as_str()),
		// A number of a declaration has as many characters as an SSCC.
		Err(_) if declared(typed).is_some() => {
			format!("/declarations/{typed}")
		}
		// The page there says what is wrong with it.
		Err(ReadError::WrongCheckDigit) if typed.bytes().all(|byte| byte.is_ascii_digit()) => {
			format!("/{}/{typed}", if typed.len() == 18 { "00" } else { "01" })
		}
		Err(_) => {
			// Of an address only the path counts: its host does not matter, for the code is the same everywhere.
			let path = match typed.split_once("://") {
				Some((_, rest)) => {
					let path = rest.split_once('/').map_or("", |(_, path)| path);
					&path[..path.find(['?', '#']).unwrap_or(path.len())]
				}
				None => typed,
			};
			links::path(path.trim_matches('/'))
		}
	}
}

async fn people(State(app): State<App>, Params(asked): Params<Listed>, headers: HeaderMap) -> Response {
	let lang = language(asked.lang.as_deref(), &headers);
	match participants::list(&app.database, &Filter::default(), Some(&asked.after), PEOPLE).await {
		Ok(people) => {
			let as_of = AsOf::served(&app);
			page(StatusCode::OK, people_pages::people(&people, lang, app.config.base(), as_of))
		}
		Err(error) => failed(&error, lang, &app),
	}
}

async fn person(
	State(app): State<App>,
	Path(account): Path<String>,
	Params(asked): Params<Shown>,
	headers: HeaderMap,
) -> Response {
	let lang = language(asked.lang.as_deref(), &headers);
	let read = async {
		let person = participants::participant(&app.database, &account).await?;
		Ok::<_, sqlx::Error>((person, units::latest_of(&app.database, &account, UNITS).await?))
	};
	match read.await {
		Ok((Some(person), units)) => {
			let as_of = AsOf::served(&app);
			page(StatusCode::OK, people_pages::person(&person, &units, lang, app.config.base(), as_of))
		}
		Ok((None, _)) => nothing(&account, lang, &app),
		Err(error) => failed(&error, lang, &app),
	}
}

async fn entry(
	State(app): State<App>,
	Path(number): Path<String>,
	Params(asked): Params<Shown>,
	headers: HeaderMap,
) -> Response {
	let lang = language(asked.lang.as_deref(), &headers);
	let read = async {
		let Some(entry) = declarations::by_entry_number(&app.database, &number).await? else {
			return Ok(None);
		};
		let declarant = participants::participant(&app.database, &entry.declaration.declarant).await?;
		Ok::<_, sqlx::Error>(Some((entry, declarant.map(|declarant| declarant.party))))
	};
	match read.await {
		Ok(Some((entry, declarant))) => {
			let as_of = AsOf::served(&app);
			let html = declaration::entry(&entry, declarant.as_ref(), lang, app.config.base(), as_of);
			page(StatusCode::OK, html)
		}
		Ok(None) => nothing(&number, lang, &app),
		Err(error) => failed(&error, lang, &app),
	}
}

#[cfg(test)]
mod tests {
	use super::{destination, is_code};

	#[test]
	fn whatever_is_typed_in_leads_to_a_page_of_this_platform() {
		for (typed, path) in [
			(" 01/06901234567892/21/SN-0001 ", "/01/06901234567892/21/SN-0001"),
			("https://elsewhere.example/01/06901234567892/21/A%2FB?lang=en", "/01/06901234567892/21/A%2FB"),
			("(01)06901234567892(21)SN-0001", "/01/06901234567892/21/SN-0001"),
			("(01)06901234567892(21)A(1)", "/01/06901234567892/21/A%281%29"),
			("]d2010690123456789221SN-0001", "/01/06901234567892/21/SN-0001"),
			("6901234567892+SN-0001", "/01/06901234567892/21/SN-0001"),
			("6901234567893", "/01/6901234567893"),
			("53012026E000000002", "/declarations/53012026E000000002"),
			("6901234567892", "/01/06901234567892"),
			("106141412345678908", "/00/106141412345678908"),
			("530120260000000002", "/declarations/530120260000000002"),
			("53012026E000000002", "/declarations/53012026E000000002"),
			("//evil.example/x", "/evil.example/x"),
			("javascript:alert(1)", "/javascript:alert%281%29"),
			("\\\\evil\r\nx: y", "/%5C%5Cevil%0D%0Ax:%20y"),
			("", "/"),
		] {
			assert_eq!(destination(typed), path, "{typed}");
		}
	}
	#[test]
	fn what_can_only_be_a_code_is_not_sought_as_a_name() {
		for code in [
			"01/06901234567892/21/A",
			"/01/06901234567892",
			"(01)06901234567892",
			"6901234567892",
			"ecode:1",
			"53012026E000000002",
		] {
			assert!(is_code(code), "{code}");
		}
		for name in ["声澜电子", "Acme A/S", "L20261018A", "SN-0001", "12345", "CELL-7"] {
			assert!(!is_code(name), "{name}");
		}
	}
}
