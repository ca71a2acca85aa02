// SPDX-License-Identifier: Apache-2.0

//! Bounds on a value that is decoded. Whatever the bytes claim, the value takes no more of the stack and of memory.

use crate::undecodable::Undecodable;

/// Deepest nesting of a value, wrappers counted in: no event and no answer comes near.
pub(super) const MAX_DEPTH: usize = 64;

/// Values within one value at most, all that it is made of counted in.
const MAX_VALUES: usize = 1 << 20;

pub(super) const TOO_DEEP: Undecodable = Undecodable("a value nested too deep");

/// Depth and number of values that are left while decoding.
pub(super) struct Budget {
	depth: usize,
	values: usize,
}

impl Default for Budget {
	fn default() -> Self {
		Self { depth: MAX_DEPTH, values: MAX_VALUES }
	}
}

impl Budget {
	/// Enters a nested value.
	pub(super) fn enter(&mut self) -> Result<(), Undecodable> {
		self.depth = self.depth.checked_sub(1).ok_or(TOO_DEEP)?;
		self.values = self.values.checked_sub(1).ok_or(Undecodable("a value of too many parts"))?;
		Ok(())
	}

	/// Leaves the nested value.
	pub(super) fn leave(&mut self) {
		self.depth += 1;
	}
}
