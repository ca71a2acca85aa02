// SPDX-License-Identifier: Apache-2.0
//! The window of transactions that may wait for a block at a time.
//!
//! Too few, and blocks stay empty while the node could do more; too many, and the pool spends its time on those that wait.
//! So there are one to two blocks' worth of them. The size of a block is at first estimated from the runtime's own limits
//! and then taken from the blocks that come.

use std::collections::VecDeque;

/// Blocks whose size is remembered. The largest counts, because a block may stay small for want of transactions.
const MAX_REMEMBERED_BLOCKS: usize = 8;

/// Blocks before any size is believed: the first ones are made while sending begins.
const WARM_UP_BLOCKS: usize = 3;

/// The size of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum WindowSize {
	/// So many blocks' worth of transactions.
	Blocks(f64),
	/// So many transactions.
	Transactions(usize),
}

/// A window of transactions that wait for a block.
#[derive(Debug)]
pub(crate) struct Window {
	limit: WindowSize,
	/// Transactions in a block by the runtime's limits.
	capacity: usize,
	/// Transactions of ours in the latest blocks.
	held: VecDeque<usize>,
	waiting: usize,
}

impl Window {
	/// Opens an empty window of transactions of which `capacity` fit into a block.
	pub(crate) fn new(limit: WindowSize, capacity: usize) -> Self {
		Self { limit, capacity: capacity.max(1), held: VecDeque::new(), waiting: 0 }
	}

	/// Transactions that may wait at a time, by the blocks seen so far.
	pub(crate) fn size(&self) -> usize {
		match self.limit {
			WindowSize::Transactions(size) => size.max(1),
			WindowSize::Blocks(blocks) => {
				let held = match self.held.len() {
					0..WARM_UP_BLOCKS => self.capacity,
					// No more than a block can hold by the limits, and never so few that the window could not grow again.
					_ => self.held.iter().max().map_or(1, |held| (*held).clamp(2, self.capacity.max(2))),
				};
				((held as f64 * blocks).ceil() as usize).max(1)
			}
		}
	}

	/// Transactions that may be sent now.
	pub(crate) fn room(&self) -> usize {
		self.size().saturating_sub(self.waiting)
	}

	/// Enters transactions that are sent.
	pub(crate) fn sent(&mut self, count: usize) {
		self.waiting += count;
	}

	/// Enters a block with so many of our transactions in it.
	pub(crate) fn included(&mut self, count: usize) {
		self.waiting = self.waiting.saturating_sub(count);
		// Blocks before the first of ours say nothing of a block's size.
		if count > 0 || !self.held.is_empty() {
			self.held.push_back(count);
		}
		if self.held.len() > MAX_REMEMBERED_BLOCKS {
			self.held.pop_front();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn begins_with_what_the_limits_allow() {
		let window = Window::new(WindowSize::Blocks(1.5), 1_000);
		assert_eq!(window.room(), 1_500);
	}

	#[test]
	fn never_lets_more_wait_than_it_is_large() {
		let mut window = Window::new(WindowSize::Transactions(10), 1_000);
		window.sent(7);
		assert_eq!(window.room(), 3);
		window.sent(3);
		assert_eq!(window.room(), 0);
		window.included(4);
		assert_eq!(window.room(), 4);
	}

	#[test]
	fn shrinks_to_what_the_blocks_hold_once_enough_came() {
		let mut window = Window::new(WindowSize::Blocks(1.5), 1_000);
		for _ in 0..WARM_UP_BLOCKS - 1 {
			window.included(100);
			assert_eq!(window.size(), 1_500);
		}
		window.included(100);
		assert_eq!(window.size(), 150);
	}

	#[test]
	fn grows_again_with_the_blocks_up_to_the_limits() {
		let mut window = Window::new(WindowSize::Blocks(1.5), 1_000);
		for _ in 0..WARM_UP_BLOCKS {
			window.included(100);
		}
		let mut sizes = vec![];
		for _ in 0..8 {
			let size = window.size();
			window.sent(size);
			window.included(size);
			sizes.push(size);
		}
		assert!(sizes.is_sorted());
		assert_eq!(window.size(), 1_500);
	}

	#[test]
	fn empty_blocks_before_the_first_of_ours_say_nothing() {
		let mut window = Window::new(WindowSize::Blocks(2.0), 50);
		for _ in 0..100 {
			window.included(0);
		}
		assert_eq!(window.size(), 100);
	}

	#[test]
	fn is_never_closed_for_good() {
		let mut window = Window::new(WindowSize::Blocks(1.0), 50);
		window.included(1);
		for _ in 0..100 {
			window.included(0);
		}
		assert!(window.room() > 0);
	}
}
