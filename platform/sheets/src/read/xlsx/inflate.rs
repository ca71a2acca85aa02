// SPDX-License-Identifier: Apache-2.0
//! Inflates a part of a workbook up to its bounds.

use crate::limits::MAX_XML_TOKEN_BYTES;
use std::io::{self, BufRead, BufReader, Read};

/// The bound that a part exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exceeded {
	/// The bound of the part's bytes.
	Part,
	/// The bound of a tag or a text.
	Token,
}

/// Bytes that are inflated at a time.
const BUFFER: usize = 8 * 1024;

/// A part that is inflated, and whose bytes are counted.
pub(super) struct Inflated<R> {
	inner: BufReader<R>,
	/// Bytes left, of the part and of the token.
	part: u64,
	token: u64,
	exceeded: Option<Exceeded>,
}

impl<R: Read> Inflated<R> {
	/// A part that may have so many bytes.
	pub(super) fn new(inner: R, part: u64) -> Self {
		let inner = BufReader::with_capacity(BUFFER, inner);
		Self { inner, part, token: MAX_XML_TOKEN_BYTES, exceeded: None }
	}

	/// Begins a tag or a text.
	pub(super) fn begin(&mut self) {
		self.token = MAX_XML_TOKEN_BYTES;
	}

	/// Bytes left of the part.
	pub(super) fn left(&self) -> u64 {
		self.part
	}

	/// The bound that ended it.
	pub(super) fn exceeded(&self) -> Option<Exceeded> {
		self.exceeded
	}
}

impl<R: Read> BufRead for Inflated<R> {
	fn fill_buf(&mut self) -> io::Result<&[u8]> {
		let given = self.inner.fill_buf()?;
		let exceeded = match (self.part, self.token) {
			_ if given.is_empty() => return Ok(given),
			(0, _) => Exceeded::Part,
			(_, 0) => Exceeded::Token,
			(part, token) => {
				let most = part.min(token).min(given.len() as u64) as usize;
				return Ok(&given[..most]);
			}
		};
		self.exceeded = Some(exceeded);
		Err(io::Error::other("it is too large"))
	}

	fn consume(&mut self, bytes: usize) {
		self.part -= bytes as u64;
		self.token -= bytes as u64;
		self.inner.consume(bytes);
	}
}

impl<R: Read> Read for Inflated<R> {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		let given = self.fill_buf()?;
		let bytes = given.len().min(buffer.len());
		buffer[..bytes].copy_from_slice(&given[..bytes]);
		self.consume(bytes);
		Ok(bytes)
	}
}
