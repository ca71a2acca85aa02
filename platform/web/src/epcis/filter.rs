// SPDX-License-Identifier: Apache-2.0

//! Conditions on events, by the parameters of the standard's simple event query. All must hold; of the values of one, divided
//! by `|`, any may.

use crate::problem::{Kind, Problem};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

/// Values that one condition has at most.
const MAX_VALUES: usize = 32;

/// Conditions as they are asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Conditions {
	/// Types of events, such as `ObjectEvent|AggregationEvent`.
	#[serde(rename = "eventType")]
	event_type: Option<String>,
	/// Actions: `ADD`, `OBSERVE`, `DELETE`.
	#[serde(rename = "EQ_action")]
	action: Option<String>,
	/// Steps of business, bare, as `cbv:BizStep-shipping`, or in full.
	#[serde(rename = "EQ_bizStep")]
	biz_step: Option<String>,
	/// Dispositions, bare, as `cbv:Disp-active`, or in full.
	#[serde(rename = "EQ_disposition")]
	disposition: Option<String>,
	/// Hash ids of events.
	#[serde(rename = "EQ_eventID")]
	event_id: Option<String>,
	/// Earliest time of the event, with an offset.
	#[serde(rename = "GE_eventTime")]
	event_from: Option<String>,
	/// Time that the event was before, with an offset.
	#[serde(rename = "LT_eventTime")]
	event_until: Option<String>,
	/// Earliest time of the block, with an offset.
	#[serde(rename = "GE_recordTime")]
	record_from: Option<String>,
	/// Time that the block was before, with an offset.
	#[serde(rename = "LT_recordTime")]
	record_until: Option<String>,
}

/// Conditions as events are held to them.
pub(super) struct Filter {
	values: Vec<(&'static str, Vec<String>)>,
	times: Vec<(&'static str, Option<Timestamp>, Option<Timestamp>)>,
}

impl Conditions {
	/// Reads the conditions, or returns a problem that names the one that says nothing.
	pub(super) fn filter(&self) -> Result<Filter, Problem> {
		let lists = [
			("eventType", "type", &self.event_type),
			("EQ_action", "action", &self.action),
			("EQ_bizStep", "bizStep", &self.biz_step),
			("EQ_disposition", "disposition", &self.disposition),
			("EQ_eventID", "eventID", &self.event_id),
		];
		let mut values = vec![];
		for (name, field, list) in lists {
			let Some(list) = list else { continue };
			let all: Vec<_> = list.split('|').map(|value| bare(field, value).to_owned()).collect();
			if all.len() > MAX_VALUES || all.iter().any(String::is_empty) {
				let detail = format!("{name} is up to {MAX_VALUES} values, divided by |, none of them empty");
				return Err(Problem::because(Kind::MalformedRequest, detail));
			}
			values.push((field, all));
		}
		let time = |name: &str, text: &Option<String>| {
			let time = text.as_deref().map(str::parse::<Timestamp>).transpose();
			let detail = format!("{name} is a time with an offset, such as 2026-01-01T00:00:00Z");
			time.map_err(|_| Problem::because(Kind::MalformedRequest, detail))
		};
		let times = vec![
			("eventTime", time("GE_eventTime", &self.event_from)?, time("LT_eventTime", &self.event_until)?),
			(
				"recordTime",
				time("GE_recordTime", &self.record_from)?,
				time("LT_recordTime", &self.record_until)?,
			),
		];
		Ok(Filter { values, times })
	}

	/// The conditions as they go on in the address of the next page.
	pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
		[
			("eventType", &self.event_type),
			("EQ_action", &self.action),
			("EQ_bizStep", &self.biz_step),
			("EQ_disposition", &self.disposition),
			("EQ_eventID", &self.event_id),
			("GE_eventTime", &self.event_from),
			("LT_eventTime", &self.event_until),
			("GE_recordTime", &self.record_from),
			("LT_recordTime", &self.record_until),
		]
		.into_iter()
		.filter_map(|(name, value)| Some((name, value.as_deref()?)))
	}
}

/// A word of the vocabulary without its address.
fn bare<'a>(field: &str, value: &'a str) -> &'a str {
	let kind = match field {
		"bizStep" => "BizStep-",
		"disposition" => "Disp-",
		_ => return value,
	};
	let rest = ["https://ref.gs1.org/cbv/", "cbv:"].iter().find_map(|prefix| value.strip_prefix(prefix));
	rest.and_then(|rest| rest.strip_prefix(kind)).unwrap_or(value)
}

impl Filter {
	/// Returns true if all conditions hold of an event.
	pub(super) fn takes(&self, event: &Value) -> bool {
		let has = |(field, values): &(&str, Vec<String>)| {
			event[*field].as_str().is_some_and(|value| values.iter().any(|wanted| wanted == value))
		};
		let lies = |(field, from, until): &(&str, Option<Timestamp>, Option<Timestamp>)| {
			if from.is_none() && until.is_none() {
				return true;
			}
			let time = event[*field].as_str().and_then(|time| time.parse::<Timestamp>().ok());
			time.is_some_and(|time| {
				from.is_none_or(|from| time >= from) && until.is_none_or(|until| time < until)
			})
		};
		self.values.iter().all(has) && self.times.iter().all(lies)
	}
}
