// SPDX-License-Identifier: Apache-2.0

//! Progress of the indexer, and the cause for which it waits.

use crate::Cause;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Progress of the indexer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	/// Number of the last block whose facts are all in the database.
	pub indexed: u64,
	/// Number of the last block that the node calls final.
	pub finalised: u64,
	/// True while the node is connected.
	pub connected: bool,
	/// True once the indexer has reached the last final block since it connected. Later it is behind by a moment from time
	/// to time, but no more so than any reader of the chain.
	pub caught_up: bool,
	/// Number of heads that do not agree with the chain.
	pub disagreeing: u64,
	/// Time of the last indexed block, in milliseconds since 1970-01-01 UTC. None before the first.
	pub time: Option<i64>,
	/// True if this process holds the lease and writes.
	pub writing: bool,
	/// Cause that keeps this process from writing. None while it writes.
	pub waiting: Option<Waiting>,
}

/// The cause for which a process waits, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
	/// Cause as the interface names it.
	pub cause: Cause,
	/// Begin of the wait, in milliseconds since 1970-01-01 UTC.
	pub since: i64,
}

impl Progress {
	/// Returns true if the data served is level with the chain. Then the node is connected, and every final block was
	/// indexed once since.
	pub fn is_ready(&self) -> bool {
		self.connected && self.caught_up
	}

	/// Returns the age of the last block, and so of everything served, in milliseconds. None before the first.
	pub fn age(&self, now: i64) -> Option<i64> {
		self.time.map(|time| now.saturating_sub(time).max(0))
	}

	/// Notes that nothing is known to be level with the chain any more.
	pub fn stand_still(&mut self, cause: Cause, now: i64) {
		(self.connected, self.caught_up, self.writing) = (false, false, false);
		if self.waiting.is_none_or(|waiting| waiting.cause != cause) {
			self.waiting = Some(Waiting { cause, since: now });
		}
	}

	/// Sets the gauges of the metrics.
	pub fn figures(&self, now: i64) {
		static DESCRIBED: OnceLock<()> = OnceLock::new();
		DESCRIBED.get_or_init(describe);
		metrics::gauge!("suyuan_indexed_block").set(self.indexed as f64);
		metrics::gauge!("suyuan_final_block").set(self.finalised as f64);
		metrics::gauge!("suyuan_connected").set(truth(self.connected));
		metrics::gauge!("suyuan_caught_up").set(truth(self.caught_up));
		metrics::gauge!("suyuan_heads_disagreeing").set(self.disagreeing as f64);
		metrics::gauge!("suyuan_writing").set(truth(self.writing));
		if let Some(age) = self.age(now) {
			metrics::gauge!("suyuan_last_block_age_seconds").set(age as f64 / 1_000.0);
		}
		for cause in Cause::ALL {
			let is_this = self.waiting.is_some_and(|waiting| waiting.cause == *cause);
			metrics::gauge!("suyuan_waiting", "for" => cause.name()).set(truth(is_this));
		}
	}
}

fn truth(truth: bool) -> f64 {
	f64::from(u8::from(truth))
}

fn describe() {
	metrics::describe_gauge!(
		"suyuan_last_block_age_seconds",
		"How old the last block is whose facts are all here, by its own time"
	);
	metrics::describe_gauge!("suyuan_writing", "Whether this process writes what comes from the chain");
	metrics::describe_gauge!("suyuan_waiting", "What this process waits for before it writes, by cause");
	metrics::describe_counter!("suyuan_attempts_failed_total", "Attempts to write that failed, by cause");
}

/// State that the holder of the lease reports to other processes through the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriterState {
	/// Number of the last block that its node calls final.
	pub finalised: u64,
	/// True if its node is connected.
	pub connected: bool,
	/// True once it reached the last final block since the node connected.
	pub caught_up: bool,
	/// Number of heads that don't agree with the chain.
	pub disagreeing: u64,
	/// Name of the cause for which it waits.
	waiting: Option<String>,
}

impl WriterState {
	/// Encodes the state as JSON.
	pub fn of(progress: &Progress) -> String {
		let told = Self {
			finalised: progress.finalised,
			connected: progress.connected,
			caught_up: progress.caught_up,
			disagreeing: progress.disagreeing,
			waiting: progress.waiting.map(|waiting| waiting.cause.name().into()),
		};
		serde_json::to_string(&told).unwrap_or_default()
	}

	/// Decodes the state. Text of another version decodes to the default.
	pub fn read(text: &str) -> Self {
		serde_json::from_str(text).unwrap_or_default()
	}

	/// Returns the cause for which it waits.
	pub fn cause(&self) -> Option<Cause> {
		self.waiting.as_deref().and_then(Cause::named)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_told_is_read_back() {
		let mut progress = Progress {
			finalised: 7,
			connected: true,
			caught_up: true,
			disagreeing: 1,
			..Progress::default()
		};
		let told = WriterState::read(&WriterState::of(&progress));
		assert_eq!((told.finalised, told.connected, told.caught_up, told.disagreeing), (7, true, true, 1));
		assert_eq!(told.cause(), None);
		progress.stand_still(Cause::Disk, 5);
		assert_eq!(WriterState::read(&WriterState::of(&progress)).cause(), Some(Cause::Disk));
		assert_eq!(WriterState::read("of another version"), WriterState::default());
	}

	#[test]
	fn standing_still_is_dated_from_its_beginning() {
		let mut progress = Progress { connected: true, caught_up: true, ..Progress::default() };
		assert!(progress.is_ready());
		progress.stand_still(Cause::Node, 10);
		progress.stand_still(Cause::Node, 20);
		assert_eq!(progress.waiting, Some(Waiting { cause: Cause::Node, since: 10 }));
		assert!(!progress.is_ready());
		progress.stand_still(Cause::Database, 30);
		assert_eq!(progress.waiting, Some(Waiting { cause: Cause::Database, since: 30 }));
	}

	#[test]
	fn the_age_is_that_of_the_last_block() {
		assert_eq!(Progress::default().age(1_000), None);
		let progress = Progress { time: Some(400), ..Progress::default() };
		assert_eq!((progress.age(1_000), progress.age(100)), (Some(600), Some(0)));
	}
}
