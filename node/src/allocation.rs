// SPDX-License-Identifier: Apache-2.0

//! A host function that allocates memory for the runtime, and doesn't panic where none is left.
//!
//! A few bytes may claim to be a gigabyte, and the runtime asks for as much memory before it finds out that they aren't.
//! The SDK's host function panics then, and the node writes a report of a page for every such call of any client. Here the
//! runtime gets a null pointer, and aborts by itself, which takes a line.

use sp_runtime_interface::{runtime_interface, Pointer};

pub(crate) use allocator::HostFunctions;

/// The function of the SDK's interface `Allocator` that this module replaces.
///
/// Name and version are those under which the runtime imports it.
#[runtime_interface(wasm_only)]
pub(crate) trait Allocator {
	/// Allocates memory of this size, or returns a null pointer.
	fn malloc(&mut self, size: u32) -> Pointer<u8> {
		// The allocator gives no more at once, and would log a warning for each request.
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
	fn replaces_a_function_that_the_node_has() {
		let ours: Vec<_> = HostFunctions::host_functions().iter().map(|function| function.name()).collect();
		assert_eq!(ours, ["ext_allocator_malloc_version_1"]);
		let theirs = sp_io::SubstrateHostFunctions::host_functions();
		assert!(theirs.iter().any(|function| function.name() == ours[0]));
	}
}
