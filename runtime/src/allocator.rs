// SPDX-License-Identifier: Apache-2.0

//! The global allocator of the WASM blob: an arena inside the instance.
//!
//! A runtime without an allocator of its own asks its host for every piece of memory; and the host counts, checks and locks
//! each time, which was an eighth of the work of a node under load. This allocator asks once for an arena and allocates
//! from it inside the instance. Pages of the arena that are never touched take no memory.
//!
//! The host still returns its results in memory that it allocated, which is freed here: memory outside the arena is the
//! host's. An allocation that doesn't fit into the arena goes to the host, too.

use core::{
	alloc::{GlobalAlloc, Layout},
	cell::Cell,
	ptr,
};
use talc::{cell::TalcCell, source::Manual, wasm::WasmBinning};

/// The size of the arena: as much as the host gives at once.
///
/// Twice the longest block, which is held both encoded and decoded.
const ARENA_BYTES: usize = 32 * 1024 * 1024;

/// The alignment of the host's allocations, in bytes.
const HOST_ALIGNMENT: usize = 8;

#[global_allocator]
static ALLOCATOR: ArenaAllocator = ArenaAllocator { arena: TalcCell::new(Manual), begin: Cell::new(0) };

/// An allocator from an arena, and from the host where the arena is full.
struct ArenaAllocator {
	arena: TalcCell<Manual, WasmBinning>,
	/// The address of the arena, or 0 before the first allocation.
	begin: Cell<usize>,
}

// SAFETY: a WASM runtime has one thread.
unsafe impl Sync for ArenaAllocator {}

impl ArenaAllocator {
	/// Allocates the arena from the host.
	#[cold]
	fn claim_arena(&self) {
		let arena = sp_io::allocator::malloc(ARENA_BYTES as u32);
		self.begin.set(arena.addr());
		// SAFETY: the host allocated it, and it is used by nothing else.
		unsafe { self.arena.claim(arena, ARENA_BYTES) };
	}

	/// Tells that this memory lies in the arena.
	fn is_in_arena(&self, memory: *mut u8) -> bool {
		let begin = self.begin.get();
		begin != 0 && memory.addr().wrapping_sub(begin) < ARENA_BYTES
	}
}

/// Allocates from the host, which ends the call if it has nothing left.
#[cold]
fn alloc_from_host(layout: Layout) -> *mut u8 {
	if layout.align() > HOST_ALIGNMENT {
		return ptr::null_mut();
	}
	sp_io::allocator::malloc(layout.size() as u32)
}

// SAFETY: every piece is freed where it was allocated, which its address tells. The arena's allocator and the host both
// keep the contract of `GlobalAlloc`.
unsafe impl GlobalAlloc for ArenaAllocator {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		if self.begin.get() == 0 {
			self.claim_arena();
		}
		let memory = unsafe { self.arena.alloc(layout) };
		if memory.is_null() {
			alloc_from_host(layout)
		} else {
			memory
		}
	}

	unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
		if self.is_in_arena(memory) {
			unsafe { self.arena.dealloc(memory, layout) }
		} else {
			sp_io::allocator::free(memory)
		}
	}

	unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
		if self.is_in_arena(memory) {
			let grown = unsafe { self.arena.realloc(memory, layout, size) };
			if !grown.is_null() {
				return grown;
			}
		}
		// The arena is full, or the piece isn't in it.
		// SAFETY: the caller answers for the new size as for the old one.
		let other = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
		if !other.is_null() {
			// SAFETY: the old piece is as long as its layout says, the new one as long as its size.
			unsafe {
				ptr::copy_nonoverlapping(memory, other, layout.size().min(size));
				self.dealloc(memory, layout);
			}
		}
		other
	}
}
