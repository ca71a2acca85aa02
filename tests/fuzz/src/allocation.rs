// SPDX-License-Identifier: Apache-2.0

//! An allocator that counts, so that a test sees how much memory an input takes.

use std::{
	alloc::{GlobalAlloc, Layout, System},
	cell::Cell,
};

thread_local! {
	/// The bytes that this thread has allocated and not freed, and the most of them.
	static HELD: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

/// The system's allocator, counting for each thread.
pub struct Counting;

/// Counts bytes that were allocated, or freed if negative.
fn count(bytes: isize) {
	// While a thread ends there is nothing left to count with.
	let _ = HELD.try_with(|held| {
		let (now, most) = held.get();
		let now = now + bytes;
		held.set((now, most.max(now)));
	});
}

// SAFETY: every call is handed to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		count(layout.size() as isize);
		// SAFETY: the caller keeps to the contract of `GlobalAlloc`.
		unsafe { System.alloc(layout) }
	}

	unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
		count(-(layout.size() as isize));
		// SAFETY: as above.
		unsafe { System.dealloc(pointer, layout) }
	}

	unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
		count(layout.size() as isize);
		// SAFETY: as above.
		unsafe { System.alloc_zeroed(layout) }
	}

	unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
		count(size as isize - layout.size() as isize);
		// SAFETY: as above.
		unsafe { System.realloc(pointer, layout, size) }
	}
}

/// Runs a function, and returns the most bytes that it held at a time on this thread.
///
/// Zero in programs whose allocator is not [`Counting`].
pub fn peak_of<R>(function: impl FnOnce() -> R) -> (R, usize) {
	let before = HELD.with(|held| {
		let (now, _) = held.get();
		held.set((now, now));
		now
	});
	let result = function();
	let (_, most) = HELD.with(Cell::get);
	(result, (most - before).max(0) as usize)
}
