// SPDX-License-Identifier: Apache-2.0

//! Labels with QR codes, singly or as sheets.
//!
//! A label carries one QR code with the whole GS1 Digital Link of a unit, and beneath it the code in the form that GS1 asks
//! for people to read: `(01)06901234567892 (21)SN-0001`. Sheets are A4, three labels across and eight down, as SVG page by
//! page or as one PDF. The text on a label is ASCII alone, for codes are, so that neither needs a font.

mod pdf;
mod qr;
mod routes;
mod sheet;
mod svg;
mod warning;

use qr::Qr;
pub use routes::{of_codes, parameters, router, PER_DOCUMENT};
pub use sheet::{Label, PER_SHEET};
use suyuan_primitives::digital_link::human_readable as lines;

/// Draws one label as SVG. None if its link is too long for a QR code.
pub fn label(label: &Label) -> Option<String> {
	Some(svg::label(&Qr::of(&label.link)?, label.warning(), &lines(&label.code)))
}

/// Draws one sheet of labels as SVG. A label whose link is too long for a QR code leaves its place empty.
pub fn sheet(labels: &[Label]) -> String {
	svg::sheet(labels)
}

/// Draws labels as a PDF of as many sheets as needed.
pub fn document(labels: &[Label]) -> Vec<u8> {
	pdf::document(labels)
}

#[cfg(test)]
mod tests;
