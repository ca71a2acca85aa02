// SPDX-License-Identifier: Apache-2.0

//! Documents that events refer to.

use crate::names::own;
use serde_json::{json, Value};

fn document(kind: &str, name: String) -> Value {
	json!({ "type": kind, "bizTransaction": name })
}

/// A declaration of customs. The vocabulary has no type for it.
pub(super) fn entry(number: &str) -> Value {
	document(&own("document", &["customs-entry"]), own("customs-entry", &[number]))
}

/// Documents that a record names, those of which the vocabulary has no type by a type of our own.
pub(super) fn documents(name: &str, body: &Value, hash: &str) -> Vec<Value> {
	let text = |value: &Value, field: &str| value[field].as_str().unwrap_or_default().to_owned();
	let of_record = || own("record", &[hash]);
	let order = |key: &Value| match key.is_object() {
		true => own("order", &[&text(key, "platform"), &text(key, "merchant"), &text(key, "number")]),
		false => of_record(),
	};
	let evidence = |kind: &str, list: &Value| -> Vec<Value> {
		let hashes = list.as_array().into_iter().flatten().filter_map(|one| one["sha256"].as_str());
		hashes.map(|hash| document(kind, own("sha256", &[hash]))).collect()
	};
	match name {
		"Features" => {
			[evidence("cert", &body["certificates"]), evidence("testres", &body["test_reports"])].concat()
		}
		"Order" => vec![document("po", order(&body["key"]))],
		"Receipt" => {
			let key = &body["key"];
			if !key.is_object() {
				return vec![document("inv", of_record())];
			}
			let receipt = own("receipt", &[&text(key, "institution"), &text(key, "number")]);
			vec![document("po", order(&key["order"])), document("inv", receipt)]
		}
		"Transport" => {
			let key = &body["waybill"]["key"];
			let waybill = own("waybill", &[&text(key, "company"), &text(key, "number")]);
			if key.is_object() {
				vec![document("bol", waybill)]
			} else {
				vec![]
			}
		}
		"Delivery" => {
			let parcel = own("parcel", &[&text(body, "number")]);
			vec![document(&own("document", &["parcel"]), parcel)]
		}
		"Declaration" | "Status" => vec![entry(&text(body, "entry_number"))],
		_ => vec![],
	}
}
