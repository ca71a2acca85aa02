//! How catching up is shown: a bar on a terminal, a line now and then elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::{
	io::{stderr, IsTerminal},
	time::{Duration, Instant},
};

/// Fewer blocks than this are no catching up.
const WORTH_SHOWING: u64 = 100;
/// Unless there is as much as this in them.
const WORTH_SAYING: usize = 10_000;
/// How often a line is logged.
const EVERY: Duration = Duration::from_secs(10);

/// How catching up is shown.
pub struct Bar {
	bar: Option<ProgressBar>,
	began: Instant,
	said: Instant,
	records: usize,
	finished: bool,
	shown: bool,
}

impl Bar {
	/// From one block to another.
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

	/// That a block is reached, with so many records more.
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

	/// That everything final is there.
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
