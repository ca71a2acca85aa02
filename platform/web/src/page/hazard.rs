// SPDX-License-Identifier: Apache-2.0

//! Kinds of hazards, found in the words in which an authority gave its reason.
//!
//! A reason is free text, in whatever language its author writes. A reader of the other language is told by these what it is
//! about; the words themselves stand beside, and decide.

use crate::i18n::Lang;

/// Hazards by their name in the locale files, with words that tell of them in either language. A Latin word counts where a word
/// begins, so that `fire` is none in `misfire`.
const HAZARDS: &[(&str, &[&str])] = &[
	(
		"Fire",
		&[
			"过热", "起火", "着火", "燃烧", "自燃", "爆炸", "火灾", "发热", "鼓包", "overheat", "fire",
			"burn", "explo", "ignit", "flammab", "swelling",
		],
	),
	("Shock", &["触电", "漏电", "电击", "绝缘", "shock", "electrocut", "insulation", "live part"]),
	(
		"Choking",
		&[
			"窒息",
			"噎",
			"误吞",
			"吞咽",
			"小零件",
			"小部件",
			"chok",
			"suffocat",
			"swallow",
			"small part",
			"asphyxia",
		],
	),
	(
		"Injury",
		&[
			"割伤",
			"划伤",
			"夹伤",
			"断裂",
			"破裂",
			"碎裂",
			"跌落",
			"锐边",
			"锐利",
			"laceration",
			"cut hazard",
			"sharp",
			"shatter",
			"pinch",
			"collapse",
			"fall hazard",
			"fracture",
		],
	),
	(
		"Chemical",
		&[
			"有毒",
			"毒性",
			"重金属",
			"含铅",
			"铅含量",
			"铅超标",
			"镉",
			"汞",
			"甲醛",
			"邻苯",
			"化学",
			"致癌",
			"toxic",
			"poison",
			"lead content",
			"cadmium",
			"mercury",
			"formaldehyde",
			"phthalate",
			"chemical",
			"carcinogen",
		],
	),
	(
		"Contamination",
		&[
			"污染",
			"致病菌",
			"沙门",
			"李斯特",
			"大肠",
			"霉",
			"变质",
			"细菌",
			"异物",
			"contaminat",
			"salmonella",
			"listeria",
			"e. coli",
			"mouldy",
			"moldy",
			"spoil",
			"bacteri",
			"foreign matter",
			"foreign body",
		],
	),
	("Allergen", &["过敏", "致敏", "allerg"]),
	("Counterfeit", &["假冒", "仿冒", "伪造", "伪劣", "counterfeit", "forged", "forgery", "fake"]),
];

/// Hazards that a reason tells of, in words for the reader and with what to do about each.
pub fn hazards(reason: &str, lang: Lang) -> Vec<(&'static str, Option<&'static str>)> {
	let reason = reason.to_lowercase();
	let tells = |word: &&str| {
		reason.match_indices(*word).any(|(at, _)| {
			let inside = reason[..at].chars().next_back().is_some_and(|letter| letter.is_ascii_alphabetic());
			!word.is_ascii() || !inside
		})
	};
	HAZARDS
		.iter()
		.filter(|(_, words)| words.iter().any(tells))
		.filter_map(|(name, _)| Some((lang.attribute("Hazard", name)?, lang.attribute("HazardAdvice", name))))
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::i18n::messages::attributes;

	fn said(reason: &str) -> Vec<&'static str> {
		hazards(reason, Lang::En).into_iter().map(|(hazard, _)| hazard).collect()
	}

	#[test]
	fn a_reason_in_either_language_tells_the_same_hazard() {
		assert_eq!(said("电芯过热，责令召回"), said("Cells OVERHEAT"));
		assert_eq!(said("玩具小零件可致窒息").len(), 1);
		assert_eq!(said("contains lead content above the limit; small parts").len(), 2);
	}

	#[test]
	fn a_word_within_another_tells_nothing() {
		for reason in ["misfire of a sales campaign", "例行抽检", "", "sample drawn for inspection"] {
			assert!(said(reason).is_empty(), "{reason}");
		}
	}

	#[test]
	fn every_hazard_has_its_words_and_its_advice() {
		let names: Vec<_> = HAZARDS.iter().map(|(name, _)| *name).collect();
		assert_eq!(attributes("Hazard"), names);
		assert_eq!(attributes("HazardAdvice"), names);
	}
}
