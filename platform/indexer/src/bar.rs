// SPDX-License-Identifier: Apache-2.0

//! Progress of catching up: a bar on a terminal, a line in the log now and then elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::{
	io::{stderr, IsTerminal},
	time::{Duration, Instant},
};

/// Blocks behind, below which no progress is shown.
const WORTH_SHOWING: u64 = 100;
/// Records at which the end of catching up is logged however few the blocks were.
const WORTH_SAYING: usize = 10_000;
/// Interval between two lines of progress in the log.
const EVERY: Duration = Duration::from_secs(10);

/// Progress display of catching up.
pub struct Bar {
	bar: Option<ProgressBar>,
	began: Instant,
	said: Instant,
	records: usize,
	finished: bool,
	shown: bool,
}

impl Bar {
	/// Begins at one block, with another as the target.
	pub fn new(from: u64, to: u64) -> Self {
		let shown = to.saturating_sub(from) >= WORTH_SHOWING;
		let bar = (shown && stderr().is_terminal()).then(|| {
			let style = ProgressStyle::with_template("{bar:40} block {pos}/{len}, {msg}, {eta} left");
			let bar = ProgressBar::new(to).with_position(from);
			bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
		});
		let now = Instant::now();
		Self { bar, began: now, said: now, records: 0, finished: false, shown }
	}

	/// Shows that a block is reached, with the number of records since the last call.
	pub fn at(&mut self, block: u64, to: u64, records: usize) {
		self.records += records;
		if self.finished || !self.shown {
			return;
		}
		match &self.bar {
			Some(bar) => {
				bar.set_length(to);
				bar.set_position(block);
				bar.set_message(format!("{} records/s", self.rate()));
			}
			None if self.said.elapsed() >= EVERY => {
				self.said = Instant::now();
				tracing::info!(block, to, records_per_second = self.rate(), "catching up");
			}
			None => (),
		}
	}

	/// Ends the display and logs the rate. Only the first call does.
	pub fn finish(&mut self) {
		let was_finished = std::mem::replace(&mut self.finished, true);
		if was_finished || !self.shown && self.records < WORTH_SAYING {
			return;
		}
		if let Some(bar) = &self.bar {
			bar.finish_and_clear();
		}
		let (records, seconds) = (self.records, self.began.elapsed().as_secs_f64());
		tracing::info!(records, seconds, records_per_second = self.rate(), "caught up");
	}

	fn rate(&self) -> u64 {
		(self.records as f64 / self.began.elapsed().as_secs_f64().max(0.001)) as u64
	}
}
