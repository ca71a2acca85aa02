// SPDX-License-Identifier: Apache-2.0

//! Events of units, and transformations.

use super::{
	documents::entry,
	fields::{about, begun, by, field, identified, in_error, step},
};
use crate::names::{own, party, quantity, unit};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use suyuan_store::{
	model::{Happening, Transformation, Unit},
	read::events::{Numbered, Part},
};

/// Makes the events of an event of the chain.
pub(super) fn events(of: &Unit, numbered: &Numbered, offer: Option<&Numbered>) -> Vec<Value> {
	let time = numbered.happening.time;
	match numbered.happening.kind.as_str() {
		"Closed" | "ClosedByOrder" | "Archived" => vec![],
		// What was offered and not taken did not leave.
		"CustodyCancelled" | "OfferReaped" | "TitleCancelled" | "TitleOfferReaped" => match offer {
			Some(offer) => vec![in_error(identified(made(of, offer)), time, "did_not_occur", None)],
			None => vec![identified(made(of, numbered))],
		},
		_ => {
			let mut event = made(of, numbered);
			if let Some(offer) = offer {
				let answered = identified(made(of, offer));
				let kind = own("document", &[offer.happening.kind.as_str()]);
				event["bizTransactionList"] =
					json!([{ "type": kind, "bizTransaction": answered["eventID"] }]);
			}
			vec![identified(event)]
		}
	}
}

fn made(of: &Unit, Numbered { event: number, happening }: &Numbered) -> Value {
	let kind = match happening.kind.as_str() {
		"Packed" | "Unpacked" | "UnpackedByOrder" => "AggregationEvent",
		"Declared" => "TransactionEvent",
		_ => "ObjectEvent",
	};
	let mut event = begun(kind, happening.time, happening.time);
	event[field("block")] = happening.block.into();
	// Two events of one kind in one block are two, and have two hashes.
	event[field("event")] = (*number).into();
	if let Some(account) = &happening.by {
		by(&mut event, account);
	}
	let packs = |event: &mut Value, action: &str, step: &str| {
		event["action"] = action.into();
		event["bizStep"] = step.into();
		event["disposition"] = "in_progress".into();
		event["parentID"] = unit(happening.other.as_deref().unwrap_or_default()).into();
		match of.kind.as_str() {
			"Batch" => event["childQuantityList"] = json!([quantity(&of.code, None, None)]),
			_ => event["childEPCs"] = json!([unit(&of.code)]),
		}
	};
	match happening.kind.as_str() {
		"Packed" => packs(&mut event, "ADD", "packing"),
		"Unpacked" | "UnpackedByOrder" => packs(&mut event, "DELETE", "unpacking"),
		"Registered" => {
			about(&mut event, of, of.quantity);
			event["action"] = "ADD".into();
			event["bizStep"] = match of.kind.as_str() {
				"Service" => step("Registered"),
				_ => "commissioning".into(),
			};
			event["disposition"] = "active".into();
		}
		"Declared" => {
			about(&mut event, of, None);
			event["action"] = "ADD".into();
			event["bizStep"] = step("Declared");
			let number = happening.other.as_deref().unwrap_or_default();
			event["bizTransactionList"] = json!([entry(number)]);
		}
		_ => observed(&mut event, of, happening),
	}
	event
}

/// Fills in an event in which a unit is seen and nothing becomes of it.
fn observed(event: &mut Value, of: &Unit, happening: &Happening) {
	about(event, of, None);
	event["action"] = "OBSERVE".into();
	let kind = happening.kind.as_str();
	let (biz_step, disposition) = match kind {
		"CustodyOffered" => ("shipping".into(), Some("in_transit")),
		"CustodyAccepted" => ("receiving".into(), Some("in_progress")),
		"TitlePassed" => ("accepting".into(), None),
		"Quarantined" | "HoldExtended" => ("holding".into(), Some("non_sellable_other")),
		"Recalled" => ("holding".into(), Some("recalled")),
		"Released" | "RecallEnded" => ("inspecting".into(), Some("sellable_accessible")),
		_ => (step(kind), None),
	};
	event["bizStep"] = biz_step;
	if let Some(disposition) = disposition {
		event["disposition"] = disposition.into();
	}
	let lasting = match kind {
		"Quarantined" => Some(("set", "non_sellable_other")),
		"Released" => Some(("unset", "non_sellable_other")),
		"Recalled" => Some(("set", "recalled")),
		"RecallEnded" => Some(("unset", "recalled")),
		_ => None,
	};
	if let Some((change, disposition)) = lasting {
		event["persistentDisposition"] = json!({ change: [disposition] });
	}
	let (by, other) = (happening.by.as_deref(), happening.other.as_deref());
	let from = happening.detail["from"].as_str();
	let (role, source, destination) = match kind {
		"CustodyOffered" => ("possessing_party", by, other),
		"CustodyAccepted" => ("possessing_party", other, by),
		"CustodyReassigned" => ("possessing_party", from, other),
		"TitleOffered" => ("owning_party", by, other),
		"TitlePassed" => ("owning_party", other, by),
		"CodeReassigned" => ("owning_party", from, other),
		_ => return,
	};
	if let Some(account) = source {
		event["sourceList"] = json!([{ "type": role, "source": party(account) }]);
	}
	if let Some(account) = destination {
		event["destinationList"] = json!([{ "type": role, "destination": party(account) }]);
	}
}

/// Makes the event of a transformation. All units in it have one event, with one id.
pub(super) fn transformation(of: &Transformation, parts: &BTreeMap<String, Part>) -> Value {
	let mut event = begun("TransformationEvent", of.time, of.time);
	event[field("block")] = of.block.into();
	by(&mut event, &of.by);
	event["transformationID"] = own("transformation", &[&of.id.to_string()]).into();
	let batch = |code: &str| parts.get(code).filter(|part| part.kind == "Batch");
	let all_batches = !of.outputs.is_empty() && of.outputs.iter().all(|code| batch(code).is_some());
	event["bizStep"] = match (of.kind.as_str(), all_batches) {
		("Transform", true) => "creating_class_instance".into(),
		("Transform", false) => "assembling".into(),
		(kind, _) => step(kind),
	};
	let (mut used, mut used_up, mut made, mut counted) = (vec![], vec![], vec![], vec![]);
	for (code, thousandths) in &of.inputs {
		match batch(code) {
			Some(part) => used_up.push(quantity(code, *thousandths, part.measure.as_deref())),
			None => used.push(json!(unit(code))),
		}
	}
	for code in &of.outputs {
		match batch(code) {
			Some(part) => counted.push(quantity(code, part.quantity, part.measure.as_deref())),
			None => made.push(json!(unit(code))),
		}
	}
	let lists = [
		("inputEPCList", used),
		("inputQuantityList", used_up),
		("outputEPCList", made),
		("outputQuantityList", counted),
	];
	for (name, list) in lists {
		if !list.is_empty() {
			event[name] = list.into();
		}
	}
	event
}
