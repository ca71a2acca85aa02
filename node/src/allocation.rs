//! Memory for the runtime, without a panic of the node where there is none left.
//!
//! A few bytes may say that they are a gigabyte, and the runtime asks for as much memory before it finds out that they
//! aren't. The SDK's host function panics then, and the node writes a report of a page for every call of anybody's in which
//! that happens. Here the runtime is given no memory, and gives up by itself, which takes a line.

use sp_runtime_interface::{runtime_interface, Pointer};

pub use allocator::HostFunctions;

/// The function of the node's own interface `Allocator` that this module takes the place of. Its name and version are those
/// under which the runtime imports it.
#[runtime_interface(wasm_only)]
pub trait Allocator {
	/// A piece of memory of this size, or nowhere.
	fn malloc(&mut self, size: u32) -> Pointer<u8> {
		// The allocator gives no more at once, and would write a warning for each that asks.
		if size > sp_core::MAX_POSSIBLE_ALLOCATION {
			return Pointer::new(0);
		}
		self.allocate_memory(size).unwrap_or(Pointer::new(0))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime_interface::sp_wasm_interface::HostFunctions as _;

	#[test]
	fn takes_the_place_of_a_function_that_the_node_has() {
		let ours: Vec<_> = HostFunctions::host_functions().iter().map(|function| function.name()).collect();
		assert_eq!(ours, ["ext_allocator_malloc_version_1"]);
		let theirs = sp_io::SubstrateHostFunctions::host_functions();
		assert!(theirs.iter().any(|function| function.name() == ours[0]));
	}
}
