// SPDX-License-Identifier: Apache-2.0

//! QR code of a link.

use fast_qr::{QRBuilder, ECL};
use std::fmt::Write as _;

/// Light modules that surround a code: ISO/IEC 18004 asks for four.
pub const QUIET: usize = 4;
/// Longest link, in bytes, that is encoded so that a quarter of the code may be lost. Longer ones have less redundancy, so
/// that the code stays coarse enough to print.
const SHORT: usize = 100;

/// A QR code without its quiet zone.
pub struct Qr {
	/// Modules across and down.
	pub size: usize,
	dark: Vec<bool>,
}

impl Qr {
	/// Encodes a link. None if the link is longer than a QR code can be.
	pub fn of(link: &str) -> Option<Self> {
		let level = if link.len() <= SHORT { ECL::Q } else { ECL::M };
		let code = QRBuilder::new(link.as_bytes()).ecl(level).build().ok()?;
		let dark = (0..code.size).flat_map(|row| code[row].iter().map(|module| module.value())).collect();
		Some(Self { size: code.size, dark })
	}

	/// Runs of dark modules: column, row and length. Fewer shapes print without seams.
	pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
		(0..self.size).flat_map(move |row| {
			let modules = &self.dark[row * self.size..(row + 1) * self.size];
			let mut runs = Vec::new();
			let mut column = 0;
			while column < self.size {
				let length = modules[column..].iter().take_while(|dark| **dark).count();
				if length > 0 {
					runs.push((column, row, length));
				}
				column += length.max(1);
			}
			runs
		})
	}

	/// Dark modules as the path of an SVG, one unit to a module, offset by the quiet zone.
	pub fn path(&self) -> String {
		let mut path = String::new();
		for (column, row, length) in self.runs() {
			// Writing to a string does not fail.
			let _ = write!(path, "M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET);
		}
		path
	}

	/// Modules across with the quiet zone on both sides.
	pub fn width(&self) -> usize {
		self.size + 2 * QUIET
	}
}
