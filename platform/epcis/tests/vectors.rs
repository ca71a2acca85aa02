// SPDX-License-Identifier: Apache-2.0

//! Hash ids of events that GS1's reference computed: `event-hashes.json` says which version of it.

use serde_json::Value;
use suyuan_epcis::{event_id, pre_hash, Namespaces};

#[test]
fn every_event_has_the_hash_id_that_the_reference_computed() {
	let all: Value = serde_json::from_str(include_str!("event-hashes.json")).unwrap();
	let namespaces = Namespaces::of_context(&all["context"]);
	let vectors = all["vectors"].as_array().unwrap();
	assert_eq!(vectors.len(), 13);
	for vector in vectors {
		let name = &vector["name"];
		let event = &vector["event"];
		assert_eq!(pre_hash(event, &namespaces), vector["preHash"].as_str().unwrap(), "{name}");
		assert_eq!(event_id(event, &namespaces), vector["eventID"].as_str().unwrap(), "{name}");
	}
}
