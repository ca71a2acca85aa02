//! Where the runtime keeps what it works with while it is called.
//!
//! A runtime asks its host for every piece of memory, unless it brings an allocator of its own; and the host counts, checks
//! and locks each time, which was an eighth of what a node did under load. This one asks once for an arena, which it shares
//! out inside the machine. What is never touched of it takes no memory.
//!
//! The host still hands over what it answers in memory of its own, which comes back here to be freed: what does not lie in
//! the arena is the host's. What does not fit into the arena is asked of the host, too.

use core::{
	alloc::{GlobalAlloc, Layout},
	cell::Cell,
	ptr,
};
use talc::{cell::TalcCell, source::Manual, wasm::WasmBinning};

/// How many bytes the arena has: as many as the host gives at once, and twice the longest block, which is held as it came
/// and decoded.
const ARENA_BYTES: usize = 32 * 1024 * 1024;

/// To how many bytes the host aligns what it gives.
const HOST_ALIGNMENT: usize = 8;

#[global_allocator]
static ALLOCATOR: ArenaAllocator = ArenaAllocator { arena: TalcCell::new(Manual), begin: Cell::new(0) };

/// The arena, and behind it the host.
struct ArenaAllocator {
	arena: TalcCell<Manual, WasmBinning>,
	/// Where the arena begins. Nowhere, which is 0, before it is needed.
	begin: Cell<usize>,
}

// SAFETY: a runtime has one thread.
unsafe impl Sync for ArenaAllocator {}

impl ArenaAllocator {
	/// Asks the host for the arena.
	#[cold]
	fn begin(&self) {
		let arena = sp_io::allocator::malloc(ARENA_BYTES as u32);
		self.begin.set(arena.addr());
		// SAFETY: the host gave it, and nobody else has it.
		unsafe { self.arena.claim(arena, ARENA_BYTES) };
	}

	/// Whether the arena is where this lies.
	fn is_in_arena(&self, memory: *mut u8) -> bool {
		let begin = self.begin.get();
		begin != 0 && memory.addr().wrapping_sub(begin) < ARENA_BYTES
	}
}

/// Asks the host, which ends the call if it has nothing left.
#[cold]
fn alloc_from_host(layout: Layout) -> *mut u8 {
	if layout.align() > HOST_ALIGNMENT {
		return ptr::null_mut();
	}
	sp_io::allocator::malloc(layout.size() as u32)
}

// SAFETY: every piece goes back to whom it came from, which its address tells. The arena's allocator and the host keep the
// promises of `GlobalAlloc` for theirs.
unsafe impl GlobalAlloc for ArenaAllocator {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		if self.begin.get() == 0 {
			self.begin();
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
