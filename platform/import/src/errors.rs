// SPDX-License-Identifier: Apache-2.0

//! Errors of the chain in Chinese. In English the metadata of the chain explains them.

use std::{collections::BTreeMap, sync::LazyLock};

/// Sentences by section and error.
type Catalogue = BTreeMap<String, BTreeMap<String, String>>;

static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| {
	let catalogue = include_str!("../locales/errors.zh-CN.json");
	serde_json::from_str(catalogue).expect("a test reads the catalogue")
});

/// Section of the refusals before a transaction is in the pool.
pub(crate) const ADMISSION: &str = "Admission";

/// Adds the Chinese to what an error means in English. Of one that is newer than the catalogue there is none.
pub(crate) fn in_both_languages(english: &str, pallet: &str, error: &str) -> String {
	let chinese = in_chinese(pallet, error);
	[Some(english), chinese]
		.into_iter()
		.flatten()
		.filter(|text| !text.is_empty())
		.collect::<Vec<_>>()
		.join(" ")
}

fn in_chinese(pallet: &str, error: &str) -> Option<&'static str> {
	let section = match pallet {
		"ProductInfo" | "TransactionInfo" | "LogisticsInfo" | "CustomsInfo" => "InfoBlock",
		other => other,
	};
	CHINESE.get(section)?.get(error).map(String::as_str)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn errors_of_all_four_blocks_have_the_same_sentences() {
		let sentences = ["ProductInfo", "TransactionInfo", "LogisticsInfo", "CustomsInfo"]
			.map(|pallet| in_chinese(pallet, "WrongNode").unwrap());
		assert_eq!(sentences, [sentences[0]; 4]);
	}

	#[test]
	fn an_error_that_is_not_in_the_catalogue_is_not_explained() {
		assert_eq!(in_chinese("TraceUnits", "NoSuchError"), None);
		assert_eq!(in_chinese("NoSuchPallet", "Held"), None);
		assert_eq!(in_both_languages("Wait.", "TraceUnits", "NoSuchError"), "Wait.");
		assert!(in_both_languages("Wait.", ADMISSION, "Suspended").starts_with("Wait. 该参与方"));
	}
}
