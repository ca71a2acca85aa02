// SPDX-License-Identifier: Apache-2.0

//! Reading of SCALE, in its only form.

use codec::{Compact, Decode};

/// A value that is not readable; the caller names what it was part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// A reader of bytes.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
	/// Takes so many bytes.
	pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Unreadable> {
		let (taken, rest) = self.0.split_at_checked(length).ok_or(Unreadable)?;
		self.0 = rest;
		Ok(taken)
	}

	pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
		self.take(N)?.try_into().map_err(|_| Unreadable)
	}

	pub(crate) fn byte(&mut self) -> Result<u8, Unreadable> {
		self.array().map(|[byte]| byte)
	}

	pub(crate) fn u16(&mut self) -> Result<u16, Unreadable> {
		self.array().map(u16::from_le_bytes)
	}

	pub(crate) fn u32(&mut self) -> Result<u32, Unreadable> {
		self.array().map(u32::from_le_bytes)
	}

	pub(crate) fn u64(&mut self) -> Result<u64, Unreadable> {
		self.array().map(u64::from_le_bytes)
	}

	/// Reads a truth value, which has no other byte than 0 and 1.
	pub(crate) fn bool(&mut self) -> Result<bool, Unreadable> {
		match self.byte()? {
			0 => Ok(false),
			1 => Ok(true),
			_ => Err(Unreadable),
		}
	}

	/// Reads a compact number, which must be in its shortest form.
	pub(crate) fn compact(&mut self) -> Result<u32, Unreadable> {
		Compact::<u32>::decode(&mut self.0).map(|Compact(number)| number).map_err(|_| Unreadable)
	}

	/// Reads a length that is not above its bound.
	pub(crate) fn length(&mut self, most: usize) -> Result<usize, Unreadable> {
		let length = usize::try_from(self.compact()?).map_err(|_| Unreadable)?;
		(length <= most).then_some(length).ok_or(Unreadable)
	}

	/// Reads bytes with their length before them.
	pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Unreadable> {
		let length = self.length(self.0.len())?;
		self.take(length)
	}

	pub(crate) fn option<T>(
		&mut self,
		read: impl FnOnce(&mut Self) -> Result<T, Unreadable>,
	) -> Result<Option<T>, Unreadable> {
		Ok(if self.bool()? { Some(read(self)?) } else { None })
	}

	/// Returns an error if bytes are left.
	pub(crate) fn end(&self) -> Result<(), Unreadable> {
		self.0.is_empty().then_some(()).ok_or(Unreadable)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_compact_number_that_is_not_in_its_shortest_form_is_refused() {
		assert_eq!(Reader(&[4]).compact(), Ok(1));
		assert_eq!(Reader(&[5, 0]).compact(), Err(Unreadable));
		assert_eq!(Reader(&[6, 0, 0, 0]).compact(), Err(Unreadable));
		assert_eq!(Reader(&[3, 1, 0, 0, 0]).compact(), Err(Unreadable));
		assert_eq!(Reader(&[3, 0, 0, 0, 64]).compact(), Ok(1 << 30));
		assert_eq!(Reader(&[7, 0, 0, 0, 64, 1]).compact(), Err(Unreadable));
	}

	#[test]
	fn a_length_beyond_the_end_is_refused_before_anything_is_allocated() {
		assert_eq!(Reader(&[254, 255, 255, 255]).bytes(), Err(Unreadable));
		assert_eq!(Reader(&[8, 1]).bytes(), Err(Unreadable));
	}

	#[test]
	fn a_truth_value_is_zero_or_one() {
		assert_eq!(Reader(&[2]).bool(), Err(Unreadable));
	}
}
