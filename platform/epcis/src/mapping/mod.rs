// SPDX-License-Identifier: Apache-2.0

//! Mapping of what the chain says of a unit into events of EPCIS.
//!
//! An event has codes, times, parties and hashes, and no free text: a reason that reads like a number would be hashed as
//! one. What EPCIS has no word for has a step of our own, named by the chain's event or the record's category.

mod documents;
mod fields;
mod records;
mod units;

use fields::{identified, in_error};
use serde_json::Value;
use suyuan_store::{
	model::Unit,
	read::events::{Entry, Fact},
};

/// Makes the events that an entry of a unit amounts to, each with its hash id.
///
/// An event that was found wrong stands again with the same id and a declaration of the error. An amendment amounts to that
/// and the event that corrects it. A closed or archived trace is no event: the goods go on to exist.
pub fn events_of(of: &Unit, entry: &Entry) -> Vec<Value> {
	match &entry.fact {
		Fact::Happening(numbered, offer) => units::events(of, numbered, offer.as_ref()),
		Fact::Transformation(transformation, parts) => {
			vec![identified(units::transformation(transformation, parts))]
		}
		Fact::Record(record, amended) => {
			let event = identified(records::event(of, record));
			let wrong = amended.as_ref().map(|amended| {
				let wrong = identified(records::event(of, amended));
				let corrective = event["eventID"].clone();
				in_error(wrong, record.time, "incorrect_data", Some(corrective))
			});
			wrong.into_iter().chain([event]).collect()
		}
	}
}
