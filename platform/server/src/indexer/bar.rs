//! How catching up is shown: a bar on a terminal, a line now and then elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::{
	cell::Cell,
	io::{stderr, IsTerminal},
	time::{Duration, Instant},
};

/// Fewer blocks than this are no catching up.
const WORTH_SHOWING: u64 = 100;
/// How often a line is logged.
const EVERY: Duration = Duration::from_secs(10);

/// How catching up is shown.
pub struct Bar {
	bar: Option<ProgressBar>,
	began: Instant,
	said: Cell<Instant>,
	records: Cell<usize>,
	done: Cell<bool>,
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
		Self { bar, began: now, said: Cell::new(now), records: Cell::new(0), done: Cell::new(!shown), shown }
	}

	/// That a block is reached, with so many records more.
	pub fn at(&self, block: u64, to: u64, records: usize) {
		self.records.set(self.records.get() + records);
		if self.done.get() {
			return;
		}
		match &self.bar {
			Some(bar) => {
				bar.set_length(to);
				bar.set_position(block);
				bar.set_message(format!("{} records/s", self.rate()));
			}
			None if self.said.get().elapsed() >= EVERY => {
				self.said.set(Instant::now());
				tracing::info!(block, to, records_per_second = self.rate(), "catching up");
			}
			None => (),
		}
	}

	/// That everything final is there.
	pub fn finish(&self) {
		if self.done.replace(true) || !self.shown {
			return;
		}
		if let Some(bar) = &self.bar {
			bar.finish_and_clear();
		}
		let (records, seconds) = (self.records.get(), self.began.elapsed().as_secs_f64());
		tracing::info!(records, seconds, records_per_second = self.rate(), "caught up");
	}

	fn rate(&self) -> u64 {
		(self.records.get() as f64 / self.began.elapsed().as_secs_f64().max(0.001)) as u64
	}
}
