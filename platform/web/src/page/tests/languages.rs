// SPDX-License-Identifier: Apache-2.0

//! Both languages have every sentence.

use super::{en, sample::*, zh, BASE};
use crate::{
	i18n::Lang,
	page::{error_page, home, layout::AsOf, participants},
	problem::Kind,
};
use std::collections::BTreeSet;
use suyuan_store::{model::Trace, read::Page};

/// Texts of a page: those between its tags, and labels that are read aloud.
fn texts(page: &str) -> BTreeSet<String> {
	let body = &page[page.find("<body>").unwrap()..];
	let mut texts: BTreeSet<String> = body
		.split('<')
		.filter_map(|part| part.split_once('>'))
		.map(|(_, text)| text.trim().to_string())
		.collect();
	texts.extend(
		page.split("aria-label=\"").skip(1).filter_map(|part| part.split('"').next()).map(Into::into),
	);
	texts
}

fn has_han(text: &str) -> bool {
	text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

/// Texts that are names, or the same in both languages.
const ALIKE: [&str; 12] =
	["Suyuan", "SHA-256", "JSON", "CSV", "XLSX", "API", "SSCC", "GPS", "kg", "溯源", "溯", "验"];

fn alike(trace: &Trace) -> Vec<String> {
	let data = serde_json::to_string(trace).unwrap();
	let shared: Vec<String> = texts(&zh(trace)).intersection(&texts(&en(trace))).cloned().collect();
	shared
		.into_iter()
		.filter(|text| text.chars().any(|letter| letter.is_alphabetic()))
		.filter(|text| !data.contains(text.as_str()) && !ALIKE.contains(&text.as_str()))
		// Formatted values, hashes and links of the trace's own.
		.filter(|text| !text.contains("0x") && !text.contains(BASE) && !text.contains('…'))
		.filter(|text| !["USD ", "CNY ", "°C", "% RH", "° N", " g"].iter().any(|value| text.contains(value)))
		.collect()
}

#[test]
fn no_sentence_is_there_in_one_language_alone() {
	assert_eq!(alike(&recalled()), Vec::<String>::new());
}

#[test]
fn the_english_pages_have_no_chinese_of_ours() {
	let data = serde_json::to_string(&recalled()).unwrap();
	let as_of = AsOf { block: Some(NOW), now: NOW + 3_600_000 };
	let pages = [
		en(&recalled()),
		home::home(Lang::En, BASE),
		participants::people(&Page { items: vec![], next: None }, Lang::En, BASE, as_of),
		error_page::problem(Kind::UnknownCode, None, Lang::En, BASE),
		error_page::problem(Kind::UnknownProduct, None, Lang::En, BASE),
	];
	for page in pages {
		let chinese: Vec<String> = texts(&page)
			.into_iter()
			.filter(|text| has_han(text) && !data.contains(text.as_str()))
			.filter(|text| !["中文", "溯源", "溯", "验"].contains(&text.as_str()))
			.collect();
		assert_eq!(chinese, Vec::<String>::new());
		assert!(!page.contains("{$"), "every placeholder is filled in");
	}
}

#[test]
fn every_page_names_its_language_and_leads_to_the_other() {
	for (lang, other) in [(Lang::Zh, "?lang=en"), (Lang::En, "?lang=zh")] {
		let page = crate::page::html(&trace(), lang, BASE, NOW);
		assert!(page.contains(&format!("<html lang=\"{}\"", lang.tag())));
		assert!(page.contains(&format!("href=\"{other}\"")));
		assert_eq!(page.matches("rel=\"alternate\"").count(), 2);
	}
}
