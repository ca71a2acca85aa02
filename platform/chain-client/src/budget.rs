//! Bounds of a value that is decoded: whatever the bytes claim, it takes no more of the stack and of memory.

use crate::undecodable::Undecodable;

/// The deepest that a value may be nested, wrappers counted in: no event and no answer comes near.
pub(super) const MAX_DEPTH: usize = 64;

/// The most values that may be in one, all that it is made of counted in.
const MAX_VALUES: usize = 1 << 20;

pub(super) const TOO_DEEP: Undecodable = Undecodable("a value nested too deep");

/// The depth and the parts that are left to a value that is being decoded.
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
	/// Goes into a value within the one before.
	pub(super) fn enter(&mut self) -> Result<(), Undecodable> {
		self.depth = self.depth.checked_sub(1).ok_or(TOO_DEEP)?;
		self.values = self.values.checked_sub(1).ok_or(Undecodable("a value of too many parts"))?;
		Ok(())
	}

	/// Comes back out of it.
	pub(super) fn leave(&mut self) {
		self.depth += 1;
	}
}
